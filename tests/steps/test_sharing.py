"""The draft for a third party: its own passages, and nothing of anybody else in any byte."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pymupdf
import pytest

from tests.e2e.conftest import woo
from tests.review.fake import make_pdf
from woo_tool import pipeline
from woo_tool.errors import InputError, NeedsPersonError, SafetyError, WooError
from woo_tool.kinds import Label, MarkState
from woo_tool.model import Choice, mark_id
from woo_tool.redact import RedactResult
from woo_tool.steps import sharing
from woo_tool.store import Store

BUILDER, RIVAL = "Aannemer Zandpad B.V.", "Baggerbedrijf Kolk N.V."
_REQUEST = f"""
reference: VZ-2024.0001
authority: {{name: Ministerie van Voorbeeldzaken, decides: De minister van Voorbeeldzaken}}
request: {{dated: 2024-01-04, received: 2024-01-05, subject: een proef, items: [de stukken]}}
procedure:
  third_parties:
    - {{name: {BUILDER}, documents: ["0001"], people: [Wessel Hoogkarspel]}}
    - {{name: {RIVAL}}}
    - {{name: Niemand B.V., documents: ["0002"]}}
    - {{name: Elders B.V., documents: ["0077"]}}
decision: {{dated: 2024-02-01}}
"""
_MEMO = (
    ("Memo", "", "Van: Farida Ouladzahra", "", "De planning volgt later."),
    (
        "Verslag",
        "",
        "Mevrouw Farida Ouladzahra sprak met de heer Wessel Hoogkarspel over de prijs.",
        f"De prijs van {BUILDER} is 41 euro per meter.",
        f"De prijs van {RIVAL} is 57 euro per meter.",
        "De heer Bram Dekkinga belt terug op 06-12345678.",
    ),
)
_NOTE = (("Notitie", "", "De heer Wessel Hoogkarspel is gebeld door Farida Ouladzahra."),)
_OTHERS = ("Ouladzahra", "Farida", "Dekkinga", "06-12345678", "12345678", "57 euro", "Kolk")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("derde")
    (folder / "request.yaml").write_text(_REQUEST, encoding="utf-8")
    make_pdf(folder / "memo.pdf", _MEMO)
    make_pdf(folder / "notitie.pdf", _NOTE)
    store = pipeline.new(folder / "zaak", folder / "request.yaml")
    pipeline.add(store, [folder / "memo.pdf", folder / "notitie.pdf"])
    view = pipeline.detect(store)
    text = view.pages["0001"][1].text
    prices = [
        _business(text, f"De prijs van {BUILDER} is 41 euro per meter."),
        _business(text, f"De prijs van {RIVAL} is 57 euro per meter."),
    ]
    with store.lock():
        store.record(prices)
    return folder / "zaak"


def _business(text: str, passage: str) -> Choice:
    start = text.index(passage)
    end = start + len(passage)
    name = mark_id("hand", 2, (start, end), Label.BUSINESS.value)
    return Choice(
        "N. Ader", "add", f"mark:{name}@0001/2:{start}-{end}", "", "BUSINESS", ("5.1.1.c",)
    )


@pytest.fixture
def store(made: Path, tmp_path: Path) -> Store:
    return Store.open(Path(shutil.copytree(made, tmp_path / "zaak")))


def everything(path: Path) -> str:
    """All that a reader, a copier or somebody with an editor finds in a file."""
    read = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True)
    parts = [read.stdout.decode()]
    with pikepdf.open(path) as pdf:
        for thing in pdf.objects:
            parts.append(str(thing.unparse(resolved=True), "latin-1") if thing is not None else "")
            if isinstance(thing, pikepdf.Stream) and "/Subtype" not in thing:
                parts.append(thing.read_bytes().decode("latin-1"))
    with pymupdf.open(path) as document:
        parts += [page.get_text() for page in document]
        parts.append(json.dumps([document.metadata, document.get_toc()]))
    return "\n".join(parts)


def approved(store: Store) -> Store:
    pipeline.approve(store, "N. Ader")
    return store


def test_a_party_sees_its_own_passages_and_nothing_of_others(store: Store) -> None:
    shared = pipeline.share(approved(store), BUILDER.lower(), "N. Ader")
    assert [path.name for path in shared.files] == ["0001-concept.pdf"]
    assert shared.folder.parent == store.path("output", "concept")
    text = everything(shared.files[0])
    assert BUILDER in text
    assert "41 euro" in text
    assert "Wessel Hoogkarspel" in text
    assert "CONCEPT" in text
    assert [word for word in _OTHERS if word in text] == []
    with pymupdf.open(shared.files[0]) as document:
        assert document.page_count == 1  # the page on which it has no passage stays behind
        assert "planning volgt" not in document[0].get_text()


def test_an_own_passage_is_marked_where_it_stands_now(store: Store) -> None:
    shared = pipeline.share(approved(store), BUILDER, "N. Ader")
    with pymupdf.open(shared.files[0]) as document:
        (word,) = [item for item in document[0].get_text("words") if item[4] == "Hoogkarspel"]
        boxes = [item["rect"] for item in document[0].get_drawings() if item["fill_opacity"] < 1]
        middle = pymupdf.Point((word[0] + word[2]) / 2, (word[1] + word[3]) / 2)
        assert any(box.contains(middle) for box in boxes)
        black = [item["rect"] for item in document[0].get_drawings() if item["fill"] == (0, 0, 0)]
        assert black
        assert not any(box.contains(middle) for box in black)


def test_a_party_without_documents_sees_every_page_with_its_name(store: Store) -> None:
    shared = pipeline.share(approved(store), RIVAL, "N. Ader")
    text = everything(shared.files[0])
    assert RIVAL in text
    assert "57 euro" in text
    assert [
        word for word in ("41 euro", "Zandpad", "Hoogkarspel", "Ouladzahra") if word in text
    ] == []


def test_a_person_of_the_dossier_can_be_a_party(store: Store) -> None:
    shared = pipeline.share(approved(store), "Wessel Hoogkarspel", "N. Ader")
    assert [path.name for path in shared.files] == ["0001-concept.pdf", "0002-concept.pdf"]
    text = "".join(map(everything, shared.files))
    assert "Hoogkarspel" in text
    assert [word for word in (*_OTHERS, "41 euro") if word in text] == []


def test_a_named_document_without_a_passage_goes_whole_without_people(store: Store) -> None:
    (path,) = pipeline.share(approved(store), "Niemand B.V.", "N. Ader").files
    text = everything(path)
    assert "Notitie" in text
    assert "Hoogkarspel" not in text


def test_a_page_that_nobody_approved_never_leaves(store: Store) -> None:
    with pytest.raises(NeedsPersonError, match="stuk 0001, pagina 2"):
        pipeline.share(store, BUILDER, "N. Ader")
    assert not store.path("output", "concept").exists()


def test_with_four_eyes_one_name_is_not_enough(store: Store) -> None:
    path = store.path("request.yaml")
    path.write_text(path.read_text(encoding="utf-8") + "four_eyes: true\n", encoding="utf-8")
    with pytest.raises(NeedsPersonError):
        pipeline.share(approved(store), BUILDER, "N. Ader")
    pipeline.approve(store, "B. Ander")
    assert pipeline.share(store, BUILDER, "N. Ader").files


@pytest.mark.parametrize("name", ["Onbekend B.V.", "Elders B.V.", ""])
def test_an_unknown_party_is_refused(store: Store, name: str) -> None:
    with pytest.raises(InputError):
        pipeline.share(approved(store), name, "N. Ader")


def test_what_is_open_of_another_is_removed_too(store: Store) -> None:
    """An open suggestion leaves a page approvable; in the copy of another it goes all the same."""
    view = pipeline.current(approved(store))
    asked = [item for item in view.folded.marks if item.state is MarkState.ASK]
    others = sharing.parts_for(view, sharing.find_party(view, BUILDER))[0].others
    assert {item.mark.id for item in asked if item.mark.page == 2} <= {item.mark for item in others}


def test_a_redactor_that_fails_makes_no_copy(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def copies(source: Path, target: Path, *_: object, **__: object) -> RedactResult:
        shutil.copyfile(source, target)
        return RedactResult(())

    monkeypatch.setattr(sharing, "redact_pdf", copies)
    with pytest.raises(SafetyError, match="de controle weigert het"):
        pipeline.share(approved(store), BUILDER, "N. Ader")
    assert list(store.path("output").rglob("*.pdf")) == []
    assert "draft" not in {item.action for item in store.decisions().decisions}


def test_an_export_is_logged_with_what_went_out(store: Store) -> None:
    shared = pipeline.share(approved(store), BUILDER, "N. Ader")
    last = store.decisions().decisions[-1]
    assert (last.action, last.by, last.target) == ("draft", "N. Ader", f"draft:{BUILDER}")
    assert json.loads(last.to)["pages"] == {"0001": [2]}
    assert list(json.loads(last.to)["files"]) == [path.name for path in shared.files]
    again = pipeline.share(store, BUILDER, "N. Ader")  # the same inputs, the same bytes
    assert json.loads(store.decisions().decisions[-1].to) == json.loads(last.to)
    assert again.files == shared.files


def test_a_name_is_never_a_path(store: Store) -> None:
    path = store.path("request.yaml")
    text = path.read_text(encoding="utf-8").replace(RIVAL, "../../" + RIVAL)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(WooError):
        pipeline.share(approved(store), "../../" + RIVAL, "N. Ader")
    assert sharing._slug("../../Ëen & B.V.") == "een-b-v"


def test_the_command_line_makes_the_same(store: Store) -> None:
    root = store.root
    refused = woo("redact", root, "--draft", "--third-party", BUILDER, "--as", "N. Ader")
    assert refused.returncode == 1
    assert "nog niet goedgekeurd" in refused.stderr
    approved(store)
    done = woo("redact", root, "--draft", "--third-party", BUILDER, "--as", "N. Ader")
    assert done.returncode == 0, done.stderr
    assert "0001-concept.pdf" in done.stdout
    assert woo("redact", root, "--third-party", BUILDER).returncode == 2
    assert woo("redact", root, "--draft", "--as", "N. Ader").returncode == 2
    assert woo("redact", root, "--draft", "--third-party", "Wie?").returncode == 2
