"""Builds the word lists that ship with the model (see `woo_tool.detect.tagger.features.Lists`)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

import wordfreq
from names import TUSSENVOEGSELS, NameLists, frequency, read_cues, without_prefix
from texts import Sample, pieces

from woo_tool.detect.tagger.features import Lists, fold

_WORD = re.compile(r"[^\W\d_]+(?:[-.'/][^\W\d_]+)*\.?")
_COMMON_NAME = 10**-6.6
_KNOWN, _WELL_KNOWN = 200_000, 50_000
_HERE = Path(__file__).parent
_MONTHS = "januari februari maart april mei juni juli augustus september oktober november december"
_DAYS = "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag"


def count_cases(samples: Iterable[Sample]) -> tuple[Counter[str], Counter[str]]:
    """Count, outside entities, words in lower case and words with a capital inside a sentence."""
    lower: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for sample in samples:
        for text, label in pieces(sample):
            if label:
                capital.update(word.lower() for word in _WORD.findall(text))
                continue
            lower.update(word.rstrip(".") for word in _WORD.findall(text) if word.islower())
    return lower, capital


def vocabulary(
    own: Iterable[Sample], silver: Iterable[Sample], lists: NameLists
) -> tuple[frozenset[str], frozenset[str]]:
    """Return (words that may be features, the commonest of them).

    A word counts when it is frequent in Dutch at large or seen in lower case, outside names, twice
    in our own text or four times elsewhere, and when it isn't a name that is hardly ever a word.
    """
    own_lower, own_capital = count_cases(own)
    lower, capital = count_cases(silver)
    names = {fold(n) for n in lists.first} | {fold(without_prefix(n)) for n in lists.surnames}
    places = lists.towns + lists.municipalities + lists.geonames + lists.far_towns
    names |= {fold(n) for n in places}
    words: set[str] = {w for w, n in own_lower.items() if n >= 2}
    words |= {w for w, n in lower.items() if n >= 4}
    frequent = wordfreq.top_n_list("nl", 12_000)
    words |= set(frequent)
    calendar = set(f"{_MONTHS} {_DAYS}".split())
    kept = {
        word
        for word in words
        if word in calendar
        or _is_word(
            word,
            own_lower[word] + lower[word],
            own_capital[word] + capital[word],
            is_name=fold(word) in names,
        )
    }
    kept |= {word for words in read_cues().values() for word in words}
    return frozenset(kept), frozenset(set(frequent[:3000]) & kept)


def _is_word(word: str, lower: int, capital: int, *, is_name: bool) -> bool:
    if not word or not any(c.isalpha() for c in word) or any(c.isdigit() for c in word):
        return False
    if is_name:
        return lower >= 3 and lower > capital
    return lower >= capital


def build(lists: NameLists, words: frozenset[str], common: frozenset[str]) -> Lists:
    """Put all lists together: flags of every word, and the vocabulary."""
    flags: defaultdict[str, set[str]] = defaultdict(set)
    _add_names(flags, lists)
    _add_places(flags, lists)
    for letter, cue_words in read_cues().items():
        for word in cue_words:
            flags[word].add(letter)
    for word in words:
        flags[word].add("C" if word in common else "c")
    for word in lists.words:
        if word in flags and flags[word].isdisjoint("Cc"):
            flags[word].add("n")
    _add_general_words(flags, words)
    _add_organisations(flags, lists)
    return Lists({word: "".join(sorted(letters)) for word, letters in flags.items()}, words)


def _add_names(flags: defaultdict[str, set[str]], lists: NameLists) -> None:
    for name in lists.first:
        flags[fold(name)].add("F" if frequency(name) >= _COMMON_NAME else "f")
    for name in lists.surnames:
        for part in without_prefix(name).replace("-", " ").split():
            if part.lower() not in TUSSENVOEGSELS and len(part) > 1:
                flags[fold(part)].add("S" if frequency(part) >= _COMMON_NAME else "s")


def _add_general_words(flags: defaultdict[str, set[str]], words: frozenset[str]) -> None:
    for word in wordfreq.top_n_list("en", 2500):
        if word.isalpha() and word not in words:
            flags[word].add("e")
    for rank, word in enumerate(wordfreq.top_n_list("nl", _KNOWN)):
        if word.isalpha() and len(word) > 2 and word not in flags and fold(word) not in flags:
            # What is commoner in English is a loan or, as often, a foreign name.
            foreign = wordfreq.word_frequency(word, "en") >= frequency(word)
            flags[word].add("w" if foreign else ("k" if rank < _WELL_KNOWN else "q"))


def _add_organisations(flags: defaultdict[str, set[str]], lists: NameLists) -> None:
    """Names of organisations and brands of one word that nothing else is known of."""
    for name in lists.organisations + lists.brands:
        known = flags.get(name.lower(), set()) | flags.get(fold(name), set())
        if name.isalpha() and not known - set("kqw"):
            flags[fold(name)] = {"b"}


def _add_places(flags: defaultdict[str, set[str]], lists: NameLists) -> None:
    own = (_HERE / "countries.txt").read_text(encoding="utf-8").splitlines()
    extra = [word for line in own if not line.startswith("#") for word in line.split()]
    known = lists.towns + lists.municipalities + lists.countries + lists.regions + extra
    for name in known:
        _add_place(flags, name, "P")
    for name in lists.geonames + lists.far_towns:
        if " " not in name:
            _add_place(flags, name, "p")


def _add_place(flags: defaultdict[str, set[str]], name: str, letter: str) -> None:
    parts = name.split()
    if len(parts) == 1:
        flags[fold(name)].add(letter)
        return
    for part in parts:
        if part[:1].isupper() and len(part) > 2:
            flags[fold(part)].add("p")
