"""Where a regular expression can begin: read from the expression itself, so that it can't go stale.

A pattern that is tried at every character costs far more than one that is tried where one of its
first words stands, or in the lines that hold what it needs. What isn't understood here has no known
beginning, and is tried everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

import regex

_QUANTIFIERS = {"*": (0, None), "+": (1, None), "?": (0, 1)}
_CLASSES = frozenset("dDsSwW")
_LOOKS = ("?<!", "?<=", "?!", "?=")
_ZERO_WIDTH = frozenset("bBAZ")
#: A look behind for no letter, alone or with other signs.
_NO_LETTER = regex.compile(r"\?<!(?:\\p\{L\}|\[\\p\{L\}[^\]]*\])\)")
_DIGITS = regex.compile(r"\\d|\[[0-9-]+\]")
_CONTROLS = {"n": "\n", "t": "\t", "r": "\r"}
_ANY_NUMBER = 1_000_000
#: Choices one after another multiply to no more beginnings than this, and to none longer.
_MOST = 40
_LONGEST = 10
#: A word that a match needs is worth looking for from this many letters on.
_WORTH = 3
#: Letters whose case `fold` takes away as the regex engine does.
_LETTERS = frozenset(map(chr, range(0x17F))) - {"µ"}
_ODD_CASES = str.maketrans({"İ": "i", "ı": "i", "ſ": "s"})


def fold(text: str) -> str:
    """The text in lower case, of the same length: what is equal but for case to the regex engine,
    is equal here."""
    lowered = text.lower()
    return lowered if lowered.isascii() else text.translate(_ODD_CASES).lower()


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a text needs before a pattern can match in it, and where.

    ``words``: every match begins with one of these (folded); empty when that isn't known.
    ``needs``: every match holds one of these (folded); empty when that isn't known.
    ``digit``: every match has a digit, or looks at one.
    ``line_ends``: a match holds, or looks at, no more than these; None when that isn't known.
    ``bare``: no match has a letter right before it.
    """

    words: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    digit: bool = False
    line_ends: int | None = None
    bare: bool = False


def beginning(pattern: str, *, ignore_case: bool = False) -> Beginning:
    """The beginning of a pattern; an empty one when it isn't understood."""
    reader = _Reader(pattern, ignore_case)
    try:
        whole = reader.branches()
    except (_UnknownError, IndexError):
        return Beginning()
    if reader.place < len(pattern):
        return Beginning()
    words, _ = _openings(whole)
    line_ends = _line_ends(whole)
    return Beginning(
        words=frozenset() if "" in words else frozenset(words),
        needs=frozenset(_needed(whole)),
        digit=_all_have_digit(whole),
        line_ends=line_ends if line_ends < _ANY_NUMBER else None,
        bare=_all_bare(whole),
    )


class _UnknownError(Exception):
    """Syntax that isn't understood here."""


@dataclass(frozen=True, slots=True)
class _Item:
    """A part of a pattern: a character (``text``), one of a class, a group
    (``branches``), or a place that takes no character (none of these), with its repeats.

    ``digit``: it takes a digit or looks at one. ``line_ends`` is how many it can take or look at,
    each time. ``bare``: no letter stands before it.
    """

    text: str = ""
    is_class: bool = False
    branches: tuple[tuple[_Item, ...], ...] = ()
    least: int = 1
    most: int | None = 1
    digit: bool = False
    line_ends: int = 0
    bare: bool = False

    @property
    def is_place(self) -> bool:
        return not (self.text or self.is_class or self.branches)


