"""Terms in recognised text: misread letters are forgiven, other names and numbers aren't hit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woo_tool.verify.blurred import Blurred, blur
from woo_tool.verify.folding import squash

NAMES = [squash(name) for name in ("Jan Velthorst", "111222333", "NL20INGB0001234567", "Bram Pijl")]


@pytest.mark.parametrize(
    "text",
    [
        "gesproken met Jan Velthorst hier",
        "Jan Veithorst",
        "Jan Ve1thorst,",
        "Jan Velthorstt",
        "jan  VELTHORST",
        "nummer 111222333.",
        "nummer lll222333",
        "NL20 INGB OOO1 2345 67",
        "Bram Pijl",
        "Brarn Pijl",
    ],
)
def test_found(text: str) -> None:
    assert Blurred(NAMES).stands_in(text, "")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Jan",
        "Velthorst",
        "Jan Velthorsterweg",
        "111222334",
        "1112223333",
        "Bram Pijp",
        "Bran Pijl",
    ],
)
def test_not_found(text: str) -> None:
    assert not Blurred(NAMES).stands_in(text, "")


def test_who_stays_may_be_read() -> None:
    """Jan Velthors is somebody else, who was reviewed and stays."""
    assert Blurred(NAMES).stands_in("met Jan Velthors erbij", "")
    assert not Blurred(NAMES).stands_in("met Jan Velthors erbij", "Met Jan Velthors, en anderen")


@given(st.text("0123456789", min_size=6, max_size=12), st.text("0123456789", min_size=6))
def test_numbers_are_only_the_same_when_they_are(one: str, other: str) -> None:
    assert (blur(one) == blur(other)) == (one == other)


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=6, max_size=20))
def test_every_term_finds_itself(term: str) -> None:
    assert Blurred([term]).stands_in(f"dit is {term} en niet meer", "dit is iets")
