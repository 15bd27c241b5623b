"""What lies under boxes in the pictures of a page."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest
from pikepdf import Dictionary, Name

from woo_tool.kinds import Label
from woo_tool.model import Box, Redaction
from woo_tool.verify.images import check_images
from woo_tool.verify.report import LEAK, PASS
from woo_tool.verify.space import Sheet

SHEET = Sheet(0, 0, 100, 100, 1.0)
BOXES = [Box(10 * place, 10, 10 * place + 8, 20) for place in range(10)]


def page_with(pixels: bytes) -> pypdfium2.PdfPage:
    """A page of 100 points square that is one picture of as many grey pixels."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(100, 100))
        image = pdf.make_stream(pixels)
        image.update(Dictionary(Type=Name.XObject, Subtype=Name.Image, Width=100, Height=100))
        image.update(Dictionary(ColorSpace=Name.DeviceGray, BitsPerComponent=8))
        page.obj.Resources = Dictionary(XObject=Dictionary(Im=image))
        page.obj.Contents = pdf.make_stream(b"100 0 0 100 0 0 cm /Im Do")
        pdf.save(out)
    return pypdfium2.PdfDocument(out.getvalue())[0]


def item(number: int, *boxes: Box) -> Redaction:
    return Redaction(
        f"m{number}", "0001", 1, 0, 4, boxes, ("5.1.2.e",), Label.PERSON, None, None, "naam"
    )


@pytest.mark.parametrize("spoiled", [None, 0, 7])
def test_the_picture_is_decoded_once_however_many_boxes(
    monkeypatch: pytest.MonkeyPatch, spoiled: int | None
) -> None:
    pixels = bytearray(b"\0" * 10_000)
    if spoiled is not None:
        for row in range(10, 20):
            pixels[100 * row + 10 * spoiled : 100 * row + 10 * spoiled + 4] = b"\xff" * 4
    decode, times = pypdfium2.PdfImage.get_bitmap, []

    def counted(self: pypdfium2.PdfImage, *, render: bool) -> pypdfium2.PdfBitmap:
        times.append(1)
        return decode(self, render=render)

    monkeypatch.setattr(pypdfium2.PdfImage, "get_bitmap", counted)
    items = [item(number, box) for number, box in enumerate(BOXES)]
    results = [check.result for check in check_images(page_with(bytes(pixels)), SHEET, items)]
    assert results == [LEAK if place == spoiled else PASS for place in range(len(BOXES))]
    assert len(times) == 1
