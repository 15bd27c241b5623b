"""What a scanned page probably says (woo_tool.detect.scans.misread)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.detect.detecting import find, texts
from woo_tool.detect.scans.misread import ScanReader
from woo_tool.detect.schema import Recognizers
from woo_tool.detect.tagger.features import Lists
from woo_tool.kinds import Label, PageSource
from woo_tool.resources import data_path
from woo_tool.rules import rules

READER = ScanReader(
    rules("recognizers.yaml", Recognizers).recognizers,
    Lists.load(data_path("models", "nl_woo", "woo_crf")).flags,
)

READINGS = [
    ("geb0ren : l2 - O8 - 1954", "geboren: 12-08-1954"),
    ("DIENSTNURNMER 44l882", "DIENSTNUMMER 441882"),
    ("PERSONE ELSNUMMER OO4l882", "PERSONEELSNUMMER 0041882"),
    ("PL1O2O 2O1OO4", "PL1020 201004"),
    ("kenteken XL - 44 - TK", "kenteken XL-44-TK"),
    ("geb . 1 9 rnaart 1966", "geb. 19 maart 1966"),
    ("Klachtnr . 2O11 / 044", "Klachtnr. 2011/044"),
    ("persongelsnr 30127745", "personeelsnr 30127745"),
    ("hurgerservicenrt. 999 923 584", "burgerservicenr. 999 923 584"),
    ("pets.nr. P-118840", "pers.nr. P-118840"),
    ("BEN: 999923584", "BSN: 999923584"),
]


@pytest.mark.parametrize(("scanned", "meant"), READINGS)
def test_a_slip_is_read_as_it_was_meant(scanned: str, meant: str) -> None:
    assert READER.read(scanned).text == meant


@pytest.mark.parametrize("text", ["", "De heer Bol woont daar.", "Op 12-08-1954 om 10.30 uur"])
def test_what_is_read_well_stays(text: str) -> None:
    assert READER.read(text).text == text


@given(st.text(alphabet="aeO0l1I|rn5 .-/:,XL9\n", max_size=40))
def test_every_sign_of_the_reading_has_its_place(text: str) -> None:
    reading = READER.read(text)
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
    (Label.IP_ADDRESS, "vanaf werkplek 10,44.7.118 gezien", "10,44.7.118"),
    (Label.IP_ADDRESS, "het IP-adres 77.163:20412 van", "77.163:20412"),
    (Label.NL_BSN, "BSN 9999905995) en", "9999905995"),
    (Label.NL_BSN, "bsn: 9999,82.382; Hilda", "9999,82.382"),
    (Label.NL_BSN, "staat op 999905062 en", "999905062"),
    (Label.IBAN_CODE, "gestort op NL28.RABO 0255 16116, en", "NL28.RABO 0255 16116"),
    (Label.IBAN_CODE, "op BEG3 5394 3664 3308 van", "BEG3 5394 3664 3308"),
    (Label.PHONE_NUMBER, "bereikbaar op 06-30 17:44 58 thuis", "06-30 17:44 58"),
    (Label.DATE_OF_BIRTH, "Bol, geb. 22-03-1064 te Ede", "22-03-1064"),
    (Label.DATE_OF_BIRTH, "Geboren 1701 1984, Asmara", "1701 1984"),
    (Label.DOCUMENT_NUMBER, "paspoort NPLARC8K2 geldig", "NPLARC8K2"),
    (Label.EMAIL_ADDRESS, "mail: k.bolxs4all.nl of", "k.bolxs4all.nl"),
    (Label.EMAIL_ADDRESS, "stukken aan s.vlietlandirbo.example of", "s.vlietlandirbo.example"),
    (Label.ADDRESS, "Adres: Lijsterlaan.7:bis A te Ede", "Lijsterlaan.7:bis A"),
]


@pytest.mark.parametrize(("label", "text", "value"), FOUND)
def test_a_number_is_found_through_its_slips(label: Label, text: str, value: str) -> None:
    assert texts(text, label, source=PageSource.OCR) == [value]


def test_a_number_that_is_read_wrong_needs_a_scan() -> None:
    text = "BSN 9999905995, NL28.RABO 0255 16116, 999905062, NPLARC8K2, 10,44.7.118"
    assert [one.text for one in find(text)] == []
