"""DOCX and XLSX with the same bytes for the same content: no moment of now in zip or properties."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl import Workbook

FIXED = dt.datetime(2000, 1, 1)  # noqa: DTZ001 (a fixed date in the properties, not a moment)
_EPOCH = (1980, 1, 1, 0, 0, 0)


def fixed_zip(data: bytes) -> bytes:
    """A zip file with every member dated 1980-01-01, in the order that it came."""
    result = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            member = zipfile.ZipInfo(name, _EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(member, source.read(name))
    return result.getvalue()


def workbook_bytes(book: Workbook) -> bytes:
    """A workbook without an author, with fixed dates in its properties and in the zip."""
    from openpyxl.writer.excel import ExcelWriter

    book.properties.creator = ""
    book.properties.created = FIXED
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        book.properties.modified = FIXED  # save() would set it to now
        ExcelWriter(book, archive).write_data()
    return fixed_zip(buffer.getvalue())
