"""Sentences that a person has to judge: policy opinions, special categories, traceable facts and
business data. Cue phrases only, and few: what is suggested too often nobody reads."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

import regex

from woo_tool.detect.schema import SuggestionRule, compile_rule
from woo_tool.detect.text.search import Phrases, Search
from woo_tool.kinds import Label
from woo_tool.model import Finding, Page

#: A sentence ends at . ! or ? before white space and a capital, or at an empty line.
_END = regex.compile(
    r"(?<![ .(]\p{L})(?<!\b(?:mr|dr|ir|nr|art|drs|bijv|mevr|dhr|mw|prof|ing|jl|geb|tel|blz|[Ss]tg))"
    r"[.!?][\"”')]*"
    r"(?=\s+[\p{Lu}\d\"“‘'•-])|\n\s*\n|\n(?=[ ]*(?:[-–•*]|\d+[.)])[ ])"
)
_LINE = regex.compile(r"[^\n]+")
_MAX_SENTENCE = 600
#: A line shorter than this share of the page's long lines isn't wrapped: its sentence ends there.
_SHORT_LINE = 0.65
_LONG_LINES = 0.9


class _Rule:
    """One suggestion rule, compiled."""

    def __init__(self, rule: SuggestionRule) -> None:
        self.rule = rule
        # Apart, as the engine is many times faster with one beginning than with all of them.
        self._patterns: list[Search | Phrases] = [
            Search(compile_rule(text, ignore_case=True)) for text in rule.patterns
        ]
        if rule.cues:
            self._patterns.append(Phrases(rule.cues))
        self._together = [compile_rule(text, ignore_case=True) for text in rule.together]
        self._unless, self._someone, self._general = map(
            Phrases, (rule.unless, rule.someone, rule.general)
        )

    def places(self, text: str) -> list[tuple[int, str]]:
        """Where a cue stands, and what it says."""
        return sorted(
            (match.start(), match[0])
            for pattern in self._patterns
            for match in pattern.finditer(text)
        )

    def counts(self, text: str, start: int, end: int, named: bool) -> bool:
        """Does the sentence speak of somebody, and not of a rule for everybody?"""
        if self._unless.stand_in(text, start, end):
            return False
        if not all(pattern.search(text[start:end]) for pattern in self._together):
            return False
        if not self.rule.needs_person or named:
            return True
        someone = self._someone.stand_in(text, start, end)
        return someone and not self._general.stand_in(text, start, end)


class Suggestions:
    """The suggestion rules of rules/recognizers.yaml."""

    def __init__(self, rules: Sequence[SuggestionRule]) -> None:
        self._rules = [_Rule(rule) for rule in rules]

    def find(
        self, page: Page, text: str, people: Sequence[Finding], *, about_someone: bool = False
    ) -> Iterator[Finding]:
        """The sentences of ``text`` (the page's own, or its shadow) that a rule points to;
        ``about_someone``: as if each of them names a person."""
        ends = sorted({*(match.end() for match in _END.finditer(text)), *_line_ends(text)})
        names = [one for one in people if one.label is Label.PERSON]
        for one in self._rules:
            seen: set[int] = set()
            for place, cue in one.places(text):
                start, end = _sentence(text, ends, place)
                named = about_someone or any(
                    name.start < end and start < name.end for name in names
                )
                if start in seen or not one.counts(text, start, end, named):
                    continue
                seen.add(start)
                yield Finding(
                    page.document,
                    page.number,
                    start,
                    end,
                    page.text[start:end],
                    one.rule.label,
                    0.5,
                    (one.rule.name,),
                    f"'{' '.join(cue.split())}': {one.rule.reason}",
                )


def _line_ends(text: str) -> Iterator[int]:
    """Ends of lines that aren't wrapped, such as headings and fields, before a capital."""
    lines = list(_LINE.finditer(text))
    lengths = sorted(len(line[0]) for line in lines)
    long = lengths[int(len(lengths) * _LONG_LINES)] if lengths else 0
    for line in lines:
        if len(line[0]) < long * _SHORT_LINE and text[line.end() + 1 : line.end() + 2].isupper():
            yield line.end()


def _sentence(text: str, ends: Sequence[int], place: int) -> tuple[int, int]:
    index = bisect_right(ends, place)
    start = ends[index - 1] if index else 0
    end = ends[index] if index < len(ends) else len(text)
    start, end = max(start, place - _MAX_SENTENCE), min(end, place + _MAX_SENTENCE)
    while start < place and text[start] in " \t\n\r>*-–•":
        start += 1
    while end > start and text[end - 1] in " \t\n\r":
        end -= 1
    return start, end
