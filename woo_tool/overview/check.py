"""Whether the numbers of an overview agree: identities, and discrepancies with what was printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import Literal

from woo_tool.overview.style import Style, Sum
from woo_tool.rules import Rule, rules

Severity = Literal["fout", "verschil", "let op"]


class _Wording(Rule):
    severity: Severity
    title: str
    text: str


class DisposalPattern(Rule):
    """Which words in a published row mean which disposal."""

    id: str
    pattern: str


class ReadRules(Rule):
    """How the outcome is read from the text of a published row."""

    unproven: str
    pending: str
    police: str
    disposals: tuple[DisposalPattern, ...]
    list_headers: dict[str, str]
    words: tuple[str, ...]


class CheckRules(Rule):
    """rules/overview/check.yaml."""

    findings: dict[str, _Wording]
    texts: dict[str, str]
    read: ReadRules


@cache
def check_rules() -> CheckRules:
    """The shipped wording. Raises RulesError."""
    shipped: CheckRules = rules("overview/check.yaml", CheckRules)
    return shipped


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """Two numbers that don't agree: which check, how grave, where they stand, what they are."""

    code: str
    severity: Severity
    where: str
    text: str

    @property
    def line(self) -> str:
        """One line for a person."""
        return f"{self.code} ({self.severity}) {self.where}: {self.text}"


@dataclass(frozen=True, slots=True)
class Facts:
    """The numbers of one overview: what its rows give, and what it prints (None or absent: it
    doesn't say). Categories and disposals go by id; printed totals under ``total``."""

    style: Style
    source: str = ""
    rows: int | None = None
    refs: tuple[str, ...] = ()
    by_category: Mapping[str, int] = field(default_factory=dict)
    proven_rows: Mapping[str, int] | None = None
    unproven: int | None = None
    row_disposals: Mapping[str, int] | None = None
    person_disposals: Mapping[str, int] | None = None
    disposed_rows: int | None = None
    row_police: int | None = None
    row_persons: int | None = None
    subtypes: tuple[str, ...] = ()
    too_many: tuple[tuple[str, int, int], ...] = ()
    received: Mapping[str, int] = field(default_factory=dict)
    closed_year: str = ""
    received_elsewhere: int = 0
    computed_lines: Mapping[str, int] = field(default_factory=dict)
    # What is printed.
    printed_rows: int | None = None
    printed_persons: int | None = None
    printed_police: int | None = None
    printed_received: Mapping[str, int] = field(default_factory=dict)
    suspected: Mapping[str, int] = field(default_factory=dict)
    proven: Mapping[str, int] = field(default_factory=dict)
    disposals: Mapping[str, int] = field(default_factory=dict)
    subtotals: Mapping[str, int] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    counts_persons: bool = False
    published: bool = False
    table_labels: Mapping[str, str] = field(default_factory=dict)
    list_labels: Mapping[str, str] = field(default_factory=dict)
    misread: Mapping[str, str] = field(default_factory=dict)


def check(facts: Facts) -> tuple[Discrepancy, ...]:
    """Every identity that is broken and every difference with what was printed."""
    return tuple(found for rule in _CHECKS for found in rule(facts))


def discrepancy(
    code: str, source: str, *, a: object = "", b: object = "", name: str = ""
) -> Discrepancy:
    """A finding in the words of the rules; ``source`` says where the numbers stand."""
    wording = check_rules().findings[code]
    where = f"{source}, {wording.title}" if source else wording.title
    return Discrepancy(code, wording.severity, where, wording.text.format(a=a, b=b, name=name))


def _found(facts: Facts, code: str, a: object = "", b: object = "", name: str = "") -> Discrepancy:
    return discrepancy(code, facts.source, a=a, b=b, name=name)


