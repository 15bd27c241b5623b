"""What layers have in common: their cost, their faults, and the terms in a text."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from woo_tool.verify.readers import FAULTS, UnreadableError
from woo_tool.verify.report import LEAK, PASS, QUESTION, REFUSED, Check
from woo_tool.verify.terms import Search
from woo_tool.verify.watch import Alive, unwatched

Layer = Callable[[], Iterable[Check]]


def timed(
    layer: str, run: Layer, alive: Alive = unwatched, page: int | None = None
) -> Iterator[Check]:
    """The checks of a layer with its cost on the first; a fault in it is a refusal.

    A layer that finds nothing has passed.
    """
    alive(layer)
    start = _cpu()
    try:
        found = list(run()) or [Check(layer, PASS, page)]
    except FAULTS as fault:
        found = [Check(layer, REFUSED, page, detail=reason(fault))]
    yield replace(found[0], cpu_ms=round((_cpu() - start) * 1000))
    yield from found[1:]


def _cpu() -> float:
    """CPU seconds of this process and of the programs that it waited for."""
    times = os.times()
    return time.process_time() + times.children_user + times.children_system


def reason(fault: BaseException) -> str:
    """Why a layer couldn't do its work, in Dutch."""
    if isinstance(fault, UnreadableError):
        return str(fault)
    return f"deze laag kon niet worden gecontroleerd ({type(fault).__name__})"


def text_checks(layer: str, search: Search, text: str, page: int | None) -> Iterator[Check]:
    """A leak or a question where a text of the published file holds a removed term."""
    if leaked := search.leak_in(text):
        detail = "een elders verwijderd gegeven staat hier nog"
        yield Check(layer, LEAK, page, detail=detail, subject=leaked)
        return
    for subject in search.questions(text):
        detail = "een elders gelakte naam staat hier nog"
        yield Check(layer, QUESTION, page, detail=detail, subject=subject)


def asked_once(checks: Iterable[Check]) -> tuple[Check, ...]:
    """The checks with one question for each name and page, however many layers saw it."""
    found: list[Check] = []
    known: set[tuple[str, int | None]] = set()
    for check in checks:
        asked = bool(check.subject) and check.result == QUESTION
        if asked and (check.subject, check.page) in known:
            found += [Check(check.layer, PASS, cpu_ms=check.cpu_ms)] if check.cpu_ms else []
            continue
        if asked:
            known.add((check.subject, check.page))
        found.append(check)
    return tuple(found)
