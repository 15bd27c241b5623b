"""The recognizers of rules/recognizers.yaml as presidio knows them: patterns with context.

presidio's own PatternRecognizer skips a pattern that runs into its time-out and gives only the
whole match, so this is a recognizer of our own: a time-out is a SafetyError, never a miss.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import regex
from presidio_analyzer import LocalRecognizer, RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts

from woo_tool.detect.layout.tables import Columns, Row
from woo_tool.detect.numbers.frames import Frame
from woo_tool.detect.numbers.validators import VALIDATORS
from woo_tool.detect.schema import PatternRule, RecognizerRule, TagRule, compile_rule
from woo_tool.detect.text.search import Index, Lines, Phrases, Search, widened
from woo_tool.errors import SafetyError

#: The language that every recognizer says it supports; other languages run through it as well.
LANGUAGE = "nl"


def result(
    recognizer: Any,
    label: str,
    start: int,
    end: int,
    score: float,
    **told: object,
) -> RecognizerResult:
    """A presidio result that carries what we tell the reader (``rules``, ``reason``, ``role``).

    ``recognizer`` is the presidio recognizer that speaks (presidio's classes carry no types).
    """
    return RecognizerResult(
        entity_type=label,
        start=start,
        end=end,
        score=score,
        recognition_metadata={
            RecognizerResult.RECOGNIZER_NAME_KEY: str(recognizer.name),
            RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: recognizer.id,
            **told,
        },
    )


class _Pattern:
    """One pattern of a rule, compiled."""

    def __init__(self, rule: PatternRule) -> None:
        self.rule = rule
        self.search = Search(compile_rule(rule.regex, ignore_case=rule.ignore_case))
        self.value = "value" if "value" in self.search.pattern.groupindex else 0


class _Tag:
    """One tag of a rule, compiled; ``mailbox`` is the pattern that its key stands for."""

    def __init__(self, rule: TagRule, mailbox: str) -> None:
        value = mailbox if rule.mailbox else rule.value
        self.rule = rule
        self._value = regex.compile(value) if value else None
        self._not = regex.compile(rule.not_value) if rule.not_value else None
        self._near, self._behind = _words(rule.near), _words(rule.behind)

    def holds(self, text: str, start: int, end: int, reach: int) -> bool:
        """Whether it goes for this value."""
        value = text[start:end]
        if self._value is not None and self._value.fullmatch(value):
            return True
        if self._not is not None and self._not.fullmatch(value):
            return False
        window = before(text, start, reach, self._near)
        return _last(self._near, window) >= 0 or _follows(self._behind, text, end)


class RuleRecognizer(LocalRecognizer):
    """One entry of rules/recognizers.yaml. ``ocr`` adds the patterns for pages read by OCR;
    ``mailbox`` is a pattern for addresses that belong to no person."""

    def __init__(
        self,
        rule: RecognizerRule,
        mailbox: str,
        number_words: Sequence[str],
        *,
        threshold: float,
        timeout: float,
        ocr: bool,
    ) -> None:
        self._rule = rule
        self._name = rule.name
        self._threshold = threshold
        self._timeout = timeout
        self._patterns = [_Pattern(one) for one in rule.patterns if ocr or not one.ocr]
        self._frames = [
            Frame(frame, number_words, VALIDATORS[frame.check]) for frame in rule.frames
        ]
        self._before = _words(rule.before)
        self._after = _words(rule.after)
        self._unless = _words(rule.unless)
        self._never = _words(rule.never)
        self._validate = VALIDATORS.get(rule.validator)
        self._tags = [_Tag(tag, mailbox) for tag in rule.tags]
        super().__init__(
            supported_entities=[str(rule.label)],
            supported_language=LANGUAGE,
            name=rule.name,
            context=[],
        )

    def load(self) -> None:
        """Nothing to load: the patterns are compiled when the recognizer is made."""

    def analyze(
        self,
        text: str,
        entities: list[str],  # noqa: ARG002 (presidio's signature)
        nlp_artifacts: NlpArtifacts | None = None,  # noqa: ARG002
    ) -> list[RecognizerResult]:
        """All values in ``text`` that reach the threshold.

        Raises SafetyError when a pattern takes longer than the rule file allows.
        """
        columns, index = Columns.of(text), Index.of(text)
        near = self._near(text, index, columns)
        found = []
        rows: dict[Row, RecognizerResult] = {}
        for pattern in self._patterns:
            lines = self._lines(pattern, index, near)
            for start, end in self._matches(pattern, index, lines) if lines else ():
                hit = self._judge(pattern.rule, text, start, end, columns)
                if hit is not None:
                    found.append(hit)
                elif (row := columns.row_at(start)) is not None and self._in_column(row, text, end):
                    hit = self._judge(pattern.rule, text, start, end, columns, headed=True)
                    if hit is not None and _fits_better(text, hit, rows.get(row)):
                        rows[row] = hit
        return found + list(rows.values()) + list(self._framed(text, index, columns))

    def _near(self, text: str, index: Index, columns: Columns) -> Lines:
        """The lines in which a context word can speak for a value."""
        above = self._before.lines(text) if self._before is not None else 0
        behind = self._after.lines(text) if self._after is not None else 0
        if not above and not behind:
            return 0
        lines = above | above << 1 | widened(behind, _AFTER)
        return lines | index.lines_at(columns.starts) if self._before is not None else lines

    def _framed(self, text: str, index: Index, columns: Columns) -> Iterator[RecognizerResult]:
        """What the frames of this rule find."""
        for frame in self._frames:
            for hit in frame.places(text, index, columns):
                rules, reason = self._told(text, hit.start, hit.end)
                yield result(
                    self,
                    str(self._rule.label),
                    hit.start,
                    hit.end,
                    hit.score,
                    rules=rules,
                    reason=reason,
                )

    def _in_column(self, row: Row, text: str, end: int) -> bool:
        """Whether a header that ran together names this kind, and the value ends in its row."""
        named = self._before is not None and self._before.pattern.search(row.header) is not None
        return named and end <= row.end and not text[end : end + 1].isalnum()

    def _lines(self, pattern: _Pattern, index: Index, near: Lines) -> Lines:
        """Where a pattern can find what counts: near a context word when it needs one."""
        lines = pattern.search.lines(index)
        if not lines or pattern.rule.score >= self._threshold:
            return lines
        around = pattern.search.line_ends
        return lines & widened(near, around) if around is not None else lines * bool(near)

    def _matches(self, pattern: _Pattern, index: Index, lines: Lines) -> Iterator[tuple[int, int]]:
        try:
            for start, end in pattern.search.spans(index, lines, pattern.value, self._timeout):
                if start < end:
                    yield start, end
        except TimeoutError as fault:
            raise SafetyError(
                f"het patroon '{self._name}' kwam niet op tijd klaar; de bladzijde is niet "
                "volledig doorzocht.",
                where="rules/recognizers.yaml",
                advice="Maak het patroon eenvoudiger of verhoog timeout_seconds.",
            ) from fault

    def _judge(
        self,
        pattern: PatternRule,
        text: str,
        start: int,
        end: int,
        columns: Columns,
        *,
        headed: bool = False,
    ) -> RecognizerResult | None:
        if self._unless is not None and self._unless.pattern.match(columns.header_at(start)):
            return None
        window = before(text, start, self._rule.reach, self._before, self._unless)
        cue = _NEAREST if headed else self._context(text, start, end, window, columns)
        if _last(self._unless, window) > cue:
            return None
        if self._never is not None and self._never.pattern.match(text[start:end]):
            return None
        score = pattern.score
        if cue >= 0 and pattern.context_score is not None:
            score = pattern.context_score
        if self._validate is not None:
            part = self._validate(text[start:end])
            if part is not None:
                end = start + len(part)
            elif self._rule.forgive and cue >= 0:
                score = min(score, _FORGIVEN)
            else:
                return None
        if score < self._threshold:
            return None
        rules, reason = self._told(text, start, end)
        return result(self, str(self._rule.label), start, end, score, rules=rules, reason=reason)

    def _context(self, text: str, start: int, end: int, window: str, columns: Columns) -> int:
        """Where the nearest context word ends in ``window`` before the value; -1 without one.

        The header of the column, and a word right after the value, count as the nearest of all.
        """
        header = columns.header_at(start)
        if self._before is not None and header and self._before.pattern.search(header):
            return _NEAREST
        if _follows(self._after, text, end):
            return _NEAREST
        if columns.row_at(start) is not None:  # a word of the header is no word before the value
            window = window.rsplit("\n", 1)[-1]
        cue = _last(self._before, window)
        # The word speaks for the first number behind it, not for one further on.
        return -1 if cue >= 0 and _NUMBER.search(window, cue) else cue

    def _told(self, text: str, start: int, end: int) -> tuple[tuple[str, ...], str]:
        for tag in self._tags:
            if tag.holds(text, start, end, self._rule.reach):
                return (self._name, tag.rule.tag), tag.rule.reason
        return (self._name,), self._rule.reason


def _fits_better(text: str, hit: RecognizerResult, kept: RecognizerResult | None) -> bool:
    """A column holds one value in a row: the one with the most digits, and never a bare year."""
    value = text[hit.start : hit.end]
    if _YEAR.fullmatch(value):
        return False
    return kept is None or _digits(value) > _digits(text[kept.start : kept.end])


def _digits(text: str) -> int:
    return sum(char.isdigit() for char in text)


_YEAR = regex.compile(r"(?:19|20)\d\d")
_NUMBER = regex.compile(r"\d{4}")
_FORGIVEN = 0.7
_NEAREST = 10_000
#: Line ends in words right behind a value.
_AFTER = 2
_SPACES = regex.compile(r"[ \t]+")
_JUNK = regex.compile(r"^[ \t,;?()\-]*")


def _words(words: tuple[str, ...]) -> Phrases | None:
    return Phrases(words) if words else None


def _follows(words: Phrases | None, text: str, end: int) -> bool:
    """Whether one of the words stands right behind the value."""
    return words is not None and bool(words.pattern.match(_JUNK.sub("", text[end : end + 60], 1)))


def _last(words: Phrases | None, window: str) -> int:
    if words is None or not window:
        return -1
    return max((match.end() for match in words.pattern.finditer(window)), default=-1)


def before(text: str, start: int, reach: int, *words: Phrases | None) -> str:
    """About ``reach`` characters before ``start``, at most back to the start of the line above;
    nothing when none of ``words`` can stand there.

    Runs of white space count as one, and the first word is whole.
    """
    if not reach:
        return ""
    first = max(0, start - 4 * reach - 40)
    if not any(one is not None and one.may_stand(text, first, start) for one in words):
        return ""
    window: str = text[first:start].rsplit("\n\n", 1)[-1]
    window = "\n".join(window.split("\n")[-2:])
    window = _SPACES.sub(" ", window)
    if len(window) <= reach:
        return window
    cut = len(window) - reach
    while cut > 0 and not window[cut - 1].isspace():
        cut -= 1
    return window[cut:]
