"""From a box to the places that removal aims at: inside the glyphs, so that neighbours stay.

MuPDF removes every glyph whose box touches the area. The boxes of words are as high as the font,
and on tight leading they overlap those of the next line; the aim is therefore narrower than what
is painted over.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from woo_tool.kinds import PageSource
from woo_tool.model import Box, Page, Word
from woo_tool.redact.layout import THIN, Layout

_INSET = 0.1  # part of a word's height that no glyph's ink lies in
_TRIM = 0.2  # the most that a painted box gives way to a neighbouring line, as part of its height
_GRAZE = 0.5  # part of its height that a word may lie in a box of the next line


def aim(layout: Layout, box: Box, *, drawn: bool) -> Box:
    """The area (points) to remove glyphs from for one box.

    ``drawn``: a person drew it, so everything that it touches goes. For a box made from words the
    area runs from the middle of the first glyph to the middle of the last, and across the line
    as far as no neighbouring line reaches.
    """
    words = [] if layout.page.source is not PageSource.TEXT else words_in(layout, box)
    if drawn or not words:
        return _inset(box, min(0.5, _short(box) * 0.05))
    axis = words[0].axis
    middles = [spot for word in words for spot in _middles(word, box)]
    if not middles:
        return _inset(box, _short(box) * 0.05)
    low, high = min(middles) - 0.01, max(middles) + 0.01
    near, far = _band(layout, box, axis, _INSET, 0.45)
    return Box(near, low, far, high) if axis % 2 else Box(low, near, high, far)


def painted(layout: Layout, box: Box, *, drawn: bool) -> Box:
    """The box as painted: exactly over the span, a little lower where a neighbour line overlaps."""
    words = [] if layout.page.source is not PageSource.TEXT else words_in(layout, box)
    if drawn or not words:
        return box
    axis = words[0].axis
    near, far = _band(layout, box, axis, 0.0, _TRIM)
    return Box(near, box.y0, far, box.y1) if axis % 2 else Box(box.x0, near, box.x1, far)


def words_in(layout: Layout, box: Box) -> list[Word]:
    """The words of which at least one glyph's middle lies in the box."""
    near = (layout.y0 < box.y1) & (layout.y1 > box.y0) & layout.centred_in(box)
    return [word for word in layout.at(near) if _middles(word, box)]


def upright(page: Page) -> int:
    """The writing direction that is upright for the reader."""
    return {0: 0, 90: 3, 180: 2, 270: 1}.get(page.rotation % 360, 0)


def kept_words(layout: Layout, boxes: Sequence[Box]) -> list[Word]:
    """The words, and parts of words, that stay outside the boxes."""
    kept: list[Word] = []
    near = layout.touching_any(boxes, around=2 * THIN).tolist()
    for word, touched in zip(layout.words, near, strict=True):
        kept += kept_of(word, boxes) if touched else [word]
    return kept


def kept_of(word: Word, boxes: Sequence[Box]) -> list[Word]:
    """The parts of a word that stay outside the boxes; of one aslant, of which nobody knows where
    its letters are, nothing that a box touches."""
    own = _seen(word)
    over = [box for box in boxes if _touches(own, box) and not (word.edges and _grazes(word, box))]
    return _parts(word, over) if over else [word]


def _parts(word: Word, boxes: Sequence[Box]) -> list[Word]:
    if len(word.edges) != len(word.text) + 1:
        return []
    alive: list[bool] = []
    for spot, size in zip(_all_middles(word), _sizes(word), strict=True):
        slack = THIN if size < THIN else 0.0
        inside = any(
            _low(box, word.axis) - slack < spot < _high(box, word.axis) + slack for box in boxes
        )
        # What has no width of its own is part of the glyph before it.
        alive.append(alive[-1] if alive and slack else not inside)
    parts, start = [], None
    for place, stays in enumerate([*alive, False]):
        if stays and start is None:
            start = place
        elif not stays and start is not None:
            parts.append(_part(word, start, place))
            start = None
    return parts


def _part(word: Word, first: int, last: int) -> Word:
    low, high = sorted((word.edges[first], word.edges[last]))
    box = word.box
    box = Box(box.x0, low, box.x1, high) if word.axis % 2 else Box(low, box.y0, high, box.y1)
    text = word.text[first:last]
    return Word(text, word.start + first, box, word.line, word.edges[first : last + 1], word.axis)


def _seen(word: Word) -> Box:
    """The box of a word; one that is part of a glyph before it, and has no width, reaches it."""
    box = word.box
    if min(box.x1 - box.x0, box.y1 - box.y0) >= THIN:
        return box
    return Box(box.x0 - THIN, box.y0 - THIN, box.x1 + THIN, box.y1 + THIN)


def _sizes(word: Word) -> list[float]:
    return [abs(b - a) for a, b in itertools.pairwise(word.edges)]


def _all_middles(word: Word) -> list[float]:
    if len(word.edges) != len(word.text) + 1:
        low, high = _low(word.box, word.axis), _high(word.box, word.axis)
        step = (high - low) / max(len(word.text), 1)
        return [low + step * (place + 0.5) for place in range(len(word.text))]
    return [(a + b) / 2 for a, b in zip(word.edges, word.edges[1:], strict=False)]


def _middles(word: Word, box: Box) -> list[float]:
    low, high = _low(box, word.axis), _high(box, word.axis)
    if len(word.edges) != len(word.text) + 1:
        whole = (_low(word.box, word.axis) + _high(word.box, word.axis)) / 2
        return _all_middles(word) if low < whole < high else []
    return [spot for spot in _all_middles(word) if low < spot < high]


def _band(layout: Layout, box: Box, axis: int, inset: float, most: float) -> tuple[float, float]:
    """Across the line: the box's extent less what neighbouring lines reach into it."""
    near, far = (box.x0, box.x1) if axis % 2 else (box.y0, box.y1)
    size = far - near
    low, high = near + size * inset, far - size * inset
    for word in layout.at(layout.touching(box) & ~layout.centred_in(box)):
        a, b = (word.box.x0, word.box.x1) if axis % 2 else (word.box.y0, word.box.y1)
        slack = (b - a) * _INSET
        if (a + b) / 2 < (near + far) / 2:
            low = max(low, min(b - slack + 0.1, near + size * most))
        else:
            high = min(high, max(a + slack - 0.1, far - size * most))
    return low, high


def _touches(one: Box, other: Box) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1 and one.y0 < other.y1 and other.y0 < one.y1


def _grazes(word: Word, box: Box) -> bool:
    """True when a box of the next line reaches into a word without reaching its middle."""
    own, turned = word.box, word.axis % 2
    low, high = (own.x0, own.x1) if turned else (own.y0, own.y1)
    first, last = (box.x0, box.x1) if turned else (box.y0, box.y1)
    shared = min(high, last) - max(low, first)
    return shared < _GRAZE * (high - low) and not first <= (low + high) / 2 <= last


def _inset(box: Box, by: float) -> Box:
    return Box(box.x0 + by, box.y0 + by, box.x1 - by, box.y1 - by)


def _short(box: Box) -> float:
    return min(box.x1 - box.x0, box.y1 - box.y0)


def _low(box: Box, axis: int) -> float:
    return box.y0 if axis % 2 else box.x0


def _high(box: Box, axis: int) -> float:
    return box.y1 if axis % 2 else box.x1
