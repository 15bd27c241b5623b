"""The redactor's promises about one file: whole or not at all, same bytes, a code in each box."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.redact.hostile_pdfs import CASES, Cast, Raw, Sheet, body, make_cast, show
from tests.redact.reading import drawn, read_pages, redactions_of
from woo_tool.errors import EnvironmentFaultError, InputError, SafetyError
from woo_tool.model import Box, Page, Redaction
from woo_tool.redact import OutputInfo, redact_pdf
from woo_tool.redact.overlay import fit_label, text_width
from woo_tool.verify import Expectation, make_terms, verify_document

CAST = make_cast(3)
INFO = OutputInfo("Document 0001", dt.date(2024, 5, 6), author="Ministerie van Voorbeeldzaken")


def plain_file(folder: Path) -> tuple[Path, tuple[Page, ...], tuple[Redaction, ...]]:
    source = folder / "in.pdf"
    source.write_bytes(CASES["plain"](CAST))
    pages = read_pages(source)
    return source, pages, redactions_of(pages, CAST.gone)


def text_of(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_label_stands_in_the_box(tmp_path: Path) -> None:
    source, pages, redactions = plain_file(tmp_path)
    redact_pdf(source, tmp_path / "out.pdf", pages, redactions, INFO)
    assert "5.1.2.e" in text_of(tmp_path / "out.pdf")
    assert CAST.gone not in text_of(tmp_path / "out.pdf")


def test_same_input_same_bytes(tmp_path: Path) -> None:
    source, pages, redactions = plain_file(tmp_path)
    one, other = tmp_path / "one.pdf", tmp_path / "other.pdf"
    redact_pdf(source, one, pages, redactions, INFO)
    redact_pdf(source, other, pages, redactions, INFO)
    assert one.read_bytes() == other.read_bytes()


def test_page_becomes_an_image_when_asked(tmp_path: Path) -> None:
    source, pages, redactions = plain_file(tmp_path)
    target = tmp_path / "out.pdf"
    result = redact_pdf(source, target, pages, redactions, INFO, as_images={1})
    assert result.pages == ("rasterised",)
    assert CAST.stays in text_of(target)
    assert CAST.gone not in text_of(target)


def test_text_that_stayed_in_a_box_makes_the_page_an_image(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, pages, redactions = plain_file(tmp_path)
    monkeypatch.setattr("woo_tool.redact.remove.aim", lambda *_, **__: Box(0, 0, 1, 1))
    result = redact_pdf(source, tmp_path / "out.pdf", pages, redactions, INFO)
    assert result.pages == ("rasterised",)
    assert CAST.gone not in text_of(tmp_path / "out.pdf")


def test_text_that_went_elsewhere_makes_the_page_an_image(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, pages, redactions = plain_file(tmp_path)
    monkeypatch.setattr("woo_tool.redact.remove.aim", lambda *_, **__: Box(0, 0, 400, 200))
    result = redact_pdf(source, tmp_path / "out.pdf", pages, redactions, INFO)
    assert result.pages == ("rasterised",)
    assert CAST.stays in text_of(tmp_path / "out.pdf")


def test_metadata_is_our_own(tmp_path: Path) -> None:
    source, pages, redactions = plain_file(tmp_path)
    redact_pdf(source, tmp_path / "out.pdf", pages, redactions, INFO)
    with pikepdf.open(tmp_path / "out.pdf") as pdf:
        assert str(pdf.docinfo.Title) == "Document 0001"
        assert str(pdf.docinfo.Author) == "Ministerie van Voorbeeldzaken"
        assert str(pdf.docinfo.CreationDate) == "D:20240506000000Z"
        assert str(pdf.Root.Lang) == "nl-NL"
        assert not pdf.is_encrypted
        assert pdf.check_pdf_syntax() == []


def test_file_without_redactions_is_cleaned_as_well(tmp_path: Path) -> None:
    source = tmp_path / "in.pdf"
    source.write_bytes(CASES["attachment"](CAST))
    pages = read_pages(source)
    result = redact_pdf(source, tmp_path / "out.pdf", pages, (), INFO)
    assert result.pages == ("copied",)
    with pikepdf.open(tmp_path / "out.pdf") as pdf:
        assert len(pdf.attachments) == 0
    assert CAST.gone in text_of(tmp_path / "out.pdf")


def test_draft_keeps_text_and_says_concept(tmp_path: Path) -> None:
    source, pages, redactions = plain_file(tmp_path)
    redact_pdf(source, tmp_path / "out.pdf", pages, redactions, INFO, draft=True)
    text = text_of(tmp_path / "out.pdf")
    assert CAST.gone in text
    assert "CONCEPT" in text
    assert "5.1.2.e" in text


def test_form_shared_by_pages_goes_from_both(tmp_path: Path) -> None:
    """A form redacted on one page must not stay in the resources of the other."""
    raw = Raw()
    font = raw.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    form = raw.stream(
        f"/Type /XObject /Subtype /Form /BBox [0 0 400 300] "
        f"/Resources << /Font << /F1 {font} 0 R >> >>",
        show(f"Voet {CAST.gone} einde", 40, 40).encode(),
    )
    content = raw.stream("", b"/Fm Do " + show("gewone tekst", 40, 200).encode())
    kids = [len(raw.objects) + 1, len(raw.objects) + 2]
    for _ in kids:
        raw.add(
            f"<< /Type /Page /Parent {kids[-1] + 1} 0 R /MediaBox [0 0 400 300] /Contents "
            f"{content} 0 R /Resources << /Font << /F1 {font} 0 R >> /XObject << /Fm {form} 0 R "
            ">> >> >>"
        )
    raw.add(f"<< /Type /Pages /Kids [{kids[0]} 0 R {kids[1]} 0 R] /Count 2 >>")
    root = raw.add(f"<< /Type /Catalog /Pages {kids[-1] + 1} 0 R >>")
    source, target = tmp_path / "in.pdf", tmp_path / "out.pdf"
    source.write_bytes(raw.close(root))
    pages = read_pages(source)
    redactions = redactions_of(pages, CAST.gone)
    assert len(redactions) == 2
    redact_pdf(source, target, pages, redactions, INFO)
    report = verify_document(
        Expectation("0001", target, source, pages, redactions), make_terms(redactions, [])
    )
    assert report.result == "pass", report.checks
    assert text_of(target).count("gewone tekst") == 2


def test_two_codes_over_one_place_make_one_label(tmp_path: Path) -> None:
    source, pages, redactions = plain_file(tmp_path)
    again = replace(redactions[0], mark="m9", grounds=("5.1.2.i",))
    redact_pdf(source, tmp_path / "out.pdf", pages, (*redactions, again), INFO)
    text = text_of(tmp_path / "out.pdf")
    assert text.count("5.1.2.e") == 1
    assert text.count("5.1.2.i") == 1


def test_bookmark_keeps_its_place_without_the_name(tmp_path: Path) -> None:
    source = tmp_path / "in.pdf"
    source.write_bytes(CASES["outline_title"](CAST))
    pages = read_pages(source)
    redact_pdf(source, tmp_path / "out.pdf", pages, redactions_of(pages, CAST.gone), INFO)
    with pikepdf.open(tmp_path / "out.pdf") as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == ["Verslag van [5.1.2.e]"]


def test_safe_web_link_stays(tmp_path: Path) -> None:
    source = tmp_path / "in.pdf"
    raw = Raw()
    annot = raw.add(
        "<< /Type /Annot /Subtype /Link /Rect [300 20 400 40] "
        "/A << /S /URI /URI (https://www.voorbeeld.nl/regeling) >> >>"
    )
    source.write_bytes(Sheet(body(CAST), page=f"/Annots [{annot} 0 R]").close(raw))
    pages = read_pages(source)
    redact_pdf(source, tmp_path / "out.pdf", pages, redactions_of(pages, CAST.gone), INFO)
    with pikepdf.open(tmp_path / "out.pdf") as pdf:
        assert str(pdf.pages[0].Annots[0].A.URI) == "https://www.voorbeeld.nl/regeling"


BROKEN = {
    "empty": b"",
    "no_pdf": b"dit is geen pdf",
    "head_only": b"%PDF-1.7\n",
    "half": CASES["plain"](CAST)[:200],
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_file_is_refused_and_leaves_nothing(tmp_path: Path, name: str) -> None:
    source, target = tmp_path / "in.pdf", tmp_path / "out.pdf"
    source.write_bytes(BROKEN[name])
    page = Page("0001", 1, "", (), 420, 300)
    with pytest.raises(SafetyError) as fault:
        redact_pdf(source, target, (page,), (), INFO)
    assert "in.pdf" in fault.value.message
    assert [item.name for item in tmp_path.iterdir()] == ["in.pdf"]


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(place=st.floats(0, 1), data=st.binary(min_size=1, max_size=8), cut=st.booleans())
def test_damaged_file_is_made_whole_or_refused(
    tmp_path: Path, place: float, data: bytes, cut: bool
) -> None:
    source, target = tmp_path / "in.pdf", tmp_path / "out.pdf"
    whole = CASES["form_nested"](CAST)
    at = int(place * len(whole))
    source.write_bytes(whole[:at] + data + (b"" if cut else whole[at + len(data) :]))
    page = Page("0001", 1, "", (), 420, 300)
    target.unlink(missing_ok=True)
    try:
        redact_pdf(source, target, (page,), (), INFO)
    except SafetyError:
        assert not target.exists()
    else:
        with pikepdf.open(target) as pdf:
            assert len(pdf.pages) == 1


def test_encrypted_file_is_refused(tmp_path: Path) -> None:
    source, pages, redactions = plain_file(tmp_path)
    with pikepdf.open(source) as pdf:
        pdf.save(tmp_path / "slot.pdf", encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(SafetyError, match="versleuteld"):
        redact_pdf(tmp_path / "slot.pdf", tmp_path / "out.pdf", pages, redactions, INFO)


def test_pages_that_are_not_of_the_file_are_refused(tmp_path: Path) -> None:
    source, pages, redactions = plain_file(tmp_path)
    other = replace(pages[0], width=600.0)
    with pytest.raises(SafetyError, match="maat"):
        redact_pdf(source, tmp_path / "out.pdf", (other,), redactions, INFO)
    with pytest.raises(SafetyError, match="pagina"):
        redact_pdf(source, tmp_path / "out.pdf", (*pages, replace(pages[0], number=2)), (), INFO)
    faults = {
        "pagina 7": replace(redactions[0], page=7),
        "vak": replace(redactions[0], boxes=()),
        "grond": replace(redactions[0], grounds=()),
    }
    for words, wrong in faults.items():
        with pytest.raises(SafetyError, match=words):
            redact_pdf(source, tmp_path / "out.pdf", pages, (wrong,), INFO)


def test_missing_source_and_folder_are_told_in_dutch(tmp_path: Path) -> None:
    source, pages, redactions = plain_file(tmp_path)
    with pytest.raises(InputError, match="gelezen"):
        redact_pdf(tmp_path / "weg.pdf", tmp_path / "out.pdf", pages, redactions, INFO)
    with pytest.raises(EnvironmentFaultError, match="geschreven"):
        redact_pdf(source, tmp_path / "weg" / "out.pdf", pages, redactions, INFO)


def test_failure_leaves_the_old_target(tmp_path: Path) -> None:
    source, pages, redactions = plain_file(tmp_path)
    target = tmp_path / "out.pdf"
    target.write_bytes(b"vorige")
    with pytest.raises(SafetyError):
        redact_pdf(source, target, pages, (replace(redactions[0], boxes=()),), INFO)
    assert target.read_bytes() == b"vorige"


def test_drawn_box_over_half_a_drawing_makes_the_page_an_image(tmp_path: Path) -> None:
    """A signature of strokes that runs on outside the box would stay in the file."""
    source = tmp_path / "in.pdf"
    strokes = "1 w 40 100 m 80 160 120 40 160 100 c 200 140 260 60 300 100 c S\n"
    source.write_bytes(Sheet(body(CAST) + strokes).close(Raw()))
    pages = read_pages(source)
    box = drawn(1, Box(60, 150, 200, 250))
    result = redact_pdf(source, tmp_path / "out.pdf", pages, (box,), INFO)
    assert result.pages == ("rasterised",)
    whole = drawn(1, Box(30, 130, 310, 270))
    result = redact_pdf(source, tmp_path / "out.pdf", pages, (whole,), INFO)
    assert result.pages == ("redacted",)
    assert curves(tmp_path / "out.pdf") == 0


def test_drawing_of_which_only_the_stroke_sticks_out_of_the_box_does_not_stay(
    tmp_path: Path,
) -> None:
    """MuPDF counts the width of the stroke: such a drawing isn't covered, and would stay."""
    source = tmp_path / "in.pdf"
    strokes = "1 w 40 100 m 80 160 120 40 160 100 c 200 140 260 60 300 100 c S\n"
    source.write_bytes(Sheet(body(CAST) + strokes).close(Raw()))
    box = drawn(1, Box(30, 130, 310, 260))
    redact_pdf(source, tmp_path / "out.pdf", read_pages(source), (box,), INFO)
    assert curves(tmp_path / "out.pdf") == 0


