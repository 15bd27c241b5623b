"""Building the registry: from what people said and what was found to persons with their names."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pydantic import model_validator

from woo_tool.kinds import Label, Role
from woo_tool.model import Finding
from woo_tool.people import STAFF, PersonRule
from woo_tool.request import Request
from woo_tool.resolve.names import Name, Reading, common_words, read
from woo_tool.resolve.policy import policy
from woo_tool.resolve.registry import Person, Registry
from woo_tool.rules import Rule, rules

_BROKEN = re.compile(r"(?<=\w)[-\u00ad\u2010\u2011]\n(?=[^\W\d_A-Z])")
SURE = 0.6
"""From this score on a name is looked for elsewhere."""


class OfficeHolder(Rule):
    """Somebody whose name is public because of an office, and when that was."""

    name: str
    role: Literal[Role.OFFICE_HOLDER, Role.TOP_OFFICIAL]
    function: str
    since: dt.date
    until: dt.date | None = None
    source: str = ""

    @model_validator(mode="after")
    def _usable(self) -> OfficeHolder:
        reading = read(self.name)
        if not reading or not reading.name.given or not reading.name.parts:
            raise ValueError(f"{self.name}: schrijf voornaam en achternaam")
        if self.until and self.until < self.since:
            raise ValueError(f"{self.name}: until ligt voor since")
        return self


class _Holders(Rule):
    holders: tuple[OfficeHolder, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text as it was read, with the role that a cue beside it gives."""

    reading: Reading
    spelling: str
    hint: Role | None
    sure: bool

    @property
    def written(self) -> str:
        """The name as written, without title and line breaks."""
        whole = _BROKEN.sub("", self.spelling[self.reading.start : self.reading.end])
        return " ".join(whole.split())


def mention(text: str, hint: Role | None = None, score: float = 1.0) -> Mention | None:
    """The name in a finding's text, or None when there is none to read."""
    reading = read(text)
    if reading is None:
        return None
    name = reading.name
    known = name.full or hint is not None or not set(name.parts) & set(common_words())
    hint = None if hint == Role.UNKNOWN else hint
    return Mention(reading, text, hint, score >= SURE and known)


def build(findings: Iterable[Finding], people: Sequence[PersonRule], request: Request) -> Registry:
    """The persons of the dossier; the order of the findings doesn't matter."""
    registry = Registry()
    _add_rules(registry, people)
    _add_requester(registry, request)
    _add_staff(registry, people)
    found = list(findings)
    mentions = Counter(
        m
        for f in found
        if f.label == Label.PERSON and (m := mention(f.text, f.role, f.score)) is not None
    )
    _add_full_names(registry, mentions)
    _add_office_holders(registry, request)
    _add_short_names(registry, mentions)
    _count_hints(registry, mentions)
    _add_addresses(registry, found)
    return registry


def _add_addresses(registry: Registry, found: Iterable[Finding]) -> None:
    """Who an address or login name belongs to; a mailbox of nobody's belongs to nobody."""
    owned = {
        f.text
        for f in found
        if f.label in (Label.EMAIL_ADDRESS, Label.HANDLE)
        and not set(f.rules) & set(policy().keep_rules)
    }
    for address in sorted(owned):
        owners = registry.owner(address)
        person = registry.persons[min(owners)] if len(owners) == 1 else None
        if person and not person.guessed:
            registry.own(person, address.lower())


def _add_rules(registry: Registry, people: Sequence[PersonRule]) -> None:
    """Later rules win; a rule for a name that an earlier rule has completes that one."""
    seen: dict[object, Person] = {}
    for rule in (rule for rule in people if rule.by != STAFF):
        reading = read(rule.name)
        name = reading.name if reading else Name()
        person = seen.get(rule.id) or seen.get(name)
        if person is None or person.rule is None:
            person = registry.new(name)
            person.rule = rule
        else:
            person.rule = _completed(person.rule, rule)
            registry.learn(person, name)
        seen[rule.id] = seen[name] = person
        person.confident = True
        for form in (rule.name, *rule.forms):
            _add_form(registry, person, form)
        for email in rule.emails:
            registry.own(person, email.lower())


def _add_staff(registry: Registry, people: Sequence[PersonRule]) -> None:
    """Who is on the staff list: known by the full name and the address. A surname alone counts only
    when the dossier has the full name as well: a list of thousands holds every ordinary word."""
    for rule in (rule for rule in people if rule.by == STAFF):
        reading = read(rule.name)
        if reading is None:
            continue
        fits = registry.fits(reading, rule.name) if reading.name.full else set()
        written = rule.name[reading.start : reading.end]
        person = registry.persons[min(fits)] if fits else registry.new(reading.name, written)
        person.listed = True
        for email in rule.emails:
            registry.own(person, email.lower())


def _completed(old: PersonRule, new: PersonRule) -> PersonRule:
    return replace(
        new,
        id=old.id,
        forms=tuple(dict.fromkeys((*old.forms, *new.forms))),
        emails=tuple(dict.fromkeys((*old.emails, *new.emails))),
        role=new.role or old.role,
    )


