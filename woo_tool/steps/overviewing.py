"""The case register of a dossier, and descriptions that pass the same detection as documents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from woo_tool.assemble.package import PackageFile
from woo_tool.errors import InputError
from woo_tool.files import environment_faults, write_atomic
from woo_tool.model import Action, Label, OpenQuestion
from woo_tool.overview import (
    CaseEntry,
    Style,
    build_overview,
    load_style,
    overview_pdf,
    overview_xlsx,
    read_register,
)
from woo_tool.people import PersonRule
from woo_tool.request import Request
from woo_tool.resolve import resolve
from woo_tool.steps.labels import clean, text_page
from woo_tool.steps.view import Finder, View, person_rules
from woo_tool.store import Store

STYLE = "bzk"
_SUFFIXES = (".xlsx", ".csv", ".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class MadeOverview:
    """The overview as files (``name`` has no folder), and what a person should look at."""

    name: str
    title: str
    pdf: bytes
    xlsx: bytes
    open: tuple[OpenQuestion, ...]

    @property
    def files(self) -> tuple[PackageFile, ...]:
        """The overview in a package."""
        base = f"te-publiceren/{self.name}"
        return PackageFile(f"{base}.pdf", self.pdf), PackageFile(f"{base}.xlsx", self.xlsx)


def read_cases(path: Path, style: Style) -> tuple[CaseEntry, ...]:
    """The cases in a register. Raises RequestError, InputError."""
    if not path.is_file():
        raise InputError("dit register bestaat niet.", where=str(path))
    return read_register(path, [item.id for item in style.categories], style.disposal_ids)


def use_cases(store: Store, path: Path) -> None:
    """Copies a register into the dossier, as cases.xlsx (or .csv, .yaml)."""
    with environment_faults(path):
        data = path.read_bytes()
    target = store.path(f"cases{path.suffix.lower()}")
    if target.exists() and target.read_bytes() != data:
        raise InputError(
            "in dit dossier staat al een ander zaakregister.",
            where=str(target),
            advice="Vervang dat bestand zelf als het nieuwe register het juiste is.",
        )
    write_atomic(target, data)


def find_cases(store: Store) -> Path | None:
    """The register of the dossier, if it has one."""
    paths = [store.path(f"cases{suffix}") for suffix in _SUFFIXES]
    return next((path for path in paths if path.is_file()), None)


def make_overview(
    cases: Sequence[CaseEntry],
    style: Style,
    request: Request,
    people: Sequence[PersonRule],
    find: Finder,
    *,
    from_: dt.date | None = None,
    until: dt.date | None = None,
) -> MadeOverview:
    """The anonymised overview of a register."""
    descriptions, questions = _anonymise(cases, request, people, find)
    overview = build_overview(cases, style, descriptions, from_=from_, until=until)
    return MadeOverview(
        name=f"overzicht-{overview.period_id}",
        title=f"{overview.title} {overview.period_id}",
        pdf=overview_pdf(overview, style, organisation=request.authority.name),
        xlsx=overview_xlsx(overview, style),
        open=questions,
    )


def _anonymise(
    cases: Sequence[CaseEntry], request: Request, people: Sequence[PersonRule], find: Finder
) -> tuple[list[str], tuple[OpenQuestion, ...]]:
    """Descriptions without names and numbers; suggestions become questions."""
    pages = {
        f"zaak-{case.row}": text_page(f"zaak-{case.row}", case.description.splitlines())
        for case in cases
    }
    findings = [finding for page in pages.values() for finding in find((page,))]
    marks = resolve(
        {key: (page,) for key, page in pages.items()},
        findings,
        request=request,
        people=people,
        document_hashes={key: key for key in pages},
    ).marks
    texts = []
    questions = []
    for case in cases:
        key = f"zaak-{case.row}"
        own = [mark for mark in marks if mark.document == key]
        going = [mark for mark in own if not mark.label.is_suggestion]
        texts.append(" ".join(clean(pages[key], going).split()))
        questions += [
            OpenQuestion("overzicht", None, f"rij {case.row} van het register: {mark.reason}")
            for mark in own
            if mark.action is Action.ASK and mark.label in (Label.TRACEABLE, Label.SPECIAL_CATEGORY)
        ]
    return texts, tuple(questions)


def package_overview(store: Store, view: View, find: Finder) -> MadeOverview | None:
    """The overview for the package of a dossier that has a register; else None.

    Who was redacted or kept in the documents, is so in the descriptions.
    """
    path = find_cases(store)
    if path is None:
        return None
    style = load_style(STYLE)
    people = [*person_rules(view.log), *_found(view)]
    return make_overview(read_cases(path, style), style, view.request, people, find)


def _found(view: View) -> list[PersonRule]:
    said = {rule.id for rule in person_rules(view.log)}
    return [
        PersonRule(
            id=entity.id,
            name=entity.name,
            forms=entity.forms,
            emails=entity.emails,
            role=entity.role,
            action=entity.action,
            grounds=entity.grounds if entity.action is not Action.KEEP else (),
            reason=entity.reason,
        )
        for entity in view.entities
        if entity.id not in said
    ]
