"""Finding known persons everywhere else: every form of a name, as whole words, on every page.

A page is read once, word by word, through look-ups; what stands around a known word (first names,
initials, prefixes, the other half of a double name) is taken along. Lower case counts only where
the word is no ordinary Dutch word, and streets, laws and companies of that name are left alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from woo_tool.resolve.misread import Misread
from woo_tool.resolve.names import Atom, atoms, common_words, fold, forms, joined, same_prefix
from woo_tool.resolve.registry import Person, Registry

_HYPHENS = ("-", "\u00ad", "\u2010", "\u2011")
_BETWEEN = re.compile(r"[ \n]|\.[ \n]?|['’] ?|[ \n][(‘'’]|\)[ \n]?|\.?\) |\. \(|_")
_AFTER_COMMA = re.compile(
    r",[ \n]{1,2}(?P<given>(?:[^\W\d_]\.[ \n]?){1,6}|[^\W\d_]{2,})"
    r"(?:[ \n]?\((?P<call>[^\W\d_]+(?:[- ][^\W\d_]+)?)\))?"
    r"(?:[ \n](?:van|de|der|den|ten|ter|te|v\.d\.|vd))*(?!\w)"
)
_SENTENCE_END = '.!?:;•*]"“\n'
_BEFORE = re.compile(r"([^\W\d_][\w'’-]*)[ \n](?:(?:van|de|der|den|ten|ter|te|v\.d\.|vd) )*\Z")
_COMPANY = frozenset({"bv", "nv", "vof", "gmbh", "ltd", "inc", "holding"})
_TAIL = 3
_LOWER_LENGTH = 4
_LONGEST_HALF = 24
_HALF = re.compile(r"([^\W\d_]+)-\Z")
_DETERMINED = re.compile(
    r"(?<![\w'’-])(?:de|het|een|deze|geen|elke?|iedere?|the|an?|some)[ \n]\Z", re.IGNORECASE
)


@dataclass(slots=True)
class _Known:
    """What is known of one surname: the prefixes it is written with, and the first names.
    ``alone``: the surname is enough, not so for somebody who is only on the staff list."""

    prefixes: set[tuple[str, ...]] = field(default_factory=set)
    given: set[str] = field(default_factory=set)
    alone: bool = False


class Spreader:
    """The words by which confident persons are found, and the reading of pages with them."""

    def __init__(self, registry: Registry, lower: Collection[str] = ()) -> None:
        """``lower``: the words that the dossier writes in lower case somewhere."""
        self._registry = registry
        self._surnames: defaultdict[str, _Known] = defaultdict(_Known)
        self._given: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
        for word, person, name in registry.words():
            if person.guessed and (word in lower or word in common_words()):
                continue
            if word in name.parts:
                known = self._surnames[word]
                known.prefixes.add(name.prefix)
                known.given |= _first_names(person)
                known.alone |= not person.absent
            if (word in name.given or name.bare) and not person.absent:
                run = tuple(word.split("-"))
                self._given[run[0]].add(run)
        self._misread = Misread(word for word, known in self._surnames.items() if known.alone)

    def misread(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Where a word stands that must be a known surname with a letter misread, and that name."""
        for word in atoms(text):
            if word.fold not in self._surnames and word.fold not in self._given:
                name = self._misread.name_of(word)
                if name is not None and not _glued(text, word.start - 1):
                    yield word.start, word.end, name

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where known persons stand in a page's text, in order and without overlap."""
        words = self._words(text)
        out: list[tuple[int, int]] = []
        for place, word in enumerate(words):
            if out and word.end <= out[-1][1]:
                continue
            span = self._around(text, words, place)
            if span is None:
                continue
            if out and span[0] < out[-1][1]:
                out[-1] = (min(out[-1][0], span[0]), max(out[-1][1], span[1]))
            else:
                out.append(span)
        return out

    def broken(self, text: str, following: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
        """A known word that is broken with a hyphen over a page end: its two parts."""
        heads = [line for line in following.split("\n")[: _TAIL + 1] if line]
        for end in _last_hyphens(text):
            ending = atoms(text[max(0, end - 60) : end])
            if not ending:
                continue
            start = end - len(ending[-1].text)
            place = 0
            for line in heads:
                first = atoms(line)[:1]
                if first and self._is_name(ending[-1].fold + first[0].fold):
                    at = following.index(line, place) + first[0].start
                    return (start, end), (at, at + len(first[0].text))
                place += len(line)
        return None

    def _is_name(self, word: str) -> bool:
        known = self._surnames[word].alone if word in self._surnames else word in self._given
        return known and word not in common_words()

    def _words(self, text: str) -> list[Atom]:
        out: list[Atom] = []
        for atom in atoms(text):
            whole = joined(text, out[-1], atom) if out else None
            if whole and (whole.fold in self._surnames or whole.fold in self._given):
                out[-1] = whole
            else:
                out.append(atom)
        return out

    def _around(self, text: str, words: list[Atom], place: int) -> tuple[int, int] | None:
        word = words[place]
        for stem in _stems(word):
            if stem in self._surnames:
                span = self._surname(text, words, place, stem)
                if span:
                    return span
        for stem in _stems(word):
            if stem in self._given:
                span = self._first_name(text, words, place, stem)
                if span:
                    return span
        if len(word.fold) > _LOWER_LENGTH and self._registry.compact(word.fold):
            return word.start, word.end
        return None

    def _surname(
        self, text: str, words: list[Atom], place: int, stem: str
    ) -> tuple[int, int] | None:
        known = self._surnames[stem]
        word = words[place]
        left = _doubled(text, words, place, -1)
        right = _doubled(text, words, place, +1)
        core = left
        left = _with_prefix(text, words, left, known)
        prefixed = left < core
        named = _with_first_names(text, words, left, known)
        comma = _comma(text, words[right], known) if named == left else None
        anchored = named < left or comma is not None
        if not anchored and not (known.alone and _reads_as_name(text, word, stem, known, prefixed)):
            return None
        if not anchored and _elsewhere(text, words, left, right):
            return None
        return words[named].start, comma or words[right].end

    def _first_name(
        self, text: str, words: list[Atom], place: int, stem: str
    ) -> tuple[int, int] | None:
        word = words[place]
        for run in sorted(self._given[stem], key=len, reverse=True):
            last = place + len(run) - 1
            if last >= len(words) or [w.fold for w in words[place + 1 : last + 1]] != list(run[1:]):
                continue
            if _glued(text, word.start - 1) or _glued(text, words[last].end):
                continue
            if not _reads_as_first_name(text, word, stem):
                continue
            if _other_surname(text, words, last) or _elsewhere(text, words, place, last):
                continue
            return word.start, words[last].end
        return None


def _first_names(person: Person) -> set[str]:
    return {part for own in person.names for given in own.given for part in given.split("-")}


def _stems(word: Atom) -> tuple[str, ...]:
    """The word, and without a possessive s (Bloks, Sharons) unless that is a word of its own."""
    if word.capital and word.fold.endswith("s") and word.fold not in common_words():
        return word.fold, word.fold[:-1]
    return (word.fold,)


def _glued(text: str, place: int) -> bool:
    """True when a hyphen ties the word to another word."""
    return 0 <= place < len(text) and text[place] in _HYPHENS


def _name_like(word: Atom) -> bool:
    return word.capital and word.fold not in common_words() and len(word.fold) > 1


def _doubled(text: str, words: list[Atom], place: int, step: int) -> int:
    """Past the other half of a double name (Blok-Visser), to the left or the right."""
    reached = place
    for _ in range(2):
        other = reached + step
        if not 0 <= other < len(words):
            break
        low, high = sorted((reached, other))
        if text[words[low].end : words[high].start] not in _HYPHENS or not _name_like(words[other]):
            break
        reached = other
    return reached


def _with_prefix(text: str, words: list[Atom], left: int, known: _Known) -> int:
    for size in range(min(4, left), 0, -1):
        run = words[left - size : left]
        prefix = tuple(word.fold for word in run)
        if not any(own and same_prefix(own, prefix) for own in known.prefixes):
            continue
        if all(
            _linked(text, one, other)
            for one, other in zip(run, words[left - size + 1 :], strict=False)
        ):
            return left - size
    return left


def _linked(text: str, one: Atom, other: Atom) -> bool:
    return bool(_BETWEEN.fullmatch(text[one.end : other.start]))


def _with_first_names(text: str, words: list[Atom], left: int, known: _Known) -> int:
    """Past initials and first names of somebody with this surname."""
    while left and words[left - 1].end <= words[left].start:
        one, other = words[left - 1], words[left]
        between = text[one.end : other.start]
        dashed = between in _HYPHENS and other.fold in known.given
        if not dashed and not _BETWEEN.fullmatch(between):
            break
        initial = len(one.fold) == 1 or one.fold in forms().long_initials
        written = initial and (between == "." or (one.capital and between != "\n"))
        if not written and one.fold not in known.given:
            break
        left -= 1
    return left


def _comma(text: str, word: Atom, known: _Known) -> int | None:
    """The end of `, R.J. (Rutger)` behind a surname, or None."""
    hit = _AFTER_COMMA.match(text, word.end)
    if hit is None:
        return None
    given = atoms(hit["given"])
    initials = "." in hit["given"] and all(letter.capital for letter in given)
    if initials or given[0].fold in known.given:
        return len(text[: hit.end()].rstrip())
    return None


def _reads_as_name(text: str, word: Atom, stem: str, known: _Known, prefixed: bool) -> bool:
    """True when a surname alone is one: by its capital, and by how ordinary the word is."""
    rank = common_words().get(stem)
    if not word.capital:
        written = prefixed or (len(stem) >= _LOWER_LENGTH and not _is_noun(text, word))
        return rank is None and written
    if rank is None or prefixed:
        return True
    if () not in known.prefixes:
        return False
    return rank >= forms().very_common or not _starts_sentence(text, word.start)


def _reads_as_first_name(text: str, word: Atom, stem: str) -> bool:
    """A first name alone; where it is a word too (Roos), only with a capital inside a sentence."""
    rank = common_words().get(stem)
    if rank is None:
        return word.capital or (len(stem) >= _LOWER_LENGTH and not _is_noun(text, word))
    inside = not _starts_sentence(text, word.start)
    return word.capital and inside and rank >= forms().very_common


def _is_noun(text: str, word: Atom) -> bool:
    """`een kievit`, `de meerman`, `front-enders`: a word in lower case that is no name there."""
    before = text[max(0, word.start - _LONGEST_HALF) : word.start]
    half = _HALF.search(before)
    if half is not None and fold(half[1]) in common_words():
        return True
    return _DETERMINED.search(before) is not None


def _starts_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 12) : start].rstrip(" -–")
    return not before or before[-1] in _SENTENCE_END


