"""Audit of a PDF that others redacted: what is covered but still there, and what hides in it."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pikepdf
from pikepdf import Dictionary, Name
from pypdfium2 import raw

from woo_tool.model import Box
from woo_tool.verify import pixels
from woo_tool.verify.against import check_against
from woo_tool.verify.everything import check_alone, check_pypdf
from woo_tool.verify.layers import asked_once, text_checks, timed
from woo_tool.verify.objects import check_objects
from woo_tool.verify.readers import Char, open_pdfium, page_chars, revealed
from woo_tool.verify.report import IDENTIFIER, LEAK, QUESTION, REFUSED, Check, FileReport
from woo_tool.verify.report import Term as _Term
from woo_tool.verify.space import Sheet, in_any, sheets
from woo_tool.verify.terms import Search
from woo_tool.verify.watch import Alive, unwatched

_FLAT = 12  # grey levels: where a character stands and the picture varies less, nothing is seen
_TINY = 3.0  # points: the height of a character
_DARK = 110
_CODES = re.compile(r"\d{1,2}\.\d(?:\.\d)?\.?[a-z]?")
_BOX = re.compile(rf"gelakt:(?: {_CODES.pattern})+")
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
        *timed("covered", lambda: _covered(data, search), alive),
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


def _over_text(item: pikepdf.Object, sheet: Sheet, chars: Sequence[Char]) -> bool:
    """True when a dark annotation lies over at least three characters that can be copied."""
    colours = [item.get(key) for key in ("/C", "/IC")]
    levels = [
        sum(float(part) for part in colour.as_list()) / len(colour)
        for colour in colours
        if isinstance(colour, pikepdf.Array) and len(colour) in (1, 3)
    ]
    rect = item.get("/Rect")
    if not levels or min(levels) > _DARK / 255 or not isinstance(rect, pikepdf.Array):
        return False
    x0, y0, x1, y1 = (float(value) for value in rect.as_list())
    area = sheet.own(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    return sum(in_any([area], *char.middle) for char in chars) > 2


def _covered(data: bytes, search: Search) -> Iterator[Check]:
    """Text that a reader can copy but not see, in a dark place: the classic failed redaction."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        places = sheets(pdf)
    document, shown = open_pdfium(data), open_pdfium(revealed(data))
    for place, page in enumerate(document):
        yield from text_checks(
            "terms:pdfium", search, shown[place].get_textpage().get_text_range(), place + 1
        )
        picture = pixels.draw(page)
        chars = page_chars(page, places[place])
        hidden = _hidden_chars(picture, places[place], chars, dark=True)
        if hidden:
            detail = f"onder donkere vlakken staan nog {hidden} leesbare tekens"
            yield Check("covered", LEAK, place + 1, detail=detail)
        unseen = _hidden_chars(picture, places[place], chars, dark=False)
        if unseen:
            detail = f"{unseen} tekens zijn te kopiëren maar niet te zien"
            yield Check("covered", QUESTION, place + 1, detail=detail)
        if _off_page(page_chars(shown[place], places[place]), places[place]):
            detail = "buiten de zichtbare pagina staat tekst"
            yield Check("covered", LEAK, place + 1, detail=detail)
        images = any(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]))
        if images and not page.get_textpage().count_chars():
            detail = "de pagina is een beeld zonder tekst; kijk haar zelf na"
            yield Check("covered", QUESTION, place + 1, detail=detail)


def _hidden_chars(
    picture: pixels.Picture, sheet: Sheet, chars: Sequence[Char], *, dark: bool
) -> int:
    """How many characters stand where the picture of the page shows one colour only."""
    runs = [""]
    for char in chars:
        part = pixels.window(picture, sheet, _heart(char.box))
        covered = (
            part.size and (np.median(part) <= _DARK) == dark and np.ptp(part.mean(axis=2)) <= _FLAT
        )
        if covered and max(_size(char.box)) >= _TINY:
            runs[-1] += char.text
        elif runs[-1]:
            runs.append("")
    # One letter may itself be as dark as a bar ("I" in bold); three in a row are covered.
    # Type too small to be drawn apart from its background is no evidence; codes are expected.
    hidden = [_CODES.sub("", run) for run in runs]
    return sum(len(run) for run in hidden if len(run) > 2)


def _off_page(chars: Sequence[Char], sheet: Sheet) -> bool:
    wide, high = sheet.size
    visible = Box(-2, -2, wide + 2, high + 2)
    return any(not in_any([visible], *char.middle) for char in chars)


def _size(box: Box) -> tuple[float, float]:
    return box.x1 - box.x0, box.y1 - box.y0


def _heart(box: Box) -> Box:
    """The part of a character's box that its ink would lie in, and that a bar must cover."""
    wide, high = (box.x1 - box.x0) * 0.1, (box.y1 - box.y0) * 0.25
    return Box(box.x0 + wide, box.y0 + high, box.x1 - wide, box.y1 - high)
