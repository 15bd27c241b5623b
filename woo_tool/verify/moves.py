"""Lines that were moved on purpose, found by comparing the published page with its original.

A box may be made narrower or wider so that its width doesn't tell the name; the rest of the line
then stands elsewhere. Nothing is taken from the redactor: a line counts as moved only when every
stretch of it between boxes is there whole, with the same characters at the same height, and
shifted along the line by one distance. What doesn't fit that stays unexplained, and the other
layers refuse it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from woo_tool.model import Box, Redaction
from woo_tool.verify.readers import Char, char_at
from woo_tool.verify.space import in_any, overlaps

_SAME = 0.25  # points within which a character stands where it should
_COLUMN_GAP = 0.9  # part of the height: what stands further on is another column
_MOST = 60  # places at which a stretch is looked for
_STILL = 0.6  # points: less is no move


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a line between boxes: where it stood (left, right) and how far it moved."""

    left: float
    right: float
    shift: float


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
    before: Sequence[Char],
    after: Sequence[Char],
    redactions: Sequence[Redaction],
    size: tuple[float, float],
) -> tuple[Move, ...]:
    """The lines of a page that were moved on purpose."""
    boxes = {box: item.code for item in redactions if item.end > item.start for box in item.boxes}
    moves = (_find(row, boxes, before, after, size) for row in _rows(list(boxes)))
    return tuple(move for move in moves if move is not None)


def put_back(after: Sequence[Char], moves: Sequence[Move]) -> tuple[Char, ...]:
    """The characters of the published page at the places that they had in the original."""
    if not moves:
        return tuple(after)
    bands = [
        (min(box.y0 for box in move.old), max(box.y1 for box in move.old), move) for move in moves
    ]
    found = []
    for char in after:
        y = char.middle[1]
        move = next((move for low, high, move in bands if low < y < high), None)
        found.append(char if move is None else _back(char, move))
    return tuple(found)


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


def _on(row: Sequence[Box], chars: Iterable[Char]) -> list[Char]:
    top, bottom = min(box.y0 for box in row), max(box.y1 for box in row)
    return sorted([c for c in chars if top < c.middle[1] < bottom], key=lambda c: c.box.x0)


def _find(
    row: tuple[Box, ...],
    codes: dict[Box, str],
    before: Sequence[Char],
    after: Sequence[Char],
    size: tuple[float, float],
) -> Move | None:
    old, left = _on(row, before), _Pool(_on(row, after))
    kept = [char for char in old if not in_any(row, *char.middle)]
    edges = [-1e9, *(box.x1 for box in row), 1e9]
    behind: list[Stretch] = []  # what follows each box closely; the first is what stands before
    stretches: list[Stretch] = []
    reached = 0.0
    for place, (low, high) in enumerate(itertools.pairwise(edges)):
        part = [char for char in kept if low < char.middle[0] < high]
        near, far = _parted(part, low, row[0].y1 - row[0].y0) if place else ([], part)
        shift = left.take(near, far, reached)
        if shift is None and place:
            near, far = part, []
            shift = left.take(near, far, reached)
        if shift is None:
            return None
        behind.append(_stretch(near, shift))
        stretches += [item for item in (behind[-1], _stretch(far, 0.0)) if item.right]
        reached = max([reached, *(item.right + item.shift for item in stretches)])
    new = list(_new_boxes(row, behind, stretches, left.rest))
    still = all(abs(part.shift) < _STILL for part in stretches)
    same = all(abs(a.x1 - b.x1) < 2 * _STILL for a, b in zip(row, new, strict=False))
    if len(new) != len(row) or (still and same) or not _fits(stretches, new, size):
        return None
    if any(not _holds_code(box, codes[was], left.rest) for was, box in zip(row, new, strict=True)):
        return None
    top, bottom = _heights(row, old, before)
    return Move(top, bottom, tuple(stretches), row, tuple(new))


def _parted(
    part: Sequence[Char], reached: float, height: float
) -> tuple[Sequence[Char], Sequence[Char]]:
    """What follows a box closely, and what a column gap parts from it: that may not move."""
    for place, char in enumerate(part):
        if char.box.x0 - reached > _COLUMN_GAP * height:
            return part[:place], part[place:]
        reached = max(reached, char.box.x1)
    return part, []


