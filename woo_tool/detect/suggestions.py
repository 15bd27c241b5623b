"""Sentences that a person has to judge: policy opinions, special categories, traceable facts and
business data. Cue phrases only, and few: what is suggested too often nobody reads."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

import regex

from woo_tool.detect.schema import SuggestionRule, any_of, compile_rule
from woo_tool.model import Finding, Label, Page

#: A sentence ends at . ! or ? before white space and a capital, or at an empty line.
_END = regex.compile(
    r"(?<![ .(]\p{L})(?<!\b(?:mr|dr|ir|nr|art|drs|bijv|mevr|dhr|mw|prof|ing|jl|geb|tel|blz))"
    r"[.!?][\"”')]*"
    r"(?=\s+[\p{Lu}\d\"“‘'•-])|\n\s*\n|\n(?=[ ]*(?:[-•*]|\d+[.)])[ ])"
)
_MAX_SENTENCE = 600


class Suggestions:
    """The suggestion rules of rules/recognizers.yaml."""

    def __init__(self, rules: Sequence[SuggestionRule]) -> None:
        self._rules = [
            (
                rule,
                compile_rule(any_of(rule.cues), ignore_case=True),
                compile_rule(any_of(rule.unless), ignore_case=True) if rule.unless else None,
            )
            for rule in rules
        ]

    def find(self, page: Page, text: str, people: Sequence[Finding]) -> Iterator[Finding]:
        """The sentences of ``text`` (the page's own, or its shadow) that a rule points to."""
        ends = [match.end() for match in _END.finditer(text)]
        for rule, cues, unless in self._rules:
            seen: set[int] = set()
            for match in cues.finditer(text):
                start, end = _sentence(text, ends, match.start())
                if start in seen or (unless is not None and unless.search(text[start:end])):
                    continue
                if rule.needs_person and not any(
                    person.label is Label.PERSON and person.start < end and start < person.end
                    for person in people
                ):
                    continue
                seen.add(start)
                yield Finding(
                    page.document,
                    page.number,
                    start,
                    end,
                    page.text[start:end],
                    rule.label,
                    0.5,
                    (rule.name,),
                    f"'{match[0].strip()}': {rule.reason}",
                )


def _sentence(text: str, ends: Sequence[int], place: int) -> tuple[int, int]:
    index = bisect_right(ends, place)
    start = ends[index - 1] if index else 0
    end = ends[index] if index < len(ends) else len(text)
    start, end = max(start, place - _MAX_SENTENCE), min(end, place + _MAX_SENTENCE)
    while text[start] in " \t\n\r>*-•":
        start += 1
    while end > start and text[end - 1] in " \t\n\r":
        end -= 1
    return start, end
