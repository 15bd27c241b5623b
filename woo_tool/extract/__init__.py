"""Extract: one original in, its pages out, with every word's place on the paper.

A page without usable text is recognised (OCR) or says that it wasn't read; nothing is guessed.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pymupdf

from woo_tool.errors import InputError
from woo_tool.extract.drawn import small_pictures
from woo_tool.extract.glyphs import runs_of
from woo_tool.extract.layout import Run, page_of, rows_of
from woo_tool.extract.ocr import Reading, is_blank, ocr_problem, read_page
from woo_tool.kinds import PageSource
from woo_tool.model import Box, Page, Word

__all__ = ["UNSURE", "extract_pdf", "extract_text", "ocr_problem", "unread"]

_LARGE = 0.1  # of the page: a picture that may hold text worth reading
_FEW_WORDS = 50  # words of its own over a picture as large as the page; with fewer it is read
_UNREAD_SHARE = 0.2  # of the characters: a font without a usable character map
UNSURE = 0.6  # mean confidence below which a person should look at the page

# What MuPDF raises on a damaged file; its own errors are no RuntimeError.
_FAULTS = (RuntimeError, ValueError, IndexError, TypeError, pymupdf.mupdf.FzErrorBase)

pymupdf.TOOLS.mupdf_display_errors(False)
pymupdf.TOOLS.mupdf_display_warnings(False)


def extract_pdf(document: str, pdf: bytes | Path, *, ocr: bool = True) -> tuple[Page, ...]:
    """The pages of a PDF: text in reading order and the words with their glyphs' edges.

    Boxes and edges are points in the page's unrotated space, origin top-left of the crop box.
    Text outside the crop box and in layers that are switched off is included: it is in the file.
    With ``ocr`` a page without usable text is recognised; so is a large picture with few words
    over it (a scan with a stamp, a screenshot), whose words are added. Without it, or where it
    isn't possible, such a page has source NONE, or confidence 0: ``unread`` says so. A damaged
    page has source NONE and no size.

    Raises InputError when the file isn't a PDF that opens without a password.
    """
    with _opened(document, pdf) as file:
        _show_all_layers(document, file)
        pages = [_page_or_damage(document, file, 0, ocr)] if len(file) else []
        # Now that the first page is open MuPDF knows how many there are, whatever the file says.
        pages += [_page_or_damage(document, file, index, ocr) for index in range(1, len(file))]
        return tuple(pages)


def extract_text(document: str, data: bytes) -> tuple[Page, ...]:
    """A plain text as one page: ``text`` is exactly ``data`` decoded as UTF-8 (no newline
    translation, a byte order mark counts). The words have no place on paper (zero boxes).

    Raises InputError when the bytes aren't UTF-8.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise InputError(
            f"dit tekstbestand is geen UTF-8 (byte {fault.start}).",
            where=document,
            advice="Sla het op als UTF-8, of voeg het toe aan een dossier: daar wordt het omgezet.",
        ) from fault
    words = []
    line = position = 0
    for match in re.finditer(r"\S+", text):
        line += text.count("\n", position, match.start())
        position = match.start()
        words.append(Word(match.group(), match.start(), Box(0, 0, 0, 0), line))
    return (Page(document, 1, text, tuple(words), 0.0, 0.0),)


def unread(page: Page) -> str:
    """Why a person has to look at this page because the tool couldn't (fully) read it, in Dutch;
    empty when it was read or is blank."""
    if page.source is PageSource.NONE and not page.width:
        return "deze pagina is beschadigd en kan niet worden gelezen"
    if page.source is PageSource.NONE and page.images:
        return ocr_problem() or "geen tekst: de afbeelding op deze pagina is niet gelezen"
    if page.source is PageSource.OCR and page.confidence < UNSURE:
        if not page.words:
            return "op de afbeelding op deze pagina is geen tekst herkend"
        return f"de tekstherkenning van deze pagina is onzeker ({page.confidence:.0%})"
    if page.source is PageSource.TEXT and page.confidence < UNSURE:
        return ocr_problem() or "een grote afbeelding op deze pagina is niet goed gelezen"
    if "\N{REPLACEMENT CHARACTER}" in page.text:
        return "een deel van de tekens op deze pagina kan niet worden gelezen"
    return ""


def _opened(document: str, pdf: bytes | Path) -> Any:
    try:
        data = pdf.read_bytes() if isinstance(pdf, Path) else pdf
        file = pymupdf.open(stream=data, filetype="pdf")
        len(file)  # a file may say that it has a number of pages that can't be
    except (OSError, *_FAULTS) as fault:
        what = f"dit PDF-bestand kan niet worden gelezen ({fault})"
        raise InputError(what, where=document) from fault
    if file.needs_pass:
        file.close()
        raise InputError("dit PDF-bestand is met een wachtwoord beveiligd", where=document)
    return file


