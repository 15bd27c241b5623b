"""The refusal grounds of the Wob and the Woo, and the rules for choosing them (rules/grounds.yaml).

Rules R1-R4, R6, R8, R9 and R11 are checked where a ground is chosen and again where the letter is
made; R5, R7 and R10 are about the letter itself.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from functools import cache
from typing import Any, Literal

from pydantic import Field

from woo_tool.errors import InputError
from woo_tool.kinds import Law
from woo_tool.model import EMISSIONS, Document, Environmental
from woo_tool.rules import Rule, rules

Kind = Literal["absolute", "relative", "temporary", "rule"]


class TextVersion(Rule):
    """Another wording of a ground, with the days on which it holds."""

    text: str
    status: str
    valid_from: str | None = None
    valid_to: str | None = None


class Ground(Rule):
    """One ground as the statute words it, with what a motivation must contain."""

    id: str
    law: Law
    code: str
    citation: str
    short_label: str
    text: str
    kind: Kind
    balancing_required: bool
    motivation: str
    five_year_rule: bool
    status: str
    aliases: tuple[str, ...] = ()
    aliases_extra: tuple[str, ...] = ()
    aanhef: str | None = None
    environmental: tuple[str, ...] = ()
    maps_to_woo: tuple[str, ...] = ()
    maps_from_wob: tuple[str, ...] = ()
    mapping_note: str = ""
    valid_from: dt.date
    valid_to: dt.date | None = None
    sources: tuple[str, ...] = ()
    note: str = ""
    requires: tuple[str, ...] = ()
    constraints: tuple[str, ...] = ()
    text_versions: tuple[TextVersion, ...] = ()
    built_in_exception: str = ""
    not_applicable_if: str = ""
    not_applicable_to: tuple[str, ...] = ()
    applies_to: tuple[str, ...] = ()
    related: Any = None
    definitions: Any = None

    @property
    def citable(self) -> bool:
        """True when a box may carry it (R11)."""
        return self.kind != "rule"


class _Judgement(Rule):
    code: str
    label: str
    minvws: str | None
    aliases: tuple[str, ...] = ()
    basis: str = ""
    requires: tuple[str, ...] = ()
    note: str = ""


class _CheckRule(Rule):
    id: str
    rule: str
    basis: str
    source: str
    never: dict[Law, tuple[str, ...]] = Field(default_factory=dict)


class _GroundsFile(Rule):
    meta: dict[str, Any]
    applicability: dict[str, Any]
    code_formats: dict[str, Any]
    judgements: tuple[_Judgement, ...]
    rules: tuple[_CheckRule, ...]
    grounds: tuple[Ground, ...] = Field(min_length=1)


@cache
def _file() -> _GroundsFile:
    file: _GroundsFile = rules("grounds.yaml", _GroundsFile)
    return file


@cache
def grounds(law: Law | None = None) -> tuple[Ground, ...]:
    """Every ground (of one law), in the order of the statute."""
    return tuple(item for item in _file().grounds if law is None or item.law == law)


@cache
def _by_code() -> dict[str, Ground]:
    return {item.code: item for item in grounds()}


def ground(code: str) -> Ground:
    """The ground with this canonical code. Raises InputError when there is none."""
    try:
        return _by_code()[code]
    except KeyError:
        raise InputError(
            f"grond '{code}' bestaat niet.", advice="Zie: woo grounds, voor alle gronden."
        ) from None


def normalise(text: str) -> str:
    """The canonical code for what people write: '10.2e', 'art. 5.1 lid 2 sub e', '(10)(2e)'.

    Raises InputError when it isn't a ground.
    """
    wanted = text.strip()
    if wanted in _by_code():
        return wanted
    for item in grounds():
        if wanted.lower() in {alias.lower() for alias in (*item.aliases, *item.aliases_extra)}:
            return item.code
    match = re.match(_file().code_formats["normaliser_regex"], wanted)
    if match:
        return ground(".".join(part.lower() for part in match.groups() if part)).code
    raise InputError(f"grond '{text}' bestaat niet.", advice="Zie: woo grounds, voor alle gronden.")


def sort_codes(codes: Sequence[str]) -> tuple[str, ...]:
    """Codes without doubles, in the order of the statute."""
    order = {item.code: place for place, item in enumerate(grounds())}
    return tuple(sorted(set(codes), key=lambda code: (order.get(code, len(order)), code)))


def counterparts(code: str) -> tuple[Ground, ...]:
    """The grounds of the other law that protect what this one does (rules/grounds.yaml).

    Several where the laws differ: a person chooses then. Empty where the other law has none.
    """
    mine = ground(code)
    codes = mine.maps_to_woo or [item.code for item in grounds() if code in item.maps_to_woo]
    return tuple(item for item in map(ground, codes) if item.citable)


def _offer(code: str) -> str:
    """What to choose in place of a ground of the other law, as the end of a sentence."""
    found = counterparts(code)
    if not found:
        return "; die wet heeft geen grond die hierop lijkt"
    if len(found) == 1:
        return f"; daar past {found[0].code} ({_short(found[0])})"
    listed = ", ".join(f"{item.code} ({_short(item)})" for item in found)
    return f"; kies zelf welke daar past: {listed}"


def _short(item: Ground) -> str:
    return item.short_label[0].lower() + item.short_label[1:]


def because(rule: str) -> str:
    """The rule that a fault breaks, with its source: "(R1; artikel 5.1, vijfde lid, ...)"."""
    return f"({rule}; {_rule(rule).source})"


@cache
def _rule(id_: str) -> _CheckRule:
    return next(item for item in _file().rules if item.id == id_)


def faults(
    codes: Sequence[str],
    law: Law,
    *,
    environmental: Environmental = False,
    consent: bool = False,
    released: bool = True,
) -> tuple[str, ...]:
    """What is wrong, in Dutch, with these grounds on one place; each names its rule and source.

    ``released``: the day on which the information follows is known (R6).
    """
    known = [ground(code) for code in codes]
    found = []
    if not any(item.citable for item in known):
        found.append(f"er is geen grond die een weigering kan dragen {because('R11')}")
    found += [
        f"{item.code} is geen weigeringsgrond ({item.short_label}) {because('R11')}"
        for item in known
        if not item.citable
    ]
    found += [
        f"{item.code} hoort bij de {item.law.capitalize()}; op dit besluit is de "
        f"{law.capitalize()} van toepassing {because('R8')}{_offer(item.code)}"
        for item in known
        if item.law != law
    ]
    if "5.1.5" in codes and any(re.match(r"5\.1\.[12]\.", code) for code in codes):
        what = "5.1.5 kan niet samen met een grond van 5.1, eerste of tweede lid"
        found.append(f"{what} {because('R1')}")
    found += _environment_faults(codes, environmental)
    if environmental == EMISSIONS:
        found += [f"{code} kan niet bij emissies {because('R4')}" for code in off_emissions(codes)]
    if consent and "10.2.e" in codes:
        found.append(f"10.2.e kan niet als de betrokkene heeft ingestemd {because('R9')}")
    if "5.1.4" in codes and not released:
        what = "bij 5.1.4 hoort de dag van openbaarmaking (documents.csv, kolom release_on)"
        found.append(f"{what} {because('R6')}")
    return tuple(found)


def document_faults(codes: Sequence[str], law: Law, document: Document) -> tuple[str, ...]:
    """``faults`` for a place in ``document``, or for the whole of it."""
    return faults(
        codes,
        law,
        environmental=document.environmental,
        consent=document.consent,
        released=document.release_on is not None,
    )


def off_emissions(codes: Sequence[str]) -> tuple[str, ...]:
    """Those grounds that never hold for environmental information about emissions (R4)."""
    never = _rule("R4").never
    return tuple(
        code
        for code in codes
        if any(f"{code}.".startswith(f"{start}.") for start in never.get(ground(code).law, ()))
    )


def _environment_faults(codes: Sequence[str], environmental: Environmental) -> list[str]:
    if not environmental:
        what = f"5.1.6 geldt alleen voor milieu-informatie {because('R3')}"
        return [what] if "5.1.6" in codes else []
    never = {
        "5.1.5": f"5.1.5 kan niet voor milieu-informatie {because('R2')}",
        "5.1.1.c": f"voor milieu-informatie vervangt 5.1.6 de grond 5.1.1.c {because('R3')}",
        "10.2.g": f"10.2.g kan niet voor milieu-informatie {because('R9')}",
    }
    return [never[code] for code in codes if code in never]
