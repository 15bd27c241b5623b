"""Where else a person's name stands: the same text that nobody marked, and text that reads almost
the same (a slip of OCR, or somebody else)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from woo_tool.errors import InputError
from woo_tool.kinds import Label
from woo_tool.model import Choice, Entity
from woo_tool.review.choices import added_span
from woo_tool.review.index import Index
from woo_tool.review.present import hit_data
from woo_tool.review.search import Hit, Searcher

_MOST, _MOST_NEAR, _SHORTEST = 300, 60, 3

Spot = tuple[str, int, int, int]
"""Document, page, and the characters from where to where (exclusive)."""


def elsewhere_data(index: Index, entity: Entity, searcher: Searcher) -> dict[str, Any]:
    """Unmarked places with a form of this person, exact and (of the full names) almost so."""
    forms = [" ".join(form.split()) for form in (entity.name, *entity.forms)]
    forms = [form for form in dict.fromkeys(forms) if len(form) >= _SHORTEST]
    forms.sort(key=len, reverse=True)
    exact: list[Hit] = []
    for form in forms:
        hits, _ = searcher.find(index.pages, form, _MOST, whole=True)
        exact += _free(index, hits, exact)
    near: list[Hit] = []
    for form in forms:
        if " " in form:
            hits = searcher.near(index.pages, form, _MOST_NEAR)
            near += _free(index, hits, [*exact, *near])
    return {
        "exact": [_shown(index, hit) for hit in _ordered(index, exact)[:_MOST]],
        "near": [_shown(index, hit) for hit in _ordered(index, near)[:_MOST_NEAR]],
    }


def _free(index: Index, hits: Iterable[Hit], taken: list[Hit]) -> list[Hit]:
    """The hits that no mark and no longer form touches."""
    found = []
    for hit in hits:
        marks = [(item.mark.start, item.mark.end) for item in index.shown(hit.place)]
        marks += [(one.start, one.end) for one in taken if one.place == hit.place]
        if not any(start < hit.end and hit.start < end for start, end in marks):
            found.append(hit)
    return found


def _ordered(index: Index, hits: list[Hit]) -> list[Hit]:
    return sorted(hits, key=lambda hit: (index.pages.nth[hit.place], hit.start))


def _shown(index: Index, hit: Hit) -> dict[str, Any]:
    data = hit_data(index, hit.place, hit.start, hit.end)
    wanted = ("number", "page", "start", "end", "place", "url", "before", "text", "after")
    return {name: data[name] for name in wanted}


def extra_choices(
    spots: Iterable[Spot], entity: Entity, codes: tuple[str, ...], index: Index, user: str
) -> list[Choice]:
    """New marks on unmarked places that a person chose along with a decision. Raises InputError."""
    grounds = codes or entity.grounds
    made = []
    for number, page, start, end in dict.fromkeys(spots):
        if (number, page) not in index.pages:
            raise InputError("deze pagina is er niet.")
        if not grounds:
            raise InputError("kies eerst een grond.")
        reason = f"Zelfde tekst als {' '.join(entity.name.split())}."
        place = (number, page)
        made.append(
            added_span(index, place, (start, end), Label.PERSON, grounds, user, reason, bulk=True)
        )
    return made
