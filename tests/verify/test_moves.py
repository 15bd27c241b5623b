"""Lines moved on purpose are understood; everything that only looks like it is stopped."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from tests.redact.hostile_pdfs import HEIGHT, Raw, Sheet, show
from tests.redact.reading import read_pages, redactions_of
from woo_tool.intake.render import text_pdf
from woo_tool.redact import OutputInfo, redact_pdf
from woo_tool.verify import Expectation, FileReport, make_terms, verify_document

NAME = "Anneke Hoogeveen"
TEXT = f"gesproken met {NAME} over de planning en meer"


def make(folder: Path) -> Expectation:
    """A published page on which the second line has moved."""
    source, target = folder / "in.pdf", folder / "out.pdf"
    lines = ("Een regel erboven, die langer is dan deze hier.", TEXT, "en eronder")
    content = "".join(show(text, 40, 220 - 16 * place) for place, text in enumerate(lines))
    source.write_bytes(Sheet(content).close(Raw()))
    pages = read_pages(source)
    redactions = redactions_of(pages, NAME)
    assert redact_pdf(source, target, pages, redactions, OutputInfo("x", None)).telling == ()
    return Expectation("0001", target, source, pages, redactions)


def verify(expectation: Expectation) -> FileReport:
    return verify_document(expectation, make_terms(expectation.redactions, []))


def change(expectation: Expectation, edit: Callable[[str], str]) -> None:
    with pikepdf.open(io.BytesIO(expectation.published.read_bytes())) as pdf:
        contents = pdf.pages[0].Contents
        old = contents.read_bytes().decode("latin-1")
        new = edit(old)
        assert new != old
        contents.write(new.encode("latin-1"))
        pdf.save(expectation.published, static_id=True, fix_metadata_version=False)


def tail(edit: Callable[[float, float], str]) -> Callable[[str], str]:
    """An edit of the place of the text behind the box."""
    place = re.compile(r"1 0 0 1 ([\d.]+) (204) Tm(?=\s*\[ \( over)")
    return lambda content: place.sub(lambda hit: edit(float(hit[1]), float(hit[2])), content)


SPOILED: dict[str, Callable[[str], str]] = {
    "a little up": tail(lambda x, y: f"1 0 0 1 {x} {y + 1.5} Tm"),
    "a line down": tail(lambda x, y: f"1 0 0 1 {x} {y - 5} Tm"),
    "over the box": tail(lambda x, y: f"1 0 0 1 {x - 25} {y} Tm"),
    "off the page": tail(lambda x, y: f"1 0 0 1 {x + 250} {y} Tm"),
    "away from the box": tail(lambda x, y: f"1 0 0 1 {x + 30} {y} Tm"),
    "larger": tail(lambda x, y: f"1.1 0 0 1.1 {x} {y} Tm"),
    "narrower": tail(lambda x, y: f"0.95 0 0 1 {x} {y} Tm"),
    "a gap inside": lambda c: c.replace("( over de planning", "( over ) -1500 (de planning"),
    "other words": lambda c: c.replace("planning", "plannin."),
    "one letter less": lambda c: c.replace("planning", "plannin"),
    "other order": lambda c: c.replace("de planning", "planning de"),
    "text before the box": lambda c: c.replace("(gesproken met", "(gesproken  met"),
    "the name under the text": lambda c: show("Anneke", 130, 204).replace("/F1", "/F1") + c,
    "half the name where the box was": lambda c: c + show("veen", 190, 204),
    "ink where the box was": lambda c: c + "0 g 300 205 60 6 re f\n",
    "a white patch on the moved text": lambda c: c + "1 g 190 200 60 14 re f\n",
}


def test_moved_line_passes(tmp_path: Path) -> None:
    expectation = make(tmp_path)
    report = verify(expectation)
    assert report.result == "pass", [c for c in report.checks if c.result != "pass"]


@pytest.mark.parametrize("how", SPOILED)
def test_what_only_looks_moved_is_stopped(tmp_path: Path, how: str) -> None:
    expectation = make(tmp_path)
    change(expectation, SPOILED[how])
    assert verify(expectation).result in ("leak", "refused")


def test_words_that_come_twice_are_not_mixed_up(tmp_path: Path) -> None:
    """The word between two boxes stands further on in the line too."""
    source, target = tmp_path / "in.pdf", tmp_path / "out.pdf"
    text = f"door {NAME} en {NAME}. Een kopie ligt in de kluis en hier"
    source.write_bytes(Sheet(show(text, 10, 200, size=9) + show("kort", 10, 100)).close(Raw()))
    pages = read_pages(source)
    redactions = redactions_of(pages, NAME)
    assert redact_pdf(source, target, pages, redactions, OutputInfo("x", None)).telling == ()
    report = verify(Expectation("0001", target, source, pages, redactions))
    assert report.result == "pass", [c for c in report.checks if c.result != "pass"]


def test_moved_text_without_its_box_is_stopped(tmp_path: Path) -> None:
    expectation = make(tmp_path)
    rectangle = re.compile(r"[\d.]+ [\d.]+ 36 [\d.]+ re f")
    change(expectation, lambda content: rectangle.sub(f"0 {HEIGHT} 1 1 re f", content))
    assert verify(expectation).result in ("leak", "refused")


def test_text_in_another_column_may_not_move(tmp_path: Path) -> None:
    source, target = tmp_path / "in.pdf", tmp_path / "out.pdf"
    content = show("Een regel erboven, die langer is.", 40, 220)
    content += show(f"met {NAME}, ja", 40, 200) + show("planning", 260, 200)
    source.write_bytes(Sheet(content).close(Raw()))
    pages = read_pages(source)
    redactions = redactions_of(pages, NAME)
    assert redact_pdf(source, target, pages, redactions, OutputInfo("x", None)).telling == ()
    expectation = Expectation("0001", target, source, pages, redactions)
    assert verify(expectation).result == "pass"
    change(expectation, lambda c: c.replace("1 0 0 1 260 200 Tm", "1 0 0 1 240 200 Tm"))
    assert verify(expectation).result in ("leak", "refused")


COLUMNS = [
    f"16-08   Huur auto {NAME}, Bo-Rent                         174,20    -",
    f"3a  {NAME} (wnd.)          PJ    10/5   akkoord mits {NAME} tevreden",
    f"30118264 | {NAME} van der          | 02-11 | Bureau Bloem      | 11   | PJ",
    f"PJ  {NAME}   PJ {NAME}  en verder",
    f"{NAME}                    PJ, {NAME}PJ",
]


@pytest.mark.parametrize("line", COLUMNS)
def test_columns_made_of_spaces(tmp_path: Path, line: str) -> None:
    """Laid out as a note is: with widths that aren't whole numbers, and boxes hardly wide enough
    for their code."""
    source, target = tmp_path / "in.pdf", tmp_path / "out.pdf"
    other = "Een regel eronder die tot ver naar rechts doorloopt, tot voorbij de kolommen."
    source.write_bytes(text_pdf(f"{line}\n{other}\n{line}\n")[0])
    pages = read_pages(source)
    found = (*redactions_of(pages, NAME), *redactions_of(pages, "PJ"))
    redactions = tuple(replace(item, mark=f"m{place}") for place, item in enumerate(found))
    redact_pdf(source, target, pages, redactions, OutputInfo("x", None))
    report = verify(Expectation("0001", target, source, pages, redactions))
    assert report.result == "pass", [c for c in report.checks if c.result != "pass"]
