"""The form of an overview (rules/overview/*.yaml): columns, categories, disposals, texts."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field

from woo_tool.errors import InputError, RequestError
from woo_tool.resources import data_path
from woo_tool.rules import Rule, parse_yaml, rules, validate


class Column(Rule):
    """A published column; ``width`` in points."""

    field: Literal["ref", "category", "subtype", "description"]
    header: str
    width: float = Field(gt=0)


class Category(Rule):
    """A main category, with its name in the table and in the list."""

    id: str
    table: str
    list: str


class DisposalItem(Rule):
    """One way in which a case ended."""

    id: str
    label: str


class DisposalGroup(Rule):
    """A group of disposals with its subtotal line (empty: none)."""

    label: str
    subtotal: str
    items: tuple[DisposalItem, ...]


class Texts(Rule):
    """Every sentence and heading that the overview may contain."""

    period: str
    table1: str
    suspected: str
    proven: str
    total: str
    disposals: str
    number: str
    list: str
    notes: str
    per_case: str
    not_proven: str
    running: str
    outside: str
    police: str
    anonymous: str


class Style(Rule):
    """The whole form."""

    name: str
    title: str
    columns: tuple[Column, ...] = Field(min_length=1)
    categories: tuple[Category, ...] = Field(min_length=1)
    disposals: tuple[DisposalGroup, ...]
    texts: Texts

    @property
    def disposal_ids(self) -> tuple[str, ...]:
        """The ids of all disposals, in order."""
        return tuple(item.id for group in self.disposals for item in group.items)


def load_style(name: str) -> Style:
    """A shipped form by name, or one of the user's by file. Raises InputError."""
    if name.endswith((".yaml", ".yml")):
        path = Path(name)
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as fault:
            raise RequestError(f"dit bestand is niet te lezen ({fault}).", where=name) from fault
        result: Style = validate(parse_yaml(text, name, RequestError), Style, name, RequestError)
        return result
    known = sorted(path.stem for path in data_path("rules", "overview").glob("*.yaml"))
    if name not in known:
        raise InputError(f"vorm '{name}' bestaat niet; kies uit {', '.join(known)}.")
    shipped: Style = rules(f"overview/{name}.yaml", Style)
    return shipped
