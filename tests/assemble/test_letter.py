"""The letter: sections in order, reasons per ground from facts, questions instead of filler."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest

from tests.assemble.dossiers import (
    document,
    mixed,
    redaction,
    request,
    state,
)
from woo_tool.assemble.blocks import AnnexStart, Heading, Letter, Listing, plain
from woo_tool.assemble.letter import compose
from woo_tool.assemble.texts import motivations
from woo_tool.deadlines import compute
from woo_tool.grounds import grounds
from woo_tool.kinds import Judgement, Label, Law, Role
from woo_tool.model import DossierState
from woo_tool.request import Request


def letter(request_: Request, dossier: DossierState, *annexes: str) -> Letter:
    return compose(request_, dossier, compute(request_), annexes)


def headings(of: Letter) -> list[str]:
    return [
        plain(block.text)
        for block in of.blocks
        if isinstance(block, AnnexStart) or (isinstance(block, Heading) and block.level == 1)
    ]


@pytest.mark.parametrize("law", Law)
def test_sections_in_order(law: Law) -> None:
    assert headings(letter(request(law), mixed(law), "Overzicht 2015")) == [
        "Uw verzoek",
        "Verloop van de procedure",
        "Wettelijk kader",
        "Zoeken en inventariseren",
        "Besluit",
        "Overwegingen",
        "Wijze en tijdstip van openbaarmaking",
        "Bezwaar",
        "Bijlage 1 – Relevante wetsartikelen",
        "Bijlage 2 – Inventarislijst",
        "Bijlage 3 – Overige bijlagen",
    ]


def test_the_reference_case_gives_its_dates() -> None:
    text = letter(request(Law.WOB), mixed(Law.WOB)).text()
    assert "met vier weken verdaagd op grond van artikel 6, tweede lid, van de Wob" in text
    assert "De beslistermijn eindigt op 4 juli 2016." in text
    assert "van 30 juni 2016 tot en met 10 augustus 2016" in text
    assert "uiterlijk op 17 augustus 2016" in text


def test_reasons_carry_the_facts_of_the_dossier() -> None:
    text = letter(request(Law.WOB), mixed(Law.WOB)).text()
    assert "negen passages in de documenten 0001 en 0003" in text
    assert "acht namen en één telefoonnummer" in text
    assert "drie ambtenaren die niet vanwege hun functie" in text
    assert "één melder" in text
    assert "verstrek ik document 0002 in zijn geheel niet" in text
    assert "artikel 10, tweede lid, aanhef en onder e en g, van de Wob" in text


def test_counts_agree_in_number() -> None:
    found = letter(request(), mixed(Law.WOO))
    lists = [
        plain(text)
        for block in found.blocks
        if isinstance(block, Listing)
        for _, text, _ in block.items
    ]
    assert "twee documenten maak ik gedeeltelijk openbaar;" in lists
    assert "één document is al openbaar;" in lists
    assert "één document is nog niet beoordeeld." in lists


@pytest.mark.parametrize("law", Law)
def test_no_word_of_the_other_law(law: Law) -> None:
    text = letter(request(law), mixed(law)).text()
    other = {Law.WOB: r"\bWoo\b|5\.1\.2", Law.WOO: r"\bWob\b|10\.2\.[a-g]"}[law]
    assert not re.search(other, text)


def test_an_old_request_decided_under_the_woo_says_so() -> None:
    late = request(Law.WOB, decision={"dated": "2022-06-01", "sent": "2022-06-01"})
    found = letter(late, mixed(Law.WOO))
    text = found.text()
    assert any("waarom de beslistermijn is overschreden" in point for point in found.points)
    assert "Op 1 mei 2022 is de Wob vervangen" in text
    assert "later genomen" in text


def test_every_ground_has_a_reason_or_a_question() -> None:
    """No citable ground may lack a motivation; each is tried with each kind of passage."""
    for ground in (item for item in grounds() if item.citable):
        for label in (Label.PERSON, Label.OPINION):
            boxes = [redaction("0001", (ground.code,), label=label)]
            dossier = state(ground.law, [document("0001", environmental=False)], boxes)
            found = letter(request(ground.law), dossier)
            assert any(
                isinstance(block, Heading) and block.ground == ground.code for block in found.blocks
            )
            text = found.text()
            assert "{" not in text
            weighed = "weegt" in text or "weeg" in text or "afweging" in text
            assert weighed or not ground.balancing_required


def test_every_role_and_label_has_words() -> None:
    assert set(motivations().people) == set(Role)
    assert set(motivations().labels) == set(Label)
    citable = {item.code for item in grounds() if item.citable}
    assert set(motivations().grounds) == citable


def test_what_the_tool_cannot_know_is_a_question() -> None:
    boxes = [redaction("0001", ("5.1.2.b",), None, Label.BUSINESS, None)]
    found = letter(request(), state(Law.WOO, [document("0001")], boxes))
    assert [text for text in found.questions() if "financieel belang" in text]


def test_a_complete_dossier_asks_nothing() -> None:
    boxes = [
        redaction("0001", ("5.1.2.e",)),
        redaction("0001", ("5.1.2.e",), None, Label.IBAN_CODE, None, 9, "NL00BANK0123456789"),
    ]
    found = letter(request(), state(Law.WOO, [document("0001")], boxes))
    assert found.questions() == ()
    assert not found.draft


def test_one_document_without_redactions() -> None:
    text = letter(request(), state(Law.WOO, [document("0001")])).text()
    assert "Ik besluit uw verzoek toe te wijzen." in text
    assert "is één document aangetroffen" in text
    assert "Ik heb in de documenten niets weggelaten." in text


def test_no_documents_at_all() -> None:
    found = letter(request(), state(Law.WOO, []))
    assert "Ik heb geen documenten aangetroffen" in found.text()
    assert "Overwegingen" not in headings(found)
    assert "Bijlage 2 – Inventarislijst" not in headings(found)


@pytest.mark.parametrize(
    ("judgements", "outcome"),
    [
        ([Judgement.OPENBAAR], "toe te wijzen"),
        ([Judgement.NIET], "af te wijzen"),
        ([Judgement.REEDS], "af te wijzen, omdat de informatie al openbaar is"),
        ([Judgement.OPENBAAR, Judgement.NIET], "gedeeltelijk toe te wijzen"),
        ([Judgement.OPENBAAR, Judgement.DUBBEL], "toe te wijzen"),
    ],
)
def test_outcome(judgements: list[Judgement], outcome: str) -> None:
    extra = {"grounds": ("5.1.2.e",), "motivation": "x", "public_url": "u", "duplicate_of": "0009"}
    documents = [
        document(f"000{at}", judgement=kind, **extra) for at, kind in enumerate(judgements, 1)
    ]
    text = letter(request(), state(Law.WOO, documents)).text()
    assert f"Ik besluit uw verzoek {outcome}." in text


def test_items_that_documents_cannot_tell_apart_are_asked() -> None:
    body = {"received": "2024-03-07", "subject": "x", "items": ["een", "twee"]}
    found = letter(request(request=body), mixed(Law.WOO))
    (point,) = [text for text in found.points if "request.items.status" in text]
    assert "onderdeel a en b" in point
    assert found.text().count("hierover beslis ik per document") == 2
    assert not found.draft


def test_held_over_item_and_one_that_is_computed() -> None:
    items = [{"text": "een", "status": "held_over", "reason": "in overleg"}, {"text": "twee"}]
    body = {"received": "2024-03-07", "subject": "x", "items": items}
    text = letter(request(request=body), state(Law.WOO, [document("0001")])).text()
    assert "aangehouden; hierop beslis ik later (in overleg)." in text
    assert "toegewezen." in text
    assert "gedeeltelijk toe te wijzen" in text


def test_old_information_has_a_stricter_reason() -> None:
    old = document("0001", date=dt.date(2018, 1, 1))
    boxes = [redaction("0001", ("5.1.2.e",))]
    text = letter(request(), state(Law.WOO, [old], boxes)).text()
    assert "Document 0001 was op de dag waarop ik uw verzoek ontving ouder dan vijf jaar" in text
    assert "Artikel 5.3 van de Woo" in text


@pytest.mark.parametrize(
    ("day", "old"), [("2019-03-06", True), ("2019-03-07", False), ("2023-01-01", False)]
)
def test_five_years_count_back_from_the_day_of_receipt(day: str, old: bool) -> None:
    dated = document("0001", date=dt.date.fromisoformat(day))
    found = letter(request(), state(Law.WOO, [dated], [redaction("0001", ("5.1.2.e",))]))
    assert ("ouder dan vijf jaar" in found.text()) is old


@pytest.mark.parametrize(("code", "told"), [("5.1.2.e", True), ("5.2.1", False)])
def test_of_a_document_without_a_date_it_is_said_what_holds_if_it_is_old(
    code: str, told: bool
) -> None:
    boxes = [redaction("0001", (code,))]
    found = letter(request(), state(Law.WOO, [document("0001", date=None)], boxes))
    assert ("Van document 0001 is de datum niet bekend. Voor zover" in found.text()) is told
    assert any("documents.csv, kolom date" in point for point in found.points)
    assert any(f"reasons_five_years.{code}" in point for point in found.points) is not told
    assert not found.draft


def test_old_information_without_a_reason_of_its_own_makes_a_draft() -> None:
    old = document("0001", date=dt.date(2018, 1, 1))
    found = letter(request(), state(Law.WOO, [old], [redaction("0001", ("5.2.1",))]))
    (asked,) = found.questions()
    assert "reasons_five_years.5.2.1; R7; artikel 5.3 van de Woo" in asked
    assert found.draft


def test_full_refusal_says_why_a_part_is_not_possible_and_what_comes_instead() -> None:
    text = letter(request(), mixed(Law.WOO), "Overzicht 2015").text()
    assert "Per document heb ik nagegaan of een deel ervan wel openbaar kan worden" in text
    assert "In plaats daarvan maak ik een samenvatting openbaar: Overzicht 2015." in text


def test_third_party_that_objects_delays_the_release() -> None:
    party = {
        "name": "Bedrijf X bv",
        "asked": "2024-03-11",
        "answered": "2024-03-18",
        "objects": True,
        "documents": ["0001"],
    }
    found = letter(request(procedure={"third_parties": [party], "search": "x"}), mixed(Law.WOO))
    text = found.text()
    assert "heeft bezwaar tegen openbaarmaking" in text
    assert "voorlopige voorziening (artikel 8:81 van de Awb)" in text
    assert "8:81 van de Awb" not in letter(request(), mixed(Law.WOO)).text()
    assert "niet eerder openbaar dan op 30 april 2024" in text
    assert "Artikel 4:8 van de Awb" in text
    assert "betrokken. Document 0001 maak ik gedeeltelijk openbaar." in text
    assert any("Bedrijf X bv" in point for point in found.points)
    told = {**party, "effect": "de prijzen blijven weg; de rest is al bekend"}
    found = letter(request(procedure={"third_parties": [told], "search": "x"}), mixed(Law.WOO))
    assert "De prijzen blijven weg; de rest is al bekend." in found.text()
    assert not any("Bedrijf X bv" in point for point in found.points)


def test_without_a_decision_date_it_is_a_draft() -> None:
    found = letter(request(decision={}), mixed(Law.WOO))
    assert found.draft
    assert any("decision.dated" in text for text in found.questions())


def test_missing_facts_are_points_for_the_writer_and_no_holes() -> None:
    authority = {"name": "Ministerie", "decides": "de minister van Proef", "address": ["Plein 1"]}
    body = {"received": "2024-03-07", "subject": "x"}
    given = request(authority=authority, procedure={}, requester=None, request=body)
    found = letter(given, state(Law.WOO, [document("0001")]))
    points = " ".join(found.points)
    for field in ("(requester)", "procedure.search", "authority.objection_to"):
        assert field in points
    assert found.questions() == ()
    assert not found.draft
    # An objection goes to the body that decided (Awb 6:4).
    assert "Stuur het bezwaarschrift naar:\nDe minister van Proef\nPlein 1" in found.text()


def test_what_is_left_out_is_said_with_its_reason() -> None:
    found = letter(request(), state(Law.WOO, []))
    told = " ".join(found.left_out)
    for name in ("Zienswijzen", "Overwegingen", "Bijlage Inventarislijst", "Overige bijlagen"):
        assert f"{name}: " in told
    full = {"third_parties": [{"name": "Bedrijf X bv", "asked": "2024-03-11"}]}
    found = letter(request(procedure=full), state(Law.WOO, [document("0001")]))
    assert found.left_out == ()


def test_without_an_inventory_the_last_annex_is_the_second() -> None:
    assert "Bijlage 2 – Overige bijlagen" in headings(
        letter(request(), state(Law.WOO, []), "Overzicht")
    )


def test_unread_documents_are_told() -> None:
    text = letter(request(), mixed(Law.WOO)).text()
    assert "Eén document kon ik nog niet beoordelen" in text
    assert "0007" in text


def test_uncertain_law_is_never_printed_but_pointed_to() -> None:
    found = letter(request(Law.WOB), mixed(Law.WOB))
    assert any("de tekst van artikel 6 van de Wob" in text for text in found.points)
    told = "De tekst van artikel 6 van de Wet openbaarheid van bestuur, zoals die gold op de datum"
    assert told in found.text()
    assert "uiterlijk binnen vier weken" not in found.text()
    assert "de eerbiediging van de persoonlijke levenssfeer;" in found.text()
    assert not found.draft


@pytest.mark.parametrize(
    ("code", "stands"), [("5.2.1", True), ("5.1.1.d", True), ("5.1.1.c", True), ("5.1.2.f", False)]
)
def test_a_ground_with_only_a_general_reason_is_a_point_or_a_hole(code: str, stands: bool) -> None:
    boxes = [redaction("0001", (code,), None, Label.BUSINESS, None)]
    found = letter(request(), state(Law.WOO, [document("0001")], boxes))
    assert found.draft is not stands
    told = found.points if stands else found.questions()
    assert any(f"(reasons.{code}; R5)" in text for text in told)
    own: dict[str, Any] = {
        "reasons": {code: "Het gaat om een eigen reden die de schrijver hier heeft gegeven."}
    }
    found = letter(request(**own), state(Law.WOO, [document("0001")], boxes))
    assert not found.draft
    assert not any(f"reasons.{code}" in text for text in found.points)


def test_a_name_that_ought_to_stay_is_asked_about() -> None:
    boxes = [redaction("0001", ("5.1.2.e",), Role.TOP_OFFICIAL)]
    found = letter(request(), state(Law.WOO, [document("0001")], boxes))
    assert any("leden van de ambtelijke top" in text for text in found.questions())
    assert "blijven naam en functie leesbaar" not in found.text()


def test_other_data_of_such_a_person_is_explained() -> None:
    boxes = [redaction("0001", ("5.1.2.e",), Role.TOP_OFFICIAL, Label.PHONE_NUMBER)]
    found = letter(request(), state(Law.WOO, [document("0001")], boxes))
    assert found.questions() == ()
    assert "blijven naam en functie leesbaar" in found.text()


@pytest.mark.parametrize(
    ("party", "said", "asked"),
    [
        ({"asked": "2024-03-11"}, "Een reactie is niet ontvangen.", False),
        ({"asked": "2024-03-11", "answered": "2024-03-18"}, "heeft geen bezwaar", False),
        ({"answered": "2024-03-18", "view": "Geen bezwaar."}, "Geen bezwaar.", False),
        ({"answered": "2024-03-18", "objects": True}, "heeft bezwaar", True),
    ],
)
def test_views(party: dict[str, Any], said: str, asked: bool) -> None:
    procedure = {"search": "x", "third_parties": [{"name": "Bedrijf X bv", **party}]}
    found = letter(request(procedure=procedure), state(Law.WOO, [document("0001")]))
    assert said in found.text()
    assert ".." not in found.text()
    assert any("Bedrijf X bv" in text for text in found.points) is asked


@pytest.mark.parametrize(
    ("salutation", "opening"),
    [
        ("mevrouw", "Geachte mevrouw Jansma,"),
        ("de heer", "Geachte heer Jansma,"),
        ("", "Geachte heer, mevrouw,"),
    ],
)
def test_salutation(salutation: str, opening: str) -> None:
    asker = {"name": "B. Jansma", "salutation": salutation}
    assert opening in letter(request(requester=asker), mixed(Law.WOO)).text()
