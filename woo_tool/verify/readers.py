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
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pikepdf
import pypdfium2
from pypdf.errors import PyPdfError
from pypdfium2 import raw

from woo_tool.errors import EnvironmentFaultError
from woo_tool.model import Box
from woo_tool.verify.space import Region, Sheet
from woo_tool.verify.watch import Alive, unwatched

HUGE = 14_400  # half the side, in points, of a page on which nothing lies outside
_SECONDS = 60
_ASCII = 128
_BLANKS = frozenset(map(ord, " \r\n\t"))
_SPOKEN = "/ActualText"
_SPACE, _SHAPE = 32, 0.05  # points: the least width and height of a shape
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
    new = tuple.__new__
    code_at, box_at = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox
    handle = textpage.raw  # pypdfium2 would look it up for every call
    has_ink = _ink_of(handle)
    for place in range(textpage.count_chars()):
        code = code_at(handle, place)
        if code in _BLANKS:
            if code != _SPACE or not has_ink(place):
                continue
            code = 0  # a font that calls its letters spaces
        char = "-" if code == _HYPHEN else chr(code) if 0 < code < 0x110000 else "\ufffd"
        if char.isspace() or (not char.isalnum() and raw.FPDFText_IsGenerated(handle, place) == 1):
            continue  # pdfium makes up spaces, ends of lines and hyphens, never letters
        if not box_at(handle, place, place_of):
            raise UnreadableError("de plaats van een teken is niet te bepalen")
        x0, x1 = (rect.left - left) * unit, (rect.right - left) * unit
        y0, y1 = (top - rect.top) * unit, (top - rect.bottom) * unit
        # For every character of a file: nothing is called that needn't be.
        box = new(Box, (x0, y0, x1, y1))
        if code < _ASCII:
            yield new(Char, (char, box, ((x0 + x1) / 2, (y0 + y1) / 2)))
            continue
        for part in unicodedata.normalize("NFKC", char):
            if not part.isspace() and part != "\u00ad":
                yield char_at(part, box)


def _ink_of(handle: object) -> Callable[[int], bool]:
    """What is true for a character of the file (not one that pdfium made up) that has a shape."""
    sides = [ctypes.c_double() for _ in range(4)]
    left, right, bottom, top = sides
    pointers = [ctypes.byref(side) for side in sides]

    def has_ink(place: int) -> bool:
        if not raw.FPDFText_GetCharBox(handle, place, *pointers):
            return False
        shape = right.value - left.value > _SHAPE and top.value - bottom.value > _SHAPE
        return shape and raw.FPDFText_IsGenerated(handle, place) != 1

    return has_ink


def label_areas(
    page: pypdfium2.PdfPage, sheet: Sheet, letters: Collection[str], boxes: Sequence[Box]
) -> list[Box]:
    """The tight boxes of these letters in these boxes: where light pixels may come from."""
    textpage, region = page.get_textpage(), Region(boxes)
    handle = textpage.raw
    codes = {ord(letter) for letter in letters}
    sides = [ctypes.c_double() for _ in range(4)]
    left, right, bottom, top = sides
    pointers = [ctypes.byref(side) for side in sides]
    found = []
    for place in range(textpage.count_chars()):
        if raw.FPDFText_GetUnicode(handle, place) in codes:
            raw.FPDFText_GetCharBox(handle, place, *pointers)
            box = sheet.own(left.value, bottom.value, right.value, top.value)
            if region.holds(((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)):
                found.append(box)
    return found


def open_pdfium(data: bytes) -> pypdfium2.PdfDocument:
    """The file in pdfium. Raises UnreadableError."""
    try:
        return pypdfium2.PdfDocument(data)
    except (pypdfium2.PdfiumError, ValueError) as fault:
        raise UnreadableError("pdfium kan het bestand niet openen") from fault


def open_original(data: bytes) -> pypdfium2.PdfDocument:
    """An original in pdfium; a broken one as qpdf mends it. Raises UnreadableError, PdfError."""
    try:
        document = open_pdfium(data)
        for page in document:
            page.close()
        return document
    except (UnreadableError, pypdfium2.PdfiumError):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return open_pdfium(saved(pdf))


def without_spoken(pdf: pikepdf.Pdf, data: bytes) -> bytes:
    """The file as it is drawn: text that is to be spoken in place of what is drawn taken out.

    pdfium gives the one for the other, and not at its place. ``data``: what ``pdf`` was read from.
    """
    changed = False
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and _SPOKEN in thing:
            del thing[_SPOKEN]
            changed = True
        if isinstance(thing, pikepdf.Stream) and thing.get("/Type") != pikepdf.Name.XRef:
            content = _drawn(thing)
            if _SPOKEN.encode() in content:
                thing.write(content.replace(_SPOKEN.encode(), b"/Unspoken"))
                changed = True
    return saved(pdf) if changed else data


def _drawn(stream: pikepdf.Stream) -> bytes:
    """What a stream draws with; nothing for what isn't content."""
    if "/Subtype" in stream and stream.Subtype != pikepdf.Name.Form:
        return b""
    if any(key in stream for key in ("/Length1", "/FunctionType", "/N", "/Type")) and (
        "/BBox" not in stream
    ):
        return b""
    try:
        return stream.read_bytes()
    except (pikepdf.PdfError, RuntimeError):
        return b""


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


def pypdf_pages(
    data: bytes, pages: Sequence[int] | None = None, alive: Alive = unwatched
) -> Iterator[tuple[int, str]]:
    """The text of pages (from 0; None: all) by pypdf. Raises UnreadableError."""
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        leaves = pypdf.PdfReader(io.BytesIO(data)).pages
        for place in range(len(leaves)) if pages is None else pages:
            alive("text:pypdf")
            yield place, leaves[place].extract_text()
    except FAULTS as fault:
        raise UnreadableError("pypdf kan het bestand niet lezen") from fault


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
