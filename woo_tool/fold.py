"""Marks + decisions -> the state of each mark and page. Holds no state of its own.

A decision names its mark and the place; when detection, run again, gives the mark another id, the
decision is re-anchored by overlap. An approved place that nothing is found at any more stays
redacted: a choice of a person is never lost.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from woo_tool.geometry import boxes_of
from woo_tool.kinds import Action, Label, MarkState
from woo_tool.model import Box, DecidedMark, Decision, Mark, OpenQuestion, Page
from woo_tool.pages import page_keys

_TARGET = re.compile(
    r"mark:(?P<id>[0-9a-f]+)@(?P<document>[0-9]{4}[a-z]*)/(?P<page>[0-9]+):"
    r"(?:(?P<start>[0-9]+)-(?P<end>[0-9]+)|\[(?P<box>[-0-9.,]+)\])"
)
_PAGE = re.compile(r"page:(?P<document>[0-9]{4}[a-z]*)/(?P<page>[0-9]+)")
_START = {
    Action.REDACT: MarkState.PROPOSED,
    Action.ASK: MarkState.ASK,
    Action.KEEP: MarkState.KEPT,
}
_AFTER = {"approve": MarkState.APPROVED, "add": MarkState.APPROVED, "reject": MarkState.REJECTED}

PageKey = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a decision points: a span of a page's text, or a drawn box."""

    id: str
    document: str
    page: int
    start: int
    end: int
    box: Box | None

    @property
    def key(self) -> PageKey:
        return self.document, self.page


@dataclass(frozen=True, slots=True)
class Folded:
    """The state of the dossier after all decisions.

    ``approvals`` gives, per page, the names (case-folded) that approved it as it stands now;
    ``said`` what each of them saw when approving, so that folding can go on from here.
    """

    marks: tuple[DecidedMark, ...]
    approvals: Mapping[PageKey, frozenset[str]]
    conflicts: tuple[OpenQuestion, ...] = field(default=())
    said: Mapping[PageKey, Mapping[str, str]] = field(default_factory=dict, repr=False)


def parse_target(target: str) -> Place | None:
    """The place in ``mark:<id>@<doc>/<page>:<start>-<end>`` (or ``:[x0,y0,x1,y1]``)."""
    match = _TARGET.fullmatch(target)
    if match is None:
        return None
    box = None
    if match["box"]:
        values = [float(part) for part in match["box"].split(",")]
        box = Box(*values) if len(values) == len(Box._fields) else None
        if box is None:
            return None
    start, end = int(match["start"] or 0), int(match["end"] or 0)
    return Place(match["id"], match["document"], int(match["page"]), start, end, box)


def fold(
    marks: Sequence[Mark],
    decisions: Sequence[Decision],
    pages: Mapping[str, Sequence[Page]],
) -> Folded:
    """The state of every mark and page. Pure: the same input gives the same result."""
    table = _Table(marks, pages)
    for decision in decisions:
        place = parse_target(decision.target)
        if place is not None:
            table.apply(decision, place)
    decided = table.decided()
    said = _said({}, decisions)
    approvals = _approvals(_by_page(decided), said, page_keys(pages))
    return Folded(decided, approvals, tuple(table.conflicts), said)


def fold_more(
    known: Folded,
    new: Sequence[Decision],
    pages: Mapping[str, Sequence[Page]],
) -> Folded:
    """The state after ``new`` decisions on top of ``known``; equal to folding all of them at once.

    ``pages`` are those that ``known`` was folded with. Only the pages that the new decisions touch
    are looked at.
    """
    places = [(decision, parse_target(decision.target)) for decision in new]
    named = {place.id for _, place in places if place is not None}
    touched = {place.key for _, place in places if place is not None}
    touched |= {_key(item) for item in known.marks if item.mark.id in named}
    said = _said(known.said, new)
    again = touched | {key for key, names in said.items() if names is not known.said.get(key)}
    now = _by_page(item for item in known.marks if _key(item) in again)
    table = _Table((), pages)
    for key in touched:
        table.put(now[key])
    for decision, place in places:
        if place is not None:
            table.apply(decision, place)
    changed = _by_page(table.decided())
    approvals = _approvals({**now, **changed}, said, again & known.approvals.keys())
    return Folded(
        _replaced(known.marks, changed, table) if touched else known.marks,
        {**known.approvals, **approvals},
        (*known.conflicts, *table.conflicts),
        said,
    )


def _key(item: DecidedMark) -> PageKey:
    return item.mark.document, item.mark.page


def _replaced(
    marks: Sequence[DecidedMark], changed: Mapping[PageKey, Sequence[DecidedMark]], table: _Table
) -> tuple[DecidedMark, ...]:
    """The marks in order, with those of the changed pages in the place of the old ones."""
    out: list[DecidedMark] = []
    put: set[PageKey] = set()
    for item in marks:
        key = _key(item)
        if key not in changed:
            out.append(item)
        elif key not in put:
            put.add(key)
            out += changed[key]
    left = [item for key, items in changed.items() if key not in put for item in items]
    return tuple(sorted((*out, *left), key=table.order) if left else out)


