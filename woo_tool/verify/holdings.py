"""What a page holds that text extractors may not see: where it must be read as a picture."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

import numpy as np
import pikepdf
import pypdfium2
from pikepdf import Dictionary, Name
from pypdfium2 import raw

from woo_tool.model import Box
from woo_tool.verify.chars import Chars, Mask
from woo_tool.verify.folding import tokens
from woo_tool.verify.questions import common_words
from woo_tool.verify.space import DEEPEST, Sheet, overlaps
from woo_tool.verify.strokes import bounds, slants

_LETTER = 4.0  # points: an image lower or narrower than this shows no word
_DRAWN = 24  # slanted and curved strokes, of which a word has more and a table has none
_DOTS = 400  # separate strokes of any kind: letters may be drawn with straight ones as well
_JOINED = 12.0  # points between things that may belong to one picture
_WHOLE = 0.6  # part of the page from which all of it is read
_MOST = 12  # places on a page; with more all of it is read
_FEW = 25  # words of which too few are Dutch or English for a text that people wrote
_COMMON = 0.06


def picture_places(
    page: pypdfium2.PdfPage, sheet: Sheet, chars: Chars, *, procedures: bool
) -> list[Box]:
    """The places of a page whose look may say more than its text does; all of it, at times.

    Images, line art (letters may be drawn as outlines), text that maps to no characters, and
    text that doesn't read as language (a font whose map lies). ``procedures``: fonts or patterns
    of the page draw their text by procedures.
    """
    whole = Box(0, 0, *sheet.size)
    if procedures or _no_language(chars):
        return [whole]
    unmapped = [char.box for char in chars.which(_unmapped(chars))]
    places = [*_images_and_art(page, sheet), *unmapped]
    joined = _joined(box for box in places if overlaps(box, whole))
    covered = sum((box.x1 - box.x0) * (box.y1 - box.y0) for box in joined)
    if len(joined) > _MOST or covered > _WHOLE * sheet.size[0] * sheet.size[1]:
        return [whole]
    return joined


def _unmapped(chars: Chars) -> Mask:
    return np.array([c == "\ufffd" or "\ue000" <= c <= "\uf8ff" for c in chars.texts], dtype=bool)


def _no_language(chars: Chars) -> bool:
    """True for a page full of letters that make no words."""
    words = [word for word in tokens(_spaced(chars)) if len(word) > 1 and word.isalpha()]
    known = common_words()
    return len(words) >= _FEW and sum(word in known for word in words) < _COMMON * len(words)


def _spaced(chars: Chars) -> str:
    """The characters as text, parted where they don't follow each other."""
    high = (chars.y1 - chars.y0)[1:]
    apart = np.abs(chars.x0[1:] - chars.x1[:-1]) > 0.15 * high
    lower = np.abs(np.diff(chars.y0)) > 0.5 * high
    starts = [0, *(np.flatnonzero(apart | lower) + 1).tolist(), len(chars)]
    text = "".join(chars.texts)
    return " ".join(text[start:end] for start, end in itertools.pairwise(starts))


def drawn_by_procedure(page: pikepdf.Page) -> bool:
    """True when a page has a Type 3 font without a map to characters, or a pattern with text."""
    resources = page.obj.get("/Resources")
    if not isinstance(resources, Dictionary):
        return False
    fonts, patterns = resources.get("/Font"), resources.get("/Pattern")
    return any(
        isinstance(font, Dictionary)
        and font.get("/Subtype") == Name.Type3
        and "/ToUnicode" not in font
        for font in _values(fonts)
    ) or any(
        isinstance(pattern, pikepdf.Stream) and "/Font" in pattern.get("/Resources", Dictionary())
        for pattern in _values(patterns)
    )


def unusual(page: pikepdf.Page) -> bool:
    """True for a page with forms, patterns, or a font of which a reader must guess the letters."""
    resources = page.obj.get("/Resources")
    if not isinstance(resources, Dictionary):
        return "/Resources" in page.obj
    forms = any(
        isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == Name.Form
        for thing in _values(resources.get("/XObject"))
    )
    return forms or "/Pattern" in resources or any(map(_guessed, _values(resources.get("/Font"))))


def _guessed(font: object) -> bool:
    """True for a font without a map to characters that isn't in one of the usual encodings."""
    if not isinstance(font, Dictionary):
        return True
    usual = (Name.WinAnsiEncoding, Name.MacRomanEncoding, Name.StandardEncoding)
    return "/ToUnicode" not in font and font.get("/Encoding", Name.StandardEncoding) not in usual


def _values(group: object) -> Iterator[object]:
    if isinstance(group, Dictionary):
        yield from (value for _, value in group.items())


def _images_and_art(page: pypdfium2.PdfPage, sheet: Sheet) -> Iterator[Box]:
    kinds = [raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH]
    strokes: list[tuple[Box, int]] = []
    count = 0
    for item in page.get_objects(filter=kinds, max_depth=DEEPEST):
        box = bounds(item, sheet)
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            if min(box.x1 - box.x0, box.y1 - box.y0) >= _LETTER:
                yield box
            continue
        count += 1
        slanted = slants(item)
        if slanted:
            strokes.append((box, slanted))
    if count > _DOTS:
        yield Box(0, 0, *sheet.size)
    elif sum(number for _, number in strokes) > _DRAWN:
        yield from (box for box, _ in strokes)


def _joined(boxes: Iterable[Box]) -> list[Box]:
    """Boxes that lie beside or over each other as one: a picture is often cut into strips."""
    found: list[Box] = []
    for box in boxes:
        while True:
            near = next((one for one in found if overlaps(one, box, -_JOINED)), None)
            if near is None:
                break
            found.remove(near)
            box = Box(
                min(box.x0, near.x0),
                min(box.y0, near.y0),
                max(box.x1, near.x1),
                max(box.y1, near.y1),
            )
        found.append(box)
        if len(found) > 10 * _MOST:
            break
    return found
