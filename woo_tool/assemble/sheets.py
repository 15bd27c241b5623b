"""Spreadsheets with the same bytes for the same rows, and no cell that can become a formula."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from woo_tool.office_files import workbook_bytes

Cell = str | int | None


def workbook(
    title: str,
    header: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    widths: Sequence[float],
    *,
    sheet: str = "",
) -> bytes:
    """An XLSX with one sheet: bold header that stays in view, filter, texts as text.

    Dates come as ISO text. A text that starts with = + - or @ stays text (OWASP, CSV injection).
    """
    book = Workbook()
    book.properties.title = title
    book.properties.language = "nl-NL"
    page = book.active
    assert page is not None  # noqa: S101 (a new workbook has a sheet)
    page.title = (sheet or title)[:31]
    page.append(list(header))
    for number, row in enumerate(rows, start=2):
        for column, value in enumerate(row, start=1):
            if value is None or value == "":
                continue
            cell = page.cell(number, column, None)
            _set(cell, value)
    for column, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(column)].width = width
        head = page.cell(1, column)
        head.font, head.fill = Font(bold=True), PatternFill("solid", fgColor="EEF1F5")
    page.freeze_panes = "A2"
    page.auto_filter.ref = page.dimensions
    return workbook_bytes(book)


def _set(cell: object, value: str | int) -> None:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.cell.cell import Cell as SheetCell

    assert isinstance(cell, SheetCell)  # noqa: S101 (no merged cells here)
    if isinstance(value, int):
        cell.value = value
        return
    text = ILLEGAL_CHARACTERS_RE.sub("", value)
    cell.value = text
    cell.data_type = "s"
    if text[:1] in tuple("=+-@"):
        cell.quotePrefix = True
    cell.alignment = Alignment(vertical="top", wrap_text=True)


def iso(day: dt.date | None) -> str:
    """A date as ISO text, empty when it isn't known."""
    return day.isoformat() if day else ""
