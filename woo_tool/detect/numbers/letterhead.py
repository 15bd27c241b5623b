"""The letterhead or footer of an organisation: its visiting and postal address and its number.

They belong to no person (the naming policy leaves general numbers and an organisation's data
readable). One counts only when its own line says so ("Postbus", "www.") or the lines right above it
do ("Bezoekadres"), when the lines around say it twice over, and when nothing there points to a
person: no name that was found, no word such as "contactpersoon" or "woonadres", no mobile number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from woo_tool.detect.schema import any_of
from woo_tool.kinds import Label
from woo_tool.model import Finding
from woo_tool.rules import Rule

_PLACES = frozenset({Label.ADDRESS, Label.POSTCODE})
_NUMBERS = frozenset({Label.PHONE_NUMBER})
_TAGS = {Label.PHONE_NUMBER: "general_number"}
_LINES = 4
_ABOVE = 2
_LONGEST_LINE = 240
_LEAST_SIGNS = 2
_MOBILE = regex.compile(r"[( ]*(?:(?:\+|00)31[ )]*(?:\(0\))?|0)[ ().–-]*6")


class LetterheadRules(Rule):
    """The key ``letterhead`` of rules/things.yaml: an organisation's ``firm`` signs (one is
    needed), its other ``signs``, and words that speak of a ``person``."""

    firm: tuple[str, ...]
    signs: tuple[str, ...]
    person: tuple[str, ...]


class Letterhead:
    """Finds the addresses and numbers in a letterhead among the findings of a page."""

    def __init__(self, rules: LetterheadRules) -> None:
        self._firm = regex.compile(rf"(?i){any_of(rules.firm)}")
        self._signs = regex.compile(rf"(?i){any_of((*rules.firm, *rules.signs))}")
        self._person = regex.compile(rf"(?i){any_of(rules.person)}")

    def told(self, found: Sequence[Finding], text: str) -> list[Finding]:
        """The findings of a page; those in a letterhead are marked as no person's."""
        wanted = [one for one in found if one.label in _PLACES | _NUMBERS]
        if not wanted or self._firm.search(text) is None:
            return list(found)
        people = [one for one in found if one.label is Label.PERSON]
        theirs = {one for one in wanted if self._is_in_one(one, text, people)}
        return [_impersonal(one) if one in theirs else one for one in found]

    def _is_in_one(self, one: Finding, text: str, people: Sequence[Finding]) -> bool:
        if _MOBILE.match(one.text) or not self._is_said(text, one.start, one.end):
            return False
        start, end = _block(text, one.start, one.end)
        block = text[start:end]
        if self._firm.search(block) is None or self._person.search(block) is not None:
            return False
        if any(start < other.end and other.start < end for other in people):
            return False
        if any(_MOBILE.match(number) for number in _numbers(block)):
            return False
        return len({hit[0].lower() for hit in self._signs.finditer(block)}) >= _LEAST_SIGNS

    def _is_said(self, text: str, start: int, end: int) -> bool:
        """True when the line of a place, or a line or two right above it, is an organisation's."""
        first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        if self._signs.search(text, first, last if last >= 0 else len(text)) is not None:
            return True
        above = text[:first].rsplit("\n\n", 1)[-1].rstrip("\n").split("\n")[-_ABOVE:]
        return self._firm.search("\n".join(above)) is not None


def _numbers(block: str) -> Iterator[str]:
    yield from regex.findall(r"(?<!\d)(?:\+|00)?\d[\d ().–-]{8,}", block)


def _block(text: str, start: int, end: int) -> tuple[int, int]:
    """The lines around a place, some up and down, as far as lines are short; empty lines don't
    part a letterhead."""
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    last = len(text) if last < 0 else last
    for _ in range(_LINES):
        above = text.rfind("\n", 0, max(first - 1, 0)) + 1
        if first == 0 or first - above > _LONGEST_LINE or _is_sentence(text[above:first]):
            break
        first = above
    for _ in range(_LINES):
        below = text.find("\n", last + 1)
        below = len(text) if below < 0 else below
        if last >= len(text) or below - last > _LONGEST_LINE or _is_sentence(text[last:below]):
            break
        last = below
    return first, last


_SENTENCE = regex.compile(r"(?:\b\p{Ll}{2,}[ ,]+){4}")


def _is_sentence(line: str) -> bool:
    """True for running text: some words in lower case in a row."""
    return _SENTENCE.search(line) is not None


def _impersonal(one: Finding) -> Finding:
    tag = _TAGS.get(one.label, "office_address")
    return replace(one, rules=(*one.rules, tag), reason="adres of nummer van een organisatie")
