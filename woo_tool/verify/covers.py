"""The classic ways in which a page made by others isn't redacted: each finding as result, detail.

What ordinary pages have is no finding: light text on a dark header, a coloured button, a logo, the
text layer of a scan.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import pypdfium2
from pypdfium2 import raw

from woo_tool.model import Box
from woo_tool.verify import pixels
from woo_tool.verify.ocr import read_dark
from woo_tool.verify.readers import Char, page_chars
from woo_tool.verify.report import LEAK, QUESTION
from woo_tool.verify.space import Sheet, overlaps

Finding = tuple[str, str]

_FLAT = 12  # grey levels: where a character stands and the picture varies less, nothing is seen
_DIM = 60  # grey levels: dark text on dark, which a marker leaves of it
_DARK = 110
_BLACK = 60
_TINY = 3.0  # points: the height of a character
_RUN = 3  # one letter may itself be as dark as a bar ("I" in bold); three in a row are covered
_PAGE_IMAGE = 0.8  # part of the page from which an image is a scan, with its text behind it
CODES = re.compile(r"\d{1,2}\.\d(?:\.\d)?\.?[a-z]?")
_SPREAD = 6.0  # points that widths of boxes differ when they follow what they cover
_DEEPEST = 8


def covered_text(picture: pixels.Picture, sheet: Sheet, chars: Sequence[Char]) -> Iterator[Finding]:
    """Text that can be copied where the picture of the page shows one colour only."""
    dark = _count(chars, lambda box: _is_covered(picture, sheet, box, dark=True))
    if dark:
        yield LEAK, f"onder donkere vlakken staan nog {dark} leesbare tekens"
    light = _count(chars, lambda box: _is_covered(picture, sheet, box, dark=False))
    if light:
        yield QUESTION, f"{light} tekens zijn te kopiëren maar niet te zien"


def _count(chars: Sequence[Char], hidden: Callable[[Box], bool]) -> int:
    """How many characters are hidden, in runs; codes of grounds are expected there."""
    runs = [""]
    for char in chars:
        if max(_size(char.box)) >= _TINY and hidden(char.box):
            runs[-1] += char.text
        elif runs[-1]:
            runs.append("")
    left = [CODES.sub("", run) for run in runs]
    return sum(len(run) for run in left if len(run) >= _RUN)


def _is_covered(picture: pixels.Picture, sheet: Sheet, box: Box, *, dark: bool) -> bool:
    part = pixels.window(picture, sheet, _heart(box))
    if not part.size or (np.median(part) <= _DARK) != dark:
        return False
    # Type too small to be drawn apart from its background is no evidence.
    return bool(np.ptp(part.mean(axis=2)) <= (_DIM if dark else _FLAT))


def text_under_images(
    page: pypdfium2.PdfPage, bare: pypdfium2.PdfPage, picture: pixels.Picture, sheet: Sheet
) -> Iterator[Finding]:
    """Printed text that makes no difference to the look of a page, because an image lies over it.

    ``bare`` is the same page in a copy of the file, which loses its text here.
    """
    images = [
        sheet.own(*item.get_bounds())
        for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=1)
    ]
    whole = sheet.size[0] * sheet.size[1]
    images = [box for box in images if _area(box) < _PAGE_IMAGE * whole]
    chars = page_chars(page, sheet) if images else []
    beneath = [char for char in chars if any(overlaps(char.box, box) for box in images)]
    if len(beneath) < _RUN:
        return
    printed = False
    for item in bare.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=_DEEPEST):
        if raw.FPDFTextObj_GetTextRenderMode(item) != raw.FPDF_TEXTRENDERMODE_INVISIBLE:
            printed = True
            raw.FPDFTextObj_SetTextRenderMode(item, raw.FPDF_TEXTRENDERMODE_INVISIBLE)
    without = pixels.draw(bare)
    if not printed or without.shape != picture.shape:
        return

    def unseen(box: Box) -> bool:
        one, other = (pixels.window(from_, sheet, box) for from_ in (picture, without))
        return bool(one.size and np.array_equal(one, other) and np.ptp(one) > _FLAT)

    count = _count(beneath, unseen)
    if count:
        yield QUESTION, f"onder een beeld staan {count} tekens die te kopiëren zijn"


def off_page(chars: Sequence[Char], sheet: Sheet) -> Iterator[Finding]:
    """Text beyond the edges of the page, as found with the page made large."""
    wide, high = sheet.size
    visible = Box(-2, -2, wide + 2, high + 2)
    if sum(not overlaps(char.box, visible) for char in chars if char.box.x1 > char.box.x0) >= _RUN:
        yield LEAK, "buiten de zichtbare pagina staat tekst"


def telling_widths(
    page: pypdfium2.PdfPage, sheet: Sheet, chars: Sequence[Char]
) -> Iterator[Finding]:
    """Black boxes in lines of text, each as wide as what it covers."""
    boxes = []
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=_DEEPEST):
        box = sheet.own(*item.get_bounds())
        wide, high = _size(box)
        if 5 < high < 40 and wide > 1.5 * high and _is_black(item):
            boxes.append(box)
    inline = [box for box in boxes if any(_beside(char, box) for char in chars)]
    widths = _off_step(sorted(box.x1 - box.x0 for box in inline))
    if len(widths) >= _RUN and widths[-1] - widths[0] > _SPREAD:
        detail = f"{len(widths)} vakken lijken zo breed als wat zij bedekken; dat kan een naam"
        yield QUESTION, f"{detail} verraden"


def _off_step(widths: Sequence[float]) -> list[float]:
    """The widths that aren't a multiple of the one that most boxes share: those tell nothing."""
    counts = Counter(round(width) for width in widths)
    step, count = max(counts.items(), key=lambda item: (item[1], -item[0]), default=(0, 0))
    if count < _RUN:
        return list(widths)
    return [width for width in widths if abs(width - step * round(width / step)) > 0.04 * step]


