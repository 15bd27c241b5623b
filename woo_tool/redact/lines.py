"""Lines whose boxes get a width that says nothing: which can move, and by how much.

The gap that a name leaves fits a handful of names. Where the layout allows, every box in a line
becomes as wide as its code asks (in steps that rules/redact.yaml gives) and the rest of the line
moves along. Lines that others lean on (tables, columns, justified text, underlined or linked
text) stay where they are, and their boxes are reported.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

import numpy as np

from woo_tool.kinds import PageSource
from woo_tool.model import Box, Redaction
from woo_tool.redact.cores import kept_of
from woo_tool.redact.layout import Layout, Mask
from woo_tool.redact.overlay import text_width
from woo_tool.redact.settings import settings

_ROW = 0.5  # part of the height that words of one row share
_SAME_EDGE = 0.8  # points within which lines begin, end or have their middle at one place
_JUSTIFIED = 0.2  # points within which lines end that were filled up to a margin
_NARROWEST = 12.0  # points: a box in which a code can still be read
_LONG = 6  # times its height: a line that may have been filled up
_COLUMN_GAP = 1.0  # part of the height: a wider gap is a column or a tab
_STEP = 0.05  # points to which distances in moved lines are rounded
_TIGHT = 0.3  # part of the height that a neighbouring line may reach into the row


@dataclass(frozen=True, slots=True)
class Ink:
    """Something drawn on a page that isn't text: where, and whether it is a plain path."""

    box: Box
    path: bool


@dataclass(frozen=True, slots=True)
class MovedLine:
    """One row: its boxes from left to right, the width each gets, and the glyphs that move.

    ``origins`` are the left edges (points) of the glyphs to the right of the first box; ``end``
    is the right edge of everything that moves, before or after. What starts at ``limit`` or beyond
    is another column and stays.
    """

    boxes: tuple[Box, ...]
    widths: tuple[float, ...]
    origins: tuple[float, ...]
    end: float
    limit: float = 1e9

    @property
    def band(self) -> tuple[float, float]:
        """Top and bottom of the row."""
        return min(box.y0 for box in self.boxes), max(box.y1 for box in self.boxes)

    @property
    def glyph_band(self) -> tuple[float, float]:
        """The heights between which the row's glyphs stand on their baseline."""
        top, bottom = self.band
        return top + (bottom - top) * 0.3, bottom

    def shift_at(self, x: float) -> float:
        """How far (points) a glyph that starts at ``x`` moves to the right."""
        return sum(
            width - (box.x1 - box.x0)
            for box, width in zip(self.boxes, self.widths, strict=True)
            if box.x1 - 0.3 < x < self.limit - 0.3
        )

    def place_of(self, x: float) -> float:
        """Where a glyph that starts at ``x`` comes to stand.

        Counted from the left of the first box, with distances to boxes on a grid: the last digits
        of a place may not depend on what the boxes covered either.
        """
        new, old = 0.0, 0.0
        for place, (box, width) in enumerate(zip(self.boxes, self.widths, strict=True)):
            if box.x1 - 0.3 < x < self.limit - 0.3:
                left = new + _grid(box.x0 - old) if place else box.x0
                new, old = left + width, box.x1
        return new + _grid(x - old) if old else x

    def moved(self) -> dict[Box, Box]:
        """The new place of every box."""
        found = {}
        for box, width in zip(self.boxes, self.widths, strict=True):
            left = self.place_of(box.x0)
            found[box] = Box(left, box.y0, left + width, box.y1)
        return found

    def in_zone(self, y0: float, y1: float) -> bool:
        """True when something between these heights lies in the row."""
        top, bottom = self.band
        return min(bottom, y1) - max(top, y0) > (bottom - top) * _TIGHT


def _grid(distance: float) -> float:
    return round(distance / _STEP) * _STEP


def label_width(code: str, height: float) -> float:
    """The width of a box with this code: the same whatever it covers (points)."""
    style = settings().label
    size = min(style.max_size, height * style.height)
    return style.step * ceil((text_width(code) * size + 2 * style.margin) / style.step)


