"""Deciding on a person, once for the whole dossier."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.review.fake import FakeBackend, get, last, send
from woo_tool.kinds import Action, MarkState
from woo_tool.model import Choice
from woo_tool.people import from_decision
from woo_tool.review.persons import NO_PERSON


@pytest.fixture
def backend(tmp_path: Path) -> FakeBackend:
    return FakeBackend(tmp_path)


def person(backend: FakeBackend, name: str = "p2") -> dict[str, Any]:
    data: dict[str, Any] = last(backend, get(f"/api/person/{name}")).json()
    return data


def decide(backend: FakeBackend, action: str, **values: Any) -> httpx.Response:
    seen = [mark["id"] for mark in person(backend)["marks"]]
    content = {"kind": "decide", "id": "p2", "seen": seen, "action": action, **values}
    return send(backend, "/api/person", content)


def states(backend: FakeBackend) -> list[MarkState]:
    return [m.state for m in backend.snapshot().marks if m.mark.entity == "p2"]


def test_one_decision_reaches_every_place_and_is_logged_as_bulk(backend: FakeBackend) -> None:
    assert decide(backend, "redact", grounds=["5.1.2.e"]).json()["saved"] == 3
    said, *marks = backend.choices
    rule = from_decision(said.to, said.grounds, said.reason, said.by)
    assert (said.action, said.target, said.bulk) == ("person", "person:p2", False)
    assert (rule.action, rule.grounds, rule.by) == (Action.REDACT, ("5.1.2.e",), "C. Beoordelaar")
    assert [(choice.action, choice.bulk) for choice in marks] == [("approve", True)] * 2
    assert states(backend) == [MarkState.APPROVED] * 2


def test_what_was_decided_by_hand_stays_unless_it_is_said(backend: FakeBackend) -> None:
    by_hand = next(m.mark for m in backend.snapshot().marks if m.mark.entity == "p2")
    backend.record([Choice("D. Ander", "reject", by_hand.target)], "0")
    shown = person(backend)["marks"]
    assert [(mark["byHand"], mark["by"]) for mark in shown] == [(True, "D. Ander"), (False, "")]
    decide(backend, "redact")
    assert states(backend) == [MarkState.REJECTED, MarkState.APPROVED]
    decide(backend, "redact", override=True)
    assert states(backend) == [MarkState.APPROVED] * 2


def test_a_bulk_choice_may_be_followed_by_another(backend: FakeBackend) -> None:
    decide(backend, "redact")
    decide(backend, "keep", reason="Publieke functie.")
    assert states(backend) == [MarkState.REJECTED] * 2
    decide(backend, "redact")
    assert states(backend) == [MarkState.APPROVED] * 2


def test_no_person_keeps_every_place(backend: FakeBackend) -> None:
    decide(backend, "no_person")
    said = backend.choices[0]
    assert (json.loads(said.to)["action"], said.reason) == ("keep", NO_PERSON)
    assert states(backend) == [MarkState.REJECTED] * 2


def test_a_role_alone_leaves_every_place(backend: FakeBackend) -> None:
    assert decide(backend, "policy", role="witness").json()["saved"] == 1
    assert json.loads(backend.choices[0].to)["role"] == "witness"


def test_a_page_that_opens_again_is_told(backend: FakeBackend) -> None:
    for item in backend.snapshot().marks[6:]:
        backend.record([Choice("N", "approve", item.mark.target, bulk=True)], backend.head())
    backend.record([Choice("N", "approve_page", "page:0001/2")], backend.head())
    assert decide(backend, "keep", reason="Publiek.").json()["again"] == 1


@pytest.mark.parametrize(
    ("values", "status", "text"),
    [
        ({"action": "keep"}, 400, "waarom"),
        ({"action": "redact", "grounds": ["10.2.e"]}, 400, "hoort bij de Wob"),
        ({"action": "keep", "reason": "x", "grounds": ["5.1.2.e"]}, 400, "alleen bij lakken"),
        ({"action": "redact", "seen": []}, 409, "niet opgeslagen"),
        ({"id": "p9"}, 400, "is er niet"),
        ({"kind": "merge", "others": []}, 400, "dezelfde"),
        ({"kind": "merge", "others": ["p2"]}, 400, "dezelfde"),
        ({"kind": "split", "forms": ["bestaat niet"]}, 400, "schrijfwijzen"),
        ({"kind": "burn"}, 400, "niet toegestaan"),
    ],
)
def test_a_wrong_decision_is_refused_in_dutch(
    backend: FakeBackend, values: dict[str, Any], status: int, text: str
) -> None:
    answer = decide(backend, **{"action": "policy", **values})
    assert (answer.status_code, backend.choices) == (status, [])
    assert text in answer.json()["error"]


def test_merged_persons_get_each_others_forms(backend: FakeBackend) -> None:
    content = {"kind": "merge", "id": "p2", "others": ["p1"]}
    assert send(backend, "/api/person", content).status_code == 200
    (choice,) = backend.choices
    forms = json.loads(choice.to)["forms"]
    assert forms == ["Hoogkarspel", "Farida Ouladzahra", "F. Ouladzahra"]


def test_a_split_gives_forms_to_another(backend: FakeBackend) -> None:
    content = {"kind": "split", "id": "p2", "forms": ["Hoogkarspel"], "name": "Bo Hoogkarspel"}
    assert send(backend, "/api/person", content).status_code == 200
    rest, new = (json.loads(choice.to) for choice in backend.choices)
    assert (rest["forms"], new["name"], new["forms"]) == ([], "Bo Hoogkarspel", ["Hoogkarspel"])


def test_a_stale_decision_is_refused(backend: FakeBackend) -> None:
    mark = backend.snapshot().marks[3].mark
    seen = [item["id"] for item in person(backend)["marks"]]
    backend.record([Choice("D. Ander", "reject", mark.target)], "0")
    content = {"kind": "decide", "id": "p2", "seen": seen, "action": "redact", "override": True}
    stale = send(backend, "/api/person", {**content, "expected": "0"})
    assert (stale.status_code, len(backend.choices)) == (409, 1)
    assert "niet lakken door D. Ander" in stale.json()["error"]


def elsewhere(backend: FakeBackend) -> dict[str, Any]:
    data: dict[str, Any] = last(backend, get("/api/elsewhere/p2")).json()
    return data


def test_the_same_text_that_nobody_marked_is_offered_and_goes_along(backend: FakeBackend) -> None:
    found = elsewhere(backend)
    assert [(hit["place"], hit["text"]) for hit in found["exact"]] == [
        ("0001, p. 1", "Hoogkarspel")
    ]
    assert found["near"] == []
    spot = [[found["exact"][0][name] for name in ("number", "page", "start", "end")]]
    assert decide(backend, "redact", extra=spot).json()["saved"] == 4
    added = backend.choices[-1]
    assert (added.action, added.to, added.bulk, added.grounds) == (
        "add", "PERSON", True, ("5.1.2.e",),
    )  # fmt: skip
    assert added.reason == "Zelfde tekst als Wessel Hoogkarspel."
    assert elsewhere(backend) == {"exact": [], "near": []}


def test_what_reads_almost_the_same_stands_apart(backend: FakeBackend) -> None:
    page = backend.pages["0002"][0]
    wrong = replace(page, text="Wessel Hoogkarspei belde; Wesseline Hoogkarspelman niet.")
    backend.pages["0002"] = (wrong,)
    found = elsewhere(backend)
    assert [hit["text"] for hit in found["near"]] == ["Wessel Hoogkarspei"]
    assert [hit["place"] for hit in found["exact"]] == ["0001, p. 1"]


@pytest.mark.parametrize(
    ("action", "spot", "text"),
    [
        ("keep", ("0001", 1, 0, 4), "alleen bij lakken"),
        ("redact", ("0099", 1, 0, 4), "is er niet"),
        ("redact", ("0001", 1, 0, 99_999), "staat niet op de pagina"),
        ("redact", ("0001", 1, -1, 4), "staat niet op de pagina"),
    ],
)
def test_a_place_that_is_not_there_is_refused(
    backend: FakeBackend, action: str, spot: tuple[str, int, int, int], text: str
) -> None:
    answer = decide(backend, action, reason="Reden.", extra=[spot])
    assert (answer.status_code, backend.choices) == (400, [])
    assert text in answer.json()["error"]


def test_nobody_is_elsewhere_who_is_not_there(backend: FakeBackend) -> None:
    assert last(backend, get("/api/elsewhere/p9")).status_code == 404
