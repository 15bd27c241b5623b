"""Frames: a word for a kind of number, a word for 'number', and what stands behind them.

"Klachtnr. K-2020/118", "het bezwaar is geregistreerd onder nummer 2017.0388", "de dossiers PD-331,
PD-332 en PD-340". The words are data (``frames`` in rules/recognizers.yaml); this module knows how
they are put together: compounds, abbreviations, brackets, lists, headers of columns. Words are
looked for as plain text and the rest is matched from there, so that a line of a megabyte costs no
more than its length.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from woo_tool.detect.layout.tables import Columns
from woo_tool.detect.numbers.file_numbers import file_number
from woo_tool.detect.numbers.validators import login_code
from woo_tool.detect.schema import FrameRule, any_of, compile_rule
from woo_tool.detect.text.parts import shape
from woo_tool.detect.text.search import EVERY_LINE, Index, words_to_find

#: A check of the value, as in woo_tool.detect.numbers.validators.
Check = Callable[[str], str | None]

#: What may stand between the words and the value: a sign or a small word.
_LINK = (
    r"(?:[ \t]*[:=(\[#\"“'‘]|[ \t]{1,2}[-–](?=[ ])|,[ ](?=(?:dat|dit|dus|nl\.?|namelijk)[ ])"
    r"|[ \t]*(?<![\p{L}\d])(?:is|luidt|was|zijn|heeft|draagt|kreeg|met|onder|als|het|van|dat|dit"
    r"|dus|nl|namelijk|iets|zou)(?!\p{L})){0,4}\.?[ \t]{0,40}(?:[:(\"“'‘][ \t]{0,4})?"
)
#: What is said of the number before a colon: "nr weet ze uit haar hoofd: 77120493".
_SAID = r"(?:(?:[ ]\p{Ll}{1,12}){1,7}(?=:[ ]?[\p{Lu}\d]))?"
#: A value: signs joined by - . / _, a prefix or groups of digits apart, or '12 van 2018'.
_VALUE = (
    r"(?P<value>\d{1,4}[ ]van[ ](?:19|20)\d\d"
    r"|(?:[A-Z][A-Z&]{0,7}[ ]|\p{Lu}[\p{L}&]{0,5}\.[ ]?(?=\d))?(?=\S{0,24}\d)"
    r"(?:[\p{L}&]{1,10}\d|\d|[\p{L}&]{1,10}[-./_])"
    r"[\p{L}&\d]{0,20}(?:[-./_][\p{L}&\d]{1,20}){0,7}"
    r"(?:(?<![-/][\p{L}\d]{1,20})(?:[ ]\d{2,6}(?![\p{L}\d]|[-/.,]\d|"
    r"[ ](?:jan|feb|maart|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec|euro|uur|keer|dag|we[ek]|jaar)))"
    r"{1,4})?)"
    r"(?![\p{L}\p{N}]|[-/]\d|[.,]\d)"
)
#: A date between the kind and its number: "uw klacht van 3 mei 2018 (K-18/044)".
_DATE = (
    r"\d{1,2}[ ](?:jan|feb|maart|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec)\p{L}{0,7}\.?[ ]\d{4}"
    r"|\d{1,2}[-./]\d{1,2}[-./](?:19|20)?\d\d(?!\d)"
)
_LOGIN = (
    r"(?P<value>(?:live:)?@?[\p{L}\d]+(?:[._\\-][\p{L}\d]+){0,5})"
    r"(?![\p{L}\p{N}@\\]|[._-][\p{L}\p{N}])"
)
_VALUES = {"number": _VALUE, "login": _LOGIN}
#: A label stands above its value.
_LINE_END = r"(?:\n[ \t]{0,8})?"
#: A word that says whose number it is: "registratienummer gedetineerde".
_WHOSE = (
    r"(?:[ ](?!(?:is|met|als|van|voor|en|of)\b)"
    r"(?:(?=[\p{L}-]*\p{Ll}{3})[\p{L}-]{3,20}|\p{Lu}{2,5}(?![ ]\d))(?![\p{L}\d./-]))?"
)
#: What may stand between the kind and the word for 'number': "pas (nr.", "zorgpas heeft nummer".
_BETWEEN = r"(?:[ ](?:heeft|met|draagt|kreeg|onder)(?:[ ]als|[ ]het)?|,)?[ ]?[(-]?[ ]?"
_NEXT = (
    r"[\"”'’)]?(?:,?[ ](?:en|and|of|t/m|tot[ ]en[ ]met)[ ]|[,;][ ]{1,2}|[ ]?[&+][ ]?|[ ]/[ ])"
    r"(?:(?:nr\.?|nummer)[ ])?[\"“'‘]?"
)
#: A word for 'number' before the kind: "nummer parkeerkaart", "nr. van uw paspoort".
_NUMBER_OF = regex.compile(
    r"(?<!\p{L})(?i:nummer|nr\.?|kenmerk)[ ](?:(?:van[ ])?(?:de|het|uw|zijn|haar|een)[ ])?"
    r"[\p{L}-]+$"
)
#: "Buitenlandse Zaken" and its like are no cases.
_MINISTRY = regex.compile(r"\p{Lu}\p{Ll}+e[ ]Zaken$")
#: A word behind the value that hangs on it: "2018/044/mevr".
_TAIL = regex.compile(r"[-./_]\p{Ll}{2,20}$")
_AHEAD = regex.compile(
    r"(?<![\p{L}\d./_-])" + _VALUE + r"[ ]?(?:[(:–]|[ ]-[ ])[ ]?(?:(?:de|het|uw|een)[ ])?[\p{L}-]+$"
)
#: Signs without which a number before a word says too little.
_SIGNED = regex.compile(r"\p{L}|[-/.]\d{3}")
_LONGEST_VALUE = 40
_MOST = 200  # values of one list
_LINES = 2  # line ends between a word and its value, which has a digit
_LONGEST_WORD = 24  # letters of a compound before the kind


@dataclass(frozen=True, slots=True)
class Hit:
    """A value that a frame found: its place, its score, and whether the words went before it."""

    start: int
    end: int
    score: float


class Frame:
    """One frame of a rule, compiled. ``number_words`` are the words for 'number'."""

    def __init__(self, rule: FrameRule, number_words: Sequence[str], check: Check) -> None:
        self._rule = rule
        self._check = check
        self._kinds = words_to_find(kind.lstrip("*") for kind in rule.kinds)
        self._ends = {shape(kind[1:]) for kind in rule.kinds if kind.startswith("*")}
        self._but = tuple(word.lower() for word in rule.compounds_but)
        self._unless = compile_rule(any_of(rule.unless), ignore_case=True) if rule.unless else None
        self._beside = compile_rule(any_of(rule.beside), ignore_case=True) if rule.beside else None
        numbers = any_of(rule.number_words or number_words).replace(r"(?<![\p{L}\p{N}])", "", 1)
        number = rf"(?<!(?i:ons|onze|uw)[ ])(?i:{numbers})\.?"
        value, line_end = _VALUES[rule.value], ""
        if rule.reach:
            far = rf"(?:{_DATE}|[^\n;()\d]){{0,{rule.reach}}}?"
            bracket = rf"(?:(?:19|20)\d\d[ ])?\((?:{number})?"
            code = r"[:,](?=[ ](?:[A-Z]{1,6}[-./ ]?|(?:19|20)\d\d[-/.]\d\d)\d)"
            words = rf"(?!\p{{L}}){far}(?:(?<=[ ]){number}|{bracket}|{code})"
        elif rule.numbered:
            whose = _WHOSE if rule.value == "number" else ""
            words, line_end = rf"(?:en|s|e)?{_BETWEEN}{number}{whose}", _LINE_END
        else:
            words = rf"(?:\.|(?!\p{{L}}))(?:[ ]{number})?"
            line_end = _LINE_END if rule.compounds_but else ""
        aside = _SAID if rule.numbered and rule.value == "number" else ""
        self._tail = compile_rule(words + aside + _LINK + line_end + value)
        self._bare = compile_rule(r"(?!\p{L})" + _LINK + value) if rule.numbered else None
        self._next = compile_rule(_NEXT + value)
        self._cell = compile_rule(r"(?:nr\.?[ ])?" + value)
        self._header = compile_rule(words + r"[\s/]*(?:[\p{L}./-]{0,20})$")

    def places(self, text: str, index: Index, columns: Columns) -> Iterator[Hit]:
        """The values behind the words of this frame, and below them in a table.

        ``index`` is that of ``text``.
        """
        near = index.lines_with_digits(1, _LINES) if self._rule.value == "number" else EVERY_LINE
        for end in self._heads(index) if self._beside is None and near else ():
            if not near >> index.line_at(end) & 1:
                continue
            head = self._tail.match(text, end)
            if (
                head is None
                and self._bare is not None
                and _NUMBER_OF.search(text[max(0, end - 50) : end])
            ):
                head = self._bare.match(text, end)
            if head is not None and not self._ruled_out(text, end):
                yield from self._listed(text, head)
            if self._rule.check == "file_code":
                yield from self._ahead(text, end)
        yield from self._below(text, columns)

    def _ahead(self, text: str, end: int) -> Iterator[Hit]:
        """A value right before the kind: "K-18/044 (klacht)", "K-18/044: klacht van Bol"."""
        start = max(0, end - _LONGEST_WORD - _LONGEST_VALUE)
        found = _AHEAD.search(text, start, end)
        if found is not None and not self._ruled_out(text, end):
            hit = self._checked(text, *found.span("value"))
            if hit is not None and _SIGNED.search(found["value"]):
                yield hit

    def _heads(self, index: Index) -> Iterator[int]:
        """Where a word for the kind ends."""
        for start, end in index.found.get(self._kinds, ()):
            if self._counts(index.shape, start, end, index.shape[start:end] in self._ends):
                yield end

    def _counts(self, low: str, at: int, end: int, compound: bool) -> bool:
        """Whether the word that ends here is a kind of this frame."""
        if not self._but:
            return _begins(low, at, compound)
        word = _COMPOUND.search(low, max(0, at - _LONGEST_WORD - 1), end)
        return word is not None and word.end() == end and not word.group().startswith(self._but)

    def _ruled_out(self, text: str, end: int) -> bool:
        line = text[max(0, end - 60) : end].rsplit("\n", 1)[-1]
        if _MINISTRY.search(line):
            return True
        return self._unless is not None and self._unless.search(line) is not None

    def _listed(self, text: str, match: regex.Match[str]) -> Iterator[Hit]:
        """The value, and those that follow it in a list."""
        for _ in range(_MOST):
            hit = self._checked(text, *match.span("value"))
            if hit is None:
                return
            yield hit
            if hit.end < match.end("value"):
                return
            follows = self._next.match(text, hit.end)
            if follows is None:
                return
            if self._rule.value == "login" and login_code(follows["value"]) is None:
                return
            match = follows

    def _below(self, text: str, columns: Columns) -> Iterator[Hit]:
        known: dict[str, bool] = {}
        for cell in columns.cells:
            head = cell.header
            key = f"{head}|{cell.headers}" if self._beside is not None else head
            if key not in known:
                known[key] = self._heads_a_column(head) and self._stands_beside(cell.headers)
            if not known[key]:
                continue
            value = self._cell.match(text, cell.start, cell.end)
            if value is None:
                continue
            hit = self._checked(text, *value.span("value"))
            if (
                hit is None
                and value.end("value") == cell.end
                and self._fills_a_cell(value["value"])
            ):
                hit = Hit(value.start("value"), value.end("value"), self._rule.score)
            if hit is not None:
                yield hit

    def _heads_a_column(self, header: str) -> bool:
        return any(self._header.match(header, end) for end in self._heads(_index(header)))

    def _fills_a_cell(self, value: str) -> bool:
        """Whether a value alone in its cell numbers a file; in a line it needn't."""
        return self._rule.check == "file_code" and file_number(value) is not None

    def _stands_beside(self, headers: str) -> bool:
        return self._beside is None or self._beside.search(headers) is not None

    def _checked(self, text: str, start: int, end: int) -> Hit | None:
        part = self._check(text[start:end]) or self._check(_TAIL.sub("", text[start:end]))
        return None if part is None else Hit(start, start + len(part), self._rule.score)


@lru_cache(maxsize=64)
def _index(header: str) -> Index:
    """The index of the header of a column: every frame asks for it."""
    return Index(header)


#: A compound that ends in a word for 'number'.
_COMPOUND = regex.compile(r"(?<![\p{L}\d])(?:\p{L}[\p{L}&]*-?){1,3}(?:nummers?|nrs?)$")


def _begins(low: str, at: int, compound: bool) -> bool:
    """Whether the word begins here, or is the end of a compound."""
    if at == 0 or not low[at - 1].isalnum():
        return True
    if not compound:
        return False
    start = at
    while start > 0 and at - start <= _LONGEST_WORD and low[start - 1].isalpha():
        start -= 1
    return at - start <= _LONGEST_WORD and (start == 0 or not low[start - 1].isdigit())
