"""From proposals to marks: one mark for what overlaps, with its boxes, grounds and id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from woo_tool.errors import SafetyError
from woo_tool.geometry import boxes_of
from woo_tool.grounds import faults, sort_codes
from woo_tool.kinds import Action, Label, Law, Role
from woo_tool.model import Mark, Page, mark_id

_FIRM = (Action.REDACT, Action.ASK, Action.KEEP)
_LABELS = list(Label)


class Place(NamedTuple):
    """Where something stands: offsets into the text of a page, end exclusive."""

    document: str
    page: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """A place and what the policy makes of it; the part that would go lies inside the place."""

    place: Place
    label: Label
    action: Action
    redact_start: int
    redact_end: int
    grounds: tuple[str, ...]
    reason: str
    score: float
    rules: tuple[str, ...]
    entity: str | None = None
    role: Role | None = None

    @property
    def start(self) -> int:
        return self.place.start

    @property
    def end(self) -> int:
        return self.place.end


def merge(proposals: Iterable[Proposal], law: Law) -> Iterator[Proposal]:
    """One proposal for every run of overlapping ones on a page; suggestions stand apart."""
    ordered = sorted(proposals, key=_order)
    firm = [one for one in ordered if not one.label.is_suggestion]
    yield from (_one(group, law) for group in _runs(firm))
    for label in _LABELS:
        if label.is_suggestion:
            same = [one for one in ordered if one.label == label]
            yield from (_one(group, law) for group in _runs(same))


def _order(one: Proposal) -> tuple[object, ...]:
    return (one.start, -one.end, _LABELS.index(one.label), -one.score, one.rules, repr(one))


def _runs(ordered: Sequence[Proposal]) -> Iterator[list[Proposal]]:
    run: list[Proposal] = []
    reached = -1
    for one in ordered:
        if run and one.start >= reached:
            yield run
            run = []
        run.append(one)
        reached = max(reached, one.end) if len(run) > 1 else one.end
    if run:
        yield run


def _one(group: Sequence[Proposal], law: Law) -> Proposal:
    """The union of a run. A name inside a longer name is that name; else what redacts wins."""
    members = [one for one in group if not _inside_a_name(one, group)]
    lead = min(members, key=lambda one: (_structure(one), one.start - one.end, _order(one)))
    action = next(a for a in _FIRM if any(one.action == a for one in members))
    going = [one for one in members if one.action != Action.KEEP] or members
    codes = sort_codes([code for one in going for code in one.grounds])
    chief = lead if lead.action == action else next(o for o in members if o.action == action)
    return replace(
        chief,
        label=lead.label,
        place=Place(
            *chief.place[:2], min(one.start for one in group), max(one.end for one in group)
        ),
        action=action,
        redact_start=min(one.redact_start for one in going),
        redact_end=max(one.redact_end for one in going),
        grounds=chief.grounds if faults(codes, law) else codes,
        score=max(one.score for one in members),
        rules=tuple(sorted({rule for one in group for rule in one.rules})),
    )


def _inside_a_name(one: Proposal, group: Sequence[Proposal]) -> bool:
    return one.label == Label.PERSON and any(
        other.label == Label.PERSON
        and other.start <= one.start
        and one.end <= other.end
        and (other.end - other.start) > (one.end - one.start)
        for other in group
    )


def _structure(one: Proposal) -> int:
    """An address or a number tells more than a name that was seen inside it."""
    return 1 if one.label == Label.PERSON else 0


def to_mark(one: Proposal, page: Page, document_hash: str) -> Mark:
    """The mark for a proposal on this page; boxes cover the part that goes.

    Raises SafetyError when nothing on the page can be covered.
    """
    spot = (one.redact_start, one.redact_end)
    try:
        boxes = boxes_of(page, *spot)
    except ValueError as fault:
        raise SafetyError(
            f"een vondst ({one.label}, teken {one.start}-{one.end}) staat nergens op de pagina.",
            where=f"document {page.document}, pagina {page.number}",
            advice="Verwijder de map work/ van het dossier en voer de detectie opnieuw uit.",
        ) from fault
    return Mark(
        id=mark_id(document_hash, page.number, spot, one.label),
        document=page.document,
        page=page.number,
        start=one.start,
        end=one.end,
        text=page.text[one.start : one.end],
        label=one.label,
        action=one.action,
        redact_start=one.redact_start,
        redact_end=one.redact_end,
        boxes=boxes,
        grounds=one.grounds,
        reason=one.reason,
        score=one.score,
        rules=one.rules,
        entity=one.entity,
        role=one.role,
    )
