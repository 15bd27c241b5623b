"""Numbers that a document shows once to be somebody's, wherever else they stand in it."""

from __future__ import annotations

import pytest

from tests.detect.detecting import detector, page, texts
from woo_tool.kinds import Label

AGAIN = [
    (Label.HANDLE, "Account s.bakker77 is van haar.\nLater keek s.bakker77 weer.", "s.bakker77"),
    (Label.CASE_NUMBER, "Klachtnr. 4417-203.\nIn bijlage 3 staat 4417-203 ook.", "4417-203"),
    (Label.PERSONNEL_NUMBER, "Personeelsnummer 30884417.\nDe lijst noemt 30884417.", "30884417"),
    (Label.NL_LICENSE_PLATE, "kenteken kvx33d\nDe kvx33d stond er weer.", "kvx33d"),
    (Label.DATE_OF_BIRTH, "Geboren op 03-02-1974.\nOp het formulier: 03-02-1974.", "03-02-1974"),
]


@pytest.mark.parametrize(("label", "text", "value"), AGAIN)
def test_the_same_number_counts_again(label: Label, text: str, value: str) -> None:
    assert texts(text, label) == [value, value]


def test_it_counts_on_the_other_pages_of_the_document() -> None:
    pages = [page("Account tolsma_k44 is van hem."), page("tolsma_k44 schreef: ja", number=2)]
    found = [(one.page, one.text) for one in detector().find(pages) if one.label is Label.HANDLE]
    assert found == [(1, "tolsma_k44"), (2, "tolsma_k44")]


SERIES = [
    ("Klacht QT-14/03 is gegrond. QT-14/07 en QT-14/11 zijn ingetrokken.", 3),
    ("Dossiernummer WX2017.0044, gevolgd door WX2017.0051 en WX2018.0002", 3),
    ("Klacht QT-14/03 is gegrond. Nota ZR-14/07 niet.", 1),
    ("Klacht QT-14/03 is gegrond. Ons kenmerk QT-14/09", 1),
    ("Klacht QT-14/03 is gegrond. QT-14/09/118822 is een bestelling.", 1),
]


@pytest.mark.parametrize(("text", "count"), SERIES)
def test_a_prefix_makes_a_series(text: str, count: int) -> None:
    assert len(texts(text, Label.CASE_NUMBER)) == count


def test_part_of_a_longer_number_is_another_number() -> None:
    text = "Personeelsnummer 308844. Factuur 1308844, artikel 308844-12 en 308844.50 euro."
    assert texts(text, Label.PERSONNEL_NUMBER) == ["308844"]


def test_a_common_word_is_no_account_elsewhere() -> None:
    text = "[12:01] zwaluw_3: hoi\nDe zwaluw vloog."
    assert "zwaluw" not in texts(text, Label.HANDLE)
