"""Audit of a PDF that others redacted: what is covered but still there, and what hides in it."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
from pikepdf import Dictionary, Name
from pypdfium2 import raw

from woo_tool.model import Box
from woo_tool.verify import pixels
from woo_tool.verify.document import text_checks, timed
from woo_tool.verify.objects import check_objects
from woo_tool.verify.readers import UnreadableError, open_pdfium, page_chars, revealed
from woo_tool.verify.report import IDENTIFIER, LEAK, PASS, QUESTION, REFUSED, Check, FileReport
from woo_tool.verify.report import Term as _Term
from woo_tool.verify.space import Sheet, sheets
from woo_tool.verify.terms import Search

_FLAT = 12  # grey levels: where a character stands and the picture varies less, nothing is seen
_TINY = 3.0  # points: the height of a character
_DARK = 110
_CODES = re.compile(r"\d{1,2}\.\d(?:\.\d)?\.?[a-z]?")
_COVERS = frozenset({"/Redact", "/Highlight", "/Ink", "/Square", "/Line", "/Stamp", "/FreeText"})


def verify_single(path: Path, against: Path | None, terms: Sequence[str]) -> FileReport:
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
        *timed("structure", lambda: _structure(data)),
        *timed("terms", lambda: check_objects(data, search)),
        *timed("covered", lambda: _covered(data, search)),
    ]
    if against is not None:
        checks += timed("against", lambda: _against(data, source))
    return FileReport(path.name, hashlib.sha256(data).hexdigest(), tuple(checks))


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
        if pdf.trailer.get("/Info", Dictionary()).get("/Author") is not None:
            yield Check("structure", QUESTION, detail="de documentgegevens noemen een auteur")
        for place, page in enumerate(pdf.pages):
            yield from _annotation_checks(page, place + 1)


def _annotation_checks(page: pikepdf.Page, number: int) -> Iterator[Check]:
    annots = page.obj.get("/Annots")
    for item in annots.as_list() if isinstance(annots, pikepdf.Array) else []:
        kind = item.get("/Subtype") if isinstance(item, Dictionary) else None
        if kind == Name.Redact:
            detail = "een lakvoorstel is nooit toegepast"
            yield Check("structure", LEAK, number, detail=detail)
        elif kind is not None and str(kind) in _COVERS:
            detail = "een vak of streep is een losse annotatie"
            yield Check("structure", QUESTION, number, detail=detail)


def _covered(data: bytes, search: Search) -> Iterator[Check]:
    """Text that a reader can copy but not see, in a dark place: the classic failed redaction."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        places = sheets(pdf)
    document, shown = open_pdfium(data), open_pdfium(revealed(data))
    for place, page in enumerate(document):
        yield from text_checks(
            "terms:pdfium", search, shown[place].get_textpage().get_text_range(), place + 1
        )
        hidden = _hidden_chars(page, places[place])
        if hidden:
            detail = f"onder donkere vlakken staan nog {hidden} leesbare tekens"
            yield Check("covered", LEAK, place + 1, detail=detail)
        images = any(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]))
        if images and not page.get_textpage().count_chars():
            detail = "de pagina is een beeld zonder tekst; kijk haar zelf na"
            yield Check("covered", QUESTION, place + 1, detail=detail)


def _hidden_chars(page: pypdfium2.PdfPage, sheet: Sheet) -> int:
    picture = pixels.draw(page)
    runs = [""]
    for char in page_chars(page, sheet):
        part = pixels.window(picture, sheet, _heart(char.box))
        covered = part.size and np.median(part) <= _DARK and np.ptp(part.mean(axis=2)) <= _FLAT
        if covered and max(_size(char.box)) >= _TINY:
            runs[-1] += char.text
        elif runs[-1]:
            runs.append("")
    # One letter may itself be as dark as a bar ("I" in bold); three in a row are covered.
    # Type too small to be drawn apart from its background is no evidence; codes are expected.
    hidden = [_CODES.sub("", run) for run in runs]
    return sum(len(run) for run in hidden if len(run) > 2)


def _size(box: Box) -> tuple[float, float]:
    return box.x1 - box.x0, box.y1 - box.y0


def _heart(box: Box) -> Box:
    """The part of a character's box that its ink would lie in, and that a bar must cover."""
    wide, high = (box.x1 - box.x0) * 0.1, (box.y1 - box.y0) * 0.25
    return Box(box.x0 + wide, box.y0 + high, box.x1 - wide, box.y1 - high)


def _against(data: bytes, source: bytes) -> Iterator[Check]:
    """The audited file may only lack text of its original, never have other text."""
    old, new = open_pdfium(source), open_pdfium(data)
    if len(old) != len(new):
        raise UnreadableError("het aantal pagina's is anders dan in het origineel")
    lost = 0
    for place in range(len(old)):
        before = old[place].get_textpage().count_chars()
        after = new[place].get_textpage().count_chars()
        lost += after < before
    if not lost:
        yield Check("against", QUESTION, detail="er is geen tekst uit het origineel verdwenen")
    yield Check("against", PASS)
