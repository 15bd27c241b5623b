"""Names that follow an office in the plural: "de raadsheren Smit, De Boer en Vos".

One walk over a text gives them all, for who looks for names and for who asks what office they hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import regex

from woo_tool.detect.schema import any_of
from woo_tool.detect.text.grammar import NAME
from woo_tool.detect.text.search import Search

_TITLES = r"(?:(?:mr|drs|dr|ir|ing|prof|mw|dhr)\.?[ ]+)*"
_ITEM = regex.compile(rf"{_TITLES}(?P<name>(?=\p{{Lu}}){NAME})(?:[ ]?\([^()\n]{{1,40}}\))?")
_COMMA = regex.compile(r",[ ]?\n?[ ]*|[ ]*\n[ ]*(?=en[ ])")
_LAST = regex.compile(r"\s*(?:,[ ])?(?<=[\s,])en\s+")
_MOST = 200


class Enumerations:
    """Where names are enumerated behind one of these offices."""

    def __init__(self, offices: tuple[str, ...]) -> None:
        self._offices = Search(
            regex.compile(rf"(?i:{any_of(offices)})[ \n]+(?=\p{{Lu}}|mr|drs|dr)")
        )
        self._find = lru_cache(maxsize=4)(self._found)

    def names(self, text: str) -> tuple[tuple[int, int], ...]:
        """The names, by place; of an enumeration that ends in "en" and one name, nothing else."""
        return self._find(text)

    def _found(self, text: str) -> tuple[tuple[int, int], ...]:
        hits = self._offices.finditer(text)
        return tuple(place for hit in hits for place in _items(text, hit.end()))


def _items(text: str, start: int) -> Iterator[tuple[int, int]]:
    """The names from ``start`` up to and with the one behind "en"; none when "en" never comes."""
    found: list[tuple[int, int]] = []
    last = False
    while len(found) < _MOST:
        item = _ITEM.match(text, start)
        if item is None:
            return
        name = item["name"]
        found.append((item.start("name"), item.start("name") + len(name)))
        if last:
            yield from found
            return
        final = _LAST.match(text, item.end())
        comma = _COMMA.match(text, item.end())
        if not (final or comma):
            return
        last = final is not None
        joint = final or comma
        start = joint.end() if joint is not None else start
