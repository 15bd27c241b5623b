"""Findings that are words and not names, seen over the whole dossier.

The model reads a capital at the start of a line or sentence as a name now and then ("Raming alleen
nog in het archief"). Such a finding is left out when nothing else in the dossier says that it is
one: no layout cue, no fuller name with that word in it, no capital in the middle of a sentence, and
no word behind it that only people do ("Bakker verklaarde").
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from woo_tool.kinds import Label
from woo_tool.model import Finding, Page
from woo_tool.resolve.names import atoms, common_words, fold, forms

_MODEL = frozenset({"model", "model:mogelijk"})
_START = re.compile(r"(?:^|[\n\t|:;.!?•*\"“‘]|^[ >–-]+|\n[ >–-]+)[ >–•*\"“-]*\Z")
_NEXT = re.compile(r"[ \n]+(\w+)")
_UNIT_BEHIND = re.compile(r" ?\([A-Z]")
_BULLET = re.compile(r"[ >–•*-]*")
_LEFT = 12
#: From these probabilities on more of the doubtful words are names than not, on texts unseen: words
#: that are surnames too, and other words.
_SURE, _SURE_OF_COMMON = 0.8, 0.98
_COMMONEST = 5000
#: Letters of a name in lower case that the writing of other words says nothing of.
_LEAST_LOWER = 5


def names_only(found: Sequence[Finding], texts: Mapping[tuple[str, int], Page]) -> list[Finding]:
    """The findings without words that only look like a name, in the same order."""
    doubtful = {one for one in found if _doubtful(one, texts[one.document, one.page].text)}
    if not doubtful:
        return list(found)
    sure = [one for one in found if one not in doubtful]
    firm = _firm(sure)
    listed = {
        one
        for one in doubtful
        if _in_a_list_of_names(one, texts[one.document, one.page].text, sure)
    }
    doubtful -= listed
    lower = lower_words(page.text for page in texts.values())
    return [one for one in found if one not in doubtful or not _is_word(one, firm, lower)]


def lower_words(texts: Iterable[str]) -> frozenset[str]:
    """The words that the dossier writes in lower case somewhere."""
    return frozenset(word.fold for text in texts for word in atoms(text) if word.text.islower())


def _firm(found: Iterable[Finding]) -> frozenset[str]:
    return frozenset(
        word.fold for one in found if one.label == Label.PERSON for word in atoms(one.text)
    )


def _doubtful(one: Finding, text: str) -> bool:
    if one.label != Label.PERSON or one.role or not set(one.rules) <= _MODEL or not one.rules:
        return False
    if one.score >= _sure_of(one.text):
        return False
    if not one.text.isalpha() or one.text.isupper():
        return False
    if not _START.search(text[max(0, one.start - _LEFT) : one.start]):
        return False
    if _UNIT_BEHIND.match(text, one.end):
        return False
    after = _NEXT.match(text, one.end)
    return after is None or fold(after[1]) not in forms().people_do


def _sure_of(word: str) -> float:
    rank = common_words().get(fold(word), 0)
    return _SURE if rank >= _COMMONEST else _SURE_OF_COMMON


def _in_a_list_of_names(one: Finding, text: str, sure: Sequence[Finding]) -> bool:
    """True for a line of its own beside a line that begins with a name."""
    first, last = text.rfind("\n", 0, one.start) + 1, text.find("\n", one.end)
    last = len(text) if last < 0 else last
    if text[one.end : last].strip(" ,.;") or text[first : one.start].strip(" >–•*-"):
        return False
    above = text.rfind("\n", 0, max(first - 1, 0)) + 1
    starts = {
        hit.end() for start in (above, last + 1) if (hit := _BULLET.match(text, start)) is not None
    }
    return any(
        other.label == Label.PERSON
        and (other.document, other.page) == (one.document, one.page)
        and other.start in starts - {one.start}
        for other in sure
    )


def _is_word(one: Finding, firm: Collection[str], lower: Collection[str]) -> bool:
    word = fold(one.text)
    written = word in lower and not (one.text.islower() and len(word) >= _LEAST_LOWER)
    return word not in firm and (word in common_words() or written)
