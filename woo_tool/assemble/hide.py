"""What may not stand in a letter: people who are redacted, and in public the requester too.

The box takes the place of the text before anything is drawn, so that no renderer ever sees it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from woo_tool.assemble.blocks import Letter, Line, Run, RunKind
from woo_tool.model import Action, DossierState, Label, Law, Role
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
    """Replaces terms by black boxes; ``keep`` are phrases that stay even when a term is in them."""

    def __init__(self, terms: Iterable[tuple[str, str]], keep: Iterable[str]) -> None:
        self._codes = {_folded(term): code for term, code in terms if term.strip()}
        kept = {_folded(phrase) for phrase in keep if phrase.strip()} - self._codes.keys()
        words = sorted(kept | self._codes.keys(), key=lambda term: (-len(term), term))
        choices = "|".join(_pattern(word) for word in words)
        self._pattern = re.compile(rf"(?<!\w)(?:{choices})(?!\w)", re.IGNORECASE)
        self._active = bool(self._codes)

    def line(self, runs: Line) -> Line:
        """The line with a box for every term in it."""
        return tuple(piece for run in runs for piece in self._run(run))

    def letter(self, letter: Letter) -> Letter:
        """The letter with a box for every term in it."""
        return letter.with_lines(self.line) if self._active else letter

    def _run(self, run: Run) -> list[Run]:
        if run.kind is RunKind.BOX or not self._active:
            return [run]
        pieces, place = [], 0
        for match in self._pattern.finditer(run.text):
            code = self._codes.get(_folded(match[0]))
            if code is None or not _is_name(match[0]):
                continue
            if match.start() > place:
                pieces.append(Run(run.text[place : match.start()], run.kind))
            pieces.append(Run(code, RunKind.BOX))
            place = match.end()
        if place < len(run.text):
            pieces.append(Run(run.text[place:], run.kind))
        return pieces


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _pattern(term: str) -> str:
    return r"\s+".join(re.escape(part) for part in term.split())


def _is_name(text: str) -> bool:
    """A single word counts only with a capital or a digit: "Bakker", not "bakker"."""
    return " " in text.strip() or "@" in text or text[:1].isupper() or any(map(str.isdigit, text))


def _kept(request: Request) -> list[str]:
    authority = request.authority
    phrases = [authority.name, authority.decides, authority.unit, authority.signs]
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
            terms += [(name, code) for name in names if len(name) >= _SHORTEST]
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