def _add_form(registry: Registry, person: Person, form: str) -> None:
    reading = read(form)
    if reading is None:
        return
    registry.fix(person, form)
    registry.fix(person, form[reading.start : reading.end])
    registry.learn(person, reading.name)


def _add_requester(registry: Registry, request: Request) -> None:
    requester = request.requester
    if requester is None or requester.name == requester.organisation:
        return
    reading = read(requester.name)
    if reading is None:
        return
    fits = registry.fits(reading, requester.name)
    if len(fits) == 1:
        person = registry.persons[min(fits)]
        registry.learn(person, reading.name)
    else:
        person = registry.new(reading.name, requester.name)
    person.fixed = Role.REQUESTER
    person.confident = True


def _add_full_names(registry: Registry, mentions: Counter[Mention]) -> None:
    """First name or initials with a surname; the most telling first, so that the rest can fit."""
    full = [m for m in mentions if m.reading.name.full]
    for one in sorted(full, key=_telling):
        fits = registry.fits(one.reading, one.spelling)
        if len(fits) > 1:
            continue
        spelling = one.written
        if fits:
            person = registry.persons[min(fits)]
            registry.learn(person, one.reading.name, spelling, mentions[one])
        else:
            person = registry.new(one.reading.name, spelling)
        person.confident |= one.sure
        if one.hint:
            person.hints[one.hint] += 0


def _telling(one: Mention) -> tuple[object, ...]:
    name = one.reading.name
    return (
        -bool(name.given and name.initials),
        -bool(name.given),
        -len(name.letters),
        -len(name.parts),
        -len(name.prefix),
        name.given,
        name.initials,
        name.parts,
        name.prefix,
        one.spelling,
        one.hint or "",
        one.sure,
    )


def _add_office_holders(registry: Registry, request: Request) -> None:
    """Roles from rules/office_holders.yaml, for who held the office while the request looks."""
    listed: _Holders = rules("office_holders.yaml", _Holders)
    periods = [item.period for item in request.request.items if item.period]
    first = min((period[0] for period in periods), default=dt.date.min)
    last = request.decision.dated or request.request.received
    for holder in listed.holders:
        reading = read(holder.name)
        if reading is None or holder.since > last or (holder.until or last) < first:
            continue
        fits = registry.fits(reading, holder.name)
        if len(fits) == 1:
            person = registry.persons[min(fits)]
            if any(set(own.given) & set(reading.name.given) for own in person.names):
                person.fixed = person.fixed or holder.role


def _add_short_names(registry: Registry, mentions: Counter[Mention]) -> None:
    """Surnames and first names alone: with a cue that keeps, with another cue, without one."""
    kept = policy().kept_roles
    short = [m for m in mentions if not m.reading.name.full]

    def order(one: Mention) -> tuple[object, ...]:
        group = 2 if one.hint is None else 0 if one.hint in kept else 1
        return (group, -len(one.reading.name.prefix), *_telling(one))

    for one in sorted(short, key=order):
        fits = assign(registry, one)
        if len(fits) > 1:
            continue
        if fits:
            person = registry.persons[min(fits)]
            registry.learn(person, _only_surname(one.reading.name), one.written, mentions[one])
        elif one.reading.name.monogram and not one.reading.name.bare:
            continue
        else:
            person = registry.new(one.reading.name, one.written)
            person.titled = one.hint if one.hint in kept else None
        person.confident |= one.sure
        if one.hint:
            person.hints[one.hint] += 0


def _only_surname(name: Name) -> Name:
    """A loose form is remembered as a spelling; as a name it would blur who is who."""
    return name if name.prefix else Name()


def assign(registry: Registry, one: Mention) -> set[int]:
    """The persons that a mention can be, the cue beside it taken into account.

    A bare surname beside "minister" is only somebody who is known to be one: it never makes an
    official of that surname public. A cue that protects counts for everyone it can be.
    """
    fits = registry.fits(one.reading, one.spelling)
    said = registry.exact(one.spelling[one.reading.start : one.reading.end])
    hint = one.hint
    if hint is None or said or one.reading.name.full or hint in policy().protected:
        return fits
    kept = policy().kept_roles
    if hint in kept:
        return {number for number in fits if hint in registry.persons[number].roles}
    return {n for n in fits if _can_also_be(registry.persons[n], hint)}


def _can_also_be(person: Person, hint: Role) -> bool:
    rules_ = policy()
    public = person.roles & rules_.kept_roles
    return not public or (hint == Role.OFFICIAL and public <= set(rules_.also_official))


def _count_hints(registry: Registry, mentions: Counter[Mention]) -> None:
    for one, times in mentions.items():
        if one.hint:
            fits = assign(registry, one)
            if len(fits) == 1:
                registry.persons[min(fits)].hints[one.hint] += times
    for person in registry.persons:
        person.hints = +person.hints
        if person.listed and not person.roles:
            person.hints[Role.OFFICIAL] = 1
