"""From decisions to redacted PDFs below work/redacted. Refuses while something is undecided."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pymupdf
from pydantic import TypeAdapter

from woo_tool.errors import NeedsPersonError
from woo_tool.files import sha256, write_atomic
from woo_tool.fingerprint import code_fingerprint
from woo_tool.model import Document, Redaction
from woo_tool.progress import Progress
from woo_tool.redact import OutputInfo, redact_pdf
from woo_tool.resources import data_path
from woo_tool.steps.view import REQUEST_NUMBER, View
from woo_tool.store import Store

_COUNT: TypeAdapter[int] = TypeAdapter(int)
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


def redact_all(
    store: Store, view: View, progress: Progress, *, draft: bool = False
) -> tuple[Path, ...]:
    """Redacts every document that goes out and isn't redacted yet. Gives the paths."""
    documents = published_documents(view)
    paths = []
    label = "Concept maken" if draft else "Lakken"
    for document in progress.track(documents, len(documents), label):
        target = redacted_path(store, view, document, draft=draft)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            result = redact_pdf(
                store.checked_pdf(document),
                target,
                view.pages[document.number],
                view.redactions(document.number, draft=draft),
                _info(view, document),
                draft=draft,
            )
            store.save_cache("telling", target.stem, _COUNT, len(result.telling))
        paths.append(target)
    return tuple(paths)


def telling_boxes(store: Store, view: View) -> dict[str, int]:
    """How many boxes of each document kept a width that may tell what stood there: in lines that
    can't be moved (tables, justified text, scans)."""
    counts = {}
    for document in published_documents(view):
        name = redacted_path(store, view, document).stem
        counts[document.number] = store.cached("telling", name, _COUNT) or 0
    return counts


def write_draft(store: Store, view: View, progress: Progress) -> tuple[Path, ...]:
    """The documents with transparent boxes and the watermark CONCEPT, in output/concept/."""
    drafts = redact_all(store, view, progress, draft=True)
    folder = store.path("output", "concept")
    for document, draft in zip(published_documents(view), drafts, strict=True):
        write_atomic(folder / f"{document.number}-concept.pdf", draft.read_bytes())
    return tuple(sorted(folder.glob("*.pdf")))
