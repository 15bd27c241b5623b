"""Moving the rest of a line in a page's content, so that nothing of the old place remains.

The same reading finds where each box comes in the order of the text, for its tag.

The instructions are read twice: once to see where every glyph and path stands, which tells the
lines that are safe to move, and once to write them anew. All text then stands at a place of its
own: no gap, offset or matrix is left from which the width of what was removed can be computed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import ContentStreamInstruction, Dictionary, Object

from woo_tool.model import Box
from woo_tool.redact.follow import PLACE, SHOW, Follower, UnfollowedError, say
from woo_tool.redact.lines import MovedLine
from woo_tool.redact.matrix import Matrix, apply, inverse, times
from woo_tool.redact.overlay import Frame
from woo_tool.redact.widths import UnknownFontError

_NEAR = 0.35  # points within which a glyph stands where extraction saw it
_DEEPEST = 8  # forms in forms
_Read = tuple[str, list[Any], Any]  # an instruction: its operator, its operands, and itself
_PAINT = frozenset({"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "n"})


@dataclass(frozen=True, slots=True)
class _Glyph:
    """Where a glyph starts on the page (points), and where its coordinate system does."""

    x: float
    y: float
    upright: bool
    base: float


@dataclass(slots=True)
class _Seen:
    """What the first reading saw."""

    glyphs: list[_Glyph] = field(default_factory=list)
    paths: list[Box] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Cut:
    """Stands between instructions: here the box with this number comes in reading order."""

    box: int


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a box comes in reading order: behind the glyphs of this word (own space, points)."""

    box: int
    word: Box

    def holds(self, x: float, y: float) -> bool:
        """True for the origin of one of the word's glyphs."""
        left, top, right, bottom = self.word
        slack = (right - left) * 0.05 + _NEAR
        return left - slack < x < right + slack and top < y < bottom


def move_lines(
    page: pikepdf.Page,
    items: Sequence[Any],
    frame: Frame,
    lines: Sequence[MovedLine],
    anchors: Sequence[Anchor],
) -> tuple[tuple[MovedLine, ...], list[Any]]:
    """Moves these lines in the content of a cleaned page, whose instructions are ``items``.

    Gives those that were moved, and the instructions as they are to be written, with a Cut where
    each box comes. A line of which not every glyph is found where it should be stays as it is;
    where the text can't be followed all stays, and the boxes come last.
    """
    if not (lines or anchors):
        return (), list(items)
    if _text_in_forms(page.obj.get("/Resources", Dictionary()), 0):
        lines = ()
    try:
        read = [_read(item) for item in items]
        moved = _movable(page, frame, lines, read) if lines else ()
        out = list(_Reader(page, frame, moved, _Seen(), anchors, moving=True).run(read))
    except (UnfollowedError, UnknownFontError):
        return (), [*items, *(Cut(anchor.box) for anchor in anchors)]
    return moved, out


def _read(item: Any) -> _Read:
    operator = str(item.operator)
    return operator, [] if operator == "INLINE IMAGE" else list(item.operands), item


def _movable(
    page: pikepdf.Page, frame: Frame, lines: Sequence[MovedLine], items: Sequence[_Read]
) -> tuple[MovedLine, ...]:
    seen = _Seen()
    for _ in _Reader(page, frame, lines, seen, (), moving=False).run(items):
        pass
    return tuple(line for line in lines if _safe(line, seen))


def _text_in_forms(resources: Object, depth: int) -> bool:
    """True when text stands in forms, where it isn't followed: gaps would stay in them."""
    forms = resources.get("/XObject", Dictionary())
    return any(
        depth > _DEEPEST
        or b"BT" in thing.read_bytes()
        or _text_in_forms(thing.get("/Resources", Dictionary()), depth + 1)
        for _, thing in forms.items()
        if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == pikepdf.Name.Form
    )


def _safe(line: MovedLine, seen: _Seen) -> bool:
    """True when every glyph that moves was found, upright, and no path tells of the old place."""
    top, bottom = line.glyph_band
    first = line.boxes[0].x0
    row = [
        g for g in seen.glyphs if top < g.y < bottom and first - _NEAR < g.x < line.limit - _NEAR
    ]
    if any(not glyph.upright or glyph.base > first + _NEAR for glyph in row):
        return False
    places = sorted(glyph.x for glyph in row)
    if not all(_has(places, x) for x in line.origins):
        return False
    edges = [x for path in seen.paths if line.in_zone(path.y0, path.y1) for x in (path.x0, path.x1)]
    return not any(first < x < line.end for x in edges)


def _has(places: Sequence[float], x: float) -> bool:
    """True when one of these places, in order, is near: the one before or the one behind."""
    behind = bisect_left(places, x)
    return any(abs(place - x) < _NEAR for place in places[max(behind - 1, 0) : behind + 1])