def plan_lines(
    layout: Layout, redactions: Sequence[Redaction], ink: Sequence[Ink], others: Sequence[Box]
) -> list[MovedLine]:
    """The rows of a page that can be moved, as far as its layout tells.

    ``others``: where links and annotations are that stay at their place.
    """
    if layout.page.source is not PageSource.TEXT:
        return []
    codes = {box: item for item in redactions for box in item.boxes}
    every = [box for item in redactions for box in item.boxes]
    found = []
    for row in _cells(layout, _rows(every)):
        marks = [codes[box] for box in row]
        if any(item.end <= item.start or item.label.is_suggestion for item in marks):
            continue
        widths = [
            label_width(item.code, box.y1 - box.y0) for item, box in zip(marks, row, strict=True)
        ]
        line = _line(layout, row, widths)
        if line is not None and not _leant_on(line, ink, others):
            found.append(line)
    return found


def _rows(boxes: Sequence[Box]) -> list[list[Box]]:
    """Boxes that stand beside each other, from left to right; overlapping ones are left out."""
    rows: list[list[Box]] = []
    for box in sorted(boxes, key=lambda item: (item.x0, item.y0)):
        row = next((row for row in rows if _beside(row[0], box)), None)
        if row is None:
            rows.append([box])
        else:
            row.append(box)
    return [
        row
        for row in rows
        if all(a.x1 <= b.x0 + 0.05 for a, b in itertools.pairwise(row))
        and not any(_mixed(row, other) for other in rows if other is not row)
    ]


def _cells(layout: Layout, rows: Sequence[Sequence[Box]]) -> Iterator[list[Box]]:
    """The boxes of each row, parted where a column or a tab parts its words."""
    for row in rows:
        height = row[0].y1 - row[0].y0
        words = sorted((w.box for w in layout.at(layout.beside(row[0]))), key=lambda b: b.x0)
        cell, reached = [row[0]], row[0].x1
        for box in row[1:]:
            between = [word for word in words if reached - 0.3 < word.x1 and word.x0 < box.x0 + 0.3]
            if _gap(reached, [*between, box], height) is None:
                cell.append(box)
            else:
                yield cell
                cell = [box]
            reached = box.x1
        yield cell


def _gap(reached: float, boxes: Iterable[Box], height: float) -> float | None:
    """Where the first box stands that a column gap parts from what is before it."""
    for box in boxes:
        if box.x0 - reached > _COLUMN_GAP * height:
            return box.x0
        reached = max(reached, box.x1)
    return None


def _beside(one: Box, other: Box) -> bool:
    if one.y1 <= other.y0 or other.y1 <= one.y0:
        return False
    shared = min(one.y1, other.y1) - max(one.y0, other.y0)
    return shared > _ROW * min(one.y1 - one.y0, other.y1 - other.y0)


def _mixed(row: Sequence[Box], other: Sequence[Box]) -> bool:
    return any(_beside(one, two) for one in row for two in other)


def _line(layout: Layout, row: Sequence[Box], widths: Sequence[float]) -> MovedLine | None:
    first = row[0]
    height = first.y1 - first.y0
    if any(not height / 5 < box.x1 - box.x0 < 20 * height for box in row):
        return None  # a passage, not a name; or nothing that a reader sees
    near = layout.beside(first)
    beside = layout.at(near)
    if any(word.axis for word in beside):
        return None
    right = sorted((w for w in beside if w.box.x1 > first.x0), key=lambda word: word.box.x0)
    if not right or any(len(word.edges) != len(word.text) + 1 for word in right):
        return None
    limit = _gap(first.x1, [word.box for word in right], height) or 1e9
    right = [word for word in right if word.box.x0 < limit]
    end = max(word.box.x1 for word in right)
    others = (layout.axis == 0) & ~near
    start = min(word.box.x0 for word in beside)
    if (
        _centred(layout, start, end, others)
        or _justified(layout, _beginning(first, [w.box for w in beside]), end, height, others)
        or _too_tight(layout, first, end, others)
    ):
        return None
    origins = tuple(
        edge
        for word in beside
        for part in kept_of(word, row)
        for edge in part.edges[:-1]
        if first.x0 < edge < limit
    )
    pairs = itertools.pairwise(row)
    if any(not any(a.x1 - 0.3 < x < b.x0 for x in origins) for a, b in pairs):
        return None  # boxes side by side: which is which could not be proven afterwards
    line = MovedLine(tuple(row), tuple(widths), origins, end, limit)
    wide = layout.page.width
    margin = float(layout.x1[others].max(initial=wide * 0.8))
    room = min(wide - height, limit - height / 2)
    after = _after(line)
    if after > min(max(margin, end) + 0.5, room):
        fitted = _fitted(line, after - min(margin, room))
        if fitted is None:
            return None
        line, after = fitted, _after(fitted)
    return replace(line, end=max(end, after))


