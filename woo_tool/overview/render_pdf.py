"""The overview as a PDF: two tables, the notes and the list of cases."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import KeepTogether, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from woo_tool.overview.build import CountLine, Overview
from woo_tool.overview.style import Style
from woo_tool.resources import data_path

_REGULAR, _BOLD = "Overzicht", "Overzicht-Bold"
_MARGIN = 40.0  # points
_WIDTH = A4[0] - 2 * _MARGIN
_GRID = colors.HexColor("#8a8f98")
_SHADE = colors.HexColor("#e8ecf1")


def _style(name: str, size: float, *, bold: bool = False, before: float = 0) -> ParagraphStyle:
    return ParagraphStyle(
        name,
        fontName=_BOLD if bold else _REGULAR,
        fontSize=size,
        leading=size * 1.4,
        spaceBefore=before,
        spaceAfter=4,
        keepWithNext=before > 0,
    )


def overview_pdf(overview: Overview, style: Style, *, organisation: str = "") -> bytes:
    """The PDF; the same overview gives the same bytes."""
    for name, file in ((_REGULAR, "Regular"), (_BOLD, "Bold")):
        path = data_path("rules", "fonts", f"LiberationSans-{file}.ttf")
        pdfmetrics.registerFont(TTFont(name, str(path)))
    title = _style("title", 16, bold=True)
    heading = _style("heading", 11, bold=True, before=14)
    body = _style("body", 9)
    texts = style.texts
    story: list[Any] = [Paragraph(escape(overview.title), title)]
    if organisation:
        story.append(Paragraph(escape(organisation), body))
    story.append(Paragraph(escape(overview.period), body))
    story.append(
        KeepTogether(
            [
                Paragraph(escape(texts.table1), heading),
                _count_table(overview.violations, ["", texts.suspected, texts.proven]),
            ]
        )
    )
    story.append(
        KeepTogether(
            [
                Paragraph(escape(texts.disposals), heading),
                _count_table(overview.disposals, ["", texts.number]),
            ]
        )
    )
    notes = [Paragraph(escape(note), body) for note in overview.notes]
    story += [KeepTogether([Paragraph(escape(texts.notes), heading), *notes])]
    story += [Paragraph(escape(texts.list), heading), _case_table(overview, style), Spacer(1, 6)]
    out = io.BytesIO()
    document = SimpleDocTemplate(
        out,
        pagesize=A4,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_MARGIN,
        bottomMargin=_MARGIN + 10,
        title=f"{overview.title} — {overview.period}",
        author=organisation,
        lang="nl-NL",
        invariant=1,
    )
    document.build(story, onFirstPage=_foot, onLaterPages=_foot)
    return out.getvalue()


def _foot(canvas: Any, _document: Any) -> None:
    canvas.setFont(_REGULAR, 8)
    canvas.drawRightString(A4[0] - _MARGIN, _MARGIN - 12, f"Pagina {canvas.getPageNumber()}")


def _count_table(lines: Sequence[CountLine], header: list[str]) -> Table:
    small, bold = _style("cell", 8.5), _style("cell-bold", 8.5, bold=True)
    rows: list[list[Any]] = [[Paragraph(escape(text), bold) for text in header]]
    for line in lines:
        look = bold if line.total or line.heading else small
        numbers = [str(number) for number in line.numbers] or [""] * (len(header) - 1)
        rows.append([Paragraph(escape(text), look) for text in (line.label, *numbers)])
    count = 80.0
    table = Table(
        rows, colWidths=[340.0] + [count] * (len(header) - 1), hAlign="LEFT", repeatRows=1
    )
    shaded = [
        ("BACKGROUND", (0, at), (-1, at), _SHADE)
        for at, line in enumerate(lines, 1)
        if line.total or line.heading
    ]
    table.setStyle(TableStyle([*_base(), *shaded]))
    return table


def _case_table(overview: Overview, style: Style) -> Table:
    small, bold = _style("cell", 8.5), _style("cell-bold", 8.5, bold=True)
    rows: list[list[Any]] = [[Paragraph(escape(c.header), bold) for c in style.columns]]
    for row in overview.rows:
        rows.append([Paragraph(escape(getattr(row, c.field)), small) for c in style.columns])
    scale = _WIDTH / sum(column.width for column in style.columns)
    widths = [column.width * scale for column in style.columns]
    table = Table(rows, colWidths=widths, hAlign="LEFT", repeatRows=1)
    table.setStyle(TableStyle(_base()))
    return table


def _base() -> list[Any]:
    return [
        ("GRID", (0, 0), (-1, -1), 0.5, _GRID),
        ("BACKGROUND", (0, 0), (-1, 0), _SHADE),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ]
