"""An empty register, to fill in."""

from __future__ import annotations

from collections.abc import Sequence

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from woo_tool.office_files import workbook_bytes
from woo_tool.overview.register import COLUMNS, CONFIRMED, PROVEN, REPORTED_SHEET, TRACKS
from woo_tool.overview.reported import REPORTED_COLUMNS
from woo_tool.overview.style import Style


def write_template(style: Style) -> bytes:
    """An empty register with lists to choose from, as XLSX."""
    # A person who fills it in confirms each row by writing it.
    columns = [name for name in COLUMNS if name != CONFIRMED]
    return workbook_bytes(empty_register(style, columns))


def empty_register(style: Style, columns: Sequence[str]) -> openpyxl.Workbook:
    """A workbook with these columns, lists to choose from, and a sheet for printed numbers."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "zaken"
    sheet.append(list(columns))
    lists = book.create_sheet("lijsten")
    choices = {
        "category": [item.id for item in style.categories],
        "subtype": list(style.subtypes),
        "proven": list(PROVEN),
        "police": ["yes", "no"],
        "disposals": list(style.disposal_ids),
        "track": list(TRACKS),
        "track_done": ["yes", "no"],
        "confirmed": ["yes", "no"],
    }
    # Free text beside the list is allowed: more disposals in one cell, a subtype of one's own.
    for column, (name, values) in enumerate(choices.items(), 1):
        lists.cell(1, column, name)
        for row, value in enumerate(values, 2):
            lists.cell(row, column, value)
        if name not in columns:
            continue
        letter = get_column_letter(column)
        source = f"lijsten!${letter}$2:${letter}${len(values) + 1}"
        chosen = DataValidation(type="list", formula1=source, allow_blank=True)
        chosen.showErrorMessage = name not in ("disposals", "subtype")
        target = get_column_letter(columns.index(name) + 1)
        chosen.add(f"{target}2:{target}5000")
        sheet.add_data_validation(chosen)
    sheet.freeze_panes = "A2"
    book.create_sheet(REPORTED_SHEET).append(list(REPORTED_COLUMNS))
    return book
