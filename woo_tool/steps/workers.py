"""Documents side by side: the same ``map``, in this process or over a pool of processes.

A worker gets one picklable task and gives a result; the parent alone writes to the dossier.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
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


_LOOK_EVERY = 2.0
"""Seconds between two looks of a worker whether the program that started it still runs."""

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


def pool_of(count: int) -> ProcessPoolExecutor:
    """A pool of processes that end when this one does, killed or not."""
    return ProcessPoolExecutor(
        count, get_context("spawn"), initializer=_watch_parent, initargs=(os.getpid(),)
    )


def _watch_parent(parent: int) -> None:
    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_LOOK_EVERY)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


@contextmanager
def processes(count: int) -> Iterator[Map]:
    """``map`` over so many processes; below two, in this one. Raises EnvironmentFaultError."""
    if count <= 1:
        yield map
        return
    with pool_of(count) as pool:
        try:
            yield pool.map
        except BrokenProcessPool as fault:
            raise EnvironmentFaultError(
                "een werkproces is plotseling gestopt (meestal: te weinig geheugen).",
                advice="Voer de opdracht opnieuw uit, met minder --workers; wat klaar is, blijft.",
            ) from fault
