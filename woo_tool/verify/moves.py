"""Lines that were moved on purpose, found by comparing the published page with its original.

A box may be made narrower or wider so that its width doesn't tell the name; the rest of the line
then stands elsewhere. Nothing is taken from the redactor: a line counts as moved only when every
stretch of it between boxes is there whole, with the same characters at the same height, and
shifted along the line by one distance. What doesn't fit that stays unexplained, and the other
layers refuse it.
"""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from woo_tool.model import Box, Redaction
from woo_tool.verify.chars import Char, Chars, Mask, Numbers
from woo_tool.verify.space import in_any, overlaps

_SAME = 0.25  # points within which a character stands where it should
_COLUMN_GAP = 0.5  # part of the height: what stands further on may be another column
_CENTRED = 1.0  # points: twice what the code of a box may stand beside its middle
_STILL = 0.6  # points that a reader which rounds the widths of glyphs may be off: no move


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a line between boxes: where it stood (left, right) and how far it moved."""

    left: float
    right: float
    shift: float


_NOTHING = Stretch(0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Move:
    """One moved line: its heights (free of other lines), its stretches, its old and new boxes."""

    top: float
    bottom: float
    stretches: tuple[Stretch, ...]
    old: tuple[Box, ...]
    new: tuple[Box, ...]

    @property
    def zone(self) -> Box:
        """Everything that the move touches."""
        rights = [box.x1 for box in (*self.old, *self.new)]
        rights += [part.right + max(part.shift, 0.0) for part in self.stretches]
        return Box(self.old[0].x0, self.top, max(rights), self.bottom)


def find_moves(
    before: Chars,
    after: Chars,
    redactions: Sequence[Redaction],
    size: tuple[float, float],
) -> tuple[Move, ...]:
    """The lines of a page that were moved on purpose."""
    page = Box(0, 0, *size)
    boxes = {
        box: item.code
        for item in redactions
        if item.end > item.start
        for box in item.boxes
        if overlaps(box, page)  # beyond the page there are no lines
    }
    if not boxes:
        return ()
    # A letter over the edge of the page may have gone with what lies beyond.
    lines = _ByHeight(before.which(_on(page, before))), _ByHeight(after.which(_on(page, after)))
    moves = (_find(row, boxes, lines, size) for row in _rows(list(boxes)))
    return tuple(move for move in moves if move is not None)


def _on(page: Box, chars: Chars) -> Mask:
    across = (chars.x0 >= page.x0 - 1) & (chars.x1 <= page.x1 + 1)
    return np.asarray(across & chars.overlapping(page))


def put_back(after: Chars, moves: Sequence[Move]) -> Chars:
    """The characters of the published page at the places that they had in the original."""
    by, left = np.zeros(len(after)), np.ones(len(after), dtype=np.bool_)
    for move in moves:  # where two reach the same character the first has it
        low, high = min(box.y0 for box in move.old), max(box.y1 for box in move.old)
        here = left & (after.y > low) & (after.y < high)
        by[here] = _back(after.x[here], move)
        left &= ~here
    return Chars(after.texts, after.boxes + np.stack([by, 0 * by, by, 0 * by], axis=1))


def moved_items(redactions: Sequence[Redaction], moves: Sequence[Move]) -> tuple[Redaction, ...]:
    """The redactions with their boxes where they are now."""
    places = {old: new for move in moves for old, new in zip(move.old, move.new, strict=True)}
    return tuple(
        replace(item, boxes=tuple(places.get(box, box) for box in item.boxes))
        for item in redactions
    )


def _rows(boxes: Sequence[Box]) -> list[tuple[Box, ...]]:
    """Boxes beside each other, left to right; rows in which boxes overlap can't have moved."""
    rows: list[list[Box]] = []
    for box in sorted(boxes, key=lambda item: (item.x0, item.y0)):
        row = next((row for row in rows if _level(row[0], box)), None)
        if row is None:
            rows.append([box])
        else:
            row.append(box)
    return [
        tuple(row)
        for row in rows
        if all(one.x1 <= other.x0 + 0.05 for one, other in itertools.pairwise(row))
    ]


def _level(one: Box, other: Box) -> bool:
    shared = min(one.y1, other.y1) - max(one.y0, other.y0)
    return shared > 0.5 * min(one.y1 - one.y0, other.y1 - other.y0)


