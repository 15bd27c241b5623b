"""Who is who and what is proposed, computed once for the same inputs and then taken from the cache.

Resolution reads every page of the dossier. Its outcome is small, and all that most of the tool
needs; the pages themselves are read when somebody looks at them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache

from pydantic import TypeAdapter

from woo_tool.errors import EnvironmentFaultError, NeedsPersonError
from woo_tool.extract import UNSURE
from woo_tool.fingerprint import code_fingerprint, fingerprint
from woo_tool.kinds import PageSource
from woo_tool.model import Document, Entity, Finding, Mark, Page
from woo_tool.pages import Pages, sketch
from woo_tool.people import PersonRule
from woo_tool.request import Request
from woo_tool.resolve import resolve
from woo_tool.resolve.pictures import picture_marks
from woo_tool.resources import data_path
from woo_tool.steps.labels import Labels, clean_labels, label_key, label_page
from woo_tool.store import Store

PAGES: TypeAdapter[tuple[Page, ...]] = TypeAdapter(tuple[Page, ...])
FINDINGS: TypeAdapter[tuple[Finding, ...]] = TypeAdapter(tuple[Finding, ...])

Finder = Callable[[Sequence[Page]], tuple[Finding, ...]]


@dataclass(frozen=True, slots=True)
class Inputs:
    """What resolution depends on, besides rules and code."""

    request: Request
    documents: tuple[Document, ...]
    people: tuple[PersonRule, ...]
    extractor: str
    detector: str

    @property
    def readable(self) -> list[Document]:
        """The documents that have pages to read."""
        return [item for item in self.documents if item.status.readable]


@dataclass(frozen=True, slots=True)
class Scan:
    """A page whose text isn't digital, and how sure the reading of it is (0-1)."""

    document: str
    page: int
    source: PageSource
    confidence: float


@dataclass(frozen=True, slots=True)
class Resolved:
    """The outcome: marks and persons, the labels of documents, and what is asked of all pages.

    ``counts`` are the pages of each readable document, ``unread`` those with a picture that the
    tool couldn't read, read badly or found no text in, ``sketches`` tell which documents look
    alike.
    """

    marks: tuple[Mark, ...]
    entities: tuple[Entity, ...]
    labels: dict[str, Labels]
    counts: dict[str, int]
    scans: tuple[Scan, ...] = ()
    unread: tuple[tuple[str, int], ...] = ()
    sketches: dict[str, tuple[int, ...]] = field(default_factory=dict)


_RESOLVED: TypeAdapter[Resolved] = TypeAdapter(Resolved)


def unread_picture(page: Page) -> bool:
    """True for a page with a picture that the tool couldn't read or found no text in, and for a
    scan that it read so badly that names may have been missed."""
    badly = page.source is PageSource.OCR and page.confidence < UNSURE
    return badly or (page.images and (not page.words or page.confidence == 0.0))


