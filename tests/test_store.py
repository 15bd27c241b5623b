"""A dossier is a folder that survives crashes and refuses a second writer."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
from pathlib import Path

import pytest

from woo_tool.errors import DossierBusyError, InputError, LogBrokenError
from woo_tool.kinds import Status
from woo_tool.model import Choice, Document
from woo_tool.store import NewDocument, Store, number_key

REQUEST = b"""
reference: T-1
authority: {name: Ministerie van Voorbeeld, decides: De minister}
request: {received: 2024-03-04, subject: proef}
decision: {dated: 2024-03-20}
"""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.create(tmp_path / "zaak", REQUEST, ())


def family(number: str, *parts: str) -> list[NewDocument]:
    def one(own: str, parent: str) -> NewDocument:
        document = Document(own, f"{own}.txt", "text/plain", "00", Status.OK, parent=parent)
        return NewDocument(document, ".txt", own.encode(), b"%PDF " + own.encode())

    return [one(number, ""), *(one(number + part, number) for part in parts)]


def choice(target: str = "page:0001/1") -> Choice:
    return Choice(by="Jip Terpstra", action="approve_page", target=target)


def test_a_new_dossier_can_be_opened_and_made_again(tmp_path: Path) -> None:
    first = Store.create(tmp_path / "zaak", REQUEST, ())
    again = Store.create(tmp_path / "zaak", REQUEST, ())
    assert first.request() == again.request()
    assert Store.open(tmp_path / "zaak").request().reference == "T-1"


def test_another_request_in_the_same_folder_is_refused(store: Store) -> None:
    with pytest.raises(InputError, match="ander verzoek"):
        Store.create(store.root, REQUEST.replace(b"T-1", b"T-2"), ())
    assert store.request().reference == "T-1"


def test_a_folder_with_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text("x", encoding="utf-8")
    with pytest.raises(InputError, match="niet leeg"):
        Store.create(tmp_path, REQUEST, ())
    assert not (tmp_path / "request.yaml").exists()


def test_originals_are_stored_read_only_beside_their_pdf(store: Store) -> None:
    store.save_family(family("0001", "a", "b"))
    assert [item.number for item in store.documents()] == ["0001", "0001a", "0001b"]
    original = store.path("originals", "0001a.txt")
    assert original.read_bytes() == b"0001a"
    assert not original.stat().st_mode & 0o222
    assert store.pdf("0001a").read_bytes().startswith(b"%PDF")


def test_half_a_family_after_a_crash_is_not_there(store: Store) -> None:
    store.save_family(family("0001", "a"))
    store.path("originals", "0001.json").unlink()
    assert store.documents() == ()
    store.save_family(family("0001", "a"))
    assert len(store.documents()) == 2


def test_numbers_sort_as_people_count() -> None:
    numbers = ["0004", "0003aa", "0003b", "0003", "0003z"]
    assert sorted(numbers, key=number_key) == ["0003", "0003b", "0003z", "0003aa", "0004"]


def test_a_cut_off_tail_of_the_log_shows(store: Store) -> None:
    with store.lock():
        store.record([choice(), choice("page:0001/2")])
    path = store.path("decisions.jsonl")
    path.write_bytes(path.read_bytes().splitlines(keepends=True)[0])
    with pytest.raises(LogBrokenError, match="mist beslissing 2"):
        store.decisions()


def test_the_package_remembers_the_head_when_work_is_gone(store: Store) -> None:
    with store.lock():
        state = store.record([choice(), choice("page:0001/2")])
    manifest = store.path("output", "x", "intern", "manifest.json")
    manifest.parent.mkdir(parents=True)
    manifest.write_text(json.dumps({"log": {"seq": 2, "hash": state.head}}), encoding="utf-8")
    shutil.rmtree(store.path("work"))
    store.path("decisions.jsonl").write_bytes(b"")
    with pytest.raises(LogBrokenError, match="mist beslissing 2"):
        store.decisions()


def _hold(root: str, taken: object, done: object) -> None:
    store = Store.open(Path(root))
    with store.lock():
        taken.set()  # type: ignore[attr-defined]
        done.wait(30)  # type: ignore[attr-defined]


def test_a_second_process_is_told_who_has_the_dossier(store: Store) -> None:
    context = multiprocessing.get_context("spawn")
    taken, done = context.Event(), context.Event()
    process = context.Process(target=_hold, args=(str(store.root), taken, done))
    process.start()
    try:
        assert taken.wait(30)
        with pytest.raises(DossierBusyError, match=f"proces {process.pid}"), store.lock():
            pass
    finally:
        done.set()
        process.join(30)
    with store.lock():
        assert (
            store.path(".lock-owner")
            .read_text(encoding="utf-8")
            .startswith(f"proces {os.getpid()}")
        )
