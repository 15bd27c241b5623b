"""Who gets in to the review page, and that nobody else does."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from tests.review.fake import SITE, TOKEN, FakeBackend, ask, body, get, last, post, start

PATHS = ("/", "/personen", "/d/0001/1", "/p/0001/1.png", "/api/page/0001/1", "/static/review.css")


@pytest.fixture
def backend(tmp_path: Path) -> FakeBackend:
    return FakeBackend(tmp_path)


def test_the_start_address_gives_a_strict_cookie_once(backend: FakeBackend) -> None:
    first, again = ask(backend, start(), get("/"))
    assert (first.status_code, first.headers["location"], again.status_code) == (303, "/", 200)
    cookie = first.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert TOKEN not in cookie


def test_a_second_browser_cannot_use_the_start_address(backend: FakeBackend) -> None:
    second = start()
    answers = ask(backend, start(), second, _without_cookie(start()))
    assert [answer.status_code for answer in answers] == [303, 303, 403]
    assert "startadres" in answers[-1].text


def _without_cookie(request: httpx.Request) -> httpx.Request:
    request.headers["cookie"] = "woo_review_8123=onzin"
    return request


@pytest.mark.parametrize("path", PATHS)
def test_nothing_is_shown_without_the_cookie(backend: FakeBackend, path: str) -> None:
    for request in (get(path), get(path, cookie="woo_review_8123=onzin; x"), get(path + "?token=")):
        (answer,) = ask(backend, request)
        assert answer.status_code == 403
        assert "Farida" not in answer.text


@pytest.mark.parametrize("token", ["", "x", TOKEN + "x", TOKEN[:-1], "é"])
def test_a_wrong_token_is_refused(backend: FakeBackend, token: str) -> None:
    (answer,) = ask(backend, httpx.Request("GET", SITE, params={"token": token}))
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "127.0.0.1:9", "localhost.evil.example:8123", ""]
)
def test_another_host_is_refused(backend: FakeBackend, host: str) -> None:
    answer = last(backend, get("/", host=host))
    assert answer.status_code == 403


@pytest.mark.parametrize("host", ["127.0.0.1:8123", "localhost:8123", "[::1]:8123"])
def test_the_names_of_this_machine_pass(backend: FakeBackend, host: str) -> None:
    assert last(backend, get("/", host=host)).status_code == 200


@pytest.mark.parametrize(
    ("site", "origin"),
    [
        ("cross-site", SITE),
        ("same-site", SITE),
        ("none", SITE),
        ("", "http://evil.example"),
        ("", "null"),
        ("", ""),
        ("same-origin", "http://evil.example"),
        ("", "http://localhost:8123"),
        ("", "https://127.0.0.1:8123"),
    ],
)
def test_a_choice_from_another_site_is_refused(
    backend: FakeBackend, site: str, origin: str
) -> None:
    sent = body({"action": "reject", "mark": backend.marks[1].id})
    request = post(sent, sec_fetch_site=site, origin=origin)
    assert last(backend, request).status_code == 403
    assert backend.choices == []
    assert last(backend, post(sent)).status_code == 200


@pytest.mark.parametrize("path", [*PATHS, "/nergens"])
def test_every_answer_carries_the_policy(backend: FakeBackend, path: str) -> None:
    for answer in ask(backend, get(path), start(), get(path)):
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'")
        assert "unsafe" not in policy
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
