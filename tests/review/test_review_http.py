"""The review page over HTTP: who gets in, what is refused, what is shown and what is logged."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

import woo_tool.review.render as render
from tests.review.review_fake import EVIL, SITE, TOKEN, FakeBackend, ask, get, post, start
from woo_tool.errors import EnvironmentFaultError, InputError
from woo_tool.model import MarkState
from woo_tool.review.app import serve
from woo_tool.review.render import PageImages

PATHS = ("/", "/personen", "/d/0001/1", "/p/0001/1.png", "/api/page/0001/1", "/static/review.css")


@pytest.fixture
def backend(tmp_path: Path) -> FakeBackend:
    return FakeBackend(tmp_path)


def body(*choices: dict[str, Any], expected: str = "0", page: int = 1) -> bytes:
    sent = {"expected": expected, "number": "0001", "page": page, "choices": choices}
    return json.dumps(sent).encode()


def last(backend: FakeBackend, request: httpx.Request) -> httpx.Response:
    return ask(backend, start(), request)[-1]


# ---- who gets in


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
    request = post(body({"action": "approve_page"}), sec_fetch_site=site, origin=origin)
    assert last(backend, request).status_code == 403
    assert backend.choices == []


@pytest.mark.parametrize("path", [*PATHS, "/nergens"])
def test_every_answer_carries_the_policy(backend: FakeBackend, path: str) -> None:
    for answer in ask(backend, get(path), start(), get(path)):
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'")
        assert "unsafe" not in policy
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"


# ---- what is shown


def test_names_from_documents_are_never_markup(tmp_path: Path) -> None:
    backend = FakeBackend(tmp_path, extra_title="</script><script>alert(1)</script>" + EVIL)
    for path in ("/", "/d/0002/1", "/personen"):
        text = last(backend, get(path)).text
        assert "<img src=x" not in text
        assert "<script>alert" not in text
        assert " style=" not in text
        assert " onclick=" not in text


def test_the_dossier_view_says_what_is_open(backend: FakeBackend) -> None:
    text = last(backend, get("/")).text
    assert "0 van 3 pagina" in text
    assert "Dit bestand is beschadigd." in text
    assert "geen tekst gelezen" in text


def test_the_person_view_counts_places(backend: FakeBackend) -> None:
    text = last(backend, get("/personen")).text
    assert text.index("Wessel Hoogkarspel") < text.index("Farida Ouladzahra")
    assert "ook: Hoogkarspel" in text


def test_marks_come_in_reading_order_with_their_context(backend: FakeBackend) -> None:
    page = last(backend, get("/api/page/0001/1")).json()
    assert [mark["text"][:6] for mark in page["marks"]] == [
        "Ilse B", "Farida", "j.terp", "Wessel", "is het", "91 22",
    ]  # fmt: skip
    address = page["marks"][2]
    assert (address["goes"], address["after"][:5]) == ("j.terpstra", "\nDatu")
    assert page["next"] == "/d/0001/2"


def test_a_turned_page_is_shown_turned(tmp_path: Path) -> None:
    backend = FakeBackend(tmp_path, rotation=90)
    page = last(backend, get("/api/page/0001/1")).json()
    assert (page["width"], page["height"]) == (842, 595)
    for mark in page["marks"]:
        for x0, y0, x1, y1 in mark["boxes"]:
            assert 0 < x0 < x1 < 842
            assert 0 < y0 < y1 < 595


def test_a_page_is_drawn_and_the_next_one_made_ready(
    backend: FakeBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[int] = []
    draw = render._draw

    def counted(path: Path, page: int, scale: int) -> bytes:
        drawn.append(page)
        return draw(path, page, scale)

    monkeypatch.setattr(render, "_draw", counted)
    answers = ask(backend, start(), get("/p/0001/1.png"), get("/p/0001/2.png"))
    for answer in answers[1:]:
        assert answer.headers["content-type"] == "image/png"
        assert answer.content.startswith(b"\x89PNG")
    assert drawn == [1, 2, 1]  # page 2 ahead of its request, then document 0002


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/d/9999/1", 404),
        ("/d/0001/3", 404),
        ("/d/0001/0", 404),
        ("/d/0003/1", 404),
        ("/p/0001/9.png", 404),
        ("/p/..%2f..%2fetc/1.png", 404),
        ("/p/0001/1.png?s=99", 400),
        ("/p/0001/1.png?s=x", 400),
        ("/static/..%2fapp.py", 404),
        ("/static/%2fetc%2fpasswd", 404),
        ("/static/../app.py", 404),
        ("/api/page/0001/99999999999999999999", 404),
        ("/api/choices", 405),
        ("/nergens", 404),
    ],
)
def test_an_address_that_is_not_there(backend: FakeBackend, path: str, status: int) -> None:
    answer = last(backend, get(path))
    assert answer.status_code == status
    assert "Traceback" not in answer.text
    assert answer.text.strip()


def test_a_pdf_that_cannot_be_drawn_is_said_so(backend: FakeBackend) -> None:
    backend.page_pdf("0001").write_bytes(b"%PDF-1.7 kapot")
    answer = last(backend, get("/p/0001/1.png"))
    assert (answer.status_code, "kan niet worden getekend" in answer.text) == (400, True)


def test_drawn_pages_leave_the_memory_when_it_is_full(backend: FakeBackend) -> None:
    images = PageImages(max_bytes=1)
    path = backend.page_pdf("0001")
    first = images.png(path, 1, 1)
    images.png(path, 2, 1)
    assert images.png(path, 1, 1) == first
    assert len(images._images) == 1
    with pytest.raises(InputError):
        images.png(path, 3, 1)


# ---- what is logged


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


def test_a_page_with_open_marks_cannot_be_approved(backend: FakeBackend) -> None:
    answer = last(backend, post(body({"action": "approve_page"})))
    assert (answer.status_code, backend.choices) == (400, [])
    assert "nog 5 markeringen open" in answer.json()["error"]


def test_a_page_is_open_again_when_a_mark_changes(backend: FakeBackend) -> None:
    first, second = mark_ids(backend)[6:]
    decide = body(
        {"action": "approve", "mark": first}, {"action": "reject", "mark": second}, page=2
    )
    done = body({"action": "approve_page"}, expected="2", page=2)
    change = body({"action": "reject", "mark": first}, expected="3", page=2)
    answers = ask(backend, start(), post(decide), post(done), post(change))[1:]
    pages = [answer.json()["page"] for answer in answers]
    assert [(page["approved"], page["reopened"]) for page in pages] == [
        (False, False),
        (True, False),
        (False, True),
    ]


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
    assert "Traceback" not in answer.text


# ---- the server


_SERVE = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from tests.review.review_fake import FakeBackend
from woo_tool.review.app import serve
serve(FakeBackend(Path(sys.argv[2])), port=None, user="C. Beoordelaar")
"""


def test_the_server_prints_its_address_and_stops_quietly(tmp_path: Path) -> None:
    command = [sys.executable, "-u", "-c", _SERVE, str(Path(__file__).parents[2]), str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        lines = iter(process.stdout.readline, b"")
        address = next(line.decode().strip() for line in lines if b"http://" in line)
        with httpx.Client(follow_redirects=True, trust_env=False) as client:
            answer = client.get(address)
        assert "0 van 3 pagina" in answer.text
        assert "server" not in answer.headers
        process.send_signal(signal.SIGINT)
        rest, faults = process.communicate(timeout=30)
    assert address.startswith("http://127.0.0.1:")
    assert (process.returncode, faults) == (0, b"")
    assert "gestopt" in rest.decode()


def test_a_port_that_is_taken_is_said_so(backend: FakeBackend) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(EnvironmentFaultError, match="kan niet worden gebruikt"):
            serve(backend, port=taken.getsockname()[1], user="C. Beoordelaar")
    with pytest.raises(EnvironmentFaultError):
        serve(backend, port=99999, user="C. Beoordelaar")
