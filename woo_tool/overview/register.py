"""The case register: one row a case, as XLSX, CSV or YAML (contract, Case register)."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from woo_tool.errors import RequestError
from woo_tool.rules import parse_yaml

COLUMNS = (
    "ref", "received", "closed", "persons", "unit", "category", "subtype", "violations",
    "investigation", "proven", "disposals", "police", "description", "nature", "enforcement",
    "track", "track_done", "documents", "confirmed",
)  # fmt: skip
CONFIRMED = "confirmed"
"""Where a register has this column, only rows with yes count: the others were drafted by the tool
and no person has confirmed them."""
_REQUIRED = ("ref", "category", "proven")
PROVEN = ("yes", "no", "pending", "other")
TRACKS = ("no_suspicion", "line", "preliminary", "full")
_MOST_ROWS = 200_000
_MOST_FAULTS = 50
"""Faults shown at once."""
REPORTED_SHEET = "gedrukt"
"""The sheet with what an earlier publication printed, to compare with (reported.py)."""


@dataclass(frozen=True, slots=True)
class CaseEntry:
    """One case. ``violations``: (category, proven); ``disposals``: (id, number of persons)."""

    row: int
    ref: str
    received: dt.date | None
    closed: dt.date | None
    persons: int
    unit: str
    category: str
    subtype: str
    violations: tuple[tuple[str, bool], ...]
    investigation: str
    proven: str
    disposals: tuple[tuple[str, int], ...]
    police: bool
    description: str
    nature: str = ""
    enforcement: str = ""
    track: str = ""
    track_done: str = ""
    documents: tuple[str, ...] = ()


def read_register(
    path: Path, categories: Iterable[str], disposals: Iterable[str]
) -> tuple[CaseEntry, ...]:
    """Every confirmed case, in the order of the register; ``categories`` and ``disposals`` are the
    ids that may occur. Raises RequestError naming the row and the column of every fault."""
    known = frozenset(categories), frozenset(disposals)
    entries = []
    faults: list[str] = []
    refs: dict[str, int] = {}
    for number, cells in _rows(path):
        row = _Row(number, cells, faults)
        if not any(cells.values()) or not row.confirmed():
            continue
        entry = row.entry(*known)
        if refs.setdefault(entry.ref, number) != number:
            row.fault("ref", f"'{entry.ref}' staat ook in rij {refs[entry.ref]}")
        entries.append(entry)
    if faults:
        raise _faulty(faults, str(path))
    return tuple(entries)


def _faulty(faults: Sequence[str], where: str) -> RequestError:
    if len(faults) == 1:
        return RequestError(faults[0], where=where)
    shown = "".join(f"\n  {fault}" for fault in faults[:_MOST_FAULTS])
    more = len(faults) - _MOST_FAULTS
    left = f"\n  … en nog {more}" if more > 0 else ""
    return RequestError(f"dit register heeft {len(faults)} fouten:{shown}{left}", where=where)


def unconfirmed_rows(path: Path) -> tuple[tuple[int, str], ...]:
    """The rows that no person has confirmed, as (row, ref). Raises RequestError."""
    return tuple(
        (number, cells.get("ref", ""))
        for number, cells in _rows(path)
        if any(cells.values()) and not _Row(number, cells, []).confirmed()
    )


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    reader = {".xlsx": _xlsx, ".csv": _csv, ".yaml": _yaml, ".yml": _yaml}.get(path.suffix.lower())
    if reader is None:
        raise RequestError("een register is een .xlsx, .csv of .yaml.", where=str(path))
    try:
        yield from reader(path)
    except (
        OSError,
        UnicodeDecodeError,
        InvalidFileException,
        zipfile.BadZipFile,
        KeyError,
    ) as fault:
        raise RequestError(f"dit bestand is niet te lezen ({fault}).", where=str(path)) from fault


def _header(cells: Iterable[str], where: str) -> list[str]:
    names = [name.strip().lower() for name in cells]
    unknown = [name for name in names if name and name not in COLUMNS]
    missing = [name for name in _REQUIRED if name not in names]
    if unknown or missing:
        raise RequestError(
            "onbekende of ontbrekende kolommen: " + ", ".join([*unknown, *missing]),
            where=where,
            advice="Een leeg register maakt u met: woo overview --template BESTAND.xlsx",
        )
    return names


def _table(lines: Iterable[Iterable[str]], where: str) -> Iterator[tuple[int, dict[str, str]]]:
    names: list[str] = []
    for number, line in enumerate(lines, 1):
        cells = list(line)
        if number == 1:
            names = _header(cells, where)
        elif number > _MOST_ROWS:
            raise RequestError("dit register heeft te veel rijen.", where=where)
        else:
            cells += [""] * (len(names) - len(cells))
            yield number, {name: cell for name, cell in zip(names, cells, strict=False) if name}


def _xlsx(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    try:
        sheet = book.worksheets[0]
        rows = ([cell_text(value) for value in row] for row in sheet.iter_rows(values_only=True))
        yield from _table(rows, str(path))
    finally:
        book.close()


def _csv(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    text = path.read_text(encoding="utf-8-sig")
    first = text.split("\n", 1)[0]
    lines = csv.reader(io.StringIO(text), delimiter=";" if ";" in first else ",")
    yield from _table(lines, str(path))


def _yaml(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    data = parse_yaml(path.read_text(encoding="utf-8-sig"), str(path), RequestError)
    cases = data.get("cases") if isinstance(data, dict) else data
    if not isinstance(cases, list) or not all(isinstance(item, dict) for item in cases):
        raise RequestError("hier hoort een lijst van zaken te staan (cases:).", where=str(path))
    for number, item in enumerate(cases, 1):
        _header([*map(str, item), *_REQUIRED], str(path))
        yield number, {str(key): cell_text(value) for key, value in item.items()}


def cell_text(value: Any) -> str:
    """A cell of a workbook or YAML file as the text of a register."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list):
        return ",".join(map(str, value))
    return str(value).strip()