class _ByHeight:
    """The characters of a page, found by the height of their middles."""

    def __init__(self, chars: Chars) -> None:
        self._chars = chars.at(np.argsort(chars.y, kind="stable"))
        self._heights = self._chars.y.tolist()
        self._reach = float((chars.y1 - chars.y0).max(initial=0.0))

    def between(self, low: float, high: float) -> Chars:
        first = bisect.bisect_right(self._heights, low)
        return self._chars.at(slice(first, bisect.bisect_left(self._heights, high)))

    def touching(self, low: float, high: float) -> Chars:
        """Also those whose middles lie outside: no more than can reach in."""
        return self.between(low - self._reach, high + self._reach)

    def on(self, row: Sequence[Box]) -> list[Char]:
        """The characters on a row of boxes, left to right."""
        found = self.between(min(box.y0 for box in row), max(box.y1 for box in row))
        return sorted(found, key=lambda char: char.box.x0)


def _find(
    row: tuple[Box, ...],
    codes: dict[Box, str],
    lines: tuple[_ByHeight, _ByHeight],
    size: tuple[float, float],
) -> Move | None:
    old, left = lines[0].on(row), _Line(lines[1].on(row))
    kept = [char for char in old if not in_any(row, *char.middle)]
    edges = [-1e9, *(box.x1 for box in row), 1e9]
    stretches: list[Stretch] = []
    labels: list[list[Char]] = []
    for place, (low, high) in enumerate(itertools.pairwise(edges)):
        part = [char for char in kept if low < char.middle[0] < high]
        height = row[0].y1 - row[0].y0
        found = left.take(part, height, still=not place)
        if found is None:
            return None
        stretches += found
        if place < len(row):
            labels.append(left.label(codes[row[place]]))
    new = list(_new_boxes(row, stretches, labels))
    moved = any(abs(part.shift) >= _SAME / 2 for part in stretches)
    same = all(abs(a.x1 - b.x1) < 2 * _STILL for a, b in zip(row, new, strict=False))
    if (
        left.rest
        or len(new) != len(row)
        or not (moved or not same)
        or not _fits(stretches, new, size)
    ):
        return None
    if not all(_inside(box, label) for box, label in zip(new, labels, strict=True)):
        return None
    top, bottom = _heights(row, old, lines[0])
    return Move(top, bottom, tuple(stretches), row, tuple(new))


class _Line:
    """The characters of a published line from left to right, explained one by one.

    Moving keeps their order: what stood before, between and behind the boxes, with the code of
    each box in its place.
    """

    def __init__(self, chars: Sequence[Char]) -> None:
        self._chars, self._place = chars, 0

    @property
    def rest(self) -> Sequence[Char]:
        """What isn't explained yet."""
        return self._chars[self._place :]

    def take(self, part: Sequence[Char], height: float, *, still: bool) -> list[Stretch] | None:
        """Explains what stands between two boxes: all of it moved over one distance, or as far
        as a column gap, with what is beyond it where it stood. None when it isn't so.

        ``still``: it is what stands before the first box and can't have moved.
        """
        there = self._chars[self._place : self._place + len(part)]
        if len(there) < len(part):
            return None
        cut = _same_shift(part, there)
        if part and not cut:
            return None
        parts = [(part[:cut], there[:cut]), (part[cut:], there[cut:])]
        shifts = [now[0].box.x0 - was[0].box.x0 if was else 0.0 for was, now in parts]
        if still and abs(shifts[0]) > _STILL:
            return None
        if cut < len(part):
            reached = max(char.box.x1 for char in part[:cut])
            gap = part[cut].box.x0 - reached
            whole = _same_shift(part[cut:], there[cut:]) == len(part) - cut
            if not whole or abs(shifts[1]) > _STILL or gap < _COLUMN_GAP * height:
                return None
        self._place += len(part)
        return [_stretch(was, shift) for (was, _), shift in zip(parts, shifts, strict=True) if was]

    def label(self, code: str) -> list[Char]:
        """Takes the characters of a code, as far as they are here: of a very small one the
        reader may miss some."""
        found: list[Char] = []
        for letter in code:
            if self.rest and self.rest[0].text == letter:
                found.append(self.rest[0])
                self._place += 1
            elif not found:
                break
        return found


def _same_shift(part: Sequence[Char], there: Sequence[Char]) -> int:
    """How many of these characters, from the first, stand in the published line at the same
    height, in the same size, and all over the same distance."""
    if not part:
        return 0
    shift = there[0].box.x0 - part[0].box.x0
    pairs = enumerate(zip(part, there, strict=True))
    return next((at for at, pair in pairs if not _is(*pair, shift)), len(part))


