"""For the tests: pages as extraction would give them, and redactions of one name in them."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pymupdf

from woo_tool.kinds import Label, PageSource, Role
from woo_tool.model import Box, Page, Redaction, Word

_FLAGS = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_IGNORE_ACTUALTEXT
GROUNDS = ("5.1.2.e",)


def read_pages(path: Path) -> tuple[Page, ...]:
    """The pages of a PDF with their words, unrotated, text outside the crop box included."""
    with pymupdf.open(path) as document:
        return tuple(_read(leaf) for leaf in document)


def _read(leaf: Any) -> Page:
    turn = leaf.rotation
    leaf.set_rotation(0)
    area = pymupdf.INFINITE_RECT()
    raw = leaf.get_textpage(clip=area, flags=_FLAGS).extractRAWDICT()
    words: list[Word] = []
    lines: list[str] = []
    for block in raw["blocks"]:
        for line in block.get("lines", ()):
            text = _line(line, len("\n".join([*lines, ""])) if lines else 0, len(lines), words)
            if text:
                lines.append(text)
    rect = leaf.rect
    source = PageSource.TEXT if words else PageSource.NONE
    return Page(
        "0001",
        leaf.number + 1,
        "\n".join(lines),
        tuple(words),
        rect.width,
        rect.height,
        turn,
        source,
        images=bool(leaf.get_images()),
    )


def _line(line: dict[str, Any], start: int, number: int, words: list[Word]) -> str:
    direction = tuple(round(part) for part in line["dir"])
    axis = {(1, 0): 0, (0, 1): 1, (-1, 0): 2, (0, -1): 3}[direction]
    chars = [char for span in line["spans"] for char in span["chars"]]
    parts: list[str] = []
    for blank, group in itertools.groupby(chars, key=lambda char: bool(char["c"].isspace())):
        if blank:
            continue
        glyphs = list(group)
        boxes = [glyph["bbox"] for glyph in glyphs]
        hull = Box(
            min(b[0] for b in boxes),
            min(b[1] for b in boxes),
            max(b[2] for b in boxes),
            max(b[3] for b in boxes),
        )
        low, high = ((0, 2), (1, 3), (2, 0), (3, 1))[axis]
        edges = (*(b[low] for b in boxes), boxes[-1][high])
        text = "".join(glyph["c"] for glyph in glyphs)
        place = start + sum(len(part) + 1 for part in parts)
        words.append(Word(text, place, hull, number, edges, axis))
        parts.append(text)
    return " ".join(parts)


def redactions_of(pages: tuple[Page, ...], name: str) -> tuple[Redaction, ...]:
    """A redaction for every place where the name stands, also spread over words."""
    found: list[Redaction] = []
    wanted = name.replace(" ", "")
    for page in pages:
        flat = [(c, place) for place, c in enumerate(page.text) if not c.isspace()]
        text = "".join(c for c, _ in flat)
        at = text.find(wanted)
        while at >= 0:
            start, end = flat[at][1], flat[at + len(wanted) - 1][1] + 1
            found.append(_redaction(page, start, end, len(found)))
            at = text.find(wanted, at + 1)
    return tuple(found)


def _redaction(page: Page, start: int, end: int, number: int) -> Redaction:
    lines: dict[int, list[Box]] = {}
    for word in page.words:
        if word.start < end and word.end > start:
            first, last = max(start - word.start, 0), min(end, word.end) - word.start
            low, high = sorted((word.edges[first], word.edges[last]))
            box = word.box
            part = (
                Box(box.x0, low, box.x1, high) if word.axis % 2 else Box(low, box.y0, high, box.y1)
            )
            lines.setdefault(word.line, []).append(part)
    boxes = tuple(
        Box(
            min(b.x0 for b in row),
            min(b.y0 for b in row),
            max(b.x1 for b in row),
            max(b.y1 for b in row),
        )
        for row in lines.values()
    )
    return Redaction(
        f"m{number}",
        page.document,
        page.number,
        start,
        end,
        boxes,
        GROUNDS,
        Label.PERSON,
        Role.OFFICIAL,
        "p1",
        page.text[start:end],
    )


def drawn(page: int, *boxes: Box, codes: tuple[str, ...] = GROUNDS) -> Redaction:
    """A box that a person drew."""
    return Redaction(f"d{page}", "0001", page, 0, 0, boxes, codes, Label.SIGNATURE, None, None, "")
