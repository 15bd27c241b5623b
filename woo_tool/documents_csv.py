"""documents.csv: the list of documents as people read and edit it (UTF-8 with BOM, ';').

The file is written from the state of the dossier; what a person changed is found by comparing and
is logged as a decision. Excel's habits are understood: 1 for 0001, 31-12-2020 for 2020-12-31.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from woo_tool.errors import InputError, RequestError
from woo_tool.grounds import normalise, sort_codes
from woo_tool.kinds import Judgement
from woo_tool.model import EMISSIONS, Choice, Decision, Document

COLUMNS = (
    "number", "parent", "file", "title", "date", "kind", "sender", "recipient", "pages",
    "status", "judgement", "grounds", "reason", "public_url", "duplicate_of", "environmental",
    "consent", "release_on", "extra",
)  # fmt: skip
_FIXED = ("parent", "file", "pages", "status")
_EDITABLE = tuple(name for name in COLUMNS if name not in (*_FIXED, "number"))
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_ENVIRONMENT = {False: "", True: "ja", EMISSIONS: EMISSIONS}
_YES = {"ja": True, "true": True, "1": True, "waar": True, "x": True}
_NO = {"nee": False, "false": False, "0": False, "onwaar": False, "": False}


def as_text_cell(value: str) -> str:
    """A cell that a spreadsheet takes as text, never as a formula (leading apostrophe)."""
    return f"'{value}" if value.startswith(_FORMULA) else value


def _plain(value: str) -> str:
    return value[1:] if value.startswith("'") and value[1:].startswith(_FORMULA) else value


def _read_back(value: str) -> str:
    """A cell as it comes back from the file when nobody touched it."""
    return _plain(as_text_cell(value).strip())


def row(document: Document) -> dict[str, str]:
    """The cells of one document, before protection against formulas."""
    return {
        "number": document.number,
        "parent": document.parent,
        "file": document.file,
        "title": document.title,
        "date": document.date.isoformat() if document.date else "",
        "kind": document.kind,
        "sender": document.sender,
        "recipient": document.recipient,
        "pages": str(document.pages),
        "status": str(document.status),
        "judgement": str(document.judgement or ""),
        "grounds": ",".join(document.grounds),
        "reason": document.motivation or document.reason,
        "public_url": document.public_url,
        "duplicate_of": document.duplicate_of,
        "environmental": _ENVIRONMENT[document.environmental],
        "consent": "ja" if document.consent else "",
        "release_on": document.release_on.isoformat() if document.release_on else "",
        "extra": "ja" if document.extra else "",
    }


def render(documents: Iterable[Document]) -> bytes:
    """The file for people."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    for document in documents:
        writer.writerow({key: as_text_cell(value) for key, value in row(document).items()})
    return out.getvalue().encode("utf-8-sig")


def edits(data: bytes, documents: Sequence[Document], where: str) -> tuple[Choice, ...]:
    """What a person changed in the file, as choices. Raises RequestError naming row and column."""
    known = {document.number: document for document in documents}
    choices = []
    seen: set[str] = set()
    for line, cells in _read(data, where):
        number = _number(cells.get("number", ""))
        if number not in known:
            raise RequestError(f"rij {line}: stuk '{number}' bestaat niet.", where=where)
        if number in seen:
            raise RequestError(f"rij {line}: stuk '{number}' staat er twee keer.", where=where)
        seen.add(number)
        now = {key: _read_back(value) for key, value in row(known[number]).items()}
        changed = _changes(cells, now, f"{where}, rij {line} (stuk {number})")
        if changed:
            choices.append(
                Choice(
                    by="documents.csv",
                    action="document",
                    target=f"document:{number}",
                    to=json.dumps(changed, ensure_ascii=False, sort_keys=True),
                    grounds=tuple(changed.get("grounds", ())),
                    reason=str(changed.get("reason", "")),
                )
            )
    return tuple(choices)


