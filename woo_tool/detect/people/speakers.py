"""Who speaks: the sender of a message in a chat, and the label before what somebody said.

Where the form leaves no doubt (a time between brackets) any word can be a sender; elsewhere a word
must say something twice or more, and be no word of a form or an agenda.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import regex

from woo_tool.detect.people.names import NameRules
from woo_tool.detect.people.votes import Vote
from woo_tool.detect.text.grammar import NAME

_SPEAKER = (
    regex.compile(
        r"^[^\p{L}\n]{0,3}\[[\d\-/. :,]{5,22}\][ ]{0,2}[~@]?[ ]?"
        r"(?P<name>[^:\n]{1,40}?)(?=:[ ]|[ ]heeft[ ])"
    ),
    regex.compile(r"^\[\d{1,2}[:.]\d{2}(?::\d{2})?\][ ](?P<name>\p{L}[^:\n]{0,39})$"),
    regex.compile(
        r"^\d{1,2}[-/]\d{1,2}[-/]\d{2,4},?[ ]\d{1,2}:\d{2}[ ]-[ ](?P<name>[^:\n]{1,40}?)(?=:)"
    ),
    regex.compile(rf"^(?P<name>{NAME})[ ]-[ ]\d{{1,2}}[/-](?:\d|\p{{L}}{{3}})"),
)
_MAY_SPEAK = regex.compile(r".{0,3}\[|\d|.*[ ]-[ ]\d")
_LOW_NAME = regex.compile(r"[\p{L}'’-]+(?:[ ][\p{L}'’.-]+){0,4}")
_UNIT_TAIL = regex.compile(r"(?:[ ]\p{Lu}{2,5})+$")
_TIME = r"\d{1,2}[:.]\d{2}(?::\d{2})?"
_DAY = r"(?:\d{4}-\d\d-\d\d|\d{1,2}[-/.]\d{1,2}(?:[-/.]\d{2,4})?)"
#: `2021-02-09 11:31 Sjors: ja`, `Stef  00:52   ja`; and `Sjors: ja`. None of them is sure.
_SENT = (
    regex.compile(
        rf"(?:{_DAY}[ T,]{{1,2}})?{_TIME}(?:[ ]?[-–|>])?[ ]{{1,4}}<?"
        r"(?P<name>[^:>\n]{2,40}?)[:>][ ]"
    ),
    regex.compile(
        rf"(?P<name>[^\d\n:\[(]{{2,30}}?)[ ]{{1,4}}[\[(]?(?:{_DAY}[ ,]{{1,2}})?{_TIME}[\])]?"
        r"(?:[ ]{2}|:|$|(?<=[\])])[ ])"
    ),
)
_LABEL = regex.compile(r"[ >*•-]{0,3}(?P<name>\p{Lu}[^\s:,]+(?:[ ][^\s:,]+){0,3})[ ]?:[ ]")
_WHEN = regex.compile(rf"[ ]*(?:{_DAY}[ ,T]{{1,2}})?{_TIME}[ ]*")
_LONGEST = 40
_MAY_SPEAK_AGAIN = regex.compile(r".{0,48}:")
_LEAST = 2
_RULE = "layout:spreker"


def votes(rows: Sequence[tuple[int, str]], names: NameRules) -> Iterator[Vote]:
    """A vote for everybody who speaks in these lines with their offsets."""
    senders: list[tuple[int, str]] = []
    labels: list[tuple[int, str]] = []
    for number, (start, line) in enumerate(rows):
        hit = _first(_SPEAKER, line) if _MAY_SPEAK.match(line) else None
        if hit is not None:
            name = _UNIT_TAIL.sub("", hit["name"].strip())
            if _LOW_NAME.fullmatch(name) and names.plausible(name, strong=True):
                begin = start + hit.start("name")
                yield Vote(begin, begin + len(name), 0.8, _RULE, "spreker in een chat")
        elif _MAY_SPEAK_AGAIN.match(line):
            sent = _first(_SENT, line)
            hit = sent or _LABEL.match(line)
            if hit is not None:
                place = start + hit.start("name"), hit["name"].rstrip()
                (labels if sent is None else senders).append(place)
        elif (
            len(line) <= _LONGEST
            and number + 1 < len(rows)
            and _WHEN.fullmatch(rows[number + 1][1])
        ):
            senders.append((start, line.rstrip()))
    yield from _repeated(senders, names, lower=True)
    yield from _repeated(labels, names, lower=False)


def _first(patterns: Sequence[regex.Pattern[str]], line: str) -> regex.Match[str] | None:
    return next(filter(None, (pattern.match(line) for pattern in patterns)), None)


def _repeated(
    labels: Sequence[tuple[int, str]], names: NameRules, *, lower: bool
) -> Iterator[Vote]:
    """Those who speak more than once and are no label of a form; ``lower``: also an unknown word
    without a capital."""
    often = Counter(name for _, name in labels)
    speaks = {
        name: _is_person(name, names, lower=lower)
        for name, count in often.items()
        if count >= _LEAST
    }
    for start, name in labels:
        if speaks.get(name):
            yield Vote(start, start + len(name), 0.7, _RULE, "naam van wie vaker iets zegt")


def _is_person(name: str, names: NameRules, *, lower: bool) -> bool:
    if _LOW_NAME.fullmatch(name) is None or not names.plausible(name, strong=False):
        return False
    listed = all(set(names.flags(word)) & set("FfSs") for word in name.split())
    return (listed and not any(map(names.common, name.split()))) or (
        (lower or name[0].isupper()) and all(map(names.stranger, name.split()))
    )
