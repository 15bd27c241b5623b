"""Pages as pictures, drawn on demand and kept in memory (never on disk)."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from threading import Lock

import pymupdf

from woo_tool.errors import InputError

MUPDF = Lock()
"""MuPDF isn't safe with more than one thread: whoever draws or redacts here holds this."""
SCALES = {1: 96 / 72, 2: 144 / 72, 3: 240 / 72}  # pixels a point
_MAX_PIXELS = 16_000_000  # an A0 poster at full scale would take a gigabyte


class PageImages:
    """A cache of drawn pages, the least recently used leave first. Safe to use from threads."""

    def __init__(self, max_bytes: int = 192 * 2**20) -> None:
        self._max_bytes = max_bytes
        self._size = 0
        self._images: OrderedDict[tuple[str, int, int], bytes] = OrderedDict()
        self._cache_lock = Lock()

    def png(self, path: Path, page: int, scale: int) -> bytes:
        """Page ``page`` (from 1) of the PDF as PNG. Raises InputError when it can't be drawn."""
        return self._once((str(path), page, scale), lambda: _draw(path, page, scale))

    def preview(self, key: str, scale: int, make: Callable[[], bytes]) -> bytes:
        """The only page of the PDF that ``make`` gives, as PNG; ``key`` names what it shows."""
        return self._once((key, 0, scale), lambda: _draw(make(), 1, scale))

    def _once(self, key: tuple[str, int, int], draw: Callable[[], bytes]) -> bytes:
        found = self._take(key)
        if found is not None:
            return found
        with MUPDF:
            found = self._take(key)  # another thread may have drawn it while this one waited
            if found is None:
                found = draw()
                self._keep(key, found)
        return found

    def _take(self, key: tuple[str, int, int]) -> bytes | None:
        with self._cache_lock:
            image = self._images.get(key)
            if image is not None:
                self._images.move_to_end(key)
            return image

    def _keep(self, key: tuple[str, int, int], image: bytes) -> None:
        with self._cache_lock:
            self._images[key] = image
            self._size += len(image)
            while self._size > self._max_bytes and len(self._images) > 1:
                _, dropped = self._images.popitem(last=False)
                self._size -= len(dropped)


def _draw(source: Path | bytes, page: int, scale: int) -> bytes:
    pymupdf.TOOLS.mupdf_display_errors(False)
    try:
        with _open(source) as document:
            sheet = document[page - 1]
            factor = SCALES[scale]
            area = sheet.rect.width * sheet.rect.height * factor**2
            if area > _MAX_PIXELS:
                factor *= (_MAX_PIXELS / area) ** 0.5
            pixmap = sheet.get_pixmap(matrix=pymupdf.Matrix(factor, factor), alpha=False)
            image: bytes = pixmap.tobytes("png")
            return image
    except (RuntimeError, ValueError, IndexError, OSError) as fault:
        raise InputError("deze pagina kan niet worden getekend.") from fault


def _open(source: Path | bytes) -> pymupdf.Document:
    if isinstance(source, bytes):
        return pymupdf.open(stream=source, filetype="pdf")
    return pymupdf.open(source)
