"""The check names what doesn't agree, with both numbers, and nothing else."""

from __future__ import annotations

import datetime as dt
import io
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.overview import registers
from woo_tool.errors import InputError, RequestError
from woo_tool.overview import (
    Discrepancy,
    Printed,
    build_overview,
    check,
    check_register,
    load_style,
    overview_pdf,
    overview_xlsx,
    plain_texts,
    read_published,
    read_reported,
    write_template,
)

BZK = load_style("bzk")


def found(
    tmp_path: Path, cases: list[dict[str, Any]], reported: dict[str, Any], name: str = "bzk"
) -> dict[str, list[Discrepancy]]:
    style = load_style(name)
    entries = registers.read(tmp_path, cases, style)
    overview = build_overview(entries, style, plain_texts(entries))
    path = registers.write(tmp_path / "gedrukt.yaml", cases, reported)
    printed = read_reported(path, style)
    assert printed is not None
    by_code: dict[str, list[Discrepancy]] = {}
    for one in check_register(entries, overview, style, printed):
        by_code.setdefault(one.code, []).append(one)
    return by_code


def test_the_printed_numbers_of_2021_differ_where_they_are_known_to(tmp_path: Path) -> None:
    differences = found(tmp_path, registers.bzk_2021(), registers.BZK_2021_REPORTED)
    assert sorted(differences) == ["D1", "D2", "D3", "D4", "D5", "D6", "D9"]
    said = {code: " ".join(one.text for one in many) for code, many in differences.items()}
    assert "de lijst heeft 2 zaken, de tabel telt 1" in said["D1"]
    assert "36 zaken tegenover 47" in said["D2"]
    assert "Ongewenste omgangsvormen +10" in said["D2"]
    assert "27 zaken met een aangetoonde schending tegenover 37" in said["D3"]
    assert "Bij Ongepaste communicatie zijn zaken en vermoedens gelijk" in said["D3"]
    assert "36 ontvangen in 2021 en 36 afgeronde zaken" in said["D4"]
    assert "'Overig' en 'Overig, namelijk'" in said["D5"]
    assert "27 zaken, 28 personen" in said["D6"]
    assert "37 personen in 36 zaken" in said["D9"]
    assert all(one.where.startswith("Jaarverslag, ") for many in differences.values()
               for one in many)  # fmt: skip


def test_the_persons_of_a_year_are_no_rows(tmp_path: Path) -> None:
    cases = registers.bz(2015, (1,) * 14 + (2, 2))
    right = found(tmp_path, cases, {"rows": 16, "persons": 18}, "bz")
    assert {code: one[0].text for code, one in right.items()} == {
        "D9": "18 personen in 16 zaken: een totaal van personen is geen totaal van zaken"
    }
    assert "I9" in found(tmp_path, cases, {"persons": 16}, "bz")


@pytest.mark.parametrize(
    ("change", "code", "numbers"),
    [
        ({"suspected": {"prive": 3, "total": 4}}, "I1", ("3", "4")),
        ({"proven": {"prive": 1, "total": 2}}, "I2", ("1", "2")),
        ({"suspected": {"prive": 3}, "proven": {"prive": 4}}, "I3", ("4", "3")),
        ({"disposals": {"berisping": 1, "total": 2}}, "I4", ("1", "2")),
        ({"subtotals": {"Subtotaal disciplinair": 5}}, "I4", ("0", "5")),
        ({"disposals": {"total": 3}}, "I6", ("5", "3")),
        ({"disposals": {"berisping": 2}}, "I7", ("1", "2")),
        ({"police": 2}, "I8", ("0", "2")),
        ({"persons": 9}, "I9", ("3", "9")),
        ({"rows": 4}, "I12", ("3", "4")),
        ({"suspected": {"prive": 2}}, "D1", ("3", "2")),
    ],
)
def test_each_identity_is_named_with_both_numbers(
    tmp_path: Path, change: dict[str, Any], code: str, numbers: tuple[str, str]
) -> None:
    cases = [
        registers.case("a", proven="yes", disposals="berisping"),
        registers.case("b"),
        registers.case("c"),
    ]
    differences = found(tmp_path, cases, change)
    assert set(re.findall(r"\d+", differences[code][0].text)) >= set(numbers)


def test_numbers_that_agree_give_nothing(tmp_path: Path) -> None:
    cases = [registers.case("a", proven="yes", disposals="berisping"), registers.case("b")]
    right = {
        "rows": 2, "persons": 2, "police": 0,
        "received": {2021: 2},
        "disposals": {"berisping": 1, "geen": 0, "total": 1},
        "subtotals": {"Subtotaal disciplinair": 1, "Subtotaal niet-disciplinair": 0},
    }  # fmt: skip
    assert set(found(tmp_path, cases, right)) == {"D5", "D6"}


def test_two_disposals_in_a_case_are_no_fault(tmp_path: Path) -> None:
    cases = [
        registers.case("a", proven="yes", persons=2, disposals="berisping,verplaatsing"),
        registers.case("b"),
    ]
    assert "I6" not in found(tmp_path, cases, {"disposals": {"total": 2}})
    many = [registers.case("a", proven="yes", disposals="berisping*3")]
    assert "3 keer dezelfde afdoening bij 1" in found(tmp_path, many, {"rows": 1})["I11"][0].text


