"""Rows proposed from case files: what a sentence says, where it stands, and that nobody stands for
it yet."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from woo_tool.overview import FilePage, draft_row, draft_xlsx, load_style
from woo_tool.overview.register import read_register, unconfirmed_rows

BZK = load_style("bzk")
REPORT = """Rapport
Op 2 mei 2023 is een melding ontvangen over onjuiste declaraties.
Er is een feitenonderzoek gedaan. Er zijn twee betrokkenen.
Is er sprake van pesten?
Conclusie: het indienen van valse declaraties is aangetoond.
De medewerker kreeg een schriftelijke berisping. Er is geen aangifte gedaan.
Het onderzoek is op 14-08-2023 afgerond.
"""


def values(text: str) -> dict[str, str]:
    row = draft_row("d1", [FilePage("0003", 2, text)], BZK)
    assert row is not None
    return {name: row.value(name) for name in ("received", "closed", "persons", "category",
            "investigation", "proven", "disposals", "police", "track")}  # fmt: skip


def test_a_report_gives_a_row() -> None:
    assert values(REPORT) == {
        "received": "2023-05-02", "closed": "2023-08-14", "persons": "2",
        "category": "financieel", "investigation": "Feitenonderzoek", "proven": "yes",
        "disposals": "berisping", "police": "", "track": "full",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "column", "value"),
    [
        ("Het pesten is niet aangetoond.", "proven", "no"),
        ("Het onderzoek kon dit niet vaststellen.", "proven", "no"),
        ("Het onderzoek loopt nog.", "proven", "pending"),
        ("Er is aangifte gedaan bij de politie.", "police", "yes"),
        ("Het dienstverband is beëindigd na strafontslag.", "disposals", "einde_dienstverband"),
        ("Op de agenda staat een training.", "disposals", ""),
        ("De melding is afgerond op 31 februari 2023 en op 3 maart 2023.", "closed", "2023-03-03"),
        ("De zaak is overgedragen aan een ander.", "investigation",
         "Overgedragen aan een andere instantie"),
    ],
)  # fmt: skip
def test_what_a_sentence_says(sentence: str, column: str, value: str) -> None:
    text = f"Vooronderzoek naar pesten.\n{sentence}"
    if column == "investigation":
        text = f"Gemeld op 2 mei 2023: pesten.\n{sentence}"
    assert values(text)[column] == value


def test_a_text_that_is_no_case_file_gives_no_row() -> None:
    assert (
        draft_row("d1", [FilePage("0001", 1, "Wat is pesten? Neem geen geschenken aan.")], BZK)
        is None
    )
    assert draft_row("d1", [FilePage("0001", 1, "Er is een vooronderzoek gedaan.")], BZK) is None


def test_each_cell_has_its_passage_and_no_row_counts(tmp_path: Path) -> None:
    row = draft_row("d1", [FilePage("0003", 2, REPORT)], BZK)
    assert row is not None
    data = draft_xlsx([row], BZK)
    assert data == draft_xlsx([row], BZK)
    book = openpyxl.load_workbook(io.BytesIO(data))
    lines = [line[2:] for line in book["vindplaatsen"].iter_rows(values_only=True)]
    assert ("proven", "yes", "ja", "0003", 2,
            "Conclusie: het indienen van valse declaraties is aangetoond.") in lines  # fmt: skip
    path = tmp_path / "zaken.xlsx"
    path.write_bytes(data)
    ids = [item.id for item in BZK.categories]
    assert read_register(path, ids, BZK.disposal_ids) == ()
    assert unconfirmed_rows(path) == ((2, "d1"),)
    sheet = book.worksheets[0]
    sheet.cell(2, [cell.value for cell in sheet[1]].index("confirmed") + 1).value = "yes"
    book.save(path)
    (entry,) = read_register(path, ids, BZK.disposal_ids)
    assert (entry.category, entry.proven, entry.disposals) == (
        "financieel", "yes", (("berisping", 1),),
    )  # fmt: skip
