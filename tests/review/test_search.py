"""Searching in all text, and redacting what was found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.review.fake import FakeBackend, get, last, send
from woo_tool.kinds import MarkState
from woo_tool.model import Choice
from woo_tool.review.search import fold_text, near


@pytest.fixture
def backend(tmp_path: Path) -> FakeBackend:
    return FakeBackend(tmp_path)


def search(backend: FakeBackend, query: str, **values: str) -> dict[str, Any]:
    address = httpx.URL("/api/search", params={"q": query, **values})
    found: dict[str, Any] = last(backend, get(str(address))).json()
    return found


def found(backend: FakeBackend, query: str, **values: Any) -> httpx.Response:
    hits = [
        [hit["number"], hit["page"], hit["start"], hit["end"]]
        for hit in search(backend, query)["hits"]
    ]
    content = {"hits": hits, "label": "PERSON", "grounds": ["5.1.2.e"], **values}
    return send(backend, "/api/found", content)


def test_case_accents_and_line_breaks_make_no_difference(backend: FakeBackend) -> None:
    assert search(backend, "GEINFORMEERD")["total"] == 1
    (hit,) = search(backend, "verhuizing van de afdeling")["hits"]
    assert (hit["text"], hit["stateText"]) == ("verhuizing van de\nafdeling", "niet gemarkeerd")
    assert search(backend, "x")["total"] == 0


def test_a_hit_says_what_is_decided_there(backend: FakeBackend) -> None:
    hits = search(backend, "hoogkarspel")["hits"]
    assert [hit["state"] for hit in hits] == ["proposed", "", "proposed"]


def test_words_that_are_nearly_it_come_apart(backend: FakeBackend) -> None:
    assert search(backend, "Hoogkarspal")["total"] == 0
    near_hits = search(backend, "Hoogkarspal", near="1")["hits"]
    assert {hit["text"] for hit in near_hits} == {"Hoogkarspel"}
    assert search(backend, "Hoogkarspel", near="1")["hits"] == []


def test_everything_found_is_redacted_at_once(backend: FakeBackend) -> None:
    assert found(backend, "hoogkarspel").json() == {"saved": 3, "left": 0, "again": 0, "head": "3"}
    assert [(choice.action, choice.bulk) for choice in backend.choices] == [
        ("approve", True),
        ("add", True),
        ("approve", True),
    ]
    assert all(hit["state"] == "approved" for hit in search(backend, "hoogkarspel")["hits"])
    assert found(backend, "hoogkarspel").json()["saved"] == 0


def test_a_place_decided_by_hand_is_left_and_counted(backend: FakeBackend) -> None:
    mark = backend.snapshot().marks[3].mark
    backend.record([Choice("D. Ander", "reject", mark.target)], "0")
    assert found(backend, "Wessel Hoogkarspel").json()["left"] == 1
    assert next(m for m in backend.snapshot().marks if m.mark == mark).state is MarkState.REJECTED
    assert found(backend, "Wessel Hoogkarspel", override=True).json()["left"] == 0


@pytest.mark.parametrize(
    ("hit", "text"),
    [
        (["0001", 9, 0, 4], "pagina is er niet"),
        (["0001", 1, 4, 2], "staat niet op de pagina"),
        (["0001", 1, 0, 99_999], "staat niet op de pagina"),
        (["0001", 1, -4, 2], "staat niet op de pagina"),
    ],
)
def test_a_place_that_is_not_there_is_refused(
    backend: FakeBackend, hit: list[Any], text: str
) -> None:
    content = {"hits": [hit], "label": "PERSON", "grounds": ["5.1.2.e"]}
    answer = send(backend, "/api/found", content)
    assert (answer.status_code, backend.choices) == (400, [])
    assert text in answer.json()["error"]


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold_text(text)) == len(text)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("jansen", "janssen", True),
        ("jansen", "jensen", True),
        ("jansen", "hansens", False),
        ("hoogkarspel", "hoogkarspei", True),
    ],
)
def test_nearly_the_same_is_one_letter(one: str, other: str, same: bool) -> None:
    assert near(one, other, 1) is same
