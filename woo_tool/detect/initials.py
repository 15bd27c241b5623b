"""Initials that a text gives somebody: `R.J. Blok (RB)`, and from there `RB: nee`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import regex

from woo_tool.detect.votes import Vote

#: The rule name of initials that stand in brackets behind the name somewhere in the text.
DEFINED = "initialen:genoemd"
_BEHIND = regex.compile(r"[ \n]?\((\p{Lu}{2,4})\)")
_LETTERS = regex.compile(r"\p{L}[\p{L}'’]*")
#: A word in capitals, but not a part of a code (RB/2020) or of another abbreviation.
_CAPITALS = regex.compile(r"(?<![\p{L}\p{N}/&.-])\p{Lu}{2,4}(?![\p{L}\p{N}/&-]|\.\p{L})")


def defined(text: str, people: Iterable[tuple[int, int]]) -> Mapping[str, str]:
    """The initials in brackets behind one of these places with a name, and the name."""
    found: dict[str, str] = {}
    for start, end in people:
        match = _BEHIND.match(text, end)
        if match is not None and _letters_of(match[1], text[start:end]):
            found.setdefault(match[1], text[start:end])
    return found


def votes(text: str, short: Mapping[str, str]) -> list[Vote]:
    """A vote for every place where these initials stand as a word."""
    out = []
    for match in _CAPITALS.finditer(text) if short else ():
        name = short.get(match[0])
        if name is not None:
            reason = f"initialen van {name}"
            out.append(Vote(match.start(), match.end(), 0.9, DEFINED, reason))
    return out


def _letters_of(short: str, name: str) -> bool:
    """True when these are letters of the name in its order, with the first and the last."""
    letters = [word[0].upper() for word in _LETTERS.findall(name)]
    rest = iter(letters)
    ordered = all(letter in rest for letter in short)
    return ordered and len(letters) > 1 and short[0] == letters[0] and short[-1] == letters[-1]
