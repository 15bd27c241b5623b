"""The advance widths of a font's codes, to know where each glyph of a content stream stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pikepdf
import pymupdf
from pikepdf import Array, Dictionary, Name, Object

# The fourteen standard fonts need no widths in the file (ISO 32000-2, 9.6.2.2).
_STANDARD = frozenset(pymupdf.Base14_fontnames)


class UnknownFontError(Exception):
    """The widths of a font can't be told; its text stays where it is."""


class CodeWidths:
    """How a string in one font falls apart into codes, and how wide each is (parts of an em)."""

    def __init__(self, font: Object) -> None:
        kind = font.get("/Subtype")
        if kind == Name.Type0:
            self._size, self._width = 2, _composite(font)
        elif kind in (Name.Type1, Name.TrueType, Name.MMType1):
            self._size, self._width = 1, _simple(font)
        else:
            raise UnknownFontError
        self._known: dict[bytes, float] = {}

    def codes(self, string: bytes) -> Iterator[tuple[bytes, float, bool]]:
        """Every code with its width, and whether word spacing counts for it."""
        for place in range(0, len(string), self._size):
            code = string[place : place + self._size]
            width = self._known.get(code)
            if width is None:
                width = self._known[code] = self._width(int.from_bytes(code))
            yield code, width, code == b" "


def _simple(font: Object) -> Callable[[int], float]:
    widths = font.get("/Widths")
    if isinstance(widths, Array):
        first = int(font.get("/FirstChar", 0))
        known = [float(value) / 1000 for value in widths.as_list()]
        descriptor = font.get("/FontDescriptor", Dictionary())
        missing = float(descriptor.get("/MissingWidth", 0)) / 1000
        return lambda code: known[code - first] if 0 <= code - first < len(known) else missing
    base = font.get("/BaseFont")
    name = next((name for name in _STANDARD if base == Name(f"/{name}")), None)
    encoding = font.get("/Encoding", Name.WinAnsiEncoding)
    if name is None or not isinstance(encoding, Name):
        raise UnknownFontError
    metrics = pymupdf.Font(name)
    return lambda code: float(metrics.glyph_advance(ord(bytes([code]).decode("cp1252", "replace"))))


def _composite(font: Object) -> Callable[[int], float]:
    below = font.get("/DescendantFonts")
    if font.get("/Encoding") != Name("/Identity-H") or not isinstance(below, Array):
        raise UnknownFontError
    child = below[0]
    default = float(child.get("/DW", 1000)) / 1000
    known: dict[int, float] = {}
    rows = child.get("/W", Array()).as_list()
    place = 0
    while place + 1 < len(rows):
        first = int(rows[place])
        if isinstance(rows[place + 1], pikepdf.Array):
            for step, value in enumerate(rows[place + 1].as_list()):
                known[first + step] = float(value) / 1000
            place += 2
        else:
            for code in range(first, min(int(rows[place + 1]), 0xFFFF) + 1):
                known[code] = float(rows[place + 2]) / 1000
            place += 3
    return lambda code: known.get(code, default)
