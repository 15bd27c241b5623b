"""The forms: their own columns, order and counts, and a form of one's own in one file."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pypdf
import pytest

from tests import accessible
from tests.overview import registers
from woo_tool.errors import InputError, RequestError
from woo_tool.overview import (
    Overview,
    Printed,
    Style,
    build_overview,
    check_register,
    load_style,
    overview_docx,
    overview_pdf,
    overview_xlsx,
    plain_texts,
)

ROOT = Path(__file__).parents[2]
Cases = list[dict[str, Any]]


def build(
    tmp_path: Path, cases: Cases, name: str, *, previous: Cases | None = None, **period: dt.date
) -> tuple[Overview, Style]:
    style = load_style(name)
    entries = registers.read(tmp_path, cases, style)
    earlier = registers.read(tmp_path, previous, style) if previous else ()
    texts = plain_texts(entries)
    overview = build_overview(entries, style, texts, previous=earlier, **period)
    assert check_register(entries, overview, style, Printed()) == ()
    return overview, style


def lines(overview: Overview, table: str) -> dict[str, tuple[int, ...]]:
    return {line.id: line.numbers for line in overview.table(table).lines if line.id}


def test_the_counts_of_2021_give_the_published_tables(tmp_path: Path) -> None:
    overview, _ = build(tmp_path, registers.bzk_2021(), "bzk")
    assert [row.ref for row in overview.rows] == [str(n) for n in range(1, 37)]
    assert lines(overview, "violations")["total"] == (36, 27)
    outcomes = lines(overview, "disposals")
    assert outcomes["Subtotaal disciplinair"] == (7, 7)
    assert outcomes["Subtotaal niet-disciplinair"] == (20, 21)
    assert outcomes["total"] == (27, 28)
    assert "Bij de 36 zaken zijn 37 personen betrokken" in " ".join(overview.notes)


def test_conditional_dismissal_is_no_end_of_employment(tmp_path: Path) -> None:
    cases = [registers.case("a", proven="yes", disposals="voorwaardelijk_ontslag")]
    overview, _ = build(tmp_path, cases, "bzk")
    outcomes = lines(overview, "disposals")
    assert outcomes["voorwaardelijk_ontslag"] == (1, 1)
    assert outcomes["einde_dienstverband"] == (0, 0)
    assert "telt niet als beëindiging" in " ".join(overview.notes)


def test_bz_counts_persons_over_a_year_and_a_part_of_one(tmp_path: Path) -> None:
    cases = registers.bz(2015, (1,) * 7 + (2, 2) + (1,) * 7)
    overview, style = build(
        tmp_path, cases, "bz", from_=dt.date(2015, 1, 1), until=dt.date(2015, 12, 31)
    )
    assert len(overview.rows) == 16
    assert sum(int(row.persons) for row in overview.rows) == 18
    book = openpyxl.load_workbook(io.BytesIO(overview_xlsx(overview, style)))
    assert book["zaken"].cell(18, 1).value == 18
    # Only the dismissal is described, though another row has a description too.
    assert [row.ref for row in overview.rows if row.description] == ["1"]
    part, _ = build(
        tmp_path,
        registers.bz(2016, (1,) * 5, running=2),
        "bz",
        from_=dt.date(2016, 1, 1),
        until=dt.date(2016, 5, 4),
    )
    assert part.period_id == "2016-01-01-2016-05-04"
    assert len(part.rows) == 5
    assert "2 zaken in dit overzicht lopen nog." in part.notes


def test_the_half_year_of_a_municipality(tmp_path: Path) -> None:
    first, last = dt.date(2021, 1, 1), dt.date(2021, 6, 30)
    overview, _ = build(tmp_path, registers.gemeente(), "gemeente", from_=first, until=last)
    counted = lines(overview, "reports")
    assert counted["received"] == (58, 64)
    assert [counted[key][0] for key in ("no_suspicion", "rest", "line", "preliminary", "full")] == [
        26, 32, 19, 4, 9,
    ]  # fmt: skip
    carried = lines(overview, "carried")
    assert [carried[key][0] for key in ("proven", "persons", "warned", "ended", "unpunished")] == [
        4, 5, 3, 1, 1,
    ]  # fmt: skip
    said = overview.comparison[0]
    assert said == (
        "In het eerste halfjaar van 2021 zijn 58 meldingen ontvangen: 6 minder dan in het eerste "
        "halfjaar van 2020 (64). Dit verschil kan toeval zijn."
    )
    assert "De aantallen zijn klein" in overview.comparison[-1]
    assert overview.rows == ()


OWN = """
name: waterschap
title: Integriteit bij het waterschap
extends: base
sections: [outcomes, list]
columns:
  - {field: ref, header: Volgnummer, width: 60}
  - {field: category, header: Onderwerp, width: 200}
  - {field: persons, header: Betrokkenen, width: 60, sum: true}
