"""What stands in pictures is read, where there are pictures, and only there."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFont

from tests.redact.hostile_pdfs import Cast, Raw, Sheet, body, make_cast, show
from tests.redact.reading import read_pages, redactions_of
from woo_tool.redact import OutputInfo, redact_pdf
from woo_tool.resources import data_path
from woo_tool.verify import Expectation, FileReport, make_terms, verify_document
from woo_tool.verify import ocr as layer
from woo_tool.verify.holdings import picture_places
from woo_tool.verify.readers import page_chars
from woo_tool.verify.space import sheets

CAST = make_cast(12)
INFO = OutputInfo("Stuk 0001", dt.date(2024, 5, 6))


def picture(text: str) -> bytes:
    """The pixels of a line of text."""
    image = Image.new("L", (900, 90), 255)
    font = ImageFont.truetype(str(data_path("rules", "fonts", "LiberationSans-Bold.ttf")), 44)
    ImageDraw.Draw(image).text((20, 15), text, fill=0, font=font)
    return image.tobytes()


def with_picture(cast: Cast, text: str, turn: int = 0) -> bytes:
    """The plain page with a picture below its text, in which something stands."""
    raw = Raw()
    image = raw.stream(
        "/Type /XObject /Subtype /Image /Width 900 /Height 90 /ColorSpace /DeviceGray "
        "/BitsPerComponent 8",
        picture(text),
    )
    content = body(cast) + "q 300 0 0 30 50 20 cm /Foto Do Q\n"
    return Sheet(content, xobjects=f"/Foto {image} 0 R", page=f"/Rotate {turn}").close(raw)


def report_on(folder: Path, data: bytes, *, known: dict[str, str] | None = None) -> FileReport:
    """The report on the file with the name gone from its text, not from the picture."""
    source, target = folder / "in.pdf", folder / "out.pdf"
    source.write_bytes(data)
    pages = read_pages(source)
    redactions = redactions_of(pages, CAST.gone)
    redact_pdf(source, target, pages, redactions, INFO)
    expectation = Expectation("0001", target, source, pages, redactions)
    return verify_document(expectation, make_terms(redactions, []), known)


def found(report: FileReport) -> set[tuple[str, str]]:
    return {(check.layer, check.result) for check in report.checks if check.result != "pass"}


@pytest.mark.parametrize("turn", [0, 90])
def test_name_in_a_picture_is_a_leak(tmp_path: Path, turn: int) -> None:
    report = report_on(tmp_path, with_picture(CAST, f"Foto: {CAST.gone}", turn))
    # The page as it is shown is what is read: a picture that lies on its side is turned.
    assert ("ocr", "leak") in found(report), report.checks
    assert next(check.cpu_ms for check in report.checks if check.layer == "ocr") > 0


def test_other_text_in_a_picture_is_fine_and_read_once(tmp_path: Path) -> None:
    known: dict[str, str] = {}
    data = with_picture(CAST, "Welkom op kantoor")
    assert found(report_on(tmp_path, data, known=known)) == set()
    assert "Welkom op kantoor" in "".join(known.values())
    again = dict.fromkeys(known, f"Foto: {CAST.gone}")
    assert ("ocr", "leak") in found(report_on(tmp_path, data, known=again))


def test_surname_in_a_picture_is_a_question(tmp_path: Path) -> None:
    data = with_picture(CAST, f"Kamer van {CAST.gone.split()[1]}")
    assert found(report_on(tmp_path, data)) == {("ocr", "question")}


def test_page_without_pictures_is_not_read(tmp_path: Path) -> None:
    report = report_on(tmp_path, Sheet(body(CAST)).close(Raw()))
    assert "ocr" not in {check.layer for check in report.checks}


def test_without_tesseract_only_what_must_be_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    layer._installed.cache_clear()
    try:
        assert found(report_on(tmp_path, Sheet(body(CAST)).close(Raw()))) == set()
        report = report_on(tmp_path, with_picture(CAST, "Welkom"))
        assert found(report) == {("ocr", "refused")}
        assert any("tesseract" in check.detail for check in report.checks)
    finally:
        layer._installed.cache_clear()


def places(data: bytes, *, procedures: bool = False) -> int:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        sheet = sheets(pdf)[0]
    page = pypdfium2.PdfDocument(data)[0]
    return len(picture_places(page, sheet, page_chars(page, sheet), procedures=procedures))


TABLE = "".join(f"40 {y} 300 1 re f 40 {y} m 340 {y} l S " for y in range(20, 280, 20))
LETTERS = "".join(f"{x} 50 m {x + 4} 60 {x + 6} 60 {x + 8} 50 c S " for x in range(50, 350, 10))


@pytest.mark.parametrize(
    ("content", "count"),
    [
        (body(CAST), 0),
        (body(CAST) + TABLE, 0),
        (body(CAST) + LETTERS, 1),
        (show("\x80\x81 niets", 40, 100), 0),
    ],
    ids=["text", "table", "outlines", "odd"],
)
def test_where_reading_can_matter(content: str, count: int) -> None:
    assert places(Sheet(content).close(Raw())) == count


def test_text_that_is_no_language_is_read() -> None:
    """A font that lies about its letters gives words that no language has."""
    lies = "".join(show("xqzv wrtk plmb qsdf zxcv bnmk", 20, y) for y in range(40, 280, 20))
    assert places(Sheet(lies).close(Raw())) == 1
    true = "".join(show("de planning van het overleg is klaar", 20, y) for y in range(40, 280, 20))
    assert places(Sheet(true).close(Raw())) == 0
    assert places(Sheet(true).close(Raw()), procedures=True) == 1


def test_who_stays_may_stand_in_a_picture(tmp_path: Path) -> None:
    report = report_on(tmp_path, with_picture(CAST, f"Foto van {CAST.stays}"))
    assert found(report) == set()
