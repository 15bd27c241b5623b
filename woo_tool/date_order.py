"""Which date of a request must follow which, and by which rule (rules/dates.yaml)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache

from woo_tool.rules import Rule, rules


def order_faults(request: object) -> Iterator[str]:
    """Each date that lies before one that it must follow: both fields, both dates, and the rule.

    ``request`` is what ``rules/dates.yaml`` names paths into: a Request.
    """
    for order in _orders():
        for (early_key, early), (late_key, late) in order.pairs(request):
            if late < early:
                yield (
                    f"{late_key}: {late.isoformat()} ligt voor {early_key} "
                    f"({early.isoformat()}): {order.rule}"
                )


class _Order(Rule):
    """Two dates of a request of which one must follow the other, and the rule that says so."""

    first: str
    then: str
    rule: str

    def pairs(self, request: object) -> Iterator[tuple[_Dated, _Dated]]:
        """The pairs to compare; two paths into one list are compared within each of its parts."""
        for place, first in _dates(request, self.first):
            for other, then in _dates(request, self.then):
                if place == other or not place or not other:
                    yield first, then


_Dated = tuple[str, dt.date]


def _dates(request: object, path: str) -> Iterator[tuple[str, _Dated]]:
    """Each date at a path that is filled in, with its place in a list that the path goes by."""
    found: list[tuple[str, str, object]] = [("", "", request)]
    for name in path.split("."):
        if name == "*":
            found = [
                (f"{list_key}.{place}", f"{list_key}.{place}", part)
                for _, list_key, parts in found
                if isinstance(parts, tuple)
                for place, part in enumerate(parts)
            ]
        else:
            found = [
                (place, f"{key}.{name}".lstrip("."), getattr(value, name))
                for place, key, value in found
                if value is not None
            ]
    for place, key, value in found:
        if isinstance(value, dt.date):
            yield place, (key, value)


class _Dates(Rule):
    """rules/dates.yaml."""

    meta: dict[str, str]
    order: tuple[_Order, ...]


@cache
def _orders() -> tuple[_Order, ...]:
    file: _Dates = rules("dates.yaml", _Dates)
    return file.order
