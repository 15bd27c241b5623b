"""On a page that becomes an image: what letters under a box have outside of it.

Swashes, slanted letters and thick outlines reach out of the box that their widths give, and would
say how a name begins or ends.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pymupdf

_REACH = 0.6  # part of a box's short side that its letters may reach out of it
_EDGE = 2  # pixels around a box that are of one colour where nothing reaches out
_SAME = 40  # grey levels within which pixels count as one colour

_Pixels = npt.NDArray[np.uint8]


def without_overhang(
    leaf: pymupdf.Page, picture: pymupdf.Pixmap, areas: Sequence[pymupdf.Rect]
) -> pymupdf.Pixmap:
    """The picture of a page from which the letters under the boxes are gone around these too.

    ``leaf``: the page, with its boxes as redaction annotations, of which the letters are taken.
    ``areas``: the boxes in pixels. Where taking letters changes anything further off, the picture
    stays as it is.
    """
    shown = _pixels(picture)
    if not any(_reaches_out(shown, area) for area in areas):
        return picture
    leaf.apply_redactions(images=0, graphics=0, text=0)
    bare = leaf.get_pixmap(dpi=picture.xres, annots=False, alpha=False)
    taken = _pixels(bare)
    around = np.zeros(shown.shape[:2], dtype=np.bool_)
    for area in areas:
        reach = _REACH * min(area.width, area.height)
        rows, columns = _window(area, reach)
        around[rows, columns] = True
    if shown.shape != taken.shape or (shown[~around] != taken[~around]).any():
        return picture
    return bare


def _pixels(picture: pymupdf.Pixmap) -> _Pixels:
    shape = picture.height, picture.width, picture.n
    return np.frombuffer(picture.samples, dtype=np.uint8).reshape(shape)


def _reaches_out(shown: _Pixels, area: pymupdf.Rect) -> bool:
    """True when the pixels just around a box aren't of one colour."""
    rows, columns = _window(area, _EDGE + 1)
    part = shown[rows, columns].astype(np.int16)
    sides = (part[:_EDGE], part[-_EDGE:], part[:, :_EDGE], part[:, -_EDGE:])
    return any(side.size and np.ptp(side, axis=(0, 1)).max() > _SAME for side in sides)


def _window(area: pymupdf.Rect, reach: float) -> tuple[slice, slice]:
    top, left = max(int(area.y0 - reach), 0), max(int(area.x0 - reach), 0)
    return slice(top, max(int(area.y1 + reach) + 1, 0)), slice(
        left, max(int(area.x1 + reach) + 1, 0)
    )