def test_the_lines_of_a_half_year(tmp_path: Path) -> None:
    lines = {"received": 58, "no_suspicion": 26, "rest": 32, "line": 19, "preliminary": 4,
             "full": 10}  # fmt: skip
    style = load_style("gemeente")
    entries = registers.read(tmp_path, registers.gemeente(), style)
    overview = build_overview(
        entries, style, plain_texts(entries),
        from_=dt.date(2021, 1, 1), until=dt.date(2021, 6, 30),
    )  # fmt: skip
    path = registers.write(tmp_path / "g.yaml", [], {"lines": lines})
    printed = read_reported(path, style)
    codes = {one.code: one.text for one in check_register(entries, overview, style, printed)}
    assert codes["I10"] == "Overige meldingen: de delen tellen op tot 33, de regel zelf is 32"
    assert codes["I13"] == "Feitenonderzoek gestart: het register geeft 9, gedrukt is 10"


def test_printed_numbers_may_stand_on_a_second_sheet(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_template(BZK)))
    for line in (("source", None, "Verslag"), ("rows", None, 3), ("suspected", "prive", 2)):
        book["gedrukt"].append(list(line))
    book.save(tmp_path / "zaken.xlsx")
    reported = read_reported(tmp_path / "zaken.xlsx", BZK).reported
    assert reported is not None
    assert (reported.source, reported.rows, reported.suspected) == ("Verslag", 3, {"prive": 2})
    (tmp_path / "leeg.xlsx").write_bytes(write_template(BZK))
    assert read_reported(tmp_path / "leeg.xlsx", BZK) == Printed()
    book["gedrukt"].append(["rows", None, "drie"])
    book.save(tmp_path / "zaken.xlsx")
    with pytest.raises(RequestError, match="'drie' is geen aantal"):
        read_reported(tmp_path / "zaken.xlsx", BZK)


@pytest.mark.parametrize(
    ("reported", "fault"),
    [
        ({"suspected": {"privé": 1}}, "reported.suspected: 'privé' is niet bekend"),
        ({"rijen": 1}, "rijen: dit veld is niet bekend"),
        ({"rows": "veel"}, "rows: hier hoort een geheel getal"),
    ],
)
def test_a_fault_in_the_printed_numbers_is_named(
    tmp_path: Path, reported: dict[str, Any], fault: str
) -> None:
    path = registers.write(tmp_path / "r.yaml", [], reported)
    with pytest.raises(RequestError) as caught:
        read_reported(path, BZK)
    assert fault in caught.value.message


@pytest.mark.parametrize("suffix", ["pdf", "xlsx"])
def test_a_published_overview_is_read_back(tmp_path: Path, suffix: str) -> None:
    entries = registers.read(tmp_path, registers.bzk_2021(), BZK)
    overview = build_overview(entries, BZK, plain_texts(entries))
    path = tmp_path / f"overzicht.{suffix}"
    path.write_bytes({"pdf": overview_pdf, "xlsx": overview_xlsx}[suffix](overview, BZK))
    published = read_published(path, BZK)
    assert [row.ref for row in published.rows] == [row.ref for row in overview.rows]
    assert [row.description for row in published.rows] == [row.description for row in overview.rows]
    (facts,) = published.facts
    assert facts.disposals["total"] == 27
    assert facts.unproven == 9
    assert {one.code for one in check(facts)} == {"D5", "D6"}


def test_a_published_table_with_a_fault_is_found(tmp_path: Path) -> None:
    lines = [
        "Type\tvermoedelijk\taangetoond",
        "Ongepaste communicatie\t2\t3",
        "Misbruik bevoegdheden\t1\t0",
        "Totaal\t4\t3",
        "",
        "Over de zaken.",
        "ref\thoofdcategorie\tsubtype\tbeschrijving",
        "1\tOngepaste communicatie\tOverig\tBericht op een forum. Afgedaan met een berisping.",
        "3\tOngepaste communicatie\tOverig\tMelding. Niet aangetoond.",
        "4\tMisbruik bevoegdheden\tOverig\tVoorwaardelijk strafontslag.",
    ]
    path = tmp_path / "oud.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    published = read_published(path, BZK)
    codes = {one.code: one.text for one in check(published.facts[0])}
    assert codes["I1"].startswith("de regels tellen op tot 3, het gedrukte totaal is 4")
    assert codes["I3"] == "Ongepaste communicatie: 3 aangetoond, maar 2 vermoed"
    assert "ontbreekt of dubbel: 2" in codes["I5"]
    assert "Ongepaste communicatie +2, Misbruik bevoegdheden -1" in codes["D3"]


def test_two_lists_in_one_file_each_have_their_own_total(tmp_path: Path) -> None:
    header = "Aantal\tAard\tSoort onderzoek\tHandhaving\tOmschrijving"
    lines = [
        header,
        "1\tFraude\tIntern\tNiet vastgesteld\t",
        "2\tLek\tIntern\tGesprek\t",
        "<b>Totaal 4</b>\t\t\t\t",
        "",
        "Tekst.",
        header,
        "1\tFraude\tIntern\tLopend\t",
    ]
    path = tmp_path / "oud.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    published = read_published(path, load_style("bz"))
    assert [facts.rows for facts in published.facts] == [2, 1]
    codes = {one.code: one.text for facts in published.facts for one in check(facts)}
    assert codes["I9"] == "de kolom telt op tot 3 personen, gedrukt is 4"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("weg.pdf", None),
        ("kapot.pdf", b"geen pdf"),
        ("kapot.xlsx", b"PK"),
        ("leeg.txt", b"Niets te zien"),
        ("brief.docx", b"x"),
        ("teken.txt", b"\xff\xfe"),
    ],
)
def test_what_is_no_overview_is_refused(tmp_path: Path, name: str, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_published(tmp_path / name, BZK)
    assert name in caught.value.message
