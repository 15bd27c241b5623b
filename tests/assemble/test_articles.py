"""Articles as in force on the decision date; uncertain texts are asked for, never printed."""

from __future__ import annotations

import datetime as dt

import pytest

from woo_tool.assemble.articles import article_numbers, article_on
from woo_tool.kinds import Law

D = dt.date.fromisoformat


def letters(law: str, number: str, on: str) -> list[str]:
    """The lettered items of an article on a day."""
    found = article_on(law, number, D(on)).text
    assert found is not None
    return [item.letter or "" for part in found.paragraphs for item in part.items]


def test_wob_1_after_the_reuse_chapter_lapsed_has_no_h_and_i() -> None:
    assert letters("wob", "1", "2016-06-29") == list("abcdefg")


def test_an_outdated_text_is_never_printed() -> None:
    assert article_on("wob", "1", D("2015-01-01")).text is None


@pytest.mark.parametrize(
    ("law", "number", "on", "printed"),
    [
        ("wob", "10", "2016-06-29", True),
        ("wob", "10", "2019-01-01", False),  # the later text has a single source
        ("wob", "6", "2016-06-29", False),  # one word differs between the sources
        ("wob", "3", "2010-01-01", False),  # before the first day on which the text was seen
        ("wob", "3", "2022-05-01", False),  # repealed
        ("woo", "5.1", "2022-04-30", False),
        ("woo", "5.1", "2022-05-01", True),
        ("woo", "5.1", "2026-01-01", True),
        ("woo", "5.2", "2022-06-01", True),
        ("woo", "5.2", "2024-01-01", False),  # changed on a day that isn't established
        ("woo", "5.2", "2026-03-01", True),
        ("woo", "3.3", "2024-01-01", False),  # only parts of it are known
        ("awb", "6:8", "2016-06-29", False),
        ("awb", "4:8", "2024-06-29", True),
        ("woo", "99.9", "2024-01-01", False),
    ],
)
def test_only_certain_texts(law: str, number: str, on: str, printed: bool) -> None:
    cited = article_on(law, number, D(on))
    assert (cited.text is not None) is printed
    assert bool(cited.question) is not printed


def test_without_a_decision_date_everything_is_a_question() -> None:
    assert article_on("woo", "5.1", None).text is None


def test_the_article_of_each_ground() -> None:
    assert article_numbers(["10.2.e", "10.2.g", "11.1"], Law.WOB) == ("10", "11")
    found = article_numbers(["5.1.2.e", "5.1.5", "5.2.1", "5.4", "5.4a.1"], Law.WOO)
    assert found == ("5.1", "5.2", "5.4", "5.4a")


def test_an_article_with_several_grounds_is_given_once() -> None:
    (number,) = article_numbers(["5.1.2.e", "5.1.2.i"], Law.WOO)
    assert article_on(Law.WOO, number, D("2024-04-16")).name == "artikel 5.1 van de Woo"