def curves(path: Path) -> int:
    with pikepdf.open(path) as pdf:
        return pdf.pages[0].Contents.read_bytes().split().count(b"c")


@settings(deadline=None)
@given(along=st.floats(4, 200), across=st.floats(4, 40), codes=st.integers(1, 3))
def test_label_never_leaves_its_box(along: float, across: float, codes: int) -> None:
    lines, size = fit_label(" ".join(["5.1.2.e"] * codes), along, across)
    assert max(text_width(line) for line in lines) * size <= along
    assert 0 < size * len(lines) <= across


def test_two_codes_in_a_narrow_box_are_stacked() -> None:
    lines, size = fit_label("10.2.e 10.2.g", 16, 13)
    assert lines == ("10.2e", "10.2g")
    assert size > 4


def test_neighbours_of_a_tight_line_keep_every_letter(tmp_path: Path) -> None:
    for leading in (13, 11, 10, 9, 8):
        lines = ["Boven deze regel staat jgpq", f"met {CAST.gone} er midden in", "en ook ÉÀ ldb"]
        content = "".join(show(t, 40, 220 - leading * i) for i, t in enumerate(lines))
        source = tmp_path / "in.pdf"
        source.write_bytes(Sheet(content).close(Raw()))
        pages = read_pages(source)
        redact_pdf(source, tmp_path / "out.pdf", pages, redactions_of(pages, CAST.gone), INFO)
        text = "".join(text_of(tmp_path / "out.pdf").split())
        for line in ("Bovendezeregelstaatjgpq", "ermiddenin", "enookÉÀldb"):
            assert line in text, leading


