"""What must not go out: a log, proof, original or package that was changed stops everything."""

from __future__ import annotations

import json
import shutil
import stat
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from tests.e2e.conftest import Run, edit, published, tree, woo, write
from woo_tool import pipeline
from woo_tool.commands.dossier import say_made
from woo_tool.errors import (
    LogBrokenError,
    SafetyError,
    WooError,
)
from woo_tool.files import sha256_of
from woo_tool.steps.redacting import outcomes
from woo_tool.steps.verifying import require_verified
from woo_tool.store import Store
from woo_tool.verify import Check, Expectation, FileReport, Term, watched_document


def test_a_log_that_was_changed_stops_every_command_that_reads_it(run: Run) -> None:
    store = run().store
    log = store.path("decisions.jsonl")
    whole = log.read_bytes()
    lines = whole.splitlines(keepends=True)
    damages = [
        whole.replace(b"approved", b"rejected", 1),
        b"".join(lines[1:]),
        b"".join([*lines[:1], *lines[2:]]),
        b"".join(lines[:-1]),
        b"".join([lines[1], lines[0], *lines[2:]]),
        b"",
        b"\x00" + whole,
        b"{}\n" + whole,
    ]
    steps: list[Callable[[], object]] = [
        lambda: pipeline.current(store),
        lambda: pipeline.detect(store),
        lambda: pipeline.approve(store, "Jip"),
        lambda: pipeline.redact(store),
        lambda: pipeline.verify(store),
        lambda: pipeline.decide(store),
        store.decisions,
        run,
    ]
    for damage in damages:
        log.write_bytes(damage)
        before = tree(store.root)
        for step in steps:
            with pytest.raises(LogBrokenError, match=r"decisions\.jsonl"):
                step()
        assert tree(store.root) == before
    log.write_bytes(damages[2])
    done = woo("log", store.root, "--verify")
    assert done.returncode == 3
    assert "regel 2" in done.stderr


def test_decide_needs_a_verification_of_this_very_state(run: Run) -> None:
    store = run().store
    shutil.rmtree(store.path("work"))
    pipeline.detect(store)
    with pytest.raises(SafetyError, match="nog niet gecontroleerd"):
        pipeline.decide(store)
    pipeline.redact(store)
    pipeline.verify(store)
    pipeline.decide(store)
    edit(store.path("documents.csv"), ";memo;", ";nota;")  # a later decision
    with pytest.raises(SafetyError, match="na de controle nog iets besloten"):
        pipeline.decide(store)


