"""Numbers of files: which texts can be one, and which are a date, a year or a public reference."""

from __future__ import annotations

import datetime as dt

import regex

#: What is published under its number, and numbers of things: ``Kamerstukken``, EU law, standards.
_PUBLIC = regex.compile(
    r"(?i)(?:ECLI|EU|EG|EEG|COM|SEC|ISO|NEN|COVID|KVK|STB|STCRT|TRB|WOO|WOB|OLO|ISBN|ISSN|IMRO"
    r"|BLZ|PAG|BIJLAGE|VERSIE|INC|CHG|INK|PO|RAP|ART)[-./ ]?\d|[CTF]-\d{1,3}/\d\d$"
)
_ANY_DATE = regex.compile(
    r"\d{1,2}[-./ ]\d{1,2}[-./ ](?:19|20)?\d\d|(?:19|20)\d\d([-./])\d{1,2}\1\d{1,2}"
)
#: A reference of a document system (2023-0000291184).
_REFERENCE = regex.compile(r"(?:19|20)\d\d-?0000\d{4,}")
_YEAR = regex.compile(r"(?:19|20)\d\d")
_YEARS = regex.compile(r"(?:19|20)(\d\d) ?([-/]) ?(?:(?:19|20)(\d\d)|(\d\d))")
_MONTH = regex.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])")
_CODE = regex.compile(
    r"""\d{1,4}[ ]van[ ](?:19|20)\d\d          # 12 van 2018
    |[\p{L}&]{1,8}(?:[-./ ][\p{L}&]{1,8})?[-./ ]{0,1}\d{1,10}(?:[-./]\w{1,20})+  # INT/18/044
    |[\p{L}&]{1,8}[-./ ]{1,2}\d{2,12}[\p{L}]?  # PD-331
    |[\p{L}&]{1,8}[.][ ]?\d{2,10}[-./]\d{1,8}  # Kl. 2017/44
    |[\p{L}&]{1,8}(?:[-./][\p{L}\d]{1,8}){1,3}[-./]\d{2,10}  # PV-G04-07
    |\p{L}{1,5}\d{4,12}                       # M201940117
    |(?:19|20)\d\d[-./](?:\p{L}{1,8}[-./ ]?)?\d{2,9}(?:[-./]\w{1,8})?  # 2015/88
    |\d{2}[-./]\d{3,7}|\d{4,6}-\d{5,7}       # 18-0245
    |\d{2,8}[-./]\p{L}{1,8}[-./ ]?\d{1,7}     # 0044-JZ-12
    |\d{2,8}\p{L}{1,8}\d{2,9}                 # 2017INT044
    |\d{2,6}(?:[-./]\d{2,6}){1,3}[-./]\p{L}{1,3}  # 0044.17.B
    |\d{2,4}(?:[.]\d{2,5}){2,3}               # 33.1209.44
    |(?!(?:[0-2]?\d|3[01])[-/.](?:0?\d|1[0-2])$)\d{2,4}[-/]\d{2}  # 44-17
    |(?!\d+00$)\d{5}|\d{6,12}(?:-\d{1,2})?|\d{3,4}(?:[ ]\d{3,6}){1,4}""",
    regex.VERBOSE,
)


def file_number(text: str) -> str | None:
    """A number behind a word that says it is one of a file: two digits or more, three when there
    is nothing else; no date, no year and no public reference."""
    if not _may_number_a_file(text):
        return None
    count = sum(char.isdigit() for char in text)
    return text if count >= 3 or (count == 2 and not text.isdigit()) else None


def file_code(text: str) -> str | None:
    """A number that looks like one of a file by itself: prefix, year or length."""
    if not _may_number_a_file(text) or _CODE.fullmatch(text) is None:
        return None
    return None if _MONTH.fullmatch(text) or (text.isdigit() and is_date(text)) else text


def _may_number_a_file(text: str) -> bool:
    return not any(
        one is not None
        for one in (
            _PUBLIC.match(text),
            _ANY_DATE.fullmatch(text),
            _REFERENCE.match(text),
        )
    ) and not is_years(text)


def is_years(text: str) -> bool:
    """A year, or a range of years: 2014-2016, 2015/16, but not case 2015/88."""
    if is_year(text):
        return True
    two = _YEARS.fullmatch(text)
    if two is None:
        return False
    apart = int(two[3] or two[4]) - int(two[1])
    return two[3] is not None or apart == 1 or (two[2] == "-" and 1 <= apart <= 10)


def is_year(text: str) -> bool:
    """Four digits that are a year."""
    return _YEAR.fullmatch(text) is not None


def is_date(text: str) -> bool:
    """Eight digits that are a day, year first or last."""
    for form in ("%Y%m%d", "%d%m%Y"):
        try:
            year = dt.datetime.strptime(text, form).year  # noqa: DTZ007 (a date only)
        except ValueError:
            continue
        if 1900 <= year <= 2099:
            return True
    return False
