"""From files to findings: intake, extract and detect, with everything stored or cached.

Workers get one document and give a result; the parent alone writes.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pymupdf

from woo_tool import intake
from woo_tool.detect.signatures import find_signatures
from woo_tool.detect.version import detection_version
from woo_tool.errors import InputError, RequestError
from woo_tool.extract import extract_pdf, ocr_problem
from woo_tool.files import sha256
from woo_tool.fingerprint import code_fingerprint
from woo_tool.intake import Part, SourceFile
from woo_tool.model import Document, Finding, Page
from woo_tool.progress import Progress
from woo_tool.steps.resolving import FINDINGS, PAGES, findings_key, pages_key
from woo_tool.steps.view import REQUEST_NUMBER
from woo_tool.steps.workers import mapper, processes
from woo_tool.store import NewDocument, Store

if TYPE_CHECKING:
    from woo_tool.detect import Detector


_CHUNK = 200
_ENOUGH = 1000
"""Texts a process: with fewer, loading the detector once more takes longer than it saves."""


@dataclass(frozen=True, slots=True)
class Added:
    """What ``woo add`` did: new documents, names that were there already, and names of files of
    the operating system or of Office's locks that were left out."""

    new: tuple[Document, ...]
    known: tuple[str, ...]
    left_out: tuple[str, ...]


@cache
def extractor_version() -> str:
    """Changes when the same PDF could give other pages."""
    ocr = "no-ocr" if ocr_problem() else "ocr"
    return f"{code_fingerprint('extract')}|{pymupdf.VersionBind}|{ocr}"


@cache
def detector() -> Detector:
    """The detector of this process, loaded once (with spaCy: only when there is work for it)."""
    from woo_tool.detect import Detector

    return Detector.load()


# --- intake ------------------------------------------------------------------------------


def add(store: Store, paths: Sequence[Path], progress: Progress) -> Added:
    """Numbers and stores files that aren't in the dossier yet. The caller holds the lock.

    A file that couldn't be read before (a program was missing) is tried again, under its number.
    """
    found = sources(paths)
    present = store.documents()
    by_name = {
        item.file: item for item in present if not item.parent and item.number != REQUEST_NUMBER
    }
    by_hash = {item.sha256: item.number for item in present}
    top = max((int(item.number[:4]) for item in present), default=0)
    new: list[Document] = []
    known: list[str] = []
    fresh = []
    again = []
    for source in found:
        if source.name not in by_name:
            fresh.append(source)
        elif _same_content(source.path, by_name[source.name]):
            if by_name[source.name].status.readable:
                known.append(source.name)
            else:
                again.append(source)
        else:
            raise RequestError(
                "een bestand met deze naam is al toegevoegd, met een andere inhoud "
                f"(stuk {by_name[source.name].number}).",
                where=str(source.path),
                advice="Geef het bestand een andere naam; het eerste blijft staan.",
            )
    for source in progress.track(fresh, len(fresh), "Bestanden innemen"):
        top += 1
        family = number_family(intake.read_file(source), f"{top:04d}", by_hash)
        store.save_family(family)
        new += [item.document for item in family]
    for source in again:
        number = by_name[source.name].number
        family = number_family(intake.read_file(source), number, by_hash)
        if family[0].document.status.readable:
            store.save_family(family)
            new += [item.document for item in family]
        else:
            known.append(source.name)
    left_out = tuple(source.name for source in intake.left_out(paths))
    return Added(tuple(new), tuple(known), left_out)


def sources(paths: Sequence[Path]) -> tuple[SourceFile, ...]:
    """The files to take in. Raises InputError, also when there are none."""
    found = intake.collect(paths)
    if not found:
        raise InputError(
            "hier staan geen bestanden in om toe te voegen.",
            where=", ".join(map(str, paths)),
            advice="Controleer de map, of noem de bestanden zelf.",
        )
    return found


def add_request(store: Store) -> None:
    """Takes in the request itself, so that it is redacted like every other document.

    Raises RequestError when request.yaml names a file that isn't in the dossier.
    """
    given = store.request().request.document
    if not given or any(item.number == REQUEST_NUMBER for item in store.documents()):
        return
    name = Path(given).name
    if not store.path(name).is_file():
        raise RequestError(
            f"request.document: het bestand '{name}' staat niet in het dossier.",
            where=str(store.path("request.yaml")),
            advice="Zet het bestand naast request.yaml, of haal de regel weg.",
        )
    part = intake.read_file(SourceFile(store.path(name), name))
    family = number_family(part, REQUEST_NUMBER, {})
    store.save_family(family)


