"""Whole names: the half that the model didn't read, and two parts of one name."""

from __future__ import annotations

import pytest

from tests.detect.detecting import texts
from woo_tool.detect.people.names import NameRules
from woo_tool.detect.schema import Cues
from woo_tool.detect.tagger.features import Lists
from woo_tool.kinds import Label
from woo_tool.resources import data_path
from woo_tool.rules import rules

WHOLE = [
    ("Behandeld door\nKlafre Doubantre | beleidsmedewerker | 06-12345678\n", "Klafre Doubantre"),
    ("in de zaak tussen\nVoumi Holtrefre, te Utrecht, eiser,", "Voumi Holtrefre"),
    ("De directeur (Lomi Mirinzel) was erbij.", "Lomi Mirinzel"),
    ("Aanwezig waren ook Remco in ’t Zwaarn en anderen.", "Remco in ’t Zwaarn"),
    ("Prins Karnaval is Ferry d'n Doubeska uit Lutjebroek.", "Ferry d'n Doubeska"),
    ("Gesproken met Tj. over de planning.", "Tj."),
    ("Gesproken met dhr. Hamersm. over de planning.", "Hamersm."),
    ("Op de foto staan Loes van B. en haar broer.", "Loes van B."),
]


@pytest.mark.parametrize(("text", "name"), WHOLE)
def test_a_name_is_found_as_a_whole(text: str, name: str) -> None:
    assert name in texts(text, Label.PERSON)


REVERSED = [
    (
        "4-1-12   Ravensbergen, Loes        V    mail          Jonker, Arie      VP12\n",
        "Jonker, Arie",
    ),
    ("Referent: Doubeska-Jagesar, Sharmila, Pythagorasstraat 77\n", "Doubeska-Jagesar, Sharmila"),
    (
        "met een rijbewijs als Kuiper, Hendrikus Jacobus (Rik), geboren 27-04-1968",
        "Kuiper, Hendrikus Jacobus (Rik)",
    ),
    ("- ZP-553-H t.n.v. Bruggink, Wout\n", "Bruggink, Wout"),
    ("4  02-03-15     van der Vrede, Ank    07-07-1977\n", "van der Vrede, Ank"),
    ("8  PARTNER: HOOGEWERF, SJOERD PIETER, GEB. 11 NOV 1990\n", "HOOGEWERF, SJOERD PIETER"),
]


@pytest.mark.parametrize(("text", "name"), REVERSED)
def test_a_surname_with_the_first_name_behind_it_is_one_name(text: str, name: str) -> None:
    assert name in texts(text, Label.PERSON)


SEVERAL = [
    ("Aanwezig: Jansen, Karin, Pietersen en De Groot.", "Jansen, Karin"),
    ("Beste Kees, Marie komt morgen ook.", "Kees, Marie"),
    ("Gesproken met Anna Smit, Karel en Bram.", "Smit, Karel"),
    ("Zij noemt Klaas, Bram en Piet de Vries.", "Klaas, Bram"),
]


@pytest.mark.parametrize(("text", "together"), SEVERAL)
def test_names_in_a_list_stay_apart(text: str, together: str) -> None:
    assert not any(together in found for found in texts(text, Label.PERSON))


NOBODY = [
    "Zie de Statenmededeling Stikstofberekeningen van die dag.",
    "Karin Rijkswaterstaat gaf geen antwoord.",
]


@pytest.mark.parametrize("text", NOBODY)
def test_compounds_are_no_names(text: str) -> None:
    assert set(texts(text, Label.PERSON)) <= {"Karin"}


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("Vertrouwenspersoon L. van 't Hof", "L. van 't Hof"),
        ("Onderzoeker A.B. Smit", "A.B. Smit"),
        ("Visser L. van 't Hof", "Visser L. van 't Hof"),
    ],
)
def test_a_function_before_initials_is_no_part_of_the_name(cell: str, name: str) -> None:
    names = NameRules(
        rules("cues.yaml", Cues), Lists.load(data_path("models", "nl_woo", "woo_crf"))
    )
    assert cell[slice(*names.fit(cell, 0, len(cell)))] == name
