"""Searching in the text of every page, found and not marked included.

Letters are compared without case and accents, and a line break counts as a space, so that an
offset in the folded text is the offset in the page. Words that OCR read almost right are offered
apart: one letter added, lost or changed (two in a word of nine letters or more).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from threading import Lock

from woo_tool.model import Page
from woo_tool.review.index import Place

MINIMUM = 2
"""Characters; a single letter is everywhere."""
_NEAR_FROM, _TWO_FROM = 4, 9
_MOST_VARIANTS = 24


class _Table(dict[int, str]):
    """One character for one character: lower case, without accent."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        base = unicodedata.normalize("NFD", char)[0].lower()
        self[code] = " " if char.isspace() else base if len(base) == 1 else char
        return self[code]


_FOLD = _Table()


def fold_text(text: str) -> str:
    """The text for comparing; as long as the text itself."""
    return text.translate(_FOLD)


@dataclass(frozen=True, slots=True)
class Hit:
    """One place in a page: characters start to end (exclusive)."""

    place: Place
    start: int
    end: int


class Searcher:
    """The folded text of every page, kept while the pages stay the same; safe in threads."""

    def __init__(self) -> None:
        self._texts: dict[Place, tuple[Page, str]] = {}
        self._words: frozenset[str] | None = None
        self._lock = Lock()

    def find(
        self, pages: Mapping[Place, Page], query: str, most: int, *, whole: bool = False
    ) -> tuple[list[Hit], int]:
        """The first ``most`` hits in dossier order, and how many there are in all.

        ``whole``: no letter or digit may stand beside a hit.
        """
        wanted = " ".join(fold_text(query).split())
        if len(wanted) < MINIMUM:
            return [], 0
        hits: list[Hit] = []
        total = 0
        for place, text in self._folded(pages).items():
            for start in _starts(text, wanted):
                if whole and not _whole(text, start, start + len(wanted)):
                    continue
                total += 1
                if len(hits) < most:
                    hits.append(Hit(place, start, start + len(wanted)))
        return hits, total

    def near(self, pages: Mapping[Place, Page], query: str, most: int) -> list[Hit]:
        """Places that read almost the same, without those that read the same."""
        wanted = " ".join(fold_text(query).split())
        texts = self._folded(pages)
        hits: dict[Hit, None] = {}
        for variant in self._variants(wanted, texts):
            for place, text in texts.items():
                for start in _starts(text, variant):
                    if _whole(text, start, start + len(variant)):
                        hits[Hit(place, start, start + len(variant))] = None
                        if len(hits) >= most:
                            return list(hits)
        return list(hits)

    def _folded(self, pages: Mapping[Place, Page]) -> dict[Place, str]:
        with self._lock:
            fresh = {}
            changed = len(pages) != len(self._texts)
            for place, page in pages.items():
                known = self._texts.get(place)
                if known is None or known[0] is not page:
                    known, changed = (page, fold_text(page.text)), True
                fresh[place] = known
            if changed:
                self._texts, self._words = fresh, None
            return {place: text for place, (_, text) in fresh.items()}

    def _variants(self, wanted: str, texts: Mapping[Place, str]) -> Iterator[str]:
        """The query with one word replaced by a word of the dossier that is nearly it."""
        if self._words is None:
            self._words = frozenset(
                word for text in texts.values() for word in re.findall(r"[^\W_]{3,}", text)
            )
        words = wanted.split()
        found = 0
        for nth, word in enumerate(words):
            room = 2 if len(word) >= _TWO_FROM else 1
            if len(word) < _NEAR_FROM:
                continue
            for other in sorted(self._words):
                if other != word and near(word, other, room):
                    yield " ".join((*words[:nth], other, *words[nth + 1 :]))
                    found += 1
                    if found >= _MOST_VARIANTS:
                        return


def near(one: str, other: str, room: int) -> bool:
    """True when at most ``room`` letters must be added, lost or changed (Levenshtein 1966)."""
    if abs(len(one) - len(other)) > room:
        return False
    if len(set(one) ^ set(other)) > 2 * room:
        return False
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        above, row[0] = row[0], i
        for j, right in enumerate(other, 1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (left != right))
        if min(row) > room:
            return False
    return row[-1] <= room


def _starts(text: str, wanted: str) -> Iterator[int]:
    at = text.find(wanted)
    while at >= 0:
        yield at
        at = text.find(wanted, at + len(wanted))


def _whole(text: str, start: int, end: int) -> bool:
    before = text[start - 1 : start]
    return not (before.isalnum() or text[end : end + 1].isalnum())
