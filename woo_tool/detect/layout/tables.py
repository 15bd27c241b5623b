"""Columns of a table in plain text: which header stands above a place.

Cells are parted by a tab, by two spaces or more, by a bar, or by the semicolons or commas of an
export. A line with a tab in it comes from the geometry of the page (see ``shadow``): the words of a
line that stand far apart. A table whose columns ran together (single spaces only) keeps its header
as a whole: which word of it belongs to a value is for the recognizer to say.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from woo_tool.model import Page, Word

_CUT = regex.compile(r"[ ]*\|[ ]*|[ ]*\t\s*|[ ]{2,}")
#: The header of an export: short words between semicolons or commas, and nothing else.
_EXPORT = tuple(
    (
        sign[0],
        regex.compile(sign),
        regex.compile(rf"[\p{{L}}\d{signs}]{{1,30}}(?:{sign}[\p{{L}}\d{signs}]{{0,30}}){{2,}}"),
    )
    for sign, signs in ((";", r" _./\"()*+&,'’:-"), (",(?! )", r" _./\"()*+&'’:-"))
)
#: A gap between two words of this many times the height of the line is a gap between columns.
_COLUMN_GAP = 1.2
#: Lines that may stand below the last row of a page, or above the first of the next: a page number.
_FURNITURE = 4
_KEPT = 4  # texts of which the columns are kept
_TOP = 2_000  # characters in which those and a row stand
#: A line of more cells than this has columns.
_FEW_CELLS = 2
#: Rows of a table without headers, and lines in it that are none of its rows.
_LEAST_ROWS, _STRAYS = 3, 1
_SEMICOLON = regex.compile(";")
_GAP = regex.compile(r"\S(?:[ ]{2,}|[ ]*[\t|][ ]*)\S")
#: Words of a header line whose columns ran together; two of them make such a header.
_HEADINGS = frozenset(
    {
        "naam", "namen", "achternaam", "voornaam", "voornamen", "voorletters", "voorl", "vrl",
        "roepnaam", "geb", "gebdat", "geb.datum", "geb.dat", "geboren", "geboortedatum",
        "geboorteplaats", "rang", "schaal", "functie", "persnr", "pers.nr", "personeelsnr",
        "personeelsnummer", "dienstnr", "afdeling", "afd", "eenheid", "tel", "telefoon",
        "toestel", "tst", "mobiel", "kamer", "adres", "straat", "huisnr", "postcode",
        "woonplaats", "plaats", "nationaliteit", "nat", "bsn", "sofinr", "paspoort",
        "paspoortnr", "documentnr", "docnr", "kenteken", "datum", "nr", "volgnr", "dossiernr",
        "dossier", "melding", "meldnr", "zaaknr", "opm", "opmerking", "opmerkingen", "geslacht",
        "m/v", "e-mail", "mail", "status", "dienst", "account", "gebruikersnaam", "inlognaam",
    }
)  # fmt: skip
#: A line with one of these is a sentence.
_SENTENCE = frozenset(
    {
        "de", "het", "een", "dat", "die", "is", "zijn", "wordt", "werd", "was", "u", "ik",
        "wij", "en", "of", "niet", "voor",
    }
)  # fmt: skip
_NO_HEADER = frozenset(":,;|\t")
_LONGEST_HEADER = 160


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its place in the text, where it stands in its line, the header above it, and all
    headers of its table (parted by bars)."""

    start: int
    end: int
    offset: int
    index: int
    header: str = ""
    headers: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table whose columns ran together, with the whole line of headers above it."""

    start: int
    end: int
    header: str


def cells(line: str, start: int, cut_at: regex.Pattern[str] = _CUT) -> list[Cell]:
    """The non-empty cells of a line that begins at ``start``."""
    found = []
    position = 0
    cuts = [*(m.span() for m in cut_at.finditer(line)), (len(line), len(line))]
    for index, cut in enumerate(cuts):
        text = line[position : cut[0]]
        if text.strip():
            lead = len(text) - len(text.lstrip())
            begin = start + position + lead
            found.append(Cell(begin, begin + len(text.strip()), position + lead, index))
        position = cut[1]
    return found


def lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a text with their offsets."""
    position = 0
    for line in text.split("\n"):
        yield position, line
        position += len(line) + 1


