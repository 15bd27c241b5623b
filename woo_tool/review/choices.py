"""From what the browser sends to choices for the log: checked, with the target as it is now."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal, NoReturn

from pydantic import Field, StringConstraints

from woo_tool.errors import InputError
from woo_tool.grounds import faults, sort_codes
from woo_tool.model import Box, Choice, DecidedMark, Label, MarkState, mark_id
from woo_tool.review.backend import StaleChoice
from woo_tool.review.geometry import clipped, from_view
from woo_tool.review.index import Index, Place
from woo_tool.rules import Rule, validate

_Short = Annotated[str, StringConstraints(max_length=128)]
_Long = Annotated[str, StringConstraints(max_length=4000, strip_whitespace=True)]
_MINIMUM_SIDE = 2.0  # points; smaller is a slip of the mouse


class ChoiceIn(Rule):
    """One choice as the page sends it; ``box`` in points of the page as it is shown."""

    action: Literal["approve", "reject", "reopen", "ground", "add", "approve_page", "reopen_page"]
    mark: _Short = ""
    box: tuple[float, float, float, float] | None = None
    label: Label | None = None
    grounds: Annotated[tuple[_Short, ...], Field(max_length=8)] | None = None
    reason: _Long = ""


class ChoicesIn(Rule):
    """The choices on one page, and what the page was made from.

    ``expected`` is the head of the log; ``seen`` the fingerprint of the marks, which an approval
    of the page must carry: nobody approves what another changed a moment ago.
    """

    expected: _Short
    seen: _Short = ""
    number: _Short
    page: int
    choices: Annotated[tuple[ChoiceIn, ...], Field(min_length=1, max_length=1000)]


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def parse_choices(body: bytes) -> ChoicesIn:
    """The choices in a request body. Raises InputError."""
    try:
        data: Any = json.loads(body, parse_constant=_no_constant)
    except (ValueError, RecursionError) as fault:
        raise InputError("dit verzoek is geen geldige JSON.") from fault
    result: ChoicesIn = validate(data, ChoicesIn, "", InputError)
    return result


def build_choices(sent: ChoicesIn, index: Index, user: str) -> list[Choice]:
    """The choices to log, each with its target and the state it was made on.

    Raises InputError for what can't be, StaleChoice for an approval of a page that has changed.
    """
    place = (sent.number, sent.page)
    if place not in index.pages:
        raise InputError("deze pagina is er niet.")
    approves = any(item.action == "approve_page" for item in sent.choices)
    if approves and sent.seen != index.seen(place):
        raise StaleChoice(())
    bulk = len({item.mark for item in sent.choices}) > 1
    return [_choice(item, place, index, user, bulk) for item in sent.choices]


def _choice(item: ChoiceIn, place: Place, index: Index, user: str, bulk: bool) -> Choice:
    if item.action in ("approve_page", "reopen_page"):
        return _page_choice(item, place, index, user)
    if item.action == "add":
        return _drawn(item, place, index, user)
    decided = next((known for known in index.marks(place) if known.mark.id == item.mark), None)
    if decided is None:
        raise InputError("deze markering is er niet (meer).", advice="Ververs de pagina.")
    return _mark_choice(item, decided, place, index, user, bulk)


def _page_choice(item: ChoiceIn, place: Place, index: Index, user: str) -> Choice:
    still_open = index.open_marks(place)
    if item.action == "approve_page" and still_open:
        what = "staat nog 1 markering" if still_open == 1 else f"staan nog {still_open} markeringen"
        raise InputError(f"er {what} open; beslis daar eerst over.")
    return Choice(
        by=user,
        action=item.action,
        target=f"page:{place[0]}/{place[1]}",
        from_="approved" if index.approved(place) else "open",
        to="approved" if item.action == "approve_page" else "open",
        reason=item.reason,
    )


def _mark_choice(
    item: ChoiceIn, decided: DecidedMark, place: Place, index: Index, user: str, bulk: bool
) -> Choice:
    results = {"approve": MarkState.APPROVED, "reject": MarkState.REJECTED}
    codes: tuple[str, ...] = ()
    if item.action in ("approve", "ground"):
        given = decided.grounds if item.grounds is None else item.grounds
        codes = _checked(given, place, index)
    keeps_reason = item.action == "approve" and not item.reason
    return Choice(
        by=user,
        action=item.action,
        target=decided.mark.target,
        from_=decided.state.value,
        to=results[item.action].value if item.action in results else "",
        grounds=codes,
        reason=decided.reason if keeps_reason else item.reason,
        bulk=bulk,
    )


def _drawn(item: ChoiceIn, place: Place, index: Index, user: str) -> Choice:
    if item.box is None or item.label is None:
        raise InputError("bij een getekend vlak horen een plaats en een soort.")
    page = index.pages[place]
    box = clipped(from_view(Box(*item.box), page), page)
    if box.x1 - box.x0 < _MINIMUM_SIDE or box.y1 - box.y0 < _MINIMUM_SIDE:
        raise InputError("dit vlak is te klein of ligt buiten de pagina.")
    codes = _checked(item.grounds or (), place, index)
    digest = index.document(place[0]).sha256
    name = mark_id(digest, place[1], tuple(box), item.label.value)
    corners = ",".join(f"{value:g}" for value in box)
    return Choice(
        by=user,
        action="add",
        target=f"mark:{name}@{place[0]}/{place[1]}:[{corners}]",
        to=item.label.value,
        grounds=codes,
        reason=item.reason,
    )


def _checked(codes: tuple[str, ...], place: Place, index: Index) -> tuple[str, ...]:
    """The codes in order of the statute; InputError when they can't carry a refusal here."""
    if not codes:
        raise InputError("kies eerst een grond.")
    document = index.document(place[0])
    wrong = faults(
        codes,
        index.snapshot.law,
        environmental=document.environmental,
        consent=document.consent,
    )
    if wrong:
        raise InputError("; ".join(wrong) + ".")
    return sort_codes(codes)
