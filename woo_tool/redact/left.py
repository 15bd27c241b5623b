"""What MuPDF left of a page's text: nothing under the boxes, and everything else."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence

import pymupdf

from woo_tool.model import Box, Word

# As extraction reads: no clipping, glyphs and not the ActualText beside them.
AS_EXTRACTED = pymupdf.TEXT_IGNORE_ACTUALTEXT | pymupdf.TEXT_PRESERVE_WHITESPACE
_CORE = 0.3  # part of the height of a box above and below which a neighbouring line may reach


def letters_of(leaf: pymupdf.Page) -> Counter[str]:
    """The letters and digits of a page, counted."""
    return _letters(
        leaf.get_textpage(clip=pymupdf.INFINITE_RECT(), flags=AS_EXTRACTED).extractText()
    )


def letters_in(words: Sequence[Word], page: Box) -> Counter[str]:
    """The letters and digits of words that lie on the page, counted."""
    return _letters("".join(word.text for word in words if _inside(word.box, page)))


def text_left(leaf: pymupdf.Page, areas: Sequence[pymupdf.Rect]) -> bool:
    """True when a glyph still has its middle in one of these areas."""
    textpage = leaf.get_textpage(clip=pymupdf.INFINITE_RECT(), flags=AS_EXTRACTED)
    words = [pymupdf.Rect(*word[:4]) for word in textpage.extractWORDS()]
    near = [core for core in map(_core, areas) if any(word.intersects(core) for word in words)]
    if not near:
        return False
    text = textpage.extractRAWDICT()
    return any(
        not char["c"].isspace() and _middle(char["bbox"]) in core
        for block in text["blocks"]
        for line in block.get("lines", ())
        for span in line["spans"]
        for char in span["chars"]
        for core in near
    )


def _letters(text: str) -> Counter[str]:
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
    return Counter(char for char in text if char.isalnum())


def _core(area: pymupdf.Rect) -> pymupdf.Rect:
    """The middle of an area, that no neighbour reaches."""
    wide, high = area.width, area.height
    across = min(wide, high) * _CORE
    along = min(0.5, max(wide, high) * 0.1)
    x, y = (along, across) if wide >= high else (across, along)
    return pymupdf.Rect(area.x0 + x, area.y0 + y, area.x1 - x, area.y1 - y)


def _middle(box: Sequence[float]) -> pymupdf.Point:
    return pymupdf.Point((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)


def _inside(one: Box, other: Box) -> bool:
    return one.x0 >= other.x0 and one.x1 <= other.x1 and one.y0 >= other.y0 and one.y1 <= other.y1
