"""Where something of the original stands in a redacted copy, whose lines may have moved."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import pikepdf

from woo_tool.model import Box
from woo_tool.verify.moves import Move, find_moves
from woo_tool.verify.readers import open_pdfium, page_chars, revealed
from woo_tool.verify.report import Expectation
from woo_tool.verify.space import sheets


def placing(expectation: Expectation) -> Callable[[int, Box], Box]:
    """A function from page (from 1) and a box in the original to the box in the redacted copy.

    ``expectation`` is one that ``verify_document`` passed. Raises what the readers raise.
    """
    before = expectation.original.read_bytes()
    after = expectation.published.read_bytes()
    with pikepdf.open(io.BytesIO(before)) as old, pikepdf.open(io.BytesIO(after)) as new:
        old_sheets, new_sheets = sheets(old), sheets(new)
    was, now = open_pdfium(before), open_pdfium(revealed(after))
    moves: dict[int, tuple[Move, ...]] = {}
    for page in expectation.pages:
        place = page.number - 1
        own = tuple(item for item in expectation.redactions if item.page == page.number)
        moves[page.number] = find_moves(
            page_chars(was[place], old_sheets[place]),
            page_chars(now[place], new_sheets[place]),
            own,
            new_sheets[place].size,
        )
    return lambda page, box: _placed(box, moves[page])


def _placed(box: Box, moves: Sequence[Move]) -> Box:
    middle = (box.y0 + box.y1) / 2
    for move in moves:
        if move.top < middle < move.bottom:
            left, right = box.x0 + _shift(move, box.x0 + 1), box.x1 + _shift(move, box.x1 - 1)
            return Box(left, box.y0, max(right, left + 1), box.y1)
    return box


def _shift(move: Move, x: float) -> float:
    """How far what stood at ``x`` moved; inside a box, as far as the box's nearest edge."""
    for part in move.stretches:
        if part.left - 1 < x < part.right + 1:
            return part.shift
    for old, new in zip(move.old, move.new, strict=True):
        if old.x0 - 1 < x < old.x1 + 1:
            return new.x0 - old.x0 if x - old.x0 < old.x1 - x else new.x1 - old.x1
    return 0.0
