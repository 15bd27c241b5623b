"""A published overview read back from PDF, XLSX or text with tabs, so that it can be checked."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from woo_tool.errors import InputError
from woo_tool.overview.check import Facts, check_rules
from woo_tool.overview.gutters import Word, read_tables
from woo_tool.overview.misread import Taxonomy
from woo_tool.overview.register import cell_text
from woo_tool.overview.style import Style

Table = list[list[str]]
_TAG = re.compile(r"</?\w+>")


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """A row of a published list; empty where the list has no such column."""

    ref: str = ""
    category: str = ""
    subtype: str = ""
    description: str = ""
    persons: str = ""
    nature: str = ""
    investigation: str = ""
    enforcement: str = ""

    @property
    def outcome(self) -> str:
        """The text that says how it ended."""
        return f"{self.enforcement}. {self.description}"


@dataclass(frozen=True, slots=True)
class Published:
    """The rows of all lists of a published overview, and the numbers to check: those of the
    first list with the tables, then those of each further list."""

    rows: tuple[PublishedRow, ...]
    facts: tuple[Facts, ...]


def read_published(path: Path, style: Style) -> Published:
    """The lists and tables of a published overview. Raises InputError for a file that can't be
    read, or that holds neither a list nor a table of this form."""
    if not path.is_file():
        raise InputError("dit bestand bestaat niet.", where=str(path))
    reader = {".pdf": _pdf, ".xlsx": _xlsx, ".txt": _text}.get(path.suffix.lower())
    if reader is None:
        raise InputError("een gepubliceerd overzicht is een .pdf, .xlsx of .txt.", where=str(path))
    try:
        tables = list(reader(path))
    except (
        OSError, UnicodeDecodeError, RuntimeError, ValueError, KeyError, InvalidFileException,
        zipfile.BadZipFile,
    ) as fault:  # fmt: skip
        raise InputError(f"dit bestand is niet te lezen ({fault}).", where=str(path)) from fault
    taxonomy = Taxonomy(style, check_rules().read.words)
    lists = [([_mended(row, taxonomy) for row in rows], total) for rows, total in _lists(tables)]
    facts = _facts(path.name, style, tables, lists)
    facts = (replace(facts[0], misread=taxonomy.found), *facts[1:])
    if not lists and not (facts[0].suspected or facts[0].disposals or facts[0].lines):
        raise InputError(
            "in dit bestand staat geen lijst of tabel van een overzicht.",
            where=str(path),
            advice="Is het een andere vorm, geef die dan op met --style.",
        )
    return Published(tuple(row for rows, _ in lists for row in rows), facts)


def _mended(row: PublishedRow, taxonomy: Taxonomy) -> PublishedRow:
    """The row with words of the taxonomy as they were meant."""
    return PublishedRow(
        **{
            name: taxonomy.mended(text) if name not in ("ref", "persons") else text
            for name in PublishedRow.__slots__
            for text in [getattr(row, name)]
        }
    )


def _xlsx(path: Path) -> Iterator[Table]:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    try:
        for sheet in book.worksheets:
            yield [[cell_text(v) for v in row] for row in sheet.iter_rows(values_only=True)]
    finally:
        book.close()


def _text(path: Path) -> Iterator[Table]:
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    # Lines with tabs and the empty ones between them are one table.
    for tabbed, block in groupby(lines, key=lambda line: "\t" in line or not line.strip()):
        if tabbed:
            yield [
                [_TAG.sub("", c).strip() for c in line.split("\t")]
                for line in block
                if line.strip()
            ]


def _pdf(path: Path) -> Iterator[Table]:
    import pymupdf

    pymupdf.no_recommend_layout()
    with pymupdf.open(path) as document:
        if document.needs_pass:
            raise ValueError("met een wachtwoord beveiligd")
        words = [[Word(*word[:5]) for word in page.get_text("words")] for page in document]
        if not any(words):
            raise ValueError("er staat geen tekst in; een scan moet eerst door tekstherkenning")
        for place, page in enumerate(document):
            drawn = page.find_tables(strategy="lines").tables
            for table in drawn:
                yield [[" ".join((cell or "").split()) for cell in row] for row in table.extract()]
            if drawn:
                words[place] = []
        yield from read_tables(words)


def plain(text: str) -> str:
    """Letters and figures only, in lower case: how labels are compared."""
    return " ".join(re.findall(r"\w+", text.lower()))


def _columns(header: Sequence[str]) -> dict[int, str]:
    """Which columns of a list these are; empty where this is no list of cases."""
    patterns = check_rules().read.list_headers
    columns: dict[int, str] = {}
    for place, cell in enumerate(header):
        for field, pattern in patterns.items():
            if field not in columns.values() and re.search(pattern, cell.strip(), re.IGNORECASE):
                columns[place] = field
                break
    fields = set(columns.values())
    return (
        columns if {"category", "description"} <= fields or {"persons", "nature"} <= fields else {}
    )


def _lists(tables: Iterable[Table]) -> list[tuple[list[PublishedRow], int | None]]:
    """The rows of every list, with the printed total of its persons. A total ends a list; a header
    alone doesn't: it is repeated on every page."""
    lists: list[tuple[list[PublishedRow], int | None]] = []
    rows: list[PublishedRow] = []
    columns: dict[int, str] = {}
    for table in tables:
        for number, line in enumerate(table):
            found = _columns(line)
            if found:
                columns = found
            elif not columns or (number == 0 and len(line) < len(columns)):
                break  # A table of another kind.
            elif (printed := _total(line)) is not None:
                lists.append((rows, printed))
                rows = []
            else:
                rows += _row(line, columns, rows)
    return [*lists, (rows, None)] if rows else lists