class Columns:
    """All cells below a header line, found once for a text."""

    def __init__(self, found: Sequence[Cell], rows: Sequence[Row] = (), header: str = "") -> None:
        #: The line of headers of the table that the text ends in; empty when it ends in none.
        self.open_header = header
        self.cells = sorted(found, key=lambda cell: cell.start)
        self._starts = [cell.start for cell in self.cells]
        self.rows = rows
        self._row_starts = [row.start for row in rows]
        #: Where the cells and rows begin.
        self.starts = (*self._starts, *self._row_starts)

    @staticmethod
    def of(text: str) -> Columns:
        """The columns of a text (kept for the last few texts: every recognizer asks)."""
        return _LAID_OUT.get(text) or _read(text)

    @staticmethod
    def lay_out(text: str, found: Sequence[Cell]) -> None:
        """Has ``of`` give these cells, which the places of the words show, for their lines."""
        _LAID_OUT.pop(text, None)
        if not found:
            return
        read = _read(text)
        own = {text.rfind("\n", 0, cell.start) for cell in found}
        rest = [cell for cell in read.cells if text.rfind("\n", 0, cell.start) not in own]
        _LAID_OUT[text] = Columns([*found, *rest], read.rows, read.open_header)
        if len(_LAID_OUT) > _KEPT:
            del _LAID_OUT[next(iter(_LAID_OUT))]

    def header_at(self, place: int) -> str:
        """The header of the column that ``place`` stands in; empty outside a table."""
        index = bisect_right(self._starts, place) - 1
        if index >= 0 and self.cells[index].start <= place < self.cells[index].end:
            return self.cells[index].header
        return ""

    def row_at(self, place: int) -> Row | None:
        """The row of a table whose columns ran together that ``place`` stands in."""
        index = bisect_right(self._row_starts, place) - 1
        if index >= 0 and place < self.rows[index].end:
            return self.rows[index]
        return None


@lru_cache(maxsize=_KEPT)
def _read(text: str) -> Columns:
    rows = list(_table_lines(text))
    found = [cell for row in rows for cell in row.cells]
    return Columns(found, list(_run_together(text)), _open_header(text, rows))


#: The columns of the last texts whose words have places.
_LAID_OUT: dict[str, Columns] = {}


def _run_together(text: str) -> Iterator[Row]:
    header = ""
    for start, line in lines(text):
        if not line.strip():
            header = ""
        elif header and any(char.isdigit() for char in line):
            yield Row(start, start + len(line), header)
        elif is_run_together(line):
            header = line


def is_run_together(line: str) -> bool:
    """True for a line of headers whose columns ran together."""
    if len(line) > _LONGEST_HEADER or not _NO_HEADER.isdisjoint(line):
        return False
    words = [word.strip("()").rstrip(".").lower() for word in line.split()]
    if not 3 <= len(words) <= 16 or sum(map(_HEADINGS.__contains__, words)) < 2:
        return False
    return (
        _SENTENCE.isdisjoint(words)
        and not any(map(str.isdigit, line))
        and len(cells(line, 0)) <= _FEW_CELLS
    )


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of a table: its cells with their headers, the line of the headers, and its own end."""

    cells: tuple[Cell, ...]
    header: str
    end: int


def _table_lines(text: str) -> Iterator[_Line]:
    header: list[tuple[Cell, str]] = []
    above, rows, cut = "", 0, _CUT
    for start, line in lines(text):
        if not header:
            cut = _separator(line)
        row = cells(line, start, cut) if _is_parted(line, cut) else []
        if not line.strip():
            header, rows = (header, rows) if rows == 0 else ([], 0)
        elif header and row:
            rows += 1
            found = _under(header, row, cut is not _CUT or "|" in line)
            yield _Line(tuple(found), above, start + len(line))
        elif header and cut is not _CUT:
            header = []
        elif len(row) >= 2 and is_header(line, row):
            header, rows = [(cell, text[cell.start : cell.end].strip('"')) for cell in row], 0
            above = line


def _open_header(text: str, rows: Sequence[_Line]) -> str:
    if not rows:
        return ""
    below = [line for line in text[rows[-1].end :].split("\n") if line.strip()]
    return rows[-1].header if len(below) <= _FURNITURE else ""


def next_row(header: str, text: str) -> int | None:
    """Where a table with this line of headers goes on at the beginning of a text; None when it
    doesn't, or says its headers again."""
    cut = _separator(header)
    many = len(cells(header, 0, cut))
    filled = ((start, line) for start, line in lines(text[:_TOP]) if line.strip())
    for start, line in itertools.islice(filled, _FURNITURE + 1):
        if line == header:
            return None
        if len(cells(line, 0, cut)) == many:
            return start
    return None