class _Pool:
    """The characters of a published line that aren't explained yet."""

    def __init__(self, chars: Sequence[Char]) -> None:
        self._by_text: dict[str, list[Char]] = {}
        for char in chars:
            self._by_text.setdefault(char.text, []).append(char)

    @property
    def rest(self) -> list[Char]:
        return [char for chars in self._by_text.values() for char in chars]

    def take(self, near: Sequence[Char], far: Sequence[Char], reached: float) -> float | None:
        """Explains ``far`` where it stood, ``near`` behind what was reached, over one distance.

        Gives that distance; None, and nothing is explained, when it isn't so. The order of a line
        stays: of more places the first is the one.
        """
        if not all(self.find(char, 0.0) for char in far):
            return None
        there = self._by_text.get(near[0].text, []) if near else []
        places = sorted(char.box.x0 for char in there if char.box.x0 > reached - 1)
        shifts = [place - near[0].box.x0 for place in places[:_MOST]] if near else [0.0]
        for shift in shifts:
            found = [self.find(char, shift) for char in near]
            if all(found):
                found += [self.find(char, 0.0) for char in far]
                for char in filter(None, found):
                    if char in self._by_text[char.text]:
                        self._by_text[char.text].remove(char)
                return shift
        return None

    def find(self, char: Char, shift: float) -> Char | None:
        """The character that is this one after the shift: same height, same size."""
        box = char.box
        for other in self._by_text.get(char.text, ()):
            there = other.box
            if (
                abs(there.x0 - box.x0 - shift) < _SAME
                and abs(there.x1 - box.x1 - shift) < _SAME
                and abs(there.y0 - box.y0) < _SAME
                and abs(there.y1 - box.y1) < _SAME
            ):
                return other
        return None


def _stretch(part: Sequence[Char], shift: float) -> Stretch:
    if not part:
        return Stretch(0.0, 0.0, 0.0)
    left = min(char.box.x0 for char in part)
    return Stretch(left, max(char.box.x1 for char in part), shift)


def _new_boxes(
    row: Sequence[Box],
    behind: Sequence[Stretch],
    stretches: Sequence[Stretch],
    labels: Sequence[Char],
) -> Iterator[Box]:
    """Where each box is now: it follows the text before it and ends where the next starts.

    Of a box with nothing close behind it the code tells the width: it stands in the middle.
    """
    for place, box in enumerate(row):
        before = [part for part in stretches if part.right < box.x0 + 1]
        last = max(before, key=lambda part: part.right, default=None)
        left = box.x0 + (last.shift if last else 0.0)
        if behind[place + 1].right:
            yield Box(left, box.y0, box.x1 + behind[place + 1].shift, box.y1)
            continue
        later = [part.left + part.shift for part in stretches if part.left > box.x1 - 1]
        end = min([*later, *(other.x0 for other in row[place + 1 :]), 1e9])
        code = [c for c in labels if left - 1 < c.middle[0] < end]
        if not code:
            return
        middle = (min(c.box.x0 for c in code) + max(c.box.x1 for c in code)) / 2
        yield Box(left, box.y0, 2 * middle - left, box.y1)


def _fits(stretches: Sequence[Stretch], boxes: Sequence[Box], size: tuple[float, float]) -> bool:
    """True when everything stays in order, apart, and on the page."""
    spans = [(part.left + part.shift, part.right + part.shift) for part in stretches if part.right]
    spans += [(box.x0, box.x1) for box in boxes]
    spans.sort()
    apart = all(a[1] <= b[0] + 1.0 for a, b in itertools.pairwise(spans))
    return apart and spans[-1][1] <= size[0] and all(box.x1 - box.x0 > 4 for box in boxes)


def _holds_code(box: Box, code: str, labels: Sequence[Char]) -> bool:
    allowed = [c for c in code if not c.isspace()]
    for char in labels:
        if overlaps(char.box, box):
            if char.text not in allowed or not (box.x0 <= char.middle[0] <= box.x1):
                return False
            allowed.remove(char.text)
    return True


def _heights(row: Sequence[Box], own: Sequence[Char], chars: Sequence[Char]) -> tuple[float, float]:
    """Top and bottom of the line; where other lines reach into it, half of what is shared."""
    top = min([box.y0 for box in row] + [char.box.y0 for char in own])
    bottom = max([box.y1 for box in row] + [char.box.y1 for char in own])
    mine = {id(char) for char in own}
    middle = (top + bottom) / 2
    above, below = top, bottom
    for char in chars:
        if id(char) in mine or not (char.box.y1 > top and char.box.y0 < bottom):
            continue
        if char.middle[1] < middle:
            above = max(above, (char.box.y1 + top) / 2)
        else:
            below = min(below, (char.box.y0 + bottom) / 2)
    return above, below


def _back(char: Char, move: Move) -> Char:
    x = char.middle[0]
    for stretch in move.stretches:
        left, right = stretch.left + stretch.shift, stretch.right + stretch.shift
        if left - _SAME < x < right + _SAME:
            return _shifted(char, -stretch.shift) if stretch.shift else char
    for old, new in zip(move.old, move.new, strict=True):
        if new.x0 <= x <= new.x1:
            part = (x - new.x0) / (new.x1 - new.x0)
            return _shifted(char, old.x0 + part * (old.x1 - old.x0) - x)
    return char


def _shifted(char: Char, by: float) -> Char:
    box = char.box
    return char_at(char.text, Box(box.x0 + by, box.y0, box.x1 + by, box.y1))
