"""The words that a PDF page itself carries: glyph by glyph, as MuPDF reads them."""

from __future__ import annotations

import itertools
import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pymupdf

from woo_tool.extract.layout import Run, Token, frame
from woo_tool.model import Box

# No clipping (text outside the crop box is still in the file and must be found), glyphs and not
# the ActualText beside them, ligatures as set (expanded here, so that each letter has its edge).
_FLAGS = (
    pymupdf.TEXT_PRESERVE_LIGATURES
    | pymupdf.TEXT_PRESERVE_WHITESPACE
    | pymupdf.TEXT_IGNORE_ACTUALTEXT
)
_OVER = 0.2  # of the type size: further over the letter before it starts a cell that was cut off
_GAP = 1.5  # of the type size: a wider gap between words starts another column or cell
_BACK = 0.1  # of the type size: a glyph this far before the last one starts another run
_LEAN = 0.02  # of the type size: how far the foot of a letter that leans lies before its start
_HANGS = 0.88  # of the type size: from where a glyph written downwards hangs to its baseline
_BESIDE = 0.5  # of the type size: glyphs of one column hang from their middles, wide or narrow
_STRAIGHT = 0.999  # cosine: text further from the axes than 2.5 degrees has no usable edges
_LIGATURES = {*range(0xFB00, 0xFB07), 0x0132, 0x0133}
_FORMS = {"<font>", "<wide>"}  # letters of a style, or of a width, that are characters of their own
_BETWEEN = re.compile("[\u200b-\u200f\u2060-\u2064\ufeff]")  # signs that nobody sees
_SOFT = "\u00ad"  # a hyphen in many files; a sign that nobody sees where it has no width
_MANY = 3  # soft hyphens in one word
_NOTHING = 0.01  # points

_Glyph = tuple[str, Box]


def runs_of(page: Any) -> list[Run]:
    """The runs of words on a page (unrotated points), in the order of the file.

    Includes form fields and annotations that have an appearance, and text outside the crop box.
    """
    runs: list[Run] = []
    column: Run | None = None
    textpage = page.get_textpage(clip=pymupdf.INFINITE_RECT(), flags=_FLAGS)
    for block in textpage.extractRAWDICT()["blocks"]:
        for line in block.get("lines", ()):
            found = list(_line(line))
            if line["wmode"] and found:
                if column is not None and abs(column.base - found[0].base) < _BESIDE * column.size:
                    found = [replace(run, base=column.base) for run in found]
                column = found[0]
            runs += found
    return runs


def _line(line: dict[str, Any]) -> Iterator[Run]:
    axis, straight = _axis(line["dir"])
    for glyphs, base, size in _pieces(line, axis) if straight else _slanted(line, axis):
        tokens = tuple(_token(_without_soft(word), axis, straight) for word in glyphs)
        u0 = min(frame(token.box, axis)[0] for token in tokens)
        u1 = max(frame(token.box, axis)[2] for token in tokens)
        yield Run(tokens, u0, u1, base, size)


def _without_soft(word: list[_Glyph]) -> list[_Glyph]:
    """A word without soft hyphens where they stand between its letters, and not for hyphens."""
    rest = [glyph for glyph in word if glyph[0] != _SOFT]
    return rest if rest and len(word) - len(rest) >= _MANY else word


def _axis(direction: tuple[float, float]) -> tuple[int, bool]:
    """The nearest axis of a writing direction (y runs down), and whether it lies on it."""
    x, y = direction
    axis = round(math.atan2(y, x) / (math.pi / 2)) % 4
    return axis, max(abs(x), abs(y)) >= _STRAIGHT


def _slanted(line: dict[str, Any], axis: int) -> Iterator[tuple[list[list[_Glyph]], float, float]]:
    """The words of a line that runs across the page, as MuPDF parts them; baseline, type size.

    The boxes of its glyphs overlap along either axis, so that no gap is to be seen in them.
    """
    glyphs = list(_glyphs(line))
    words = [
        [glyph for glyph, _, _ in group]
        for blank, group in itertools.groupby(glyphs, key=lambda item: item[0][0].isspace())
        if not blank
    ]
    if words:
        _, origin, size = next(item for item in glyphs if not item[0][0].isspace())
        yield words, _base(origin, axis), size


