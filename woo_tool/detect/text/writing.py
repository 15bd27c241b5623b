"""How a text is written, and where a name in it begins and ends: questions that need no lists."""

from __future__ import annotations

from functools import lru_cache

import regex

from woo_tool.detect.text.grammar import LONG_INITIAL

#: A letter with a full stop behind one of these numbers something.
_NUMBERED = regex.compile(
    r"(?i)(?:bijlage|artikel|art\.|lid|onder|sub|deel|punt|categorie|optie|kamer|blok|zaal|hoofdstuk"
    r"|annex|tabel|figuur|vraag|ad|nr\.?)[ \n(]*$"
)
_LAST_INITIAL = regex.compile(rf"(?:^|[\s.(-])(?:\p{{L}}|{LONG_INITIAL})\.$")
_OPEN_BRACKET = regex.compile(r"[ ]\([^()\n]+$")
_APOSTROPHE = regex.compile(r"['’][ts][ ]")
#: Beginnings of sentences and of what somebody says in a chat.
_SMALL_START = regex.compile(r"(?:\p{Ll}{2}[.!?]|(?m:^)[^\n:]{1,30}:) \p{Ll}")
_CAPITAL_START = regex.compile(r"(?:\p{Ll}{2}[.!?]|(?m:^)[^\n:]{1,30}:) \p{Lu}")
_LEAST_SMALL = 3
_EDGE_LEFT = " @~\t\n\r.,;:!?\"“”„'‘’()[]<>|*/\\-–_=+"
_EDGE_RIGHT = " \t\n\r,;:!?\"“”„'‘’()[]<>|*/\\-–_=+"


def alone(text: str, start: int, end: int) -> bool:
    """True when nothing else stands on the line."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    return not (text[first:start] + text[end : last if last >= 0 else len(text)]).strip(" >,.\"'")


def single_letter(name: str) -> bool:
    """True for one letter, with or without a full stop."""
    return len(name.strip(".")) == 1


def numbered(text: str, start: int) -> bool:
    """True when the letter numbers a list (a line of its own opens with it) or a part of a text."""
    head = text[max(0, start - 16) : start]
    return bool(_NUMBERED.search(head) or not head.strip(" ") or head.endswith("\n"))


@lru_cache(maxsize=8)
def lower_case(text: str) -> bool:
    """True for a text that hardly uses capitals, or begins sentences without, such as a chat."""
    letters = sum(map(str.isalpha, text))
    if sum(map(str.isupper, text)) * 100 < letters:
        return True
    small = sum(1 for _ in _SMALL_START.finditer(text))
    return small >= _LEAST_SMALL and small > sum(1 for _ in _CAPITAL_START.finditer(text))


@lru_cache(maxsize=8)
def capitals_are_rare(text: str) -> bool:
    """False for a text in capitals, such as a telex."""
    letters = sum(map(str.isalpha, text))
    return sum(map(str.isupper, text)) * 2 < letters


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space and punctuation at its ends, but with the dot of initials, the
    apostrophe of 't and a bracket that belongs to the name."""
    while start < end and text[start] in _EDGE_LEFT:
        if text[start] in "'’" and _APOSTROPHE.match(text, start):
            break
        start += 1
    while end > start and text[end - 1] in _EDGE_RIGHT:
        if text[end - 1] == ")" and "(" in text[start : end - 1]:
            break
        end -= 1
    if text[end : end + 1] == ")" and _OPEN_BRACKET.search(text, start, end):
        end += 1
    if text[end - 1 : end] == "." and not _LAST_INITIAL.search(text[start:end]):
        end -= 1
    return start, end
