"""The classic ways in which a page made by others isn't redacted: each finding as result, detail.

What ordinary pages have is no finding: light text on a dark header, a coloured button, a logo, the
text layer of a scan.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from ctypes import c_int, c_uint

import numpy as np
import pikepdf
import pypdfium2
from pypdfium2 import raw

from woo_tool.model import Box
from woo_tool.verify import pixels
from woo_tool.verify.against import CODE
from woo_tool.verify.chars import Char
from woo_tool.verify.images import Image
from woo_tool.verify.markings import is_cover, marked_areas, marks_of
from woo_tool.verify.ocr import read_dark
from woo_tool.verify.readers import page_chars
from woo_tool.verify.report import LEAK, PASS, QUESTION
from woo_tool.verify.space import DEEPEST, Sheet, overlaps
from woo_tool.verify.strokes import bounds

Finding = tuple[str, str]

_FLAT = 12  # grey levels: where a character stands and the picture varies less, nothing is seen
_DIM = 60  # grey levels: dark text on dark, which a marker leaves of it
_DARK = 110
_BLACK, _WHITE = 60, 245
_PAPER = 150  # grey level from which most of a piece of a scan is paper
_LEAST_INK = 0.01  # part of the pixels that are ink where something is written
_TINY = 3.0  # points: the height of a character
_RUN = 3  # one letter may itself be as dark as a bar ("I" in bold); three in a row are covered
_PAGE_IMAGE = 0.8  # part of the page from which an image is a scan, with its text behind it
_SPREAD = 6.0  # points that widths of boxes differ when they follow what they cover


def covered_text(
    bare: pypdfium2.PdfPage, picture: pixels.Picture, sheet: Sheet, chars: Sequence[Char]
) -> Iterator[Finding]:
    """Text that can be copied where the picture of the page shows one colour only.

    ``bare`` is the same page in a copy of the file, which loses all but its text here.
    """
    dark = _count(chars, lambda box: _is_covered(picture, sheet, box, dark=True))
    if dark:
        yield LEAK, f"onder donkere vlakken staan nog {dark} leesbare tekens; {_REMOVE}"
    light = _count(chars, lambda box: _is_covered(picture, sheet, box, dark=False))
    if not light:
        return
    scanned = _is_scan(bare, sheet)
    alone = _text_alone(bare)

    def beneath(box: Box) -> bool:
        shown = pixels.window(alone, sheet, _heart(box))
        hidden = _is_covered(picture, sheet, box, dark=False)
        return hidden and bool(shown.size and np.ptp(shown.mean(axis=2)) > _DIM)

    covered = _count(chars, beneath)
    if covered:
        where = "onder lichte vlakken of in verborgen lagen"
        yield LEAK, f"{where} staan nog {covered} leesbare tekens; {_REMOVE}"
    left = light - covered
    if left >= _RUN and not scanned and _in_a_line(chars, picture, sheet):
        yield LEAK, f"in de tekst staan {left} tekens in de kleur van het papier; {_REMOVE}"
    elif left >= _RUN:
        what = f"{left} tekens zijn te kopiëren maar niet te zien"
        yield QUESTION, f"{what}; verwijder onzichtbare tekst als daar iets staat dat weg moest"


def _in_a_line(chars: Sequence[Char], picture: pixels.Picture, sheet: Sheet) -> bool:
    """True when unseen text stands right beside text that is seen, on its line."""
    hidden = [_is_covered(picture, sheet, char.box, dark=False) for char in chars]
    for place in range(1, len(chars)):
        if hidden[place] == hidden[place - 1]:
            continue
        start = place if hidden[place] else place - _RUN
        if start >= 0 and all(hidden[start : start + _RUN]):
            one, other = chars[place - 1].box, chars[place].box
            high = min(one.y1 - one.y0, other.y1 - other.y0)
            if abs(one.y1 - other.y1) < 0.5 * high and abs(other.x0 - one.x1) < high:
                return True
    return False


def _is_scan(page: pypdfium2.PdfPage, sheet: Sheet) -> bool:
    images = page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=DEEPEST)
    return any(_area(bounds(item, sheet)) >= 0.5 * sheet.size[0] * sheet.size[1] for item in images)


_REMOVE = "haal de tekst weg in plaats van haar te bedekken"


def _text_alone(page: pypdfium2.PdfPage) -> pixels.Picture:
    """The page with nothing but its text, and no annotations."""
    kinds = (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING)
    for item in list(page.get_objects(filter=kinds, max_depth=1)):
        page.remove_obj(item)
    return pixels.draw(page, notes=False)


def _count(chars: Sequence[Char], hidden: Callable[[Box], bool]) -> int:
    """How many characters are hidden, in runs; codes of grounds are expected there."""
    runs = [""]
    for char in chars:
        if max(_size(char.box)) >= _TINY and hidden(char.box):
            runs[-1] += char.text
        elif runs[-1]:
            runs.append("")
    left = [CODE.sub("", run) for run in runs]
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
    chars = page_chars(page, sheet) if images else None
    beneath = list(chars.which(chars.overlapping_any(images))) if chars is not None else []
    if len(beneath) < _RUN:
        return
    printed = False
    for item in bare.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=DEEPEST):
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
        what = f"onder een beeld staan {count} tekens die te kopiëren zijn"
        yield QUESTION, f"{what}; haal ze weg als het beeld iets moest bedekken"


def off_page(chars: Sequence[Char], sheet: Sheet) -> Iterator[Finding]:
    """Text beyond the edges of the page, as found with the page made large."""
    wide, high = sheet.size
    visible = Box(-2, -2, wide + 2, high + 2)
    if sum(not overlaps(char.box, visible) for char in chars if char.box.x1 > char.box.x0) >= _RUN:
        what = "buiten de zichtbare pagina staat tekst, die iedereen kan tonen"
        yield LEAK, f"{what}; bijsnijden haalt niets weg: verwijder de tekst"


def telling_widths(
    page: pypdfium2.PdfPage, sheet: Sheet, chars: Sequence[Char]
) -> Iterator[Finding]:
    """Black boxes in lines of text, each as wide as what it covers: good to know, no fault."""
    boxes = []
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=DEEPEST):
        box = sheet.own(*item.get_bounds())
        wide, high = _size(box)
        if 5 < high < 40 and wide > 1.5 * high and _is_black(item):
            boxes.append(box)
    inline = [box for box in boxes if any(_beside(char, box) for char in chars)]
    widths = _off_step(sorted(box.x1 - box.x0 for box in inline))
    if len(widths) >= _RUN and widths[-1] - widths[0] > _SPREAD:
        what = f"{len(widths)} vakken lijken zo breed als wat zij bedekken"
        yield PASS, f"{what}; wie weet om wie het kan gaan, kan een naam herkennen aan de breedte"


def _off_step(widths: Sequence[float]) -> list[float]:
    """The widths that aren't a multiple of the one that most boxes share: those tell nothing."""
    counts = Counter(round(width) for width in widths)
    step, count = max(counts.items(), key=lambda item: (item[1], -item[0]), default=(0, 0))
    if count < _RUN:
        return list(widths)
    return [width for width in widths if abs(width - step * round(width / step)) > 0.04 * step]


