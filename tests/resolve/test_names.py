"""Reading written names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woo_tool.resolve.names import Name, common_words, fold, forms, read, same_prefix

READ = [
    ("Anna van den Berg", Name(("anna",), "", ("van", "den"), ("berg",))),
    ("A. v.d. Berg", Name((), "a", ("v", "d"), ("berg",))),
    ("mr. A.B. (Anna) Berg-Kok", Name(("anna",), "ab", (), ("berg", "kok"))),
    ("Berg, A. van den (Anna)", Name(("anna",), "a", ("van", "den"), ("berg",))),
    ("Hoekstra, Femke - BSG", Name(("femke",), "", (), ("hoekstra",))),
    ("Hennie Oude Egbrink", Name(("hennie", "oude"), "", (), ("egbrink",))),
    ("Dirk-Jan Brinkhof", Name(("dirk-jan",), "", (), ("brinkhof",))),
    ("Karin Jansen-de Vries", Name(("karin",), "", (), ("jansen", "vries"))),
    ("Philip d'Hondecourt", Name(("philip",), "", ("d",), ("hondecourt",))),
    ("van 't Hart", Name((), "", ("van", "t"), ("hart",))),
    ("Th. Visser", Name((), "t", (), ("visser",))),
    ("RJ Blok", Name((), "rj", (), ("blok",))),
    ("JAN BLOK", Name(("jan",), "", (), ("blok",))),
    ("D. de Boer", Name((), "d", ("de",), ("boer",))),
    ("Ö. Karadeniz", Name((), "o", (), ("karadeniz",))),
    ("de heer Blok", Name((), "", (), ("blok",))),
    ("Blok", Name(parts=("blok",), bare=True)),
    ("Karade-\nniz", Name(parts=("karadeniz",), bare=True)),
    ("Kara\u00addeniz", Name(parts=("karadeniz",), bare=True)),
    ("DVI, T. Wiersinga", Name((), "t", (), ("wiersinga",))),
    ("Q. Delahaye (QD)", Name((), "q", (), ("delahaye",))),
    ("Nee. Fatima", Name(parts=("fatima",), bare=True)),
    ("Rutger en", Name(parts=("rutger",), bare=True)),
    ("NB", Name(monogram="nb")),
    ("R.J.B.", Name(monogram="rjb")),
]


@pytest.mark.parametrize(("text", "name"), READ)
def test_read(text: str, name: Name) -> None:
    reading = read(text)
    assert reading is not None
    assert reading.name == name


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("mw. mr. Iris Dekker", "Iris Dekker"),
        ("de heer Blok", "Blok"),
        ("Berg's", "Berg"),
        ("DVI, T. Wiersinga", "T. Wiersinga"),
        ("Q. Delahaye (QD)", "Q. Delahaye (QD)"),
        ("Rutger en", "Rutger"),
        ("Nee. Fatima", "Nee. Fatima"),
        ("Rutger Blok RA", "Rutger Blok"),
        ("Kees M.", "Kees M."),
        ("Blok, R.J. (Rutger)", "Blok, R.J. (Rutger)"),
        ("(Rutger)", "Rutger"),
    ],
)
def test_titles_and_endings_stay_outside(text: str, left: str) -> None:
    reading = read(text)
    assert reading is not None
    assert text[reading.start : reading.end] == left


@pytest.mark.parametrize("text", ["", "...", "12", "  \n", "???"])
def test_nothing_to_read(text: str) -> None:
    assert read(text) is None


@given(st.text(max_size=40))
def test_any_text_can_be_read(text: str) -> None:
    reading = read(text)
    assert reading is None or 0 <= reading.start < reading.end <= len(text)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("van", "der"), ("v", "d"), True),
        (("vd",), ("van", "der"), True),
        (("vd",), ("v", "d"), True),
        (("van", "der"), ("van", "den"), False),
        (("van",), ("van", "der"), False),
        ((), ("van",), False),
    ],
)
def test_prefixes(one: tuple[str, ...], other: tuple[str, ...], same: bool) -> None:
    assert same_prefix(one, other) is same
    assert same_prefix(other, one) is same


def test_fold() -> None:
    assert fold("Yıldırım Łysy Ørsted") == "yildirim lysy orsted"


def test_the_lists_are_usable() -> None:
    words = common_words()
    assert len(words) > 4000
    assert {"blok", "kok", "lang", "minister"} <= set(words)
    assert not {"jansen", "anna", "rutger"} & set(words)
    assert words["de"] < forms().very_common < words["kok"]
