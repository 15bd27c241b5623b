"""What stops a package and what doesn't: open questions, four eyes, files that can't be read."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.e2e.conftest import MAIL, MEMO, REQUEST, ROOT, Run, published, tree, woo, write
from woo_tool import pipeline
from woo_tool.errors import InputError, NeedsPersonError
from woo_tool.kinds import Label, MarkState
from woo_tool.steps.view import View

SPECIAL = "Mevrouw Fatima Bouzid is sinds 3 januari ziek gemeld.\n"
OTHERS = (
    "Mijns inziens is dit voorstel niet verstandig.\n"
    "Hij is de enige medewerker met deze taak.\n"
    "De offerte is commercieel vertrouwelijk.\n"
)


def open_labels(result: View) -> set[Label]:
    return {item.mark.label for item in result.folded.marks if item.state is MarkState.ASK}


def test_an_open_special_category_stops_the_package(run: Run, pile: Path, tmp_path: Path) -> None:
    write(pile / "memo.txt", MEMO + SPECIAL)
    with pytest.raises(NeedsPersonError, match="bijzonder persoonsgegeven"):
        run()
    assert not published(tmp_path / "zaak")
    result = run(suggestions="redact")
    assert published(tmp_path / "zaak")
    assert Label.SPECIAL_CATEGORY not in open_labels(result.view)


def test_the_other_suggestions_stay_open_and_are_listed(
    run: Run, pile: Path, tmp_path: Path
) -> None:
    write(pile / "memo.txt", MEMO + OTHERS)
    result = run()
    assert open_labels(result.view) == {Label.OPINION, Label.TRACEABLE, Label.BUSINESS}
    what = " ".join(item.what for item in result.decided.open if item.number == "0001")
    for word in ("beleidsopvatting", "herleidbaar", "bedrijfsgegevens"):
        assert word in what
    assert published(tmp_path / "zaak")


def test_four_eyes_asks_for_a_second_name(run: Run, request_file: Path, tmp_path: Path) -> None:
    write(request_file, REQUEST + "four_eyes: true\n")
    with pytest.raises(NeedsPersonError, match="nog niet goedgekeurd"):
        run()
    root = tmp_path / "zaak"
    store = pipeline.new(root, request_file)
    for name in ("Jip Terpstra", "JIP TERPSTRA", " jip terpstra "):
        pipeline.approve(store, name)
        with pytest.raises(NeedsPersonError):
            pipeline.redact(store)
        with pytest.raises(NeedsPersonError):
            pipeline.decide(store)
    drafts = pipeline.redact(store, draft=True)
    assert drafts
    assert all(path.parent == root / "output" / "concept" for path in drafts)
    assert not published(root)
    pipeline.approve(store, "Noor de Wit")
    pipeline.redact(store)
    pipeline.verify(store)
    pipeline.decide(store)
    assert published(root)


def test_four_eyes_said_later_takes_back_what_one_person_approved(run: Run) -> None:
    store = run().store
    write(store.path("request.yaml"), REQUEST + "four_eyes: true\n")
    for step in (pipeline.redact, pipeline.verify, pipeline.decide):
        with pytest.raises(NeedsPersonError):
            step(store)


def test_files_that_cannot_be_read_are_rows_and_stop_nothing(
    run: Run, pile: Path, tmp_path: Path
) -> None:
    hard = Path(ROOT) / "samples" / "integriteit-moeilijk"
    shutil.copytree(hard, pile / "moeilijk")
    shutil.copy(hard / next(path.name for path in hard.glob("02-*")), pile / "mail" / "slot.pdf")
    result = run()
    rows = {item.file: item for item in result.view.documents}
    assert len(rows) == len(list(pile.rglob("*.*")))
    bad = [item for item in rows.values() if not item.status.readable]
    assert {str(item.status) for item in bad} >= {"encrypted", "empty", "unsupported", "unreadable"}
    assert all(item.reason for item in bad)
    asked = {item.number for item in result.decided.open}
    assert {item.number for item in bad} <= asked
    names = [name for name in published(tmp_path / "zaak") if "/documenten/" in name]
    good = {item.number for item in rows.values() if item.status.readable}
    assert {Path(name).name[:4] for name in names} == {number[:4] for number in good}
    before = tree(tmp_path / "zaak")
    run()
    assert tree(tmp_path / "zaak") == before


ODD_NAMES = (
    "-rf.txt",
    " voor en na .txt",
    "'=cmd|' /C calc'!A0.txt",
    "=1+1.txt",
    "@lijst.txt",
    "nieuwe\nregel.txt",
    "tab\tin\rnaam.txt",
    "a" * 251 + ".txt",
    "brief; met, tekens \"en\" 'meer'.txt",
    "\u202etxt.exe",
    "é̂ñ 名前 😀.txt",
    "diep/dieper/diepst/brief.txt",
    "1e-5.txt",
    "CON.txt",
    "0001.json",
)


def test_odd_names_go_all_the_way_and_again(
    run: Run, tmp_path: Path, request_file: Path, pile: Path
) -> None:
    for place, name in enumerate(ODD_NAMES):
        write(pile / name, f"Notitie {place}. De heer J. Terpstra belde op maandag.\n")
    with open(os.fsencode(pile) + b"/byte-\xff.txt", "w", encoding="utf-8") as file:  # noqa: PTH123
        file.write("Notitie van een oud systeem.\n")
    run(approve_as="Jip")
    before = tree(tmp_path / "zaak")
    stored = [name for name in before if name.startswith("originals/") and name.endswith(".json")]
    assert len(stored) == len(ODD_NAMES) + 3
    assert not [name for name in published(tmp_path / "zaak") if "Terpstra" in name]
    out = tmp_path / "zaak"
    done = woo(
        "run", request_file, pile, "--out", out, "--approve-as", "Jip", PYTHONIOENCODING="ascii"
    )
    assert done.returncode == 1, done.stderr
    assert tree(tmp_path / "zaak") == before


def test_links_and_devices(tmp_path: Path, request_file: Path, pile: Path) -> None:
    (pile / "kapot.txt").symlink_to("nergens.txt")
    (pile / "nog een.txt").symlink_to("memo.txt")
    (pile / "terug").symlink_to(".")
    os.mkfifo(pile / "pijp.txt")
    store = pipeline.new(tmp_path / "zaak", request_file)
    added = pipeline.add(store, [pile])
    reasons = {item.file: item.reason for item in added.new}
    assert reasons["pijp.txt"]
    assert reasons["kapot.txt"]
    assert sum(item.title in ("memo", "nog een") for item in added.new) == 1
    assert pipeline.add(store, [pile]).new == ()
    before = tree(store.root)
    (pile / "geheim").symlink_to("/etc")
    with pytest.raises(InputError, match="buiten de map"):
        pipeline.add(store, [pile])
    assert tree(store.root) == before


def test_a_document_without_pages_that_go_out_still_gives_a_decision(run: Run) -> None:
    """All documents refused: nothing is redacted or verified, and the letter says why."""
    store = run().store
    path = store.path("documents.csv")
    text = path.read_bytes().replace(b";ok;;;;", b";ok;Niet openbaar;5.1.2.e;Persoonlijk stuk.;")
    path.write_bytes(text)
    assert pipeline.redact(store) == ()
    pipeline.verify(store)
    folder = pipeline.decide(store).folder
    assert not list((folder / "te-publiceren" / "documenten").glob("*"))
    assert (folder / "te-publiceren" / "besluit.pdf").is_file()


def test_the_same_mail_twice_is_a_double(run: Run, pile: Path, tmp_path: Path) -> None:
    write(pile / "kopie" / "planning.eml", MAIL)
    result = run()
    doubles = [item for item in result.view.documents if item.duplicate_of]
    assert [item.number for item in doubles] == ["0003"]
    assert len([name for name in published(tmp_path / "zaak") if "/documenten/" in name]) == 2
