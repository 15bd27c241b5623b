"""The pages of a dossier by document, each document read when somebody first asks for it."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from woo_tool.model import Page

_SKETCH = 64
_TELLING = re.compile(r"\w{6,}")


class Pages(Mapping[str, tuple[Page, ...]]):
    """Pages by number of the document. How many there are is known without reading any.

    ``counts`` gives the number of pages, ``names`` what the pages of a document are called in the
    cache, ``read`` takes them from there. Pages are numbered from 1 without gaps. Two threads that
    ask for one document at once both read it, and get the same.
    """

    def __init__(
        self,
        counts: Mapping[str, int],
        names: Mapping[str, str],
        read: Callable[[str], tuple[Page, ...]],
        known: Mapping[str, tuple[Page, ...]] | None = None,
    ) -> None:
        self.counts = counts
        self.names = names
        self._read = read
        self._known = dict(known or {})

    def __getitem__(self, number: str) -> tuple[Page, ...]:
        if number not in self.counts:
            raise KeyError(number)
        found = self._known.get(number)
        if found is None:
            found = self._known[number] = self._read(number)
        return found

    def __contains__(self, number: object) -> bool:
        return number in self.counts

    def __iter__(self) -> Iterator[str]:
        return iter(self.counts)

    def __len__(self) -> int:
        return len(self.counts)


def page_keys(pages: Mapping[str, Sequence[Page]]) -> Iterator[tuple[str, int]]:
    """Document and number of every page, without reading pages that weren't read yet."""
    for number in pages:
        if isinstance(pages, Pages):
            yield from ((number, nth) for nth in range(1, pages.counts[number] + 1))
        else:
            yield from ((number, page.number) for page in pages[number])


def sketch(pages: Iterable[Page]) -> tuple[int, ...]:
    """A few numbers that tell whether two documents share their longer words (bottom-k sketch,
    Broder 1997): the smallest hashes of these words, in order."""
    words = {word for page in pages for word in _TELLING.findall(page.text.lower())}
    return tuple(sorted({zlib.crc32(word.encode()) for word in words})[:_SKETCH])


def likeness(one: Sequence[int], other: Sequence[int]) -> float:
    """About which part of the words of both documents together they share (0-1)."""
    both = sorted({*one, *other})[:_SKETCH]
    return len({*one} & {*other} & {*both}) / len(both) if both else 0.0