def _pieces(line: dict[str, Any], axis: int) -> Iterator[tuple[list[list[_Glyph]], float, float]]:
    """A line cut at wide gaps and steps back: words (as glyphs), baseline, type size."""
    words: list[list[_Glyph]] = []
    base = size = 0.0
    last = end = -math.inf
    fresh = True  # the next glyph starts a word
    for glyph, origin, glyph_size in _glyphs(line):
        if glyph[0].isspace():
            fresh = True
            continue
        u0, _, u1, _ = frame(glyph[1], axis)
        if _BETWEEN.fullmatch(glyph[0]) or (glyph[0] == _SOFT and u1 - u0 < _NOTHING):
            continue
        back = u0 < last - _BACK * glyph_size and not _runs_left(glyph[0])
        over = not fresh and end - u0 > _OVER * glyph_size and _stands_alone(glyph[0], words)
        if words and (back or over or u0 - end > _GAP * glyph_size):
            yield words, base, size
            words, fresh = [], True
        if not words:
            base, size = _base(origin, axis), glyph_size
        if fresh:
            words.append([])
            fresh = False
        _append(words[-1], glyph)
        last, end = u0, u1
    if words:
        yield words, base, size


def _stands_alone(char: str, words: Sequence[list[_Glyph]]) -> bool:
    """True for a letter or digit behind another, left to right: no accent goes over them."""
    before = words[-1][-1][0] if words else ""
    return (before[-1:] + char).isalnum() and not _runs_left(char)


def _runs_left(char: str) -> bool:
    """True for a letter of a right-to-left script: MuPDF gives those in spoken order."""
    return unicodedata.bidirectional(char[0]) in ("R", "AL")


def _glyphs(line: dict[str, Any]) -> Iterator[tuple[_Glyph, tuple[float, float], float]]:
    for span in line["spans"]:
        size = max(float(span["size"]), 1.0)
        for char in span["chars"]:
            box = Box(*char["bbox"])
            if line["wmode"]:
                box = _hung(box, line["dir"], size)
            elif line["dir"] == (1.0, 0.0):
                box = _upright(box, char["origin"], size)
            yield (_clean(char["c"]), box), char["origin"], size


def _upright(box: Box, origin: tuple[float, float], size: float) -> Box:
    """Of a letter that leans to the right, as slanted type does, the part that it would cover
    upright: the boxes of such letters overlap."""
    lean, below = origin[0] - box.x0, box.y1 - origin[1]
    if lean < _LEAN * size or below <= 0:
        return box
    spare = lean / below * (box.y1 - box.y0) / 2
    return Box(box.x0 + spare, box.y0, max(box.x1 - spare, box.x0 + spare), box.y1)


def _hung(box: Box, direction: tuple[float, float], size: float) -> Box:
    """Where a glyph written downwards is drawn: MuPDF counts from its baseline, and not from the
    point that it hangs from (ISO 32000-2, 9.7.4.3)."""
    x, y = (part * size * _HANGS for part in direction)
    return Box(box.x0 - x, box.y0 - y, box.x1 - x, box.y1 - y)


def _clean(char: str) -> str:
    """A glyph without a usable character becomes U+FFFD: it stays visible as unread."""
    if not char or (unicodedata.category(char[0]) in ("Cc", "Cs") and not char.isspace()):
        return "\N{REPLACEMENT CHARACTER}"
    return char


def _base(origin: tuple[float, float], axis: int) -> float:
    x, y = origin
    return (y, -x, -y, x)[axis]


def _append(word: list[_Glyph], glyph: _Glyph) -> None:
    """Add a glyph; an accent that was set apart joins its letter (NFC), as detection expects."""
    if word and unicodedata.combining(glyph[0][0]):
        letter, box = word[-1]
        composed = unicodedata.normalize("NFC", letter + glyph[0])
        if len(composed) == 1:
            word[-1] = (composed, box)
            return
    word.append(glyph)


def _token(word: list[_Glyph], axis: int, straight: bool) -> Token:
    text = "".join(_expand(char) for char, _ in word)
    boxes = [box for _, box in word]
    box = Box(
        min(b.x0 for b in boxes),
        min(b.y0 for b in boxes),
        max(b.x1 for b in boxes),
        max(b.y1 for b in boxes),
    )
    edges = _edges(word, axis) if straight else ()
    return Token(text, box, edges, axis)


def _expand(char: str) -> str:
    """A ligature as its letters; every other glyph as it is."""
    if len(char) == 1 and (
        ord(char) in _LIGATURES or unicodedata.decomposition(char)[:6] in _FORMS
    ):
        return unicodedata.normalize("NFKC", char)
    return char


def _edges(word: list[_Glyph], axis: int) -> tuple[float, ...]:
    """Where each letter starts along the axis, and where the last one ends; empty when the
    letters don't run one way (right-to-left script, letters over each other)."""
    starts: list[float] = []
    spans = [frame(box, axis) for _, box in word]
    for place, (char, _) in enumerate(word):
        u0 = spans[place][0]
        u1 = spans[place + 1][0] if place + 1 < len(word) else spans[place][2]
        letters = len(_expand(char))
        starts += [u0 + (u1 - u0) * part / letters for part in range(letters)]
    starts.append(spans[-1][2])
    if any(later < earlier for earlier, later in itertools.pairwise(starts)):
        return ()
    sign = -1.0 if axis in (2, 3) else 1.0
    return tuple(sign * value for value in starts)
