"""Known organisations: what is one, and where one stands right before or behind somebody's name.

The names are in rules/organisations.txt. "Geonovum Anna de Boer", "Anna de Boer – Geonovum", "Anna
de Boer van Geonovum" and "Anna de Boer (Geonovum)" are people of Geonovum: read whole, the word
would be somebody's surname, and go in the whole dossier.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import regex

from woo_tool.detect.people.names import NameRules
from woo_tool.detect.people.told import PARTICLES, WEAK, WORD, capitals
from woo_tool.model import Finding
from woo_tool.resources import data_path

#: A party or organisation that follows a name: `Opheij van de VVD`.
_OF_A_BODY = regex.compile(r"[ ](?:van|namens|bij|uit)[ ](?:(?:de|het)[ ])?(\p{Lu}[\p{L}\d-]+)$")
_BEHIND_A_NAME = regex.compile(r"[ ]?\((\p{L}[^()\n]*)\)$")
_DASHED = regex.compile(r"[ ]+[-–—|/][ ]+(\p{Lu}[\p{L}\d-]+)[^\n]*$")
_BRACKET_ONLY = "="
_INITIALS = 4  # letters
_STATE = frozenset({"min", "ministerie"})
#: Where a list or a table puts people, an organisation may stand too.
_PLACES = WEAK | {"layout:kolom", "layout:lijst"}


@cache
def organisations() -> tuple[frozenset[str], frozenset[str]]:
    """The names in rules/organisations.txt, in lower case: those that are no name of a person,
    and those that count only in brackets behind one."""
    words = [line.lower() for line in _lines()]
    bare = frozenset(word for word in words if not word.startswith(_BRACKET_ONLY))
    return bare, frozenset(word[1:] for word in words if word.startswith(_BRACKET_ONLY))


@cache
def _lines() -> frozenset[str]:
    """The organisations as they are written."""
    lines = data_path("rules", "organisations.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


class Bodies:
    """Questions about a finding; ``named`` tells a name with a first name or initials, ``bodies``
    are words like raad, with which the name of a body begins."""

    def __init__(
        self, names: NameRules, named: Callable[[str], bool], bodies: frozenset[str]
    ) -> None:
        self._names = names
        self._named = named
        self._bodies = bodies
        self._known, self._in_brackets = organisations()

    def is_one(self, one: Finding) -> bool:
        """True for a known organisation, alone or with its unit or place (`Geonovum Delft`), that
        a list, a table or the model takes for somebody. Few letters may be somebody's initials."""
        if not one.text[:1].isupper() or not set(one.rules) <= _PLACES:
            return False
        words = WORD.findall(one.text)
        if one.text.lower() in self._known and not any(map(self._listed, words)):
            return len(one.text) > _INITIALS or not capitals(one.text)
        head = words[0] if words else ""
        if len(words) > 1 and head.lower() in _STATE:
            return all(word.lower() in self._known for word in words[1:])
        if len(words) < 2 or head.lower() not in self._known:
            return False
        if self._listed(head) and not (capitals(head) and head in _lines()):
            return False
        return all(
            word.islower() or not self._listed(word) or self._is_place(word) for word in words[1:]
        )

    def without(self, one: Finding) -> Finding:
        """The finding without an organisation right before the name or behind it."""
        line, _, rest = one.text.partition("\n")
        if rest.strip() and (line.strip() in _lines() or self._is_place_above(line, rest)):
            text = rest.lstrip()
            return replace(one, start=one.end - len(text), text=text)
        head, _, name = one.text.partition(" ")
        text = name.lstrip()
        if text and head in _lines() and self._named(text) and not self._listed(head):
            return replace(one, start=one.end - len(text), text=text)
        text = self._name_before(one.text)
        return replace(one, end=one.start + len(text), text=text)

    def _name_before(self, text: str) -> str:
        for form in (_OF_A_BODY, _DASHED):
            member = form.search(text)
            if member is not None and member[1].lower() in self._known:
                return text[: member.start()]
        behind = _BEHIND_A_NAME.search(text)
        if behind is not None and self._is_body(behind[1], text[: behind.start()]):
            return text[: behind.start()]
        return text

    def _is_body(self, text: str, name: str) -> bool:
        """True when this begins with a known organisation, a word like raad, or with capitals
        that aren't the initials of the name before it."""
        first = text.split()[0].strip(",;:-")
        whole = text.strip().lower()
        known = {whole, first.lower()} & (self._known | self._in_brackets | self._bodies)
        initials = {word[0].upper() for word in WORD.findall(name)}
        capitals = len(first) > 1 and first.isupper() and not initials.issuperset(first)
        return bool(known) or (capitals and not self._named(text)) or self._is_role(text)

    def _is_role(self, text: str) -> bool:
        """`A. te B. (betrokkene)`: what somebody is in the case, in lower case."""
        return text.islower() and self._names.no_name(text)

    def _is_place_above(self, line: str, name: str) -> bool:
        """A place in the last column of a row, read with the name in the next row."""
        return self._is_place(line.strip()) and self._named(name.strip())

    def _listed(self, word: str) -> bool:
        return word.lower() not in PARTICLES and bool(set(self._names.flags(word)) & set("FfSs"))

    def _is_place(self, word: str) -> bool:
        flags = set(self._names.flags(word))
        return "P" in flags and "F" not in flags
