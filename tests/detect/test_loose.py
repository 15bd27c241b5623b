"""Scans whose signs lie apart are read closer, and every place stays where it is on the page."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.detect.detecting import detector, page
from woo_tool.detect.scans.loose import is_loose, tightened
from woo_tool.kinds import Label, PageSource

LETTER = (
    "De  heer Sijbr en de  Boer ,  wonende  Lange  Hout straat  l4 te Leeuwar den ,  89I1  DL ,\n"
    "tel . O58 -  2l2 44 19 ,  verklaart .  Kenteken :  XH -  98 - 7T .  Rekening NL9I ABNA O417\n"
    "1643  OO ,  IP l92 . 168 .  4. l7 ,  mail  j . deboer @ voorbeeld .  example ,  geb . l2 -\n"
    "O8 - l954 te  Dokkum .  Zie  ook  mevr .  Algra-  Hoekstra ."
)
KNOWN = frozenset({"sijbren", "leeuwarden", "de", "te", "boer", "heer"})


@pytest.mark.parametrize(
    ("label", "text"),
    [
        (Label.PERSON, "Sijbr en de  Boer"),
        (Label.PERSON, "Algra-  Hoekstra"),
        (Label.ADDRESS, "Lange  Hout straat  l4"),
        (Label.POSTCODE, "89I1  DL"),
        (Label.PHONE_NUMBER, "O58 -  2l2 44 19"),
        (Label.NL_LICENSE_PLATE, "XH -  98 - 7T"),
        (Label.IP_ADDRESS, "l92 . 168 .  4. l7"),
    ],
)
def test_what_lies_apart_is_found(label: Label, text: str) -> None:
    found = detector().find([page(LETTER, source=PageSource.OCR)])
    assert any(one.label is label and text in one.text for one in found)
    assert all(one.text == LETTER[one.start : one.end] for one in found)


@pytest.mark.parametrize(
    ("text", "closer"),
    [
        ("te Leeuwar den ,  89I1  DL .", "te Leeuwarden, 89I1 DL."),
        ("tel . O58 -  2l2 44 19 ( thuis )", "tel. O58-2l24419 (thuis)"),
        ("XH -  98 - 7T en O3- l1-  6O", "XH-98-7T en O3-l1-6O"),
        ("j . deboer @ x .  example", "j. deboer@x.example"),
        ("Algra-  Hoekstra  gaat -  denk ik -  weg", "Algra-Hoekstra gaat - denk ik - weg"),
        ("  ingesprongen\n  regel", "ingesprongen\nregel"),
        ("twee woorden", "twee woorden"),
    ],
)
def test_white_space_of_a_scan_goes(text: str, closer: str) -> None:
    assert tightened(text, KNOWN).text == closer


@given(st.text(alphabet="aA1lO .,-/@()_\t\n|", max_size=60))
@settings(deadline=None)
def test_signs_keep_their_places(text: str) -> None:
    reading = tightened(text, KNOWN)
    assert list(reading.places) == sorted(set(reading.places))
    assert all(
        sign == text[place] or (sign == " " and text[place].isspace())
        for sign, place in zip(reading.text, reading.places, strict=True)
    )
    assert [c for c in reading.text if not c.isspace()] == [c for c in text if not c.isspace()]


@pytest.mark.parametrize(
    "text",
    [
        "Geachte heer De Boer, hierbij de stukken. Met vriendelijke groet, Anna Bos.",
        "Naam   | Functie\nBos .  | jurist\nSmit   | chef",
        "",
    ],
)
def test_other_text_is_not_loose(text: str) -> None:
    assert not is_loose(text)
    assert is_loose(LETTER)
