"""Organisations, systems and places that look like people; and people in the same shapes.

The findings are made by hand, so that nothing here hangs on what the model happens to see.
"""

from __future__ import annotations

import re
from functools import cache

import pytest

from tests.detect.detecting import page, texts
from woo_tool.detect.people.names import NameRules
from woo_tool.detect.people.things import Things
from woo_tool.detect.schema import Cues
from woo_tool.detect.tagger.features import Lists
from woo_tool.kinds import Label
from woo_tool.model import Finding
from woo_tool.resources import data_path
from woo_tool.rules import rules


@cache
def things() -> Things:
    lists = Lists.load(data_path("models", "nl_woo", "woo_crf"))
    return Things(NameRules(rules("cues.yaml", Cues), lists))


def made(text: str, name: str, rule: str, number: int = 1) -> list[Finding]:
    """A finding at every place of a name."""
    return [
        Finding("0001", number, hit.start(), hit.end(), name, Label.PERSON, 0.9, (rule,))
        for hit in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)
    ]


def left(text: str, *names: str, rule: str = "model") -> list[str]:
    found = [one for name in names for one in made(text, name, rule)]
    assert found
    return [one.text for one in things().told(found, [page(text)])]


THINGS = [
    ("Het beheer van GRIVOS ligt vast. Dit is al bekend.", "GRIVOS"),
    ("De nieuwe versie van Grivo is er; met Grivo werkt het.", "Grivo"),
    ("De Grivo klankbordgroep koos; het bericht was van Grivo.", "Grivo"),
    ("Zie www.mobilex.example voor de opgave bij Mobilex.", "Mobilex"),
    ("De opdracht ging naar RTInfra en daarna niet meer.", "RTInfra"),
    ("Het veld ‘datumLaatsteWijziging’ is leeg.", "datumLaatsteWijziging"),
    ("De leden van de Stuurgroep worden benoemd.", "de Stuurgroep"),
    ("De Stuurgroep stelt haar werkwijze vast.", "De Stuurgroep"),
    ("Namens zowel Geonovum als de gemeente.", "Geonovum"),
    ("Er is vergaderd via Zoom met de leden.", "Zoom"),
    ("Aanwezig: Anna de Boer (Zoom), Rob Visser", "Zoom"),
    ("Aanwezig: Anna de Boer (XQZR), Rob Visser", "XQZR"),
    ("Aanwezig: Kyra (Berenschot Trainees), Rob", "Berenschot Trainees"),
    ("De auto van de post is een Land Rover met schade.", "Rover"),
    ("Veel inwoners van Heusden spraken; in Heusden is het druk.", "Heusden"),
    ("In het gebied tussen Heusden Noord en de gemeente Heusden.", "Heusden Noord"),
    ("Het bezoek van Zr.Ms. Van Tilburg is in april.", "Van Tilburg"),
    ("De reddingboot Koos van Messing ligt hier.", "Koos van Messing"),
    ("de naamloze vennootschap\nGRIVO TRADING N.V.,\nte Breda", "GRIVO TRADING N.V."),
    ("aan de heer prof.dr. F. Terborg", "prof.dr"),
    ("Het staat in Grivo. Wie in Grivo kijkt, ziet dat Grivo traag is.", "Grivo"),
    ("Zie https://code.example/grivo/lijst voor de stand van Grivo.", "Grivo"),
    ("Zie https://code.example/Visser/lijst voor de stand.", "Visser"),
    ("Lees [de lijst](bestanden/Visser/lijst) eerst.", "Visser"),
    ("De meting gaf een Visser-score van 21 en een Moll-schaal van 3.", "Visser"),
    ("Aanvragen gaat met eLoket of op papier.", "eLoket"),
    ("Naam|Functie|Raming\nKuik|Jurist|Groot\nDemir|Timmerman|Klein", "Timmerman"),
    ("Kenmerk XQZ/2023/0412. De zaak is aan XQZ gegeven. XQZ keek ernaar.", "XQZ"),
    ("Datum gesprek    Rol\n\nA. Boer   3 mei   melder\n", "Rol"),
    ("Naam | Organisatie | Plaats\nAnna | Grivo | Ede\nRob | Grivo | Ede\n", "Grivo"),
    ("De Commissie Eindtermen Grootboekopleiding (CEG) koos. CEG wijst aan.", "CEG"),
    ("Het bestuur van de KES besloot. Er is door KES vastgestelde tekst.", "KES"),
    ("IJsbaan de Visserhof B.V. bouwt. Gevraagd is aan de Visserhof.", "de Visserhof"),
    ("De ambtenaar (hierna: de Ontvanger) kwam. Er is een brief van de Ontvanger.", "de Ontvanger"),
    ("De historie van het Gilde van Voorn-Enders. Zonder geld.", "Gilde van Voorn-Enders"),
    ("GRIVOKAMER van de rechtbank\nDe grivokamer oordeelt.", "GRIVOKAMER"),
    ("Zij woont binnen Heusden. Er is bericht uit Heusden en Velp.", "Heusden"),
    ("Ravens, Loes    V    mail\nSow, Ibra    M    brief", "V"),
    ("Lunch met Anna | KES | 4.120,- |\nVisum | KES | 900,- |", "KES"),
    ("Anna de Boer (Grivo): een koers van 12,50 SRD. Betaald in SRD.", "SRD"),
    ("De beslissing van GRIV-Vlaanderen is genomen.", "GRIV-Vlaanderen"),
    ("benoemd tot lid: drs. A. Boer, te Houten;", "te Houten"),
    ("Rob Boer (voormalig wethouder in Den Helder) opende.", "in Den Helder"),
    ("Volgens Anna RTInfra gedaan. Met RTInfra wordt gewerkt.", "RTInfra"),
    ("Opgesteld door Gülsüm Karahan\nT   070 - 348 5107\nE   g.karahan@minwr.nl", "T"),
]


