"""The overview as a tagged PDF, section by section in the order of the form."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape

from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Drawing
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    KeepTogether,
    SimpleDocTemplate,
    Spacer,
    TableStyle,
)

from woo_tool.overview.data import CountLine, CountTable, Figure, Overview
from woo_tool.overview.figure import draw
from woo_tool.overview.style import Style
from woo_tool.resources import data_path
from woo_tool.tagged_pdf import (
    Node,
    TaggedParagraph,
    TaggedTable,
    Tags,
    artifact,
    numbered,
    tagged_pdf,
)

REGULAR, BOLD = "Overzicht", "Overzicht-Bold"
LANGUAGE = "nl-NL"
_MARGIN = 40.0  # points
_WIDTH = A4[0] - 2 * _MARGIN
_GRID = colors.HexColor("#8a8f98")
_SHADE = colors.HexColor("#e8ecf1")
_INK = colors.HexColor("#1a1a1a")
_NUMBER = 72.0
_SIZE, _LEADING = 8.5, 11.9
_PADDING = 6.0
_CHUNK = 250
"""Rows a table: reportlab splits a table at a page by copying what is left of it."""
_MOST_LINES = 50
"""Lines of one cell that fit on a page; the rest goes on in a next row."""


def _style(name: str, size: float, *, bold: bool = False, before: float = 0) -> ParagraphStyle:
    return ParagraphStyle(
        name,
        fontName=BOLD if bold else REGULAR,
        fontSize=size,
        leading=size * 1.4,
        spaceBefore=before,
        spaceAfter=4,
        keepWithNext=before > 0,
    )


_TITLE = _style("title", 16, bold=True)
_HEADING = _style("heading", 11, bold=True, before=14)
_LIST_HEADING = ParagraphStyle("list-heading", parent=_HEADING, keepWithNext=False)
_BODY = _style("body", 9)


def register_fonts() -> None:
    """Makes the embedded fonts known to reportlab."""
    for name, file in ((REGULAR, "Regular"), (BOLD, "Bold")):
        path = data_path("rules", "fonts", f"LiberationSans-{file}.ttf")
        pdfmetrics.registerFont(TTFont(name, str(path)))


class _Cell(Flowable):  # type: ignore[misc]
    """Lines of text in a table, as an element of the structure; for thousands of rows much faster
    than a paragraph each. A header that is drawn again on a next page is page furniture."""

    def __init__(self, text: str, tags: Tags, node: Node, *, bold: bool, right: bool) -> None:
        super().__init__()
        self.lines = text.split("\n")
        self.tags, self.node = tags, node
        self.font = BOLD if bold else REGULAR
        self.right = right

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width = width
        return width, _LEADING * len(self.lines)

    def draw(self) -> None:
        if not any(self.lines):
            return
        again = self.node.kind == "TH" and self.node.scope == "Column" and self.node.drawn
        with artifact(self.canv) if again else self.tags.mark(self.canv, self.node):
            self._text()

    def _text(self) -> None:
        written = self.canv.beginText(0, _LEADING * (len(self.lines) - 1) + 3)
        written.setFont(self.font, _SIZE, _LEADING)
        written.setFillColor(_INK)
        for number, line in enumerate(self.lines):
            if self.right:
                left = self.width - stringWidth(line, self.font, _SIZE)
                written.setTextOrigin(left, _LEADING * (len(self.lines) - 1 - number) + 3)
            written.textLine(line)
        self.canv.drawText(written)


class _Drawn(Flowable):  # type: ignore[misc]
    """A drawing as a figure of the structure, with its alternative text."""

    def __init__(self, drawing: Drawing, tags: Tags, node: Node) -> None:
        super().__init__()
        self.drawing, self.tags, self.node = drawing, tags, node

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return self.drawing.width, self.drawing.height

    def draw(self) -> None:
        x, y = self.canv.absolutePosition(0, 0)
        self.node.box = (x, y, x + self.drawing.width, y + self.drawing.height)
        with self.tags.mark(self.canv, self.node):
            renderPDF.draw(self.drawing, self.canv, 0, 0)


def overview_pdf(overview: Overview, style: Style, *, organisation: str = "") -> bytes:
    """The PDF; the same overview gives the same bytes."""
    register_fonts()
    page = _Page(overview, style)
    story: list[Flowable] = [page.text(overview.title, "H1", _TITLE)]
    if organisation:
        story.append(page.text(organisation, "P", _BODY))
    story.append(page.text(overview.period_text, "P", _BODY))
    for section in style.sections:
        story += page.section(section)
    title = f"{overview.title} — {overview.period_text}"
    out = io.BytesIO()
    document = SimpleDocTemplate(
        out,
        pagesize=A4,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_MARGIN,
        bottomMargin=_MARGIN + 10,
        title=title,
        author=organisation,
        lang=LANGUAGE,
        invariant=1,
    )
    document.build(story, canvasmaker=numbered(_foot, REGULAR))
    return tagged_pdf(out.getvalue(), page.tags, title=title, language=LANGUAGE)


def _foot(canvas: Any, page: int, pages: int) -> None:
    canvas.setFont(REGULAR, 8)
    canvas.drawRightString(A4[0] - _MARGIN, _MARGIN - 12, f"Pagina {page} van {pages}")


class _Page:
    """The parts of the overview as flowables, each with its place in the structure."""

    def __init__(self, overview: Overview, style: Style) -> None:
        self.overview, self.style = overview, style
        self.tags = Tags()

    def text(self, text: str, kind: str, look: ParagraphStyle) -> TaggedParagraph:
        """A heading or paragraph."""
        made = TaggedParagraph(escape(text), look)
        made.tags, made.node = self.tags, self.tags.root.add(kind)
        return made

    def section(self, section: str) -> Iterator[Flowable]:
        """The parts of a section; nothing for one that has nothing to say."""
        overview, style = self.overview, self.style
        if section == "list":
            # No keepWithNext: that would keep the heading with the whole table.
            yield CondPageBreak(140)
            yield self.text(style.text("list"), "H2", _LIST_HEADING)
            yield from self._cases()
            yield Spacer(1, 6)
        elif section == "figure":
            if overview.figure is not None:
                yield KeepTogether(self._figure(overview.figure))
        elif section in ("notes", "comparison"):
            lines: Sequence[str] = getattr(overview, section)
            if lines:
                heading = self.text(style.text(section), "H2", _HEADING)
                paragraphs = [self.text(line, "P", _BODY) for line in lines]
                # A whole page of sentences can't be kept together.
                yield KeepTogether([heading, *paragraphs[:3]])
                yield from paragraphs[3:]
        else:
            table = overview.table(section)
            yield KeepTogether([self.text(table.title, "H2", _HEADING), self._counts(table)])

    def _figure(self, figure: Figure) -> list[Flowable]:
        """The drawing, the same in words, and its numbers as a table."""
        lines = tuple(
            CountLine(label, values)
            for label, values in zip(figure.labels, figure.values, strict=True)
        )
        header = (self.style.text("figure_type"), *map(str, figure.years))
        heading = self.text(figure.title, "H2", _HEADING)
        node = self.tags.root.add("Figure")
        node.alt = f"{figure.title}. {figure.summary}"
        return [
            heading,
            _Drawn(draw(figure, _WIDTH, REGULAR), self.tags, node),
            Spacer(1, 6),
            self.text(figure.summary, "P", _BODY),
            self._counts(CountTable("figure", figure.title, header, lines)),
        ]

    def _cell(
        self, text: str, row: Node, kind: str, *, bold: bool = False, right: bool = False
    ) -> _Cell:
        return _Cell(text, self.tags, row.add(kind), bold=bold, right=right)

    def _counts(self, source: CountTable) -> TaggedTable:
        """A table of counts: the first cell of a line heads it."""
        counts = len(source.header) - 1
        label = min(340.0, _WIDTH - counts * _NUMBER)
        grid = self.tags.root.add("Table")
        top = grid.add("TR")
        rows = [
            [
                self._cell(_wrapped(text, _NUMBER if at else label, BOLD), top, "TH", bold=True,
                           right=at > 0)
                for at, text in enumerate(source.header)
            ]
        ]  # fmt: skip
        look: list[Any] = list(_LOOK)
        for at, line in enumerate(source.lines, 1):
            strong = line.total or line.heading
            indent = 12.0 * line.indent
            below = grid.add("TR")
            text = _wrapped(line.label, label - indent, BOLD if strong else REGULAR)
            head = self._cell(text, below, "TH", bold=strong)
            head.node.scope = "Row"
            numbers = [str(number) for number in line.numbers] or [""] * counts
            rows.append(
                [head, *(self._cell(n, below, "TD", bold=strong, right=True) for n in numbers)]
            )
            look.append(("LEFTPADDING", (0, at), (0, at), _PADDING + indent))
            if strong:
                look.append(("BACKGROUND", (0, at), (-1, at), _SHADE))
        widths = [label, *[_NUMBER] * counts]
        return TaggedTable(rows, widths, hAlign="LEFT", repeatRows=1, style=TableStyle(look))

    def _cases(self) -> Iterator[TaggedTable]:
        """The list; a long one in parts, which join without a gap."""
        columns, rows = self.style.columns, self.overview.rows
        scale = _WIDTH / sum(column.width for column in columns)
        widths = [column.width * scale for column in columns]
        grid = self.tags.root.add("Table")
        top = grid.add("TR")
        header = [
            self._cell(_wrapped(c.header, w, BOLD), top, "TH", bold=True)
            for c, w in zip(columns, widths, strict=True)
        ]
        total = column_totals(self.overview, self.style)
        for start in range(0, len(rows), _CHUNK):
            cells = [header]
            for row in rows[start : start + _CHUNK]:
                cells += self._row([row.cell(c) for c in columns], widths, grid)
            look: list[Any] = list(_LOOK)
            if total and start + _CHUNK >= len(rows):
                cells += self._row(total, widths, grid, bold=True)
                look.append(("BACKGROUND", (0, -1), (-1, -1), _SHADE))
            yield TaggedTable(cells, widths, hAlign="LEFT", repeatRows=1, style=TableStyle(look))

    def _row(
        self, texts: Sequence[str], widths: Sequence[float], grid: Node, *, bold: bool = False
    ) -> Iterator[list[_Cell]]:
        """A row; what is too long for a page goes on in a next one, in the same elements."""
        below = grid.add("TR")
        nodes = [below.add("TD") for _ in texts]
        font = BOLD if bold else REGULAR
        cells = [_wrapped(text, w, font).split("\n") for text, w in zip(texts, widths, strict=True)]
        for start in range(0, max(map(len, cells)), _MOST_LINES):
            yield [
                _Cell("\n".join(lines[start : start + _MOST_LINES]), self.tags, node, bold=bold,
                      right=False)
                for lines, node in zip(cells, nodes, strict=True)
            ]  # fmt: skip


@lru_cache(maxsize=4096)
def _wrapped(text: str, width: float, font: str = REGULAR) -> str:
    """A cell as lines of text; a word that is wider than its column is cut."""
    room = width - 2 * _PADDING
    space = _width(" ", font)
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line, used = "", 0.0
        for word in (part for long in paragraph.split() for part in _fitting(long, room, font)):
            wide = _width(word, font)
            if line and used + space + wide > room:
                lines.append(line)
                line, used = word, wide
            else:
                used += wide + (space if line else 0.0)
                line = f"{line} {word}" if line else word
        lines.append(line)
    return "\n".join(lines)


@lru_cache(maxsize=65536)
def _width(word: str, font: str) -> float:
    """In points; the words of thousands of cells are few."""
    wide: float = stringWidth(word, font, _SIZE)
    return wide


def _fitting(word: str, room: float, font: str) -> Iterator[str]:
    """A word in parts that fit."""
    while len(word) > 1 and _width(word, font) > room:
        end = len(word) - 1
        while end > 1 and stringWidth(word[:end], font, _SIZE) > room:
            end -= 1
        yield word[:end]
        word = word[end:]
    yield word


def column_totals(overview: Overview, style: Style) -> list[str]:
    """The last line of the list: 'Totaal 18' below a column of persons; empty without one."""
    if not any(column.sum for column in style.columns):
        return []
    label = style.text("total")
    return [
        f"{label} {sum(int(row.cell(column)) for row in overview.rows)}" if column.sum else ""
        for column in style.columns
    ]


_LOOK = (
    ("FONT", (0, 0), (-1, -1), REGULAR, _SIZE, _LEADING),
    ("GRID", (0, 0), (-1, -1), 0.5, _GRID),
    ("BACKGROUND", (0, 0), (-1, 0), _SHADE),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), _PADDING),
    ("RIGHTPADDING", (0, 0), (-1, -1), _PADDING),
    ("TOPPADDING", (0, 0), (-1, -1), 2),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
)
