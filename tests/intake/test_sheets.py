"""Spreadsheets: nothing of a cell is cut off, and what the PDF doesn't show is said."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import openpyxl
import pymupdf
import pytest
from docx import Document
from docx.oxml import OxmlElement
from openpyxl.comments import Comment

from woo_tool.intake import read_bytes
from woo_tool.intake.sheets import spread_out
from woo_tool.intake.unseen import unseen
from woo_tool.kinds import Status

ROWS: list[tuple[str | int, ...]] = [
    ("Naam", "Geboortedatum", "BSN", "Toelichting bij de melding"),
    ("Terpstra-Wouda, Sietske Johanna", "12-05-1984", "999984226", "kort"),
    ("Noor", "1-2-1970", 999923109, "een lange toelichting " * 12),
]


def book(change: Callable[[openpyxl.Workbook], None] | None = None) -> bytes:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for row in ROWS:
        sheet.append(row)
    sheet.column_dimensions["A"].width = 4
    sheet.row_dimensions[3].height = 8
    if change:
        change(made)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def words_of(pdf: bytes | None) -> str:
    with pymupdf.open(stream=pdf, filetype="pdf") as file:
        return " ".join(" ".join(page.get_text("text").split()) for page in file)


def test_every_cell_is_whole_in_the_pdf() -> None:
    part = read_bytes("lijst.xlsx", book())
    assert part.status is Status.OK
    assert part.reason == ""
    text = words_of(part.pdf)
    for row in ROWS:
        for cell in row:
            assert " ".join(str(cell).split()) in text


def test_a_wide_sheet_stays_on_one_page() -> None:
    def widen(made: openpyxl.Workbook) -> None:
        made.worksheets[0].append([f"kolom nummer {number}" for number in range(14)])

    part = read_bytes("breed.xlsx", book(widen))
    with pymupdf.open(stream=part.pdf, filetype="pdf") as file:
        assert len(file) == 1
    assert "kolom nummer 13" in words_of(part.pdf)


def _hide_sheet(made: openpyxl.Workbook) -> None:
    made.create_sheet("reserve").sheet_state = "hidden"


def _hide_row(made: openpyxl.Workbook) -> None:
    made.worksheets[0].row_dimensions[2].hidden = True


def _hide_column(made: openpyxl.Workbook) -> None:
    made.worksheets[0].column_dimensions["C"].hidden = True


def _comment(made: openpyxl.Workbook) -> None:
    made.worksheets[0]["A2"].comment = Comment("bellen", "Noor")


HIDDEN = {
    "verborgen werkblad": _hide_sheet,
    "verborgen rijen of kolommen": _hide_row,
    "opmerkingen bij cellen": _comment,
}


@pytest.mark.parametrize("said", HIDDEN)
def test_what_a_sheet_hides_is_said(said: str) -> None:
    assert said in unseen(book(HIDDEN[said]))


def test_a_hidden_column_stays_hidden_and_is_said() -> None:
    part = read_bytes("lijst.xlsx", book(_hide_column))
    assert "verborgen rijen of kolommen" in part.reason
    assert "999984226" not in words_of(part.pdf)
    assert "12-05-1984" in words_of(part.pdf)


def test_a_sheet_that_hides_nothing_needs_no_remark() -> None:
    assert unseen(book()) == ""


def test_hidden_text_in_a_letter_is_said() -> None:
    letter = Document()
    run = letter.add_paragraph("zichtbaar ").add_run("verborgen")
    run._r.get_or_add_rPr().append(OxmlElement("w:vanish"))
    buffer = io.BytesIO()
    letter.save(buffer)
    assert "verborgen tekst" in unseen(buffer.getvalue())


def _swapped(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book())) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.namelist():
            new.writestr(item, content if item == name else old.read(item))
    return out.getvalue()


ODD = {
    "no xml": b"<worksheet",
    "another root": b"<html/>",
    "an entity": b'<!DOCTYPE w [<!ENTITY a "b">]><worksheet>&a;</worksheet>',
    "empty": b"",
}


@pytest.mark.parametrize("kind", ODD)
def test_a_damaged_sheet_is_a_row_with_a_reason_or_a_pdf(kind: str) -> None:
    part = read_bytes("lijst.xlsx", _swapped("xl/worksheets/sheet1.xml", ODD[kind]))
    assert part.reason if part.pdf is None else part.status is Status.OK


def test_laying_out_gives_the_same_bytes() -> None:
    data = book()
    assert spread_out(data) == spread_out(data)
