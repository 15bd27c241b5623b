"""How far words are apart (woo_tool.spelling)."""

from __future__ import annotations

import pytest

from woo_tool.spelling import distance

WORDS = [
    ("", "", 0),
    ("", "bol", 3),
    ("bol", "bal", 1),
    ("geboren", "gehoren", 1),
    ("nr", "nrs", 1),
]


@pytest.mark.parametrize(("one", "other", "letters"), WORDS)
def test_it_counts_letters_to_change(one: str, other: str, letters: int) -> None:
    assert distance(one, other) == distance(other, one) == letters