def _is_black(item: pypdfium2.PdfObject) -> bool:
    colour = _fill(item)
    return colour is not None and max(colour) <= _BLACK


def _fill(item: pypdfium2.PdfObject) -> tuple[int, int, int] | None:
    """The colour that fills a path; None when it isn't filled, or things shine through."""
    mode, stroke = c_int(), c_int()
    red, green, blue, alpha = c_uint(), c_uint(), c_uint(), c_uint()
    filled = raw.FPDFPath_GetDrawMode(item, mode, stroke) and mode.value
    if not filled or not raw.FPDFPageObj_GetFillColor(item, red, green, blue, alpha):
        return None
    return (red.value, green.value, blue.value) if alpha.value > 200 else None


def _beside(char: Char, box: Box) -> bool:
    """True for text of the same size that a box stands right behind or before, on its line."""
    high, own = box.y1 - box.y0, char.box.y1 - char.box.y0
    level = box.y0 < char.middle[1] < box.y1
    gap = max(box.x0 - char.box.x1, char.box.x0 - box.x1)
    return level and 0.5 * high < own < 2 * high and -0.2 * high < gap < 0.8 * high


def covered_pictures(
    page: pypdfium2.PdfPage, leaf: pikepdf.Page, sheet: Sheet
) -> Iterator[Finding]:
    """A box or annotation over a scan: the pixels are still in the picture beneath it."""
    whole = sheet.size[0] * sheet.size[1]
    scans: list[Image] = []
    covers: list[tuple[Box, int]] = []  # and how many scans lie beneath each
    kinds = [raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH]
    for item in page.get_objects(filter=kinds, max_depth=DEEPEST):
        box = bounds(item, sheet)
        if item.type == raw.FPDF_PAGEOBJ_IMAGE and _area(box) >= 0.2 * whole:
            scans.append(Image(item))
        elif scans and min(_size(box)) > 5 and _area(box) < 0.5 * whole and _is_flat(item):
            covers.append((box, len(scans)))
    for mark in marks_of(leaf) if scans else []:
        if is_cover(mark):
            covers += [(box, len(scans)) for box in marked_areas(mark, sheet)]
    for box, count in covers:
        if any(_shows_print(scan.beneath(sheet.user(box))) for scan in scans[:count]):
            what = "onder een vak over het beeld staat in het beeld zelf nog tekst"
            yield LEAK, f"{what}; maak de plek zwart in het beeld"
            return