def _read(data: bytes, where: str) -> list[tuple[int, dict[str, str]]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise RequestError(
            "dit bestand is geen UTF-8.",
            where=where,
            advice="Sla het in Excel op als 'CSV UTF-8 (gescheiden door lijstscheidingsteken)'.",
        ) from fault
    if not text.strip():
        raise RequestError("dit bestand is leeg.", where=where)
    delimiter = ";" if ";" in text.splitlines()[0] else ","
    reader = csv.DictReader(io.StringIO(text), delimiter=delimiter)
    unknown = set(reader.fieldnames or ()) - set(COLUMNS)
    missing = {"number"} - set(reader.fieldnames or ())
    if unknown or missing:
        names = ", ".join(sorted(str(name) for name in unknown | missing))
        raise RequestError(f"onbekende of ontbrekende kolommen: {names}", where=where)
    rows = []
    try:
        for line, cells in enumerate(reader, 2):
            if None in cells:
                raise RequestError(f"rij {line}: er staan te veel cellen.", where=where)
            rows.append((line, {key: _plain((text or "").strip()) for key, text in cells.items()}))
    except csv.Error as fault:
        raise RequestError(f"rij {len(rows) + 2} is niet te lezen ({fault}).", where=where) from (
            fault
        )
    return rows


def _number(text: str) -> str:
    match = re.fullmatch(r"0*([0-9]{1,4})([a-z]*)", text.strip().lower())
    return f"{int(match[1]):04d}{match[2]}" if match else text


def _changes(cells: Mapping[str, str], now: Mapping[str, str], where: str) -> dict[str, Any]:
    for name in _FIXED:
        same = _number(cells.get(name, now[name])) == _number(now[name])
        if not same and cells.get(name) != now[name]:
            raise RequestError(
                f"kolom {name} kan niet worden gewijzigd (er stond '{now[name]}').", where=where
            )
    changed: dict[str, Any] = {}
    for name in _EDITABLE:
        if name not in cells:
            continue
        value = _value(name, cells[name], where)
        if value != _value(name, now[name], where):
            changed[name] = value
    return changed


def _value(name: str, text: str, where: str) -> Any:
    text = text.strip()
    if name in ("date", "release_on"):
        return _date(text, name, where)
    if name == "environmental" and text.lower() == EMISSIONS:
        return EMISSIONS
    if name in ("environmental", "consent", "extra"):
        answer = {**_YES, **_NO}.get(text.lower())
        if answer is None:
            more = f" (of {EMISSIONS})" if name == "environmental" else ""
            what = f"kolom {name}: vul ja of nee in{more}, niet '{text}'."
            raise RequestError(what, where=where)
        return answer
    if name == "grounds":
        parts = [part for part in re.split(r"[,;]", text) if part.strip()]
        try:
            return list(sort_codes([normalise(part) for part in parts]))
        except InputError as fault:
            raise RequestError(
                f"kolom grounds: {fault.what}", where=where, advice=fault.advice
            ) from fault
    if name == "judgement" and text and text not in set(Judgement):
        allowed = ", ".join(Judgement)
        raise RequestError(
            f"kolom judgement: '{text}' is geen beoordeling; kies uit {allowed}.", where=where
        )
    return _number(text) if name == "duplicate_of" and text else text


def _date(text: str, name: str, where: str) -> str:
    if not text:
        return ""
    match = re.fullmatch(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})", text)
    iso = f"{match[3]}-{int(match[2]):02d}-{int(match[1]):02d}" if match else text
    try:
        return dt.date.fromisoformat(iso).isoformat()
    except ValueError:
        raise RequestError(
            f"kolom {name}: '{text}' is geen datum (jjjj-mm-dd).", where=where
        ) from None


def apply(documents: Iterable[Document], decisions: Iterable[Decision]) -> tuple[Document, ...]:
    """The documents with everything that people decided about them."""
    changes: dict[str, dict[str, Any]] = {}
    for decision in decisions:
        if decision.action == "document":
            number = decision.target.removeprefix("document:")
            changes.setdefault(number, {}).update(json.loads(decision.to))
    return tuple(
        _changed(document, changes[document.number]) if document.number in changes else document
        for document in documents
    )


def after(documents: Iterable[Document], choices: Iterable[Choice]) -> tuple[Document, ...]:
    """The documents that these choices change, as they would become."""
    changes = {item.target.removeprefix("document:"): json.loads(item.to) for item in choices}
    return tuple(
        _changed(document, changes[document.number])
        for document in documents
        if document.number in changes
    )


def _changed(document: Document, cells: Mapping[str, Any]) -> Document:
    values = dict(cells)
    for name in ("date", "release_on"):
        if name in values:
            values[name] = dt.date.fromisoformat(values[name]) if values[name] else None
    if "judgement" in values:
        values["judgement"] = Judgement(values["judgement"]) if values["judgement"] else None
    if "grounds" in values:
        values["grounds"] = tuple(values["grounds"])
    if "reason" in values:
        values["motivation"] = values.pop("reason")
    return document.with_(**values)
