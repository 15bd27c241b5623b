"""Every hiding place: the name is gone from the file, the twin's neighbour stays, verify agrees."""

from __future__ import annotations

import datetime as dt
import io
import os
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
import pytest

from tests.redact.hostile_pdfs import (
    CASES,
    HEIGHT,
    MEASURED,
    RASTERISED,
    SCANS,
    WIDTH,
    Builder,
    Cast,
    make_cast,
    scan_words,
)
from tests.redact.reading import read_pages, redactions_of
from woo_tool.kinds import PageSource
from woo_tool.model import Box, Page, Redaction, Word
from woo_tool.redact import OutputInfo, RedactResult, redact_pdf
from woo_tool.verify import Expectation, make_terms, verify_document

INFO = OutputInfo("Document 0001", dt.date(2024, 5, 6), author="Ministerie van Voorbeeldzaken")


# Whether the signs between the letters can be taken out depends on the letters.
EITHER = {"unseen_signs_between", "soft_hyphens_between"}


def fresh_cast() -> Cast:
    """Other names at every run: nothing may depend on these letters."""
    return make_cast(int.from_bytes(os.urandom(4), "big"))


def ocr_page(cast: Cast, rotation: int) -> Page:
    """What OCR would read on a scanned page."""
    words: list[Word] = []
    text, above = "", 0
    for word, x, y in scan_words(cast):
        text += ("" if not text else " " if y == above else "\n") + ""
        edges = (*(float(x - 1 + 9 * place) for place in range(len(word))), x + len(word) * 9 - 2.0)
        box = Box(edges[0], y - 2, edges[-1], y + 9)
        words.append(Word(word, len(text), box, len(words), edges))
        text += word
        above = y
    return Page(
        "0001", 1, text, tuple(words), WIDTH, HEIGHT, rotation, PageSource.OCR, 0.9, images=True
    )


class Unread(dict[str, str]):
    """The letters of these scans are dots that OCR can't read; it has tests of its own."""

    def __contains__(self, key: object) -> bool:
        return True

    def __missing__(self, key: str) -> str:
        return ""


def remains(path: Path, name: str) -> list[str]:
    """Where a name still stands, looked for with nothing of the tool: unpacked bytes, pypdf."""
    out = io.BytesIO()
    with pikepdf.open(path) as pdf:
        pdf.save(out, qdf=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        outside = [str(thing) for thing in pdf.objects if isinstance(thing, pikepdf.String)]
        unpacked = b"".join(map(_unpacked, pdf.objects))
    data = (out.getvalue() + path.read_bytes() + unpacked + "".join(outside).encode()).lower()
    found = []
    for word in name.lower().split():
        plain, wide = word.encode(), word.encode("utf-16-be")
        for spelling in (plain, wide, plain.hex().encode(), wide.hex().encode()):
            if spelling in data:
                found.append("bytes")
    text = "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(path).pages)
    return found + (["text"] if "".join(name.split()) in text else [])


def _unpacked(thing: pikepdf.Object) -> bytes:
    """The data of a stream, of a picture as well: those stay packed when a file is unpacked."""
    if not isinstance(thing, pikepdf.Stream):
        return b""
    try:
        return thing.read_bytes()
    except pikepdf.PdfError:  # a JPEG or the like
        return thing.read_raw_bytes()


def check(tmp_path: Path, name: str, build: Builder, *, twin: bool) -> RedactResult:
    cast = fresh_cast()
    gone, stays = (cast.stays, cast.gone) if twin else (cast.gone, cast.stays)
    source, target = tmp_path / "in.pdf", tmp_path / "out.pdf"
    source.write_bytes(build(cast))
    before = source.read_bytes()
    pages = read_pages(source)
    if pages[0].source is PageSource.NONE:
        pages = (ocr_page(cast, pages[0].rotation),)
    if name.startswith("scan"):
        gone, stays = gone.split()[1], stays.split()[1]
    redactions: tuple[Redaction, ...] = redactions_of(pages, gone)
    result = redact_pdf(source, target, pages, redactions, INFO)
    expectation = Expectation("0001", target, source, pages, redactions)
    report = verify_document(expectation, make_terms(redactions, []), Unread())
    faults = [(c.layer, c.result, c.detail) for c in report.checks if c.result != "pass"]
    assert not faults
    assert report.result == "pass"
    assert source.read_bytes() == before
    if redactions:
        assert remains(target, gone) == []
    visible = any(stays in page.text for page in pages)
    text = "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(target).pages)
    if visible:
        assert "".join(stays.split()) in text
    for word in ("Verslag", "planning"):
        if any(word in page.text for page in pages):
            assert word in text
    return result


@pytest.mark.parametrize("twin", [False, True], ids=["gone", "twin"])
@pytest.mark.parametrize("name", [*CASES, *SCANS])
def test_hiding_place(tmp_path: Path, name: str, twin: bool) -> None:
    build = {**CASES, **SCANS}[name]
    result = check(tmp_path, name, build, twin=twin)
    if name in RASTERISED and not twin:
        assert result.pages == ("rasterised",)
        assert result.reasons[0][1]
    elif name not in RASTERISED | EITHER:
        assert "rasterised" not in result.pages


@pytest.mark.parametrize("name", MEASURED)
def test_letters_leave_no_measures(tmp_path: Path, name: str) -> None:
    """Names that differ in the order of their letters alone leave the same file behind."""
    cast = make_cast(23)
    first, last = cast.gone.split()
    turned = f"{first[0]}{first[:0:-1]} {last[0]}{last[:0:-1]}"
    found = []
    for gone in (cast.gone, turned):
        source, target = tmp_path / "in.pdf", tmp_path / "out.pdf"
        source.write_bytes(MEASURED[name](Cast(gone, cast.stays)))
        pages = read_pages(source)
        redactions = redactions_of(pages, gone)
        assert len(redactions) == 2
        redact_pdf(source, target, pages, redactions, INFO)
        found.append(target.read_bytes())
    assert found[0] == found[1]


def test_letters_dont_reach_out_of_a_box_in_an_image(tmp_path: Path) -> None:
    cast = make_cast(31)
    source, target = tmp_path / "in.pdf", tmp_path / "out.pdf"
    source.write_bytes(CASES["thick_outlines"](cast))
    pages = read_pages(source)
    redactions = redactions_of(pages, cast.gone)
    assert redact_pdf(source, target, pages, redactions, INFO, as_images=[1]).pages == (
        "rasterised",
    )
    box = redactions[-1].boxes[0]
    for path, reaches in ((source, True), (target, False)):
        page = pypdfium2.PdfDocument(path)[0]
        shown = page.render(scale=2).to_numpy()[:, :, 0]
        left, right = int(2 * box.x0), int(2 * box.x1)
        below = shown[int(2 * box.y1) + 2 : int(2 * box.y1) + 6, left:right]
        beside = shown[int(2 * box.y0) : int(2 * box.y1), right + 2 : right + 6]
        assert bool(min(below.min(), beside.min()) < 100) is reaches


def test_corpus_holds_what_it_says(tmp_path: Path) -> None:
    """The search of these tests finds the name in every original: it is able to fail."""
    for name, build in CASES.items():
        cast = make_cast(11)
        source = tmp_path / f"{name}.pdf"
        source.write_bytes(build(cast))
        assert remains(source, cast.gone), name
