"""Organisations, systems and places that were read as people, seen over the whole document.

A capitalised word that no list of names holds is dropped only where the document itself tells what
it is (`het bedrijf Rentix`, `www.rentix.example`, `Anna de Boer (Rentix)`), or where it stands in
rules/organisations.txt; and never when something in the document points to a person: a title,
initials or a first name before it, or a verb behind it that only people do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

import regex

from woo_tool.detect.names import NameRules
from woo_tool.detect.schema import any_of
from woo_tool.detect.writing import capitals_are_rare
from woo_tool.kinds import Label
from woo_tool.model import Finding, Page
from woo_tool.resources import data_path
from woo_tool.rules import Rule, rules

_WEAK = frozenset({"model", "model:mogelijk", "layout:kop"})
_TOLD = frozenset({"layout:titel", "layout:aanhef", "layout:spreker", "initialen:genoemd"})
_AROUND = 48
#: Words in capitals of these lengths are no initials, and seldom a surname.
_ACRONYM = range(5, 8)
_SHORTEST_CAMEL = 5
_SHOUTED = 4
_LEAST_ENGLISH = 4

_WORD = regex.compile(r"\p{L}[\p{L}\p{M}\p{N}]*(?:[-’']\p{L}[\p{L}\p{N}]*)*")
_CAMEL = regex.compile(r"\p{L}*\p{Ll}\p{Lu}\p{L}*|\p{Lu}{2,}\p{Ll}{2,}")
_PARTS = regex.compile(r"\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+")
_CAPITALS = regex.compile(r"\p{Lu}[\p{Lu}-]+")
_ARTICLE = regex.compile(r"(?<![\p{L}'’])(?:de|het|deze|dit|onze|een|der)[ ]$")
_URL_BEFORE = regex.compile(r"(?:www\.|https?://)$")
_DOMAIN_BEHIND = regex.compile(r"\.(?:nl|com|org|eu|net|example)(?!\w)")
_PLACE_BEFORE = regex.compile(r"(?<!\p{L})(?:gemeente|te|nabij|inwoners van|gemeenteraad van)[ ]$")
_INITIAL_BEFORE = regex.compile(r"(?<!\p{L})\p{Lu}\.[ ]?$")
_NAME_BEFORE = regex.compile(r"(\p{Lu}\p{Ll}+)[ ]$")
_INITIAL_BEHIND = regex.compile(r",[ ]?\p{Lu}(?:\.|\p{Ll}+)")
_PARAPH = regex.compile(
    r"(?i)(?:paraaf|par\.|initialen|akkoord|gezien|actie(?:houder)?|wie|door|opgesteld"
    r"|steller)\b[\s:.\"'|(]*(?:\p{L}{2,4}/)?$"
)
_NEXT = regex.compile(r"[ ](\p{L}+)(?:[ ](\p{L}+))?")
_ENGLISH_TEXT = regex.compile(r"(?<!\p{L})(?:the|and|was|you|did|have)(?!\p{L})")
_FULL_NAME_BRACKET = regex.compile(
    r"((?:\p{Lu}[\p{L}'’-]+|(?:\p{Lu}\.)+)(?:[ ]\p{Ll}{2,4}\.?){0,3}"
    r"(?:[ ]\p{Lu}[\p{L}'’-]+)+)[ ]?\($"
)
_NAME_STARTS = frozenset(
    {"mc", "mac", "de", "van", "vd", "la", "le", "du", "el", "al", "der", "den", "ter", "ten"}
)
_COMPASS = frozenset({"noord", "oost", "zuid", "west", "centrum"})
_PARTICLES = _NAME_STARTS | {"het", "'t", "te", "op", "in", "von", "aan", "bij", "oude"}
_BEHIND_A_NAME = regex.compile(r"[ ]?\((\p{L}[^()\n]*)\)$")
_TITLES_ONLY = regex.compile(r"(?i)(?:(?:prof|dr|drs|mr|ir|ing|jhr|jkvr|mevr|mw|dhr)(?:[. ]+|$))+")
_ENGLISH_DATE = regex.compile(r"(?:May|June|August|April) \d{1,2}(?:st|nd|rd|th)?")
_CONTRACTED = (["s"], ["d"], ["ll"], ["re"], ["ve"])
_BRACKET_ONLY = "="


class ThingRules(Rule):
    """rules/things.yaml."""

    before: tuple[str, ...]
    behind: tuple[str, ...]
    people_do: tuple[str, ...]
    bodies: frozenset[str]
    english: frozenset[str]
    named_after: tuple[str, ...]
    legal_forms: frozenset[str]


@cache
def organisations() -> tuple[frozenset[str], frozenset[str]]:
    """The names in rules/organisations.txt, in lower case: those that are no name of a person,
    and those that count only in brackets behind one."""
    lines = data_path("rules", "organisations.txt").read_text(encoding="utf-8").splitlines()
    words = [line.strip().lower() for line in lines if line.strip() and not line.startswith("#")]
    bare = frozenset(word for word in words if not word.startswith(_BRACKET_ONLY))
    return bare, frozenset(word[1:] for word in words if word.startswith(_BRACKET_ONLY))


@cache
def _exactly() -> frozenset[str]:
    """The organisations as they are written."""
    lines = data_path("rules", "organisations.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(lines)


@dataclass(slots=True)
class _Told:
    """What a document says of its words, in lower case, and whether it writes names in capitals."""

    things: set[str] = field(default_factory=set)
    people: set[str] = field(default_factory=set)
    shouted: bool = False


class Things:
    """What the words around a name tell of it, over a whole document."""

    def __init__(self, names: NameRules) -> None:
        loaded: ThingRules = rules("things.yaml", ThingRules)
        self._rules = loaded
        self._names = names
        self._known, self._in_brackets = organisations()
        self._before = regex.compile(rf"(?i){any_of(loaded.before)}[ \n][‘'\"“]?$")
        self._behind = regex.compile(rf"(?i)[ -]{any_of(loaded.behind)}(?!\p{{L}})")
        self._does = regex.compile(rf"[ ]{any_of(loaded.people_do)}(?!\p{{L}})")
        self._named_after = regex.compile(rf"(?i)(?<![\p{{L}}.]){any_of(loaded.named_after)}[ \n]$")

    def without(self, found: Sequence[Finding], pages: Sequence[Page]) -> list[Finding]:
        """The findings of one document but those that the document shows to be no people."""
        texts = {page.number: page.text for page in pages}
        kept = (one for one in found if not self._never(one, texts[one.page]))
        left = [self._without_organisation(one) for one in kept]
        doubtful = [one for one in left if self._can_be_thing(one)]
        if not doubtful:
            return left
        words = {word.lower() for one in doubtful for word in _WORD.findall(one.text)}
        told = self._told(words, left, texts)
        drop = {one for one in doubtful if self._is_thing(one, texts[one.page], told)}
        return [one for one in left if one not in drop]

    # -- whatever the rest of the document says ----------------------------------------------

    def _never(self, one: Finding, text: str) -> bool:
        """A ship, a firm with its legal form, or an English word that begins a sentence."""
        if one.label is not Label.PERSON:
            return False
        words = one.text.split()
        before = text[max(0, one.start - _AROUND) : one.start]
        if self._named_after.search(before) or self._named_after.fullmatch(words[0] + " "):
            return True
        if len(words) > 1 and words[-1].lower() in self._rules.legal_forms:
            return not self._named(one.text)
        if _TITLES_ONLY.fullmatch(one.text):
            return True
        return _TOLD.isdisjoint(one.rules) and self._is_english(one, text)

    def _without_organisation(self, one: Finding) -> Finding:
        """Without an organisation on the line before the name, or in brackets behind it."""
        if one.label is not Label.PERSON:
            return one
        line, _, rest = one.text.partition("\n")
        if rest.strip() and line.strip() in _exactly():
            text = rest.lstrip()
            return replace(one, start=one.end - len(text), text=text)
        behind = _BEHIND_A_NAME.search(one.text)
        if behind is None:
            return one
        text = one.text[: behind.start()]
        if not self._is_body(behind[1], text):
            return one
        return replace(one, end=one.start + len(text), text=text)

    def _is_body(self, text: str, name: str) -> bool:
        """True when this begins with a known organisation, a word like raad, or with capitals
        that aren't the initials of the name before it."""
        first = text.split()[0].strip(",;:-")
        whole = text.strip().lower()
        known = {whole, first.lower()} & (self._known | self._in_brackets | self._rules.bodies)
        initials = {word[0].upper() for word in _WORD.findall(name)}
        capitals = len(first) > 1 and first.isupper() and not initials.issuperset(first)
        return bool(known) or (capitals and not self._named(text))

    def _named(self, name: str) -> bool:
        """True for a first name or initials before a surname; `Van Amstel` has neither."""
        return name.split()[0].lower() not in _PARTICLES and self._names.named(name)

    def _is_english(self, one: Finding, text: str) -> bool:
        if _ENGLISH_DATE.fullmatch(one.text):
            return True
        words = regex.split("[ '’]", one.text.lower())
        if not set(words[:1]) <= self._rules.english or not one.text.isascii():
            return False
        after = text[one.end : one.end + 1]
        behind = _NEXT.match(text, one.end)
        low = behind is not None and behind[1].islower()
        begins = len(words) == 1 and (low or after in (".", "?"))
        return (begins or words[1:2] in _CONTRACTED) and _is_english_text(text)

    # -- what the document tells ---------------------------------------------------------------

    def _can_be_thing(self, one: Finding) -> bool:
        return one.label is Label.PERSON and bool(one.rules) and set(one.rules) <= _WEAK

    def _told(self, words: set[str], found: Sequence[Finding], texts: Mapping[int, str]) -> _Told:
        told = _Told()
        for one in found:
            if one.label is Label.PERSON:
                told.people.update(self._people_in(one))
                told.shouted |= self._shouts(one)
        for text in texts.values():
            places = [hit for hit in _WORD.finditer(text) if hit[0].lower() in words]
            for hit in places:
                self._read(hit, text, told)
        return told

    def _people_in(self, one: Finding) -> Iterator[str]:
        """The words of a finding that is surely a person, and the initials of a full name."""
        words = [word.lower() for word in _WORD.findall(one.text)]
        if not _TOLD.isdisjoint(one.rules) or "initialen" in one.rules:
            yield from words
        if self._named(one.text):
            yield from (word for word in words if word not in _PARTICLES)
            yield "".join(word[0] for word in words)
            yield "".join(part[0] for word in words for part in word.split("-"))

    def _shouts(self, one: Finding) -> bool:
        """True for a name in capitals that the lists or a layout cue know."""
        words = [w for w in _WORD.findall(one.text) if w.isupper() and len(w) >= _SHOUTED]
        return bool(words) and (
            not set(one.rules) <= _WEAK or any(set(self._names.flags(w)) & set("FS") for w in words)
        )

    def _read(self, hit: regex.Match[str], text: str, told: _Told) -> None:
        """What stands around one place of a word, for or against a person."""
        word = hit[0].lower()
        before, after = text[max(0, hit.start() - _AROUND) : hit.start()], hit.end()
        if self._shows_person(hit, text, before):
            told.people.add(word)
        elif self._shows_thing(hit[0], before, text[after : after + _AROUND]):
            told.things.add(word)

    def _shows_person(self, hit: regex.Match[str], text: str, before: str) -> bool:
        if self._does.match(text, hit.end()) or _INITIAL_BEHIND.match(text, hit.end()):
            return not _ARTICLE.search(before)
        if _INITIAL_BEFORE.search(before) or self._names.titled(before):
            return True
        if hit[0].isupper() and _PARAPH.search(before):
            return True
        first = _NAME_BEFORE.search(before)
        if first is None or first[1].lower() in _PARTICLES:
            return False
        return bool(set(self._names.flags(first[1])) & set("Ff"))

    def _shows_thing(self, word: str, before: str, after: str) -> bool:
        if _URL_BEFORE.search(before) and _DOMAIN_BEHIND.match(after):
            return True
        if self._before.search(before):
            return True
        if self._behind.match(after) and (len(word) >= _SHORTEST_CAMEL or after[0] == "-"):
            return True
        if after[1:].split(" ")[0].strip(",.;)").lower() in self._rules.legal_forms:
            return True
        unlisted = not set(self._names.flags(word)) & set("FfSs")
        if unlisted and _ARTICLE.search(before) and (_capitals(word) or self._camel(word)):
            return True
        return "P" in self._names.flags(word) and bool(_PLACE_BEFORE.search(before))

    # -- the verdict ---------------------------------------------------------------------------

    def _is_thing(self, one: Finding, text: str, told: _Told) -> bool:
        low = one.text.lower()
        before = text[max(0, one.start - _AROUND) : one.start]
        if f"{''.join(before.split()[-1:])} {low}".lower() in self._known:
            return True
        if not capitals_are_rare(text) or one.text.isdigit():
            return False
        words = _WORD.findall(one.text)
        if self._in_brackets_behind_name(one, text, words):
            return True
        if words[:1] and words[0].lower() in ("de", "het") and len(words) > 1:
            return words[1].lower() in self._rules.bodies
        if not words or told.people & {word.lower() for word in words}:
            return False
        if low in self._known or (_is_wordy(words) and words[0].lower() in self._known):
            return True
        if low in self._in_brackets:
            return before.endswith((" via ", " in ", " op "))
        if any(self._camel(word) for word in words):
            return True
        head = words[0].lower()
        if len(words) > 1 and not self._points_of_compass(words[1:]):
            return head in told.things and _is_wordy(words)
        return self._single(words[0], told, model="layout:kop" not in one.rules)

    def _single(self, word: str, told: _Told, *, model: bool) -> bool:
        flags = set(self._names.flags(word))
        if "P" in flags and "F" not in flags and word.lower() in told.things:
            return True
        if flags & set("FS") or (flags & set("fs") and not _capitals(word)):
            return False
        capitals = model and _capitals(word) and not flags & set("fs") and not told.shouted
        return (capitals and len(word) in _ACRONYM) or word.lower() in told.things

    def _in_brackets_behind_name(self, one: Finding, text: str, words: Sequence[str]) -> bool:
        """True for the organisation in `Anna de Boer (Rentix)`; `(AdB)` and `(Annie)` stay."""
        before = text[max(0, one.start - _AROUND) : one.start]
        known = words and words[0].lower() in self._known | self._in_brackets
        if known and len(words) > 1 and before.endswith("("):
            return True
        head = _FULL_NAME_BRACKET.search(before)
        if head is None or not words:
            return False
        low = one.text.lower()
        if known or low in self._in_brackets:
            return True
        if _spells(one.text, head[1]):
            return False
        flags = [set(self._names.flags(word)) for word in words]
        if one.text.islower() and len(words) == 1:
            return bool(flags[0] & set("CR")) and not flags[0] & set("F")
        if any(own & set("FfSs") for own in flags):
            return False
        if len(words) > 1:
            return any(own & set("CkqOeL") for own in flags)
        return (_capitals(one.text) and len(one.text) < _ACRONYM.stop) or self._camel(one.text)

    def _camel(self, word: str) -> bool:
        """`RTInfra`, `datumLaatste`, but not `McDonald`, `vdBerg` or `AhmedJansen`."""
        if len(word) < _SHORTEST_CAMEL or not _CAMEL.fullmatch(word):
            return False
        parts = [part.lower() for part in _PARTS.findall(word)]
        first, last = (set(self._names.flags(part)) for part in (parts[0], parts[-1]))
        if parts[0] in _NAME_STARTS or len(parts[0]) == 1 or first & set("Ffi"):
            return False
        return not last & set("Ss") or "C" in last

    @staticmethod
    def _points_of_compass(words: Sequence[str]) -> bool:
        return all(word.lower() in _COMPASS for word in words)


def _capitals(word: str) -> bool:
    return _CAPITALS.fullmatch(word) is not None


def _is_wordy(words: Sequence[str]) -> bool:
    """True when what follows the first word is in lower case: no surname."""
    return len(words) > 1 and all(word.islower() for word in words[1:])


def _spells(short: str, name: str) -> bool:
    """True when ``short`` are letters of this name, such as its initials."""
    letters = iter(name.lower())
    return all(letter in letters for letter in short.lower() if letter.isalpha())


@lru_cache(maxsize=8)
def _is_english_text(text: str) -> bool:
    hits = sum(1 for _ in zip(range(_LEAST_ENGLISH), _ENGLISH_TEXT.finditer(text), strict=False))
    return hits == _LEAST_ENGLISH
