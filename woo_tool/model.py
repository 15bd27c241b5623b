"""The nouns of the tool: frozen data that every stage reads and none changes.

Coordinates are PDF points (1/72 inch) in the page's own unrotated space with the origin in the
top-left corner of the crop box, as PyMuPDF reports them before /Rotate is applied. Offsets are
Unicode code points into ``Page.text``; ``end`` is exclusive. Pages count from 1.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, replace
from typing import Final, Literal, NamedTuple

from woo_tool.kinds import Action, Judgement, Label, Law, MarkState, PageSource, Role, Status


class Box(NamedTuple):
    """A rectangle in points: left, top, right, bottom."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a page.

    ``edges`` holds len(text) + 1 positions along the writing direction, to box part of a word;
    empty: the whole word is boxed. ``axis``: text runs right (0), down (1), left (2) or up (3).
    """

    text: str
    start: int
    box: Box
    line: int
    edges: tuple[float, ...] = ()
    axis: int = 0

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Page:
    """One page as extracted: text in reading order, and where each word stands.

    Words are joined by one space inside a line and by a newline between lines; every other
    character belongs to exactly one word. ``confidence`` (0-1) is that of the OCR, 1.0 for digital
    text. ``pictures`` are small pictures and drawn curves, such as a signature.
    """

    document: str
    number: int
    text: str
    words: tuple[Word, ...]
    width: float
    height: float
    rotation: int = 0
    source: PageSource = PageSource.TEXT
    confidence: float = 1.0
    images: bool = False
    pictures: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that detection saw; ``rules`` names the recognizers and voters that made it.

    ``role`` is a hint from a cue beside the name ("minister", "melder"), not a decision. ``box`` is
    set for what is no text (a drawn signature); start and end are 0 then.
    """

    document: str
    page: int
    start: int
    end: int
    text: str
    label: Label
    score: float
    rules: tuple[str, ...] = ()
    reason: str = ""
    role: Role | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """One person over the whole dossier, with every form in which the name occurs."""

    id: str
    name: str
    forms: tuple[str, ...]
    role: Role
    action: Action
    grounds: tuple[str, ...]
    reason: str
    emails: tuple[str, ...] = ()
    decided_by: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place that is proposed for redaction, kept, or asked about.

    ``start``/``end`` is the finding; ``redact_start``/``redact_end`` the part that would go (the
    local part of an address). A box drawn by hand has start == end == 0 and no text.
    """

    id: str
    document: str
    page: int
    start: int
    end: int
    text: str
    label: Label
    action: Action
    redact_start: int
    redact_end: int
    boxes: tuple[Box, ...]
    grounds: tuple[str, ...]
    reason: str
    score: float = 1.0
    rules: tuple[str, ...] = ()
    entity: str | None = None
    role: Role | None = None

    @property
    def target(self) -> str:
        """How a decision names this mark: id and place, so that it can be found again."""
        place = f"{self.start}-{self.end}"
        if self.start == self.end and self.boxes:
            place = "[" + ",".join(f"{value:g}" for value in self.boxes[0]) + "]"
        return f"mark:{self.id}@{self.document}/{self.page}:{place}"

    @property
    def removed_text(self) -> str:
        """The characters that go when the mark is approved."""
        return self.text[self.redact_start - self.start : self.redact_end - self.start]


def mark_id(document_hash: str, page: int, place: tuple[float, ...], kind: str) -> str:
    """Stable id of a mark: a hash of what it covers (sha256 of document, page, place, kind)."""
    spot = ",".join(f"{value:g}" for value in place)
    text = f"{document_hash}|{page}|{spot}|{kind}"
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Decision:
    """One human choice, as it stands in the log. ``hash`` closes the chain."""

    seq: int
    at: str
    by: str
    action: str
    target: str
    from_: str
    to: str
    grounds: tuple[str, ...]
    reason: str
    bulk: bool
    prev: str
    hash: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A human choice before it is written: a Decision without number, time and hash."""

    by: str
    action: str
    target: str
    from_: str = ""
    to: str = ""
    grounds: tuple[str, ...] = ()
    reason: str = ""
    bulk: bool = False


@dataclass(frozen=True, slots=True)
class DecidedMark:
    """A mark with its state after all decisions; grounds and reason as decided."""

    mark: Mark
    state: MarkState
    grounds: tuple[str, ...]
    reason: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Redaction:
    """The one record of a redaction: it drives box, inventory row, letter and metadata."""

    mark: str
    document: str
    page: int
    start: int
    end: int
    boxes: tuple[Box, ...]
    grounds: tuple[str, ...]
    label: Label
    role: Role | None
    entity: str | None
    text: str

    @property
    def code(self) -> str:
        """The text printed in the box."""
        return " ".join(self.grounds)


EMISSIONS: Final = "emissies"
Environmental = bool | Literal["emissies"]
"""Whether a document is environmental information, and if so whether it is about emissions."""


@dataclass(frozen=True, slots=True)
class Document:
    """One document of the dossier: what intake found, and what people decided about it.

    ``file`` is the name as it came in (path below the folder that was added). ``judgement`` is
    None until a person overrides what the tool computes.
    """

    number: str
    file: str
    media: str
    sha256: str
    status: Status
    parent: str = ""
    title: str = ""
    date: dt.date | None = None
    kind: str = "document"
    sender: str = ""
    recipient: str = ""
    pages: int = 0
    reason: str = ""
    duplicate_of: str = ""
    pdf_sha256: str = ""
    judgement: Judgement | None = None
    grounds: tuple[str, ...] = ()
    motivation: str = ""
    public_url: str = ""
    environmental: Environmental = False
    consent: bool = False
    release_on: dt.date | None = None
    extra: bool = False

    def with_(self, **changes: object) -> Document:
        """A copy with other values."""
        return replace(self, **changes)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class InventoryItem:
    """One row of the inventory; ``title`` carries no name that goes, ``boxes`` counts redactions
    per ground, ``published`` is the file name below te-publiceren/documenten, or empty."""

    document: Document
    title: str
    judgement: Judgement | None
    grounds: tuple[str, ...]
    reason: str
    boxes: tuple[tuple[str, int], ...] = ()
    published: str = ""


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """Something that a person still has to decide or look at."""

    number: str
    page: int | None
    what: str
    blocks: bool = False


@dataclass(frozen=True, slots=True)
class DossierState:
    """Everything that assembly may say something about, folded at one moment."""

    law: Law
    items: tuple[InventoryItem, ...]
    redactions: tuple[Redaction, ...]
    entities: tuple[Entity, ...]
    open: tuple[OpenQuestion, ...] = ()