@pytest.mark.parametrize(("text", "name"), THINGS)
def test_what_the_document_shows_to_be_a_thing_is_dropped(text: str, name: str) -> None:
    assert left(text, name) == []


PEOPLE = [
    ("Contact met OYEL over het beheer.", "OYEL"),
    ("De nieuwe versie van Grivo is er. Mevrouw Grivo belde.", "Grivo"),
    ("De nieuwe versie van Grivo is er, zei hij. Grivo vertelde meer.", "Grivo"),
    ("De nieuwe versie van Grivo is er. Op de lijst: Grivo, A.", "Grivo"),
    ("Zie www.mobilex.example, schreef Peter Mobilex aan Mobilex.", "Mobilex"),
    ("Ook McDonald en VanDijk en AhmedVisser waren er.", "McDonald"),
    ("Ook McDonald en VanDijk en AhmedVisser waren er.", "VanDijk"),
    ("Ook McDonald en VanDijk en AhmedVisser waren er.", "AhmedVisser"),
    ("Met de Wit is gesproken.", "de Wit"),
    ("Aanwezig: Anna de Boer (ADB), Rob Visser", "ADB"),
    ("Aanwezig: Anna de Boer (Ngoziwa), Rob Visser", "Ngoziwa"),
    ("Aanwezig: Anna de Boer (Ayodewa Fashowe), Rob Visser", "Ayodewa Fashowe"),
    ("Contact met Zoom over de klacht.", "Zoom"),
    ("Wie: paraaf RDW, gezien.", "RDW"),
    ("De gemeente Heusden; de heer Heusden sprak in.", "Heusden"),
    ("MEVROUW OYELAWE IS GEHOORD. OYELAWE KENT DE ZAAK.", "OYELAWE"),
    ("De firma Jan Visser B.V. en Jan Visser.", "Jan Visser B.V."),
    ("Reis met Zr.Ms. Tromp van Piet Vries.", "Piet Vries"),
    ("Zie https://code.example/Visser/lijst van mevrouw Visser.", "Visser"),
    ("Zie https://code.example/lijst/Anna Visser", "Anna Visser"),
    ("In Grivo zit pit, in Grivo schuilt wat. Mevrouw Grivo lachte.", "Grivo"),
    ("Grivo: ik kom later.\nVisser: het staat in Grivo, in Grivo.", "Grivo"),
    ("Met Visser-van Dam en Visser-de Boer is gebeld.", "Visser"),
    ("Ook vdBerg was er.", "vdBerg"),
    ("Mevrouw K. de KES is gehoord. Later zei de KES niets meer.", "KES"),
    ("Mevrouw C. Visser van Visser B.V. sprak. De brief is van Visser.", "Visser"),
    ("A. de Jong (hierna: de Jong) kwam. Er is een brief van de Jong.", "de Jong"),
    ("Zo is het Visser vergaan; zij zag het Visser doen.", "Visser"),
    ("Mail visser@grivo.nl of kijk op grivo.nl. Met Grivo is gebeld.", "Grivo"),
    ("Een brief van Bakker; bij de visser lag het.", "Bakker"),
    ("Paraaf: V\nDe brief is van V.", "V"),
    ("De brief is van KES. Dat is 4120 keer gezegd.", "KES"),
    ("Van Anna te Houten is niets gehoord.", "te Houten"),
    ("Met GRIV-Visser is gesproken.", "GRIV-Visser"),
    ("Volgens T is er in 2019 niets gebeurd.", "T"),
]