def _show_all_layers(document: str, file: Any) -> None:
    """Without the list of optional content everything is drawn, hidden layers too."""
    try:
        catalog = file.pdf_catalog()
        if file.xref_get_key(catalog, "OCProperties")[0] != "null":
            file.xref_set_key(catalog, "OCProperties", "null")
    except _FAULTS as fault:  # no catalog: nothing of the file can be relied on
        what = f"dit PDF-bestand kan niet worden gelezen ({fault})"
        raise InputError(what, where=document) from fault


def _page_or_damage(document: str, file: Any, index: int, ocr: bool) -> Page:
    try:
        return _page(document, file[index], ocr)
    except _FAULTS:
        return Page(
            document,
            index + 1,
            "",
            (),
            0.0,
            0.0,
            source=PageSource.NONE,
            confidence=0.0,
            images=True,
        )


def _page(document: str, page: Any, ocr: bool) -> Page:
    rotation = page.rotation
    page.set_rotation(0)
    size = (page.rect.width, page.rect.height)
    runs = runs_of(page)
    pictures = _pictures(page)
    small = small_pictures(page, pictures, runs)
    page.set_rotation(rotation)
    source, confidence = PageSource.TEXT, 1.0
    if not _usable(runs):
        reading, source, pictures = _recognised(page, pictures, ocr)
        runs = [*reading.runs] if source is PageSource.OCR else runs
        confidence = reading.confidence
    elif large := _unread_pictures(pictures, size, runs):
        found, confidence = _read_pictures(page, large, runs, ocr)
        runs += found
    read = page_of(
        rows_of(runs),
        document=document,
        number=page.number + 1,
        size=size,
        rotation=rotation,
        source=source,
        confidence=confidence,
        images=bool(pictures),
    )
    return replace(read, pictures=small)


def _recognised(page: Any, pictures: list[Box], ocr: bool) -> tuple[Reading, PageSource, list[Box]]:
    """The reading of a page without usable text. A blank page is blank, not unread; a page with
    only drawings counts as a picture, since text may have been drawn as outlines."""
    if is_blank(page):
        return Reading((), 1.0), PageSource.OCR if pictures else PageSource.NONE, pictures
    pictures = pictures or [Box(*page.rect)]
    reading = read_page(page) if ocr else None
    if reading is None:
        return Reading((), 0.0), PageSource.NONE, pictures
    return reading, PageSource.OCR, pictures


def _read_pictures(
    page: Any, pictures: list[Box], known: list[Run], ocr: bool
) -> tuple[list[Run], float]:
    """The words recognised in pictures that the page doesn't have as text already, and how sure
    they are: 0 when they couldn't be read, 1 for a picture without any text."""
    reading = read_page(page) if ocr else None
    if reading is None:
        return [], 0.0
    boxes = [token.box for run in known for token in run.tokens]
    found: list[Run] = []
    for run in reading.runs:
        tokens = tuple(
            token
            for token in run.tokens
            if any(_covers(picture, token.box) for picture in pictures)
            and not any(_covers(box, token.box) for box in boxes)
        )
        if tokens:
            found.append(Run(tokens, run.u0, run.u1, run.base, run.size))
    return found, reading.confidence if found else 1.0


def _pictures(page: Any) -> list[Box]:
    """Where pictures stand on the page (set to no rotation), cut to the page."""
    boxes = (pymupdf.Rect(image["bbox"]) & page.rect for image in page.get_image_info())
    return [Box(*box) for box in boxes if not box.is_empty]


def _unread_pictures(pictures: list[Box], size: tuple[float, float], runs: list[Run]) -> list[Box]:
    """Large pictures with hardly any of the page's own words over them. Small ones that together
    are large count as one: a scan is often stored in strips."""
    page = max(size[0] * size[1], 1.0)
    large = [box for box in pictures if _area(box) >= _LARGE * page]
    small = [box for box in pictures if _area(box) < _LARGE * page]
    if sum(map(_area, small)) >= _LARGE * page:
        left, top, right, bottom = zip(*small, strict=True)
        large.append(Box(min(left), min(top), max(right), max(bottom)))
    words = [token.box for run in runs for token in run.tokens]
    return [
        box
        for box in large
        if sum(_covers(box, word) for word in words) < _FEW_WORDS * _area(box) / page
    ]


def _area(box: Box) -> float:
    return (box.x1 - box.x0) * (box.y1 - box.y0)


def _usable(runs: list[Run]) -> bool:
    text = "".join(token.text for run in runs for token in run.tokens)
    unknown = sum(
        char == "\N{REPLACEMENT CHARACTER}" or "\ue000" <= char <= "\uf8ff" for char in text
    )
    return bool(text) and unknown <= _UNREAD_SHARE * len(text)


def _covers(one: Box, other: Box) -> bool:
    """True when ``one`` covers more than half of ``other``."""
    width = min(one.x1, other.x1) - max(one.x0, other.x0)
    height = min(one.y1, other.y1) - max(one.y0, other.y0)
    return width > 0 and height > 0 and width * height > _area(other) / 2
