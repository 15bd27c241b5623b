"""Audit of a PDF that others redacted: what is covered but still there, and what hides in it."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pikepdf
from pikepdf import Dictionary, Name

from woo_tool.verify import pixels
from woo_tool.verify.against import check_against
from woo_tool.verify.covers import (
    CODES,
    covered_text,
    marked_scan,
    off_page,
    telling_widths,
    text_under_images,
)
from woo_tool.verify.everything import check_alone, check_pypdf
from woo_tool.verify.layers import asked_once, text_checks, timed
from woo_tool.verify.objects import check_objects
from woo_tool.verify.readers import Char, open_pdfium, page_chars, revealed
from woo_tool.verify.report import IDENTIFIER, LEAK, QUESTION, REFUSED, Check, FileReport
from woo_tool.verify.report import Term as _Term
from woo_tool.verify.space import Sheet, in_any, sheets
from woo_tool.verify.terms import Search
from woo_tool.verify.watch import Alive, unwatched

_DARK = 110
_BOX = re.compile(rf"gelakt:(?: {CODES.pattern})+")
_TELLING = {
    "/PieceInfo": "een programma heeft er eigen gegevens in bewaard",
    "/JS": "het bestand bevat JavaScript",
    "/XFA": "het bestand bevat een XFA-formulier",
    "/V": "het bestand heeft formuliervelden met een waarde",
    "/ActualText": "er staat vervangende tekst achter de zichtbare tekst",
    "/Thumb": "het bestand bevat miniaturen van pagina's",
}
_COVERS = frozenset({"/Redact", "/Highlight", "/Ink", "/Square", "/Line", "/Stamp", "/FreeText"})


def verify_single(
    path: Path, against: Path | None, terms: Sequence[str], alive: Alive = unwatched
) -> FileReport:
    """Audits one PDF made by others. ``against``: the original; ``terms``: what should be gone.

    Reports live text that is covered or invisible in a dark place, boxes that can be taken off,
    hidden layers, attachments, earlier revisions, and metadata about people or programs.
    """
    try:
        data = path.read_bytes()
        source = against.read_bytes() if against else b""
    except OSError:
        return FileReport(path.name, "", (Check("read", REFUSED, detail="niet te lezen"),))
    search = Search([_Term(term, IDENTIFIER) for term in terms if term.strip()])
    checks = [
        *timed("structure", lambda: _structure(data), alive),
        *timed("terms", lambda: check_objects(data, search), alive),
        *timed("covered", lambda: _pages(data, search, alive), alive),
        *timed("text:pypdf", lambda: check_pypdf(data, search, alive), alive),
        *timed("alone", lambda: check_alone(data, search, alive), alive),
    ]
    if against is not None:
        checks += timed("against", lambda: check_against(data, source), alive)
    return FileReport(path.name, hashlib.sha256(data).hexdigest(), asked_once(checks))


def _structure(data: bytes) -> Iterator[Check]:
    if data.count(b"%%EOF") > 1 and b"/Linearized" not in data[:1024]:
        yield Check("structure", QUESTION, detail="het bestand bevat een eerdere versie")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        if pdf.is_encrypted:
            yield Check("structure", QUESTION, detail="het bestand is versleuteld")
        if "/OCProperties" in pdf.Root:
            yield Check("structure", QUESTION, detail="het bestand heeft lagen")
        if len(pdf.attachments):
            yield Check("structure", LEAK, detail="het bestand heeft bijlagen")
        for detail in _told(pdf):
            yield Check("structure", QUESTION, detail=detail)
        document, places = open_pdfium(data), sheets(pdf)
        for place, page in enumerate(pdf.pages):
            chars = page_chars(document[place], places[place]) if "/Annots" in page.obj else []
            yield from _annotation_checks(page, place + 1, places[place], chars)


def _told(pdf: pikepdf.Pdf) -> Iterator[str]:
    """What the file says about people and programs beside its pages."""
    info = pdf.trailer.get("/Info", Dictionary())
    about = pdf.Root.get("/Metadata")
    said = about.read_bytes() if isinstance(about, pikepdf.Stream) else b""
    if info.get("/Author") is not None or re.search(rb"creator>\s*<rdf:\w+>\s*<rdf:li>\s*\w", said):
        yield "de documentgegevens noemen een auteur"
    if any(str(info.get(key, "")).strip() for key in ("/Keywords", "/Subject")):
        yield "de documentgegevens hebben trefwoorden of een onderwerp"
    things = [thing for thing in pdf.objects if isinstance(thing, Dictionary | pikepdf.Stream)]
    for key, detail in _TELLING.items():
        if any(key in thing and not _says_box(thing) for thing in things):
            yield detail


def _says_box(thing: pikepdf.Object) -> bool:
    """True for the tag of a box: its text is the ground that is printed there."""
    return bool(_BOX.fullmatch(str(thing.get("/ActualText", ""))))


def _annotation_checks(
    page: pikepdf.Page, number: int, sheet: Sheet, chars: Sequence[Char]
) -> Iterator[Check]:
    annots = page.obj.get("/Annots")
    for item in annots.as_list() if isinstance(annots, pikepdf.Array) else []:
        kind = item.get("/Subtype") if isinstance(item, Dictionary) else None
        if kind == Name.Redact:
            detail = "een lakvoorstel is nooit toegepast"
            yield Check("structure", LEAK, number, detail=detail)
        elif kind is not None and str(kind) in _COVERS and _over_text(item, sheet, chars):
            detail = "een donkere markering die er zo af kan, ligt over leesbare tekst"
            yield Check("structure", LEAK, number, detail=detail)
        elif kind is not None and str(kind) in _COVERS:
            detail = "een vak of streep is een losse annotatie"
            yield Check("structure", QUESTION, number, detail=detail)


def _rectangles(item: pikepdf.Object) -> Iterator[tuple[float, float, float, float]]:
    """Where an annotation marks: its quadrangles, or else its rectangle."""
    points = item.get("/QuadPoints")
    numbers = (
        [float(value) for value in points.as_list()] if isinstance(points, pikepdf.Array) else []
    )
    for place in range(0, len(numbers) - 7, 8):
        xs, ys = numbers[place : place + 8 : 2], numbers[place + 1 : place + 8 : 2]
        yield min(xs), min(ys), max(xs), max(ys)
    rect = item.get("/Rect")
    if not numbers and isinstance(rect, pikepdf.Array):
        x0, y0, x1, y1 = (float(value) for value in rect.as_list())
        yield min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _over_text(item: pikepdf.Object, sheet: Sheet, chars: Sequence[Char]) -> bool:
    """True when a dark annotation lies over at least three characters that can be copied."""
    colours = [item.get(key) for key in ("/C", "/IC")]
    levels = [
        sum(float(part) for part in colour.as_list()) / len(colour)
        for colour in colours
        if isinstance(colour, pikepdf.Array) and len(colour) in (1, 3)
    ]
    if not levels or min(levels) > _DARK / 255:
        return False
    areas = [sheet.own(*corners) for corners in _rectangles(item)]
    return sum(in_any(areas, *char.middle) for char in chars) > 2


def _pages(data: bytes, search: Search, alive: Alive) -> Iterator[Check]:
    """Page by page: text that can be copied but not seen, and boxes that tell what they cover."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        places = sheets(pdf)
    document, shown, bare = open_pdfium(data), open_pdfium(revealed(data)), open_pdfium(data)
    for place, page in enumerate(document):
        alive("covered")
        number, sheet = place + 1, places[place]
        everything = page_chars(shown[place], sheet)
        text = shown[place].get_textpage().get_text_range()
        yield from text_checks("terms:pdfium", search, text, number)
        picture = pixels.draw(page)
        chars = page_chars(page, sheet)
        for result, detail in (
            *covered_text(picture, sheet, chars),
            *text_under_images(page, bare[place], picture, sheet),
            *off_page(everything, sheet),
            *telling_widths(page, sheet, chars),
            *marked_scan(page, sheet, picture, chars),
        ):
            yield Check("covered", result, number, detail=detail)
