"""From decisions to redacted PDFs below work/redacted. Refuses while something is undecided."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pymupdf
from pydantic import TypeAdapter

from woo_tool.errors import NeedsPersonError
from woo_tool.files import sha256, write_atomic
from woo_tool.fingerprint import code_fingerprint
from woo_tool.model import Document, Page, Redaction
from woo_tool.progress import Progress
from woo_tool.redact import OutputInfo, redact_pdf
from woo_tool.resources import data_path
from woo_tool.steps.view import REQUEST_NUMBER, View
from woo_tool.steps.workers import mapper
from woo_tool.store import Store

_REDACTIONS: TypeAdapter[tuple[Redaction, ...]] = TypeAdapter(tuple[Redaction, ...])


def published_documents(view: View) -> tuple[Document, ...]:
    """The documents that go out themselves, the request included (its number is 0000)."""
    return tuple(
        document
        for document in view.documents
        if (judgement := view.judgement(document.number)[0]) is not None and judgement.published
    )


def require_decided(view: View) -> None:
    """Raises NeedsPersonError with the places that still wait for a decision."""
    undecided = view.undecided()
    if not undecided:
        return
    lines = [f"  stuk {q.number}, pagina {q.page}: {q.what}" for q in undecided[:10]]
    if len(undecided) > len(lines):
        lines.append(f"  … en nog {len(undecided) - len(lines)} plaatsen")
    raise NeedsPersonError(
        "er is nog niet over alles beslist:\n" + "\n".join(lines),
        advice="Beslis in de beoordelingspagina (woo review), of met: woo approve DOSSIER --as "
        "NAAM --all. Een concept kan wel: woo redact DOSSIER --draft",
    )


def redacted_path(store: Store, view: View, document: Document, *, draft: bool = False) -> Path:
    """Where the redacted PDF of a document lies; the name changes when anything in it would."""
    redactions = view.redactions(document.number, draft=draft)
    parts = (
        document.pdf_sha256.encode(),
        _REDACTIONS.dump_json(redactions),
        repr(_info(view, document)).encode(),
        f"{code_fingerprint('redact')}|{pymupdf.VersionBind}|{_style_hash()}|{draft}".encode(),
    )
    key = hashlib.sha256(b"\0".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()
    return store.path("work", "redacted", f"{document.number}-{key[:24]}.pdf")


def _style_hash() -> str:
    return sha256(data_path("rules", "redact.yaml").read_bytes())


def _info(view: View, document: Document) -> OutputInfo:
    title = (
        f"Woo-verzoek {view.request.reference}"
        if document.number == REQUEST_NUMBER
        else f"Stuk {document.number} bij besluit {view.request.reference}"
    )
    return OutputInfo(title=title, date=view.request.decision.dated)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a document was redacted: the boxes that may tell what stood there, the pages (from 1)
    that are an image, those of them that only the verifier asked for, and the fonts that may
    still hold letters of what went.
    """

    own_width: int
    images: tuple[int, ...]
    asked: tuple[int, ...]
    whole_fonts: int


_OUTCOME: TypeAdapter[Outcome] = TypeAdapter(Outcome)


@dataclass(frozen=True, slots=True)
class RedactTask:
    """What a worker needs to redact one document."""

    source: Path
    target: Path
    pages: tuple[Page, ...]
    redactions: tuple[Redaction, ...]
    info: OutputInfo
    draft: bool
    as_images: tuple[int, ...] = ()

    def run(self) -> Outcome:
        """Writes the redacted PDF, with these pages as images."""
        result = redact_pdf(
            self.source,
            self.target,
            self.pages,
            self.redactions,
            self.info,
            draft=self.draft,
            as_images=self.as_images,
        )
        images = tuple(n for n, made in enumerate(result.pages, 1) if made == "rasterised")
        return Outcome(len(result.telling), images, self.as_images, result.whole_fonts)


def redact_all(
    store: Store,
    view: View,
    progress: Progress,
    *,
    draft: bool = False,
    workers: int | None = 1,
) -> tuple[Path, ...]:
    """Redacts every document that goes out and isn't redacted yet. Gives the paths."""
    targets = {
        document.number: redacted_path(store, view, document, draft=draft)
        for document in published_documents(view)
    }
    todo = [item for item in published_documents(view) if not _is_made(store, targets[item.number])]
    label = "Concept maken" if draft else "Lakken"
    tasks = [_task(store, view, item, targets[item.number], draft=draft) for item in todo]
    _run(store, tasks, todo, progress, label, workers)
    return tuple(targets.values())


def redact_as_images(
    store: Store,
    view: View,
    pages: Mapping[str, Collection[int]],
    progress: Progress,
    workers: int | None,
) -> None:
    """Redacts documents again, by number, with these pages as images: as text they didn't pass."""
    todo = [item for item in published_documents(view) if item.number in pages]
    known = outcomes(store, view)
    tasks = []
    for item in todo:
        asked = tuple(sorted({*pages[item.number], *known[item.number].asked}))
        target = redacted_path(store, view, item)
        store.drop_cached("redaction", target.stem)  # after a crash it doesn't tell of another file
        tasks.append(replace(_task(store, view, item, target, draft=False), as_images=asked))
    _run(store, tasks, todo, progress, "Opnieuw lakken", workers)


def _task(store: Store, view: View, document: Document, target: Path, *, draft: bool) -> RedactTask:
    return RedactTask(
        store.checked_pdf(document),
        target,
        view.pages[document.number],
        view.redactions(document.number, draft=draft),
        _info(view, document),
        draft,
    )


def _run(
    store: Store,
    tasks: Sequence[RedactTask],
    documents: Sequence[Document],
    progress: Progress,
    label: str,
    workers: int | None,
) -> None:
    store.path("work", "redacted").mkdir(parents=True, exist_ok=True)
    with mapper(workers, documents) as run:
        done = zip(tasks, run(RedactTask.run, tasks), strict=True)
        for task, outcome in progress.track(done, len(tasks), label):
            store.save_cache("redaction", task.target.stem, _OUTCOME, outcome)


def is_redacted(store: Store, view: View, document: Document) -> bool:
    """True when the document was redacted as it is decided now, and how that went is known."""
    return _is_made(store, redacted_path(store, view, document))


def _is_made(store: Store, target: Path) -> bool:
    """False too after a crash between the file and what is kept about it: it is made again."""
    return target.exists() and store.cached("redaction", target.stem, _OUTCOME) is not None


def outcomes(store: Store, view: View) -> dict[str, Outcome]:
    """How each document that is redacted was, by number."""
    names = {item.number: redacted_path(store, view, item) for item in published_documents(view)}
    known = {
        number: store.cached("redaction", path.stem, _OUTCOME) for number, path in names.items()
    }
    return {number: outcome for number, outcome in known.items() if outcome is not None}


def telling_boxes(store: Store, view: View) -> dict[str, int]:
    """How many boxes of each document kept a width that may tell what stood there: in lines that
    can't be moved (tables, justified text, scans)."""
    return {number: item.own_width for number, item in outcomes(store, view).items()}


def write_draft(store: Store, view: View, progress: Progress) -> tuple[Path, ...]:
    """The documents with transparent boxes and the watermark CONCEPT, in output/concept/."""
    drafts = redact_all(store, view, progress, draft=True)
    folder = store.path("output", "concept")
    for document, draft in zip(published_documents(view), drafts, strict=True):
        write_atomic(folder / f"{document.number}-concept.pdf", draft.read_bytes())
    return tuple(sorted(folder.glob("*.pdf")))