class _Reader:
    """Reads a pattern from left to right."""

    def __init__(self, pattern: str, ignore_case: bool) -> None:
        self.pattern = pattern
        self.place = 0
        self.any_case = ignore_case
        self.by_line = False

    def branches(self) -> tuple[tuple[_Item, ...], ...]:
        found: list[tuple[_Item, ...]] = []
        branch: list[_Item] = []
        while self.place < len(self.pattern) and self.pattern[self.place] != ")":
            if self._takes("|"):
                found.append(tuple(branch))
                branch = []
            else:
                branch.append(self._repeated(self._atom()))
        return (*found, tuple(branch))

    def _takes(self, text: str) -> bool:
        if not self.pattern.startswith(text, self.place):
            return False
        self.place += len(text)
        return True

    def _next(self) -> str:
        self.place += 1
        return self.pattern[self.place - 1]

    def _atom(self) -> _Item:
        sign = self._next()
        if sign == "\\":
            return self._escape()
        if sign == "[":
            return self._set()
        if sign == "(":
            return self._group()
        if sign == ".":
            return _class(sign)
        if sign in "^$":
            return _Item(line_ends=0 if self.by_line else _ANY_NUMBER)
        if sign in "*+?{":
            raise _UnknownError
        return self._character(sign)

    def _character(self, sign: str) -> _Item:
        if self.any_case and sign.isalpha() and sign not in _LETTERS:
            raise _UnknownError
        return _Item(text=sign, digit=sign.isdecimal(), line_ends=sign.count("\n"))

    def _escape(self) -> _Item:
        sign = self._next()
        if sign in _CLASSES:
            return _class("\\" + sign)
        if sign in "pP" and self._takes("{"):
            start, self.place = self.place, self.pattern.index("}", self.place) + 1
            return _class(f"\\{sign}{{{self.pattern[start : self.place]}")
        if sign in _ZERO_WIDTH:
            return _Item(line_ends=_ANY_NUMBER if sign in "AZ" else 0)
        if sign.isdigit():  # what a group caught: anything or nothing
            return _Item(branches=((_Item(is_class=True),), ()))
        if sign.isalnum() and sign not in _CONTROLS:
            raise _UnknownError
        return self._character(_CONTROLS.get(sign, sign))

    def _set(self) -> _Item:
        start = self.place
        while (sign := self._next()) != "]":
            if sign == "[":
                raise _UnknownError
            if sign == "\\":
                self.place += 1
        members = self.pattern[start : self.place - 1]
        if not members.strip("^"):  # a bracket among the members
            raise _UnknownError
        return self._character(members) if len(members) == 1 else _class(f"[{members}]")

    def _group(self) -> _Item:
        before = self.any_case, self.by_line
        start = self.place
        look = next((sign for sign in _LOOKS if self._takes(sign)), "")
        if not look and self._takes("?") and not self._opens_group():
            return _Item()  # flags for the rest of the pattern
        branches = self.branches()
        if not self._takes(")"):
            raise _UnknownError
        self.any_case, self.by_line = before
        return _Item(
            branches=() if look else branches,
            digit="!" not in look and _all_have_digit(branches),
            line_ends=_line_ends(branches),
            bare=_all_bare(branches) or _NO_LETTER.match(self.pattern, start) is not None,
        )

    def _opens_group(self) -> bool:
        """Takes what stands between `(?` and the group; False for flags without a group."""
        if self._takes(":") or self._takes(">"):
            return True
        if self._takes("P<"):
            self.place = self.pattern.index(">", self.place) + 1
            return True
        on = not self._takes("-")
        while (sign := self._next()) in "im":
            self.any_case = on if sign == "i" else self.any_case
            self.by_line = on if sign == "m" else self.by_line
        if sign not in ":)":
            raise _UnknownError
        return sign == ":"

    def _repeated(self, item: _Item) -> _Item:
        sign = self.pattern[self.place : self.place + 1]
        if sign in _QUANTIFIERS:
            self.place += 1
            least, most = _QUANTIFIERS[sign]
        elif sign == "{":
            end = self.pattern.index("}", self.place)
            low, comma, high = self.pattern[self.place + 1 : end].partition(",")
            if not (low + high).isdigit():
                raise _UnknownError
            self.place = end + 1
            least = int(low or 0)
            most = (int(high) if high else None) if comma else least
        else:
            return item
        self._takes("?") or self._takes("+")
        return replace(item, least=least, most=most)


_Branches = Sequence[Sequence[_Item]]


@cache
def _class(source: str) -> _Item:
    """A class as it is written: the engine itself says whether it takes a line end."""
    line_ends = int(regex.fullmatch(source, "\n") is not None)
    return _Item(is_class=True, digit=_DIGITS.fullmatch(source) is not None, line_ends=line_ends)


def _all_have_digit(branches: _Branches) -> bool:
    return all(any(item.digit and item.least for item in branch) for branch in branches)


def _all_bare(branches: _Branches) -> bool:
    return all(branch and branch[0].bare and branch[0].least for branch in branches)


def _line_ends(branches: _Branches) -> int:
    counts = (
        sum(item.line_ends * (_ANY_NUMBER if item.most is None else item.most) for item in branch)
        for branch in branches
    )
    return min(max(counts, default=0), _ANY_NUMBER)


def _openings(branches: _Branches) -> tuple[set[str], bool]:
    """The words that a match begins with, and whether each of them is a whole match."""
    found: set[str] = set()
    whole = True
    for branch in branches:
        words, ended = {""}, True
        for item in branch:
            words, ended = _longer(words, item)
            if not ended:
                break
        found |= words
        whole &= ended
    return found, whole


def _longer(words: set[str], item: _Item) -> tuple[set[str], bool]:
    """The words with an item behind them; and whether more may follow it."""
    if item.is_place:
        return words, True
    if item.is_class or (item.least == 0 and item.most != 1):
        return words, False
    more, whole = ({fold(item.text)}, True) if item.text else _openings(item.branches)
    if item.least == 0:
        more = {"", *more}
    longer = {(word + end)[:_LONGEST] for word in words for end in more}
    if len(longer) > max(_MOST, len(words), len(more)):
        return words, False
    return longer, whole and item.most == 1


def _needed(branches: _Branches) -> set[str]:
    """One of these stands in every match; empty when nothing is worth looking for."""
    found: set[str] = set()
    for branch in branches:
        best: set[str] = set()
        for words in _choices(branch):
            if _worth(words) > _worth(best):
                best = words
        if not best:
            return set()
        found |= best
    return found


def _choices(branch: Sequence[_Item]) -> Iterable[set[str]]:
    """Sets of words, of each of which a match of the branch holds one."""
    run = ""
    for item in branch:
        once = item.text and (item.least, item.most) == (1, 1)
        if once:
            run += fold(item.text)
            continue
        if item.text and item.least:
            yield {run + fold(item.text)}
        elif run:
            yield {run}
        run = "" if not item.is_place else run
        if item.branches and item.least:
            yield _needed(item.branches)
    if run:
        yield {run}


def _worth(words: set[str]) -> int:
    """How much a set of words tells: the length of its shortest; 0 for too little."""
    if not words:
        return 0
    shortest = min(words, key=len)
    sign = not shortest.isspace() and not any(char.isalnum() for char in shortest)
    return len(shortest) if sign or len(shortest) >= _WORTH else 0
