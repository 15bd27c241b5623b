"""How official text is worded: what the model takes for a name and the wording shows to be none.

Numerals of articles, words with spaces between their letters, the place above a date, an old
genitive ("'s Rijks"), half a compound ("Rijks- en"), a short name that a bracket gives, letters in
a reference, and a portfolio ("voor Natuur en Stikstof"). None of these asks what the model thinks
of it; each asks that no list of names holds the word, or that the place leaves no room for a name.
"""

from __future__ import annotations

import regex

from woo_tool.detect.people.names import NameRules
from woo_tool.detect.schema import any_of
from woo_tool.detect.text.writing import alone, capitals_are_rare
from woo_tool.rules import Rule

_AROUND = 120
_ROMAN = regex.compile(r"(?=[IVXLC])L?X{0,4}C?(?:I[XV]|V?I{0,4})|XL(?:I[XV]|V?I{0,3})|XC")
#: Numerals of at least this many letters are no initials.
_SURE_ROMAN = 3
_NUMBERS = regex.compile(r"[.):–-]|[ \t]*(?:\n|$)")
_SPACED = regex.compile(r"\p{Lu}(?:[ ]\p{Lu}){3,}")
_DATE_BEHIND = regex.compile(
    r"[ ,]*(?:\n[ >]*)*(?:den[ ])?\d{1,2}\s(?:jan|feb|maart|apr|mei|jun|jul|aug|sep|okt|nov|dec)"
    r"\p{Ll}*\.?\s(?:19|20)\d\d"
)
_LINE_START = regex.compile(r"(?:^|\n)[ >]*(?:Te[ ])?$")
_GENITIVE = regex.compile(r"['’]?s[ ](\p{Lu}\p{Ll}+)s")
_HALF = regex.compile(r"-?[ \n](?:en|of|en/of)[ \n/]")
_ARTICLE = regex.compile(r"(?:van[ ])?(?:de|het|der|den|des|dit|een|De|Het)[ ]+(?=\p{Lu})")
_ROAD = regex.compile(r"[ANESU]\d{1,4}")
_LETTERS = regex.compile(r"\p{Lu}{2,6}|\p{Lu}+\p{Ll}{1,2}\p{Lu}+\p{Ll}?|\p{Lu}\p{Ll}{1,4}")
_CAPITALS = regex.compile(r"\p{Lu}[\p{Lu}\d]{1,6}")
_REFERENCE = regex.compile(r"[\p{L}\p{N}/&._-]*")
_LEAST_REFERENCE = 4
#: `Visser, te Houten`; `(voormalig wethouder in Den Helder)`.
_IN_PLACE = regex.compile(r"(?:te|in)[ ]((?:Den[ ])?\p{Lu}[\p{L}-]+)")
_FOLLOWS = regex.compile(r"(?:\p{L}[,)]|(?:^|[ \n(])\p{Ll}{4,})[ \n]$")
#: Letters of the lists for names that are no rare ones.
_SURE = frozenset("FS")
#: A word of more letters is a compound, and no surname.
_LONG_WORD = 13
_WORDS_BEFORE = regex.compile(r"[\p{L}\d'’-]+")
_COMPOUND = regex.compile(r"\p{L}{4,}(?:-\p{L}{4,})+")


class Wording(Rule):
    """The key ``wording`` of rules/things.yaml."""

    numbered: tuple[str, ...]
    defined: tuple[str, ...]
    portfolios: tuple[str, ...]
    nouns: frozenset[str]


