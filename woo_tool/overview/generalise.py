"""Free text made less precise by rules (rules/overview/generalise.yaml), with before and after."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pydantic import Field, field_validator

from woo_tool.kinds import Role
from woo_tool.overview.style import Unit
from woo_tool.rules import Rule, rules

_MONTHS = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
_DATE = re.compile(
    r"\b(?P<on>op\s+)?(?:(?:maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag)\s+)?"
    rf"(?:(?P<d>\d{{1,2}})[-/](?P<m>\d{{1,2}})[-/](?P<y>\d{{4}}|\d{{2}})"
    rf"|(?P<y3>\d{{4}})-(?P<m3>\d{{2}})-\d{{2}}"
    rf"|(?P<d2>\d{{1,2}})\s+(?P<name>{_MONTHS})(?:\s+(?P<y2>\d{{4}}))?"
    rf"|(?P<name2>{_MONTHS})\s+(?P<y4>\d{{4}}))\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"(?:€|\bEUR\b|\beuro\b)\s*(?P<a>\d{1,3}(?:\.\d{3})+|\d+)(?:,(?P<c>\d{1,2}|-))?"
    r"(?:\s+(?P<times>duizend|ton|miljoen|miljard)\b)?"
    r"|\b(?P<a2>\d{1,3}(?:\.\d{3})+|\d+)(?:,(?P<c2>\d{1,2}))?"
    r"\s+(?:(?P<times2>duizend|ton|miljoen|miljard)\s+)?euro\b",
    re.IGNORECASE,
)


class _Pattern(Rule):
    id: str
    kind: str
    pattern: str
    replace: str

    @field_validator("pattern")
    @classmethod
    def _compiles(cls, value: str) -> str:
        try:
            re.compile(value)
        except re.error as fault:
            raise ValueError(f"dit is geen geldig patroon ({fault})") from fault
        return value


class _AmountTexts(Rule):
    below: str
    between: str
    above: str


class GeneraliseRules(Rule):
    """rules/overview/generalise.yaml; amounts in euros, units in members of staff."""

    smallest_unit: int = Field(ge=1)
    roles: dict[Role, str]
    amount_bands: tuple[int, ...] = Field(min_length=1)
    amount_texts: _AmountTexts
    date_to: Literal["year", "quarter", "month"]
    rules: tuple[_Pattern, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A text before and after, in published row ``number`` and row ``source`` of the register;
    ``rules`` names what changed it, ``asked`` what is open, ``approved`` who approved the row."""

    number: str
    source: int
    field: str
    before: str
    after: str
    rules: tuple[str, ...]
    asked: str = ""
    approved: str = ""


@cache
def generalise_rules() -> GeneraliseRules:
    """The shipped rules. Raises RulesError."""
    shipped: GeneraliseRules = rules("overview/generalise.yaml", GeneraliseRules)
    return shipped


def role_name(role: Role | None) -> str:
    """How a person with this role is called; empty where a name goes without replacement."""
    return generalise_rules().roles.get(role, "") if role is not None else ""


def generalise(text: str, units: Sequence[Unit] = ()) -> tuple[str, tuple[str, ...]]:
    """The text made less precise, and the rules that did it."""
    used: list[str] = []
    for name, apply in (*_fixed(units), *_patterns()):
        changed = apply(text)
        if changed != text:
            used.append(name)
            text = changed
    return (_tidy(text) if used else text), tuple(used)


def _fixed(units: Iterable[Unit]) -> list[tuple[str, Callable[[str], str]]]:
    names: list[tuple[str, Callable[[str], str]]] = [
        (
            "onderdeel",
            lambda text, name=name, above=above: re.sub(  # type: ignore[misc]
                rf"\b{re.escape(name)}\b", lambda _: above, text, flags=re.IGNORECASE
            ),
        )
        for name, above in _large_enough(units)
    ]
    return [
        *names,
        ("datum", lambda text: _DATE.sub(lambda found: _cased(found, _period(found)), text)),
        ("bedrag", lambda text: _AMOUNT.sub(lambda found: _cased(found, _band(found)), text)),
    ]


