"""For the tests: pages as extraction would give them, and redactions of one name in them."""

from __future__ import annotations

from pathlib import Path

from woo_tool.extract import extract_pdf
from woo_tool.geometry import boxes_of
from woo_tool.kinds import Label, Role
from woo_tool.model import Box, Page, Redaction

GROUNDS = ("5.1.2.e",)


def read_pages(path: Path) -> tuple[Page, ...]:
    """The pages of a PDF as they are reviewed; pictures aren't read."""
    return extract_pdf("0001", path, ocr=False)


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
    return Redaction(
        f"m{number}",
        page.document,
        page.number,
        start,
        end,
        boxes_of(page, start, end),
        GROUNDS,
        Label.PERSON,
        Role.OFFICIAL,
        "p1",
        page.text[start:end],
    )


def drawn(page: int, *boxes: Box, codes: tuple[str, ...] = GROUNDS) -> Redaction:
    """A box that a person drew."""
    return Redaction(f"d{page}", "0001", page, 0, 0, boxes, codes, Label.SIGNATURE, None, None, "")
