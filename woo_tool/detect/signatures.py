"""Signatures that are pictures or drawn lines: no text, but they go (naming policy: signatures and
initials always). Found by place: small, and beside a closing formula (rules/signatures.yaml)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from woo_tool.kinds import Label, PageSource
from woo_tool.model import Box, Finding, Page, Word
from woo_tool.rules import Rule, rules

_LEAST = 4.0  # points: a place smaller than this holds no signature


class _Signatures(Rule):
    closings: tuple[str, ...]
    above: float
    below: float
    width: tuple[float, float]
    height: tuple[float, float]
    gap: float
    gap_width: float


@cache
def _book() -> _Signatures:
    book: _Signatures = rules("signatures.yaml", _Signatures)
    return book


def find_signatures(pages: Sequence[Page]) -> tuple[Finding, ...]:
    """Findings with a box and no text, one for each place where a signature stands or may stand."""
    return tuple(finding for page in pages for finding in _on_page(page))


def _on_page(page: Page) -> Iterator[Finding]:
    lines = _lines(page)
    closings = [line for line in lines if _closes(line)]
    for picture in page.pictures:
        if any(_fits(picture, line[0].axis) and _beside(picture, line[0]) for line in closings):
            yield _finding(page, picture, 0.9, "plaatje bij een slotformule")
    if page.source is PageSource.OCR:
        for line in closings:
            gap = _gap(lines, line[0])
            box = _on_paper(page, _turned(gap, -line[0].axis)) if gap else None
            if box is not None:
                yield _finding(page, box, 0.6, "lege plek onder een slotformule op een scan")


def _turned(box: Box, axis: int) -> Box:
    """The box with the page turned so that text along ``axis`` runs to the right, and down the
    page is down; with the axis negated: the way back."""
    turn = axis % 4
    if turn == 1:
        return Box(box.y0, -box.x1, box.y1, -box.x0)
    if turn == 2:
        return Box(-box.x1, -box.y1, -box.x0, -box.y0)
    if turn == 3:
        return Box(-box.y1, box.x0, -box.y0, box.x1)
    return box


def _on_paper(page: Page, box: Box) -> Box | None:
    """The part of a box that lies on the page; None when that is next to nothing."""
    left, top = max(box.x0, 0.0), max(box.y0, 0.0)
    right, bottom = min(box.x1, page.width), min(box.y1, page.height)
    return Box(left, top, right, bottom) if min(right - left, bottom - top) > _LEAST else None


def _lines(page: Page) -> list[list[Word]]:
    table: dict[int, list[Word]] = {}
    for word in page.words:
        table.setdefault(word.line, []).append(word)
    return [table[line] for line in sorted(table)]


def _closes(line: Sequence[Word]) -> bool:
    text = " ".join(word.text for word in line).casefold().strip(" ,.:;")
    return any(
        text.startswith(closing) or text.endswith(closing.strip("."))
        for closing in _book().closings
    )


def _fits(picture: Box, axis: int) -> bool:
    book, box = _book(), _turned(picture, axis)
    width, height = box.x1 - box.x0, box.y1 - box.y0
    return book.width[0] <= width <= book.width[1] and book.height[0] <= height <= book.height[1]


def _beside(picture: Box, closing: Word) -> bool:
    book = _book()
    box, line = _turned(picture, closing.axis), _turned(closing.box, closing.axis)
    middle = (box.y0 + box.y1) / 2
    return line.y0 - book.above <= middle <= line.y1 + book.below


def _gap(lines: Sequence[Sequence[Word]], closing: Word) -> Box | None:
    """The empty place under a closing formula, up to the next line below it, as the text runs."""
    book = _book()
    first = _turned(closing.box, closing.axis)
    others = [_turned(line[0].box, closing.axis) for line in lines]
    below = [box.y0 for box in others if box.y0 > first.y1 and box.x0 < first.x0 + book.gap_width]
    bottom = min(below, default=first.y1 + book.below)
    if bottom - first.y1 < book.gap:
        return None
    bottom = min(bottom, first.y1 + book.below)
    return Box(first.x0 - 10, first.y1 + 2, first.x0 + book.gap_width, bottom - 2)


def _finding(page: Page, box: Box, score: float, reason: str) -> Finding:
    return Finding(
        document=page.document,
        page=page.number,
        start=0,
        end=0,
        text="",
        label=Label.SIGNATURE,
        score=score,
        rules=("plaats",),
        reason=reason,
        box=box,
    )
