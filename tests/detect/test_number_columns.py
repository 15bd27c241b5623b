"""Numbers in lists, below headers and in exports: the kind stands beside them, once."""

from __future__ import annotations

import pytest

from tests.detect.detecting import find, texts
from woo_tool.kinds import Label


def test_a_number_below_its_header_is_known_by_the_column() -> None:
    table = (
        "Pers.nr   | Naam            | Geb.datum  | Schaal\n"
        "30118264  | Aa, K. van der  | 02-11-1971 | 11\n"
    )
    found = {(one.label, one.text) for one in find(table)}
    assert (Label.PERSONNEL_NUMBER, "30118264") in found
    assert (Label.DATE_OF_BIRTH, "02-11-1971") in found
    assert (Label.PERSON, "Aa, K. van der") in found


EXPORTS = [
    "volgnr;naam;geb;bsn;iban\n1;Kok, A.;1961-02-28;999923109;onbekend\n",
    "naam,voornaam,geb,bsn,postcode\nwit,johanna,1961-02-28,999923109,2525 AB\n",
]


@pytest.mark.parametrize("text", EXPORTS)
def test_an_export_has_columns_too(text: str) -> None:
    found = {(one.label, one.text) for one in find(text)}
    assert {(Label.DATE_OF_BIRTH, "1961-02-28"), (Label.NL_BSN, "999923109")} <= found


def test_extensions_stand_below_their_header() -> None:
    table = (
        "Naam        Functie     Toestel\n"
        "Ait, S.     jurist      4417\n"
        "Bos, T.     chef        4432\n"
    )
    assert texts(table, Label.PHONE_NUMBER) == ["4417", "4432"]


def test_extensions_in_a_list_on_one_line() -> None:
    assert texts("tel lijst: noor 6012, bas 6044, rest volgt", Label.PHONE_NUMBER) == [
        "6012",
        "6044",
    ]


@pytest.mark.parametrize(
    ("label", "text", "values"),
    [
        (Label.CASE_NUMBER, "de meldingen M2019-40331 en M2019-40772.", "M2019-40331 M2019-40772"),
        (Label.DOCUMENT_NUMBER, "passport A07733441, hers A12204417 -", "A07733441 A12204417"),
        (Label.PERSONNEL_NUMBER, "persnrs 417733 en 417734", "417733 417734"),
        (Label.HANDLE, "Twitter: @berttol, noor_tol.", "@berttol noor_tol"),
    ],
)
def test_every_number_of_a_list(label: Label, text: str, values: str) -> None:
    assert texts(text, label) == values.split()


def test_a_header_whose_columns_ran_together_speaks_for_its_rows() -> None:
    table = (
        "Plaatsnr. Naam Voorl. Geb. Rang Persnr In dienst Opm.\n"
        "001 Wildeboer K. 03-02-61 AMB 00331904 1984 CdP\n"
        "002 Tol B. 11-07-69 PCP 10447120 1996\n"
        "Lokaal\n"
        "L01 Noor chauffeur 1999\n"
    )
    assert texts(table, Label.DATE_OF_BIRTH) == ["03-02-61", "11-07-69"]
    assert texts(table, Label.PERSONNEL_NUMBER) == ["00331904", "10447120"]


def test_a_sentence_is_no_header() -> None:
    text = "de datum en naam van het team zijn bekend\n3 mensen op 12-05-84 gezien"
    assert texts(text, Label.DATE_OF_BIRTH) == []


def test_a_case_stands_below_its_header() -> None:
    table = "Naam      Melding       Datum\nTol, B.   IM-2018-0331   3-4-2018\n"
    assert texts(table, Label.CASE_NUMBER) == ["IM-2018-0331"]


def test_a_street_stands_below_its_header() -> None:
    table = "Naam | Straat | Huisnr\nTol | Kerkhof | 12\nWit | Molenweg | 3a\n"
    assert texts(table, Label.ADDRESS) == ["Kerkhof", "12", "Molenweg", "3a"]
