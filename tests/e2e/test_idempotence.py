"""Repeating a step changes nothing, and every way to the package gives the same package."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.e2e.conftest import PEOPLE, Run, published, tree, woo, write
from woo_tool import pipeline
from woo_tool.commands import dossier
from woo_tool.commands.verify import verify
from woo_tool.store import Store


def walk(root: Path, request_file: Path, pile: Path, *, forget: bool = False) -> None:
    """The steps one by one; ``forget`` throws the cache away after each that has no need of it."""
    store = pipeline.new(root, request_file)

    def done() -> None:
        if forget:
            shutil.rmtree(store.path("work"), ignore_errors=True)
            pipeline.detect(store)

    pipeline.add(store, [pile])
    pipeline.detect(store)
    done()
    pipeline.approve(store, "Jip Terpstra")
    done()
    pipeline.redact(store)
    if forget:
        done()
        pipeline.redact(store)
    pipeline.verify(store)
    pipeline.decide(store)
    done()


def test_a_run_that_is_repeated_changes_nothing(run: Run, tmp_path: Path) -> None:
    people = write(tmp_path / "people.yaml", PEOPLE)
    first = run(people=people)
    before = tree(first.store.root)
    again = run(people=people)
    assert tree(first.store.root) == before
    assert (first.decided.new, again.decided.new) == (True, False)
    assert again.decided.folder == first.decided.folder


def test_every_step_may_be_repeated(tmp_path: Path, request_file: Path, pile: Path) -> None:
    root = tmp_path / "zaak"
    walk(root, request_file, pile)
    before = tree(root)
    store = Store.open(root)
    steps = (
        lambda: pipeline.new(root, request_file),
        lambda: pipeline.add(store, [pile]),
        lambda: pipeline.detect(store),
        lambda: pipeline.approve(store, "Jip Terpstra"),
        lambda: pipeline.approve(store, "Iemand Anders"),
        lambda: pipeline.redact(store),
        lambda: pipeline.verify(store),
        lambda: pipeline.decide(store),
    )
    for step in (*steps, *reversed(steps)):
        step()
        assert tree(root) == before


def test_run_and_the_steps_give_the_same_package(
    tmp_path: Path, request_file: Path, pile: Path, run: Run
) -> None:
    run()
    expected = published(tmp_path / "zaak")
    assert expected
    walk(tmp_path / "stappen", request_file, pile)
    assert published(tmp_path / "stappen") == expected
    walk(tmp_path / "vergeten", request_file, pile, forget=True)
    assert published(tmp_path / "vergeten") == expected


def test_the_commands_and_two_workers_give_the_same_package(
    tmp_path: Path, request_file: Path, pile: Path, run: Run
) -> None:
    run()
    root = tmp_path / "opdrachten"
    assert dossier.new(root, request_file) == 0
    assert dossier.add(root, [pile], workers=2) == 0
    detected = woo("detect", root, "--workers", "2")
    assert detected.returncode == 0, detected.stderr
    assert dossier.status(root, as_json=False) == 1
    assert dossier.approve(root, "Jip Terpstra", None, True, None) == 0
    assert dossier.redact(root, draft=False, workers=2) == 0
    assert verify([root], None, None, as_json=False, workers=2) == 0
    decided = woo("decide", root)
    assert decided.returncode == 1, decided.stderr
    assert dossier.status(root, as_json=True) == 0
    assert dossier.show_log(root, check=True) == 0
    assert published(root) == published(tmp_path / "zaak")


def test_the_cache_may_go_at_any_time(run: Run) -> None:
    first = run()
    before = tree(first.store.root)
    for folder in sorted(first.store.path("work").iterdir()):
        if folder.is_dir():
            shutil.rmtree(folder)
            run()
            assert tree(first.store.root) == before
    shutil.rmtree(first.store.path("work"))
    run()
    assert tree(first.store.root) == before


def test_a_damaged_cache_is_made_again(run: Run) -> None:
    first = run()
    before = tree(first.store.root)
    for path in sorted(first.store.path("work").glob("*/*.json")):
        path.write_bytes(path.read_bytes()[:-10])
    run()
    assert tree(first.store.root) == before


def test_a_later_edit_stands_when_the_run_is_repeated_with_its_people(
    run: Run, tmp_path: Path
) -> None:
    people = write(tmp_path / "people.yaml", PEOPLE)
    store = run(people=people).store
    own = store.path("people.yaml")
    text = own.read_text(encoding="utf-8")
    assert "role: accused" in text
    write(own, text.replace("role: accused", "role: witness"))
    run(people=people)
    decisions = store.decisions().decisions
    view = run(people=people).view
    assert store.decisions().decisions == decisions
    assert {item.role for item in view.entities if item.name == "J. Terpstra"} == {"witness"}


def test_the_same_pile_named_in_another_way_adds_nothing(
    tmp_path: Path, request_file: Path, pile: Path
) -> None:
    store = pipeline.new(tmp_path / "zaak", request_file)
    added = pipeline.add(store, [pile, pile, pile / "memo.txt", pile / "mail" / ".." / "memo.txt"])
    assert [item.number for item in added.new] == ["0001", "0002"]
    assert pipeline.add(store, [pile]).new == ()
