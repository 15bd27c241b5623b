"""What the letter says in numbers: counts per judgement and per ground, from the state alone."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from woo_tool.grounds import ground, sort_codes
from woo_tool.kinds import Judgement, Label, Law, Role
from woo_tool.model import DossierState, InventoryItem, Redaction

FIVE_YEARS = 5
"""Age from which a refusal needs a stricter reason (Woo 5.3)."""


@dataclass(frozen=True, slots=True)
class RoleFacts:
    """Passages about one class of people under one ground, and how many people that are."""

    role: Role | None
    passages: int
    people: int


@dataclass(frozen=True, slots=True)
class GroundFacts:
    """Where one ground is used: passages in partly public documents, and whole refusals.

    ``kinds`` are the pairs of role and label that occur, so that a reason can be shown to fit all.
    """

    code: str
    passages: int
    documents: tuple[str, ...]
    refused: tuple[str, ...]
    labels: tuple[tuple[Label, int], ...]
    roles: tuple[RoleFacts, ...]
    kinds: frozenset[tuple[Role | None, Label]]


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that is counted. ``open`` are documents that couldn't be judged yet."""

    items: tuple[InventoryItem, ...]
    judgements: tuple[tuple[Judgement, int], ...]
    grounds: tuple[GroundFacts, ...]
    open: tuple[InventoryItem, ...]

    def count(self, judgement: Judgement) -> int:
        """How many documents have this judgement."""
        return dict(self.judgements).get(judgement, 0)

    def with_judgement(self, *judgements: Judgement) -> tuple[InventoryItem, ...]:
        """The documents with one of these judgements, in order."""
        return tuple(item for item in self.items if item.judgement in judgements)

    @property
    def codes(self) -> tuple[str, ...]:
        """Every ground that is used, in the order of the statute."""
        return tuple(item.code for item in self.grounds)


def gather(state: DossierState) -> Facts:
    """The facts of a dossier. Only boxes of partly public documents count as passages."""
    counts = Counter(item.judgement for item in state.items if item.judgement is not None)
    partly = {item.document.number for item in state.items if item.judgement is Judgement.DEELS}
    boxes = [item for item in state.redactions if item.document in partly]
    refused = [item for item in state.items if item.judgement is Judgement.NIET]
    codes = [code for item in boxes for code in item.grounds]
    codes += [code for item in refused for code in item.grounds]
    order = [item.document.number for item in state.items]
    return Facts(
        items=state.items,
        judgements=tuple((kind, counts[kind]) for kind in Judgement if counts[kind]),
        grounds=tuple(_ground(code, boxes, refused, order) for code in sort_codes(codes)),
        open=tuple(item for item in state.items if item.judgement is None),
    )


def _ground(
    code: str,
    redactions: Iterable[Redaction],
    refused: Iterable[InventoryItem],
    order: list[str],
) -> GroundFacts:
    boxes = [item for item in redactions if code in item.grounds]
    used = {item.document for item in boxes}
    labels = Counter(item.label for item in boxes)
    return GroundFacts(
        code=code,
        passages=len(boxes),
        documents=tuple(number for number in order if number in used),
        refused=tuple(item.document.number for item in refused if code in item.grounds),
        labels=tuple((label, labels[label]) for label in Label if labels[label]),
        roles=_roles(boxes),
        kinds=frozenset((item.role, item.label) for item in boxes),
    )


def _roles(boxes: list[Redaction]) -> tuple[RoleFacts, ...]:
    """Per class of people; a passage without a person comes last."""
    found = []
    for role in (*Role, None):
        mine = [item for item in boxes if item.role is role]
        if mine:
            people = {item.entity for item in mine if item.entity}
            found.append(RoleFacts(role, len(mine), len(people)))
    return tuple(found)


def older_than_five_years(
    facts: Facts, law: Law, received: dt.date
) -> tuple[tuple[InventoryItem, ...], tuple[InventoryItem, ...]]:
    """Refused documents (wholly or partly) under a ground that Woo 5.3 covers: old, and undated."""
    if law is not Law.WOO:
        return (), ()
    limit = _years_before(received, FIVE_YEARS)
    covered = [
        item
        for item in facts.with_judgement(Judgement.DEELS, Judgement.NIET)
        if any(ground(code).five_year_rule for code in item.grounds)
    ]
    old = tuple(item for item in covered if item.document.date and item.document.date < limit)
    return old, tuple(item for item in covered if item.document.date is None)


def _years_before(day: dt.date, years: int) -> dt.date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)
