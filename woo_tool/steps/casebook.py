"""The case register of a dossier: which overviews request.yaml asks for, and their rows."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import TypeAdapter

from woo_tool.detect.version import detection_version
from woo_tool.errors import InputError, RequestError
from woo_tool.files import environment_faults, write_atomic
from woo_tool.kinds import Action
from woo_tool.model import Choice, Finding, Page, Redaction
from woo_tool.overview import (
    CaseEntry,
    Style,
    Trace,
    load_style,
    read_register,
    read_reported,
    unconfirmed_rows,
)
from woo_tool.people import PersonRule
from woo_tool.request import OverviewChoice, Request
from woo_tool.steps.anonymising import Anonymised, TextFinder
from woo_tool.steps.casework import (
    CaseRow,
    Verdict,
    bulk_approvals,
    bulk_verdicts,
    case_decisions,
)
from woo_tool.steps.overviewing import (
    Draft,
    MadeOverview,
    Register,
    draft_overview,
    print_overview,
    read_texts,
    traces_of,
)
from woo_tool.steps.redacting import published_documents
from woo_tool.steps.view import REQUEST_NUMBER, View, person_rules
from woo_tool.store import Store

_SUFFIXES = (".xlsx", ".csv", ".yaml", ".yml")
_FOUND: TypeAdapter[tuple[tuple[Finding, ...], ...]] = TypeAdapter(tuple[tuple[Finding, ...], ...])


def read_cases(path: Path, style: Style) -> tuple[CaseEntry, ...]:
    """The confirmed cases in a register. Raises RequestError, InputError."""
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


def read_registers(cases: Path, request: Request, folder: Path) -> tuple[Register, ...]:
    """The register once for each overview that the request asks for; what request.yaml names lies
    in ``folder``. Raises RequestError, InputError."""
    return tuple(_register(cases, choice, folder) for choice in request.overview)


def _register(cases: Path, choice: OverviewChoice, folder: Path) -> Register:
    own = choice.style.endswith((".yaml", ".yml"))
    style = load_style(str(_named(folder, choice.style)) if own else choice.style)
    return Register(
        cases=read_cases(cases, style),
        style=style,
        from_=choice.from_,
        until=choice.until,
        previous=tuple(read_cases(_named(folder, name), style) for name in choice.previous),
        printed=read_reported(cases, style),
        unconfirmed=unconfirmed_rows(cases),
    )


def _named(folder: Path, name: str) -> Path:
    """A file that request.yaml names, in the dossier or beside the request.yaml that is read."""
    path = folder / name
    path = path if path.is_file() else folder / Path(name).name
    if not path.is_file():
        raise RequestError(
            f"overview: het bestand '{name}' bestaat niet.", where=str(folder / "request.yaml")
        )
    return path


def remembered(store: Store, find: TextFinder) -> TextFinder:
    """The same finder, with what it found kept in the cache of the dossier."""

    def finder(pages: Sequence[Page]) -> Sequence[tuple[Finding, ...]]:
        text = "\x00".join((detection_version(), *(page.text for page in pages)))
        key = hashlib.sha256(text.encode()).hexdigest()[:32]
        known = store.cached("cases", key, _FOUND)
        if known is None:
            known = tuple(find(pages))
            store.save_cache("cases", key, _FOUND, known)
        return known

    return finder


def anonymous_texts(
    registers: Sequence[Register], view: View, find: TextFinder
) -> tuple[Anonymised, ...]:
    """The cleaned texts of each overview; who was redacted or kept in the documents, is so here."""
    people = [*person_rules(view.log), *_found(view)]
    return tuple(read_texts(register, view.request, people, find) for register in registers)


def drafts_of(
    registers: Sequence[Register], anonymous: Sequence[Anonymised], view: View
) -> tuple[Draft, ...]:
    """The overviews as people decided so far."""
    said = case_decisions(view.log.decisions)
    eyes = view.request.four_eyes
    return tuple(
        draft_overview(register, texts, said, four_eyes=eyes)
        for register, texts in zip(registers, anonymous, strict=True)
    )


def drafts(store: Store, view: View, find: TextFinder) -> tuple[Draft, ...]:
    """The overviews of the dossier; none when it has no register."""
    path = find_cases(store)
    if path is None:
        return ()
    registers = read_registers(path, view.request, store.root)
    return drafts_of(registers, anonymous_texts(registers, view, remembered(store, find)), view)


def verdict_choices(found: Sequence[Draft], name: str, what: Verdict | None) -> tuple[Choice, ...]:
    """The bulk verdict on what the texts ask; none unless it is said on purpose."""
    return bulk_verdicts(_rows(found), name, what) if what else ()


def approval_choices(found: Sequence[Draft], name: str, *, four_eyes: bool) -> tuple[Choice, ...]:
    """Bulk approval of every row that may be approved so."""
    return bulk_approvals(_rows(found), name, four_eyes=four_eyes)


def _rows(found: Sequence[Draft]) -> list[CaseRow]:
    return [row for draft in found for row in draft.rows]


def print_all(view: View, found: Sequence[Draft]) -> tuple[MadeOverview, ...]:
    """The overviews for the package, each checked against everything else in it."""
    names = _names(found)
    return tuple(
        print_overview(
            draft,
            view.request,
            documents=texts,
            beside=found[:place],
            name=names[place],
        )
        for place, (draft, texts) in enumerate(zip(found, _texts_beside(view, found), strict=True))
    )


def traces(view: View, found: Sequence[Draft]) -> tuple[tuple[Trace, ...], ...]:
    """What may single someone out in each overview, beside everything else in the package."""
    return tuple(
        traces_of(draft, texts, found[:place])
        for place, (draft, texts) in enumerate(zip(found, _texts_beside(view, found), strict=True))
    )


def _texts_beside(view: View, found: Sequence[Draft]) -> list[dict[str, str]]:
    """For each overview the readable text of all that is published with it."""
    documents = readable_texts(view) if found else {}
    names = _names(found)
    return [
        documents
        | {
            name: "\n".join(_lines(other, draft))
            for name, other in zip(names, found, strict=True)
            if other is not draft
        }
        for draft in found
    ]


def _names(found: Sequence[Draft]) -> list[str]:
    """Names of files, by period; where that isn't enough, by form and number too."""
    names = [f"overzicht-{draft.overview.period_id}" for draft in found]
    styles = [draft.register.style.name for draft in found]
    for more in (styles, [str(number) for number, _ in enumerate(found, 1)]):
        counted = Counter(names)
        names = [
            f"{name}-{extra}" if counted[name] > 1 else name
            for name, extra in zip(names, more, strict=True)
        ]
    return names


