"""A scanned page with what OCR puts in it taken out (woo_tool.detect.scans.mend)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.detect.detecting import texts
from woo_tool.detect.scans.mend import Mender
from woo_tool.detect.tagger.features import Lists
from woo_tool.kinds import Label, PageSource
from woo_tool.resources import data_path

MENDER = Mender(Lists.load(data_path("models", "nl_woo", "woo_crf")))

MENDED = [
    ("de äuto van Rächid", "de auto van Rachid"),
    ("Personéelsnummer : 0041", "Personeelsnummer : 0041"),
    ("mr. K, Jansen en T, Steenhuis", "mr. K. Jansen en T. Steenhuis"),
    ("De heer M:J,A, (Marnix) Terlouw", "De heer M.J.A. (Marnix) Terlouw"),
    ("drs. H‚P.M. Roukema", "drs. H.P.M. Roukema"),
    ("| de Vries, A: | 11-10-1969", "| de Vries, A. | 11-10-1969"),
    ("aan de heer RW. Zegers wordt", "aan de heer R.W Zegers wordt"),
    ("secretaris mw. |. van Hees", "secretaris mw. I. van Hees"),
    ("het bezwaar van 5. Bakker", "het bezwaar van S. Bakker"),
    ("gast: Hedwig:Jansen", "gast: Hedwig Jansen"),
    ("Bruggeman, joke is er", "Bruggeman, Joke is er"),
    ("Voorzitter _ mw. Bol\nPers.nr._ P-20", "Voorzitter   mw. Bol\nPers.nr.  P-20"),
    (
        "Pers;nr |: Naam. | BSN\n3011 “| Bol, R.S. |- 9123",
        "Pers.nr |  Naam  | BSN\n3011  | Bol, R.S. |  9123",
    ),
    (
        "naam { nr | post } duur\n\nBol | 12 [ Accra | 3\n\nVos } 14 j 15 | Kiev | 4",
        "naam | nr | post | duur \nBol | 12 | Accra | 3 \nVos | 14 | 15 | Kiev | 4",
    ),
    (
        "Naam Geb. Rang\n\nBol 12-03-58 AMB\n\nVos 13-04-60 PCP",
        "Naam Geb. Rang \nBol 12-03-58 AMB \nVos 13-04-60 PCP",
    ),
]


@pytest.mark.parametrize(("scanned", "meant"), MENDED)
def test_what_ocr_puts_in_is_taken_out(scanned: str, meant: str) -> None:
    assert MENDER.mended(scanned) == meant


LEFT = [
    "De heer K. Jansen woont daar.",
    "een coördinerende rol in Curaçao, één van de ideeën",
    "A: Jansen was daar.\nB: Ja, Bakker ook.",
    "1. Bakker opent de vergadering.",
    "De B.V. Jansen en de NV. Bakker",
    "Dit zei Leo Visser. Visser is ook lid.",
    "een goede joke van hem",
    "Op 3 mei. [x] ja [ ] nee",
]


@pytest.mark.parametrize("text", LEFT)
def test_what_is_no_slip_stays(text: str) -> None:
    assert MENDER.mended(text) == text


@given(st.text(alphabet="ABjé K.,:;|{}[]_‚5\n'", max_size=60))
def test_every_sign_keeps_its_place(text: str) -> None:
    assert len(MENDER.mended(text)) == len(text)


def test_a_name_is_found_through_its_slips() -> None:
    text = "Aan mr. K, Jansen en mw. |. van Hees is gevraagd."
    assert texts(text, Label.PERSON, source=PageSource.OCR) == ["K, Jansen", "|. van Hees"]


def test_the_rows_of_a_scanned_table_keep_their_headers() -> None:
    text = "naam { geb.datum | pérs.nr\n\nBakker | 02-02-1961 } 10044871\n"
    assert texts(text, Label.DATE_OF_BIRTH, source=PageSource.OCR) == ["02-02-1961"]
