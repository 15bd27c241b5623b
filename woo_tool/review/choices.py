"""From what the browser sends to choices for the log: checked, with the target as it is now."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal, NoReturn, TypeVar

from pydantic import Field, StringConstraints

from woo_tool.errors import InputError
from woo_tool.geometry import boxes_of
from woo_tool.grounds import document_faults, sort_codes
from woo_tool.kinds import Label, MarkState
from woo_tool.model import Box, Choice, DecidedMark, mark_id
from woo_tool.review.backend import StaleChoice
from woo_tool.review.geometry import clipped, from_view
from woo_tool.review.index import OPEN, Index, Place
from woo_tool.rules import Rule, validate

T = TypeVar("T", bound=Rule)
_Short = Annotated[str, StringConstraints(max_length=128)]
_Long = Annotated[str, StringConstraints(max_length=4000, strip_whitespace=True)]
_MINIMUM_SIDE = 2.0  # points; smaller is a slip of the mouse


class ChoiceIn(Rule):
    """One choice as the page sends it.

    ``box`` in points of the page as it is shown, ``span`` in characters of its text; ``at`` is the
    character where a mark is split, ``other`` the mark that it is merged with.
    """

    action: Literal[
        "approve", "reject", "reopen", "ground", "add", "split", "merge", "approve_page",
        "reopen_page",
    ]  # fmt: skip
    mark: _Short = ""
    other: _Short = ""
    box: tuple[float, float, float, float] | None = None
    span: tuple[int, int] | None = None
    at: int = 0
    label: Label | None = None
    grounds: Annotated[tuple[_Short, ...], Field(max_length=8)] | None = None
    reason: _Long = ""


class ChoicesIn(Rule):
    """The choices on one page, and what the page was made from.

    ``expected`` is the head of the log; ``seen`` the fingerprint of the marks, which an approval
    of the page must carry: nobody approves what another changed a moment ago. ``undo``: what was
    decided by hand is put back, which isn't a choice in bulk.
    """

    expected: _Short
    seen: _Short = ""
    number: _Short
    page: int
    undo: bool = False
    choices: Annotated[tuple[ChoiceIn, ...], Field(min_length=1, max_length=1000)]


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def parse_choices(body: bytes) -> ChoicesIn:
    """The choices in a request body. Raises InputError."""
    return parse(body, ChoicesIn)


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
    bulk = not sent.undo and len({item.mark for item in sent.choices}) > 1
    return [choice for item in sent.choices for choice in _choices(item, place, index, user, bulk)]


def _choices(item: ChoiceIn, place: Place, index: Index, user: str, bulk: bool) -> list[Choice]:
    match item.action:
        case "approve_page" | "reopen_page":
            return [_page_choice(item, place, index, user)]
        case "add":
            return [_added(item, place, index, user)]
        case "split":
            return _split(item, place, index, user)
        case "merge":
            return _merged(item, place, index, user)
        case _:
            known = _known(item.mark, place, index)
            return [_mark_choice(item, known, place, index, user, bulk)]


def _known(name: str, place: Place, index: Index) -> DecidedMark:
    decided = next((known for known in index.marks(place) if known.mark.id == name), None)
    if decided is None:
        raise InputError("deze markering is er niet (meer).", advice="Ververs de pagina.")
    return decided


def _page_choice(item: ChoiceIn, place: Place, index: Index, user: str) -> Choice:
    still_open = index.open_marks(place)
    if item.action == "approve_page" and still_open:
        what = "staat nog 1 markering" if still_open == 1 else f"staan nog {still_open} markeringen"
        raise InputError(f"er {what} open; beslis daar eerst over.")
    if item.action == "approve_page" and index.approved_by(place, user):
        raise InputError(
            "u hebt deze pagina al goedgekeurd; een tweede beoordelaar moet haar bevestigen."
        )
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


def _added(item: ChoiceIn, place: Place, index: Index, user: str) -> Choice:
    if item.label is None or (item.box is None) == (item.span is None):
        raise InputError("bij een nieuwe markering horen een plaats en een soort.")
    codes = _checked(item.grounds or (), place, index)
    if item.span is not None:
        return added_span(index, place, item.span, item.label, codes, user, item.reason)
    page = index.pages[place]
    box = clipped(from_view(Box(*(item.box or ())), page), page)
    if box.x1 - box.x0 < _MINIMUM_SIDE or box.y1 - box.y0 < _MINIMUM_SIDE:
        raise InputError("dit vlak is te klein of ligt buiten de pagina.")
    name = mark_id(_salt(index, place), place[1], tuple(box), item.label.value)
    corners = ",".join(f"{value:g}" for value in box)
    return _add(
        f"mark:{name}@{place[0]}/{place[1]}:[{corners}]", item.label, codes, user, item.reason
    )


def added_span(
    index: Index,
    place: Place,
    span: tuple[int, int],
    label: Label,
    codes: tuple[str, ...],
    user: str,
    reason: str = "",
    *,
    bulk: bool = False,
) -> Choice:
    """A new mark over these characters, without the white around them. Raises InputError."""
    page = index.pages[place]
    start, end = span
    if not 0 <= start < end <= len(page.text):
        raise InputError("deze tekst staat niet op de pagina.")
    text = page.text[start:end]
    start += len(text) - len(text.lstrip())
    end = start + len(text.strip())
    try:
        boxes_of(page, start, end)
    except ValueError as fault:
        raise InputError("hier staat geen tekst om te markeren.") from fault
    name = mark_id(_salt(index, place), place[1], (start, end), label.value)
    target = f"mark:{name}@{place[0]}/{place[1]}:{start}-{end}"
    return _add(target, label, codes, user, reason, bulk=bulk)


def _add(
    target: str,
    label: Label,
    codes: tuple[str, ...],
    user: str,
    reason: str,
    *,
    bulk: bool = False,
) -> Choice:
    return Choice(
        by=user,
        action="add",
        target=target,
        to=label.value,
        grounds=codes,
        reason=reason,
        bulk=bulk,
    )


def _salt(index: Index, place: Place) -> str:
    """What makes the ids of marks made by hand differ between two copies of one file."""
    return f"{index.document(place[0]).sha256}|{place[0]}|hand"


def _split(item: ChoiceIn, place: Place, index: Index, user: str) -> list[Choice]:
    """The mark goes, and two stand in its place: before and after a character."""
    known = _known(item.mark, place, index)
    mark = known.mark
    if not mark.start < item.at < mark.end:
        raise InputError("kies waar de markering wordt gesplitst.")
    codes = _checked(known.grounds, place, index)
    spans = ((mark.start, item.at), (item.at, mark.end))
    return [
        _gone(known, user, "Gesplitst."),
        *(added_span(index, place, span, mark.label, codes, user) for span in spans),
    ]


def _merged(item: ChoiceIn, place: Place, index: Index, user: str) -> list[Choice]:
    """Two marks go, and one stands in their place, with the text between them and all grounds."""
    one, other = (_known(name, place, index) for name in (item.mark, item.other))
    if one.mark.id == other.mark.id or not (one.mark.text and other.mark.text):
        raise InputError("alleen twee markeringen van tekst kunnen worden samengevoegd.")
    codes = sort_codes((*one.grounds, *other.grounds))
    span = (min(one.mark.start, other.mark.start), max(one.mark.end, other.mark.end))
    return [
        _gone(one, user, "Samengevoegd."),
        _gone(other, user, "Samengevoegd."),
        added_span(index, place, span, one.mark.label, _checked(codes, place, index), user),
    ]


def _gone(item: DecidedMark, user: str, reason: str) -> Choice:
    return Choice(
        by=user,
        action="reject",
        target=item.mark.target,
        from_=item.state.value,
        to=MarkState.REJECTED.value,
        reason=reason,
    )


def _checked(codes: tuple[str, ...], place: Place, index: Index) -> tuple[str, ...]:
    """The codes in order of the statute; InputError when they can't carry a refusal here."""
    if not codes:
        raise InputError("kies eerst een grond.")
    document = index.document(place[0])
    wrong = document_faults(codes, index.snapshot.law, document)
    if wrong:
        raise InputError("; ".join(wrong) + ".")
    return sort_codes(codes)