def _lines(other: Draft, draft: Draft) -> Iterator[str]:
    """The rows of another overview, without the cases that stand in both."""
    own = {row.ref for row in draft.rows}
    for row in other.rows:
        if row.ref not in own:
            yield " ".join(cell.after for cell in row.cells)


def readable_texts(view: View) -> dict[str, str]:
    """The text that stays readable in everything else that is published: the documents, their
    titles, and what request.yaml says in the letter."""
    texts = {}
    published = published_documents(view)
    for document in published:
        gone = view.redactions(document.number)
        name = "het verzoek" if document.number == REQUEST_NUMBER else f"stuk {document.number}"
        texts[name] = "\n".join(
            _without(page, [one for one in gone if one.page == page.number])
            for page in view.pages.get(document.number, ())
        )
    texts["de inventarislijst"] = "\n\n".join(
        view.public(item).title for item in view.documents if item.number != REQUEST_NUMBER
    )
    request = view.request
    said = [
        request.request.subject,
        *(f"{item.text} {item.reason}" for item in request.request.items),
        request.procedure.search,
        *(contact.text for contact in request.procedure.contacts),
        *request.extras,
        *request.reasons.values(),
    ]
    texts["het besluit"] = "\n\n".join(said)
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


def stamps(store: Store, request: Request) -> tuple[tuple[str, int, int], ...]:
    """Name, time and size of every file that the overviews are made from: to see a change."""
    names = [path.name for path in [find_cases(store)] if path]
    names += [Path(name).name for choice in request.overview for name in choice.files]
    found = []
    for name in names:
        path = store.path(name)
        if path.is_file():
            stat = path.stat()
            found.append((name, stat.st_mtime_ns, stat.st_size))
    return tuple(found)
