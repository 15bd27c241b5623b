"""Killed at any moment: the next call goes on, nothing lost, nothing twice.

A child of this process runs the pipeline and is killed (SIGKILL) just before or after its n-th
write, for growing n, on one and the same dossier; then the run is finished and compared.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.conftest import MAIL, MEMO, PEOPLE, ROOT, Run, published, tree, write
from woo_tool import pipeline
from woo_tool.errors import EnvironmentFaultError
from woo_tool.log import read_log
from woo_tool.steps import reading
from woo_tool.store import Store


def killed_at(moment: int, work: Callable[[], object]) -> bool:
    """Runs ``work`` in a child that is killed at its n-th write; False when it got to the end."""
    child = os.fork()
    if child == 0:
        _die_at(moment)
        try:
            work()
        except BaseException:  # noqa: BLE001 (the parent sees it by the exit code)
            os._exit(7)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the child failed"
    return os.WIFSIGNALED(status)


def _die_at(moment: int) -> None:
    """Kills this process at a moment: before or after a flush, a rename or an append."""
    left = moment

    def around(real: Callable[..., object]) -> Callable[..., object]:
        def counted(*arguments: object, **options: object) -> object:
            nonlocal left
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            result = real(*arguments, **options)
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return result

        return counted

    for name in ("fsync", "replace", "rename", "unlink", "mkdir"):
        setattr(os, name, around(getattr(os, name)))


@pytest.fixture
def with_people(run: Run, tmp_path: Path) -> Callable[[], pipeline.RunResult]:
    """The run that is killed: with a people.yaml, so that decisions come from two sides."""
    reading.detector()  # loaded once, here: the children inherit it
    people = write(tmp_path / "people.yaml", PEOPLE)
    return lambda: run(people=people)


def facts(store: Store) -> list[tuple[str, str, str]]:
    """What was decided, without time and hash."""
    return [(item.action, item.target, item.to) for item in store.decisions().decisions]


def test_a_run_that_is_killed_again_and_again_ends_in_the_same_package(
    with_people: Callable[[], pipeline.RunResult], tmp_path: Path
) -> None:
    root, kept = tmp_path / "zaak", tmp_path / "heel"
    with_people()
    root.rename(kept)
    moment = 1
    while killed_at(moment, with_people):
        moment += 9
        assert moment < 800
        assert not list(root.glob("output/[!.]*")) or published(root) == published(kept)
    assert moment > 20
    with_people()
    assert published(root) == published(kept)
    assert facts(Store.open(root)) == facts(Store.open(kept))
    assert [item.number for item in Store.open(root).documents()] == ["0001", "0002"]
    assert not list(root.rglob("originals/.*")) + list(root.glob("output/.*"))


@pytest.mark.parametrize("start", range(1, 90, 11))
def test_one_kill_at_each_moment_of_a_fresh_run(
    with_people: Callable[[], pipeline.RunResult], tmp_path: Path, start: int
) -> None:
    killed_at(start, with_people)
    result = with_people()
    decided = facts(result.store)
    assert len(decided) == len(set(decided))
    before = tree(result.store.root)
    with_people()
    assert tree(result.store.root) == before
    assert published(tmp_path / "zaak")


def test_half_a_family_does_not_end_up_under_another_document(
    tmp_path: Path, request_file: Path
) -> None:
    store = pipeline.new(tmp_path / "zaak", request_file)
    boundary = (
        'Content-Type: multipart/mixed; boundary="x"\n\n--x\nContent-Type: text/plain\n\nZie '
        "bijlagen.\n--x\nContent-Type: text/plain\nContent-Disposition: attachment; "
        "filename=een.txt\n\nEerste bijlage.\n--x--\n"
    )
    head = MAIL.split("Content-Type")[0]
    mail = write(tmp_path / "bericht.eml", head + boundary)
    pipeline.add(store, [mail])
    assert [item.number for item in store.documents()] == ["0001", "0001a"]
    store.path("originals", "0001.json").unlink()  # as if killed before the last file of the family
    store.path("documents.csv").unlink()
    assert store.documents() == ()
    pipeline.add(store, [write(tmp_path / "los.txt", MEMO)])
    assert [(item.number, item.file) for item in store.documents()] == [("0001", "los.txt")]
    pipeline.add(store, [mail])
    assert [item.number for item in store.documents()] == ["0001", "0002", "0002a"]


def test_a_new_dossier_that_was_cut_off_can_be_made_again(
    tmp_path: Path, request_file: Path
) -> None:
    request = request_file.read_text(encoding="utf-8")
    write(request_file, request.replace("  subject:", "  document: verzoek.txt\n  subject:"))
    write(request_file.with_name("verzoek.txt"), "Graag alle stukken. W. Roskam\n")
    root = tmp_path / "zaak"
    moment = 1
    while killed_at(moment, lambda: pipeline.new(root, request_file)):
        pipeline.new(root, request_file)
        assert [item.number for item in Store.open(root).documents()] == ["0000"]
        shutil.rmtree(root)
        moment += 1
    assert moment > 5


def test_a_half_line_in_the_log_is_set_aside_and_reported(run: Run) -> None:
    store = run().store
    log = store.path("decisions.jsonl")
    whole = log.read_bytes()
    log.write_bytes(whole + b'{"action":"approve","at":"2024')
    assert store.decisions().torn
    run()
    assert log.read_bytes() == whole or read_log(log).torn
    text = store.path("documents.csv").read_bytes().replace(b";memo;", b";nota;")
    store.path("documents.csv").write_bytes(text)
    pipeline.synced(store)
    assert log.read_bytes().startswith(whole)
    assert not read_log(log).torn
    aside = log.with_name("decisions.jsonl.afgebroken")
    assert aside.read_bytes() == b'{"action":"approve","at":"2024\n'


def test_a_real_kill_minus_nine_of_the_command(
    tmp_path: Path, request_file: Path, pile: Path, run: Run
) -> None:
    root = tmp_path / "echt"
    command = [sys.executable, "-m", "woo_tool", "run", str(request_file), str(pile)]
    command += ["--out", str(root), "--approve-as", "Jip Terpstra"]
    environment = {**os.environ, "PYTHONPATH": ROOT}
    for sign in ("originals/0001.json", "decisions.jsonl"):
        process = subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        deadline = time.monotonic() + 120
        while not (root / sign).exists() and process.poll() is None:
            assert time.monotonic() < deadline
            os.sched_yield()
        process.kill()
        process.wait()
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert done.returncode == 1
    run()
    assert published(root) == published(tmp_path / "zaak")


def test_an_error_of_the_disk_at_any_write_leaves_nothing_half(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading.detector()
    real = os.fsync
    for moment in range(1, 60, 6):
        left = moment

        def full(handle: int) -> None:
            nonlocal left
            left -= 1
            if left == 0:
                raise OSError(28, "No space left on device")
            real(handle)

        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", full)
            fault = _fault_of(run)
        assert fault is None or "schijf is vol" in fault.message
        assert (fault is None) == (left > 0)
        assert not list((tmp_path / "zaak").rglob(".deel-*"))
    result = run()
    decided = facts(result.store)
    assert len(decided) == len(set(decided))


def _fault_of(work: Callable[[], object]) -> EnvironmentFaultError | None:
    try:
        work()
    except EnvironmentFaultError as fault:
        return fault
    return None
