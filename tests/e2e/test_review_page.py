"""The review page on a real dossier: to the package, with two reviewers, and through a kill."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import chromium
from tests.e2e.conftest import MAIL, MEMO, REQUEST, ROOT, woo, write
from woo_tool import pipeline
from woo_tool.store import Store


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dossier as ``woo add`` leaves it: taken in, not searched yet."""
    folder = tmp_path_factory.mktemp("zaak")
    write(folder / "request.yaml", REQUEST)
    write(folder / "stapel" / "memo.txt", MEMO)
    write(folder / "stapel" / "planning.eml", MAIL)
    assert woo("new", folder / "dossier", "--request", folder / "request.yaml").returncode == 0
    assert woo("add", folder / "dossier", folder / "stapel").returncode == 0
    return folder / "dossier"


@pytest.fixture
def dossier(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "dossier"))


@pytest.fixture
def searched(dossier: Path) -> Path:
    pipeline.detect(Store.open(dossier))
    return dossier


@contextmanager
def review(root: Path, user: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """``woo review`` as a process of its own, with its start address."""
    process = subprocess.Popen(
        [sys.executable, "-m", "woo_tool", "review", str(root), "--user", user],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": ROOT, "PYTHONUNBUFFERED": "1", "LC_ALL": "C.UTF-8"},
    )
    assert process.stdout is not None
    try:
        lines = iter(process.stdout.readline, "")
        found = next(filter(None, (re.search(r"http://\S+token=\S+", line) for line in lines)))
        yield found[0], process
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


def opened(browser: Browser, address: str) -> Page:
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.set_default_timeout(120_000)  # a package is made meanwhile, on a machine that may be busy
    expect.set_options(timeout=120_000)
    page.goto(address)
    return page


def follow(page: Page, name: str) -> None:
    """Follows a link of the menu by keyboard."""
    page.get_by_role("link", name=name, exact=True).press("Enter")


def walk(page: Page, done: str) -> None:
    """Decides every open mark (redact) and approves every page that waits, by keyboard."""
    state = page.locator("#page-state")
    while True:
        expect(state).to_have_text(re.compile("open|goed te keuren|bevestigt"))
        rows = page.locator("#marks .mark-row.proposed, #marks .mark-row.ask")
        while rows.count():
            left = rows.count()
            page.keyboard.press("a")
            expect(rows).to_have_count(left - 1)
        page.keyboard.press("Enter")
        expect(state).to_contain_text(done)
        if page.locator("#approve-page").inner_text() != "Volgende open pagina":
            return
        number = page.locator(".pageno").inner_text() + page.locator(".where").inner_text()
        page.keyboard.press("Enter")
        page.wait_for_function(
            "was => document.querySelector('.pageno').innerText"
            " + document.querySelector('.where').innerText !== was",
            arg=number,
        )


def published(root: Path) -> str:
    """Everything that a reader can copy from what would be published."""
    (folder,) = root.glob("output/*/te-publiceren")
    texts = []
    for path in sorted(folder.rglob("*.pdf")):
        done = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True)
        texts.append(done.stdout.decode())
    return "\n".join(texts)


def test_from_add_to_the_package_with_the_keyboard_only(browser: Browser, dossier: Path) -> None:
    with review(dossier, "C. Beoordelaar") as (address, _):
        page = opened(browser, address)
        follow(page, "Personen")
        expect(page.locator("#person h2")).to_be_visible()
        while "Bouzid" not in page.locator("#person h2").inner_text():
            was = page.locator("#person h2").inner_text()
            page.keyboard.press("j")
            expect(page.locator("#person h2")).not_to_have_text(was)
        page.keyboard.press("a")
        page.locator("#decide-ok").press("Enter")
        expect(page.locator("#status.saved")).to_contain_text("Opgeslagen")

        follow(page, "Dossier")
        page.get_by_role("link", name="0002", exact=True).press("Enter")
        page.get_by_label("Valt buiten reikwijdte").press("Space")
        page.locator("#doc-reason").fill("Gaat over iets anders.")
        page.get_by_role("button", name="Beoordeling bewaren").press("Enter")
        expect(page.locator("#status.saved")).to_have_text("Opgeslagen.")

        follow(page, "Afronden")
        expect(page.locator("#package")).to_be_disabled()
        follow(page, "Dossier")
        page.locator("#resume").press("Enter")
        walk(page, "✓ Pagina goedgekeurd")
        page.keyboard.press("Enter")  # nothing is left: on to the package
        page.wait_for_url(re.compile("/afronden$"))
        page.locator("#package").press("Enter")
        expect(page.locator("#job-text.result")).to_contain_text("Het pakket is klaar")
        expect(page.locator("#job-open li")).not_to_have_count(0)
        with page.expect_download() as loading:
            page.get_by_role("link", name="te-publiceren/besluit.pdf").press("Enter")
        assert Path(loading.value.path()).read_bytes().startswith(b"%PDF")
    text = published(dossier)
    assert "5.1.2.e" in text
    assert [
        word for word in ("Terpstra", "Bouzid", "06-12345678", "Hoogland") if word in text
    ] == []
    assert not list(dossier.glob("output/*/te-publiceren/documenten/0002*"))
    names = {item.by for item in Store.open(dossier).decisions().decisions}
    assert names == {"C. Beoordelaar"}


