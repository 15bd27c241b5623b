"""``woo decide --letter``: the edited letter becomes the letter of the package, or is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pymupdf
import pytest

from tests.e2e.conftest import MAIL, MEMO, PEOPLE, REQUEST, write
from woo_tool import pipeline
from woo_tool.commands import dossier as commands
from woo_tool.errors import InputError, SafetyError
from woo_tool.store import Store


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> pipeline.RunResult:
    """A small dossier with its package."""
    base = tmp_path_factory.mktemp("brief")
    write(base / "stapel" / "memo.txt", MEMO)
    write(base / "stapel" / "planning.eml", MAIL)
    return pipeline.run(
        write(base / "request.yaml", REQUEST),
        [base / "stapel"],
        base / "zaak",
        approve_as="Jip Terpstra",
        people=write(base / "people.yaml", PEOPLE),
    )


def edited(made: pipeline.RunResult, folder: Path, change: Callable[[str], str]) -> Path:
    """The letter to the requester with every paragraph changed, saved beside the dossier."""
    document = docx.Document(str(made.decided.folder / "aan-verzoeker" / "besluit.docx"))
    for paragraph in document.paragraphs:
        told = change(paragraph.text)
        if told != paragraph.text:
            paragraph.text = told
    path = folder / "bewerkt.docx"
    document.save(str(path))
    return path


def text(path: Path) -> str:
    with pymupdf.open(path) as pdf:
        return " ".join(" ".join(page.get_text() for page in pdf).split())


SAID = "Ik heb u daarover op 20 maart 2024 gebeld."


def test_the_edited_letter_is_the_letter_of_the_package(
    made: pipeline.RunResult, tmp_path: Path
) -> None:
    def change(told: str) -> str:
        return f"{told} {SAID}" if told.startswith("Ik heb uw verzoek beoordeeld") else told

    path = edited(made, tmp_path, change)
    decided = pipeline.decide(made.store, path)
    assert decided.folder != made.decided.folder
    public = text(decided.folder / "te-publiceren" / "besluit.pdf")
    own = text(decided.folder / "aan-verzoeker" / "besluit.pdf")
    assert SAID in public
    assert SAID in own
    assert "Roskam" in own
    assert "Roskam" not in public
    shown = docx.Document(str(decided.folder / "aan-verzoeker" / "besluit.docx"))
    assert any(SAID in item.text for item in shown.paragraphs)
    assert pipeline.decide(made.store, path).folder == decided.folder
    assert commands.decide(made.store.root, path) in (0, 1)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Ik heb uw verzoek beoordeeld", "Volgens mevrouw Fatima Bouzid is", "gelakt"),
        ("Bezwaar", "Klagen", "de kop 'Bezwaar'"),
        ("twee documenten", "drie documenten", "aantal documenten"),
    ],
)
def test_a_letter_that_disagrees_is_refused(
    made: pipeline.RunResult, tmp_path: Path, old: str, new: str, said: str
) -> None:
    def change(told: str) -> str:
        return told.replace(old, new) if told.startswith(old) else told

    before = sorted(made.store.path("output").iterdir())
    with pytest.raises(SafetyError, match=said) as refused:
        pipeline.decide(Store.open(made.store.root), edited(made, tmp_path, change))
    assert refused.value.exit_code == 3
    assert sorted(made.store.path("output").iterdir()) == before


def test_what_is_no_letter_is_wrong_input(made: pipeline.RunResult, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="geen leesbaar Word-bestand"):
        pipeline.decide(made.store, write(tmp_path / "brief.docx", "geen brief"))
    with pytest.raises(InputError, match="kan niet worden gelezen"):
        pipeline.decide(made.store, tmp_path / "bestaat-niet.docx")


DRAFT_PEOPLE = PEOPLE.replace("action: redact}", "action: redact, grounds: [5.1.2.b]}")


def test_a_decision_with_a_hole_is_finished_in_word(tmp_path: Path) -> None:
    """The documents are ready and the decision isn't: it stays inside until it has its reason."""
    write(tmp_path / "stapel" / "memo.txt", MEMO)
    request = write(tmp_path / "request.yaml", REQUEST)
    people = write(tmp_path / "people.yaml", DRAFT_PEOPLE)
    made = pipeline.run(
        request, [tmp_path / "stapel"], tmp_path / "zaak", approve_as="Jip", people=people
    )
    folder = made.decided.folder
    assert made.decided.draft
    assert commands.decide(made.store.root) == 1
    assert list((folder / "te-publiceren" / "documenten").iterdir())
    assert not list(folder.glob("te-publiceren/**/besluit*"))
    assert not (folder / "aan-verzoeker").exists()
    assert "CONCEPT" in text(folder / "intern" / "concept-besluit.pdf")

    document = docx.Document(str(folder / "intern" / "concept-besluit.docx"))
    (asked,) = [item for item in document.paragraphs if "NOG IN TE VULLEN" in item.text]
    asked.text = "De dienst onderhandelt nog; dat belang weegt zwaarder dan openbaarheid nu."
    path = tmp_path / "af.docx"
    document.save(str(path))
    decided = pipeline.decide(made.store, path)
    assert not decided.draft
    assert "De dienst onderhandelt nog" in text(decided.folder / "te-publiceren" / "besluit.pdf")
    assert (decided.folder / "aan-verzoeker" / "besluit.docx").exists()
