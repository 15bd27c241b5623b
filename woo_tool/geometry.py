"""From a span of characters to the boxes that cover it. Pure: only the nouns of the model."""

from __future__ import annotations

from collections.abc import Iterator

from woo_tool.model import Box, Page, Word


def boxes_of(page: Page, start: int, end: int) -> tuple[Box, ...]:
    """The boxes (points, unrotated page space) that cover ``page.text[start:end]``.

    One box for each line that the span touches, in reading order: along the writing direction
    exact to the glyphs' edges (a word without edges is covered as a whole), across it as high as
    the words that are touched. Words on one line share a box, the space between them included.

    Raises ValueError when the span lies outside the text or touches no word.
    """
    if not 0 <= start < end <= len(page.text):
        raise ValueError(f"span {start}-{end} lies outside a text of {len(page.text)}")
    lines: dict[int, Box] = {}
    for word in _touched(page, start, end):
        part = _part(word, max(start, word.start) - word.start, min(end, word.end) - word.start)
        known = lines.get(word.line)
        lines[word.line] = part if known is None else _hull(known, part)
    if not lines:
        raise ValueError(f"no word in the span {start}-{end} of page {page.number}")
    return tuple(lines.values())


def _touched(page: Page, start: int, end: int) -> Iterator[Word]:
    return (word for word in page.words if word.start < end and word.end > start)


def _part(word: Word, first: int, last: int) -> Box:
    """The box of characters first..last of a word; across the writing direction the word's own."""
    if len(word.edges) != len(word.text) + 1:
        return word.box
    low, high = sorted((word.edges[first], word.edges[last]))
    box = word.box
    if word.axis % 2:
        return Box(box.x0, low, box.x1, high)
    return Box(low, box.y0, high, box.y1)


def _hull(one: Box, other: Box) -> Box:
    return Box(
        min(one.x0, other.x0),
        min(one.y0, other.y0),
        max(one.x1, other.x1),
        max(one.y1, other.y1),
    )
