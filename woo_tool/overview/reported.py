"""What a publication printed: entered beside the register, to compare with what is computed."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException
from pydantic import Field

from woo_tool.errors import RequestError
from woo_tool.overview.register import REPORTED_SHEET, cell_text
from woo_tool.overview.style import Style
from woo_tool.rules import Rule, parse_yaml, validate

REPORTED_COLUMNS = ("what", "id", "number")
"""The sheet: e.g. ``suspected; financieel; 1`` or ``rows; ; 36`` or ``source; ; Jaarverslag``."""

_SINGLE = frozenset({"source", "counts", "rows", "persons", "police"})


class Reported(Rule):
    """Printed numbers. ``suspected``, ``proven``, ``disposals`` go by id, with ``total``;
    ``subtotals`` by the label of the form; ``received`` by year; ``lines`` by the id of a line in
    a table of counts. ``counts``: what the text says that disposals count."""

    source: str = ""
    counts: Literal["", "cases", "persons"] = ""
    rows: int | None = None
    persons: int | None = None
    police: int | None = None
    received: dict[str, int] = Field(default_factory=dict)
    suspected: dict[str, int] = Field(default_factory=dict)
    proven: dict[str, int] = Field(default_factory=dict)
    disposals: dict[str, int] = Field(default_factory=dict)
    subtotals: dict[str, int] = Field(default_factory=dict)
    lines: dict[str, int] = Field(default_factory=dict)


def read_reported(path: Path, style: Style) -> Reported | None:
    """The printed numbers beside the cases: ``reported:`` in YAML, or a second sheet in XLSX; None
    where there are none. Raises RequestError naming the key and the fault."""
    suffix = path.suffix.lower()
    if suffix in (".yaml", ".yml"):
        data = _from_yaml(path)
    elif suffix == ".xlsx":
        data = _from_sheet(path)
    else:
        data = None
    if data is None:
        return None
    if isinstance(data, dict) and isinstance(data.get("received"), dict):
        data = {**data, "received": {str(key): n for key, n in data["received"].items()}}
    reported: Reported = validate(data, Reported, f"{path} (reported)", RequestError)
    _known(reported, style, str(path))
    return reported


def _from_yaml(path: Path) -> Any:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise RequestError(f"dit bestand is niet te lezen ({fault}).", where=str(path)) from fault
    data = parse_yaml(text, str(path), RequestError)
    return data.get("reported") if isinstance(data, dict) else None


def _from_sheet(path: Path) -> dict[str, Any] | None:
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (OSError, InvalidFileException, zipfile.BadZipFile, KeyError) as fault:
        raise RequestError(f"dit bestand is niet te lezen ({fault}).", where=str(path)) from fault
    try:
        if REPORTED_SHEET not in book.sheetnames:
            return None
        lines = [
            [cell_text(value) for value in row]
            for row in book[REPORTED_SHEET].iter_rows(values_only=True)
        ]
    finally:
        book.close()
    return _from_lines(lines[1:], f"{path}, blad {REPORTED_SHEET}")


def _from_lines(lines: Iterable[list[str]], where: str) -> dict[str, Any] | None:
    data: dict[str, Any] = {}
    for number, line in enumerate(lines, 2):
        what, key, value = [*line, "", "", ""][:3]
        if not (what or key or value):
            continue
        if what in ("source", "counts"):
            data[what] = value
            continue
        if not value.isdigit():
            raise RequestError(
                f"rij {number}, kolom number: '{value}' is geen aantal.", where=where
            )
        if what in _SINGLE:
            data[what] = int(value)
        else:
            data.setdefault(what or "?", {})[key] = int(value)
    return data or None


def _known(reported: Reported, style: Style, where: str) -> None:
    categories = {"total", *(item.id for item in style.categories)}
    allowed = {
        "suspected": categories,
        "proven": categories,
        "disposals": {"total", *style.disposal_ids},
        "subtotals": {group.subtotal for group in style.disposals},
        "lines": {line.id for table in style.tables for line in table.lines},
    }
    for field, names in allowed.items():
        unknown = sorted(set(getattr(reported, field)) - names)
        if unknown:
            raise RequestError(
                f"reported.{field}: '{unknown[0]}' is niet bekend; kies uit "
                + ", ".join(sorted(names)),
                where=where,
            )
