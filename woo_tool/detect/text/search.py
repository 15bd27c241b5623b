"""Searches that look only where a pattern can match; what they find is what the pattern finds.

All words that any pattern asks for are found in one pass over a text. A pattern is tried only in a
text that has what it needs, and there only in the lines that have it.
"""

from __future__ import annotations

import itertools
import time
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import ahocorasick
import regex

from woo_tool.detect.schema import MOST_SPACE, any_of, compile_rule
from woo_tool.detect.text.beginnings import beginning, worth
from woo_tool.detect.text.parts import shape

#: A match of more line ends than this is looked for in the whole text.
_FEW_LINES = 3
#: No more words than this are looked up one by one, in a text that holds what a pattern needs.
_FEW_WORDS = 64
#: Words that are worth less (in bits) stand in so many places that lines are read whole.
_RARE = 4.5

Span = tuple[int, int]
#: Words to look for in the shape of texts.
Words = frozenset[str]
#: Lines of a text, a bit for each.
Lines = int
EVERY_LINE: Lines = -1


class Search:
    """A compiled pattern, tried only in a text that holds what it needs, and there only where one
    of the words stands that it can begin with, or in the lines that it can match in. With ``clues``
    it can be asked where it ``may_stand``."""

    def __init__(self, pattern: regex.Pattern[str], *, clues: bool = False) -> None:
        self.pattern = pattern
        known = beginning(pattern.pattern, ignore_case=bool(pattern.flags & regex.IGNORECASE))
        few = known.line_ends is not None and known.line_ends <= _FEW_LINES
        #: How many line ends a match can hold or look at; None when it is looked for everywhere.
        self.line_ends = known.line_ends if few else None
        rare = known.words and (worth(known.words) >= _RARE or self.line_ends is None)
        self._words = known.words if rare else None
        if rare and len(known.words) > _FEW_WORDS:
            _LEXICON.add(known.words)
        self._bare = known.bare
        self._needs = frozenset(_LEXICON.add(words) for words in known.needs)
        self._digits = known.digits
        self._clues = _LEXICON.add(known.clues) if clues and known.clues else None

    def lines(self, index: Index) -> Lines:
        """The lines in which a match can stand."""
        if not self._needs <= index.found.keys():
            return 0
        found = EVERY_LINE
        if self.line_ends is not None:
            for words in self._needs:
                found &= index.lines(words, self.line_ends)
            if self._digits:
                found &= index.lines_with_digits(self._digits, self.line_ends)
        return found

    def finditer(self, text: str) -> Iterator[regex.Match[str]]:
        """The matches of the pattern in ``text``, in order."""
        index = Index.of(text)
        lines = self.lines(index)
        if lines and self._words is not None:
            yield from self._at_words(index, lines, None)
        elif lines:
            yield from self.pattern.finditer(text)

    def spans(self, index: Index, lines: Lines, group: str | int, timeout: float) -> Iterator[Span]:
        """Where the group of each match stands in these ``lines``, all or some of ``lines()``.
        Raises TimeoutError after ``timeout`` seconds."""
        if self._words is not None:
            for match in self._at_words(index, lines, timeout):
                yield match.span(group)
            return
        part = index.excerpt(lines, self.line_ends or 0)
        for match in self.pattern.finditer(part.text, timeout=timeout):
            moved = part.moved(match.start())
            start, end = match.span(group)
            yield start + moved, end + moved

    def may_stand(self, text: str, start: int, end: int) -> bool:
        """False when no match surely stands between these places: cheaper than looking for one."""
        return self._clues is None or Index.of(text).holds_between(self._clues, start, end)

    def _at_words(
        self, index: Index, lines: Lines, timeout: float | None
    ) -> Iterator[regex.Match[str]]:
        ends = None if timeout is None else time.monotonic() + timeout
        end = 0
        for place in index.places(self._words or frozenset()):
            if place < end or not lines >> index.line_at(place) & 1:
                continue
            if not (self._bare and index.in_word(place)):
                left = None if ends is None else max(ends - time.monotonic(), 0.001)
                match = self.pattern.match(index.text, place, timeout=left)
                if match is not None:
                    end = match.end()
                    yield match


