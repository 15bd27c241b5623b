"""people.yaml: what people said about the persons of a dossier, and what the tool found.

A person may write the file before detection; the tool adds who it found, each with a fingerprint
(`check`), so that a later change by a person is recognised and logged as a decision.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Annotated, Any, Self

import yaml
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    ValidationError,
    ValidationInfo,
    model_validator,
)

from woo_tool.errors import InputError, RequestError
from woo_tool.grounds import faults, normalise, sort_codes
from woo_tool.kinds import Action, Law, Role
from woo_tool.model import Entity
from woo_tool.rules import describe_fault, parse_yaml, validate

#: The staff list in a dossier, and what its persons carry as ``by``: it decides nothing.
STAFF = "personeel.csv"

_HEAD = """\
# Personen in dit dossier. Pas aan wat niet klopt; de wijziging wordt bij de volgende stap gelogd.
# role:   office_holder top_official director spokesperson signatory official requester reporter
#         accused witness third_party company_contact adviser public_figure unknown
# action: redact (lakken) | keep (blijft leesbaar) | ask (open vraag); weglaten = volgens het beleid
# forms:  andere schrijfwijzen van de naam, ook een voornaam of roepnaam
# check:  van het programma, om te zien of een mens iets heeft veranderd; laten staan
"""


@dataclass(frozen=True, slots=True)
class PersonRule:
    """What people said about a person (people.yaml or a decision).

    ``role`` or ``action`` is None where the policy or the dossier decides. ``check`` is the
    fingerprint of an entry that the tool wrote, empty for what a person wrote.
    """

    id: str
    name: str
    forms: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    role: Role | None = None
    action: Action | None = None
    grounds: tuple[str, ...] = ()
    reason: str = ""
    by: str = ""
    check: str = ""


def _text(value: object) -> object:
    if isinstance(value, bool):
        raise ValueError("zet aanhalingstekens om deze tekst (YAML leest hem als ja of nee)")
    return str(value) if isinstance(value, (int, float)) else value


def _many(value: object) -> object:
    return () if value is None else value


def _trimmed(value: object) -> object:
    value = _text(value)
    return " ".join(value.split()) if isinstance(value, str) else value


_Text = Annotated[str, BeforeValidator(_trimmed)]
_Texts = Annotated[tuple[_Text, ...], BeforeValidator(_many)]


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    name: _Text
    id: _Text = ""
    forms: _Texts = ()
    emails: _Texts = ()
    role: Role | None = None
    action: Action | None = None
    grounds: _Texts = ()
    reason: _Text = ""
    check: _Text = ""

    @model_validator(mode="after")
    def _says_something(self, info: ValidationInfo) -> Self:
        if not any(char.isalpha() for char in self.name):
            raise ValueError("name: hier hoort de naam van een persoon te staan")
        for form in self.forms:
            if not any(char.isalpha() for char in form):
                raise ValueError("forms: een schrijfwijze zonder letters vindt niets")
        for email in self.emails:
            if "@" not in email.strip("@"):
                raise ValueError(f"emails: '{email}' is geen e-mailadres")
        law = (info.context or {}).get("law")
        object.__setattr__(self, "grounds", _checked_grounds(self.grounds, law))
        return self


def _checked_grounds(codes: Iterable[str], law: Law | None) -> tuple[str, ...]:
    try:
        found = sort_codes([normalise(code) for code in codes])
    except InputError as fault:
        raise ValueError(f"grounds: {fault.what}") from fault
    if found and law is not None:
        for wrong in faults(found, law):
            raise ValueError(f"grounds: {wrong}")
    return found


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    people: Annotated[tuple[dict[str, Any], ...], BeforeValidator(_many)] = ()


def parse_people(
    text: str, where: str = "people.yaml", law: Law | None = None
) -> tuple[PersonRule, ...]:
    """The persons in a people.yaml; grounds are checked against ``law`` when it is given.

    Raises RequestError naming the file, the entry and the fault.
    """
    data = parse_yaml(text.removeprefix("\ufeff"), where, RequestError)
    file: _File = validate({} if data is None else data, _File, where, RequestError)
    rules = []
    for place, raw in enumerate(file.people, start=1):
        entry = _read_entry(
            raw, f"{where}, persoon {place} ({raw.get('name', 'zonder naam')})", law
        )
        rules.append(_rule(entry))
    _refuse_doubles(rules, where)
    return tuple(rules)


def _read_entry(raw: dict[str, Any], where: str, law: Law | None) -> _Entry:
    try:
        return _Entry.model_validate(raw, context={"law": law})
    except ValidationError as fault:
        raise RequestError(describe_fault(fault).removeprefix("(geheel): "), where=where) from fault


def _rule(entry: _Entry) -> PersonRule:
    values = {name: getattr(entry, name) for name in _Entry.model_fields}
    return PersonRule(**{**values, "id": entry.id or person_id(entry.name)})


def _refuse_doubles(rules: Sequence[PersonRule], where: str) -> None:
    seen: dict[str, PersonRule] = {}
    for rule in rules:
        if rule.id in seen:
            raise RequestError(
                f"id '{rule.id}' staat er twee keer ({seen[rule.id].name} en {rule.name}).",
                where=where,
                advice="Geef elke persoon een eigen id.",
            )
        seen[rule.id] = rule


def person_id(name: str) -> str:
    """A stable id for a person without one: `p` and eight hex of the name."""
    return "p" + hashlib.sha256(" ".join(name.lower().split()).encode()).hexdigest()[:8]


def fingerprint(rule: PersonRule) -> str:
    """Eight hex over everything that a person can change in an entry."""
    values = [rule.name, rule.forms, rule.emails, rule.role, rule.action, rule.grounds, rule.reason]
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def edited(parsed: Iterable[PersonRule]) -> tuple[PersonRule, ...]:
    """The entries that a person wrote or changed.

    Where only the role was changed, action, grounds and reason were the tool's: they are dropped,
    so that the policy for the new role decides.
    """
    return tuple(
        _policy_decides(rule)
        for rule in parsed
        if not rule.check or fingerprint(rule) != rule.check
    )


def _policy_decides(rule: PersonRule) -> PersonRule:
    for role in (*Role, None):
        if rule.check and fingerprint(replace(rule, role=role)) == rule.check:
            return replace(rule, action=None, grounds=(), reason="", check="")
    return replace(rule, check="")


def render_people(entities: Iterable[Entity], known: Sequence[PersonRule] = ()) -> str:
    """people.yaml for people to edit: first what they said, then who the tool found, by name."""
    said = {rule.id for rule in known}
    found = [_found(entity) for entity in entities if entity.id not in said]
    found.sort(key=lambda rule: (rule.name.lower(), rule.id))
    entries = [_rendered(rule) for rule in (*known, *found)]
    body = "people:\n" + "".join(entries) if entries else "people: []\n"
    return f"{_HEAD}{body}"


@lru_cache(maxsize=16_384)
def _rendered(rule: PersonRule) -> str:
    """One entry; kept, as YAML is slow to write and a choice about one person changes one entry."""
    return yaml.safe_dump(
        [_fields(rule)],
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=None,
        width=4096,
    )


def _found(entity: Entity) -> PersonRule:
    rule = PersonRule(
        id=entity.id,
        name=" ".join(entity.name.split()),
        forms=tuple(dict.fromkeys(" ".join(form.split()) for form in entity.forms)),
        emails=entity.emails,
        role=entity.role,
        action=entity.action,
        grounds=() if entity.action == Action.KEEP else sort_codes(entity.grounds),
        reason=" ".join(entity.reason.split()),
    )
    return replace(rule, check=fingerprint(rule))


def _fields(rule: PersonRule) -> dict[str, Any]:
    """An entry with only what was said, in the order of the contract."""
    values: dict[str, Any] = {
        "id": rule.id,
        "name": rule.name,
        "forms": list(rule.forms),
        "emails": list(rule.emails),
        "role": rule.role.value if rule.role else None,
        "action": rule.action.value if rule.action else None,
        "grounds": list(rule.grounds),
        "reason": rule.reason,
        "check": rule.check,
    }
    always = ("id", "name", "forms", "emails")
    return {key: value for key, value in values.items() if key in always or value}


def to_json(rule: PersonRule) -> str:
    """What a `person` decision carries in `to`: compact JSON with sorted keys."""
    values = {
        "id": rule.id,
        "name": rule.name,
        "forms": list(rule.forms),
        "emails": list(rule.emails),
        "role": rule.role,
        "action": rule.action,
    }
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def from_decision(
    to: str, grounds: Sequence[str], reason: str, by: str, *, id: str = ""
) -> PersonRule:
    """The rule that a `person` decision made; ``id`` is that of its target.

    Raises RequestError when the JSON isn't that of a person.
    """
    where = "decisions.jsonl, besluit over een persoon"
    try:
        values = json.loads(to)
    except ValueError as fault:
        raise RequestError("dit is geen geldige JSON.", where=where) from fault
    if not isinstance(values, dict):
        raise RequestError("hier horen de gegevens van een persoon te staan.", where=where)
    entry = _read_entry({**values, "grounds": tuple(grounds), "reason": reason}, where, None)
    return replace(_rule(entry), id=id or _rule(entry).id, by=by)
