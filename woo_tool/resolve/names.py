"""Reading a written name: first names, initials, prefix and surname, however it was put down.

Forms that are read: `Anna van den Berg`, `A. v.d. Berg`, `mr. A.B. (Anna) Berg-Kok`, `Berg, A. van
den (Anna)`, `VAN DEN BERG`, `Berg's`, a name broken over a line end, and initials alone (`AvdB`).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from pydantic import field_validator

from woo_tool.resources import data_path
from woo_tool.rules import Rule, rules

# A soft hyphen before a small letter is one; elsewhere it stands for a hyphen (so do many PDFs).
_ATOM = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f]|\u00ad(?=[^\W\dA-Z_À-ÖØ-Þ]))*")
_BREAK = re.compile(r"[-\u00ad\u2010\u2011]\n")
_PLAIN = str.maketrans({"ø": "o", "ı": "i", "ł": "l", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae"})
_HYPHENS = "-\u00ad\u2010\u2011"
_APOSTROPHES = "'’`´"
_MONOGRAM = re.compile(r"[A-Z](?:[a-z]{0,3}[A-Z]){1,3}|(?:[A-Z]\.){2,5}")
_ACRONYM = 5
_LONGEST_INITIAL = 2
_SHORT_PREFIXES = frozenset({"v", "d", "vd", "t"})
_VOWEL = re.compile("[aeiouy]")


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """Lower case, without accents and soft hyphens: `Yıldırım` gives `yildirim`."""
    lowered = text.lower().translate(_PLAIN).replace("\u00ad", "")
    if lowered.isascii():
        return lowered
    marked = unicodedata.normalize("NFKD", lowered)
    return "".join(c for c in marked if not unicodedata.combining(c))


class NameForms(Rule):
    """How names are written (rules/name_forms.yaml)."""

    titles: frozenset[str]
    suffixes: frozenset[str]
    prefixes: frozenset[str]
    long_initials: frozenset[str]
    not_followed_by: frozenset[str]
    not_tied_to: frozenset[str]
    not_preceded_by: frozenset[str]
    people_do: frozenset[str]
    very_common: int

    @field_validator("*", mode="after")
    @classmethod
    def _folded(cls, value: object) -> object:
        words = value if isinstance(value, (frozenset, tuple)) else ()
        if any(str(word) != fold(str(word)) for word in words):
            raise ValueError("schrijf deze woorden in kleine letters zonder accenten")
        return value


@cache
def forms() -> NameForms:
    """The shipped ways of writing names. Raises RulesError."""
    loaded: NameForms = rules("name_forms.yaml", NameForms)
    return loaded


@cache
def common_words() -> dict[str, int]:
    """Common Dutch words with their rank, from often to seldom (rules/common_words.txt)."""
    lines = data_path("rules", "common_words.txt").read_text(encoding="utf-8").splitlines()
    words = (fold(line.strip()) for line in lines if line.strip() and not line.startswith("#"))
    return {word: rank for rank, word in reversed(list(enumerate(words)))}


@dataclass(frozen=True, slots=True)
class Atom:
    """A run of letters in a text: what it says, where, and its folded form."""

    text: str
    start: int
    end: int
    fold: str

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()


def atoms(text: str) -> list[Atom]:
    """The runs of letters and digits in a text, in order."""
    return [
        Atom(hit.group(), hit.start(), hit.end(), fold(hit.group())) for hit in _ATOM.finditer(text)
    ]


def joined(text: str, one: Atom, other: Atom) -> Atom | None:
    """One word that was broken with a hyphen at a line end, or None."""
    if not _BREAK.fullmatch(text[one.end : other.start]):
        return None
    whole = one.text + other.text
    return Atom(whole, one.start, other.end, fold(whole))


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it was read, folded.

    ``parts`` are the hyphenated parts of the surname without prefixes. A single word that may be
    a first name or a surname is ``bare``; initials of the whole name are a ``monogram``.
    """

    given: tuple[str, ...] = ()
    initials: str = ""
    prefix: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    bare: bool = False
    monogram: str = ""

    @property
    def letters(self) -> str:
        """The initials that are known: written, or those of the first names."""
        return self.initials or "".join(w[0] for name in self.given for w in name.split("-"))

    @property
    def full(self) -> bool:
        """A surname with a first name or initials."""
        return bool(self.parts) and not self.bare and bool(self.given or self.initials)


