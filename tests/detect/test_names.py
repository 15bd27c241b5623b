"""Where names begin and end, and words that only look like one."""

from __future__ import annotations

import pytest

from tests.detect.detecting import find, laid_out, texts
from woo_tool.detect import Detector
from woo_tool.detect.schema import Cues, Recognizers
from woo_tool.kinds import Label
from woo_tool.rules import rules

BOUNDARIES = [
    ("Uw leidinggevende, mevrouw Bos. Niet\naangetoond is dat u dit wist.", ["Bos"]),
    ("JK: Nee. Fatima zat die avond tegenover mij.", ["JK", "Fatima"]),
    ("Dag Soraya,\n\nZie onder.", ["Soraya"]),
    ("Gast: Lieve Vandecasteele (Vlaamse overheid)\n", ["Lieve Vandecasteele"]),
    ("doorgestuurd aan de heer Zandstra van Bruggenbouw\nNoord B.V. Ook daar", ["Zandstra"]),
    ("Hoogachtend,\n\nHanneke Zandstra Coördinerend adviseur\n", ["Hanneke Zandstra"]),
    ('Aan: "Zijlstra, P. (Peter)" <p.zijlstra@x.example>\n', ["Zijlstra, P. (Peter)"]),
    ("Van DVX, T. Roukema\n", ["T. Roukema"]),
    ("Dat zei mevrouw Th. Visser gisteren.", ["Th. Visser"]),
]


@pytest.mark.parametrize(("text", "names"), BOUNDARIES)
def test_where_a_name_ends(text: str, names: list[str]) -> None:
    assert texts(text, Label.PERSON) == names


LABELS = ["Bijlagen", "Geboortedatum", "Kenteken", "Verzendlijst", "Overwegingen", "Termijn"]


@pytest.mark.parametrize("label", LABELS)
def test_labels_of_forms_are_no_names(label: str) -> None:
    assert texts(f"Kopie aan\nmr. Q. Terborg\n{label}\n1\n", Label.PERSON) == ["Q. Terborg"]
    assert texts(f"{label}: zie hieronder\n", Label.PERSON) == []


def test_the_headers_of_a_table_are_no_names() -> None:
    rows = [
        [("Gegeven", 50.0), ("Betrokkene", 200.0), ("Bron", 400.0)],
        [("Geboortedatum", 50.0), ("14", 200.0), ("maart", 215.0), ("1978", 245.0), ("P", 400.0)],
        [("Kenteken", 50.0), ("ZX-731-V", 200.0), ("parkeerregistratie", 400.0)],
        [("Rekeningnummer", 50.0), ("onbekend", 200.0), ("administratie", 400.0)],
    ]
    found = Detector.load().find([laid_out(rows)])
    assert [one.text for one in found if one.label is Label.PERSON] == []


@pytest.mark.parametrize(
    "text", ["Zij werkt bij district\nBoven-Maas in Tiel.", "- d. inlichtingen"]
)
def test_places_and_numbering_are_no_names(text: str) -> None:
    assert texts(text, Label.PERSON) == []


SPEAKERS = """Gesproken met de heer R.J. Zandstra (RZ), bijgestaan door mr. Q. Terborg (QT)
Door Hanneke Kuipersma (HK)
HK: Waar was u?
RZ: Thuis. QT kan dat bevestigen.
"""


def test_initials_behind_a_name_are_that_person_in_the_whole_text() -> None:
    found = texts(SPEAKERS, Label.PERSON)
    assert {short: found.count(short) for short in ("HK", "RZ", "QT")} == {
        "HK": 2,
        "RZ": 2,
        "QT": 2,
    }
    assert "Q. Terborg" in found


@pytest.mark.parametrize(
    ("text", "short", "times"),
    [
        ("Ook sprak Shanti Lo-A-Fat (SLF).\n\nSLF: Dat klopt.\n", "SLF", 2),
        ("Den Haag, 6 mei 2019      BvR\n\n(paraaf BvR = Bas van Rijswijk)\n", "BvR", 2),
        ("Door I. van Zutphenaar (IvZ)\n\nDe nota is van IvZ.\n", "IvZ", 2),
        ("Door H. Jorna (HJ)\n\nRedactie: HJ, BVK. Colofon p. 8\n", "BVK", 1),
        ("Door Gerda Jellema (GJ)\nNu: GJ (notitie), NF (boek), ZB + QKY (vragen)\n", "QKY", 1),
    ],
)
def test_initials_by_what_stands_beside_them(text: str, short: str, times: int) -> None:
    assert texts(text, Label.PERSON).count(short) == times


@pytest.mark.parametrize(
    "text",
    [
        "Door Gerda Jellema (GJ)\nAanwezig: GJ, HR en NL / EU\n",
        "Ter info aan Gerda Jellema (VWS), BV Oost.\n",
    ],
)
def test_letters_in_a_list_that_are_nobodys(text: str) -> None:
    assert not {"HR", "NL", "EU", "VWS", "BV"} & set(texts(text, Label.PERSON))


def test_the_abbreviation_of_an_organisation_is_no_initials() -> None:
    text = "De Dienst Kribben en Oevers (DKO) en het Medewerkers Tevredenheid Onderzoek (MTO).\n"
    assert not {"DKO", "MTO"} & set(texts(text, Label.PERSON))


MAILBOXES = [
    ("team.west@voorbeeld.example", True),
    ("dgx-secretariaat@voorbeeld.example", True),
    ("post@voorbeeld.example", True),
    ("s.post@voorbeeld.example", False),
    ("sander.post@voorbeeld.example", False),
    ("anna.pers@voorbeeld.example", False),
]


@pytest.mark.parametrize(("address", "functional"), MAILBOXES)
def test_a_mailbox_is_nobody_only_when_it_is_sure(address: str, functional: bool) -> None:
    (found,) = find(f"Mail naar {address} voor vijf uur.")
    assert ("functional_mailbox" in found.rules) is functional


def test_the_address_of_a_workplace_is_found_and_that_of_a_printer_is_not() -> None:
    assert texts("Er is ingelogd vanaf 10.21.4.8 om drie uur.", Label.IP_ADDRESS) == ["10.21.4.8"]
    assert texts("De printer 10.21.4.9 en het masker 255.255.0.0.", Label.IP_ADDRESS) == []


SOFT = [
    ("T 070\u00ad3485107", Label.PHONE_NUMBER, "070\u00ad3485107"),
    ("Dat zei mevrouw Anna Zandstra\u00adBos.", Label.PERSON, "Anna Zandstra\u00adBos"),
    ("Kenteken 4\u00adZKR\u00ad82", Label.NL_LICENSE_PLATE, "4\u00adZKR\u00ad82"),
    ("mail a.b\u00adc@voorbeeld.example nu", Label.EMAIL_ADDRESS, "a.b\u00adc@voorbeeld.example"),
]


@pytest.mark.parametrize(("text", "label", "expected"), SOFT)
def test_a_soft_hyphen_is_read_as_a_hyphen(text: str, label: Label, expected: str) -> None:
    assert texts(text, label) == [expected]


def test_an_address_begins_with_its_street() -> None:
    text = "Aan de Beukenlaan 12 woont niemand meer."
    assert texts(text, Label.ADDRESS) == ["Beukenlaan 12"]


def test_the_lists_hold_no_doubles() -> None:
    cues = rules("cues.yaml", Cues)
    assert len(cues.form_labels) == len(set(cues.form_labels)) > 300
    boxes = rules("recognizers.yaml", Recognizers).mailboxes
    assert "post" not in boxes.units
