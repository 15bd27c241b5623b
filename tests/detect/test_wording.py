"""The wording of official text that shows a capital to be no name; and names in the same shapes."""

from __future__ import annotations

import pytest

from tests.detect.test_things import left

NOBODY = [
    ("Artikel  XIV\nWijzigt de Uitleveringswet.", "XIV"),
    ("Artikel II\nWijzigt de Woningwet.", "II"),
    ("De bijlagen I, II en IV vervallen.", "IV"),
    ("Het middel faalt.\nIX. Conclusie", "IX"),
    ("Het geding.\nU I T S P R A A K\nin de zaak", "U I T S P R A A K"),
    ("De regeling wordt geplaatst.\nWageningen\n7 maart 2012\nHet bestuur", "Wageningen"),
    ("De regeling wordt geplaatst.\nUtrecht,\n9\u00a0maart 2015", "Utrecht"),
    ("Dat is geplaatst.\n’s-Gravenhage\n18 december 2009", "s-Gravenhage"),
    ("Het beroep richt zich tegen 's Hofs oordeel.", "Hofs"),
    ("De kosten komen uit 's Rijks kas.", "'s Rijks"),
    ("Daaraan werkt de Rijks- en Provinciale overheid mee.", "Rijks"),
    ("De directie van de Dienst Wegverkeer (hierna: de QDW) besloot.", "de QDW"),
    ("De Wet op de kweek (hierna: Kwgd) is gewijzigd. Dat staat in de Kwgd.", "Kwgd"),
    ("Het College voor de toelating van bestrijdingsmiddelen (Ctb) besloot.", "Ctb"),
    ("Het besluit nr. PO/FenQ/532128 is ingetrokken.", "FenQ"),
    ("Iedere Hoofdingenieur-Directeur beslist zelf.", "Hoofdingenieur-Directeur"),
    ("Vergelijk het plan met de VQA en met meer.", "de VQA"),
    ("Het plan van de N65 ligt vast.", "van de N65"),
    ("De Hoge Raad acht dat juist.", "De Hoge Raad"),
    ("Zo wordt met gemeen overleg der Staten-Generaal besloten.", "der Staten-Generaal"),
    ("De brief van de Minister voor Natuur en Stikstof is binnen.", "Stikstof"),
    ("De wegen in Heusden en Helvoirt zijn druk. Bij Helvoirt wordt gebouwd.", "Helvoirt"),
    ("Het fietspad naar Heusden-Zuid is klaar.", "Heusden-Zuid"),
    ("Dat staat in het KQRV met de rest.", "KQRV"),
    ("De Logius Standaarden gelden. Zie ook Logius.", "Logius Standaarden"),
]


@pytest.mark.parametrize(("text", "name"), NOBODY)
def test_official_wording_explains_a_capital(text: str, name: str) -> None:
    assert left(text, name) == []


SOMEBODY = [
    ("Aanwezig: II\nLiv\nAnna", "Liv"),
    ("Het contract is getekend.\nBakker\n7 maart 2012", "Bakker"),
    ("Het oordeel is van 's Gravesande en anderen.", "'s Gravesande"),
    ("De brief is van Smit-Bakker en anderen.", "Smit-Bakker"),
    ("De adviseur, mevrouw Jansen (Jans), kwam later.", "Jans"),
    ("De heer Van Kwgd (hierna: Kwgd) kwam later.", "Kwgd"),
    ("Het stuk is van de Boer en anderen.", "de Boer"),
    ("Zie dossier 2019/QS/0412 van vorig jaar.", "QS"),
    ("De wethouder sprak met Jansen en Vermeer.", "Vermeer"),
    ("Actie: KQRV\nGereed: ja", "KQRV"),
    ("Hij reed naar Heusden. Mevrouw Heusden was er niet.", "Heusden"),
]


@pytest.mark.parametrize(("text", "name"), SOMEBODY)
def test_a_name_in_such_a_place_stays(text: str, name: str) -> None:
    assert name in left(text, name)


def test_initials_where_a_person_signs_stay() -> None:
    assert left("Akkoord bevonden.\nVI\n", "VI", rule="layout:slot") == ["VI"]


def test_a_party_behind_a_name_is_no_part_of_it() -> None:
    assert left("Dan de heer Terhaar van de VVD, die vraagt.", "Terhaar van de VVD") == ["Terhaar"]
    assert left("Dan Jan van de Ven, die vraagt.", "Jan van de Ven") == ["Jan van de Ven"]