def _is(one: Char, other: Char, shift: float) -> bool:
    was, now = one.box, other.box
    return (
        one.text == other.text
        and abs(now.x0 - was.x0 - shift) < _SAME
        and abs(now.x1 - was.x1 - shift) < _SAME
        and abs(now.y0 - was.y0) < _SAME
        and abs(now.y1 - was.y1) < _SAME
    )


def _stretch(part: Sequence[Char], shift: float) -> Stretch:
    left = min(char.box.x0 for char in part)
    return Stretch(left, max(char.box.x1 for char in part), shift)


def _new_boxes(
    row: Sequence[Box], stretches: Sequence[Stretch], labels: Sequence[Sequence[Char]]
) -> Iterator[Box]:
    """Where each box is now: it follows the text before it and ends where the next starts.

    Text beyond a column gap says nothing of the box: there it starts where it stood, and as its
    code stands in its middle that tells the width.
    """
    for box, label in zip(row, labels, strict=True):
        gap = _COLUMN_GAP * (box.y1 - box.y0)
        before = [part for part in stretches if part.right < box.x0 + 1]
        behind = [part for part in stretches if part.left > box.x1 - 1]
        last = max(before, key=lambda part: part.right, default=_NOTHING)
        following = min(behind, key=lambda part: part.left, default=_NOTHING)
        lefts = [box.x0 + last.shift] + [box.x0] * (box.x0 - last.right > gap)
        rights = [box.x1 + following.shift] if behind else []
        close = behind and following.left - box.x1 <= gap
        if not label or (close and len(lefts) == 1):
            yield Box(lefts[-1], box.y0, (rights or [box.x1])[0], box.y1)
            continue
        twice = min(c.box.x0 for c in label) + max(c.box.x1 for c in label)
        if not close:
            rights.append(twice - lefts[-1])
        pairs = itertools.product(lefts, rights)
        fitting = [pair for pair in pairs if abs(sum(pair) - twice) < _CENTRED]
        if not fitting:
            return
        yield Box(fitting[0][0], box.y0, fitting[0][1], box.y1)


def _inside(box: Box, label: Sequence[Char]) -> bool:
    return all(box.x0 <= char.middle[0] <= box.x1 for char in label)


def _fits(stretches: Sequence[Stretch], boxes: Sequence[Box], size: tuple[float, float]) -> bool:
    """True when everything stays in order, apart, and on the page."""
    spans = [(part.left + part.shift, part.right + part.shift) for part in stretches if part.right]
    spans += [(box.x0, box.x1) for box in boxes]
    spans.sort()
    # Letters may lean over each other: as far as that, a box may reach into what stands beside it.
    slack = max(1.0, 0.3 * (boxes[0].y1 - boxes[0].y0))
    apart = all(a[1] <= b[0] + slack for a, b in itertools.pairwise(spans))
    on_page = spans[-1][1] <= size[0] + _CENTRED
    return apart and on_page and all(box.x1 - box.x0 > 4 for box in boxes)


def _heights(row: Sequence[Box], own: Sequence[Char], lines: _ByHeight) -> tuple[float, float]:
    """Top and bottom of the line; where other lines reach into it, half of what is shared."""
    low, high = min(box.y0 for box in row), max(box.y1 for box in row)
    top = min([low, *(char.box.y0 for char in own)])
    bottom = max([high, *(char.box.y1 for char in own)])
    near = lines.touching(top, bottom)
    others = near.which(((near.y <= low) | (near.y >= high)) & (near.y1 > top) & (near.y0 < bottom))
    upper = others.y < (top + bottom) / 2
    above = ((others.y1[upper] + top) / 2).max(initial=top)
    below = ((others.y0[~upper] + bottom) / 2).min(initial=bottom)
    return float(above), float(below)


def _back(x: Numbers, move: Move) -> Numbers:
    """How far to move what has its middle here, along a moved line, back to its old place."""
    by, left = np.zeros(len(x)), np.ones(len(x), dtype=np.bool_)
    for part in move.stretches:
        here = left & (part.left + part.shift - _SAME < x) & (x < part.right + part.shift + _SAME)
        by[here] = -part.shift
        left &= ~here
    for old, new in zip(move.old, move.new, strict=True):
        here = left & (new.x0 <= x) & (x <= new.x1)
        # What fits stays as far from the left: the right may lie beyond the page.
        part_of = min((old.x1 - old.x0) / (new.x1 - new.x0), 1.0)
        by[here] = (old.x0 + part_of * (x - new.x0) - x)[here]
        left &= ~here
    return by
