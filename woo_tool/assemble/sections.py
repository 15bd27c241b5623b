"""A letter as its reader sees it: headings with what stands under each, and numbers in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from woo_tool.assemble.blocks import (
    AnnexStart,
    Block,
    Heading,
    Letter,
    Line,
    Lines,
    Listing,
    Paragraph,
    RunKind,
    Table,
    plain,
)
from woo_tool.assemble.language import number

_WRITTEN = {number(amount): amount for amount in range(13)} | {"geen": 0, "een": 1, "eén": 1}


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the blocks until the next heading; the first section has none."""

    heading: Heading | AnnexStart | None
    blocks: tuple[Block, ...]

    @property
    def title(self) -> str:
        """The text of the heading."""
        return plain(self.heading.text).strip() if self.heading else ""

    @property
    def ground(self) -> str:
        """The ground that this section motivates."""
        return self.heading.ground if isinstance(self.heading, Heading) else ""

    @property
    def key(self) -> str:
        """Which section of rules/letter.yaml this is."""
        return self.heading.key if isinstance(self.heading, Heading) else ""

    def lines(self) -> Iterator[Line]:
        """Every line of running text: paragraphs and items, no tables."""
        for block in self.blocks:
            if isinstance(block, Paragraph):
                yield block.text
            elif isinstance(block, Listing):
                yield from (text for _, text, _ in block.items)
            elif isinstance(block, Lines):
                yield from block.lines

    def items(self) -> Iterator[str]:
        """Every item of its lists."""
        for block in self.blocks:
            if isinstance(block, Listing):
                yield from (plain(text) for _, text, _ in block.items)

    @property
    def empty(self) -> bool:
        """True when nothing stands under the heading."""
        tables = any(isinstance(block, Table) for block in self.blocks)
        return not tables and not any(plain(text).strip() for text in self.lines())

    def written(self) -> str:
        """The running text, without what is still to be filled in."""
        return " ".join(
            "".join(run.text for run in text if run.kind is not RunKind.QUESTION)
            for text in self.lines()
        )


def sections(letter: Letter) -> tuple[Section, ...]:
    """The sections of a letter, in order."""
    found: list[Section] = []
    heading: Heading | AnnexStart | None = None
    held: list[Block] = []
    for block in letter.blocks:
        if isinstance(block, Heading | AnnexStart):
            found.append(Section(heading, tuple(held)))
            heading, held = block, []
        else:
            held.append(block)
    return (*found, Section(heading, tuple(held)))


def amounts(text: str, noun: str) -> tuple[int, ...]:
    """Each number that stands before ``noun`` (a pattern): "drie documenten" gives 3."""
    found = re.findall(rf"(?<![\w.])([\w.]+) (?:{noun})\b", text, re.IGNORECASE)
    values = (amount(word) for word in found)
    return tuple(value for value in values if value is not None)


def amount(word: str) -> int | None:
    """The number that a word or figures stand for: "drie", "Eén", "1.234"."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})*|\d+", word):
        return int(word.replace(".", ""))
    return _WRITTEN.get(word.lower().strip("."))
