"""Extraction: what the glyphs say, where they stand, and in which order one reads them."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from woo_tool.errors import InputError
from woo_tool.extract import extract_pdf, extract_text, glyphs, unread
from woo_tool.extract import ocr as ocr_module
from woo_tool.extract.layout import Run
from woo_tool.geometry import boxes_of
from woo_tool.kinds import PageSource
from woo_tool.model import Page
from woo_tool.resources import data_path

FONT = {
    "fontname": "F0",
    "fontfile": str(data_path("rules", "fonts", "LiberationSans-Regular.ttf")),
}
Drawing = Callable[[Any], object]


def _pdf(draw: Drawing, *, rotation: int = 0) -> bytes:
    with pymupdf.open() as file:
        page = file.new_page(width=595, height=842)
        draw(page)
        page.set_rotation(rotation)
        data: bytes = file.tobytes()
        return data


def _page(draw: Drawing, *, rotation: int = 0, ocr: bool = False) -> Page:
    return extract_pdf("0001", _pdf(draw, rotation=rotation), ocr=ocr)[0]


def _put(page: Any, x: float, y: float, text: str, **options: Any) -> None:
    page.insert_text((x, y), text, **{**FONT, "fontsize": 10, **options})


def _picture(text: str = "", size: tuple[int, int] = (1240, 1754)) -> bytes:
    image = Image.new("L", size, 255)
    if text:
        font = ImageFont.truetype(FONT["fontfile"], 44)
        ImageDraw.Draw(image).text((150, 200), text, fill=0, font=font)
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def _check(page: Page) -> None:
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


def test_header_block_reads_row_by_row() -> None:
    rows = [("Aan", "de minister"), ("Van", "Noor Terpstra"), ("Via", "Directie Integriteit")]

    def draw(page: Any) -> None:
        for column in (0, 1):  # drawn column by column, as layout programs do
            for number, row in enumerate(rows):
                _put(page, 60 + 110 * column, 80 + 14 * number, row[column])

    page = _page(draw)
    assert page.text.splitlines() == [f"{label} {value}" for label, value in rows]
    _check(page)


def test_two_columns_of_prose_read_one_after_the_other() -> None:
    def draw(page: Any) -> None:
        _put(
            page, 60, 60, "Een kop die over beide kolommen van de bladzijde heen loopt", fontsize=18
        )
        for number in range(12):
            _put(page, 60, 100 + 13 * number, f"links {number} staan vier woorden of meer hier")
            _put(page, 320, 100 + 13 * number, f"rechts {number} staan vier woorden of meer hier")
        _put(
            page,
            60,
            300,
            "Een slotregel die weer over de volle breedte van de bladzijde loopt ja ja",
        )

    lines = _page(draw).text.splitlines()
    assert lines[0].startswith("Een kop")
    assert [line.split()[:2] for line in lines[1:13]] == [["links", str(n)] for n in range(12)]
    assert [line.split()[:2] for line in lines[13:25]] == [["rechts", str(n)] for n in range(12)]
    assert lines[25].startswith("Een slotregel")


def test_side_column_in_small_type_is_read_apart() -> None:
    def draw(page: Any) -> None:
        for number in range(20):
            _put(
                page,
                60,
                100 + 13 * number,
                f"brief {number} met een zin van zes woorden",
                fontsize=9,
            )
        for number in range(10):
            _put(page, 430, 103 + 9 * number, f"kolom {number}", fontsize=7)

    lines = _page(draw).text.splitlines()
    assert lines[:20] == [f"brief {n} met een zin van zes woorden" for n in range(20)]
    assert lines[20:] == [f"kolom {n}" for n in range(10)]


def test_table_reads_row_by_row() -> None:
    cells = [[f"Naam{n}", f"{n:02} maart", f"Eenheid{n}"] for n in range(8)]

    def draw(page: Any) -> None:
        for column in range(3):
            for number, row in enumerate(cells):
                _put(page, 60 + 150 * column, 100 + 16 * number, row[column])

    assert _page(draw).text.splitlines() == [" ".join(row) for row in cells]


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_rotated_page_keeps_its_own_space(rotation: int) -> None:
    def draw(page: Any) -> None:
        _put(page, 60, 80, "Noor Terpstra")

    plain, turned = _page(draw), _page(draw, rotation=rotation)
    assert turned.words == plain.words
    assert (turned.width, turned.height, turned.rotation) == (595, 842, rotation)


@pytest.mark.parametrize(
    ("rotate", "axis", "rising"), [(0, 0, True), (270, 1, True), (180, 2, False), (90, 3, False)]
)
def test_rotated_text_has_edges_along_its_direction(rotate: int, axis: int, rising: bool) -> None:
    page = _page(lambda page: _put(page, 300, 400, "Noor Terpstra", rotate=rotate))
    assert page.text == "Noor Terpstra"
    for word in page.words:
        assert word.axis == axis
        assert list(word.edges) == sorted(word.edges, reverse=not rising)
    (box,) = boxes_of(page, 0, len(page.text))
    assert (box.x1 - box.x0 > box.y1 - box.y0) == (axis in (0, 2))


@pytest.mark.parametrize(
    ("glyphs", "text"),
    [
        ("\ufb01etser Van D\u0133k", "fietser Van Dijk"),
        ("Çelik Ørsted Łukasz", "Çelik Ørsted Łukasz"),
        ("co\u00adoperatie", "co\u00adoperatie"),
        ("vaste\u00a0spatie", "vaste spatie"),
    ],
)
def test_glyphs_as_they_are_and_ligatures_as_letters(glyphs: str, text: str) -> None:
    page = _page(lambda page: _put(page, 60, 80, glyphs))
    assert page.text == text
    _check(page)


def test_the_edges_of_a_ligature_are_split_evenly() -> None:
    page = _page(lambda page: _put(page, 60, 80, "\ufb01ets"))
    first, second, third = page.words[0].edges[:3]
    assert second - first == pytest.approx(third - second)
    assert third > first


def test_letters_that_are_drawn_apart_and_out_of_order_are_one_word() -> None:
    name = "Terpstra"
    font = pymupdf.Font(fontfile=FONT["fontfile"])
    place = [60 + sum(font.char_lengths(name[:n], 10)) for n in range(len(name))]

    def draw(page: Any) -> None:
        for n in (3, 0, 6, 1, 7, 2, 5, 4):
            _put(page, place[n], 80, name[n])

    page = _page(draw)
    assert page.text == name
    assert len(page.words[0].edges) == len(name) + 1


def test_text_outside_the_crop_box_and_in_hidden_layers_is_found() -> None:
    def draw(page: Any) -> None:
        _put(page, 60, 80, "zichtbaar")
        _put(page, 60, 700, "afgesneden")
        _put(page, 60, 100, "verborgen", oc=page.parent.add_ocg("laag", on=False))
        page.set_cropbox(pymupdf.Rect(0, 50, 595, 400))

    page = _page(draw)
    assert page.text.splitlines() == ["zichtbaar", "verborgen", "afgesneden"]
    assert page.words[0].box.y0 < 30, "the origin is the corner of the crop box"
    assert page.words[2].box.y0 > page.height


def test_blank_page_is_fine() -> None:
    page = _page(lambda _: None, ocr=True)
    assert (page.text, page.words, page.source, page.images) == ("", (), PageSource.NONE, False)
    assert unread(page) == ""


def test_page_with_text_and_a_picture_over_it_keeps_its_text() -> None:
    def draw(page: Any) -> None:
        page.insert_image(page.rect, stream=_picture())
        for number in range(12):
            _put(page, 60, 80 + 14 * number, "vijf woorden op deze regel", render_mode=3)

    page = _page(draw, ocr=True)
    assert page.source is PageSource.TEXT
    assert page.images
    assert len(page.words) == 60


def test_scan_without_recognition_says_that_it_was_not_read() -> None:
    page = _page(lambda page: page.insert_image(page.rect, stream=_picture("Noor")), ocr=False)
    assert (page.source, page.text, page.images) == (PageSource.NONE, "", True)
    assert "niet gelezen" in unread(page)


def test_missing_tesseract_is_no_fault_but_a_page_to_look_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    ocr_module.ocr_problem.cache_clear()
    try:
        page = _page(lambda page: page.insert_image(page.rect, stream=_picture("Noor")), ocr=True)
        assert page.source is PageSource.NONE
        assert "tesseract-ocr-nld" in unread(page)
    finally:
        ocr_module.ocr_problem.cache_clear()


def test_scan_is_recognised_with_boxes_where_the_words_stand() -> None:
    text = "Verslag van mevrouw Terpstra"
    draw: Drawing = lambda page: page.insert_image(page.rect, stream=_picture(text))  # noqa: E731
    page = _page(draw, rotation=90, ocr=True)  # shown on its side: read anyway
    assert page.text == text
    assert page.source is PageSource.OCR
    assert page.confidence > 0.8
    (box,) = boxes_of(page, 0, len(text))
    width = pymupdf.Font(fontfile=FONT["fontfile"]).text_length(text, 44 * 72 / 150)
    assert box == pytest.approx((72, 101, 72 + width, 117), abs=5)
    _check(page)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_scan_that_was_fed_in_askew_is_read_as_it_runs(turn: int) -> None:
    """Tesseract reads lines that stand on end too, but then not where each letter stands."""
    picture = Image.open(
        io.BytesIO(
            _picture("Uw brief aan de heer Roggeveen\nstaat in het verslag van mevrouw Terpstra")
        )
    ).rotate(turn, expand=True)
    data = io.BytesIO()
    picture.save(data, "PDF", resolution=150)
    (page,) = extract_pdf("0001", data.getvalue(), ocr=True)
    assert "Roggeveen" in page.text
    assert {word.axis for word in page.words} == {{90: 3, 180: 2, 270: 1}[turn]}
    assert all(len(word.edges) == len(word.text) + 1 for word in page.words)


def test_stamp_on_a_scan_does_not_hide_the_scan() -> None:
    def draw(page: Any) -> None:
        page.insert_image(page.rect, stream=_picture("Verslag van mevrouw Terpstra"))
        _put(page, 500, 820, "Pagina 3")

    page = _page(draw, ocr=True)
    assert page.source is PageSource.TEXT
    assert page.text.splitlines() == ["Verslag van mevrouw Terpstra", "Pagina 3"]


def test_a_scan_stored_in_strips_is_read_too() -> None:
    def draw(page: Any) -> None:
        with Image.open(io.BytesIO(_picture("Verslag van mevrouw Terpstra"))) as scan:
            for top in range(0, scan.height, 110):
                buffer = io.BytesIO()
                scan.crop((0, top, scan.width, min(top + 110, scan.height))).save(buffer, "PNG")
                place = pymupdf.Rect(0, top, 1240, min(top + 110, 1754)) * (595 / 1240)
                page.insert_image(place, stream=buffer.getvalue(), keep_proportion=False)
        _put(page, 500, 820, "Pagina 3")

    assert _page(draw, ocr=True).text.splitlines() == ["Verslag van mevrouw Terpstra", "Pagina 3"]


def _screenshot(page: Any) -> None:
    for number in range(30):
        _put(page, 60, 60 + 14 * number, "vijf woorden op deze regel")
    page.insert_image(
        pymupdf.Rect(60, 500, 460, 800), stream=_picture("Mail van Noor", size=(1000, 750))
    )


def test_text_in_a_screenshot_is_found_beside_the_text_of_the_page() -> None:
    lines = _page(_screenshot, ocr=True).text.splitlines()
    assert lines == ["vijf woorden op deze regel"] * 30 + ["Mail van Noor"]


def test_a_screenshot_that_is_not_read_is_reported() -> None:
    page = _page(_screenshot, ocr=False)
    assert page.source is PageSource.TEXT
    assert "afbeelding" in unread(page)


@pytest.mark.parametrize("data", [b"", b"geen pdf", b"%PDF-1.7\nkapot"])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="0007"):
        extract_pdf("0007", data)


def test_a_file_that_announces_too_many_pages_gives_those_it_has() -> None:
    with pymupdf.open() as file:
        for _ in range(3):
            _put(file.new_page(), 60, 80, "Noor")
        data = file.tobytes().replace(b"/Count 3", b"/Count 4")
    assert [page.text for page in extract_pdf("0001", data)] == ["Noor"] * 3


@pytest.mark.parametrize("fault", [pymupdf.mupdf.FzErrorSyntax, RuntimeError])
def test_a_damaged_page_is_reported_and_the_others_are_read(
    monkeypatch: pytest.MonkeyPatch, fault: type[Exception]
) -> None:
    def runs_of(page: Any) -> list[Run]:
        if page.number == 1:
            raise fault("kapot")
        return glyphs.runs_of(page)

    monkeypatch.setattr("woo_tool.extract.runs_of", runs_of)
    with pymupdf.open() as file:
        for _ in range(3):
            _put(file.new_page(), 60, 80, "Noor")
        pages = extract_pdf("0001", file.tobytes())
    assert [page.text for page in pages] == ["Noor", "", "Noor"]
    assert "beschadigd" in unread(pages[1])


def test_a_pdf_with_a_password_is_refused() -> None:
    with pymupdf.open() as file:
        file.new_page()
        data = file.tobytes(encryption=5, user_pw="geheim", owner_pw="x")
    with pytest.raises(InputError, match="wachtwoord"):
        extract_pdf("0001", data)


def test_extraction_gives_the_same_each_time() -> None:
    def draw(page: Any) -> None:
        for n in range(30):
            _put(page, 60 + n, 80 + 5 * n, f"woord{n}")

    data = _pdf(draw)
    assert extract_pdf("0001", data) == extract_pdf("0001", data)


words = st.text(st.characters(codec="cp1252", categories=("L", "N")), min_size=1, max_size=8)


@given(st.lists(st.tuples(st.integers(20, 500), words), max_size=25))
def test_every_glyph_belongs_to_one_word(items: list[tuple[int, str]]) -> None:
    def draw(page: Any) -> None:
        for number, (x, text) in enumerate(items):
            _put(page, x, 30 + 30 * number, text)

    page = _page(draw)
    _check(page)
    assert sorted("".join(page.text.split())) == sorted("".join(text for _, text in items))


@given(st.text(st.characters(codec="utf-8")))
def test_plain_text_is_kept_to_the_character(text: str) -> None:
    (page,) = extract_text("brief.txt", text.encode())
    assert page.text == text
    covered = {place for word in page.words for place in range(word.start, word.end)}
    assert covered == {place for place, char in enumerate(text) if not char.isspace()}


def test_plain_text_keeps_mark_and_line_ends() -> None:
    (page,) = extract_text("brief.txt", "\ufeffAan\r\nNoor\tTerpstra\n".encode())
    assert page.text == "\ufeffAan\r\nNoor\tTerpstra\n"
    assert [(word.text, word.line) for word in page.words] == [
        ("\ufeffAan", 0),
        ("Noor", 1),
        ("Terpstra", 1),
    ]


def test_plain_text_in_another_encoding_is_refused_with_advice() -> None:
    with pytest.raises(InputError, match="UTF-8") as caught:
        extract_text("brief.txt", b"caf\xe9")
    assert "brief.txt" in caught.value.message


def test_cells_that_were_cut_off_are_words_apart(tmp_path: Path) -> None:
    """A spreadsheet prints the start of a long cell, and the next cell over its last letter."""
    path = tmp_path / "cellen.pdf"
    with pymupdf.open() as file:
        leaf = file.new_page()
        for x, text in ((50, "Terpstra-Wou"), (110, "12-05-198"), (151, "999984226")):
            leaf.insert_text((x, 80), text, fontsize=11)
        file.save(path)
    (page,) = extract_pdf("0001", path)
    assert [word.text for word in page.words] == ["Terpstra-Wou", "12-05-198", "999984226"]


def test_file_without_a_catalog_is_bad_input() -> None:
    data = b"%PDF-1.4\ntrailer << /Size 2 /Root 9 0 R >>\n%%EOF\n"
    with pytest.raises(InputError, match="kan niet worden gelezen"):
        extract_pdf("0001", data, ocr=False)
