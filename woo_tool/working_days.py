"""Days off and the end of a term, by the Algemene termijnenwet (rules/holidays.yaml)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache
from typing import Any

from woo_tool.rules import Rule, rules


class _EquatedYear(Rule):
    days: tuple[dt.date, ...]
    source: str


class _Holidays(Rule):
    meta: dict[str, Any]
    equated_days: dict[int, _EquatedYear]


@cache
def equated_days() -> dict[int, frozenset[dt.date]]:
    """Days equated with a holiday, by year (ATW 3, third paragraph); unknown years are absent."""
    file: _Holidays = rules("holidays.yaml", _Holidays)
    return {year: frozenset(entry.days) for year, entry in file.equated_days.items()}


@cache
def _holidays(year: int) -> frozenset[dt.date]:
    """Recognised holidays of ATW 3, first and second paragraph, with 5 May every year."""
    import holidays

    found = holidays.country_holidays("NL", years=year, categories=("public", "optional"))
    return frozenset(found) | equated_days().get(year, frozenset())


def is_day_off(day: dt.date) -> bool:
    """True on a Saturday, a Sunday, a recognised holiday or an equated day (ATW 1 and 3)."""
    return day.weekday() >= 5 or day in _holidays(day.year)


def last_day(trigger: dt.date, days: int) -> dt.date:
    """Last day of a term of ``days`` days that starts the day after ``trigger``.

    Never on a day off (ATW 1), and a term of three days or more holds two working days (ATW 2).
    """
    end = trigger + dt.timedelta(days)
    working = sum(not is_day_off(day) for day in days_between(trigger + dt.timedelta(1), end))
    wanted = 2 if days >= 3 else 0
    while is_day_off(end) or working < wanted:
        end += dt.timedelta(1)
        working += not is_day_off(end)
    return end


def days_between(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """Every day from ``first`` through ``last``."""
    for step in range((last - first).days + 1):
        yield first + dt.timedelta(step)
