"""The letter as an appeal judge reads it: what would make its reasons fall (rules/reasons.yaml).

Each finding names its rule and the source. What contradicts the boxes refuses the package; what
is weak is an open question.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from woo_tool.assemble.blocks import Letter, plain
from woo_tool.assemble.context import agree
from woo_tool.assemble.facts import Facts, GroundFacts, gather, older_than_five_years
from woo_tool.assemble.language import documents, sentence
from woo_tool.assemble.sections import Section, amounts, sections
from woo_tool.assemble.texts import fill
from woo_tool.deadlines import dutch_date
from woo_tool.grounds import ground, grounds, off_emissions
from woo_tool.kinds import Judgement, Law
from woo_tool.model import DossierState, InventoryItem
from woo_tool.request import Request
from woo_tool.rules import Rule, rules


class _Check(Rule):
    rule: str
    source: str
    status: str
    text: str
    refuse: bool = False


class _Words(Rule):
    weighing: str
    parts: str
    draft: str
    interest: str
    last_resort: str
    judgements: dict[Judgement, str]


class ReasonRules(Rule):
    """rules/reasons.yaml."""

    meta: dict[str, str]
    checks: dict[str, _Check]
    words: _Words
    fewest_words: int
    many_documents: int


@cache
def reason_rules() -> ReasonRules:
    """The checks, with their rules and sources."""
    file: ReasonRules = rules("reasons.yaml", ReasonRules)
    return file


@dataclass(frozen=True, slots=True)
class ReasonFinding:
    """A weakness of the letter: what, by which rule, from which source; ``refuses``: no package."""

    id: str
    what: str
    rule: str
    source: str
    refuses: bool

    @property
    def text(self) -> str:
        """The finding as a sentence, with rule and source."""
        return f"{sentence(self.what)}. Regel: {self.rule}. Bron: {self.source}."


def check_reasons(request: Request, state: DossierState, letter: Letter) -> list[ReasonFinding]:
    """Every weakness, in the order in which the letter is read."""
    facts, read = gather(state), sections(letter)
    by_ground = {section.ground: section for section in read if section.ground}
    found = list(_counts(facts, read))
    for used in facts.grounds:
        section = by_ground.get(used.code)
        if section is not None:
            found += _ground(used, section)
    found += _cited(facts, read)
    found += _whole_refusals(facts)
    found += _beside(facts)
    found += _emissions(facts)
    found += _dated(request, facts, read)
    return list(dict.fromkeys(found))


def _finding(id_: str, **slots: str) -> ReasonFinding:
    check = reason_rules().checks[id_]
    return ReasonFinding(id_, fill(check.text, slots), check.rule, check.source, check.refuse)


def _about(id_: str, numbers: Sequence[str], **slots: str) -> ReasonFinding:
    """A finding about documents, with the verb in number."""
    many = {"documents": documents(numbers), "its": agree(len(numbers), ("zijn", "hun"))}
    return _finding(id_, verb=agree(len(numbers), _VERBS.get(id_, _IS)), **many, **slots)


_IS = ("is", "zijn")
_VERBS = {
    "whole_without_parts": ("wordt", "worden"),
    "draft_as_draft": ("wordt", "worden"),
    "last_resort_beside": ("wordt", "worden"),
    "release_date_missing": ("wordt", "worden"),
}


def _says(pattern: str, text: str) -> bool:
    return re.search(pattern, text, re.IGNORECASE) is not None


def _counts(facts: Facts, read: Sequence[Section]) -> Iterator[ReasonFinding]:
    """The number of documents per judgement, where the letter decides."""
    section = next((item for item in read if item.key == "decision"), None)
    if section is None or not facts.items:
        return
    rows = list(section.items())
    words = reason_rules().words.judgements
    for judgement, amount in facts.judgements:
        told = [row for row in rows if amounts(row, "documenten|document")]
        mine = [row for row in told if _says(words[judgement], row)]
        if not any(amount in amounts(row, "documenten|document") for row in mine):
            yield _finding("counts_differ", judgement=judgement.value, amount=str(amount))


def _ground(used: GroundFacts, section: Section) -> Iterator[ReasonFinding]:
    """One ground: passages, a reason of its own, a weighing where the law asks one."""
    words, code = reason_rules().words, used.code
    open_ = any("NOG IN TE VULLEN" in plain(item) for item in section.lines())
    text = section.written()
    if used.passages and used.passages not in amounts(text, "passages|passage"):
        yield _finding("passages_differ", code=code, amount=str(used.passages))
    if open_:
        return  # what is still asked for is counted as a question already
    told = [plain(item) for item in section.lines()]
    own = " ".join(told[1:])
    if len(own.split()) < reason_rules().fewest_words:
        yield _finding("bare_ground", code=code)
    elif ground(code).balancing_required and not _says(words.weighing, own):
        yield _finding("no_weighing", code=code)
    if code == "5.1.5" and not _says(words.last_resort, text):
        yield _finding("last_resort")


def _cited(facts: Facts, read: Sequence[Section]) -> Iterator[ReasonFinding]:
    """Grounds that the considerations of a ground name, though nothing was refused on them."""
    law = {ground(code).law for code in facts.codes}
    text = " ".join(section.written() for section in read if section.ground).casefold()
    for item in grounds():
        used = item.law not in law or not item.citable or item.code in facts.codes
        if not used and re.search(rf"{re.escape(item.citation.casefold())}(?!\w)", text):
            yield _finding("cited_not_used", citation=item.citation)


def _whole_refusals(facts: Facts) -> Iterator[ReasonFinding]:
    """Refusals in whole: each its own reason, why no part, and never because it is a draft."""
    words, many = reason_rules().words, reason_rules().many_documents
    refused = facts.with_judgement(Judgement.NIET)
    same: dict[str, list[InventoryItem]] = defaultdict(list)
    for item in refused:
        same[" ".join(item.reason.casefold().split()).rstrip(".")].append(item)
    for items in same.values():
        kinds = {item.document.kind for item in items}
        if len(items) >= many and len(kinds) > 1:
            yield _about("one_reason_for_many", _numbers(items))
    whole = [item for item in refused if not _says(words.parts, item.reason)]
    if whole:
        yield _about("whole_without_parts", _numbers(whole))
    bare = [item for item in refused if _only_draft(item.reason)]
    if bare:
        yield _about("draft_as_draft", _numbers(bare))


def _only_draft(reason: str) -> bool:
    words = reason_rules().words
    return _says(words.draft, reason) and not _says(words.interest, reason)


def _numbers(items: Sequence[InventoryItem]) -> list[str]:
    return [item.document.number for item in items]


def _beside(facts: Facts) -> Iterator[ReasonFinding]:
    """5.1.5 for the whole of a document, beside a ground of the first or second paragraph (R1)."""
    for item in facts.with_judgement(Judgement.NIET):
        other = [code for code in item.grounds if re.match(r"5\.1\.[12]\.", code)]
        if "5.1.5" in item.grounds and other:
            yield _about("last_resort_beside", _numbers([item]), code=", ".join(other))


def _emissions(facts: Facts) -> Iterator[ReasonFinding]:
    """Environmental information on a ground that never holds for emissions (R4): a question."""
    for item in facts.with_judgement(Judgement.DEELS, Judgement.NIET):
        if item.document.environmental:
            codes = off_emissions(item.grounds)
            if codes:
                yield _about("emissions", _numbers([item]), code=", ".join(codes))


def _dated(request: Request, facts: Facts, read: Sequence[Section]) -> Iterator[ReasonFinding]:
    """R6, the date on which 5.1.4 ends; R7, the reason for old information."""
    whole = " ".join(section.written() for section in read)
    waiting = [item for item in facts.items if "5.1.4" in item.grounds]
    for item in waiting:
        day = item.document.release_on
        if day is None or dutch_date(day) not in whole:
            yield _about("release_date_missing", _numbers([item]))
    law = Law.WOO if any(ground(code).law is Law.WOO for code in facts.codes) else Law.WOB
    old, _ = older_than_five_years(facts, law, request.request.received)
    used = {code for item in old for code in item.grounds if ground(code).five_year_rule}
    section = next((item for item in read if item.key == "five_years"), None)
    # The opening, and one paragraph (a reason or a question) for each ground.
    told = len(list(section.lines())) - 1 if section else 0
    if used and told < 1:
        yield _finding("five_years_missing", code=", ".join(sorted(used)))
