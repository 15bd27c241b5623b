"""The samples: their truth holds for their files, and the script makes them again."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import importlib.util
import re
import subprocess
import sys
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pymupdf
import pytest
import yaml

from woo_tool.kinds import Label, Law, Role
from woo_tool.request import parse_request

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
DOSSIERS = ("integriteit", "wob-2021")
SMALL_WORDS = {"van", "den", "het", "ter", "mei", "wei"}
ONLY_OCR = "09-interne-memo-scan.pdf"


def _load(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


check = _load(SAMPLES / "check_package.py")


@cache
def truth(dossier: str) -> Any:
    return yaml.safe_load((SAMPLES / dossier / "truth.yaml").read_text(encoding="utf-8"))


def files() -> list[tuple[str, str]]:
    return [(dossier, name) for dossier in DOSSIERS for name in truth(dossier)["files"]]


def source_text(dossier: str, name: str) -> str:
    """The text of a source file, extracted without any module of the tool."""
    found = truth(dossier)["files"][name]
    if "typed" in found:
        return str(check.squeeze(found["typed"]))
    outer, _, inner = name.partition("#")
    return str(check.squeeze(_text(SAMPLES / dossier / outer, inner)))


def _text(path: Path, inner: str) -> str:
    if path.suffix == ".pdf":
        with pymupdf.open(path) as document:
            return "\n".join(page.get_text(sort=False) for page in document)
    if path.suffix == ".eml":
        return _mail_text(path, inner)
    if path.suffix == ".docx":
        return _docx_text(path)
    if path.suffix == ".xlsx":
        sheet = openpyxl.load_workbook(path).worksheets[0]
        return "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
    return path.read_text(encoding="utf-8")


def _mail_text(path: Path, inner: str) -> str:
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    if inner:
        names = {part.get_filename(): part.get_content() for part in message.iter_attachments()}
        return str(names[inner])
    heads = [str(message[key]) for key in ("From", "To", "Cc", "Subject") if message[key]]
    body = message.get_body()
    assert body is not None
    return "\n".join([*heads, body.get_content()])


def _docx_text(path: Path) -> str:
    document = docx.Document(str(path))
    section = document.sections[0]
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    parts = [*section.header.paragraphs, *document.paragraphs, *section.footer.paragraphs]
    return "\n".join([*(part.text for part in parts), *cells])


def removed(text: str, found: dict[str, Any]) -> tuple[str, dict[str, int]]:
    """The text with everything that goes replaced, and how often each string was found."""
    shields = set(check.shields(found))
    words = sorted(shields | {item["text"] for item in found["goes"]}, key=len, reverse=True)
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, words)) + r")(?!\w)")
    counts: dict[str, int] = {}

    def replace(match: re.Match[str]) -> str:
        if match[0] in shields:
            return match[0]
        counts[match[0]] = counts.get(match[0], 0) + 1
        return "\N{FULL BLOCK}"

    return (pattern.sub(replace, text) if words else text), counts


def test_there_is_a_dossier_of_nine_files_and_a_small_one() -> None:
    assert len(list((SAMPLES / "integriteit" / "files").iterdir())) == 9
    assert len(list((SAMPLES / "wob-2021" / "files").iterdir())) == 3


@pytest.mark.parametrize("dossier", DOSSIERS)
def test_every_file_has_a_truth(dossier: str) -> None:
    on_disk = {f"files/{path.name}" for path in (SAMPLES / dossier / "files").iterdir()}
    assert on_disk <= truth(dossier)["files"].keys()


@pytest.mark.parametrize(("dossier", "name"), files())
def test_what_goes_and_stays_stands_in_the_source(dossier: str, name: str) -> None:
    found, text = truth(dossier)["files"][name], source_text(dossier, name)
    for item in [*found["goes"], *found["stays"], *found.get("suggestions", [])]:
        assert item["text"] in text, item


@pytest.mark.parametrize(("dossier", "name"), files())
def test_the_counts_are_those_of_the_source(dossier: str, name: str) -> None:
    found = truth(dossier)["files"][name]
    expected: dict[str, int] = {}
    for item in found["goes"]:
        expected[item["text"]] = expected.get(item["text"], 0) + item["count"]
    assert removed(source_text(dossier, name), found)[1] == expected


@pytest.mark.parametrize(("dossier", "name"), files())
def test_removing_what_goes_leaves_what_stays(dossier: str, name: str) -> None:
    found, text = truth(dossier)["files"][name], source_text(dossier, name)
    published, _ = removed(text, found)
    assert check.leaks(published, found) == []
    assert check.lost(published, found) == []
    assert sorted(check.leaks(text, found)) == sorted({item["text"] for item in found["goes"]})


@pytest.mark.parametrize(("dossier", "name"), files())
def test_no_part_of_a_name_is_without_a_verdict(dossier: str, name: str) -> None:
    found = truth(dossier)["files"][name]
    text, _ = removed(source_text(dossier, name), found)
    for item in sorted(found["stays"], key=lambda item: -len(item["text"])):
        text = text.replace(item["text"], " ")
    left = {token for token in _name_tokens(dossier) if re.search(rf"(?i)\b{token}\b", text)}
    assert left == set()


def _name_tokens(dossier: str) -> set[str]:
    names = " ".join(
        " ".join([*person["forms"], *person.get("emails", [])]).replace("@minwr.nl", "")
        for person in truth(dossier)["people"]
    )
    tokens = {token.lower() for token in re.findall(r"\w{3,}", names)}
    return tokens - SMALL_WORDS - {"kribbenbouwzandhoek", "omroepmaasoever"}


@pytest.mark.parametrize("dossier", DOSSIERS)
def test_roles_labels_and_people_are_those_of_the_tool(dossier: str) -> None:
    people = {person["id"]: person for person in truth(dossier)["people"]}
    assert all(Role(person["role"]) for person in people.values())
    for found in truth(dossier)["files"].values():
        for item in found["goes"]:
            assert not Label(item["label"]).is_suggestion
            assert people[item["who"]]["action"] == "redact"
        for item in found.get("suggestions", []):
            assert Label(item["label"]).is_suggestion
            assert item["who"] in people


NOT_IN_IT = {"DOCUMENT_NUMBER", "SPECIAL_CATEGORY", "STATE_SECURITY", "INSPECTION"}


def test_the_cast_and_the_kinds_of_data_are_complete() -> None:
    people = truth("integriteit")["people"]
    roles = {"office_holder", "top_official", "director", "official", "reporter", "accused"}
    roles |= {"witness", "adviser", "company_contact", "requester", "spokesperson"}
    assert roles <= {person["role"] for person in people}
    labels = {
        item["label"]
        for found in truth("integriteit")["files"].values()
        for kind in ("goes", "suggestions", "boxes")
        for item in found.get(kind, [])
    }
    assert {label.value for label in Label} - labels <= NOT_IN_IT


def _values(label: str) -> set[str]:
    found = [item for dossier, name in files() for item in truth(dossier)["files"][name]["goes"]]
    return {re.sub(r"\W", "", item["text"]) for item in found if item["label"] == label}


def test_citizen_numbers_pass_the_check_and_are_in_the_unused_range() -> None:
    numbers = _values("NL_BSN")
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    assert numbers
    for number in numbers:
        assert number.startswith("9999")
        total = sum(int(digit) * weight for digit, weight in zip(number, weights, strict=True))
        assert total % 11 == 0


def test_bank_numbers_pass_the_check_and_do_not_exist() -> None:
    numbers = _values("IBAN_CODE")
    assert numbers
    for number in numbers:
        digits = "".join(str(int(letter, 36)) for letter in number[4:] + number[:4])
        assert int(digits) % 97 == 1
        account = sum(int(digit) * (10 - place) for place, digit in enumerate(number[8:]))
        assert account % 11 != 0, "would be a valid account under the old check"


def test_the_woo_request_is_valid_and_the_decision_in_time() -> None:
    request = parse_request(_request("integriteit"))
    assert request.applicable_law is Law.WOO
    assert [item.status for item in request.request.items] == [None, "none_found"]
    assert request.procedure.extended is not None
    _in_time(request, dt.timedelta(weeks=4 + request.procedure.extended.weeks))


def test_the_wob_request_is_valid_and_the_decision_in_time() -> None:
    request = parse_request(_request("wob-2021"))
    assert request.applicable_law is Law.WOB
    _in_time(request, dt.timedelta(weeks=8))


def _request(dossier: str) -> str:
    return (SAMPLES / dossier / "request.yaml").read_text(encoding="utf-8")


def _in_time(request: Any, term: dt.timedelta) -> None:
    received, extended = request.request.received, request.procedure.extended
    assert extended.on <= received + dt.timedelta(weeks=4)
    assert request.decision.dated <= received + term


def test_the_list_of_people_agrees_with_the_truth() -> None:
    text = (SAMPLES / "integriteit" / "people.yaml").read_text(encoding="utf-8")
    known = {person["name"]: person for person in truth("integriteit")["people"]}
    for person in yaml.safe_load(text)["people"]:
        assert person["action"] == known[person["name"]]["action"]
        assert person["role"] == known[person["name"]]["role"]


def test_the_register_agrees_with_itself_and_with_the_slides() -> None:
    book = openpyxl.load_workbook(SAMPLES / "integriteit" / "cases.xlsx")
    rows = [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
    lines = (SAMPLES / "integriteit" / "cases.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [str(cell) for cell in rows[0]] == lines[0].split(";")
    cases = [dict(zip(map(str, rows[0]), row, strict=True)) for row in rows[1:]]
    assert len(cases) == len(lines) - 1 == 14
    assert sum(case["proven"] == "yes" for case in cases) == 8
    assert sum(case["proven"] == "no" for case in cases) == 3
    slides = source_text("integriteit", "files/06-presentatie-integriteit-2023.pdf")
    assert "Ontvangen 13 11 14 Aangetoond 7 6 8 Niet aangetoond 5 4 3" in slides


def test_the_scan_has_no_text_and_one_picture() -> None:
    with pymupdf.open(SAMPLES / "integriteit" / "files" / ONLY_OCR) as document:
        assert [page.get_text() for page in document] == [""]
        assert len(document[0].get_images()) == 1


def test_every_font_is_embedded() -> None:
    loose = []
    for path in sorted(SAMPLES.glob("*/files/*.pdf")):
        with pymupdf.open(path) as document:
            loose += [
                (path.name, font[3])
                for page in document
                for font in page.get_fonts()
                if font[1] == "n/a"
            ]
    assert loose == []


def test_a_name_is_broken_over_a_line_and_over_a_page() -> None:
    path = SAMPLES / "integriteit" / "files" / "03-onderzoeksrapport.pdf"
    with pymupdf.open(path) as document:
        pages = [page.get_text() for page in document]
        outline = [title for _, title, _ in document.get_toc()]
        assert document.metadata["author"] == "Gülsüm Karahan"
    assert "Hardjosoe-\nmarto" in pages[2]
    assert re.search(r"mevrouw Agnieszka\s", pages[2])
    assert re.search(r"\nWojciechowska, die", pages[3])
    assert "3.1 R.J. Blok over de gang van zaken" in outline


def test_the_hard_files_are_hard() -> None:
    folder = SAMPLES / "integriteit-moeilijk"
    with pymupdf.open(folder / "02-met-wachtwoord.pdf") as document:
        assert document.needs_pass
        assert document.authenticate("geheim-2023")
    assert (folder / "03-leeg.pdf").stat().st_size == 0
    assert b"%%EOF" not in (folder / "01-afgebroken-kopie.pdf").read_bytes()


def _content(root: Path) -> dict[str, bytes]:
    folders = (*DOSSIERS, "integriteit-moeilijk")
    return {
        str(path.relative_to(root)): path.read_bytes()
        for folder in folders
        for path in sorted((root / folder).rglob("*"))
        if path.is_file()
    }


def _make(folder: Path, seed: str) -> dict[str, bytes]:
    command = [sys.executable, str(SAMPLES / "make_samples.py"), str(folder)]
    environment = {"PYTHONHASHSEED": seed, "PYTHONDONTWRITEBYTECODE": "1", "PATH": ""}
    subprocess.run(command, check=True, capture_output=True, env=environment)
    return _content(folder)


def test_the_script_makes_the_same_bytes_again(tmp_path: Path) -> None:
    first, second = _make(tmp_path / "a", "1"), _make(tmp_path / "b", "2")
    assert first == second
    shipped = _content(SAMPLES)
    assert first.keys() == shipped.keys()
    plain = {name for name in first if Path(name).suffix in {".yaml", ".csv", ".eml", ".txt"}}
    assert {name: first[name] for name in plain} == {name: shipped[name] for name in plain}


def test_the_check_finds_a_leak_and_a_loss(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    name = "files/1-verslag-vooronderzoek.txt"
    found, text = truth("wob-2021")["files"][name], source_text("wob-2021", name)
    published = tmp_path / "published.txt"
    published.write_text(removed(text, found)[0], encoding="utf-8")
    arguments = [str(SAMPLES / "wob-2021"), name, str(published)]
    assert check.main(arguments) == 0
    published.write_text("Kuiper verdween.", encoding="utf-8")
    assert check.main(arguments) == 3
    assert "lek: Kuiper\n" in capsys.readouterr().out
