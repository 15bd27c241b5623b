"""Whose title it is: a role that keeps a name readable needs strong evidence."""

from __future__ import annotations

import pytest

from tests.detect.detecting import find
from woo_tool.kinds import Label, Role

PUBLIC = {Role.OFFICE_HOLDER, Role.TOP_OFFICIAL, Role.SPOKESPERSON}
NAME = "Arjen van den Heuvel"

KEPT = [
    "Dat zei minister {} gisteren.",
    "De wethouder, de heer {}, was erbij.",
    "De secretaris-generaal, {}, tekent vandaag.",
    "Dat vroeg de SG {} ons.",
    "Aan: de secretaris-generaal, {}\nVan: P&O\n",
    "Aan\tde secretaris-generaal, {}\tDatum\t1 mei 2020\n",
    "– {}, secretaris-generaal\n– Hanna Smit\n",
    "{}, de secretaris-generaal, tekende.",
    "{}, secretaris-generaal van Binnenlandse Zaken, tekende.",
    "De brief is van {}, secretaris-generaal.",
    "{} (minister van Financiën) zei dat.",
    "De minister ({}) zei dat.",
    "Wij spraken met minister\n{} over de zaak.",
    "De secretaris-\ngeneraal, {}, heeft gevraagd om spoed.",
    "Met groet,\n\nDe minister van Waterstaat en Ruimte,\n{}\n",
    "Hoogachtend,\n\n{}\nSecretaris-generaal\n",
    "Woordvoerder: {}\n",
    "Zie de mail van woordvoerder {}.",
    "PvdA-raadslid {} vroeg door.",
    "De Franse minister van Justitie, {}, belde.",
    "Waarnemend burgemeester {} opende de zitting.",
    "Woordvoerder {} van het ministerie zei niets.",
    "{}, woordvoerder van de minister, belde.",
    "Rechter {} deed uitspraak.",
    "De secretaris,          De burgemeester,\nT. Lokhoff              mr. {}",
    "de burgemeester,\tde secretaris,\n{}\tT. Lokhoff",
    "{}\nWethouder\nGemeente Plas\n",
    "Raadslid: {} (Lijst Plas)\nInspreker: T. Lokhoff\n",
]

NOT_KEPT = [
    "Via bureau SG, {}\n",
    "Via bureau SG {} belt.",
    "Het kabinet van de minister, {}, belt.",
    "Het secretariaat van de SG, {}, belt.",
    "Namens de minister, {}",
    "De minister van Waterstaat en Ruimte,\nnamens deze,\n\n{}\n",
    "De adviseur van de SG, {}, belde.",
    "De assistent van de minister, {}, belde.",
    "Dat zegt het plv. hoofd bureau SG, {}.",
    "Dat zegt het bureau van de plv. secretaris-generaal, {}.",
    "Aanwezig: {}, bureau secretaris-generaal\n",
    "{}, de SG vroeg of jij erbij was.",
    "{}, SG wil dit morgen.",
    "Aanwezig: de minister, SG, {} en ik\n",
    "Wij spraken de minister, de SG, {} en een collega.",
    "In overleg met de SG, {} en Petra Bos is besloten.",
    "CC: DG, SG, {}\n",
    "Foto: Petra Bos, {}, SG Lambert Quaedflieg.",
    "Kopie {} (SG), P. Bos (FEZ)\n",
    "Aanwezig\n{}\nSecretaris-generaal\nPetra Bos\nDirecteur\n",
    "Hoogachtend,\n\n{}\nbureau secretaris-generaal\n",
    "Met groet,\n{}\nSecretaris van de secretaris-generaal\n",
    "SG {}, bureau SG, belde.",
    "PA minister: {}",
    "Het SG-bureau, {}, belde.",
    "De kabinet-SG, {}, belde.",
    "Datum\tRol\tNaam\n3 mei\tminister\n{}\tadviseur\n",
    "Ik mailde de SG. {} las mee.",
    "Woordvoerder: {}, bureau Communicatie\n",
    "De chauffeur van minister {}",
    "De SG, die {} stuurde, zweeg.",
    "{}, adviseur van de secretaris-generaal.",
    "{} (bureau SG) belde.",
    "De zoon van minister Wouda, {}, was erbij.",
    "De weduwe van burgemeester Wouda, {}, belde.",
    "Sollicitant voor burgemeester {} trok zich terug.",
    "De beoogd wethouder {} belde.",
    "Kandidaat-raadslid {} belde.",
    "Kinderburgemeester {} opende het hek.",
    "Café De Burgemeester, {}, is gesloten.",
    "Woordvoerder {} van de vakbond zei niets.",
    "De woordvoerder van de familie, {}, zei dat.",
    "De woordvoerder van Unicorp, {}, belde.",
    "Unicorp-woordvoerder {} belde.",
    "{}, woordvoerder van Unicorp, belde.",
    "Woordvoerder: {} (Unicorp)\n",
    "Woordvoerder bewoners: {}\n",
    "Groet,\n{}\nWoordvoerder Bewonersvereniging De Plas\n",
    "Directeur-generaal {} van Unicorp Holding N.V. belde.",
    "{}, SG van de studentenvereniging, belde.",
    "{}, ambassadeur van het goede doel, belde.",
    "Minister: {} moet weg, zei hij.",
    "De burgemeester: {} is door mij weggestuurd.",
    "De minister ({} belde hierover) zweeg.",
    "Inspreker {}, oud-raadslid, sprak de raad toe.",
    "Fractieassistent {} (D66) vroeg.",
    "{}\nMinister de Visserstraat 3\n1234 AB Plas",
    "SG/{}/Els Wouda",
    "Afd. DG Water, {}",
]

