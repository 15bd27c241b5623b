"""Which part of an address or number goes, and which finds stay because they are nobody's."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from woo_tool.kinds import Label
from woo_tool.model import Finding
from woo_tool.request import Authority, Request
from woo_tool.resolve.names import atoms, fold
from woo_tool.resolve.policy import policy

_ABROAD = re.compile(r"\s*(?:\+|00)\s*31")
_SHORT_LABEL = 4


@dataclass(frozen=True, slots=True)
class Part:
    """Offsets in the finding's text of what goes; ``keep`` is why nothing does, or empty."""

    start: int
    end: int
    keep: str = ""


def part_of(
    finding: Finding,
    request: Request,
    surnames: Collection[str] = (),
    *,
    somebodys: bool = False,
) -> Part:
    """The part of a finding that goes. ``surnames``: compact surnames of persons that go;
    ``somebodys``: an address before whose @ stands a person's name, whatever else it is called."""
    text, authority = finding.text.replace("\u00ad", "-"), request.authority
    whole = Part(0, len(text))
    if finding.label == Label.EMAIL_ADDRESS and _is_named(text, request, surnames):
        return whole
    for rule in () if somebodys else finding.rules:
        if rule in policy().keep_rules:
            return Part(*_local(text), policy().keep_rules[rule])
    if finding.label == Label.EMAIL_ADDRESS:
        return _email(text, authority)
    if finding.label == Label.PHONE_NUMBER:
        return _phone(text, authority)
    if finding.label in (Label.ADDRESS, Label.POSTCODE) and _is_own_address(text, authority):
        return Part(0, len(text), "adres van het bestuursorgaan")
    return whole


def _local(text: str) -> tuple[int, int]:
    at = text.rfind("@")
    return (0, at) if at > 0 else (0, len(text))


def _email(text: str, authority: Authority) -> Part:
    start, end = _local(text)
    own = {fold(name.partition("@")[0]) for name in authority.mailboxes}
    if fold(text[start:end].strip()) in own:
        return Part(start, end, policy().keep_rules["functional_mailbox"])
    return Part(start, end)


def _is_named(text: str, request: Request, surnames: Collection[str]) -> bool:
    """True when the domain itself tells who it is (jansen.nl, familie-jansen.nl)."""
    domain = text[_local(text)[1] + 1 :]
    if not domain or fold(domain) in {fold(own) for own in request.authority.domains}:
        return False
    requester = request.requester
    staying = "".join(_words(requester.organisation)) if requester else ""
    labels = [label for label in fold(domain).split(".")[:-1] if label not in staying]
    pieces = {piece for label in labels for piece in (label, *re.split("[-_]", label))}
    if pieces & set(surnames):
        return True
    long = [name for name in surnames if len(name) > _SHORT_LABEL]
    return any(name in label for label in labels for name in long)


def _digits(text: str) -> tuple[str, list[int]]:
    """The digits of a Dutch number in its national form, and where each of them stands."""
    abroad = _ABROAD.match(text)
    begin = abroad.end() if abroad else 0
    found = [
        (char, place) for place, char in enumerate(text) if place >= begin and char.isdecimal()
    ]
    if abroad:
        if found and found[0][0] == "0":
            found = found[1:]
        found = [("0", begin), *found]
    return "".join(char for char, _ in found), [place for _, place in found]


def _phone(text: str, authority: Authority) -> Part:
    digits, places = _digits(text)
    book = policy()
    general = book.keep_rules["general_number"]
    if any(pattern.fullmatch(digits) for pattern in book.general_numbers):
        return Part(0, len(text), general)
    trunks = sorted((_digits(t)[0] for t in authority.phone_trunk), key=len, reverse=True)
    for trunk in trunks:
        if not trunk or not digits.startswith(trunk):
            continue
        rest = digits[len(trunk) :]
        if not rest or any(pattern.fullmatch(rest) for pattern in book.general_extensions):
            return Part(0, len(text), general)
        return Part(places[len(trunk)], len(text))
    return Part(0, len(text))


def _words(text: str) -> list[str]:
    return [atom.fold for atom in atoms(text)]


def _is_own_address(text: str, authority: Authority) -> bool:
    """True when the words stand in this order in an address of the body that decides."""
    blocks: list[Sequence[str]] = [authority.address]
    if authority.objection_to:
        blocks.append(authority.objection_to.address)
    wanted = _words(text)
    for block in blocks:
        words = _words(" ".join(block))
        for place in range(len(words) - len(wanted) + 1):
            if wanted and words[place : place + len(wanted)] == wanted:
                return True
    return False
