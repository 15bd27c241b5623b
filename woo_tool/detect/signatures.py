"""Signatures that are pictures or drawn lines: no text, but they go (naming policy: signatures and
initials always). Found by place: small, and beside a closing formula (rules/signatures.yaml)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from woo_tool.model import Box, Finding, Label, Page, PageSource, Word
from woo_tool.rules import Rule, rules


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
    closings = [at for at, line in enumerate(lines) if _closes(line)]
    for picture in page.pictures:
        if _fits(picture) and any(_beside(picture, lines[at][0].box) for at in closings):
            yield _finding(page, picture, 0.9, "plaatje bij een slotformule")
    if page.source is PageSource.OCR:
        for at in closings:
            if (gap := _gap(lines, at)) is not None:
                yield _finding(page, gap, 0.6, "lege plek onder een slotformule op een scan")


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


def _fits(box: Box) -> bool:
    book = _book()
    width, height = box.x1 - box.x0, box.y1 - box.y0
    return book.width[0] <= width <= book.width[1] and book.height[0] <= height <= book.height[1]


def _beside(picture: Box, closing: Box) -> bool:
    book = _book()
    middle = (picture.y0 + picture.y1) / 2
    return closing.y0 - book.above <= middle <= closing.y1 + book.below


def _gap(lines: Sequence[Sequence[Word]], at: int) -> Box | None:
    """The empty place under the closing formula on line ``at``, up to the next line below it."""
    book = _book()
    first = lines[at][0].box
    below = [
        line[0].box.y0
        for line in lines
        if line[0].box.y0 > first.y1 and line[0].box.x0 < first.x0 + book.gap_width
    ]
    bottom = min(below, default=first.y1 + book.below)
    if bottom - first.y1 < book.gap:
        return None
    bottom = min(bottom, first.y1 + book.below)
    return Box(max(0.0, first.x0 - 10), first.y1 + 2, first.x0 + book.gap_width, bottom - 2)


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
