"""Rows of the case overview: approved one by one, open again when they change, blocked by what only
a person may decide."""

from __future__ import annotations

import io
import shutil
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pypdf
import pytest

from tests.e2e.conftest import MEMO, PEOPLE, REQUEST, write
from woo_tool import pipeline
from woo_tool.errors import NeedsPersonError, RequestError
from woo_tool.model import Choice
from woo_tool.steps import casebook
from woo_tool.steps.casework import CaseRow, approval, reopening, verdict
from woo_tool.steps.reading import find_texts
from woo_tool.store import Store

HEADER = "ref;received;closed;category;subtype;proven;disposals;description"
NAMED = (
    "z1;2023-01-10;2023-03-01;bedrijfsmiddelen;Overig;yes;berisping;Terpstra reed op 3 mei 2023."
)
SPECIAL = "z2;2023-02-01;2023-05-01;prive;Overig;no;;Medewerker is veroordeeld wegens mishandeling."
ALONE = "z3;2023-02-01;2023-06-01;prive;Overig;no;;Het ging om de enige medewerker met die taak."


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dossier with one memo, searched."""
    folder = tmp_path_factory.mktemp("zaken")
    memo = write(folder / "stukken" / "memo.txt", MEMO)
    store = pipeline.new(folder / "zaak", write(folder / "request.yaml", REQUEST))
    pipeline.use_people(store, write(folder / "people.yaml", PEOPLE))
    pipeline.add(store, [memo.parent])
    pipeline.detect(store)
    return store.root


def dossier(made: Path, tmp_path: Path, rows: Sequence[str] = (NAMED,), more: str = "") -> Store:
    shutil.copytree(made, tmp_path / "zaak")
    write(tmp_path / "zaak" / "request.yaml", REQUEST + more)
    write(tmp_path / "zaak" / "cases.csv", "\n".join([HEADER, *rows]))
    return Store.open(tmp_path / "zaak")


def rows_of(store: Store) -> dict[str, CaseRow]:
    drafts = casebook.drafts(store, pipeline.current(store), find_texts)
    return {row.ref: row for draft in drafts for row in draft.rows}


def say(store: Store, *choices: Choice) -> None:
    with store.lock():
        store.record(choices)


def published(folder: Path) -> str:
    files = sorted(folder.glob("te-publiceren/overzicht-*.pdf"))
    pages = [page for file in files for page in pypdf.PdfReader(file).pages]
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_a_person_of_the_documents_has_the_same_role_in_a_description(
    made: Path, tmp_path: Path
) -> None:
    row = rows_of(dossier(made, tmp_path))["z1"]
    text = row.cells[-1]
    assert text.before == "Terpstra reed op 3 mei 2023."
    assert text.after == "Betrokkene reed in 2023."
    assert text.rules == ("persoon", "datum")


def test_no_package_before_every_row_is_approved(made: Path, tmp_path: Path) -> None:
    store = dossier(made, tmp_path)
    pipeline.approve(store, "A", ["0001"])
    with pytest.raises(NeedsPersonError, match="1 zaak is nog niet goedgekeurd: rij 2"):
        pipeline.decide(store)
    assert [item.what for item in pipeline.open_cases(store, pipeline.current(store))] != []
    pipeline.approve(store, "A")
    assert pipeline.open_cases(store, pipeline.current(store)) == ()
    assert rows_of(store)["z1"].names == {"a"}


def test_a_row_that_changes_is_open_again(made: Path, tmp_path: Path) -> None:
    store = dossier(made, tmp_path, [NAMED, ALONE])
    pipeline.approve(store, "A")
    write(store.path("cases.csv"), "\n".join([HEADER, NAMED.replace("reed", "liep"), ALONE]))
    now = rows_of(store)
    assert (now["z1"].approved, now["z3"].approved) == (False, True)


def test_another_row_does_not_open_this_one(made: Path, tmp_path: Path) -> None:
    store = dossier(made, tmp_path)
    pipeline.approve(store, "A")
    before = "z0;2023-01-01;2023-01-02;bedrijfsmiddelen;Overig;no;;Iets anders."
    write(store.path("cases.csv"), "\n".join([HEADER, before, NAMED]))
    row = rows_of(store)["z1"]
    assert (row.number, row.approved) == ("2", True)


def test_an_approval_can_be_taken_back(made: Path, tmp_path: Path) -> None:
    store = dossier(made, tmp_path)
    row = rows_of(store)["z1"]
    say(store, approval(row, "A"), reopening(row, "A"))
    assert not rows_of(store)["z1"].approved


def test_with_four_eyes_two_names_approve_a_row(made: Path, tmp_path: Path) -> None:
    store = dossier(made, tmp_path, more="four_eyes: true\n")
    row = rows_of(store)["z1"]
    say(store, approval(row, "Anna"), approval(row, " ANNA "))
    assert not rows_of(store)["z1"].approved
    say(store, approval(row, "Bert"))
    assert rows_of(store)["z1"].approved


def test_a_special_category_blocks_until_a_person_decides(made: Path, tmp_path: Path) -> None:
    store = dossier(made, tmp_path, [SPECIAL, ALONE])
    pipeline.approve(store, "A")
    now = rows_of(store)
    assert (now["z2"].blocked, now["z2"].approved) == (True, False)
    assert now["z3"].approved
    assert now["z3"].asks != ()  # said, and not decided
    with pytest.raises(NeedsPersonError, match=r"zaak z2 \(rij 2\): bijzonder persoonsgegeven"):
        pipeline.decide(store)
    say(store, verdict(now["z2"], "keep", "B"), approval(now["z2"], "B"))
    assert pipeline.open_cases(store, pipeline.current(store)) == ()


def test_what_is_asked_can_be_left_out_in_bulk(made: Path, tmp_path: Path) -> None:
    store = dossier(made, tmp_path, [SPECIAL])
    pipeline.approve(store, "A", suggestions="redact")
    row = rows_of(store)["z2"]
    assert row.approved
    assert "veroordeeld" in row.cells[-1].before
    assert "veroordeeld" not in row.cells[-1].after


def test_a_verdict_is_about_the_text_that_was_read(made: Path, tmp_path: Path) -> None:
    store = dossier(made, tmp_path, [SPECIAL])
    say(store, verdict(rows_of(store)["z2"], "keep", "A"))
    assert not rows_of(store)["z2"].blocked
    write(store.path("cases.csv"), "\n".join([HEADER, SPECIAL.replace("Medewerker", "Hij")]))
    assert rows_of(store)["z2"].blocked


def test_the_request_says_which_overviews_are_made(made: Path, tmp_path: Path) -> None:
    earlier = NAMED.replace("2023-0", "2022-0").replace("z1", "v1")
    choice = (
        "overview:\n  - {style: bz, from: 2023-01-01, until: 2023-12-31, previous: vorig.csv}\n"
        "  - {from: 2023-01-01, until: 2023-12-31}\n"
    )
    store = dossier(made, tmp_path, [NAMED, ALONE], choice)
    with pytest.raises(RequestError, match=r"vorig\.csv"):
        pipeline.approve(store, "A")
    write(store.path("vorig.csv"), "\n".join([HEADER, earlier]))
    pipeline.approve(store, "A")
    pipeline.redact(store)
    pipeline.verify(store)
    folder = pipeline.decide(store).folder
    names = sorted(path.name for path in (folder / "te-publiceren").glob("overzicht-*"))
    assert names == ["overzicht-2023-bz.pdf", "overzicht-2023-bz.xlsx",
                     "overzicht-2023-bzk.pdf", "overzicht-2023-bzk.xlsx"]  # fmt: skip
    assert "Terpstra" not in published(folder)
    assert "1 meer dan in 2022 (1)" in published(folder)
    data = (folder / "intern" / "overzicht-2023-bzk-voor-na.xlsx").read_bytes()
    lines = list(openpyxl.load_workbook(io.BytesIO(data))["voor-na"].iter_rows(values_only=True))
    assert [line[-1] for line in lines[1:]] == ["a", "a"]


def test_unconfirmed_rows_never_count(made: Path, tmp_path: Path) -> None:
    store = dossier(made, tmp_path)
    lines = [f"{HEADER};confirmed", f"{NAMED};no", f"{ALONE};"]
    write(store.path("cases.csv"), "\n".join(lines))
    with pytest.raises(NeedsPersonError, match="geen enkele rij"):
        pipeline.approve(store, "A")
    write(
        store.path("cases.csv"),
        "\n".join([*lines, f"{SPECIAL.replace('veroordeeld', 'ziek')};yes"]),
    )
    assert list(rows_of(store)) == ["z2"]
