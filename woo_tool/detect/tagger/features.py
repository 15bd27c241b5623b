"""What the name tagger knows of a single word: its shape, and what the model's lists say of it."""

from __future__ import annotations

import gzip
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from woo_tool.detect.tagger.context import BLANK, COLUMN, GLUED, LINE, SPACE

_LISTS_FILE = "lists.txt.gz"
_NAME_FLAGS = frozenset("FfSs")
_THINGS = frozenset("LO")
_LOOKALIKE_DIGITS = str.maketrans("015", "ols")


@lru_cache(maxsize=1024)
def gap(whitespace: str) -> str:
    """Return the gap class of the white space between two words."""
    lines = whitespace.count("\n") + whitespace.count("\f") + whitespace.count("\v")
    if lines:
        return LINE if lines == 1 else BLANK
    if "\t" in whitespace or len(whitespace) > 1:
        return COLUMN
    return SPACE if whitespace else GLUED


def fold(text: str) -> str:
    """Return `text` in lower case without accents (`Yıldırım` gives `yildirim`)."""
    lowered = text.lower()
    if lowered.isascii():
        return lowered
    marked = unicodedata.normalize("NFKD", lowered.replace("ı", "i").replace("ø", "o"))
    return "".join(c for c in marked if not unicodedata.combining(c))


def shape(word: str) -> str:
    """Return the collapsed shape of a word: X upper case, x lower case, d digit, rest as it is.

    Other symbols become `-`, and shapes are cut at eight signs, so that a shape tells no word.
    """
    out: list[str] = []
    for char in word:
        if char.isupper():
            sign = "X"
        elif char.isalpha():
            sign = "x"
        elif char.isdigit():
            sign = "d"
        else:
            sign = char if char in ".,:;!?'()/@&_" else "-"
        if not out or out[-1] != sign:
            out.append(sign)
            if len(out) == 8:
                break
    return "".join(out)


@dataclass(frozen=True, slots=True)
class Lists:
    """Word lists of a model, all keyed by folded words.

    `flags` gives a short string of list letters: F f first name (common, rare), S s surname,
    P place, p part of a place, i tussenvoegsel, C c common word, n a name that is a word of the
    dictionary too, T title, H header cue, R role, G greeting, O word of organisations, L kind of
    thing that is named after people, e English word, k q word of general texts that no name list
    holds (frequent, rare), w such a word that is at least as common in English (a loan or a foreign
    name), b brand or organisation. Made while looking up: `'` a possessive, `-` a hyphenated word,
    d digits read as letters, x a compound of known words, y a compound that ends in a kind of thing
    or a word of organisations.
    `vocabulary` are the words that may be features.
    """

    flags: Mapping[str, str]
    vocabulary: frozenset[str]

    @classmethod
    def load(cls, folder: Path) -> Lists:
        """Read `lists.txt.gz` in `folder`: one `word TAB flags` a line, `*` marks vocabulary.

        Raises OSError when the file is missing and ValueError when a line has no flags.
        """
        flags: dict[str, str] = {}
        vocabulary: set[str] = set()
        with gzip.open(folder / _LISTS_FILE, "rt", encoding="utf-8") as lines:
            for line in lines:
                word, tab, letters = line.rstrip("\n").partition("\t")
                if not tab or not letters:
                    raise ValueError(f"{_LISTS_FILE}: no flags in line {line!r}")
                if letters[0] == "*":
                    vocabulary.add(word)
                    letters = letters[1:]
                if letters:
                    flags[word] = letters
        return cls(flags, frozenset(vocabulary))

    def save(self, folder: Path) -> None:
        """Write `lists.txt.gz` in `folder`, the same bytes for the same lists."""
        words = sorted(self.flags.keys() | self.vocabulary)
        lines = (
            f"{word}\t{'*' if word in self.vocabulary else ''}{self.flags.get(word, '')}\n"
            for word in words
        )
        data = "".join(lines).encode()
        (folder / _LISTS_FILE).write_bytes(gzip.compress(data, 9, mtime=0))

    def look_up(self, word: str) -> str:
        """Return the flags of a word, trying in turn: as is, without accents, without a possessive
        ending, its hyphenated parts, and with digits read as letters (OCR). Empty if unknown."""
        lower = word.lower()
        found = self.flags.get(lower)
        if found is None and not lower.isascii():
            lower = fold(lower)
            found = self.flags.get(lower)
        if found is not None:
            return found
        return self._look_up_variant(lower)

    def _look_up_variant(self, lower: str) -> str:
        for ending in ("'s", "’s", "'", "’", "s"):
            if lower.endswith(ending) and len(lower) > len(ending) + 2:
                stem = self.flags.get(lower[: -len(ending)], "")
                kept = sorted({c.lower() for c in stem if c in _NAME_FLAGS})
                if kept:
                    return "".join(kept) + "'"
        if "-" in lower and (shared := self._shared(lower.split("-"))):
            return f"{shared}-"
        if any(c.isdigit() for c in lower) and any(c.isalpha() for c in lower):
            found = self.flags.get(lower.translate(_LOOKALIKE_DIGITS), "")
            return found + "d" if found else ""
        if "rn" in lower:
            found = self.flags.get(lower.replace("rn", "m"), "")
            if found:
                return found + "d"
        tail = self.tail(lower)
        if tail and not _THINGS.isdisjoint(self.flags.get(tail, "")):
            return "y"
        return "x" if tail and self._is_compound(lower) else ""

    def _shared(self, parts: list[str]) -> str:
        """The letters that all parts of a hyphenated word have."""
        flags = [self.flags.get(part, "") for part in parts if part]
        return "".join(c for c in "FfSsCcP" if flags and all(c in f.lower() + f for f in flags))

    def joined(self, left: str, right: str) -> str:
        """Return `F`, `S` or both when two words are one listed name that a scan split, and not
        both ordinary words; else empty."""
        found = self.flags.get(fold(left + right), "")
        return "".join(sorted({c.upper() for c in found if c in _NAME_FLAGS}))

    def tail(self, lower: str) -> str:
        """The longest word of the vocabulary, of four letters at least, that ends a longer word
        (`kuyperkade` gives `kade`); empty for none."""
        for i in range(3, len(lower) - 3):
            if lower[i:] in self.vocabulary:
                return lower[i:]
        return ""

    def _is_compound(self, lower: str) -> bool:
        """Whether a word is two words of the vocabulary, with or without an s between them."""
        return any(
            lower[:i] in self.vocabulary
            and (lower[i:] in self.vocabulary or lower[i:].removeprefix("s") in self.vocabulary)
            for i in range(4, len(lower) - 3)
        )
