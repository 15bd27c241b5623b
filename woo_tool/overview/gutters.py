"""Tables without lines, read from where the words stand: white between rows and columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import NamedTuple

_GAP = 0.45
"""White between two words of one cell, at most: this share of the height of a line."""
_LEADING = 1.75
"""Lines of one row are at most this share of the height of a line apart."""


_Column = tuple[float, float]


class Word(NamedTuple):
    """A word and its box in points."""

    x0: float
    y0: float
    x1: float
    y1: float
    text: str


@dataclass(slots=True)
class _Piece:
    """Words of one line that belong together."""

    x0: float
    x1: float
    text: str


def read_tables(pages: Iterable[Iterable[Word]]) -> Iterator[list[list[str]]]:
    """The tables of pages without lines, as cells from left to right. A row alone at the top of a
    page belongs to the last column it fits in: a page break cut it off."""
    columns: list[_Column] = []
    for words in pages:
        rows = _rows(_lines(words))
        if rows and columns and not _pieces_beside(rows[0]) and _fits(rows[0], columns):
            yield [_cells(rows.pop(0), columns)]
        for beside, run in groupby(rows, key=_pieces_beside):
            if beside:
                table = list(run)
                columns = _columns(piece for row in table for piece in _flat(row))
                yield [_cells(row, columns) for row in table]


def _lines(words: Iterable[Word]) -> list[list[Word]]:
    """The words by line, from above."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda one: (one.y0 + one.y1) / 2):
        middle = (word.y0 + word.y1) / 2
        if lines and middle < max(other.y1 for other in lines[-1]) - 0.3 * (word.y1 - word.y0):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line) for line in lines]


def _rows(lines: Sequence[list[Word]]) -> list[list[list[_Piece]]]:
    """Lines that stand close together are one row."""
    if not lines:
        return []
    rows = [[_pieces(lines[0])]]
    for above, line in pairwise(lines):
        height = line[0].y1 - line[0].y0
        step = line[0].y0 - above[0].y0
        if step > _LEADING * height:
            rows.append([])
        rows[-1].append(_pieces(line))
    return rows


def _pieces(line: Sequence[Word]) -> list[_Piece]:
    pieces = [_Piece(line[0].x0, line[0].x1, line[0].text)]
    for word in line[1:]:
        last = pieces[-1]
        if word.x0 - last.x1 <= _GAP * (word.y1 - word.y0):
            last.x1, last.text = word.x1, f"{last.text} {word.text}"
        else:
            pieces.append(_Piece(word.x0, word.x1, word.text))
    return pieces


def _flat(row: Iterable[Iterable[_Piece]]) -> list[_Piece]:
    return [piece for line in row for piece in line]


def _pieces_beside(row: Iterable[Iterable[_Piece]]) -> bool:
    """True for a row with something beside something: running text has nothing."""
    return len(_columns(_flat(row))) > 1


def _columns(pieces: Iterable[_Piece]) -> list[_Column]:
    """Where columns run: stretches that some piece covers, with white between them."""
    columns: list[_Column] = []
    for piece in sorted(pieces, key=lambda one: one.x0):
        if columns and piece.x0 <= columns[-1][1]:
            columns[-1] = columns[-1][0], max(columns[-1][1], piece.x1)
        else:
            columns.append((piece.x0, piece.x1))
    return columns


def _fits(row: Sequence[Sequence[_Piece]], columns: Sequence[_Column]) -> bool:
    """True where everything stands within one column, and not in the first: that is a heading."""
    return all(
        any(x0 - 2 <= piece.x0 and piece.x1 <= x1 + 2 for x0, x1 in columns[1:])
        for piece in _flat(row)
    )


def _cells(row: Sequence[Sequence[_Piece]], columns: Sequence[_Column]) -> list[str]:
    cells = [""] * len(columns)
    for piece in _flat(row):
        overlap = [min(piece.x1, x1) - max(piece.x0, x0) for x0, x1 in columns]
        at = overlap.index(max(overlap))
        cells[at] = f"{cells[at]} {piece.text}".strip()
    return cells
