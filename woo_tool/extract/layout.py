"""Reading order: from loose runs of words on a page to lines from first to last.

Pure geometry. Runs with the same writing direction are turned into one reading frame (u along the
line, v from line to line), so that a rotated page reads like an upright one. Columns of prose and
a side column are read one after the other; a table or a header block is read row by row.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from woo_tool.kinds import PageSource
from woo_tool.model import Box, Page, Word

_EDGE = 3.0  # points: left edges this close together belong to one column
_TOUCH = 0.15  # of the type size: runs closer than this are one word
_CANDIDATES = 12  # left edges that are tried as the start of a column
_PROSE_WORDS = 4  # words a line from which a column is prose and no column of a table


@dataclass(frozen=True, slots=True)
class Token:
    """A word without its place in the text; box and edges in page points."""

    text: str
    box: Box
    edges: tuple[float, ...] = ()
    axis: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """Words that were set one after the other. ``u0, v0, u1, v1`` is the box in the reading frame,
    ``base`` the baseline and ``size`` the type size there (points)."""

    tokens: tuple[Token, ...]
    u0: float
    u1: float
    base: float
    size: float

    @property
    def axis(self) -> int:
        return self.tokens[0].axis


Row = list[Run]


def frame(box: Box, axis: int) -> tuple[float, float, float, float]:
    """A box in the reading frame of its axis: u0, v0, u1, v1."""
    if axis == 1:
        return box.y0, -box.x1, box.y1, -box.x0
    if axis == 2:
        return -box.x1, -box.y1, -box.x0, -box.y0
    if axis == 3:
        return -box.y1, box.x0, -box.y0, box.x1
    return box.x0, box.y0, box.x1, box.y1


def rows_of(runs: Iterable[Run]) -> list[Row]:
    """All runs as lines in reading order. The direction with the most text goes first."""
    by_axis: dict[int, list[Run]] = {}
    for run in runs:
        by_axis.setdefault(run.axis, []).append(run)
    weight = {
        axis: sum(len(token.text) for run in group for token in run.tokens)
        for axis, group in by_axis.items()
    }
    order = sorted(by_axis, key=lambda axis: (-weight[axis], axis))
    return [row for axis in order for row in _region(by_axis[axis])]


def page_of(
    rows: Sequence[Row],
    *,
    document: str,
    number: int,
    size: tuple[float, float],
    rotation: int = 0,
    source: PageSource = PageSource.TEXT,
    confidence: float = 1.0,
    images: bool = False,
) -> Page:
    """A page whose text is the rows in this order: words joined by a space, rows by a newline."""
    words: list[Word] = []
    lines: list[str] = []
    offset = 0
    for line, row in enumerate(rows):
        tokens = _joined(row)
        for token in tokens:
            words.append(Word(token.text, offset, token.box, line, token.edges, token.axis))
            offset += len(token.text) + 1
        lines.append(" ".join(token.text for token in tokens))
    return Page(
        document=document,
        number=number,
        text="\n".join(lines),
        words=tuple(words),
        width=size[0],
        height=size[1],
        rotation=rotation,
        source=source,
        confidence=confidence,
        images=images,
    )


def _region(runs: list[Run]) -> list[Row]:
    """The rows of a region: by columns where it has them, else from top to bottom."""
    rows = _rows(runs)
    bands = _columns(rows)
    if bands is None:
        return rows
    result: list[Row] = []
    for band in bands:
        if isinstance(band, tuple):
            result += _region(band[0]) + _region(band[1])
        else:
            result += _region([run for row in band for run in row])
    return result


def _rows(runs: list[Run]) -> list[Row]:
    """Runs that stand on one line, lines from top to bottom, each from left to right."""
    rows: list[Row] = []
    for run in sorted(runs, key=lambda run: (run.base, run.u0)):
        home = next((row for row in reversed(rows[-3:]) if _same_line(row[0], run)), None)
        if home is None:
            rows.append([run])
        else:
            home.append(run)
    return [sorted(_interleaved(row), key=lambda run: (run.u0, run.u1)) for row in rows]


def _interleaved(row: Row) -> Row:
    """The runs of a row, cut at gaps in which words of another run stand: letters that were set
    out of order."""
    if len(row) == 1:
        return row
    places = [[frame(token.box, run.axis) for token in run.tokens] for run in row]
    found: Row = []
    for own, run in zip(places, row, strict=True):
        start, slack = 0, _TOUCH * run.size
        others = [(spot[0], spot[2]) for group in places if group is not own for spot in group]
        for place, (one, other) in enumerate(itertools.pairwise(own), 1):
            if any(one[2] - slack <= u0 and u1 <= other[0] + slack for u0, u1 in others):
                found.append(_part(run, start, place, own))
                start = place
        found.append(_part(run, start, len(own), own) if start else run)
    return found


def _part(run: Run, start: int, end: int, spots: Sequence[tuple[float, ...]]) -> Run:
    """Some of the words of a run."""
    return replace(run, tokens=run.tokens[start:end], u0=spots[start][0], u1=spots[end - 1][2])


def _same_line(one: Run, other: Run) -> bool:
    """True when the x-height zones overlap by half: a superscript does, the next line doesn't."""
    top = max(one.base - one.size / 2, other.base - other.size / 2)
    overlap = min(one.base, other.base) - top
    return overlap >= 0.25 * min(one.size, other.size)


