"""Dutch numerals, agreement and citations."""

from __future__ import annotations

import datetime as dt

import pytest

from woo_tool.assemble.language import cited, count, documents, listed, number, period, sentence


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (0, "geen documenten"),
        (1, "één document"),
        (2, "twee documenten"),
        (12, "twaalf documenten"),
        (13, "13 documenten"),
        (1234, "1.234 documenten"),
    ],
)
def test_counts(amount: int, text: str) -> None:
    assert count(amount, "document", "documenten") == text


def test_capital_at_the_start_of_a_sentence() -> None:
    assert sentence(number(1)) == "Eén"
    assert sentence("drie passages") == "Drie passages"
    assert sentence("") == ""


def test_lists() -> None:
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b en c"


def test_documents_by_number() -> None:
    assert documents(["0001"]) == "document 0001"
    assert documents(["0001", "0003a"]) == "de documenten 0001 en 0003a"
    many = [f"{at:04d}" for at in range(1, 31)]
    assert documents(many).endswith("0011, 0012 en 18 andere documenten")


def test_letters_of_one_paragraph_are_cited_together() -> None:
    assert cited(["10.2.e"]) == "artikel 10, tweede lid, aanhef en onder e, van de Wob"
    both = "artikel 10, tweede lid, aanhef en onder e en g, van de Wob"
    assert cited(["10.2.e", "10.2.g"]) == both
    assert cited(["5.1.2.e", "5.2.1"]) == (
        "artikel 5.1, tweede lid, aanhef en onder e, van de Woo "
        "en artikel 5.2, eerste lid, van de Woo"
    )


def test_periods() -> None:
    text = period(dt.date(2015, 1, 1), dt.date(2016, 5, 4))
    assert text == "1 januari 2015 tot en met 4 mei 2016"