def test_two_reviewers_make_a_package_that_one_could_not(browser: Browser, searched: Path) -> None:
    path = searched / "request.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "four_eyes: true\n", encoding="utf-8")
    with review(searched, "A. Eerste") as (one, _), review(searched, "B. Tweede") as (two, _):
        first, second = opened(browser, one), opened(browser, two)
        first.locator("#resume").press("Enter")
        walk(first, "wacht op een tweede")
        follow(first, "Dossier")
        expect(first.locator(".eyes")).to_contain_text("die keurde u zelf al goed")
        first.goto(one.partition("?")[0] + "afronden")
        expect(first.locator("#package")).to_be_disabled()
        asked = first.evaluate(
            "() => fetch('/api/finish', {method: 'POST', body: '{\"what\": \"package\"}',"
            " headers: {'content-type': 'application/json'}}).then(r => r.status)"
        )
        assert asked == 200  # the button isn't the safeguard: the step itself refuses
        first.reload()
        expect(first.locator("#job-text.failed")).to_contain_text("nog niet over alles beslist")

        follow(second, "Dossier")
        second.locator("#resume").press("Enter")
        expect(second.locator("#page-state")).to_contain_text("A. Eerste: bevestigt u dat?")
        walk(second, "✓ Pagina goedgekeurd")
        follow(second, "Dossier")
        second.goto(two.partition("?")[0] + "afronden")
        second.locator("#package").press("Enter")
        expect(second.locator("#job-text.result")).to_contain_text("Het pakket is klaar")
    approvals = [
        (item.target, item.by)
        for item in Store.open(searched).decisions().decisions
        if item.action == "approve_page"
    ]
    pages = {target for target, _ in approvals}
    assert {(page, name) for page in pages for name in ("A. Eerste", "B. Tweede")} == {*approvals}


def _client(address: str) -> httpx.Client:
    site = address.partition("/?")[0]
    client = httpx.Client(base_url=site, headers={"origin": site, "sec-fetch-site": "same-origin"})
    client.get(address.removeprefix(site), follow_redirects=True)
    return client


def _send_until_dead(
    client: httpx.Client, number: str, saved: list[str], sent: threading.Semaphore
) -> None:
    """Decides on the marks of a page again and again; ``saved`` is what the server confirmed."""
    try:
        page = client.get(f"/api/page/{number}/1").json()
        for nth in range(10_000):
            mark = page["marks"][nth % len(page["marks"])]
            reason = f"keuze {number} {client.base_url.port} {nth}"
            choice = {"action": "reject", "mark": mark["id"], "reason": reason}
            body = {"expected": page["head"], "number": number, "page": 1, "choices": [choice]}
            sent.release()
            answer = client.post("/api/choices", json=body)
            if answer.status_code == 200:
                saved.append(reason)
                page = answer.json()["page"]
    except (httpx.HTTPError, json.JSONDecodeError):
        return  # the server was killed: what it said before has to be there


@pytest.mark.parametrize("moments", [(1, 2, 7, 25)])
def test_a_kill_at_any_moment_loses_nothing_that_was_saved(
    searched: Path, moments: tuple[int, ...]
) -> None:
    saved: list[str] = []
    for moment in moments:
        with review(searched, "C. Beoordelaar") as (address, process):
            sent = threading.Semaphore(0)
            with closing(_client(address)) as client:
                sender = threading.Thread(
                    target=_send_until_dead, args=(client, "0001", saved, sent)
                )
                sender.start()
                for _ in range(moment):
                    sent.acquire()
                process.send_signal(signal.SIGKILL)
                sender.join()
        reasons = [item.reason for item in Store.open(searched).decisions().decisions]
        assert [text for text in saved if reasons.count(text) != 1] == []
    assert len(saved) >= sum(moments) - len(moments) - 1
    fresh = woo("log", searched, "--verify")
    assert fresh.returncode == 0, fresh.stderr
    assert pipeline.current(Store.open(searched)).folded.conflicts == ()
