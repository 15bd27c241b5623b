"""What other publications said about the same cases, beside what the overview gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from woo_tool.overview.check import Discrepancy, check_rules, discrepancy
from woo_tool.overview.reported import OTHER, OtherSource
from woo_tool.overview.style import Style


@dataclass(frozen=True, slots=True)
class Counted:
    """The numbers of the overview itself: cases and violations by category (with ``total``),
    disposals by case and by person, and how many of the decided cases were proven."""

    style: Style
    name: str
    years: frozenset[int]
    cases: Mapping[str, int] = field(default_factory=dict)
    violations: tuple[Mapping[str, int], ...] = ()
    disposals: tuple[Mapping[str, int], ...] = ()
    proven: int = 0
    decided: int = 0


def check_sources(counted: Counted, others: Sequence[OtherSource]) -> tuple[Discrepancy, ...]:
    """Where another source says something else: what it calls reports (D7), how cases ended (D8),
    and which share was proven (D11)."""
    found: list[Discrepancy] = []
    for other in others:
        if _same_period(counted, other):
            found += [*_reports(counted, other), *_disposals(counted, other)]
    return (*found, *_shares(counted, others))


def _same_period(counted: Counted, other: OtherSource) -> bool:
    return other.year is None or other.year in counted.years


def _reports(counted: Counted, other: OtherSource) -> Iterator[Discrepancy]:
    labels = {item.id: item.table for item in counted.style.categories}
    texts = check_rules().texts
    for key, said in other.reports.items():
        cases = counted.cases.get(key, 0)
        if said == cases:
            continue
        known = [numbers.get(key) for numbers in counted.violations]
        name = labels.get(key, texts["total"])
        why = texts["reports_are_violations" if said in known else "reports_unknown"]
        yield _found(counted, other, "D7", said, cases, f"{name}{why}")


def _disposals(counted: Counted, other: OtherSource) -> Iterator[Discrepancy]:
    labels = {item.id: item.label for group in counted.style.disposals for item in group.items}
    differences = []
    for key, said in other.disposals.items():
        if key == OTHER:
            rest = [sum(n for name, n in numbers.items() if name not in other.disposals)
                    for numbers in counted.disposals]  # fmt: skip
        else:
            rest = [numbers.get(key, 0) for numbers in counted.disposals]
        if rest and said not in rest:
            name = labels.get(key, check_rules().texts["other_disposals"])
            differences.append(f"{name}: {said} / {rest[0]}")
    if differences:
        yield _found(counted, other, "D8", name="; ".join(differences))


def _shares(counted: Counted, others: Sequence[OtherSource]) -> Iterator[Discrepancy]:
    """Two shares that differ: of other years or other cases they can't be compared."""
    texts = check_rules().texts
    said = [
        (item.source, item.proven_percent, _about(item.year, item.investigations))
        for item in others
        if item.proven_percent is not None
    ]
    if said and counted.decided:
        own = round(100 * counted.proven / counted.decided)
        years = "-".join(str(year) for year in sorted(counted.years))
        said.insert(0, (counted.name, own, texts["share_of"].format(n=counted.decided, year=years)))
    for (first, a, of_a), (second, b, of_b) in combinations(said, 2):
        if abs(a - b) > 1:  # one percent is rounding
            name = texts["shares"].format(
                first=first, a=a, of_a=of_a, second=second, b=b, of_b=of_b
            )
            yield discrepancy("D11", f"{first} / {second}", name=name)


def _about(year: int | None, number: int | None) -> str:
    texts = check_rules().texts
    n = texts["unknown_number"] if number is None else number
    return texts["share_of"].format(n=n, year=year or texts["unknown_year"])


def _found(
    counted: Counted, other: OtherSource, code: str, a: object = "", b: object = "", name: str = ""
) -> Discrepancy:
    return discrepancy(code, f"{other.source} / {counted.name}", a=a, b=b, name=name)
