"""Web addresses in a text: what stands in one is part of the address."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

import regex

_LINK = regex.compile(
    r"(?:https?://|www\.)[^\s<>\"|\])}]+|(?<=\]\()[^)\s]+|(?<=\])\(https?:[^)\s]*"
)


def inside(text: str, place: int) -> bool:
    """True when ``place`` stands in a web address or in the target of a link."""
    starts, ends = _links(text)
    index = bisect_right(starts, place) - 1
    return index >= 0 and place < ends[index]


@lru_cache(maxsize=8)
def _links(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    linked = any(sign in text for sign in ("://", "www.", "]("))
    found = [hit.span() for hit in _LINK.finditer(text)] if linked else []
    return tuple(start for start, _ in found), tuple(end for _, end in found)