class _Reader(Follower):
    """Follows the text of a content stream and writes it with every string at its own place."""

    def __init__(
        self,
        page: pikepdf.Page,
        frame: Frame,
        lines: Sequence[MovedLine],
        seen: _Seen,
        anchors: Sequence[Anchor],
        *,
        moving: bool,
    ) -> None:
        super().__init__(page.obj.get("/Resources", Dictionary()))
        self._frame, self._moving, self._seen = frame, moving, seen
        self._bands = [(line, *line.glyph_band) for line in lines]
        self._ahead, self._passed = list(anchors), list[Anchor]()
        self._path: list[tuple[float, float]] = []
        self._operators |= {"gs": self._gstate, "re": self._rectangle}

    def run(self, items: Sequence[_Read]) -> Iterator[Any]:
        """The instructions as they are to be written."""
        for operator, operands, item in items:
            if operator in SHOW:
                yield from self._show(operator, operands)
                continue
            self.follow(operator, operands)
            if operator in ("m", "l", "c", "v", "y"):
                pairs = [float(value) for value in operands]
                self._points(list(zip(pairs[::2], pairs[1::2], strict=True)))
            elif operator in _PAINT:
                self._finish_path()
            if operator not in PLACE:
                yield item
        yield from self._cuts()
        yield from [Cut(anchor.box) for anchor in self._ahead]

    def _gstate(self, operands: list[Any]) -> None:
        state = self.resources.get("/ExtGState", Dictionary()).get(str(operands[0]))
        if isinstance(state, Dictionary) and "/Font" in state:
            raise UnfollowedError

    def _rectangle(self, operands: list[Any]) -> None:
        x, y, wide, high = (float(value) for value in operands)
        self._points([(x, y), (x + wide, y), (x, y + high), (x + wide, y + high)])

    def _points(self, points: Sequence[tuple[float, float]]) -> None:
        self._path += [self._own(*apply(self.state.ctm, x, y)) for x, y in points]

    def _finish_path(self) -> None:
        if self._path:
            xs, ys = [x for x, _ in self._path], [y for _, y in self._path]
            self._seen.paths.append(Box(min(xs), min(ys), max(xs), max(ys)))
            self._path = []

    def _own(self, x: float, y: float) -> tuple[float, float]:
        """From user space to the page's own space."""
        frame = self._frame
        return (x - frame.left) * frame.unit, (frame.top - y) * frame.unit

    def _show(self, operator: str, operands: list[Any]) -> Iterator[Any]:
        state = self.state
        yield from self.before_text(operator, operands)
        parts = operands[-1].as_list() if operator == "TJ" else [operands[-1]]
        run: list[Any] = []
        shift = offset = gap = 0.0
        start = self.text
        meet = self._meeting()
        if meet is None:
            yield from self._cuts()
            self.advance(self.length(parts))
            run = [bytes(p) if isinstance(p, pikepdf.String) else float(p) for p in parts]
            yield from self._written(run, start, 0.0)
            return
        for part in parts:
            if not isinstance(part, pikepdf.String | str):
                gap += float(part)
                self.advance(-float(part) / 1000 * state.size * state.scale)
                continue
            for code, width, space in self.codes(part):
                wanted, off, cuts = meet()
                if not run or wanted != shift or cuts:
                    yield from self._written(run, start, offset)
                    yield from cuts
                    run, shift, offset, start = [], wanted, off, self.text
                elif gap:
                    run.append(gap)
                gap = 0.0
                if run and isinstance(run[-1], bytes):
                    run[-1] += code
                else:
                    run.append(code)
                extra = state.char + (state.word if space else 0.0)
                self.advance((width * state.size + extra) * state.scale)
        yield from self._written(run, start, offset)

    def _cuts(self) -> list[Cut]:
        """The boxes that come here: the glyphs of their words have been passed."""
        found = [Cut(anchor.box) for anchor in self._passed]
        self._passed = []
        return found

    def _pass(self, x: float, y: float) -> Sequence[Cut]:
        """The boxes that come before this glyph."""
        gone = [anchor for anchor in self._passed if not anchor.holds(x, y)]
        reached = [anchor for anchor in self._ahead if anchor.holds(x, y)]
        if gone or reached:
            self._passed = [anchor for anchor in self._passed if anchor not in gone] + reached
            self._ahead = [anchor for anchor in self._ahead if anchor not in reached]
        return [Cut(anchor.box) for anchor in gone]

    def _meeting(self) -> Callable[[], tuple[float, float, Sequence[Cut]]] | None:
        """What to call for every glyph: how far (points) it moves, the same on the grid, and the
        boxes that come before it.

        None for upright text in rows where nothing moves and no box is.
        """
        state = self.state
        whole = times(self.text, state.ctm)
        _, y = self._own(*apply(whole, 0.0, state.rise))
        flat = abs(whole[1]) + abs(whole[2]) < 1e-4
        upright = flat and min(whole[0], whole[3], state.size, state.scale) > 0
        lines = [line for line, top, bottom in self._bands if top < y < bottom]
        near = [a for a in (*self._ahead, *self._passed) if a.word.y0 < y < a.word.y1]
        if upright and not (lines or near):
            return None
        base, _ = self._own(state.ctm[4], state.ctm[5])

        def meet() -> tuple[float, float, Sequence[Cut]]:
            x, y = self._own(*apply(state.ctm, *apply(self.text, 0.0, state.rise)))
            if not self._moving:
                self._seen.glyphs.append(_Glyph(x, y, upright, base))
                return 0.0, 0.0, ()
            cuts = self._pass(x, y) if near else self._cuts()
            shift = sum(line.shift_at(x) for line in lines)
            return shift, sum(line.place_of(x) - x for line in lines), cuts

        return meet

    def _written(
        self, run: Sequence[Any], start: Matrix, shift: float
    ) -> Iterator[ContentStreamInstruction]:
        """A run of glyphs at its own place; nothing while only looking."""
        if not (run and self._moving):
            return
        if shift:
            ctm = self.state.ctm
            whole = times(start, ctm)
            x = round(whole[4] + shift / self._frame.unit, 3)
            back = inverse(ctm)
            if back is None:
                raise UnfollowedError
            start = times((*whole[:4], x, whole[5]), back)
        yield say("Tm", *(round(value, 5) for value in start))
        parts = [pikepdf.String(p) if isinstance(p, bytes) else round(p, 3) for p in run]
        yield say("TJ", pikepdf.Array(parts))
