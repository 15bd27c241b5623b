"""Initials that fit somebody, where people stand or sign."""

from __future__ import annotations

import pytest

from tests.detect.detecting import texts
from woo_tool.kinds import Label

FOUND = [
    ("Aanwezig: N. Lamers = NL, Guus Verhelst = GV\n\nNL legt uit waarvoor.", ["NL", "GV", "NL"]),
    ("Nok overlegt met Maarten Hol (=MH).\nBeh.: MH\n", ["MH", "MH"]),
    ("5. aantekening MR (Mo Rahimi) bij het stuk", ["MR"]),
    ("Nr|Zaak|Beh\n31|brug|FQ\n32|dijk|-\nContact: mr. Floris Quarles\n", ["FQ"]),
    ("Aanwezig: Eduard Pauw, Floris Quarles\nActiepunten: EP mailt de gemeente\n", ["EP"]),
    ("Paraaf voorzitter: FQ     OR: KW     bureau: HC\n", ["FQ", "KW", "HC"]),
]


@pytest.mark.parametrize(("text", "initials"), FOUND)
def test_initials_that_fit_somebody_are_found(text: str, initials: list[str]) -> None:
    found = texts(text, Label.PERSON)
    assert [one for one in found if one in initials] == initials


NOBODYS = [
    "Aanwezig: Bert Zwart\nMinisterie: BZ\n",
    "Aanwezig: Bert Zwart\nDe BZ is klaar, zie BZ 2020/31 en de BZ-lijst.\n",
    "Oud-voorzitter Carla de Adam\nFractie: CDA\n",
]


@pytest.mark.parametrize("text", NOBODYS)
def test_letters_of_a_body_are_nobodys(text: str) -> None:
    assert all(" " in one for one in texts(text, Label.PERSON))
