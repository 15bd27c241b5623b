"""Registers of people: rows of which each has a name and a code of one form.

Nothing on the page need say what the codes are: "VP12-001", "VP12-002" and "VP12-005" in rows with
names number the cases of these people, and "447120 Baars, K." is a member of staff. A list of
invoices or motions looks the same; what it says above it or over its column rules it out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

import regex

from woo_tool.detect.layout.tables import Columns
from woo_tool.detect.numbers.file_numbers import file_code, file_number
from woo_tool.kinds import Label

#: A code at the edges of a cell, or in brackets.
_CODE = regex.compile(
    r"(?<![^\s|;(])(?<=(?:^|\n|[ ]{2}|[\t|;(])[ ]?)"
    r"(?P<code>(?=[\p{L}\d./-]{0,12}\d{2})\p{Lu}{0,5}(?:[-./ ]?\p{Lu}{0,3}\d{1,8}){1,4})"
    r"(?=[ ]?(?:[ ]{2}|[\t|;)\n]|$)|[ ]\p{Lu})"
)
_DIGITS = regex.compile(r"\d+")
_BESIDE = regex.compile(r"[ \t|;,:-]*")
_STAFF = regex.compile(r"\p{Lu}{0,2}\d{4,8}")
_LEAST_DIGITS = 5
_LEAST_ROWS, _LEAST_NAMES = 3, 2
_SHARE = 0.5
_ABOVE = 400  # characters above a register that say what it lists


class _Code(NamedTuple):
    start: int
    end: int
    row: int
    beside: bool


def register_codes(
    text: str, names: Sequence[tuple[int, int]], things: regex.Pattern[str]
) -> Iterator[tuple[Label, int, int]]:
    """The codes of the registers in a text with these names; ``things`` are words for what else
    such a list may number."""
    lines = text.split("\n")
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    rows = {bisect_right(starts, start) for start, _ in names}
    if sum(_CODE.search(lines[row - 1]) is not None for row in rows) < _LEAST_NAMES:
        return
    forms: dict[str, list[_Code]] = defaultdict(list)
    for match in _CODE.finditer(text):
        start, end = match.span("code")
        code = _Code(start, end, bisect_right(starts, start), _is_beside(text, start, end, names))
        forms[_form(match["code"])].append(code)
    for form, codes in forms.items():
        if _is_register(text, form, codes, rows) and not _lists_things(text, codes[0], things):
            for code in codes:
                staff = code.beside and _STAFF.fullmatch(text, code.start, code.end)
                label = Label.PERSONNEL_NUMBER if staff else Label.CASE_NUMBER
                yield label, code.start, code.end


def _is_beside(text: str, start: int, end: int, names: Sequence[tuple[int, int]]) -> bool:
    """Whether the code stands in the cell before or behind a name."""
    number = bisect_right(names, (start, start))
    before = number > 0 and _BESIDE.fullmatch(text, names[number - 1][1], start)
    behind = number < len(names) and _BESIDE.fullmatch(text, end, names[number][0])
    return bool(before or behind)


def _form(code: str) -> str:
    """The letters and signs of a code; of one in digits alone how many there are."""
    return f"#{len(code)}" if code.isdigit() else _DIGITS.sub("0", code)


def _is_register(text: str, form: str, codes: Sequence[_Code], rows: set[int]) -> bool:
    """Whether enough rows have such a code, and a name; one in digits stands beside the name."""
    numbered = {code.row for code in codes}
    named = len(numbered & rows)
    if not max(_LEAST_ROWS, len(codes)) <= len(numbered):
        return False
    values = [text[code.start : code.end] for code in codes]
    if form[0] == "#":
        fits = all(len(value) >= _LEAST_DIGITS and file_number(value) for value in values)
        return fits and named == len(numbered) and all(code.beside for code in codes)
    return named >= max(_LEAST_NAMES, _SHARE * len(numbered)) and all(map(file_code, values))


def _lists_things(text: str, first: _Code, things: regex.Pattern[str]) -> bool:
    """Whether what stands above says that the list numbers something else."""
    line = text.rfind("\n", 0, first.start) + 1
    header = Columns.of(text).header_at(first.start)
    above = text[max(0, line - _ABOVE) : line]
    return things.search(above) is not None or things.search(header) is not None