class Phrases:
    """Words or groups of words to look for, each whole unless it ends in ``*``."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = tuple(words)
        self._longest = words_to_find(map(_longest, self._words))
        self._groups: dict[str, tuple[regex.Pattern[str], int]] = {}

    @cached_property
    def pattern(self) -> regex.Pattern[str]:
        """A pattern for one of these."""
        return compile_rule(any_of(self._words), ignore_case=True)

    def finditer(self, text: str) -> Iterator[regex.Match[str]]:
        """Where these stand, in order: looked for around their longest words."""
        index = Index.of(text)
        windows: list[Span] = []
        for start, end in sorted(index.found.get(self._longest, ())):
            pattern, reach = self._with_longest(index.shape[start:end])
            first, last = max(start - reach, 0), end + reach
            if pattern.search(text, first, last) is not None:
                if windows and first <= windows[-1][1]:
                    first = windows.pop()[0]
                windows.append((first, last))
        for first, last in windows:
            yield from self.pattern.finditer(text, first, last)

    def _with_longest(self, word: str) -> tuple[regex.Pattern[str], int]:
        """A pattern for those with this longest word, and more than the length of a match."""
        if word not in self._groups:
            group = [one for one in self._words if shape(_longest(one)) == word]
            reach = max(len(one) + one.count(" ") * MOST_SPACE for one in group) + 1
            self._groups[word] = compile_rule(any_of(group), ignore_case=True), reach
        return self._groups[word]

    def stand_in(self, text: str, start: int, end: int) -> bool:
        """Whether one of these stands between these places, read by themselves."""
        may = self.may_stand(text, start, end)
        return may and self.pattern.search(text[start:end]) is not None

    def lines(self, text: str) -> Lines:
        """The lines in which the longest word of one of these stands."""
        return Index.of(text).lines(self._longest)

    def may_stand(self, text: str, start: int, end: int) -> bool:
        """False when none of these surely stands between these places, even with more or less white
        space or broken at a hyphen: cheaper than looking for one."""
        return Index.of(text).holds_between(self._longest, start, end)


def _longest(cue: str) -> str:
    parts: list[str] = regex.split(r"[\s-]+", cue.rstrip("*"))
    return max(parts, key=len)


class _Lexicon:
    """All words that are asked for, looked up together."""

    def __init__(self) -> None:
        self._owners: dict[str, list[Words]] = defaultdict(list)
        self.known: dict[Words, Words] = {}  #: the sets by themselves
        self._automaton: ahocorasick.Automaton | None = None

    def add(self, words: Iterable[str]) -> Words:
        """These words, from now on looked up too; the same ones for the same words."""
        asked = frozenset(words)
        if asked not in self.known:
            self.known[asked] = asked
            self._automaton = None
            for word in asked:
                self._owners[word].append(asked)
        return self.known[asked]

    def find(self, shaped: str) -> dict[Words, list[Span]]:
        """Where the words stand, by the set that they are of; by their ends."""
        if self._automaton is None:
            self._automaton = ahocorasick.Automaton()
            for word, owners in self._owners.items():
                self._automaton.add_word(word, (len(word), owners))
            self._automaton.make_automaton()
        found: dict[Words, list[Span]] = defaultdict(list)
        for last, (size, owners) in self._automaton.iter(shaped):
            span = (last + 1 - size, last + 1)
            for words in owners:
                found[words].append(span)
        return dict(found)


_LEXICON = _Lexicon()


def words_to_find(words: Iterable[str]) -> Words:
    """Words that ``Index.found`` will have; in lower case."""
    return _LEXICON.add(map(shape, words))


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Some lines of a text; ``starts`` are the places in it where lines were left out before, and
    ``moves`` how far what follows stands from its place in the text."""

    text: str
    starts: Sequence[int]
    moves: Sequence[int]

    def moved(self, place: int) -> int:
        """What to add to a place in the excerpt for the place in the text."""
        return self.moves[max(bisect_right(self.starts, place) - 1, 0)]


