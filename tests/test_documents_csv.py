"""documents.csv as people edit it, also in Excel."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woo_tool.documents_csv import COLUMNS, apply, edits, render
from woo_tool.errors import RequestError, WooError
from woo_tool.kinds import Judgement, Status
from woo_tool.model import Choice, Decision, Document

DOCUMENTS = (
    Document("0001", "memo.pdf", "application/pdf", "00", Status.OK, title="Memo", pages=2),
    Document("0002", "=cmd|' /C calc'!A0.pdf", "application/pdf", "01", Status.ENCRYPTED,
             title="+31 bellen", reason="met een wachtwoord beveiligd"),
    Document("0003a", "bericht 2", "message/rfc822", "02", Status.OK, parent="0003",
             date=dt.date(2021, 3, 12)),
)  # fmt: skip


def edited(old: str, new: str) -> tuple[Choice, ...]:
    text = render(DOCUMENTS).decode("utf-8-sig")
    assert old in text
    return edits(text.replace(old, new, 1).encode("utf-8-sig"), DOCUMENTS, "documents.csv")


def applied(choices: tuple[Choice, ...]) -> tuple[Document, ...]:
    decisions = [
        Decision(seq, "", item.by, item.action, item.target, "", item.to, (), "", False, "", "")
        for seq, item in enumerate(choices, 1)
    ]
    return apply(DOCUMENTS, decisions)


def test_what_nobody_changed_is_no_edit() -> None:
    assert edits(render(DOCUMENTS), DOCUMENTS, "documents.csv") == ()


def test_the_file_is_what_excel_expects() -> None:
    data = render(DOCUMENTS)
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig").splitlines()[0] == ";".join(COLUMNS)


def test_no_cell_is_a_formula() -> None:
    for line in render(DOCUMENTS).decode("utf-8-sig").splitlines()[1:]:
        for cell in line.split(";"):
            assert not cell.strip('"').startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize(
    ("cell", "value"), [("emissies", "emissies"), ("Emissies", "emissies"), ("ja", True)]
)
def test_environmental_information_may_be_about_emissions(cell: str, value: object) -> None:
    row = "0001;;memo.pdf;Memo;;document;;;2;ok;;;;;;"
    (changed, *_) = applied(edited(row, f"{row}{cell}"))
    assert changed.environmental == value
    (again,) = edits(render((changed,)), (DOCUMENTS[0],), "documents.csv")
    assert json.loads(again.to) == {"environmental": value}


def test_a_judgement_is_read_back() -> None:
    row = "0001;;memo.pdf;Memo;;document;;;2;ok;;;;"
    choices = edited(
        row, "0001;;memo.pdf;Memo;;document;;;2;ok;Niet openbaar;5.1.2e,5.1.2i;te privé;"
    )
    assert choices[0].target == "document:0001"
    document = applied(choices)[0]
    assert document.judgement is Judgement.NIET
    assert document.grounds == ("5.1.2.e", "5.1.2.i")
    assert document.motivation == "te privé"


@pytest.mark.parametrize(
    ("old", "new", "field", "value"),
    [
        ("2021-03-12", "31-12-2020", "date", dt.date(2020, 12, 31)),
        ("2021-03-12", "1/2/2020", "date", dt.date(2020, 2, 1)),
        ("2021-03-12", "", "date", None),
    ],
)
def test_dates_as_excel_writes_them(old: str, new: str, field: str, value: object) -> None:
    assert getattr(applied(edited(old, new))[2], field) == value


def test_excel_eats_leading_zeros() -> None:
    text = render(DOCUMENTS).decode("utf-8-sig")
    text = text.replace("0001;", "1;").replace("0003a;0003;", "3a;3;").replace("Memo", "Nota")
    choices = edits(text.encode(), DOCUMENTS, "documents.csv")
    assert [item.target for item in choices] == ["document:0001"]
    assert json.loads(choices[0].to) == {"title": "Nota"}


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("0001;", "0009;", "stuk '0009' bestaat niet"),
        ("memo.pdf", "ander.pdf", "kolom file kan niet worden gewijzigd"),
        (";ok;", ";encrypted;", "kolom status"),
        (";2;ok;;", ";2;ok;Gedeeltelijk openbaar;", "kies uit Openbaar, Deels openbaar"),
        (";2;ok;;;", ";2;ok;Niet openbaar;5.9.9.z;", "5.9.9.z"),
        ("2021-03-12", "gisteren", "is geen datum"),
        ("number;parent", "nummer;parent", "nummer"),
    ],
)
def test_a_fault_names_the_row_and_the_column(old: str, new: str, fault: str) -> None:
    with pytest.raises(WooError, match=fault):
        edited(old, new)


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"\xef\xbb\xbf"])
def test_what_is_no_csv_is_refused(data: bytes) -> None:
    with pytest.raises(RequestError):
        edits(data, DOCUMENTS, "documents.csv")


@given(st.text(max_size=60))
def test_any_title_survives_the_round_trip(title: str) -> None:
    document = Document("0001", "a.pdf", "x", "00", Status.OK, title=title)
    assert edits(render([document]), [document], "documents.csv") == ()