def _after(line: MovedLine) -> float:
    """Where the row ends when it has moved."""
    return max([line.end + line.shift_at(line.end), *(box.x1 for box in line.moved().values())])


def _fitted(line: MovedLine, excess: float) -> MovedLine | None:
    """The row with boxes that are narrower by this much together; None when no code would fit.

    What there is room for follows from the text that stays and the margin, not from what went.
    """
    widths = tuple(float(int(width - excess / len(line.widths))) for width in line.widths)
    return replace(line, widths=widths) if min(widths) >= _NARROWEST else None


def _justified(layout: Layout, start: float, end: float, height: float, others: Mask) -> bool:
    """True when other lines end where this one does: its length then tells what was in it.

    Short lines count only when they begin elsewhere (set against a right margin): rows of a table
    or a list of speakers that begin and end alike just say the same.
    """
    rows = 0
    ending = others & (np.abs(layout.x1 - end) < _JUSTIFIED)
    for line in np.unique(layout.line[ending]):
        boxes = [word.box for word in layout.at(others & (layout.line == line))]
        last = next(box for box in boxes if abs(box.x1 - end) < _JUSTIFIED)
        if not any(box.x0 - last.x0 > 0 and box.x0 - end < height for box in boxes):
            first = _beginning(last, boxes)
            rows += end - first > _LONG * height or abs(first - start) > _SAME_EDGE
    return rows > 1


def _beginning(last: Box, boxes: Iterable[Box]) -> float:
    """Where the words begin that no column gap parts from the last one."""
    left = last.x0
    for box in sorted(boxes, key=lambda item: -item.x1):
        if box.x1 <= left + 0.5 and left - box.x1 <= _COLUMN_GAP * (last.y1 - last.y0):
            left = box.x0
    return left


def _centred(layout: Layout, start: float, end: float, others: Mask) -> bool:
    """True when the row stands in the middle of the page or above another row's middle."""
    middle = (start + end) / 2
    low, high = layout.lines(others)
    margin = float(low.min(initial=start))
    if start <= margin + 2:
        return False
    above = np.abs((low + high) / 2 - middle) < _SAME_EDGE / 2
    elsewhere = (np.abs(low - start) > 2) & (low > margin + 2)
    return abs(middle - layout.page.width / 2) < _SAME_EDGE or bool((above & elsewhere).any())


def _too_tight(layout: Layout, first: Box, end: float, others: Mask) -> bool:
    slack = (first.y1 - first.y0) * _TIGHT
    across = others & (layout.x1 > first.x0) & (layout.x0 < end)
    shared = np.minimum(layout.y1, first.y1) - np.maximum(layout.y0, first.y0)
    return bool((across & (shared > slack)).any())


def _leant_on(line: MovedLine, ink: Sequence[Ink], others: Iterable[Box]) -> bool:
    """True when something that isn't text would stay behind or be covered."""
    top, bottom = line.band
    left, right = line.boxes[0].x0, line.end + 1
    for item in ink:
        box = item.box
        if box.y1 <= top or box.y0 >= bottom or box.x1 <= left or box.x0 >= right:
            continue
        around = box.x0 <= left and box.x1 >= right and box.y0 <= top and box.y1 >= bottom
        if not (item.path and around):
            return True
    return any(
        other.y0 < bottom and other.y1 > top and other.x1 > left and other.x0 < right
        for other in others
    )
