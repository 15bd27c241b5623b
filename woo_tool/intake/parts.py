"""The nouns of intake: a file as it came in, a part that becomes one document, and the rules."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path, PurePosixPath

from pydantic import Field, field_validator

from woo_tool.kinds import Status
from woo_tool.rules import Rule, rules


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that was added. ``name`` is the path below the added folder with slashes, or the bare
    file name; characters that can't be shown are U+FFFD in it."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Part:
    """One document to be, with the messages of its thread and its attachments as children.

    ``data`` are the original bytes (a quoted message: its own text in UTF-8), ``pdf`` the PDF to
    work on, None when the part can't be read; ``reason`` then says why, in Dutch. A part that can
    be read may carry a reason too: something that a person should know about it. ``suffix`` fits
    ``media``, which follows from the content and not from the name.
    """

    name: str
    media: str
    suffix: str
    data: bytes
    pdf: bytes | None = None
    status: Status = Status.OK
    reason: str = ""
    title: str = ""
    date: dt.date | None = None
    kind: str = "document"
    sender: str = ""
    recipient: str = ""
    children: tuple[Part, ...] = ()

    def walk(self) -> Iterator[Part]:
        """This part and everything below it, parents first."""
        yield self
        for child in self.children:
            yield from child.walk()


class Limits(Rule):
    """Sizes above which a file gets a row with the reason instead of being read."""

    file_bytes: int = Field(gt=0)
    text_characters: int = Field(gt=0)
    unpacked_bytes: int = Field(gt=0)
    unpacked_ratio: int = Field(gt=0)
    pages: int = Field(gt=0)
    image_pixels: int = Field(gt=0)
    mail_depth: int = Field(ge=0, le=50)
    mail_parts: int = Field(gt=0)
    office_seconds: int = Field(gt=0)


class KindRule(Rule):
    """How a kind of document shows in its name or in the first lines of its text."""

    kind: str
    name: str
    text: str

    @field_validator("name", "text")
    @classmethod
    def _is_pattern(cls, value: str) -> str:
        return checked_pattern(value)


class MailWords(Rule):
    """The words by which quoted messages are recognised."""

    from_: tuple[str, ...] = Field(alias="from")
    sent: tuple[str, ...]
    to: tuple[str, ...]
    cc: tuple[str, ...]
    subject: tuple[str, ...]
    header_lines: int = Field(gt=0)
    separators: tuple[str, ...]
    attributions: tuple[str, ...]

    @field_validator("separators", "attributions")
    @classmethod
    def _are_patterns(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(checked_pattern(pattern) for pattern in value)


class IntakeRules(Rule):
    """rules/intake.yaml."""

    limits: Limits
    kinds: tuple[KindRule, ...]
    kind_lines: int = Field(gt=0)
    date_labels: str
    months: dict[str, int]
    mail: MailWords

    @field_validator("date_labels")
    @classmethod
    def _is_pattern(cls, value: str) -> str:
        return checked_pattern(value)


def checked_pattern(value: str) -> str:
    """The pattern, when it is one; ValueError in Dutch otherwise."""
    try:
        re.compile(value)
    except re.error as fault:
        raise ValueError(f"dit is geen geldig patroon: {value} ({fault})") from fault
    return value


@cache
def intake_rules() -> IntakeRules:
    """The shipped rules of the intake, read once."""
    loaded: IntakeRules = rules("intake.yaml", IntakeRules)
    return loaded


def limits() -> Limits:
    """The sizes above which a file isn't read."""
    return intake_rules().limits


def refused(part: Part, status: Status, reason: str) -> Part:
    """The part as a row with the reason: nothing to work on, nothing lost."""
    return replace(part, pdf=None, status=status, reason=reason)


def stem(name: str) -> str:
    """The last part of a name without its extension, as a title of last resort."""
    return clean(PurePosixPath(name.replace("\\", "/")).stem.replace("_", " "))


def clean(text: str) -> str:
    """One line of text: control and layout characters become a space, runs of space one."""
    printable = "".join(char if char.isprintable() or char.isspace() else " " for char in text)
    return " ".join(printable.split())
