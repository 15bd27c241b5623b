"""The case register of a dossier, and descriptions that pass the same detection as documents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from woo_tool.assemble.package import PackageFile
from woo_tool.errors import InputError
from woo_tool.files import environment_faults, write_atomic
from woo_tool.model import Action, OpenQuestion, Page, Redaction
from woo_tool.overview import (
    CaseEntry,
    Discrepancy,
    Reported,
    Style,
    Trace,
    build_overview,
    changes_xlsx,
    check_register,
    load_style,
    overview_docx,
    overview_pdf,
    overview_xlsx,
    plain_texts,
    read_register,
    read_reported,
    statement,
    trace,
)
from woo_tool.people import PersonRule
from woo_tool.request import Request
from woo_tool.steps.anonymising import anonymise
from woo_tool.steps.redacting import published_documents
from woo_tool.steps.resolving import Finder
from woo_tool.steps.view import REQUEST_NUMBER, View, person_rules
from woo_tool.store import Store

STYLE = "bzk"
_SUFFIXES = (".xlsx", ".csv", ".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class MadeOverview:
    """The overview as files (``name`` has no folder), what the checks found, and what a person
    should look at. ``docx``, ``changes`` and ``statement`` are internal."""

    name: str
    title: str
    pdf: bytes
    xlsx: bytes
    docx: bytes
    changes: bytes
    statement: str
    differences: tuple[Discrepancy, ...]
    traces: tuple[Trace, ...]
    open: tuple[OpenQuestion, ...]

    @property
    def files(self) -> tuple[PackageFile, ...]:
        """The overview in a package: what is published, and what is for the file."""
        base = f"te-publiceren/{self.name}"
        published = PackageFile(f"{base}.pdf", self.pdf), PackageFile(f"{base}.xlsx", self.xlsx)
        internal = (
            PackageFile(f"intern/{name}", data) for name, data in self.internal_files.items()
        )
        return (*published, *internal, PackageFile(f"intern/{self.name}.docx", self.docx))

    @property
    def internal_files(self) -> dict[str, bytes]:
        """What is never published, by name: it tells what was left out."""
        return {
            f"{self.name}-herleidbaarheid.md": self.statement.encode(),
            f"{self.name}-voor-na.xlsx": self.changes,
        }


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
    previous: Sequence[Sequence[CaseEntry]] = (),
    reported: Reported | None = None,
    documents: Mapping[str, str] | None = None,
) -> MadeOverview:
    """The anonymised overview of a register, checked.

    ``previous`` are earlier registers, for comparisons; ``reported`` what was printed before;
    ``documents`` the text that stays readable in documents of the same package, by name.
    """
    anonymous = anonymise(cases, style, request, people, find)
    earlier = [case for register in previous for case in register]
    overview = build_overview(
        cases, style, anonymous.texts, from_=from_, until=until, previous=earlier
    )
    before = [
        build_overview(register, style, plain_texts(register)) for register in previous if register
    ]
    traces = trace(overview, style, previous=before, documents=documents)
    differences = check_register(cases, overview, style, reported)
    organisation = request.authority.name
    name = f"overzicht-{overview.period_id}"
    return MadeOverview(
        name=name,
        title=f"{overview.title} {overview.period_id}",
        pdf=overview_pdf(overview, style, organisation=organisation),
        xlsx=overview_xlsx(overview, style),
        docx=overview_docx(overview, style, organisation=organisation),
        changes=changes_xlsx(anonymous.changes, traces),
        statement=statement(overview, traces, differences, request.applicable_law),
        differences=differences,
        traces=traces,
        open=(*anonymous.open, *_questions(name, differences, traces)),
    )


def _questions(
    name: str, differences: Sequence[Discrepancy], traces: Sequence[Trace]
) -> Iterator[OpenQuestion]:
    """One question a check, not one a finding: those stand in the statement."""
    if traces:
        high = sum(one.severity == "hoog" for one in traces)
        yield OpenQuestion(
            "overzicht",
            None,
            f"{len(traces)} bevindingen over herleidbaarheid, waarvan {high} hoog; zie "
            f"intern/{name}-herleidbaarheid.md",
        )
    wrong = [one for one in differences if one.severity == "fout"]
    if wrong:
        yield OpenQuestion("overzicht", None, f"getallen die niet kloppen: {wrong[0].line}")


def package_overview(store: Store, view: View, find: Finder) -> MadeOverview | None:
    """The overview for the package of a dossier that has a register; else None.

    Who was redacted or kept in the documents, is so in the descriptions.
    """
    path = find_cases(store)
    if path is None:
        return None
    style = load_style(STYLE)
    people = [*person_rules(view.log), *_found(view)]
    return make_overview(
        read_cases(path, style),
        style,
        view.request,
        people,
        find,
        reported=read_reported(path, style),
        documents=_readable(view),
    )


def _readable(view: View) -> dict[str, str]:
    """The text that stays readable in every document that is published."""
    texts = {}
    for document in published_documents(view):
        gone = view.redactions(document.number)
        name = "het verzoek" if document.number == REQUEST_NUMBER else f"stuk {document.number}"
        texts[name] = "\n".join(
            _without(page, [one for one in gone if one.page == page.number])
            for page in view.pages.get(document.number, ())
        )
    return texts


def _without(page: Page, gone: Sequence[Redaction]) -> str:
    text = list(page.text)
    for one in gone:
        text[one.start : one.end] = " " * (one.end - one.start)
    return "".join(text)


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
