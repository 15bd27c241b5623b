"""A limit on time and memory for readers of hostile files: they work in a process of their own."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, Self

from woo_tool.errors import WooError

STEP_SECONDS = 120.0  # of one layer over one page, or over a file where it can't do with a page
_MEMORY = 8 << 30  # bytes of address space of the process that reads

Alive = Callable[[str], None]
"""Called with the name of a layer each time that a step of it begins."""


def unwatched(step: str) -> None:
    """Nobody looks whether a step ends."""


class StuckError(Exception):
    """A step didn't end in time, or the process that did it died. The message is Dutch."""

    def __init__(self, step: str, what: str) -> None:
        super().__init__(what)
        self.step = step


class Watch:
    """Runs functions in another process, one by one, and ends it when a step takes too long.

    Starting it costs a second once, and again after a file on which it had to be ended.
    """

    def __init__(self, seconds: float = STEP_SECONDS) -> None:
        self._seconds = seconds
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end()

    def run(self, function: Callable[..., Any], *values: Any) -> Any:
        """``function(*values, alive)`` in the other process: what it gives, or its WooError.

        Function and values must be picklable. Raises StuckError when a step takes too long or the
        process dies, as it does of any other fault.
        """
        pipe = self._pipe or self._start()
        step = "read"
        try:
            pipe.send((function, values))
            while pipe.poll(self._seconds):
                kind, value = pipe.recv()
                if kind == "alive":
                    step = value
                elif kind == "raised":
                    raise value
                else:
                    return value
        except (EOFError, OSError) as fault:
            self.end()
            raise StuckError(step, "de lezer is op dit bestand stukgelopen") from fault
        self.end()
        raise StuckError(step, f"dit was na {self._seconds:.0f} seconden nog niet klaar")

    def _start(self) -> Connection:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        return self._pipe

    def end(self) -> None:
        """Ends the other process; the next run starts another."""
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.kill()
            self._process.join()
        self._pipe = self._process = None


def _serve(pipe: Connection) -> None:
    """The other process: does what it is sent until nobody listens any more."""
    _limit_memory()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # libraries complain about broken files

    def alive(step: str) -> None:
        pipe.send(("alive", step))

    while True:
        try:
            function, values = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            answer = "done", function(*values, alive)
        except WooError as fault:
            answer = "raised", fault
        pipe.send(answer)


def _limit_memory() -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    except (ImportError, OSError, ValueError):  # not on this system: the time limit remains
        return