def _total(line: Sequence[str]) -> int | None:
    match = re.fullmatch(r"totaal\W*(\d+)", " ".join(filter(None, line)).strip().lower())
    return int(match[1]) if match else None


def _row(
    line: Sequence[str], columns: dict[int, str], before: list[PublishedRow]
) -> list[PublishedRow]:
    cells = {field: line[place] for place, field in columns.items() if place < len(line)}
    first = "ref" if "ref" in columns.values() else "persons"
    if not cells.get(first, "").strip().isdigit():
        if before and any(cells.values()):
            _continue(before, cells)
        return []
    return [PublishedRow(**{field: text.strip() for field, text in cells.items()})]


def _continue(rows: list[PublishedRow], cells: dict[str, str]) -> None:
    """The rest of a row that a page break cut in two."""
    last = rows.pop()
    names = PublishedRow.__slots__
    joined = {name: f"{getattr(last, name)} {cells.get(name, '')}".strip() for name in names}
    rows.append(PublishedRow(**joined))


def _numbered(tables: Iterable[Table]) -> Iterator[tuple[str, list[int]]]:
    """Every line that is a label with one or more numbers behind it."""
    for table in tables:
        if any(_columns(line) for line in table[:2]):
            continue
        for line in table:
            cells = [cell for cell in line if cell]
            numbers = [cell for cell in cells[1:] if cell.isdigit()]
            if numbers and len(numbers) == len(cells) - 1:
                yield cells[0], [int(cell) for cell in numbers]


def _facts(
    name: str,
    style: Style,
    tables: Sequence[Table],
    lists: Sequence[tuple[Sequence[PublishedRow], int | None]],
) -> tuple[Facts, ...]:
    printed = _Printed(style)
    for label, numbers in _numbered(tables):
        printed.take(label, numbers)
    first = Facts(
        style,
        source=name,
        suspected=printed.suspected,
        proven=printed.proven,
        disposals=printed.disposals,
        subtotals=printed.subtotals,
        lines=printed.lines,
        table_labels=printed.labels,
        published=True,
    )
    if not lists:
        return (first,)
    (rows, total), *more = lists
    others = (
        _with_rows(Facts(style, source=f"{name}, lijst {number}", published=True), *one)
        for number, one in enumerate(more, 2)
    )
    return (_with_rows(first, rows, total), *others)


