"""The blocks of a letter as tagged flowables: paragraphs, lists, lines kept together, tables."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap
from typing import Any

from reportlab.platypus import Flowable, NextPageTemplate, PageBreak, Spacer, TableStyle

from woo_tool.assemble import blocks
from woo_tool.assemble.blocks import Line, line
from woo_tool.assemble.house import FONT, house, markup, style
from woo_tool.tagged_pdf import Node, TaggedParagraph, TaggedTable, Tags

Place = tuple[Tags, Node]
"""The structure of the file, and the element that a flowable goes into."""


def flowables(block: blocks.Block, place: Place, width: float) -> list[Flowable]:
    """What reportlab draws for a block of the letter, its tables ``width`` points wide."""
    tags, body = place
    if isinstance(block, blocks.AnnexStart):
        title = text_block(block.text, "title", (tags, body.add("H1")))
        return [NextPageTemplate("annex"), PageBreak(), title]
    if isinstance(block, blocks.Heading):
        return [text_block(block.text, f"h{block.level}", (tags, body.add(f"H{block.level}")))]
    if isinstance(block, blocks.Paragraph):
        return [text_block(block.text, "keep" if block.keep else "body", (tags, body.add("P")))]
    if isinstance(block, blocks.Listing):
        return _listing(block, place)
    if isinstance(block, blocks.Table):
        made = table(block.header, block.rows, block.widths, width, place)
        return [made, Spacer(1, 8)]
    return _lines(block, place)


def text_block(text: Line, name: str, place: Place | None = None) -> TaggedParagraph:
    """A paragraph in a style; without a place it isn't marked (the caller marks it)."""
    made = TaggedParagraph(markup(text), style(name))
    if place:
        made.tags, made.node = place
    return made


def _listing(block: blocks.Listing, place: Place) -> list[Flowable]:
    """A list with its items; an item that lies deeper is a list in the item before it."""
    tags, lists = place[0], [place[1].add("L")]
    items: list[Node] = []  # the body of the last item at each depth
    made: list[Flowable] = []
    last = len(block.items) - 1
    longest = max((len(blocks.plain(text)) for _, text, _ in block.items), default=0)
    short = last < _FEW_ITEMS and longest <= _SHORT_ITEM
    for place_, (label, text, depth) in enumerate(block.items):
        del lists[depth + 1 :]
        del items[depth + 1 :]
        if len(lists) <= depth and items:
            lists.append(items[-1].add("L"))
        item = lists[-1].add("LI")
        name = f"item{depth}" + ("-keep" if short and place_ < last else "")
        row = TaggedParagraph(markup(text), style(name), bulletText=label)
        row.tags, row.label = tags, item.add("Lbl")
        items[len(lists) - 1 :] = [item.add("LBody")]
        row.node = items[-1].add("P")
        made.append(row)
    return [*made, Spacer(1, 4)]


_FEW_ITEMS = 6
_SHORT_ITEM = 160
"""A list of few items of few characters stays together on one page."""


def _lines(block: blocks.Lines, place: Place) -> list[Flowable]:
    """Lines that stay together on one page, as one paragraph."""
    mine = (place[0], place[1].add("P"))
    made = [text_block(text, "line-keep", mine) for text in block.lines[:-1]]
    return [*made, *(text_block(text, "line", mine) for text in block.lines[-1:]), Spacer(1, 6)]


def table(
    header: tuple[str, ...],
    rows: tuple[tuple[Line, ...], ...],
    widths: tuple[float, ...],
    width: float,
    place: Place,
) -> Flowable:
    """A table of ``width`` points whose header repeats; a very long cell goes on in a next row."""
    setup, (tags, body) = house(), place
    grid = body.add("Table")
    top = grid.add("TR")
    cells = [[text_block(line(title), "head", (tags, top.add("TH"))) for title in header]]
    ends = [True]
    for row in rows:
        below = grid.add("TR")
        nodes = [below.add("TD") for _ in row]
        for part, last in cell_parts(row):
            cells.append(
                [
                    text_block(cell, "cell", (tags, node))
                    for cell, node in zip(part, nodes, strict=True)
                ]
            )
            ends.append(last)
    look: list[tuple[Any, ...]] = [
        ("FONTNAME", (0, 0), (-1, -1), FONT),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("BACKGROUND", (0, 0), (-1, 0), setup.colour("shade")),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ("TOPPADDING", (0, 0), (-1, -1), 2.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ]
    look += [
        ("LINEBELOW", (0, place_), (-1, place_), 0.4, setup.colour("rule"))
        for place_, last in enumerate(ends)
        if last
    ]
    sizes = [share * width for share in widths]
    return TaggedTable(cells, sizes, repeatRows=1, hAlign="LEFT", style=TableStyle(look))


_LONGEST_CELL = 900
"""Characters of one cell that fit on a page in the narrowest column."""


def cell_parts(row: tuple[Line, ...]) -> Iterator[tuple[tuple[Line, ...], bool]]:
    """The row in pieces that fit on a page, and whether each is the last piece."""
    longest = max((len(blocks.plain(cell)) for cell in row), default=0)
    if longest <= _LONGEST_CELL:
        yield row, True
        return
    columns = [wrap(blocks.plain(cell), _LONGEST_CELL) for cell in row]
    amount = max(len(column) for column in columns)
    for place in range(amount):
        yield (
            tuple(line(column[place]) if place < len(column) else () for column in columns),
            (place == amount - 1),
        )
