"""The overview as a PDF, section by section in the order of the form."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    CondPageBreak,
    KeepTogether,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from woo_tool.overview.data import CountLine, CountTable, Figure, Overview
from woo_tool.overview.figure import draw
from woo_tool.overview.style import Style
from woo_tool.resources import data_path

REGULAR, BOLD = "Overzicht", "Overzicht-Bold"
_MARGIN = 40.0  # points
_WIDTH = A4[0] - 2 * _MARGIN
_GRID = colors.HexColor("#8a8f98")
_SHADE = colors.HexColor("#e8ecf1")
_NUMBER = 72.0
_CHUNK = 250
"""Rows a table: reportlab splits a table at a page by copying what is left of it."""


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
_SMALL = _style("cell", 8.5)
_STRONG = _style("cell-bold", 8.5, bold=True)
_NUMBERS = {
    strong: ParagraphStyle(f"number-{strong}", parent=base, alignment=TA_RIGHT)
    for strong, base in ((True, _STRONG), (False, _SMALL))
}


def register_fonts() -> None:
    """Makes the embedded fonts known to reportlab."""
    for name, file in ((REGULAR, "Regular"), (BOLD, "Bold")):
        path = data_path("rules", "fonts", f"LiberationSans-{file}.ttf")
        pdfmetrics.registerFont(TTFont(name, str(path)))


def overview_pdf(overview: Overview, style: Style, *, organisation: str = "") -> bytes:
    """The PDF; the same overview gives the same bytes."""
    register_fonts()
    story: list[Any] = [Paragraph(escape(overview.title), _TITLE)]
    if organisation:
        story.append(Paragraph(escape(organisation), _BODY))
    story.append(Paragraph(escape(overview.period_text), _BODY))
    for section in style.sections:
        story += _section(section, overview, style)
    out = io.BytesIO()
    document = SimpleDocTemplate(
        out,
        pagesize=A4,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_MARGIN,
        bottomMargin=_MARGIN + 10,
        title=f"{overview.title} — {overview.period_text}",
        author=organisation,
        lang="nl-NL",
        invariant=1,
    )
    document.build(story, onFirstPage=_foot, onLaterPages=_foot)
    return out.getvalue()


def _section(section: str, overview: Overview, style: Style) -> Iterator[Any]:
    """The parts of a section; nothing for one that has nothing to say."""
    if section == "list":
        # No keepWithNext: that would keep the heading with the whole table.
        yield CondPageBreak(140)
        yield Paragraph(escape(style.text("list")), _LIST_HEADING)
        yield from _case_tables(overview, style)
        yield Spacer(1, 6)
    elif section == "figure":
        if overview.figure is not None:
            yield KeepTogether(_figure(overview.figure, style))
    elif section in ("notes", "comparison"):
        lines: Sequence[str] = getattr(overview, section)
        if lines:
            paragraphs = [Paragraph(escape(line), _BODY) for line in lines]
            heading = Paragraph(escape(style.text(section)), _HEADING)
            # A whole page of sentences can't be kept together.
            yield KeepTogether([heading, *paragraphs[:3]])
            yield from paragraphs[3:]
    else:
        table = overview.table(section)
        yield KeepTogether([Paragraph(escape(table.title), _HEADING), _count_table(table)])


def _figure(figure: Figure, style: Style) -> list[Any]:
    """The drawing, the same in words, and its numbers as a table."""
    lines = tuple(
        CountLine(label, values) for label, values in zip(figure.labels, figure.values, strict=True)
    )
    header = (style.text("figure_type"), *map(str, figure.years))
    return [
        Paragraph(escape(figure.title), _HEADING),
        draw(figure, _WIDTH, REGULAR),
        Spacer(1, 6),
        Paragraph(escape(figure.summary), _BODY),
        _count_table(CountTable("figure", figure.title, header, lines)),
    ]


def _foot(canvas: Any, _document: Any) -> None:
    canvas.setFont(REGULAR, 8)
    canvas.drawRightString(A4[0] - _MARGIN, _MARGIN - 12, f"Pagina {canvas.getPageNumber()}")


def _count_table(source: CountTable) -> Table:
    first, *others = source.header
    numbered = [Paragraph(escape(text), _NUMBERS[True]) for text in others]
    rows: list[list[Any]] = [[_cell(first, strong=True), *numbered]]
    for line in source.lines:
        strong = line.total or line.heading
        label = ParagraphStyle(
            "label", parent=_STRONG if strong else _SMALL, leftIndent=12.0 * line.indent
        )
        blank = [""] * (len(source.header) - 1)
        numbers = [str(number) for number in line.numbers] or blank
        cells = [Paragraph(text, _NUMBERS[strong]) for text in numbers]
        rows.append([Paragraph(escape(line.label), label), *cells])
    counts = len(source.header) - 1
    widths = [min(340.0, _WIDTH - counts * _NUMBER), *[_NUMBER] * counts]
    table = Table(rows, colWidths=widths, hAlign="LEFT", repeatRows=1)
    shaded = [
        ("BACKGROUND", (0, at), (-1, at), _SHADE)
        for at, line in enumerate(source.lines, 1)
        if line.total or line.heading
    ]
    table.setStyle(TableStyle([*_base(), *shaded]))
    return table


def _cell(text: str, *, strong: bool = False) -> Paragraph:
    return Paragraph(escape(text), _STRONG if strong else _SMALL)


def _case_tables(overview: Overview, style: Style) -> Iterator[Table]:
    """The list; a long one in parts, which join without a gap."""
    scale = _WIDTH / sum(column.width for column in style.columns)
    widths = [column.width * scale for column in style.columns]
    header = [_wrapped(c.header, w, BOLD) for c, w in zip(style.columns, widths, strict=True)]
    total = column_totals(overview, style)
    for start in range(0, len(overview.rows), _CHUNK):
        rows = [
            [_wrapped(row.cell(c), w) for c, w in zip(style.columns, widths, strict=True)]
            for row in overview.rows[start : start + _CHUNK]
        ]
        look: list[Any] = list(_LIST_LOOK)
        if total and start + _CHUNK >= len(overview.rows):
            rows.append([_wrapped(text, w, BOLD) for text, w in zip(total, widths, strict=True)])
            look += [
                ("BACKGROUND", (0, -1), (-1, -1), _SHADE),
                ("FONT", (0, -1), (-1, -1), BOLD, _SMALL.fontSize, _SMALL.leading),
            ]
        table = Table([header, *rows], colWidths=widths, hAlign="LEFT", repeatRows=1)
        table.setStyle(TableStyle([*_base(), *look]))
        yield table


@lru_cache(maxsize=4096)
def _wrapped(text: str, width: float, font: str = REGULAR) -> str:
    """A cell as lines of text: for thousands of rows much faster than a Paragraph each. A word
    that is wider than its column is cut."""
    room = width - 12
    lines = []
    for line in simpleSplit(text, font, _SMALL.fontSize, room):
        while stringWidth(line, font, _SMALL.fontSize) > room and len(line) > 1:
            end = len(line) - 1
            while end > 1 and stringWidth(line[:end], font, _SMALL.fontSize) > room:
                end -= 1
            lines.append(line[:end])
            line = line[end:]
        lines.append(line)
    return "\n".join(lines)


def column_totals(overview: Overview, style: Style) -> list[str]:
    """The last line of the list: 'Totaal 18' below a column of persons; empty without one."""
    if not any(column.sum for column in style.columns):
        return []
    label = style.text("total")
    return [
        f"{label} {sum(int(row.cell(column)) for row in overview.rows)}" if column.sum else ""
        for column in style.columns
    ]


_LIST_LOOK = (
    ("FONT", (0, 0), (-1, -1), REGULAR, _SMALL.fontSize, _SMALL.leading),
    ("FONT", (0, 0), (-1, 0), BOLD, _SMALL.fontSize, _SMALL.leading),
)


def _base() -> list[Any]:
    return [
        ("GRID", (0, 0), (-1, -1), 0.5, _GRID),
        ("BACKGROUND", (0, 0), (-1, 0), _SHADE),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ]
