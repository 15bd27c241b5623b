"""Token features for the name tagger.

Input is a sequence of words and the gap before each of them; output is a list of strings per word.
Every string is built from closed sets (shapes, flags, words of a shipped vocabulary, affixes of at
most three letters), so that a trained model holds no name of its training texts.
"""

from __future__ import annotations

import gzip
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from woo_tool.detect import feature_context as context
from woo_tool.detect.feature_context import (
    BLANK,
    COLUMN,
    EDGE,
    GLUED,
    LINE,
    SPACE,
    KnownWord,
)

_LISTS_FILE = "lists.txt.gz"
_CACHE_LIMIT = 50_000
_NAME_FLAGS = frozenset("FfSs")
_SENTENCE_ENDS = frozenset(".:!?-")
_LOOKALIKE_DIGITS = str.maketrans("015", "ols")


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
    P place, p part of a place, i tussenvoegsel, C c common word, T title, H header cue, R role,
    G greeting, O word of organisations, L kind of thing that is named after people, e English word,
    k q word of general texts that no name list holds (frequent, rare). Made while looking up: `'` a
    possessive, `-` a hyphenated word, d digits read as letters, x a compound of known words.
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
        if "-" in lower:
            parts = [self.flags.get(part, "") for part in lower.split("-") if part]
            if parts:
                shared = [c for c in "FfSsCcP" if all(c in p.lower() + p for p in parts)]
                return "".join(shared) + "-" if shared else ""
        if any(c.isdigit() for c in lower) and any(c.isalpha() for c in lower):
            found = self.flags.get(lower.translate(_LOOKALIKE_DIGITS), "")
            return found + "d" if found else ""
        if "rn" in lower:
            found = self.flags.get(lower.replace("rn", "m"), "")
            if found:
                return found + "d"
        return "x" if self._is_compound(lower) else ""

    def joined(self, left: str, right: str) -> str:
        """Return `F`, `S` or both when two words are one listed name that a scan split, and not
        both ordinary words; else empty."""
        found = self.flags.get(fold(left + right), "")
        return "".join(sorted({c.upper() for c in found if c in _NAME_FLAGS}))

    def _is_compound(self, lower: str) -> bool:
        """Whether a word is two words of the vocabulary, with or without an s between them."""
        return any(
            lower[:i] in self.vocabulary
            and (lower[i:] in self.vocabulary or lower[i:].removeprefix("s") in self.vocabulary)
            for i in range(4, len(lower) - 3)
        )


class FeatureExtractor:
    """Turns words and gaps into features; caches per word, so one object serves many pages."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self._cache: dict[str, KnownWord] = {}

    def __call__(self, words: Sequence[str], gaps: Sequence[str]) -> list[list[str]]:
        """Return the feature strings of each word.

        `gaps[i]` is the gap class before word i (see `gap`); both sequences have one length.
        """
        known = [self._word(word) for word in words]
        modes = context.line_modes(words, gaps)
        cues = context.left_cues(known, gaps)
        heads = context.line_heads(known, gaps)
        echoes = context.echoes(words, known, cues, gaps)
        right = context.right_cues(known, gaps)
        lines = context.line_places(known, words, gaps)
        splits = self._splits(known, words, gaps)
        around = [EDGE, EDGE, *known, EDGE, EDGE]
        gaps_after = [*gaps[1:], BLANK]
        out: list[list[str]] = []
        for i, item in enumerate(known):
            second_before, before, _, after, second_after = around[i : i + 5]
            key, form, gap, gap_after = item.key, item.form, gaps[i], gaps_after[i]
            features = [
                *item.own,
                f"gb={gap}",
                f"m={modes[i]}|{key}",
                *second_before.second_before,
                *before.before,
                *after.after,
                *second_after.second_after,
                f"ga={gap_after}",
                f"gg={gap}{gap_after}|{key}",
                f"gs={gap}|{before.form}|{form}",
                f"kk={before.key}_{key}",
                f"k+={key}_{after.key}",
                f"ss={before.form}_{form}_{after.form}",
                f"wk={before.word}_{key}_{form[:2]}",
                f"kw={key}_{form[:2]}_{after.word}",
                f"ctx={before.word}_{after.word}",
            ]
            if cues[i]:
                features += (f"cue={cues[i]}", f"cue={cues[i]}|{form}|{key}")
            if heads[i]:
                features += (f"head={heads[i]}", f"head={heads[i]}|{form}|{key}")
            if echoes[i]:
                features += (f"echo={echoes[i]}", f"echo={echoes[i]}|{form}|{key}")
            if gap in (LINE, BLANK) or before.word in _SENTENCE_ENDS:
                features += (f"st={key}", f"st={key}|{after.form}|{gap_after}")
            if right[i]:
                features += (f"rc={right[i]}|{form}", f"rc={right[i]}|{key}")
            if splits[i]:
                features += (f"jn={splits[i]}", f"jn={splits[i]}|{form}")
            features += lines[i]
            out.append(features)
        return out

    def _splits(
        self, known: Sequence[KnownWord], words: Sequence[str], gaps: Sequence[str]
    ) -> list[str]:
        """Per word `<` or `>` and name flags when it makes one name with its neighbour (OCR)."""
        out = [""] * len(words)
        for i in range(len(words) - 1):
            if gaps[i + 1] != SPACE or not (words[i].isalpha() and words[i + 1][:1].islower()):
                continue
            if context.is_ordinary(known[i]) and context.is_ordinary(known[i + 1]):
                continue
            found = self._lists.joined(words[i], words[i + 1])
            if found:
                out[i], out[i + 1] = f">{found}", f"<{found}"
        return out

    def _word(self, word: str) -> KnownWord:
        found = self._cache.get(word)
        if found is None:
            if len(self._cache) >= _CACHE_LIMIT:
                self._cache.clear()
            found = self._cache[word] = self._describe(word)
        return found

    def _describe(self, word: str) -> KnownWord:
        key, form, lexical = self._lists.look_up(word), shape(word), self._lexical(word)
        folded = fold(word)
        own = ["1", f"w={lexical}", f"s={form}", f"k={key}", f"sk={form}|{key}"]
        own.append(f"n={min(len(word), 9)}")
        if any(c.isalpha() for c in folded):
            own += (f"p2={_affix(folded[:2])}", f"p3={_affix(folded[:3])}")
            own += (f"x2={_affix(folded[-2:])}", f"x3={_affix(folded[-3:])}")
            own.append(f"xk={_affix(folded[-3:])}|{key}")
        own += (f"f={c}" for c in key)
        near = []
        for offset in (-2, -1, 1, 2):
            side = [f"{offset}w={lexical}", f"{offset}s={form[:4]}", f"{offset}k={key}"]
            side += (f"{offset}f={c}" for c in key)
            if abs(offset) == 1:
                side.append(f"{offset}x3={_affix(folded[-3:])}")
            near.append(tuple(side))
        return KnownWord(key, lexical, form, tuple(own), *near)

    def _lexical(self, word: str) -> str:
        """The word itself if it is in the vocabulary or has no letters, else a blank."""
        lower = word.lower()
        if lower in self._lists.vocabulary:
            return lower
        if any(c.isalpha() for c in lower):
            return "_"
        return shape(word)


def _affix(text: str) -> str:
    """Keep letters; everything else (digits above all) becomes a sign of its class."""
    return "".join(
        c if c.isalpha() and c.isascii() else ("0" if c.isdigit() else "-") for c in text
    )
