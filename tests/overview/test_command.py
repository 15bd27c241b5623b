"""``woo overview`` from outside: what it writes and where, and what stays inside."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pypdf
import pytest

from tests.overview import registers
from woo_tool.cli import woo
from woo_tool.model import Finding, Page
from woo_tool.steps import anonymising
from woo_tool.steps.reading import find_texts


def run(*arguments: object) -> int:
    code = woo.main([str(item) for item in arguments], standalone_mode=False)
    assert isinstance(code, int)
    return code


SECRETS = (
    "Op 3 maart 2021 gaf Femke Drijfhout, de 58-jarige chauffeur, € 1.234,56 te veel op. "
    "Zij is te bereiken op f.drijfhout@voorbeeld.nl.",
    "Melding van Bas Zeilmaker over een feest. Niet aangetoond.",
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An overview of a register with invented details that identify."""
    folder = tmp_path_factory.mktemp("overzicht")
    cases = registers.bzk_2021()
    for item, text in zip(cases, SECRETS, strict=False):
        item["description"] = text
    register = registers.write(folder / "r.yaml", cases, registers.BZK_2021_REPORTED)
    assert run("overview", register, "--out", folder / "uit") == 1
    return folder / "uit"


def published(folder: Path) -> str:
    pages = pypdf.PdfReader(folder / "overzicht-2021.pdf").pages
    book = openpyxl.load_workbook(folder / "overzicht-2021.xlsx")
    cells = [str(c.value) for sheet in book for row in sheet.iter_rows() for c in row]
    return " ".join(" ".join([*(page.extract_text() for page in pages), *cells]).split())


@pytest.mark.parametrize(
    "secret", ["Drijfhout", "Femke", "Zeilmaker", "3 maart", "58", "chauffeur", "1.234",
               "f.drijfhout", "voor-na"],
)  # fmt: skip
def test_identifying_details_are_gone_from_what_is_published(made: Path, secret: str) -> None:
    assert secret not in published(made)


def test_a_function_with_a_name_is_one_person(made: Path) -> None:
    assert "een medewerker, een medewerker" not in published(made).lower()
    assert "een medewerker een medewerker" not in published(made).lower()


def test_the_internal_files_lie_apart(made: Path) -> None:
    assert sorted(str(path.relative_to(made)) for path in made.rglob("*") if path.is_file()) == [
        "intern/overzicht-2021-herleidbaarheid.md",
        "intern/overzicht-2021-voor-na.xlsx",
        "overzicht-2021.docx",
        "overzicht-2021.pdf",
        "overzicht-2021.xlsx",
    ]
    data = (made / "intern" / "overzicht-2021-voor-na.xlsx").read_bytes()
    rows = list(openpyxl.load_workbook(io.BytesIO(data))["voor-na"].iter_rows(values_only=True))
    assert rows[1][3] == SECRETS[0]
    assert "In 2021" in str(rows[1][4])
    said = (made / "intern" / "overzicht-2021-herleidbaarheid.md").read_text(encoding="utf-8")
    assert "## Controle van de getallen" in said
    assert "D1 (fout)" in said


def test_what_was_published_can_be_checked(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("overview", "--check-file", made / "overzicht-2021.pdf") == 1
    out = capsys.readouterr().out
    assert "36 zaken in de lijst" in out
    assert "De getallen die in dit bestand staan, kloppen met elkaar." in out
    assert "Herleidbaarheid:" in out


def test_an_earlier_register_gives_a_comparison(tmp_path: Path) -> None:
    before = [
        {**item, "ref": f"v{item['ref']}", "received": "2020-02-01", "closed": "2020-06-01"}
        for item in registers.bzk_2021()[:30]
    ]
    now = registers.write(tmp_path / "nu.yaml", registers.bzk_2021())
    earlier = registers.write(tmp_path / "eerder.yaml", before)
    assert run("overview", now, "--previous", earlier, "--out", tmp_path / "uit") == 1
    text = published(tmp_path / "uit")
    assert "In 2021 zijn 36 zaken afgerond: 6 meer dan in 2020 (30)." in text
    assert "Figuur 1. Aangetoonde schendingen naar type, 2020–2021" in text


def test_twenty_thousand_rows_are_read_text_by_text() -> None:
    """The same text is searched once, whatever the number of cases."""
    from woo_tool.commands.scan import no_request
    from woo_tool.kinds import Law
    from woo_tool.overview import CaseEntry, load_style

    calls: list[str] = []

    def counting(pages: Sequence[Page]) -> Sequence[tuple[Finding, ...]]:
        calls.extend(page.text for page in pages)
        return find_texts(pages)

    entries = [
        CaseEntry(row, f"r{row}", None, None, 1, "", "prive", "Overig", (), "", "no", (), False,
                  f"Melding van soort {row % 4}.")
        for row in range(20_000)
    ]  # fmt: skip
    style = load_style("bzk")
    done = anonymising.anonymise(entries, style, no_request(Law.WOO), (), counting)
    assert len(calls) == 4
    assert all(done.texts(entry)["description"].rules == () for entry in entries)
    assert all(done.texts(entry)["description"].asks == () for entry in entries)
