"""Counting cases: which belong to a period, and every table of a form."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from woo_tool.errors import InputError, RequestError
from woo_tool.overview.data import CountLine, CountTable, Period
from woo_tool.overview.register import CaseEntry
from woo_tool.overview.style import Line, Style, TableSpec

NONE = "geen"
"""The disposal of a proven case that had no consequences."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The cases of a period: what is listed, what runs or falls outside and is only counted."""

    period: Period
    listed: tuple[CaseEntry, ...]
    everything: tuple[CaseEntry, ...]
    running: int
    outside: int
    excluded: int

    def received(self) -> list[CaseEntry]:
        """Received in the period, running or not."""
        return [case for case in self.everything if self.period.holds(case.received)]

    def carried(self) -> list[CaseEntry]:
        """Received before the period and closed within it."""
        return [
            case
            for case in self.everything
            if self.period.holds(case.closed)
            and case.received is not None
            and case.received < self.period.first
        ]


def is_running(case: CaseEntry) -> bool:
    """A case without an end, or whose outcome is open."""
    return case.closed is None or case.proven == "pending"


def select(
    cases: Sequence[CaseEntry], style: Style, from_: dt.date | None, until: dt.date | None
) -> Selection:
    """The cases of the period, by the day that the form goes by. Raises InputError when none
    remains, RequestError for a case without that day."""
    kept = [case for case in cases if case.unit not in style.excluded_units]
    by_receipt = style.basis == "received"
    if by_receipt:
        _require_receipt(kept)
    listing = style.running == "listed"
    eligible = [case for case in kept if listing or not is_running(case)]
    days = [day for case in eligible if (day := _day(case, by_receipt=by_receipt))]
    if not days:
        raise InputError("er is geen afgeronde zaak in deze periode.")
    first = from_ or dt.date(min(days).year, 1, 1)
    last = until or dt.date(max(days).year, 12, 31)
    if last < first:
        raise InputError(f"het register heeft geen zaken van {first} tot en met {last}.")
    period = Period(first, last)
    listed = [case for case in eligible if period.holds(_day(case, by_receipt=by_receipt))]
    if not listed:
        raise InputError("er is geen afgeronde zaak in deze periode.")
    return Selection(
        period,
        tuple(listed),
        tuple(kept),
        running=sum(map(is_running, listed if listing else kept)),
        outside=len(eligible) - len(listed),
        excluded=len(cases) - len(kept),
    )


def _require_receipt(cases: Iterable[CaseEntry]) -> None:
    missing = [str(case.row) for case in cases if case.received is None]
    if missing:
        rows = ", ".join(missing[:5]) + (" …" if len(missing) > 5 else "")
        raise RequestError(
            f"rij {rows}, kolom received: deze cel mag niet leeg zijn.",
            advice="Deze vorm telt meldingen naar de dag van ontvangst.",
        )


def _day(case: CaseEntry, *, by_receipt: bool) -> dt.date | None:
    return case.received if by_receipt else case.closed


def count_table(spec: TableSpec, style: Style, selection: Selection) -> CountTable:
    """A table of the form, counted."""
    lines: Callable[[], tuple[CountLine, ...]] = {
        "violations": lambda: violation_lines(selection.listed, style),
        "disposals": lambda: disposal_lines(selection.listed, style),
        "counts": lambda: tuple(
            CountLine(
                line.label,
                (count_line(line, population(spec, selection)),),
                total=line.total,
                indent=line.indent,
                id=line.id,
            )
            for line in spec.lines
        ),
    }[spec.kind]
    return CountTable(spec.id, spec.title, spec.header, lines())


def population(spec: TableSpec, selection: Selection) -> Sequence[CaseEntry]:
    """The cases that a table of counts is about."""
    if spec.population == "received":
        return selection.received()
    return selection.carried() if spec.population == "carried" else selection.listed


def violations(cases: Iterable[CaseEntry]) -> tuple[Counter[str], Counter[str]]:
    """Suspected and proven violations by category, every one of a case."""
    suspected: Counter[str] = Counter()
    proven: Counter[str] = Counter()
    for case in cases:
        for category, shown in case.violations:
            suspected[category] += 1
            proven[category] += shown
    return suspected, proven


def violation_lines(cases: Iterable[CaseEntry], style: Style) -> tuple[CountLine, ...]:
    """Suspected and proven by category, and their totals."""
    suspected, proven = violations(cases)
    lines = [
        CountLine(item.table, (suspected[item.id], proven[item.id]), id=item.id)
        for item in style.categories
    ]
    totals = (suspected.total(), proven.total())
    return (*lines, CountLine(style.text("total"), totals, total=True, id="total"))


def disposals_of(case: CaseEntry) -> tuple[tuple[str, int], ...]:
    """The disposals of a case with the number of persons. 'geen' is about proven cases alone:
    where nothing was proven there is nothing to dispose of (BZK 2021, tabel afdoening)."""
    found = case.disposals
    if not found and case.proven == "yes":
        found = ((NONE, case.persons),)
    return tuple(item for item in found if item[0] != NONE or case.proven == "yes")


def disposals(cases: Iterable[CaseEntry]) -> tuple[Counter[str], Counter[str]]:
    """Disposals by kind: in how many cases, and for how many persons."""
    in_cases: Counter[str] = Counter()
    persons: Counter[str] = Counter()
    for case in cases:
        found = disposals_of(case)
        in_cases.update({name for name, _ in found})
        for name, number in found:
            persons[name] += number
    return in_cases, persons


def disposal_lines(cases: Iterable[CaseEntry], style: Style) -> tuple[CountLine, ...]:
    """Disposals by case and by person, with the subtotals of the groups."""
    counts = disposals(cases)
    lines = []
    for group in style.disposals:
        if group.subtotal:
            lines.append(CountLine(group.label, (), heading=True))
        for item in group.items:
            numbers = tuple(count[item.id] for count in counts)
            if any(numbers) or not item.when_used:
                lines.append(CountLine(item.label, numbers, id=item.id))
        if group.subtotal:
            sums = tuple(sum(count[item.id] for item in group.items) for count in counts)
            lines.append(CountLine(group.subtotal, sums, total=True, id=group.subtotal))
    totals = tuple(count.total() for count in counts)
    return (*lines, CountLine(style.text("total"), totals, total=True, id="total"))


def count_line(line: Line, cases: Iterable[CaseEntry]) -> int:
    """The number of a line: of cases, of persons, or of the disposals that it names."""
    chosen = [case for case in cases if _fits(line, case)]
    if line.count == "persons":
        return sum(case.persons for case in chosen)
    if line.count == "cases":
        return len(chosen)
    wanted = line.where.get("disposals", ())
    return sum(
        number
        for case in chosen
        for name, number in disposals_of(case)
        if not wanted or name in wanted
    )


def _fits(line: Line, case: CaseEntry) -> bool:
    for field, wanted in line.where.items():
        if field == "disposals":
            if not any(name in wanted for name, _ in disposals_of(case)):
                return False
        elif field == "police":
            if ("yes" if case.police else "no") not in wanted:
                return False
        elif getattr(case, field) not in wanted:
            return False
    return True
