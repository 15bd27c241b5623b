"""Log-in names that are made of the name of somebody who is named: "rvdleuten" for Rob van der
Leuten, "huis.g", "adm_ghuis", "beheer_greet"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import dropwhile

import regex

from woo_tool.detect.numbers.validators import login_word

_WORD = regex.compile(r"\p{L}[\p{L}'’`-]*")
_TITLES = frozenset(
    {
        "heer", "mevrouw", "dhr", "mw", "mevr", "mej", "mr", "mrs", "ms", "drs", "dr", "ir", "ing",
        "prof", "ds", "meneer", "collega",
    }
)  # fmt: skip
_PARTICLES = frozenset(
    {
        "van", "de", "der", "den", "het", "t", "ten", "ter", "te", "el", "al", "la", "le", "du",
        "von", "da", "do", "di", "del", "dos", "bin", "ben", "v", "d", "vd", "in", "op",
    }
)  # fmt: skip
_PLAIN = str.maketrans({"ø": "o", "ı": "i", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae"})
#: A word in one case, with what may join parts of a log-in name.
_TOKEN = regex.compile(
    r"(?<![\p{L}\d@_./-]|\p{L}\\[\p{L}\d._-]{0,20})"
    r"(?:[a-z][a-z\d]*(?:[._-][a-z\d]+){0,4}|[A-Z]{5,}\d{0,4})"
    r"(?![\p{L}\d@_\\]|[._-][\p{L}\d])"
)
#: What such a word can be, at first sight.
_LOW = re.compile(r"[a-z][a-z\d._-]{2,}[a-z\d]")
#: What marks an account of somebody with more than one.
_ADDED = regex.compile(
    r"^(?:adm|admin|beheer|beheerder|ext|extern|stag|stagiair|test|usr|user|da|sa|a|x)[._-]"
    r"|[._-](?:adm|admin|beheer|ext|extern|stag|test|old|oud|priv|prive|thuis|werk|\d{1,4}|\p{L}{2})$"
)
_SHORT = regex.compile(r"[a-z]{1,3}[._-]")
_SIGN = re.compile(r"[._-]")
_LEAST = 4  # letters of a name made of an initial and a surname
_LEAST_SURNAME = 3


def logins(text: str, people: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where words stand that are a log-in name of one of the people."""
    read = [_forms(name) for name in set(people)]
    whole = frozenset().union(*(one for one, _ in read))
    parts = frozenset().union(*(one for _, one in read))
    words = {word for word in set(_LOW.findall(text.lower())) if _is_made(word, whole, parts)}
    for match in _TOKEN.finditer(text) if words else ():
        if match.group().lower() in words:
            yield match.span()


def _is_made(word: str, whole: frozenset[str], parts: frozenset[str]) -> bool:
    """Whether the word is made of one of these names."""
    if word.isalpha():
        return word in whole and login_word(word) is not None
    first, *others = _SIGN.split(word)
    if len(others) > 1 and first in parts:
        return True
    core = _ADDED.sub("", word)
    bare = core.rstrip("0123456789")
    added = core != word or bare != core
    return _bare(bare) in whole or (added and bare in parts) or _is_short_and(bare, parts)


def _is_short_and(word: str, parts: frozenset[str]) -> bool:
    """Whether it is one to three letters, a sign and a name: mb_jansma, k.jansma."""
    one = _SHORT.match(word)
    return one is not None and word[one.end() :] in parts


def _bare(word: str) -> str:
    return word.replace(".", "").replace("_", "").replace("-", "")


@lru_cache(maxsize=20_000)
def _forms(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """The log-in names of somebody without signs; and the first names and surname, which are one
    only with something added."""
    given, between, surname = _read(name)
    parts = frozenset(word for word in (*given, surname) if len(word) >= _LEAST)
    if len(surname) < _LEAST_SURNAME or not given:
        return frozenset(), parts
    short = "".join(word[0] for word in between)
    ends = {surname.partition("-")[0], _bare(surname)}
    last = {f"{link}{end}" for end in ends for link in ("", short, "".join(between))}
    letters = "".join(part[0] for word in given for part in word.split("-") if part)
    first = {_bare(given[0]), given[0][0], letters}
    if between:
        first.update((given[0][0] + short, given[0][0] + short[0]))
    whole = {a + b for a in first for b in last} | {b + a for a in first for b in last}
    return frozenset(word for word in whole if len(word) >= _LEAST), parts


def _read(name: str) -> tuple[list[str], list[str], str]:
    """First names or initials, what stands between, and the surname."""
    head, comma, tail = name.partition(",")
    words, last = _words(tail if comma else name), _words(head) if comma else []
    between = [word for word in words + last if word in _PARTICLES]
    if comma:
        last = [word for word in last if word not in _PARTICLES]
        return [word for word in words if word not in _PARTICLES], between, _first(last)
    words = list(dropwhile(_PARTICLES.__contains__, words))
    if not _PARTICLES.isdisjoint(words):
        places = [place for place, word in enumerate(words) if word in _PARTICLES]
        return words[: places[0]], between, _first(words[places[-1] + 1 :])
    return words[:-1], between, _first(words[-1:])


def _words(text: str) -> list[str]:
    """The words of a name, folded, without titles."""
    found = (_fold(word) for word in _WORD.findall(text))
    return [word for word in found if word and word not in _TITLES]


def _first(words: list[str]) -> str:
    return words[0] if words else ""


def _fold(word: str) -> str:
    marked = unicodedata.normalize("NFKD", word.lower().translate(_PLAIN))
    return "".join(sign for sign in marked if sign.isalpha() or sign == "-")
