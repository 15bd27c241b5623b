"""Text renditions beside the redacted PDFs of what came in as text: notes, mail, office files.

For screen readers, search engines and who wants to quote: open, machine-readable text.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from woo_tool.assemble.package import PackageFile
from woo_tool.model import Document, DossierState, InventoryItem
from woo_tool.steps.view import View
from woo_tool.verify import FileReport, Term, verify_rendition

FOLDER = "te-publiceren/teksten"
_PREFIXES = ("text/", "message/", "application/vnd.ms-outlook")
_WRITTEN = frozenset(
    {
        "application/rtf",
        "application/msword",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.oasis.opendocument.text",
    }
)


def text_files(view: View, state: DossierState) -> tuple[PackageFile, ...]:
    """The rendition of every published document that is running text."""
    return tuple(
        PackageFile(_path(item), _rendition(view, item.document).encode())
        for item in _with_text(state)
    )


def check_text_files(
    folder: Path, view: View, state: DossierState, terms: Sequence[Term]
) -> tuple[FileReport, ...]:
    """The verifier's reports on them, as they stand in the package's ``folder``."""
    return tuple(
        verify_rendition(
            folder / _path(item),
            item.document.number,
            view.pages[item.document.number],
            view.redactions(item.document.number),
            terms,
        )
        for item in _with_text(state)
    )


def _with_text(state: DossierState) -> tuple[InventoryItem, ...]:
    return tuple(item for item in state.items if item.published and _written(item.document))


def _path(item: InventoryItem) -> str:
    return f"{FOLDER}/{item.published.removesuffix('.pdf')}.txt"


def _written(document: Document) -> bool:
    return document.media.startswith(_PREFIXES) or document.media in _WRITTEN


def _rendition(view: View, document: Document) -> str:
    from woo_tool.redact.rendition import text_rendition  # presidio is heavy

    return text_rendition(view.pages[document.number], view.redactions(document.number))