@dataclass(frozen=True, slots=True)
class Reading:
    """A name and where it stands in the text that was read, title and 's left out."""

    name: Name
    start: int
    end: int
    titled: bool = False


@lru_cache(maxsize=100_000)
def read(text: str) -> Reading | None:
    """The name in a text that is a name; None when it holds no letters."""
    found = [a for a in _whole_words(text) if not a.fold.isdigit()]
    words = _without_titles(text, found)
    titled = len(words) < len(found)
    words = _without_unit(text, _without_ending(text, words))
    if not words:
        return None
    start = words[0].start
    end = _closing(text, start, words[-1].end)
    words = _without_signature(text, _one_sentence(text, words))
    comma = text.find(",", words[0].start, words[-1].end)
    before = [a for a in words if a.end <= comma]
    if before and len(before) < len(words):
        name = _reversed(text, before, words[len(before) :])
    else:
        name = _straight(text, words, titled)
    return Reading(name, start, end, titled)


def _without_unit(text: str, words: list[Atom]) -> list[Atom]:
    """`DVI, T. Wiersinga` is T. Wiersinga: what stands before the comma is no surname."""
    if len(words) < 3 or text[words[0].end] != "," or text[words[-1].end - 1] == ")":
        return words
    unit, first, last = words[0].text, words[1].text, words[-1].text
    acronym = unit.isupper() and len(unit) <= _ACRONYM
    return words[1:] if acronym and len(first) == 1 and len(last) > 1 else words


def _one_sentence(text: str, words: list[Atom]) -> list[Atom]:
    """Of `Nee. Fatima` the sentence with the name in it."""
    cuts = [
        place + 1
        for place, (one, other) in enumerate(pairwise(words))
        if text[one.end : other.start] in (". ", ".\n")
        and len(one.text) > _LONGEST_INITIAL
        and one.fold not in forms().long_initials
    ]
    pieces = [words[i:j] for i, j in pairwise([0, *cuts, len(words)])]
    named = [p for p in pieces if any(not _very_common(word) for word in p)]
    return (named or pieces)[0]


def _without_signature(text: str, words: list[Atom]) -> list[Atom]:
    """Without the initials behind a name: `Q. Delahaye (QD)`."""
    last = words[-1]
    inside = text[last.start - 1 : last.start] == "(" and last.text[-1:].isupper()
    return words[:-1] if inside and len(words) > 2 and len(last.text) <= _ACRONYM else words


def _very_common(word: Atom) -> bool:
    return common_words().get(word.fold, forms().very_common) < forms().very_common


def _whole_words(text: str) -> list[Atom]:
    out: list[Atom] = []
    for atom in atoms(text):
        whole = joined(text, out[-1], atom) if out and atom.text[0].islower() else None
        if whole:
            out[-1] = whole
        else:
            out.append(atom)
    return out


def _without_titles(text: str, words: list[Atom]) -> list[Atom]:
    first, titles = 0, forms().titles
    while first < len(words) - 1:
        pair = f"{words[first].fold} {words[first + 1].fold}"
        if pair in titles and first < len(words) - 2:
            first += 2
        elif words[first].fold in titles and text[words[first].end] in ". \n":
            first += 1
        else:
            break
    return words[first:]


def _without_ending(text: str, words: list[Atom]) -> list[Atom]:
    while len(words) > 1:
        last = words[-1]
        possessive = last.fold == "s" and text[last.start - 1] in _APOSTROPHES
        suffix = last.fold in forms().suffixes and not last.text.istitle()
        filler = last.text.islower() and words[0].capital and _very_common(last)
        if not (possessive or suffix or filler):
            break
        words = words[:-1]
    return words


def _closing(text: str, start: int, end: int) -> int:
    """Past the full stop of a last initial, or the bracket of `Berg, A. (Anna)`."""
    if text[end : end + 1] == "." and (end < 2 or not text[end - 2].isalnum()):
        end += 1
    if text[end : end + 1] == ")" and "(" in text[start:end]:
        end += 1
    return end


