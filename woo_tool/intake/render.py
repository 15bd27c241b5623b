"""Text as a clean A4 PDF with embedded fonts, in which every character can be found again."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from woo_tool.intake.parts import limits
from woo_tool.resources import data_path

_REGULAR, _BOLD = "WooSans", "WooSans-Bold"
_SIZE, _LEADING = 9.5, 13.5
_MARGIN = 62.0
_LABEL = 74.0  # width of the column with Van, Aan, Onderwerp
_TAB = 8
_WIDTH, _HEIGHT = A4


def text_pdf(text: str, header: Sequence[tuple[str, str]] = ()) -> tuple[bytes, int]:
    """The text on A4 pages below a block of header lines (label, value); the same text gives the
    same bytes. Also how many characters no font had: those stand there as [U+4E2D].

    Lines break where the text breaks, and at a space where they are too long. A form feed starts
    a page. Invisible format characters (zero width, direction) are left out.
    """
    font = _fonts()
    buffer = io.BytesIO()
    sheet = _Sheet(Canvas(buffer, pagesize=A4, invariant=1, pageCompression=1, lang="nl-NL"))
    missing = 0
    for label, value in header:
        shown, lost = _shown(" ".join(value.split()), font)
        missing += lost
        sheet.pair(label, shown)
    if header:
        sheet.rule()
    shown, lost = _shown(text, font)
    for place, page in enumerate(shown.split("\f")):
        if place:
            sheet.new_page()
        for line in re.split(r"\r\n|[\n\r\v\x85\u2028\u2029]", page):
            sheet.line(line)
    sheet.canvas.save()
    return buffer.getvalue(), missing + lost


def too_long(text: str) -> str:
    """Why a text isn't laid out, in Dutch; empty when it fits the limits."""
    bound = limits()
    if len(text) > bound.text_characters:
        return f"deze tekst heeft meer dan {bound.text_characters} tekens; splits haar"
    if text.count("\f") + text.count("\n") * _LEADING / (_HEIGHT - 2 * _MARGIN) > bound.pages:
        return f"deze tekst heeft meer dan {bound.pages} pagina's; splits haar"
    return ""


@cache
def _fonts() -> frozenset[int]:
    """Register the fonts once; gives the characters that the regular one has."""
    regular = TTFont(_REGULAR, str(data_path("rules", "fonts", "LiberationSans-Regular.ttf")))
    bold = TTFont(_BOLD, str(data_path("rules", "fonts", "LiberationSans-Bold.ttf")))
    pdfmetrics.registerFont(regular)
    pdfmetrics.registerFont(bold)
    return frozenset(regular.face.charToGlyph)


def _shown(text: str, font: frozenset[int]) -> tuple[str, int]:
    """The text in characters that the font has, and how many had to be written as a number."""
    result: list[str] = []
    missing = 0
    for char in unicodedata.normalize("NFC", text):
        if char in "\n\r\t\f\v\x85\u2028\u2029":
            result.append(char)
        elif unicodedata.category(char) == "Cf":
            continue
        elif char.isspace():
            result.append(" ")
        elif ord(char) in font and unicodedata.category(char) != "Cc":
            result.append(char)
        else:
            result.append(f"[U+{ord(char):04X}]")
            missing += 1
    return "".join(result), missing


class _Sheet:
    """Writes lines from top to bottom and starts a page where one is full."""

    def __init__(self, canvas: Any) -> None:
        self.canvas = canvas
        self.y = _HEIGHT - _MARGIN

    def new_page(self) -> None:
        self.canvas.showPage()
        self.y = _HEIGHT - _MARGIN

    def line(self, text: str) -> None:
        for piece in _wrapped(text.expandtabs(_TAB), _WIDTH - 2 * _MARGIN):
            self._room()
            self._put(_MARGIN, piece)
            self.y -= _LEADING

    def pair(self, label: str, value: str) -> None:
        for place, piece in enumerate(_wrapped(value, _WIDTH - 2 * _MARGIN - _LABEL)):
            self._room()
            if place == 0:
                self._put(_MARGIN, label, _BOLD)
            self._put(_MARGIN + _LABEL, piece)
            self.y -= _LEADING

    def rule(self) -> None:
        self.canvas.setLineWidth(0.6)
        self.canvas.line(_MARGIN, self.y + 4, _WIDTH - _MARGIN, self.y + 4)
        self.y -= _LEADING

    def _room(self) -> None:
        if self.y < _MARGIN:
            self.new_page()

    def _put(self, x: float, text: str, font: str = _REGULAR) -> None:
        if text.strip():
            self.canvas.setFont(font, _SIZE)
            self.canvas.drawString(x, self.y, text)


def _wrapped(text: str, width: float) -> Iterator[str]:
    """The line in pieces that fit; a word that is wider than the page is cut."""
    piece = ""
    used = 0.0
    for chunk in re.findall(r"\s+|\S+", text):
        size = pdfmetrics.stringWidth(chunk, _REGULAR, _SIZE)
        if used + size <= width:
            piece, used = piece + chunk, used + size
            continue
        if chunk.isspace():  # the break stands for the space
            yield piece
            piece, used = "", 0.0
            continue
        if piece.strip():
            yield piece
        *full, piece = _cut(chunk, width)
        yield from full
        used = pdfmetrics.stringWidth(piece, _REGULAR, _SIZE)
    yield piece


def _cut(word: str, width: float) -> list[str]:
    pieces, start, used = [], 0, 0.0
    for place, char in enumerate(word):
        size = pdfmetrics.stringWidth(char, _REGULAR, _SIZE)
        if used + size > width and place > start:
            pieces.append(word[start:place])
            start, used = place, 0.0
        used += size
    return [*pieces, word[start:]]
