"""People whose office the passage shows without a title of their own.

Members by their party, judges by the ruling that they gave, who is enumerated behind an office in
the plural, the sovereign above an act, and who signed a decision in the name of the body that took
it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import regex

from woo_tool.detect.people.enumerations import Enumerations
from woo_tool.detect.people.votes import Vote
from woo_tool.detect.schema import RoleCues, any_of
from woo_tool.detect.text.grammar import NAME
from woo_tool.detect.text.search import Phrases, Search
from woo_tool.kinds import Role

_REACH = 300
_LONG_REACH = 600
#: Names, parties and what joins them, between "de leden" and the name: no new sentence.
_LIST = (
    r"(?:[^.;:()\n]|(?<=(?<!\p{L})(?:\p{L}{1,2}|prof|mevr|dhr|drs|ing|jhr))\.|\([^()\n]{1,30}\)"
    r"|\n(?!\n)){0,250}"
)
_ALONE_BEHIND = regex.compile(r"[ ]*,?[ ]*(?:$|\n)")
_A_NAME = regex.compile(NAME)


class Offices:
    """The members, judges and signatories of a page, by rules/roles.yaml."""

    def __init__(self, book: RoleCues, titles: str, contradictions: str) -> None:
        members, court, mandate = book.members, book.court, book.mandate
        titles = rf"(?:(?i:{titles})[ ]+)*"
        self._meeting = Search(regex.compile(rf"(?i){any_of(members.texts)}"))
        parties = any_of(members.parties)
        self._party = regex.compile(
            rf"[ ]?\((?:(?i:fractie|namens)[ ])?(?i:{parties})[^()\n]{{0,25}}\)"
            rf"|[ ]namens[ ](?:de[ ]|het[ ])?(?i:{parties})"
        )
        #: A speaker in the record of a meeting: a line of its own kind.
        self._speaks = regex.compile(rf"[ ]?\((?i:{parties})[^()\n]{{0,25}}\)[ ]?:")
        before = rf"(?i:{any_of(members.before)})"
        self._member = regex.compile(rf"{before}(?:[ ]?:)?[ \n]+{titles}$")
        self._members = regex.compile(
            rf"{before}(?:[ ]?:)?{_LIST}(?:,[ \n]|[ \n]en[ \n]|[ ]?:[ \n]){titles}$"
        )
        self._asked = regex.compile(rf"(?i:{any_of(members.asked)})[ \n]+{titles}$")
        self._asking = Phrases(members.asked)
        self._moved = Search(
            regex.compile(
                rf"(?i:{any_of(members.moved)})[ ](?P<first>{NAME})(?:[ ]en[ ](?P<last>{NAME}))?"
                rf"(?=,?[ ](?i:{any_of(members.filed)}))"
            )
        )
        self._not_member = regex.compile(rf"(?i){any_of(book.not_their_title)}[^.;:\n]{{0,20}}$")
        self._court = Search(regex.compile(rf"(?i){any_of(court.texts)}"))
        until = any_of(court.until)
        self._ruled = regex.compile(
            rf"(?i:{any_of(court.subjects)})[^.;\n]{{0,80}}?(?i:{any_of(court.ruled)})"
            rf"(?P<names>{_LIST})(?<!\p{{L}})(?:(?i:mrs?)\.?|(?i:{any_of(court.presides)}))"
            rf"[ ]{titles}$"
        )
        self._until = regex.compile(rf"(?i){until}")
        formula = any_of(mandate.formulas)
        self._signed = regex.compile(
            rf"(?:^|\n)[ >]*(?i:(?:de|het)[ ])?(?i:{any_of(mandate.bodies)})[^\n]{{0,120}}"
            rf"(?:\n[^\n\d.:]{{1,60}}){{0,3}}?[ \n,]+(?i:{formula})[ ]*[,:.]?"
            rf"(?P<function>(?:[ ]*\n+[ >]*[^\n]{{3,100}}|[ ]+[^\n]{{3,100}}){{0,2}}?)[ ]*\n\s*"
            rf"(?:(?i:w\.g\.)[ ]+)?{titles}$"
        )
        self._no_mandate = regex.compile(rf"(?i)(?<!\p{{L}})(?:{contradictions})")
        self._formula = Search(regex.compile(rf"(?i){formula}"), clues=True)
        self._enumerated = Enumerations(book.many)
        sovereign = regex.compile(
            rf"(?<!\p{{L}})Wij[ ](?P<name>{NAME}),?[ \n](?i:{any_of(book.sovereign)})"
        )
        self._crowned = Search(sovereign)
        # Every name asks for them: kept for the last few texts.
        self._sovereigns = lru_cache(maxsize=4)(self._above_an_act)
        self._movers = lru_cache(maxsize=4)(self._who_moved)

    def votes(self, text: str) -> Iterator[Vote]:
        """A vote for every name that stands in such an enumeration, or above an act."""
        for start, end in self._enumerated.names(text):
            yield Vote(start, end, 0.8, "layout:functie", "naam in een opsomming achter een ambt")
        for start, end in self._movers(text):
            yield Vote(start, end, 0.85, "layout:titel", "naam van wie een motie indiende")
        for start, end in self._sovereigns(text):
            yield Vote(start, end, 0.9, "layout:functie", "naam van de vorst boven een wet")

    def _moves(self, text: str, start: int, end: int) -> bool:
        """True for the name, read with the word motion before it or without."""
        return any(start <= first and end == last for first, last in self._movers(text))

    def _who_moved(self, text: str) -> tuple[tuple[int, int], ...]:
        hits = self._moved.finditer(text)
        return tuple(hit.span(key) for hit in hits for key in ("first", "last") if hit[key])

    def _above_an_act(self, text: str) -> tuple[tuple[int, int], ...]:
        return tuple(hit.span("name") for hit in self._crowned.finditer(text))

    def role_of(self, text: str, start: int, end: int) -> Role | None:
        """The role that the passage gives the name in ``text[start:end]``, or None."""
        if self._is_member(text, start, end) or self._is_judge(text, start):
            return Role.OFFICE_HOLDER
        if (
            (start, end) in self._sovereigns(text)
            or self._moves(text, start, end)
            or self._is_enumerated(text, start, end)
        ):
            return Role.OFFICE_HOLDER
        return Role.SIGNATORY if self._signs(text, start, end) else None

    def _is_member(self, text: str, start: int, end: int) -> bool:
        head = text[max(0, start - _REACH) : start]
        asked = self._asking.may_stand(text, start - _REACH, start)
        if asked and self._asked.search(head):
            return True
        line = head.rsplit("\n", 1)[-1]
        if self._speaks.match(text, end) and self._member.fullmatch(line.lstrip(" ")):
            return True
        if not self._party.match(text, end) or not _has(self._meeting, text):
            return False
        if self._not_member.search(line):
            return False
        return bool(self._member.search(head) or self._members.search(head))

    def _is_enumerated(self, text: str, start: int, end: int) -> bool:
        if not any(a <= start and end <= b for a, b in self._enumerated.names(text)):
            return False
        behind = text[end : end + 60].lstrip(" ,(")
        return not (self._no_mandate.search(text, start, end) or self._no_mandate.match(behind))

    def _is_judge(self, text: str, start: int) -> bool:
        if not _has(self._court, text):
            return False
        match = self._ruled.search(text[max(0, start - _REACH) : start])
        return match is not None and not self._until.search(match["names"])

    def _signs(self, text: str, start: int, end: int) -> bool:
        """A name on a line of its own, below the body and the formula, with no lower function."""
        if not _ALONE_BEHIND.match(text, end):
            return False
        if not self._formula.may_stand(text, start - _LONG_REACH, start):
            return False
        if " " not in text[start:end].strip() and "." not in text[start:end]:
            return False
        match = self._signed.search(text[max(0, start - _LONG_REACH) : start])
        if match is None or self._no_mandate.search(match["function"]):
            return False
        lines = [line.strip(" ,>") for line in match["function"].split("\n") if line.strip(" ,>")]
        if any(_A_NAME.fullmatch(line) for line in lines):
            return False
        below = text[end : end + 120].lstrip(" ,\n").split("\n", 1)[0]
        return not self._no_mandate.match(below) and not any(map(str.isdigit, below))


@lru_cache(maxsize=16)
def _has(words: Search, text: str) -> bool:
    """Whether a page speaks of this anywhere (kept for the last few: every name asks)."""
    return next(words.finditer(text), None) is not None
