"""Audit of a PDF that others redacted: what is covered but still there, and what hides in it."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import pikepdf
import pypdfium2

from woo_tool.verify import pixels
from woo_tool.verify.against import check_against, gone_from
from woo_tool.verify.covers import (
    covered_pictures,
    covered_text,
    marked_scan,
    off_page,
    telling_widths,
    text_under_images,
)
from woo_tool.verify.everything import check_alone, check_pypdf
from woo_tool.verify.folding import tokens
from woo_tool.verify.holdings import drawn_by_procedure, picture_places
from woo_tool.verify.layers import asked_once, text_checks, timed
from woo_tool.verify.markings import check_markings
from woo_tool.verify.objects import check_objects
from woo_tool.verify.ocr import read_places
from woo_tool.verify.readers import open_pdfium, page_chars, revealed, saved
from woo_tool.verify.report import IDENTIFIER, LEAK, REFUSED, Check, FileReport
from woo_tool.verify.report import Term as _Term
from woo_tool.verify.space import sheets
from woo_tool.verify.terms import Search
from woo_tool.verify.told import told
from woo_tool.verify.watch import Alive, unwatched


def verify_single(
    path: Path, against: Path | None, terms: Sequence[str], alive: Alive = unwatched
) -> FileReport:
    """Audits one PDF made by others. ``against``: the original; ``terms``: what should be gone.

    Reports live text that is covered or invisible in a dark place, boxes that can be taken off,
    hidden layers, attachments, earlier revisions, and metadata about people or programs. A check
    that passed may have a detail: what a reader should know and needn't act on.
    """
    try:
        data = path.read_bytes()
        source = against.read_bytes() if against else b""
    except OSError:
        return FileReport(path.name, "", (Check("read", REFUSED, detail="niet te lezen"),))
    wanted = [_Term(term, IDENTIFIER) for term in terms if term.strip()]
    search = Search(wanted)
    checks = [
        *timed("structure", lambda: _structure(data), alive),
        *timed("terms", lambda: check_objects(data, search), alive),
        *timed("covered", lambda: _pages(data, search, alive), alive),
        *timed("text:pypdf", lambda: check_pypdf(data, search, alive), alive),
        *timed("alone", lambda: check_alone(data, search, alive), alive),
    ]
    if against is not None:
        checks += timed("against", lambda: check_against(data, source), alive)
    if against is not None or wanted:
        checks += timed("ocr", lambda: _pictures(data, source, wanted, alive), alive)
    return FileReport(path.name, hashlib.sha256(data).hexdigest(), asked_once(checks))


def _structure(data: bytes) -> Iterator[Check]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        document, places = open_pdfium(data), sheets(pdf)
        words = [_words(page) for page in document]
        yield from told(data, pdf, frozenset().union(*words))
        for place, page in enumerate(pdf.pages):
            if "/Annots" in page.obj:
                chars = page_chars(document[place], places[place])
                own = places[place], chars, words[place]
                yield from check_markings(page, place + 1, *own)


def _words(page: pypdfium2.PdfPage) -> frozenset[str]:
    return frozenset(tokens(page.get_textpage().get_text_range()))


def _pages(data: bytes, search: Search, alive: Alive) -> Iterator[Check]:
    """Page by page: text that can be copied but not seen, and boxes that tell what they cover."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        leaves, places = list(pdf.pages), sheets(pdf)
        document, shown = open_pdfium(data), open_pdfium(revealed(data))
        if "/OCProperties" in pdf.Root:
            del pdf.Root["/OCProperties"]
        copies = open_pdfium(saved(pdf)), open_pdfium(data)
        for place, page in enumerate(document):
            alive("covered")
            number, sheet = place + 1, places[place]
            everything = list(page_chars(shown[place], sheet))
            text = shown[place].get_textpage().get_text_range()
            yield from text_checks("terms:pdfium", search, text, number)
            picture = pixels.draw(page)
            chars = list(page_chars(page, sheet))
            for result, detail in (
                *covered_text(copies[0][place], picture, sheet, chars),
                *text_under_images(page, copies[1][place], picture, sheet),
                *off_page(everything, sheet),
                *covered_pictures(page, leaves[place], sheet),
                *telling_widths(page, sheet, chars),
                *marked_scan(page, sheet, picture, chars),
            ):
                yield Check("covered", result, number, detail=detail)


def _pictures(data: bytes, source: bytes, wanted: Sequence[_Term], alive: Alive) -> Iterator[Check]:
    """What should be gone, read in the pictures of the file."""
    search = Search([*wanted, *(gone_from(data, source) if source else ())])
    with pikepdf.open(io.BytesIO(data)) as pdf:
        procedures, places = [drawn_by_procedure(page) for page in pdf.pages], sheets(pdf)
    for place, page in enumerate(open_pdfium(data)):
        alive("ocr")
        sheet = places[place]
        chars = page_chars(page, sheet)
        spots = picture_places(page, sheet, chars, procedures=procedures[place])
        for text in read_places(page, sheet, spots, {}):
            if search.leaks_blurred(text, ""):
                detail = (
                    "in een beeld staat nog te lezen wat weg moest; maak het zwart in het beeld"
                )
                yield Check("ocr", LEAK, place + 1, detail=detail)
