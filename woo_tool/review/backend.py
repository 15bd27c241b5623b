"""What the review page needs of a dossier: a view of it, a place for choices, and the PDFs.

The pipeline implements ``Backend``; the page holds no state of a dossier of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, Protocol

from woo_tool.errors import WooError
from woo_tool.kinds import Law
from woo_tool.model import Choice, DecidedMark, Decision, Document, Entity, OpenQuestion, Page
from woo_tool.overview import Trace
from woo_tool.people import PersonRule
from woo_tool.steps.casework import CaseRow
from woo_tool.steps.resolving import Scan


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The fold of a dossier at one moment.

    ``head`` names the end of the log that was folded. ``approved_pages`` holds (number, page) of
    pages that are approved and whose marks haven't changed since; ``reopened_pages`` those that
    were approved and did change, so that the page can say why they are open again. Where four eyes
    are asked for, ``approved_by`` gives the names (case-folded) that approved a page as it stands;
    such a page is in ``approved_pages`` when there are enough of them. ``log`` holds every decision
    so far, ``rules`` what people said about persons, ``scans`` the pages whose text was read from a
    picture or not at all, ``sketches`` which documents look alike (woo_tool.pages). ``has_cases``:
    there is a case register.
    """

    reference: str
    law: Law
    head: str
    documents: tuple[Document, ...]
    pages: Mapping[str, tuple[Page, ...]]
    marks: tuple[DecidedMark, ...]
    approved_pages: frozenset[tuple[str, int]]
    entities: tuple[Entity, ...]
    reopened_pages: frozenset[tuple[str, int]] = frozenset()
    approved_by: Mapping[tuple[str, int], frozenset[str]] = field(default_factory=dict)
    four_eyes: bool = False
    log: tuple[Decision, ...] = ()
    rules: tuple[PersonRule, ...] = ()
    scans: tuple[Scan, ...] = ()
    sketches: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    has_cases: bool = False


@dataclass(frozen=True, slots=True)
class CaseSheet:
    """A case overview as it would be published now: its rows with what was decided about each, and
    what in them may single someone out."""

    title: str
    period: str
    rows: tuple[CaseRow, ...]
    traces: tuple[Trace, ...]


class StaleChoice(WooError):  # noqa: N818 (the name says what it is: a choice, not a failure)
    """Somebody else decided on the same marks in the meantime; nothing was written.

    ``newer`` holds the marks as they are now.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, newer: tuple[DecidedMark, ...]) -> None:
        self.newer = newer
        super().__init__(
            "intussen is hier anders over besloten; uw keuze is niet opgeslagen.",
            advice="Bekijk de nieuwe stand en beslis opnieuw.",
        )


class Backend(Protocol):
    """A dossier, seen from the review page. Methods are called from several threads."""

    def snapshot(self) -> Snapshot:
        """The current state. Cheap: the same object as long as nothing changed."""
        ...

    def head(self) -> str:
        """The end of the log as it is on disk; cheaper than a snapshot."""
        ...

    def record(self, choices: Sequence[Choice], expected: str) -> None:
        """Append choices to the log, all or none, and return when they are safely on disk.

        Raises StaleChoice when the log changed one of the targets after ``expected``.
        """
        ...

    def undecided(self) -> tuple[OpenQuestion, ...]:
        """What must be decided before anything final can be made."""
        ...

    def third_parties(self) -> tuple[str, ...]:
        """The names of the third parties of the request."""
        ...

    def cases(self) -> tuple[CaseSheet, ...]:
        """The case overviews of the dossier; none without a case register."""
        ...

    def page_pdf(self, number: str) -> Path:
        """The PDF of this document, to draw its pages. Raises WooError when there is none."""
        ...

    def preview(self, number: str, page: int) -> bytes:
        """A PDF of this page alone as the redactor makes it of what is approved now.

        Raises WooError when the page can't be redacted.
        """
        ...
