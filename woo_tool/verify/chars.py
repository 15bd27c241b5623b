"""The characters of a page as columns: what is asked of all of them is asked once, with numpy.

A page has thousands of characters and the layers look at each many times; only of the few that
stand in a line with a box is a ``Char`` made.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import compress
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from woo_tool.model import Box

Numbers = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

_BESIDE = (
    0.15  # part of its height that a letter may stand beside itself; two l's are further apart
)


class Char(NamedTuple):
    """One character as pdfium sees it: its text (compatibility forms expanded) and its box."""

    text: str
    box: Box
    middle: tuple[float, float]


class Chars:
    """The characters of a page in the order of its reader.

    ``texts`` has one for each, ``boxes`` a row for each: left, top, right, bottom (points).
    """

    def __init__(self, texts: Sequence[str], boxes: Numbers) -> None:
        self.texts, self.boxes = texts, boxes
        self.x0, self.y0, self.x1, self.y1 = boxes.T
        self.x, self.y = (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2

    def __len__(self) -> int:
        return len(self.texts)

    def __iter__(self) -> Iterator[Char]:
        middles = zip(self.x.tolist(), self.y.tolist(), strict=True)
        for text, box, middle in zip(self.texts, self.boxes.tolist(), middles, strict=True):
            yield Char(text, Box(*box), middle)

    def at(self, places: npt.NDArray[np.intp] | slice) -> Chars:
        """The characters at these places, in this order."""
        numbers = range(len(self))[places] if isinstance(places, slice) else places.tolist()
        return Chars([self.texts[place] for place in numbers], self.boxes[places])

    def which(self, mask: Mask) -> Chars:
        """The characters for which the mask is true."""
        return Chars(self.said(mask), self.boxes[mask])

    def said(self, mask: Mask) -> list[str]:
        """The texts of the characters for which the mask is true."""
        return list(compress(self.texts, mask.tolist()))

    def in_any(self, boxes: Sequence[Box]) -> Mask:
        """Those whose middle lies in one of the boxes."""
        found = np.zeros(len(self), dtype=np.bool_)
        for x0, y0, x1, y1 in boxes:
            found |= (self.x >= x0) & (self.x <= x1) & (self.y >= y0) & (self.y <= y1)
        return found

    def overlapping(self, box: Box, slack: float = 0.0) -> Mask:
        """Those that share more than ``slack`` points with a box both ways."""
        wide = np.minimum(self.x1, box.x1) - np.maximum(self.x0, box.x0)
        high = np.minimum(self.y1, box.y1) - np.maximum(self.y0, box.y0)
        return np.asarray((wide > slack) & (high > slack))

    def overlapping_any(self, boxes: Sequence[Box], slack: float = 0.0) -> Mask:
        """Those that share more than ``slack`` points with one of the boxes both ways."""
        found = np.zeros(len(self), dtype=np.bool_)
        for box in boxes:
            found |= self.overlapping(box, slack)
        return found

    def lying_in(self, box: Box) -> Mask:
        """Those that lie wholly in a box."""
        across = (self.x0 >= box.x0) & (self.x1 <= box.x1)
        return np.asarray(across & (self.y0 >= box.y0) & (self.y1 <= box.y1))

    def twice(self) -> Mask:
        """Those that stand where the same one stood before: a shadow, a form drawn twice."""
        found = np.zeros(len(self), dtype=np.bool_)
        known: dict[str, list[int]] = {}
        reach = _BESIDE * (self.y1 - self.y0)
        for place, text in enumerate(self.texts):
            others = known.setdefault(text, [])
            apart = np.maximum(
                abs(self.x[others] - self.x[place]), abs(self.y[others] - self.y[place])
            )
            if (apart <= reach[place]).any():
                found[place] = True
            else:
                others.append(place)
        return found
