"""personeel.csv: a staff list, so that the names in it are known wherever they stand.

A list is no decision about anybody: it says who exists. Role and action come from the dossier and
the policy, and somebody of the list who isn't in the dossier is nowhere shown.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from woo_tool.errors import RequestError
from woo_tool.people import STAFF, PersonRule, person_id

#: Column titles that are read (without case, spaces and signs); the rest of the list is left alone.
_COLUMNS: Mapping[str, Sequence[str]] = {
    "name": ("volledigenaam", "naammedewerker", "weergavenaam", "naam", "name", "medewerker"),
    "initials": ("voorletters", "voorletter", "initialen", "initials"),
    "first": ("voornaam", "voornamen", "roepnaam", "firstname", "givenname"),
    "prefix": ("tussenvoegsel", "tussenvoegsels", "voorvoegsel", "voorvoegsels"),
    "last": ("achternaam", "geslachtsnaam", "familienaam", "lastname", "surname"),
    "email": (
        "email",
        "emailadres",
        "mail",
        "mailadres",
        "emailwerk",
        "emailadreswerk",
        "werkmail",
    ),
}
_SIGNS = ";,\t|"
#: A title, an empty line or Excel's "sep=;" may stand above the header line.
_HEADER_WITHIN = 10


def read_staff(path: Path) -> tuple[PersonRule, ...]:
    """The persons in a staff list; Excel's CSV in UTF-8 or Windows-1252. Raises RequestError."""
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise RequestError(f"dit bestand is niet te lezen ({fault}).", where=str(path)) from fault
    return parse_staff(_decoded(data), str(path))


def _decoded(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def parse_staff(text: str, where: str = STAFF) -> tuple[PersonRule, ...]:
    """The persons in a staff list with a header line. Raises RequestError naming line and fault."""
    lines = text.splitlines()
    header, columns, sign = _header(lines)
    if not columns:
        raise RequestError(
            "in de eerste regels staat geen kolom met namen.",
            where=where,
            advice="Noem de kolommen: naam;functie;e-mail, of voornaam;tussenvoegsel;achternaam.",
        )
    found: dict[str, PersonRule] = {}
    rows = csv.reader(lines[header + 1 :], delimiter=sign)
    for row in rows:
        number = header + 1 + rows.line_num
        cells = {key: " ".join(row[at].split()) for key, at in columns.items() if at < len(row)}
        if any(cells.values()):
            rule = _person(cells, f"{where}, regel {number}")
            found.setdefault(rule.id, rule)
    return tuple(found.values())


def _header(lines: Sequence[str]) -> tuple[int, dict[str, int], str]:
    """Which line names the columns, what they hold, and what parts them; no columns: none does."""
    for number, line in enumerate(lines[:_HEADER_WITHIN]):
        sign = max(_SIGNS, key=line.count)
        columns = _columns(next(csv.reader([line], delimiter=sign), []))
        if "name" in columns or "last" in columns:
            return number, columns, sign
    return 0, {}, ""


def _columns(header: Sequence[str]) -> dict[str, int]:
    titles = ["".join(char for char in cell.lower() if char.isalpha()) for cell in header]
    return {
        key: next(titles.index(title) for title in known if title in titles)
        for key, known in _COLUMNS.items()
        if not set(known).isdisjoint(titles)
    }


def _composed(cells: Mapping[str, str]) -> str:
    """`A.B. (Anna) van den Berg` from the columns; of `Berg, van den` the prefix leads."""
    initials, first = cells.get("initials", ""), cells.get("first", "")
    last, _, behind = (part.strip() for part in cells.get("last", "").partition(","))
    call = f"({first})" if initials and first else first
    parts = (initials, call, cells.get("prefix", "") or behind, last)
    return " ".join(part for part in parts if part)


def _person(cells: Mapping[str, str], where: str) -> PersonRule:
    name = cells.get("name") or _composed(cells)
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