def _straight(text: str, words: list[Atom], titled: bool) -> Name:
    compact = "".join(text[words[0].start : words[-1].end + 1].split()).rstrip(")")
    if _MONOGRAM.fullmatch(compact) and (len(words) == 1 or "." in compact):
        letters = "".join(a.fold for a in words)
        bare = len(words) == 1 and len(letters) > 2
        return Name(parts=(letters,) if bare else (), bare=bare, monogram=letters)
    cut = _surname_at(text, words)
    given, initials = _given(text, words[:cut])
    prefix, middle, parts = _surname(text, words[cut:])
    alone = len(words) == 1 and not titled
    return Name((*given, *middle), initials, prefix, parts, bare=alone)


def _reversed(text: str, surname: list[Atom], rest: list[Atom]) -> Name:
    prefix, middle, parts = _surname(text, surname)
    cut = _department(text, rest)
    after = tuple(a.fold for a in cut if _is_prefix(text, a))
    given, initials = _given(text, [a for a in cut if not _is_prefix(text, a)])
    return Name((*given, *middle), initials, prefix or after, parts)


def _department(text: str, words: list[Atom]) -> list[Atom]:
    """What stands before ` - BSG` or `/BSG`: the name without the unit."""
    for place, (one, other) in enumerate(pairwise(words)):
        if re.search(r"\s[-–]\s|[/|]", text[one.end : other.start]):
            return words[: place + 1]
    return words


def _surname_at(text: str, words: list[Atom]) -> int:
    """Where the surname starts: at the first prefix, else at the last (hyphenated) word."""
    for place, word in enumerate(words[:-1]):
        if _is_prefix(text, word):
            hyphenated = place and text[word.start - 1] in _HYPHENS
            return place - 1 if hyphenated else place
    place = len(words) - 1
    while place > 0 and text[words[place].start - 1] in _HYPHENS:
        place -= 1
    return place


def _is_prefix(text: str, word: Atom) -> bool:
    if word.fold not in forms().prefixes:
        return False
    glued = text[word.end : word.end + 1] in tuple(_APOSTROPHES)
    return len(word.text) > 1 or not word.capital or glued


def _is_initials(text: str, word: Atom) -> bool:
    if len(word.fold) == 1:
        return True
    if text[word.end : word.end + 1] == ".":
        return word.fold in forms().long_initials or word.text.isupper()
    short = len(word.text) <= 4 and word.text.isupper() and word.text.isalpha()
    return short and not _VOWEL.search(word.fold[1:])


def _given(text: str, words: list[Atom]) -> tuple[list[str], str]:
    given: list[str] = []
    initials = ""
    for word in words:
        glued = text[word.start - 1] in _HYPHENS if word.start else False
        if _is_initials(text, word):
            long = word.fold in forms().long_initials
            initials += word.fold[0] if long else word.fold
        elif glued and given:
            given[-1] += "-" + word.fold
        else:
            given.append(word.fold)
    return given, initials


def _surname(text: str, words: list[Atom]) -> tuple[tuple[str, ...], list[str], tuple[str, ...]]:
    """Prefixes, words before the last one (`Oude` in `Oude Egbrink`), and hyphenated parts."""
    lead = 0
    while lead < len(words) - 1 and _is_prefix(text, words[lead]):
        lead += 1
    prefix = tuple(a.fold for a in words[:lead])
    core = words[lead:]
    inner = [a for a in core[:-1] if not _is_prefix(text, a)] + core[-1:]
    hyphen = any(c in text[core[0].start : core[-1].end] for c in _HYPHENS)
    if hyphen:
        return prefix, [], tuple(a.fold for a in inner)
    return prefix, [a.fold for a in inner[:-1]], (inner[-1].fold,)


def same_prefix(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """`van der`, `v.d.` and `vd` are one prefix; `van der` and `van den` are not."""
    if one == other:
        return True
    shortened = any(word in _SHORT_PREFIXES for word in (*one, *other))
    return shortened and _prefix_letters(one) == _prefix_letters(other)


def _prefix_letters(prefix: tuple[str, ...]) -> str:
    return "".join(word if word in _SHORT_PREFIXES else word[0] for word in prefix)
