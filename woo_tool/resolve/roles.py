"""From who somebody is to what happens with the name: role, action, grounds and reason."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from woo_tool.grounds import faults, sort_codes
from woo_tool.kinds import Action, Law, Role
from woo_tool.people import PersonRule
from woo_tool.request import Request
from woo_tool.resolve.policy import policy
from woo_tool.resolve.registry import Person

_SHOWN = 3
_HEAVIER = 2
_FILE = "people.yaml"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What happens with a name, and why. ``grounds`` are also given for a name that stays."""

    role: Role
    action: Action
    grounds: tuple[str, ...]
    reason: str
    decided_by: str = ""


def verdict(person: Person, request: Request) -> Verdict:
    """What the people, the request and the policy make of one person."""
    law = request.applicable_law
    role, doubt = _role(person)
    line = policy().persons[role]
    action, reason = line.action, line.reason
    if doubt:
        action, reason = Action.ASK, doubt
    if role == Role.REQUESTER and request.requester and request.requester.publish_name:
        action, reason = Action.KEEP, "verzoeker; de naam mag worden gepubliceerd"
    rule = person.rule
    if rule is None:
        return Verdict(role, action, line.grounds(law), reason)
    if rule.action:
        action = rule.action
        reason = f"{line.reason}; zo bepaald {_said_by(rule)}" if not rule.reason else ""
    elif doubt and rule.role:
        action, reason = line.action, line.reason
    return Verdict(role, action, _grounds(rule, role, law), rule.reason or reason, rule.by or _FILE)


def _said_by(rule: PersonRule) -> str:
    """Where or by whom this was decided: in the file, or by somebody on the review page."""
    return f"in {_FILE}" if rule.by in ("", _FILE) else f"door {rule.by}"


def _grounds(rule: PersonRule, role: Role, law: Law) -> tuple[str, ...]:
    """The grounds that people gave, where they hold under this law; else those of the policy."""
    if rule.grounds and not faults(rule.grounds, law):
        return sort_codes(rule.grounds)
    return policy().persons[role].grounds(law)


def _role(person: Person) -> tuple[Role, str]:
    """The role, and what speaks against it (empty when nothing does)."""
    if person.rule and person.rule.role:
        return person.rule.role, ""
    book = policy()
    roles = person.roles - {Role.UNKNOWN}
    if not roles:
        return Role.UNKNOWN, ""
    ranked = sorted(roles, key=book.role_order.index)
    if person.fixed == Role.REQUESTER:
        return Role.REQUESTER, ""
    guarded = [role for role in ranked if role in book.protected]
    public = [role for role in ranked if role in book.kept_roles]
    if guarded:
        return guarded[0], _disagree(guarded[0], public[0]) if public else ""
    if public:
        return public[0], _against(person, public, ranked)
    return ranked[0], ""


def _against(person: Person, public: Sequence[Role], ranked: Sequence[Role]) -> str:
    """What makes a public role doubtful: an office that is over, other roles that it doesn't
    include and weigh enough, or that it does include but that are seen more often."""
    book = policy()
    if person.fixed in public:
        return ""
    if public[0] == Role.PUBLIC_FIGURE:
        return book.former_reason
    included = book.included(public)
    others = [role for role in ranked if role not in public and role not in included]
    below = [role for role in ranked if role in included and role not in public]
    weight = sum(person.hints[role] for role in public)
    if others and weight < _HEAVIER * sum(person.hints[role] for role in others):
        return _disagree(others[0], public[0])
    if below and weight < sum(person.hints[role] for role in below):
        return _disagree(below[0], public[0])
    return ""


def _disagree(one: Role, other: Role) -> str:
    first, second = (policy().persons[role].reason.split(";")[0] for role in (one, other))
    return f"aanwijzingen spreken elkaar tegen: {first}, maar ook {second}"


def safest(
    spelling: str,
    persons: Collection[tuple[str, Verdict]],
    hint: Role | None,
    law: Law,
) -> Verdict:
    """The reading for a form that fits several persons, or none: redact wins, then ask."""
    book = policy()
    line = book.persons[hint if hint in book.protected else Role.UNKNOWN]
    if not persons:
        role = hint or Role.UNKNOWN
        line = book.persons[role]
        return Verdict(role, line.action, line.grounds(law), line.reason)
    verdicts = [one for _, one in persons]
    names = sorted({name for name, _ in persons})
    shown = " of ".join(names[:_SHOWN]) + (" of anderen" if len(names) > _SHOWN else "")
    actions = {one.action for one in verdicts} | (
        {line.action} if hint in book.protected else set()
    )
    action = next(a for a in (Action.REDACT, Action.ASK, Action.KEEP) if a in actions)
    going = [one for one in verdicts if one.action != Action.KEEP] or verdicts
    codes = sort_codes([code for one in going for code in one.grounds])
    if hint in book.protected:
        codes = sort_codes([*codes, *line.grounds(law)])
    if faults(codes, law):
        codes = line.grounds(law)
    roles = {one.role for one in verdicts}
    role = hint or (roles.pop() if len(roles) == 1 else Role.UNKNOWN)
    doubt = "" if len(actions) == 1 else "; in twijfel gelakt"
    return Verdict(role, action, codes, f"'{spelling}' kan {shown} zijn{doubt}")
