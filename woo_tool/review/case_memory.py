"""The case overviews behind the review page: what is costly is kept while nothing it rests on
changes."""

from __future__ import annotations

from threading import Lock

from woo_tool.model import OpenQuestion
from woo_tool.overview import Trace
from woo_tool.review.backend import CaseSheet
from woo_tool.steps import casebook
from woo_tool.steps.anonymising import Anonymised
from woo_tool.steps.overviewing import Draft, Register, undecided_rows
from woo_tool.steps.reading import find_texts
from woo_tool.steps.view import Base, View
from woo_tool.store import Store

_Stat = tuple[str, int, int]


class CaseMemory:
    """The sheets of one dossier. Safe to use from threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()
        self._base: Base | None = None
        self._files: tuple[_Stat, ...] = ()
        self._registers: tuple[Register, ...] = ()
        self._texts: tuple[Anonymised, ...] = ()
        self._head = ""
        self._drafts: tuple[Draft, ...] = ()
        self._sheets: tuple[CaseSheet, ...] = ()

    def sheets(self, view: View) -> tuple[CaseSheet, ...]:
        """The overviews as ``view`` has them. Raises WooError for a register with faults."""
        with self._lock:
            self._follow(view)
            return self._sheets

    def undecided(self, view: View) -> tuple[OpenQuestion, ...]:
        """What must be decided about their rows before they can be published."""
        with self._lock:
            self._follow(view)
            return undecided_rows(self._drafts)

    def _follow(self, view: View) -> None:
        path = casebook.find_cases(self._store)
        if path is None:
            self._sheets, self._drafts, self._base = (), (), None
            return
        files = casebook.stamps(self._store, view.request)
        if view.base is not self._base or files != self._files:
            self._registers = casebook.read_registers(path, view.request, self._store.root)
            find = casebook.remembered(self._store, find_texts)
            self._texts = casebook.anonymous_texts(self._registers, view, find)
            self._base, self._files, self._head = view.base, files, ""
        if view.log.head != self._head:
            self._drafts = casebook.drafts_of(self._registers, self._texts, view)
            found = casebook.traces(view, self._drafts)
            self._sheets = tuple(map(_sheet, self._drafts, found))
            self._head = view.log.head


def _sheet(draft: Draft, traces: tuple[Trace, ...]) -> CaseSheet:
    overview = draft.overview
    return CaseSheet(overview.title, overview.period_text, draft.rows, traces)