def _is_black(item: pypdfium2.PdfObject) -> bool:
    from ctypes import c_uint

    red, green, blue, alpha = c_uint(), c_uint(), c_uint(), c_uint()
    if not raw.FPDFPageObj_GetFillColor(item, red, green, blue, alpha):
        return False
    return bool(max(red.value, green.value, blue.value) <= _BLACK and alpha.value > 200)


def _beside(char: Char, box: Box) -> bool:
    """True for text of the same size that a box stands right behind or before, on its line."""
    high, own = box.y1 - box.y0, char.box.y1 - char.box.y0
    level = box.y0 < char.middle[1] < box.y1
    gap = max(box.x0 - char.box.x1, char.box.x0 - box.x1)
    return level and 0.5 * high < own < 2 * high and -0.2 * high < gap < 0.8 * high


def marked_scan(
    page: pypdfium2.PdfPage, sheet: Sheet, picture: pixels.Picture, chars: Sequence[Char]
) -> Iterator[Finding]:
    """A picture of a page: what a marker covered may shine through. Needs OCR to be sure."""
    images = [
        sheet.own(*item.get_bounds())
        for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=_DEEPEST)
    ]
    whole = sheet.size[0] * sheet.size[1]
    if not any(_area(box) >= 0.5 * whole for box in images):
        return
    if read_dark(page, sheet, picture):
        yield LEAK, "door een streep of vak in het beeld schemert leesbare tekst"
    elif not chars:
        yield QUESTION, "de pagina is een beeld zonder tekst; kijk haar zelf na"


def _area(box: Box) -> float:
    return max(box.x1 - box.x0, 0.0) * max(box.y1 - box.y0, 0.0)


def _size(box: Box) -> tuple[float, float]:
    return box.x1 - box.x0, box.y1 - box.y0


def _heart(box: Box) -> Box:
    """The part of a character's box that its ink would lie in, and that a bar must cover."""
    wide, high = (box.x1 - box.x0) * 0.1, (box.y1 - box.y0) * 0.25
    return Box(box.x0 + wide, box.y0 + high, box.x1 - wide, box.y1 - high)
