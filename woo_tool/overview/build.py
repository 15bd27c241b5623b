"""Everything that the overview says, counted from the register."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from woo_tool.errors import InputError
from woo_tool.overview.register import CaseEntry
from woo_tool.overview.style import Style

_NONE = "geen"


@dataclass(frozen=True, slots=True)
class Row:
    """One published case."""

    ref: str
    category: str
    subtype: str
    description: str


@dataclass(frozen=True, slots=True)
class CountLine:
    """A line of a table: a label, its numbers, and whether it is a (sub)total."""

    label: str
    numbers: tuple[int, ...]
    total: bool = False
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Overview:
    """The overview as data; PDF and XLSX are two ways to print it."""

    title: str
    period: str
    period_id: str
    rows: tuple[Row, ...]
    violations: tuple[CountLine, ...]
    disposals: tuple[CountLine, ...]
    notes: tuple[str, ...]


def build_overview(
    cases: Sequence[CaseEntry],
    style: Style,
    descriptions: Sequence[str],
    *,
    from_: dt.date | None = None,
    until: dt.date | None = None,
) -> Overview:
    """The overview of the cases that were closed from ``from_`` to ``until`` (inclusive).

    ``descriptions`` are the anonymised descriptions, one for each case. Running cases and cases
    outside the period are counted in the notes. Raises InputError when no case remains.
    """
    anonymous = dict(zip((case.row for case in cases), descriptions, strict=True))
    running = [case for case in cases if case.closed is None or case.proven == "pending"]
    closed = [case for case in cases if case not in running]
    chosen = [case for case in closed if _within(case, from_, until)]
    if not chosen:
        raise InputError("er is geen afgeronde zaak in deze periode.")
    dates = [case.closed for case in chosen if case.closed]
    first, last = from_ or _year_start(min(dates)), until or _year_end(max(dates))
    outside = len(closed) - len(chosen)
    return Overview(
        title=style.title,
        period=style.texts.period.format(from_=_dutch(first), until=_dutch(last)),
        period_id=_period_id(first, last),
        rows=_rows(chosen, style, anonymous),
        violations=_violations(chosen, style),
        disposals=_disposals(chosen, style),
        notes=_notes(chosen, style, len(running), outside),
    )


def _within(case: CaseEntry, from_: dt.date | None, until: dt.date | None) -> bool:
    if case.closed is None:
        return False
    return (from_ is None or case.closed >= from_) and (until is None or case.closed <= until)


def _rows(cases: Sequence[CaseEntry], style: Style, texts: dict[int, str]) -> tuple[Row, ...]:
    """Published rows in the order of the categories, numbered anew: a number of the register
    leads to a file."""
    order = {item.id: place for place, item in enumerate(style.categories)}
    names = {item.id: item.list for item in style.categories}
    ordered = sorted(cases, key=lambda case: (order[case.category], case.row))
    return tuple(
        Row(str(number), names[case.category], case.subtype, texts[case.row])
        for number, case in enumerate(ordered, 1)
    )


def _violations(cases: Sequence[CaseEntry], style: Style) -> tuple[CountLine, ...]:
    suspected: Counter[str] = Counter()
    proven: Counter[str] = Counter()
    for case in cases:
        for category, shown in case.violations:
            suspected[category] += 1
            proven[category] += shown
    lines = [
        CountLine(item.table, (suspected[item.id], proven[item.id])) for item in style.categories
    ]
    total = CountLine(style.texts.total, (suspected.total(), proven.total()), total=True)
    return (*lines, total)


def _disposals(cases: Sequence[CaseEntry], style: Style) -> tuple[CountLine, ...]:
    """Disposals as registered. 'geen' is about proven cases alone: where nothing was proven there
    is nothing to dispose of (BZK 2021, tabel afdoening)."""
    counts: Counter[str] = Counter()
    for case in cases:
        proven = case.proven == "yes"
        for name, number in case.disposals or ((_NONE, 1),):
            if name != _NONE or proven:
                counts[name] += number
    lines = []
    for group in style.disposals:
        if group.subtotal:
            lines.append(CountLine(group.label, (), heading=True))
        lines += [CountLine(item.label, (counts[item.id],)) for item in group.items]
        if group.subtotal:
            subtotal = sum(counts[item.id] for item in group.items)
            lines.append(CountLine(group.subtotal, (subtotal,), total=True))
    lines.append(CountLine(style.texts.total, (counts.total(),), total=True))
    return tuple(lines)


def _notes(cases: Sequence[CaseEntry], style: Style, running: int, outside: int) -> tuple[str, ...]:
    texts = style.texts
    unproven = sum(case.proven != "yes" for case in cases)
    police = sum(case.police for case in cases)
    counted = (
        (texts.not_proven, unproven),
        (texts.police, police),
        (texts.running, running),
        (texts.outside, outside),
    )
    return (
        texts.per_case,
        *(_counted(text, number) for text, number in counted if number),
        texts.anonymous,
    )


def _counted(text: str, number: int) -> str:
    one = number == 1
    sentence = text.format(
        n="één" if one else str(number),
        zaken="zaak" if one else "zaken",
        lopen="loopt" if one else "lopen",
        staan="staat" if one else "staan",
        vallen="valt" if one else "vallen",
    )
    return sentence[0].upper() + sentence[1:]


_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip


def _dutch(day: dt.date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _year_start(day: dt.date) -> dt.date:
    return dt.date(day.year, 1, 1)


def _year_end(day: dt.date) -> dt.date:
    return dt.date(day.year, 12, 31)


def _period_id(first: dt.date, last: dt.date) -> str:
    """'2023' for a whole year, else both dates: part of the file name."""
    whole = first == _year_start(first) and last == _year_end(last)
    if whole and first.year == last.year:
        return str(first.year)
    if whole:
        return f"{first.year}-{last.year}"
    return f"{first.isoformat()}-{last.isoformat()}"