class OfficialWording:
    """Asks of a place whether the wording of official text explains the capital."""

    def __init__(self, names: NameRules, rules: Wording) -> None:
        self._names = names
        self._nouns = rules.nouns
        numbered = any_of(rules.numbered)
        self._numbered = regex.compile(
            rf"(?i:{numbered})[ \n]+"
            r"(?:[IVXLC\d]+[a-z]?(?:,|[ ]en|[ ]of|[ ]t/m|[ ]tot[ ]en[ ]met)[ ]+){0,9}$"
        )
        defined = any_of(rules.defined)
        self._defined = regex.compile(rf"\((?i:{defined})[ ]?:?[ ]*(?i:(?:de|het)[ ])?[‘'\"“]?$")
        portfolios = any_of(rules.portfolios)
        self._portfolio = regex.compile(
            rf"(?i:{portfolios})[ \n](?:van|voor)[ \n](?:de[ \n])?"
            r"(?:\p{Lu}[\p{L}-]+(?:,|[ \n]en)?[ \n]){1,6}$"
        )

    def explains(self, text: str, start: int, end: int) -> bool:
        """True when the wording around ``text[start:end]`` shows that no name stands there."""
        name = text[start:end]
        before = text[max(0, start - _AROUND) : start]
        if " " not in name and "\n" not in name:
            return self._explains_word(text, start, end, before)
        place = _IN_PLACE.fullmatch(name)
        if place is not None:
            flags = set(self._names.flags(place[1].rpartition(" ")[2]))
            return _FOLLOWS.search(before) is not None and "P" in flags and "F" not in flags
        if _SPACED.fullmatch(name):
            return self._only_a_word(name.replace(" ", ""))
        genitive = _GENITIVE.fullmatch(name)
        if genitive is not None:
            return genitive[1].lower() in self._nouns
        article = _ARTICLE.match(name)
        if article is not None:
            return self._after_article(text, start + article.end(), end, article[0])
        return False

    def _explains_word(self, text: str, start: int, end: int, before: str) -> bool:
        name = text[start:end]
        if self._is_numeral(text, start, end, before) or _ROAD.fullmatch(name):
            return True
        if before.endswith(("'s ", "’s ")) and name.endswith("s"):
            return name[:-1].lower() in self._nouns
        if name.endswith("-") or text[end : end + 1] == "-":
            return _HALF.match(text, end) is not None
        if self._is_place_of_date(text, start, end, before):
            return True
        if self._is_defined(text, start, end, before) or self._in_reference(text, start, end):
            return True
        return self._is_compound(name) or self._is_portfolio(name, before)

    def _is_numeral(self, text: str, start: int, end: int, before: str) -> bool:
        name = text[start:end]
        if not name.isupper() or _ROMAN.fullmatch(name) is None:
            return False
        if self._numbered.search(before) or (len(name) >= _SURE_ROMAN and self._unlisted(name)):
            return True
        first = not before.rsplit("\n", 1)[-1].strip(" >#*\t")
        return len(name) > 1 and first and _NUMBERS.match(text, end) is not None

    def _is_place_of_date(self, text: str, start: int, end: int, before: str) -> bool:
        """`Wageningen`, and a date on the next line: no place for a name that is a place."""
        if _LINE_START.search(before) is None and not before.endswith(("'", "’")):
            return False
        flags = set(self._names.flags(text[start:end]))
        place = bool(flags & set("Pp")) and "F" not in flags
        return (place or text[start:end].lower().startswith("s-")) and bool(
            _DATE_BEHIND.match(text, end)
        )

    def defines(self, text: str, start: int, end: int) -> bool:
        """True where a bracket gives this short name to what stands before it."""
        return self._is_defined(text, start, end, text[max(0, start - _AROUND) : start])

    def _is_defined(self, text: str, start: int, end: int, before: str) -> bool:
        """`(hierna: Gwd)`, or letters in brackets behind the words that they stand for."""
        name = text[start:end]
        if text[end : end + 1] not in (")", "’", "'", '"', "”"):
            return False
        if not self._unlisted(name) and (
            set(self._names.flags(name)) & _SURE or _CAPITALS.fullmatch(name) is None
        ):
            return False
        if self._defined.search(before):  # `Van Kwgd (hierna: Kwgd)` is somebody
            return name not in _WORDS_BEFORE.findall(before)
        if not before.endswith("(") or _LETTERS.fullmatch(name) is None:
            return False
        words = _WORDS_BEFORE.findall(before)
        last = words[-1] if words else ""
        if not len(last) > len(name) > 2 or not _spelled(name.lower(), words):
            return False
        return last.islower() or (self._only_a_word(last) or len(last) > _LONG_WORD)

    def _in_reference(self, text: str, start: int, end: int) -> bool:
        """`PO/FenV/532128`: part of a reference with a number in it, too long for a paraph."""
        if (
            end - start < _LEAST_REFERENCE
            or "/" not in text[start - 1 : start] + text[end : end + 1]
        ):
            return False
        run = regex.search(r"[\p{L}\p{N}/&._-]*$", text[:start][-40:])
        whole = (run[0] if run else "") + _REFERENCE.match(text, start)[0]
        return regex.search(r"\d{4}", whole) is not None and self._unlisted(text[start:end])

    def _is_compound(self, name: str) -> bool:
        """`Hoofdingenieur-Directeur`: every part is an ordinary word."""
        if _COMPOUND.fullmatch(name) is None:
            return False
        return all(self._only_a_word(part) for part in name.split("-"))

    def _is_portfolio(self, name: str, before: str) -> bool:
        flags = set(self._names.flags(name))
        return (
            bool(flags & set("Cckq")) and "F" not in flags and bool(self._portfolio.search(before))
        )

    def _after_article(self, text: str, start: int, end: int, article: str) -> bool:
        """`de RDW`, `der Staten-Generaal`, `van de N65`: an article in small letters."""
        name = text[start:end]
        if not article[0].islower() or " " in name:
            words = name.split()
            rest = [set(self._names.flags(word)) for word in words[1:]]
            return (
                len(words) > 1
                and self._is_compound(words[0])
                and not any(own & set("Ff") for own in rest)
            )
        if _ROAD.fullmatch(name) or self._is_compound(name):
            return True
        capitals = _CAPITALS.fullmatch(name) is not None and capitals_are_rare(text)
        return capitals and self._unlisted(name) and not alone(text, start, end)

    def _only_a_word(self, word: str) -> bool:
        flags = set(self._names.flags(word))
        return bool(flags & set("Cckq")) and not flags & set("FfSs")

    def _unlisted(self, word: str) -> bool:
        return not set(self._names.flags(word)) & set("FfSs")


def _spelled(letters: str, words: list[str]) -> bool:
    """True when the letters stand, in this order, in the last words, the first as a beginning."""
    for count in range(1, min(len(words), 10) + 1):
        joined = iter("".join(word.lower() for word in words[-count:]))
        if words[-count][:1].lower() == letters[0] and all(one in joined for one in letters):
            return True
    return False
