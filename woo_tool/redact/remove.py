"""Taking text, pixels and line art out of pages with PyMuPDF, or turning a page into an image."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pymupdf

from woo_tool.errors import SafetyError
from woo_tool.kinds import PageSource
from woo_tool.model import Box, Word
from woo_tool.redact.cores import aim, kept_words, words_in
from woo_tool.redact.layout import Layout
from woo_tool.redact.left import AS_EXTRACTED, letters_in, letters_of, text_left, text_of
from woo_tool.redact.lines import Ink
from woo_tool.redact.looks import changed, look_of
from woo_tool.redact.overhang import without_overhang
from woo_tool.redact.overlay import Frame
from woo_tool.redact.settings import settings

# PyMuPDF's options for apply_redactions (PDF_REDACT_*), which its type hints leave out.
_IMAGE_NONE, _IMAGE_PIXELS = 0, 2
_LINE_ART_NONE, _LINE_ART_REMOVE_IF_COVERED = 0, 1
_TEXT_REMOVE, _TEXT_NONE = 0, 1
_FAR = 20_000.0  # points; further than any page reaches
_BLEED = 12.0  # points that an image may stick out of the page before its hidden part is cleared
_LETTERS = 4  # pieces of a drawing as wide as a letter that tell what stood in a box
_OVERHANG = 3.0  # points that the box of a line may stick out without a letter outside
_ROW = 24.0  # points: the height of the rows by which words of a page are found
_PATH_OPS = ("fill-path", "stroke-path")
_TEXT_OPS = ("fill-text", "stroke-text", "ignore-text", "clip-text", "clip-stroke-text")


Log = Sequence[tuple[str, tuple[float, float, float, float]]]
"""What a page draws, in order: the kind of operation, and where (get_bboxlog of PyMuPDF)."""


class SpoiltError(Exception):
    """A picture lost more than what lay under the boxes; the page has to become an image."""


@dataclass(frozen=True, slots=True)
class Target:
    """One box to clear; ``drawn`` when a person drew it rather than chose words."""

    box: Box
    drawn: bool


@dataclass(frozen=True, slots=True)
class Raster:
    """A page as a JPEG."""

    data: bytes
    width: int
    height: int


def open_copy(data: bytes) -> pymupdf.Document:
    """A prepared working copy, with form fields and drawn annotations turned into content."""
    pymupdf.TOOLS.mupdf_display_errors(False)
    pymupdf.TOOLS.mupdf_display_warnings(False)
    try:
        document = pymupdf.open(stream=data, filetype="pdf")
        document.bake()
    except (RuntimeError, ValueError) as fault:
        raise SafetyError("het bestand kan niet worden verwerkt.") from fault
    return document


def page_risks(
    leaf: pymupdf.Page, layout: Layout, boxes: Sequence[Box], frame: Frame, log: Log
) -> list[str]:
    """Why removal inside these boxes would leave something behind on this page, that draws what
    ``log`` (of get_bboxlog) says."""
    if not boxes:
        return []
    areas = [_rect(box, frame) for box in boxes]
    kinds = {kind for kind, _ in log}
    risks = []
    if not kinds.issubset((*_TEXT_OPS, *_PATH_OPS)) and _masked_image_under(leaf, areas):
        risks.append("beeld met masker onder een vak")
    if not kinds.issubset(_TEXT_OPS) and _line_art_across(leaf, areas):
        risks.append("lijntekening loopt door een vak")
    if _letters_unknown(layout, boxes):
        risks.append("schuine tekst onder een vak")
    return risks


def _letters_unknown(layout: Layout, boxes: Sequence[Box]) -> bool:
    """True when the letters of a word under a box don't stand along an axis of the page."""
    loose = [word for word in layout.words if not word.edges and not _runs_left(word.text)]
    if layout.page.source is not PageSource.TEXT or not loose:
        return False
    return any(word in loose for box in boxes for word in words_in(layout, box))


def _runs_left(text: str) -> bool:
    return any(unicodedata.bidirectional(char) in ("R", "AL") for char in text)


def _masked_image_under(leaf: pymupdf.Page, areas: Sequence[pymupdf.Rect]) -> bool:
    masked = {item[0] for item in leaf.get_images(full=True) if item[1]}
    for image in leaf.get_image_info(xrefs=True):
        xref = image["xref"]
        plain = xref and xref not in masked and not _is_mask(leaf.parent, xref)
        if not plain and any(pymupdf.Rect(image["bbox"]).intersects(area) for area in areas):
            return True
    return False


def _is_mask(document: pymupdf.Document, xref: int) -> bool:
    stencil = str(document.xref_get_key(xref, "ImageMask")[1]) == "true"
    return stencil or str(document.xref_get_key(xref, "Mask")[0]) != "null"


def _line_art_across(leaf: pymupdf.Page, areas: Sequence[pymupdf.Rect]) -> bool:
    """True when a drawing that isn't made of straight rules lies partly under a box."""
    return any(
        bounds.intersects(area) and not area.contains(bounds)
        for bounds in _line_art(leaf.get_cdrawings())
        for area in areas
    )


