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
from functools import cached_property, lru_cache
from itertools import compress, pairwise, repeat
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pikepdf
import pypdfium2
from pypdf.errors import PyPdfError
from pypdfium2 import raw

from woo_tool.errors import EnvironmentFaultError
from woo_tool.model import Box
from woo_tool.verify.chars import Chars, Numbers
from woo_tool.verify.space import Sheet
from woo_tool.verify.watch import Alive, unwatched

Pixels = npt.NDArray[np.uint8]
HUGE = 14_400  # half the side, in points, of a page on which nothing lies outside
_SECONDS = 60
_OPEN = 8  # pages of a document
_SPOKEN = "/ActualText"
_SPACE, _SHAPE = 32, 0.05  # points: the least width and height of a shape
_FLAT = 0.02  # a shape that is thinner than this part of its length is that of a glyph without any
_HALVES = frozenset(range(0xD800, 0xE000))  # codes of UTF-16 that make a letter in pairs
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


def page_chars(page: pypdfium2.PdfPage, sheet: Sheet) -> Chars:
    """Every printed or invisible character on a page, spaces left out, in pdfium's order."""
    textpage = page.get_textpage()
    text = _Text(textpage)
    said = list(map(_SAID.__getitem__, text.codes))
    if not _HALVES.isdisjoint(text.codes):
        _pair(said)
    blanks = [place for place, code in enumerate(text.codes) if code == _SPACE]
    for place in text.with_ink(blanks):
        said[place] = _SAID[0]  # a font that calls its letters spaces
    # pdfium makes up spaces, ends of lines and hyphens, never letters.
    for place, char in enumerate(said):
        if char and not char.isalnum() and text.is_made_up(place):
            said[place] = ""
    places = [place for place, char in enumerate(said) if char]
    texts = list(filter(None, said))
    boxes = text.loose_boxes(places, sheet)
    if len("".join(texts)) != len(texts):  # one glyph for more letters: each stands where it does
        boxes = boxes.repeat([len(char) for char in texts], axis=0)
        texts = list("".join(texts))
    return Chars(texts, boxes)


def _pair(said: list[str]) -> None:
    """Makes one letter of two halves (UTF-16) that pdfium gives apart."""
    for place, (high, low) in enumerate(pairwise(said)):
        if "\ud800" <= high <= "\udbff" and "\udc00" <= low <= "\udfff":
            whole = (high + low).encode("utf-16-le", "surrogatepass").decode("utf-16-le")
            said[place : place + 2] = [whole, ""]


class _Said(dict[int, str]):
    """What a code of pdfium says: compatibility forms expanded, nothing for what isn't seen."""

    def __missing__(self, code: int) -> str:
        char = "-" if code == _HYPHEN else chr(code) if 0 < code < 0x110000 else "\ufffd"
        parts = char if char.isascii() else unicodedata.normalize("NFKC", char)
        self[code] = "".join(part for part in parts if not part.isspace() and part != "\u00ad")
        return self[code]


_SAID = _Said()


def _by_number(function: Any, result: Any, *kinds: Any) -> Callable[..., int]:
    """A function of pdfium that takes addresses as numbers: it is called for every character, and
    wrapping them costs more than the call."""
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    return ctypes.PYFUNCTYPE(result, ctypes.c_void_p, *kinds)(address)


_code_at = _by_number(raw.FPDFText_GetUnicode, ctypes.c_uint, ctypes.c_int)
_is_generated = _by_number(raw.FPDFText_IsGenerated, ctypes.c_int, ctypes.c_int)
_loose_box = _by_number(raw.FPDFText_GetLooseCharBox, ctypes.c_int, ctypes.c_int, ctypes.c_void_p)
_tight_box = _by_number(raw.FPDFText_GetCharBox, ctypes.c_int, ctypes.c_int, *[ctypes.c_void_p] * 4)


class _Text:
    """The characters of a page in pdfium, by number."""

    def __init__(self, textpage: pypdfium2.PdfTextPage) -> None:
        self._page = textpage  # lives as long as its handle is used
        self._handle = ctypes.cast(textpage.raw, ctypes.c_void_p).value

    @cached_property
    def codes(self) -> list[int]:
        """What each is in Unicode."""
        return list(map(_code_at, repeat(self._handle), range(self._page.count_chars())))

    def is_made_up(self, place: int) -> bool:
        """True for a character that isn't in the file."""
        return _is_generated(self._handle, place) == 1

    def with_ink(self, places: Sequence[int]) -> list[int]:
        """Those of these characters that are in the file and have a shape."""
        left, right, bottom, top = self._sides(places)
        wide, high = right - left, top - bottom
        thin, long = np.minimum(wide, high), np.maximum(wide, high)
        shapes = thin > np.maximum(_SHAPE, _FLAT * long)
        return [place for place in compress(places, shapes) if not self.is_made_up(place)]

    def loose_boxes(self, places: Sequence[int], sheet: Sheet) -> Numbers:
        """The boxes of these characters as high as their font. Raises UnreadableError."""
        found = np.zeros((len(places), 4), dtype=np.float32)  # as FS_RECTF has them
        spots = _addresses(found)
        if not all(map(_loose_box, repeat(self._handle), places, spots)):
            raise UnreadableError("de plaats van een teken is niet te bepalen")
        left, top, right, bottom = found.astype(np.float64).T
        return _own(sheet, left, bottom, right, top)

    def tight_boxes(self, places: Sequence[int], sheet: Sheet) -> Numbers:
        """The boxes of these characters around their ink."""
        left, right, bottom, top = self._sides(places)
        return _own(sheet, left, bottom, right, top)

    def _sides(self, places: Sequence[int]) -> Numbers:
        """Columns of left, right, bottom, top around the ink; nothing where pdfium knows none."""
        found = np.zeros((4, len(places)))
        for _ in map(_tight_box, repeat(self._handle), places, *map(_addresses, found)):
            pass
        return found


