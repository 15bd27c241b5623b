"""Who gets in to the review page, and that nobody else does."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx
import pytest

from tests.review.fake import SITE, TOKEN, FakeBackend, ask, body, get, last, post, start
from woo_tool.commands import dossier as commands
from woo_tool.errors import InputError
from woo_tool.review.app import create_app
from woo_tool.review.auth import SECRET_HEADER, Proxy, read_secret

PATHS = (
    "/", "/personen", "/zoeken", "/steekproef", "/logboek", "/stuk/0001", "/d/0001/1",
    "/p/0001/1.png", "/lakbeeld/0001/1.png", "/api/page/0001/1", "/api/words/0001/1", "/api/head",
    "/api/people", "/api/person/p1", "/api/search?q=memo", "/static/review.css", "/afronden",
    "/api/finish", "/gemaakt/0",
)  # fmt: skip


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


HOST = "woo.voorbeeld.nl"
SECRET = "geheim-van-de-proxy-" + "x" * 20


def proxied(
    backend: FakeBackend, request: httpx.Request, client: str = "127.0.0.1"
) -> httpx.Response:
    """The answer of an app behind a proxy to a connection from this address."""

    async def run() -> httpx.Response:
        app = create_app(backend, token=TOKEN, user="niemand", port=1, proxy=Proxy(HOST, SECRET))
        transport = httpx.ASGITransport(app=app, client=(client, 5000))
        async with httpx.AsyncClient(transport=transport) as browser:
            return await browser.send(request)

    return asyncio.run(run())


def by_proxy(path: str = "/", **headers: str) -> httpx.Request:
    known = {"host": HOST, "x-forwarded-user": "D. Ander", SECRET_HEADER: SECRET, **headers}
    return httpx.Request("GET", f"http://{HOST}{path}", headers=known)


def test_behind_a_proxy_the_user_comes_from_the_proxy(backend: FakeBackend) -> None:
    assert "D. Ander" in proxied(backend, by_proxy()).text
    mark = backend.marks[1]
    headers = {
        "host": HOST, "x-forwarded-user": "Zoë Ander".encode().decode("latin-1"),
        "origin": f"https://{HOST}", "content-type": "application/json", SECRET_HEADER: SECRET,
    }  # fmt: skip
    content = body({"action": "reject", "mark": mark.id})
    sent = httpx.Request(
        "POST",
        f"http://{HOST}/api/choices",
        content=content,
        headers=[(k.encode(), v.encode("latin-1")) for k, v in headers.items()],
    )
    sent.headers["origin"] = f"https://{HOST}"
    sent.headers["sec-fetch-site"] = "same-origin"
    assert proxied(backend, sent).status_code == 200
    assert backend.choices[0].by == "Zoë Ander"
    sent.headers["origin"] = "https://elders.nl"
    assert proxied(backend, sent).status_code == 403


@pytest.mark.parametrize(
    ("request_", "client"),
    [
        (by_proxy(), "10.0.0.9"),
        (by_proxy(host="elders.nl"), "127.0.0.1"),
        (by_proxy(**{"x-forwarded-user": ""}), "127.0.0.1"),
        (by_proxy(**{SECRET_HEADER: ""}), "127.0.0.1"),
        (by_proxy(**{SECRET_HEADER: SECRET[:-1]}), "127.0.0.1"),
        (by_proxy(**{SECRET_HEADER: f"{SECRET},{SECRET}"}), "127.0.0.1"),
        (by_proxy(**{"x-forwarded-user": "x" * 101}), "127.0.0.1"),
        (by_proxy(f"/?token={TOKEN}", **{"x-forwarded-user": " "}), "127.0.0.1"),
    ],
)
def test_nobody_gets_round_the_proxy(
    backend: FakeBackend, request_: httpx.Request, client: str
) -> None:
    assert proxied(backend, request_, client).status_code == 403


def test_two_names_are_no_name(backend: FakeBackend) -> None:
    headers = [("host", HOST), (SECRET_HEADER, SECRET), ("x-forwarded-user", "A")]
    request = httpx.Request("GET", f"http://{HOST}/", headers=headers)
    assert proxied(backend, request).status_code == 200
    for more in (("x-forwarded-user", "B"), (SECRET_HEADER, SECRET)):
        request = httpx.Request("GET", f"http://{HOST}/", headers=[*headers, more])
        assert proxied(backend, request).status_code == 403


@pytest.mark.parametrize(
    ("content", "mode", "fault"),
    [
        (SECRET + "\nmeer\n", 0o400, ""),
        (SECRET, 0o440, "voor anderen"),
        (SECRET, 0o604, "voor anderen"),
        ("kort\n" + SECRET, 0o400, "32 tekens"),
        ("", 0o400, "32 tekens"),
        ("é" * 40, 0o400, "niet te lezen"),
    ],
)
def test_the_secret_is_long_and_for_its_owner_alone(
    tmp_path: Path, content: str, mode: int, fault: str
) -> None:
    path = tmp_path / "geheim"
    path.write_text(content, encoding="utf-8")
    path.chmod(mode)
    if not fault:
        assert read_secret(path) == SECRET
        return
    with pytest.raises(InputError, match=fault):
        read_secret(path)


def test_a_proxy_without_a_secret_does_not_start(tmp_path: Path) -> None:
    (tmp_path / "request.yaml").write_text("reference: x", encoding="utf-8")
    for proxy, secret in (("woo.nl", None), (None, tmp_path / "geheim")):
        with pytest.raises(InputError, match="horen bij elkaar"):
            commands.review(tmp_path, None, None, proxy, "x-forwarded-user", secret)
    with pytest.raises(InputError, match="niet te lezen"):
        commands.review(tmp_path, None, None, "woo.nl", "x-forwarded-user", tmp_path / "geheim")
