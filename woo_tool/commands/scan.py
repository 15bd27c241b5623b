"""``woo scan``: detection and policy alone; nothing is written."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from woo_tool import intake
from woo_tool.commands.terminal import say
from woo_tool.extract import extract_pdf, extract_text
from woo_tool.files import sha256
from woo_tool.intake import Part
from woo_tool.kinds import Action, Law
from woo_tool.model import Mark, Page
from woo_tool.people import PersonRule
from woo_tool.request import Request, parse_request
from woo_tool.resolve import Resolution, resolve
from woo_tool.steps.deciding import read_people_file
from woo_tool.steps.reading import find


@dataclass(frozen=True, slots=True)
class _Scanned:
    """One file (or a part of one): its name, its text, and why it couldn't be read."""

    name: str
    pages: tuple[Page, ...]
    plain: bool
    reason: str = ""


def scan(
    paths: Sequence[Path],
    law: str,
    people: Path | None,
    *,
    jsonl: bool,
    as_text: bool,
    explain: bool,
) -> int:
    """Prints what was found; exit 1 when a file couldn't be read."""
    rules = _people(people, Law(law))
    files = list(_read(paths))
    if as_text:
        _print_text(files)
    else:
        resolved = _resolved(files, Law(law), rules)
        for number, file in enumerate(files):
            own = [mark for mark in resolved.marks if mark.document == _key(number)]
            own = _explained(own, resolved, files) if explain else own
            _print_file(file, own, jsonl=jsonl, explain=explain)
    return 1 if any(file.reason for file in files) else 0


def _people(path: Path | None, law: Law) -> tuple[PersonRule, ...]:
    if path is None:
        return ()
    return read_people_file(path, law)


def _read(paths: Sequence[Path]) -> Iterator[_Scanned]:
    number = 0
    for source in intake.collect(paths):
        part = intake.read_file(source)
        name = str(source.path)
        for place, item in enumerate(_family(part)):
            label = name if not place else f"{name}#{item.name}"
            yield _scanned(item, label, _key(number), whole=not part.children)
            number += 1


def _family(part: Part) -> Iterator[Part]:
    yield part
    for child in part.children:
        yield from _family(child)


def _key(number: int) -> str:
    return f"{number:04d}"


def _scanned(part: Part, name: str, key: str, *, whole: bool) -> _Scanned:
    if not part.status.readable or part.pdf is None:
        return _Scanned(name, (), plain=False, reason=part.reason)
    if whole and part.suffix == ".txt" and _is_utf8(part.data):
        return _Scanned(name, extract_text(key, part.data), plain=True)
    return _Scanned(name, extract_pdf(key, part.pdf), plain=False)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _explained(
    marks: Sequence[Mark], resolved: Resolution, files: Sequence[_Scanned]
) -> list[Mark]:
    """The marks, those of a name that stays with the place that shows why."""
    why = {entity.id: entity.reason for entity in resolved.entities}
    for number, file in enumerate(files):  # a file has a name here, and no number
        shown = f"stuk {_key(number)}, "
        why = {key: reason.replace(shown, f"{file.name}, ") for key, reason in why.items()}
    return [
        replace(mark, reason=why.get(mark.entity or "", mark.reason))
        if mark.action is Action.KEEP
        else mark
        for mark in marks
    ]


def _resolved(files: Sequence[_Scanned], law: Law, people: Sequence[PersonRule]) -> Resolution:
    pages = {_key(number): file.pages for number, file in enumerate(files) if file.pages}
    findings = [finding for its_pages in pages.values() for finding in find(its_pages)]
    hashes = {key: sha256(key.encode()) for key in pages}
    return resolve(pages, findings, request=no_request(law), people=people, document_hashes=hashes)


def no_request(law: Law) -> Request:
    """A request without facts, for detection outside a dossier."""
    return parse_request(
        "reference: scan\n"
        f"law: {law}\n"
        "authority: {name: '', decides: ''}\n"
        "request: {received: 2000-01-01, subject: scan}\n"
    )


def _print_text(files: Sequence[_Scanned]) -> None:
    for file in files:
        for page in file.pages:
            say(page.text)


def _print_file(file: _Scanned, marks: Sequence[Mark], *, jsonl: bool, explain: bool) -> None:
    if jsonl:
        head: dict[str, Any] = {"file": file.name, "pages": len(file.pages)}
        if file.reason:
            head["reason"] = file.reason
        say(json.dumps(head, ensure_ascii=False))
    else:
        say(f"{file.name}: {file.reason or f'{len(file.pages)} p., {len(marks)} gevonden'}")
    for mark in sorted(marks, key=lambda item: (item.page, item.start, item.end)):
        if jsonl:
            say(json.dumps(_object(file, mark, explain=explain), ensure_ascii=False))
        else:
            _print_mark(mark, explain=explain)


def _object(file: _Scanned, mark: Mark, *, explain: bool) -> dict[str, Any]:
    keep = mark.action is Action.KEEP
    content: dict[str, Any] = {
        "file": file.name,
        "page": None if file.plain else mark.page,
        "start": mark.start,
        "end": mark.end,
        "text": mark.text,
        "label": mark.label,
        "score": round(mark.score, 4),
        "entity": mark.entity,
        "action": mark.action,
        "redact": None if keep else [mark.redact_start, mark.redact_end],
        "grounds": [] if keep else list(mark.grounds),
        "reason": mark.reason,
    }
    return {**content, "rules": list(mark.rules)} if explain else content


_VERBS = {Action.REDACT: "lakken", Action.KEEP: "laten staan", Action.ASK: "vraag"}


def _print_mark(mark: Mark, *, explain: bool) -> None:
    codes = "" if mark.action is Action.KEEP else " ".join(mark.grounds)
    text = " ".join(mark.text.split())
    say(f"  p. {mark.page:<3} {_VERBS[mark.action]:<12} {codes:<16} {mark.label:<17} {text}")
    if explain:
        say(f"        {mark.reason}; regels: {', '.join(mark.rules)}; score {mark.score:.2f}")