class Index:
    """What stands in a text: many patterns ask for the same."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.shape = shape(text)
        self.found = _LEXICON.find(self.shape)
        lines = self.shape.split("\n")
        self._starts = [0, *itertools.accumulate(len(line) + 1 for line in lines)]
        self._digits = [line.count("0") for line in lines]
        self._places: dict[Words, list[int]] = {}
        self._lines: dict[tuple[Words | int, int], Lines] = {}
        self._excerpts: dict[tuple[Lines, int], Excerpt] = {}

    @staticmethod
    @lru_cache(maxsize=4)
    def of(text: str) -> Index:
        """The one of this text (kept for the last few texts)."""
        return Index(text)

    def places(self, words: Words) -> list[int]:
        """Where the words stand, in order."""
        if words not in self._places:
            spans = self.found.get(words, ()) if words in _LEXICON.known else self._find(words)
            self._places[words] = sorted({start for start, _ in spans})
        return self._places[words]

    def _find(self, words: Words) -> Iterator[Span]:
        for word in words:
            place = self.shape.find(word)
            while place >= 0:
                yield place, place + len(word)
                place = self.shape.find(word, place + 1)

    def holds_between(self, words: Words, start: int, end: int) -> bool:
        """Whether one of the words begins between these places."""
        places = self.places(words)
        next_ = bisect_left(places, start)
        return next_ < len(places) and places[next_] < end

    def in_word(self, place: int) -> bool:
        """Whether a letter stands right before the place."""
        return place > 0 and self.shape[place - 1].isalpha()

    def line_at(self, place: int) -> int:
        """The number of the line that a place stands in."""
        return bisect_right(self._starts, place) - 1

    def lines(self, words: Words, around: int = 0) -> Lines:
        """The lines in which one of the words begins, and so many before and behind them."""
        if (words, around) not in self._lines:
            found = self.lines_at(start for start, _ in self.found.get(words, ()))
            self._lines[words, around] = widened(found, around)
        return self._lines[words, around]

    def lines_at(self, places: Iterable[int]) -> Lines:
        """The lines of some places."""
        found, starts = 0, self._starts
        for place in places:
            found |= 1 << bisect_right(starts, place)
        return found >> 1

    def lines_with_digits(self, least: int, around: int) -> Lines:
        """The lines that hold so many digits (or one, when a match may hold more lines) and those
        around them."""
        least = 1 if around else least
        if (least, around) not in self._lines:
            found = 0
            for number, digits in enumerate(self._digits):
                if digits >= least:
                    found |= 1 << number
            self._lines[least, around] = widened(found, around)
        return self._lines[least, around]

    def excerpt(self, lines: Lines, apart: int) -> Excerpt:
        """Some lines of the text. More than ``apart`` line ends stand where others are left out."""
        if (lines, apart) not in self._excerpts:
            self._excerpts[lines, apart] = self._excerpt(lines, apart)
        return self._excerpts[lines, apart]

    def _excerpt(self, lines: Lines, apart: int) -> Excerpt:
        """Nor do they begin or end the excerpt, unless they do so in the text."""
        every = (1 << len(self._digits)) - 1
        if lines & every == every:
            return Excerpt(self.text, (0,), (0,))
        gap = "\n" * (apart + 2)
        texts: list[str] = []
        starts, moves, size = [], [], 0
        for first, last in _blocks(lines & every):
            if first and not texts:
                texts.append("")
                size += len(gap)
            start, end = self._starts[first], self._starts[last + 1] - 1
            starts.append(size)
            moves.append(start - size)
            texts.append(self.text[start:end])
            size += end - start + len(gap)
        if not lines >> len(self._digits) - 1 & 1:
            texts.append("")
        return Excerpt(gap.join(texts), starts, moves)


def widened(lines: Lines, around: int) -> Lines:
    """These lines, and so many before and behind them."""
    for _ in range(around):
        lines |= lines << 1 | lines >> 1
    return lines


def _blocks(lines: Lines) -> Iterator[Span]:
    """The first and last of lines that follow one another."""
    number = 0
    while lines:
        skipped = (lines & -lines).bit_length() - 1
        lines >>= skipped
        number += skipped
        many = (~lines & (lines + 1)).bit_length() - 1
        yield number, number + many - 1
        lines >>= many
        number += many
