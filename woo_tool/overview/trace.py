"""Who could be singled out by what stays in an overview, and what mends it with the least loss."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pydantic import Field

from woo_tool.overview.data import Overview, Period, Row
from woo_tool.overview.readback import PublishedRow, category_names, outcome, plain
from woo_tool.overview.style import Column, Style
from woo_tool.rules import Rule, rules

Kind = Literal["tekst", "cel", "afdoening", "tabel", "jaren", "stukken"]
Severity = Literal["hoog", "midden", "laag"]
_MAIN = ("category", "nature")
"""The columns that say what a case is about, the coarsest first."""


class _Detail(Rule):
    id: str
    pattern: str
    what: str
    who: str
    mend: str
    unless: str = ""


class TraceRules(Rule):
    """rules/overview/trace.yaml; ``smallest_group`` in cases."""

    smallest_group: int = Field(ge=2)
    visible_disposals: tuple[str, ...]
    details: tuple[_Detail, ...]
    texts: dict[str, str]


@cache
def trace_rules() -> TraceRules:
    """The shipped rules. Raises RulesError."""
    shipped: TraceRules = rules("overview/trace.yaml", TraceRules)
    return shipped


@dataclass(frozen=True, slots=True)
class Trace:
    """Something that may single someone out: in which rows, by what, who, and the least loss."""

    kind: Kind
    severity: Severity
    rows: tuple[str, ...]
    what: str
    who: str
    mend: str

    @property
    def line(self) -> str:
        """One line for a person."""
        shown = ", ".join(self.rows[:8]) + (" …" if len(self.rows) > 8 else "")
        place = f"rij {shown}: " if self.rows else ""
        head = f"{self.severity} ({self.kind}) {place}{self.what}"
        return f"{head}. Wie: {self.who}. Minste verlies: {self.mend}."


def trace(
    overview: Overview,
    style: Style,
    *,
    previous: Sequence[Overview] = (),
    documents: Mapping[str, str] | None = None,
) -> tuple[Trace, ...]:
    """What may single someone out in an overview, the gravest first.

    ``previous`` are overviews that were published before; ``documents`` the text that stays
    readable in other published documents, by name.
    """
    cells = list(_small_cells(overview, style))
    alone = {ref for cell in cells for ref in cell.rows}
    found = [
        *_details(overview, style, alone),
        *cells,
        *_disposals(overview, style),
        *_two_tables(overview, style),
        *(one for other in previous for one in _two_years(overview, other)),
        *_passages(overview, style, documents or {}),
    ]
    order: dict[str, int] = {"hoog": 0, "midden": 1, "laag": 2}
    return tuple(sorted(found, key=lambda one: order[one.severity]))


def trace_published(rows: Sequence[PublishedRow], style: Style) -> tuple[Trace, ...]:
    """The same for the rows of an overview that was read back: its text and its small cells."""
    names = category_names(style)
    # What the file shows decides, not what the form would show.
    fields = [name for name in PublishedRow.__slots__ if any(getattr(r, name) for r in rows)]
    columns = tuple(Column(field=name, header=name, width=1) for name in fields)  # type: ignore[arg-type]
    shown = tuple(
        Row(
            ref=row.ref or str(number),
            **{name: getattr(row, name) for name in PublishedRow.__slots__ if name != "ref"},
            source=number,
            key=names.get(plain(row.category), ""),
        )
        for number, row in enumerate(rows, 1)
    )
    today = dt.date(1, 1, 1)
    overview = Overview("", Period(today, today), "", shown, (), None, (), ())
    read = style.model_copy(update={"columns": columns, "tables": ()})
    return trace(overview, read) if shown else ()


def _text(key: str, **values: object) -> str:
    return trace_rules().texts[key].format(**values)


def _cases(number: int) -> dict[str, object]:
    """Words that follow a number."""
    one = number == 1
    return {
        "n": number,
        "zaken": "zaak" if one else "zaken",
        "people": "betrokkene" if one else "betrokkenen",
    }


def _details(overview: Overview, style: Style, alone: set[str]) -> Iterator[Trace]:
    """Rare details in the text; grave where the combination occurs in few rows as well."""
    patterns = [(item, re.compile(item.pattern)) for item in trace_rules().details]
    for row in overview.rows:
        text = ". ".join(
            row.cell(c) for c in style.columns if c.field not in ("ref", "category", "persons")
        )
        for item, pattern in patterns:
            for found in pattern.finditer(text):
                around = text[max(0, found.start() - 15) : found.end() + 20]
                if item.unless and re.search(item.unless, around):
                    continue
                yield Trace(
                    "tekst",
                    "hoog" if row.ref in alone else "midden",
                    (row.ref,),
                    _text("detail", found=found[0], what=item.what),
                    item.who,
                    item.mend,
                )
                break


def _small_cells(overview: Overview, style: Style) -> Iterator[Trace]:
    """Combinations of type and subtype with fewer cases than the smallest group."""
    fields = [column.field for column in style.columns]
    main = next((name for name in _MAIN if name in fields), None)
    if main is None:
        return
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in overview.rows:
        groups[getattr(row, main)].append(row)
    smallest = trace_rules().smallest_group
    alone = [row for rows in groups.values() if len(rows) == 1 for row in rows]
    if main == "nature" and 2 * len(alone) > len(groups):
        yield _own_wording(alone, len(overview.rows))
        return
    for name, rows in groups.items():
        if len(rows) < smallest:
            yield _cell(rows, name, _merge_main(groups, name, rows, len(fields)))
        elif "subtype" in fields:
            yield from _small_subtypes(name, rows, len(fields))


def _cell(rows: Sequence[Row], what: str, mend: str) -> Trace:
    words = _cases(len(rows))
    return Trace(
        "cel",
        "midden" if len(rows) == 1 else "laag",
        tuple(row.ref for row in rows),
        _text("small", what=f"'{what}'", **words),
        _text("who_small", **words),
        mend,
    )


def _own_wording(alone: Sequence[Row], number: int) -> Trace:
    """A column in free words makes nearly each row the only one of its kind."""
    return Trace(
        "cel",
        "midden",
        tuple(row.ref for row in alone),
        _text("own_wording", n=len(alone), m=number),
        _text("who_small", **_cases(len(alone))),
        _text("own_wording_mend", cells=_cells(number)),
    )


def _merge_main(
    groups: Mapping[str, Sequence[Row]], name: str, rows: Sequence[Row], columns: int
) -> str:
    """Merging with the smallest other groups changes one cell a row of each; leaving the rows out
    loses all their cells."""
    others = sorted((len(other), key) for key, other in groups.items() if key != name)
    merged, size = [], len(rows)
    while others and size < trace_rules().smallest_group:
        number, other = others.pop(0)
        merged.append(f"'{other}'")
        size += number
    if not merged:
        return _suppress(len(rows), columns)[1]
    text = _text("merge_categories", a=name, b=" en ".join(merged), cells=_cells(size))
    return _least((size, text), _suppress(len(rows), columns))


def _suppress(rows: int, columns: int) -> tuple[int, str]:
    """Leaving rows out; a cell that disappears weighs twice one that says less."""
    loss = rows * columns
    return 2 * loss, _text("suppress", cells=_cells(loss), **_cases(rows))


def _cells(number: int) -> str:
    return f"{number} {'cel' if number == 1 else 'cellen'}"


def _small_subtypes(name: str, rows: Sequence[Row], columns: int) -> Iterator[Trace]:
    smallest = trace_rules().smallest_group
    counted = Counter(row.subtype for row in rows if row.subtype)
    for subtype, number in counted.items():
        if number >= smallest:
            continue
        own = [row for row in rows if row.subtype == subtype]
        options = [
            (len(rows), _text("drop_subtype", a=name, cells=_cells(len(rows)))),
            _suppress(number, columns),
        ]
        others = sorted((n, key) for key, n in counted.items() if key != subtype)
        fitting = [item for item in others if item[0] + number >= smallest]
        if fitting:
            loss = number + fitting[0][0]
            merged = _text("merge_subtypes", a=subtype, b=fitting[0][1], cells=_cells(loss))
            options.insert(0, (loss, merged))
        yield _cell(own, f"{name} / {subtype}", _least(*options))


def _least(*options: tuple[int, str]) -> str:
    """The option that changes the fewest cells; of equals the first, which keeps most meaning."""
    return min(options, key=lambda option: option[0])[1]


def _disposals(overview: Overview, style: Style) -> Iterator[Trace]:
    """A disposal that colleagues see happen, in few cases of a type."""
    limits = trace_rules()
    names = {item.id: item.label for group in style.disposals for item in group.items}
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in overview.rows:
        published = PublishedRow(enforcement=row.enforcement, description=row.description)
        disposal = outcome(published)[1]
        if disposal in limits.visible_disposals:
            found[row.category or row.nature, names.get(disposal, disposal)].append(row)
    for (category, disposal), rows in found.items():
        if len(rows) < limits.smallest_group:
            words = _cases(len(rows))
            yield Trace(
                "afdoening",
                "laag",
                tuple(row.ref for row in rows),
                _text("disposal_cell", a=disposal, b=category, n=len(rows)),
                _text("who_disposal", **words),
                _text("drop_disposal", cells=_cells(len(rows))),
            )


def _two_tables(overview: Overview, style: Style) -> Iterator[Trace]:
    """The table of violations minus the list: a small rest is a violation of one known case."""
    tables = [overview.table(s.id) for s in style.tables
              if s.kind == "violations" and s.id in style.sections]  # fmt: skip
    rows = Counter(row.key for row in overview.rows)
    if not overview.rows:
        return
    for line in (line for table in tables for line in table.lines if not line.total):
        rest = line.numbers[0] - rows[line.id]
        if 0 < rest < trace_rules().smallest_group:
            yield Trace(
                "tabel",
                "laag",
                (),
                _text("two_tables", name=line.label, a=line.numbers[0], b=rows[line.id], n=rest),
                _text("who_hidden"),
                _text("two_tables_mend", name=line.label),
            )


def _two_years(now: Overview, before: Overview) -> Iterator[Trace]:
    """What two publications together tell: the difference where they overlap, and the outcome of
    a case that ran."""
    smallest = trace_rules().smallest_group
    counts = Counter(row.key for row in now.rows), Counter(row.key for row in before.rows)
    names = {row.key: row.category for row in (*before.rows, *now.rows)}
    overlap = before.period.first <= now.period.last and now.period.first <= before.period.last
    for key, name in sorted(names.items()):
        a, b = counts[0][key], counts[1][key]
        rest = abs(a - b)
        if overlap and 0 < rest < smallest:
            yield Trace(
                "jaren",
                "midden" if rest == 1 else "laag",
                (),
                _text("two_years", name=name, a=a, b=b, n=rest),
                _text("who_two_years"),
                _text("two_years_mend", k=smallest),
            )
        running = sum(row.key == key and _runs(row) for row in before.rows)
        if running and a == 1:
            refs = tuple(row.ref for row in now.rows if row.key == key)
            what = _text("solved", name=name, a=running, **_cases(running))
            who, mend = _text("who_small", **_cases(1)), _text("solved_mend")
            yield Trace("jaren", "midden", refs, what, who, mend)


def _runs(row: Row) -> bool:
    published = PublishedRow(enforcement=row.enforcement, description=row.description)
    return outcome(published)[0] == "pending"


_WORD = re.compile(r"[^\W\d_]{6,}")
_NEAR = 400  # characters


def _passages(overview: Overview, style: Style, documents: Mapping[str, str]) -> Iterator[Trace]:
    """Rows whose own words stand together in another document that stays readable."""
    if not documents:
        return
    words = {row.ref: _own_words(row, style) for row in overview.rows}
    counted = Counter(word for own in words.values() for word in own)
    places = {name: _places(text) for name, text in documents.items()}
    for ref, own in words.items():
        rare = sorted(word for word in own if counted[word] == 1)
        for name, where in places.items():
            near = _together(rare, where)
            if len(near) > 1:
                said = ", ".join(f"'{word}'" for word in near[:4])
                yield Trace(
                    "stukken",
                    "hoog" if len(near) > 2 else "midden",
                    (ref,),
                    _text("passage", words=said, document=name),
                    _text("who_passage"),
                    _text("passage_mend"),
                )


def _own_words(row: Row, style: Style) -> frozenset[str]:
    """The words of the free text that aren't those of every overview."""
    fields = {column.field for column in style.columns} & {"description", "nature", "enforcement"}
    text = " ".join(getattr(row, name) for name in sorted(fields)).lower()
    labels = " ".join((row.category, row.subtype)).lower()
    return frozenset(_WORD.findall(text)) - set(_WORD.findall(labels)) - _common()


@cache
def _common() -> frozenset[str]:
    from woo_tool.resources import data_path

    lines = data_path("rules", "common_words.txt").read_text(encoding="utf-8").splitlines()
    standing = re.findall(r"[^\W\d_]+", " ".join(trace_rules().texts.values()).lower())
    return frozenset((*(line for line in lines if not line.startswith("#")), *standing))


def _places(text: str) -> dict[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for found in _WORD.finditer(text.lower()):
        places[found[0]].append(found.start())
    return places


def _together(words: Iterable[str], places: Mapping[str, list[int]]) -> list[str]:
    """The most words that stand within one stretch of the text."""
    spots = sorted((at, word) for word in words for at in places.get(word, ()))
    best: list[str] = []
    for first, (start, _) in enumerate(spots):
        near = {word for at, word in spots[first:] if at - start <= _NEAR}
        if len(near) > len(best):
            best = sorted(near)
    return best
