"""What the verifier is told and what it says: plain data, never with a removed text in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from woo_tool.model import Page, Redaction

PASS, QUESTION, REFUSED, LEAK = "pass", "question", "refused", "leak"
_WORST = (LEAK, REFUSED, QUESTION, PASS)

IDENTIFIER, FULL_NAME, PART = "identifier", "full_name", "part"


@dataclass(frozen=True, slots=True)
class Expectation:
    """One published PDF, the original it was made from, and what was to go.

    ``original`` is the PDF as it came in (or was made by intake); ``pages`` as extracted from it.
    """

    number: str
    published: Path
    original: Path
    pages: tuple[Page, ...]
    redactions: tuple[Redaction, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A text that was removed somewhere: ``identifier`` and ``full_name`` are leaks wherever
    they stand, ``part`` (a bare surname or first name) is a question.

    ``stays_in``: numbers of documents in which a person kept it. ``within``: longer texts (folded
    tokens) that stay by decision and that the part stands in.
    """

    text: str
    kind: str
    stays_in: frozenset[str] = frozenset()
    within: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """What one layer found. ``detail`` is Dutch and never holds what was removed.

    ``subject``: of a question the name that it is about, for the person who answers it. It is
    for the screen and the dossier alone: verification.json never has it.
    """

    layer: str
    result: str
    page: int | None = None
    mark: str | None = None
    cpu_ms: int = 0
    detail: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class FileReport:
    """All checks on one file, and the sha256 of the file as it was checked."""

    file: str
    sha256: str
    checks: tuple[Check, ...]

    @property
    def result(self) -> str:
        """The worst of the checks; a file without checks is refused."""
        return worst(check.result for check in self.checks)


def worst(results: Any) -> str:
    """leak, then refused, then question, then pass; nothing at all is a refusal."""
    found = set(results)
    return next((result for result in _WORST if result in found), REFUSED)


def report_json(files: Sequence[FileReport], log_head: str) -> dict[str, Any]:
    """verification.json of the contract; a question doesn't stop a file, so it counts as pass."""
    overall = worst(item.result for item in files)
    return {
        "result": PASS if overall == QUESTION else overall,
        "log_head": log_head,
        "files": [
            {
                "file": item.file,
                "sha256": item.sha256,
                "checks": [
                    {
                        "layer": check.layer,
                        "result": check.result,
                        "page": check.page,
                        "mark": check.mark,
                        "cpu_ms": check.cpu_ms,
                    }
                    for check in item.checks
                ],
            }
            for item in files
        ],
    }
