"""From register to overview: counts, selection, form, and nothing that a spreadsheet runs."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from woo_tool.errors import InputError, RequestError
from woo_tool.overview import (
    CaseEntry,
    Overview,
    build_overview,
    load_style,
    overview_pdf,
    overview_xlsx,
    plain_texts,
    read_register,
    write_template,
)

STYLE = load_style("bzk")
IDS = [item.id for item in STYLE.categories]
HEADER = "ref;received;closed;category;subtype;violations;proven;disposals;police;description"
ROWS = [
    "z1;2023-01-10;2023-03-01;financieel;Fraude;;yes;berisping*1;no;Onjuiste declaraties.",
    "z2;10-01-2023;1/4/2023;omgangsvormen;Pesten;omgangsvormen:yes,communicatie:no;yes;"
    "corrigerend*2;no;Pesten.",
    "z3;2023-02-01;2023-05-01;positie;Overig;;no;;yes;=1+1",
    "z4;2023-02-01;;prive;Overig;;pending;;no;Loopt nog.",
    "z5;2021-02-01;2022-05-01;prive;Overig;;yes;;no;Vorig jaar.",
]


def register(tmp_path: Path, rows: list[str], header: str = HEADER) -> tuple[CaseEntry, ...]:
    path = tmp_path / "zaken.csv"
    path.write_text("\n".join([header, *rows]), encoding="utf-8-sig")
    return read_register(path, IDS, STYLE.disposal_ids)


def made(cases: tuple[CaseEntry, ...], *, year: int | None = 2023) -> Overview:
    first, last = (dt.date(year, 1, 1), dt.date(year, 12, 31)) if year else (None, None)
    return build_overview(cases, STYLE, plain_texts(cases), from_=first, until=last)


def test_rows_are_the_closed_cases_of_the_period_by_category(tmp_path: Path) -> None:
    overview = made(register(tmp_path, ROWS))
    assert [row.ref for row in overview.rows] == ["1", "2", "3"]
    assert [row.subtype for row in overview.rows] == ["Fraude", "Overig", "Pesten"]
    assert overview.period_text == "Zaken afgerond van 1 januari 2023 tot en met 31 december 2023"
    assert overview.period_id == "2023"


def test_violations_are_counted_apart_from_cases(tmp_path: Path) -> None:
    lines = {
        line.label: line.numbers
        for line in made(register(tmp_path, ROWS)).table("violations").lines
    }
    assert lines["Ongewenste omgangsvormen"] == (1, 1)
    assert lines["Ongepaste communicatie"] == (1, 0)
    assert lines["Totaal"] == (4, 2)


def test_disposals_have_subtotals(tmp_path: Path) -> None:
    lines = {
        line.label: line.numbers for line in made(register(tmp_path, ROWS)).table("disposals").lines
    }
    assert lines["Subtotaal disciplinair"] == (1, 1)
    assert lines["Subtotaal niet-disciplinair"] == (1, 2)
    assert lines["Totaal"] == (2, 3)


def test_no_disposal_counts_for_proven_cases_alone(tmp_path: Path) -> None:
    rows = [
        "a;;2023-01-02;prive;x;;yes;;no;x",
        "b;;2023-01-02;prive;x;;no;geen*1;no;x",
        "c;;2023-01-02;prive;x;;no;;no;x",
    ]
    lines = {
        line.label: line.numbers for line in made(register(tmp_path, rows)).table("disposals").lines
    }
    assert lines["Geen afdoening"] == (1, 1)


def test_what_is_left_out_is_said(tmp_path: Path) -> None:
    notes = " ".join(made(register(tmp_path, ROWS)).notes)
    assert "Één zaak loopt nog en staat niet in dit overzicht." in notes
    assert "Één zaak valt buiten de periode" in notes
    assert "In één zaak is aangifte gedaan." in notes


def test_without_a_period_all_closed_cases_count(tmp_path: Path) -> None:
    overview = made(register(tmp_path, ROWS), year=None)
    assert len(overview.rows) == 4
    assert overview.period_id == "2022-2023"


def test_an_empty_period_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="geen afgeronde zaak"):
        made(register(tmp_path, ROWS), year=2019)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("z9;2023-13-01;;prive;;;yes;;no;x", "rij 2, kolom received: '2023-13-01' is geen datum"),
        ("z9;2023-02-01;2023-01-01;prive;;;yes;;no;x", "kolom closed: 2023-01-01 ligt voor"),
        ("z9;;;privé;;;yes;;no;x", "kolom category: 'privé' is niet bekend; kies uit"),
        ("z9;;;prive;;;misschien;;no;x", "kolom proven"),
        ("z9;;;prive;;prive:ja;yes;;no;x", "kolom violations"),
        ("z9;;;prive;;;yes;boete*1;no;x", "kolom disposals: 'boete"),
        ("z9;;;prive;;;yes;;soms;x", "kolom police"),
        (";;;prive;;;yes;;no;x", "kolom ref: deze cel mag niet leeg zijn"),
        (f"{ROWS[0]}\n{ROWS[0]}", "rij 3, kolom ref: 'z1' staat ook in rij 2"),
    ],
)
def test_a_fault_names_the_row_and_the_column(tmp_path: Path, row: str, fault: str) -> None:
    with pytest.raises(RequestError) as caught:
        register(tmp_path, [row])
    assert fault in caught.value.message


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("zaken.csv", b"naam;datum\nx;y"),
        ("zaken.xlsx", b"geen werkmap"),
        ("zaken.csv", b"\xff\xfe\x00"),
        ("zaken.yaml", b"cases: 3"),
        ("zaken.pdf", b"%PDF"),
    ],
)
def test_what_is_no_register_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(RequestError, match="zaken"):
        read_register(path, IDS, STYLE.disposal_ids)


def test_xlsx_and_yaml_say_the_same_as_csv(tmp_path: Path) -> None:
    cases = register(tmp_path, ROWS[:1])
    book = openpyxl.load_workbook(io.BytesIO(write_template(STYLE)))
    names = [cell.value for cell in book.worksheets[0][1]]
    values = {
        "ref": "z1", "received": dt.date(2023, 1, 10), "closed": dt.date(2023, 3, 1),
        "category": "financieel", "subtype": "Fraude", "proven": "yes",
        "disposals": "berisping*1", "police": "no", "description": "Onjuiste declaraties.",
    }  # fmt: skip
    book.worksheets[0].append([values.get(str(name)) for name in names])
    book.save(tmp_path / "zaken.xlsx")
    assert read_register(tmp_path / "zaken.xlsx", IDS, STYLE.disposal_ids) == cases
    text = """
