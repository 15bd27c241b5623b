"""The same number, address or full name elsewhere: what goes in one place goes in every place.

A number that is somebody's in one document (a birth date in a form, a home address in a letter)
tells as much where detection took it for something else, or for nothing. In doubt, redacted: a
person may keep the other place. What holds letters alone (the name in an address or a login) is
left to the names of the dossier, but for full names that can't be read as a name, and for names in
l e t t e r s apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from woo_tool.kinds import Action, Label
from woo_tool.model import Page
from woo_tool.resolve.cast import ELSEWHERE
from woo_tool.resolve.marks import Place, Proposal
from woo_tool.resolve.names import common_words, fold

_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_SHORTEST = 6  # characters without spaces and punctuation: fewer say nothing by themselves
_LONGEST = 60
_FEW = 2  # letters that a name in letters apart may have together
_START = 4  # characters by which a place is ruled out at once


@dataclass(frozen=True, slots=True)
class _Squashed:
    """A text without case, accents, spaces and punctuation, and where its tokens stand in it."""

    text: str
    starts: Mapping[int, int]
    ends: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class _Known:
    """What goes somewhere; ``apart``: it is one word of a name, known by its letters apart."""

    goes: Proposal
    apart: bool = False

    def fits(self, text: str) -> bool:
        """False for ordinary words (Roos Bakker) that aren't written as a name, and for one word
        of a name that isn't in letters apart: the persons of the dossier have those."""
        if self.goes.label != Label.PERSON:
            return True
        words = _TOKEN.findall(text)
        if self.apart:
            return len(words) > _FEW and max(map(len, words)) <= _FEW
        ordinary = all(fold(word) in common_words() for word in words)
        return not ordinary or all(word[0].isupper() for word in words)


def same_elsewhere(
    pages: Mapping[str, Sequence[Page]],
    seen: Mapping[tuple[str, int], Sequence[Proposal]],
) -> Iterator[Proposal]:
    """A proposal for each place where such a text stands and isn't proposed to go already.

    ``seen`` are the proposals so far, by document and page.
    """
    texts = {(page.document, page.number): page for many in pages.values() for page in many}
    known = _numbers(texts, seen)
    lengths = sorted({len(text) for text in known})
    beginnings = {text[:_START] for text in known}
    for key, page in texts.items() if known else ():
        squashed = _squash(page.text)
        for at, start in squashed.starts.items():
            if squashed.text[at : at + _START] not in beginnings:
                continue
            for length in lengths:
                end = squashed.ends.get(at + length)
                one = known.get(squashed.text[at : at + length]) if end else None
                if not one or not end or not one.fits(page.text[start:end]):
                    continue
                if not _settled(one.goes, start, end, seen.get(key, ())):
                    yield _again(one.goes, Place(*key, start, end))


def _numbers(
    texts: Mapping[tuple[str, int], Page], seen: Mapping[tuple[str, int], Sequence[Proposal]]
) -> dict[str, _Known]:
    """What goes as a number, an address or a name, by its squashed text: the first of the
    dossier."""
    known: dict[str, _Known] = {}
    words: dict[str, _Known] = {}
    for key in sorted(seen):
        for one in seen[key]:
            if one.action != Action.REDACT or one.label == Label.SIGNATURE:
                continue
            if one.label.is_suggestion:
                continue
            text = texts[key].text[one.redact_start : one.redact_end]
            squashed = _squash(text)
            person = one.label == Label.PERSON
            telling = len(squashed.starts) > 1 if person else not squashed.text.isalpha()
            if telling and _SHORTEST <= len(squashed.text) <= _LONGEST:
                known.setdefault(squashed.text, _Known(one))
            for word in map(fold, _TOKEN.findall(text)) if person else ():
                if len(word) >= _SHORTEST and word not in common_words():
                    words.setdefault(word, _Known(one, apart=True))
    return {**words, **known}


def _squash(text: str) -> _Squashed:
    parts: list[str] = []
    starts, ends, size = {}, {}, 0
    for token in _TOKEN.finditer(text):
        starts[size] = token.start()
        parts.append(fold(token[0]))
        size += len(parts[-1])
        ends[size] = token.end()
    return _Squashed("".join(parts), starts, ends)


def _settled(one: Proposal, start: int, end: int, there: Sequence[Proposal]) -> bool:
    """True where it goes already, and where a name stands that is known to be somebody's: then
    the persons of the dossier say what becomes of it, unless only a part of it would go."""
    return any(
        (other.action != Action.KEEP and other.redact_start <= start and end <= other.redact_end)
        or (one.label == other.label == Label.PERSON and _decides(other, start, end))
        for other in there
        if not other.label.is_suggestion
    )


def _decides(name: Proposal, start: int, end: int) -> bool:
    """True for a name here that isn't just a loose part that goes (`Gi d o` in letters apart)."""
    part = start <= name.start and name.end <= end and name.action != Action.KEEP
    return name.start < end and start < name.end and not part


def _again(one: Proposal, place: Place) -> Proposal:
    return replace(
        one,
        place=place,
        redact_start=place.start,
        redact_end=place.end,
        reason=f"staat ook elders in het dossier ({one.reason})",
        rules=ELSEWHERE,
    )
