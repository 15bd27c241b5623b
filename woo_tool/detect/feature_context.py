"""What the words around a word tell the name tagger: cues, headers, lines, table columns, echoes.

All functions take the words of one page (or piece of it) and the gap before each of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

#: What stands before a word: nothing, a space, a column gap, a new line, an empty line.
GLUED, SPACE, COLUMN, LINE, BLANK = "g", "s", "t", "n", "b"
_CUE_FLAGS = "GHRTLO"
_CARRY_CUE = frozenset(".:/(|*,;") | {"&", "en"}
_COMPANY_LINKS = frozenset({"&", "de", "der", "den", "ter", "te"})
_CELL_ENDS = frozenset("|;")


@dataclass(frozen=True, slots=True)
class KnownWord:
    """What is known of a word on its own, with its feature strings ready for each offset."""

    key: str
    word: str
    shape: str
    own: tuple[str, ...]
    near: Mapping[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a word stands: words in its line (at most 6), first word of its line and of the line
    before (words of the vocabulary only), and the head of its table column."""

    length: int
    first: str
    above: str
    column: str

    def features(self, item: KnownWord) -> tuple[str, ...]:
        form = item.shape[:2]
        out = [f"ll={self.length}|{form}"]
        if self.length < 6:
            out.append(f"lf={self.first}|{form}")
        if self.length < 5:
            out.append(f"la={self.above}|{form}")
        if self.column:
            out += (f"col={self.column}|{form}", f"col={self.column}|{item.key}")
        return tuple(out)


_INITIAL_SHAPES = frozenset({"X.", "X.X.", "X.X.X.", "X.X.X.X."})
EDGE = KnownWord("B", "B", "B", (), {})


def line_modes(words: Sequence[str], gaps: Sequence[str]) -> list[str]:
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


def left_cues(words: Sequence[KnownWord], gaps: Sequence[str]) -> list[str]:
    """Per word the class of the nearest cue on its left that initials, tussenvoegsels and capitals
    connect to it: T title, R role, G greeting (also over a line end), H header word."""
    cues: list[str] = []
    cue = ""
    for item, before in zip(words, gaps, strict=True):
        if before in (LINE, BLANK) and cue != "G":
            cue = ""
        cues.append(cue)
        own = next((c for c in _CUE_FLAGS if c in item.key), "")
        if own and not (cue and "i" in item.key):
            cue = own
        elif not (item.word in _CARRY_CUE or item.shape[:1] == "X" or "i" in item.key):
            cue = ""
    return cues


def right_cues(words: Sequence[KnownWord], gaps: Sequence[str]) -> list[str]:
    """Per word `O` when capitals, tussenvoegsels and `&` connect it to a word of organisations on
    its right (`Van den Berg Advies B.V.`), else empty."""
    out = [""] * len(words)
    cue = ""
    for i in range(len(words) - 1, -1, -1):
        item = words[i]
        if item.shape[:1] != "X" and item.word not in _COMPANY_LINKS:
            cue = ""
        out[i] = cue
        if "O" in item.key and item.shape[:1] == "X":
            cue = "O"
        if gaps[i] in (LINE, BLANK, COLUMN):
            cue = ""
    return out


def line_places(
    known: Sequence[KnownWord], words: Sequence[str], gaps: Sequence[str]
) -> list[Place]:
    """Per word its place in its line and table; see `Place`."""
    out: list[Place] = []
    heads: list[str] = []
    above, start = "B", 0
    for i in range(1, len(words) + 1):
        if i < len(words) and gaps[i] not in (LINE, BLANK):
            continue
        if start == 0 or gaps[start] == BLANK:
            heads = []
        cells = _cells(words, gaps, start, i)
        columns = cells[-1] + 1
        if not heads and columns > 1:
            heads = _column_heads(known, cells, start)
            names = ["top"] * (i - start)
        else:
            names = [heads[c] if columns > 1 and c < len(heads) else "" for c in cells]
        first = known[start].word
        length = min(i - start, 6)
        out += [Place(length, first, above, name) for name in names]
        above, start = first, i
    return out


def _cells(words: Sequence[str], gaps: Sequence[str], start: int, stop: int) -> list[int]:
    """Return the cell number of each word of a line; a bar at its start opens no new cell."""
    cell, out = 0, []
    for i in range(start, stop):
        if i > start and (gaps[i] == COLUMN or words[i - 1] in _CELL_ENDS):
            cell += i - 1 > start or words[i - 1] not in _CELL_ENDS
        out.append(cell)
    return out


def _column_heads(words: Sequence[KnownWord], cells: Sequence[int], start: int) -> list[str]:
    """Return the first word with letters of each cell of a table's first line."""
    heads = [""] * (cells[-1] + 1)
    for i, cell in enumerate(cells):
        item = words[start + i]
        if not heads[cell] and item.shape[:1] in ("X", "x"):
            heads[cell] = item.word
    return heads


def is_ordinary(item: KnownWord) -> bool:
    return "C" in item.key or "c" in item.key or "i" in item.key


def echoes(
    words: Sequence[str], known: Sequence[KnownWord], cues: Sequence[str], gaps: Sequence[str]
) -> list[str]:
    """Per word what the same word elsewhere on the page tells: `A` it follows a title, initials or
    a first name there, `l` it is written there in lower case (and here isn't), `M` it has a capital
    there inside a sentence."""
    anchored: dict[str, int] = {}
    inside: dict[str, int] = {}
    lower: set[str] = set()
    marks, within = [False] * len(words), [False] * len(words)
    for i, (word, item) in enumerate(zip(words, known, strict=True)):
        if word.islower():
            lower.add(word)
        if item.shape[:1] != "X" or len(word) < 3:
            continue
        before = known[i - 1] if i else EDGE
        if before.shape[:1] == "x" and gaps[i] == SPACE:
            within[i] = True
            inside[word.lower()] = inside.get(word.lower(), 0) + 1
        if "T" in cues[i] or before.shape in _INITIAL_SHAPES or _is_first_name(before):
            marks[i] = True
            anchored[word.lower()] = anchored.get(word.lower(), 0) + 1
    return [
        "A"
        if anchored.get(word.lower(), 0) > marks[i]
        else ("l" if word.lower() in lower and not word.islower() else "")
        + ("M" if inside.get(word.lower(), 0) > within[i] else "")
        for i, word in enumerate(words)
    ]


def _is_first_name(item: KnownWord) -> bool:
    return item.shape == "Xx" and ("F" in item.key or "f" in item.key) and item.word == "_"


def line_heads(words: Sequence[KnownWord], gaps: Sequence[str]) -> list[str]:
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
