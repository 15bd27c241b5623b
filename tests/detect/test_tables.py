"""Names in tables: below their header, wherever the table goes on."""

from __future__ import annotations

import pytest

from tests.detect.detecting import detector, find, page, texts
from woo_tool.detect.layout.tables import shadow
from woo_tool.kinds import Label, Role

#: No list holds these: only the column tells that they are people.
NAMES = ("Misterlo", "Banholtre", "Zelkami", "Trevoumi")


def table(head: str, first: int, rows: int, cut: str = ";") -> list[str]:
    """The lines of a table of numbers, names and rooms."""
    lines = [cut.join(("Nr", head, "Kamer"))]
    return lines + [
        cut.join((str(n), NAMES[n % len(NAMES)], f"K{n}")) for n in range(first, first + rows)
    ]


def people(pages: list[str]) -> list[tuple[int, str]]:
    found = detector().find([page(text, number=n) for n, text in enumerate(pages, 1)])
    return [(one.page, one.text) for one in found if "layout:kolom" in one.rules]


@pytest.mark.parametrize("cut", [";", "\t", " | ", "     "])
@pytest.mark.parametrize(
    "head",
    [
        *("Naam", "NAAM", "Medewerker", "Naam medewerker", "Medewerkernaam", "Naam van de melder"),
        *("Naam / functie", "Naam (volledig)", "Klager", "Betrokkenen", "Achternaam"),
    ],
)
def test_a_column_of_people_is_known_by_its_header(head: str, cut: str) -> None:
    assert people(["\n".join(table(head, 0, 4, cut))]) == [(1, name) for name in NAMES]


@pytest.mark.parametrize("head", ["Projectnaam", "Naam systeem", "Bestandsnaam", "Bedrag"])
def test_a_column_of_other_things_shows_nobody(head: str) -> None:
    assert people(["\n".join(table(head, 0, 4))]) == []


def test_a_column_may_tell_what_people_are() -> None:
    found = find("Nr;Melder;Kamer\n1;Misterlo;K1\n")
    assert [one.role for one in found if one.label is Label.PERSON] == [Role.REPORTER]


def test_the_head_of_another_column_is_no_word_before_the_first_name() -> None:
    """Kamer, Straat and the like before a capital are a thing that is named after someone."""
    assert people(["Functie;Naam;Straat\njurist;Misterlo;x\n"]) == [(1, "Misterlo")]
    assert people(["Naam;Functie;Kamer\nMisterlo;jurist;K1\n"]) == [(1, "Misterlo")]


@pytest.mark.parametrize(
    ("below", "above"),
    [("", ""), ("\n\nPagina 1 van 3", ""), ("", "Ministerie van Verzinsels\n3 mei 2019\n\n")],
)
def test_a_table_goes_on_on_the_next_pages(below: str, above: str) -> None:
    pages = ["\n".join(table("Naam", 0, 4)) + below]
    pages += [above + "\n".join(table("Naam", n, 4)[1:]) + below for n in (4, 8)]
    assert people(pages) == [(number, name) for number in (1, 2, 3) for name in NAMES]


def test_a_table_goes_on_through_a_very_long_page() -> None:
    assert len(people(["\n".join(table("Naam", 0, 3000))])) == 3000


def test_a_table_that_ended_does_not_go_on() -> None:
    text = "\n".join(table("Naam", 0, 4))
    after = "\n\nDit zijn zij.\nVerder is niets bekend.\nZo staat het.\nDat is alles.\nEinde.\n"
    other = "7;Misterlo;K7\n"
    assert people([text + after, other]) == [(1, name) for name in NAMES]
    assert people([text, "Geachte lezer,\n\nVerder is niets bekend.\n"]) == [
        (1, name) for name in NAMES
    ]


def test_the_places_of_findings_hold_on_a_page_where_a_table_goes_on() -> None:
    pages = ["\n".join(table("Naam", 0, 4)), "\n".join(table("Naam", 4, 4)[1:])]
    found = detector().find([page(text, number=n) for n, text in enumerate(pages, 1)])
    assert all(one.text == pages[one.page - 1][one.start : one.end] for one in found)


@pytest.mark.parametrize("sign", ["'", "=", "_", "(", "\U0001f600", "\"')("])
def test_a_run_of_signs_without_end_costs_nothing_and_hides_nobody(sign: str) -> None:
    text = sign * 400 + " de heer Jan Zandstra " + sign * 400
    seen = shadow(page(text))
    assert seen.split() == ["de", "heer", "Jan", "Zandstra"]
    assert len(seen) == len(text)
    assert [one.text for one in find(text)] == ["Jan Zandstra"]


@pytest.mark.parametrize("line", ["_" * 120, "=" * 80, "." * 150])
def test_a_line_that_somebody_drew_stays(line: str) -> None:
    assert line in shadow(page(f"Naam: {line}"))


_ROWS = ("Doubeska, A.", "Kalotre, F.", "Zelmirin, Anna", "van Frester, K.")


@pytest.mark.parametrize("sep", ["   ", "|", " | ", ";", "\t"])
def test_a_column_of_whole_names_needs_no_header(sep: str) -> None:
    rows = [(str(n), f"{n}-04-2019", name, "brief") for n, name in enumerate(_ROWS, 1)]
    text = "\n".join(sep.join(row) for row in rows)
    assert set(_ROWS) <= set(texts(text, Label.PERSON))


def test_the_head_of_such_a_column_and_columns_of_things_are_nobody() -> None:
    rows = [("Ontleend", "Vergaderplaats"), *((name, "Den Haag") for name in _ROWS)]
    text = "\n".join(f"{n}   {one}   {two}" for n, (one, two) in enumerate(rows, 1))
    assert set(texts(text, Label.PERSON)) == set(_ROWS)
