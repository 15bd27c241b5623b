"""What the review page writes to the log, and what it refuses to."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.review.fake import FakeBackend, ask, body, get, last, post, start
from woo_tool.grounds import because
from woo_tool.kinds import MarkState
from woo_tool.model import Choice
from woo_tool.review.index import Index


@pytest.fixture
def backend(tmp_path: Path) -> FakeBackend:
    return FakeBackend(tmp_path)


def mark_ids(backend: FakeBackend) -> list[str]:
    return [item.mark.id for item in backend.snapshot().marks]


def test_choices_carry_target_state_and_user(backend: FakeBackend) -> None:
    farida = backend.snapshot().marks[1].mark
    answer = last(backend, post(body({"action": "approve", "mark": farida.id})))
    assert answer.status_code == 200
    (choice,) = backend.choices
    assert (choice.target, choice.from_, choice.to) == (farida.target, "proposed", "approved")
    assert (choice.by, choice.grounds, choice.bulk) == ("C. Beoordelaar", ("5.1.2.e",), False)
    assert answer.json()["page"]["open"] == 4


def test_several_marks_at_once_are_logged_as_bulk(backend: FakeBackend) -> None:
    ids = mark_ids(backend)[1:3]
    sent = [{"action": "approve", "mark": name} for name in ids]
    assert last(backend, post(body(*sent))).status_code == 200
    assert [choice.bulk for choice in backend.choices] == [True, True]


def approval(backend: FakeBackend, page: int) -> httpx.Request:
    snapshot = backend.snapshot()
    seen = Index(snapshot).seen(("0001", page))
    return post(body({"action": "approve_page"}, expected=snapshot.head, seen=seen, page=page))


def test_a_page_with_open_marks_cannot_be_approved(backend: FakeBackend) -> None:
    answer = last(backend, approval(backend, 1))
    assert (answer.status_code, backend.choices) == (400, [])
    assert "nog 5 markeringen open" in answer.json()["error"]


def decide_page_two(backend: FakeBackend) -> list[str]:
    first, second = mark_ids(backend)[6:]
    sent = body({"action": "approve", "mark": first}, {"action": "reject", "mark": second}, page=2)
    assert last(backend, post(sent)).status_code == 200
    return [first, second]


def test_a_page_is_open_again_when_a_mark_changes(backend: FakeBackend) -> None:
    first, _ = decide_page_two(backend)
    done = last(backend, approval(backend, 2)).json()["page"]
    change = body({"action": "reject", "mark": first}, expected="3", page=2)
    again = last(backend, post(change)).json()["page"]
    assert (done["approved"], done["reopened"]) == (True, False)
    assert (again["approved"], again["reopened"]) == (False, True)


def test_a_page_that_another_changed_is_not_approved_unseen(backend: FakeBackend) -> None:
    first, _ = decide_page_two(backend)
    seen_before = approval(backend, 2)
    backend.record([Choice("D. Ander", "reject", _target(backend, first))], "2")
    answer = last(backend, seen_before)
    assert (answer.status_code, len(backend.choices)) == (409, 3)
    assert "niet opgeslagen" in answer.json()["error"]
    assert answer.json()["page"]["marks"][0]["state"] == MarkState.REJECTED


def _target(backend: FakeBackend, name: str) -> str:
    return next(m.mark.target for m in backend.snapshot().marks if m.mark.id == name)


def test_with_four_eyes_a_page_waits_for_the_second(
    backend: FakeBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot = replace(backend.snapshot(), approved_by={("0001", 2): frozenset({"c. beoordelaar"})})
    monkeypatch.setattr(backend, "snapshot", lambda: snapshot)
    page = last(backend, get("/api/page/0001/2")).json()
    assert (page["waiting"], page["approved"]) == (True, False)


def test_a_stale_choice_is_refused_with_the_newer_one(backend: FakeBackend) -> None:
    name = mark_ids(backend)[1]
    first = post(body({"action": "reject", "mark": name}))
    stale = post(body({"action": "approve", "mark": name}))
    answer = ask(backend, start(), first, stale)[-1]
    assert answer.status_code == 409
    assert "Farida Ouladzahra: niet lakken door C. Beoordelaar" in answer.json()["error"]
    assert answer.json()["page"]["marks"][1]["state"] == MarkState.REJECTED
    assert len(backend.choices) == 1


def test_a_drawn_box_is_logged_in_the_space_of_the_page(tmp_path: Path) -> None:
    backend = FakeBackend(tmp_path, rotation=90)
    sent = {
        "action": "add",
        "box": [700, 10, 742, 30],
        "label": "SIGNATURE",
        "grounds": ["5.1.2.e"],
    }
    answer = last(backend, post(body(sent)))
    assert answer.status_code == 200
    assert backend.choices[0].target.endswith("@0001/1:[10,100,30,142]")
    assert backend.choices[0].to == "SIGNATURE"
    drawn = next(mark for mark in answer.json()["page"]["marks"] if mark["drawn"])
    assert drawn["boxes"] == [[700, 10, 742, 30]]


GOOD = {"action": "add", "box": [10, 10, 90, 90], "label": "PERSON", "grounds": ["5.1.2.e"]}


@pytest.mark.parametrize(
    ("choice", "text"),
    [
        ({"action": "approve", "mark": "bestaat-niet"}, "is er niet"),
        ({"action": "approve", "mark": "KEPT"}, "kies eerst een grond"),
        ({"action": "ground", "mark": "FIRST", "grounds": []}, "kies eerst een grond"),
        ({"action": "ground", "mark": "FIRST", "grounds": ["10.2.e"]}, "hoort bij de Wob"),
        ({"action": "ground", "mark": "FIRST", "grounds": ["5.1.3"]}, "geen weigeringsgrond"),
        ({"action": "ground", "mark": "FIRST", "grounds": ["5.1.5", "5.1.2.e"]}, "R1"),
        ({"action": "ground", "mark": "FIRST", "grounds": ["9.9.9"]}, "bestaat niet"),
        ({"action": "ground", "mark": "FIRST", "grounds": "5.1.2.e"}, "lijst"),
        ({"action": "burn", "mark": "FIRST"}, "niet toegestaan"),
        ({"action": "approve", "mark": "FIRST", "by": "een ander"}, "niet bekend"),
        ({**GOOD, "box": None}, "plaats"),
        ({**GOOD, "box": [10, 10, 11, 90]}, "te klein"),
        ({**GOOD, "box": [9000, 10, 9100, 90]}, "buiten de pagina"),
        ({**GOOD, "box": [1, 2, 3]}, "box"),
        ({**GOOD, "label": "NAAM"}, "niet toegestaan"),
        ({**GOOD, "grounds": []}, "kies eerst een grond"),
        ({**GOOD, "reason": "x" * 5000}, "reason"),
    ],
)
def test_a_wrong_choice_is_refused_in_dutch(
    backend: FakeBackend, choice: dict[str, Any], text: str
) -> None:
    names = {"KEPT": mark_ids(backend)[0], "FIRST": mark_ids(backend)[1]}
    choice = {**choice, "mark": names.get(choice.get("mark", ""), choice.get("mark", ""))}
    answer = last(backend, post(body(choice)))
    assert (answer.status_code, backend.choices) == (400, [])
    assert text.lower() in answer.json()["error"].lower()


@pytest.mark.parametrize(
    ("changes", "grounds", "rule"),
    [
        ({"environmental": True}, ["5.1.5"], "R2"),
        ({"environmental": True}, ["5.1.1.c"], "R3"),
        ({"environmental": "emissies"}, ["5.1.2.e"], "R4"),
        ({}, ["5.1.4"], "R6"),
        ({}, ["5.1.6"], "R3"),
        ({}, ["10.2.e"], "R8"),
    ],
)
def test_a_ground_that_may_not_stand_in_this_document_is_refused_with_rule_and_source(
    backend: FakeBackend, changes: dict[str, Any], grounds: list[str], rule: str
) -> None:
    first, second, third = backend.documents
    backend.documents = (first.with_(**changes), second, third)
    answer = last(backend, post(body({**GOOD, "grounds": grounds})))
    assert (answer.status_code, backend.choices) == (400, [])
    assert because(rule) in answer.json()["error"]


@pytest.mark.parametrize(
    ("content", "headers", "status"),
    [
        (b"", {}, 400),
        (b"{", {}, 400),
        (b"[]", {}, 400),
        (b"\xff\xfe", {}, 400),
        (b"[" * 100_000, {}, 400),
        (b'{"expected": NaN}', {}, 400),
        (body({**GOOD, "box": [1e400, 0, 0, 0]}), {}, 400),
        (body(), {}, 400),
        (body({"action": "approve_page"}, page=99), {}, 400),
        (b"{}", {"content_type": "text/plain"}, 400),
        (b"action=approve_page", {"content_type": "application/x-www-form-urlencoded"}, 400),
        (b" " * 300_000, {}, 413),
    ],
)
def test_a_bad_body_is_refused_in_dutch(
    backend: FakeBackend, content: bytes, headers: dict[str, str], status: int
) -> None:
    answer = last(backend, post(content, **headers))
    assert (answer.status_code, backend.choices) == (status, [])
    assert answer.json()["error"]


def test_a_fault_of_the_program_shows_no_inside(
    backend: FakeBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("geheim van binnen")

    monkeypatch.setattr(backend, "record", fails)
    answer = last(backend, post(body({"action": "reject", "mark": mark_ids(backend)[1]})))
    assert answer.status_code == 500
    assert "geheim" not in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert "Traceback" not in answer.text
