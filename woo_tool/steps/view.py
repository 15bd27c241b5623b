"""The dossier as it stands now: originals + rules + model + decisions, folded into one picture.

Everything here is derived and can be computed again; nothing here is stored but the cache.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from woo_tool import documents_csv
from woo_tool.assemble.items import judge
from woo_tool.extract import unread
from woo_tool.fold import Folded, PageKey, fold, page_open
from woo_tool.kinds import Judgement, Label, Law, MarkState
from woo_tool.log import LogState
from woo_tool.model import DecidedMark, Document, Entity, Mark, OpenQuestion, Page, Redaction
from woo_tool.pages import Pages, page_keys
from woo_tool.people import STAFF, PersonRule, from_decision
from woo_tool.request import Request
from woo_tool.staff import read_staff
from woo_tool.steps.labels import Labels, label_key
from woo_tool.steps.resolving import Finder, Inputs, Loaded, Resolved, load_resolved
from woo_tool.store import Store

REQUEST_NUMBER = "0000"
"""The request itself, where it is given as a file: published redacted (Woo 3.3 lid 5)."""


@dataclass(frozen=True)
class View:
    """The folded dossier at one moment."""

    base: Base
    law: Law
    folded: Folded
    log: LogState

    @property
    def request(self) -> Request:
        """The request of the dossier."""
        return self.base.request

    @property
    def documents(self) -> tuple[Document, ...]:
        """All documents, with what people decided about them."""
        return self.base.documents

    @property
    def pages(self) -> Mapping[str, tuple[Page, ...]]:
        """The pages of every readable document."""
        return self.base.pages

    @property
    def entities(self) -> tuple[Entity, ...]:
        """Who is who."""
        return self.base.entities

    def public(self, document: Document) -> Document:
        """The document with a title, sender and recipient that may be printed."""
        labels = self.base.labels[label_key(document.number)]
        title = labels.title or document.kind
        return document.with_(
            file=title, title=title, sender=labels.sender, recipient=labels.recipient
        )

    def document(self, number: str) -> Document:
        """The document with this number."""
        return next(item for item in self.documents if item.number == number)

    @cached_property
    def by_page(self) -> Mapping[PageKey, tuple[DecidedMark, ...]]:
        """The marks of each page, in reading order."""
        table: dict[PageKey, list[DecidedMark]] = {key: [] for key in page_keys(self.pages)}
        for item in self.folded.marks:
            table.setdefault((item.mark.document, item.mark.page), []).append(item)
        return {key: tuple(items) for key, items in table.items()}

    def approved(self, key: PageKey) -> bool:
        """True when enough people approved the page as it stands (two, with four eyes)."""
        return len(self.folded.approvals.get(key, ())) >= (2 if self.request.four_eyes else 1)

    @cached_property
    def unread(self) -> frozenset[PageKey]:
        """The pages with a picture that the tool couldn't read, read badly or found no text in."""
        return frozenset(self.base.resolved.unread)

    @cached_property
    def keys(self) -> Mapping[str, tuple[PageKey, ...]]:
        """Document and number of every page, by document; no page is read for it."""
        table: dict[str, list[PageKey]] = {}
        for key in page_keys(self.pages):
            table.setdefault(key[0], []).append(key)
        return {number: tuple(keys) for number, keys in table.items()}

    def withheld(self, number: str) -> bool:
        """True when a page that the tool can't read wasn't approved by a person who looked."""
        return any(
            key in self.unread and not self.approved(key) for key in self.keys.get(number, ())
        )

    def redactions(self, number: str, *, draft: bool = False) -> tuple[Redaction, ...]:
        """The one record per redaction of a document, in reading order; a draft shows what is
        proposed and asked as well."""
        states = _SHOWN if draft else {MarkState.APPROVED}
        return tuple(
            _redaction(item)
            for key in self.keys.get(number, ())
            for item in self.by_page[key]
            if item.state in states
        )

    def judgement(self, number: str) -> tuple[Judgement | None, tuple[str, ...]]:
        """What becomes of a document, and on which grounds; None while a person must say."""
        document = self.document(number)
        readable = document.status.readable and not self.withheld(number)
        if document.judgement is None and not readable:
            return None, ()
        return judge(document, self.redactions(number))

    def undecided(self) -> tuple[OpenQuestion, ...]:
        """What must be decided before anything final can be made."""
        found = list(self.folded.conflicts)
        for document in self.documents:
            for key in self.keys.get(document.number, ()):
                found += self._undecided_on(document, key)
        return tuple(found)

    def _undecided_on(self, document: Document, key: PageKey) -> list[OpenQuestion]:
        marks = self.by_page[key]
        if not _judged_open(document):
            return []
        blocked = [
            OpenQuestion(*key, "bijzonder persoonsgegeven: nog niet beslist", blocks=True)
            for item in marks
            if item.state is MarkState.ASK and item.mark.label is Label.SPECIAL_CATEGORY
        ]
        if page_open(marks):
            return [*blocked, OpenQuestion(*key, "er zijn markeringen zonder beslissing", True)]
        # What can't be read keeps its document out, unless a person judged the document.
        kept_out = key in self.unread and document.judgement is None
        if not self.approved(key) and not kept_out:
            return [*blocked, OpenQuestion(*key, "deze pagina is nog niet goedgekeurd", True)]
        return blocked

    def questions(self) -> tuple[OpenQuestion, ...]:
        """What a person should look at and what doesn't block the package."""
        found = [
            OpenQuestion(document.number, None, f"{document.file}: {document.reason}")
            for document in self.documents
            if document.reason and document.judgement is None
        ]
        for document in self.documents:
            for page in self.pages.get(document.number, ()):
                key = document.number, page.number
                if (why := unread(page)) and not (key in self.unread and self.approved(key)):
                    found.append(OpenQuestion(*key, why))
                found += [
                    OpenQuestion(*key, _SUGGESTION[item.mark.label])
                    for item in self.by_page[key]
                    if item.state is MarkState.ASK and item.mark.label in _SUGGESTION
                ]
        return tuple(found)


