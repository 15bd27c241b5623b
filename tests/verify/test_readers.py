"""What other programs read and draw."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pytest

from tests.redact.hostile_pdfs import CASES, make_cast
from tests.redact.reading import read_pages
from tests.redact.test_hostile import Unread
from woo_tool.errors import EnvironmentFaultError
from woo_tool.redact import OutputInfo, redact_pdf
from woo_tool.verify import Expectation, pixels, readers, verify_document
from woo_tool.verify.space import sheets

CAST = make_cast(8)
INFO = OutputInfo("Document 0001", dt.date(2024, 5, 6))


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_another_reader_draws_the_page_unrotated(tmp_path: Path, turn: int) -> None:
    path = tmp_path / "in.pdf"
    with pikepdf.open(io.BytesIO(CASES["plain"](CAST))) as pdf:
        pdf.pages[0].obj["/Rotate"] = turn
        pdf.save(path)
        sheet = sheets(pdf)[0]
    with pypdfium2.PdfDocument(path) as document:
        own = pixels.draw(document[0])
    other = readers.poppler_picture(path, 1, (own.shape[1], own.shape[0]), turn)
    assert other.min() < 100
    assert pixels.resembles([np.asarray(other)], own, sheet, [], [])


def test_a_reader_that_is_missing_is_told_and_nothing_is_passed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EnvironmentFaultError, match="pdftoppm"):
        readers.poppler_picture(tmp_path / "in.pdf", 1, (10, 10), 0)


def test_letters_of_two_codes_are_one() -> None:
    data = with_text(CASES["plain"](CAST))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        sheet = sheets(pdf)[0]
    with pypdfium2.PdfDocument(data) as document:
        texts = [str(text) for text in readers.page_chars(document[0], sheet).texts]
    assert "𨧀" in texts
    assert not any("\ud800" <= text <= "\udfff" for text in texts)


def with_text(data: bytes) -> bytes:
    """A page with a letter beyond the first 65,536 on it."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        font = pdf.pages[0].Resources.Font["/F1"]
        font["/ToUnicode"] = pdf.make_stream(
            b"begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
            b"1 beginbfchar <56> <D862DDC0> endbfchar endcmap"
        )
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def test_a_page_that_only_another_reader_draws_so_passes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = tmp_path / "in.pdf", tmp_path / "out.pdf"
    source.write_bytes(CASES["plain"](CAST))
    pages = read_pages(source)
    redact_pdf(source, target, pages, (), INFO, as_images={1})
    expectation = Expectation("0001", target, source, pages, ())
    originals: list[readers.Leaves] = []
    draw, opened = pixels.draw, readers.open_original

    def remembered(data: bytes) -> readers.Leaves:
        originals.append(opened(data))
        return originals[-1]

    def otherwise(page: pypdfium2.PdfPage, *, notes: bool = True) -> pixels.Picture:
        picture = draw(page, notes=notes)
        return 255 - picture if page is originals[-1][0] else picture

    def black(_path: Path, _page: int, size: tuple[int, int], _turn: int) -> pixels.Picture:
        return np.zeros((size[1], size[0], 3), np.uint8)

    monkeypatch.setattr(pixels, "draw", otherwise)
    monkeypatch.setattr("woo_tool.verify.document.open_original", remembered)
    assert look(expectation) == "pass"
    monkeypatch.setattr("woo_tool.verify.document.poppler_picture", black)
    assert look(expectation) == "refused"


def look(expectation: Expectation) -> str:
    """The verdict on how the first page looks."""
    checks = verify_document(expectation, (), Unread()).checks
    (found,) = [check.result for check in checks if check.layer == "pixels:page"]
    return found
