"""Names that detection missed: from the staff list, and misread by OCR."""

from __future__ import annotations

import pytest

from tests.resolve.dossiers import brief, found, page, run
from woo_tool.kinds import Role
from woo_tool.people import STAFF, PersonRule

STAFF_LIST = (
    PersonRule("p1", "Femke Draaisma", emails=("f.draaisma@x.example",), by=STAFF),
    PersonRule("p2", "Jan Raak", by=STAFF),
    PersonRule("p3", "Ans de Jong", by=STAFF),
    PersonRule("p4", "Piet de Jong", by=STAFF),
)


def test_a_staff_list_finds_full_names_that_detection_missed() -> None:
    one = page("Gezien door Femke Draaisma en J. Raak; het was draak en raak. Raak schot.")
    result = run([one], [], STAFF_LIST)
    assert brief(result.marks) == [("redact", "Femke Draaisma"), ("redact", "J. Raak")]
    assert [entity.name for entity in result.entities] == ["Femke Draaisma", "Jan Raak"]
    assert result.entities[0].role is Role.OFFICIAL


def test_a_staff_list_makes_no_doubt_about_who_is_in_the_dossier() -> None:
    one = page("Karel de Jong belde. De Jong was boos.")
    result = run([one], [found(one, "Karel de Jong"), found(one, "De Jong")], STAFF_LIST)
    assert {mark.entity for mark in result.marks} == {result.entities[0].id}
    assert [entity.name for entity in result.entities] == ["Karel de Jong"]


def test_a_name_of_the_staff_list_in_the_dossier_is_found_in_every_form() -> None:
    one = page("Femke Draaisma schreef. Bel Draaisma of mail fdraaisma.")
    result = run([one], [found(one, "Femke Draaisma")], STAFF_LIST)
    assert [text for _, text in brief(result.marks)] == [
        "Femke Draaisma",
        "Draaisma",
        "fdraaisma",
    ]


MISREAD = [
    ("Rutger Boersma", "Gezien: B0ersma.", "B0ersma"),
    ("Rutger Boersma", "Gezien: Boersrna.", "Boersrna"),
    ("Anna Meulenbelt", "Gehoord: Meu1enbelt.", "Meu1enbelt"),
    ("Anna Meulenbelt", "Gehoord: Meulenbeit.", "Meulenbeit"),
    ("Anna Meulenbelt", "Gehoord: Meulenblt.", "Meulenblt"),
]


@pytest.mark.parametrize(("name", "text", "expected"), MISREAD)
def test_a_misread_name_goes_too(name: str, text: str, expected: str) -> None:
    one = page(f"Verslag van {name}. {text}")
    marks = run([one], [found(one, name)]).marks
    assert [text for _, text in brief(marks)] == [name, expected]
    assert "leesfout" in marks[1].reason


NOT_MISREAD = [
    ("Rutger Blok", "Het blog van Bloks."),  # too short to tell
    ("Anna Bakker", "Het bakken en de Bakken."),  # an ordinary word
    ("Anna Meulenbelt", "De molenbelt ligt in Meulenveld."),
]


@pytest.mark.parametrize(("name", "text"), NOT_MISREAD)
def test_what_isnt_a_misread_name_stays(name: str, text: str) -> None:
    one = page(f"Verslag van {name}. {text}")
    marks = run([one], [found(one, name)]).marks
    assert not any("leesfout" in mark.reason for mark in marks)


def test_a_misread_name_of_somebody_public_isnt_made_public_by_it() -> None:
    one = page("minister Anna Meulenbelt. Meulenbeit zei niets.")
    marks = run([one], [found(one, "Anna Meulenbelt", role=Role.OFFICE_HOLDER)]).marks
    assert brief(marks) == [("keep", "Anna Meulenbelt")]
