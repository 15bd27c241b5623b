"""Text as other programs read it: pdfium with the place of every character, and pdftotext."""

from __future__ import annotations

import ctypes
import io
import logging
import subprocess
import unicodedata
import warnings
import zipfile
import zlib
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

import pikepdf
import pypdfium2
from pypdf.errors import PyPdfError
from pypdfium2 import raw

from woo_tool.errors import EnvironmentFaultError
from woo_tool.model import Box
from woo_tool.verify.space import Sheet
from woo_tool.verify.watch import Alive, unwatched

HUGE = 14_400  # half the side, in points, of a page on which nothing lies outside
_SECONDS = 60
_ASCII = 128
_HYPHEN = 2  # pdfium's code for a hyphen at the end of a line


class UnreadableError(Exception):
    """A reader could not make sense of a file; the message is Dutch."""


# Everything that a reader raises on a file that is broken, locked or hostile.
FAULTS: tuple[type[Exception], ...] = (
    UnreadableError,
    pikepdf.PdfError,
    PyPdfError,
    pikepdf.PasswordError,
    pypdfium2.PdfiumError,
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    NotImplementedError,
    RuntimeError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)


class Char(NamedTuple):
    """One character as pdfium sees it: its text (compatibility forms expanded) and its box."""

    text: str
    box: Box
    middle: tuple[float, float]


def char_at(text: str, box: Box) -> Char:
    """A character with its middle."""
    return Char(text, box, ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2))


def page_chars(page: pypdfium2.PdfPage, sheet: Sheet) -> list[Char]:
    """Every printed or invisible character on a page, spaces left out, in pdfium's order."""
    return list(_chars(page.get_textpage(), sheet))


def _chars(textpage: pypdfium2.PdfTextPage, sheet: Sheet) -> Iterator[Char]:
    rect = raw.FS_RECTF()
    place_of = ctypes.byref(rect)
    left, top, unit = sheet.left, sheet.top, sheet.unit
    code_at, box_at = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox
    for place in range(textpage.count_chars()):
        code = code_at(textpage, place)
        char = "-" if code == _HYPHEN else chr(code) if 0 < code < 0x110000 else "\ufffd"
        if char.isspace() or (
            not char.isalnum() and raw.FPDFText_IsGenerated(textpage, place) == 1
        ):
            continue  # pdfium makes up spaces, ends of lines and hyphens, never letters
        if not box_at(textpage, place, place_of):
            raise UnreadableError("de plaats van een teken is niet te bepalen")
        x0, x1 = (rect.left - left) * unit, (rect.right - left) * unit
        y0, y1 = (top - rect.top) * unit, (top - rect.bottom) * unit
        box = Box(x0, y0, x1, y1)
        if code < _ASCII:  # for every character of a file: nothing is called that needn't be
            yield Char(char, box, ((x0 + x1) / 2, (y0 + y1) / 2))
            continue
        for part in unicodedata.normalize("NFKC", char):
            if not part.isspace() and part != "\u00ad":
                yield char_at(part, box)


def label_areas(page: pypdfium2.PdfPage, sheet: Sheet, letters: Collection[str]) -> list[Box]:
    """The tight boxes of all these letters: where light pixels in a box may come from."""
    textpage = page.get_textpage()
    codes = {ord(letter) for letter in letters}
    found = []
    for place in range(textpage.count_chars()):
        if raw.FPDFText_GetUnicode(textpage, place) in codes:
            left, bottom, right, top = textpage.get_charbox(place)
            found.append(sheet.own(left, bottom, right, top))
    return found


def open_pdfium(data: bytes) -> pypdfium2.PdfDocument:
    """The file in pdfium. Raises UnreadableError."""
    try:
        return pypdfium2.PdfDocument(data)
    except (pypdfium2.PdfiumError, ValueError) as fault:
        raise UnreadableError("pdfium kan het bestand niet openen") from fault


def revealed(data: bytes) -> bytes:
    """The file with all layers on and pages so large that nothing lies outside them."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            for key in ("/CropBox", "/UserUnit"):
                if key in page.obj:
                    del page.obj[key]
            page.obj["/MediaBox"] = pikepdf.Array([-HUGE, -HUGE, HUGE, HUGE])
        if "/OCProperties" in pdf.Root:
            del pdf.Root["/OCProperties"]
        return saved(pdf)


def saved(pdf: pikepdf.Pdf) -> bytes:
    """A changed copy to read from, whatever is wrong with the forms in it."""
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pdf.save(out, static_id=True, encryption=False, fix_metadata_version=False)
    return out.getvalue()


def pypdf_pages(data: bytes, alive: Alive = unwatched) -> list[str]:
    """The text of each page by pypdf. Raises UnreadableError."""
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    found = []
    try:
        for page in pypdf.PdfReader(io.BytesIO(data)).pages:
            alive("text:pypdf")
            found.append(page.extract_text())
    except FAULTS as fault:
        raise UnreadableError("pypdf kan het bestand niet lezen") from fault
    return found


def poppler_pages(path: Path, count: int) -> list[str]:
    """The text of each page by pdftotext. Raises UnreadableError, EnvironmentFaultError."""
    try:
        done = subprocess.run(
            ["pdftotext", "-raw", "-enc", "UTF-8", str(path.resolve()), "-"],
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except FileNotFoundError as fault:
        raise EnvironmentFaultError(
            "het programma pdftotext ontbreekt; zonder tweede lezer wordt niets goedgekeurd.",
            advice="Installeer poppler-utils.",
        ) from fault
    except subprocess.TimeoutExpired as fault:
        raise UnreadableError("pdftotext werd niet op tijd klaar") from fault
    if done.returncode:
        raise UnreadableError("pdftotext kan het bestand niet lezen")
    pages = done.stdout.decode("utf-8", "replace").split("\f")
    if len(pages) < count:
        raise UnreadableError("pdftotext leest niet alle pagina's")
    return pages[:count]
