"""What a text needs before a regular expression can match in it, and where it can begin.

A pattern that is tried at every character of every page costs far more than one that is tried
where one of its first words stands, or in the lines that hold what it needs. What isn't understood
here has no known beginning, and is tried everywhere.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Set
from dataclasses import dataclass, replace
from functools import cache

from woo_tool.detect.text.parts import (
    ANY_NUMBER,
    Branch,
    Branches,
    Item,
    UnknownSyntaxError,
    all_bare,
    most_line_ends,
    parts,
)

#: Choices one after another multiply to no more words than this, and to none longer.
_MOST, _MOST_OF_CLASSES = 600, 100
_LONGEST = 16
#: Signs of a class that multiply as the branches of a group do.
_FEW_SIGNS = 4
_DIGITS = frozenset("0")
#: How much a set of words must tell to be looked for, and one beside a better one: 10 bits for
#: words that stand in a text once in about a thousand characters.
_WORTH, _WORTH_BESIDE, _WORTH_FIRST = 5.0, 9.0, 1.0
#: Words that tell this much needn't be compared with others.
_ENOUGH = 12.0
#: More sets of words than this rule out little more.
_SETS = 3
#: How rare a sign is in plain text, in bits; the first letters of a word are in many others.
_FIRST_LETTERS, _LETTER, _SPACE, _SIGN, _DIGIT, _NEXT_DIGIT = 2.5, 4.0, 2.5, 6.0, 2.9, 1.2
_MANY_FIRST = 3
_BESIDE = 3.0  # more for a letter and a digit beside each other


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a text needs before a pattern can match in it, and where; all words as in its shape.

    ``words``: every match begins with one of these; empty when that isn't known.
    ``needs``: of each of these sets every match holds, or looks at, one, or one before it does.
    ``clues``: of these too, however little they tell; empty when nothing is known.
    ``digits``: every match holds, or looks at, at least so many.
    ``line_ends``: a match holds, or looks at, no more than these; None when that isn't known.
    ``bare``: no match has a letter right before it.
    """

    words: frozenset[str] = frozenset()
    needs: tuple[frozenset[str], ...] = ()
    clues: frozenset[str] = frozenset()
    digits: int = 0
    line_ends: int | None = None
    bare: bool = False


@cache
def beginning(pattern: str, *, ignore_case: bool = False) -> Beginning:
    """The beginning of a pattern; an empty one when it isn't understood."""
    try:
        whole = parts(pattern, ignore_case=ignore_case)
    except UnknownSyntaxError:
        return Beginning()
    words = _openings(whole)[0] if r"\G" not in pattern else {""}
    line_ends = most_line_ends(whole)
    return Beginning(
        words=frozenset(words) if _tells_where(words) else frozenset(),
        needs=_needs(whole),
        clues=_best(whole),
        digits=_digits(whole),
        line_ends=line_ends if line_ends < ANY_NUMBER else None,
        bare=all_bare(whole),
    )


def _tells_where(words: Set[str]) -> bool:
    """Whether it saves time to look where these words stand: not when that is everywhere."""
    return "" not in words and worth(words) >= _WORTH_FIRST


def _digits(branches: Branches) -> int:
    """How many digits each match holds, or looks at, at least."""
    return min((_digits_of(branch) for branch in branches), default=0)


def _digits_of(branch: Branch) -> int:
    taken = sum(
        item.least * (_digits(item.branches) if item.branches else int(item.signs == _DIGITS))
        for item in branch
    )
    return max([taken, *(_digits(item.seen) for item in branch if item.least)])


def _openings(branches: Branches) -> tuple[set[str], bool]:
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


def _longer(words: set[str], item: Item) -> tuple[set[str], bool]:
    """The words with an item behind them; and whether more may follow it."""
    if item.is_place:
        return words, True
    if item.signs == frozenset() or (item.least == 0 and item.most != 1):
        return words, False
    more, whole = (set(item.signs), True) if item.signs else _openings(item.branches)
    if item.least == 0:
        more = {"", *more}
    most = _MOST if not item.signs or len(item.signs) <= _FEW_SIGNS else _MOST_OF_CLASSES
    for _ in range(min(max(item.least, 1), _LONGEST)):
        longer = {(word + end)[:_LONGEST] for word in words for end in more}
        if len(longer) > max(most, len(words), len(more)):
            return words, False
        words = longer
        if not whole:
            return words, False
    return words, item.most == max(item.least, 1)


