"""Every line of the promises on safety, attacked: by request, and from a page in a browser."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect
from starlette.routing import Route

from tests.review.fake import EVIL, TOKEN, FakeBackend, ask, get, last, post, served, start
from woo_tool.model import OpenQuestion
from woo_tool.review.app import create_app, listen
from woo_tool.review.workshop import Workshop

_ESCAPES = (
    "..", "../..", "..%2f..%2fetc%2fpasswd", "%2e%2e%2f%2e%2e%2f", "....//", "..\\..\\", "%00",
    "/etc/passwd", "%2fetc%2fpasswd", "0001%00", "C:%5c", "\u0661", "'; --", EVIL,
)  # fmt: skip
_ROUTES = (
    "/static/{}", "/d/{}/1", "/d/0001/{}", "/p/{}/1.png", "/p/0001/{}.png", "/lakbeeld/{}/1.png",
    "/stuk/{}", "/gemaakt/{}", "/api/page/{}/1", "/api/words/{}/1", "/api/history/{}",
    "/api/person/{}", "/api/elsewhere/{}", "/{}",
)  # fmt: skip


@pytest.fixture
def backend(tmp_path: Path) -> FakeBackend:
    return FakeBackend(tmp_path)


def evil(tmp_path: Path) -> FakeBackend:
    """A dossier in which everything is called as an attacker would have it."""
    backend = FakeBackend(tmp_path, extra_title=EVIL)
    first, second, third = backend.entities
    second = replace(second, name=EVIL, forms=(EVIL, f"</script>{EVIL}"), reason=EVIL)
    backend.entities = (first, second, third)
    backend.third_parties = lambda: (f'"{EVIL}',)  # type: ignore[method-assign]
    backend.undecided = lambda: (OpenQuestion("0001", 1, EVIL, True),)  # type: ignore[method-assign]
    return backend


def test_it_listens_on_loopback_only() -> None:
    with listen(None) as listener:
        assert listener.getsockname()[0] == "127.0.0.1"


@pytest.mark.parametrize("route", _ROUTES)
def test_no_path_of_a_request_reaches_the_file_system(backend: FakeBackend, route: str) -> None:
    requests = [get(route.format(escape)) for escape in _ESCAPES]
    for request, answer in zip(requests, ask(backend, start(), *requests)[1:], strict=True):
        if request.url.path == "/" or answer.url.path in ("/", "/d/0001/1"):
            continue  # the client itself took the dots out
        assert answer.status_code in (400, 404, 200), request.url
        assert answer.status_code != 200 or answer.text in ("[]",), request.url
        assert "root:" not in answer.text


def test_what_was_made_is_fetched_by_id_alone(tmp_path: Path) -> None:
    package = tmp_path / "zaak" / "output" / "2024-01-01-aa"
    (package / "intern").mkdir(parents=True)
    (package / "intern" / "manifest.json").write_text("{}", encoding="utf-8")
    (tmp_path / "zaak" / "decisions.jsonl").write_text("geheim", encoding="utf-8")
    workshop = Workshop(tmp_path / "zaak")
    ((name, path),) = workshop.products()[0].files.items()
    assert workshop.file(name) == path
    for other in ("", "..", str(path), "intern/manifest.json", name[:-1], "../../decisions.jsonl"):
        assert workshop.file(other) is None


def posts(backend: FakeBackend) -> list[str]:
    """Every address that changes something, as the application itself has them."""
    app = create_app(backend, token=TOKEN, user="x", port=1)
    routes = [one for one in app.routes if isinstance(one, Route)]
    return [one.path for one in routes if "POST" in (one.methods or ())]


def test_every_call_that_changes_something_asks_where_it_comes_from(backend: FakeBackend) -> None:
    addresses = posts(backend)
    assert len(addresses) > 5
    for address in addresses:
        refused = [
            post(b"{}", address, sec_fetch_site=site, origin=origin)
            for site, origin in (
                ("cross-site", ""), ("same-site", ""), ("none", ""), ("", "http://evil.example"),
                ("", "null"), ("", ""),
            )
        ]  # fmt: skip
        form = post(b"a=1", address, content_type="application/x-www-form-urlencoded")
        plain = post(b"{}", address, content_type="text/plain")
        answers = ask(backend, start(), *refused, form, plain, get(address))[1:]
        assert [item.status_code for item in answers[:6]] == [403] * 6, address
        assert [item.status_code for item in answers[6:8]] == [400] * 2, address
        assert answers[8].status_code in (200, 405), address
    assert backend.choices == []


def test_a_body_without_end_is_cut_off(backend: FakeBackend) -> None:
    for address in posts(backend):
        assert last(backend, post(b" " * 300_000, address)).status_code == 413


def test_the_token_is_never_said_again(backend: FakeBackend) -> None:
    answers = ask(backend, start(), *map(get, ("/", "/d/0001/1", "/personen", "/afronden")))
    for answer in answers:
        assert TOKEN not in answer.text + str(answer.headers)
    assert "domain" not in answers[0].headers["set-cookie"].lower()  # for this host alone


def test_every_view_shows_a_hostile_name_as_text(tmp_path: Path) -> None:
    backend = evil(tmp_path)
    views = ("/", "/d/0002/1", "/personen", "/stuk/0002", "/afronden", "/logboek", "/steekproef")
    for answer in ask(backend, start(), *map(get, views))[1:]:
        assert answer.status_code == 200
        assert "<img src=x" not in answer.text
        assert "</script><img" not in answer.text


# --- from a page ---------------------------------------------------------------------------


@contextmanager
def hostile_site(page: str) -> Iterator[str]:
    """Another site on this machine: to a browser the same site, as only the port differs."""

    class Site(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def test_another_tab_can_neither_read_nor_choose(window: Page, backend: FakeBackend) -> None:
    with served(backend) as address, hostile_site("<h1>Leuke site</h1>") as site:
        window.goto(address)  # the reviewer is at work in this browser
        target = address.partition("?")[0]
        body = json.dumps({"expected": "0", "number": "0002", "page": 1, "seen": "",
                           "choices": [{"action": "approve_page"}]})  # fmt: skip
        window.goto(site)
        said = window.evaluate(
            """async ([target, body]) => {
              const tries = [];
              for (const mode of ["cors", "no-cors"])
                for (const type of ["application/json", "text/plain"])
                  tries.push(fetch(target + "api/choices", {method: "POST", body, mode,
                    credentials: "include", headers: {"content-type": type}}));
              tries.push(fetch(target + "api/page/0001/1", {credentials: "include"}));
              const results = await Promise.allSettled(tries);
              const load = (tag, source) => new Promise((done) => {
                const node = document.createElement(tag);
                node.onload = () => done("loaded");
                node.onerror = () => done("refused");
                node.src = source;
                document.body.append(node);
              });
              return {
                read: results.filter((one) => one.value && one.value.type !== "opaque").length,
                image: await load("img", target + "p/0001/1.png"),
                script: await load("script", target + "static/api.js"),
              };
            }""",
            [target, body],
        )
        assert said == {"read": 0, "image": "refused", "script": "refused"}
        window.set_content(
            f"<form method=post enctype=text/plain action='{target}api/choices'>"
            f"<input name='{body[:-1]}, \"x\": \"' value='\"}}'></form>"
        )
        window.evaluate("document.forms[0].submit()")
        expect(window.locator("body")).to_contain_text("komt niet van de beoordelingspagina")
        window.goto(site)
        window.set_content(f"<iframe src='{target}'></iframe>")
        frame = window.locator("iframe").content_frame
        expect(frame.locator("body")).not_to_contain_text("Beoordelen")
        window.goto(target)
        expect(window.locator("h1")).to_have_text("Beoordelen")  # nothing was broken by it
    assert backend.choices == []


def test_a_name_is_never_run_and_nothing_inline_is(window: Page, tmp_path: Path) -> None:
    backend = evil(tmp_path)
    with served(backend) as address:
        window.add_init_script("window.alert = () => { window.hacked = true; }")
        window.goto(address)
        target = address.partition("?")[0]
        for view in ("", "personen#p2", "d/0001/1", "d/0002/1", "stuk/0002", "afronden", "logboek"):
            window.goto(target + view, wait_until="networkidle")
            assert window.locator("img[src=x]").count() == 0, view
        window.goto(target + "personen#p2", wait_until="networkidle")
        expect(window.locator("#person h2")).to_have_text(EVIL)
        window.keyboard.press("a")
        expect(window.locator("#decide-title")).to_contain_text(EVIL)
        window.evaluate(
            """evil => {
              document.body.insertAdjacentHTML("beforeend", evil);
              const script = document.createElement("script");
              script.textContent = "alert(2)";
              document.body.append(script);
            }""",
            EVIL,
        )
        window.wait_for_function("document.querySelector('img[src=x]')?.complete")
        assert window.evaluate("window.hacked") is None


def test_a_rebound_name_gets_nothing(backend: FakeBackend) -> None:
    """A hostile name that was made to point here: the browser sends it as Host, with no cookie."""
    with served(backend) as address, httpx.Client(trust_env=False) as client:
        site = address.partition("/?")[0]
        for host in (
            "evil.example",
            f"evil.example:{site.rpartition(':')[2]}",
            "127.0.0.1.evil.example",
        ):
            answer = client.get(address, headers={"host": host})
            assert answer.status_code == 403
            assert "set-cookie" not in answer.headers
        assert client.get(address).status_code == 303  # and the token wasn't used up by that
