"""Token features for the name tagger.

Input is a sequence of words and the gap before each of them; output is a list of strings per word.
Every string is built from closed sets (shapes, flags, words of a shipped vocabulary, affixes of at
most three letters), so that a trained model holds no name of its training texts.
"""

from __future__ import annotations

import gzip
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

#: What stands before a word: nothing, a space, a column gap, a new line, an empty line.
GLUED, SPACE, COLUMN, LINE, BLANK = "g", "s", "t", "n", "b"

_LISTS_FILE = "lists.txt.gz"
_CACHE_LIMIT = 50_000
_CUE_FLAGS = "THRG"
_NAME_FLAGS = frozenset("FfSs")
_CARRY_CUE = frozenset(".:/(|*,;") | {"&", "en"}
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
    G greeting, O word of organisations, e English word,
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
        return "x" if self._is_compound(lower) else ""

    def _is_compound(self, lower: str) -> bool:
        """Whether a word is two words of the vocabulary, with or without an s between them."""
        return any(
            lower[:i] in self.vocabulary
            and (lower[i:] in self.vocabulary or lower[i:].removeprefix("s") in self.vocabulary)
            for i in range(4, len(lower) - 3)
        )


@dataclass(frozen=True, slots=True)
class _Word:
    """What is known of a word on its own, with its feature strings ready for each offset."""

    key: str
    word: str
    shape: str
    own: tuple[str, ...]
    near: Mapping[int, tuple[str, ...]]


