"""The numbers that are checked: those of a register, beside those that were printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from woo_tool.overview.check import Discrepancy, Facts, check
from woo_tool.overview.count import disposals, disposals_of, is_running, violations
from woo_tool.overview.data import CountTable, Overview
from woo_tool.overview.register import CaseEntry
from woo_tool.overview.reported import Printed, Reported
from woo_tool.overview.sources import Counted, check_sources
from woo_tool.overview.style import Style


def check_register(
    cases: Sequence[CaseEntry], overview: Overview, style: Style, printed: Printed
) -> tuple[Discrepancy, ...]:
    """Checks the overview of a register: by itself, against what was printed, and against what
    other sources said.

    ``cases`` are those of the register; only those in the overview count for its rows.
    """
    found = check(_own_facts(cases, overview, style))
    if printed.reported is not None:
        found += check(_facts(cases, overview, style, printed.reported))
    counted = _counted(_listed(cases, overview, style), overview, style, printed.reported)
    return found + check_sources(counted, printed.others)


def _counted(
    listed: Sequence[CaseEntry], overview: Overview, style: Style, reported: Reported | None
) -> Counted:
    """The numbers of the overview that other sources are compared with."""
    suspected, _ = violations(listed)
    decided = [case for case in listed if case.proven != "pending"]
    by_category = Counter(case.category for case in listed)
    return Counted(
        style=style,
        name=reported.source if reported and reported.source else overview.title,
        years=frozenset(range(overview.period.first.year, overview.period.last.year + 1)),
        cases={**by_category, "total": len(listed)},
        violations=(
            {**suspected, "total": suspected.total()},
            *([reported.suspected] if reported else []),
        ),
        disposals=disposals(listed),
        proven=sum(case.proven == "yes" for case in decided),
        decided=len(decided),
    )


def _own_facts(cases: Sequence[CaseEntry], overview: Overview, style: Style) -> Facts:
    """What the overview prints of itself; the tables are printed as they were computed."""
    listed = _listed(cases, overview, style)
    kinds = {spec.kind: overview.table(spec.id) for spec in style.tables
             if spec.id in style.sections}  # fmt: skip
    suspicions, outcomes = kinds.get("violations"), kinds.get("disposals")
    in_cases = disposals(listed)[0]
    return Facts(
        style,
        rows=len(overview.rows) if overview.rows else None,
        refs=tuple(row.ref for row in overview.rows),
        published=True,
        unproven=sum(case.proven != "yes" and not disposals_of(case) for case in listed),
        row_disposals=in_cases,
        disposed_rows=sum(bool(disposals_of(case)) for case in listed),
        too_many=tuple(_too_many(listed)),
        computed_lines=_lines(overview),
        suspected=_numbers(suspicions, 0),
        proven=_numbers(suspicions, 1),
        disposals=_numbers(outcomes, 0, style.disposal_ids),
        subtotals=_subtotals(outcomes, style),
    )


def _facts(
    cases: Sequence[CaseEntry], overview: Overview, style: Style, reported: Reported
) -> Facts:
    listed = _listed(cases, overview, style)
    in_cases, persons = disposals(listed)
    year = str(overview.period.last.year)
    tables = any(spec.kind == "violations" for spec in style.tables)
    return Facts(
        style,
        source=reported.source or "gedrukt",
        rows=len(listed),
        by_category=Counter(case.category for case in listed),
        proven_rows=Counter(case.category for case in listed if case.proven == "yes"),
        unproven=sum(case.proven != "yes" and not disposals_of(case) for case in listed),
        row_disposals=in_cases,
        person_disposals=persons,
        disposed_rows=sum(bool(disposals_of(case)) for case in listed),
        row_police=sum(case.police for case in listed),
        row_persons=sum(case.persons for case in listed),
        subtypes=tuple(case.subtype for case in listed),
        closed_year=year if style.basis == "closed" else "",
        received_elsewhere=sum(not overview.period.holds(case.received) for case in listed),
        computed_lines=_lines(overview),
        printed_rows=reported.rows,
        printed_persons=reported.persons,
        printed_police=reported.police,
        printed_received=reported.received,
        suspected=reported.suspected,
        proven=reported.proven,
        disposals=reported.disposals,
        subtotals=reported.subtotals,
        lines=reported.lines,
        counts_persons=reported.counts == "persons",
        table_labels={item.id: item.table for item in style.categories} if tables else {},
        list_labels={item.id: item.list for item in style.categories}
        if any(column.field == "category" for column in style.columns)
        else {},
    )


def _listed(cases: Sequence[CaseEntry], overview: Overview, style: Style) -> list[CaseEntry]:
    by_receipt = style.basis == "received"
    return [
        case
        for case in cases
        if case.unit not in style.excluded_units
        and overview.period.holds(case.received if by_receipt else case.closed)
        and (style.running == "listed" or not is_running(case))
    ]


def _too_many(cases: Sequence[CaseEntry]) -> list[tuple[str, int, int]]:
    """Cases where one disposal was given more often than there are persons."""
    return [
        (f"rij {case.row} van het register", number, case.persons)
        for case in cases
        for _, number in disposals_of(case)
        if number > case.persons
    ]


def _lines(overview: Overview) -> dict[str, int]:
    return {
        line.id: line.numbers[0]
        for table in overview.tables
        for line in table.lines
        if line.id and line.numbers
    }


def _numbers(
    table: CountTable | None, column: int, names: Sequence[str] | None = None
) -> dict[str, int]:
    return {
        line.id: line.numbers[column]
        for line in (table.lines if table else ())
        if line.id and line.numbers and (names is None or line.id in (*names, "total"))
    }


def _subtotals(table: CountTable | None, style: Style) -> dict[str, int]:
    labels = {group.subtotal for group in style.disposals}
    lines = table.lines if table else ()
    return {line.id: line.numbers[0] for line in lines if line.id in labels and line.numbers}
