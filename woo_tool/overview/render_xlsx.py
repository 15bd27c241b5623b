"""The overview as a workbook: no formulas, no dates of now."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Sequence

import openpyxl
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from woo_tool.overview.build import CountLine, Overview
from woo_tool.overview.style import Style

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_EPOCH = (1980, 1, 1, 0, 0, 0)


def overview_xlsx(overview: Overview, style: Style) -> bytes:
    """Three sheets: the cases, the violations by type, the disposals."""
    book = openpyxl.Workbook()
    cases = book.worksheets[0]
    cases.title = "zaken"
    _line(cases, [column.header for column in style.columns], bold=True)
    for row in overview.rows:
        _line(cases, [getattr(row, column.field) for column in style.columns])
    for place, column in enumerate(style.columns, 1):
        letter = get_column_letter(place)
        cases.column_dimensions[letter].width = column.width / 5
    cases.freeze_panes = "A2"
    texts = style.texts
    _counts(book.create_sheet("tabel 1"), overview.violations, ["", texts.suspected, texts.proven])
    _counts(book.create_sheet("afdoening"), overview.disposals, ["", texts.number])
    notes = book.create_sheet("toelichting")
    for line in (overview.title, overview.period, *overview.notes):
        _line(notes, [line])
    notes.column_dimensions["A"].width = 100
    return workbook_bytes(book)


def _counts(sheet: Worksheet, lines: Sequence[CountLine], header: list[str]) -> None:
    _line(sheet, header, bold=True)
    for line in lines:
        _line(sheet, [line.label, *line.numbers], bold=line.total or line.heading)
    sheet.column_dimensions["A"].width = 60


def _line(sheet: Worksheet, values: Sequence[str | int], *, bold: bool = False) -> None:
    row = sheet.max_row + (1 if sheet.max_row > 1 or sheet.cell(1, 1).value is not None else 0)
    for column, value in enumerate(values, 1):
        cell = sheet.cell(row, column)
        text = f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
        cell.value = text
        if isinstance(text, str):
            cell.data_type = "s"
        cell.font = Font(bold=bold)
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def workbook_bytes(book: openpyxl.Workbook) -> bytes:
    """The workbook with fixed dates, so that the same content gives the same bytes."""
    fixed = dt.datetime(*_EPOCH)  # noqa: DTZ001 (a fixed moment, not a time of day somewhere)
    book.properties.created = fixed
    book.properties.creator = ""
    raw = io.BytesIO()
    book.save(raw)
    out = io.BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist()):
            data = source.read(name)
            if name == "docProps/core.xml":
                data = _without_modified(data)
            target.writestr(zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _without_modified(core: bytes) -> bytes:
    """core.xml with the moment of saving replaced by a fixed one."""
    from lxml import etree

    tree = etree.fromstring(core)
    for element in tree.iter("{http://purl.org/dc/terms/}modified"):
        element.text = "1980-01-01T00:00:00Z"
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8"))
