"""Whether a name that would stay is surely the person who is public.

A surname says little: the dossier of a minister may hold a letter from somebody who is called the
same. So a short form stays only in a document (a mail and its attachments are one) that names the
person with the office or in full, or that greets the office to which it is addressed. A first name,
a family, the other sex and somebody with a home address are a question.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from woo_tool.kinds import Label
from woo_tool.model import Finding, Page
from woo_tool.resolve.build import Mention
from woo_tool.resolve.marks import Place
from woo_tool.resolve.policy import policy
from woo_tool.resolve.registry import Person

_TITLE = re.compile(
    r"(?i)\b(?:(?P<v>mevrouw|mevr\.?|mw\.?|mej\.?|juffrouw|madame|mrs\.?|ms\.?)"
    r"|(?P<m>heer|dhr\.?|meneer|mijnheer|monsieur|hr\.?)"
    r"|(?P<f>familie|fam\.|gezin|echtpaar|kinderen|erven|ouders))[ \n]+"
    r"(?:(?:mr|dr|drs|ir|ing|prof)\.[ ]?)*\Z"
)
_REACH = 30
_PRIVATE = frozenset(
    {Label.ADDRESS, Label.POSTCODE, Label.DATE_OF_BIRTH, Label.NL_BSN, Label.IBAN_CODE}
)
_GREETING = re.compile(r"(?i)\s*(?:zeer[ ])?(?:hoog)?geachte[ ]+(?:[\w.]+[ ]+){0,3}")
_ADDRESS = 25  # lines of a page in which its address stands
_BESIDE = 60  # characters behind a name, or before it


class Standing:
    """Where in the dossier a public person surely stands, learnt from the findings."""

    def __init__(self, found: Iterable[Finding], texts: Mapping[tuple[str, int], Page]) -> None:
        self._texts = texts
        self._named: defaultdict[int, set[str]] = defaultdict(set)
        self._addressed: defaultdict[int, set[str]] = defaultdict(set)
        self._private: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
        for one in found:
            if one.label in _PRIVATE and not set(one.rules) & set(policy().keep_rules):
                self._private[one.document, one.page].append(one.start)

    def learn(self, person: Person, one: Mention, place: Place) -> None:
        """Remember a place where this person is named with the office, or in full."""
        if one.hint in policy().kept_roles or _in_full(person, one):
            self._named[person.number].add(_family(place.document))
            self._addressed[person.number].add(self._title(place))

    def doubt(self, person: Person, one: Mention, place: Place) -> str:
        """Why the name at this place may be somebody else's; empty when it surely is not."""
        if one.hint in policy().kept_roles:
            return ""
        title = self._title(place)
        others = self._addressed[person.number] & {"m", "v"}
        if title == "f" or (title and others and title not in others):
            return f"misschien een ander dan {person.display}"
        if self._has_a_home(place):
            return f"misschien een ander dan {person.display}: hier staat een privégegeven bij"
        if _in_full(person, one):
            return ""
        if one.reading.name.bare and not _is_surname(person, one):
            return f"misschien {person.display}; alleen een voornaam"
        if _family(place.document) not in self._named[person.number] and not self._greeted(place):
            missing = "het ambt of de volledige naam staat niet in dit document"
            return f"misschien {person.display}; {missing}"
        return ""

    def _title(self, place: Place) -> str:
        text = self._texts[place.document, place.page].text
        hit = _TITLE.search(text, max(0, place.start - _REACH), place.start)
        return (hit.lastgroup or "") if hit else ""

    def _greeted(self, place: Place) -> bool:
        """True in the salutation of a letter whose address names an office."""
        head = self._texts[place.document, place.page].text[: place.start]
        lines = head.split("\n")
        greets = _GREETING.fullmatch(lines[-1]) is not None
        return greets and any(policy().addressees.match(line) for line in lines[:_ADDRESS])

    def _has_a_home(self, place: Place) -> bool:
        spots = self._private[place.document, place.page]
        return any(place.start <= spot <= place.end + _BESIDE for spot in spots)


def _family(document: str) -> str:
    """The number of a document without the letters of an attachment (0003a)."""
    return document.rstrip("abcdefghijklmnopqrstuvwxyz") or document


def _in_full(person: Person, one: Mention) -> bool:
    """A first name of this person, or two initials or more, with the surname."""
    name = one.reading.name
    if not name.full:
        return False
    given = {word for own in person.names for word in own.given}
    return bool(given & set(name.given)) or len(name.initials) > 1


def _is_surname(person: Person, one: Mention) -> bool:
    word = one.reading.name.parts[-1:]
    parts = {part for own in person.names for part in own.parts}
    return bool(word) and (word[0] in parts or word[0].removesuffix("s") in parts)
