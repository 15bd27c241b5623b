"""Every view and dialog of the review page against WCAG 2.2, in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.review.fake import FakeBackend, served
from tests.review.looking import decide_some, listen_for_faults
from tests.review.test_cases import backend as with_cases

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_VIEWS = (
    "", "personen", "zoeken?q=hoogkarspel", "steekproef", "zaken", "afronden", "logboek",
    "stuk/0001", "d/0001/1",
)  # fmt: skip


def axe_finds(window: Page) -> list[str]:
    window.evaluate(AXE + ";0")
    found = window.evaluate("tags => axe.run(document, {runOnly: tags})", _RULES)
    return [f"{item['id']}: {item['nodes'][0]['html']}" for item in found["violations"]]


def test_axe_finds_nothing_in_any_view(window: Page, tmp_path: Path) -> None:
    backend = with_cases(tmp_path)
    decide_some(backend)
    faults = listen_for_faults(window)
    with served(backend) as address:
        window.goto(address)
        for view in _VIEWS:
            window.goto(address.partition("?")[0] + view, wait_until="networkidle")
            assert axe_finds(window) == [], view
    assert faults == []


def _close(window: Page) -> None:
    """Closes the dialog, and waits: a key that comes sooner would still be for the dialog."""
    window.keyboard.press("Escape")
    expect(window.get_by_role("dialog")).to_be_hidden()


def test_axe_finds_nothing_in_any_dialog_and_state(window: Page, tmp_path: Path) -> None:
    backend = FakeBackend(tmp_path)
    decide_some(backend)
    with served(backend) as address:
        window.goto(address)
        site = address.partition("?")[0]
        window.goto(f"{site}d/0001/1#{backend.marks[1].id}", wait_until="networkidle")
        for key in ("g", "h", "?", "s"):
            window.keyboard.press(key)
            expect(window.get_by_role("dialog")).to_be_visible()
            assert axe_finds(window) == [], key
            _close(window)
        for key in ("v", "v", "t", "Escape", "b", "Escape", "Enter"):  # the last one is refused
            window.keyboard.press(key)
            assert axe_finds(window) == [], key
        window.goto(f"{site}personen#p2", wait_until="networkidle")
        expect(window.locator("#elsewhere li")).to_have_count(1)
        for key in ("a", "r", "x"):
            window.keyboard.press(key)
            expect(window.get_by_role("dialog")).to_be_visible()
            assert axe_finds(window) == [], key
            _close(window)
        for button in ("Rol wijzigen…", "Samenvoegen…", "Splitsen…"):
            window.get_by_role("button", name=button).press("Enter")
            expect(window.get_by_role("dialog")).to_be_visible()
            assert axe_finds(window) == [], button
            _close(window)
        window.goto(f"{site}stuk/0001", wait_until="networkidle")
        for judgement in ("Niet openbaar", "Reeds openbaar", "Dubbel"):
            window.get_by_label(judgement).check()
            assert axe_finds(window) == [], judgement
        window.get_by_role("button", name="Beoordeling bewaren").press("Enter")
        expect(window.locator("#judge-error")).not_to_be_empty()
        assert axe_finds(window) == []


_SMALL_TARGETS = """() => [...document.querySelectorAll("a,button,input,select,textarea,summary")]
  .filter((node) => node.checkVisibility() && getComputedStyle(node).display !== "inline")
  .filter((node) => !node.matches("[type=checkbox], [type=radio]") || !node.closest("label"))
  .map((node) => [node.outerHTML.slice(0, 80), node.getBoundingClientRect()])
  .filter(([, box]) => box.width < 24 || box.height < 23.9).map(([text]) => text)"""
_COVERED = """() => {
  const node = document.activeElement;
  if (node === document.body || node.matches(".stage, #touched, .skip")) return "";
  const box = node.getBoundingClientRect();
  const seen = [0.1, 0.5, 0.9].flatMap((x) => [0.2, 0.5, 0.8].map((y) =>
    document.elementFromPoint(box.x + box.width * x, box.y + box.height * y)));
  const free = seen.some((top) => top && (node.contains(top) || top.contains(node)));
  return free ? "" : node.outerHTML.slice(0, 90);
}"""


def _covered(window: Page) -> str:
    """What has the focus and can't be seen, once the page has scrolled to it."""
    for _ in range(40):
        if not (covered := str(window.evaluate(_COVERED))):
            return ""
        window.wait_for_timeout(50)
    return covered


@pytest.mark.parametrize("view", _VIEWS)
def test_targets_are_large_and_what_has_the_focus_is_seen(
    window: Page, tmp_path: Path, view: str
) -> None:
    """WCAG 2.2, 2.5.8 and 2.4.11."""
    backend = with_cases(tmp_path)
    decide_some(backend)
    with served(backend) as address:
        window.goto(address)
        window.goto(address.partition("?")[0] + view, wait_until="networkidle")
        assert window.evaluate(_SMALL_TARGETS) == []
        window.set_viewport_size({"width": 1000, "height": 420})
        try:
            for _ in range(45):
                window.keyboard.press("Tab")
                assert _covered(window) == ""
        finally:
            window.set_viewport_size({"width": 1440, "height": 900})


@pytest.mark.parametrize("view", _VIEWS)
def test_a_view_reflows_at_400_percent(window: Page, tmp_path: Path, view: str) -> None:
    """WCAG 2.2, 1.4.10: 1280 pixels at 400% are 320."""
    backend = with_cases(tmp_path)
    decide_some(backend)
    with served(backend) as address:
        window.goto(address)
        window.set_viewport_size({"width": 320, "height": 256})
        try:
            window.goto(address.partition("?")[0] + view, wait_until="networkidle")
            assert window.evaluate("document.documentElement.scrollWidth") <= 320
            if view == "personen":
                expect(window.locator("#person h2")).to_be_visible()
                window.keyboard.press("a")
                assert window.evaluate("document.querySelector('#decide').scrollWidth") <= 320
        finally:
            window.set_viewport_size({"width": 1440, "height": 900})
