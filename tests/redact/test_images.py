"""Pages that become an image: drawn as they were, with the words that stay below the picture."""

from __future__ import annotations

import datetime as dt
import subprocess
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from tests.redact.hostile_pdfs import CASES, Raw, Sheet, body, make_cast, show
from tests.redact.reading import read_pages, redactions_of
from tests.redact.test_hostile import Unread
from woo_tool.kinds import PageSource
from woo_tool.model import Box, Page, Word
from woo_tool.redact import OutputInfo, redact_pdf
from woo_tool.redact.cores import kept_of
from woo_tool.verify import Expectation, make_terms, verify_document

CAST = make_cast(5)
INFO = OutputInfo("Document 0001", dt.date(2024, 5, 6))


def made(folder: Path, data: bytes) -> Expectation:
    """The first page as an image."""
    source, target = folder / "in.pdf", folder / "out.pdf"
    source.write_bytes(data)
    pages = read_pages(source)
    redactions = redactions_of(pages, CAST.gone)
    result = redact_pdf(source, target, pages, redactions, INFO, as_images={1})
    assert result.pages == ("rasterised",)
    return Expectation("0001", target, source, pages, redactions)


def verdict(expectation: Expectation) -> str:
    """The page's text and look; what OCR reads is left out."""
    report = verify_document(expectation, make_terms(expectation.redactions, []), Unread())
    assert report.result != "leak", report.checks
    return report.result


