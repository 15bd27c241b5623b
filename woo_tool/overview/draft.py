"""Rows of a register proposed from case files: each cell with the passage that says it.

Nothing here decides: a row counts after a person confirmed it (register.CONFIRMED).
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from woo_tool.overview.check import check_rules
from woo_tool.overview.style import Style
from woo_tool.rules import Rule, rules

_MONTHS = ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus",
           "september", "oktober", "november", "december")  # fmt: skip
_DATE = re.compile(
    r"\b(?:(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})"
    r"|(?P<d2>\d{1,2})[-/](?P<m2>\d{1,2})[-/](?P<y2>\d{4})"
    rf"|(?P<d3>\d{{1,2}}) (?P<m3>{'|'.join(_MONTHS)}) (?P<y3>\d{{4}}))\b",
    re.IGNORECASE,
)
_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀ-Þ\"'–•-])|\n(?=\s*(?:[A-ZÀ-Þ0-9–•*]|$))")
"""Where a sentence ends: behind a full stop, or at a line end before a capital or a new item."""
_NUMBERS = ("een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien")
_OF_A_CASE = ("received", "closed", "investigation")
_QUOTE = 300  # characters
_REACH = 90
"""How far a date may stand from the words that say what day it was, in characters."""


class _Cue(Rule):
    pattern: str


class _CategoryCue(_Cue):
    id: str


class _ValueCue(_Cue):
    value: str


class _InvestigationCue(_Cue):
    text: str
    track: str


class DraftRules(Rule):
    """rules/overview/draft.yaml."""

    conclusion: str
    dates: dict[str, str]
    categories: tuple[_CategoryCue, ...]
    investigations: tuple[_InvestigationCue, ...]
    proven: tuple[_ValueCue, ...]
    disposal_context: str
    police: str
    police_unless: str
    persons: str


@cache
def draft_rules() -> DraftRules:
    """The shipped rules. Raises RulesError."""
    shipped: DraftRules = rules("overview/draft.yaml", DraftRules)
    return shipped


@dataclass(frozen=True, slots=True)
class FilePage:
    """A page of a case file: where it stands, and its text."""

    document: str
    page: int
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A value for a column, and the sentence that says so; ``weight`` is higher for a sentence that
    draws a conclusion."""

    column: str
    value: str
    document: str
    page: int
    quote: str
    weight: int


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A proposed row: the passages by column, the chosen one first. No person confirmed it."""

    ref: str
    documents: tuple[str, ...]
    passages: Mapping[str, tuple[Passage, ...]]

    def value(self, column: str) -> str:
        """What is proposed for a column; empty where nothing is."""
        if column == "ref":
            return self.ref
        if column == "documents":
            return ",".join(self.documents)
        found = self.passages.get(column, ())
        return found[0].value if found else ""


def draft_row(ref: str, pages: Sequence[FilePage], style: Style) -> DraftRow | None:
    """The row of one case file; None where nothing says what kind of case it is."""
    by_column: dict[str, list[Passage]] = defaultdict(list)
    for page in pages:
        for sentence in _sentences(page.text):
            for column, value in _said(sentence, style):
                weight = 2 if _search(draft_rules().conclusion, sentence) else 1
                quote = sentence if len(sentence) <= _QUOTE else f"{sentence[: _QUOTE - 1]}…"
                by_column[column].append(
                    Passage(column, value, page.document, page.page, quote, weight)
                )
    # Every text may mention a kind of case; a case file also says when, or how it was looked into.
    if "category" not in by_column or by_column.keys().isdisjoint(_OF_A_CASE):
        return None
    _by_number(by_column)
    chosen = {column: _ranked(found, column) for column, found in by_column.items()}
    if chosen.get("proven") and chosen["proven"][0].value == "no":
        chosen.pop("disposals", None)
    return DraftRow(ref, tuple(dict.fromkeys(page.document for page in pages)), chosen)


def _sentences(text: str) -> Iterator[str]:
    for part in _END.split(text):
        sentence = " ".join(part.split())
        if len(sentence) > 3 and not sentence.endswith("?"):
            yield sentence


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _search(pattern: str, sentence: str) -> re.Match[str] | None:
    return _compiled(pattern).search(sentence)


def _said(sentence: str, style: Style) -> Iterator[tuple[str, str]]:
    """Every (column, value) that one sentence says."""
    cues = draft_rules()
    for column, pattern in cues.dates.items():
        day = _day_near(pattern, sentence)
        if day:
            yield column, day
    for one in cues.investigations:
        if _search(one.pattern, sentence):
            yield "investigation", one.text
            yield "track", one.track
    yield from _kind(sentence, style)
    yield from _outcome(sentence, style)


def _kind(sentence: str, style: Style) -> Iterator[tuple[str, str]]:
    known = {item.id for item in style.categories}
    for category in draft_rules().categories:
        if category.id in known and _search(category.pattern, sentence):
            yield "category", category.id
    named = sentence.lower()
    for name in style.subtypes:
        if len(name) > 6 and name.lower() in named:
            yield "subtype", name
    for unit in style.units:
        if unit.name.lower() in named:
            yield "unit", unit.name


def _outcome(sentence: str, style: Style) -> Iterator[tuple[str, str]]:
    cues = draft_rules()
    answer = next((one.value for one in cues.proven if _search(one.pattern, sentence)), "")
    if answer:
        yield "proven", answer
    if answer != "no" and _search(cues.disposal_context, sentence):
        known = set(style.disposal_ids)
        disposals = (d for d in check_rules().read.disposals if d.id in known)
        found = next((d.id for d in disposals if _search(d.pattern, sentence)), "")
        if found:
            yield "disposals", found
    if _search(cues.police, sentence) and not _search(cues.police_unless, sentence):
        yield "police", "yes"
    several = _search(cues.persons, sentence)
    if several:
        n = several["n"].lower()
        yield "persons", n if n.isdigit() else str(_NUMBERS.index(n) + 1)


def _day_near(pattern: str, sentence: str) -> str:
    """The date that stands nearest to the words, as jjjj-mm-dd; empty where there is none."""
    cue = _search(pattern, sentence)
    if cue is None:
        return ""
    days = [
        (_distance(cue, found), _iso(found)) for found in _DATE.finditer(sentence) if _iso(found)
    ]
    near = [item for item in days if item[0] <= _REACH]
    return min(near)[1] if near else ""


def _distance(cue: re.Match[str], found: re.Match[str]) -> int:
    return max(found.start() - cue.end(), cue.start() - found.end(), 0)


def _iso(found: re.Match[str]) -> str:
    year = found["y"] or found["y2"] or found["y3"]
    day = int(found["d"] or found["d2"] or found["d3"])
    name = found["m3"]
    month = _MONTHS.index(name.lower()) + 1 if name else int(found["m"] or found["m2"])
    try:
        return dt.date(int(year), month, day).isoformat()
    except ValueError:
        return ""


def _by_number(by_column: Mapping[str, list[Passage]]) -> None:
    """The category that most sentences point to comes first, whatever their order."""
    found = by_column["category"]
    counted: dict[str, int] = defaultdict(int)
    for one in found:
        counted[one.value] += one.weight
    found.sort(key=lambda one: -counted[one.value])


def _ranked(found: Sequence[Passage], column: str) -> tuple[Passage, ...]:
    """One passage a value, the chosen one first: by weight, and then the last in the file."""
    first: dict[str, Passage] = {}
    for _, one in sorted(enumerate(found), key=lambda item: _rank(column, *item)):
        first.setdefault(one.value, one)
    return tuple(first.values())


def _rank(column: str, place: int, one: Passage) -> tuple[int, str, int]:
    """One proven allegation makes a proven case; what ran once may have ended since. The first day
    is that of receipt. Categories come in the order that they were put in."""
    if column == "category":
        return 0, "", place
    before = {"received": one.value, "proven": _PROVEN.get(one.value, "")}.get(column, "")
    return -one.weight, before, -place


_PROVEN = {"yes": "1", "no": "2", "other": "3", "pending": "4"}
