"""Verification under watch: a file on which a reader hangs or breaks down is refused."""

from __future__ import annotations

import atexit
import hashlib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from woo_tool.verify.document import verify_document
from woo_tool.verify.report import REFUSED, Check, Expectation, FileReport, Term
from woo_tool.verify.single import verify_single
from woo_tool.verify.watch import Alive, StuckError, Watch

_READ: dict[str, str] = {}
"""What the other process read in pictures: a logo stands on every page of a dossier."""


@cache
def _watch() -> Watch:
    """The watch of this process: it is started once and ends with it."""
    watch = Watch()
    atexit.register(watch.end)
    return watch


def watched_document(
    expectation: Expectation, terms: Sequence[Term], watch: Watch | None = None
) -> FileReport:
    """``verify_document`` in a process of its own, under a limit of time and memory.

    A reader that hangs or breaks down is a refusal. Raises EnvironmentFaultError when a reader
    isn't installed.
    """
    return _report(expectation.published, watch, _document, expectation, tuple(terms))


def watched_single(
    path: Path, against: Path | None, terms: Sequence[str], watch: Watch | None = None
) -> FileReport:
    """``verify_single`` in a process of its own, under a limit of time and memory."""
    return _report(path, watch, verify_single, path, against, tuple(terms))


def _document(expectation: Expectation, terms: Sequence[Term], alive: Alive) -> FileReport:
    return verify_document(expectation, terms, _READ, alive)


def _report(
    path: Path, watch: Watch | None, function: Callable[..., FileReport], *values: object
) -> FileReport:
    try:
        report = (watch or _watch()).run(function, *values)
    except StuckError as fault:
        try:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError:
            digest = ""
        return FileReport(path.name, digest, (Check(fault.step, REFUSED, detail=str(fault)),))
    assert isinstance(report, FileReport)  # noqa: S101 (what both functions give)
    return report
