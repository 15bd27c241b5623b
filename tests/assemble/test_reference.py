"""A decision of 2016 on integrity reports, its facts told anew: the same facts under both laws.

Received on 9 May 2016, extended on 3 June by four weeks, decided on 29 June (procedure.yaml, A).
The investigation reports are refused in whole, with two yearly overviews in their place.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.assemble.dossiers import assembled, document, entity, redaction, state
from woo_tool.assemble.blocks import AnnexStart, Heading, plain
from woo_tool.assemble.check import check_agreement
from woo_tool.assemble.package import Assembly
from woo_tool.assemble.reasons import check_reasons
from woo_tool.kinds import Judgement, Label, Law, Role
from woo_tool.model import DossierState
from woo_tool.request import Request

YEARS = {Law.WOB: 2016, Law.WOO: 2024}
GROUNDS = {Law.WOB: ("10.2.e", "10.2.g"), Law.WOO: ("5.1.2.e", "5.1.2.i")}
WHOLE = {
    "0001": """
        het rapport beschrijft van begin tot eind wat één medewerker zou hebben gedaan; de
        functie, de plaats en het verloop maken die persoon ook zonder naam herkenbaar, en wat
        na weglakken overblijft is geen leesbaar geheel
    """,
    "0002": """
        het rapport bestaat vrijwel geheel uit verklaringen die in vertrouwen zijn afgelegd; elk
        onderdeel verraadt wie er sprak, en zonder die verklaringen resteren alleen kopjes en
        bladnummers
    """,
}
"""Why no part of a report can be given, for each of them."""

REPORTING = """
    Wie een misstand vermoedt, meldt dat alleen als vaststaat dat de melding vertrouwelijk
    blijft. In beide rapporten staat wie meldde of is met weinig moeite te achterhalen wie
    dat was. Worden zij openbaar, dan raakt dat deze melders, en zullen collega's een
    volgende keer eerder zwijgen. Ook wie ten onrechte werd beschuldigd, houdt daaraan de
    gevolgen over. Daar staat het belang tegenover dat het publiek kan nagaan hoe met
    meldingen wordt omgegaan. Dat belang wordt gediend met de overzichten per jaar, waarin
    aard, onderzoek en afdoening van elke melding staan, en met de jaarlijkse
    verantwoording. Het belang van ongestoord melden weegt daarom zwaarder dan dat van
    openbaarheid van de rapporten zelf.