def _separator(line: str) -> regex.Pattern[str]:
    """What parts the cells of a table whose header this line can be."""
    for sign, cut, form in _EXPORT:
        if line.count(sign) > 1 and form.fullmatch(line):
            return cut
    return _CUT


def _is_parted(line: str, cut: regex.Pattern[str]) -> bool:
    if cut is _CUT:
        return "  " in line or "\t" in line or "|" in line
    return cut.search(line) is not None


def is_header(line: str, row: Sequence[Cell]) -> bool:
    """True when a line of these cells can head the columns of a table."""
    if any(char.isdigit() for char in line) or ":" in line:
        return False
    if len(row) < 3 and "|" not in line:  # two cells are a field and its value, not a header
        return False
    return all(cell.end - cell.start <= 40 for cell in row)


@lru_cache(maxsize=_KEPT)
def bare_columns(text: str) -> tuple[tuple[Cell, ...], ...]:
    """The columns of rows that stand together with as many cells, whatever stands above them."""
    found: list[tuple[Cell, ...]] = []
    table: list[list[Cell]] = []
    strays = 0
    parted = any(sign in text for sign in ("  ", "\t", "|", ";"))
    for start, line in lines(text) if parted else ():
        row = _bare_cells(start, line)
        if len(row) > 1:
            table.append(row)
            strays = 0
            continue
        strays += 1
        if table and strays > _STRAYS:
            found += _alike(table)
            table = []
    return (*found, *_alike(table))


def _bare_cells(start: int, line: str) -> list[Cell]:
    if ("  " in line or "\t" in line or "|" in line) and _GAP.search(line) is not None:
        return cells(line, start)
    return cells(line, start, _SEMICOLON) if line.count(";") >= _FEW_CELLS else []


def _alike(table: Sequence[Sequence[Cell]]) -> Iterator[tuple[Cell, ...]]:
    for many in sorted({len(row) for row in table}):
        alike = [row for row in table if len(row) == many]
        if len(alike) >= _LEAST_ROWS:
            yield from zip(*alike, strict=True)


def _under(header: list[tuple[Cell, str]], row: list[Cell], bars: bool) -> Iterator[Cell]:
    if not bars and len(header) == len(row) + 1 and _repeats([name for _, name in header[1:]]):
        header = header[1:]
    same = bars or len(row) == len(header)
    headers = "|".join(name for _, name in header)
    for number, cell in enumerate(row):
        if same:
            place = cell.index if bars else number
            heads = (
                [name for head, name in header if head.index == place]
                if bars
                else [header[number][1]]
            )
            name = heads[0] if heads else ""
        else:
            name = min(header, key=lambda head: abs(head[0].offset - cell.offset))[1]
        yield replace(cell, header=name, headers=headers)


def _repeats(names: Sequence[str]) -> bool:
    """True for the heads of a table that is set twice beside itself, behind the name of a field."""
    half = len(names) // 2
    return half > 1 and len(names) % 2 == 0 and list(names[:half]) == list(names[half:])


def _height(word: Word) -> float:
    return word.box.y1 - word.box.y0


def shadow(page: Page) -> str:
    """The text of a page with a tab for each space that is a column gap on the paper.

    Same length as ``page.text``, so offsets hold in both. Control characters and every kind of
    space become a space, and a non-breaking hyphen a hyphen, as the patterns know only those. A
    soft hyphen is one too: in many PDFs every hyphen comes out as one. A run of hundreds of signs
    becomes spaces: it says nothing, and spaCy's tokeniser takes time by its square.
    """
    text: str = _CONTROL.sub(" ", page.text).translate(_HYPHENS)
    text = _SIGNS.sub(lambda run: " " * len(run[0]), text)
    gaps = [
        right.start - 1
        for left, right in zip(page.words, page.words[1:], strict=False)
        if left.line == right.line
        and right.start == left.end + 1
        and right.box.x0 - left.box.x1 > _COLUMN_GAP * max(_height(left), _height(right)) > 0
    ]
    if not gaps:
        return text
    chars = list(text)
    for gap in gaps:
        if chars[gap] == " ":
            chars[gap] = "\t"
    return "".join(chars)


_HYPHENS = {0xAD: "-", 0x2010: "-", 0x2011: "-"}
_SIGNS = regex.compile(r"(?:[^\w\s]|_){200,}+")
_CONTROL = regex.compile(
    r"[\x00-\x08\x0b-\x1f\x7f\x85\xa0\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