Band = list[Row] | tuple[list[Run], list[Run]]


def _columns(rows: list[Row]) -> list[Band] | None:
    """The region cut into bands, those that are columns as a pair (left, right); None when the
    region has no columns. Of all gutters the one that explains most runs is taken."""
    starts = Counter(round(run.u0 / _EDGE) for row in rows for run in row)
    if not starts:
        return None
    first = min(starts)
    likely = [
        edge
        for edge, count in sorted(starts.items(), key=lambda item: (-item[1], item[0]))
        if count >= 3 and edge != first
    ][:_CANDIDATES]
    best: list[Band] | None = None
    gain = 0
    for edge in likely:
        bands = _bands(rows, edge * _EDGE - _EDGE / 2)
        found = sum(len(band[0]) + len(band[1]) for band in bands if isinstance(band, tuple))
        if found > gain:
            best, gain = bands, found
    return best


def _bands(rows: list[Row], gutter: float) -> list[Band]:
    """Rows cut where one crosses the gutter; stretches between that are columns become a pair."""
    bands: list[Band] = []
    for crossing, stretch in _stretches(rows, gutter):
        if not crossing:
            left = [run for row in stretch for run in row if run.u0 < gutter]
            right = [run for row in stretch for run in row if run.u0 >= gutter]
            if _are_columns(_rows(left), _rows(right)):
                bands.append((left, right))
                continue
        if bands and isinstance(bands[-1], list):
            bands[-1].extend(stretch)
        else:
            bands.append(list(stretch))
    return bands


def _stretches(rows: list[Row], gutter: float) -> list[tuple[bool, list[Row]]]:
    result: list[tuple[bool, list[Row]]] = []
    for row in rows:
        crossing = any(run.u0 < gutter and run.u1 > gutter + _EDGE for run in row)
        if not result or result[-1][0] != crossing:
            result.append((crossing, []))
        result[-1][1].append(row)
    return result


def _are_columns(left: list[Row], right: list[Row]) -> bool:
    """Two columns to be read one after the other: both prose, or lines that don't match in height
    (a side column in smaller type); cells of a table stand on common baselines."""
    fewest = min(len(left), len(right))
    if fewest < 4:
        return False
    if _is_prose(left) and _is_prose(right):
        return True
    small, large = sorted((left, right), key=len)
    bases = [row[0].base for row in large]
    paired = sum(
        any(abs(base - row[0].base) <= max(1.5, 0.15 * row[0].size) for base in bases)
        for row in small
    )
    return paired < len(small) / 2


def _is_prose(rows: list[Row]) -> bool:
    words = sum(len(run.tokens) for row in rows for run in row)
    widths = [row[-1].u1 - row[0].u0 for row in rows]
    extent = max(row[-1].u1 for row in rows) - min(row[0].u0 for row in rows)
    return words >= _PROSE_WORDS * len(rows) and sum(widths) >= 0.6 * extent * len(rows)


def _joined(row: Row) -> list[Token]:
    """The words of a row; runs that touch (letters set one by one) become one word again."""
    tokens: list[Token] = []
    end = 0.0
    for run in row:
        items = list(run.tokens)
        if tokens and abs(run.u0 - end) <= _TOUCH * run.size:
            tokens.append(_glued(tokens.pop(), items.pop(0)))
        tokens.extend(items)
        end = run.u1
    return tokens


def _glued(one: Token, other: Token) -> Token:
    box = Box(
        min(one.box.x0, other.box.x0),
        min(one.box.y0, other.box.y0),
        max(one.box.x1, other.box.x1),
        max(one.box.y1, other.box.y1),
    )
    edges: tuple[float, ...] = ()
    if one.edges and other.edges:
        sign = -1 if one.axis in (2, 3) else 1
        joined = (*one.edges[:-1], *other.edges)
        if all((b - a) * sign >= 0 for a, b in itertools.pairwise(joined)):
            edges = joined
    return Token(one.text + other.text, box, edges, one.axis)
