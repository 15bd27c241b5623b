"""Everything that the overview says, counted from the register."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from woo_tool.overview.compare import comparison, with_previous, year_figure
from woo_tool.overview.count import Selection, count_table, disposals_of, select
from woo_tool.overview.data import Overview, Row, dutch_date
from woo_tool.overview.register import CaseEntry
from woo_tool.overview.style import TEXT_FIELDS, Column, Style

Texts = Mapping[int, Mapping[str, str]]
"""The anonymised free text of every case: by row of the register, then by field."""


def plain_texts(cases: Sequence[CaseEntry]) -> Texts:
    """The free text as it stands in the register: not anonymised."""
    return {case.row: {field: getattr(case, field) for field in TEXT_FIELDS} for case in cases}


def build_overview(
    cases: Sequence[CaseEntry],
    style: Style,
    texts: Texts,
    *,
    from_: dt.date | None = None,
    until: dt.date | None = None,
    previous: Sequence[CaseEntry] = (),
) -> Overview:
    """The overview of the cases of the period (inclusive), by the day the form goes by.

    ``texts`` are the anonymised texts of the cases; ``previous`` are cases of earlier registers,
    for comparisons. Running cases, other periods and excluded units are counted in the notes.
    Raises InputError when no case remains.
    """
    selection = select(cases, style, from_, until)
    earlier = _earlier(selection, previous)
    compared = with_previous(style, earlier, selection.period)
    tables = []
    for spec in style.tables:
        table = count_table(spec, style, selection)
        tables.append(compared.widen(spec, table) if spec.compare else table)
    first, last = selection.period.first, selection.period.last
    wanted = style.sections
    return Overview(
        title=style.title,
        period=selection.period,
        period_text=style.text("period").format(from_=dutch_date(first), until=dutch_date(last)),
        rows=_rows(selection.listed, style, texts) if "list" in wanted else (),
        tables=tuple(table for name in wanted for table in tables if table.id == name),
        figure=year_figure(style, earlier, selection) if "figure" in wanted else None,
        comparison=comparison(style, selection, compared) if "comparison" in wanted else (),
        notes=_notes(selection, style),
    )


def _earlier(selection: Selection, previous: Sequence[CaseEntry]) -> list[CaseEntry]:
    """All known cases, each once: what the newest register says of a case counts."""
    known = {(case.ref, case.received): case for case in (*previous, *selection.everything)}
    return list(known.values())


def _rows(cases: Sequence[CaseEntry], style: Style, texts: Texts) -> tuple[Row, ...]:
    """Published rows in the order of the form, numbered anew: a number of the register leads to a
    file."""
    order = {item.id: place for place, item in enumerate(style.categories)}
    names = {item.id: item.list for item in style.categories}
    by_category = style.order == "category"
    ordered = sorted(cases, key=lambda case: (order[case.category] if by_category else 0, case.row))
    limited = [column for column in style.columns if column.when_disposals]
    return tuple(
        _row(str(number), case, names[case.category], _limited(case, limited, texts[case.row]))
        for number, case in enumerate(ordered, 1)
    )


def _limited(
    case: CaseEntry, limited: Sequence[Column], texts: Mapping[str, str]
) -> Mapping[str, str]:
    """The texts without what the form shows for other disposals only."""
    names = {name for name, _ in disposals_of(case)}
    empty = {item.field for item in limited if names.isdisjoint(item.when_disposals)}
    return {**texts, **dict.fromkeys(empty, "")}


def _row(ref: str, case: CaseEntry, category: str, texts: Mapping[str, str]) -> Row:
    return Row(
        ref=ref,
        category=category,
        subtype=texts["subtype"],
        persons=str(case.persons),
        nature=texts["nature"],
        investigation=texts["investigation"],
        enforcement=texts["enforcement"],
        description=texts["description"],
        source=case.row,
        key=case.category,
    )


def _notes(selection: Selection, style: Style) -> tuple[str, ...]:
    cases = selection.listed
    persons = sum(case.persons for case in cases)
    units = " en ".join(style.excluded_units)
    running = "running_listed" if style.running == "listed" else "running"
    several = sum(len({name for name, _ in disposals_of(case)}) > 1 for case in cases)
    conditional = sum(
        any(name == "voorwaardelijk_ontslag" for name, _ in case.disposals) for case in cases
    )
    counted = (
        ("not_proven", sum(case.proven in ("no", "other") for case in cases)),
        ("police", sum(case.police for case in cases)),
        ("several_disposals", several),
        ("conditional", conditional),
        (running, selection.running),
        ("outside", selection.outside),
        ("excluded", selection.excluded),
    )
    several_persons = style.text("persons") if persons != len(cases) else ""
    notes = (
        style.text("per_case"),
        several_persons.format(rows=len(cases), persons=persons),
        *(_counted(style.text(key), number, units) for key, number in counted if number),
        *style.standing_notes,
        style.text("anonymous"),
    )
    return tuple(note for note in notes if note)


def _counted(text: str, number: int, units: str) -> str:
    one = number == 1
    sentence = text.format(
        n="één" if one else str(number),
        zaken="zaak" if one else "zaken",
        lopen="loopt" if one else "lopen",
        staan="staat" if one else "staan",
        vallen="valt" if one else "vallen",
        tellen="telt" if one else "tellen",
        units=units,
    )
    return sentence[:1].upper() + sentence[1:]
