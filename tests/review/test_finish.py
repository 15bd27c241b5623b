"""Making the package and drafts from the page: what is started, said, refused and handed out."""

from __future__ import annotations

import asyncio
import json
import threading
from pathlib import Path

import httpx
import pytest

from tests.review.fake import PORT, SITE, TOKEN, FakeBackend, get, last, post, start
from woo_tool.model import OpenQuestion
from woo_tool.review.app import create_app
from woo_tool.review.workshop import Job, Outcome, Step, Workshop, work


class Bench(Workshop):
    """A workshop that makes nothing, and waits where it is told to."""

    def __init__(self, root: Path, outcomes: dict[str, Outcome]) -> None:
        super().__init__(root)
        self.outcomes = outcomes
        self.steps: list[str] = []
        self.go_on = threading.Event()
        self.ended = threading.Event()

    def _step(self, step: Step, job: Job) -> Outcome:  # noqa: ARG002
        assert self.go_on.wait(30)
        self.steps.append(step)
        return self.outcomes[step]

    def _run(self, job: Job) -> None:
        super()._run(job)
        self.ended.set()


def ask(backend: FakeBackend, bench: Workshop, *requests: httpx.Request) -> list[httpx.Response]:
    async def run() -> list[httpx.Response]:
        app = create_app(backend, token=TOKEN, user="C. Ander", port=PORT, workshop=bench)
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url=SITE) as client:
            answers = []
            for request in (start(), *requests):
                client.cookies.set_cookie_header(request)
                answers.append(await client.send(request))
            return answers[1:]

    return asyncio.run(run())


def make(what: str, party: str = "") -> httpx.Request:
    return post(json.dumps({"what": what, "party": party}).encode(), "/api/finish")


@pytest.fixture
def backend(tmp_path: Path) -> FakeBackend:
    return FakeBackend(tmp_path)


def test_the_steps_follow_each_other_and_the_outcome_is_told(
    backend: FakeBackend, tmp_path: Path
) -> None:
    question = OpenQuestion("0001", 2, "wat was dit?")
    done = Outcome(True, "Het pakket is klaar.", "/zaak/output/x", (question,))
    bench = Bench(tmp_path, {"redact": Outcome(True), "verify": Outcome(True), "decide": done})
    started, busy, again = ask(backend, bench, make("package"), get("/api/finish"), make("draft"))
    assert started.json()["job"]["steps"][0] == "Lakken"
    assert busy.json()["job"]["busy"] is True
    assert (again.status_code, "Er wordt al iets gemaakt" in again.text) == (400, True)
    bench.go_on.set()
    assert bench.ended.wait(30)
    (state, page) = ask(backend, bench, get("/api/finish"), get("/afronden"))
    job = state.json()["job"]
    assert (job["busy"], job["done"], job["step"], job["by"]) == (False, True, 3, "C. Ander")
    assert job["open"] == [{"what": "wat was dit?", "text": "0001, p. 2", "url": "/d/0001/2"}]
    assert bench.steps == ["redact", "verify", "decide"]
    assert "Nog niet:" in page.text


def test_a_step_that_refuses_is_the_last(backend: FakeBackend, tmp_path: Path) -> None:
    bench = Bench(tmp_path, {"redact": Outcome(True), "verify": Outcome(False, "Er is een lek.")})
    bench.go_on.set()
    ask(backend, bench, make("package"))
    assert bench.ended.wait(30)
    (state,) = ask(backend, bench, get("/api/finish"))
    job = state.json()["job"]
    assert (job["done"], job["step"], job["text"]) == (False, 1, "Er is een lek.")
    assert bench.steps == ["redact", "verify"]


@pytest.mark.parametrize(
    ("what", "party"), [("party", ""), ("party", " "), ("package", "Iemand"), ("alles", "")]
)
def test_what_makes_no_sense_is_refused(
    backend: FakeBackend, tmp_path: Path, what: str, party: str
) -> None:
    bench = Bench(tmp_path, {})
    assert ask(backend, bench, make(what, party))[0].status_code == 400
    assert bench.job is None


def test_files_are_handed_out_as_attachments(backend: FakeBackend, tmp_path: Path) -> None:
    folder = tmp_path / "output" / "concept" / "derde"
    folder.mkdir(parents=True)
    (folder / "0001 é.pdf").write_bytes(b"%PDF-nep")
    bench = Bench(tmp_path, {})
    ((name, _),) = bench.products()[0].files.items()
    page, file = ask(backend, bench, get("/afronden"), get(f"/gemaakt/{name}"))
    assert f"/gemaakt/{name}" in page.text
    assert file.content == b"%PDF-nep"
    assert file.headers["content-disposition"] == "attachment; filename*=UTF-8''0001%20%C3%A9.pdf"
    assert file.headers["content-type"] == "application/octet-stream"


def test_without_a_workshop_nothing_can_be_made(backend: FakeBackend) -> None:
    assert last(backend, make("package")).status_code == 400
    assert "disabled" in last(backend, get("/afronden")).text


@pytest.mark.parametrize("step", ["redact", "verify", "decide", "draft", "party"])
def test_a_step_says_in_dutch_why_it_refuses(tmp_path: Path, step: Step) -> None:
    outcome = work(tmp_path, step, "Derde", "N. Ader")
    assert not outcome.done
    assert "dit is geen dossier" in outcome.text
