"""people.yaml: read, written back, and what a person changed in it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woo_tool.errors import RequestError
from woo_tool.kinds import Action, Law, Role
from woo_tool.model import Entity
from woo_tool.people import (
    PersonRule,
    edited,
    from_decision,
    parse_people,
    person_id,
    render_people,
    to_json,
)

EXAMPLE = """
people:
  - {id: p1, name: A. Voorbeeld, forms: [Voorbeeld, Anna], emails: [], role: official,
     action: redact, grounds: [10.2e], reason: ""}
  - {name: Iris Dekker}
"""
RUTGER = Entity(
    "p9", "Rutger Blok", ("Blok", "R. Blok"), Role.OFFICIAL, Action.REDACT, ("10.2.e",),
    "ambtenaar zonder publieke functie", ("r.blok@minvoorbeeld.nl",),
)  # fmt: skip


def test_the_example_of_the_contract() -> None:
    first, second = parse_people(EXAMPLE, law=Law.WOB)
    assert first == PersonRule(
        "p1", "A. Voorbeeld", ("Voorbeeld", "Anna"), (), Role.OFFICIAL, Action.REDACT, ("10.2.e",)
    )
    assert second == PersonRule(person_id("Iris Dekker"), "Iris Dekker")


@pytest.mark.parametrize("text", ["", "people:", "people: []", "\ufeffpeople: []", "# niets"])
def test_nobody(text: str) -> None:
    assert parse_people(text) == ()


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ("{name: Iris, rol: official}", "rol: dit veld is niet bekend"),
        ("{id: p1}", "name: dit veld ontbreekt"),
        ("{name: '...'}", "hier hoort de naam van een persoon te staan"),
        ("{name: true}", "zet aanhalingstekens"),
        ("{name: Iris, role: baas}", "role: deze waarde is niet toegestaan"),
        ("{name: Iris, action: weg}", "action: deze waarde is niet toegestaan"),
        ("{name: Iris, grounds: [10.9.z]}", "grond '10.9.z' bestaat niet"),
        ("{name: Iris, grounds: [5.1.2.e]}", "van toepassing (R8; "),
        ("{name: Iris, grounds: ['11.2']}", "weigering kan dragen (R11; "),
        ("{name: Iris, grounds: 10.2.e}", "grounds: hier hoort een lijst te staan"),
        ("{name: Iris, forms: ['-']}", "een schrijfwijze zonder letters"),
        ("{name: Iris, emails: [iris]}", "'iris' is geen e-mailadres"),
    ],
)
def test_a_fault_names_file_entry_and_fault(entry: str, fault: str) -> None:
    with pytest.raises(RequestError) as raised:
        parse_people(f"people:\n  - {{name: Goed}}\n  - {entry}\n", "zaak/people.yaml", Law.WOB)
    assert fault in raised.value.message
    assert raised.value.where.startswith("zaak/people.yaml, persoon 2")


@pytest.mark.parametrize(
    "text",
    ["people: [Iris]", "people: {a: 1}", "[]", "mensen: []", "people: [", "a: 1\na: 2"],
)
def test_another_shape_is_refused(text: str) -> None:
    with pytest.raises(RequestError, match=r"people\.yaml"):
        parse_people(text)


def test_an_id_given_twice() -> None:
    with pytest.raises(RequestError, match="staat er twee keer"):
        parse_people("people: [{id: p1, name: Iris}, {id: p1, name: Anna}]")


def test_what_the_tool_wrote_is_no_choice_of_a_person() -> None:
    text = render_people([RUTGER])
    assert edited(parse_people(text)) == ()
    assert "Personen in dit dossier" in text


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("  action: redact", "  action: keep", {"action": Action.KEEP}),
        ("forms: [Blok, ", "forms: [Blok, Ruts, ", {"forms": ("Blok", "Ruts", "R. Blok")}),
        ("reason: ambtenaar zonder publieke functie", "reason: oud", {"reason": "oud"}),
        # only the role was changed: the rest was the tool's, and the policy decides again
        (
            "role: official",
            "role: accused",
            {"role": Role.ACCUSED, "action": None, "grounds": (), "reason": ""},
        ),
    ],
)
def test_a_change_is_seen(old: str, new: str, expected: dict[str, Any]) -> None:
    text = render_people([RUTGER])
    assert text.count(old) == 1
    base = PersonRule(
        RUTGER.id, RUTGER.name, RUTGER.forms, RUTGER.emails, RUTGER.role, RUTGER.action,
        RUTGER.grounds, RUTGER.reason,
    )  # fmt: skip
    assert edited(parse_people(text.replace(old, new))) == (replace(base, **expected),)


def test_what_a_person_said_is_written_back_and_stays_a_choice() -> None:
    said = parse_people(EXAMPLE)
    again = parse_people(render_people([RUTGER], said))
    assert edited(again) == said
    assert [rule.id for rule in again] == ["p1", said[1].id, "p9"]


def test_an_entity_that_people_named_is_written_once() -> None:
    said = (PersonRule("p9", "Rutger Blok", role=Role.WITNESS),)
    assert [rule.role for rule in parse_people(render_people([RUTGER], said))] == [Role.WITNESS]


def test_the_order_of_entities_does_not_matter() -> None:
    other = replace(RUTGER, id="p2", name="Anna Berg")
    assert render_people([RUTGER, other]) == render_people([other, RUTGER])


def test_a_kept_entity_has_no_grounds() -> None:
    kept = replace(RUTGER, action=Action.KEEP)
    assert "grounds" not in render_people([kept]).partition("people:")[2]


LETTERS = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cn")), max_size=12)
WORDS = LETTERS.map(lambda text: " ".join(text.split()))
EMAILS = st.lists(st.from_regex(r"[a-z]{1,5}@[a-z]{1,5}\.nl", fullmatch=True), max_size=2)
RULES = st.builds(
    PersonRule,
    id=st.from_regex(r"p[0-9a-f]{1,8}", fullmatch=True),
    name=WORDS.map(lambda text: f"Iris {text}".strip()),
    forms=st.lists(WORDS.map(lambda text: f"{text}x"), max_size=3).map(tuple),
    emails=EMAILS.map(tuple),
    role=st.sampled_from([None, *Role]),
    action=st.sampled_from([None, *Action]),
    grounds=st.sampled_from([(), ("10.2.e",), ("10.2.e", "10.2.g"), ("11.1",)]),
    reason=WORDS,
)


@given(st.lists(RULES, max_size=4, unique_by=lambda rule: rule.id))
def test_written_and_read_is_the_same(rules: list[PersonRule]) -> None:
    assert edited(parse_people(render_people([], rules), law=Law.WOB)) == tuple(rules)


@given(RULES)
def test_a_decision_carries_the_whole_rule(rule: PersonRule) -> None:
    said = from_decision(to_json(rule), rule.grounds, rule.reason, "R. Beoordelaar")
    assert said == replace(rule, by="R. Beoordelaar")


@given(RULES.filter(lambda rule: rule.role and rule.action))
def test_tool_entries_are_never_taken_for_edits(rule: PersonRule) -> None:
    assert rule.role is not None
    assert rule.action is not None
    entity = Entity(
        rule.id, rule.name, rule.forms, rule.role, rule.action, rule.grounds, rule.reason,
        rule.emails,
    )  # fmt: skip
    assert edited(parse_people(render_people([entity]))) == ()


@pytest.mark.parametrize("to", ["", "[]", "null", "{}", '{"name": 1.5, "x": 2}', '{"name": "..."}'])
def test_a_broken_decision_is_refused(to: str) -> None:
    with pytest.raises(RequestError, match="besluit over een persoon"):
        from_decision(to, (), "", "")
