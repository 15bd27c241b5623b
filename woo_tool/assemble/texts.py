"""The texts of the decision, loaded from rules/: what a reader sees isn't written in Python."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Literal

from pydantic import Field

from woo_tool.errors import RulesError
from woo_tool.kinds import Judgement, Label, Law, Role
from woo_tool.rules import Rule, rules

Pair = tuple[str, str]


class LawWords(Rule):
    """How a law is called, and its verb (of one, of many) and noun for making public."""

    name: str
    short: str
    disclose: str
    disclose_wij: str
    disclosure: str


class LetterTexts(Rule):
    """rules/letter.yaml: each section of the letter is a mapping of text blocks."""

    meta: dict[str, str]
    wij: tuple[Pair, ...]
    law: dict[Law, LawWords]
    headings: dict[str, str]
    column: dict[str, str]
    fields: dict[str, str]
    subject: dict[Law, str]
    draft: str
    missing: dict[str, str]
    points: dict[str, str]
    left_out: dict[str, str]
    date_question: str
    salutation: dict[str, str]
    request: dict[str, Any]
    procedure: dict[str, str]
    framework: dict[str, str]
    search: dict[str, str]
    views: dict[str, Any]
    decision: dict[str, Any]
    considerations: dict[str, Any]
    inventory_reasons: dict[str, str]
    release: dict[str, Any]
    signature: dict[str, str]
    objection: dict[str, Any]
    annex_articles: dict[str, Any]
    annex_inventory: dict[str, str]
    annex_further: dict[str, str]
    articles: dict[str, Any]


class Family(Rule):
    """The reasons of grounds that protect the same interest.

    ``names_stay`` are classes of people whose reason says that their names stay readable; where
    a name of theirs goes all the same, ``names_question`` asks why. ``stands``: the interest
    carries a decision by itself, so that ``question`` is a point for the writer and no hole.
    """

    interest: str = ""
    interest_wob: str = ""
    roles: dict[Role, str] = Field(default_factory=dict)
    labels: dict[Label, str] = Field(default_factory=dict)
    question: str
    weighing: str = ""
    five_years: str = ""
    stands: bool = False
    names_stay: tuple[Role, ...] = ()
    names_question: str = ""


class Motivations(Rule):
    """rules/motivations.yaml."""

    meta: dict[str, str]
    people: dict[Role, Pair]
    labels: dict[Label, Pair]
    grounds: dict[str, str]
    families: dict[str, Family]

    def family(self, code: str) -> Family:
        """The texts for a ground. Raises RulesError when there are none."""
        try:
            return self.families[self.grounds[code]]
        except KeyError:
            raise RulesError(
                f"voor grond {code} staat er geen motivering in.", where="rules/motivations.yaml"
            ) from None


Voice = Literal["ik", "wij"]


@cache
def letter_texts(voice: Voice = "ik") -> LetterTexts:
    """The text blocks of the letter, in the voice of one person or of a board."""
    file: LetterTexts = rules("letter.yaml", LetterTexts)
    return file if voice == "ik" else LetterTexts.model_validate(_as_board(file.model_dump()))


@cache
def motivations(voice: Voice = "ik") -> Motivations:
    """The reasons per ground, in the same voice."""
    file: Motivations = rules("motivations.yaml", Motivations)
    return file if voice == "ik" else Motivations.model_validate(_as_board(file.model_dump()))


def _as_board(value: object) -> object:
    """Every text with "wij" for "ik", and its verb in the plural (rules/letter.yaml, wij)."""
    if isinstance(value, str):
        for one, many in letter_texts().wij:
            value = re.sub(rf"(?<!\w){re.escape(one)}(?!\w)", many, value)
        return value
    if isinstance(value, dict):
        return {key: item if key == "wij" else _as_board(item) for key, item in value.items()}
    return type(value)(map(_as_board, value)) if isinstance(value, (list, tuple)) else value


@cache
def template_words() -> frozenset[str]:
    """The words with a capital in our own texts, in lower case.

    A single word of these is never taken for a name in a letter: "Bijlagen" stays.
    """
    told = f"{letter_texts().model_dump_json()} {motivations().model_dump_json()}"
    words = re.findall(r"\b[A-Z][a-z]+\b", f"{told} {' '.join(Judgement)}")
    return frozenset(word.casefold() for word in words)


def fill(template: str, slots: Mapping[str, str]) -> str:
    """The template with its slots filled. Raises RulesError for a slot that isn't known."""
    try:
        return template.format_map(slots).strip()
    except (KeyError, ValueError, IndexError) as fault:
        raise RulesError(
            f"onbekende of kapotte plaatshouder {fault} in de tekst «{template[:60]}…».",
            where="rules/letter.yaml of rules/motivations.yaml",
        ) from fault
