"""Small pages, marks and documents for tests."""

from __future__ import annotations

from woo_tool.geometry import boxes_of
from woo_tool.kinds import Action, Label
from woo_tool.model import Box, Mark, Page, Word, mark_id

HASH = "ab" * 32


def page(text: str, number: int = 1, document: str = "0001") -> Page:
    """A page with this text: six points a character, twelve points a line."""
    words = []
    for row, line in enumerate(text.split("\n")):
        start = sum(len(earlier) + 1 for earlier in text.split("\n")[:row])
        column = 0
        for part in line.split(" "):
            if part:
                edges = tuple(6.0 * (column + at) for at in range(len(part) + 1))
                box = Box(edges[0], 12.0 * row, edges[-1], 12.0 * row + 10)
                words.append(Word(part, start + column, box, row, edges))
            column += len(part) + 1
    return Page(document, number, text, tuple(words), 595.0, 842.0)


def mark(
    on: Page,
    text: str,
    *,
    action: Action = Action.REDACT,
    label: Label = Label.PERSON,
    grounds: tuple[str, ...] = ("5.1.2.e",),
) -> Mark:
    """A mark on the first occurrence of ``text``."""
    start = on.text.index(text)
    end = start + len(text)
    return Mark(
        id=mark_id(HASH, on.number, (start, end), label),
        document=on.document,
        page=on.number,
        start=start,
        end=end,
        text=text,
        label=label,
        action=action,
        redact_start=start,
        redact_end=end,
        boxes=boxes_of(on, start, end),
        grounds=grounds,
        reason="naam van een medewerker",
    )