cases:
  - {ref: z1, received: 2023-01-10, closed: 2023-03-01, category: financieel, subtype: Fraude,
     proven: yes, disposals: [berisping*1], police: no, description: Onjuiste declaraties.}
"""
    (tmp_path / "zaken.yaml").write_text(text, encoding="utf-8")
    from_yaml = read_register(tmp_path / "zaken.yaml", IDS, STYLE.disposal_ids)
    assert [replace(case, row=2) for case in from_yaml] == list(cases)


def test_the_workbook_has_no_formulas_and_is_the_same_each_time(tmp_path: Path) -> None:
    overview = made(register(tmp_path, ROWS))
    data = overview_xlsx(overview, STYLE)
    assert data == overview_xlsx(overview, STYLE)
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert "'=1+1" in [cell.value for cell in cells]


def test_the_pdf_holds_every_row_and_is_the_same_each_time(tmp_path: Path) -> None:
    overview = made(register(tmp_path, ROWS))
    data = overview_pdf(overview, STYLE, organisation="Ministerie van Voorbeeldzaken")
    assert data == overview_pdf(overview, STYLE, organisation="Ministerie van Voorbeeldzaken")
    reader = pypdf.PdfReader(io.BytesIO(data))
    text = "\n".join(page.extract_text() for page in reader.pages)
    words = " ".join(text.split())
    assert all(row.description in words for row in overview.rows)
    assert reader.metadata is not None
    assert reader.metadata.title == f"{overview.title} — {overview.period_text}"


def test_an_own_form_is_one_file(tmp_path: Path) -> None:
    source = Path(__file__).parents[2] / "rules" / "overview" / "bzk.yaml"
    own = tmp_path / "eigen.yaml"
    text = source.read_text(encoding="utf-8").replace("Overzicht integriteitszaken", "Onze zaken")
    own.write_text(text, encoding="utf-8")
    assert load_style(str(own)).title == "Onze zaken"
    own.write_text(text.replace("columns:", "kolommen:"), encoding="utf-8")
    with pytest.raises(RequestError, match="kolommen"):
        load_style(str(own))
    with pytest.raises(InputError, match="kies uit bz, bzk, gemeente"):
        load_style("gemeenste")


_CASES = st.lists(
    st.tuples(
        st.sampled_from(IDS),
        st.sampled_from(["yes", "no", "pending", "other"]),
        st.sampled_from([*STYLE.disposal_ids, ""]),
    ),
    min_size=1,
    max_size=30,
)


@given(_CASES)
def test_totals_are_sums_and_proven_never_exceeds_suspected(
    tmp_path_factory: pytest.TempPathFactory, cases: list[tuple[str, str, str]]
) -> None:
    rows = [
        f"z{at};;2023-05-05;{category};x;;{proven};{disposal};no;x"
        for at, (category, proven, disposal) in enumerate(cases)
    ]
    entries = register(tmp_path_factory.mktemp("r"), rows)
    if all(case.proven == "pending" for case in entries):
        with pytest.raises(InputError):
            made(entries)
        return
    overview = made(entries)
    *lines, total = overview.table("violations").lines
    assert all(line.numbers[1] <= line.numbers[0] for line in lines)
    assert total.numbers == tuple(map(sum, zip(*(line.numbers for line in lines), strict=True)))
    outcomes = overview.table("disposals").lines
    counted = [line for line in outcomes if not (line.total or line.heading)]
    assert outcomes[-1].numbers[0] == sum(line.numbers[0] for line in counted)
    assert len(overview.rows) == sum(case.proven != "pending" for case in entries)