def _addresses(rows: npt.NDArray[Any]) -> range:
    """Where each row begins in memory."""
    start, step = rows.ctypes.data, rows.strides[0]
    return range(start, start + step * len(rows), step or 1)  # of no rows the step is 0


def _own(sheet: Sheet, left: Numbers, bottom: Numbers, right: Numbers, top: Numbers) -> Numbers:
    """Rectangles of user space as boxes in the page's own space, one a row."""
    unit = sheet.unit
    sides = left - sheet.left, sheet.top - top, right - sheet.left, sheet.top - bottom
    return np.stack(sides, axis=1) * unit


def label_chars(
    textpage: pypdfium2.PdfTextPage, sheet: Sheet, letters: Collection[str], boxes: Sequence[Box]
) -> Chars:
    """These letters in these boxes, as wide and high as their ink: where light pixels may come
    from."""
    text = _Text(textpage)
    codes = {ord(letter) for letter in letters}
    places = [place for place, code in enumerate(text.codes) if code in codes] if boxes else []
    found = Chars([chr(text.codes[place]) for place in places], text.tight_boxes(places, sheet))
    return found.which(found.in_any(boxes))


def open_pdfium(data: bytes) -> pypdfium2.PdfDocument:
    """The file in pdfium. Raises UnreadableError."""
    try:
        return pypdfium2.PdfDocument(data)
    except (pypdfium2.PdfiumError, ValueError) as fault:
        raise UnreadableError("pdfium kan het bestand niet openen") from fault


class Leaves:
    """The pages of a document in pdfium, by place. The last few stay open, with their text: one
    layer after the other asks for them."""

    def __init__(self, document: pypdfium2.PdfDocument) -> None:
        self._document = document
        self._page = page = lru_cache(_OPEN)(document.get_page)
        self._text = lru_cache(_OPEN)(lambda place: page(place).get_textpage())

    def __len__(self) -> int:
        return len(self._document)

    def __getitem__(self, place: int) -> pypdfium2.PdfPage:
        return self._page(place)

    def __iter__(self) -> Iterator[pypdfium2.PdfPage]:
        return map(self._page, range(len(self)))

    def text(self, place: int) -> pypdfium2.PdfTextPage:
        """The text of a page."""
        return self._text(place)


def open_original(data: bytes) -> Leaves:
    """An original in pdfium; a broken one as qpdf mends it. Raises UnreadableError, PdfError."""
    try:
        leaves = Leaves(open_pdfium(data))
        for _ in leaves:
            pass
        return leaves
    except (UnreadableError, pypdfium2.PdfiumError):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return Leaves(open_pdfium(saved(pdf)))


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


def only_these(pdf: pikepdf.Pdf, pages: Sequence[pikepdf.Dictionary]) -> bytes:
    """A copy to read from with these pages and nothing else; ``pdf`` loses all other here."""
    for key in set(pdf.Root.keys()) - {"/Type"}:
        del pdf.Root[key]
    kids = [pdf.make_indirect(page) for page in pages]
    pdf.Root.Pages = pdf.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.Pages, Count=len(kids), Kids=pikepdf.Array(kids))
    )
    for page in kids:
        page.Parent = pdf.Root.Pages
    return saved(pdf)


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


def poppler_picture(path: Path, page: int, size: tuple[int, int], turn: int) -> Pixels:
    """A page (from 1) as poppler draws it, unrotated, as RGB of this width and height in pixels.

    ``turn``: how far (degrees) the page is turned for who reads it. Raises UnreadableError,
    EnvironmentFaultError.
    """
    wide, high = size  # as the page lies in the file; what is drawn is turned
    scale = ["-scale-to-x", str(wide), "-scale-to-y", str(high)]
    pages = ["-f", str(page), "-l", str(page), "-cropbox"]
    drawn = _poppler(["pdftoppm", *pages, *scale, str(path.resolve())])
    if turn % 180:
        wide, high = high, wide
    head = f"P6\n{wide} {high}\n255\n".encode()
    if not drawn.startswith(head) or len(drawn) != len(head) + wide * high * 3:
        raise UnreadableError("pdftoppm tekent deze pagina niet")
    picture = np.frombuffer(drawn, np.uint8, offset=len(head)).reshape(high, wide, 3)
    return np.rot90(picture, turn // 90)


def poppler_pages(path: Path, count: int) -> list[str]:
    """The text of each page by pdftotext. Raises UnreadableError, EnvironmentFaultError."""
    read = _poppler(["pdftotext", "-raw", "-enc", "UTF-8", str(path.resolve()), "-"])
    pages = read.decode("utf-8", "replace").split("\f")
    if len(pages) < count:
        raise UnreadableError("pdftotext leest niet alle pagina's")
    return pages[:count]


def _poppler(command: Sequence[str]) -> bytes:
    """What a program of poppler writes."""
    program = command[0]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
    except FileNotFoundError as fault:
        raise EnvironmentFaultError(
            f"het programma {program} ontbreekt; zonder tweede lezer wordt niets goedgekeurd.",
            advice="Installeer poppler-utils.",
        ) from fault
    except subprocess.TimeoutExpired as fault:
        raise UnreadableError(f"{program} werd niet op tijd klaar") from fault
    if done.returncode:
        raise UnreadableError(f"{program} kan het bestand niet lezen")
    return done.stdout