def pages_key(document: Document, extractor: str) -> str:
    """Cache key of the pages of a document."""
    text = f"{document.number}|{document.pdf_sha256}|{extractor}"
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def findings_key(document: Document, extractor: str, detector: str) -> str:
    """Cache key of the findings in a document."""
    text = f"{pages_key(document, extractor)}|{detector}"
    return hashlib.sha256(text.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Loaded:
    """The pages and what was made of them, with the cache key that says of which inputs."""

    key: str
    pages: Pages
    resolved: Resolved


def load_resolved(
    store: Store, inputs: Inputs, find: Finder, earlier: Loaded | None = None
) -> Loaded:
    """The pages and what is made of them. Raises NeedsPersonError when detection hasn't run.

    ``earlier`` is of an earlier view: what it read isn't read again.
    """
    names = {item.number: pages_key(item, inputs.extractor) for item in inputs.readable}
    _require_searched(store, inputs, names)
    key = _key(inputs)
    if earlier is not None and earlier.key == key:
        return earlier
    before = earlier.pages if earlier else None
    resolved = store.cached("resolution", key, _RESOLVED)
    if resolved is not None:
        return Loaded(key, _pages(store, names, resolved.counts, before), resolved)
    pages, findings = _read_all(store, inputs, names, before)
    resolved = _resolve(store, inputs, pages, findings, find)
    with suppress(EnvironmentFaultError):  # only a cache: a dossier that is read-only stays usable
        store.save_cache("resolution", key, _RESOLVED, resolved)
        for other in store.path("work", "resolution").glob("*.json"):
            if other.stem != key:
                other.unlink(missing_ok=True)
    return Loaded(key, _pages(store, names, resolved.counts, before, pages), resolved)


def _key(inputs: Inputs) -> str:
    parts = [
        inputs.request.model_dump_json(),
        repr(inputs.people),
        _code_version(),
        *(findings_key(item, inputs.extractor, inputs.detector) for item in inputs.readable),
        *(label_page(item).text for item in inputs.documents),
    ]
    digests = (hashlib.sha256(part.encode()).digest() for part in parts)
    return hashlib.sha256(b"".join(digests)).hexdigest()[:32]


@cache
def _code_version() -> str:
    """Changes when any rule or list does, or the code that reads them."""
    rules = data_path("rules")
    files = sorted([*rules.glob("*.yaml"), *rules.glob("*.txt")])
    return fingerprint(files) + code_fingerprint("steps.resolving")


def _require_searched(store: Store, inputs: Inputs, names: Mapping[str, str]) -> None:
    missing = [
        item.number
        for item in inputs.readable
        if not store.has_cached("pages", names[item.number])
        or not store.has_cached("findings", findings_key(item, inputs.extractor, inputs.detector))
    ]
    if missing:
        raise _not_searched(store, missing)


def _not_searched(store: Store, missing: Sequence[str]) -> NeedsPersonError:
    what = ", ".join(missing[:5]) + (" …" if len(missing) > 5 else "")
    return NeedsPersonError(
        f"stuk {what} is nog niet doorzocht.",
        where=str(store.root),
        advice=f"Voer eerst uit: woo detect {store.root}",
    )


def _pages(
    store: Store,
    names: Mapping[str, str],
    counts: Mapping[str, int],
    earlier: Pages | None,
    known: Mapping[str, tuple[Page, ...]] | None = None,
) -> Pages:
    """Pages that are read when asked for; what damage is found then asks for detection again."""
    if earlier is not None and earlier.names == names:
        return earlier

    def read(number: str) -> tuple[Page, ...]:
        found = store.cached("pages", names[number], PAGES)
        if found is None:
            raise _not_searched(store, [number])
        return found

    return Pages(counts, names, read, known)


def _read_all(
    store: Store, inputs: Inputs, names: Mapping[str, str], earlier: Pages | None
) -> tuple[dict[str, tuple[Page, ...]], list[Finding]]:
    pages: dict[str, tuple[Page, ...]] = {}
    findings: list[Finding] = []
    missing: list[str] = []
    for document in inputs.readable:  # all: what is damaged is removed, so that it is made again
        name = names[document.number]
        if earlier is not None and earlier.names.get(document.number) == name:
            its_pages: tuple[Page, ...] | None = earlier[document.number]
        else:
            its_pages = store.cached("pages", name, PAGES)
        key = findings_key(document, inputs.extractor, inputs.detector)
        its_findings = store.cached("findings", key, FINDINGS)
        if its_pages is None or its_findings is None:
            missing.append(document.number)
            continue
        pages[document.number] = its_pages
        findings += its_findings
    if missing:
        raise _not_searched(store, missing)
    return pages, findings


def _resolve(
    store: Store,
    inputs: Inputs,
    pages: Mapping[str, tuple[Page, ...]],
    findings: list[Finding],
    find: Finder,
) -> Resolved:
    request, documents = inputs.request, inputs.documents
    hashes = {document.number: document.pdf_sha256 for document in inputs.readable}
    labels = {label_key(item.number): label_page(item) for item in documents}
    for page in labels.values():
        findings += _label_findings(store, page, inputs.detector, find)
    resolution = resolve(
        {**pages, **{key: (page,) for key, page in labels.items()}},
        [finding for finding in findings if finding.box is None],
        request=request,
        people=inputs.people,
        document_hashes={**hashes, **{key: key for key in labels}},
    )
    return Resolved(
        marks=(
            *(mark for mark in resolution.marks if mark.document not in labels),
            *picture_marks(findings, request.applicable_law, hashes),
        ),
        entities=resolution.entities,
        labels=clean_labels(labels, resolution.marks),
        counts={number: len(its) for number, its in pages.items()},
        scans=tuple(
            Scan(page.document, page.number, page.source, page.confidence)
            for its in pages.values()
            for page in its
            if page.source is not PageSource.TEXT
        ),
        unread=tuple(
            (page.document, page.number)
            for its in pages.values()
            for page in its
            if unread_picture(page)
        ),
        sketches={number: sketch(its) for number, its in pages.items()},
    )


def _label_findings(store: Store, page: Page, detector: str, find: Finder) -> tuple[Finding, ...]:
    text = f"{page.document}|{page.text}|{detector}"
    key = hashlib.sha256(text.encode()).hexdigest()[:32]
    known = store.cached("labels", key, FINDINGS)
    if known is None:
        known = find((page,))
        store.save_cache("labels", key, FINDINGS, known)
    return known
