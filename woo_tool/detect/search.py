"""Searches that look only where a pattern can begin; what they find is what the pattern finds."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import lru_cache

import regex

from woo_tool.detect.beginnings import beginning, fold

#: The beginnings of words of one letter stand everywhere.
_SHORT = 1


class Search:
    """A compiled pattern, tried only where one of the words stands that it can begin with, and only
    in a text that holds what it needs."""

    def __init__(self, pattern: regex.Pattern[str]) -> None:
        self.pattern = pattern
        known = beginning(pattern.pattern, ignore_case=bool(pattern.flags & regex.IGNORECASE))
        self._needs = tuple(sorted(known.needs))
        shortest = min(map(len, known.words), default=0)
        self._words = tuple(sorted(known.words)) if shortest > _SHORT else ()
        self._clues = self._needs or tuple(sorted(known.words))

    def finditer(self, text: str, timeout: float | None = None) -> Iterator[regex.Match[str]]:
        """The matches of the pattern in ``text``, in order. Raises TimeoutError after ``timeout``
        seconds."""
        told = _Told.of(text)
        if self._needs and not told.holds_any(self._needs):
            return
        if not self._words:
            yield from self.pattern.finditer(text, timeout=timeout)
            return
        ends = None if timeout is None else time.monotonic() + timeout
        end = 0
        for place in told.places(self._words):
            if place >= end:
                left = None if ends is None else max(ends - time.monotonic(), 0.001)
                match = self.pattern.match(text, place, timeout=left)
                if match is not None:
                    end = match.end()
                    yield match

    def stands_in(self, window: str) -> bool:
        """Whether the pattern matches somewhere in a short text."""
        return self.may_match(window) and self.pattern.search(window) is not None

    def may_match(self, window: str) -> bool:
        """False when a short text surely holds no match: cheaper than looking for one."""
        low = fold(window)
        return not self._clues or any(word in low for word in self._clues)


class _Told:
    """What was looked up in a text before: many patterns ask for the same."""

    def __init__(self, text: str) -> None:
        self._folded = fold(text)
        self._places: dict[str, list[int]] = {}

    @staticmethod
    @lru_cache(maxsize=4)
    def of(text: str) -> _Told:
        """The one of this text (kept for the last few texts)."""
        return _Told(text)

    def holds_any(self, words: tuple[str, ...]) -> bool:
        """Whether one of the words stands in the text."""
        return any(word in self._folded for word in words)

    def places(self, words: tuple[str, ...]) -> list[int]:
        """Where the words stand, in order."""
        found: set[int] = set()
        for word in words:
            if word not in self._places:
                self._places[word] = list(self._find(word))
            found.update(self._places[word])
        return sorted(found)

    def _find(self, word: str) -> Iterator[int]:
        place = self._folded.find(word)
        while place >= 0:
            yield place
            place = self._folded.find(word, place + 1)