@pytest.mark.parametrize(("text", "name"), PEOPLE)
def test_people_in_the_same_shapes_stay(text: str, name: str) -> None:
    assert set(left(text, name)) == {name}


@pytest.mark.parametrize("rule", ["layout:titel", "layout:aanhef", "layout:functie"])
def test_what_the_layout_names_stays(rule: str) -> None:
    assert left("Namens zowel Geonovum als de gemeente.", "Geonovum", rule=rule) == ["Geonovum"]


def test_initials_of_somebody_in_the_document_stay() -> None:
    text = "Verslag: Ria Dina Willems. Actie is voor de RDW."
    assert left(text, "Ria Dina Willems", "RDW") == ["Ria Dina Willems", "RDW"]


def test_a_word_in_capitals_stays_where_surnames_are_written_so() -> None:
    text = "Gesproken met Anna VISSER en later OYELAWE."
    assert left(text, "Anna VISSER", "OYELAWE") == ["Anna VISSER", "OYELAWE"]


def test_where_people_work_is_no_person() -> None:
    text = "Aanwezig: Anna Boer (Grivo), Rob Visser (Grivo). Later sprak Grivo toe."
    names = ["Anna Boer", "Rob Visser"]
    assert left(text, *names, "Grivo") == names
    once = "Aanwezig: Anna Boer (Grivo), Rob Visser. Later sprak Grivo toe."
    assert left(once, *names, "Grivo") == [*names, "Grivo", "Grivo"]


def test_a_place_read_as_a_name_once_in_many_times_is_no_person() -> None:
    text = "De eenheid Twente. Twente telt mee. Vraag het Twente. Twente zwijgt."
    assert things().told(made(text, "Twente", "model")[2:3], [page(text)]) == []
    often = made(text, "Twente", "model")[:2]
    assert things().told(often, [page(text)]) == often


_TALK = "Q: How long have you known him?\nA: He was there and I saw you. She's with the others. "


def test_an_english_word_that_begins_a_sentence_is_dropped() -> None:
    assert left(_TALK, "How", "He", "She's") == []


def test_somebody_of_that_name_stays() -> None:
    assert left(_TALK + "Mr He left.", "He", rule="layout:titel") == ["He", "He"]
    assert left("Volgens He was het druk.", "He") == ["He"]
    assert left(_TALK + "Then He Wei left.", "He Wei") == ["He Wei"]


def test_an_organisation_on_the_line_above_is_cut_off() -> None:
    assert left("Rijkswaterstaat\n   Arnoud Visser", "Rijkswaterstaat\n   Arnoud Visser") == [
        "Arnoud Visser"
    ]
    assert left("Anna\nVisser", "Anna\nVisser") == ["Anna\nVisser"]


def test_what_one_page_tells_counts_on_the_other() -> None:
    first, other = "Het bedrijf Grivo kreeg de opdracht.", "Er is bericht ontvangen over Grivo."
    found = [*made(first, "Grivo", "model"), *made(other, "Grivo", "model", 2)]
    pages = [page(first), page(other, number=2)]
    assert things().told(found, pages) == []
    assert things().told(found[1:], pages[1:]) == found[1:]


def test_a_word_before_spaces_and_a_colon_is_a_label() -> None:
    text = "NAAM           : ANNA VISSER\nVERBLIJFADRES   : onbekend\nSOFI  : onbekend\n"
    assert not {"VERBLIJFADRES", "SOFI"} & set(texts(text, Label.PERSON))


def test_a_prize_named_after_somebody_is_no_person() -> None:
    assert texts("De Visser-beker ging naar de afdeling Financiën.", Label.PERSON) == []


@pytest.mark.parametrize(
    ("seen", "stays"),
    [
        ("Anna de Boer (Geonovum)", "Anna de Boer"),
        ("Anna de Boer (Geonovum, voorzitter)", "Anna de Boer"),
        ("Anna de Boer (XQZR)", "Anna de Boer"),
        ("Anna de Boer (AdB)", "Anna de Boer (AdB)"),
        ("Anna Boer (AB)", "Anna Boer (AB)"),
        ("Anna de Boer (Visser)", "Anna de Boer (Visser)"),
        ("Anna de Boer (Rob)", "Anna de Boer (Rob)"),
    ],
)
def test_an_organisation_in_brackets_is_no_part_of_the_name(seen: str, stays: str) -> None:
    """Else it would be somebody's surname, and go in the whole dossier."""
    text = f"Aanwezig: {seen} en anderen."
    start = text.index(seen)
    rules_of = ("layout:lijst", "model")
    one = Finding("0001", 1, start, start + len(seen), seen, Label.PERSON, 0.9, rules_of)
    (left_over,) = things().told([one], [page(text)])
    assert left_over.text == stays
    assert text[left_over.start : left_over.end] == stays
