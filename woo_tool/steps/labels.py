"""Titles, senders and recipients of documents as they may be published: without names that go.

They pass the same detection and resolution as pages do, as one-page pseudo-documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from woo_tool.kinds import Action
from woo_tool.model import Box, Document, Mark, Page, Word

_HEIGHT = 12.0
_GLYPH = 6.0


def text_page(key: str, lines: Sequence[str]) -> Page:
    """A page that holds these lines of text, one under another, for detection."""
    words: list[Word] = []
    text = ""
    for number, line in enumerate(lines):
        for part in line.split():
            at_start = not text or text.endswith("\n")
            text += "" if at_start else " "
            x0, y0 = len(text) * _GLYPH, number * _HEIGHT
            box = Box(x0, y0, x0 + len(part) * _GLYPH, y0 + _HEIGHT)
            words.append(Word(part, len(text), box, number))
            text += part
        text += "\n"
    return Page(key, 1, text, tuple(words), width=10_000.0, height=(len(lines) + 1) * _HEIGHT)


def label_key(number: str) -> str:
    """The name of the pseudo-document with the labels of a document."""
    return f"kenmerken-{number}"


def label_page(document: Document) -> Page:
    """Title, sender and recipient of a document as a page, one a line."""
    lines = (document.title, document.sender, document.recipient)
    return text_page(label_key(document.number), [" ".join(line.split()) for line in lines])


@dataclass(frozen=True, slots=True)
class Labels:
    """What may be printed about a document."""

    title: str
    sender: str
    recipient: str


def clean(page: Page, marks: Iterable[Mark]) -> str:
    """The text of a page with every mark that isn't kept replaced by its grounds."""
    going = [mark for mark in marks if mark.action is not Action.KEEP]
    if not going:
        return page.text
    from woo_tool.redact.text import redact_text  # presidio is heavy, and seldom needed here

    spans = [(mark.redact_start, mark.redact_end, mark.grounds) for mark in going]
    return redact_text(page.text, spans)


def clean_labels(pages: Mapping[str, Page], marks: Sequence[Mark]) -> dict[str, Labels]:
    """The labels of every document, by the key of its pseudo-document."""
    per_page: dict[str, list[Mark]] = {key: [] for key in pages}
    for mark in marks:
        if mark.document in per_page:
            per_page[mark.document].append(mark)
    result = {}
    for key, page in pages.items():
        title, sender, recipient, *_ = [*clean(page, per_page[key]).split("\n"), "", "", ""]
        result[key] = Labels(title, sender, recipient)
    return result
