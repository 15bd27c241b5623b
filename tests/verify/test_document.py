"""The verifier passes a good file and stops every spoiled one; it fails closed."""

from __future__ import annotations

import ast
import datetime as dt
import io
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.redact.hostile.writer import HEIGHT, Raw, Sheet, body
from tests.redact.hostile_pdfs import CASES, SCANS, Cast, make_cast, scan_words
from tests.redact.reading import read_pages, redactions_of
from tests.redact.test_hostile import Unread
from tests.verify.sabotage import FAILURES, outlines_of, spoil
from woo_tool.kinds import Label, PageSource
from woo_tool.model import Box, Redaction, Word
from woo_tool.redact import OutputInfo, redact_pdf
from woo_tool.verify import Expectation, FileReport, make_terms, report_json, verify_document

INFO = OutputInfo("Document 0001", dt.date(2024, 5, 6))


def make(folder: Path) -> tuple[Expectation, Cast]:
    cast = make_cast(int.from_bytes(os.urandom(4), "big"))
    source, target = folder / "in.pdf", folder / "out.pdf"
    source.write_bytes(CASES["plain"](cast))
    pages = read_pages(source)
    redactions = redactions_of(pages, cast.gone)
    redact_pdf(source, target, pages, redactions, INFO)
    return Expectation("0001", target, source, pages, redactions), cast


def verify(expectation: Expectation) -> FileReport:
    return verify_document(expectation, make_terms(expectation.redactions, []), Unread())


def test_good_file_passes_with_a_proof_per_box(tmp_path: Path) -> None:
    expectation, _ = make(tmp_path)
    report = verify(expectation)
    assert report.result == "pass", report.checks
    mark = expectation.redactions[0].mark
    proven = {check.layer for check in report.checks if check.mark == mark}
    assert proven == {"text:pdfium", "strokes", "pixels:box", "pixels:image"}


@pytest.mark.parametrize("name", FAILURES)
def test_spoiled_file_is_stopped(tmp_path: Path, name: str) -> None:
    expectation, cast = make(tmp_path)
    box = expectation.redactions[0].boxes[0]
    good = expectation.published.read_bytes()
    expectation.published.write_bytes(spoil(good, FAILURES[name], cast, box))
    report = verify(expectation)
    assert report.result in ("leak", "refused")
    for check in report.checks:
        for word in cast.gone.split():
            assert word.lower() not in check.detail.lower()


def test_letters_that_are_drawn_in_the_colour_of_the_paper_are_refused(tmp_path: Path) -> None:
    """They stood in the original as well: nobody saw them, and no reader of text finds them."""
    expectation, cast = make(tmp_path)
    box = expectation.redactions[0].boxes[0]
    for path in (expectation.original, expectation.published):
        path.write_bytes(spoil(path.read_bytes(), FAILURES["white_outlines"], cast, box))
    report = verify(expectation)
    assert report.result == "refused"
    assert {check.layer for check in report.checks if check.result == "refused"} == {"strokes"}


def test_untouched_sabotage_frame_passes(tmp_path: Path) -> None:
    """Saving alone isn't what stops the spoiled files."""
    expectation, cast = make(tmp_path)
    box = expectation.redactions[0].boxes[0]
    good = expectation.published.read_bytes()
    expectation.published.write_bytes(spoil(good, lambda *_: None, cast, box))
    assert verify(expectation).result == "pass"


def test_original_that_pdfium_cannot_open_is_mended_to_compare(tmp_path: Path) -> None:
    """What was made from it is good; that the original has no end is no reason to refuse."""
    expectation, _ = make(tmp_path)
    whole = expectation.original.read_bytes()
    expectation.original.write_bytes(whole[: whole.index(b"trailer")])
    assert verify(expectation).result == "pass"


def test_original_itself_is_a_leak(tmp_path: Path) -> None:
    expectation, _ = make(tmp_path)
    assert verify(replace(expectation, published=expectation.original)).result == "leak"


def test_later_revision_and_trailing_bytes_are_refused(tmp_path: Path) -> None:
    expectation, _ = make(tmp_path)
    good = expectation.published.read_bytes()
    expectation.published.write_bytes(good + b"\nnog iets\n")
    assert verify(expectation).result == "refused"
    expectation.published.write_bytes(good + b"\n1 0 obj\nnull\nendobj\nstartxref\n9\n%%EOF\n")
    assert verify(expectation).result == "refused"


