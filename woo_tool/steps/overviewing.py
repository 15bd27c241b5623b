"""The case overviews of a dossier: from register to what is published, checked row by row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from woo_tool.assemble.package import PackageFile
from woo_tool.errors import NeedsPersonError
from woo_tool.kinds import Label
from woo_tool.model import OpenQuestion
from woo_tool.overview import (
    CaseEntry,
    Discrepancy,
    Overview,
    Printed,
    Style,
    Trace,
    build_overview,
    changes_xlsx,
    check_register,
    overview_docx,
    overview_pdf,
    overview_xlsx,
    plain_texts,
    select,
    statement,
    trace,
)
from woo_tool.people import PersonRule
from woo_tool.request import Request
from woo_tool.steps.anonymising import Anonymised, TextFinder, anonymise
from woo_tool.steps.casework import CaseDecisions, CaseRow, case_rows, changes, chosen_texts

NOTHING_SAID = CaseDecisions()
NOTHING_PRINTED = Printed()


@dataclass(frozen=True, slots=True)
class Register:
    """What an overview is made from: the cases, in which form and period, what earlier registers
    say, and what was printed before. ``unconfirmed`` are rows that no person stands for."""

    cases: tuple[CaseEntry, ...]
    style: Style
    from_: dt.date | None = None
    until: dt.date | None = None
    previous: tuple[tuple[CaseEntry, ...], ...] = ()
    printed: Printed = NOTHING_PRINTED
    unconfirmed: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """An overview before it is printed: its rows, and what people decided about each."""

    register: Register
    anonymous: Anonymised
    overview: Overview
    rows: tuple[CaseRow, ...]


@dataclass(frozen=True, slots=True)
class MadeOverview:
    """The overview as files (``name`` has no folder), what the checks found, and what a person
    should look at. ``docx``, ``changes`` and ``statement`` are internal; ``listed`` rows need a
    person's approval."""

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
    listed: int

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


def read_texts(
    register: Register, request: Request, people: Sequence[PersonRule], find: TextFinder
) -> Anonymised:
    """The texts of the cases of the period, cleaned: the costly part, and no decision about a case
    changes it."""
    if not register.cases and register.unconfirmed:
        raise NeedsPersonError(
            "geen enkele rij van het zaakregister is bevestigd.",
            advice="Kijk elke rij na en zet yes in de kolom confirmed.",
        )
    listed = select(register.cases, register.style, register.from_, register.until).listed
    return anonymise(listed, register.style, request, people, find)


def draft_overview(
    register: Register,
    anonymous: Anonymised,
    said: CaseDecisions = NOTHING_SAID,
    *,
    four_eyes: bool = False,
) -> Draft:
    """The overview as people decided so far."""
    style = register.style
    listed = select(register.cases, style, register.from_, register.until).listed
    overview = build_overview(
        register.cases,
        style,
        chosen_texts(listed, anonymous, said),
        from_=register.from_,
        until=register.until,
        previous=[case for cases in register.previous for case in cases],
    )
    rows = case_rows(listed, style, anonymous, overview, said, four_eyes=four_eyes)
    return Draft(register, anonymous, overview, rows)


def print_overview(
    draft: Draft,
    request: Request,
    *,
    documents: Mapping[str, str] | None = None,
    beside: Sequence[Draft] = (),
    name: str = "",
) -> MadeOverview:
    """The files of an overview, checked.

    ``documents`` is the text that stays readable in the same package, by name; ``beside`` are the
    overviews that stand before this one in it; ``name`` is that of the files.
    """
    register, overview = draft.register, draft.overview
    style = register.style
    traces = traces_of(draft, documents, beside)
    differences = check_register(register.cases, overview, style, register.printed)
    organisation = request.authority.name
    name = name or f"overzicht-{overview.period_id}"
    lines = changes(register.cases, style, draft.anonymous, overview, draft.rows)
    return MadeOverview(
        name=name,
        title=f"{overview.title} {overview.period_id}",
        pdf=overview_pdf(overview, style, organisation=organisation),
        xlsx=overview_xlsx(overview, style),
        docx=overview_docx(overview, style, organisation=organisation),
        changes=changes_xlsx(lines, traces),
        statement=statement(overview, traces, differences, request.applicable_law),
        differences=differences,
        traces=traces,
        open=(
            *_unconfirmed(register),
            *_asked(draft.rows),
            *_questions(name, differences, traces),
        ),
        listed=len(draft.rows),
    )


def traces_of(
    draft: Draft, documents: Mapping[str, str] | None = None, beside: Sequence[Draft] = ()
) -> tuple[Trace, ...]:
    """What may single someone out: in the overview, beside others, and beside the documents."""
    style = draft.register.style
    before = [
        build_overview(cases, style, plain_texts(cases))
        for cases in draft.register.previous
        if cases
    ]
    before += [other.overview for other in beside]
    return trace(draft.overview, style, previous=before, documents=documents)


def _unconfirmed(register: Register) -> Iterator[OpenQuestion]:
    if register.unconfirmed:
        rows = _rows_of([row for row, _ in register.unconfirmed])
        yield OpenQuestion(
            "overzicht",
            None,
            f"{rows} van het register is nog niet bevestigd (kolom confirmed) en telt niet mee",
        )


def _asked(rows: Sequence[CaseRow]) -> Iterator[OpenQuestion]:
    """What the texts ask, and nobody has answered."""
    for row in rows:
        for ask in row.asks:
            what = f"rij {row.source} van het register: {ask.reason}"
            yield OpenQuestion("overzicht", None, what)


def _rows_of(numbers: Sequence[int]) -> str:
    shown = ", ".join(map(str, numbers[:8])) + (" …" if len(numbers) > 8 else "")
    return f"rij {shown}"


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


def undecided_rows(drafts: Sequence[Draft]) -> tuple[OpenQuestion, ...]:
    """What must be decided before an overview can be published: each row, by a person."""
    found = []
    for draft in drafts:
        blocked = [row for row in draft.rows if row.blocked]
        for row in blocked:
            reasons = dict.fromkeys(
                ask.reason for ask in row.asks if ask.label is Label.SPECIAL_CATEGORY
            )
            what = f"zaak {row.ref} (rij {row.source}): bijzonder persoonsgegeven: nog niet beslist"
            found.append(OpenQuestion("overzicht", None, f"{what} ({'; '.join(reasons)})", True))
        left = [row.source for row in draft.rows if not (row.approved or row.blocked)]
        if left:
            words = "zaak is" if len(left) == 1 else "zaken zijn"
            which = f"{_rows_of(left)} van het register"
            what = f"{len(left)} {words} nog niet goedgekeurd: {which}"
            found.append(OpenQuestion("overzicht", None, what, blocks=True))
    return tuple(dict.fromkeys(found))


def require_approved(drafts: Sequence[Draft]) -> None:
    """Raises NeedsPersonError while a row waits for a person."""
    waiting = undecided_rows(drafts)
    if waiting:
        raise NeedsPersonError(
            "het overzicht kan nog niet openbaar worden:\n  "
            + "\n  ".join(item.what for item in waiting[:20]),
            advice="Keur elke zaak goed op de beoordelingspagina (Zaken), of in één keer met: "
            "woo approve DOSSIER --as NAAM --all",
        )
