"""What the words around a word tell the name tagger: cues, headers, lines, table columns, echoes.

All functions take the words of one page (or piece of it) and the gap before each of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

#: What stands before a word: nothing, a space, a column gap, a new line, an empty line.
GLUED, SPACE, COLUMN, LINE, BLANK = "g", "s", "t", "n", "b"
_CUE_FLAGS = "GHRTLO"
_CARRY_CUE = frozenset(".:/(|*,;") | {"&", "en"}
_COMPANY_LINKS = frozenset({"&", "de", "der", "den", "ter", "te"})
_CELL_ENDS = frozenset("|;")


@dataclass(frozen=True, slots=True)
class KnownWord:
    """What is known of a word on its own. `says`: its features, and what it tells of the word two
    behind it, one behind, one before and two before (see `feature_templates`).

    `form` and `sign` are the beginning of its shape, `cue` the cue that it is itself, `case` what
    its letters say of a line: u capitals, l none, m mixed, empty for a single sign or a number.
    """

    key: str
    word: str
    shape: str
    text: str = ""
    says: tuple[tuple[str, ...], ...] = ((), (), (), (), ())
    form: str = field(init=False)
    sign: str = field(init=False)
    cue: str = field(init=False)
    case: str = field(init=False)
    lower: str = field(init=False)
    is_lower: bool = field(init=False)
    ordinary: bool = field(init=False)

    def __post_init__(self) -> None:
        text, key = self.text, self.key
        made = {
            "form": self.shape[:3],
            "sign": self.shape[:2],
            "cue": next((c for c in _CUE_FLAGS if c in key), ""),
            "case": _case(text) if len(text) > 1 and text[0].isalpha() else "",
            "lower": text.lower(),
            "is_lower": text.islower(),
            "ordinary": "C" in key or "c" in key or "i" in key,
        }
        for name, value in made.items():
            object.__setattr__(self, name, value)


def _case(text: str) -> str:
    return "u" if text.isupper() else ("l" if text.islower() else "m")


_INITIAL_SHAPES = frozenset({"X.", "X.X.", "X.X.X.", "X.X.X.X."})
#: What stands before the first word and behind the last.
EDGE = KnownWord("B", "B", "B", says=((), ("-2B",), ("-1B",), ("1B",), ("2B",)))


def line_modes(words: Sequence[KnownWord], gaps: Sequence[str]) -> list[str]:
    """Per word the case of its line: u mostly capitals, l no capital at all, m mixed."""
    cases = [item.case for item in words]
    modes: list[str] = []
    start = 0
    for i in range(1, len(words) + 1):
        if i == len(words) or gaps[i] in (LINE, BLANK):
            modes += [_case_mode(cases[start:i])] * (i - start)
            start = i
    return modes


def _case_mode(cases: Sequence[str]) -> str:
    upper, lower = cases.count("u"), cases.count("l")
    letters = upper + lower + cases.count("m")
    if upper * 3 > letters * 2:
        return "u"
    return "l" if letters and lower == letters else "m"


def left_cues(words: Sequence[KnownWord], gaps: Sequence[str]) -> list[str | None]:
    """Per word the class of the nearest cue on its left that initials, tussenvoegsels and capitals
    connect to it: T title, R role, G greeting (also over a line end), H header word."""
    cues: list[str | None] = []
    cue = ""
    for item, before in zip(words, gaps, strict=True):
        if before in (LINE, BLANK) and cue != "G":
            cue = ""
        cues.append(cue or None)
        if item.cue and not (cue and "i" in item.key):
            cue = item.cue
        elif not (item.word in _CARRY_CUE or item.shape[:1] == "X" or "i" in item.key):
            cue = ""
    return cues


def right_cues(words: Sequence[KnownWord], gaps: Sequence[str]) -> list[str | None]:
    """Per word `O` when capitals, tussenvoegsels and `&` connect it to a word of organisations on
    its right (`Van den Berg Advies B.V.`), else empty."""
    out: list[str | None] = [None] * len(words)
    cue = None
    for i in range(len(words) - 1, -1, -1):
        item = words[i]
        if item.shape[:1] != "X" and item.word not in _COMPANY_LINKS:
            cue = None
        out[i] = cue
        if "O" in item.key and item.shape[:1] == "X":
            cue = "O"
        if gaps[i] in (LINE, BLANK, COLUMN):
            cue = None
    return out


def line_places(
    known: Sequence[KnownWord], words: Sequence[str], gaps: Sequence[str]
) -> dict[str, list[str | None]]:
    """What the place of a word in its line and table tells, as four columns: `length`, the words in
    its line (at most 6); `first`, the first word of its line and `above`, that of the line before
    (short lines only, words of the vocabulary); `column`, the head of its table column."""
    length: list[str | None] = []
    firsts: list[str | None] = []
    aboves: list[str | None] = []
    column: list[str | None] = []
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
            column += ["top"] * (i - start)
        elif columns > 1:
            column += [heads[c] or None if c < len(heads) else None for c in cells]
        else:
            column += [None] * (i - start)
        count = i - start
        first = known[start].word
        length += [str(min(count, 6))] * count
        firsts += [first if count < 6 else None] * count
        aboves += [above if count < 5 else None] * count
        above, start = first, i
    return {"length": length, "first": firsts, "above": aboves, "column": column}


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


def echoes(
    known: Sequence[KnownWord], cues: Sequence[str | None], gaps: Sequence[str]
) -> list[str | None]:
    """Per word what the same word elsewhere on the page tells: `A` it follows a title, initials or
    a first name there, `l` it is written there in lower case (and here isn't), `M` it has a capital
    there inside a sentence."""
    anchored: dict[str, int] = {}
    inside: dict[str, int] = {}
    marks, within = [False] * len(known), [False] * len(known)
    lower = {item.text for item in known if item.is_lower}
    before = EDGE
    for i, item in enumerate(known):
        if item.shape[:1] == "X" and len(item.text) > 2:
            low = item.lower
            if before.shape[:1] == "x" and gaps[i] == SPACE:
                within[i] = True
                inside[low] = inside.get(low, 0) + 1
            if cues[i] == "T" or before.shape in _INITIAL_SHAPES or _is_first_name(before):
                marks[i] = True
                anchored[low] = anchored.get(low, 0) + 1
        before = item
    out: list[str | None] = []
    for i, item in enumerate(known):
        low = item.lower
        if low in anchored and anchored[low] > marks[i]:
            out.append("A")
            continue
        told = "l" if not item.is_lower and low in lower else None
        if low in inside and inside[low] > within[i]:
            told = f"{told or ''}M"
        out.append(told)
    return out


def _is_first_name(item: KnownWord) -> bool:
    return item.shape == "Xx" and ("F" in item.key or "f" in item.key) and item.word == "_"


def line_heads(words: Sequence[KnownWord], gaps: Sequence[str]) -> list[str | None]:
    """Per word `H` when its line opens with a header word (`Aan:`, `Opgesteld door`), else empty;
    `h` on the line after a line that holds nothing but a header word."""
    heads: list[str | None] = []
    head: str | None = None
    alone = False
    for i, (item, before) in enumerate(zip(words, gaps, strict=True)):
        if i == 0 or before in (LINE, BLANK):
            opens = "H" in item.key
            head = "H" if opens else ("h" if alone and before == LINE else None)
            alone = opens
        elif alone and item.shape not in (":", ".") and "H" not in item.key:
            alone = False
        heads.append(head)
    return heads
