"""Glyphs that only removed text showed are gone from the fonts; the others look as they did."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pypdfium2
import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

from tests.redact.font_pdfs import FONTS, letters_of, lines_of, shared_descendant, write
from tests.redact.hostile_pdfs import Cast
from tests.redact.reading import read_pages, redactions_of
from woo_tool.redact import OutputInfo, redact_pdf
from woo_tool.redact.font_maps import pruned_unicode
from woo_tool.redact.fonts import prune_fonts
from woo_tool.verify import Expectation, make_terms, verify_document

CAST = Cast("QUXY Zwjv", "DELMN Opq")
GONE = set("QUXYZwjv")


@pytest.mark.parametrize("kind", [kind for kind in FONTS if kind != "type3"])
def test_letters_that_went_are_in_no_font(tmp_path: Path, kind: str) -> None:
    source, target = write(tmp_path, FONTS[kind], CAST), tmp_path / "out.pdf"
    pages = read_pages(source)
    redactions = redactions_of(pages, CAST.gone)
    assert redactions
    assert drawn_glyphs(source) >= len(letters_of(*lines_of(CAST.gone, CAST.stays))) - 1
    result = redact_pdf(source, target, pages, redactions, OutputInfo("x", None))
    assert result.pages == ("redacted",)
    report = verify_document(
        Expectation("0001", target, source, pages, redactions), make_terms(redactions, [])
    )
    assert report.result == "pass", [c for c in report.checks if c.result != "pass"]
    left = set(letters_of(*lines_of("", CAST.stays))) - {" "}
    assert not GONE & left
    assert drawn_glyphs(target) == len(left) + 1  # .notdef
    assert not GONE & set(said_by_fonts(target))


@pytest.mark.parametrize("kind", FONTS)
def test_pages_look_the_same_when_all_stays(tmp_path: Path, kind: str) -> None:
    source = write(tmp_path, FONTS[kind], CAST)
    before = picture(source.read_bytes())
    with pikepdf.open(source) as pdf:
        assert prune_fonts(pdf) == 0
        out = io.BytesIO()
        pdf.save(out)
    assert np.array_equal(before, picture(out.getvalue()))


def test_fonts_with_one_descendant_keep_what_either_shows(tmp_path: Path) -> None:
    source, target = write(tmp_path, shared_descendant, CAST), tmp_path / "out.pdf"
    pages = read_pages(source)
    redactions = redactions_of(pages, CAST.gone)
    redact_pdf(source, target, pages, redactions, OutputInfo("x", None))
    report = verify_document(
        Expectation("0001", target, source, pages, redactions), make_terms(redactions, [])
    )
    assert report.result == "pass", [c for c in report.checks if c.result != "pass"]
    assert not GONE & set(said_by_fonts(target))
    assert set(CAST.stays) - {" "} <= set(said_by_fonts(target))


def test_type3_loses_the_procedures_that_nothing_shows(tmp_path: Path) -> None:
    source = write(tmp_path, FONTS["type3"], CAST)
    with pikepdf.open(source) as pdf:
        contents = pdf.pages[0].Contents
        contents.write(contents.read_bytes().replace(CAST.gone.encode(), b"een"))
        prune_fonts(pdf)
        font = pdf.pages[0].Resources.Font.F1
        left = set(letters_of(*lines_of("een", CAST.stays)))
        assert {chr(int(name[2:])) for name in font.CharProcs} == left
        assert not GONE & set(said(font))


def test_font_that_is_broken_is_kept_whole(tmp_path: Path) -> None:
    source = write(tmp_path, FONTS["truetype_simple"], CAST)
    with pikepdf.open(source) as pdf:
        file = pdf.pages[0].Resources.Font.F1.FontDescriptor.FontFile2
        file.write(file.read_bytes()[:400])
        assert prune_fonts(pdf) == 1


def test_fonts_that_are_kept_whole_are_reported(tmp_path: Path) -> None:
    source, target = write(tmp_path, FONTS["truetype_simple"], CAST), tmp_path / "out.pdf"
    pages = read_pages(source)
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        file = pdf.pages[0].Resources.Font.F1.FontDescriptor.FontFile2
        file.write(file.read_bytes()[:400])
        pdf.save(source)
    redactions = redactions_of(pages, CAST.gone)
    result = redact_pdf(source, target, pages, redactions, OutputInfo("x", None))
    assert result.whole_fonts == 1


def test_ranges_and_lists_of_a_map_are_cut_to_codes() -> None:
    table = (
        b"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n% Quxy\n2 beginbfrange\n"
        b"<0003> <0006> <0041>\n<0010> <0012> [<0058> <00590059> <005A>]\nendbfrange\n"
        b"1 beginbfchar <0020> <0051> endbfchar"
    )
    out = pruned_unicode(table, {4, 0x11}, 2)
    assert b"<0004> <0042>" in out
    assert b"<0011> <00590059>" in out
    assert out.count(b"> <") == 3
    assert b"Quxy" not in out


def picture(data: bytes) -> Any:
    with pypdfium2.PdfDocument(data) as document:
        return document[0].render(scale=2).to_numpy()


def drawn_glyphs(path: Path) -> int:
    """The number of glyphs in the file's own font that have an outline."""
    with pikepdf.open(path) as pdf:
        (found,) = (
            thing
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary)
            and str(thing.get("/FontName", "")).startswith("/ABCDEF")
        )
        return _drawn(found)


def _drawn(found: Any) -> int:
    if "/FontFile2" in found:
        return outlines(TTFont(io.BytesIO(found.FontFile2.read_bytes())))
    data = found.FontFile3.read_bytes()
    if data[:4] == b"OTTO":
        return outlines(TTFont(io.BytesIO(data)))
    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(data), TTFont())
    strings = fonts[0].CharStrings
    return sum(bounds(strings[name], strings) for name in strings.keys())  # noqa: SIM118


def outlines(font: Any) -> int:
    glyphs = font.getGlyphSet()
    return sum(bounds(glyphs[name], glyphs) for name in font.getGlyphOrder())


def bounds(glyph: Any, glyphs: Any) -> bool:
    pen = BoundsPen(glyphs)
    glyph.draw(pen)
    return pen.bounds is not None


def said_by_fonts(path: Path) -> Iterator[str]:
    """Single letters that font dictionaries and maps still speak of."""
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            for name, font in page.Resources.Font.items():
                if not name.startswith("/Woo"):
                    yield from said(font)


def said(font: Any) -> Iterator[str]:
    if "/ToUnicode" in font:
        data = font.ToUnicode.read_bytes()
        for row in data.partition(b"beginbfchar")[2].split(b"\n"):
            if row.count(b"<") == 2:
                yield bytes.fromhex(row.split(b"<")[2].strip(b"> ").decode()).decode("utf-16-be")
    if "/Widths" in font:
        for place, width in enumerate(font.Widths.as_list()):
            if width:
                yield chr(int(font.FirstChar) + place)
    if "/DescendantFonts" not in font:
        assert "/CharSet" not in font.get("/FontDescriptor", {})
