"""A drafted register as a workbook: the rows to confirm, and where each cell comes from."""

from __future__ import annotations

from collections.abc import Sequence

from woo_tool.office_files import workbook_bytes
from woo_tool.overview.draft import DraftRow
from woo_tool.overview.register import COLUMNS, CONFIRMED
from woo_tool.overview.render_xlsx import fill
from woo_tool.overview.style import Style
from woo_tool.overview.template import empty_register

_HEADER = ("rij", "ref", "kolom", "waarde", "ingevuld", "stuk", "pagina", "passage")
_NOTE = "Alleen voor intern gebruik: de passages staan hier zoals in de stukken, niet gelakt."


def draft_xlsx(rows: Sequence[DraftRow], style: Style) -> bytes:
    """The workbook: a register that can be read as it is, and a sheet with every passage. No row
    counts before a person writes yes in the column ``confirmed``."""
    book = empty_register(style, COLUMNS)
    sheet = book.worksheets[0]
    for number, row in enumerate(rows, 2):
        for column, name in enumerate(COLUMNS, 1):
            value = "no" if name == CONFIRMED else row.value(name)
            if value:
                sheet.cell(number, column, value).data_type = "s"
    lines = [
        (number, row.ref, column, one.value, "ja" if place == 0 else "nee, ook gevonden",
         one.document, one.page, one.quote)
        for number, row in enumerate(rows, 2)
        for column, passages in sorted(row.passages.items(), key=lambda item: _place(item[0]))
        for place, one in enumerate(passages)
    ]  # fmt: skip
    found = book.create_sheet("vindplaatsen", 1)
    fill(found, _HEADER, lines, (6, 18, 16, 24, 18, 9, 9, 110))
    found.oddHeader.center.text = _NOTE
    return workbook_bytes(book)


def _place(column: str) -> int:
    return COLUMNS.index(column)