def _shows_print(part: pixels.Picture | None) -> bool:
    """True for pixels that look like print: mostly paper, and ink."""
    if part is None or not part.size:
        return False
    grey = part.reshape(part.shape[0], part.shape[1], -1).mean(axis=2)
    ink = float((grey < _DARK).mean())
    return bool(np.median(grey) > _PAPER and _LEAST_INK < ink < 0.5)


def _is_flat(item: pypdfium2.PdfObject) -> bool:
    """True for a filled shape, black or white, that nothing shines through; or such an image."""
    if item.type == raw.FPDF_PAGEOBJ_IMAGE:
        try:
            pixel = np.asarray(item.get_bitmap(render=False).to_numpy())
        except (pypdfium2.PdfiumError, RuntimeError, ValueError):
            return False
        return bool(pixel.size and np.ptp(pixel) <= _FLAT)
    colour = _fill(item)
    return colour is not None and (max(colour) <= _BLACK or min(colour) >= _WHITE)


def marked_scan(
    page: pypdfium2.PdfPage, sheet: Sheet, picture: pixels.Picture, chars: Sequence[Char]
) -> Iterator[Finding]:
    """A picture of a page: what a marker covered may shine through. Needs OCR to be sure."""
    if not _is_scan(page, sheet):
        return
    if read_dark(page, sheet, picture):
        what = "door een streep of vak in het beeld schemert leesbare tekst"
        yield LEAK, f"{what}; maak de plek helemaal zwart in het beeld"
    elif not chars:
        yield QUESTION, "de pagina is een beeld zonder tekst; kijk haar zelf na, ook vergroot"


def _area(box: Box) -> float:
    return max(box.x1 - box.x0, 0.0) * max(box.y1 - box.y0, 0.0)


def _size(box: Box) -> tuple[float, float]:
    return box.x1 - box.x0, box.y1 - box.y0


def _heart(box: Box) -> Box:
    """The part of a character's box that its ink would lie in, and that a bar must cover."""
    wide, high = (box.x1 - box.x0) * 0.1, (box.y1 - box.y0) * 0.25
    return Box(box.x0 + wide, box.y0 + high, box.x1 - wide, box.y1 - high)