class SearchIn(Rule):
    """Hits to mark at once: (number, page, start, end); ``override``: those decided by hand too."""

    expected: _Short
    hits: Annotated[tuple[tuple[_Short, int, int, int], ...], Field(min_length=1, max_length=2000)]
    label: Label
    grounds: Annotated[tuple[_Short, ...], Field(max_length=8)]
    reason: _Long = ""
    override: bool = False


def build_found(sent: SearchIn, index: Index, user: str) -> tuple[list[Choice], int]:
    """The bulk choices that redact these places, and how many were left as decided by hand.

    A mark that holds the place is approved instead of adding one; where an approved mark covers
    it, nothing is added. Raises InputError.
    """
    choices: dict[str, Choice] = {}
    left = 0
    for number, page, start, end in sent.hits:
        place = (number, page)
        if place not in index.pages:
            raise InputError("deze pagina is er niet.")
        codes = _checked(sent.grounds, place, index)
        over = [
            item for item in index.shown(place) if item.mark.start < end and start < item.mark.end
        ]
        if any(_covers(item, start, end) for item in over):
            continue
        if not sent.override and any(
            item.state is MarkState.REJECTED and index.by_hand(item) for item in over
        ):
            left += 1
            continue
        there = [item for item in over if _holds(item, start, end)]
        inside = [
            item
            for item in over
            if item.state in OPEN and start <= item.mark.start and item.mark.end <= end
        ]
        made = [_mark_approved(item, codes, user, sent.reason) for item in there or inside]
        if not there:
            span = (start, end)
            made.append(
                added_span(index, place, span, sent.label, codes, user, sent.reason, bulk=True)
            )
        choices |= {choice.target: choice for choice in made}
    return list(choices.values()), left


def _holds(item: DecidedMark, start: int, end: int) -> bool:
    """True when approving this mark redacts the place."""
    mark = item.mark
    return not mark.label.is_suggestion and mark.redact_start <= start and end <= mark.redact_end


def _covers(item: DecidedMark, start: int, end: int) -> bool:
    approved = item.state is MarkState.APPROVED
    return approved and item.mark.redact_start <= start and end <= item.mark.redact_end


def _mark_approved(item: DecidedMark, codes: tuple[str, ...], user: str, reason: str) -> Choice:
    return Choice(
        by=user,
        action="approve",
        target=item.mark.target,
        from_=item.state.value,
        to=MarkState.APPROVED.value,
        grounds=codes,
        reason=reason,
        bulk=True,
    )


def parse(body: bytes, schema: type[T]) -> T:
    """A request body as this schema. Raises InputError."""
    try:
        data: Any = json.loads(body, parse_constant=_no_constant)
    except (ValueError, RecursionError) as fault:
        raise InputError("dit verzoek is geen geldige JSON.") from fault
    result: T = validate(data, schema, "", InputError)
    return result
