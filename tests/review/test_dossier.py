"""The review page over a real dossier folder: what is decided comes back, and is on disk."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import httpx
import pymupdf
import pytest

from tests.review.fake import get, last, make_pdf, send
from woo_tool import pipeline
from woo_tool.kinds import MarkState
from woo_tool.model import Choice
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


def decide(backend: DossierBackend, name: str, **content: object) -> httpx.Response:
    """Decides on a person as the page does, with every place that it shows."""
    marks = last(backend, get(f"/api/person/{name}")).json()["marks"]
    sent = {"kind": "decide", "id": name, "seen": [mark["id"] for mark in marks], **content}
    return send(backend, "/api/person", sent)


def test_a_quick_choice_about_a_person_comes_out_as_a_slow_one(root: Path) -> None:
    backend = DossierBackend(Store.open(root))
    name = entity(backend, "Hoogkarspel")
    assert decide(backend, name, action="redact").status_code == 200
    (quick,) = [one for one in backend.snapshot().entities if one.id == name]
    assert (quick.action, quick.decided_by) == ("redact", "C. Beoordelaar")
    states = {item.state for item in backend.snapshot().marks if item.mark.entity == name}
    assert states == {MarkState.APPROVED}
    backend.settle()
    fresh = DossierBackend(Store.open(root)).snapshot()
    assert backend.snapshot() == fresh
    (settled,) = [one for one in fresh.entities if one.id == name]
    assert settled.reason.endswith("zo bepaald door C. Beoordelaar")


def test_a_choice_between_two_about_persons_is_kept(root: Path) -> None:
    backend = DossierBackend(Store.open(root))
    one, other = entity(backend, "Hoogkarspel"), entity(backend, "Ouladzahra")
    mark = next(item for item in backend.snapshot().marks if item.mark.entity == other).mark
    assert decide(backend, one, action="keep", reason="Bekend.").status_code == 200
    backend.record([Choice("N", "reject", mark.target)], backend.head())
    assert decide(backend, other, action="redact").status_code == 200
    kept = next(item for item in backend.snapshot().marks if item.mark.id == mark.id)
    assert kept.state is MarkState.REJECTED  # by hand, and nobody said to change it
    backend.settle()
    backend.settle()
    assert backend.snapshot() == DossierBackend(Store.open(root)).snapshot()


def test_pages_are_read_when_they_are_looked_at(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipeline.current(Store.open(root))
    read: list[str] = []
    cached = Store.cached

    def seen(self: Store, kind: str, key: str, adapter: Any) -> Any:
        read.append(kind)
        return cached(self, kind, key, adapter)

    monkeypatch.setattr(Store, "cached", seen)
    backend = DossierBackend(Store.open(root))
    for path in ("/", "/personen", "/logboek", "/afronden"):
        assert last(backend, get(path)).status_code == 200
    assert "pages" not in read
    assert last(backend, get("/d/0001/1")).status_code == 200
    assert read.count("pages") == 1


def test_a_damaged_resolution_is_made_again(root: Path) -> None:
    before = DossierBackend(Store.open(root)).snapshot()
    (path,) = root.glob("work/resolution/*.json")
    path.write_text("{", encoding="utf-8")
    assert DossierBackend(Store.open(root)).snapshot() == before
    assert path.read_bytes() != b"{"


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