def _totals(facts: Facts) -> Iterator[Discrepancy]:
    for code, numbers in (("I1", facts.suspected), ("I2", facts.proven)):
        parts = sum(n for key, n in numbers.items() if key != "total")
        if "total" in numbers and len(numbers) > 1 and parts != numbers["total"]:
            yield _found(facts, code, parts, numbers["total"])
    for item in facts.style.categories:
        suspected, proven = facts.suspected.get(item.id), facts.proven.get(item.id)
        if suspected is not None and proven is not None and proven > suspected:
            yield _found(facts, "I3", proven, suspected, item.table)


def _disposal_sums(facts: Facts) -> Iterator[Discrepancy]:
    printed = facts.disposals
    for group in facts.style.disposals:
        parts = sum(printed.get(item.id, 0) for item in group.items)
        if group.subtotal in facts.subtotals and parts != facts.subtotals[group.subtotal]:
            yield _found(facts, "I4", parts, facts.subtotals[group.subtotal], group.subtotal)
    parts = sum(n for key, n in printed.items() if key != "total")
    if "total" in printed and len(printed) > 1 and parts != printed["total"]:
        yield _found(facts, "I4", parts, printed["total"], check_rules().texts["total"])


def _numbering(facts: Facts) -> Iterator[Discrepancy]:
    numbers = [int(ref) for ref in facts.refs if ref.isdigit()]
    if not facts.published or not numbers:
        return
    counted = Counter(numbers)
    last = max(numbers)
    wrong = [str(n) for n in range(1, last + 1) if n not in counted]
    wrong += [str(n) for n, times in sorted(counted.items()) if times > 1]
    if wrong:
        yield _found(facts, "I5", len(facts.refs), last, ", ".join(wrong[:10]))


def _rows_and_disposals(facts: Facts) -> Iterator[Discrepancy]:
    printed, unproven = facts.disposals.get("total"), facts.unproven
    in_cases = facts.row_disposals
    if facts.rows is None or unproven is None or in_cases is None:
        return
    total = printed if printed is not None else sum(in_cases.values())
    if total == sum((facts.person_disposals or {}).values()):
        return
    # Some cases have disposals of more than one kind, which the table counts each.
    cases = total - sum(in_cases.values()) + (facts.disposed_rows or 0)
    if cases + unproven != facts.rows:
        yield _found(facts, "I6", cases + unproven, facts.rows)


def _disposals_of_rows(facts: Facts) -> Iterator[Discrepancy]:
    if facts.row_disposals is None:
        return
    for group in facts.style.disposals:
        for item in group.items:
            printed = facts.disposals.get(item.id)
            counted = facts.row_disposals.get(item.id, 0)
            persons = (facts.person_disposals or {}).get(item.id, counted)
            if printed is not None and printed not in (counted, persons):
                yield _found(facts, "I7", counted, printed, item.label)


def _counted(facts: Facts) -> Iterator[Discrepancy]:
    pairs = (
        ("I8", facts.row_police, facts.printed_police),
        ("I9", facts.row_persons, facts.printed_persons),
        ("I12", facts.rows, facts.printed_rows),
    )
    for code, counted, printed in pairs:
        if counted is not None and printed is not None and counted != printed:
            yield _found(facts, code, counted, printed)
    for ref, disposals, persons in facts.too_many:
        yield _found(facts, "I11", disposals, persons, ref)


def _lines(facts: Facts) -> Iterator[Discrepancy]:
    lines = facts.lines or facts.computed_lines
    for table in facts.style.tables:
        labels = {line.id: line.label for line in table.lines}
        for item in table.sums:
            yield from _sum(facts, item, lines, labels)
    for key, printed in facts.lines.items():
        counted = facts.computed_lines.get(key)
        if counted is not None and counted != printed:
            label = _line_label(facts.style, key)
            yield _found(facts, "I13", counted, printed, label)


def _sum(
    facts: Facts, item: Sum, lines: Mapping[str, int], labels: Mapping[str, str]
) -> Iterator[Discrepancy]:
    if item.total not in lines or any(part not in lines for part in item.parts):
        return
    parts = sum(lines[part] for part in item.parts)
    if parts != lines[item.total]:
        yield _found(facts, "I10", parts, lines[item.total], labels[item.total])