def _named_thing_before(text: str, words: list[Atom], left: int) -> bool:
    """`hotel Blok`, `Van Blok`: what is named so, or the rest of another name."""
    if not left or text[words[left - 1].end : words[left].start] != " ":
        return False
    before = words[left - 1]
    place = before.capital and before.fold in forms().prefixes
    return before.fold in forms().not_preceded_by or (
        place and not _starts_sentence(text, before.start)
    )


def _elsewhere(text: str, words: list[Atom], left: int, right: int) -> bool:
    """True when the words around make it a street, a law or a company of that name."""
    book = forms()
    if _named_thing_before(text, words, left):
        return True
    end = words[right].end
    if re.match(r" ?& ?\w", text[end : end + 4]) or text[: words[left].start][-3:].endswith("& "):
        return True
    for after in words[right + 1 : right + 4]:
        gap = text[end : after.start]
        if gap in _HYPHENS and after.fold in book.not_followed_by | book.not_tied_to:
            return True
        if gap not in (" ", "\n", ".", ". "):
            return False
        if after.fold in _COMPANY or (gap == " " and after.fold in book.not_followed_by):
            return True
        if text[after.start : after.end + 3] in ("B.V.", "N.V."):
            return True
        if not after.capital:
            return False
        end = after.end
    return False


