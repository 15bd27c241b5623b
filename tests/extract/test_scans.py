"""Pages that are pictures: read by recognition, or reported."""

from __future__ import annotations

import io
import shutil
from typing import Any

import pymupdf
import pytest
from PIL import Image

from tests.extract.drawing import FONT, Drawing, check, page_of, picture, put
from woo_tool.extract import extract_pdf, unread
from woo_tool.extract import ocr as ocr_module
from woo_tool.geometry import boxes_of
from woo_tool.kinds import PageSource


def test_scan_without_recognition_says_that_it_was_not_read() -> None:
    page = page_of(lambda page: page.insert_image(page.rect, stream=picture("Noor")), ocr=False)
    assert (page.source, page.text, page.images) == (PageSource.NONE, "", True)
    assert "niet gelezen" in unread(page)


def test_missing_tesseract_is_no_fault_but_a_page_to_look_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    ocr_module.ocr_problem.cache_clear()
    try:
        page = page_of(lambda page: page.insert_image(page.rect, stream=picture("Noor")), ocr=True)
        assert page.source is PageSource.NONE
        assert "tesseract-ocr-nld" in unread(page)
    finally:
        ocr_module.ocr_problem.cache_clear()


def test_scan_is_recognised_with_boxes_where_the_words_stand() -> None:
    text = "Verslag van mevrouw Terpstra"
    draw: Drawing = lambda page: page.insert_image(page.rect, stream=picture(text))  # noqa: E731
    page = page_of(draw, rotation=90, ocr=True)  # shown on its side: read anyway
    assert page.text == text
    assert page.source is PageSource.OCR
    assert page.confidence > 0.8
    (box,) = boxes_of(page, 0, len(text))
    width = pymupdf.Font(fontfile=FONT["fontfile"]).text_length(text, 44 * 72 / 150)
    assert box == pytest.approx((72, 101, 72 + width, 117), abs=5)
    check(page)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_scan_that_was_fed_in_askew_is_read_as_it_runs(turn: int) -> None:
    """Tesseract reads lines that stand on end too, but then not where each letter stands."""
    scan = Image.open(
        io.BytesIO(
            picture("Uw brief aan de heer Roggeveen\nstaat in het verslag van mevrouw Terpstra")
        )
    ).rotate(turn, expand=True)
    data = io.BytesIO()
    scan.save(data, "PDF", resolution=150)
    (page,) = extract_pdf("0001", data.getvalue(), ocr=True)
    assert "Roggeveen" in page.text
    assert {word.axis for word in page.words} == {{90: 3, 180: 2, 270: 1}[turn]}
    assert all(len(word.edges) == len(word.text) + 1 for word in page.words)


def test_stamp_on_a_scan_does_not_hide_the_scan() -> None:
    def draw(page: Any) -> None:
        page.insert_image(page.rect, stream=picture("Verslag van mevrouw Terpstra"))
        put(page, 500, 820, "Pagina 3")

    page = page_of(draw, ocr=True)
    assert page.source is PageSource.TEXT
    assert page.text.splitlines() == ["Verslag van mevrouw Terpstra", "Pagina 3"]


def test_a_scan_stored_in_strips_is_read_too() -> None:
    def draw(page: Any) -> None:
        with Image.open(io.BytesIO(picture("Verslag van mevrouw Terpstra"))) as scan:
            for top in range(0, scan.height, 110):
                buffer = io.BytesIO()
                scan.crop((0, top, scan.width, min(top + 110, scan.height))).save(buffer, "PNG")
                place = pymupdf.Rect(0, top, 1240, min(top + 110, 1754)) * (595 / 1240)
                page.insert_image(place, stream=buffer.getvalue(), keep_proportion=False)
        put(page, 500, 820, "Pagina 3")

    assert page_of(draw, ocr=True).text.splitlines() == ["Verslag van mevrouw Terpstra", "Pagina 3"]


def _screenshot(page: Any) -> None:
    for number in range(30):
        put(page, 60, 60 + 14 * number, "vijf woorden op deze regel")
    page.insert_image(
        pymupdf.Rect(60, 500, 460, 800), stream=picture("Mail van Noor", size=(1000, 750))
    )


def test_text_in_a_screenshot_is_found_beside_the_text_of_the_page() -> None:
    lines = page_of(_screenshot, ocr=True).text.splitlines()
    assert lines == ["vijf woorden op deze regel"] * 30 + ["Mail van Noor"]


def test_a_screenshot_that_is_not_read_is_reported() -> None:
    page = page_of(_screenshot, ocr=False)
    assert page.source is PageSource.TEXT
    assert "afbeelding" in unread(page)