def test_a_page_that_is_refused_as_text_goes_as_an_image(
    run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("woo_tool.redact.pdf.remove", lambda *_: [])  # all text stays
    store = run().store
    made = outcomes(store, pipeline.current(store))
    assert made["0001"].images == (1,) == made["0001"].asked
    assert require_verified(store, pipeline.current(store)).refusals == ()
    say_made(store, pipeline.current(store))
    assert "Stuk 0001: als beeld, met doorzoekbare tekst: pagina 1." in capsys.readouterr().out


def test_a_file_that_is_not_built_as_it_should_goes_as_images(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def with_a_fault(expectation: Expectation, terms: Sequence[Term]) -> FileReport:
        report = watched_document(expectation, terms)
        with pikepdf.open(expectation.published) as pdf:
            if all("/WooPage" in page.Resources.get("/XObject", {}) for page in pdf.pages):
                return report
        fault = Check("structure", "refused", detail="iets van het origineel")
        return replace(report, checks=(*report.checks, fault))

    monkeypatch.setattr("woo_tool.steps.verifying.watched_document", with_a_fault)
    store = run().store
    made = outcomes(store, pipeline.current(store))
    assert made["0001"].images == (1,)
    assert require_verified(store, pipeline.current(store)).refusals == ()


def test_a_file_of_which_a_crash_lost_the_record_is_redacted_again(run: Run) -> None:
    store = run().store
    before = outcomes(store, pipeline.current(store))
    (record,) = store.path("work", "redaction").glob("0001-*.json")
    record.unlink()
    with pytest.raises(SafetyError, match="0001 is nog niet gelakt"):
        pipeline.verify(store)
    with pytest.raises(SafetyError, match="0001 is na de controle veranderd"):
        pipeline.decide(store)
    pipeline.redact(store)
    assert outcomes(store, pipeline.current(store)) == before
    pipeline.decide(store)


def test_a_redacted_file_that_was_changed_is_refused(run: Run) -> None:
    store = run().store
    path = sorted(store.path("work", "redacted").glob("0001-*.pdf"))[0]
    path.write_bytes(path.read_bytes() + b"\n% J. Terpstra\n")
    with pytest.raises(SafetyError, match="0001 is na de controle veranderd"):
        pipeline.decide(store)


def _swap(name: str, old: str, new: str) -> Callable[[Store], None]:
    def change(store: Store) -> None:
        (path,) = store.root.glob(name)
        path.chmod(0o644)
        edit(path, old, new)

    return change


def _leaky(store: Store) -> None:
    """A redacted file that leaks, and a proof that says of it that all is well."""
    (path,) = store.path("work", "redacted").glob("0001-*.pdf")
    good = sha256_of(path)
    path.write_bytes(store.pdf("0001").read_bytes())
    proof = store.path("work", "verification.json")
    write(proof, proof.read_text(encoding="utf-8").replace(good, sha256_of(path)))


def _dropped_check(store: Store) -> None:
    path = store.path("work", "verification.json")
    content = json.loads(path.read_bytes())
    content["files"][0]["checks"].pop()
    write(path, json.dumps(content))


def _dropped_file(store: Store) -> None:
    path = store.path("work", "verification.json")
    content = json.loads(path.read_bytes())
    content["files"].pop()
    write(path, json.dumps(content))


def _added(store: Store) -> None:
    (folder,) = store.root.glob("output/*/te-publiceren")
    write(folder / "documenten" / "nog-een-bijlage.txt", "van een ander")


def _removed(store: Store) -> None:
    next(store.root.glob("output/*/te-publiceren/teksten/0001*.txt")).unlink()


_CHANGES: dict[str, tuple[Callable[[Store], None], str]] = {
    "no proof": (lambda s: s.path("work", "verification.json").unlink(), "nog niet gecontroleerd"),
    "half a proof": (_swap("work/verification.json", '"files": [', '"files": '), "niet te lezen"),
    "leak called pass": (_leaky, "niet die van deze stukken"),
    "pass called leak": (_swap("work/verification.json", '"result": "pass"', '"result": "leak"'),
                         "niet die van deze stukken|geweigerd"),
    "a check less": (_dropped_check, "niet die van deze stukken"),
    "a file less": (_dropped_file, "veranderd"),
    "another hash": (_swap("work/verification.json", '"sha256": "', '"sha256": "0'), "veranderd"),
    "another head": (_swap("work/verification.json", 'head": "', 'head": "0'), "besloten"),
    "a decision": (_swap("documents.csv", ";memo;", ";nota;"), "nog iets besloten"),
    "the log": (_swap("decisions.jsonl", '"bulk":true', '"bulk":false'), "logboek"),
    "a rendition": (_swap("output/*/te-publiceren/teksten/0001*.txt", "dienstauto", "fiets"),
                    "veranderd nadat"),
    "a rendition less": (_removed, "veranderd nadat"),
    "the manifest": (_swap("output/*/te-publiceren/manifest.json", '"sha256": "', '"sha256": "0'),
                     "veranderd nadat"),
    "a foreign file": (_added, "veranderd nadat"),
}  # fmt: skip


def test_decide_refuses_whatever_changed_after_verification(run: Run, tmp_path: Path) -> None:
    whole = run().store.root
    for name, (change, message) in _CHANGES.items():
        root = tmp_path / name
        shutil.copytree(whole, root)
        store = Store.open(root)
        change(store)
        before = published(root)
        with pytest.raises(WooError, match=message) as raised:
            pipeline.decide(store)
        assert raised.value.exit_code == 3, name
        assert published(root) == before, name


def test_decide_refuses_in_the_terminal(run: Run) -> None:
    store = run().store
    edit(store.path("work", "verification.json"), '"result": "pass"', '"result": "question"')
    done = woo("decide", store.root)
    assert done.returncode == 3
    assert "niet die van deze stukken" in done.stderr
    assert "woo verify" in done.stderr


def test_an_original_that_was_changed_is_refused(run: Run) -> None:
    store = run().store
    for work in (True, False):
        if work:
            shutil.rmtree(store.path("work", "redacted"))
        else:
            shutil.rmtree(store.path("work"))
        path = store.pdf("0001")
        good = path.read_bytes()
        path.chmod(stat.S_IRUSR | stat.S_IWUSR)
        path.write_bytes(store.pdf("0002").read_bytes())
        with pytest.raises(SafetyError, match=r"0001\.pdf"):
            pipeline.redact(store) if work else pipeline.detect(store)
        path.write_bytes(good)
        pipeline.detect(store)
    store.pdf("0001").unlink()
    shutil.rmtree(store.path("work"))
    with pytest.raises(SafetyError, match=r"0001\.pdf"):
        pipeline.detect(store)


def test_a_package_that_was_changed_is_refused(run: Run) -> None:
    result = run()
    path = result.decided.folder / "te-publiceren" / "besluit.pdf"
    path.chmod(0o644)
    path.write_bytes(path.read_bytes() + b"\n")
    with pytest.raises(SafetyError, match="veranderd nadat"):
        pipeline.decide(result.store)


def test_another_law_after_the_boxes_were_approved_is_refused(run: Run) -> None:
    store = run().store
    for name, date in (("2024-03", "2021-03"), ("2023-01-01", "2020-01-01")):
        write(
            store.path("request.yaml"), store.path("request.yaml").read_text().replace(name, date)
        )
    with pytest.raises(WooError) as raised:
        _finish(store)
    assert raised.value.exit_code in (1, 3)
    assert not published(store.root) or len(list(store.root.glob("output/*"))) == 1


def _finish(store: Store) -> None:
    pipeline.redact(store)
    pipeline.verify(store)
    pipeline.decide(store)
