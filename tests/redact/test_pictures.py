"""The data of pictures: a JPEG keeps what draws it and nothing else."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from tests.redact.hostile_pdfs import Raw, Sheet, body, make_cast
from tests.redact.reading import read_pages, redactions_of
from woo_tool.redact import OutputInfo, RedactResult, redact_pdf
from woo_tool.redact.pictures import strip_jpeg


def segment(marker: int, data: bytes) -> bytes:
    return bytes([0xFF, marker]) + (len(data) + 2).to_bytes(2) + data


NOTE = segment(0xFE, b"naam")
KEEP = segment(0xE0, b"JFIF\0" + bytes(9)) + segment(0xDB, bytes(65))
SCAN = segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x12\x34\xff\x00\x56\xff\xd3\x78"
START, END = b"\xff\xd8", b"\xff\xd9"
CLEAN = START + KEEP + SCAN + SCAN + END


@pytest.mark.parametrize(
    "raw",
    [
        START + KEEP + segment(0xE1, b"Exif naam") + NOTE + SCAN + SCAN + END,
        START + segment(0xE0, b"JFXX\0klein plaatje") + KEEP + SCAN + SCAN + END,
        START + KEEP + SCAN + NOTE + SCAN + END,
        START + KEEP + SCAN + SCAN + END + b"naam erachter",
        START + KEEP + SCAN + SCAN + END + START + NOTE + SCAN + END,
        START + KEEP + b"\xff\xff" + SCAN + SCAN + END,
        START + KEEP + SCAN + SCAN,
    ],
)
def test_jpeg_loses_what_does_not_draw_it(raw: bytes) -> None:
    assert strip_jpeg(raw) == CLEAN
    assert strip_jpeg(CLEAN) == CLEAN


def test_jpeg_that_is_cut_off_in_a_segment_is_refused() -> None:
    with pytest.raises(ValueError, match="cut off"):
        strip_jpeg(START + KEEP[:-5])


def test_other_data_stay() -> None:
    assert strip_jpeg(b"iets anders") == b"iets anders"


CAST = make_cast(3)
INLINE = "q 10 0 0 10 300 20 cm BI /W 2 /H 2 /CS /G /BPC 8 /F /AHx ID\n80808080>\nEI Q\n"


def redacted(folder: Path, resources: str = "") -> RedactResult:
    source = folder / "in.pdf"
    source.write_bytes(Sheet(body(CAST) + INLINE, xobjects=resources).close(Raw()))
    pages = read_pages(source)
    gone = redactions_of(pages, CAST.gone)
    return redact_pdf(source, folder / "out.pdf", pages, gone, OutputInfo("x", None))


def test_what_is_no_picture_among_the_pictures_is_passed_over(tmp_path: Path) -> None:
    assert redacted(tmp_path, "/Vreemd 5").pages == ("redacted",)


def test_a_page_with_a_picture_that_cannot_be_cleaned_becomes_an_image(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> None:
        raise pikepdf.PdfError("unreadable")

    monkeypatch.setattr("woo_tool.redact.prepare.lift_inline", fail)
    result = redacted(tmp_path)
    assert result.pages == ("rasterised",)
    assert "niet te lezen" in result.reasons[0][1][0]