def _drawn_under(drawings: Sequence[dict[str, Any]], areas: Sequence[pymupdf.Rect]) -> list[str]:
    """Why what is still drawn under the boxes tells something."""
    if any(bounds.intersects(area) for bounds in _line_art(drawings) for area in areas):
        return ["lijntekening onder een vak"]
    pieces = [piece for drawing in drawings for piece in _pieces(drawing["items"])]
    if any(sum(_letter_wide(piece, area) for piece in pieces) >= _LETTERS for area in areas):
        return ["vlakken of lijnen per letter onder een vak"]
    return []


def _pieces(items: Sequence[tuple[Any, ...]]) -> Iterator[pymupdf.Rect]:
    """The rectangles and straight lines that a drawing is made of."""
    for item in items:
        if item[0] == "re":
            yield pymupdf.Rect(item[1])
        elif item[0] == "l":
            yield pymupdf.Rect(*item[1], *item[2]).normalize()


def _letter_wide(piece: pymupdf.Rect, area: pymupdf.Rect) -> bool:
    """True when a piece has the width of one letter in this box, under it or just below."""
    if area.width >= area.height:
        along, low, high = piece.width, piece.x0 - area.x0, area.x1 - piece.x1
        short, near = area.height, area.y0 < piece.y1 and piece.y0 < area.y1 + area.height / 4
    else:
        along, low, high = piece.height, piece.y0 - area.y0, area.y1 - piece.y1
        short, near = area.width, area.x0 < piece.x1 and piece.x0 < area.x1 + area.width / 4
    return near and 0.1 * short < along < 1.2 * short and min(low, high) > -1.0


def _line_art(drawings: Sequence[dict[str, Any]]) -> Iterator[pymupdf.Rect]:
    for drawing in drawings:
        if not _is_ruling(drawing["items"]):
            yield pymupdf.Rect(drawing["rect"])


def _is_ruling(items: Sequence[tuple[Any, ...]]) -> bool:
    for item in items:
        if item[0] == "re":
            continue
        if item[0] != "l":
            return False
        one, other = item[1], item[2]
        if abs(one[0] - other[0]) > 0.5 and abs(one[1] - other[1]) > 0.5:
            return False
    return True


def remove(
    leaf: pymupdf.Page,
    layout: Layout,
    targets: Sequence[Target],
    frame: Frame,
    ink: Sequence[Ink],
    untouched: Callable[[], pymupdf.Page],
) -> list[str]:
    """Everything under the boxes goes from the page: pixels, covered line art, glyphs.

    Two passes: pixels and drawings over the whole box, glyphs only where they are aimed at. Gives
    why the page has to become an image after all: a drawing that MuPDF left under a box, because
    to its mind the box doesn't cover the whole width of the stroke; text that it left there, or
    that it took from elsewhere. ``ink``: what the page has that isn't text. ``untouched`` gives the
    page as it was.
    """
    page = layout.page
    images = page.source is not PageSource.TEXT or bool(leaf.get_images())
    areas = [_rect(target.box, frame) for target in targets]
    drawings = leaf.get_cdrawings() if ink else []
    if images or drawings:
        before = look_of(leaf) if _image_under(leaf, areas) else None
        for area in areas:
            _add(leaf, area)
        leaf.apply_redactions(
            images=_IMAGE_PIXELS,
            graphics=_LINE_ART_REMOVE_IF_COVERED,
            text=_TEXT_NONE,
        )
        if before is not None and changed(before, look_of(leaf), areas):
            raise SpoiltError
    for target in targets:
        _add(leaf, _rect(aim(layout, target.box, drawn=target.drawn), frame))
    leaf.apply_redactions(
        images=_IMAGE_NONE,
        graphics=_LINE_ART_NONE,
        text=_TEXT_REMOVE,
    )
    reasons = []
    if drawings:
        reasons += _drawn_under(leaf.get_cdrawings(), areas)
    text = text_of(leaf)
    if text_left(text, areas):
        reasons.append("tekst onder een vak is niet te verwijderen")
    if not any(target.drawn for target in targets):
        words = kept_words(layout, [target.box for target in targets])
        kept, left = letters_in(words, Box(0, 0, page.width, page.height)), letters_of(text)
        # Words that were read in pictures never were text.
        if kept - left and (kept & letters_of(text_of(untouched()))) - left:
            reasons.append("tekst buiten de vakken zou verdwijnen")
    return reasons


def _image_under(leaf: pymupdf.Page, areas: Sequence[pymupdf.Rect]) -> bool:
    boxes = [pymupdf.Rect(image["bbox"]) for image in leaf.get_image_info()]
    return any(box.intersects(area) for box in boxes for area in areas)


