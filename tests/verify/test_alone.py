"""What isn't a page's own content is drawn alone: text in it can't hide behind how it is used."""

from __future__ import annotations

import io

import pikepdf
import pytest

from tests.redact.hostile_pdfs import CASES, Raw, Sheet, body, make_cast, show
from woo_tool.verify.alone import alone
from woo_tool.verify.everything import check_alone, check_pypdf
from woo_tool.verify.holdings import unusual
from woo_tool.verify.readers import pypdf_pages
from woo_tool.verify.report import FULL_NAME, PART, Term
from woo_tool.verify.terms import Search

CAST = make_cast(21)
SEARCH = Search([Term(CAST.gone, FULL_NAME), Term(CAST.gone.split()[1], PART)])


def form(text: str, extra: str = "", *, used: bool = False, font: bool = True) -> bytes:
    raw = Raw()
    own = raw.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    fonts = f"/Resources << /Font << /F1 {own} 0 R >> >>" if font else ""
    stream = raw.stream(
        f"/Type /XObject /Subtype /Form /BBox [0 0 1 1] {fonts} {extra}",
        show(text, 40, 40).encode(),
    )
    content = body(CAST) + ("/Fm Do " if used else "")
    return Sheet(content, xobjects=f"/Fm {stream} 0 R").close(raw)


@pytest.mark.parametrize("used", [False, True])
@pytest.mark.parametrize("font", [False, True])
def test_text_that_a_form_clips_away_is_found(used: bool, font: bool) -> None:
    checks = list(check_alone(form(f"met {CAST.gone} erbij", used=used, font=font), SEARCH))
    assert {check.result for check in checks} == {"leak"}


def test_surname_in_a_form_is_a_question_and_other_text_is_fine() -> None:
    checks = list(check_alone(form(f"met {CAST.gone.split()[1]} erbij"), SEARCH))
    assert {check.result for check in checks} == {"question"}
    assert list(check_alone(form(f"met {CAST.stays} erbij"), SEARCH)) == []


@pytest.mark.parametrize(
    "name", ["tiling_pattern", "soft_mask", "free_text", "form_field", "form_nested", "unused_form"]
)
def test_hiding_places_are_drawn(name: str) -> None:
    drawn = alone(CASES[name](CAST))
    assert drawn is not None
    text = "".join(text for _, text in pypdf_pages(drawn.data))
    assert "".join(CAST.gone.split()) in "".join(text.split())


def test_page_alone_has_nothing_to_draw() -> None:
    assert alone(Sheet(body(CAST)).close(Raw())) is None


def pattern(text: str) -> bytes:
    raw = Raw()
    own = raw.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    tile = raw.stream(
        "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 80 20] /XStep 80 "
        f"/YStep 20 /Resources << /Font << /F1 {own} 0 R >> >>",
        show(text, 2, 2).encode(),
    )
    return Sheet(body(CAST), resources=f"/Pattern << /P1 {tile} 0 R >>").close(raw)


def test_text_in_a_pattern_that_nobody_reviewed_is_a_question() -> None:
    assert [check.result for check in check_alone(pattern("wat"), Search([]))] == ["question"]
    assert "leak" in {check.result for check in check_alone(pattern(CAST.gone), SEARCH)}


def test_pypdf_reads_too() -> None:
    data = Sheet(body(CAST)).close(Raw())
    assert [check.result for check in check_pypdf(data, SEARCH)] == ["leak"]
    assert list(check_pypdf(data, Search([]))) == []


def test_pypdf_reads_the_pages_that_are_asked_for() -> None:
    data = Sheet(body(CAST)).close(Raw())
    assert list(check_pypdf(data, SEARCH, pages=[])) == []
    assert [check.page for check in check_pypdf(data, SEARCH, pages=[0])] == [1]


@pytest.mark.parametrize(
    ("name", "odd"), [("plain", False), ("type3_font", True), ("form_nested", True)]
)
def test_pages_on_which_readers_may_differ(name: str, odd: bool) -> None:
    with pikepdf.open(io.BytesIO(CASES[name](CAST))) as pdf:
        assert unusual(pdf.pages[0]) is odd
