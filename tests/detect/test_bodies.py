"""Known organisations where a list, a table or the model takes them for somebody."""

from __future__ import annotations

import pytest

from tests.detect.detecting import page
from tests.detect.test_things import things
from woo_tool.kinds import Label
from woo_tool.model import Finding


def told(text: str, seen: str, *rules: str) -> list[str]:
    start = text.index(seen)
    one = Finding("0001", 1, start, start + len(seen), seen, Label.PERSON, 0.9, rules)
    return [left.text for left in things().told([one], [page(text)])]


@pytest.mark.parametrize(
    ("seen", "rule"),
    [
        ("Geonovum", "layout:kolom"),
        ("Geonovum", "layout:lijst"),
        ("Logius Standaarden", "model"),
        ("Logius Heusden", "layout:kolom"),
        ("IND Heusden", "layout:kop"),
        ("MIDO mark", "model"),
        ("Min BZK", "layout:kolom"),
    ],
)
def test_a_known_organisation_is_nobody_in_a_list_or_table(seen: str, rule: str) -> None:
    assert told(f"Anna de Boer   {seen}   Rob Visser", seen, rule) == []


@pytest.mark.parametrize(
    ("seen", "rule"),
    [
        ("RDW", "layout:kolom"),  # four letters may be initials
        ("Geonovum", "layout:titel"),
        ("Geonovum Visser", "model"),
        ("Geonovum van Visser", "model"),
        ("Min Visser", "model"),
    ],
)
def test_what_may_be_somebody_stays(seen: str, rule: str) -> None:
    assert told(f"Anna de Boer   {seen}   Rob Visser", seen, rule) == [seen]


@pytest.mark.parametrize(
    ("seen", "stays"),
    [
        ("Heusden\n     Anna Boer", "Anna Boer"),
        ("Logius Anna van de Boer", "Anna van de Boer"),
        ("Anna de Boer – Logius Standaarden", "Anna de Boer"),
        ("Anna de Boer | Geonovum", "Anna de Boer"),
        ("Anna de Boer van Logius", "Anna de Boer"),
        ("A. te B. (betrokkene)", "A. te B."),
        ("Anna de Boer – Visser", "Anna de Boer – Visser"),
        ("Grivo Anna de Boer", "Grivo Anna de Boer"),
        ("Logius Standaarden Boer", "Logius Standaarden Boer"),
        ("Anna de Boer (roos)", "Anna de Boer (roos)"),
    ],
)
def test_an_organisation_is_cut_from_a_name(seen: str, stays: str) -> None:
    assert told(f"Welkom aan {seen}, en dank.", seen, "layout:functie", "model") == [stays]
