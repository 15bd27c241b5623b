"""Searches that look only where a pattern can match; what they find is what the pattern finds."""

from __future__ import annotations

import re
import time
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import regex

from woo_tool.detect.beginnings import beginning, fold

#: A beginning of one letter stands everywhere, but for words of one letter.
_SHORT = 1
#: Letters of a word, at least and at most, that are looked up before the word is looked for.
_LEAST_HEAD, _HEAD = 3, 4
#: A match of more line ends than this is looked for in the whole text.
_FEW_LINES = 3
_WORD = re.compile(r"\w+")
_DIGIT = regex.compile(r"\d")

_Span = tuple[int, int]


class Search:
    """A compiled pattern, tried only in a text that holds what it needs, and there only where one
    of the words stands that it can begin with, or in the lines that it can match in."""

    def __init__(self, pattern: regex.Pattern[str]) -> None:
        self.pattern = pattern
        known = beginning(pattern.pattern, ignore_case=bool(pattern.flags & regex.IGNORECASE))
        self._needs = Words(known.needs) if known.needs else None
        shortest = min(map(len, known.words), default=0)
        usable = shortest > _SHORT or (shortest and known.bare)
        self._words = Words(known.words) if usable else None
        self._bare = known.bare
        clues = known.needs or known.words
        self._clues = Words(clues) if clues else None
        few = known.line_ends is not None and known.line_ends <= _FEW_LINES
        self._line_ends = known.line_ends if few and (known.needs or known.digit) else None

    def finditer(self, text: str, timeout: float | None = None) -> Iterator[regex.Match[str]]:
        """The matches of the pattern in ``text``, in order. Raises TimeoutError after ``timeout``
        seconds."""
        index = Index.of(text)
        if self._needs is not None and not index.holds_any(self._needs):
            return
        if self._words is None:
            yield from self.pattern.finditer(text, timeout=timeout)
            return
        ends = None if timeout is None else time.monotonic() + timeout
        end = 0
        for place in index.places(self._words):
            if place >= end and not (self._bare and index.in_word(place)):
                left = None if ends is None else max(ends - time.monotonic(), 0.001)
                match = self.pattern.match(text, place, timeout=left)
                if match is not None:
                    end = match.end()
                    yield match

    def spans(self, text: str, group: str | int, timeout: float) -> Iterator[_Span]:
        """Where the group of each match stands; reads no more lines than it has to. Raises
        TimeoutError after ``timeout`` seconds."""
        if self._words is not None or self._line_ends is None:
            for match in self.finditer(text, timeout):
                yield match.span(group)
            return
        part = Index.of(text).excerpt(self._needs, self._line_ends)
        if not part.text:
            return
        for match in self.pattern.finditer(part.text, timeout=timeout):
            moved = part.moved(match.start())
            start, end = match.span(group)
            yield start + moved, end + moved

    def may_stand(self, text: str, start: int, end: int) -> bool:
        """False when no match surely stands between these places, even with more or less white
        space: cheaper than looking for one."""
        return self._clues is None or Index.of(text).holds_between(self._clues, start, end)


class Words:
    """Folded words to look for in texts, by their first letters."""

    def __init__(self, words: Iterable[str]) -> None:
        self.by_head: dict[str, list[str]] = defaultdict(list)
        self.others: list[str] = []
        for word in sorted(set(words)):
            head = word[:_HEAD]
            usable = len(head) >= _LEAST_HEAD and head.isalnum()
            (self.by_head[head] if usable else self.others).append(word)
        self.heads = frozenset(self.by_head)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Some lines of a text; ``starts`` are the places in it where lines were left out before, and
    ``moves`` how far what follows stands from its place in the text."""

    text: str
    starts: Sequence[int]
    moves: Sequence[int]

    def moved(self, place: int) -> int:
        """What to add to a place in the excerpt for the place in the text."""
        return self.moves[bisect_right(self.starts, place) - 1]


class Index:
    """What stands in a text: many patterns ask for the same."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.folded = fold(text)
        self._places: dict[str, list[int]] = {}
        self._places_of_any: dict[Words, list[int]] = {}
        self._with_digit: dict[int, Excerpt] = {}

    @staticmethod
    @lru_cache(maxsize=4)
    def of(text: str) -> Index:
        """The one of this text (kept for the last few texts)."""
        return Index(text)

    def holds_any(self, words: Words) -> bool:
        """Whether one of the words stands in the text."""
        return bool(self._present(words))

    def places(self, words: Words) -> list[int]:
        """Where the words stand, in order."""
        if words not in self._places_of_any:
            self._places_of_any[words] = sorted({place for _, place in self.found(words)})
        return self._places_of_any[words]

    def holds_between(self, words: Words, start: int, end: int) -> bool:
        """Whether one of the words begins between these places."""
        places = self.places(words)
        next_ = bisect_left(places, start)
        return next_ < len(places) and places[next_] < end

    def found(self, words: Words) -> Iterator[tuple[str, int]]:
        """The words that stand in the text, each with its places."""
        for word in self._present(words):
            if word not in self._places:
                self._places[word] = list(self._find(word))
            for place in self._places[word]:
                yield word, place

    def in_word(self, place: int) -> bool:
        """Whether a letter stands right before the place."""
        return place > 0 and self.folded[place - 1].isalpha()

    def excerpt(self, words: Words | None, around: int) -> Excerpt:
        """The lines in which one of the words stands (without words, those with a digit), with so
        many lines before and behind them. More line ends part them than ``around``."""
        if words is not None:
            starts = self._line_starts
            return self._excerpt({bisect_right(starts, n) - 1 for n in self.places(words)}, around)
        if around not in self._with_digit:
            self._with_digit[around] = self._excerpt(self._lines_with_digit, around)
        return self._with_digit[around]

    def _excerpt(self, lines: Iterable[int], around: int) -> Excerpt:
        bounds = [*self._line_starts, len(self._text) + 1]
        last = len(bounds) - 2
        blocks: list[_Span] = []
        for line in sorted(lines):
            start, end = bounds[max(line - around, 0)], bounds[min(line + around, last) + 1] - 1
            if blocks and start <= blocks[-1][1] + 1:
                start = blocks.pop()[0]
            blocks.append((start, end))
        starts, moves, size = [], [], 0
        for start, end in blocks:
            starts.append(size)
            moves.append(start - size)
            size += end - start + around + 1
        return Excerpt(
            ("\n" * (around + 1)).join(self._text[a:b] for a, b in blocks), starts, moves
        )

    @cached_property
    def _heads(self) -> frozenset[str]:
        """All runs of some letters: most words that are asked for begin with none of these."""
        return frozenset().union(*map(_runs, set(_WORD.findall(self.folded))))

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(place + 1 for place in self._find("\n"))]

    @cached_property
    def _lines_with_digit(self) -> list[int]:
        lines = self._text.split("\n")
        return [number for number, line in enumerate(lines) if _DIGIT.search(line)]

    def _present(self, words: Words) -> list[str]:
        """The words that stand in the text."""
        text = self.folded
        present = [word for word in words.others if word in text]
        for head in words.heads & self._heads:
            present += [word for word in words.by_head[head] if word in text]
        return present

    def _find(self, word: str) -> Iterator[int]:
        place = self.folded.find(word)
        while place >= 0:
            yield place
            place = self.folded.find(word, place + 1)


@lru_cache(maxsize=20_000)
def _runs(word: str) -> frozenset[str]:
    """All runs of letters in a word that can be looked up (kept, as words come back)."""
    return frozenset(
        word[at : at + size]
        for size in range(_LEAST_HEAD, _HEAD + 1)
        for at in range(len(word) - size + 1)
    )
