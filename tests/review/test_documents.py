"""The judgement of a document, the overview and the log."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.review.fake import EVIL, FakeBackend, get, last, send
from woo_tool.kinds import Judgement
from woo_tool.model import Choice


@pytest.fixture
def backend(tmp_path: Path) -> FakeBackend:
    return FakeBackend(tmp_path)


REFUSED = {
    "number": "0001",
    "judgement": "Niet openbaar",
    "grounds": ["5.1.2.e"],
    "reason": "Het stuk gaat geheel over een persoon.",
    "whole": "Zonder de passages blijft niets leesbaars over.",
}


def test_a_refusal_in_full_is_logged_with_why_no_part_can_be_given(backend: FakeBackend) -> None:
    assert send(backend, "/api/document", REFUSED).json()["saved"] == 1
    (choice,) = backend.choices
    assert (choice.action, choice.target, choice.by) == (
        "document",
        "document:0001",
        "C. Beoordelaar",
    )
    assert "Gedeeltelijke openbaarmaking kan niet: Zonder" in json.loads(choice.to)["reason"]
    document = backend.snapshot().documents[0]
    assert (document.judgement, document.grounds) == (Judgement.NIET, ("5.1.2.e",))
    text = last(backend, get("/stuk/0001")).text
    assert ">Het stuk gaat geheel over een persoon.</textarea>" in text
    assert ">Zonder de passages blijft niets leesbaars over.</textarea>" in text
    assert send(backend, "/api/document", REFUSED).json()["saved"] == 0
    back = {"number": "0001", "judgement": ""}
    assert send(backend, "/api/document", back).json()["saved"] == 1
    assert backend.snapshot().documents[0].judgement is None


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"whole": ""}, "gedeeltelijk"),
        ({"grounds": []}, "grond"),
        ({"reason": ""}, "reden"),
        ({"grounds": ["10.2.e"]}, "Wob"),
        ({"judgement": "Misschien"}, "geen beoordeling"),
        ({"judgement": "Deels openbaar"}, "nog niets gelakt"),
        ({"judgement": "Reeds openbaar"}, "vindplaats"),
        ({"judgement": "Reeds openbaar", "public_url": "javascript:alert(1)"}, "vindplaats"),
        ({"judgement": "Dubbel", "duplicate_of": "0001"}, "nummer van het andere"),
        ({"judgement": "Dubbel", "duplicate_of": "9999"}, "nummer van het andere"),
        ({"judgement": "Valt buiten reikwijdte", "reason": ""}, "reden"),
        ({"number": "0003", "judgement": "Openbaar"}, "niet te lezen"),
        ({"number": "0009"}, "is er niet"),
        ({"release_on": "morgen"}, "geen datum"),
    ],
)
def test_a_judgement_without_what_it_needs_is_refused(
    backend: FakeBackend, change: dict[str, Any], text: str
) -> None:
    answer = send(backend, "/api/document", {**REFUSED, **change})
    assert (answer.status_code, backend.choices) == (400, [])
    assert text.lower() in answer.json()["error"].lower()


def test_a_copy_shows_what_was_decided_in_the_other(backend: FakeBackend) -> None:
    pages = tuple(replace(page, document="0002") for page in backend.pages["0001"])
    backend.pages["0002"] = pages
    backend.marks += tuple(
        replace(mark, id=f"{nth:016x}", document="0002") for nth, mark in enumerate(backend.marks)
    )
    for number, action in (("0001", "approve"), ("0002", "reject")):
        mark = next(m for m in backend.marks if m.document == number and m.text[:6] == "Wessel")
        backend.record([Choice("N", action, mark.target)], backend.head())
    text = last(backend, get("/stuk/0001")).text
    assert "99% gelijk" in text
    assert "1 tekst anders besloten" in text
    assert "1 tekst op de ene plaats gelakt, op de andere niet" in last(backend, get("/")).text


def test_names_in_documents_are_never_markup(backend: FakeBackend) -> None:
    for address in ("/", "/stuk/0002", "/stuk/0001", "/logboek?q=" + EVIL, "/zoeken?q=" + EVIL):
        text = last(backend, get(address)).text
        assert "<img src=x" not in text
    assert "&lt;img src=x" in last(backend, get("/stuk/0002")).text


def test_the_log_says_who_did_what_and_from_which_state(backend: FakeBackend) -> None:
    mark = backend.snapshot().marks[1].mark
    choice = Choice("D. Ander", "reject", mark.target, from_="proposed", to="rejected", reason="Ok")
    backend.record([choice], "0")
    text = last(backend, get("/logboek")).text
    for part in ("D. Ander", "niet lakken", "Farida Ouladzahra", "voorstel → niet lakken", "Ok"):
        assert part in text
    assert "Niets gevonden." in last(backend, get("/logboek?q=onvindbaar")).text
    lines = last(backend, get(f"/api/history/{mark.id}")).json()
    assert [(line["by"], line["what"]) for line in lines] == [("D. Ander", "niet lakken")]


def test_the_same_name_cannot_be_both_pairs_of_eyes(tmp_path: Path) -> None:
    backend = FakeBackend(tmp_path, four_eyes=True)
    page = last(backend, get("/api/page/0002/1")).json()
    content = {
        "seen": page["seen"],
        "number": "0002",
        "page": 1,
        "choices": [{"action": "approve_page"}],
    }
    first = send(backend, "/api/choices", content).json()["page"]
    assert (first["waiting"], first["approved"]) == (True, False)
    again = send(backend, "/api/choices", content)
    assert "een tweede beoordelaar" in again.json()["error"]
    other = last(backend, get("/api/page/0002/1"), user="D. Ander").json()
    assert (other["first"], other["waiting"]) == ("C. Beoordelaar", False)
    done = send(backend, "/api/choices", content, user="D. Ander").json()["page"]
    assert done["approved"] is True
