"""Published overviews of others: without lines, over pages, with words that a scan spoiled."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from woo_tool.errors import InputError
from woo_tool.overview import check, load_style, read_published
from woo_tool.overview.gutters import Word, read_tables
from woo_tool.overview.misread import Taxonomy

BZK, BZ = load_style("bzk"), load_style("bz")
ROWS = (
    ("1", "Ongepaste communicatie", "Overig", "Afgedaan met een berisping."),
    ("2", "Ongepaste communicatie", "Overig", "Niet aangetoond. Er is wel een gesprek gevoerd."),
    ("3", "Ongewenste omgangsvormen", "Overig", "Afgedaan met een waarschuwing."),
)
HEADER = ("Nr.", "Hoofdcategorie", "Subtype", "Beschrijving")


def words(rows: tuple[tuple[str, ...], ...], xs: tuple[int, ...], y: float = 50) -> list[Word]:
    """Rows set in columns of 100 points, wrapped at 20 characters, 30 points between rows."""
    found = []
    for row in rows:
        deepest = y
        for x, cell in zip(xs, row, strict=True):
            left, line = float(x), y
            for part in cell.split():
                if left > x and left + 5 * len(part) > x + 100:
                    left, line = float(x), line + 12
                found.append(Word(left, line, left + 5 * len(part), line + 10, part))
                left += 5 * len(part) + 3
            deepest = max(deepest, line)
        y = deepest + 30
    return found


def test_columns_and_wrapped_rows_are_found_by_the_white_between_them() -> None:
    (table,) = read_tables([words((HEADER, *ROWS), (40, 80, 200, 320))])
    assert table == [list(HEADER), *map(list, ROWS)]


def test_running_text_is_no_table() -> None:
    text = [Word(40 + 28 * n, 50, 65 + 28 * n, 60, "woord") for n in range(10)]
    assert list(read_tables([text, []])) == []


def test_a_row_that_a_page_break_cut_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "overzicht.pdf"
    with pymupdf.open() as document:
        for rows in ((HEADER, *ROWS), (("", "", "", "kunnen vaststellen."),)):
            page = document.new_page()
            for word in words(rows, (40, 80, 200, 320)):
                page.insert_text((word.x0, word.y1), word.text, fontsize=9)
        document.save(path)
    published = read_published(path, BZK)
    assert len(published.rows) == 3
    assert published.rows[2].description.endswith("waarschuwing. kunnen vaststellen.")
    assert [one for one in check(published.facts[0]) if one.severity == "fout"] == []


def test_a_file_without_text_says_so(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    with pymupdf.open() as document:
        document.new_page()
        document.save(path)
    with pytest.raises(InputError, match="geen tekst"):
        read_published(path, BZK)


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Belangenverstremgeling", "Belangenverstrengeling"),
        ("ongepaste comunicatie", "ongepaste communicatie"),
        ("Belangenverstrengeling", "Belangenverstrengeling"),
        ("omgangsvorm", "omgangsvorm"),  # another form, not a fault
        ("schending", "schending"),
        ("Kanselarij", "Kanselarij"),
    ],
)
def test_words_of_the_taxonomy_are_read_as_they_were_meant(read: str, meant: str) -> None:
    taxonomy = Taxonomy(BZ)
    assert taxonomy.mended(read) == meant
    assert bool(taxonomy.found) == (read != meant)


def test_a_spoiled_word_is_counted_as_meant_and_named(tmp_path: Path) -> None:
    path = tmp_path / "overzicht.txt"
    lines = ["Nr.\tHoofdcategorie\tSubtype\tBeschrijving",
             "1\tOngepaste comunicatie\tOverig\tNiet aangetoond."]  # fmt: skip
    path.write_text("\n".join(lines), encoding="utf-8")
    (facts,) = read_published(path, BZK).facts
    assert facts.by_category == {"communicatie": 1}
    (one,) = (one for one in check(facts) if one.code == "D13")
    assert "'comunicatie' is gelezen als 'communicatie'" in one.line
