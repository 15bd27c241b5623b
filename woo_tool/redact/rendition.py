"""The text of a document as it may be read: for screen readers, search engines and quoting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from woo_tool.model import Box, Page, Redaction, Word
from woo_tool.redact.text import TextSpan, redact_text


def text_rendition(pages: Sequence[Page], redactions: Sequence[Redaction]) -> str:
    """The pages' text with ``[codes]`` in the place of what goes; a form feed between pages.

    A box that was drawn takes every word that it touches. Raises SafetyError for a redaction
    outside the text or without a ground.
    """
    return "\f".join(
        redact_text(page.text, tuple(_spans(page, redactions))) + "\n" for page in pages
    )


def _spans(page: Page, redactions: Sequence[Redaction]) -> Iterator[TextSpan]:
    for item in redactions:
        if item.page != page.number:
            continue
        if item.end > item.start:
            yield item.start, item.end, item.grounds
            continue
        for word in page.words:
            if any(_touches(word, box) for box in item.boxes):
                yield word.start, word.end, item.grounds


def _touches(word: Word, box: Box) -> bool:
    one = word.box
    return one.x0 < box.x1 and box.x0 < one.x1 and one.y0 < box.y1 and box.y0 < one.y1