def test_other_person_with_a_name_inside(tmp_path: Path) -> None:
    """Half a word: the local part of an address goes, the domain stays."""
    source = tmp_path / "in.pdf"
    cast = Cast("jansma", "x")
    content = show("Mail jansma@minvoorbeeld.nl hierover", 40, 200)
    source.write_bytes(Sheet(content).close(Raw()))
    pages = read_pages(source)
    redact_pdf(source, tmp_path / "out.pdf", pages, redactions_of(pages, cast.gone), INFO)
    text = text_of(tmp_path / "out.pdf")
    assert "@minvoorbeeld.nl" in text
    assert "jansma" not in text


def test_words_of_a_hidden_layer_do_not_come_back(tmp_path: Path) -> None:
    """Extraction reads hidden layers; the searchable layer of the new page must not have them."""
    source, target = tmp_path / "in.pdf", tmp_path / "out.pdf"
    hidden = Cast("Verborgen Tekstlaag", CAST.stays)
    whole = CASES["hidden_layer"](hidden).replace(b"/OFF [", b"/ON [ ")
    source.write_bytes(whole)
    pages = read_pages(source)
    assert pages[0].text.count("Verborgen") == 2
    source.write_bytes(CASES["hidden_layer"](hidden))
    result = redact_pdf(source, target, pages, (), INFO)
    assert result.pages == ("rasterised",)
    assert text_of(target).count("Verborgen") == 1
    report = verify_document(Expectation("0001", target, source, pages, ()), ())
    assert report.result == "pass", report.checks
