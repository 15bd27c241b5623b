"""What a document tells of its words: this one is an organisation, that one is somebody.

Evidence for a person is a title, initials or a first name before a word, a verb behind it that only
people do, or the place of a speaker. Evidence for a thing is what stands around it (`het bedrijf
Rentix`, `in Rentix`), a web address, and the brackets behind the names of people who work there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import regex

from woo_tool.detect.layout.tables import Columns
from woo_tool.detect.numbers.letterhead import LetterheadRules
from woo_tool.detect.people.beside import RULE as BESIDE
from woo_tool.detect.people.names import NameRules
from woo_tool.detect.people.wording import Wording
from woo_tool.detect.schema import any_of
from woo_tool.detect.text import links
from woo_tool.detect.text.before import ending
from woo_tool.detect.text.writing import capitals_are_rare
from woo_tool.kinds import Label
from woo_tool.model import Finding
from woo_tool.rules import Rule

#: Rules of votes that a place for people alone, or the model alone, gives.
WEAK = frozenset({"model", "model:mogelijk", "layout:kop", BESIDE})
#: Rules of votes that the text gives: nothing else in the document speaks against these.
TOLD = frozenset({"layout:titel", "layout:aanhef", "layout:spreker", "initialen:genoemd"})
NAME_STARTS = frozenset(
    {"mc", "mac", "de", "van", "vd", "la", "le", "du", "el", "al", "der", "den", "ter", "ten"}
)
PARTICLES = NAME_STARTS | {"het", "'t", "te", "op", "in", "von", "aan", "bij", "oude"}
WORD = regex.compile(r"\p{L}[\p{L}\p{M}\p{N}]*(?:[-’']\p{L}[\p{L}\p{N}]*)*")
SHORTEST_CAMEL = 5
_AROUND = 48
_SHOUTED = 4
#: Places such as `in Rentix` that make a word that no list of names holds a thing.
_LEAST_PLACES = 2
#: People of one organisation in brackets that make it one.
_LEAST_MEMBERS = 2

_CAMEL = regex.compile(r"\p{L}*\p{Ll}\p{Lu}\p{L}*\d?|\p{Lu}{2,}\p{Ll}{2,}")
_SMALL_START = regex.compile(r"(\p{Ll}{1,2})\p{Lu}")
_PARTS = regex.compile(r"\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+")
_CAPITALS = regex.compile(r"\p{Lu}[\p{Lu}-]+")
_ARTICLE = regex.compile(r"(?<![\p{L}'’])(?:de|het|deze|dit|onze|een|der)[ ]$")
_NEUTER = regex.compile(r"(?<![\p{L}'’])(?:het|deze|dit|onze|een|elke|geen)[ ]$")
_INSIDE = regex.compile(r"(?<![\p{L}'’])(?i:in|binnen|op|uit|vanuit|tijdens)[ ]$")
_IN_PLACE = regex.compile(
    r"(?<!\p{L})(?:in|naar|vanuit|rondom|buiten|binnen|tussen|nabij|richting)[ ]"
    r"(?:\p{Lu}[\p{L}-]+(?:,|[ ]en|[ ]of)[ ]){0,3}$"
)
_PLACE_BEFORE = regex.compile(r"(?<!\p{L})(?:gemeente|te|nabij|inwoners van|gemeenteraad van)[ ]$")
_INITIAL_BEFORE = regex.compile(r"(?<!\p{L})\p{Lu}\.[ ]?$")
_PREFIX_BEFORE = regex.compile(r"(?:(?:van|de|der|den|het|ten|ter|te|la|el)[ ])+$")
_NAME_BEFORE = regex.compile(r"(\p{Lu}\p{Ll}+)[ ]$")
_INITIAL_BEHIND = regex.compile(r",[ ]?\p{Lu}(?:\.|\p{Ll}+)")
_SPEAKS = regex.compile(r"[ ]?[*_]{0,3}:")
_LINE_START = regex.compile(r"(?:^|\n)[ >*_•-]{0,5}$")
#: "XYZ/2023/0412": letters of a unit that open a reference.
_REFERENCE = regex.compile(r"[/-](?:19|20)\d\d(?!\d)")
_BRACKETS = regex.compile(r"[ ]?\((\p{L}[^()\n,;]{1,39})\)")
_CAN_BE_BODY = regex.compile(r"(?:organisatie|bedrijf|werkgever|instelling|namens|onderneming)s?")
_PARAPH = regex.compile(
    r"(?i)(?:paraaf|par\.|initialen|akkoord|gezien|actie(?:houder)?|wie|door|opgesteld"
    r"|steller)\b[\s:.\"'|(]*(?:\p{L}{2,4}/)?$"
)


#: An article in running text, not the `de` of a name.
_RUNNING_ARTICLE = regex.compile(
    r"(?:(?<!\p{L})(?:De|Het|Deze|Onze|Een)"
    r"|(?:\p{Ll}{2}|[.,;:(])[ \n](?:de|het|een|deze|dit|onze|der))[ \n]$"
)
_AMOUNT_BEHIND = regex.compile(r"[ |\t]*\d[\d.]*(?:,(?:\d\d|-))?(?![\d-])")
_AMOUNT_BEFORE = regex.compile(r"(?<![\d-])\d[\d.]*(?:,(?:\d\d|-))?[ |\t]*$")
#: `het` as an article: behind a preposition it can't be a pronoun.
_NEUTER_NOUN = regex.compile(
    r"(?<!\p{L})(?:van|voor|bij|door|met|in|op|uit|naar|namens|binnen|tegen|over|onder|tot)[ \n]"
    r"het[ \n]$"
)
#: A word in a sentence, no part of an address or a name.
_IS_A_WORD = regex.compile(r"(?:[\s(\"“‘/]|^)\p{Ll}+(?=[\s,;:.)?!\"”’/])(?!\.\p{L})")
_RUNS_ON = regex.compile(r"[ \n]\p{Ll}{2,}")
_BY_A_BODY = regex.compile(r"(?i)(?<!\p{L})door[ ]$")


class ThingRules(Rule):
    """rules/things.yaml."""

    before: tuple[str, ...]
    behind: tuple[str, ...]
    people_do: tuple[str, ...]
    bodies: frozenset[str]
    english: frozenset[str]
    named_after: tuple[str, ...]
    legal_forms: frozenset[str]
    currencies: frozenset[str]
    columns: frozenset[str]
    wording: Wording
    letterhead: LetterheadRules


@dataclass(slots=True)
class Told:
    """What a document says of its words, in lower case, and whether it writes names in capitals.

    ``units`` are letters that open a reference, and ``bodies`` words that stand for an organisation
    whatever the lists say of them (`de KES`, `Visser B.V.`), as they are written; ``places`` are
    places that the document is about (`in Heusden`), ``neuter`` words with het before them as an
    article (`van het Gilde`), and ``lower`` words that stand in lower case too. ``seen`` has for a
    word as it is written how often it stands there and was read as a name.
    """

    things: set[str] = field(default_factory=set)
    people: set[str] = field(default_factory=set)
    units: set[str] = field(default_factory=set)
    bodies: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    lower: set[str] = field(default_factory=set)
    neuter: set[str] = field(default_factory=set)
    shouted: bool = False
    seen: dict[str, tuple[int, int]] = field(default_factory=dict)


class Reader:
    """Reads what a document tells of some of its words; ``known`` are organisations."""

    def __init__(self, names: NameRules, loaded: ThingRules, known: frozenset[str]) -> None:
        self._names = names
        self._known = known
        self._legal_forms = loaded.legal_forms
        self._currencies = loaded.currencies
        self._before = ending(rf"(?i:{any_of(loaded.before)})[ \n][‘'\"“]?")
        self._behind = regex.compile(rf"(?i)[ -]{any_of(loaded.behind)}(?!\p{{L}})")
        self._named_so = regex.compile(
            rf"(?i:{any_of(loaded.wording.defined)})[ ]?:?[ ]*[‘'\"“]?(?:de|het)[ ]$"
        )
        self._does = regex.compile(rf"[ ]{any_of(loaded.people_do)}(?!\p{{L}})")

    def read(self, words: set[str], found: Sequence[Finding], texts: Mapping[int, str]) -> Told:
        """What the pages of one document (by number) tell of these words in lower case; ``found``
        are all its findings."""
        told = Told()
        people = [one for one in found if one.label is Label.PERSON]
        for one in people:
            told.people.update(self._people_in(one))
            told.shouted |= self._shouts(one)
        inside: Counter[str] = Counter()
        places: Counter[str] = Counter()
        for text in texts.values():
            for hit in WORD.finditer(text):
                word = hit[0]
                if word.lower() in words:
                    places[word] += 1
                    self._read(hit, text, told, inside)
        read = Counter(word for one in people for word in WORD.findall(one.text))
        told.seen.update({word: (count, read[word]) for word, count in places.items()})
        told.things.update(word for word, count in inside.items() if count >= _LEAST_PLACES)
        told.things |= self._employers(words, people, texts)
        return told

    def named(self, name: str) -> bool:
        """True for a first name or initials before a surname; `Van Amstel` has neither."""
        return name.split()[0].lower() not in PARTICLES and self._names.named(name)

    def camel(self, word: str) -> bool:
        """`RTInfra`, `datumLaatste`, `eLoket`, but not `McDonald`, `vdBerg` or `AhmedJansen`."""
        if not _CAMEL.fullmatch(word):
            return False
        small = _SMALL_START.match(word)
        if small is not None and len(word) >= SHORTEST_CAMEL - 1:
            return small[1] not in NAME_STARTS and small[1] not in ("v", "d")
        if len(word) < SHORTEST_CAMEL:
            return False
        parts = [part.lower() for part in _PARTS.findall(word)]
        first, last = (set(self._names.flags(part)) for part in (parts[0], parts[-1]))
        if parts[0] in NAME_STARTS or len(parts[0]) == 1 or first & set("Ffi"):
            return False
        return not last & set("Ss") or "C" in last

    # -- people --------------------------------------------------------------------------------

    def _people_in(self, one: Finding) -> Iterator[str]:
        """The words of a finding that is surely a person, and the initials of a full name."""
        words = [word.lower() for word in WORD.findall(one.text)]
        if not TOLD.isdisjoint(one.rules) or "initialen" in one.rules:
            yield from words
        if self.named(one.text):
            bodies = self._known.intersection(words)
            yield from (
                word
                for word in words
                if word not in PARTICLES and not (word in bodies and self._unlisted(word))
            )
            yield "".join(word[0] for word in words)
            yield "".join(part[0] for word in words for part in word.split("-"))

    def _shouts(self, one: Finding) -> bool:
        """True for a name in capitals that the lists or a layout cue know."""
        words = [w for w in WORD.findall(one.text) if w.isupper() and len(w) >= _SHOUTED]
        return bool(words) and (
            not set(one.rules) <= WEAK or any(set(self._names.flags(w)) & set("FS") for w in words)
        )

    # -- the words around a word ---------------------------------------------------------------

    def _read(self, hit: regex.Match[str], text: str, told: Told, inside: Counter[str]) -> None:
        """What stands around one place of a word, for or against a person."""
        word = hit[0].lower()
        if hit[0] == word and _IS_A_WORD.match(text, max(0, hit.start() - 1)):
            told.lower.add(word)
        if capitals(hit[0]) and _REFERENCE.match(text, hit.end()):
            told.units.add(hit[0])
        before, after = text[max(0, hit.start() - _AROUND) : hit.start()], hit.end()
        if self._shows_body(hit[0], text, before, text[after : after + _AROUND]):
            told.bodies.add(hit[0])
        if hit[0][:1].isupper() and _NEUTER_NOUN.search(before):
            told.neuter.add(word)
        if "P" in self._names.flags(hit[0]) and _IN_PLACE.search(before):
            told.places.add(word)
        if self._shows_person(hit, text, before):
            told.people.add(word)
        elif self._shows_thing(hit, text, before, text[after : after + _AROUND]):
            told.things.add(word)
        elif _INSIDE.search(before) or _NEUTER.search(before):
            inside[word] += self._unlisted(hit[0])

    def _shows_body(self, word: str, text: str, before: str, after: str) -> bool:
        """`de KES besloot`, `Visser B.V.`, `(hierna: de Visser)`."""
        if not word[:1].isupper() or not capitals_are_rare(text):
            return False
        if _legal_form(after) in self._legal_forms:
            return True
        if word in self._currencies and _is_amount(before, after):
            return True
        if self._named_so.search(before):
            return word not in WORD.findall(before)
        return (
            capitals(word)
            and len(word) < _SHOUTED + 2
            and _RUNNING_ARTICLE.search(before) is not None
            and _RUNS_ON.match(after) is not None
        )

    def _shows_person(self, hit: regex.Match[str], text: str, before: str) -> bool:
        if self._does.match(text, hit.end()) or _INITIAL_BEHIND.match(text, hit.end()):
            return not _ARTICLE.search(before) and not self.camel(hit[0])
        if _SPEAKS.match(text, hit.end()) and _LINE_START.search(before):
            return True
        whole = _PREFIX_BEFORE.sub("", before)
        if _INITIAL_BEFORE.search(whole) or self._names.titled(whole):
            return True
        if hit[0].isupper() and _PARAPH.search(before):
            return not _BY_A_BODY.search(before) or not _RUNS_ON.match(text, hit.end())
        first = _NAME_BEFORE.search(before)
        if first is None or first[1].lower() in PARTICLES or self.camel(hit[0]):
            return False
        return bool(set(self._names.flags(first[1])) & set("Ff"))

    def _shows_thing(self, hit: regex.Match[str], text: str, before: str, after: str) -> bool:
        word = hit[0]
        if links.inside(text, hit.start()) and self._unlisted(word):
            return True
        if self._before.match(before):
            return True
        if self._behind.match(after) and (len(word) >= SHORTEST_CAMEL or after[0] == "-"):
            return True
        if self._unlisted(word) and _ARTICLE.search(before):
            return capitals(word) or self.camel(word)
        return "P" in self._names.flags(word) and bool(_PLACE_BEFORE.search(before))

    def _unlisted(self, word: str) -> bool:
        return not set(self._names.flags(word)) & set("FfSs")

    # -- where people work ---------------------------------------------------------------------

    def _employers(
        self, words: set[str], people: Iterable[Finding], texts: Mapping[int, str]
    ) -> set[str]:
        """The words that stand in brackets behind the full names of some people, or below the head
        `Organisatie` of a table."""
        members: Counter[str] = Counter()
        for one in people:
            text = texts[one.page]
            behind = _BRACKETS.match(text, one.end) if self.named(one.text) else None
            if behind is not None:
                members.update(self._can_employ(behind[1], words))
        for text in texts.values():
            for cell in Columns.of(text).cells:
                if _CAN_BE_BODY.fullmatch(cell.header.lower()):
                    found = self._can_employ(text[cell.start : cell.end], words)
                    members.update(dict.fromkeys(found, _LEAST_MEMBERS))
        return {word for word, count in members.items() if count >= _LEAST_MEMBERS}

    def _can_employ(self, text: str, words: set[str]) -> Iterator[str]:
        for word in WORD.findall(text):
            if word.lower() in words and word[:1].isupper() and self._unlisted(word):
                yield word.lower()


def _is_amount(before: str, after: str) -> bool:
    """True when an amount stands right behind a word, or right before it."""
    return bool(_AMOUNT_BEHIND.match(after) or _AMOUNT_BEFORE.search(before))


def _legal_form(after: str) -> str:
    """What stands behind a word, as far as it can be a legal form: letters with full stops."""
    word = after[1:].split(" ")[0].split("\n")[0]
    return word.strip(",.;)\"'”’").replace(".", "").lower()


def capitals(word: str) -> bool:
    """True for a word of capitals, with or without hyphens."""
    return _CAPITALS.fullmatch(word) is not None
