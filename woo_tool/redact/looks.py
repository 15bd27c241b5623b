"""Whether a page still looks as it did outside what was taken out of its pictures.

MuPDF makes pictures anew of which it clears a part. Of some kinds (turned a little, in uncommon
colours) it clears too much, or gives the rest another colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pymupdf

_SCALE = 0.75  # pixels a point: enough for a picture, and cheap
_AROUND = 2.0  # points around what went that may differ
_CHANGED = 40.0  # grey levels that the mean of a square may differ
_BLOCK = 4  # pixels: the side of such a square


@dataclass(frozen=True, slots=True)
class Look:
    """A page in few pixels, one row for each line of pixels, three values for each pixel."""

    pixels: npt.NDArray[np.int16]


def look_of(leaf: pymupdf.Page) -> Look:
    """What a page looks like."""
    matrix = pymupdf.Matrix(_SCALE, _SCALE)
    picture = leaf.get_pixmap(matrix=matrix, annots=False, alpha=False, colorspace=pymupdf.csRGB)
    shape = picture.height, picture.width, 3
    return Look(np.frombuffer(picture.samples, dtype=np.uint8).reshape(shape).astype(np.int16))


def changed(before: Look, after: Look, areas: Sequence[pymupdf.Rect]) -> bool:
    """True when anything outside these areas (points) looks different."""
    if before.pixels.shape != after.pixels.shape:
        return True
    apart = np.abs(before.pixels - after.pixels).max(axis=2).astype(np.float64)
    for area in areas:
        around = pymupdf.Rect(-_AROUND, -_AROUND, _AROUND, _AROUND)
        grown = (area + around) * _SCALE
        top, bottom = max(int(grown.y0), 0), max(int(grown.y1) + 1, 0)
        left, right = max(int(grown.x0), 0), max(int(grown.x1) + 1, 0)
        apart[top:bottom, left:right] = 0
    high, wide = (-(-size // _BLOCK) * _BLOCK for size in apart.shape)
    whole = np.zeros((high, wide))
    whole[: apart.shape[0], : apart.shape[1]] = apart
    squares = whole.reshape(high // _BLOCK, _BLOCK, wide // _BLOCK, _BLOCK).mean(axis=(1, 3))
    return bool(squares.max(initial=0.0) > _CHANGED)