def test_encrypted_and_broken_files_are_refused(tmp_path: Path) -> None:
    expectation, _ = make(tmp_path)
    good = expectation.published.read_bytes()
    with pikepdf.open(io.BytesIO(good)) as pdf:
        pdf.save(expectation.published, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert verify(expectation).result == "refused"
    for bad in (b"", b"%PDF-1.7\n", good[:900], b"\0" * 500):
        expectation.published.write_bytes(bad)
        assert verify(expectation).result == "refused", bad[:10]
    expectation.published.unlink()
    assert verify(expectation).result == "refused"


def test_black_box_over_a_scan_is_a_leak(tmp_path: Path) -> None:
    """The pixels are still in the image: only the picture of the page looks right."""
    cast = make_cast(5)
    source, target = tmp_path / "in.pdf", tmp_path / "out.pdf"
    source.write_bytes(SCANS["scan"](cast))
    word, x, y = scan_words(cast)[1]
    box = Box(x - 1, y - 2, x + len(word) * 9 - 2, y + 9)
    blank = read_pages(source)[0]
    page = replace(
        blank, text=word, words=(Word(word, 0, box, 0),), source=PageSource.OCR, images=True
    )
    redactions = redactions_of(
        (replace(page, words=(replace(page.words[0], edges=_edges(box, len(word))),)),), word
    )
    redact_pdf(source, target, (page,), redactions, INFO)
    expectation = Expectation("0001", target, source, (page,), redactions)
    assert verify(expectation).result == "pass", verify(expectation).checks
    with pikepdf.open(source) as old, pikepdf.open(target, allow_overwriting_input=True) as new:
        whole = new.copy_foreign(old.pages[0].obj.Resources.XObject.Im0)
        images = new.pages[0].obj.Resources.XObject
        for key in list(images.keys()):
            images[key] = whole
        new.save(target, static_id=True, fix_metadata_version=False)
    leaks = {check.layer for check in verify(expectation).checks if check.result == "leak"}
    assert leaks == {"pixels:image"}


def _edges(box: Box, count: int) -> tuple[float, ...]:
    step = (box.x1 - box.x0) / count
    return tuple(box.x0 + step * place for place in range(count + 1))


def test_report_is_the_contracts_json(tmp_path: Path) -> None:
    expectation, cast = make(tmp_path)
    report = verify(expectation)
    data = report_json([report], "ab" * 32)
    assert data["result"] == "pass"
    assert data["log_head"] == "ab" * 32
    assert set(data["files"][0]) == {"file", "sha256", "checks"}
    assert set(data["files"][0]["checks"][0]) == {"layer", "result", "page", "mark", "cpu_ms"}
    assert cast.gone not in str(data)
    assert report_json([], "")["result"] == "refused"


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(place=st.floats(0, 1), data=st.binary(min_size=1, max_size=6), cut=st.booleans())
def test_damaged_file_never_breaks_the_verifier(
    tmp_path: Path, place: float, data: bytes, cut: bool
) -> None:
    expectation, _ = make(tmp_path)
    good = expectation.published.read_bytes()
    at = int(place * (len(good) - 1))
    bad = good[:at] + data + (b"" if cut else good[at + len(data) :])
    expectation.published.write_bytes(bad)
    assert verify(expectation).result in ("refused", "leak", "pass")
    if cut:
        assert verify(expectation).result != "pass"


def test_no_pymupdf_and_no_redactor_in_the_verifier() -> None:
    """Nowhere in its code, inside functions neither, and not by way of what it imports."""
    import woo_tool.verify as package

    for module in Path(package.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [item.name for item in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                assert name.split(".")[0] not in ("pymupdf", "fitz"), module
                assert not name.startswith(("woo_tool.redact", "woo_tool.extract")), module
    code = (
        "import sys, woo_tool.verify; print([name for name in sys.modules if name.startswith("
        "('pymupdf', 'fitz', 'woo_tool.redact', 'woo_tool.extract'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("paint", ["0 g 50 190 300 30 re f", "9 w 1 0 0 RG 50 205 m 350 205 l S"])
def test_a_name_that_is_a_clip_for_paint_is_stopped_until_its_page_is_an_image(
    tmp_path: Path, paint: str
) -> None:
    cast = make_cast(5)
    source, target = tmp_path / "in.pdf", tmp_path / "out.pdf"
    outlines = outlines_of(cast, 60, 200).replace(" f\n", " W n")
    source.write_bytes(Sheet(f"{body(cast)}q {outlines} {paint} Q\n").close(Raw()))
    pages = read_pages(source)
    box = Box(55, HEIGHT - 215, 55 + 6 * len(cast.gone), HEIGHT - 195)
    drawn = Redaction("m1", "0001", 1, 0, 0, (box,), ("5.1.2.e",), Label.SIGNATURE, None, None, "")
    expectation = Expectation("0001", target, source, pages, (drawn,))
    redact_pdf(source, target, pages, (drawn,), INFO)
    assert {check.layer for check in verify(expectation).checks if check.result == "leak"} == {
        "strokes"
    }
    redact_pdf(source, target, pages, (drawn,), INFO, as_images={1})
    assert verify(expectation).result == "pass"
