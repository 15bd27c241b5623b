"""What a scanned page probably says (woo_tool.detect.misread)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.detect.detecting import texts
from woo_tool.detect.misread import ScanReader
from woo_tool.detect.schema import Recognizers
from woo_tool.kinds import Label, PageSource
from woo_tool.rules import rules

READER = ScanReader(rules("recognizers.yaml", Recognizers).recognizers)

READINGS = [
    ("geb0ren : l2 - O8 - 1954", "geboren: 12-08-1954"),
    ("DIENSTNURNMER 44l882", "DIENSTNUMMER 441882"),
    ("PERSONE ELSNUMMER OO4l882", "PERSONEELSNUMMER 0041882"),
    ("PL1O2O 2O1OO4", "PL1020 201004"),
    ("kenteken XL - 44 - TK", "kenteken XL-44-TK"),
    ("geb . 1 9 rnaart 1966", "geb. 19 maart 1966"),
    ("Klachtnr . 2O11 / 044", "Klachtnr. 2011/044"),
]


@pytest.mark.parametrize(("scanned", "meant"), READINGS)
def test_a_slip_is_read_as_it_was_meant(scanned: str, meant: str) -> None:
    reading = READER.read(scanned)
    assert reading is not None
    assert reading.text == meant


@pytest.mark.parametrize("text", ["", "De heer Bol woont daar.", "Op 12-08-1954 om 10.30 uur"])
def test_what_is_read_well_stays(text: str) -> None:
    assert READER.read(text) is None


@given(st.text(alphabet="aeO0l1I|rn5 .-/:,XL9\n", max_size=40))
def test_every_sign_of_the_reading_has_its_place(text: str) -> None:
    reading = READER.read(text)
    if reading is None:
        return
    assert len(reading.text) == len(reading.places)
    assert list(reading.places) == sorted(reading.places)
    assert all(0 <= place < len(text) for place in reading.places)


FOUND = [
    (Label.PERSONNEL_NUMBER, "Dienstnurnmer 44l882 ; surveillant", "44l882"),
    (Label.CASE_NUMBER, "Klachtnr . 2O11 / 044 betreft u", "2O11 / 044"),
    (Label.CASE_NUMBER, "Pr0ces-verbaal nr. PL1O2O 2O1OO44187-2 is", "PL1O2O 2O1OO44187-2"),
    (Label.DATE_OF_BIRTH, "Gehoord: Bol , geb . 1 9 rnaart 1966 te Ede", "1 9 rnaart 1966"),
    (Label.NL_LICENSE_PLATE, "kentcken XL - 44 - TK stond er", "XL - 44 - TK"),
    (Label.IP_ADDRESS, "vanaf l94.l71.88.2O4 ingelogd", "l94.l71.88.2O4"),
]


@pytest.mark.parametrize(("label", "text", "value"), FOUND)
def test_a_number_is_found_through_its_slips(label: Label, text: str, value: str) -> None:
    assert texts(text, label, source=PageSource.OCR) == [value]
