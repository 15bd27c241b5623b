"""The grounds and the rules for choosing them."""

from __future__ import annotations

import pytest

from woo_tool.errors import InputError
from woo_tool.grounds import because, counterparts, faults, ground, grounds, normalise, sort_codes
from woo_tool.kinds import Law
from woo_tool.model import EMISSIONS


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("10.2.e", "10.2.e"), ("10.2e", "10.2.e"), ("(10)(2e)", "10.2.e"),
        ("5.1.2.e", "5.1.2.e"), ("5.1.2e", "5.1.2.e"), ("5.1 lid 2 e", "5.1.2.e"),
        ("art. 5.1.2 sub e", "5.1.2.e"), ("5.2", "5.2.1"), ("11.1", "11.1"), (" 5.1.5 ", "5.1.5"),
    ],
)  # fmt: skip
def test_codes_as_people_write_them(written: str, code: str) -> None:
    assert normalise(written) == code


@pytest.mark.parametrize("written", ["", "5.1.2.z", "12.1", "privacy", "10.2.e; drop"])
def test_what_is_no_ground_is_refused(written: str) -> None:
    with pytest.raises(InputError, match="bestaat niet"):
        normalise(written)


def test_every_ground_finds_itself_and_has_a_citation() -> None:
    for item in grounds():
        assert normalise(item.code) == item.code
        assert item.law.capitalize() in item.citation
        assert ground(item.code) is item


@pytest.mark.parametrize(
    ("codes", "law", "rule"),
    [
        (["5.1.5", "5.1.2.e"], Law.WOO, "R1"),
        (["5.1.5", "5.1.1.c"], Law.WOO, "R1"),
        (["10.2.e"], Law.WOO, "R8"),
        (["5.1.2.e"], Law.WOB, "R8"),
        (["5.3"], Law.WOO, "R11"),
        ([], Law.WOO, "R11"),
        (["5.1.6"], Law.WOO, "R3"),
    ],
)
def test_combinations_that_the_law_forbids(codes: list[str], law: Law, rule: str) -> None:
    assert any(rule in fault for fault in faults(codes, law))


@pytest.mark.parametrize(
    ("codes", "law"), [(["10.2.e", "10.2.g"], Law.WOB), (["5.1.2.e", "5.1.2.i"], Law.WOO)]
)
def test_two_grounds_may_stand_on_one_place(codes: list[str], law: Law) -> None:
    assert faults(codes, law) == ()


@pytest.mark.parametrize(
    ("code", "law", "rule"),
    [("5.1.5", Law.WOO, "R2"), ("5.1.1.c", Law.WOO, "R3"), ("10.2.g", Law.WOB, "R9")],
)
def test_environmental_information_has_its_own_rules(code: str, law: Law, rule: str) -> None:
    assert any(rule in fault for fault in faults([code], law, environmental=True))
    assert faults([code], law) == ()


@pytest.mark.parametrize(
    ("code", "law", "never"),
    [
        ("5.1.1.d", Law.WOO, True),
        ("5.1.2.e", Law.WOO, True),
        ("5.2.1", Law.WOO, False),
        ("5.1.6", Law.WOO, False),
        ("10.1.c", Law.WOB, True),
        ("10.2.e", Law.WOB, True),
        ("10.7.a", Law.WOB, True),
        ("10.2.a", Law.WOB, False),
        ("10.7.b", Law.WOB, False),
    ],
)
def test_what_never_holds_for_emissions(code: str, law: Law, never: bool) -> None:
    found = faults([code], law, environmental=EMISSIONS)
    assert any("(R4; artikel 5.1, zevende lid" in fault for fault in found) is never
    assert not any("R4" in fault for fault in faults([code], law, environmental=True))


def test_5_1_4_needs_the_day_on_which_the_information_follows() -> None:
    (fault,) = faults(["5.1.4"], Law.WOO, released=False)
    assert "release_on" in fault
    assert "(R6; artikel 5.1, vierde lid, van de Woo)" in fault
    assert faults(["5.1.4"], Law.WOO) == ()


@pytest.mark.parametrize("number", range(1, 12))
def test_every_rule_has_a_source(number: int) -> None:
    told = because(f"R{number}")
    assert told.startswith(f"(R{number}; ")
    assert "artikel" in told


@pytest.mark.parametrize(
    ("code", "others"),
    [
        ("10.2.e", ["5.1.2.e"]),
        ("10.2.g", ["5.1.2.f", "5.1.2.h", "5.1.2.i", "5.1.5"]),
        ("10.1.d", ["5.1.1.d", "5.1.1.e"]),
        ("11.1", ["5.2.1"]),
        ("5.1.2.h", ["10.2.g", "10.7.b"]),
        ("5.4", []),
    ],
)
def test_the_other_laws_ground(code: str, others: list[str]) -> None:
    assert [item.code for item in counterparts(code)] == others


@pytest.mark.parametrize(
    ("code", "law", "offer"),
    [
        ("10.2.e", Law.WOO, "; daar past 5.1.2.e (eerbiediging"),
        ("10.2.g", Law.WOO, "; kies zelf welke daar past: 5.1.2.f ("),
        ("5.4", Law.WOB, "; die wet heeft geen grond die hierop lijkt"),
    ],
)
def test_a_ground_of_the_other_law_comes_with_an_offer(code: str, law: Law, offer: str) -> None:
    (fault,) = faults([code], law)
    assert offer in fault


def test_consent_takes_the_ground_away() -> None:
    assert any("R9" in fault for fault in faults(["10.2.e"], Law.WOB, consent=True))


def test_codes_are_sorted_as_the_statute_is() -> None:
    assert sort_codes(["5.1.2.i", "5.1.1.d", "5.1.2.e", "5.1.2.e"]) == (
        "5.1.1.d",
        "5.1.2.e",
        "5.1.2.i",
    )
