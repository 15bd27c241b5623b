"""The OCR layer: what can be read in pictures, by tesseract as a program of its own."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator, MutableMapping, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt
import pypdfium2

from woo_tool.model import Box
from woo_tool.verify.readers import UnreadableError
from woo_tool.verify.space import Sheet

_DPI = 300
_LARGEST = 24_000_000  # pixels; a larger picture is read coarser
_SECONDS = 90  # of tesseract, for one picture
_INK = 40  # grey levels between paper and ink, below which what is there is made darker
_FAINT = 3  # grey levels between small squares, below which nothing is there to read
_MARGIN = 6.0  # points around a picture
_DOUBTFUL = 55.0  # mean confidence (0-100) below which a page may be turned
_FEW = 8  # letters

_CELL = 4  # pixels: the side of the squares in which dark bars are looked for
_DARK = 120  # grey level
_TRACE = 14  # grey levels between what shines through a bar and the bar
_EDGE = 30  # pixels: the margin around a place, and the frayed edge of a marker
_SURE, _LETTERS = 60.0, 4  # mean confidence (0-100) and letters from which something was read
_MOST_BARS = 12

Grey = npt.NDArray[np.uint8]
Readings = MutableMapping[str, str]
"""What was read in pictures, by the hash of their pixels: reading costs seconds a page."""


def read_places(
    page: pypdfium2.PdfPage, sheet: Sheet, places: Sequence[Box], known: Readings
) -> Iterator[str]:
    """The text that tesseract reads at each place of a page, as the page is shown.

    Raises UnreadableError when there is something to read and tesseract (with Dutch) is missing,
    fails, or takes too long.
    """
    for place in places:
        grey, dpi = _render(page, sheet, place)
        text = read_grey(grey, dpi, known)
        if text:
            yield text


def read_grey(grey: Grey, dpi: int, known: Readings) -> str:
    """The text that tesseract reads in a picture; what is faint is made dark first.

    Raises UnreadableError as ``read_places`` does."""
    grey = _stretched(grey)
    if not grey.size:
        return ""
    key = hashlib.sha256(repr(grey.shape).encode() + grey.tobytes()).hexdigest()
    if key not in known:
        known[key] = _read(grey, dpi)
    return known[key]


def _stretched(grey: Grey) -> Grey:
    """A picture with the contrast that tesseract wants; nothing of one that is all of a colour."""
    low, high = (int(value) for value in (grey.min(initial=255), grey.max(initial=0)))
    if high - low >= _INK:
        return grey
    cells = _cells(grey).mean(axis=(1, 3))
    if not cells.size or np.ptp(cells) < _FAINT:  # noise, not ink
        return grey[:0]
    low, high = int(cells.min()), int(cells.max())
    wide = (grey.astype(np.float64) - low) * 255 / (high - low)
    return np.ascontiguousarray(np.clip(wide, 0, 255).astype(np.uint8))


def _render(page: pypdfium2.PdfPage, sheet: Sheet, place: Box) -> tuple[Grey, int]:
    """One place of a page in grey, at about 300 dots an inch, upright for who reads the page."""
    wide, high = sheet.size
    left, top = max(place.x0 - _MARGIN, 0.0), max(place.y0 - _MARGIN, 0.0)
    right, bottom = min(place.x1 + _MARGIN, wide), min(place.y1 + _MARGIN, high)
    area = max((right - left) * (bottom - top), 1.0)
    scale = min(_DPI / 72, (_LARGEST / area) ** 0.5)
    turn = page.get_rotation()
    page.set_rotation(0)
    try:
        unit = page.get_width() / wide
        crop = (left * unit, (high - bottom) * unit, (wide - right) * unit, top * unit)
        bitmap = page.render(scale=scale / unit, crop=crop, grayscale=True)
        picture = np.array(bitmap.to_numpy()).reshape(bitmap.height, bitmap.width)
    finally:
        page.set_rotation(turn)
    return np.ascontiguousarray(np.rot90(picture, -turn // 90)), max(round(scale * 72), 70)


def read_dark(page: pypdfium2.PdfPage, sheet: Sheet, picture: npt.NDArray[np.uint8]) -> str:
    """What can be read in the dark bars of a scanned page, when their contrast is stretched.

    ``picture`` shows the page unrotated. Empty where nothing is surely read. Raises
    UnreadableError when there are such bars with something in them and tesseract is missing.
    """
    found = []
    for place in _dark_bars(picture, sheet):
        grey, dpi = _render(page, sheet, place)
        inner = grey[_EDGE:-_EDGE, _EDGE:-_EDGE]
        if inner.size and int(np.percentile(inner, 99)) - int(np.percentile(inner, 1)) >= _TRACE:
            low, high = np.percentile(inner, (1, 99))
            wide = np.clip((inner.astype(np.float64) - low) * 255 / (high - low), 0, 255)
            for one in (wide, 255 - wide):
                text, sure = _tesseract(np.ascontiguousarray(one.astype(np.uint8)), dpi)
                if sure >= _SURE and sum(char.isalpha() for char in text) >= _LETTERS:
                    found.append(text)
    return "\n".join(found)


def _dark_bars(picture: npt.NDArray[np.uint8], sheet: Sheet) -> Iterator[Box]:
    """Dark places of a page that are as high as a line and wider than high."""
    scale = picture.shape[1] / sheet.size[0]
    dark = np.median(_cells(picture.max(axis=2)), axis=(1, 3)) < _DARK
    rows, columns = dark.shape
    seen = np.zeros_like(dark)
    count = 0
    for row, column in zip(*np.nonzero(dark), strict=True):
        if seen[row, column] or count >= _MOST_BARS:
            continue
        right, bottom = column, row
        while right + 1 < columns and dark[row, right + 1]:
            right += 1
        while bottom + 1 < rows and dark[bottom + 1, column : right + 1].mean() > 0.7:
            bottom += 1
        seen[row : bottom + 1, column : right + 1] = True
        high, wide = (bottom - row + 1) * _CELL / scale, (right - column + 1) * _CELL / scale
        if 6 < high < 60 and wide > 2 * high:
            count += 1
            left, top = column * _CELL / scale, row * _CELL / scale
            yield Box(left + 1, top + 1, left + wide - 1, top + high - 1)


def _cells(grey: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    rows, columns = (size // _CELL for size in grey.shape)
    return grey[: rows * _CELL, : columns * _CELL].reshape(rows, _CELL, columns, _CELL)


def _read(grey: Grey, dpi: int) -> str:
    text, sure = _tesseract(grey, dpi)
    if sure >= _DOUBTFUL:
        return text
    found = [text]
    for turn in (1, 2, 3) if min(grey.shape) > dpi else ():
        other, surer = _tesseract(np.ascontiguousarray(np.rot90(grey, turn)), dpi)
        if surer > sure:
            found.append(other)
    return "\n".join(found)


def _tesseract(grey: Grey, dpi: int) -> tuple[str, float]:
    """The words that are read in a picture, and how sure that is (0-100)."""
    program, languages = _installed()
    high, wide = grey.shape
    # Of a whole page the layout is looked for; in a small picture words may stand anywhere.
    layout = "3" if min(high, wide) > 4 * dpi else "11"
    command = [program, "stdin", "stdout", "-l", languages, "--psm", layout, "--dpi", str(dpi)]
    try:
        done = subprocess.run(
            [*command, "tsv"],
            input=b"P5\n%d %d\n255\n" % (wide, high) + grey.tobytes(),
            capture_output=True,
            timeout=_SECONDS,
            env={**os.environ, "OMP_THREAD_LIMIT": "1", "LC_ALL": "C"},
            check=False,
        )
    except subprocess.TimeoutExpired as fault:
        raise UnreadableError("tekstherkenning werd niet op tijd klaar") from fault
    except OSError as fault:
        raise UnreadableError("tekstherkenning kan niet worden gestart") from fault
    if done.returncode:
        raise UnreadableError("tekstherkenning is op deze pagina mislukt")
    return _words(done.stdout.decode("utf-8", "replace"))


def _words(table: str) -> tuple[str, float]:
    lines: dict[tuple[str, ...], list[str]] = {}
    total = letters = 0.0
    for row in table.splitlines()[1:]:
        cells = row.split("\t", 11)
        if len(cells) == 12 and cells[0] == "5" and cells[11].strip():
            lines.setdefault(tuple(cells[1:5]), []).append(cells[11].strip())
            letters += len(cells[11])
            total += len(cells[11]) * float(cells[10])
    text = "\n".join(" ".join(words) for words in lines.values())
    return text, total / letters if letters >= _FEW else 0.0


@cache
def _installed() -> tuple[str, str]:
    """The program and the languages it reads. Raises UnreadableError without Dutch."""
    missing = UnreadableError(
        "hier staat beeld dat gelezen moet worden, en tekstherkenning (tesseract met Nederlands) "
        "is niet geïnstalleerd"
    )
    program = shutil.which("tesseract")
    if program is None:
        raise missing
    try:
        listed = subprocess.run(
            [program, "--list-langs"], capture_output=True, timeout=30, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        raise missing from None
    languages = set((listed.stdout + listed.stderr).decode("utf-8", "replace").split())
    if "nld" not in languages:
        raise missing
    return program, "nld+eng" if "eng" in languages else "nld"