def _other_surname(text: str, words: list[Atom], last: int) -> bool:
    """True when a first name is followed by something that looks like another surname."""
    if last + 1 >= len(words):
        return False
    after = words[last + 1]
    if text[words[last].end : after.start] != " ":
        return False
    return _name_like(after) and not after.text.isupper()


def _last_hyphens(text: str) -> Iterator[int]:
    """Where the last lines of a page end in a hyphen."""
    end = len(text.rstrip())
    for _ in range(_TAIL):
        if end > 0 and text[end - 1] in _HYPHENS:
            yield end - 1
        end = len(text[: max(0, text.rfind("\n", 0, end))].rstrip())
        if end == 0:
            return


def monograms(
    text: str, known: frozenset[str], defined: frozenset[str] = frozenset()
) -> Iterator[tuple[int, int]]:
    """Initials of speakers: `(NB)` or `NB:` at a line start where they are known from here, and
    every such word in capitals where the document says whose initials they are."""
    for hit in re.finditer(
        r"(?<=\()([A-Z][A-Za-z]{1,4})(?=\))|^([A-Z][A-Za-z]{1,4})(?=:)", text, re.M
    ):
        if hit.group() in known and hit.group() not in defined:
            yield hit.start(), hit.end()
    for hit in re.finditer(r"(?<![\w/&.-])[A-Z]{2,5}(?![\w/&-]|\.\w)", text) if defined else ():
        if hit.group() in defined:
            yield hit.start(), hit.end()


def after_a_stranger(text: str, start: int) -> bool:
    """True when a word that looks like another first name stands before a surname."""
    hit = _BEFORE.search(text, max(0, start - 60), start)
    if hit is None:
        return False
    word = atoms(hit[1])[0]
    return _name_like(word) and not word.text.isupper() and word.fold not in forms().titles
