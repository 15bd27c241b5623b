"""Numbers, dates and addresses that the name beside them shows to be somebody's.

"Sietse Tol (30771)", "Tol, S., 03-02-1961, dienstnr", "S. Tol, Eikrade 9", "Sietse van nummer 9", a
register in which each row has a name and a code of one form, and log-in names made of a name. The
words that rule a place out are data (``attached`` in rules/recognizers.yaml).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from woo_tool.detect.numbers.file_numbers import file_code, file_number, is_date
from woo_tool.detect.numbers.logins import logins
from woo_tool.detect.numbers.registers import register_codes
from woo_tool.detect.numbers.taken import Taken
from woo_tool.detect.schema import Attached as AttachedRules
from woo_tool.detect.schema import any_of, compile_rule
from woo_tool.kinds import Label
from woo_tool.model import Finding, Page

_SCORE = 0.6
_RULE = "naast naam"
_AHEAD = 120  # characters behind a name that are looked at

#: A number close behind a name.
_NUMBERED = regex.compile(r"[^\n\d]{1,90}\d")
#: A function or first name between the name and what belongs to it: ", opsporingsambtenaar".
_ASIDE = r"(?:,[ ]\p{Ll}[\p{L} -]{2,40}|[ ]\(\p{Lu}[\p{L}. -]{1,20}\))?"
_CALLED = r"(?i:nr|no|reg|id|pas|pasnr|badge|persnr|dienstnr|stamnr|zaak|dossier|kenmerk)\.?"
_CODE = (
    r"\p{Lu}{0,6}(?:[-./ ]?[\p{Lu}\d]{1,10}){0,4}[-./]?\d[\p{Lu}\d]{1,12}(?:[-./][\p{L}\d]{1,6})?"
)
_BRACKETED = regex.compile(
    rf"{_ASIDE}(?:,?[ ]?[(\[](?:{_CALLED}[ :]{{0,2}})?(?P<value>{_CODE})(?=[)\],;])"
    r"|,[ ](?P<value>\p{Lu}{1,3}-?\d{4,8})(?=[.,;]?(?:\s|$)))"
)
_MADE_EQUAL = regex.compile(
    r"(?:[ ]?=[ ]?|(?:['’]s|[ ]z['’]?n|[ ]zijn|[ ]haar)?[ ](?:nummer|nr\.?)[ ](?:is[ ])?)"
    r"(?P<value>(?:\p{Lu}{1,3}-?)?\d{4,8})(?![\p{L}\d]|[-/.,]\d)"
)
_MONTH = r"(?:jan|feb|maart|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec)\p{Ll}{0,7}\.?"
#: What parts the cells of a row.
_GAP = r"(?:[ ]{2,30}|[ \t]{0,9}[\t|][ \t]{0,30})"
_DATE = regex.compile(
    rf"{_ASIDE}[^\n\d,;(]{{0,14}}?(?:,[ ]?|;[ ]?|[ ]?[(*°][*°]?[ ]?|{_GAP})"
    rf"(?P<value>\d{{1,2}}(?:[-/.]\d{{1,2}}[-/.]|[ ](?i:{_MONTH})[ ])(?P<year>(?:19|20)\d\d)"
    r"|(?P<first>(?:19|20)\d\d)-\d\d-\d\d)(?![\p{L}\d]|[-/.]\d)"
)
_HOUSE = (
    r"\d{1,4}(?:[ ]?[-/]?(?:bis|hs|huis|rood|zwart|[A-Za-z](?:[-/]?\d{1,2})?|I{1,3}|IV|\d{1,3})"
    r"(?![\p{L}\d]))?"
)
_STREET = (
    r"(?:['’][ts][ ]|(?:[Dd]e|[Hh]et)[ ])?\p{Lu}[\p{L}'’-]{2,30}"
    r"(?:[ ](?:van|de|der|den|het|te|aan|op|en|\p{Lu}[\p{L}'’.-]{1,30})){0,4}"
)
_HOME = regex.compile(
    rf"(?:,[ ]|{_GAP})(?P<value>(?P<street>{_STREET})[ ](?!(?:19|20)\d\d(?!\d)){_HOUSE})"
    r"(?=[,;)|\t\n]|[ ]{2}|[ ](?:in|te)[ ]\p{Lu}|\.?$|\.\s|[ ]\|)"
)
_NEXT_DOOR = regex.compile(
    r"[ ](?:van|op)[ ](?:nummer|nr\.?|huisnummer)[ ](?P<value>\d{1,4}[A-Za-z]?)"
    r"(?![\p{L}\d]|[.,/-]\d)"
)
#: A line that begins with an address and goes on with a name: "3. Eikrade 9 - mw. Tol".
_AT_HOME = regex.compile(
    rf"[ \t]{{0,9}}(?:(?:\d{{1,3}}[.)]?|[-*•])[ \t]{{1,4}})?(?P<value>(?P<street>{_STREET})[ ]"
    rf"(?!(?:19|20)\d\d(?!\d)){_HOUSE})(?:[ ][-–][ ]|,[ ]|{_GAP})(?:\p{{L}}{{2,7}}\.?[ ])?"
)
#: A full date, by which the time of the document is known.
_TIME = regex.compile(
    rf"(?:\d[-/.]|(?i:{_MONTH})[ ]|['’])((?:19|20)\d\d)(?!\d)|(?<!\d)((?:19|20)\d\d)-\d\d-\d\d"
)
_OF_AGE = 14  # years between a birth and the newest date of the document, at least
_OLD = 2004  # a document that shows no date is taken to be no older
_LATEST = 2050
_STAFF = regex.compile(r"\p{Lu}{0,2}-?\d{4,8}")

#: A kind, where it stands, and why.
_Place = tuple[Label, int, int, str]


class Attached:
    """Adds what stands beside names."""

    def __init__(self, rules: AttachedRules, offices: Sequence[str]) -> None:
        """``offices`` are addresses that are nobody's home."""
        self._no_street = frozenset(rules.no_street)
        self._offices = compile_rule(any_of(offices), ignore_case=True)
        self._things = compile_rule(any_of(rules.things), ignore_case=True)

    def told(self, pages: Sequence[Page], found: Sequence[Finding]) -> list[Finding]:
        """The findings of one document, and what stands beside the names among them."""
        names = [one for one in found if one.label is Label.PERSON]
        if not names:
            return list(found)
        whole = [one.text for one in names]
        out: list[Finding] = []
        for page in pages:
            taken = Taken(page, [one for one in found if one.page == page.number])
            here = [one for one in names if one.page == page.number]
            for place in self._places(page.text, here, pages):
                _add(taken, page, place)
            for start, end in logins(page.text, whole):
                _add(taken, page, (Label.HANDLE, start, end, "gebruikersnaam van wie genoemd is"))
            out += taken.found
        return out

    def _places(
        self, text: str, names: Sequence[Finding], pages: Sequence[Page]
    ) -> Iterator[_Place]:
        """What belongs to these names of a page of the document."""
        for name in names:
            line = text.rfind("\n", 0, name.start) + 1
            home = (
                _AT_HOME.fullmatch(text, line, name.start) if name.start - line < _AHEAD else None
            )
            if home is not None and self._is_home(home):
                yield Label.ADDRESS, *home.span("value"), "adres voor een naam"
            if _NUMBERED.match(text, name.end):
                yield from self._behind(text, name.end, pages)
        spans = sorted((name.start, name.end) for name in names)
        for label, start, end in register_codes(text, spans, self._things):
            yield label, start, end, "nummer in een lijst met namen"

    def _behind(self, text: str, at: int, pages: Sequence[Page]) -> Iterator[_Place]:
        """What belongs to the name that ends at ``at``."""
        end = min(len(text), at + _AHEAD)
        code = _BRACKETED.match(text, at, end) or _MADE_EQUAL.match(text, at, end)
        if code is not None:
            label = _kind(code["value"])
            if label is not None:
                yield label, *code.span("value"), "nummer bij een naam"
        date = _DATE.match(text, at, end)
        if date is not None and int(date["year"] or date["first"]) <= _newest(pages) - _OF_AGE:
            yield Label.DATE_OF_BIRTH, *date.span("value"), "oude datum achter een naam"
        home = _HOME.match(text, at, end)
        if home is not None and self._is_home(home):
            yield Label.ADDRESS, *home.span("value"), "adres achter een naam"
        door = _NEXT_DOOR.match(text, at, end)
        if door is not None:
            yield Label.ADDRESS, *door.span("value"), "huisnummer achter een naam"

    def _is_home(self, home: regex.Match[str]) -> bool:
        words = set(home["street"].lower().split())
        return not self._no_street & words and self._offices.match(home["value"]) is None


def _add(taken: Taken, page: Page, place: _Place) -> None:
    label, start, end, reason = place
    text = page.text[start:end]
    one = Finding(page.document, page.number, start, end, text, label, _SCORE, (_RULE,), reason)
    taken.add(one, start, end)


def _kind(code: str) -> Label | None:
    """Of which kind a code in brackets behind a name is; None for a year or a date."""
    if _STAFF.fullmatch(code):
        plain = file_number(code) is None or (code.isdigit() and is_date(code))
        return None if plain or code.endswith("000") else Label.PERSONNEL_NUMBER
    return Label.CASE_NUMBER if file_code(code) else None


def _newest(pages: Sequence[Page]) -> int:
    """The latest year in a date of the document, or a year that few documents are older than."""
    years = (int(match[1] or match[2]) for page in pages for match in _TIME.finditer(page.text))
    return max((_OLD, *(year for year in years if year <= _LATEST)))
