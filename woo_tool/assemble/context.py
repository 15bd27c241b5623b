"""What every section of the letter is written from: the request, the facts and the texts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from woo_tool.assemble.blocks import Heading, Paragraph, line, question
from woo_tool.assemble.facts import Facts
from woo_tool.assemble.language import count, sentence
from woo_tool.assemble.texts import LetterTexts, Motivations, Voice, fill, motivations
from woo_tool.deadlines import Deadlines, dutch_date
from woo_tool.kinds import Law
from woo_tool.model import DossierState
from woo_tool.request import Request


@dataclass(frozen=True, slots=True)
class Context:
    """Everything known when the letter is written. ``annexes`` are titles of further annexes."""

    request: Request
    state: DossierState
    facts: Facts
    deadlines: Deadlines
    texts: LetterTexts
    annexes: tuple[str, ...] = ()

    @property
    def law(self) -> Law:
        return self.state.law

    @property
    def voice(self) -> Voice:
        """Whether the letter says "ik" or "wij"."""
        return self.request.authority.speaks_as

    @property
    def motives(self) -> Motivations:
        """The reasons per ground in that voice."""
        return motivations(self.voice)

    def fill(self, template: str, **slots: str) -> str:
        """A text block with its slots, and those that every block may use."""
        words = self.texts.law[self.law]
        common = {
            "law": words.short,
            "law_name": words.name,
            "disclose": words.disclose if self.voice == "ik" else words.disclose_wij,
            "disclosure": words.disclosure,
            "Disclosure": sentence(words.disclosure),
        }
        return fill(template, common | slots)

    def paragraph(self, template: str, **slots: str) -> Paragraph:
        """A paragraph from a text block."""
        return Paragraph(line(self.fill(template, **slots)))

    def heading(self, key: str, level: int = 1) -> Heading:
        """The heading of a section."""
        return Heading(line(self.texts.headings[key]), level, key=key)

    def date(self, day: dt.date | None, what: str) -> str:
        """The date in words, or the question for it."""
        return dutch_date(day) if day else question(what)

    def documents(self, amount: int) -> str:
        """ "één document", "drie documenten"."""
        return count(amount, "document", "documenten")

    def publish(self) -> tuple[str, str]:
        """How the law says "make public", around its object: ("maak", " openbaar")."""
        one = self.voice == "ik"
        if self.law is Law.WOB:
            return ("verstrek" if one else "verstrekken"), ""
        return ("maak" if one else "maken"), " openbaar"


def agree(amount: int, one_many: Sequence[str]) -> str:
    """The singular or the plural form."""
    return one_many[0] if amount == 1 else one_many[1]