def _same_content(path: Path, document: Document) -> bool:
    """True when nothing would come of taking it in again: what couldn't be read then (a broken
    link, a device) still can't be."""
    try:
        readable = path.is_file() and os.access(path, os.R_OK)
        data = path.read_bytes() if readable else b""
    except OSError:
        data = b""
    return sha256(data) == document.sha256


def number_family(part: Part, number: str, by_hash: dict[str, str]) -> tuple[NewDocument, ...]:
    """A file with its messages and attachments, numbered 0003, 0003a, 0003b, ...

    ``by_hash`` (sha256 -> number) finds what came in before; new documents are added to it.
    """
    parts = [part, *_descendants(part)]
    family = []
    for place, item in enumerate(parts):
        own = number + _letters(place)
        digest = sha256(item.data)
        earlier = by_hash.get(digest, "") if item.status.readable else ""
        document = Document(
            number=own,
            file=item.name,
            media=item.media,
            sha256=digest,
            status=item.status,
            parent=number if place else "",
            title=item.title,
            date=item.date,
            kind=item.kind,
            sender=item.sender,
            recipient=item.recipient,
            pages=_page_count(item.pdf),
            reason=item.reason,
            duplicate_of=earlier,
            pdf_sha256=sha256(item.pdf) if item.pdf is not None else "",
        )
        by_hash.setdefault(digest, own)
        family.append(NewDocument(document, item.suffix, item.data, item.pdf))
    return tuple(family)


def _descendants(part: Part) -> Iterator[Part]:
    for child in part.children:
        yield child
        yield from _descendants(child)


def _letters(place: int) -> str:
    """0 -> '', 1 -> 'a', 26 -> 'z', 27 -> 'aa'."""
    text = ""
    while place:
        place, rest = divmod(place - 1, 26)
        text = chr(ord("a") + rest) + text
    return text


def _page_count(pdf: bytes | None) -> int:
    if pdf is None:
        return 0
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        return int(document.page_count)


# --- extract and detect --------------------------------------------------------------------


def find(pages: Sequence[Page]) -> tuple[Finding, ...]:
    """The findings in the text of the pages of one document."""
    return detector().find(pages)


def find_texts(pages: Sequence[Page]) -> tuple[tuple[Finding, ...], ...]:
    """The findings in the texts of a case register, each by itself; thousands of them are shared
    out over processes."""
    chunks = [pages[at : at + _CHUNK] for at in range(0, len(pages), _CHUNK)]
    with processes(min(os.cpu_count() or 1, len(pages) // _ENOUGH)) as run:
        return tuple(found for many in run(_find_each, chunks) for found in many)


def _find_each(pages: Sequence[Page]) -> list[tuple[Finding, ...]]:
    """A worker's task: a share of the texts."""
    return [detector().find((page,), about_someone=True) for page in pages]


def search(pages: Sequence[Page]) -> tuple[Finding, ...]:
    """A worker's task: everything found in one document, drawn signatures included."""
    return (*find(pages), *find_signatures(pages))


def extract_all(store: Store, workers: int | None, progress: Progress) -> None:
    """Reads the text of every document that isn't in the cache yet."""
    extractor = extractor_version()
    todo = [
        item
        for item in _readable(store)
        if not store.has_cached("pages", pages_key(item, extractor))
    ]
    with mapper(workers, todo) as run:
        results = run(_extract_task, [(item.number, store.checked_pdf(item)) for item in todo])
        done = zip(todo, results, strict=True)
        for item, pages in progress.track(done, len(todo), "Tekst lezen"):
            store.save_cache("pages", pages_key(item, extractor), PAGES, pages)


def detect_all(store: Store, workers: int | None, progress: Progress) -> None:
    """Searches every document that isn't in the cache yet."""
    extractor, version = extractor_version(), detection_version()
    todo = [
        item
        for item in _readable(store)
        if not store.has_cached("findings", findings_key(item, extractor, version))
    ]
    with mapper(workers, todo) as run:
        results = run(search, (_pages(store, item, extractor) for item in todo))
        done = zip(todo, results, strict=True)
        for item, findings in progress.track(done, len(todo), "Namen en gegevens zoeken"):
            store.save_cache("findings", findings_key(item, extractor, version), FINDINGS, findings)


def _readable(store: Store) -> list[Document]:
    return [item for item in store.documents() if item.status.readable]


def _extract_task(task: tuple[str, Path]) -> tuple[Page, ...]:
    """A worker's task: the pages of one document."""
    number, pdf = task
    return extract_pdf(number, pdf)


def _pages(store: Store, document: Document, extractor: str) -> tuple[Page, ...]:
    pages = store.cached("pages", pages_key(document, extractor), PAGES)
    return pages if pages is not None else extract_pdf(document.number, store.checked_pdf(document))
