"""Members by party, judges by their ruling, signatories under mandate: and who only looks it."""

from __future__ import annotations

import pytest

from tests.detect.detecting import find
from woo_tool.kinds import Label, Role

MEMBERS = [
    ("Vragen van het lid Terhaar (GroenLinks) aan de Minister voor Natuur.", {"Terhaar"}),
    ("Antwoord op vragen van het lid Terhaar over stikstof.", {"Terhaar"}),
    (
        "Vragen van de leden Terhaar (CDA) en Opheij (VVD) aan de minister.",
        {"Terhaar", "Opheij"},
    ),
    (
        "Raadsvergadering\nAanwezig de leden: A. Terhaar (PvdA), J. Opheij (VVD) en Els Wouda "
        "(Lokaal Belang)\nNotulist: K. Zandee",
        {"A. Terhaar", "J. Opheij", "Els Wouda"},
    ),
    (
        "Raadsvergadering\nDe heer Terhaar (CDA): Voorzitter, ik heb een vraag.\n"
        "Inspreker de heer Zandee bedankt mevrouw Opheij (D66).",
        {"Terhaar", "Opheij"},
    ),
    ("Raadsvergadering. Fractieassistent mevrouw Terhaar (VVD) was erbij.", set()),
    ("Overleg over het budget. De heer Terhaar (SP) vroeg ernaar.", set()),
    ("Raadsleden en gasten: de heer Terhaar (GGD).", set()),
    ("Raadsvergadering. Terhaar (VVD) kwam later.", set()),
]

ENUMERATED = [
    (
        "Dit arrest is gewezen door de vice-president Terhaar als voorzitter en de raadsheren "
        "Opheij, E. Wouda en Van der Plas, in bijzijn van de griffier Zandee.",
        {"Terhaar", "Opheij", "E. Wouda", "Van der Plas"},
    ),
    ("De wethouders Terhaar en Opheij (VVD) waren er, Wouda niet.", {"Terhaar", "Opheij"}),
    ("De wethouders Terhaar, Opheij en secretaris Wouda waren er.", set()),
    ("De wethouders Terhaar, Opheij, Wouda waren er.", set()),
    ("De raadsleden Terhaar en Opheij (ambtelijk secretaris) spraken.", {"Terhaar"}),
    (
        "Aanwezig zijn 3 leden der Kamer, te weten:\nTerhaar, Van Opheij en Wouda,",
        {
            "Terhaar",
            "Van Opheij",
            "Wouda",
        },
    ),
    (
        "Zie Motie Terhaar, Kamerstuk 21 501, en Motie Wouda en Opheij, Kamerstuk 36 410.",
        {
            "Terhaar",
            "Wouda",
            "Opheij",
        },
    ),
    ("De motie Terhaar c.s. is aangehouden.", {"Terhaar"}),
    ("De motie-Terhaar en de motie Mei waren er.", set()),
    ("Wij Wilhelma, bij de gratie Gods, Koningin der Nederlanden", {"Wilhelma"}),
    ("Wij zagen Terhaar, bij de ingang", set()),
    ("Mevrouw Terhaar (PVV):\nSteun, voorzitter.", {"Terhaar"}),
    (
        "De Kamer hoort als eerste spreker mevrouw Terhaar namens GroenLinks; daarna volgt "
        "mevrouw Opheij namens Greenpeace.",
        {"Terhaar"},
    ),
    (
        "De minister voor Zorg, A.B. Terhaar - 3 april 2018\nmedewerker, C. Opheij - 3 april 2018",
        {"A.B. Terhaar"},
    ),
    ("De Minister van Justitie a.i.,\nC. Terhaar", {"C. Terhaar"}),
    ("De Minister van Justitie,\n\n\n\nC. Terhaar\n", {"C. Terhaar"}),
    ("De Minister van Justitie,\n\nC. Terhaar is ziek.", set()),
]

JUDGES = [
    (
        "Dit vonnis is gewezen door mr. A. Terhaar, mr. J. Opheij en mr. E. Wouda en "
        "uitgesproken in tegenwoordigheid van mr. K. Zandee, griffier.",
        {"A. Terhaar", "J. Opheij", "E. Wouda"},
    ),
    (
        "Rechtbank. Verdachte Jan Opheij werd bijgestaan door mr. K. Zandee. Het vonnis is "
        "gewezen door mr. A. Terhaar.",
        {"A. Terhaar"},
    ),
    ("Rechtbank. De aangifte is gegeven door mevrouw Terhaar uit Breda.", set()),
    ("De uitspraak is bekend. De verklaring is gegeven door mr. J. Opheij.", set()),
    ("Het advies is gegeven door mr. J. Opheij.", set()),
]

SIGNATORIES = [
    "De Minister van Waterbeheer,\nnamens deze,\nhet hoofd van de afdeling Water,\n\nmr. {}\n",
    "De Minister van Waterbeheer,\nnamens deze:\nde directeur-generaal Water,\n\nmr. {}\n",
    "Burgemeester en wethouders van Plas,\nnamens dezen,\n\n{}\nteammanager Vergunningen\n",
    "De politiechef,\nvoor deze,\n{}\nhoofd Bedrijfsvoering\n",
]

NO_SIGNATORIES = [
    "De Minister van Waterbeheer,\nnamens deze,\n\n{}\nsenior beleidsmedewerker\n",
    "Unicorp B.V.,\nnamens deze,\n\n{}\ndirecteur\n",
    "De verdachte,\nnamens deze,\n\n{}\nadvocaat\n",
    "Aan de minister van Waterbeheer\n\nHierbij bezwaar.\n\nNamens deze,\n\n{}\n",
    "De burgemeester van Plas\nPostbus 1\n\nVoor deze:\n{}\nKerkstraat 1\n",
    "Ik schreef de minister,\nnamens deze bewoners,\n{}\n",
    "Met vriendelijke groet, mede namens de minister,\n{}\n",
    "De Minister van Waterbeheer,\nnamens deze,\n\nErnst Wouda\n{}\n",
]

NAME = "J.H. Opheij"


def _roles(text: str) -> dict[str, Role | None]:
    return {one.text: one.role for one in find(text) if one.label is Label.PERSON}


@pytest.mark.parametrize(("text", "public"), [*MEMBERS, *ENUMERATED, *JUDGES])
def test_members_and_judges(text: str, public: set[str]) -> None:
    found = _roles(text)
    assert {name for name, role in found.items() if role is Role.OFFICE_HOLDER} == public


@pytest.mark.parametrize("text", SIGNATORIES)
def test_who_signs_under_mandate_is_a_signatory(text: str) -> None:
    assert _roles(text.format(NAME))[NAME] in {Role.SIGNATORY, Role.TOP_OFFICIAL}


@pytest.mark.parametrize("text", NO_SIGNATORIES)
def test_a_signature_without_mandate_makes_nobody_public(text: str) -> None:
    assert _roles(text.format(NAME))[NAME] not in {Role.SIGNATORY, Role.OFFICE_HOLDER}
