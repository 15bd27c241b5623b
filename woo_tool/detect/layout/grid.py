"""Tables on paper: which header stands above a word, by the places of the words.

A sheet prints a number close to the name in the next column, and leaves cells empty: then neither
the gaps in a line nor their order tells the column. Where one column ends and the next begins is
where, between two headers, the fewest words of all rows stand.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from woo_tool.detect.layout.tables import Cell, is_header
from woo_tool.model import Page, Word

_STEP = 1.0  # points between the places that are tried as the edge of a column
_TOUCH = 0.3  # points that a word may stand over an edge
_MOST_OVER = 2  # words of a row that may stand over edges: text that ran into an empty cell
_STRAY = 3  # lines in a row that are no rows: the table ended
_GAP = 0.6  # part of the height of a word that parts it from the next header
_LEAST = 3  # headers of a table
_ALIGNED = 3.0  # points that a cell may stand beside its header's left, right or middle
_AS_FULL = 0.75  # part of the cells of a row that are filled where a table goes on

Row = Sequence[Word]


@dataclass(frozen=True, slots=True)
class Heads:
    """The headers of a table: their texts, and from where to where each stands (points).

    Of its rows so far: how many cells they fill, and whether most have a digit.
    """

    names: tuple[str, ...]
    places: tuple[tuple[float, float], ...]
    filled: float = 0.0
    digits: bool = False


def grid(page: Page, text: str, heads: Heads | None) -> tuple[list[Cell], Heads | None]:
    """The cells of the tables of a page, and the headers of the table that it ends in.

    ``text`` is the text of the page with its gaps (see ``tables.shadow``); ``heads`` are those of
    the table that the page before it ends in.
    """
    found: list[Cell] = []
    left = None
    for above, rows in _tables(page, text, heads):
        cut, kept, stray = _Cut(above, rows), [], 0
        for row in rows:
            columns = cut.columns(row)
            stray = 0 if columns else stray + 1
            if stray == _STRAY:
                break
            kept += [columns] if columns else []
        filled = sum(map(len, kept)) / max(len(kept), 1)
        if filled >= _AS_FULL * above.filled:
            found += [cell for columns in kept for cell in _cells(text, columns, above.names)]
            left = replace(above, filled=filled) if stray < _STRAY else None
    return found, left


def _tables(page: Page, text: str, heads: Heads | None) -> Iterator[tuple[Heads, list[Row]]]:
    """Headers with the lines below them."""
    rows: list[Row] = []
    digits = 0
    for _, group in itertools.groupby(page.words, key=lambda word: word.line):
        line = [word for word in group if not word.axis]
        head = _head(line, text)
        if head is None or (heads is not None and not heads.digits and _aligned(head, heads)):
            rows += [line] if line else []
            digits += any(char.isdigit() for word in line for char in word.text)
            if heads is not None and rows:
                heads = replace(heads, digits=digits * 2 > len(rows))
            continue
        if heads is not None:
            yield heads, rows
        heads, rows, digits = head, [], 0
    if heads is not None:
        yield heads, rows


def _aligned(line: Heads, heads: Heads) -> bool:
    """True when each part of a line stands right below one of the headers."""
    return all(
        any(min(abs(a - c), abs(b - d), abs(a + b - c - d) / 2) < _ALIGNED for c, d in heads.places)
        for a, b in line.places
    )


def _head(line: Row, text: str) -> Heads | None:
    """The headers in a line; None when it is no line of headers."""
    groups: list[list[Word]] = []
    for word in line:
        if groups and word.box.x0 - groups[-1][-1].box.x1 < _GAP * (word.box.y1 - word.box.y0):
            groups[-1].append(word)
        else:
            groups.append([word])
    if len(groups) < _LEAST:
        return None
    found = [Cell(one[0].start, one[-1].end, 0, index) for index, one in enumerate(groups)]
    if not is_header(text[line[0].start : line[-1].end], found):
        return None
    places = [(min(w.box.x0 for w in one), max(w.box.x1 for w in one)) for one in groups]
    if any(one[1] > other[0] for one, other in itertools.pairwise(places)):
        return None
    return Heads(tuple(text[cell.start : cell.end] for cell in found), tuple(places))


class _Cut:
    """The edges between the columns of a table."""

    def __init__(self, heads: Heads, rows: Sequence[Row]) -> None:
        spans = sorted((w.box.x0 + _TOUCH, w.box.x1 - _TOUCH) for row in rows for w in row)
        self._edges = [
            _edge(spans, (one[0] + one[1]) / 2, other[0])
            for one, other in itertools.pairwise(heads.places)
        ]

    def columns(self, row: Row) -> dict[int, list[Word]]:
        """The words of a row by column; none when it is no row of the table."""
        over = sum(
            bisect_right(self._edges, word.box.x0 + _TOUCH)
            != bisect_right(self._edges, word.box.x1 - _TOUCH)
            for word in row
        )
        if over > _MOST_OVER:
            return {}
        found: dict[int, list[Word]] = {}
        for word in row:
            found.setdefault(bisect_right(self._edges, word.box.x0 + _TOUCH), []).append(word)
        return found if len(found) > 1 else {}


def _edge(spans: Sequence[tuple[float, float]], low: float, high: float) -> float:
    """The place, as far right as can be, over which the fewest words stand."""
    near = [span for span in spans if span[0] < high + _STEP and span[1] > low]
    steps = max(int((high - low) / _STEP), 0)
    places = [high - _STEP * step for step in range(steps + 1)]
    return min(places, key=lambda x: sum(left < x < right for left, right in near))


def _cells(text: str, columns: dict[int, list[Word]], names: Sequence[str]) -> Iterator[Cell]:
    headers = "|".join(names)
    for index, words in columns.items():
        start, end = words[0].start, words[-1].end
        if not text[start:end].isspace():
            yield Cell(start, end, start, index, names[index], headers)