def text_of(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def dark(path: Path, box: tuple[int, int, int, int]) -> bool:
    """Whether anything dark stands in a part of the first page (points)."""
    with pypdfium2.PdfDocument(path) as document:
        picture = document[0].render(scale=2).to_pil().convert("L")
    darkest, _ = picture.crop(tuple(2 * side for side in box)).getextrema()
    return float(str(darkest)) < 100


def test_text_that_cannot_be_followed_is_drawn_all_the_same(tmp_path: Path) -> None:
    raw = Raw()
    unknown = raw.add(
        "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding "
        "<< /Type /Encoding /Differences [65 /A] >> >>"
    )
    lost = f"BT /F9 11 Tf 14 TL 40 100 Td (Regel een) Tj T* (regel twee van {CAST.stays}) Tj ET\n"
    sheet = Sheet(body(CAST) + lost, fonts=f"/F9 {unknown} 0 R")
    expectation = made(tmp_path, sheet.close(raw))
    assert dark(expectation.published, (40, 185, 100, 202))
    assert "Regel een" in text_of(expectation.published)
    assert verdict(expectation) == "pass"


def form(value: str, look: str = "") -> bytes:
    """A page with a field that asks readers to draw it themselves, as LibreOffice writes it."""
    raw = Raw()
    empty = raw.stream("/Type /XObject /Subtype /Form /BBox [0 0 200 20]", look.encode())
    field = raw.add(
        f"<< /Type /Annot /Subtype /Widget /FT /Tx /T (veld) /V ({value}) /F 4 "
        f"/Rect [40 90 240 110] /DA (/Helv 11 Tf 0 g) /AP << /N {empty} 0 R >> >>"
    )
    helvetica = raw.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    catalog = (
        f"/AcroForm << /Fields [{field} 0 R] /NeedAppearances true /DA (/Helv 11 Tf 0 g) "
        f"/DR << /Font << /Helv {helvetica} 0 R >> >> >>"
    )
    return Sheet(body(CAST), f"/Annots [{field} 0 R]", catalog=catalog).close(raw)


@pytest.mark.parametrize("images", [(), (1,)])
def test_what_somebody_filled_in_is_published(tmp_path: Path, images: tuple[int, ...]) -> None:
    """The look in the file is empty: it says that readers draw fields from their values."""
    source, target = tmp_path / "in.pdf", tmp_path / "out.pdf"
    source.write_bytes(form("Afdeling Inkoop", "/Tx BMC EMC"))
    pages = read_pages(source)
    redactions = redactions_of(pages, CAST.gone)
    redact_pdf(source, target, pages, redactions, INFO, as_images=images)
    assert "Afdeling Inkoop" in text_of(target)
    assert dark(target, (40, 190, 140, 210))
    assert verdict(Expectation("0001", target, source, pages, redactions)) == "pass"


def test_what_is_redacted_in_a_drawn_field_is_gone(tmp_path: Path) -> None:
    expectation = made(tmp_path, form(CAST.gone, "/Tx BMC EMC"))
    assert len(expectation.redactions) == 2
    assert CAST.gone.split()[0] not in text_of(expectation.published)
    assert verdict(expectation) == "pass"


def test_large_type_is_no_letter_that_calls_itself_a_space(tmp_path: Path) -> None:
    content = body(CAST) + show("Titel", 20, 100, 56)
    assert verdict(made(tmp_path, Sheet(content).close(Raw()))) == "pass"


def with_words(folder: Path, *words: Word) -> str:
    """The text of a page that is an image and has these words, by another reader."""
    source, target = folder / "in.pdf", folder / "out.pdf"
    source.write_bytes(CASES["plain"](CAST))
    page: Page = read_pages(source)[0]
    page = replace(page, words=(*page.words, *words), source=PageSource.OCR)
    redact_pdf(source, target, (page,), (), INFO, as_images={1})
    return text_of(target)


def test_words_below_a_picture_stay_on_the_page(tmp_path: Path) -> None:
    word = Word("zaaknummer", 0, Box(380, 105, 440, 117), 90)
    beyond = replace(word, text="verborgen", box=Box(430, 105, 480, 117))
    said = with_words(tmp_path, word, beyond)
    assert "zaaknummer" in said
    assert "verborgen" not in said
    with pypdfium2.PdfDocument(tmp_path / "out.pdf") as document:
        wide, textpage = document[0].get_width(), document[0].get_textpage()
        place = textpage.get_text_range().index("zaaknummer")
        assert textpage.get_charbox(place + 9)[2] <= wide


def test_a_page_reads_letters_in_another_order(tmp_path: Path) -> None:
    """From right to left one reader has the point before a word and another behind it."""
    source, target = tmp_path / "in.pdf", tmp_path / "out.pdf"
    source.write_bytes(CASES["plain"](CAST))
    page = read_pages(source)[0]
    words = tuple(
        replace(word, text="." + word.text[:-1]) if word.text == "gesprek." else word
        for word in page.words
    )
    assert words != page.words
    redact_pdf(source, target, (replace(page, words=words),), (), INFO, as_images={1})
    assert ".gesprek" in text_of(target)


@pytest.mark.parametrize("shift", [0, 1.5])
def test_letters_that_are_drawn_twice_need_not_be_said_twice(tmp_path: Path, shift: float) -> None:
    line = f"Ter attentie van {CAST.stays}, alle kamers"
    content = body(CAST) + show(line, 40, 100) + show(line, 40 + shift, 100 - shift)
    assert verdict(made(tmp_path, Sheet(content).close(Raw()))) == "pass"


def test_pictograms_are_found_below_a_picture(tmp_path: Path) -> None:
    said = with_words(tmp_path, Word("dank😀👍", 0, Box(40, 150, 100, 165), 90))
    assert "dank😀👍" in said
    pages = subprocess.run(
        ["pdftotext", str(tmp_path / "out.pdf"), "-"], capture_output=True, check=True
    )
    assert "dank😀👍" in pages.stdout.decode()


@pytest.mark.parametrize("axis", range(4))
def test_a_lone_sign_is_found_in_every_direction(tmp_path: Path, axis: int) -> None:
    word = Word("€", 0, Box(100, 150, 112, 162), 90, axis=axis)
    assert "€" in with_words(
        tmp_path, word, replace(word, text="漢字", box=Box(140, 150, 164, 174))
    )
    assert "漢字" in text_of(tmp_path / "out.pdf")


def test_of_a_word_aslant_nothing_is_said_that_a_box_touches() -> None:
    word = Word("Tjeerd", 0, Box(100, 100, 140, 130), 90)
    box = Box(90, 122, 120, 150)  # a corner of it, as of a line below
    assert kept_of(word, [box]) == []
    straight = replace(word, edges=tuple(100 + 40 / 6 * place for place in range(7)))
    assert kept_of(straight, [box]) == [straight]