class FeatureExtractor:
    """Turns words and gaps into features; caches per word, so one object serves many pages."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self._cache: dict[str, _Word] = {}

    def __call__(self, words: Sequence[str], gaps: Sequence[str]) -> list[list[str]]:
        """Return the feature strings of each word.

        `gaps[i]` is the gap class before word i (see `gap`); both sequences have one length.
        """
        known = [self._word(word) for word in words]
        modes = _line_modes(words, gaps)
        cues = _left_cues(known, gaps)
        heads = _line_heads(known, gaps)
        echoes = _echoes(words, known, cues)
        count = len(known)
        out: list[list[str]] = []
        for i, item in enumerate(known):
            features = [*item.own, f"gb={gaps[i]}", f"m={modes[i]}|{item.key}"]
            for offset in (-2, -1, 1, 2):
                j = i + offset
                features.extend(known[j].near[offset] if 0 <= j < count else (f"{offset}B",))
            before = known[i - 1] if i else _EDGE
            after = known[i + 1] if i + 1 < count else _EDGE
            gap_after = gaps[i + 1] if i + 1 < count else BLANK
            features += (
                f"ga={gap_after}",
                f"gg={gaps[i]}{gap_after}|{item.key}",
                f"gs={gaps[i]}|{before.shape[:3]}|{item.shape[:3]}",
                f"kk={before.key}_{item.key}",
                f"k+={item.key}_{after.key}",
                f"ss={before.shape[:3]}_{item.shape[:3]}_{after.shape[:3]}",
                f"wk={before.word}_{item.key}_{item.shape[:2]}",
                f"kw={item.key}_{item.shape[:2]}_{after.word}",
                f"ctx={before.word}_{after.word}",
            )
            if cues[i]:
                features += (f"cue={cues[i]}", f"cue={cues[i]}|{item.shape[:3]}|{item.key}")
            if heads[i]:
                features += (f"head={heads[i]}", f"head={heads[i]}|{item.shape[:3]}|{item.key}")
            if echoes[i]:
                features += (f"echo={echoes[i]}", f"echo={echoes[i]}|{item.shape[:3]}|{item.key}")
            out.append(features)
        return out

    def _word(self, word: str) -> _Word:
        found = self._cache.get(word)
        if found is None:
            if len(self._cache) >= _CACHE_LIMIT:
                self._cache.clear()
            found = self._cache[word] = self._describe(word)
        return found

    def _describe(self, word: str) -> _Word:
        key, form, lexical = self._lists.look_up(word), shape(word), self._lexical(word)
        folded = fold(word)
        own = ["1", f"w={lexical}", f"s={form}", f"k={key}", f"sk={form}|{key}"]
        own.append(f"n={min(len(word), 9)}")
        if any(c.isalpha() for c in folded):
            own += (f"p2={_affix(folded[:2])}", f"p3={_affix(folded[:3])}")
            own += (f"x2={_affix(folded[-2:])}", f"x3={_affix(folded[-3:])}")
            own.append(f"xk={_affix(folded[-3:])}|{key}")
        own += (f"f={c}" for c in key)
        near: dict[int, tuple[str, ...]] = {}
        for offset in (-2, -1, 1, 2):
            side = [f"{offset}w={lexical}", f"{offset}s={form[:4]}", f"{offset}k={key}"]
            side += (f"{offset}f={c}" for c in key)
            if abs(offset) == 1:
                side.append(f"{offset}x3={_affix(folded[-3:])}")
            near[offset] = tuple(side)
        return _Word(key, lexical, form, tuple(own), near)

    def _lexical(self, word: str) -> str:
        """The word itself if it is in the vocabulary or has no letters, else a blank."""
        lower = word.lower()
        if lower in self._lists.vocabulary:
            return lower
        if any(c.isalpha() for c in lower):
            return "_"
        return shape(word)


_INITIAL_SHAPES = frozenset({"X.", "X.X.", "X.X.X.", "X.X.X.X."})
_EDGE = _Word("B", "B", "B", (), {})


def _affix(text: str) -> str:
    """Keep letters; everything else (digits above all) becomes a sign of its class."""
    return "".join(
        c if c.isalpha() and c.isascii() else ("0" if c.isdigit() else "-") for c in text
    )


def _line_modes(words: Sequence[str], gaps: Sequence[str]) -> list[str]:
    """Per word the case of its line: u mostly capitals, l no capital at all, m mixed."""
    modes: list[str] = []
    start = 0
    for i in range(1, len(words) + 1):
        if i == len(words) or gaps[i] in (LINE, BLANK):
            modes += [_case_mode(words[start:i])] * (i - start)
            start = i
    return modes


def _case_mode(words: Iterable[str]) -> str:
    letters = [word for word in words if len(word) > 1 and word[0].isalpha()]
    if not letters:
        return "m"
    if sum(word.isupper() for word in letters) * 3 > len(letters) * 2:
        return "u"
    return "l" if all(word.islower() for word in letters) else "m"


def _left_cues(words: Sequence[_Word], gaps: Sequence[str]) -> list[str]:
    """Per word the class of the nearest cue on its left that initials, tussenvoegsels and capitals
    connect to it: T title, R role, G greeting (also over a line end), H header word."""
    cues: list[str] = []
    cue = ""
    for item, before in zip(words, gaps, strict=True):
        if before in (LINE, BLANK) and cue != "G":
            cue = ""
        cues.append(cue)
        own = next((c for c in item.key if c in _CUE_FLAGS), "")
        if own and not (cue and "i" in item.key):
            cue = own
        elif not (item.word in _CARRY_CUE or item.shape[:1] == "X" or "i" in item.key):
            cue = ""
    return cues


def _echoes(words: Sequence[str], known: Sequence[_Word], cues: Sequence[str]) -> list[str]:
    """Per word what the same word elsewhere on the page tells: `A` it follows a title, initials or
    a first name there, `l` it is written there in lower case (and here isn't)."""
    anchored: dict[str, int] = {}
    lower: set[str] = set()
    marks = [False] * len(words)
    for i, (word, item) in enumerate(zip(words, known, strict=True)):
        if word.islower():
            lower.add(word)
        if item.shape[:1] != "X" or len(word) < 3:
            continue
        before = known[i - 1] if i else _EDGE
        if "T" in cues[i] or before.shape in _INITIAL_SHAPES or _is_first_name(before):
            marks[i] = True
            anchored[word.lower()] = anchored.get(word.lower(), 0) + 1
    return [_echo(word, mark, anchored, lower) for word, mark in zip(words, marks, strict=True)]


def _echo(word: str, mark: bool, anchored: Mapping[str, int], lower: set[str]) -> str:
    folded = word.lower()
    if anchored.get(folded, 0) > mark:
        return "A"
    return "l" if folded in lower and folded != word else ""


def _is_first_name(item: _Word) -> bool:
    return item.shape == "Xx" and ("F" in item.key or "f" in item.key) and item.word == "_"


def _line_heads(words: Sequence[_Word], gaps: Sequence[str]) -> list[str]:
    """Per word `H` when its line opens with a header word (`Aan:`, `Opgesteld door`), else empty;
    `h` on the line after a line that holds nothing but a header word."""
    heads: list[str] = []
    head, alone = "", False
    for i, (item, before) in enumerate(zip(words, gaps, strict=True)):
        if i == 0 or before in (LINE, BLANK):
            opens = "H" in item.key
            head = "H" if opens else ("h" if alone and before == LINE else "")
            alone = opens
        elif alone and item.shape not in (":", ".") and "H" not in item.key:
            alone = False
        heads.append(head)
    return heads
