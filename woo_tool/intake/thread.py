"""A mail body cut into its messages: the new one, and the older ones quoted below or in it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from functools import cache

from woo_tool.intake.describe import read_date
from woo_tool.intake.parts import clean, intake_rules, limits

_QUOTE = re.compile(r"(?:[ \t]?>)+ ?")
_TIME_OR_ADDRESS = re.compile(r"\d{1,2}[:.]\d{2}|@")


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a thread. ``spans`` are the pieces of the body that are its own (offsets,
    end exclusive, in order); those of all messages together are the whole body, without overlap.
    """

    spans: tuple[tuple[int, int], ...]
    sender: str = ""
    recipient: str = ""
    subject: str = ""
    date: dt.date | None = None

    def text(self, body: str) -> str:
        """The message's own text, quote marks included."""
        return "".join(body[start:end] for start, end in self.spans)


@dataclass(slots=True)
class _Draft:
    """A message while the lines are dealt out. ``level``: the quote marks its lines have."""

    level: int
    lines: list[int] = field(default_factory=list)
    opened_by: str = "body"


def split_thread(body: str) -> tuple[Message, ...]:
    """The messages of a body, the newest first; the first is there even when it has no text.

    Recognised are a header block (Van, Verzonden, Aan), a dividing line, "Op ... schreef ...:",
    and a quote with '>' that runs to the end. Lines below a quote go back to who wrote them.
    """
    lines = body.splitlines(keepends=True)
    drafts = _dealt(_Lines(lines))
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    return tuple(_message(draft, lines, starts) for draft in drafts)


class _Lines:
    """The lines without quote marks, how deep each is quoted, and how shallow it still gets."""

    def __init__(self, lines: list[str]) -> None:
        self.bare: list[str] = []
        self.level: list[int] = []
        for line in lines:
            bare, level = _bare(line)
            self.bare.append(bare)
            self.level.append(level)
        self.lowest_from = [0] * (len(lines) + 1)
        lowest = len(lines) + 10**6
        self.lowest_from[len(lines)] = lowest
        for place in range(len(lines) - 1, -1, -1):
            if self.bare[place]:
                lowest = min(lowest, self.level[place])
            self.lowest_from[place] = lowest

    def next_text(self, place: int) -> int | None:
        """The first line from ``place`` on that isn't blank."""
        return next((at for at in range(place, len(self.bare)) if self.bare[at]), None)


def _bare(line: str) -> tuple[str, int]:
    """A line without its quote marks, and how many it has."""
    marks = _QUOTE.match(line)
    return (clean(line[marks.end() :]), marks.group().count(">")) if marks else (clean(line), 0)


def _dealt(lines: _Lines) -> list[_Draft]:
    """Every line given to one message; messages in the order in which they begin."""
    drafts = [_Draft(0)]
    stack = [drafts[0]]
    place = 0
    while place < len(lines.bare):
        taken = 1
        if lines.bare[place]:
            while len(stack) > 1 and stack[-1].level > lines.level[place]:
                stack.pop()
            opened = _opened(lines, place, stack[-1]) if len(drafts) < limits().mail_parts else None
            if opened is not None:
                draft, taken = opened
                drafts.append(draft)
                stack.append(draft)
        stack[-1].lines.extend(range(place, place + taken))
        place += taken
    return drafts


def _opened(lines: _Lines, place: int, current: _Draft) -> tuple[_Draft, int] | None:
    """The message that begins on this line, and how many lines its opening takes."""
    level = lines.level[place]
    taken = _attribution(lines, place)
    if taken:
        following = lines.next_text(place + taken)
        quoted = following is not None and lines.level[following] > level
        words = " ".join(lines.bare[place : place + taken])
        if quoted or _TIME_OR_ADDRESS.search(words):
            return _Draft(level + quoted, opened_by="attribution"), taken
    if _is_separator(lines, place):
        return _Draft(level, opened_by="separator"), 1
    if _is_header_block(lines, place) and not _has_only_separator(current, lines):
        return _Draft(level, opened_by="header"), 1
    if level > current.level and lines.lowest_from[place] > current.level:
        return _Draft(current.level + 1, opened_by="quote"), 1
    return None


