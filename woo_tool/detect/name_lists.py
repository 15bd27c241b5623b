"""Lists of people without a header: lines, or parts between semicolons, that read as names.

One such line may be a heading or a place; three in a row, most of them with a first name, initials
or a surname from the lists, are people.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from woo_tool.detect.grammar import NAME, SURNAME_FIRST
from woo_tool.detect.names import NameRules
from woo_tool.detect.votes import Vote

_BULLET = regex.compile(r"[ >]*(?:[-•*–]|\(?\d{1,3}[.):]?|\p{Ll}[.)])?[ \t]*")
_NAME = regex.compile(rf"(?:{SURNAME_FIRST}|{NAME})(?:[ ]\([^)]{{1,30}}\))?")
_LONGEST = 60
_LEAST = 3
_SHARE = 0.6
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
    usable = [item for item in items if names.plausible(item[1], strong=False)]
    firm = [item for item in usable if names.like_name(item[1])]
    if len(firm) < max(_LEAST, _SHARE * len(items)):
        return
    for start, text in usable:
        yield Vote(start, start + len(text), 0.65, "layout:lijst", _REASON)
