"""Comparisons with the year before, computed: sentences, a second column, and the figure."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from woo_tool.overview.count import (
    Selection,
    count_line,
    is_running,
    population,
    violations,
)
from woo_tool.overview.data import CountTable, Figure, Period
from woo_tool.overview.register import CaseEntry
from woo_tool.overview.style import Style, TableSpec

SMALL = 100
"""Below this number of cases a comparison carries the caution: a year-to-year change of a tenth
is then within chance (standard deviation of a Poisson count: its square root)."""

_YEARS = 3


@dataclass(frozen=True, slots=True)
class Previous:
    """The same period a year earlier; ``selection`` is None where nothing is known about it."""

    period: Period
    selection: Selection | None

    def widen(self, spec: TableSpec, table: CountTable) -> CountTable:
        """The table with a column for the year before."""
        if self.selection is None:
            return table
        cases = population(spec, self.selection)
        lines = tuple(
            replace(line, numbers=(*line.numbers, count_line(item, cases)))
            for line, item in zip(table.lines, spec.lines, strict=True)
        )
        header = (*table.header, _short(self.period))
        return replace(table, header=header, lines=lines)


def _short(period: Period) -> str:
    name = period.name
    return name if len(name) < 40 else period.id


def with_previous(style: Style, cases: Sequence[CaseEntry], period: Period) -> Previous:
    """What the registers say about the same period a year earlier."""
    before = period.year_before()
    by_receipt = style.basis == "received"
    listing = style.running == "listed"
    listed = tuple(
        case
        for case in cases
        if before.holds(case.received if by_receipt else case.closed)
        and (listing or not is_running(case))
    )
    if not listed:
        return Previous(before, None)
    return Previous(before, Selection(before, listed, tuple(cases), 0, 0, 0))


def comparison(style: Style, now: Selection, previous: Previous) -> tuple[str, ...]:
    """Sentences that compare with the year before; empty where that isn't known."""
    if previous.selection is None:
        return ()
    before = previous.selection
    said = _Said(style, previous.period)
    pair = len(now.listed), len(before.listed)
    sentences = [said.sentence("compare_total", *pair, period=now.period.name)]
    if any(spec.kind == "violations" for spec in style.tables):
        sentences += _by_category(style, said, now, before)
    for spec in style.tables:
        if spec.compare:
            sentences += _by_line(spec, said, now, before)
    if min(pair) < SMALL:
        sentences.append(style.text("caution"))
    return tuple(filter(None, sentences))


def _by_category(style: Style, said: _Said, now: Selection, before: Selection) -> Iterator[str]:
    """What changed in the violations; what stayed the same needs no sentence."""
    counts = violations(now.listed), violations(before.listed)
    for place, key in enumerate(("compare_category", "compare_proven")):
        for item in style.categories:
            n, m = counts[0][place][item.id], counts[1][place][item.id]
            if n != m:
                yield said.sentence(key, n, m, category=item.table)


def _by_line(spec: TableSpec, said: _Said, now: Selection, before: Selection) -> Iterator[str]:
    """The lines of a table that changed, apart from its first: that is the total sentence."""
    for line in spec.lines[1:]:
        n, m = (count_line(line, population(spec, side)) for side in (now, before))
        if n != m and line.indent <= 1:
            yield said.sentence("compare_line", n, m, category=line.label)


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence with two numbers and their difference, in words of the form."""

    style: Style
    period: Period

    def sentence(self, key: str, n: int, m: int, **more: str) -> str:
        """The sentence; a difference that chance explains says so."""
        text = self.style.text
        name = "compare_equal" if n == m else "compare_more" if n > m else "compare_less"
        before = text("compare_equal_before" if n == m else "compare_before")
        said = text(key).format(
            n=n,
            m=m,
            difference=text(name).format(d=abs(n - m)),
            before=before.format(previous=self.period.name),
            **(_ONE if n == 1 else _MORE),
            **more,
        )
        chance = text("compare_chance") if said and n != m and by_chance(n, m) else ""
        return f"{said} {chance}".strip()


_ONE = {"zijn": "is", "zaken": "zaak", "meldingen": "melding", "schendingen": "schending"}
_MORE = {"zijn": "zijn", "zaken": "zaken", "meldingen": "meldingen", "schendingen": "schendingen"}


def by_chance(n: int, m: int) -> bool:
    """Whether two counts may come from the same rate: the difference of two Poisson counts has
    standard deviation sqrt(n + m); within twice that (about 95%) chance explains it."""
    return abs(n - m) <= 2 * math.sqrt(n + m)


def year_figure(style: Style, cases: Sequence[CaseEntry], now: Selection) -> Figure | None:
    """Proven violations by type over three years, as far as the registers know those years.

    None where the period isn't a whole year, or no other year is known.
    """
    if not now.period.whole_years:
        return None
    last = now.period.last.year
    counted: dict[int, Sequence[CaseEntry]] = {}
    for year in range(last - _YEARS + 1, last + 1):
        listed = [
            case
            for case in cases
            if case.closed is not None and case.closed.year == year and not is_running(case)
        ]
        if listed:
            counted[year] = listed
    if len(counted) < 2 or last not in counted:
        return None
    years = tuple(counted)
    proven = [violations(counted[year])[1] for year in years]
    values = tuple(tuple(count[item.id] for count in proven) for item in style.categories)
    return Figure(
        title=style.text("figure").format(years=f"{years[0]}–{years[-1]}"),
        years=years,
        labels=tuple(item.table for item in style.categories),
        values=values,
        summary=_summary(style, years, values),
    )


def _summary(style: Style, years: Sequence[int], values: Sequence[Sequence[int]]) -> str:
    """The figure in words: total and largest type of each year."""
    sentences = []
    for place, year in enumerate(years):
        column = [numbers[place] for numbers in values]
        top = max(column)
        names = [item.table for item, n in zip(style.categories, column, strict=True) if n == top]
        key = "figure_summary" if top else "figure_summary_none"
        sentences.append(
            style.text(key).format(year=year, n=sum(column), top=" en ".join(names), most=top)
        )
    return " ".join(sentences)