def _attribution(lines: _Lines, place: int) -> int:
    """How many lines (0-3) from here are "Op ... schreef ...:" ."""
    words = ""
    for count in range(1, 4):
        at = place + count - 1
        if at >= len(lines.bare) or not lines.bare[at]:
            return 0
        words = f"{words} {lines.bare[at]}".strip()
        if len(words) > 400:
            return 0
        if words.endswith(":") and any(p.fullmatch(words) for p in _patterns().attributions):
            return count
    return 0


def _is_separator(lines: _Lines, place: int) -> bool:
    """A dividing line with words, or a bare rule right above a header block."""
    words = lines.bare[place]
    if not any(pattern.fullmatch(words) for pattern in _patterns().separators):
        return False
    if any(char.isalpha() for char in words):
        return True
    following = lines.next_text(place + 1)
    return following is not None and _is_header_block(lines, following)


def _is_header_block(lines: _Lines, place: int) -> bool:
    """True on a line "Van: ..." with "Verzonden:" or "Aan:" shortly below it."""
    words = _patterns()
    if not words.from_.match(lines.bare[place]):
        return False
    end = place + 1 + intake_rules().mail.header_lines
    return any(
        words.sent.match(line) or words.to.match(line) for line in lines.bare[place + 1 : end]
    )


def _has_only_separator(current: _Draft, lines: _Lines) -> bool:
    """True when the current message is no more than its dividing line: the header is its own."""
    return current.opened_by == "separator" and not any(
        lines.bare[place] for place in current.lines[1:]
    )


@dataclass(frozen=True, slots=True)
class _Patterns:
    from_: re.Pattern[str]
    sent: re.Pattern[str]
    to: re.Pattern[str]
    subject: re.Pattern[str]
    separators: tuple[re.Pattern[str], ...]
    attributions: tuple[re.Pattern[str], ...]


@cache
def _patterns() -> _Patterns:
    words = intake_rules().mail

    def header(names: tuple[str, ...]) -> re.Pattern[str]:
        either = "|".join(re.escape(name) for name in names)
        return re.compile(rf"\*?(?:{either})\s?\*?\s?:\*?\s*(.*)", re.IGNORECASE)

    def plain(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)

    return _Patterns(
        header(words.from_),
        header(words.sent),
        header(words.to),
        header(words.subject),
        plain(words.separators),
        plain(words.attributions),
    )


def _message(draft: _Draft, lines: list[str], starts: list[int]) -> Message:
    spans: list[tuple[int, int]] = []
    for place in draft.lines:
        start, end = starts[place], starts[place + 1]
        if spans and spans[-1][1] == start:
            start = spans.pop()[0]
        spans.append((start, end))
    head = [_bare(lines[place])[0] for place in draft.lines[:12]]
    if draft.opened_by in ("separator", "header"):
        words = _patterns()
        return Message(
            tuple(spans),
            sender=_value(head, words.from_),
            recipient=_value(head, words.to),
            subject=_value(head, words.subject),
            date=read_date(_value(head, words.sent)),
        )
    if draft.opened_by == "attribution":
        opening = " ".join(head[:3])
        after = re.search(r"\bschreef\s+(?!op\b)(.{2,160}?):", opening)
        return Message(tuple(spans), sender=after[1] if after else "", date=read_date(opening))
    return Message(tuple(spans))


def _value(head: list[str], pattern: re.Pattern[str]) -> str:
    found = (pattern.match(line) for line in head)
    return next((match[1].strip() for match in found if match), "")


def unquoted(text: str) -> str:
    """The text without the quote marks that all its lines share, for reading."""
    lines = text.splitlines(keepends=True)
    levels = [level for bare, level in map(_bare, lines) if bare]
    # The opening line ("Op ... schreef ...:") stands one level above what it opens.
    shared = min(levels[1:], default=0) if len(levels) > 1 else min(levels, default=0)
    if not shared:
        return text
    return "".join(re.sub(rf"^(?:[ \t]?>){{1,{shared}}} ?", "", line) for line in lines)
