"""Marked content of a published page: every mark gets a number of its own, boxes their place.

Marked content may begin in a text object only when it ends there (ISO 32000-1, 14.6.1); where a
paragraph is cut in two for the box in it, the text object is cut as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import ContentStreamInstruction, Dictionary, Name, Object, Operator, Stream

from woo_tool.redact.shift import Cut

Piece = int | Cut  # the number of marked content, or a box
_SHOW = frozenset({"Tj", "TJ", "'", '"'})
_PAINT = _SHOW | {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "INLINE IMAGE"}


@dataclass(slots=True)
class PageParts:
    """What is marked on a page: for each number of the original the numbers and boxes that took
    its place, and what no element of the original holds, in paragraphs.
    """

    marks: dict[int, list[Piece]] = field(default_factory=dict)
    loose: list[list[Piece]] = field(default_factory=list)


def mark_page(
    page: pikepdf.Page, items: Sequence[Any], kinds: Mapping[int, str] | None, boxes: int
) -> tuple[PageParts, list[Any]]:
    """Numbers the content of a page behind its ``boxes``, which have the numbers from 0.

    ``items``: its instructions with a Cut for every box. ``kinds``: the type of element of each
    mark of the original; None for a page without tags, of which all is one paragraph. Gives the
    instructions with their marks too.
    """
    marker = _Marker(page, kinds, boxes)
    out = list(marker.run(items))
    return marker.parts, out


def _forms(page: pikepdf.Page) -> set[str]:
    """The names of the forms that paint text."""
    group = page.obj.get("/Resources", Dictionary()).get("/XObject", Dictionary())
    return {
        name
        for name, thing in group.items()
        if isinstance(thing, Stream)
        and thing.get("/Subtype") == Name.Form
        and (
            "/Resources" not in thing or "/Font" in thing.Resources or "/XObject" in thing.Resources
        )
    }


@dataclass(slots=True)
class _Open:
    """Marked content that was opened: its number in the original (None: of no element), its type,
    whether that was inside a text object, and where its numbers are collected.
    """

    kind: str
    in_text: bool
    pieces: list[Piece] | None
    painted: bool = False


class _Marker:
    """Writes the marks of one content stream anew."""

    def __init__(self, page: pikepdf.Page, kinds: Mapping[int, str] | None, first: int) -> None:
        self.parts = PageParts()
        self._kinds, self._next = kinds, first
        self._forms = _forms(page) if kinds is not None else set[str]()
        self._stack: list[_Open | None] = []
        self._text = self._clips = False
        self._last: list[Piece] | None = None
        self._waiting: list[Piece] = []
        self._emptied: list[list[Piece]] = []

    def run(self, items: Iterable[Any]) -> Iterator[Any]:
        """The instructions with their new marks."""
        if self._kinds is None:
            yield self._begin(_Open("P", False, self._loose()))
        for item in items:
            if isinstance(item, Cut):
                yield from self._box(item)
                continue
            yield from self._item(item, str(item.operator))
        for item in reversed(self._stack):
            if item is not None:
                yield _say("EMC")
        if self._waiting:
            self.parts.loose.append(self._waiting)

    def _item(self, item: Any, operator: str) -> Iterator[Any]:
        if operator in ("BDC", "BMC", "EMC"):
            if self._kinds is not None:
                yield from self._end() if operator == "EMC" else self._start(item)
            return
        if operator in _PAINT:
            self._paint(text=operator in _SHOW)
        if operator in ("BT", "ET"):
            self._text = operator == "BT"
        elif operator == "Tr":
            self._clips = self._clips or int(item.operands[0]) > 3
        elif operator == "Do" and not self._active() and str(item.operands[0]) in self._forms:
            yield self._begin(_Open("P", False, self._loose()))
            yield item
            yield from self._end()
            return
        yield item

    def _paint(self, *, text: bool) -> None:
        """Something is drawn: the open content isn't empty, and boxes come behind this text."""
        made = self._active()
        if made is not None:
            made.painted = True
        if text:
            self._emptied = []

    def _loose(self) -> list[Piece]:
        self.parts.loose.append([])
        return self.parts.loose[-1]

    def _active(self) -> _Open | None:
        return next((item for item in reversed(self._stack) if item is not None), None)

    def _start(self, item: Any) -> Iterator[Any]:
        operands = list(item.operands)
        number = _number(operands)
        kind = (self._kinds or {}).get(number) if number is not None else None
        around = self._active()
        if number is not None and kind is not None:
            if around is not None:
                if around.in_text != self._text:
                    self._stack.append(None)
                    return
                yield _say("EMC")
            pieces = self.parts.marks.setdefault(number, [])
            pieces += self._waiting
            self._waiting = []
            yield self._begin(_Open(kind, self._text, pieces))
        elif str(operands[0]) == "/Artifact" and around is None:
            self._stack.append(_Open("Artifact", self._text, None))
            yield _say("BMC", Name.Artifact)
        else:
            self._stack.append(None)

    def _begin(self, made: _Open) -> ContentStreamInstruction:
        self._stack.append(made)
        return self._again(made)

    def _again(self, made: _Open) -> ContentStreamInstruction:
        """Begins content of an element under a new number; an artifact has none."""
        if made.pieces is None:
            return _say("BMC", Name.Artifact)
        made.pieces.append(self._next)
        self._last = made.pieces
        self._next += 1
        return _say("BDC", Name(f"/{made.kind}"), Dictionary(MCID=self._next - 1))

    def _end(self) -> Iterator[Any]:
        made = self._stack.pop() if self._stack else None
        if made is not None:
            if made.pieces is not None and not made.painted:
                self._emptied.append(made.pieces)
            yield _say("EMC")
            around = self._active()
            if around is not None:
                yield self._again(around)

    def _box(self, cut: Cut) -> Iterator[Any]:
        """The box where redaction left marked content empty, or else in the content that is open:
        behind what came before it, before the rest.
        """
        if self._emptied:
            self._emptied.pop(0).append(cut)
            return
        made = self._active()
        if made is None or made.pieces is None or self._clips:
            pieces = self._last if self._last is not None else self._waiting
            pieces.append(cut)
            return
        made.pieces.append(cut)
        apart = self._text and not made.in_text
        yield from [_say("ET")] if apart else []
        yield _say("EMC")
        yield self._again(made)
        yield from [_say("BT")] if apart else []


def _number(operands: Sequence[Object]) -> int | None:
    if len(operands) == 2 and isinstance(operands[1], Dictionary) and "/MCID" in operands[1]:
        return int(operands[1].MCID)
    return None


def _say(operator: str, *operands: Any) -> ContentStreamInstruction:
    return ContentStreamInstruction(list(operands), Operator(operator))
