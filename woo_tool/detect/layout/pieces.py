"""A page as it is read: in pieces, with what a table on the page before says of its rows here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from woo_tool.detect.layout.grid import Heads, grid
from woo_tool.detect.layout.tables import Cell, Columns, next_row
from woo_tool.model import Page

#: A page longer than this (characters) is read in pieces that share ``_OVERLAP`` characters.
_PIECE = 12_000
_OVERLAP = 400


@dataclass(slots=True)
class Carry:
    """The table that a page ends in: the line of its headers, and where these stand on paper."""

    header: str = ""
    heads: Heads | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a page that begins at ``start``: with the headers of a table that goes on in it
    above the first of its rows there."""

    text: str
    start: int
    row: int = 0
    added: int = 0

    def own(self, place: int) -> int:
        """The same place in the page; one in the headers is where these were put."""
        if place > self.row:
            place = max(self.row, place - self.added)
        return self.start + place

    def here(self, place: int) -> int:
        """The same place of the page in this piece."""
        place -= self.start
        return place + self.added if place >= self.row else place


def pieces(page: Page, text: str, carry: Carry) -> Iterator[Piece]:
    """The pieces of a page, cut at a line end or a space where there is one, with their columns
    known. ``carry`` is what the page before left, and then what this one leaves."""
    found, carry.heads = grid(page, text, carry.heads)
    for start, end in _spans(text):
        piece = _piece(text[start:end], start, carry.header)
        Columns.lay_out(piece.text, _within(found, start, end, piece))
        yield piece
        carry.header = Columns.of(piece.text).open_header


def _piece(text: str, start: int, header: str) -> Piece:
    row = next_row(header, text) if header else None
    if row is None:
        return Piece(text, start)
    return Piece(f"{text[:row]}{header}\n{text[row:]}", start, row, len(header) + 1)


def _within(found: Sequence[Cell], start: int, end: int, piece: Piece) -> list[Cell]:
    return [
        replace(cell, start=piece.here(cell.start), end=piece.here(cell.end - 1) + 1)
        for cell in found
        if start <= cell.start and cell.end <= end
    ]


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while True:
        end = min(start + _PIECE, len(text))
        if end < len(text):
            for mark in ("\n\n", "\n", " "):
                cut = text.rfind(mark, start + _PIECE // 2, end)
                if cut > 0:
                    end = cut + len(mark)
                    break
        yield start, end
        if end >= len(text):
            return
        start = end - _OVERLAP
        space = max(text.find(" ", start, end), text.find("\n", start, end))
        start = space + 1 if space >= 0 else start