class _Table:
    """The marks while decisions are applied to them one by one."""

    def __init__(self, marks: Sequence[Mark], pages: Mapping[str, Sequence[Page]]) -> None:
        self._pages = pages
        self._now = {
            mark.id: DecidedMark(mark, _START[mark.action], mark.grounds, mark.reason)
            for mark in marks
        }
        self._by_page: dict[PageKey, list[str]] = defaultdict(list)
        for mark in marks:
            self._by_page[mark.document, mark.page].append(mark.id)
        self.conflicts: list[OpenQuestion] = []

        self._order = {number: place for place, number in enumerate(pages)}

    def put(self, items: Iterable[DecidedMark]) -> None:
        """Marks as they were decided so far."""
        for item in items:
            self._now[item.mark.id] = item
            self._by_page[_key(item)].append(item.mark.id)

    def order(self, item: DecidedMark) -> tuple[object, ...]:
        """In the order of the documents, and of reading."""
        mark = item.mark
        place = self._order.get(mark.document, len(self._order))
        return place, mark.page, mark.start, mark.boxes[:1], mark.id

    def decided(self) -> tuple[DecidedMark, ...]:
        return tuple(sorted(self._now.values(), key=self.order))

    def apply(self, decision: Decision, place: Place) -> None:
        for id_ in self._marks_at(decision, place):
            self._now[id_] = _after(self._now[id_], decision)

    def _marks_at(self, decision: Decision, place: Place) -> list[str]:
        if place.id in self._now:
            return [place.id]
        near = [id_ for id_ in self._by_page[place.key] if self._overlaps(id_, place)]
        if decision.action != "add" and near:
            return near
        if decision.action in ("add", "approve"):
            mark = self._made_by_hand(decision, place)
            if mark is not None:
                self._now[mark.id] = DecidedMark(
                    mark, MarkState.PROPOSED, mark.grounds, mark.reason
                )
                self._by_page[place.key].append(mark.id)
                return [mark.id]
        if decision.action != "reject":
            self.conflicts.append(
                OpenQuestion(
                    place.document,
                    place.page,
                    f"beslissing {decision.seq} gaat over een plaats die er niet meer is",
                    blocks=True,
                )
            )
        return []

    def _overlaps(self, id_: str, place: Place) -> bool:
        mark = self._now[id_].mark
        if place.box is not None or mark.label.is_suggestion:
            return False
        return mark.start < place.end and place.start < mark.end

    def _made_by_hand(self, decision: Decision, place: Place) -> Mark | None:
        page = next(
            (item for item in self._pages.get(place.document, ()) if item.number == place.page),
            None,
        )
        if page is None or place.end > len(page.text):
            return None
        label = Label(decision.to) if decision.to in set(Label) else Label.PERSON
        try:
            boxes = (place.box,) if place.box else boxes_of(page, place.start, place.end)
        except ValueError:
            return None
        return Mark(
            id=place.id,
            document=place.document,
            page=place.page,
            start=place.start,
            end=place.end,
            text=page.text[place.start : place.end],
            label=label,
            action=Action.REDACT,
            redact_start=place.start,
            redact_end=place.end,
            boxes=boxes,
            grounds=decision.grounds,
            reason=decision.reason or "door een mens aangewezen",
            rules=("mens",),
        )


def _after(item: DecidedMark, decision: Decision) -> DecidedMark:
    grounds = decision.grounds or item.grounds
    if decision.action == "ground":
        return replace(item, grounds=grounds, reason=decision.reason or item.reason)
    if decision.action == "reopen":
        return DecidedMark(
            item.mark, _START[item.mark.action], item.mark.grounds, item.mark.reason, decision.by
        )
    state = _AFTER.get(decision.action)
    if state is None:
        return item
    return replace(
        item,
        state=state,
        grounds=grounds,
        reason=decision.reason or item.reason,
        by=decision.by,
    )


def page_approval(marks: Iterable[DecidedMark]) -> str:
    """What an approval says of a page: the marks on it and their states, as 16 hex digits."""
    content = [[item.mark.id, item.state, list(item.grounds)] for item in marks]
    return "approved " + hashlib.sha256(json.dumps(content).encode()).hexdigest()[:16]


def page_open(marks: Iterable[DecidedMark]) -> bool:
    """True while a mark of the page waits for a decision; suggestions may stay open."""
    return any(
        item.state is MarkState.PROPOSED
        or (item.state is MarkState.ASK and not item.mark.label.is_suggestion)
        for item in marks
    )


def _by_page(marks: Iterable[DecidedMark]) -> dict[PageKey, list[DecidedMark]]:
    found: dict[PageKey, list[DecidedMark]] = defaultdict(list)
    for item in marks:
        found[_key(item)].append(item)
    return found


def _said(
    known: Mapping[PageKey, Mapping[str, str]], decisions: Iterable[Decision]
) -> dict[PageKey, Mapping[str, str]]:
    """What each name saw when it last approved a page."""
    said = dict(known)
    for decision in decisions:
        match = _PAGE.fullmatch(decision.target)
        if match is None:
            continue
        key = match["document"], int(match["page"])
        if decision.action == "approve_page":
            said[key] = {**said.get(key, {}), decision.by.strip().casefold(): decision.to}
        elif decision.action == "reopen_page":
            said[key] = {}
    return said


def _approvals(
    marks: Mapping[PageKey, Iterable[DecidedMark]],
    said: Mapping[PageKey, Mapping[str, str]],
    keys: Iterable[PageKey],
) -> dict[PageKey, frozenset[str]]:
    """Who approved each page in its present state; a later change of a mark opens it again."""
    found = {}
    for key in keys:
        names = said.get(key, {})
        now = page_approval(marks.get(key, ())) if names else ""
        found[key] = frozenset(who for who, approval in names.items() if approval == now)
    return found
