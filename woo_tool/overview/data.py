"""What an overview consists of, whatever it is printed as."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from woo_tool.overview.style import Column


@dataclass(frozen=True, slots=True)
class Row:
    """One published case; every field as it is printed. ``source`` is the row of the register and
    ``key`` the category's id: neither is published."""

    ref: str
    category: str
    subtype: str
    persons: str
    nature: str
    investigation: str
    enforcement: str
    description: str
    source: int
    key: str

    def cell(self, column: Column) -> str:
        """What stands in a column."""
        return str(getattr(self, column.field))


@dataclass(frozen=True, slots=True)
class CountLine:
    """A line of a table: a label, its numbers, and how it looks."""

    label: str
    numbers: tuple[int, ...]
    total: bool = False
    heading: bool = False
    indent: int = 0
    id: str = ""


@dataclass(frozen=True, slots=True)
class CountTable:
    """A table of counts."""

    id: str
    title: str
    header: tuple[str, ...]
    lines: tuple[CountLine, ...]

    def number(self, line: str, column: int = 0) -> int | None:
        """The number of a line by id; None where the table doesn't have it."""
        found = (item.numbers for item in self.lines if item.id == line and item.numbers)
        return next((numbers[column] for numbers in found), None)


@dataclass(frozen=True, slots=True)
class Figure:
    """Proven violations by type and year; ``values`` by category, then by year."""

    title: str
    years: tuple[int, ...]
    labels: tuple[str, ...]
    values: tuple[tuple[int, ...], ...]
    summary: str


@dataclass(frozen=True, slots=True)
class Period:
    """From and until, inclusive."""

    first: dt.date
    last: dt.date

    def holds(self, day: dt.date | None) -> bool:
        """Whether a day falls in it; an unknown day doesn't."""
        return day is not None and self.first <= day <= self.last

    @property
    def whole_years(self) -> bool:
        """From 1 January until 31 December."""
        return (self.first.month, self.first.day, self.last.month, self.last.day) == (1, 1, 12, 31)

    @property
    def id(self) -> str:
        """'2023' for a whole year, else both dates: part of the file name."""
        if self.whole_years:
            first, last = self.first.year, self.last.year
            return str(first) if first == last else f"{first}-{last}"
        return f"{self.first.isoformat()}-{self.last.isoformat()}"

    @property
    def name(self) -> str:
        """In a sentence: '2023', 'het eerste halfjaar van 2023', or both dates."""
        ends = (self.first.month, self.first.day, self.last.month, self.last.day)
        halves = {(1, 1, 6, 30): "eerste", (7, 1, 12, 31): "tweede"}
        if self.whole_years:
            return self.id.replace("-", " tot en met ")
        if self.first.year == self.last.year and ends in halves:
            return f"het {halves[ends]} halfjaar van {self.first.year}"
        return f"de periode van {dutch_date(self.first)} tot en met {dutch_date(self.last)}"

    def year_before(self) -> Period:
        """The same dates a year (for more years: that many years) earlier."""
        back = self.last.year - self.first.year + 1
        return Period(_shift(self.first, back), _shift(self.last, back))


@dataclass(frozen=True, slots=True)
class Overview:
    """The overview as data; PDF, XLSX and DOCX are ways to print it."""

    title: str
    period: Period
    period_text: str
    rows: tuple[Row, ...]
    tables: tuple[CountTable, ...]
    figure: Figure | None
    comparison: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def period_id(self) -> str:
        """Part of the file name."""
        return self.period.id

    def table(self, name: str) -> CountTable:
        """A table by its id. Raises KeyError."""
        return {table.id: table for table in self.tables}[name]


_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip


def dutch_date(day: dt.date) -> str:
    """'3 maart 2023'."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _shift(day: dt.date, years: int) -> dt.date:
    """The same day some years earlier; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