#: An office that is over is known, and a question: resolve asks.
FORMER = [
    "Oud-wethouder {} woont nu hiernaast.",
    "Dat zei oud-minister {} gisteren.",
    "De voormalige burgemeester, {}, klaagde.",
    "Ex-minister {} schreef ons.",
    "{}, voormalig wethouder van Plas, klaagde.",
]

#: Who reports or is accused is protected, whatever the office.
PROTECTED = [
    ("Betrokkene, wethouder {}, wordt verweten dat hij geld nam.", Role.ACCUSED),
    ("Melder was minister {}.", Role.REPORTER),
    ("De getuige, burgemeester {}, verklaarde.", Role.WITNESS),
]


def _role(text: str, name: str) -> Role | None:
    people = [one for one in find(text) if one.label is Label.PERSON]
    return next(one.role for one in people if name in one.text)


@pytest.mark.parametrize("text", KEPT)
def test_a_clear_title_makes_somebody_public(text: str) -> None:
    assert _role(text.format(NAME), NAME) in PUBLIC


@pytest.mark.parametrize("text", NOT_KEPT)
def test_a_title_of_somebody_else_makes_nobody_public(text: str) -> None:
    assert _role(text.format(NAME), NAME) not in PUBLIC


@pytest.mark.parametrize("text", FORMER)
def test_an_office_that_is_over_makes_a_public_figure(text: str) -> None:
    assert _role(text.format(NAME), NAME) is Role.PUBLIC_FIGURE


@pytest.mark.parametrize(("text", "role"), PROTECTED)
def test_protection_goes_before_an_office(text: str, role: Role) -> None:
    assert _role(text.format(NAME), NAME) is role


def test_a_first_name_before_a_title_is_spoken_to() -> None:
    assert _role("Arjen, de SG vroeg of jij erbij was.", "Arjen") is None
    assert _role("Dag Arjen, de SG. Hij vroeg het.", "Arjen") is None


def test_the_role_in_a_table_is_that_of_the_row() -> None:
    table = "Naam\tDatum\tRol\nF. Zandstra\t3 mei 2020\tmelder\nP. Terborg\t4 mei 2020\tgetuige\n"
    assert _role(table, "F. Zandstra") is Role.REPORTER
    assert _role(table, "P. Terborg") is Role.WITNESS
    assert _role(table.replace("getuige", "gast"), "P. Terborg") is None


def test_nobody_is_kept_by_a_name_in_capitals_without_an_end() -> None:
    text = "4. CDP VAN HOLTEN HEEFT DE BRUINE GESPROKEN OVER DE SLEUTELS.\n" * 3
    assert not {one.role for one in find(text) if len(one.text.split()) > 3} & PUBLIC


def test_a_name_before_its_company_is_found_without_it() -> None:
    people = [one.text for one in find("Directeur Jan Smit van Smit Bouw belde.")]
    assert people == ["Jan Smit"]
