"""Files as makers leave them: fields without a look, damaged parts, turned scans, old operators."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageDraw

from tests.redact.hostile_pdfs import HEIGHT, WIDTH, Raw, Sheet, body, make_cast, show
from tests.redact.reading import read_pages, redactions_of
from woo_tool.model import Page, Redaction
from woo_tool.redact import OutputInfo, RedactResult, redact_pdf
from woo_tool.verify import Expectation, make_terms, verify_document

CAST = make_cast(11)
INFO = OutputInfo("x", None)


def redacted(source: Path, pages: tuple[Page, ...], gone: tuple[Redaction, ...]) -> RedactResult:
    """Redacts ``source`` and lets the verifier say that it is right."""
    target = source.with_name("out.pdf")
    result = redact_pdf(source, target, pages, gone, INFO)
    report = verify_document(Expectation("0001", target, source, pages, gone), make_terms(gone, []))
    assert report.result == "pass", [check for check in report.checks if check.result != "pass"]
    return result


def text_of(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def field(kind: str, extra: str) -> str:
    return (
        f"<< /Type /Annot /Subtype /{kind} /Rect [40 100 300 120] /F 4 {extra} "
        "/DA (/Helv 11 Tf 0 g) >>"
    )


@pytest.mark.parametrize("kind", ["Widget", "FreeText"])
def test_a_value_without_a_look_of_its_own_is_published(tmp_path: Path, kind: str) -> None:
    said = f"ingevuld door {CAST.gone} te Zwolle"
    raw = Raw()
    extra = f"/FT /Tx /T (naam) /V ({said})" if kind == "Widget" else f"/Contents ({said})"
    box = raw.add(field(kind, extra))
    helv = raw.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    form = f"/AcroForm << /Fields [{box} 0 R] /DR << /Font << /Helv {helv} 0 R >> >> >>"
    sheet = Sheet(show("Formulier", 40, 250), page=f"/Annots [{box} 0 R]", catalog=form)
    source = tmp_path / "in.pdf"
    source.write_bytes(sheet.close(raw))
    pages = read_pages(source)
    redacted(source, pages, redactions_of(pages, CAST.gone))
    out = text_of(tmp_path / "out.pdf")
    assert "Zwolle" in out
    assert CAST.gone.split()[0] not in out


def test_a_page_with_a_damaged_font_becomes_an_image(tmp_path: Path) -> None:
    raw = Raw()
    broken = raw.add(
        b"<< /Filter /FlateDecode /Length 20 >>\nstream\n"
        + b"x\x9cNietIngepakt12345"
        + b"\nendstream"
    )
    descriptor = raw.add(
        "<< /Type /FontDescriptor /FontName /Proef /Flags 32 /FontBBox [0 -200 1000 800] "
        "/ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 "
        f"/FontFile2 {broken} 0 R >>"
    )
    font = raw.add(
        "<< /Type /Font /Subtype /TrueType /BaseFont /Helvetica /FirstChar 32 /LastChar 126 "
        f"/Widths [{' '.join(['556'] * 95)}] /Encoding /WinAnsiEncoding "
        f"/FontDescriptor {descriptor} 0 R >>"
    )
    sheet = Sheet(body(CAST).replace("/F1", "/F2"), fonts=f"/F2 {font} 0 R")
    source = tmp_path / "in.pdf"
    source.write_bytes(sheet.close(raw))
    pages = read_pages(source)
    result = redact_pdf(source, tmp_path / "out.pdf", pages, redactions_of(pages, CAST.gone), INFO)
    out = text_of(tmp_path / "out.pdf")
    assert CAST.gone not in out
    assert CAST.stays in out
    assert result.pages == ("rasterised",)


def test_names_that_are_no_utf8_stay_readable_files(tmp_path: Path) -> None:
    raw = Raw()
    font = raw.add(
        b"<< /Type /Font /Subtype /Type1 /BaseFont /#CB#CE#CC#E5 /Encoding /WinAnsiEncoding >>"
    )
    sheet = Sheet(show("Een regel in een ander lettertype.", 40, 100).replace("/F1", "/F2"))
    sheet.content += body(CAST)
    sheet.fonts = f"/F2 {font} 0 R"
    source = tmp_path / "in.pdf"
    source.write_bytes(sheet.close(raw))
    pages = read_pages(source)
    assert redacted(source, pages, redactions_of(pages, CAST.gone)).pages == ("redacted",)


def turned_scan(degrees: float) -> bytes:
    """A scan that hangs a little over the page, as a program sets it that straightens scans."""
    picture = Image.new("L", (WIDTH * 2, HEIGHT * 2), 255)
    pen = ImageDraw.Draw(picture)
    for y in range(60, HEIGHT * 2 - 60, 40):
        pen.rectangle((80, y, WIDTH * 2 - 80, y + 16), fill=30)
    out = io.BytesIO()
    picture.rotate(degrees, fillcolor=255).save(out, "JPEG", quality=92)
    raw = Raw()
    image = raw.stream(
        f"/Type /XObject /Subtype /Image /Width {WIDTH * 2} /Height {HEIGHT * 2} "
        "/ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode",
        out.getvalue(),
        pack=False,
    )
    sheet = Sheet(
        f"q {WIDTH + 30} 18 -26 {HEIGHT + 30} -14 -20 cm /Im0 Do Q\n"
        + (body(CAST) + show("\\200 12,50 per stuk", 40, 100)).replace("BT", "BT 3 Tr"),
        xobjects=f"/Im0 {image} 0 R",
    )
    return sheet.close(raw)


def test_a_turned_scan_is_not_wiped_out(tmp_path: Path) -> None:
    source = tmp_path / "in.pdf"
    source.write_bytes(turned_scan(-3))
    pages = read_pages(source)
    result = redact_pdf(source, tmp_path / "out.pdf", pages, redactions_of(pages, CAST.gone), INFO)
    assert result.pages == ("rasterised",)
    assert "€ 12,50" in text_of(tmp_path / "out.pdf")  # a lone sign that pdfium has no glyph for
    with pypdfium2.PdfDocument(tmp_path / "out.pdf") as document:
        picture = document[0].render(scale=1, grayscale=True).to_numpy()
    assert (picture < 100).mean() > 0.15  # its lines are still there


def test_lines_set_with_quote_operators_stay_apart(tmp_path: Path) -> None:
    sheet = Sheet(
        f"BT /F1 11 Tf 40 250 Td ({CAST.gone}) Tj 0 -30 Td "
        f"14 TL (regel een) Tj (regel twee) ' 0 0 (regel drie) \" ET\n"
    )
    source = tmp_path / "in.pdf"
    source.write_bytes(sheet.close(Raw()))
    pages = read_pages(source)
    redacted(source, pages, redactions_of(pages, CAST.gone))
    after = read_pages(tmp_path / "out.pdf")
    tops = {word.text: word.box.y0 for word in after[0].words}
    assert tops["twee"] - tops["een"] == pytest.approx(14, abs=0.1)
    assert tops["drie"] - tops["twee"] == pytest.approx(14, abs=0.1)


def test_a_form_that_draws_with_the_resources_of_its_page_stays_whole(tmp_path: Path) -> None:
    raw = Raw()
    inner = raw.stream("/Type /XObject /Subtype /Form /BBox [0 0 20 20]", b"0 g 2 2 16 16 re f")
    outer = raw.stream(
        f"/Type /XObject /Subtype /Form /BBox [0 0 {WIDTH} {HEIGHT}]",
        b"q 1 0 0 1 40 20 cm /In Do Q",
    )
    sheet = Sheet(body(CAST) + "/Out Do\n", xobjects=f"/Out {outer} 0 R /In {inner} 0 R")
    source = tmp_path / "in.pdf"
    source.write_bytes(sheet.close(raw))
    pages = read_pages(source)
    redacted(source, pages, redactions_of(pages, CAST.gone))


def test_a_name_that_is_also_that_of_a_character_takes_none_away(tmp_path: Path) -> None:
    raw = Raw()
    font = raw.add(
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica "
        "/Encoding << /Type /Encoding /Differences [49 /one /two /bar] >> >>"
    )
    sheet = Sheet(
        show("Thorn One was er.", 40, 250) + show("112", 40, 200).replace("/F1", "/F2"),
        fonts=f"/F2 {font} 0 R",
    )
    source = tmp_path / "in.pdf"
    source.write_bytes(sheet.close(raw))
    pages = read_pages(source)
    redacted(source, pages, redactions_of(pages, "Thorn One"))
    with pikepdf.open(tmp_path / "out.pdf") as pdf:
        names = [str(x) for x in pdf.pages[0].Resources.Font.F2.Encoding.Differences.as_list()]
    assert names == ["49", "/one", "/two"]


def test_a_box_over_the_edge_shows_its_code_on_the_page(tmp_path: Path) -> None:
    sheet = Sheet(
        show("Naam", 40, 250)
        + show(f"Besproken met {CAST.stays} op maandag.", 40, 230)
        + show(f"Jan {CAST.gone} te Zwolle", WIDTH - 46, 200)
        + show("Einde van de tabel.", 40, 170)
    )
    source = tmp_path / "in.pdf"
    source.write_bytes(sheet.close(Raw()))
    pages = read_pages(source)
    redacted(source, pages, redactions_of(pages, CAST.gone))
    with pypdfium2.PdfDocument(tmp_path / "out.pdf") as document:
        said = document[0].get_textpage().get_text_bounded(WIDTH - 30, 190, WIDTH, 215)
    assert "5.1.2" in said
