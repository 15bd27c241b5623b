"""What a document calls itself: its kind, its date, its title. Guessed by rules/intake.yaml."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

from woo_tool.intake.parts import intake_rules

_YEARS = range(1945, 2100)
_NAME_DATE = re.compile(r"(?<!\d)(\d{4})([-_.]?)(\d{2})\2(\d{2})(?!\d)")
_ISO = r"(?P<y1>\d{4})-(?P<m1>\d{1,2})-(?P<d1>\d{1,2})"
_DUTCH = r"(?P<d2>\d{1,2})\s?[-/.]\s?(?P<m2>\d{1,2})\s?[-/.]\s?(?P<y2>\d{4})"
_WORDS = r"(?P<d3>\d{1,2})(?:e|st|nd|rd|th)?[\s-]+(?P<m3>[a-z]{3,9})\.?,?[\s-]+(?P<y3>\d{4})"
_ENGLISH = r"(?P<m4>[a-z]{3,9})\.?\s+(?P<d4>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y4>\d{4})"


def kind_of(name: str, text: str, *, default: str = "document") -> str:
    """The kind by the file name or subject, else by the first lines of the text, else default."""
    settings = intake_rules()
    spoken = re.sub(r"[_\s]+", " ", name)
    for rule in settings.kinds:
        if re.search(rule.name, spoken, re.IGNORECASE):
            return rule.kind
    lines = [line for line in text.splitlines() if line.strip()][: settings.kind_lines]
    for rule in settings.kinds:
        if any(re.search(rule.text, line[:200], re.IGNORECASE) for line in lines):
            return rule.kind
    return default


def date_of(name: str, text: str) -> dt.date | None:
    """A date in the file name (jjjj-mm-dd, jjjjmmdd), else beside the word "Datum" in the text."""
    for match in _NAME_DATE.finditer(name):
        found = _date(match[1], match[3], match[4])
        if found:
            return found
    label = rf"^\W*(?:{intake_rules().date_labels})\b\s*:?\s*(.{{0,60}}(?:\n.{{0,60}})?)"
    for match in re.finditer(label, text[:20000], re.IGNORECASE | re.MULTILINE):
        found = read_date(match[1])
        if found:
            return found
    return None


def read_date(text: str) -> dt.date | None:
    """The first date in a text: 2021-03-12, 12-03-2021, 12 maart 2021, March 12, 2021."""
    for match in _any_date().finditer(text[:500].casefold()):
        parts = match.groupdict()
        for form in "1234":
            if parts[f"y{form}"]:
                month = intake_rules().months.get(parts[f"m{form}"], parts[f"m{form}"])
                found = _date(parts[f"y{form}"], month, parts[f"d{form}"])
                if found:
                    return found
    return None


@cache
def _any_date() -> re.Pattern[str]:
    return re.compile(rf"(?<!\d)(?:{_ISO}|{_DUTCH}|{_WORDS}|{_ENGLISH})(?!\d)")


def _date(year: str | int, month: str | int, day: str | int) -> dt.date | None:
    try:
        date = dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
    return date if date.year in _YEARS else None
