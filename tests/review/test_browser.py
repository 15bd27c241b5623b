"""People walk a dossier through the review page, in a real browser, by keyboard."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.review.fake import EVIL, FakeBackend, served
from tests.review.looking import decide_some, listen_for_faults
from woo_tool.model import Choice


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
        assert faults == []

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
        assert faults == []
    assert backend.choices == []


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


def test_the_overview_keeps_up_with_others(window: Page, tmp_path: Path) -> None:
    backend = FakeBackend(tmp_path)
    with served(backend) as address:
        window.goto(address)
        window.goto(address.partition("?")[0])
        decide_some(backend)
        window.evaluate("window.dispatchEvent(new Event('focus'))")
        expect(window.locator("#reviewers")).to_be_visible()
        window.locator("#resume").focus()
        backend.record([Choice("E. Derde", "reject", backend.marks[5].target)], backend.head())
        window.evaluate("window.dispatchEvent(new Event('focus'))")
        expect(window.locator("#fresh")).to_contain_text("intussen iets besloten")
        expect(window.locator("#resume")).to_be_focused()


def test_a_person_is_decided_on_by_keyboard(window: Page, tmp_path: Path) -> None:
    backend = FakeBackend(tmp_path)
    backend.record([Choice("D. Ander", "reject", backend.marks[3].target)], "0")
    with served(backend) as address:
        window.goto(address)
        window.goto(address.partition("?")[0] + "personen#p2")
        expect(window.locator("#person h2")).to_have_text("Wessel Hoogkarspel")
        expect(window.locator("#elsewhere")).to_contain_text("niet gemarkeerd: 1 plaats")
        window.keyboard.press("a")
        expect(window.locator("#decide-sum")).to_contain_text("1 plaats wijzigt op 1 pagina")
        expect(window.locator("#decide-sum")).to_contain_text("1 nieuwe plaats wordt gelakt")
        expect(window.locator("#touched")).to_contain_text("blijft: met de hand")
        window.locator("#override").press("Space")
        expect(window.locator("#decide-sum")).to_contain_text("2 plaatsen wijzigen")
        window.locator("#override").press("Space")
        window.locator("#decide-ok").press("Enter")
        saved(window, "Wessel Hoogkarspel, 3 keuzes")
        expect(window.locator(".place.approved")).to_have_count(1)
        expect(window.locator(".place.rejected")).to_have_count(1)
        expect(window.locator("#elsewhere li")).to_have_count(0)
    assert [choice.action for choice in backend.choices] == ["reject", "person", "approve", "add"]


def test_found_text_is_redacted_everywhere(window: Page, tmp_path: Path) -> None:
    backend = FakeBackend(tmp_path)
    with served(backend) as address:
        window.goto(address)
        window.goto(address.partition("?")[0] + "zoeken")
        window.locator("#query").fill("verhuizing")
        window.keyboard.press("Enter")
        expect(window.locator("#found")).to_contain_text("2 plaatsen op 1 pagina")
        window.get_by_role("button", name="Alles kiezen").press("Enter")
        window.get_by_role("button", name="2 plaatsen lakken").press("Enter")
        window.locator("#kind").select_option("BUSINESS")
        window.locator("#ground-find").fill("5.1.2.f")
        window.keyboard.press("Enter")
        window.keyboard.press("Control+Enter")
        saved(window, "2 plaatsen gelakt")
    assert [(choice.action, choice.to) for choice in backend.choices] == [("add", "BUSINESS")] * 2


def test_text_is_chosen_split_merged_and_undone(window: Page, tmp_path: Path) -> None:
    backend = FakeBackend(tmp_path)
    faults = listen_for_faults(window)
    with served(backend) as address:
        window.goto(address)
        window.goto(address.partition("?")[0] + "d/0001/2", wait_until="networkidle")
        rows = window.locator("#marks .mark-row")
        expect(rows).to_have_count(2)
        window.keyboard.press("s")
        window.get_by_role("button", name="Splits na Wessel").press("Enter")
        saved(window, "gesplitst")
        expect(rows).to_have_count(3)
        expect(window.locator("#marks [aria-current]")).to_contain_text("Wessel")
        window.keyboard.press("m")
        saved(window, "samengevoegd")
        expect(rows).to_have_count(2)
        window.keyboard.press("z")
        expect(rows).to_have_count(3)
        window.keyboard.press("z")
        expect(rows).to_have_count(2)
        expect(rows.first).to_contain_text("Voorstel")

        window.keyboard.press("t")
        window.keyboard.press("ArrowRight")
        window.keyboard.press("ArrowRight")
        window.keyboard.press("Shift+ArrowRight")
        expect(window.locator("#boxes .picked")).to_have_count(2)
        window.keyboard.press("Enter")
        expect(window.locator("#ground-for")).to_have_text("is afgesproken")
        window.locator("#ground-find").fill("5.1.2.i")
        window.keyboard.press("Enter")
        window.keyboard.press("Control+Enter")
        saved(window, "is afgesproken")
        expect(rows).to_have_count(3)
        window.keyboard.press("v")
        expect(window.locator("#preview-note")).to_contain_text("2 markeringen zijn nog open")
        expect(window.locator("#scan")).to_have_attribute("src", re.compile("^/lakbeeld/0001/2"))
        window.keyboard.press("v")
        assert faults == []
    assert backend.choices[-1].target.startswith("mark:")


def test_two_reviewers_see_each_others_choices(window: Page, tmp_path: Path) -> None:
    backend = FakeBackend(tmp_path, four_eyes=True)
    with served(backend, "A. Eerste") as first, served(backend, "B. Tweede") as second:
        window.goto(first)
        window.goto(first.partition("?")[0] + "d/0002/1")
        window.keyboard.press("Enter")
        expect(window.locator("#page-state")).to_contain_text("wacht op een tweede")
        assert window.context.browser is not None
        other = window.context.browser.new_page()
        other.goto(second)
        expect(other.locator(".eyes")).to_contain_text("1 daarvan kunt u bevestigen")
        other.goto(second.partition("?")[0] + "d/0002/1")
        expect(other.locator("#page-state")).to_contain_text("A. Eerste: bevestigt u dat?")
        other.get_by_role("button", name="Pagina bevestigen").click()
        expect(other.locator("#page-state")).to_have_text("✓ Pagina goedgekeurd")
        other.close()
        window.evaluate("window.dispatchEvent(new Event('focus'))")
        expect(window.locator("#page-state")).to_have_text("✓ Pagina goedgekeurd")
    assert [choice.by for choice in backend.choices] == ["A. Eerste", "B. Tweede"]
