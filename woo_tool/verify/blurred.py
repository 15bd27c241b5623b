"""Removed terms in what was read from pictures, where letters are taken for others.

A picture of "Jansen" may be read as "Janscn" and "0" as "O". What was reviewed and stays is no hit:
"Janssen" may stand where "Jansen" went.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from woo_tool.verify.folding import tokens

_ALIKE = str.maketrans("0158i2", "olsblz")  # no two figures become the same
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
_FORGIVING = 10  # letters from which one misread letter still is the same name
_FIRST = 6  # characters of a term that is looked for


def blur(text: str) -> str:
    """A squashed text with the letters that OCR confuses made one."""
    found = text.translate(_ALIKE)
    for pair, letter in _PAIRS:
        found = found.replace(pair, letter)
    return found


class Blurred:
    """Squashed terms, looked for in recognised text from token edge to token edge."""

    def __init__(self, terms: Iterable[str]) -> None:
        wanted = [term for term in terms if len(term) >= _FIRST]
        self._exact = {blur(term) for term in wanted}
        self._longest = max(map(len, wanted), default=0) + 2
        self._near: dict[str, set[str]] = {}
        for term in wanted:
            if len(term) >= _FORGIVING and term.isalpha():
                shape = blur(term)
                for variant in _variants(shape):
                    self._near.setdefault(variant, set()).add(shape)

    def stands_in(self, text: str, reviewed: str) -> bool:
        """True when a term stands in ``text`` and not, spelled like that, in what was reviewed."""
        if not self._exact:
            return False
        hits = {window for window in self._windows(text) if self._is_term(window)}
        return bool(hits - set(self._windows(reviewed))) if hits else False

    def _is_term(self, window: str) -> bool:
        if window in self._exact:
            return True
        if not self._near or len(window) < _FORGIVING - 1:
            return False
        return any(
            _one_apart(window, term)
            for variant in _variants(window)
            for term in self._near.get(variant, ())
        )

    def _windows(self, text: str) -> Iterator[str]:
        words = tokens(text)
        for first in range(len(words)):
            window = ""
            for word in words[first:]:
                window += word
                if len(window) > self._longest:
                    break
                yield blur(window)


def _variants(text: str) -> Iterator[str]:
    """The text, and the text without each of its letters."""
    yield text
    for place in range(len(text)):
        yield text[:place] + text[place + 1 :]


def _one_apart(one: str, other: str) -> bool:
    """True when one letter was changed, left out or added."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] if len(a) == len(b) else a[1:] == b or a == b[1:]
