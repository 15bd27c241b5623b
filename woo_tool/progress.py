"""How a long step tells how far it is: a bar with the time left, or silence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

T = TypeVar("T")


class Progress(Protocol):
    """Something that shows progress while items pass through it."""

    def track(self, items: Iterable[T], length: int, label: str) -> Iterator[T]:
        """Yields ``items``; shows how many of ``length`` have passed."""
        ...


class Silent:
    """Shows nothing."""

    def track(self, items: Iterable[T], length: int, label: str) -> Iterator[T]:  # noqa: ARG002
        """Yields ``items``."""
        yield from items
