"""The letter as frozen blocks: one source for the PDF, the DOCX and the checks.

Runs of text carry what is special about them, so that a renderer never has to read sentences:
``BOX`` is a black box (its text is the ground, never what it hides), ``QUESTION`` is something
that the writer of the letter still has to fill in, ``LAW`` is the wording of a statute.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_QUESTION = re.compile(r"«\[NOG IN TE VULLEN: .*?\]»", re.DOTALL)


class RunKind(StrEnum):
    """What a run of text is."""

    PLAIN = "plain"
    BOLD = "bold"
    ITALIC = "italic"
    BOX = "box"
    QUESTION = "question"
    LAW = "law"


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text of one kind."""

    text: str
    kind: RunKind = RunKind.PLAIN


Line = tuple[Run, ...]


def question(what: str) -> str:
    """The mark of something that a person must fill in, as it stands in the letter."""
    return f"«[NOG IN TE VULLEN: {what}]»"


def line(text: str, kind: RunKind = RunKind.PLAIN) -> Line:
    """Text as runs, with every question in it as a run of its own."""
    text = unicodedata.normalize("NFC", _CONTROL.sub("", text))
    runs, place = [], 0
    for match in _QUESTION.finditer(text):
        if match.start() > place:
            runs.append(Run(text[place : match.start()], kind))
        runs.append(Run(match[0], RunKind.QUESTION))
        place = match.end()
    if place < len(text):
        runs.append(Run(text[place:], kind))
    return tuple(runs)


def plain(runs: Line) -> str:
    """The text of a line; a box reads as its ground in brackets."""
    return "".join(f"[{run.text}]" if run.kind is RunKind.BOX else run.text for run in runs)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``ground`` names the ground that the text below it motivates."""

    text: Line
    level: int = 1
    ground: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text; ``keep`` holds it together with what follows."""

    text: Line
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: label ("a.", "1.", "•"), text, and depth of indentation for each item."""

    items: tuple[tuple[str, Line, int], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header that repeats on each page; ``widths`` are shares of the line."""

    key: str
    header: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    widths: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines that stay as they are and together: a signature, an address."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class AnnexStart:
    """An annex: a new page with the full width."""

    text: Line


Block = Heading | Paragraph | Listing | Table | Lines | AnnexStart


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands around the text of the first page, and what runs on from page two.

    ``column`` are blocks of lines in the right-hand column; the first line of each is its label.
    """

    wordmark: str
    return_line: str
    addressee: tuple[Line, ...]
    column: tuple[tuple[Line, ...], ...]
    fields: tuple[tuple[str, Line], ...]
    running: tuple[tuple[str, Line], ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """A decision: its blocks, and the title of the document.

    ``points`` are what would make it better, ``left_out`` the sections that have no data and why;
    neither stands in the letter itself.
    """

    title: str
    head: Letterhead
    blocks: tuple[Block, ...]
    undated: bool = False
    points: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def draft(self) -> bool:
        """True while the decision has no date or something is to be filled in: CONCEPT."""
        return self.undated or any(
            run.kind is RunKind.QUESTION for text in self.lines() for run in text
        )

    def lines(self) -> Iterator[Line]:
        """Every line of text, in reading order."""
        head = self.head
        yield from head.addressee
        for block in head.column:
            yield from block
        for _, text in (*head.fields, *head.running):
            yield text
        for item in self.blocks:
            yield from _block_lines(item)

    def questions(self) -> tuple[str, ...]:
        """What is still to be filled in, each once, without the mark around it."""
        found = [run.text for text in self.lines() for run in text if run.kind is RunKind.QUESTION]
        return tuple(dict.fromkeys(text[len("«[NOG IN TE VULLEN: ") : -2] for text in found))

    def text(self) -> str:
        """The whole letter as plain text."""
        return "\n".join(plain(text) for text in self.lines())

    def with_lines(self, change: Callable[[Line], Line]) -> Letter:
        """The letter with every line changed by ``change``; the title as one line too."""
        head = self.head
        return replace(
            self,
            title=plain(change(line(self.title))),
            head=replace(
                head,
                addressee=tuple(change(text) for text in head.addressee),
                column=tuple(tuple(change(text) for text in block) for block in head.column),
                fields=tuple((label, change(text)) for label, text in head.fields),
                running=tuple((label, change(text)) for label, text in head.running),
            ),
            blocks=tuple(_changed(item, change) for item in self.blocks),
        )


def _block_lines(block: Block) -> Iterator[Line]:
    if isinstance(block, Listing):
        yield from (text for _, text, _ in block.items)
    elif isinstance(block, Table):
        for row in block.rows:
            yield from row
    elif isinstance(block, Lines):
        yield from block.lines
    else:
        yield block.text


def _changed(block: Block, change: Callable[[Line], Line]) -> Block:
    if isinstance(block, Listing):
        items = tuple((label, change(text), depth) for label, text, depth in block.items)
        return replace(block, items=items)
    if isinstance(block, Table):
        rows = tuple(tuple(change(text) for text in row) for row in block.rows)
        return replace(block, rows=rows)
    if isinstance(block, Lines):
        return replace(block, lines=tuple(change(text) for text in block.lines))
    return replace(block, text=change(block.text))
