"""Persons over the whole dossier: what the person view shows, and the choices made there.

A choice about a person is logged once as ``person``, and for every place that was shown as a bulk
choice on its mark. A mark that somebody decided on by hand is left alone unless that is asked for.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from woo_tool.errors import InputError
from woo_tool.grounds import faults, sort_codes
from woo_tool.kinds import Action, MarkState, Role
from woo_tool.model import Choice, DecidedMark, Entity
from woo_tool.people import PersonRule, from_decision, person_id, to_json
from woo_tool.review.backend import StaleChoice
from woo_tool.review.elsewhere import Spot, extra_choices
from woo_tool.review.index import OPEN, Index
from woo_tool.review.present import mark_data, page_url
from woo_tool.review.words import ACTIONS, ROLES
from woo_tool.rules import Rule

NO_PERSON = "Dit is geen persoon."
_BY_PERSON = "Besloten bij de persoon, voor het hele dossier."

_Short = Annotated[str, StringConstraints(max_length=200, strip_whitespace=True)]
_Many = Annotated[tuple[_Short, ...], Field(max_length=20_000)]


class PersonIn(Rule):
    """What the person view sends: decide on one person, merge others into it, or split it.

    ``seen`` are the ids of the marks that were shown; ``override`` says that marks decided by hand
    change as well; ``extra`` are unmarked places that go along.
    """

    kind: Literal["decide", "merge", "split"]
    expected: _Short
    id: _Short
    seen: _Many = ()
    action: Literal["redact", "keep", "policy", "no_person"] = "policy"
    role: Role | None = None
    grounds: _Many = ()
    reason: Annotated[str, StringConstraints(max_length=4000, strip_whitespace=True)] = ""
    override: bool = False
    extra: Annotated[tuple[Spot, ...], Field(max_length=500)] = ()
    others: _Many = ()
    forms: _Many = ()
    name: _Short = ""


# --- showing -------------------------------------------------------------------------------


def people_data(index: Index) -> list[dict[str, Any]]:
    """The rows of the person view, most frequent first: the order stays while one decides."""
    rows = [_row(index, entity) for entity in index.snapshot.entities]
    return sorted(rows, key=lambda row: (-row["places"], row["name"].lower()))


def _row(index: Index, entity: Entity) -> dict[str, Any]:
    states = [item.state for item in index.of_entity(entity.id)]
    redacted = states.count(MarkState.APPROVED)
    return {
        "id": entity.id,
        "name": entity.name,
        "forms": [form for form in entity.forms if form != entity.name],
        "emails": list(entity.emails),
        "role": ROLES[entity.role],
        "action": ACTIONS[entity.action.value],
        "no_person": entity.reason == NO_PERSON,
        "grounds": list(entity.grounds),
        "decided_by": entity.decided_by,
        "places": len(states),
        "open": sum(state in OPEN for state in states),
        "redacted": redacted,
        "mixed": bool(redacted) and MarkState.REJECTED in states,
    }


def person_data(index: Index, entity: Entity) -> dict[str, Any]:
    """Everything of one person: forms, role, and every place with what is decided there."""
    rules = _rules_of(index, entity)
    rule = rules[-1] if rules else None
    return {
        **_row(index, entity),
        "head": index.snapshot.head,
        "reason": entity.reason,
        "said": {
            "role": rule.role.value if rule and rule.role else "",
            "action": rule.action.value if rule and rule.action else "",
            "grounds": list(rule.grounds) if rule else [],
            "reason": rule.reason if rule else "",
        },
        "marks": [_place(index, item) for item in index.of_entity(entity.id)],
        "similar": [
            {"id": other.id, "name": other.name, "places": len(index.of_entity(other.id))}
            for other in _similar(index, entity)
        ],
    }


def _place(index: Index, item: DecidedMark) -> dict[str, Any]:
    place = (item.mark.document, item.mark.page)
    data = mark_data(item, index.pages[place], index)
    wanted = (
        "id", "state", "stateText", "open", "text", "before", "after", "label", "grounds", "by",
        "drawn",
    )  # fmt: skip
    return {
        **{name: data[name] for name in wanted},
        "byHand": index.by_hand(item),
        "place": f"{place[0]}, p. {place[1]}",
        "url": f"{page_url(place)}#{item.mark.id}",
        "approvedPage": index.approved(place),
    }


def _similar(index: Index, entity: Entity) -> list[Entity]:
    """Others that share a telling word of a name: they may be the same person."""
    own = _words((entity.name, *entity.forms))
    found = [
        (len(own & theirs), other)
        for other in index.snapshot.entities
        if other.id != entity.id and (theirs := _words((other.name, *other.forms))) & own
    ]
    return [other for _, other in sorted(found, key=lambda pair: (-pair[0], pair[1].name))[:8]]


def _words(names: Iterable[str]) -> set[str]:
    return {word.lower() for name in names for word in re.findall(r"[^\W\d_]{4,}", name)}


# --- deciding ------------------------------------------------------------------------------


def build_person(sent: PersonIn, index: Index, user: str) -> list[Choice]:
    """The choices to log. Raises InputError, StaleChoice when other places were shown."""
    entity = index.entities.get(sent.id)
    if entity is None:
        raise InputError("deze persoon is er niet (meer).", advice="Ververs de pagina.")
    match sent.kind:
        case "merge":
            return _merge(sent, entity, index, user)
        case "split":
            return _split(sent, entity, index, user)
        case _:
            return _decide(sent, entity, index, user)


def _decide(sent: PersonIn, entity: Entity, index: Index, user: str) -> list[Choice]:
    items = index.of_entity(entity.id)
    if {item.mark.id for item in items} != set(sent.seen):
        raise StaleChoice(())
    grounds = sort_codes(sent.grounds)
    action = {"redact": Action.REDACT, "policy": None}.get(sent.action, Action.KEEP)
    if action is not Action.REDACT and grounds:
        raise InputError("een grond hoort alleen bij lakken.")
    wrong = faults(grounds, index.snapshot.law) if grounds else ()
    if wrong:
        raise InputError("; ".join(wrong) + ".")
    reason = NO_PERSON if sent.action == "no_person" else sent.reason
    if sent.action == "keep" and not reason:
        raise InputError("zeg waarom deze naam leesbaar blijft.", advice="Vul een reden in.")
    rule = replace(
        _base(index, entity), role=sent.role, action=action, grounds=grounds, reason=reason
    )
    choices = _said(index, entity, rule, user)
    for item in items:
        choices += _follow(item, action, grounds, index, sent.override, user)
    if sent.extra and action is not Action.REDACT:
        raise InputError("nieuwe plaatsen horen alleen bij lakken.")
    return [*choices, *extra_choices(sent.extra, entity, grounds, index, user)]


def _follow(
    item: DecidedMark,
    action: Action | None,
    grounds: tuple[str, ...],
    index: Index,
    override: bool,
    user: str,
) -> list[Choice]:
    """The bulk choice on one mark, or none: it is as asked, or decided by hand."""
    if action is None or (index.by_hand(item) and not override):
        return []
    wanted = MarkState.APPROVED if action is Action.REDACT else MarkState.REJECTED
    codes = (grounds or item.grounds) if wanted is MarkState.APPROVED else ()
    stays = item.state is MarkState.KEPT and wanted is MarkState.REJECTED
    if stays or (item.state is wanted and (not codes or codes == item.grounds)):
        return []
    if wanted is MarkState.APPROVED and not codes:
        raise InputError("kies eerst een grond: niet elke plaats heeft er een.")
    return [
        Choice(
            by=user,
            action="approve" if wanted is MarkState.APPROVED else "reject",
            target=item.mark.target,
            from_=item.state.value,
            to=wanted.value,
            grounds=codes,
            reason=_BY_PERSON,
            bulk=True,
        )
    ]


def _merge(sent: PersonIn, entity: Entity, index: Index, user: str) -> list[Choice]:
    others = [index.entities.get(name) for name in dict.fromkeys(sent.others)]
    found = [other for other in others if other is not None and other.id != entity.id]
    if not found or len(found) != len(others):
        raise InputError("kies wie dezelfde persoon is.")
    base = _base(index, entity)
    names = (form for other in found for form in (other.name, *other.forms))
    rule = replace(
        base,
        forms=_different((*base.forms, *names), base.name),
        emails=tuple(dict.fromkeys((*base.emails, *(e for o in found for e in o.emails)))),
    )
    choices = _said(index, entity, rule, user)
    known = {choice.target for choice in choices}
    for other in found:
        for alias in _rules_of(index, other):
            if f"person:{alias.id}" not in known:
                choices.append(_choice(replace(rule, id=alias.id), user))
    return choices


def _split(sent: PersonIn, entity: Entity, index: Index, user: str) -> list[Choice]:
    base = _base(index, entity)
    moved = [form for form in dict.fromkeys(sent.forms) if form in (*base.forms, *base.emails)]
    if not moved or len(moved) != len(set(sent.forms)):
        raise InputError("kies welke schrijfwijzen van een ander zijn.")
    name = sent.name or max((form for form in moved if "@" not in form), key=len, default="")
    if not name:
        raise InputError("geef de naam van de andere persoon.")
    forms, emails = _parted(moved)
    rest = replace(
        base,
        forms=tuple(form for form in base.forms if form not in moved),
        emails=tuple(email for email in base.emails if email not in moved),
    )
    if any(other.name == name for other in index.snapshot.entities):
        raise InputError(f"er is al iemand die '{name}' heet.", advice="Kies een andere naam.")
    new = PersonRule(_free_id(index, name), name, _different(forms, name), emails)
    return [*_said(index, entity, rest, user), _choice(new, user)]


def _free_id(index: Index, name: str) -> str:
    """An id that nobody has or had: somebody who was merged away keeps theirs."""
    taken = {*index.entities, *(rule.id for rule in index.snapshot.rules)}
    return next(
        found
        for nth in itertools.count(1)
        if (found := person_id(name if nth == 1 else f"{name}#{nth}")) not in taken
    )


def _parted(values: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(v for v in values if "@" not in v), tuple(v for v in values if "@" in v)


def _different(forms: Iterable[str], name: str) -> tuple[str, ...]:
    """The forms once each, in plain spaces, without the name itself and what has no letter."""
    clean = (" ".join(form.split()) for form in forms)
    return tuple(
        dict.fromkeys(form for form in clean if form != name and any(map(str.isalpha, form)))
    )


def _base(index: Index, entity: Entity) -> PersonRule:
    """What people said about this person so far, with every form and address that is known."""
    rules = _rules_of(index, entity)
    known = rules[-1] if rules else PersonRule(entity.id, entity.name)
    name = " ".join(entity.name.split())
    return replace(
        known,
        id=entity.id,
        name=name,
        forms=_different((*known.forms, *entity.forms), name),
        emails=tuple(dict.fromkeys((*known.emails, *entity.emails))),
        by="",
        check="",
    )


def _rules_of(index: Index, entity: Entity) -> list[PersonRule]:
    """The rules that are about this person: its own, and those of who was merged into it."""
    return [
        rule for rule in index.snapshot.rules if rule.id == entity.id or rule.name == entity.name
    ]


def _said(index: Index, entity: Entity, rule: PersonRule, user: str) -> list[Choice]:
    """The choice about the person, said again for every rule that resolve takes for the same."""
    ids = dict.fromkeys((entity.id, *(known.id for known in _rules_of(index, entity))))
    return [_choice(replace(rule, id=name), user) for name in ids]


def _choice(rule: PersonRule, user: str) -> Choice:
    to = to_json(rule)
    from_decision(to, rule.grounds, rule.reason, user)  # refuses what can't be read back
    return Choice(
        by=user,
        action="person",
        target=f"person:{rule.id}",
        to=to,
        grounds=rule.grounds,
        reason=rule.reason,
    )
