"""The whole chain on the sample dossiers, against their ground truth."""

from __future__ import annotations

import importlib.util
import io
import json
import re
import subprocess
from pathlib import Path
from types import ModuleType
from typing import Any

import openpyxl
import pytest
import yaml

from woo_tool import pipeline
from woo_tool.pipeline import RunResult
from woo_tool.verify import verify_single

SAMPLES = Path(__file__).parents[1] / "samples"
CODE = re.compile(r"\b(?:5\.1\.[12]\.[a-i]|10\.[12]\.[a-g])")


def _checker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("check_package", SAMPLES / "check_package.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


CHECK = _checker()


@pytest.fixture(scope="module", params=["integriteit", "integriteit, zonder people", "wob-2021"])
def dossier(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, RunResult]:
    name, _, without = request.param.partition(", ")
    sample = SAMPLES / name
    people, cases = sample / "people.yaml", sample / "cases.xlsx"
    result = pipeline.run(
        sample / "request.yaml",
        [sample / "files"],
        tmp_path_factory.mktemp("zaak") / name,
        approve_as="T. Ester",
        people=people if people.exists() and not without else None,
        cases=cases if cases.exists() else None,
    )
    return name, result


def text_of(path: Path) -> str:
    """What a reader of the published PDF can copy."""
    done = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True)
    return done.stdout.decode("utf-8")


def published(result: RunResult, name: str) -> str:
    """The published text of one original; a thread with all its messages."""
    file, _, attachment = name.partition("#")
    documents = result.view.documents
    top = next((d for d in documents if not d.parent and d.file == Path(file).name), None)
    assert top is not None, name
    family = [d for d in documents if d.parent == top.number]
    if attachment:
        numbers = [d.number for d in family if d.file == attachment]
    else:
        numbers = [top.number, *(d.number for d in family if not d.file.endswith(".txt"))]
    folder = result.decided.folder / "te-publiceren"
    paths = [
        folder / "verzoek.pdf" if number == "0000" else next(folder.glob(f"documenten/{number}-*"))
        for number in numbers
    ]
    assert paths, name
    return "\n".join(text_of(path) for path in paths)


def renditions(result: RunResult) -> dict[str, str]:
    """The published text files, by the number of the document."""
    folder = result.decided.folder / "te-publiceren" / "teksten"
    return {path.name.partition("-")[0]: path.read_text("utf-8") for path in folder.glob("*")}


def truth(name: str) -> dict[str, Any]:
    content = yaml.safe_load((SAMPLES / name / "truth.yaml").read_text(encoding="utf-8"))
    files: dict[str, Any] = content["files"]
    return {key: value for key, value in files.items() if not key.endswith((".xlsx", ".csv"))}


def test_everything_that_goes_is_gone(dossier: tuple[str, RunResult]) -> None:
    name, result = dossier
    leaks = {key: CHECK.leaks(published(result, key), item) for key, item in truth(name).items()}
    assert {key: found for key, found in leaks.items() if found} == {}


def test_everything_that_stays_is_readable(dossier: tuple[str, RunResult]) -> None:
    name, result = dossier
    lost = {key: CHECK.lost(published(result, key), item) for key, item in truth(name).items()}
    assert {key: found for key, found in lost.items() if found} == {}


def test_mail_notes_and_letters_are_published_as_text_too(dossier: tuple[str, RunResult]) -> None:
    name, result = dossier
    texts = renditions(result)
    written = {".eml", ".txt", ".docx", ".html", ".htm"}
    out = {path.name[:4] for path in result.decided.folder.glob("te-publiceren/documenten/*")}
    expected = {
        d.number
        for d in result.view.documents
        if Path(d.file).suffix in written and d.number in out and not d.parent
    }
    assert expected <= set(texts)
    for number, text in texts.items():
        pdf = next(result.decided.folder.glob(f"te-publiceren/documenten/{number}-*"))
        assert set(CODE.findall(text)) == set(CODE.findall(text_of(pdf))), number
    for key, item in truth(name).items():
        numbers = [d.number for d in result.view.documents if d.file == Path(key).name]
        for number in numbers:
            assert not CHECK.leaks(texts.get(number, ""), item), key


