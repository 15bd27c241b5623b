"""Lists of people without a header: lines, or parts between semicolons, that read as names, and
columns of a table whose cells do, whatever stands above them.

One such line may be a heading or a place; three in a row, most of them with a first name, initials
or a surname from the lists, are people. A column needs whole names: `Bakker, P.`, `Piet Bakker`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from woo_tool.detect.layout.tables import bare_columns
from woo_tool.detect.people.names import NameRules
from woo_tool.detect.people.told import PARTICLES
from woo_tool.detect.people.votes import Vote
from woo_tool.detect.text.grammar import NAME, SURNAME_FIRST

_BULLET = regex.compile(r"[ >]*(?:[-•*–]|\(?\d{1,3}[.):]?|\p{Ll}[.)])?[ \t]*")
_NAME = regex.compile(rf"(?:{SURNAME_FIRST}|{NAME})(?:[ ]\([^)]{{1,30}}\))?")
_LONGEST = 60
_LEAST = 3
_SHARE = 0.6
_SHARE_OF_COLUMN = 0.5
_INITIAL = regex.compile(r"(?:^|[ ])\p{Lu}\.")
_REASON = "naam in een lijst met namen"


def votes(rows: Sequence[tuple[int, str]], names: NameRules) -> Iterator[Vote]:
    """A vote for every item of a list of people in these lines with their offsets."""
    run: list[tuple[int, str]] = []
    for start, line in rows:
        parts = _parts(start, line)
        if len(parts) >= _LEAST:
            yield from _judged(parts, names)
        begin = _BULLET.match(line).end()
        item = line[begin:].rstrip(" ,.")
        if len(item) <= _LONGEST and _NAME.fullmatch(item):
            run.append((start + begin, item))
            continue
        yield from _judged(run, names)
        run = []
    yield from _judged(run, names)


def column_votes(text: str, names: NameRules) -> Iterator[Vote]:
    """A vote for every name in a column of names, in the tables of a text."""
    for column in bare_columns(text):
        items = []
        for cell in column:
            begin = cell.start + names.skip_titles(text[cell.start : cell.end])
            items.append((begin, text[begin : cell.end].rstrip(" ,")))
        named = [item for item in items if _NAME.fullmatch(item[1])]
        firm = [item for item in named if _is_whole(item[1], names)]
        if len(firm) >= max(_LEAST, _SHARE_OF_COLUMN * len(items)):
            usable = [
                item
                for item in named
                if item in firm or names.like_name(item[1]) or names.stranger(item[1])
            ]
            yield from _votes(usable, names, "naam in een kolom met namen")


def _is_whole(text: str, names: NameRules) -> bool:
    """True for a surname with a first name or initials."""
    _, comma, right = text.partition(",")
    if comma:
        return bool(_INITIAL.search(right)) or "F" in names.flags(right.split()[0])
    first = text.split()[0].lower()
    return _INITIAL.match(text) is not None or (names.named(text) and first not in PARTICLES)


def _parts(start: int, line: str) -> list[tuple[int, str]]:
    """The parts of a line between semicolons, when each of them reads as a name."""
    if line.count(";") < _LEAST - 1:
        return []
    found, position = [], 0
    for part in line.split(";"):
        text = part.strip(" ,.")
        if not _NAME.fullmatch(text):
            return []
        found.append((start + position + part.index(text), text))
        position += len(part) + 1
    return found


def _judged(items: Sequence[tuple[int, str]], names: NameRules) -> Iterator[Vote]:
    if len(items) < _LEAST:
        return
    firm = [
        item
        for item in items
        if names.like_name(item[1]) and names.plausible(item[1], strong=False)
    ]
    if len(firm) >= max(_LEAST, _SHARE * len(items)):
        yield from _votes(items, names, _REASON)


def _votes(items: Sequence[tuple[int, str]], names: NameRules, reason: str) -> Iterator[Vote]:
    for start, text in items:
        if names.plausible(text, strong=False):
            yield Vote(start, start + len(text), 0.65, "layout:lijst", reason)
