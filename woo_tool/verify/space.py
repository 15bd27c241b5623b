"""Where things stand: from PDF user space to the page's own space of the model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf

from woo_tool.model import Box

DEEPEST = 40  # forms inside forms that are looked through: pdfium draws no deeper
_ROW = 16.0  # points: the height of the rows in which boxes are looked up


@dataclass(frozen=True, slots=True)
class Sheet:
    """The visible part of a page in user space, the size of its unit, and how far (degrees,
    clockwise) it is turned for who reads it."""

    left: float
    bottom: float
    right: float
    top: float
    unit: float
    turn: int = 0

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        return (self.right - self.left) * self.unit, (self.top - self.bottom) * self.unit

    def own(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A rectangle of user space as a box in the page's own space."""
        unit = self.unit
        return Box(
            (left - self.left) * unit,
            (self.top - top) * unit,
            (right - self.left) * unit,
            (self.top - bottom) * unit,
        )

    def user(self, box: Box) -> tuple[float, float, float, float]:
        """A box of the page's own space as left, bottom, right, top in user space."""
        unit = self.unit
        return (
            self.left + box.x0 / unit,
            self.top - box.y1 / unit,
            self.left + box.x1 / unit,
            self.top - box.y0 / unit,
        )


def sheets(pdf: pikepdf.Pdf) -> list[Sheet]:
    """The sheets of all pages of a file."""
    return [_sheet(page) for page in pdf.pages]


def _sheet(page: pikepdf.Page) -> Sheet:
    media, crop = _corners(page.mediabox), _corners(page.cropbox)
    left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    if right <= left or top <= bottom:
        left, bottom, right, top = media
    unit, turn = float(page.obj.get("/UserUnit", 1)) or 1.0, int(page.rotation)
    return Sheet(left, bottom, right, top, unit, turn % 360)


def _corners(box: pikepdf.Object) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = (float(value) for value in box.as_list()[:4])
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def holds(box: Box, x: float, y: float) -> bool:
    """True when the point lies in the box."""
    return box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1


def in_any(boxes: Sequence[Box], x: float, y: float) -> bool:
    """True when the point lies in one of the boxes."""
    for x0, y0, x1, y1 in boxes:  # noqa: SIM110 (called for every character: a loop is faster)
        if x0 <= x <= x1 and y0 <= y <= y1:
            return True
    return False


class Region:
    """Boxes that are asked about for every word of a page: which ones lie near it."""

    def __init__(self, boxes: Sequence[Box]) -> None:
        self._rows: dict[int, list[Box]] = {}
        for box in boxes:
            for row in range(int(box.y0 // _ROW), int(box.y1 // _ROW) + 1):
                self._rows.setdefault(row, []).append(box)

    def near(self, box: Box) -> list[Box]:
        """The boxes at the height of this one, each once, in no order that matters."""
        rows = range(int(box.y0 // _ROW), int(box.y1 // _ROW) + 1)
        return list(dict.fromkeys(one for row in rows for one in self._rows.get(row, ())))


def overlaps(one: Box, other: Box, slack: float = 0.0) -> bool:
    """True when the boxes share more than ``slack`` points both ways."""
    return (
        min(one.x1, other.x1) - max(one.x0, other.x0) > slack
        and min(one.y1, other.y1) - max(one.y0, other.y0) > slack
    )
