"""Wrong input, a disk that fails, a dossier that is taken: Dutch, the exit code, nothing half."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.conftest import MEMO, PEOPLE, REQUEST, ROOT, Run, edit, published, tree, woo, write
from woo_tool import pipeline
from woo_tool.errors import (
    DossierBusyError,
    InputError,
    RequestError,
    WooError,
)
from woo_tool.store import Store

# --- request.yaml ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("reference: WR-2024.0031", "reference: [1", "geen geldige YAML op regel"),
        ("reference: WR-2024.0031", "referentie: x", "referentie: dit veld is niet bekend"),
        ("received: 2024-03-04", "received: 4 maart", "request.received: hier hoort een datum"),
        ("received: 2024-03-04", "received: 2024-02-30", "request.received"),
        ("received: 2024-03-04", "received: 2024-04-04", "ligt voor request.received"),
        ("received: 2024-03-04", "received: 9999-12-30", "request.received"),
        ("decision: {dated: 2024-03-28", "law: wob\ndecision: {dated: 2024-03-28", "de Woo van"),
        ("decision: {dated: 2024-03-28", "four_eyes: soms\ndecision: {dated: 2024-03-28", "true"),
        ("subject: dienstauto's", "document: verzoek.pdf\n  subject: x", "verzoek.pdf"),
        ("subject: dienstauto's", "document: people.yaml\n  subject: x", "people.yaml"),
    ],
)
def test_a_wrong_request_is_named_and_nothing_is_written(
    tmp_path: Path, request_file: Path, old: str, new: str, fault: str
) -> None:
    assert old in REQUEST
    write(request_file, REQUEST.replace(old, new))
    write(request_file.with_name("people.yaml"), PEOPLE)
    with pytest.raises(InputError) as raised:
        pipeline.new(tmp_path / "zaak", request_file)
    assert fault in raised.value.message
    assert "request" in raised.value.message
    assert not (tmp_path / "zaak").exists()


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"reference: \xff", b"a: &a [*a]", b"? {a: b} : c"]
)
def test_what_is_no_request_at_all_is_exit_2(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "request.yaml"
    path.write_bytes(content)
    with pytest.raises(RequestError, match=r"request\.yaml"):
        pipeline.new(tmp_path / "zaak", path)
    assert not (tmp_path / "zaak").exists()


def test_run_checks_everything_that_people_wrote_before_it_writes(
    tmp_path: Path, request_file: Path, pile: Path, run: Run
) -> None:
    wrong = write(tmp_path / "p.yaml", "people:\n  - {name: J. Terpstra, grounds: [10.2.e]}\n")
    empty = tmp_path / "leeg"
    empty.mkdir()
    attempts: list[Callable[[], object]] = [
        lambda: run(people=wrong),
        lambda: run(people=tmp_path / "geen.yaml"),
        lambda: run(cases=pile / "memo.txt"),
        lambda: run(approve_as="  "),
        lambda: run(approve_as="Jip\udcff"),
        lambda: pipeline.run(request_file, [empty], tmp_path / "zaak", approve_as="Jip"),
        lambda: pipeline.run(request_file, [pile / "nee"], tmp_path / "zaak", approve_as="Jip"),
    ]
    for attempt in attempts:
        with pytest.raises(InputError):
            attempt()
        assert not (tmp_path / "zaak").exists()


def test_a_folder_without_files_is_said_so(tmp_path: Path, request_file: Path) -> None:
    (tmp_path / "leeg" / "dieper").mkdir(parents=True)
    done = woo(
        "run", request_file, tmp_path / "leeg", "--out", tmp_path / "zaak", "--approve-as", "Jip"
    )
    assert done.returncode == 2
    assert "geen bestanden" in done.stderr
    assert not (tmp_path / "zaak").exists()


# --- files that people edit ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ("ok;Geheim;;", "'Geheim' is geen beoordeling"),
        ("ok;Gedeeltelijk openbaar;;", "Deels openbaar"),
        ("ok;Niet openbaar;10.2.e;persoonlijk", "hoort bij de Wob"),
        ("ok;Niet openbaar;9.9.z;persoonlijk", "grond '9.9.z' bestaat niet"),
        ("empty;;;", "kolom status kan niet worden gewijzigd"),
        ("ok;;;;;;misschien;;;", "vul ja of nee in"),
        ("ok;;;;;;;;morgen;", "geen datum"),
        ("ok" + ";" * 30, "te veel cellen"),
    ],
)
def test_an_impossible_edit_of_documents_csv_is_refused(run: Run, cells: str, fault: str) -> None:
    store = run().store
    path = store.path("documents.csv")
    before = tree(store.root)
    old = path.read_bytes().decode()
    row = next(line for line in old.splitlines() if line.startswith("0001;"))
    head, _, _ = row.partition("ok;")
    missing = old.splitlines()[0].count(";") - (head + cells).count(";")
    path.write_bytes(old.replace(row, head + cells + ";" * missing).encode())
    edited = path.read_bytes()
    with pytest.raises(InputError) as raised:
        pipeline.synced(store)
    assert fault in raised.value.message
    assert "documents.csv" in raised.value.message
    path.write_bytes(old.encode())
    assert edited != old.encode()
    assert tree(store.root) == before


def test_not_public_needs_a_ground_and_a_reason_and_is_logged(run: Run) -> None:
    result = run()
    store = result.store
    path = store.path("documents.csv")
    edit(path, "1;ok;;;;", "1;ok;Niet openbaar;;;")
    with pytest.raises(WooError, match="grond"):
        pipeline.redact(store)
    edit(
        path, "1;ok;Niet openbaar;;;", "1;ok;Niet openbaar;5.1.2.e;Het stuk gaat over een persoon.;"
    )
    pipeline.redact(store)
    pipeline.verify(store)
    decided = pipeline.decide(store)
    assert decided.folder != result.decided.folder
    names = [item.name for item in (decided.folder / "te-publiceren" / "documenten").glob("*")]
    assert names == ["0002-e-mail.pdf"]
    last = store.decisions().decisions[-1]
    assert (last.action, last.by) == ("document", "documents.csv")


@pytest.mark.parametrize(
    "content", [b"", b"number\n\xff\n", b"naam;x\n", b"number;title\n0009;x\n"]
)
def test_a_damaged_documents_csv_is_refused(run: Run, content: bytes) -> None:
    store = run().store
    store.path("documents.csv").write_bytes(content)
    with pytest.raises(RequestError, match=r"documents\.csv"):
        pipeline.synced(store)
    assert store.path("documents.csv").read_bytes() == content


def test_an_edit_of_people_yaml_is_a_decision_and_the_page_opens_again(run: Run) -> None:
    store = run().store
    count = len(store.decisions().decisions)
    edit(
        store.path("people.yaml"),
        "  name: Karel Hoogland\n  forms: [Karel]\n  emails: [k.hoogland@minwr.nl]\n"
        "  role: unknown\n  action: redact\n",
        "  name: Karel Hoogland\n  forms: [Karel]\n  emails: [k.hoogland@minwr.nl]\n"
        "  role: director\n  action: keep\n",
    )
    view = pipeline.synced(store)
    new = view.log.decisions[count:]
    assert [(item.action, item.by) for item in new] == [("person", "people.yaml")]
    assert any(item.name == "Karel Hoogland" and item.action == "keep" for item in view.entities)


@pytest.mark.parametrize(
    "text", ["people: [", "people: [{name: 3}]", "mensen: []", "people: [{name: A, role: baas}]"]
)
def test_a_damaged_people_yaml_is_refused(run: Run, text: str) -> None:
    store = run().store
    write(store.path("people.yaml"), text)
    with pytest.raises(RequestError, match=r"people\.yaml"):
        pipeline.synced(store)
    assert store.path("people.yaml").read_text(encoding="utf-8") == text


# --- two files of one name -----------------------------------------------------------------


def test_two_files_of_one_name_are_refused(tmp_path: Path, request_file: Path) -> None:
    store = pipeline.new(tmp_path / "zaak", request_file)
    one = write(tmp_path / "a" / "memo.txt", MEMO)
    other = write(tmp_path / "b" / "memo.txt", MEMO + "Nog een regel.\n")
    with pytest.raises(InputError, match=r"memo\.txt"):
        pipeline.add(store, [one, other])
    assert store.documents() == ()
    pipeline.add(store, [one])
    before = tree(store.root)
    with pytest.raises(InputError, match="andere inhoud"):
        pipeline.add(store, [other])
    assert tree(store.root) == before


def test_the_request_itself_may_share_its_name_with_a_document(
    tmp_path: Path, request_file: Path
) -> None:
    write(request_file.with_name("memo.txt"), "Graag alle stukken. W. Roskam\n")
    write(request_file, REQUEST.replace("  subject:", "  document: memo.txt\n  subject:"))
    store = pipeline.new(tmp_path / "zaak", request_file)
    pipeline.add(store, [write(tmp_path / "a" / "memo.txt", MEMO)])
    assert [item.number for item in store.documents()] == ["0000", "0001"]


# --- the disk ------------------------------------------------------------------------------


def test_a_full_disk_is_exit_4_and_the_next_call_goes_on(
    tmp_path: Path, request_file: Path, pile: Path, run: Run
) -> None:
    """A limit on the size of a file fails a write half-way, as a full disk does."""
    arguments: list[str | Path] = [
        "run",
        request_file,
        pile,
        "--out",
        tmp_path / "vol",
        "--approve-as",
        "Jip Terpstra",
    ]
    for limit in (100, 2_000, 9_000):
        done = woo(*arguments, limit=limit)
        assert done.returncode == 4, (limit, done.stderr)
        assert "vol" in done.stderr
        assert not list((tmp_path / "vol").rglob(".deel-*"))
        assert not published(tmp_path / "vol")
    assert woo(*arguments).returncode == 1
    run()
    assert published(tmp_path / "vol") == published(tmp_path / "zaak")


def test_a_log_that_cannot_grow_keeps_its_last_whole_line(run: Run) -> None:
    store = run().store
    log = store.path("decisions.jsonl")
    before = log.read_bytes()
    edit(store.path("documents.csv"), ";memo;", ";nota;")
    done = woo("detect", store.root, limit=len(before) + 40)
    assert done.returncode == 4
    assert log.read_bytes() == before
    assert woo("log", store.root, "--verify").returncode == 0


@pytest.mark.parametrize(
    "name", ["originals", "work", "output", "documents.csv", "decisions.jsonl"]
)
def test_something_else_in_the_place_of_a_file_or_folder(
    run: Run, tmp_path: Path, name: str
) -> None:
    store = run().store
    path = store.path(name)
    if path.is_dir():
        shutil.rmtree(path)
        path.write_bytes(b"")
    else:
        path.unlink()
        path.mkdir()
    done = woo("run", store.path("request.yaml"), tmp_path / "stapel", "--out", store.root,
               "--approve-as", "Jip")  # fmt: skip
    assert done.returncode in (2, 3, 4)
    assert name in done.stderr


def test_an_out_below_a_file_is_exit_4(request_file: Path) -> None:
    done = woo("new", request_file / "zaak", "--request", request_file)
    assert done.returncode == 4
    assert "een map hoort te staan" in done.stderr


# --- who has the dossier ----------------------------------------------------------------------


def test_a_dossier_that_is_taken_is_exit_4(run: Run) -> None:
    store = run().store
    before = tree(store.root)
    other = Store.open(store.root)
    with store.lock():
        with pytest.raises(DossierBusyError, match="proces"):
            pipeline.approve(other, "Jip")
        for command in (["detect"], ["redact"], ["verify"], ["decide"], ["approve", "--all"]):
            extra = ["--as", "Jip"] if command[0] == "approve" else []
            with pytest.raises(DossierBusyError):
                _in_process(command, other, extra)
        done = woo("decide", store.root)
    assert done.returncode == 4
    assert "een ander programma schrijft in dit dossier" in done.stderr
    assert tree(store.root) == before


def _in_process(command: list[str], store: Store, extra: list[str]) -> None:
    from woo_tool.commands import dossier

    name = command[0]
    if name == "approve":
        dossier.approve(store.root, extra[1], None, True, None)
    elif name == "detect":
        dossier.detect(store.root, 1)
    elif name == "redact":
        dossier.redact(store.root, False)
    elif name == "verify":
        pipeline.verify(store)
    else:
        dossier.decide(store.root)


# --- the tool itself ------------------------------------------------------------------------


def _install(target: Path) -> Path:
    """A copy of the program whose rules and model can be damaged."""
    for name in ("woo_tool", "rules", "models"):
        shutil.copytree(
            Path(ROOT) / name, target / name, ignore=shutil.ignore_patterns("__pycache__")
        )
    return target


def test_a_missing_or_damaged_part_of_the_tool_is_exit_4(
    tmp_path: Path, request_file: Path, pile: Path
) -> None:
    home = _install(tmp_path / "programma")
    store = tmp_path / "zaak"
    arguments: list[str | Path] = ["run", request_file, pile, "--out", store, "--approve-as", "Jip"]
    model = home / "models" / "nl_woo"
    damages: list[tuple[Path, bytes | None]] = [
        (model, None),
        (next(path for path in model.rglob("*.crf*") if path.is_file()), b"x"),
        (home / "rules" / "policy.yaml", b"roles: ["),
        (home / "rules" / "redact.yaml", b"\xff"),
    ]
    for path, content in damages:
        away = path.with_name(path.name + ".weg")
        path.rename(away)
        if content is not None:
            path.write_bytes(content)
        done = woo(*arguments, PYTHONPATH=str(home))
        assert done.returncode == 4, (path, content, done.stdout, done.stderr)
        name = "nl_woo" if model in (path, *path.parents) else path.name
        assert name in done.stderr, done.stderr
        assert not published(store)
        path.unlink(missing_ok=True)
        away.rename(path)
