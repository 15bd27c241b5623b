"""The parts of a regular expression: what each can take, look at and repeat.

Read from the expression itself, so that what is known of a pattern can't go stale. Only the syntax
that the rules use; anything else raises UnknownSyntaxError.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import regex

_QUANTIFIERS = {"*": (0, None), "+": (1, None), "?": (0, 1)}
_CLASSES = frozenset("dDsSwW")
_LOOKS = ("?<!", "?<=", "?!", "?=")
_ZERO_WIDTH = frozenset("bBAZ")
#: A look behind for no letter, alone or with other signs.
_NO_LETTER = regex.compile(r"\?<!(?:\\p\{L\}|\[\\p\{L\}[^\]]*\])\)")
#: A class of which the members can be listed, and one of those: digits, a sign or a range.
_LISTED = regex.compile(r"\[(?!\^)(?:\\[dnt\W]|[^\\])+\]", regex.DOTALL)
_MEMBER = regex.compile(r"(?P<digits>\\d)|\\?(?P<first>.)(?:-\\?(?P<last>.))?", regex.DOTALL)
_MOST_MEMBERS = 40
_CONTROLS = {"n": "\n", "t": "\t", "r": "\r"}
#: More line ends than any pattern that is looked for by line.
ANY_NUMBER = 1_000_000
#: Letters whose case `fold` takes away as the regex engine does.
_LAST_LETTER = 0x17E
_LETTERS = frozenset(map(chr, range(_LAST_LETTER + 1))) - {"µ"}
_ODD_CASES = (("İ", "i"), ("ı", "i"), ("ſ", "s"))
_OTHER_DIGITS = regex.compile(r"(?![0-9])\d")


class UnknownSyntaxError(Exception):
    """Syntax that isn't understood here."""


def fold(text: str) -> str:
    """The text in lower case, of the same length: what is equal but for case to the regex engine,
    is equal here."""
    for odd, plain in _ODD_CASES:
        text = text.replace(odd, plain)
    return text.lower()


def shape(text: str) -> str:
    """The folded text with 0 for each digit, of the same length: what a class of digits takes
    can be looked up in it."""
    for digit in "123456789":
        text = text.replace(digit, "0")
    return fold(text if text.isascii() else _OTHER_DIGITS.sub("0", text))


@dataclass(frozen=True, slots=True)
class Item:
    """A part of a pattern: a character, a group (``branches``), or a place that takes no character
    (neither of these), with its repeats.

    ``signs``: what the character can be, in the shape of a text; None when it isn't a character,
    empty when it can be anything. ``seen``: what a place looks at and must find. ``line_ends`` is
    how many it can take or look at, each time. ``bare``: no letter stands before it. ``again``: the
    place where the match before ended.
    """

    signs: frozenset[str] | None = None
    branches: Branches = ()
    seen: Branches = ()
    least: int = 1
    most: int | None = 1
    line_ends: int = 0
    bare: bool = False
    again: bool = False

    @property
    def is_place(self) -> bool:
        return self.signs is None and not self.branches


Branch = tuple[Item, ...]
Branches = tuple[Branch, ...]


def parts(pattern: str, *, ignore_case: bool = False) -> Branches:
    """The parts of a pattern, for each of its branches. Raises UnknownSyntaxError."""
    reader = _Reader(pattern, ignore_case)
    try:
        found = reader.branches()
    except IndexError as fault:
        raise UnknownSyntaxError from fault
    if reader.place < len(pattern):
        raise UnknownSyntaxError
    return found


def most_line_ends(branches: Branches) -> int:
    """How many line ends a match of these can hold or look at; ANY_NUMBER for no limit."""
    counts = (
        sum(item.line_ends * (ANY_NUMBER if item.most is None else item.most) for item in branch)
        for branch in branches
    )
    return min(max(counts, default=0), ANY_NUMBER)


def all_bare(branches: Sequence[Branch]) -> bool:
    """Whether no match of these has a letter right before it."""
    return all(branch and branch[0].bare and branch[0].least for branch in branches)


