"""Tables on paper: what stands below which header is told by the places of the words."""

from __future__ import annotations

from collections.abc import Sequence

from tests.detect.detecting import detector, laid_out
from woo_tool.detect.layout.grid import grid
from woo_tool.detect.layout.tables import shadow
from woo_tool.kinds import Label, Role
from woo_tool.model import Page

HEADS = [("Pers.nr", 20.0), ("Achternaam", 62.0), ("Tussenv.", 140.0), ("Melder", 200.0)]


def below(page: Page) -> list[tuple[str, str]]:
    """Header and text of each cell."""
    text = shadow(page)
    return [(cell.header, text[cell.start : cell.end]) for cell in grid(page, text, None)[0]]


def rows(*more: list[tuple[str, float]]) -> list[list[tuple[str, float]]]:
    """Two rows: the number ends right before the name, a cell is empty."""
    return [
        [("30118264", 21.0), ("Misterlo", 62.0), ("van", 140.0), ("Kaholfre", 200.0)],
        [("30118265", 21.0), ("Zelkami", 62.0), ("Voudikno", 200.0)],
        *more,
    ]


def people(*pages: Sequence[list[tuple[str, float]]]) -> list[str]:
    made = [laid_out(list(page), number=number) for number, page in enumerate(pages, 1)]
    return [one.text for one in detector().find(made) if one.label is Label.PERSON]


NAMES = ["Misterlo", "Kaholfre", "Zelkami", "Voudikno"]


def test_cells_stand_below_the_header_that_the_paper_says() -> None:
    assert below(laid_out([HEADS, *rows()])) == [
        *(("Pers.nr", "30118264"), ("Achternaam", "Misterlo"), ("Tussenv.", "van")),
        *(("Melder", "Kaholfre"), ("Pers.nr", "30118265"), ("Achternaam", "Zelkami")),
        ("Melder", "Voudikno"),
    ]


def test_people_and_numbers_below_their_headers_are_found() -> None:
    found = detector().find([laid_out([HEADS, *rows()])])
    assert [one.text for one in found if one.label is Label.PERSON] == NAMES
    assert {one.text for one in found if one.label is Label.PERSONNEL_NUMBER} == {
        "30118264",
        "30118265",
    }
    assert [one.role for one in found if one.text == "Voudikno"] == [Role.REPORTER]


def test_the_table_goes_on_on_the_next_page() -> None:
    assert people([HEADS, *rows()], rows(), rows()) == 3 * NAMES


def test_a_title_and_a_page_number_are_no_rows() -> None:
    title = [("Overzicht", 20.0), ("van", 70.0), ("meldingen", 90.0)]
    foot = [("blad", 20.0), ("1", 45.0)]
    assert people([title, HEADS, *rows(foot)], [title, *rows(foot)]) == 2 * NAMES


def test_text_below_a_table_is_no_table() -> None:
    line = [(word, 20.0 + 31.0 * place) for place, word in enumerate(["Kribben"] * 9)]
    assert [
        cell for cell in below(laid_out([HEADS, *rows(*[line] * 6)])) if "Krib" in cell[1]
    ] == []
    assert people([HEADS, *rows(*[line] * 6)], [line, *rows()]) != 2 * NAMES


def test_another_table_on_the_next_page_has_its_own_headers() -> None:
    other = [("Soort", 20.0), ("Aantal", 120.0), ("Bedrag", 200.0)]
    more = [[("kribben", 20.0), ("12", 120.0), ("144", 200.0)]] * 2
    page = laid_out([other, *more])
    heads = grid(first := laid_out([HEADS, *rows()]), shadow(first), None)[1]
    cells, _ = grid(page, shadow(page), heads)
    assert {cell.header for cell in cells} == {"Soort", "Aantal", "Bedrag"}


def test_rows_of_names_alone_are_no_headers() -> None:
    heads = [("Dag", 20.0), ("Melder", 120.0), ("Klager", 220.0)]
    names = [
        [(NAMES[n % 4], 20.0 + 100 * at) for at, n in enumerate((k, k + 1, k + 2))] for k in (0, 1)
    ]
    assert {header for header, _ in below(laid_out([heads, *names]))} == {"Dag", "Melder", "Klager"}


def test_a_page_without_places_has_no_grid() -> None:
    page = Page("0001", 1, "Nr;Naam;Kamer\n1;Misterlo;K1\n", (), 595.0, 842.0)
    assert grid(page, page.text, None) == ([], None)
