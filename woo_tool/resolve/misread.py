"""Known surnames as a scan misreads them: `B0ersma`, `Hofstcde`, `Meulenbeit`.

A word counts as a misread name when one letter is another, is gone or is too many (edit distance
1), or when only signs differ that scans confuse (`rn` and `m`, `1` and `l`, `0` and `o`). Short
names and ordinary words don't count: too much lies within one letter of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from woo_tool.resolve.names import Atom, common_words

_LEAST = 6
_SAME = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("ii", "u"), ("li", "h"))
_SIGNS = str.maketrans("015ieqhn8", "olslcgbub")


class Misread:
    """The surnames of a dossier, ready to be recognised when a letter is wrong."""

    def __init__(self, surnames: Iterable[str]) -> None:
        self._looks: dict[str, str] = {}
        self._near: defaultdict[str, set[str]] = defaultdict(set)
        for name in sorted(surnames):
            if len(name) < _LEAST or name in common_words():
                continue
            self._looks.setdefault(_look(name), name)
            for form in (name, *_shorter(name)):
                self._near[form].add(name)

    def name_of(self, word: Atom) -> str | None:
        """The one surname that this word must be, or None."""
        if len(word.fold) < _LEAST - 1 or word.fold in common_words():
            return None
        if not (word.capital or any(char.isdigit() for char in word.fold)):
            return None
        looks = self._looks.get(_look(word.fold))
        if looks is not None:
            return looks if looks != word.fold else None
        if not any(char.isalpha() for char in word.fold):
            return None
        found = {
            name
            for form in (word.fold, *_shorter(word.fold))
            for name in self._near.get(form, ())
            if name[0] == word.fold[0] and abs(len(name) - len(word.fold)) <= 1
        }
        return found.pop() if len(found) == 1 and word.fold not in found else None


def _look(word: str) -> str:
    """What a word looks like to a scanner: signs that it confuses are one."""
    for two, one in _SAME:
        word = word.replace(two, one)
    return word.translate(_SIGNS)


def _shorter(word: str) -> Iterator[str]:
    return (word[:place] + word[place + 1 :] for place in range(len(word)))
