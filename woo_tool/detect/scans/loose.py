"""A scan whose signs lie apart, read closer: "tel . O6 -  533  8O l 72", "den Bosch , 52l1  DL"."""

from __future__ import annotations

from collections.abc import Container

import regex

from woo_tool.detect.scans.misread import Reading

_LOOSE_STOP = regex.compile(r"(?<=[\p{L}\p{N}])[ ]+[.,;:](?=\s|\d|$)")
#: A page is loose with this many stops apart, and one at least for so many characters.
_LEAST, _ONE_FOR = 4, 250
_GAP = regex.compile(r"[ \t]+")
_NUMERIC = regex.compile(r"(?=[OoQlI|]*\d|[OolI|]+$)[\dOoQlI|]+")
_DIGITS = frozenset("0123456789OolI")
_WORD_BEFORE = regex.compile(r"[\p{L}\p{N}|]+$")
_WORD_BEHIND = regex.compile(r"[\p{L}\p{N}|]+")
_IN_ADDRESS = regex.compile(r"@[\w.-]*$")
_STREETS = frozenset({"straat", "laan", "weg", "plein", "gracht", "kade", "singel", "dijk", "hof"})
_LONGEST_WORD = 24


def is_loose(text: str) -> bool:
    """Whether stops and commas stand apart from their words all through the text."""
    stops = sum(1 for _ in _LOOSE_STOP.finditer(text))
    return stops >= _LEAST and stops * _ONE_FOR >= len(text)


def tightened(text: str, known: Container[str]) -> Reading:
    """The text without the white space that a scan put in; ``known`` are words in lower case."""
    signs: list[str] = []
    places: list[int] = []
    done = 0
    for gap in _GAP.finditer(text):
        start, end = gap.span()
        signs += text[done:start]
        places += range(done, start)
        before = "".join(signs[-_LONGEST_WORD:])
        if before[-1:] not in ("", "\n") and not _closes(before, text, end, known):
            signs.append(" ")
            places.append(start)
        done = end
    return Reading("".join(signs) + text[done:], [*places, *range(done, len(text))])


def _closes(before: str, text: str, end: int, known: Container[str]) -> bool:
    """Whether no white space belongs between ``before`` and what stands at ``end``."""
    left, right = before[-1:], text[end : end + 1]
    if right in ".,;:)@" or left in "(@":
        return True
    if left in "-/_":
        return before[-2:-1].isalnum() and right.isalnum()
    if right in "-/_":
        outer = text[end + 1 :].lstrip(" ")[:1]
        apart = text[end + 1 : end + 2] == " "
        return outer.isalnum() and (not apart or _is_code(left, outer))
    if left == ".":
        return (right.isdigit() and before[-2:-1].isdigit()) or (
            right.islower() and _IN_ADDRESS.search(before) is not None
        )
    return _is_one(_WORD_BEFORE.search(before), _WORD_BEHIND.match(text, end), known)


def _is_code(left: str, right: str) -> bool:
    """Whether a hyphen between these stands in a number: digits, or capitals on both sides."""
    return left in _DIGITS or right in _DIGITS or (left.isupper() and right.isupper())


def _is_one(
    one: regex.Match[str] | None, other: regex.Match[str] | None, known: Container[str]
) -> bool:
    """Whether two words are parts of one number, or of one word that is known."""
    if one is None or other is None:
        return False
    left, right = one[0], other[0]
    if _NUMERIC.fullmatch(left) and _NUMERIC.fullmatch(right):
        return True
    if not right.islower() or not (left + right).isalpha():
        return False
    low = left.lower()
    if right in _STREETS and left[0].isupper():
        return True
    return low + right in known and not (low in known and right in known)
