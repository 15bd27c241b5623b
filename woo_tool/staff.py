"""personeel.csv: a staff list, so that the names in it are known wherever they stand.

A list is no decision about anybody: it says who exists. Role and action come from the dossier and
the policy, and somebody of the list who isn't in the dossier is nowhere shown.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from woo_tool.errors import RequestError
from woo_tool.people import STAFF, PersonRule, person_id

#: Column titles that are read (without case, spaces and signs); the rest of the list is left alone.
_COLUMNS: Mapping[str, Sequence[str]] = {
    "name": ("naam", "volledigenaam", "medewerker", "name"),
    "first": ("voornaam", "roepnaam", "voorletters", "initialen", "firstname"),
    "prefix": ("tussenvoegsel", "tussenvoegsels", "voorvoegsel", "voorvoegsels"),
    "last": ("achternaam", "geslachtsnaam", "lastname"),
    "email": ("email", "emailadres", "mail", "mailadres"),
}
_SIGNS = ";,\t"


def read_staff(path: Path) -> tuple[PersonRule, ...]:
    """The persons in a staff list; Excel's CSV in UTF-8 or Windows-1252. Raises RequestError."""
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise RequestError(f"dit bestand is niet te lezen ({fault}).", where=str(path)) from fault
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    return parse_staff(text, str(path))


def parse_staff(text: str, where: str = STAFF) -> tuple[PersonRule, ...]:
    """The persons in a staff list with a header line. Raises RequestError naming line and fault."""
    lines = text.splitlines()
    sign = max(_SIGNS, key=(lines[0] if lines else "").count)
    rows = list(csv.reader(lines, delimiter=sign))
    columns = _columns(rows[0] if rows else [])
    if "name" not in columns and "last" not in columns:
        raise RequestError(
            "in de eerste regel staat geen kolom met namen.",
            where=where,
            advice="Noem de kolommen: naam;functie;e-mail, of voornaam;tussenvoegsel;achternaam.",
        )
    found: dict[str, PersonRule] = {}
    for number, row in enumerate(rows[1:], start=2):
        cells = {key: " ".join(row[at].split()) for key, at in columns.items() if at < len(row)}
        if any(cells.values()):
            rule = _person(cells, f"{where}, regel {number}")
            found.setdefault(rule.id, rule)
    return tuple(found.values())


def _columns(header: Sequence[str]) -> dict[str, int]:
    titles = ["".join(char for char in cell.lower() if char.isalpha()) for cell in header]
    return {
        key: titles.index(title)
        for key, known in _COLUMNS.items()
        for title in known
        if title in titles
    }


def _person(cells: Mapping[str, str], where: str) -> PersonRule:
    parts = (cells.get(key, "") for key in ("first", "prefix", "last"))
    name = cells.get("name") or " ".join(part for part in parts if part)
    if not any(char.isalpha() for char in name):
        raise RequestError(
            "hier staat geen naam.",
            where=where,
            advice="Vul de naam in of verwijder de regel.",
        )
    email = cells.get("email", "")
    return PersonRule(
        id=person_id(name), name=name, emails=(email,) if "@" in email else (), by=STAFF
    )
