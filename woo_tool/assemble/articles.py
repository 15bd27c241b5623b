"""The articles of the annex, as in force on the date of the decision (rules/articles.yaml).

A text that isn't verified, or of which the version on that date isn't certain, is never given as
law: the annex asks for it instead (R10; Awb 3:47).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from woo_tool.kinds import Law
from woo_tool.rules import Rule, rules


class ArticleItem(Rule):
    """A lettered part of a paragraph; ``letter`` is None in an unlettered list."""

    letter: str | None
    text: str
    items: tuple[ArticleItem, ...] = ()


class ArticleParagraph(Rule):
    """A numbered paragraph (lid); ``lid`` is None where the article has none."""

    lid: int | None
    text: str
    items: tuple[ArticleItem, ...] = ()
    after: str | None = None


class Article(Rule):
    """One version of one article. ``outdated`` versions only serve to recognise a stale annex."""

    law: Literal["wob", "woo", "awb"]
    article: str
    title: str = ""
    scope: str = ""
    version_from: dt.date | None
    version_to: dt.date | None
    observed_on: tuple[dt.date, ...]
    paragraphs: tuple[ArticleParagraph, ...]
    status: str
    sources: tuple[str, ...]
    notes: tuple[str, ...]
    outdated: bool = False
    superseded: bool = False
    in_force: bool = True

    @property
    def name(self) -> str:
        """How the article is cited: "artikel 5.1 van de Woo"."""
        return f"artikel {self.article} van de {self.law.capitalize()}"

    def certain_on(self, day: dt.date) -> bool:
        """True when this wording is known to have been the law on ``day``."""
        if not self.in_force or self.outdated:
            return False
        starts = self.version_from or min(self.observed_on, default=None)
        ends = self.version_to
        if ends is None and self.superseded:
            ends = max(self.observed_on, default=None)
            if ends is None:
                return False
        return starts is not None and starts <= day and (ends is None or day <= ends)


@dataclass(frozen=True, slots=True)
class CitedArticle:
    """An article for the annex: its text, or the question that stands in its place."""

    law: str
    article: str
    text: Article | None
    question: str = ""

    @property
    def name(self) -> str:
        return f"artikel {self.article} van de {self.law.capitalize()}"


@cache
def _articles() -> tuple[Article, ...]:
    file: tuple[Article, ...] = rules("articles.yaml", tuple[Article, ...])
    return file


def article_on(law: str, number: str, on: dt.date | None) -> CitedArticle:
    """One article as in force on ``on``, or a question when that text isn't certain."""
    if on is None:
        return CitedArticle(law, number, None, "de datum van het besluit is nog niet bekend")
    versions = [
        item for item in _articles() if (item.law, item.article, item.scope) == (law, number, "")
    ]
    fits = [item for item in versions if item.certain_on(on)]
    if len(fits) != 1:
        reason = "de tekst op de datum van het besluit is niet vastgesteld"
        return CitedArticle(law, number, None, reason)
    if fits[0].status != "VERIFIED":
        return CitedArticle(
            law, number, None, "de tekst is nog niet door een tweede bron bevestigd"
        )
    return CitedArticle(law, number, fits[0])


def article_numbers(codes: Sequence[str], law: Law) -> tuple[str, ...]:
    """The article that holds each ground: 10.2.e gives 10, 5.1.2.e gives 5.1, 5.4a.1 gives 5.4a."""
    parts = [code.split(".") for code in codes]
    found = [part[0] if law is Law.WOB else ".".join(part[:2]) for part in parts]
    return tuple(dict.fromkeys(found))
