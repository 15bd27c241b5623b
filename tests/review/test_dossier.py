"""The review page over a real dossier folder: what is decided comes back, and is on disk."""

from __future__ import annotations

import shutil
from pathlib import Path

import pymupdf
import pytest

from tests.review.fake import get, last, make_pdf, send
from woo_tool import pipeline
from woo_tool.model import Choice, MarkState
from woo_tool.review.backend import StaleChoice
from woo_tool.review.dossier import DossierBackend
from woo_tool.store import Store

_REQUEST = """
reference: VZ-2024.0001
authority: {name: Ministerie van Voorbeeldzaken, decides: De minister van Voorbeeldzaken}
request: {dated: 2024-01-04, received: 2024-01-05, subject: een proef, items: [de memo]}
decision: {dated: 2024-02-01}
"""
_MEMO = (
    "Memo",
    "",
    "Van: Farida Ouladzahra",
    "Aan: Wessel Hoogkarspel",
    "",
    "Mevrouw Farida Ouladzahra sprak met de heer Wessel Hoogkarspel.",
    "De heer Hoogkarspel belt terug.",
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dossier with one memo, searched once for all tests here."""
    folder = tmp_path_factory.mktemp("review")
    (folder / "request.yaml").write_text(_REQUEST, encoding="utf-8")
    make_pdf(folder / "memo.pdf", [_MEMO])
    store = pipeline.new(folder / "zaak", folder / "request.yaml")
    pipeline.add(store, [folder / "memo.pdf"])
    pipeline.detect(store)
    return folder / "zaak"


@pytest.fixture
def root(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "zaak"))


def entity(backend: DossierBackend, name: str) -> str:
    return next(one.id for one in backend.snapshot().entities if name in one.name)


def test_a_choice_is_on_disk_and_followed_without_reading_all_again(root: Path) -> None:
    backend = DossierBackend(Store.open(root))
    before = backend.snapshot()
    assert backend.snapshot() is before
    mark = before.marks[0].mark
    backend.record([Choice("N", "reject", mark.target)], before.head)
    backend.record([Choice("N", "approve_page", "page:0001/1")], backend.head())
    fresh = DossierBackend(Store.open(root)).snapshot()
    assert backend.snapshot() == fresh
    assert fresh.marks[0].state is MarkState.REJECTED
    with pytest.raises(StaleChoice) as refused:
        backend.record([Choice("M", "approve", mark.target)], before.head)
    assert [item.mark.id for item in refused.value.newer] == [mark.id]


def test_a_choice_of_another_process_is_seen(root: Path) -> None:
    backend, other = (DossierBackend(Store.open(root)) for _ in range(2))
    mark = backend.snapshot().marks[0].mark
    other.record([Choice("N", "reject", mark.target)], other.head())
    assert backend.snapshot().marks[0].state is MarkState.REJECTED
    assert backend.head() == other.head()


def test_a_person_decided_on_stays_so_after_every_step(root: Path) -> None:
    backend = DossierBackend(Store.open(root))
    name = entity(backend, "Hoogkarspel")
    marks = last(backend, get(f"/api/person/{name}")).json()["marks"]
    content = {
        "kind": "decide",
        "id": name,
        "seen": [mark["id"] for mark in marks],
        "action": "keep",
        "reason": "Publieke functie.",
    }
    assert send(backend, "/api/person", content).status_code == 200
    assert "Publieke functie." in (root / "people.yaml").read_text(encoding="utf-8")
    log = backend.head()
    pipeline.synced(Store.open(root))
    assert backend.head() == log  # the files that were written aren't read as an edit
    (person,) = [one for one in backend.snapshot().entities if one.id == name]
    assert (person.action, person.decided_by) == ("keep", "C. Beoordelaar")
    assert {item.state for item in backend.snapshot().marks if item.mark.entity == name} == {
        MarkState.REJECTED
    }


def test_merged_persons_are_one_and_can_be_decided_on_again(root: Path) -> None:
    backend = DossierBackend(Store.open(root))
    one, other = entity(backend, "Hoogkarspel"), entity(backend, "Ouladzahra")
    role = {"kind": "decide", "id": other, "action": "policy", "role": "witness"}
    seen = [mark["id"] for mark in last(backend, get(f"/api/person/{other}")).json()["marks"]]
    assert send(backend, "/api/person", {**role, "seen": seen}).status_code == 200
    merge = {"kind": "merge", "id": one, "others": [other]}
    assert send(backend, "/api/person", merge).status_code == 200
    (person,) = backend.snapshot().entities
    assert person.name == "Wessel Hoogkarspel"
    assert "Farida Ouladzahra" in person.forms
    marks = [item for item in backend.snapshot().marks if item.mark.entity == person.id]
    everyone = {
        "kind": "decide",
        "id": person.id,
        "seen": [item.mark.id for item in marks],
        "action": "redact",
        "grounds": ["5.1.2.e"],
    }
    assert send(backend, "/api/person", everyone).status_code == 200
    (person,) = backend.snapshot().entities
    assert (person.action, len(marks)) == ("redact", 5)
    forms = ["Farida Ouladzahra"]
    split = {"kind": "split", "id": person.id, "forms": forms}
    assert send(backend, "/api/person", split).status_code == 200
    assert len(backend.snapshot().entities) == 2


def test_a_judgement_stands_in_documents_csv(root: Path) -> None:
    backend = DossierBackend(Store.open(root))
    content = {"number": "0001", "judgement": "Valt buiten reikwijdte", "reason": "Ander onderwerp"}
    assert send(backend, "/api/document", content).status_code == 200
    assert "Valt buiten reikwijdte" in (root / "documents.csv").read_text(encoding="utf-8-sig")
    head = backend.head()
    pipeline.synced(Store.open(root))
    assert backend.head() == head


def test_the_preview_is_made_by_the_redactor(root: Path) -> None:
    backend = DossierBackend(Store.open(root))
    items = [m for m in backend.snapshot().marks if m.mark.text == "Farida Ouladzahra"]
    for item in items:
        backend.record(
            [Choice("N", "approve", item.mark.target, grounds=("5.1.2.e",))], backend.head()
        )
    with pymupdf.open(stream=backend.preview("0001", 1), filetype="pdf") as made:
        text = made[0].get_text()
    assert "Ouladzahra" not in text
    assert "5.1.2.e" in text
    assert "Hoogkarspel" in text
    assert last(backend, get("/lakbeeld/0001/1.png")).headers["content-type"] == "image/png"
