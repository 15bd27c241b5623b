"""Writing of truth.yaml from the ledgers of a dossier."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pymupdf
import yaml

from make.marks import Ledger
from make.people import Person

HEAD = """\
# Gemaakt door samples/make_samples.py; verander dit bestand niet met de hand.
# Uitleg van de velden: samples/README.md. Alle personen zijn verzonnen.
"""


def write_truth(folder: Path, people: tuple[Person, ...], ledgers: dict[str, Ledger]) -> None:
    """``ledgers`` by the path of the file below the folder (``mail.eml#attachment``)."""
    content = {
        "people": [_person(item) for item in people],
        "files": {name: _file(folder / name, ledger) for name, ledger in ledgers.items()},
    }
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=110)
    (folder / "truth.yaml").write_text(HEAD + text, encoding="utf-8", newline="\n")


def _person(person: Person) -> dict[str, Any]:
    emails = {"emails": [person.email]} if person.email else {}
    head = {"id": person.id, "name": person.name, "role": person.role, "action": person.action}
    return {**head, "forms": list(person.forms), **emails}


def _file(path: Path, ledger: Ledger) -> dict[str, Any]:
    pages = _pages(path)
    found: dict[str, Any] = {
        "goes": [
            {"text": text, "label": label, "who": who, "count": count, **_where(pages, text)}
            for (text, label, who), count in sorted(ledger.goes.items())
        ],
        "stays": [{"text": text, "why": why} for text, why in sorted(ledger.stays.items())],
    }
    if ledger.suggestions:
        found["suggestions"] = [
            {"text": text, "label": label, "who": who}
            for text, (who, label) in sorted(ledger.suggestions.items())
        ]
    if ledger.boxes:
        found["boxes"] = ledger.boxes
    if path.name.endswith("scan.pdf"):
        found["typed"] = "\n".join(ledger.text)
    return found


def _pages(path: Path) -> list[str]:
    if path.suffix != ".pdf":
        return []
    with pymupdf.open(path) as document:
        return [" ".join(page.get_text().split()) for page in document]


def _where(pages: list[str], text: str) -> dict[str, list[int]]:
    found = [number for number, page in enumerate(pages, start=1) if text in page]
    return {"pages": found} if found else {}
