"""What a scanned page probably says: OCR's slips in numbers and in the words that announce them.

"Dienstnurnmer 44l882", "geb0ren : l2 - O8 - 1954", "PERSONE ELSNUMMER OO4l882" are read as
"Dienstnummer 441882", "geboren: 12-08-1954", "PERSONEELSNUMMER 0041882". The recognizers read such
a page a second time this way; every sign of the reading knows where it stands on the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import regex

from woo_tool.detect.schema import RecognizerRule

_WORDS = regex.compile(r"[\p{L}\d|]+")
_DIGITS = str.maketrans("OoQlI|", "000111")
_LETTERS = str.maketrans("015|", "olsl")
#: Digits with the letters that OCR makes of them, alone or behind a prefix.
_NUMBER = regex.compile(r"(?=[OoQlI|\d]*\d)[\dOoQlI|]{2,}|[OolI](?=[ ./-]\d)")
_PREFIXED = regex.compile(
    r"(?=\p{Lu}{0,4}[\dOoQlI|]*\d)(?P<prefix>\p{Lu}{1,4}?)(?P<rest>[\dOoQlI|]{4,})"
)
_WORDLIKE = regex.compile(r"(?=\p{L}*[015|])\p{L}{0,20}[015|]?\p{L}{2,20}(?:[015|]\p{L}{1,20})*")
#: What looks alike in a scan, written in one way.
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("ii", "u"))
_ALIKE = str.maketrans("015|iceqhnb8", "olsllccgbubb")
_SHORTEST, _SHORTEST_WITH_SLIP = 6, 3
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

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a part of the reading stands on the page."""
        return self.places[start], self.places[end - 1] + 1


class ScanReader:
    """Reads scanned text. The words that announce a number come from the rules."""

    def __init__(self, recognizers: Iterable[RecognizerRule]) -> None:
        self._known = {word for rule in recognizers for word in _announcing(rule)} | _MONTHS
        self._looks: dict[str, str] = {}
        for word in sorted(self._known):
            self._looks.setdefault(_look(word), word)

    def read(self, text: str) -> Reading | None:
        """The text as it was probably meant; None when nothing in it looks misread."""
        pieces = self._pieces(text)
        places = [at for start, end, new in pieces for at in _spread(start, end, len(new))]
        reading = _closed(Reading("".join(new for _, _, new in pieces), places))
        return None if reading.text == text else reading

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
        tokens = list(_WORDS.finditer(text))
        for number, match in enumerate(tokens):
            word, start = match.group(), match.start()
            new = self._word(word)
            if new != word:
                yield start, match.end(), new
            if number + 1 < len(tokens):
                following = tokens[number + 1]
                gap = text[match.end() : following.start()]
                if gap == " " and self._is_split(word, word + following.group()):
                    yield match.end(), following.start(), ""

    def _is_split(self, word: str, joined: str) -> bool:
        return joined.lower() in self._known and word.lower() not in self._known

    def _word(self, word: str) -> str:
        if _NUMBER.fullmatch(word):
            return word.translate(_DIGITS)
        prefixed = _PREFIXED.fullmatch(word)
        if prefixed is not None:
            return f"{prefixed['prefix']}{prefixed['rest'].translate(_DIGITS)}"
        low = word.lower()
        slip = "rn" in low or any(char.isdigit() for char in word)
        if len(word) >= (_SHORTEST_WITH_SLIP if slip else _SHORTEST) and low not in self._known:
            known = self._looks.get(_look(low))
            if known is not None:
                return known.upper() if word.isupper() else known
        wordlike = _WORDLIKE.fullmatch(word) is not None
        return word.translate(_LETTERS) if wordlike else word


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