def _with_rows(facts: Facts, rows: Sequence[PublishedRow], total: int | None) -> Facts:
    read = _Outcomes(facts.style, rows)
    return replace(
        facts,
        rows=len(rows),
        refs=tuple(row.ref for row in rows if row.ref),
        by_category=read.by_category,
        proven_rows=read.proven if read.by_category else None,
        unproven=read.unproven,
        row_disposals=read.disposals if facts.disposals and read.complete else None,
        disposed_rows=read.disposals.total(),
        row_persons=read.persons,
        subtypes=tuple(row.subtype for row in rows),
        list_labels=read.labels,
        printed_persons=total,
    )


class _Printed:
    """The tables, line by line. A subtotal or total belongs to the table it stands in."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.suspected: dict[str, int] = {}
        self.proven: dict[str, int] = {}
        self.disposals: dict[str, int] = {}
        self.subtotals: dict[str, int] = {}
        self.lines: dict[str, int] = {}
        self.labels: dict[str, str] = {}
        self._table: dict[str, int] | None = None
        self._group = ""
        self._categories = category_names(style)
        self._disposals = {
            plain(item.label): (item.id, group.subtotal)
            for group in style.disposals
            for item in group.items
        }
        self._lines = {plain(line.label): line.id for t in style.tables for line in t.lines}

    def take(self, label: str, numbers: list[int]) -> None:
        """A line of a table."""
        name = plain(label)
        if name in self._lines:
            self.lines.setdefault(self._lines[name], numbers[0])
        elif name in self._categories and len(numbers) == 2:
            self._violation(self._categories[name], label, numbers)
        elif (disposal := self._disposal(name)) is not None:
            self.disposals[disposal[0]], self._group = numbers[0], disposal[1]
            self._table = self.disposals
        elif name.startswith("subtotaal") and self._table is self.disposals:
            self.subtotals[self._group] = numbers[0]
        elif name.startswith("totaal") and self._table is not None:
            self._table["total"] = numbers[0]
            if self._table is self.suspected:
                self.proven["total"] = numbers[1] if len(numbers) > 1 else 0
            self._table = None

    def _violation(self, key: str, label: str, numbers: list[int]) -> None:
        self.suspected[key], self.proven[key] = numbers
        self.labels[key] = label
        self._table = self.suspected

    def _disposal(self, name: str) -> tuple[str, str] | None:
        """The disposal of a label; a label that was cut off or runs on counts too."""
        if name in self._disposals:
            return self._disposals[name]
        if len(name) < 20:
            return None
        found = [
            item for label, item in self._disposals.items()
            if label.startswith(name[:30]) or name.startswith(label)
        ]  # fmt: skip
        return found[0] if len(found) == 1 else None


def category_names(style: Style) -> dict[str, str]:
    """Every name of a category, in plain letters, with its id."""
    return {
        plain(name): item.id
        for item in style.categories
        for name in (*item.aliases, item.list, item.table)
    }


def outcome(row: PublishedRow) -> tuple[str, str]:
    """How a published row ended: (proven: yes, no or pending; the disposal or empty)."""
    read = check_rules().read
    text = row.outcome
    if re.search(read.pending, row.enforcement, re.IGNORECASE):
        return "pending", ""
    unproven = re.search(read.unproven, text, re.IGNORECASE)
    if unproven:
        return "no", ""
    found = (d.id for d in read.disposals if re.search(d.pattern, text, re.IGNORECASE))
    return "yes", next(found, "")


class _Outcomes:
    """What the rows of a list add up to."""

    def __init__(self, style: Style, rows: Sequence[PublishedRow]) -> None:
        names = category_names(style)
        self.by_category: Counter[str] = Counter()
        self.proven: Counter[str] = Counter()
        self.disposals: Counter[str] = Counter()
        self.labels: dict[str, str] = {}
        self.unproven = 0
        self.complete = True
        """Whether every proven row says how it ended."""
        counted = [int(row.persons) for row in rows if row.persons.isdigit()]
        self.persons = sum(counted) if counted else None
        for row in rows:
            proven, disposal = outcome(row)
            category = names.get(plain(row.category), "")
            if category:
                self.by_category[category] += 1
                self.proven[category] += proven == "yes"
                self.labels[category] = row.category
            self.unproven += proven != "yes"
            if disposal:
                self.disposals[disposal] += 1
            elif proven == "yes":
                self.complete = False
