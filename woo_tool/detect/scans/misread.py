"""What a scanned page probably says: OCR's slips in numbers and in the words that announce them.

"Dienstnurnmer 44l882", "geb0ren : l2 - O8 - 1954", "PERSONE ELSNUMMER OO4l882" are read as
"Dienstnummer 441882", "geboren: 12-08-1954", "PERSONEELSNUMMER 0041882". The recognizers read such
a page a second time this way; every sign of the reading knows where it stands on the page.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import zip_longest

import regex

from woo_tool.detect.layout.tables import Cell, Columns
from woo_tool.detect.schema import RecognizerRule
from woo_tool.spelling import distance

_WORDS = regex.compile(r"[\p{L}\d|]+")
_DIGITS = str.maketrans("OoQlI|", "000111")
_LETTERS = str.maketrans("015|", "olsl")
#: Digits with the letters that OCR makes of them, alone or behind a prefix.
_NUMBER = regex.compile(r"(?=[OoQlI|\d]*\d)[\dOoQlI|]{2,}|[OolI](?=[ ./-]\d)")
_PREFIXED = regex.compile(
    r"(?=\p{Lu}{0,4}[\dOoQlI|]*\d)(?P<prefix>\p{Lu}{1,4}?)(?P<rest>[\dOoQlI|]{4,})"
)
_WORDLIKE = regex.compile(r"(?=\p{L}*[015|])\p{L}{0,20}[015|]?\p{L}{2,20}(?:[015|]\p{L}{1,20})*")
#: Digits with more letters for digits, in a word that is mostly digits.
_MOSTLY_DIGITS = regex.compile(r"(?=(?:[^\d]?\d){3})[\dOoQDlIi|!SsBZzgqG]{5,}")
_MORE_DIGITS = str.maketrans("OoQDlIi|!SsBZzgqG", "00001111155822996")
#: 'BSN' with signs that look like its letters, before a number.
_BSN = regex.compile(
    r"(?<![\p{L}\p{N}])(?:[B8E][S5EG8][NMH]|[BH]SN)(?=[ .:]{1,3}(?:\p{L}+[ ]){0,2}\d{3})"
)
#: Words joined by stops or hyphens: "pers.nr", "ip-adres".
_COMPOUND = regex.compile(r"(?<!\p{L})\p{L}{1,24}(?:[.-]\p{L}{1,24}){1,4}(?!\p{L})")
#: What looks alike in a scan, written in one way.
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("ii", "u"))
_ALIKE = str.maketrans("015|iceqhnb8", "olsllccgbubb")
_SHORTEST, _SHORTEST_WITH_SLIP = 6, 3
#: Letters of a word in which one, and in which two may be wrong.
_ONE_SLIP, _TWO_SLIPS = 6, 8
_LONG = 24
_MONTHS = frozenset(
    {
        *("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus"),
        *("september", "oktober", "november", "december"),
    }
)
#: White space that a scan puts in: before a sign, around one inside a number, in '1 9 maart'.
_GAP = regex.compile(
    r"(?<=\S)[ ](?=[.,:;](?:\s|$))"
    r"|(?<=(?<![\p{L}\d])(?:\d{1,10}|\p{Lu}{1,4}|\p{Lu}{1,3}\d{1,6}|\d{1,6}\p{Lu}{1,3}))[ ]"
    r"(?=[-/.][ ]?(?:\d|\p{Lu}{1,3}(?![\p{L}\d])))"
    r"|(?<=(?:\d|(?<![\p{L}\d])\p{Lu}{1,4})[ ]?[-/.])[ ](?=['’]?\d|\p{Lu}{1,3}(?![\p{L}\d]))"
    r"|(?<=(?<!\d[ ./-]?)[12])[ ](?=\d[ ](?:jan|feb|maart|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec))"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as it was probably meant; ``places`` says where each of its signs stands."""

    text: str
    places: Sequence[int]

    def within(self, own: Callable[[int], int]) -> Callable[[int], int]:
        """Where a place of the reading stands in what ``own`` knows the places of its text in."""
        return lambda place: own(self.places[place])

    def here(self, place: int) -> int:
        """Where in the reading a place of the page stands."""
        return bisect_left(self.places, place)


