"""The dossier behind the review page: a picture of it, and choices written when they are made."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pymupdf

from woo_tool import pipeline
from woo_tool.errors import InputError, WooError
from woo_tool.fold import fold_more, page_approval, parse_target
from woo_tool.log import LogState
from woo_tool.model import Choice, Decision, Entity, OpenQuestion
from woo_tool.people import PersonRule, from_decision
from woo_tool.redact import OutputInfo, redact_pdf
from woo_tool.review.backend import CaseSheet, Snapshot, StaleChoice
from woo_tool.review.case_memory import CaseMemory
from woo_tool.steps import casebook, deciding
from woo_tool.steps.view import View, person_rules
from woo_tool.store import Store

_Signature = tuple[tuple[int, int], ...]
_QUIET = 3.0  # seconds without a choice about a person before all of the dossier is resolved again


class DossierBackend:
    """Implements review.Backend on a dossier folder. Every method may be called from any thread."""

    def __init__(self, store: Store, known: View | None = None) -> None:
        """``known`` is a view of this dossier that was made a moment ago."""
        self._store = store
        self._guard = threading.Lock()
        self._view = known
        self._snapshot: Snapshot | None = None
        self._signature: _Signature = ()
        self._cases = CaseMemory(store)
        self._rough = False
        self._timer: threading.Timer | None = None

    def settle(self) -> None:
        """Works out now what quick choices about persons mean for everything else."""
        with self._guard:
            if self._timer is not None:
                self._timer.cancel()
        self._settle()

    def snapshot(self) -> Snapshot:
        """The current state; the same object as long as log and request stay the same."""
        with self._guard:
            return self._current()

    def head(self) -> str:
        """The end of the log."""
        return self.snapshot().head

    def record(self, choices: Sequence[Choice], expected: str) -> None:
        """Appends choices, on disk when this returns. Raises StaleChoice, RequestError.

        The files that people edit are read before a choice about a person or document, and
        written after it, so that neither overrules the other unseen.
        """
        edits = any(item.action in ("person", "document") for item in choices)
        with self._guard, self._store.lock():
            if edits:
                pipeline.sync(self._store)
            self._refuse_stale(choices, expected)
            pages = [item for item in choices if item.action == "approve_page"]
            others = [item for item in choices if item.action != "approve_page"]
            if others:
                self._follow(self._store.record(others))
            if pages:
                self._current()
                self._follow(self._store.record([self._with_state(item) for item in pages]))
            self._current()
            if edits and self._view is not None:
                deciding.write_people(self._store, self._view)
                deciding.write_documents_csv(self._store)

    def undecided(self) -> tuple[OpenQuestion, ...]:
        """What must be decided before anything final can be made."""
        with self._guard:
            self._current()
            view = self._view
        if view is None:
            return ()
        return (*view.undecided(), *self._cases.undecided(view))

    def third_parties(self) -> tuple[str, ...]:
        """The names of the third parties of the request."""
        with self._guard:
            self._current()
            request = self._view.request if self._view else self._store.request()
            return tuple(party.name for party in request.procedure.third_parties)

    def cases(self) -> tuple[CaseSheet, ...]:
        """The case overviews as they stand."""
        with self._guard:
            self._current()
            view = self._view
        return self._cases.sheets(view) if view is not None else ()

    def page_pdf(self, number: str) -> Path:
        """The PDF of a document of this dossier."""
        return self._store.pdf(number)

    def preview(self, number: str, page: int) -> bytes:
        """This page alone, made by the redactor from what is approved now."""
        with self._guard:
            self._current()
            view = self._view
        if view is None:
            raise InputError("dit dossier is nog niet gelezen.")
        document = view.document(number)
        redactions = [
            replace(item, page=1) for item in view.redactions(number) if item.page == page
        ]
        alone = replace(view.pages[number][page - 1], number=1)
        with tempfile.TemporaryDirectory(prefix="woo-") as folder:
            source, target = Path(folder, f"{number}.pdf"), Path(folder, "lakbeeld.pdf")
            with pymupdf.open(self._store.checked_pdf(document)) as whole:
                whole.select([page - 1])
                whole.save(source)
            redact_pdf(source, target, [alone], redactions, _info(view, number))
            return target.read_bytes()

    def _current(self) -> Snapshot:
        """The log is read, and its chain checked, only when the file was touched."""
        signature = self._signed()
        if self._snapshot is None or signature != self._signature:
            self._view = pipeline.current(self._store, self._view)
            self._rough = False
            self._snapshot = self._picture(self._view)
            self._signature = signature
        return self._snapshot

    def _picture(self, view: View) -> Snapshot:
        return _snapshot(view, has_cases=casebook.find_cases(self._store) is not None)

    def _follow(self, log: LogState) -> None:
        """Goes on from the view that is known when only marks, pages and persons were decided.

        Anything else, and any doubt, is left for a view of the whole dossier. What a choice about
        a person means for places that it doesn't name is worked out when it is quiet.
        """
        view, signature = self._view, self._signed()
        if view is None or self._signature[1] != signature[1]:
            return
        known = len(view.log.decisions)
        new = log.decisions[known:]
        same = LogState(log.decisions[:known]).head == view.log.head  # the hashes are a chain
        entities = after_verdicts(view, new) if same else None
        if entities is None:
            return
        base = view.base
        if entities is not base.entities:
            base = replace(base, resolved=replace(base.resolved, entities=entities))
            self._rough = True
        folded = fold_more(view.folded, new, view.pages)
        self._view = View(base, view.law, folded, log)
        self._snapshot = self._picture(self._view)
        self._signature = signature
        if self._rough:
            self._settle_when_quiet()

    def _settle_when_quiet(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = threading.Timer(_QUIET, self._settle)
        self._timer.daemon = True
        self._timer.start()

    def _settle(self) -> None:
        with self._guard:
            view, rough = self._view, self._rough
        if view is None or not rough:
            return
        try:
            fresh = pipeline.current(self._store, view)
        except WooError:  # who next needs the whole dossier is told
            return
        with self._guard:
            if self._view is None or fresh.log.head != self._view.log.head:
                return  # somebody decided in between, and asked for another round
            self._view, self._rough = fresh, False
            self._snapshot = self._picture(fresh)

    def _signed(self) -> _Signature:
        found = []
        for name in ("decisions.jsonl", "request.yaml"):
            path = self._store.path(name)
            stat = path.stat() if path.exists() else None
            found.append((stat.st_mtime_ns, stat.st_size) if stat else (0, 0))
        return tuple(found)

    def _with_state(self, choice: Choice) -> Choice:
        """An approval of a page says what it saw, so that a later change opens the page again."""
        if self._view is None:
            return choice
        number, page = choice.target.removeprefix("page:").split("/")
        return replace(choice, to=page_approval(self._view.by_page[number, int(page)]))

    def _refuse_stale(self, choices: Sequence[Choice], expected: str) -> None:
        if self._view is not None and self._signed() == self._signature:
            decisions = self._view.log.decisions
        else:
            decisions = self._store.decisions().decisions
        known = next((at for at, item in enumerate(decisions, 1) if item.hash == expected), 0)
        changed = {_subject(item.target) for item in decisions[known:]}
        stale = {_subject(item.target) for item in choices} & changed
        if stale:
            raise StaleChoice(
                tuple(item for item in self._current().marks if item.mark.id in stale)
            )


def after_verdicts(view: View, new: Sequence[Decision]) -> tuple[Entity, ...] | None:
    """Who is who after these decisions, when none says more of a person than what happens with
    the name; None when all of it has to be worked out again."""
    entities = {entity.id: entity for entity in view.entities}
    rules = {rule.id: rule for rule in person_rules(view.log)}
    if any(item.action == "document" for item in new):
        return None
    said = [item for item in new if item.action == "person"]
    for item in said:
        rule = from_decision(item.to, item.grounds, item.reason, item.by)
        entity, known = entities.get(rule.id), rules.get(rule.id)
        if rule.action is None or not _adds_nothing(rule, entity, known):
            return None
        if entity is not None:
            entities[rule.id] = replace(
                entity,
                role=rule.role or entity.role,
                action=rule.action,
                grounds=rule.grounds or entity.grounds,
                reason=rule.reason or entity.reason,
                decided_by=item.by,
            )
    return tuple(entities.values()) if said else view.entities


def _adds_nothing(rule: PersonRule, entity: Entity | None, known: PersonRule | None) -> bool:
    """True when the rule names nobody and nothing that wasn't known to be this person."""
    if known is not None:
        return (rule.name, rule.forms, rule.emails) == (known.name, known.forms, known.emails)
    if entity is None:
        return False
    forms = {" ".join(form.split()) for form in (entity.name, *entity.forms)}
    return {rule.name, *rule.forms} <= forms and {*rule.emails} <= {*entity.emails}


def _subject(target: str) -> str:
    """What a choice is about: a page, or the id of a mark (whose place is written in two ways)."""
    place = parse_target(target)
    return place.id if place else target


def _info(view: View, number: str) -> OutputInfo:
    return OutputInfo(f"Stuk {number}", view.request.decision.dated, view.request.authority.name)


def _snapshot(view: View, *, has_cases: bool) -> Snapshot:
    approved = frozenset(key for key in view.by_page if view.approved(key))
    ever = frozenset(
        (number, int(page))
        for item in view.log.decisions
        if item.action == "approve_page"
        for number, _, page in [item.target.removeprefix("page:").partition("/")]
    )
    return Snapshot(
        reference=view.request.reference,
        law=view.law,
        head=view.log.head,
        documents=view.documents,
        pages=view.pages,
        marks=view.folded.marks,
        approved_pages=approved,
        entities=view.entities,
        reopened_pages=ever - approved,
        approved_by=view.folded.approvals,
        four_eyes=view.request.four_eyes,
        log=view.log.decisions,
        rules=person_rules(view.log),
        scans=view.base.resolved.scans,
        sketches=view.base.resolved.sketches,
        has_cases=has_cases,
    )
