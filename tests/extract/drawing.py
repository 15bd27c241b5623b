"""Small PDFs and pictures for the tests of extraction."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pymupdf
from PIL import Image, ImageDraw, ImageFont

from woo_tool.extract import extract_pdf
from woo_tool.model import Page
from woo_tool.resources import data_path

FONT = {
    "fontname": "F0",
    "fontfile": str(data_path("rules", "fonts", "LiberationSans-Regular.ttf")),
}
Drawing = Callable[[Any], object]


def pdf_of(draw: Drawing, *, rotation: int = 0) -> bytes:
    with pymupdf.open() as file:
        page = file.new_page(width=595, height=842)
        draw(page)
        page.set_rotation(rotation)
        data: bytes = file.tobytes()
        return data


def page_of(draw: Drawing, *, rotation: int = 0, ocr: bool = False) -> Page:
    return extract_pdf("0001", pdf_of(draw, rotation=rotation), ocr=ocr)[0]


def put(page: Any, x: float, y: float, text: str, **options: Any) -> None:
    page.insert_text((x, y), text, **{**FONT, "fontsize": 10, **options})


def picture(text: str = "", size: tuple[int, int] = (1240, 1754)) -> bytes:
    image = Image.new("L", size, 255)
    if text:
        font = ImageFont.truetype(FONT["fontfile"], 44)
        ImageDraw.Draw(image).text((150, 200), text, fill=0, font=font)
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def check(page: Page) -> None:
    """The promise of the model: every character but the joins belongs to exactly one word."""
    rest = list(page.text)
    for word in page.words:
        assert page.text[word.start : word.end] == word.text
        assert word.text
        assert not any(char.isspace() for char in word.text)
        assert not word.edges or len(word.edges) == len(word.text) + 1
        for place in range(word.start, word.end):
            assert rest[place] != "", "two words have the same character"
            rest[place] = ""
    assert set(rest) <= {"", " ", "\n"}