def _large_enough(units: Iterable[Unit]) -> list[tuple[str, str]]:
    """Every unit that is too small, the longest name first, with the nearest unit above it that
    isn't; a unit that isn't listed is large enough."""
    smallest = generalise_rules().smallest_unit
    small = {unit.name: unit.parent for unit in units if unit.staff < smallest}
    found = []
    for name in sorted(small, key=len, reverse=True):
        above, seen = small[name], {name}
        while above in small and above not in seen:
            seen.add(above)
            above = small[above]
        found.append((name, above))
    return found


@cache
def _patterns() -> tuple[tuple[str, Callable[[str], str]], ...]:
    return tuple((rule.id, _replacer(rule)) for rule in generalise_rules().rules)


def _replacer(rule: _Pattern) -> Callable[[str], str]:
    pattern = re.compile(rule.pattern, re.IGNORECASE if rule.kind == "functie" else 0)
    return lambda text: pattern.sub(lambda found: _cased(found, rule.replace), text)


def _as_first(whole: str, word: str) -> str:
    """The word with a capital where the whole begins with one."""
    return word[:1].upper() + word[1:] if whole[:1].isupper() else word


def _cased(found: re.Match[str], replace: str) -> str:
    """A replacement at the start of a sentence begins with a capital."""
    before = found.string[: found.start()].rstrip()
    return replace[:1].upper() + replace[1:] if not before or before[-1] in ".!?" else replace


def _period(found: re.Match[str]) -> str:
    year = found["y"] or found["y2"] or found["y3"] or found["y4"]
    if year and len(year) == 2:
        year = f"20{year}"
    number = found["m"] or found["m3"]
    names = _MONTHS.split("|")
    month = int(number) if number else names.index((found["name"] or found["name2"]).lower()) + 1
    within = "in " if found["on"] else ""
    if not 1 <= month <= 12:
        return found[0]
    if year is None:
        return f"{within}dat jaar"
    to = generalise_rules().date_to
    if to == "month":
        return f"{within}{names[month - 1]} {year}"
    quarter = ("eerste", "tweede", "derde", "vierde")[(month - 1) // 3]
    return f"{within}{year}" if to == "year" else f"{within}het {quarter} kwartaal van {year}"


def _band(found: re.Match[str]) -> str:
    whole = int((found["a"] or found["a2"]).replace(".", ""))
    cents = (found["c"] or found["c2"] or "0").replace("-", "0")
    times = _TIMES[(found["times"] or found["times2"] or "").lower()]
    amount = int((whole + float(f"0.{cents}")) * times)
    bands, texts = generalise_rules().amount_bands, generalise_rules().amount_texts
    if amount in bands and _is_band(found):
        return found[0]
    high = next((band for band in bands if amount < band), None)
    low = max((band for band in bands if band <= amount), default=None)
    if high is None:
        return texts.above.format(low=_euros(low or 0))
    if low is None:
        return texts.below.format(high=_euros(high))
    return texts.between.format(low=_euros(low), high=_euros(high))


def _is_band(found: re.Match[str]) -> bool:
    """True for a limit in a band that stands there already."""
    before, after = found.string[: found.start()], found.string[found.end() :]
    return before.endswith((" tot ", "minder dan ")) or after.startswith((" tot €", " of meer"))


_TIMES = {"": 1, "duizend": 1_000, "ton": 100_000, "miljoen": 1_000_000, "miljard": 10**9}


def _euros(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")


@cache
def _twice() -> re.Pattern[str]:
    """Two words for a person in a row: a function and then the name behind it."""
    rules_ = generalise_rules()
    names = {*rules_.roles.values(), *(r.replace for r in rules_.rules if r.kind == "functie")}
    one = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"\b(?:{one}),? (?P<last>{one})\b", re.IGNORECASE)


def _tidy(text: str) -> str:
    """Single spaces, no article twice ("de een medewerker"), and nobody twice."""
    before = ""
    while before != text:
        before = text
        text = _twice().sub(lambda found: _as_first(found[0], found["last"]), text)
    text = re.sub(r"\b(?:de|het|een)\s+(een|betrokkene|de)\b", r"\1", text, flags=re.IGNORECASE)
    text = re.sub(r"\s+([.,;:])", r"\1", text)
    return " ".join(text.split())
