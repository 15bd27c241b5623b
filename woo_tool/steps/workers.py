"""Documents side by side: the same ``map``, in this process or over a pool of processes.

A worker gets one picklable task and gives a result; the parent alone writes to the dossier.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Protocol, TypeVar

from woo_tool.errors import EnvironmentFaultError
from woo_tool.model import Document

T = TypeVar("T")
R = TypeVar("R")


class Map(Protocol):
    """What ``map`` is: a function over tasks, results in the order of the tasks."""

    def __call__(self, function: Callable[[T], R], tasks: Iterable[T], /) -> Iterable[R]:
        """The result of each task."""
        ...


_PAGES_EACH = 20
"""Pages that a worker must have before starting it (with its libraries) pays."""


@contextmanager
def mapper(workers: int | None, documents: Sequence[Document]) -> Iterator[Map]:
    """``map`` for one task a document, results in their order.

    ``workers``: the number of processes; None: as many as there are processors and pages for.
    Raises EnvironmentFaultError when a worker dies.
    """
    if workers is None:
        pages = sum(document.pages for document in documents)
        workers = min(os.cpu_count() or 1, pages // _PAGES_EACH)
    with processes(min(workers, len(documents))) as run:
        yield run


@contextmanager
def processes(count: int) -> Iterator[Map]:
    """``map`` over so many processes; below two, in this one. Raises EnvironmentFaultError."""
    if count <= 1:
        yield map
        return
    pool: Executor = ProcessPoolExecutor(count, mp_context=get_context("spawn"))
    with pool:
        try:
            yield pool.map
        except BrokenProcessPool as fault:
            raise EnvironmentFaultError(
                "een werkproces is plotseling gestopt (meestal: te weinig geheugen).",
                advice="Voer de opdracht opnieuw uit, met minder --workers; wat klaar is, blijft.",
            ) from fault
