"""What a publication printed: entered beside the register, to compare with what is computed."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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

_TEXTS = frozenset({"source", "counts", "other_source"})
_SINGLE = frozenset({"rows", "persons", "police", "year", "proven_percent", "investigations"})
OTHER = "other"
"""In another source: every disposal that it doesn't name."""


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


class OtherSource(Rule):
    """What something else said about the same cases: the press, a newsletter, a presentation.

    ``year`` is the year it is about (None: the period of the overview). ``reports`` are what it
    calls reports, by category, with ``total``; ``disposals`` go by id, with ``other``;
    ``proven_percent`` is the share that it calls proven, of so many ``investigations``.
    """

    source: str = Field(min_length=1)
    year: int | None = None
    reports: dict[str, int] = Field(default_factory=dict)
    disposals: dict[str, int] = Field(default_factory=dict)
    proven_percent: int | None = Field(default=None, ge=0, le=100)
    investigations: int | None = None


@dataclass(frozen=True, slots=True)
class Printed:
    """Everything that was printed before: by the overview itself, and by other sources."""

    reported: Reported | None = None
    others: tuple[OtherSource, ...] = ()


def read_reported(path: Path, style: Style) -> Printed:
    """The printed numbers beside the cases: ``reported:`` and ``other_sources:`` in YAML, or a
    second sheet in XLSX. Raises RequestError naming the key and the fault."""
    suffix = path.suffix.lower()
    own: Any = None
    others: Any = []
    if suffix in (".yaml", ".yml"):
        own, others = _from_yaml(path)
    elif suffix == ".xlsx":
        own, others = _from_sheet(path)
    if isinstance(own, dict) and isinstance(own.get("received"), dict):
        own = {**own, "received": {str(key): n for key, n in own["received"].items()}}
    reported: Reported | None = None
    if own is not None:
        reported = validate(own, Reported, f"{path} (reported)", RequestError)
        _known(reported, _names(style), "reported", str(path))
    if not isinstance(others, list):
        raise RequestError("other_sources: hier hoort een lijst te staan.", where=str(path))
    where = f"{path} (other_sources)"
    found: list[OtherSource] = [validate(item, OtherSource, where, RequestError) for item in others]
    names = _names(style)
    for item in found:
        allowed = {"reports": names["suspected"], "disposals": names["disposals"] | {OTHER}}
        _known(item, allowed, "other_sources", str(path))
    return Printed(reported, tuple(found))


def _from_yaml(path: Path) -> tuple[Any, Any]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise RequestError(f"dit bestand is niet te lezen ({fault}).", where=str(path)) from fault
    data = parse_yaml(text, str(path), RequestError)
    if not isinstance(data, dict):
        return None, []
    return data.get("reported"), data.get("other_sources", [])


def _from_sheet(path: Path) -> tuple[dict[str, Any] | None, list[dict[str, Any]]]:
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (OSError, InvalidFileException, zipfile.BadZipFile, KeyError) as fault:
        raise RequestError(f"dit bestand is niet te lezen ({fault}).", where=str(path)) from fault
    try:
        if REPORTED_SHEET not in book.sheetnames:
            return None, []
        lines = [
            [cell_text(value) for value in row]
            for row in book[REPORTED_SHEET].iter_rows(values_only=True)
        ]
    finally:
        book.close()
    return _from_lines(lines[1:], f"{path}, blad {REPORTED_SHEET}")


def _from_lines(
    lines: Iterable[list[str]], where: str
) -> tuple[dict[str, Any] | None, list[dict[str, Any]]]:
    """``other_source`` begins the numbers of another source; what stands before is the own one."""
    own: dict[str, Any] = {}
    others: list[dict[str, Any]] = []
    data = own
    for number, line in enumerate(lines, 2):
        what, key, value = [*line, "", "", ""][:3]
        if not (what or key or value):
            continue
        if what == "other_source":
            data = {"source": value}
            others.append(data)
        elif what in _TEXTS:
            data[what] = value
        if what in _TEXTS:
            continue
        if not value.isdigit():
            raise RequestError(
                f"rij {number}, kolom number: '{value}' is geen aantal.", where=where
            )
        if what in _SINGLE:
            data[what] = int(value)
        else:
            data.setdefault(what or "?", {})[key] = int(value)
    return own or None, others


def _names(style: Style) -> dict[str, set[str]]:
    """What may occur in each group of numbers."""
    categories = {"total", *(item.id for item in style.categories)}
    return {
        "suspected": categories,
        "proven": categories,
        "disposals": {"total", *style.disposal_ids},
        "subtotals": {group.subtotal for group in style.disposals},
        "lines": {line.id for table in style.tables for line in table.lines},
    }


def _known(
    given: Reported | OtherSource, allowed: Mapping[str, set[str]], key: str, where: str
) -> None:
    for field, names in allowed.items():
        unknown = sorted(set(getattr(given, field)) - names)
        if unknown:
            raise RequestError(
                f"{key}.{field}: '{unknown[0]}' is niet bekend; kies uit "
                + ", ".join(sorted(names)),
                where=where,
            )
