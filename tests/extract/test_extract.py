"""Extraction: what the glyphs say, where they stand, and in which order one reads them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pymupdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extract.drawing import FONT, check, page_of, pdf_of, picture, put
from woo_tool.errors import InputError
from woo_tool.extract import extract_pdf, extract_text, glyphs, unread
from woo_tool.extract.layout import Run
from woo_tool.geometry import boxes_of
from woo_tool.kinds import PageSource


def test_header_block_reads_row_by_row() -> None:
    rows = [("Aan", "de minister"), ("Van", "Noor Terpstra"), ("Via", "Directie Integriteit")]

    def draw(page: Any) -> None:
        for column in (0, 1):  # drawn column by column, as layout programs do
            for number, row in enumerate(rows):
                put(page, 60 + 110 * column, 80 + 14 * number, row[column])

    page = page_of(draw)
    assert page.text.splitlines() == [f"{label} {value}" for label, value in rows]
    check(page)


def test_two_columns_of_prose_read_one_after_the_other() -> None:
    def draw(page: Any) -> None:
        put(
            page, 60, 60, "Een kop die over beide kolommen van de bladzijde heen loopt", fontsize=18
        )
        for number in range(12):
            put(page, 60, 100 + 13 * number, f"links {number} staan vier woorden of meer hier")
            put(page, 320, 100 + 13 * number, f"rechts {number} staan vier woorden of meer hier")
        put(
            page,
            60,
            300,
            "Een slotregel die weer over de volle breedte van de bladzijde loopt ja ja",
        )

    lines = page_of(draw).text.splitlines()
    assert lines[0].startswith("Een kop")
    assert [line.split()[:2] for line in lines[1:13]] == [["links", str(n)] for n in range(12)]
    assert [line.split()[:2] for line in lines[13:25]] == [["rechts", str(n)] for n in range(12)]
    assert lines[25].startswith("Een slotregel")


def test_side_column_in_small_type_is_read_apart() -> None:
    def draw(page: Any) -> None:
        for number in range(20):
            put(
                page,
                60,
                100 + 13 * number,
                f"brief {number} met een zin van zes woorden",
                fontsize=9,
            )
        for number in range(10):
            put(page, 430, 103 + 9 * number, f"kolom {number}", fontsize=7)

    lines = page_of(draw).text.splitlines()
    assert lines[:20] == [f"brief {n} met een zin van zes woorden" for n in range(20)]
    assert lines[20:] == [f"kolom {n}" for n in range(10)]


def test_table_reads_row_by_row() -> None:
    cells = [[f"Naam{n}", f"{n:02} maart", f"Eenheid{n}"] for n in range(8)]

    def draw(page: Any) -> None:
        for column in range(3):
            for number, row in enumerate(cells):
                put(page, 60 + 150 * column, 100 + 16 * number, row[column])

    assert page_of(draw).text.splitlines() == [" ".join(row) for row in cells]


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_rotated_page_keeps_its_own_space(rotation: int) -> None:
    def draw(page: Any) -> None:
        put(page, 60, 80, "Noor Terpstra")

    plain, turned = page_of(draw), page_of(draw, rotation=rotation)
    assert turned.words == plain.words
    assert (turned.width, turned.height, turned.rotation) == (595, 842, rotation)


@pytest.mark.parametrize(
    ("rotate", "axis", "rising"), [(0, 0, True), (270, 1, True), (180, 2, False), (90, 3, False)]
)
def test_rotated_text_has_edges_along_its_direction(rotate: int, axis: int, rising: bool) -> None:
    page = page_of(lambda page: put(page, 300, 400, "Noor Terpstra", rotate=rotate))
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
    page = page_of(lambda page: put(page, 60, 80, glyphs))
    assert page.text == text
    check(page)


def test_the_edges_of_a_ligature_are_split_evenly() -> None:
    page = page_of(lambda page: put(page, 60, 80, "\ufb01ets"))
    first, second, third = page.words[0].edges[:3]
    assert second - first == pytest.approx(third - second)
    assert third > first


def test_letters_that_are_drawn_apart_and_out_of_order_are_one_word() -> None:
    name = "Terpstra"
    font = pymupdf.Font(fontfile=FONT["fontfile"])
    place = [60 + sum(font.char_lengths(name[:n], 10)) for n in range(len(name))]

    def draw(page: Any) -> None:
        for n in (3, 0, 6, 1, 7, 2, 5, 4):
            put(page, place[n], 80, name[n])

    page = page_of(draw)
    assert page.text == name
    assert len(page.words[0].edges) == len(name) + 1


def test_text_outside_the_crop_box_and_in_hidden_layers_is_found() -> None:
    def draw(page: Any) -> None:
        put(page, 60, 80, "zichtbaar")
        put(page, 60, 700, "afgesneden")
        put(page, 60, 100, "verborgen", oc=page.parent.add_ocg("laag", on=False))
        page.set_cropbox(pymupdf.Rect(0, 50, 595, 400))

    page = page_of(draw)
    assert page.text.splitlines() == ["zichtbaar", "verborgen", "afgesneden"]
    assert page.words[0].box.y0 < 30, "the origin is the corner of the crop box"
    assert page.words[2].box.y0 > page.height


def test_blank_page_is_fine() -> None:
    page = page_of(lambda _: None, ocr=True)
    assert (page.text, page.words, page.source, page.images) == ("", (), PageSource.NONE, False)
    assert unread(page) == ""


def test_page_with_text_and_a_picture_over_it_keeps_its_text() -> None:
    def draw(page: Any) -> None:
        page.insert_image(page.rect, stream=picture())
        for number in range(12):
            put(page, 60, 80 + 14 * number, "vijf woorden op deze regel", render_mode=3)

    page = page_of(draw, ocr=True)
    assert page.source is PageSource.TEXT
    assert page.images
    assert len(page.words) == 60


@pytest.mark.parametrize("data", [b"", b"geen pdf", b"%PDF-1.7\nkapot"])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="0007"):
        extract_pdf("0007", data)


def test_a_file_that_announces_too_many_pages_gives_those_it_has() -> None:
    with pymupdf.open() as file:
        for _ in range(3):
            put(file.new_page(), 60, 80, "Noor")
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
            put(file.new_page(), 60, 80, "Noor")
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
            put(page, 60 + n, 80 + 5 * n, f"woord{n}")

    data = pdf_of(draw)
    assert extract_pdf("0001", data) == extract_pdf("0001", data)


words = st.text(st.characters(codec="cp1252", categories=("L", "N")), min_size=1, max_size=8)


@given(st.lists(st.tuples(st.integers(20, 500), words), max_size=25))
def test_every_glyph_belongs_to_one_word(items: list[tuple[int, str]]) -> None:
    def draw(page: Any) -> None:
        for number, (x, text) in enumerate(items):
            put(page, x, 30 + 30 * number, text)

    page = page_of(draw)
    check(page)
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


@pytest.mark.parametrize("count", [b"-1", b"99999999999"])
def test_a_number_of_pages_that_cannot_be_is_said(count: bytes) -> None:
    with pymupdf.open() as file:
        file.new_page()
        data = file.tobytes(no_new_id=True).replace(b"/Count 1", b"/Count " + count)
    with pytest.raises(InputError, match="kan niet worden gelezen"):
        extract_pdf("0001", data, ocr=False)
