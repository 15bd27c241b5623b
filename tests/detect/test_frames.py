"""Words for a kind of number and what stands behind them: ``frames`` in rules/recognizers.yaml."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from tests.detect.detecting import find, texts
from woo_tool.detect.layout.tables import Columns
from woo_tool.detect.numbers.frames import Frame
from woo_tool.detect.numbers.validators import VALIDATORS
from woo_tool.detect.schema import FrameRule
from woo_tool.detect.text.search import Index
from woo_tool.kinds import Label, PageSource

FILES = [
    ("Zaaknummer: 2017-00331-P van de klager", "2017-00331-P"),
    ("Inzake klachtnr K-2019/77 deel ik u mee", "K-2019/77"),
    ("De klacht is geregistreerd onder nummer 2016.0417.", "2016.0417"),
    ("parketnr. 16/204417-20, verdachte", "16/204417-20"),
    ("mutatierapport 2015033188 van het basisteam", "2015033188"),
    ("BVH-nummer 2018 204 7731 van de aangever", "2018 204 7731"),
    ("Zaak: Z1-77120033418 (IND)", "Z1-77120033418"),
    ("CJIB-nummer 4062 1173 2200 4418 staat open", "4062 1173 2200 4418"),
    ("Tuchtzaak 2014/77 tegen een agent", "2014/77"),
    ("melding 14 van 2017, gesprek met beklaagde", "14 van 2017"),
    ("in dossier DGTol/2019/0331-K is niets gevonden", "DGTol/2019/0331-K"),
    ("VIK-nummer VIK/2017/0044", "VIK/2017/0044"),
    ("Zijn verlofaanvraag (VA-2015-0331) is afgewezen", "VA-2015-0331"),
    ("Het verzoek van mevrouw Tol, geregistreerd als VZ-17-0033, loopt", "VZ-17-0033"),
    ("Uw klacht met referentie NO 2015.07731 is door", "NO 2015.07731"),
    ("registratienummer gedetineerde 7733412", "7733412"),
    ("Arbeidsgeschil AG/2010/33: partijen", "AG/2010/33"),
    ("casus 2017-INT-009 betreft", "2017-INT-009"),
    ("leerlingnummer 20183377 is overgedragen", "20183377"),
    ("Visa application number LAG2017 0221 8841 was refused", "LAG2017 0221 8841"),
    ("boetenummer 071800331/02, opgelegd aan", "071800331/02"),
    ("VOG-aanvraag 20190033187 geweigerd", "20190033187"),
    ("Het intakeformulier (nr: IF-0417) is getekend", "IF-0417"),
    ("er ligt een dossier van mw. Tol: TRC-18-0417", "TRC-18-0417"),
    ("Dossiernummer\nINT/17/0331", "INT/17/0331"),
    ("Verzuimnr. VZ-17-77331", "VZ-17-77331"),
    ("Kenmerk commissie   BC-2019-331", "BC-2019-331"),
    ("- INT-17-08: hoor en wederhoor", "INT-17-08"),
    ("schadenummer 18-SCH-00733 is betaald", "18-SCH-00733"),
    ("uw klacht van 3 mei 2018 (K-18/733)", "K-18/733"),
    ("uw bezwaar d.d. 03-05-2018, kenmerk 2018.00733,", "2018.00733"),
    ("2018/733-K (klacht van een buurman)", "2018/733-K"),
    ("K-18/733: klacht van een buurman", "K-18/733"),
    ("inzake klacht 17.0733/mevr. Tol", "17.0733"),
    ("melding - 2017INT0733", "2017INT0733"),
    ("Cursistnr. 733.204 van de klas", "733.204"),
    ("verzekerdennr 733 204 471 van mw. Tol", "733 204 471"),
    ("mijn cliëntcode, dat is KX-7331, ken ik", "KX-7331"),
    ("Aanvraagnummer VOG: 5077331", "5077331"),
    ("klager is bij de ombudsman bekend, nummer 2019.07331", "2019.07331"),
    ("bij ons in behandeling onder nummer 20150602-KL-7.", "20150602-KL-7"),
    ("intern onderzoek BIV 2011/73 loopt", "BIV 2011/73"),
    ("Ziektegeval ZV-73320 is gesloten", "ZV-73320"),
    ("PV PL-0900 2011733204-1", "PL-0900 2011733204-1"),
]


@pytest.mark.parametrize(("text", "value"), FILES)
def test_the_number_of_a_file_of_one_person(text: str, value: str) -> None:
    assert texts(text, Label.CASE_NUMBER) == [value]


PUBLIC = [
    "Ons kenmerk: P&O/2016/733",
    "Uw kenmerk: 2017-0000417733, uw bezwaar van 3 mei",
    "Kamerstukken II 2016/17, 33 417, nr. 8",
    "het dossier 33 417 van de Kamer",
    "Kamerdossiernummer 33417",
    "ECLI:NL:RVS:2017:417 in de zaak",
    "In zaak C-417/15 oordeelde het Hof",
    "artikel 10, tweede lid, van de Wob; zaak gesloten",
    "Er waren 14 klachten in 2017 en 11 in 2016.",
    "melding: 21 dagen na ontvangst afgehandeld",
    "meldingen 2016/2017 en zaken 2013-2015",
    "Dossier MH17 is besproken.",
    "klachten (2017: 8 weken)",
    "Wob-verzoek, zaaknummer WOB/2017/033",
    "Factuur 2017-0033 bij dossiernummer onbekend",
    "Omgevingsvergunning, zaaknummer OLO 4417331",
    "Aantal bezwaren 2017: 417, gegrond: 33",
    "Ticket INC0077341 bij het incident",
    "de melding van 2018-05",
    "Opdrachtnummer 4500773312, contractnummer C-773/12 en serienummer SN-773312",
    "kostenplaatsnummer 40077331, perceelnr. 7733, bijlagenummer 77-33",
    "Chipnummer 528140000773312, zendingnr 7733120",
    "nummer 7733 en nr. 77-331",
    "de minister van Buitenlandse Zaken van 19 juni 2018, nr. MINZUID-2018.733219",
]


@pytest.mark.parametrize("text", PUBLIC)
def test_what_is_public_or_no_number_stays(text: str) -> None:
    assert texts(text, Label.CASE_NUMBER) == []


STAFF = [
    ("stamnr. 77.33.12", "77.33.12"),
    ("werknemer nr. 77-3312", "77-3312"),
    ("Rijkspasnummer: 1077 3312 44", "1077 3312 44"),
    ("badgenr. B-7733", "B-7733"),
    ("penningnummer 4417", "4417"),
    ("employee no. EMP-77331", "EMP-77331"),
    ("verbalisantnummer RT77-331", "RT77-331"),
    ("Personeelsnummer\n20441773", "20441773"),
    ("Medew.nr 77.0331 is ziek", "77.0331"),
    ("onderzoek naar medewerker 77331 van de post", "77331"),
    ("getuige agent Tol (HG7733)", "HG7733"),
    ("peoplesoft 7733120", "7733120"),
    ("Zijn pas (nr. 7733) is ingenomen", "7733"),
]


@pytest.mark.parametrize(("text", "value"), STAFF)
def test_the_number_of_a_member_of_staff(text: str, value: str) -> None:
    assert texts(text, Label.PERSONNEL_NUMBER) == [value]


@pytest.mark.parametrize("text", ["algemeen persnummer 070 072 5577", "dienstnummer 2017"])
def test_the_press_and_a_year_are_no_staff(text: str) -> None:
    assert texts(text, Label.PERSONNEL_NUMBER) == []


LISTS = [
    ("de zaken met nummers 2016/331, 2016/338 en 2016/340.", "2016/331 2016/338 2016/340"),
    ("Klachtnummers 17.0417 t/m 17.0422 zijn", "17.0417 17.0422"),
    ("vernietiging van de dossiers PD-417, PD-418 en PD-422.", "PD-417 PD-418 PD-422"),
]


@pytest.mark.parametrize(("text", "values"), LISTS)
def test_the_words_speak_for_the_whole_list(text: str, values: str) -> None:
    assert texts(text, Label.CASE_NUMBER) == values.split()


def test_accounts_in_a_list() -> None:
    assert texts("accounts ktol, mtolman en jtol02", Label.HANDLE) == [
        "ktol",
        "mtolman",
        "jtol02",
    ]


def test_the_words_speak_for_the_column_below_them() -> None:
    table = (
        "Zaaknr. | Medewerker | Status\n"
        "2017-031 | K. Wildeboer | gesloten\n"
        "2017-044 | onbekend | lopend\n"
    )
    assert texts(table, Label.CASE_NUMBER) == ["2017-031", "2017-044"]


@pytest.mark.parametrize(("party", "found"), [("Klager", ["KL/16/012"]), ("Leverancier", [])])
def test_a_bare_column_of_numbers_needs_a_party_beside_it(party: str, found: list[str]) -> None:
    table = f"Nr.          {party}       Ontvangen\nKL/16/012    Wildeboer    02-03-2016\n"
    assert texts(table, Label.CASE_NUMBER) == found


def _frame(**more: object) -> Frame:
    rule = FrameRule.model_validate(
        {"kinds": ["zaak"], "check": "file_number", "score": 0.8, "numbered": True, **more}
    )
    return Frame(rule, ["nummer", "nr"], VALIDATORS["file_number"])


def _values(frame: Frame, text: str) -> list[str]:
    hits = frame.places(text, Index(text), Columns.of(text))
    return [text[hit.start : hit.end] for hit in hits]


def test_a_word_that_rules_it_out_counts_in_its_own_line_alone() -> None:
    frame = _frame(unless=["factuur"])
    assert _values(frame, "factuur, zaaknummer 4417-A") == []
    assert _values(frame, "factuur\nzaaknummer 4417-A") == ["4417-A"]


def test_a_check_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ValidationError, match="onbekende controle"):
        FrameRule(kinds=("zaak",), check="bestaat-niet", score=0.8)


def test_letters_that_grow_when_small_move_nothing() -> None:
    assert [one.text for one in find("İİİ zaaknummer 2017-00331-P") if one.rules] == [
        "2017-00331-P"
    ]


@pytest.mark.parametrize(
    "part", ["zaak ", "zaaknummer ", "klacht (", "dossier 1-", "zaak 2017/1, ", "a"]
)
def test_a_line_of_a_megabyte_takes_no_more_than_its_length(part: str) -> None:
    text = part * (200_000 // len(part))
    assert isinstance(_values(_frame(), text), list)
    assert isinstance(_values(_frame(numbered=False, reach=45), text), list)


def test_a_scan_keeps_the_number_readable_to_the_frame() -> None:
    found = texts("Meldnr. 2Ol7-OO31", Label.CASE_NUMBER, source=PageSource.OCR)
    assert found == ["2Ol7-OO31"]
