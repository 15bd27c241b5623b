"""The form of an overview (rules/overview/*.yaml): columns, tables, order, categories and texts.

A form says with ``extends`` on which other form it builds; what it says itself goes before.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from pydantic import Field, model_validator

from woo_tool.errors import InputError, RequestError, RulesError, WooError
from woo_tool.resources import data_path
from woo_tool.rules import Rule, parse_yaml, validate

NOT_FORMS = frozenset({"base", "check", "draft", "generalise", "trace"})
"""Files below rules/overview that are no form: what all forms share, and the rules of checks."""

TEXT_FIELDS = ("subtype", "nature", "investigation", "enforcement", "description")
"""Free text of a case: it is published only after detection and generalisation."""


class Column(Rule):
    """A published column; ``width`` in points. ``when_disposals``: only filled for a case with one
    of these disposals. ``sum``: the column has a total below it."""

    field: Literal[
        "ref", "category", "subtype", "description", "persons", "nature", "investigation",
        "enforcement",
    ]  # fmt: skip
    header: str
    width: float = Field(gt=0)
    when_disposals: tuple[str, ...] = ()
    sum: bool = False


class Category(Rule):
    """A main category, with its name in the table and in the list; ``aliases`` are names that
    other years and documents used."""

    id: str
    table: str
    list: str
    aliases: tuple[str, ...] = ()


class DisposalItem(Rule):
    """One way in which a case ended. ``when_used``: a line only where it isn't zero."""

    id: str
    label: str
    when_used: bool = False


class DisposalGroup(Rule):
    """A group of disposals with its subtotal line (empty: none)."""

    label: str
    subtotal: str
    items: tuple[DisposalItem, ...]


class Line(Rule):
    """A line of a table of counts: the cases for which every field of ``where`` has one of the
    given values (fields of the register; ``disposals``: the case has one of them)."""

    id: str
    label: str
    where: dict[
        Literal["track", "track_done", "proven", "category", "investigation", "police",
                "disposals"],
        tuple[str, ...],
    ] = Field(default_factory=dict)  # fmt: skip
    count: Literal["cases", "persons", "disposals"] = "cases"
    total: bool = False
    indent: int = Field(default=0, ge=0, le=3)


class Sum(Rule):
    """What must hold between lines of a table: ``total`` is the sum of ``parts``."""

    total: str
    parts: tuple[str, ...] = Field(min_length=1)


class TableSpec(Rule):
    """A table. ``violations``: suspected and proven by category; ``disposals``: by case and by
    person; ``counts``: the lines given. ``population`` (counts): ``listed`` (the cases of the
    list), ``received`` in the period, or ``carried``: received before, closed within."""

    id: str
    kind: Literal["violations", "disposals", "counts"]
    title: str
    header: tuple[str, ...] = Field(min_length=2)
    population: Literal["listed", "received", "carried"] = "listed"
    compare: bool = False
    lines: tuple[Line, ...] = ()
    sums: tuple[Sum, ...] = ()


class Unit(Rule):
    """A unit of the organisation, for descriptions: below ``generalise.smallest_unit`` members of
    staff it is named by its parent."""

    name: str = Field(min_length=2)
    staff: int = Field(ge=0)
    parent: str


class Style(Rule):
    """The whole form. ``basis``: cases belong to a period by closing or by receipt. ``running``:
    cases that run are counted in a note, or listed. ``subtypes``: names of the taxonomy, which pass
    as they are. ``excluded_units`` are left out and said."""

    name: str
    title: str
    extends: str = ""
    basis: Literal["closed", "received"] = "closed"
    running: Literal["counted", "listed"] = "counted"
    order: Literal["category", "register"] = "category"
    sections: tuple[str, ...] = Field(min_length=1)
    columns: tuple[Column, ...] = ()
    categories: tuple[Category, ...] = Field(min_length=1)
    disposals: tuple[DisposalGroup, ...]
    tables: tuple[TableSpec, ...] = ()
    subtypes: tuple[str, ...] = ()
    units: tuple[Unit, ...] = ()
    excluded_units: tuple[str, ...] = ()
    standing_notes: tuple[str, ...] = ()
    texts: dict[str, str]

    @property
    def disposal_ids(self) -> tuple[str, ...]:
        """The ids of all disposals, in order."""
        return tuple(item.id for group in self.disposals for item in group.items)

    def text(self, key: str) -> str:
        """A sentence or heading; empty where the form leaves it out."""
        return self.texts.get(key, "")

    @model_validator(mode="after")
    def _known(self) -> Style:
        """Everything that is referred to exists."""
        tables = {table.id for table in self.tables}
        wrong = set(self.sections) - tables - {"figure", "comparison", "notes", "list"}
        if wrong:
            raise ValueError(f"sections: {', '.join(sorted(wrong))} is geen tabel of onderdeel")
        if "list" in self.sections and not self.columns:
            raise ValueError("columns: een lijst van zaken heeft kolommen nodig")
        for column in self.columns:
            unknown = set(column.when_disposals) - set(self.disposal_ids)
            if unknown:
                raise ValueError(f"columns: afdoening {', '.join(sorted(unknown))} is onbekend")
        for table in self.tables:
            lines = {line.id for line in table.lines}
            used = {name for item in table.sums for name in (item.total, *item.parts)}
            if used - lines:
                missing = ", ".join(sorted(used - lines))
                raise ValueError(f"tables.{table.id}.sums: regel {missing} bestaat niet")
        return self


def load_style(name: str) -> Style:
    """A shipped form by name, or one of the user's by file. Raises InputError."""
    own = name.endswith((".yaml", ".yml"))
    error: type[WooError] = RequestError if own else RulesError
    data = _read(name, error) if own else _shipped(name)
    result: Style = validate(_whole(data, name, error, ()), Style, name, error)
    return result


def form_names() -> list[str]:
    """The shipped forms."""
    paths = data_path("rules", "overview").glob("*.yaml")
    return sorted(path.stem for path in paths if path.stem not in NOT_FORMS)


def _shipped(name: str, *, base: bool = False) -> dict[str, Any]:
    if name not in form_names() and not (base and name == "base"):
        raise InputError(f"vorm '{name}' bestaat niet; kies uit {', '.join(form_names())}.")
    return _read(str(data_path("rules", "overview", f"{name}.yaml")), RulesError)


def _read(path: str, error: type[WooError]) -> dict[str, Any]:
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise error(f"dit bestand is niet te lezen ({fault}).", where=path) from fault
    data = parse_yaml(text, path, error)
    if not isinstance(data, dict):
        raise error("hier horen velden met een waarde te staan.", where=path)
    return data


def _whole(
    data: dict[str, Any], where: str, error: type[WooError], seen: tuple[str, ...]
) -> dict[str, Any]:
    """The form with everything that it takes from others; texts are merged one by one."""
    below = data.get("extends", "")
    if not below:
        return data
    if not isinstance(below, str) or below in seen:
        raise error(f"extends: '{below}' kan hier niet.", where=where)
    base = _whole(_shipped(below, base=True), below, error, (*seen, below))
    texts = data.get("texts", {})
    if not isinstance(texts, dict):
        raise error("texts: hier horen velden met een waarde te staan.", where=where)
    return {**base, **data, "texts": {**base.get("texts", {}), **texts}}
