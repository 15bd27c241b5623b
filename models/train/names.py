"""Name lists of Debian's `frogdata` and of `lists/`, and names drawn from them for training."""

from __future__ import annotations

import random
import re
from functools import cached_property
from itertools import accumulate
from pathlib import Path

import wordfreq

_INITIALS = "AAABCCDEEFGGHHIJJJJKLMMMNOPPRRSSTTVWWYZ"
_FLOOR = 1e-8
_CUES = Path(__file__).with_name("cues.txt")
_LISTS = Path(__file__).parent / "lists"
_SLOT = re.compile(r"\{(\w+)\}")
_ABBREVIATION = 6


def read_cues() -> dict[str, list[str]]:
    """Read `cues.txt`: the words of each cue letter."""
    cues: dict[str, list[str]] = {}
    for line in _CUES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            letter, *words = line.split()
            cues[letter] = words
    return cues


TUSSENVOEGSELS = frozenset(read_cues()["i"])


def frequency(word: str) -> float:
    """Return how often a word occurs in Dutch text, as a share of all words."""
    value: float = wordfreq.word_frequency(word.lower(), "nl")
    return value


def without_prefix(surname: str) -> str:
    """Return a surname without its leading tussenvoegsels."""
    parts = surname.split()
    while len(parts) > 1 and parts[0].lower() in TUSSENVOEGSELS:
        parts.pop(0)
    return " ".join(parts)


def read_lines(path: Path) -> list[str]:
    """Read a list, one name a line; `#` opens a remark."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


class NameLists:
    """The lists as they are read from a folder with `frogdata`'s `*.ner` files, and those of the
    rest of the world (`lists/`).

    Raises OSError when a file is missing.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.first = self._read("voornamen") + read_lines(_LISTS / "first_names.txt")
        self.surnames = self._read("familienamen") + read_lines(_LISTS / "surnames.txt")
        self.far_towns = read_lines(_LISTS / "towns.txt")
        self.brands = read_lines(_LISTS / "brands.txt")
        self.words = read_lines(_LISTS / "words.txt")
        self.organisations = read_lines(_LISTS / "organisations.txt")
        self.towns = self._read("plaatsen-nld")
        municipalities = self._read("gemeenten-nld")
        self.municipalities = [name.removeprefix("Gemeente ") for name in municipalities]
        self.countries = self._read("landen-europa")
        self.regions = self._read("provincies-nld") + self._read("regios-nld")
        self.geonames = self._read("geonames-nl") + self._read("geonames-be")
        self.streets = [s for s in self._read("straten-nld") if "&" not in s and "(" not in s]

    def _read(self, name: str) -> list[str]:
        lines = (self._folder / f"{name}.ner").read_text(encoding="utf-8").splitlines()
        return [line.strip() for line in lines if len(line.strip()) > 1]