def remove_outside(leaf: pymupdf.Page, frame: Frame, log: Log) -> tuple[bool, tuple[Ink, ...]]:
    """Clears text and images that lie outside what a reader sees of the page.

    Nobody reviewed it, and moving the crop box would show it. ``log``: what the page draws. Returns
    whether there was any, and everything on the page that isn't text.
    """
    page = leaf.rect
    hidden_text = hidden_image = False
    ink: list[Ink] = []
    for kind, box in log:
        bounds = pymupdf.Rect(box)
        if kind in _TEXT_OPS:
            # One operator may write a line that runs off the page.
            hidden_text = hidden_text or _beyond(bounds, page) > _OVERHANG
            continue
        if kind == "fill-image" and _beyond(bounds, page) > _BLEED:
            hidden_image = True
        ink.append(Ink(Box(*(value * frame.unit for value in box)), kind in _PATH_OPS))
    if not (hidden_text or hidden_image):
        return False, tuple(ink)
    before = look_of(leaf) if hidden_image else None
    for strip in (
        (-_FAR, -_FAR, _FAR, page.y0 - 0.5),
        (-_FAR, page.y1 + 0.5, _FAR, _FAR),
        (-_FAR, -_FAR, page.x0 - 0.5, _FAR),
        (page.x1 + 0.5, -_FAR, _FAR, _FAR),
    ):
        _add(leaf, pymupdf.Rect(strip))
    leaf.apply_redactions(
        images=_IMAGE_PIXELS if hidden_image else _IMAGE_NONE,
        graphics=_LINE_ART_REMOVE_IF_COVERED,
        text=_TEXT_REMOVE,
    )
    if before is not None and changed(before, look_of(leaf), ()):
        raise SpoiltError
    return True, tuple(ink)


def _beyond(bounds: pymupdf.Rect, page: pymupdf.Rect) -> float:
    """How far something sticks out of the page, in points."""
    sides = page.x0 - bounds.x0, page.y0 - bounds.y0, bounds.x1 - page.x1, bounds.y1 - page.y1
    return float(max(sides))


def rasterise(
    leaf: pymupdf.Page, layout: Layout | None, targets: Sequence[Target], frame: Frame
) -> Raster:
    """The page as it looks, in pixels, with every box painted over before it is encoded.

    ``layout``: the page as it was read, to take from ``leaf`` what letters under the boxes have
    outside of them; None where there are no letters.
    """
    style = settings().raster
    picture = leaf.get_pixmap(dpi=style.dpi, annots=False, alpha=False)
    scale = style.dpi / 72
    boxes = [target.box for target in targets]
    if layout is not None and boxes and not _letters_unknown(layout, boxes):
        for target in targets:
            _add(leaf, _rect(aim(layout, target.box, drawn=target.drawn), frame))
        areas = [_rect(box, frame) * scale for box in boxes]
        picture = without_overhang(leaf, picture, areas)
    colour = tuple(round(part * 255) for part in settings().label.box_color)
    for box in boxes:
        area = _rect(box, frame) * scale
        grown = pymupdf.IRect(area.x0 - 1, area.y0 - 1, area.x1 + 1, area.y1 + 1)
        picture.set_rect(grown & picture.irect, colour)
    data = picture.tobytes("jpeg", jpg_quality=style.quality)
    return Raster(bytes(data), picture.width, picture.height)


def seen_words(leaf: pymupdf.Page, words: Sequence[Word], frame: Frame) -> list[Word]:
    """The words that a reader sees: those of layers that are switched off fall out.

    A word is seen when all its letters are drawn where it stands, in whatever order.
    """
    shown = leaf.get_text("words", clip=pymupdf.INFINITE_RECT(), flags=AS_EXTRACTED)
    rows = defaultdict[int, list[Sequence[Any]]](list)
    for item in shown:
        for row in range(int(item[1] // _ROW), int(item[3] // _ROW) + 1):
            rows[row].append(item)
    return [word for word in words if _is_seen(word, _rect(word.box, frame), rows)]


def _is_seen(word: Word, area: pymupdf.Rect, rows: Mapping[int, Sequence[Sequence[Any]]]) -> bool:
    left, top, right, bottom = area.x0 - 1, area.y0 - 1, area.x1 + 1, area.y1 + 1
    there = {
        (item[:4], item[4])
        for row in range(int(top // _ROW), int(bottom // _ROW) + 1)
        for item in rows.get(row, ())
        if item[0] < right and item[2] > left and item[1] < bottom and item[3] > top
    }
    return Counter(_flat(word.text)) <= Counter(_flat("".join(text for _, text in there)))


def _flat(text: str) -> str:
    """A word as it is compared: other forms of letters spelled out, unreadable ones left out."""
    return re.sub(
        "[\u00ad\u200b-\u200f\u2060-\u2064\ufeff\ufffd]", "", unicodedata.normalize("NFKC", text)
    )


def _add(leaf: pymupdf.Page, area: pymupdf.Rect) -> None:
    leaf.add_redact_annot(area.quad, fill=False, cross_out=False)  # type: ignore[arg-type]


def _rect(box: Box, frame: Frame) -> pymupdf.Rect:
    """A box in the working copy's space, from which the user unit was taken."""
    return pymupdf.Rect(*(value / frame.unit for value in box))
