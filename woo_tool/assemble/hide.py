"""What may not stand in a letter: people who are redacted, and in public the requester too.

The box takes the place of the text before anything is drawn, so that no renderer ever sees it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from woo_tool.assemble.blocks import Letter, Line, Run, RunKind, line, plain
from woo_tool.assemble.texts import template_words
from woo_tool.kinds import Action, Label, Law, Role
from woo_tool.model import DossierState
from woo_tool.request import Request

PRIVACY_CODE = {Law.WOB: "10.2.e", Law.WOO: "5.1.2.e"}
"""The ground under which the requester's name and address go (naming_policy.md)."""

_IDENTIFIERS = frozenset(
    {
        *(Label.EMAIL_ADDRESS, Label.PHONE_NUMBER, Label.NL_BSN, Label.IBAN_CODE),
        *(Label.NL_LICENSE_PLATE, Label.PERSONNEL_NUMBER, Label.ADDRESS, Label.HANDLE),
    }
)
_SHORTEST = 4


class Hider:
    """Replaces terms by black boxes; ``keep`` are phrases that stay even when a term is in them.

    A term of one word with a capital only counts with a capital: "Bakker", not "bakker".
    """

    def __init__(self, terms: Iterable[tuple[str, str]], keep: Iterable[str]) -> None:
        given = {_folded(term): (term.strip(), code) for term, code in terms if term.strip()}
        self._codes = {key: code for key, (_, code) in given.items()}
        self._names = {key for key, (term, _) in given.items() if term.isalpha() and term.istitle()}
        kept = {_folded(phrase) for phrase in keep if phrase.strip()} - self._codes.keys()
        words = sorted(kept | self._codes.keys(), key=lambda term: (-len(term), term))
        choices = "|".join(_pattern(word) for word in words)
        self._pattern = re.compile(rf"(?<!\w)(?:{choices})(?!\w)")

    def text(self, text: str) -> str:
        """The text with "[ground]" for every term in it."""
        return plain(self.line(line(text)))

    def line(self, runs: Line) -> Line:
        """The line with a box for every term in it; statutes stay as they are."""
        return tuple(piece for run in runs for piece in self._run(run))

    def letter(self, letter: Letter) -> Letter:
        """The letter with a box for every term in it."""
        return letter.with_lines(self.line)

    def _run(self, run: Run) -> list[Run]:
        if run.kind in (RunKind.BOX, RunKind.LAW) or not self._codes:
            return [run]
        pieces, place = [], 0
        folded, spots = _with_places(run.text)
        for match in self._pattern.finditer(folded):
            key = " ".join(match[0].split())
            start, end = spots[match.start()], spots[match.end() - 1] + 1
            if key not in self._codes or (key in self._names and run.text[start].islower()):
                continue
            if start > place:
                pieces.append(Run(run.text[place:start], run.kind))
            pieces.append(Run(self._codes[key], RunKind.BOX))
            place = end
        if place < len(run.text):
            pieces.append(Run(run.text[place:], run.kind))
        return pieces


def _with_places(text: str) -> tuple[str, list[int]]:
    """The text without case, and for each character of it its place in ``text``: "ß" is "ss"."""
    parts = [char.casefold() for char in text]
    return "".join(parts), [place for place, part in enumerate(parts) for _ in part]


def _composed(text: str) -> str:
    """Accents as one character with their letter (Unicode NFC), as ``line`` gives them."""
    return unicodedata.normalize("NFC", text)


def _folded(text: str) -> str:
    return " ".join(_composed(text).split()).casefold()


def _pattern(term: str) -> str:
    return r"\s+".join(re.escape(part) for part in term.split())


def _kept(request: Request) -> list[str]:
    authority = request.authority
    phrases = [authority.name, authority.decides, authority.unit, authority.signs]
    phrases += authority.address
    if authority.objection_to:
        to = authority.objection_to
        phrases += [to.body, to.unit, *to.address]
    phrases += [party.name for party in request.procedure.third_parties]
    if request.requester:
        phrases.append(request.requester.organisation)
    return phrases


def people_hider(request: Request, state: DossierState) -> Hider:
    """Hides, for everyone, the people and identifiers that go in the documents."""
    privacy = PRIVACY_CODE[state.law]
    terms = []
    for entity in state.entities:
        if entity.action is Action.REDACT and entity.role is not Role.REQUESTER:
            code = " ".join(entity.grounds) or privacy
            names = (entity.name, *entity.forms, *entity.emails)
            terms += [
                (name, code)
                for name in names
                if len(name) >= _SHORTEST and _folded(name) not in template_words()
            ]
    terms += [
        (item.text, item.code)
        for item in state.redactions
        if item.label in _IDENTIFIERS and len(item.text) > _SHORTEST
    ]
    return Hider(terms, _kept(request))


def requester_hider(request: Request, state: DossierState) -> Hider:
    """Hides the requester's name and address, in what is published."""
    requester = request.requester
    if requester is None or requester.publish_name:
        return Hider([], [])
    terms = [requester.name, surname(requester.name), *requester.address]
    for entity in state.entities:
        if entity.role is Role.REQUESTER:
            terms += [entity.name, *entity.forms, *entity.emails]
    wanted = [(term, PRIVACY_CODE[state.law]) for term in terms if len(term) >= 2]
    return Hider(wanted, _kept(request))


_INITIALS = re.compile(r"^(?:[A-Z][a-z]{0,2}\.\s*)+")


def surname(name: str) -> str:
    """The surname with its prefixes: "van den Berg" of "A.B. van den Berg"."""
    bare = _INITIALS.sub("", name.strip())
    if bare != name.strip():
        return bare
    first, _, rest = bare.partition(" ")
    return rest or first