_SHOWN = {MarkState.APPROVED, MarkState.PROPOSED, MarkState.ASK}
_SUGGESTION = {
    Label.OPINION: "mogelijk een persoonlijke beleidsopvatting: beoordeel",
    Label.TRACEABLE: "mogelijk herleidbaar tot één persoon: beoordeel",
    Label.BUSINESS: "mogelijk vertrouwelijke bedrijfsgegevens: beoordeel",
    Label.STATE_SECURITY: "mogelijk schadelijk voor de veiligheid van de Staat: beoordeel",
    Label.INSPECTION: "mogelijk een werkwijze van inspectie of toezicht: beoordeel",
}


def _judged_open(document: Document) -> bool:
    """True when the document itself may be published, so that its marks matter."""
    if document.duplicate_of and document.judgement is None:
        return False
    return document.judgement is None or document.judgement.published


def _redaction(item: DecidedMark) -> Redaction:
    mark = item.mark
    return Redaction(
        mark=mark.id,
        document=mark.document,
        page=mark.page,
        start=mark.redact_start,
        end=mark.redact_end,
        boxes=mark.boxes,
        grounds=item.grounds,
        label=mark.label,
        role=mark.role,
        entity=mark.entity,
        text=mark.removed_text,
    )


def person_rules(log: LogState) -> tuple[PersonRule, ...]:
    """What people said about persons, the last word per person."""
    latest: dict[str, PersonRule] = {}
    for decision in log.decisions:
        if decision.action == "person":
            rule = from_decision(decision.to, decision.grounds, decision.reason, decision.by)
            latest[rule.id] = rule
    return tuple(latest.values())


def _staff(store: Store) -> tuple[PersonRule, ...]:
    """The persons in the staff list of the dossier, if it has one. Raises RequestError."""
    path = store.path(STAFF)
    return read_staff(path) if path.exists() else ()


@dataclass(frozen=True)
class Base:
    """What decisions about marks don't change: the documents, their text, and who is who."""

    request: Request
    documents: tuple[Document, ...]
    people: tuple[PersonRule, ...]
    pages: Mapping[str, tuple[Page, ...]]
    resolved: Resolved
    key: str = ""

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What is proposed for every place."""
        return self.resolved.marks

    @property
    def entities(self) -> tuple[Entity, ...]:
        """Who is who."""
        return self.resolved.entities

    @property
    def labels(self) -> Mapping[str, Labels]:
        """What may be printed about every document, by label_key."""
        return self.resolved.labels


def load_view(
    store: Store, *, extractor: str, detector: str, find: Finder, known: View | None = None
) -> View:
    """The dossier as it stands. Raises NeedsPersonError when detection hasn't run yet.

    ``find`` searches the titles of documents, which a person may have edited since detection.
    ``known`` is an earlier view of this dossier: what can't have changed since is taken from it.
    """
    log = store.decisions()
    request = store.request()
    documents = documents_csv.apply(store.documents(), log.decisions)
    people = (*person_rules(log), *_staff(store))
    base = known.base if known else None
    if base is None or (base.request, base.documents, base.people) != (request, documents, people):
        inputs = Inputs(request, documents, people, extractor, detector)
        known_part = None
        if base is not None and isinstance(base.pages, Pages):
            known_part = Loaded(base.key, base.pages, base.resolved)
        part = load_resolved(store, inputs, find, known_part)
        base = Base(request, documents, people, part.pages, part.resolved, part.key)
    folded = fold(base.marks, log.decisions, base.pages)
    return View(base, request.applicable_law, folded, log)