def test_every_ground_in_a_box_stands_in_inventory_and_letter(
    dossier: tuple[str, RunResult],
) -> None:
    _, result = dossier
    folder = result.decided.folder / "te-publiceren"
    letter = text_of(folder / "besluit.pdf")
    book = openpyxl.load_workbook(io.BytesIO((folder / "inventarislijst.xlsx").read_bytes()))
    rows = [
        " ".join(str(value) for value in row if value is not None)
        for row in book.worksheets[0].iter_rows(values_only=True)
    ]
    for path in sorted((folder / "documenten").glob("*.pdf")):
        number = path.name.split("-")[0]
        codes = set(CODE.findall(text_of(path)))
        (row,) = [row for row in rows if row.startswith(f"{number} ")]
        assert codes == set(CODE.findall(row)), path.name
        assert codes <= set(CODE.findall(letter)), path.name


def test_no_name_of_a_person_stands_in_a_file_name(dossier: tuple[str, RunResult]) -> None:
    _, result = dossier
    names = [path.name for path in result.decided.folder.rglob("*.*")]
    assert not [name for name in names if re.search("blok|karahan|post", name, re.IGNORECASE)]


def test_the_signature_is_blacked_out(dossier: tuple[str, RunResult]) -> None:
    name, result = dossier
    wanted = [(key, box) for key, item in truth(name).items() for box in item.get("boxes", ())]
    for key, box in wanted:
        number = next(d.number for d in result.view.documents if d.file == Path(key).name)
        found = [r for r in result.view.redactions(number) if r.label == box["label"]]
        assert [r.page for r in found] == [box["page"]]


def test_the_requester_is_hidden_from_the_public_alone(dossier: tuple[str, RunResult]) -> None:
    _, result = dossier
    requester = result.view.request.requester
    assert requester is not None
    public = text_of(result.decided.folder / "te-publiceren" / "besluit.pdf")
    private = text_of(result.decided.folder / "aan-verzoeker" / "besluit.pdf")
    surname = requester.name.split()[-1]
    assert surname not in public
    assert surname in private


def test_the_proof_and_the_manifest_agree_with_the_files(dossier: tuple[str, RunResult]) -> None:
    _, result = dossier
    folder = result.decided.folder
    proof = json.loads((folder / "intern" / "verification.json").read_text(encoding="utf-8"))
    manifest = json.loads((folder / "te-publiceren" / "manifest.json").read_text(encoding="utf-8"))
    assert proof["result"] == "pass"
    assert proof["log_head"] == result.view.log.head
    listed = {item["file"] for item in manifest["files"]}
    there = {
        str(path.relative_to(folder / "te-publiceren"))
        for path in (folder / "te-publiceren").rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }
    assert listed == there


def test_the_same_inputs_give_the_same_package(
    dossier: tuple[str, RunResult], tmp_path: Path
) -> None:
    name, result = dossier
    if name != "wob-2021":
        return
    sample = SAMPLES / name
    store = pipeline.new(tmp_path / "stap-voor-stap", sample / "request.yaml")
    pipeline.add(store, [sample / "files"])
    pipeline.detect(store)
    pipeline.approve(store, "Iemand Anders")
    pipeline.redact(store)
    pipeline.verify(store)
    decided = pipeline.decide(store)
    assert decided.folder.name == result.decided.folder.name
    for path in (result.decided.folder / "te-publiceren").rglob("*.*"):
        again = decided.folder / path.relative_to(result.decided.folder)
        assert again.read_bytes() == path.read_bytes(), path.name


def test_an_audit_of_what_is_published_finds_nothing(dossier: tuple[str, RunResult]) -> None:
    _, result = dossier
    paths = sorted(result.decided.folder.glob("te-publiceren/documenten/*.pdf"))
    reports = [verify_single(path, None, []) for path in paths]
    # Boxes in tables and justified lines keep their width, which the audit says of any file.
    found = {check.detail for report in reports for check in report.checks if check.detail}
    assert {detail for detail in found if "zo breed als" not in detail} == set()