class NameSource:
    """Draws names: common ones often, all of them sometimes, and surnames that are ordinary words
    (Bos, Post, Winter) more often than their number would give."""

    def __init__(self, lists: NameLists, common_words: frozenset[str], rng: random.Random) -> None:
        self._rng = rng
        self._lists = lists
        self._common_words = common_words

    @cached_property
    def _first_weights(self) -> list[float]:
        return list(accumulate(self._weight(name) for name in self._lists.first))

    @cached_property
    def _surname_weights(self) -> list[float]:
        return list(accumulate(self._weight(without_prefix(n)) for n in self._lists.surnames))

    @cached_property
    def _ambiguous(self) -> list[str]:
        return [n for n in self._lists.surnames if len(n) > 2 and n.lower() in self._common_words]

    def _weight(self, name: str) -> float:
        if " " in name or name.lower() in self._common_words:
            return _FLOOR
        return min(frequency(name), 3e-5) + _FLOOR

    def first(self) -> str:
        """Return a first name."""
        if self._rng.random() < 0.55:
            return self._rng.choices(self._lists.first, cum_weights=self._first_weights)[0]
        return self._rng.choice(self._lists.first)

    def surname(self) -> str:
        """Return a surname, with its tussenvoegsels if it has them."""
        draw = self._rng.random()
        if draw < 0.12:
            return self._rng.choice(self._ambiguous)
        if draw < 0.55:
            name = self._rng.choices(self._lists.surnames, cum_weights=self._surname_weights)[0]
        else:
            name = self._rng.choice(self._lists.surnames)
        if " " not in name and self._rng.random() < 0.12:
            return f"{self._rng.choice(('van', 'de', 'van der', 'van den', 'ter'))} {name}"
        return name

    def bare_surname(self) -> str:
        """Return a surname without tussenvoegsels."""
        return without_prefix(self.surname())

    def initials(self) -> str:
        """Return one to four initials with full stops."""
        count = self._rng.choices((1, 2, 3, 4), (5, 4, 2, 1))[0]
        separator = " " if self._rng.random() < 0.06 else ""
        return separator.join(self._rng.choice(_INITIALS) + "." for _ in range(count))

    def full(self) -> str:
        """Return a first name or initials and a surname, in one of the usual forms."""
        draw = self._rng.random()
        surname = self.surname()
        if draw < 0.45:
            return f"{self.first()} {surname}"
        if draw < 0.74:
            return f"{self.initials()} {surname}"
        if draw < 0.79:
            return f"{surname}-{self.bare_surname()}"
        if draw < 0.84:
            return f"{self.bare_surname()}, {self.initials()}"
        if draw < 0.91:
            return self._surname_first(surname)
        if draw < 0.95:
            return f"{self.first()} {self._rng.choice(_INITIALS)}. {surname}"
        return f"{self.first()} {self.first()} {surname}"

    def _surname_first(self, surname: str) -> str:
        """A surname and behind it one or two first names or the initials, as registers do."""
        draw = self._rng.random()
        if draw < 0.45:
            return f"{surname}, {self.first()}"
        if draw < 0.65:
            return f"{surname}, {self.first()} {self.first()}"
        if draw < 0.8:
            return f"{surname} {self.initials()}"
        return f"{surname.upper()}, {self.first()}"

    def common_word(self) -> str:
        """Return an ordinary word that no name list holds."""
        return self._rng.choice(self._plain_words)

    @cached_property
    def _plain_words(self) -> list[str]:
        lists = self._lists
        names = {n.lower() for n in lists.first + lists.surnames + lists.towns}
        return sorted(w for w in self._common_words if len(w) > 2 and w not in names)

    def ambiguous(self) -> str:
        """Return a surname that is an ordinary word, as that word."""
        return self._rng.choice(self._ambiguous).lower()

    def town(self) -> str:
        """Return a place in the Netherlands or near it."""
        draw = self._rng.random()
        if draw < 0.45:
            return self._rng.choice(self._lists.municipalities)
        if draw < 0.86:
            return self._rng.choice(self._lists.towns)
        if draw < 0.92:
            return self._rng.choice(self._lists.far_towns)
        return self._rng.choice(self._lists.countries)

    def organisation(self, like: str = "") -> str:
        """Return an organisation, existing or made up; an abbreviation where `like` is one."""
        names = (
            self._abbreviations if like.isupper() and len(like) <= _ABBREVIATION else self._forms
        )
        return _SLOT.sub(lambda slot: self._filled(slot[1]), self._rng.choice(names))

    @cached_property
    def _abbreviations(self) -> list[str]:
        return [
            n for n in self._lists.organisations if " " not in n and len(n) <= _ABBREVIATION + 2
        ]

    @cached_property
    def _forms(self) -> list[str]:
        brands = self._lists.brands
        return self._lists.organisations + brands[:: len(brands) // 40]

    def _filled(self, slot: str) -> str:
        draws = {"surname": self.surname, "first": self.first, "bare": self.bare_surname}
        if slot in draws:
            return draws[slot]()
        if slot == "town":
            return self.town()
        word = self.common_word()
        return word.capitalize() if slot[0].isupper() else word

    def street(self) -> str:
        """Return a Dutch street."""
        return self._rng.choice(self._lists.streets)
