"""A person walks a document through the review page, in a real browser, by keyboard."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.review.fake import EVIL, FakeBackend, served
from woo_tool.model import Choice

_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def window() -> Iterator[Page]:
    """A browser window; a fault in a script or in the policy fails the test that caused it."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=found, args=_ARGS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.set_default_timeout(15_000)
        yield page
        browser.close()


def listen_for_faults(window: Page) -> list[str]:
    faults: list[str] = []
    window.on("pageerror", lambda fault: faults.append(str(fault)))
    window.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
    return faults


def saved(window: Page, text: str) -> None:
    expect(window.locator("#status.saved")).to_contain_text(text)


def test_a_document_is_walked_through_by_keyboard(window: Page, tmp_path: Path) -> None:
    backend = FakeBackend(tmp_path)
    faults = listen_for_faults(window)
    with served(backend) as address:
        window.goto(address)
        assert "token" not in window.url
        expect(window.get_by_role("link", name=EVIL)).to_be_visible()
        window.get_by_role("link", name="Begin met beoordelen").press("Enter")
        current = window.locator("#marks [aria-current]")
        expect(current).to_contain_text("Farida Ouladzahra")
        expect(window.locator("#scan")).to_have_js_property("naturalWidth", 1190)
        expect(window.locator("#boxes .mark.proposed")).to_have_count(4)

        window.keyboard.press("Enter")
        expect(window.locator("#status.failed")).to_contain_text("nog 5 markeringen open")
        window.keyboard.press("k")
        expect(current).to_contain_text("Ilse Brandwijk")
        window.keyboard.press("j")
        window.keyboard.press("a")
        saved(window, "Farida Ouladzahra")
        window.keyboard.press("a")
        saved(window, "j.terpstra")
        window.keyboard.press("r")
        saved(window, "Wessel Hoogkarspel niet lakken")

        expect(current).to_contain_text("is het verstandiger")
        window.keyboard.press("g")
        dialog = window.get_by_role("dialog")
        expect(dialog).to_contain_text("per zelfstandig onderdeel")
        expect(dialog).not_to_contain_text("10.2.e")
        window.keyboard.press("Space")
        window.locator("#ground-find").fill("512i")
        window.keyboard.press("Enter")
        window.locator("#reason").fill("Intern overleg")
        window.keyboard.press("Control+Enter")
        saved(window, "grond 5.1.2.i")
        window.keyboard.press("a")
        saved(window, "91 22")
        expect(window.locator("#boxes .mark.approved")).to_have_count(4)

        window.keyboard.press("Enter")
        expect(window.locator("#page-state")).to_have_text("✓ Pagina goedgekeurd")
        window.keyboard.press("k")
        window.keyboard.press("u")
        expect(window.locator("#page-state")).to_contain_text("weer open")
        window.keyboard.press("a")
        window.keyboard.press("Enter")
        expect(window.locator("#page-state")).to_have_text("✓ Pagina goedgekeurd")
        window.keyboard.press("Enter")
        window.wait_for_url(re.compile("/d/0001/2$"))
        window.keyboard.press("Shift+V")
        saved(window, "2 voorstellen")
        window.keyboard.press("Shift+A")
        expect(window.locator("#page-state")).to_have_text("✓ Pagina goedgekeurd")
        window.goto(address.partition("?")[0])
        expect(window.get_by_role("row", name="Memo verhuizing")).to_contain_text("Klaar")

    chosen = [(choice.action, choice.target.partition(":")[0]) for choice in backend.choices]
    assert chosen == [
        ("approve", "mark"),
        ("approve", "mark"),
        ("reject", "mark"),
        ("ground", "mark"),
        ("approve", "mark"),
        ("approve", "mark"),
        ("approve_page", "page"),
        ("reopen", "mark"),
        ("approve", "mark"),
        ("approve_page", "page"),
        ("approve", "mark"),
        ("approve", "mark"),
        ("approve_page", "page"),
    ]
    ground = backend.choices[3]
    assert (ground.grounds, ground.reason, ground.by) == (
        ("5.1.2.i",),
        "Intern overleg",
        "C. Beoordelaar",
    )
    assert [choice.bulk for choice in backend.choices[-3:]] == [True, True, False]
    assert faults == []


