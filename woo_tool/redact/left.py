"""What MuPDF left of a page's text: nothing under the boxes, and everything else."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence

import pymupdf

from woo_tool.model import Box, Word

# As extraction reads: no clipping, glyphs and not the ActualText beside them.
AS_EXTRACTED = pymupdf.TEXT_IGNORE_ACTUALTEXT | pymupdf.TEXT_PRESERVE_WHITESPACE
_Sides = tuple[float, float, float, float]  # left, top, right, bottom
_CORE = 0.3  # part of the height of a box above and below which a neighbouring line may reach


def text_of(leaf: pymupdf.Page) -> pymupdf.TextPage:
    """All text of a page, read as extraction does."""
    return leaf.get_textpage(clip=pymupdf.INFINITE_RECT(), flags=AS_EXTRACTED)


def letters_of(textpage: pymupdf.TextPage) -> Counter[str]:
    """The letters and digits of a page, counted."""
    return _letters(textpage.extractText())


def letters_in(words: Sequence[Word], page: Box) -> Counter[str]:
    """The letters and digits of words that lie on the page, counted."""
    return _letters("".join(word.text for word in words if _inside(word.box, page)))


def text_left(textpage: pymupdf.TextPage, areas: Sequence[pymupdf.Rect]) -> bool:
    """True when a glyph still has its middle in one of these areas."""
    words = [word[:4] for word in textpage.extractWORDS()]
    near = [core for core in map(_core, areas) if any(_meet(word, core) for word in words)]
    if not near:
        return False
    text = textpage.extractRAWDICT()
    return any(
        not char["c"].isspace() and any(_has_middle(core, char["bbox"]) for core in near)
        for block in text["blocks"]
        for line in block.get("lines", ())
        if any(_meet(line["bbox"], core) for core in near)
        for span in line["spans"]
        for char in span["chars"]
    )


def _letters(text: str) -> Counter[str]:
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
    return Counter(char for char in text if char.isalnum())


def _core(area: pymupdf.Rect) -> _Sides:
    """The middle of an area, that no neighbour reaches."""
    wide, high = area.width, area.height
    across = min(wide, high) * _CORE
    along = min(0.5, max(wide, high) * 0.1)
    x, y = (along, across) if wide >= high else (across, along)
    return area.x0 + x, area.y0 + y, area.x1 - x, area.y1 - y


def _meet(one: _Sides, other: _Sides) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _has_middle(core: _Sides, glyph: _Sides) -> bool:
    x, y = (glyph[0] + glyph[2]) / 2, (glyph[1] + glyph[3]) / 2
    return core[0] <= x <= core[2] and core[1] <= y <= core[3]


def _inside(one: Box, other: Box) -> bool:
    return one.x0 >= other.x0 and one.x1 <= other.x1 and one.y0 >= other.y0 and one.y1 <= other.y1