def _line_label(style: Style, key: str) -> str:
    found = (line.label for table in style.tables for line in table.lines if line.id == key)
    return next(found, key)


def _received(facts: Facts) -> Iterator[Discrepancy]:
    for year, printed in facts.printed_received.items():
        if year == facts.closed_year and printed == facts.rows and facts.received_elsewhere:
            yield _found(facts, "D4", printed, facts.rows, year)


def _rows_and_suspected(facts: Facts) -> Iterator[Discrepancy]:
    if not facts.suspected or not facts.by_category:
        return
    differences = []
    for item in facts.style.categories:
        rows, suspected = facts.by_category.get(item.id, 0), facts.suspected.get(item.id)
        if suspected is None:
            continue
        if rows > suspected:
            yield _found(facts, "D1", rows, suspected, item.table)
        if rows != suspected:
            differences.append(f"{item.table} {suspected - rows:+d}")
    total = facts.suspected.get("total", sum(facts.suspected.values()))
    if differences:
        yield _found(facts, "D2", facts.rows, total, ", ".join(differences))


def _rows_and_proven(facts: Facts) -> Iterator[Discrepancy]:
    if not facts.proven or facts.proven_rows is None:
        return
    differences, same = [], []
    for item in facts.style.categories:
        rows, proven = facts.proven_rows.get(item.id, 0), facts.proven.get(item.id)
        if proven is None or proven == rows:
            continue
        differences.append(f"{item.table} {proven - rows:+d}")
        if facts.by_category.get(item.id, 0) == facts.suspected.get(item.id):
            same.append(item.table)
    if differences:
        total = facts.proven.get("total", sum(facts.proven.values()))
        text = ", ".join(differences) + "."
        if same:
            text += " " + check_rules().texts["same_suspected"].format(name=", ".join(same))
        yield _found(facts, "D3", sum(facts.proven_rows.values()), total, text)


def _labels(facts: Facts) -> Iterator[Discrepancy]:
    texts = check_rules().texts
    said = [
        texts["label_differs"].format(a=label, b=facts.list_labels[key])
        for key, label in facts.table_labels.items()
        if key in facts.list_labels and facts.list_labels[key] != label
    ]
    names = sorted({name for name in facts.subtypes if name})
    # Neighbours in sorted order: a name and the same name with words added.
    said += [
        texts["subtype_differs"].format(a=first, b=second)
        for first, second in pairwise(names)
        if second.startswith(f"{first},") or second.lower() == first.lower()
    ]
    if said:
        yield _found(facts, "D5", name="; ".join(said))


def _none(facts: Facts) -> Iterator[Discrepancy]:
    none, unproven = facts.disposals.get("geen"), facts.unproven
    # Of an overview of our own the standing note says so already.
    if not facts.source or none is None or not unproven or none >= unproven:
        return
    persons = facts.person_disposals or {}
    counted = facts.row_disposals or {}
    text = ""
    if facts.counts_persons and sum(persons.values()) != sum(counted.values()):
        text = (
            check_rules()
            .texts["per_person"]
            .format(a=sum(counted.values()), b=sum(persons.values()))
        )
    yield _found(facts, "D6", none, unproven, text)


def _persons(facts: Facts) -> Iterator[Discrepancy]:
    if facts.row_persons is not None and facts.rows and facts.row_persons != facts.rows:
        yield _found(facts, "D9", facts.row_persons, facts.rows)


def _misread(facts: Facts) -> Iterator[Discrepancy]:
    if facts.misread:
        text = check_rules().texts["misread"]
        said = "; ".join(text.format(a=a, b=b) for a, b in sorted(facts.misread.items()))
        yield _found(facts, "D13", name=said)


_CHECKS: Sequence[Callable[[Facts], Iterator[Discrepancy]]] = (
    _totals,
    _disposal_sums,
    _numbering,
    _rows_and_disposals,
    _disposals_of_rows,
    _counted,
    _lines,
    _received,
    _rows_and_suspected,
    _rows_and_proven,
    _labels,
    _none,
    _persons,
    _misread,
)