"""


def facts(law: Law, **changes: Any) -> Request:
    year = YEARS[law]
    data: dict[str, Any] = {
        "reference": "INT-0591",
        "authority": {
            "name": "Ministerie van Voorbeeldzaken",
            "decides": "De minister van Voorbeeldzaken",
            "mandate": "namens deze,",
            "signs": "het hoofd van de Directie Integriteit",
            "address": ["Postbus 20061", "2500 EB Den Haag"],
            "objection_to": {
                "body": "De minister van Voorbeeldzaken",
                "unit": "Directie Juridische Zaken",
                "address": ["Postbus 20061", "2500 EB Den Haag"],
            },
            "website": "www.voorbeeldzaken.example",
        },
        "requester": {
            "salutation": "mevrouw",
            "name": "L. Noordhof",
            "organisation": "Omroep Voorbeeld",
            "address": ["Postbus 12", "1200 AA Hilversum"],
        },
        "request": {
            "dated": f"{year}-05-04",
            "received": f"{year}-05-09",
            "subject": "meldingen over integriteit",
            "items": [
                {
                    "text": "de uitkomsten van het onderzoek naar medewerkerstevredenheid",
                    "period": [f"{year - 2}-01-01", f"{year}-05-04"],
                    "status": "held_over",
                    "reason": "zoals met u is afgesproken",
                },
                {
                    "text": "klachten en vermoedens van misstanden",
                    "period": [f"{year - 1}-01-01", f"{year}-05-04"],
                    "status": "partly",
                },
            ],
        },
        "procedure": {
            "acknowledged": f"{year}-05-10",
            "extended": {"on": f"{year}-06-03", "weeks": 4, "reason": "de omvang van het verzoek"},
            "contacts": [{"on": f"{year}-06-09", "text": "gesprek over de reikwijdte"}],
            "search": "gezocht is in het zaakregister van de coördinator integriteit",
        },
        "decision": {"dated": f"{year}-06-29", "sent": f"{year}-06-29"},
        "reasons": {GROUNDS[law][1]: REPORTING},
    }
    return Request.model_validate(data | changes)


def dossier(law: Law) -> DossierState:
    grounds = GROUNDS[law]
    reports = [
        document(
            number,
            kind="onderzoeksrapport",
            judgement=Judgement.NIET,
            grounds=grounds,
            motivation=" ".join(WHOLE[number].split()),
            title=title,
            date=dt.date(YEARS[law] - 1, month, 12),
            pages=14,
        )
        for number, title, month in (
            ("0001", "Rapport feitenonderzoek declaraties", 4),
            ("0002", "Rapport onderzoek omgangsvormen", 9),
        )
    ]
    day = dt.date(YEARS[law], 2, 3)
    others = [
        document("0003", kind="nieuwsbrief", title="Nieuwsbrief integriteit", date=day, extra=True),
        document("0004", kind="e-mail", title="Bericht over een melding", date=day),
    ]
    boxes = [
        redaction("0004", grounds[:1], Role.REPORTER, entity="m1"),
        redaction("0004", grounds[:1], None, Label.PHONE_NUMBER, None, 30, "06 12345678"),
    ]
    return state(law, [*reports, *others], boxes, (entity("Sytske Oldersma", law),))


@pytest.fixture(params=list(Law))
def law(request: pytest.FixtureRequest) -> Law:
    found: Law = request.param
    return found


def made(law: Law) -> Assembly:
    year = YEARS[law]
    annexes = (f"Overzicht {year - 1}", f"Overzicht {year}")
    return assembled(facts(law), dossier(law), *annexes)


def test_the_decision_of_2016_gives_its_dates() -> None:
    text = made(Law.WOB).letter.text()
    assert "De beslistermijn is op 3 juni 2016 met vier weken verdaagd" in text
    assert "De beslistermijn eindigt op 4 juli 2016." in text
    assert "van 30 juni 2016 tot en met 10 augustus 2016" in text
    assert not [item.what for item in made(Law.WOB).open if "niet toegestaan" in item.what]


def test_the_same_facts_in_2024_warn_about_the_extension() -> None:
    package = made(Law.WOO)
    text = package.letter.text()
    assert "Wet open overheid" in text
    assert "Wet openbaarheid van bestuur" not in text
    assert "De wet staat een verdaging van ten hoogste twee weken toe (artikel 4.4, tweede" in text
    warned = [item.what for item in package.open if "langer dan de wet toestaat" in item.what]
    assert len(warned) == 1
    assert "artikel 4.4, tweede lid, van de Woo" in warned[0]
    assert "ten hoogste 2 weken" in warned[0]


def test_its_structure(law: Law) -> None:
    blocks = made(law).letter.blocks
    titles = [plain(item.text) for item in blocks if isinstance(item, Heading | AnnexStart)]
    wanted = [
        *("Uw verzoek", "Verloop van de procedure", "Wettelijk kader", "Zoeken en inventariseren"),
        *("Besluit", "Overwegingen", "Documenten die in hun geheel niet openbaar worden"),
        *("Wijze en tijdstip van openbaarmaking", "Bezwaar"),
        *("Bijlage 1 – Relevante wetsartikelen", "Bijlage 2 – Inventarislijst"),
        "Bijlage 3 – Overige bijlagen",
    ]
    places = [titles.index(title) for title in wanted]
    assert places == sorted(places)


def test_it_is_better_reasoned_than_the_old_one(law: Law) -> None:
    """The weaknesses of letter.md 2: no reason per document, no partial test, no inventory."""
    package, given = made(law), facts(law)
    text = package.letter.text()
    assert "Document 0001: " in text
    assert "Document 0002: " in text
    assert "Per document heb ik nagegaan of een deel" in text
    assert f"Overzicht {YEARS[law] - 1} en Overzicht {YEARS[law]}" in text
    assert "Sytske" not in text
    assert "dan raakt dat deze melders" in text
    (row,) = [item for item in given.request.items if item.status == "held_over"]
    assert "aangehouden; hierop beslis ik later (zoals met u is afgesproken)." in text
    assert row.text in text
    assert check_reasons(given, dossier(law), package.letter) == []
    assert check_agreement(dossier(law), package.letter) == ()
    assert not package.letter.draft