class ScanReader:
    """Reads scanned text. The words that announce a number come from the rules; ``words`` are
    those that are no slip of one."""

    def __init__(self, recognizers: Sequence[RecognizerRule], words: Container[str]) -> None:
        self._words_known = words
        self._known = {word for rule in recognizers for word in _announcing(rule)} | _MONTHS
        self._known |= {word for rule in recognizers for word in _compounds(rule)}
        self._looks: dict[str, str] = {}
        for word in sorted(self._known):
            self._looks.setdefault(_look(word), word)

    @cached_property
    def _near(self) -> Near:
        return Near(self._known)

    def read(self, text: str) -> Reading:
        """The text as it was probably meant, with its columns where these are known by place."""
        reading = self._read(text)
        if reading.text != text:
            columns = Columns.of(text)
            Columns.lay_out(reading.text, [self._moved(cell, reading) for cell in columns.cells])
        return reading

    def _moved(self, cell: Cell, reading: Reading) -> Cell:
        start, end = reading.here(cell.start), reading.here(cell.end)
        return replace(cell, start=start, end=end, header=self._read(cell.header).text)

    def _read(self, text: str) -> Reading:
        pieces = self._pieces(_BSN.sub("BSN", text))
        places = [at for start, end, new in pieces for at in _spread(start, end, len(new))]
        return _closed(Reading("".join(new for _, _, new in pieces), places))

    def _pieces(self, text: str) -> list[tuple[int, int, str]]:
        """Parts of the text (start, end) and how they read."""
        found: list[tuple[int, int, str]] = []
        done = 0
        for start, end, new in self._words(text):
            found += [(at, at + 1, text[at]) for at in range(done, start)]
            found.append((start, end, new))
            done = end
        return [*found, *((at, at + 1, text[at]) for at in range(done, len(text)))]

    def _words(self, text: str) -> Iterator[tuple[int, int, str]]:
        done = 0
        for compound in _COMPOUND.finditer(text):
            known = self._meant(compound.group())
            if known is not None:
                yield from self._single(text, done, compound.start())
                yield compound.start(), compound.end(), known
                done = compound.end()
        yield from self._single(text, done, len(text))

    def _single(self, text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        tokens = list(_WORDS.finditer(text, start, end))
        split = False
        for match, following in zip_longest(tokens, tokens[1:]):
            word = match.group()
            begun, split = split, following is not None and self._is_split(text, match, following)
            new = word if split or begun else self._word(word)
            if new != word:
                yield match.start(), match.end(), new
            if split:
                yield match.end(), following.start(), ""

    def _meant(self, word: str) -> str | None:
        """The word for a number that this one is a slip of."""
        low = word.lower()
        if _slips(low) == 0 or low in self._known or not low[0].isalpha():
            return None
        if any(part in self._words_known for part in (low, low.rstrip("en"))) or len(low) > _LONG:
            return None
        return self._near.word(low)

    def _is_split(self, text: str, one: regex.Match[str], other: regex.Match[str]) -> bool:
        """Whether a space parts what is one word that announces a number."""
        word = one.group().lower()
        joined = word + other.group().lower()
        gap = text[one.end() : other.start()]
        return gap == " " and joined in self._known and word not in self._known

    def _word(self, word: str) -> str:
        if _NUMBER.fullmatch(word):
            return word.translate(_DIGITS)
        if _MOSTLY_DIGITS.fullmatch(word) and 2 * sum(map(str.isdigit, word)) > len(word):
            return word.translate(_MORE_DIGITS)
        prefixed = _PREFIXED.fullmatch(word)
        if prefixed is not None:
            return f"{prefixed['prefix']}{prefixed['rest'].translate(_DIGITS)}"
        low = word.lower()
        slip = "rn" in low or any(char.isdigit() for char in word)
        if len(word) >= (_SHORTEST_WITH_SLIP if slip else _SHORTEST) and low not in self._known:
            known = self._looks.get(_look(low))
            if known is not None:
                return known.upper() if word.isupper() else known
        known = self._meant(word)
        if known is not None:
            return known
        wordlike = _WORDLIKE.fullmatch(word) is not None
        return word.translate(_LETTERS) if wordlike else word


class Near:
    """Words to be recognised with a letter wrong, gone or too many: two in a long word."""

    def __init__(self, words: Iterable[str]) -> None:
        self._forms: defaultdict[str, set[str]] = defaultdict(set)
        for word in sorted(words):
            for form in _forms(word):
                self._forms[form].add(word)

    def word(self, misread: str) -> str | None:
        """The word that this one must be; None when there is none."""
        found = {word for form in _forms(misread) for word in self._forms.get(form, ())}
        near = [(distance(misread, word), word) for word in found]
        kept = [one for one in near if one[0] <= _slips(one[1])]
        return min(kept)[1] if kept else None


def _slips(word: str) -> int:
    """How many letters of a word may be wrong."""
    letters = sum(map(str.isalpha, word))
    return (letters >= _ONE_SLIP) + (letters >= _TWO_SLIPS)


def _forms(word: str) -> set[str]:
    """The word, and what is left of it without one or two of its letters."""
    forms = {word}
    for _ in range(_slips(word)):
        forms |= {one[:at] + one[at + 1 :] for one in forms for at in range(len(one))}
    return forms


def _compounds(rule: RecognizerRule) -> Iterator[str]:
    for word in rule.before:
        bare = word.strip("*.").lower()
        if _COMPOUND.fullmatch(bare):
            yield bare


def _announcing(rule: RecognizerRule) -> Iterator[str]:
    for word in rule.before:
        yield from (part for part in regex.findall(r"\p{L}+", word.lower()) if len(part) > 2)
    for frame in rule.frames:
        for kind in frame.kinds:
            bare = kind.strip("*.").lower()
            if bare.isalpha() and len(bare) > 2:
                yield from (bare, f"{bare}nummer", f"{bare}nr") if frame.numbered else (bare,)


def _look(word: str) -> str:
    low: str = word.lower()
    for two, one in _PAIRS:
        low = low.replace(two, one)
    return low.translate(_ALIKE)


def _spread(start: int, end: int, count: int) -> Iterator[int]:
    """Places for so many signs over a part of the page: the last one at its end."""
    for number in range(count):
        yield min(start + number, end - 1) if number < count - 1 else end - 1


def _closed(reading: Reading) -> Reading:
    """The reading without the white space that a scan puts into numbers."""
    gaps = {match.start() for match in _GAP.finditer(reading.text)}
    if not gaps:
        return reading
    kept = [at for at in range(len(reading.text)) if at not in gaps]
    return Reading("".join(reading.text[at] for at in kept), [reading.places[at] for at in kept])