class _Reader:
    """Reads a pattern from left to right."""

    def __init__(self, pattern: str, ignore_case: bool) -> None:
        self.pattern = pattern
        self.place = 0
        self.any_case = ignore_case

    def branches(self) -> Branches:
        found: list[Branch] = []
        branch: list[Item] = []
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

    def _atom(self) -> Item:
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
            return Item()
        if sign in "*+?{":
            raise UnknownSyntaxError
        return self._character(sign)

    def _character(self, sign: str) -> Item:
        if sign.isalpha() and sign not in _LETTERS and (self.any_case or sign != sign.lower()):
            raise UnknownSyntaxError
        return Item(signs=frozenset(shape(sign)), line_ends=sign.count("\n"))

    def _escape(self) -> Item:
        sign = self._next()
        if sign in _CLASSES:
            return _class("\\" + sign)
        if sign in "pP" and self._takes("{"):
            start, self.place = self.place, self.pattern.index("}", self.place) + 1
            return _class(f"\\{sign}{{{self.pattern[start : self.place]}")
        if sign in _ZERO_WIDTH:
            return Item()
        if sign == "G":
            return Item(line_ends=ANY_NUMBER, again=True)
        if sign.isdigit():  # what a group caught: anything or nothing
            return Item(branches=((Item(signs=frozenset()),), ()))
        if sign.isalnum() and sign not in _CONTROLS:
            raise UnknownSyntaxError
        return self._character(_CONTROLS.get(sign, sign))

    def _set(self) -> Item:
        start = self.place
        while (sign := self._next()) != "]":
            if sign == "[":
                raise UnknownSyntaxError
            if sign == "\\":
                self.place += 1
        members = self.pattern[start : self.place - 1]
        if not members.strip("^"):  # a bracket among the members
            raise UnknownSyntaxError
        return self._character(members) if len(members) == 1 else _class(f"[{members}]")

    def _group(self) -> Item:
        any_case = self.any_case
        start = self.place
        look = next((sign for sign in _LOOKS if self._takes(sign)), "")
        if not look and self._takes("?") and not self._opens_group():
            return Item()  # flags for the rest of the pattern
        branches = self.branches()
        if not self._takes(")"):
            raise UnknownSyntaxError
        self.any_case = any_case
        no_letter = _NO_LETTER.match(self.pattern, start) is not None
        return Item(
            branches=() if look else branches,
            seen=branches if look in ("?=", "?<=") else (),
            line_ends=most_line_ends(branches),
            bare=no_letter or (look in ("", "?=") and all_bare(branches)),
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
        if sign not in ":)":
            raise UnknownSyntaxError
        return sign == ":"

    def _repeated(self, item: Item) -> Item:
        sign = self.pattern[self.place : self.place + 1]
        if sign in _QUANTIFIERS:
            self.place += 1
            least, most = _QUANTIFIERS[sign]
        elif sign == "{":
            end = self.pattern.index("}", self.place)
            low, comma, high = self.pattern[self.place + 1 : end].partition(",")
            if not (low + high).isdigit():
                raise UnknownSyntaxError
            self.place = end + 1
            least = int(low or 0)
            most = (int(high) if high else None) if comma else least
        else:
            return item
        self._takes("?") or self._takes("+")
        return replace(item, least=least, most=most)


@cache
def _class(source: str) -> Item:
    """A class as it is written: the engine itself says whether it takes a line end."""
    line_ends = int(regex.fullmatch(source, "\n") is not None)
    return Item(signs=_members(source), line_ends=line_ends)


def _members(source: str) -> frozenset[str]:
    """What a class can take, in the shape of a text; empty when that is too much to list."""
    if source == r"\d":
        return frozenset("0")
    if _LISTED.fullmatch(source) is None:
        return frozenset()
    found: set[str] = set()
    for member in _MEMBER.finditer(source, 1, len(source) - 1):
        first, last = member["first"], member["last"]
        escaped = member[0].startswith("\\") and first in _CONTROLS
        if member["digits"]:
            found.add("0")
        elif last is None:
            found.add(_CONTROLS[first] if escaped else first)
        elif ord(last) <= _LAST_LETTER:
            found.update(map(chr, range(ord(first), ord(last) + 1)))
        else:
            return frozenset()
    if any(sign.isalpha() and sign not in _LETTERS for sign in found):
        return frozenset()
    signs = frozenset(shape("".join(found)))
    return signs if len(signs) <= _MOST_MEMBERS else frozenset()
