"""A bare surname or first name that went in one place and stands in another: when to ask.

A question that nobody can act on buries the ones that matter. Not asked about are ordinary words
where they are written as such, and names inside a longer text that a person kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from woo_tool.resources import data_path
from woo_tool.verify.folding import TOKEN, plain

Phrase = tuple[str, ...]
_NEW_SENTENCE = re.compile(
    r"(?:^|[.!?:;\n\u2022\u2026][\"'\u201c\u2018(\[]*\s*|[-\u2013\u2014*]\s+)[\"'\u201c\u2018(\[]*$"
)
_LOOK_BACK = 6  # characters before a word that show whether a sentence begins


@cache
def common_words() -> frozenset[str]:
    """The ordinary words of Dutch (rules/common_words.txt), without case and accents."""
    rows = data_path("rules", "common_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(plain(row) for row in map(str.strip, rows) if row and row[0] != "#")


def standing(text: str, names: Mapping[str, Sequence[Phrase]]) -> Iterator[str]:
    """The names (folded, one token each) that stand in a text and should be asked about.

    ``names`` gives for each name the kept texts (folded tokens) inside which it isn't asked about.
    """
    tokens = [(plain(hit[0]), hit.start(), hit[0]) for hit in TOKEN.finditer(text)]
    words = [word for word, _, _ in tokens]
    seen: set[str] = set()
    for place, (word, start, written) in enumerate(tokens):
        if word not in names or word in seen:
            continue
        ordinary = word in common_words() and _as_a_word(text, start, written)
        if not ordinary and not any(_around(words, place, phrase) for phrase in names[word]):
            seen.add(word)
            yield word


def _as_a_word(text: str, start: int, written: str) -> bool:
    before = text[max(start - _LOOK_BACK, 0) : start]
    return written[0].islower() or bool(_NEW_SENTENCE.search(before))


def _around(words: Sequence[str], place: int, phrase: Phrase) -> bool:
    """True when the word at ``place`` is part of ``phrase`` as it stands there."""
    size = len(phrase)
    first = max(place - size + 1, 0)
    return any(tuple(words[at : at + size]) == phrase for at in range(first, place + 1))
