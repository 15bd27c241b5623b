"""Words of the taxonomy that a scan or a typist spoiled, as they were meant."""

from __future__ import annotations

import re
from collections.abc import Iterable

from woo_tool.overview.style import Style
from woo_tool.spelling import distance

_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = 9
"""Shorter words have too many neighbours that are words themselves."""
_ENDS = 3
"""Letters at both ends that must be right: other endings are other forms of the word."""
_WRONG = 2
"""Letters that may be wrong."""


class Taxonomy:
    """The long words of a form's taxonomy, and of ``more``, to read spoiled words by."""

    def __init__(self, style: Style, more: Iterable[str] = ()) -> None:
        texts = [
            *(name for item in style.categories for name in (item.table, item.list, *item.aliases)),
            *style.subtypes,
            *(item.label for group in style.disposals for item in group.items),
            *more,
        ]
        words: set[str] = {word.lower() for text in texts for word in _WORD.findall(text)}
        self._words = sorted(word for word in words if len(word) >= _LETTERS)
        self.found: dict[str, str] = {}
        """What was read, and what it was read as."""

    def mended(self, text: str) -> str:
        """The text with spoiled words as they were meant; each is remembered in ``found``."""

        def meant(found: re.Match[str]) -> str:
            return self._meant(found[0])

        return _WORD.sub(meant, text)

    def _meant(self, word: str) -> str:
        low = word.lower()
        if len(low) < _LETTERS or low in self._words:
            return word
        near = [known for known in self._words if _near(low, known)]
        if len(near) != 1:
            return word
        meant = near[0].capitalize() if word[0].isupper() else near[0]
        self.found[low] = near[0]
        return meant


def _near(word: str, known: str) -> bool:
    if abs(len(word) - len(known)) > 1:
        return False
    if word[:_ENDS] != known[:_ENDS] or word[-_ENDS:] != known[-_ENDS:]:
        return False
    return distance(word, known) <= _WRONG
