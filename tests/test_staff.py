"""Staff lists: personeel.csv."""

from __future__ import annotations

from pathlib import Path

import pytest

from woo_tool.errors import RequestError
from woo_tool.people import STAFF
from woo_tool.staff import parse_staff, read_staff

LISTS = [
    ("naam;functie;e-mail\nAnna de Voorbeeld;jurist;a.voorbeeld@x.example\n", "Anna de Voorbeeld"),
    ("Naam,Afdeling\nPiet Proef,Post\n", "Piet Proef"),
    ("Voornaam;Tussenvoegsel;Achternaam\nPiet;van;Proef\n", "Piet van Proef"),
    ("Voorletters\tAchternaam\nP.J.\tProef\n", "P.J. Proef"),
    ('"naam";"kamer"\n"Proef, Piet";"4.12"\n', "Proef, Piet"),
    ('"Naam","Functie"\n"Proef, P. (Piet)","jurist, senior"\n', "Proef, P. (Piet)"),
    ("Functie;Achternaam;Voorvoegsel;Voornaam\njurist;Proef;van den;Piet\n", "Piet van den Proef"),
    ("Voorletters;Roepnaam;Achternaam\nP.J.;Piet;Proef\n", "P.J. (Piet) Proef"),
    ("Achternaam;Voorletters\nProef, van den;P.J.\n", "P.J. van den Proef"),
    ("Personeelslijst 2024;;\n\nNaam medewerker;Afdeling\nPiet Proef;Post\n", "Piet Proef"),
    ("sep=;\nNaam;Functie\nPiet Proef;jurist\n", "Piet Proef"),
    ("Naam|Functie\nPiet Proef|jurist\n", "Piet Proef"),
    ('Naam;Functie\nPiet Proef;"jurist\nsenior"\n', "Piet Proef"),
    ("Naam;;\nPiet Proef;;\nPiet Proef;;\n;;\n", "Piet Proef"),
]


@pytest.mark.parametrize(("text", "name"), LISTS)
def test_a_list_of_any_shape_gives_names(text: str, name: str) -> None:
    (rule,) = parse_staff(text)
    assert (rule.name, rule.by, rule.role, rule.action) == (name, STAFF, None, None)


def test_an_address_is_read_and_an_empty_line_is_not() -> None:
    rules = parse_staff("naam;e-mailadres\nAnna Proef;a@x.example\n;\nPiet Proef;onbekend\n")
    assert [rule.emails for rule in rules] == [("a@x.example",), ()]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "utf-16"])
def test_a_list_from_excel_in_its_own_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "personeel.csv"
    path.write_bytes("naam;functie\nZoë Çelik;jurist\n".encode(encoding))
    assert [rule.name for rule in read_staff(path)] == ["Zoë Çelik"]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "geen kolom met namen"),
        ("functie;kamer\njurist;4\n", "geen kolom met namen"),
        ("naam;functie\n12;jurist\n", "geen naam"),
    ],
)
def test_a_list_without_names_is_refused(text: str, what: str) -> None:
    with pytest.raises(RequestError, match=what):
        parse_staff(text)


def test_a_fault_names_the_line_of_the_file() -> None:
    with pytest.raises(RequestError, match="regel 4"):
        parse_staff("Lijst;\nnaam;functie\nPiet Proef;x\n-;jurist\n")


def test_a_missing_list_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="niet te lezen"):
        read_staff(tmp_path / "nee.csv")
