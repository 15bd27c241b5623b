"""A page's words with their boxes as columns: what is asked of every word is asked once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress

import numpy as np
import numpy.typing as npt

from woo_tool.model import Box, Page, Word

Mask = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.float64]

THIN = 0.01  # points: letters that one glyph stands for share its width, or have none
_ROW = 0.5  # part of the height that words of one row share


class Layout:
    """Where the words of a page stand (points)."""

    def __init__(self, page: Page) -> None:
        self.page, self.words = page, page.words
        boxes = np.array([word.box for word in page.words], dtype=np.float64).reshape(-1, 4)
        self.x0, self.y0, self.x1, self.y1 = boxes.T
        self.axis = np.array([word.axis for word in page.words], dtype=np.intp)
        self.line = np.array([word.line for word in page.words], dtype=np.intp)

    def at(self, mask: Mask) -> list[Word]:
        """The words for which the mask is true."""
        return list(compress(self.words, mask.tolist()))

    def touching(self, box: Box, around: float = 0.0) -> Mask:
        """The words of which a part lies in a box that is this much larger on all sides."""
        across = (self.x0 < box.x1 + around) & (self.x1 > box.x0 - around)
        along = (self.y0 < box.y1 + around) & (self.y1 > box.y0 - around)
        return np.asarray(across & along)

    def touching_any(self, boxes: Sequence[Box], around: float) -> Mask:
        """The words of which a part lies in one of the boxes, that are this much larger."""
        found = np.zeros(len(self.words), dtype=np.bool_)
        for box in boxes:
            found |= self.touching(box, around)
        return found

    def centred_in(self, box: Box) -> Mask:
        """The words of whose height (of turned ones: width) the middle lies in a box."""
        x, y = (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2
        level, upright = (box.y0 < y) & (y < box.y1), (box.x0 < x) & (x < box.x1)
        return np.where(self.axis % 2, upright, level)

    def beside(self, box: Box) -> Mask:
        """The words in one row with a box."""
        shared = np.minimum(self.y1, box.y1) - np.maximum(self.y0, box.y0)
        least = _ROW * np.minimum(self.y1 - self.y0, box.y1 - box.y0)
        return np.asarray((shared > least) & (self.y0 < box.y1) & (self.y1 > box.y0))

    def lines(self, mask: Mask) -> tuple[Numbers, Numbers]:
        """From where to where the words of each line reach, as far as the mask is true."""
        numbers, place = np.unique(self.line[mask], return_inverse=True)
        low, high = np.full(len(numbers), np.inf), np.full(len(numbers), -np.inf)
        np.minimum.at(low, place, self.x0[mask])
        np.maximum.at(high, place, self.x1[mask])
        return low, high
