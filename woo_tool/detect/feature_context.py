"""What the words around a word tell the name tagger: cues, headers, lines, table columns, echoes.

All functions take the words of one page (or piece of it) and the gap before each of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

#: What stands before a word: nothing, a space, a column gap, a new line, an empty line.
GLUED, SPACE, COLUMN, LINE, BLANK = "g", "s", "t", "n", "b"
_CUE_FLAGS = "GHRTLO"
_CARRY_CUE = frozenset(".:/(|*,;") | {"&", "en"}
_COMPANY_LINKS = frozenset({"&", "de", "der", "den", "ter", "te"})
_CELL_ENDS = frozenset("|;")


@dataclass(frozen=True, slots=True)
class KnownWord:
    """What is known of a word on its own, with its feature strings ready for each offset: `own`,
    and what the words two before, one before, one behind and two behind have of it.

    `form` is the beginning of its shape, `cue` the cue that it is itself."""

    key: str
    word: str
    shape: str
    own: tuple[str, ...] = ()
    second_before: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    second_after: tuple[str, ...] = ()
    form: str = field(init=False)
    cue: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "form", self.shape[:3])
        object.__setattr__(self, "cue", next((c for c in _CUE_FLAGS if c in self.key), ""))


_INITIAL_SHAPES = frozenset({"X.", "X.X.", "X.X.X.", "X.X.X.X."})
#: What stands before the first word and behind the last.
EDGE = KnownWord("B", "B", "B", (), ("-2B",), ("-1B",), ("1B",), ("2B",))


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
        if item.cue and not (cue and "i" in item.key):
            cue = item.cue
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
) -> list[tuple[str, ...]]:
    """Per word what its place in its line and table tells: words in its line (at most 6), first
    word of its line and of the line before (words of the vocabulary only), and the head of its
    table column."""
    out: list[tuple[str, ...]] = []
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
        line = [f"ll={length}|"]
        if length < 6:
            line.append(f"lf={first}|")
        if length < 5:
            line.append(f"la={above}|")
        for item, name in zip(known[start:i], names, strict=True):
            form = item.form[:2]
            column = (f"col={name}|{form}", f"col={name}|{item.key}") if name else ()
            out.append((*[told + form for told in line], *column))
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
    low = [word.lower() for word in words]
    for i, (word, item) in enumerate(zip(words, known, strict=True)):
        if word.islower():
            lower.add(word)
        if item.shape[:1] != "X" or len(word) < 3:
            continue
        before = known[i - 1] if i else EDGE
        if before.shape[:1] == "x" and gaps[i] == SPACE:
            within[i] = True
            inside[low[i]] = inside.get(low[i], 0) + 1
        if "T" in cues[i] or before.shape in _INITIAL_SHAPES or _is_first_name(before):
            marks[i] = True
            anchored[low[i]] = anchored.get(low[i], 0) + 1
    return [
        "A"
        if anchored.get(lowered, 0) > marks[i]
        else ("l" if lowered in lower and not words[i].islower() else "")
        + ("M" if inside.get(lowered, 0) > within[i] else "")
        for i, lowered in enumerate(low)
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
