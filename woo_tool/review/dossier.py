"""The dossier behind the review page: a picture of it, and choices written when they are made."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from woo_tool import pipeline
from woo_tool.fold import page_approval, parse_target
from woo_tool.model import Choice
from woo_tool.review.backend import Snapshot, StaleChoice
from woo_tool.steps.view import View
from woo_tool.store import Store


class DossierBackend:
    """Implements review.Backend on a dossier folder. Every method may be called from any thread."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._guard = threading.Lock()
        self._view: View | None = None
        self._snapshot: Snapshot | None = None

    def snapshot(self) -> Snapshot:
        """The current state; the same object as long as the log hasn't grown."""
        with self._guard:
            return self._current()

    def record(self, choices: Sequence[Choice], expected: str) -> None:
        """Appends choices, on disk when this returns. Raises StaleChoice."""
        with self._guard, self._store.lock():
            self._refuse_stale(choices, expected)
            pages = [item for item in choices if item.action == "approve_page"]
            others = [item for item in choices if item.action != "approve_page"]
            if others:
                self._store.record(others)
            if pages:
                self._current()
                self._store.record([self._with_state(item) for item in pages])
            self._current()

    def page_pdf(self, number: str) -> Path:
        """The PDF of a document of this dossier."""
        return self._store.pdf(number)

    def _current(self) -> Snapshot:
        head = self._store.decisions().head
        if self._snapshot is None or self._snapshot.head != head:
            self._view = pipeline.current(self._store, self._view)
            self._snapshot = _snapshot(self._view)
        return self._snapshot

    def _with_state(self, choice: Choice) -> Choice:
        """An approval of a page says what it saw, so that a later change opens the page again."""
        if self._view is None:
            return choice
        number, page = choice.target.removeprefix("page:").split("/")
        return replace(choice, to=page_approval(self._view.by_page[number, int(page)]))

    def _refuse_stale(self, choices: Sequence[Choice], expected: str) -> None:
        decisions = self._store.decisions().decisions
        known = next((at for at, item in enumerate(decisions, 1) if item.hash == expected), 0)
        changed = {_subject(item.target) for item in decisions[known:]}
        stale = {_subject(item.target) for item in choices} & changed
        if stale:
            raise StaleChoice(
                tuple(item for item in self._current().marks if item.mark.id in stale)
            )


def _subject(target: str) -> str:
    """What a choice is about: a page, or the id of a mark (whose place is written in two ways)."""
    place = parse_target(target)
    return place.id if place else target


def _snapshot(view: View) -> Snapshot:
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
    )
