"""Organisations, systems and places that were read as people, seen over the whole document.

A capitalised word that no list of names holds is dropped only where the document itself tells what
it is (`het bedrijf Rentix`, `www.rentix.example`, `Anna de Boer (Rentix)`), or where it stands in
rules/organisations.txt; and never when something in the document points to a person: a title,
initials or a first name before it, or a verb behind it that only people do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

import regex

from woo_tool.detect.layout.tables import Columns
from woo_tool.detect.numbers.letterhead import Letterhead
from woo_tool.detect.people.bodies import Bodies, organisations
from woo_tool.detect.people.names import NameRules
from woo_tool.detect.people.told import (
    PARTICLES,
    TOLD,
    WEAK,
    WORD,
    Reader,
    ThingRules,
    Told,
    capitals,
)
from woo_tool.detect.people.wording import OfficialWording
from woo_tool.detect.schema import any_of
from woo_tool.detect.text import links
from woo_tool.detect.text.before import ending
from woo_tool.detect.text.writing import capitals_are_rare, lower_case
from woo_tool.kinds import Label
from woo_tool.model import Finding, Page
from woo_tool.rules import rules

_AROUND = 48
#: Words in capitals of these lengths are no initials, and seldom a surname.
_ACRONYM = range(5, 8)
_LEAST_ENGLISH = 4

_NEXT = regex.compile(r"[ ](\p{L}+)(?:[ ](\p{L}+))?")
_ENGLISH_TEXT = regex.compile(r"(?<!\p{L})(?:the|and|was|you|did|have)(?!\p{L})")
_FULL_NAME_BRACKET = regex.compile(
    r"((?:\p{Lu}[\p{L}'’-]+|(?:\p{Lu}\.)+)(?:[ ]\p{Ll}{2,4}\.?){0,3}"
    r"(?:[ ]\p{Lu}[\p{L}'’-]+)+)[ ]?\($"
)
_COMPASS = frozenset({"noord", "oost", "zuid", "west", "centrum"})
_TITLES_ONLY = regex.compile(r"(?i)(?:(?:prof|dr|drs|mr|ir|ing|jhr|jkvr|mevr|mw|dhr)(?:[. ]+|$))+")
_ENGLISH_DATE = regex.compile(r"(?:May|June|August|April) \d{1,2}(?:st|nd|rd|th)?")
_CELL_BEFORE = regex.compile(r"(?:[ ]{2}|[\t|])[ ]?$")
_CELL_BEHIND = regex.compile(r"[ ]?(?:[ ]{2}|[\t|\n]|$)")
_ENGLISH_PARTS = regex.compile("[ '’]")
_CONTRACTED = (["s"], ["d"], ["ll"], ["re"], ["ve"])
_JOINED = regex.compile(r"-(?!(?:van|de|der|den|el|al|ten|ter|te)(?!\p{L}))\p{Ll}{3,}")
_OFTEN = 3
_ABBREVIATION = 4
_NAMES = frozenset("FfSs")
_RUNNING_BEFORE = regex.compile(r"(?<!\p{L})(?:de|het|een|dit|deze|in|op|uit|binnen)[ ]$")
_RUNNING_BEHIND = regex.compile(r"[ ]\p{Ll}{2,}|-\p{Ll}{3,}|[.,;)]\s")
_SURE = 0.95
_MODEL = frozenset({"model", "model:mogelijk"})
_ARTICLES = regex.compile(r"^(?:(?:van|de|het|der|des|den)[ ]+)+")
#: What stands behind the letter T, E or F of a letterhead: a number or an address.
_REACHED_BY = regex.compile(r"[ \t:.]{1,40}(?:[+(\d]|[^\s@]{1,64}@|www\.|https?://)")


class Things:
    """What the words around a name tell of it, over a whole document."""

    def __init__(self, names: NameRules) -> None:
        loaded: ThingRules = rules("things.yaml", ThingRules)
        self._rules = loaded
        self._names = names
        self._known, self._in_brackets = organisations()
        self._reader = Reader(names, loaded, self._known)
        self._bodies = Bodies(names, self._reader.named, loaded.bodies)
        self._letterhead = Letterhead(loaded.letterhead)
        self._wording = OfficialWording(names, loaded.wording)
        self._named_after = ending(rf"(?i:(?<![\p{{L}}.]){any_of(loaded.named_after)})[ \n]")

    def told(self, found: Sequence[Finding], pages: Sequence[Page]) -> list[Finding]:
        """The findings of one document but those that the document shows to be no people; what
        stands in the letterhead of an organisation is marked as no person's."""
        texts = {page.number: page.text for page in pages}
        left = self._without(found, texts)
        return [
            one
            for number, text in texts.items()
            for one in self._letterhead.told([one for one in left if one.page == number], text)
        ]

    def _without(self, found: Sequence[Finding], texts: Mapping[int, str]) -> list[Finding]:
        kept = (one for one in found if not self._never(one, texts[one.page]))
        left = [self._bodies.without(one) if one.label is Label.PERSON else one for one in kept]
        doubtful = [one for one in left if self._can_be_thing(one)]
        if not doubtful:
            return left
        words = {word.lower() for one in doubtful for word in WORD.findall(one.text)}
        told = self._reader.read(words, left, texts)
        told.things.update(
            one.text.lower()
            for one in doubtful
            if self._wording.defines(texts[one.page], one.start, one.end)
        )
        drop = {
            one
            for one in doubtful
            if self._is_unit(one, told)
            or self._is_body(one, told)
            or self._in_link(one, texts[one.page], told)
            or self._in_column(one, texts[one.page], told)
            or self._is_thing(one, texts[one.page], told)
            or self._is_worded(one, texts[one.page], told)
        }
        return [one for one in left if one not in drop]

    # -- whatever the rest of the document says ----------------------------------------------

    def _never(self, one: Finding, text: str) -> bool:
        """A ship, a firm with its legal form, the T before a telephone number, or an English word
        that begins a sentence."""
        if one.label is not Label.PERSON:
            return False
        if self._bodies.is_one(one):
            return True
        words = one.text.split()
        before = text[max(0, one.start - _AROUND) : one.start]
        if self._named_after.match(before) or self._named_after.fullmatch(words[0] + " "):
            return True
        if len(words) > 1 and words[-1].lower() in self._rules.legal_forms:
            return not self._reader.named(one.text)
        if self._is_head(one) or (
            _TITLES_ONLY.fullmatch(one.text)
            and {"layout:paraaf", "initialen:genoemd"}.isdisjoint(one.rules)
        ):
            return True
        if len(one.text) == 1 and (_REACHED_BY.match(text, one.end) or _is_code(one, text)):
            return True
        return TOLD.isdisjoint(one.rules) and self._is_english(one, text)

    def _is_unit(self, one: Finding, told: Told) -> bool:
        """Letters that open a reference; initials that stand where a person signs are somebody."""
        return one.text in told.units and TOLD.isdisjoint(one.rules)

    def _is_body(self, one: Finding, told: Told) -> bool:
        """An organisation by what the document says, alone or behind an article."""
        words = WORD.findall(_ARTICLES.sub("", one.text))
        if not words or words[0].lower() in told.people:
            return False
        head = words[0]
        return (len(words) == 1 and head in told.bodies) or (
            head.lower() in told.neuter and not self._reader.named(one.text)
        )

    def _is_head(self, one: Finding) -> bool:
        """`Functie` or `Rol`: the head of a column."""
        return one.text.lower() in self._rules.columns and TOLD.isdisjoint(one.rules)

    def _is_english(self, one: Finding, text: str) -> bool:
        if _ENGLISH_DATE.fullmatch(one.text):
            return True
        words = _ENGLISH_PARTS.split(one.text.lower())
        if not set(words[:1]) <= self._rules.english or not one.text.isascii():
            return False
        after = text[one.end : one.end + 1]
        behind = _NEXT.match(text, one.end)
        low = behind is not None and behind[1].islower()
        begins = len(words) == 1 and (low or after in (".", "?"))
        return (begins or words[1:2] in _CONTRACTED) and _is_english_text(text)

    # -- what the document tells ---------------------------------------------------------------

    def _can_be_thing(self, one: Finding) -> bool:
        return one.label is Label.PERSON and bool(one.rules) and set(one.rules) <= WEAK

    def _is_worded(self, one: Finding, text: str, told: Told) -> bool:
        words = {word.lower() for word in WORD.findall(one.text)} - PARTICLES
        return not told.people & words and self._wording.explains(text, one.start, one.end)

    # -- the verdict ---------------------------------------------------------------------------

    def _in_link(self, one: Finding, text: str, told: Told) -> bool:
        """True for a part of a web address that is nobody's name elsewhere."""
        words = {word.lower() for word in WORD.findall(one.text)}
        known = told.people & words or self._reader.named(one.text)
        return links.inside(text, one.start) and not known

    def _in_column(self, one: Finding, text: str, told: Told) -> bool:
        """True below a head such as `Functie`, for what is nobody's name elsewhere."""
        head = Columns.of(text).header_at(one.start).lower().rstrip(":")
        if head not in self._rules.columns or self._reader.named(one.text):
            return False
        return not told.people & {word.lower() for word in WORD.findall(one.text)}

    def _is_thing(self, one: Finding, text: str, told: Told) -> bool:
        low = one.text.lower()
        before = text[max(0, one.start - _AROUND) : one.start]
        core = _ARTICLES.sub("", low)
        whole = {f"{''.join(before.split()[-1:])} {low}".lower(), core} - {low}
        whole |= {low.removeprefix(word) for word in ("in ", "te ") if low.startswith(word)}
        if not self._known.isdisjoint(whole):
            return True
        if not capitals_are_rare(text) or one.text.isdigit():
            return False
        words = WORD.findall(one.text)
        if self._in_brackets_behind_name(one, text, words):
            return True
        if words[:1] and words[0].lower() in ("de", "het") and len(words) > 1:
            return words[1].lower() in self._rules.bodies
        if not words or told.people & {word.lower() for word in words}:
            return False
        if low in self._known or (words[0].lower() in self._known and self._names_unit(words[1:])):
            return True
        if low in self._in_brackets:
            return before.endswith((" via ", " in ", " op "))
        if any(self._reader.camel(word) for word in words) or self._is_compound(one, text):
            return True
        head = words[0].lower()
        if len(words) > 1 and not self._points_of_compass(words[1:]):
            return head in told.things and _is_wordy(words)
        return self._is_one_thing(one, words[0], text, told)

    def _is_one_thing(self, one: Finding, word: str, text: str, told: Told) -> bool:
        if self._is_quarter(word) or self._is_told_place(one, told):
            return True
        model = "layout:kop" not in one.rules
        return (
            self._seldom_seen(word, told)
            or self._is_lower_elsewhere(word, text, told)
            or self._single(word, told, model=model)
            or (model and not told.shouted and self._is_abbreviation(one, word, text))
        )

    def _is_abbreviation(self, one: Finding, word: str, text: str) -> bool:
        """Four capitals in running text: initials of four stand where somebody signs or acts."""
        if (
            len(word) != _ABBREVIATION
            or not capitals(word)
            or set(self._names.flags(word)) & _NAMES
        ):
            return False
        before = text[max(0, one.start - _AROUND) : one.start]
        return _RUNNING_BEFORE.search(before) is not None and bool(
            _RUNNING_BEHIND.match(text, one.end)
        )

    def _names_unit(self, words: Sequence[str]) -> bool:
        """True for what may follow an organisation in its name: ordinary words."""
        return all(not set(self._names.flags(word)) & set("FfSs") for word in words)

    def _is_quarter(self, word: str) -> bool:
        """`Heusden-Zuid`: a place, and where in it; or something of a known area."""
        place, _, side = word.rpartition("-")
        if side.lower() in self._known:  # `NARIC-Vlaanderen`
            return not set(self._names.flags(place)) & _NAMES
        return side.lower() in _COMPASS and bool(set(self._names.flags(place)) & set("Pp"))

    def _is_told_place(self, one: Finding, told: Told) -> bool:
        """A place of which the document says `in Heusden`, where the model isn't sure of a name."""
        if one.text.lower() not in told.places or not set(one.rules) <= _MODEL:
            return False
        return one.score < _SURE and "F" not in self._names.flags(one.text)

    @staticmethod
    def _is_compound(one: Finding, text: str) -> bool:
        """`Beck-score`: a word in lower case hangs on the name of nobody in the document."""
        return _JOINED.match(text, one.end) is not None

    def _is_lower_elsewhere(self, word: str, text: str, told: Told) -> bool:
        """`WRAKINGSKAMER` where the document has wrakingskamer too, and no list of names has."""
        if word.lower() not in told.lower or lower_case(text):
            return False
        flags = set(self._names.flags(word))
        return not flags & set("Ff") and not ("S" in flags and not flags & set("Cckq"))

    def _seldom_seen(self, word: str, told: Told) -> bool:
        """True for a word that stands in the document often and was read as a name seldom, where
        it is no name alone."""
        flags = set(self._names.flags(word))
        places, read = told.seen.get(word, (0, 0))
        only_name = flags & set("FfSs") and not flags & set("CckqPp")
        return not only_name and places >= _OFTEN and read * 3 <= places

    def _single(self, word: str, told: Told, *, model: bool) -> bool:
        flags = set(self._names.flags(word))
        if "P" in flags and "F" not in flags and word.lower() in told.things:
            return True
        if flags & set("FS") or (flags & set("fs") and not capitals(word)):
            return False
        acronym = model and capitals(word) and not flags & set("fs") and not told.shouted
        return (acronym and len(word) in _ACRONYM) or word.lower() in told.things

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
        return (capitals(one.text) and len(one.text) < _ACRONYM.stop) or self._reader.camel(
            one.text
        )

    @staticmethod
    def _points_of_compass(words: Sequence[str]) -> bool:
        return all(word.lower() in _COMPASS for word in words)


def _is_code(one: Finding, text: str) -> bool:
    """A letter that fills a cell (m/v, a category) and that the model alone takes for somebody."""
    return (
        set(one.rules) <= _MODEL
        and _CELL_BEFORE.search(text[max(0, one.start - 4) : one.start]) is not None
        and _CELL_BEHIND.match(text, one.end) is not None
    )


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
