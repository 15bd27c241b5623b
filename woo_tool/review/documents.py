"""The document view: the judgement with its ground and reason, and what looks alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from threading import Lock
from typing import Annotated, Any

from pydantic import StringConstraints

from woo_tool.assemble.items import judge
from woo_tool.documents_csv import row
from woo_tool.errors import InputError, WooError
from woo_tool.grounds import sort_codes
from woo_tool.kinds import Judgement, MarkState
from woo_tool.model import Choice, DecidedMark, Document, Page, Redaction
from woo_tool.pages import likeness
from woo_tool.review.index import Index, Place
from woo_tool.review.present import page_url, title
from woo_tool.review.search import fold_text
from woo_tool.review.words import STATES, STATUSES
from woo_tool.rules import Rule
from woo_tool.steps.deciding import document_choice

WHOLE = "Gedeeltelijke openbaarmaking kan niet: "
"""What stands in the reason of a refusal in full before why no part can be given."""

ALIKE = 0.8
_MAYBE = 0.45  # by sketch; two documents that share 80% have 67% of their words in common
_FEW_WORDS = 12
_TELLING = re.compile(r"\w{6,}")  # short words are everywhere, and a third of the work is enough
_Text = Annotated[str, StringConstraints(max_length=4000, strip_whitespace=True)]
_COMPARED = (MarkState.APPROVED, MarkState.REJECTED, MarkState.KEPT)


class DocumentIn(Rule):
    """The judgement as the document view sends it; ``whole`` is why no part can be given."""

    expected: _Text
    number: _Text
    judgement: _Text = ""
    grounds: tuple[_Text, ...] = ()
    reason: _Text = ""
    whole: _Text = ""
    public_url: _Text = ""
    duplicate_of: _Text = ""
    release_on: _Text = ""


def build_document(sent: DocumentIn, index: Index, user: str) -> list[Choice]:
    """The choice about a document, checked like documents.csv. Raises InputError."""
    document = index.documents.get(sent.number)
    if document is None:
        raise InputError("dit stuk is er niet.")
    refused = sent.judgement == Judgement.NIET
    if refused and len(sent.whole) < 3:
        raise InputError("zeg waarom het stuk niet gedeeltelijk openbaar kan worden.")
    reason = " ".join(sent.reason.split())
    if refused:
        reason = f"{reason} {WHOLE}{' '.join(sent.whole.split())}" if reason else ""
    cells = {
        "judgement": sent.judgement,
        "grounds": ",".join(sent.grounds) if refused else "",
        "reason": reason,
        "public_url": sent.public_url if sent.judgement == Judgement.REEDS else "",
        "duplicate_of": (
            sent.duplicate_of if sent.judgement == Judgement.DUBBEL else document.duplicate_of
        ),
        "release_on": sent.release_on,
    }
    boxes = {
        Judgement.OPENBAAR: "er zijn passages gelakt; kies Deels openbaar, of lak ze niet.",
        Judgement.DEELS: "er is nog niets gelakt; kies Openbaar, of lak eerst.",
    }
    if sent.judgement in boxes and bool(_boxed(index, document)) is (sent.judgement == "Openbaar"):
        raise InputError(boxes[Judgement(sent.judgement)])
    choice = document_choice(
        index.snapshot.documents, document.number, cells, index.snapshot.law, user
    )
    return [choice] if choice else []


def document_data(index: Index, document: Document, texts: Texts) -> dict[str, Any]:
    """Everything that the document view shows of one document."""
    cells = row(document)
    reason, _, whole = document.motivation.partition(WHOLE)
    places = index.places(document.number)
    return {
        "head": index.snapshot.head,
        "number": document.number,
        "title": title(document),
        "file": document.file,
        "kind": document.kind,
        "date": document.date.strftime("%d-%m-%Y") if document.date else "",
        "status": STATUSES[document.status],
        "fault": document.reason,
        "judgement": cells["judgement"],
        "computed": _computed(index, document),
        "grounds": list(document.grounds),
        "reason": reason.strip(),
        "whole": whole.strip(),
        "public_url": document.public_url,
        "duplicate_of": document.duplicate_of,
        "release_on": cells["release_on"],
        "pages": [_page(index, place) for place in places],
        "parts": [
            {"number": item.number, "title": title(item)}
            for item in index.snapshot.documents
            if item.parent == document.number or item.number == document.parent
        ],
        "alike": [_alike(index, document, *found) for found in texts.alike(index, document)],
    }


def _page(index: Index, place: Place) -> dict[str, Any]:
    counts = index.counts(place)
    return {
        "page": place[1],
        "url": page_url(place),
        "approved": index.approved(place),
        "reopened": index.reopened(place),
        "open": index.open_marks(place),
        "redacted": counts[MarkState.APPROVED],
    }


def _boxed(index: Index, document: Document) -> list[DecidedMark]:
    return [
        item
        for place in index.places(document.number)
        for item in index.marks(place)
        if item.state is MarkState.APPROVED
    ]


def _computed(index: Index, document: Document) -> str:
    """What the judgement is without a word of a person, from what is redacted now."""
    redactions = [
        Redaction(m.id, m.document, m.page, 0, 0, (), item.grounds, m.label, None, None, "")
        for item in _boxed(index, document)
        for m in (item.mark,)
    ]
    try:
        judgement, grounds = judge(document.with_(judgement=None), redactions)
    except WooError:
        return ""
    return f"{judgement} {' '.join(sort_codes(grounds))}".strip() if judgement else ""


def _alike(index: Index, document: Document, other: Document, share: float) -> dict[str, Any]:
    here, there = _by_text(index, document), _by_text(index, other)
    differs = [
        {"text": text, "here": STATES[here[text].state], "there": STATES[there[text].state],
         "url": page_url((other.number, there[text].mark.page)) + f"#{there[text].mark.id}"}
        for text in here.keys() & there.keys()
        if _goes(here[text]) != _goes(there[text])
    ]  # fmt: skip
    states = [item.state for item in there.values()]
    return {
        "number": other.number,
        "title": title(other),
        "share": f"{share:.0%}" if share < 1 else "",
        "judgement": other.judgement.value if other.judgement else _computed(index, other),
        "by_person": other.judgement is not None,
        "redacted": states.count(MarkState.APPROVED),
        "done": index.pages_approved(index.places(other.number)),
        "pages": len(index.places(other.number)),
        "differs": sorted(differs, key=lambda item: item["text"]),
    }


def _goes(item: DecidedMark) -> bool:
    return item.state is MarkState.APPROVED


def _by_text(index: Index, document: Document) -> dict[str, DecidedMark]:
    return {
        item.mark.text: item
        for place in index.places(document.number)
        for item in index.marks(place)
        if item.mark.text and item.state in _COMPARED
    }


class Texts:
    """The words of documents, to tell which look alike. Safe to use from threads.

    Only documents whose sketches are alike are read and compared word by word.
    """

    def __init__(self) -> None:
        self._words: dict[str, frozenset[str]] = {}
        self._pages: Mapping[str, tuple[Page, ...]] | None = None
        self._lock = Lock()

    def alike(self, index: Index, document: Document) -> list[tuple[Document, float]]:
        """Documents that are the same file (1.0) or share most of their words, most alike first.

        The share is that of the shorter document's words that the longer one has too.
        """
        found = dict(self._near(index, document))
        for other in index.snapshot.documents:
            if other.number != document.number and _same(document, other):
                found[other.number] = 1.0
        ranked = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:8]
        return [(index.document(number), share) for number, share in ranked]

    def _near(self, index: Index, document: Document) -> Iterator[tuple[str, float]]:
        sketches = index.snapshot.sketches
        mine = sketches.get(document.number, ())
        for number, theirs in sketches.items():
            if number == document.number or likeness(mine, theirs) < _MAYBE:
                continue
            own, other = (self._of(index, name) for name in (document.number, number))
            short = min(len(own), len(other))
            if short < _FEW_WORDS or short < ALIKE * max(len(own), len(other)):
                continue
            share = len(own & other) / short
            if share >= ALIKE:
                yield number, min(share, 0.99)

    def _of(self, index: Index, number: str) -> frozenset[str]:
        with self._lock:
            pages = index.snapshot.pages
            if self._pages is not pages:
                self._pages, self._words = pages, {}
            if number not in self._words:
                self._words[number] = frozenset(
                    word
                    for page in pages[number]
                    for word in _TELLING.findall(fold_text(page.text))
                )
            return self._words[number]


def _same(one: Document, other: Document) -> bool:
    linked = one.number == other.duplicate_of or other.number == one.duplicate_of
    return linked or (bool(one.sha256) and one.sha256 == other.sha256)
