"""The overview as a workbook: no formulas, no dates of now."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from typing import Any

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE as _LEGAL
from openpyxl.cell.cell import Cell
from openpyxl.chart import BarChart, Reference
from openpyxl.drawing.colors import ColorChoice
from openpyxl.drawing.fill import PatternFillProperties
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from woo_tool.office_files import workbook_bytes
from woo_tool.overview.data import CountTable, Figure, Overview
from woo_tool.overview.figure import LOOKS
from woo_tool.overview.style import Style

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_BOLD = Font(bold=True)
_WRAP = Alignment(wrap_text=True, vertical="top")


def overview_xlsx(overview: Overview, style: Style) -> bytes:
    """One sheet a section: the cases first, then the tables, the figure, and the notes."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    if "list" in style.sections:
        _cases(book.create_sheet("zaken"), overview, style)
    for table in overview.tables:
        _counts(book.create_sheet(_sheet_name(table, book)), table)
    if overview.figure is not None:
        _figure(book.create_sheet("figuur"), overview.figure, style)
    notes = [overview.title, overview.period_text, *overview.comparison, *overview.notes]
    fill(book.create_sheet("toelichting"), (), [(line,) for line in notes], (100,))
    return workbook_bytes(book)


def _cases(sheet: Worksheet, overview: Overview, style: Style) -> None:
    columns = style.columns
    rows: list[Sequence[str | int]] = [
        [_value(row.cell(column), number=column.sum) for column in columns] for row in overview.rows
    ]
    if any(column.sum for column in columns):
        sums = [
            sum(int(row.cell(column)) for row in overview.rows) if column.sum else ""
            for column in columns
        ]
        sums[next(at for at, column in enumerate(columns) if not column.sum)] = style.text("total")
        rows.append(sums)
    fill(sheet, [item.header for item in columns], rows, [item.width / 5 for item in columns])


def _value(text: str, *, number: bool) -> str | int:
    return int(text) if number else text


def _sheet_name(table: CountTable, book: openpyxl.Workbook) -> str:
    """'tabel 1' where the title begins so, else the id of the table."""
    head, dot, _ = table.title.partition(".")
    name = head.lower() if dot and len(head) < 20 and head.replace(" ", "").isalnum() else table.id
    return name if name not in book.sheetnames else table.id


def _counts(sheet: Worksheet, table: CountTable) -> None:
    rows: list[tuple[str | int, ...]] = [(line.label, *line.numbers) for line in table.lines]
    fill(sheet, table.header, rows, (60,))
    for at, line in enumerate(table.lines, 2):
        if line.total or line.heading:
            for cell in sheet[at]:
                cell.font = _BOLD
        sheet.cell(at, 1).alignment = Alignment(indent=line.indent, vertical="top")


def _figure(sheet: Worksheet, figure: Figure, style: Style) -> None:
    """The numbers, and a chart of them."""
    rows: list[tuple[str | int, ...]] = [
        (label, *values) for label, values in zip(figure.labels, figure.values, strict=True)
    ]
    fill(sheet, (style.text("figure_type"), *map(str, figure.years)), rows, (60,))
    chart = BarChart()
    chart.type, chart.title, chart.height, chart.width = "bar", figure.title, 14, 24
    last = len(rows) + 1
    data = Reference(sheet, min_col=2, max_col=len(figure.years) + 1, min_row=1, max_row=last)
    chart.add_data(data, titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=2, max_row=last))
    for series, year in zip(chart.series, figure.years, strict=True):
        pattern, colour = LOOKS[year % len(LOOKS)]
        fills = series.graphicalProperties
        if pattern == "solid":
            fills.solidFill = colour[1:]
        else:
            fills.pattFill = PatternFillProperties(
                prst="wdUpDiag" if pattern == "lines" else "pct5"
            )
            fills.pattFill.foreground = _colour(colour[1:])
            fills.pattFill.background = _colour("FFFFFF")
        fills.line.solidFill = colour[1:]
    chart.y_axis.delete = chart.x_axis.delete = False
    chart.x_axis.scaling.orientation = "maxMin"
    sheet.add_chart(chart, f"A{last + 2}")


def _colour(code: str) -> ColorChoice:
    choice = ColorChoice()
    setattr(choice, "srgbClr", code)  # noqa: B010 (a descriptor that takes the code itself)
    return choice


def _look(sheet: Worksheet, *, bold: bool) -> Any:
    """The style of a cell, to copy to others."""
    cell = Cell(sheet, 1, 1)
    cell.alignment = _WRAP
    if bold:
        cell.font = _BOLD
    return cell._style  # type: ignore[attr-defined]


def fill(
    sheet: Worksheet,
    header: Sequence[str],
    rows: Sequence[Sequence[str | int]],
    widths: Sequence[float],
) -> None:
    """Writes a sheet; what a spreadsheet would run as a formula becomes text."""
    lines = ([header] if header else []) + list(rows)
    looks = {bold: _look(sheet, bold=bold) for bold in (True, False)}
    for number, line in enumerate(lines, 1):
        bold = bool(header) and number == 1
        for column, value in enumerate(line, 1):
            cell = sheet.cell(number, column)
            text = f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
            cell.value = _LEGAL.sub("", text) if isinstance(text, str) else text
            if isinstance(text, str):
                cell.data_type = "s"
            # Setting font and alignment looks both up in the book, for each cell again.
            cell._style = copy(looks[bold])  # type: ignore[union-attr]
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    if header:
        sheet.freeze_panes = "A2"