def test_a_box_is_drawn_by_mouse_and_by_keyboard(window: Page, tmp_path: Path) -> None:
    backend = FakeBackend(tmp_path, rotation=90)
    with served(backend) as address:
        window.goto(address)
        window.goto(address.partition("?")[0] + "d/0001/2")
        sheet = window.locator("#sheet").bounding_box()
        assert sheet is not None
        window.mouse.move(sheet["x"] + 100, sheet["y"] + 100)
        window.mouse.down()
        window.mouse.move(sheet["x"] + 300, sheet["y"] + 150, steps=4)
        window.mouse.up()
        window.locator("#kind").select_option("SIGNATURE")
        window.locator("#ground-find").fill("5.1.2.e")
        window.keyboard.press("Enter")
        window.keyboard.press("Control+Enter")
        saved(window, "nieuw vlak")

        window.keyboard.press("b")
        window.keyboard.press("ArrowDown")
        window.keyboard.press("Shift+ArrowRight")
        window.keyboard.press("Enter")
        window.locator("#ground-find").fill("5.1.2.e")
        window.keyboard.press("Enter")
        window.keyboard.press("Control+Enter")
        expect(window.locator("#boxes .mark.approved")).to_have_count(2)
        scale = sheet["width"] / 842
    mouse, keys = backend.choices
    assert (mouse.action, mouse.to, mouse.grounds) == ("add", "SIGNATURE", ("5.1.2.e",))
    corners = [float(value) for value in re.findall(r"[\d.]+", mouse.target.partition(":[")[2])]
    top, bottom = 842 - 300 / scale, 842 - 100 / scale
    assert corners == pytest.approx([100 / scale, top, 150 / scale, bottom], abs=1)
    assert keys.to == "SIGNATURE"  # the kind stays as it was chosen last


def test_a_choice_of_another_is_shown_and_not_overruled(window: Page, tmp_path: Path) -> None:
    backend = FakeBackend(tmp_path)
    with served(backend) as address:
        window.goto(address)
        window.goto(address.partition("?")[0] + "d/0001/1")
        expect(window.locator("#marks [aria-current]")).to_contain_text("Farida")
        mark = backend.snapshot().marks[1].mark
        backend.record([Choice(by="D. Ander", action="reject", target=mark.target)], "0")
        window.keyboard.press("a")
        expect(window.locator("#status.failed")).to_contain_text("niet lakken door D. Ander")
        expect(window.locator("#marks .mark-row.rejected")).to_contain_text("Farida")
    assert [choice.action for choice in backend.choices] == ["reject"]


def test_pages_are_turned_without_leaving_and_back_again(window: Page, tmp_path: Path) -> None:
    backend = FakeBackend(tmp_path)
    faults = listen_for_faults(window)
    with served(backend) as address:
        window.goto(address)
        site = address.partition("?")[0]
        window.goto(f"{site}d/0001/1#{backend.marks[5].id}")
        current = window.locator("#marks [aria-current]")
        expect(current).to_contain_text("91 22")
        window.keyboard.press("PageDown")
        expect(window.locator(".pageno")).to_have_text("Pagina 2 van 2")
        expect(current).to_contain_text("Wessel Hoogkarspel")
        window.keyboard.press("ArrowRight")
        expect(window.locator(".where")).to_contain_text(EVIL)
        expect(window.locator("#page-note")).to_contain_text("geen tekst gelezen")
        expect(window.locator("#marks")).to_have_text("Op deze pagina is niets gemarkeerd.")
        window.keyboard.press("ArrowRight")
        expect(window.locator("#status")).to_have_text("Dit is de laatste pagina.")
        window.go_back()
        expect(window.locator("#scan")).to_have_attribute("src", re.compile("/p/0001/2.png"))
    assert backend.choices == []
    assert faults == []


def test_keys_of_one_letter_can_be_switched_off(window: Page, tmp_path: Path) -> None:
    backend = FakeBackend(tmp_path)
    with served(backend) as address:
        window.goto(address)
        window.goto(address.partition("?")[0] + "d/0001/2")
        window.keyboard.press("?")
        window.get_by_label("Toetsen van één letter").uncheck()
        window.get_by_role("button", name="Sluiten").click()
        window.keyboard.press("r")
        window.get_by_role("button", name="Lakken", exact=True).click()
        saved(window, "Wessel Hoogkarspel lakken")
        window.keyboard.press("PageUp")
        expect(window.locator(".pageno")).to_have_text("Pagina 1 van 2")
    assert [choice.action for choice in backend.choices] == ["approve"]