categories:
  - {id: geld, table: Geld, list: Omgaan met geld}
  - {id: gedrag, table: Gedrag, list: Gedrag op het werk}
tables:
  - id: outcomes
    kind: counts
    title: Uitkomsten
    header: [Uitkomst, Zaken]
    lines:
      - {id: all, label: Alle zaken, total: true}
      - {id: shown, label: Vastgesteld, where: {proven: ["yes"]}, indent: 1}
      - {id: other, label: Niet vastgesteld, where: {proven: ["no", other]}, indent: 1}
    sums: [{total: all, parts: [shown, other]}]
excluded_units: [Laboratorium]
standing_notes: ["Zaken over bestuurders horen hier niet bij."]
"""


def test_an_organisations_own_form_is_one_file(tmp_path: Path) -> None:
    path = tmp_path / "waterschap.yaml"
    path.write_text(OWN, encoding="utf-8")
    cases = [
        registers.case("a", category="gedrag", proven="yes", persons=2),
        registers.case("b", category="geld"),
        registers.case("c", category="geld", unit="Laboratorium"),
    ]
    overview, style = build(tmp_path, cases, str(path))
    assert lines(overview, "outcomes") == {"all": (2,), "shown": (1,), "other": (1,)}
    assert [(row.category, row.persons) for row in overview.rows] == [
        ("Omgaan met geld", "1"), ("Gedrag op het werk", "2"),
    ]  # fmt: skip
    assert "Één zaak bij Laboratorium telt niet mee in dit overzicht." in overview.notes
    assert "Zaken over bestuurders horen hier niet bij." in overview.notes
    text = pypdf.PdfReader(io.BytesIO(overview_pdf(overview, style))).pages[0].extract_text()
    assert "Volgnummer" in text
    assert "Totaal 3" in text


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (("sections: [outcomes, list]", "sections: [uitkomst]"), "uitkomst is geen tabel"),
        (("parts: [shown, other]", "parts: [gezien]"), "regel gezien bestaat niet"),
        (("extends: base", "extends: basis"), "vorm 'basis' bestaat niet"),
        (("field: category", "field: naam"), "columns.1.field"),
        (("width: 60, sum", "when_disposals: [boete], width: 60, sum"), "afdoening boete"),
    ],
)
def test_a_fault_in_an_own_form_is_named(
    tmp_path: Path, change: tuple[str, str], fault: str
) -> None:
    path = tmp_path / "eigen.yaml"
    path.write_text(OWN.replace(*change), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_style(str(path))
    assert fault in caught.value.message


def test_a_form_by_receipt_needs_the_day_of_receipt(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="kolom received"):
        build(tmp_path, [registers.case("a", received="")], "bz")


def three_years() -> Cases:
    """Proven violations in private life, and one a year of misused position."""
    return [
        registers.case(
            f"{year}-{category}-{at}",
            received=f"{year}-01-05",
            closed=f"{year}-07-01",
            category=category,
            proven="yes",
        )
        for year, private in ((2031, 4), (2032, 2), (2033, 5))
        for category, number in (("prive", private), ("positie", 1))
        for at in range(number)
    ]


def test_the_figure_counts_three_years_and_says_so_in_words(tmp_path: Path) -> None:
    cases = three_years()
    now = [item for item in cases if item["ref"].startswith("2033")]
    before = [item for item in cases if not item["ref"].startswith("2033")]
    overview, style = build(tmp_path, now, "bzk", previous=before)
    figure = overview.figure
    assert figure is not None
    assert figure.years == (2031, 2032, 2033)
    values = dict(zip(figure.labels, figure.values, strict=True))
    assert values["Ongepaste gedragingen in de privésfeer"] == (4, 2, 5)
    assert "In 2033 zijn 6 aangetoonde schendingen geteld" in figure.summary
    text = " ".join(
        page.extract_text() for page in pypdf.PdfReader(
            io.BytesIO(overview_pdf(overview, style))
        ).pages
    )  # fmt: skip
    assert "Figuur 1. Aangetoonde schendingen naar type, 2031–2033" in text
    assert "In 2033 zijn 6 zaken afgerond: 3 meer dan in 2032 (3). Dit verschil kan toeval" in text
    book = openpyxl.load_workbook(io.BytesIO(overview_xlsx(overview, style)))
    assert [cell.value for cell in book["figuur"][10]][1:] == [4, 2, 5]


@pytest.mark.parametrize("name", ["bzk", "bz", "gemeente"])
def test_the_pdf_can_be_read_by_who_cannot_see_it(tmp_path: Path, name: str) -> None:
    cases = three_years()
    for item in cases:
        item |= {"nature": "Voorval", "description": "Lang verhaal. " * 200, "track": "full"}
    now = [item for item in cases if item["ref"].startswith("2033")]
    before = [item for item in cases if not item["ref"].startswith("2033")]
    overview, style = build(tmp_path, now, name, previous=before)
    data = overview_pdf(overview, style, organisation="Ministerie van Voorbeeldzaken")
    assert accessible.faults(data) == []
    found = accessible.kinds(data)
    assert found[:3] == ["Document", "H1", "P"]
    assert ("Figure" in found) == (name == "bzk")
    assert found.count("Table") == len(overview.tables) + bool(overview.rows) + (name == "bzk")
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
    if name == "bzk":
        assert text.count("verhaal") == 6 * 200


def test_the_figure_in_word_is_a_vector(tmp_path: Path) -> None:
    cases = three_years()
    overview, style = build(tmp_path, cases, "bzk", from_=dt.date(2033, 1, 1))
    with zipfile.ZipFile(io.BytesIO(overview_docx(overview, style))) as parts:
        drawn = parts.read("word/media/figuur.svg").decode()
        document = parts.read("word/document.xml").decode()
    assert "svgBlip" in document
    assert "2031" in drawn
    assert "DOCTYPE" not in drawn


def test_the_form_of_the_manual_works_as_it_stands_there(tmp_path: Path) -> None:
    manual = (ROOT / "docs" / "handleiding.md").read_text(encoding="utf-8")
    form = re.search(r"```yaml\n(name: waterschap\n.*?)```", manual, re.DOTALL)
    assert form is not None
    path = tmp_path / "waterschap.yaml"
    path.write_text(form[1], encoding="utf-8")
    cases = [*three_years(), registers.case("x", closed="2033-08-01", unit="Muskusrattenbeheer")]
    overview, style = build(
        tmp_path, cases, str(path), from_=dt.date(2033, 1, 1), until=dt.date(2033, 12, 31)
    )
    assert lines(overview, "uitkomsten") == {"alle": (6,), "wel": (6,), "niet": (0,)}
    assert len(overview.rows) == 6
    assert "Één zaak bij Muskusrattenbeheer telt niet mee in dit overzicht." in overview.notes
    assert accessible.faults(overview_pdf(overview, style)) == []


def test_a_year_without_others_has_no_figure(tmp_path: Path) -> None:
    overview, _ = build(tmp_path, registers.bzk_2021(), "bzk")
    assert overview.figure is None
    assert overview.comparison == ()


def test_the_docx_holds_the_tables_and_is_the_same_each_time(tmp_path: Path) -> None:
    cases = three_years()
    overview, style = build(tmp_path, cases, "bzk", from_=dt.date(2033, 1, 1))
    data = overview_docx(overview, style, organisation="Ministerie van Voorbeeldzaken")
    assert data == overview_docx(overview, style, organisation="Ministerie van Voorbeeldzaken")
    document = docx.Document(io.BytesIO(data))
    headings = [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 1"]
    assert headings[0].startswith("Tabel 1.")
    assert len(document.tables[-1].rows) == len(overview.rows) + 1
    alternative = document.inline_shapes[0]._inline.docPr.get("descr")
    assert alternative == (overview.figure.summary if overview.figure else None)
