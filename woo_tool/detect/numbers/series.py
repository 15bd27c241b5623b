"""Numbers that a document shows once to be somebody's, wherever else they stand in it.

"Account s.bakker77 is van Sam Bakker" makes every other s.bakker77 an account; "klacht K-14/03"
makes K-14/07 in the register behind it a case as well. A number counts again in the same spelling;
a series is a prefix in letters with groups of about as many digits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from woo_tool.detect.numbers.taken import Taken
from woo_tool.detect.numbers.validators import login_word
from woo_tool.detect.text.parts import fold
from woo_tool.kinds import Label
from woo_tool.model import Finding, Page

#: The kinds that stay somebody's wherever they stand.
_AGAIN = frozenset(
    {
        Label.NL_BSN,
        Label.IBAN_CODE,
        Label.NL_LICENSE_PLATE,
        Label.PHONE_NUMBER,
        Label.PERSONNEL_NUMBER,
        Label.DOCUMENT_NUMBER,
        Label.CASE_NUMBER,
        Label.HANDLE,
        Label.DATE_OF_BIRTH,
        Label.IP_ADDRESS,
    }
)
_SERIES = frozenset({Label.CASE_NUMBER, Label.PERSONNEL_NUMBER})
#: Signs, and digits in a row, below which a number says too little to be known again.
_LEAST = 5
_LEAST_DIGITS = 5
#: A prefix in letters, then groups of digits and letters: K-14/03, PZ2017.0044, 14-KL-03.
_NUMBERED = regex.compile(r"(?=[^\p{L}]{0,6}\p{L})[\p{L}\d&]{1,12}(?:[-./ ][\p{L}\d&]{1,12}){0,5}")
_GROUP = regex.compile(r"\d+|[^\d]+")
#: The reference of the letter itself, and of the one it answers.
_OWN = regex.compile(r"(?i)(?:\b(?:ons|onze|uw)\s+(?:kenmerk|referentie|ref|brief)\b)[^\n]{0,24}$")
_RULE = "zelfde document"


def with_series(pages: Sequence[Page], found: Sequence[Finding]) -> list[Finding]:
    """The findings of one document, and those places that they show to hold such a number too. A
    name inside one of these belongs to it."""
    models: dict[str, Finding] = {}
    series: dict[str, Finding] = {}
    for one in found:
        if one.label in _AGAIN and _tells(one):
            models.setdefault(fold(one.text), one)
        form = _form(one)
        if form:
            series.setdefault(form, one)
    if not models and not series:
        return list(found)
    kinds = [(regex.compile(form), one) for form, one in series.items()]
    out: list[Finding] = []
    for page in pages:
        taken = Taken(page, [one for one in found if one.page == page.number])
        low = fold(page.text)
        for text, one in models.items():
            taken.again(one, _places(low, text), _RULE)
        for pattern, one in kinds:
            taken.again(one, _of_series(page.text, pattern), _RULE)
        out += taken.found
    return out


def _of_series(text: str, pattern: regex.Pattern[str]) -> Iterator[tuple[int, int]]:
    for match in pattern.finditer(text):
        if not _OWN.search(text[max(0, match.start() - 48) : match.start()]):
            yield match.span()


def _tells(one: Finding) -> bool:
    """Whether these signs are the same number wherever they stand."""
    if len(one.text) < _LEAST:
        return False
    digits = sum(char.isdigit() for char in one.text)
    if one.label is Label.HANDLE:
        return digits > 0 or login_word(one.text) is not None
    if one.label is Label.PERSONNEL_NUMBER and not digits:
        return False
    return digits >= _LEAST_DIGITS or (digits > 1 and any(char.isalpha() for char in one.text))


def _places(low: str, text: str) -> Iterator[tuple[int, int]]:
    """Where the text stands by itself."""
    place = low.find(text)
    while place >= 0:
        end = place + len(text)
        if not _goes_on(low, place, -1) and not _goes_on(low, end - 1, 1):
            yield place, end
        place = low.find(text, end)


def _goes_on(low: str, at: int, step: int) -> bool:
    """Whether the number goes on beyond ``at``: with a sign, or behind a joining one."""
    near, far = low[at + step : at + step + 1], low[at + 2 * step : at + 2 * step + 1]
    if at + step < 0:
        return False
    if at + 2 * step < 0:
        far = ""
    return near.isalnum() or (near in set("-./_@\\") and far.isalnum())


def _form(one: Finding) -> str:
    """A pattern for the other numbers of the series; empty when there is none."""
    text = one.text
    if one.label not in _SERIES or _NUMBERED.fullmatch(text) is None:
        return ""
    parts = _GROUP.findall(text)
    if sum(char.isdigit() for char in text) < 2 or not parts[-1].isdigit():
        return ""
    inner = [_digits(len(part)) if part.isdigit() else regex.escape(part) for part in parts]
    return r"(?<![\p{L}\d./_-])" + "".join(inner) + r"(?![\p{L}\d]|[-./_]\d)"


def _digits(count: int) -> str:
    return rf"\d{{{max(1, count - 1)},{count + 1}}}" if count > 1 else r"\d{1,2}"
