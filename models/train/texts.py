"""Training texts: a text with marked spans, read from BIO files or from inline marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

LABELS = ("PER", "LOC", "ORG")

_MARK = re.compile(r"\[\[([A-Z]+):(.*?)\]\]", re.S)
_MARK_LABELS = {"P": "PER", "LOC": "LOC", "ORG": "ORG"}
_NO_SPACE_BEFORE = frozenset(".,:;!?)]}%…") | {"...", "'s", "’s"}
_NO_SPACE_AFTER = frozenset("([{")


@dataclass(frozen=True, slots=True)
class Entity:
    """Code points [start, end) of a text, with a label of LABELS."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Sample:
    """A text and its entities, in order and without overlap."""

    text: str
    entities: tuple[Entity, ...] = ()


class Builder:
    """Collects pieces of text; pieces with a label become entities."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._entities: list[Entity] = []
        self.length = 0

    def add(self, text: str, label: str = "") -> None:
        """Append `text`, as an entity if it has a label and isn't empty."""
        if label and text:
            self._entities.append(Entity(self.length, self.length + len(text), label))
        self._parts.append(text)
        self.length += len(text)

    def build(self) -> Sample:
        """Return what was collected."""
        return Sample("".join(self._parts), tuple(self._entities))


def pieces(sample: Sample) -> Iterator[tuple[str, str]]:
    """Return the text in order as (piece, label), label empty between entities."""
    position = 0
    for entity in sample.entities:
        if entity.start > position:
            yield sample.text[position : entity.start], ""
        yield sample.text[entity.start : entity.end], entity.label
        position = entity.end
    if position < len(sample.text):
        yield sample.text[position:], ""


def join(samples: list[Sample], separator: str) -> Sample:
    """Return one sample of several, with `separator` between them."""
    builder = Builder()
    for n, sample in enumerate(samples):
        if n:
            builder.add(separator)
        for text, label in pieces(sample):
            builder.add(text, label)
    return builder.build()


def read_marks(path: Path) -> list[Sample]:
    """Read passages that open with `=== id | kind`, with marks such as `[[P:Anna Bos]]`.

    P, LOC and ORG become entities; other marks (look-alikes, numbers) become plain text.
    """
    passages = re.split(r"^=== .*\n", path.read_text(encoding="utf-8"), flags=re.M)[1:]
    return [_from_marks(passage.strip("\n")) for passage in passages]


def _from_marks(passage: str) -> Sample:
    builder = Builder()
    position = 0
    for mark in _MARK.finditer(passage):
        builder.add(passage[position : mark.start()])
        builder.add(mark.group(2), _MARK_LABELS.get(mark.group(1), ""))
        position = mark.end()
    builder.add(passage[position:])
    return builder.build()


def read_bio_tokens(path: Path) -> list[tuple[list[str], list[str]]]:
    """Read `token TAB tag` lines, an empty line between sentences; gives (tokens, tags)."""
    sentences: list[tuple[list[str], list[str]]] = []
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n") if line.strip()]
        sentences.append(([row[0] for row in rows], [row[1] for row in rows]))
    return sentences


def read_bio(path: Path) -> list[Sample]:
    """Read a BIO file as running text; labels outside LABELS are dropped."""
    return [from_tokens(tokens, tags) for tokens, tags in read_bio_tokens(path)]


def spaces(tokens: list[str]) -> list[bool]:
    """Guess for each token whether a space follows it."""
    out: list[bool] = []
    open_quote = False
    for token, following in zip(tokens, [*tokens[1:], ""], strict=True):
        space = bool(following) and following not in _NO_SPACE_BEFORE
        if token in _NO_SPACE_AFTER:
            space = False
        if token == '"':  # noqa: S105 (a word, not a secret)
            open_quote = not open_quote
            space = space and not open_quote
        elif following == '"' and open_quote:
            space = False
        out.append(space)
    return out


def from_tokens(tokens: list[str], tags: list[str]) -> Sample:
    """Return running text of tokens with BIO tags."""
    builder = Builder()
    run, label = "", ""
    pending = ""
    for token, tag, space in zip(tokens, tags, spaces(tokens), strict=True):
        kept = tag[2:] if tag[2:] in LABELS else ""
        if run and kept == label and tag.startswith("I-"):
            run += pending + token
        else:
            builder.add(run, label)
            builder.add(pending)
            run, label = token, kept
        pending = " " if space else ""
    builder.add(run, label)
    return builder.build()
