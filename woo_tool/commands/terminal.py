"""Plain Dutch on the terminal: lists, counts, and a bar with the time left."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

import click

from woo_tool.model import OpenQuestion

T = TypeVar("T")


class Bar:
    """Shows a bar on stderr when that is a terminal."""

    def track(self, items: Iterable[T], length: int, label: str) -> Iterator[T]:
        """Yields ``items`` while a bar with the time left moves."""
        if not length:
            yield from items
            return
        with click.progressbar(
            items, length=length, label=label, show_eta=True, file=sys.stderr
        ) as bar:
            yield from bar


def count(number: int, one: str, more: str) -> str:
    """'1 stuk', '3 stukken'."""
    return f"{number} {one if number == 1 else more}"


def say(text: str = "") -> None:
    """A line on stdout."""
    click.echo(text)


def say_open(questions: Sequence[OpenQuestion], most: int = 15) -> None:
    """The list of what is still open."""
    if not questions:
        return
    say(f"Nog open: {count(len(questions), 'punt', 'punten')}")
    for question in questions[:most]:
        place = question.number or "besluit"
        place = f"stuk {place}" if place[0].isdigit() else place
        page = f", pagina {question.page}" if question.page else ""
        say(f"  - {place}{page}: {question.what}")
    if len(questions) > most:
        say(f"  - … en nog {len(questions) - most}")
