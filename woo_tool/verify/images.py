"""The pictures that a page draws: what their own pixels show under the boxes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pypdfium2
from pypdfium2 import raw

from woo_tool.model import Redaction
from woo_tool.verify.pixels import STRAY, Picture
from woo_tool.verify.report import LEAK, PASS, REFUSED, Check
from woo_tool.verify.space import DEEPEST, Sheet

_Area = tuple[float, float, float, float]  # in user space: left, bottom, right, top
_SAME = 48  # grey levels within which pixels count as one colour


def check_images(
    page: pypdfium2.PdfPage, sheet: Sheet, redactions: Sequence[Redaction]
) -> Iterator[Check]:
    """For each box: the pixels of every image that lies under it are one colour in the image."""
    verdicts: list[set[str]] = [set() for _ in redactions]
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=DEEPEST):
        image = Image(item)
        for redaction, found in zip(redactions, verdicts, strict=True):
            found.update(image.under(sheet.user(box)) for box in redaction.boxes)
    for redaction, found in zip(redactions, verdicts, strict=True):
        result = next((worst for worst in (LEAK, REFUSED) if worst in found), PASS)
        detail = "" if result == PASS else "een beeld onder het vak is niet egaal gemaakt"
        yield Check("pixels:image", result, mark=redaction.mark, detail=detail)


def placed(item: pypdfium2.PdfImage) -> npt.NDArray[np.float64]:
    """From the unit square of an image to user space, by way of the forms it stands in."""
    matrix = _array(item.get_matrix())
    holder = item.container
    while holder is not None:
        matrix = matrix @ _array(holder.get_matrix())
        holder = holder.container
    return matrix


def _array(matrix: pypdfium2.PdfMatrix) -> npt.NDArray[np.float64]:
    a, b, c, d, e, f = matrix.get()
    return np.array([[a, b, 0], [c, d, 0], [e, f, 1]], dtype=np.float64)


class Image:
    """An image where a page draws it. It is decoded once, when something lies over it."""

    def __init__(self, item: pypdfium2.PdfImage) -> None:
        self._item, self._matrix = item, placed(item)

    @cached_property
    def _pixels(self) -> npt.NDArray[np.uint8]:
        pixels = np.asarray(self._item.get_bitmap(render=False).to_numpy())
        return pixels.reshape(*pixels.shape[:2], -1)

    def under(self, area: _Area) -> str:
        """PASS when the image has one colour inside the area, or doesn't reach it; REFUSED when it
        can't be decoded."""
        try:
            part = self._part(area)
        except (pypdfium2.PdfiumError, RuntimeError, ValueError):
            return REFUSED
        if part is None or not part.size:
            return PASS
        flat = part.reshape(-1, part.shape[2]).astype(np.int16)
        away = np.abs(flat - np.median(flat, axis=0)).max(axis=1) > _SAME
        return PASS if away.mean() <= STRAY else LEAK

    def beneath(self, area: _Area) -> Picture | None:
        """The image's own pixels in an area; None where it has none."""
        try:
            return self._part(area)
        except (pypdfium2.PdfiumError, RuntimeError, ValueError):
            return None

    def _part(self, area: _Area) -> Picture | None:
        """The pixels in an area; None where the image doesn't reach."""
        left, bottom, right, top = area
        corners = np.array([[left, bottom, 1], [right, bottom, 1], [right, top, 1], [left, top, 1]])
        if abs(np.linalg.det(self._matrix)) < 1e-9:
            return None
        unit = corners @ np.linalg.inv(self._matrix)
        u0, v0 = np.clip(unit[:, :2].min(axis=0), 0, 1)
        u1, v1 = np.clip(unit[:, :2].max(axis=0), 0, 1)
        if u1 - u0 <= 0 or v1 - v0 <= 0:
            return None
        high, wide = self._pixels.shape[:2]
        columns = _inside(u0 * wide, u1 * wide)
        rows = _inside((1 - v1) * high, (1 - v0) * high)
        return self._pixels[rows, columns]


def _inside(low: float, high: float) -> slice:
    edge = min(1.5, (high - low) * 0.2)
    return slice(int(np.ceil(low + edge)), int(np.floor(high - edge)))