@dataclass(frozen=True, slots=True)
class _Choice:
    """A set of words of which every match of a branch holds one, and the items they come from."""

    words: frozenset[str]
    first: int
    last: int
    worth: float


def _needs(branches: Branches) -> tuple[frozenset[str], ...]:
    """Sets of words of each of which every match holds one, those that tell most first."""
    if len(branches) != 1:
        words = _best(branches)
        return (words,) if words and worth(words) >= _WORTH else ()
    found: list[_Choice] = []
    for one in sorted(_choices(branches[0]), key=_rank):
        apart = all(one.last < other.first or other.last < one.first for other in found)
        if one.worth >= (_WORTH_BESIDE if found else _WORTH) and apart and len(found) < _SETS:
            found.append(one)
    return tuple(one.words for one in found)


def _best(branches: Branches) -> frozenset[str]:
    """One of these stands in every match, or in one before it; empty when nothing is known."""
    found: set[str] = set()
    for branch in branches:
        if any(item.again for item in branch):
            continue
        best: _Choice | None = None
        for one in _choices(branch):
            best = one if best is None else min(best, one, key=_rank)
            if best.worth >= _ENOUGH:
                break
        if best is None:
            return frozenset()
        found |= best.words
    return frozenset(found) if len(found) <= _MOST or len(branches) > _MOST else frozenset()


def _choices(branch: Branch) -> Iterator[_Choice]:
    for first, item in enumerate(branch):
        inner = item.seen or item.branches
        if inner and item.least and (words := _best(inner)):
            yield _Choice(words, first, first, worth(words))
        goes_on_before = first and _is_one_sign(item) and _is_one_sign(branch[first - 1])
        if not item.is_place and not goes_on_before:
            yield from _runs(branch, first, {""})
        if item.branches and item.least:
            yield from _runs(branch, first + 1, _endings(item.branches))


def _endings(branches: Branches) -> set[str]:
    """The words that a match ends with."""
    return {word[::-1] for word in _openings(_backwards(branches))[0]}


@cache
def _backwards(branches: Branches) -> Branches:
    return tuple(
        tuple(replace(item, branches=_backwards(item.branches)) for item in reversed(branch))
        for branch in branches
    )


def _runs(branch: Branch, first: int, words: set[str]) -> Iterator[_Choice]:
    """What words can stand in a match: some, and the items from the first on behind them. With more
    items they are longer, and more."""
    last = first - 1
    for last in range(first, len(branch)):
        longer, goes_on = _longer(words, branch[last])
        if len(longer) > len(words) and "" not in words:
            yield _Choice(frozenset(words), first, last - 1, worth(words))
            if worth(longer) < worth(words):
                return
        words = longer
        if not goes_on or min(map(len, words)) == _LONGEST:
            break
    if "" not in words:
        yield _Choice(frozenset(words), first, last, worth(words))


def _is_one_sign(item: Item) -> bool:
    return item.signs is not None and len(item.signs) == item.least == item.most == 1


def _rank(choice: _Choice) -> tuple[float, int, int]:
    return -choice.worth, len(choice.words), choice.first


def worth(words: Set[str]) -> float:
    """How rare it is that one of the words stands in a text, in bits a character."""
    return -math.log2(sum(0.5 ** _bits(word) for word in words))


@cache
def _bits(word: str) -> float:
    """About how rare a word is in plain text, in bits."""
    found, letters = 0.0, 0
    for before, sign in zip(" " + word, word, strict=False):
        letters += sign.isalpha()
        if sign.isalpha():
            found += _FIRST_LETTERS if letters <= _MANY_FIRST else _LETTER
            found += _BESIDE if before == "0" else 0
        elif sign == "0":
            found += _NEXT_DIGIT if before == "0" else _DIGIT
            found += _BESIDE if before.isalpha() else 0
        else:
            found += _SPACE if sign == " " else _SIGN
    return found
