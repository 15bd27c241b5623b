"""Numbers, dates and addresses that the name beside them shows to be somebody's."""

from __future__ import annotations

import pytest

from tests.detect.detecting import detector, page, texts
from woo_tool.kinds import Label

BESIDE = [
    (Label.PERSONNEL_NUMBER, "Namens Sietse Tolsma (30771) kwam niemand.", "30771"),
    (Label.PERSONNEL_NUMBER, "Ik, S. Tolsma, toezichthouder (T-30771), zag dat.", "T-30771"),
    (Label.PERSONNEL_NUMBER, "Contact: Sietse Tolsma, KM-30771.", "KM-30771"),
    (Label.PERSONNEL_NUMBER, "stolsma = Sietse Tolsma (30771)", "30771"),
    (Label.PERSONNEL_NUMBER, "Wacht Sietse Tolsma (ID T-3077) logde in.", "T-3077"),
    (Label.ADDRESS, "Huisbezoeken\n1. Eikrade 5 - mw. W. Bakema - niet thuis", "Eikrade 5"),
    (Label.CASE_NUMBER, "Op de rol: Sietse Tolsma (CT19/044).", "CT19/044"),
    (
        Label.DATE_OF_BIRTH,
        "Verslag 3 mei 2016. Tolsma, S. (Sietse), 03/02/1961, dienst A",
        "03/02/1961",
    ),
    (Label.DATE_OF_BIRTH, "Verslag 3 mei 2016. Vermist: Sietse Tolsma (3 FEB 1961)", "3 FEB 1961"),
    (Label.ADDRESS, "Klachtformulier Sietse Tolsma, Eikrade 9", "Eikrade 9"),
    (Label.ADDRESS, "Sietse Tolsma   De Hei 12-b   Eik", "De Hei 12-b"),
    (Label.ADDRESS, "Sietse Tolsma van nummer 17 is er klaar mee.", "17"),
]


@pytest.mark.parametrize(("label", "text", "value"), BESIDE)
def test_what_stands_beside_a_name_is_theirs(label: Label, text: str, value: str) -> None:
    assert value in texts(text, label)


OTHERS = [
    (Label.PERSONNEL_NUMBER, "Sietse Tolsma (2016) schreef dit."),
    (Label.PERSONNEL_NUMBER, "Sietse Tolsma (20160503) mailde."),
    (Label.PERSONNEL_NUMBER, "Sietse Tolsma (40000) is te duur."),
    (Label.DATE_OF_BIRTH, "E-mail van Sietse Tolsma, 03-02-2016, en brief van 4 mei 2016"),
    (Label.ADDRESS, "Sietse Tolsma, Groep 7, leest voor."),
    (Label.ADDRESS, "Motie van Sietse Tolsma, Kamerstuk 36, verworpen"),
    (Label.ADDRESS, "Sietse Tolsma, Lange Voorhout 8, Den Haag"),
    (Label.ADDRESS, "Sietse Tolsma, Eik 2016"),
    (Label.ADDRESS, "Toelichting\nBij 7: Sietse Tolsma belt.\nAd 12, Sietse Tolsma mailt."),
]


@pytest.mark.parametrize(("label", "text"), OTHERS)
def test_years_dates_rooms_and_offices_are_not(label: Label, text: str) -> None:
    assert texts(text, label) == []


LOGINS = [
    ("Rob van der Horst", "rvdhorst rvhorst r.vdhorst horstr robvanderhorst RVDHORST adm_rvdhorst"),
    ("Horst, Robert van der", "rvdhorst rvanderhorst2 beheer_robert mb_horst"),
    ("Jan-Willem Tolsma-Bos", "jwtolsma jtolsma tolsmaj jwtolsmabos"),
]


@pytest.mark.parametrize(("name", "words"), LOGINS)
def test_a_log_in_name_is_made_of_a_name(name: str, words: str) -> None:
    text = f"Naam: {name}\n" + "\n".join(
        f"om 09:12 was {word} aan de beurt" for word in words.split()
    )
    assert set(words.split()) <= set(texts(text, Label.HANDLE))


def test_the_name_may_stand_on_another_page() -> None:
    pages = [page("Naam: Rob van der Horst"), page("opent bijlage 3: rvdhorst", number=2)]
    assert [(f.page, f.text) for f in detector().find(pages) if f.label is Label.HANDLE] == [
        (2, "rvdhorst")
    ]


NO_LOGINS = [
    "Naam: Piet Rijs\nDe prijs van de rijst is gestegen.",
    "Naam: Rob Horst\nZie www.site.example/rhorst.pdf en het huis in Horst.",
    "Naam: Rob Horst\nDe horst van de buizerd.",
]


@pytest.mark.parametrize("text", NO_LOGINS)
def test_a_word_or_a_file_is_no_log_in_name(text: str) -> None:
    assert texts(text, Label.HANDLE) == []


def test_rows_with_names_number_the_cases_of_these_people() -> None:
    rows = "QR12-001  Tolsma, Sietse  mail\nQR12-002  zichzelf  langs\nQR12-007  W. Bakema  brief"
    text = f"Logboek\nMerk  Wie  Via\n{rows}\nQR12-009  anoniem  brief"
    assert texts(text, Label.CASE_NUMBER) == ["QR12-001", "QR12-002", "QR12-007", "QR12-009"]


def test_numbers_beside_all_names_are_of_staff() -> None:
    text = "Lijst\n447120   Tolsma, S.\n447388   Bakema, W.\n449001   Oude Nijhuis, B."
    assert texts(text, Label.PERSONNEL_NUMBER) == ["447120", "447388", "449001"]


@pytest.mark.parametrize(
    "title", ["Overzicht facturen", "Moties van de vergadering", "DECLARATIES"]
)
def test_a_list_of_things_numbers_these(title: str) -> None:
    text = f"{title}\nQR12-001  S. Tolsma  1\nQR12-002  W. Bakema  2\nQR12-007  B. Nijhuis  3"
    assert texts(text, Label.CASE_NUMBER) == []
