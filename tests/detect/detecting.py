"""Helpers of the tests of detection: one detector for all of them, and pages of plain text."""

from __future__ import annotations

from functools import cache

from woo_tool.detect import Detector
from woo_tool.kinds import Label, PageSource
from woo_tool.model import Box, Finding, Page, Word


@cache
def detector() -> Detector:
    """The shipped detector, loaded once."""
    return Detector.load()


def page(text: str, *, number: int = 1, source: PageSource = PageSource.TEXT) -> Page:
    """A page of plain text without geometry."""
    return Page("0001", number, text, (), 595.0, 842.0, source=source)


def find(text: str, *, source: PageSource = PageSource.TEXT) -> tuple[Finding, ...]:
    """The findings in a page of plain text."""
    return detector().find([page(text, source=source)])


def texts(text: str, label: Label, *, source: PageSource = PageSource.TEXT) -> list[str]:
    """What is found of one kind."""
    return [one.text for one in find(text, source=source) if one.label is label]


def laid_out(rows: list[list[tuple[str, float]]], *, number: int = 1) -> Page:
    """A page of words with their left edges (points), 12 points high and 5 a character wide."""
    words: list[Word] = []
    text = ""
    for line, row in enumerate(rows):
        if text:
            text += "\n"
        for at, (word, x) in enumerate(row):
            text += " " if at else ""
            box = Box(x, 20.0 * line, x + 5.0 * len(word), 20.0 * line + 10.0)
            words.append(Word(word, len(text), box, line))
            text += word
    return Page("0001", number, text, tuple(words), 595.0, 842.0)
