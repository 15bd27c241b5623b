"""Text with marks, and the ledger that turns it into ground truth.

Names are found by their forms (people.py). The rest is marked where it stands:
``[[blok|B.]]`` goes (PERSON), ``[[blok:NL_BSN|9999...]]`` goes under that label,
``[[+straatnaam|Emmastraat 3]]`` stays, ``[[?OPINION:blok|...]]`` is a suggestion.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from make.people import Person

MARK = re.compile(r"\[\[(?P<head>[^|\]]+)\|(?P<text>[^\]]+)\]\]")
KEPT = {
    "office_holder": "bewindspersoon",
    "top_official": "secretaris-generaal",
    "spokesperson": "woordvoerder in functie",
    "public_figure": "publieke persoon",
}

SHORTEST = 3
"""A heading of one or two characters (T, E) proves nothing when it is found back."""

Goes = tuple[str, str, str]
"""text, label, who"""


@dataclass(slots=True)
class Ledger:
    """What goes, stays and is suggested in one file, counted while the file is written."""

    people: tuple[Person, ...]
    goes: Counter[Goes] = field(default_factory=Counter)
    stays: dict[str, str] = field(default_factory=dict)
    suggestions: dict[str, tuple[str, str]] = field(default_factory=dict)
    boxes: list[dict[str, object]] = field(default_factory=list)
    text: list[str] = field(default_factory=list)

    def plain(self, marked: str) -> str:
        """The text without marks; what the marks and the names say is noted down."""
        rest, out, place = [], [], 0
        for match in MARK.finditer(marked):
            between = marked[place : match.start()]
            rest.append(between)
            out += [between, match["text"]]
            self._note(match["head"], match["text"])
            place = match.end()
        rest.append(marked[place:])
        out.append(marked[place:])
        for part in rest:
            self._names(part)
        self.text.append("".join(out))
        return self.text[-1]

    def heading(self, marked: str) -> str:
        """As plain; a heading without a name stays readable and is noted as such."""
        before = sum(self.goes.values())
        text = self.plain(marked)
        if sum(self.goes.values()) == before and len(text) >= SHORTEST:
            self.stays.setdefault(" ".join(text.split()), "kop")
        return text

    def _note(self, head: str, text: str) -> None:
        text = " ".join(text.split())
        if head.startswith("+"):
            self.stays.setdefault(text, head[1:])
            return
        first, _, second = head.lstrip("?").partition(":")
        if head.startswith("?"):
            self.suggestions.setdefault(text, (second, first))
        else:
            self.goes[text, second or "PERSON", first] += 1

    def _names(self, text: str) -> None:
        for match in _forms(self.people).finditer(" ".join(text.split())):
            person = _owner(self.people, match[0])
            if person.action == "keep":
                self.stays.setdefault(match[0], KEPT[person.role])
            else:
                self.goes[match[0], "PERSON", person.id] += 1


def _forms(people: Iterable[Person]) -> re.Pattern[str]:
    forms = sorted((form for person in people for form in person.forms), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, forms)) + r")(?!\w)")


def _owner(people: Iterable[Person], form: str) -> Person:
    owners = [person for person in people if form in person.forms]
    if len(owners) != 1:
        raise ValueError(f"{form!r} belongs to {len(owners)} people: mark it by hand")
    return owners[0]