@dataclass(frozen=True, slots=True)
class _Row:
    """One row on its way to a case; what is wrong is added to ``faults``, with row and column, and
    something harmless stands in for it."""

    number: int
    cells: Mapping[str, str]
    faults: list[str]

    def entry(self, categories: frozenset[str], disposals: frozenset[str]) -> CaseEntry:
        category = self._one_of("category", categories)
        proven = self._one_of("proven", frozenset(PROVEN))
        received, closed = self._date("received"), self._date("closed")
        track = self._one_of("track", frozenset(TRACKS)) if self._text("track") else ""
        if received and closed and closed < received:
            self.fault("closed", f"{closed} ligt voor received ({received})")
        return CaseEntry(
            row=self.number,
            ref=self._filled("ref"),
            received=received,
            closed=closed,
            persons=self._count("persons", 1),
            unit=self._text("unit"),
            category=category,
            subtype=self._text("subtype"),
            violations=self._violations(category, proven, categories),
            investigation=self._text("investigation"),
            proven=proven,
            disposals=self._disposals(disposals),
            police=self._flag("police"),
            description=self._text("description"),
            nature=self._text("nature"),
            enforcement=self._text("enforcement"),
            track=track,
            track_done=self._track_done(track, closed),
            documents=tuple(self._parts("documents")),
        )

    def confirmed(self) -> bool:
        """Whether a person stands for this row."""
        return CONFIRMED not in self.cells or self._flag(CONFIRMED)

    def fault(self, column: str, what: str) -> None:
        """Notes what is wrong with a cell."""
        self.faults.append(f"rij {self.number}, kolom {column}: {what}.")

    def _filled(self, column: str) -> str:
        value = self._text(column)
        if not value:
            self.fault(column, "deze cel mag niet leeg zijn")
        return value

    def _text(self, column: str) -> str:
        value = self.cells.get(column, "").strip()
        return value[1:] if value.startswith("'") and value[1:2] in "=+-@" else value

    def _parts(self, column: str) -> list[str]:
        return [part.strip() for part in re.split(r"[,\n]", self._text(column)) if part.strip()]

    def _one_of(self, column: str, allowed: frozenset[str]) -> str:
        value = self._filled(column).lower()
        if value and value not in allowed:
            choices = ", ".join(sorted(allowed))
            self.fault(column, f"'{value}' is niet bekend; kies uit {choices}")
        return value

    def _date(self, column: str) -> dt.date | None:
        value = self._text(column)
        if not value:
            return None
        match = re.fullmatch(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})", value)
        iso = f"{match[3]}-{int(match[2]):02d}-{int(match[1]):02d}" if match else value
        try:
            return dt.date.fromisoformat(iso)
        except ValueError:
            self.fault(column, f"'{value}' is geen datum (jjjj-mm-dd)")
            return None

    def _count(self, column: str, default: int) -> int:
        value = self._text(column)
        if not value:
            return default
        if not re.fullmatch(r"[1-9]\d{0,3}", value):
            self.fault(column, f"'{value}' is geen aantal")
            return default
        return int(value)

    def _flag(self, column: str) -> bool:
        value = self._text(column).lower()
        answers = {"": False, "no": False, "nee": False, "0": False,
                   "yes": True, "ja": True, "1": True}  # fmt: skip
        if value not in answers:
            self.fault(column, f"vul yes of no in, niet '{value}'")
        return answers.get(value, False)

    def _track_done(self, track: str, closed: dt.date | None) -> str:
        """Left out: done when the case is closed."""
        if not track:
            return ""
        if not self._text("track_done"):
            return "yes" if closed else "no"
        return "yes" if self._flag("track_done") else "no"

    def _violations(
        self, category: str, proven: str, categories: frozenset[str]
    ) -> tuple[tuple[str, bool], ...]:
        found = []
        for part in self._parts("violations"):
            name, _, answer = part.partition(":")
            if name.strip() not in categories or answer.strip() not in ("yes", "no", ""):
                self.fault("violations", f"'{part}' is geen categorie:yes of categorie:no")
            found.append((name.strip(), answer.strip() == "yes"))
        return tuple(found) or ((category, proven == "yes"),)

    def _disposals(self, disposals: frozenset[str]) -> tuple[tuple[str, int], ...]:
        found = []
        for part in self._parts("disposals"):
            match = re.fullmatch(r"(\w+)\s*(?:\*\s*([1-9]\d{0,3}))?", part)
            if match is None or match[1] not in disposals:
                choices = ", ".join(sorted(disposals))
                self.fault("disposals", f"'{part}' is niet bekend; kies uit {choices}")
                continue
            found.append((match[1], int(match[2] or 1)))
        return tuple(found)
