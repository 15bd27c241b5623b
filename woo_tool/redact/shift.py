"""Moving the rest of a line in a page's content, so that nothing of the old place remains.

The instructions are read twice: once to see where every glyph and path stands, which tells the
lines that are safe to move, and once to write them anew. All text then stands at a place of its
own: no gap, offset or matrix is left from which the width of what was removed can be computed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pikepdf
from pikepdf import ContentStreamInstruction, Dictionary, Object

from woo_tool.model import Box
from woo_tool.redact.lines import MovedLine
from woo_tool.redact.overlay import Frame
from woo_tool.redact.rebuild import instructions
from woo_tool.redact.widths import CodeWidths, UnknownFontError

Matrix = tuple[float, float, float, float, float, float]
_ONE: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_NEAR = 0.35  # points within which a glyph stands where extraction saw it
_DEEPEST = 8  # forms in forms
_PAINT = frozenset({"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "n"})
_SHOW = frozenset({"Tj", "TJ", "'", '"'})
_PLACE = frozenset({"Td", "TD", "Tm", "T*", "TL"})


class _UnmovableError(Exception):
    """Something in the content that this module doesn't know how to follow."""


@dataclass(frozen=True, slots=True)
class _Glyph:
    """Where a glyph starts on the page (points), and where its coordinate system does."""

    x: float
    y: float
    upright: bool
    base: float


@dataclass(slots=True)
class _State:
    """The graphics state as far as text needs it."""

    ctm: Matrix = _ONE
    font: CodeWidths | None = None
    size: float = 0.0
    char: float = 0.0
    word: float = 0.0
    scale: float = 1.0
    lead: float = 0.0
    rise: float = 0.0


@dataclass(slots=True)
class _Seen:
    """What the first reading saw."""

    glyphs: list[_Glyph] = field(default_factory=list)
    paths: list[Box] = field(default_factory=list)


def move_lines(
    page: pikepdf.Page, frame: Frame, lines: Sequence[MovedLine]
) -> tuple[MovedLine, ...]:
    """Moves these lines in the content of a cleaned page; returns those that were moved.

    A line of which not every glyph is found where it should be stays as it is.
    """
    contents = page.obj.get("/Contents")
    if not lines or not isinstance(contents, pikepdf.Stream):
        return ()
    if _text_in_forms(page.obj.get("/Resources", Dictionary()), 0):
        return ()
    items = instructions(contents)
    seen = _Seen()
    try:
        list(_Reader(page, frame, lines, seen, moving=False).run(items))
    except (_UnmovableError, UnknownFontError):
        return ()
    moved = tuple(line for line in lines if _safe(line, seen))
    if moved:
        out = list(_Reader(page, frame, moved, _Seen(), moving=True).run(items))
        contents.write(pikepdf.unparse_content_stream(out))
    return moved


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
    return any(abs(place - x) < _NEAR for place in places)


class _Reader:
    """Follows the text of a content stream and writes it with every string at its own place."""

    def __init__(
        self,
        page: pikepdf.Page,
        frame: Frame,
        lines: Sequence[MovedLine],
        seen: _Seen,
        *,
        moving: bool,
    ) -> None:
        self._resources = page.obj.get("/Resources", Dictionary())
        self._frame, self._moving, self._seen = frame, moving, seen
        self._bands = [(line, *line.glyph_band) for line in lines]
        self._fonts: dict[str, CodeWidths] = {}
        self._state, self._stack = _State(), list[_State]()
        self._text = self._line = _ONE
        self._path: list[tuple[float, float]] = []
        self._operators: dict[str, Callable[[list[Any]], None]] = {
            "q": self._save,
            "Q": self._restore,
            "cm": self._concat,
            "gs": self._gstate,
            "BT": lambda _: self._place(_ONE),
            "Tf": self._font,
            "Tc": lambda o: setattr(self._state, "char", float(o[0])),
            "Tw": lambda o: setattr(self._state, "word", float(o[0])),
            "Tz": lambda o: setattr(self._state, "scale", float(o[0]) / 100),
            "TL": lambda o: setattr(self._state, "lead", float(o[0])),
            "Ts": lambda o: setattr(self._state, "rise", float(o[0])),
            "Tm": lambda o: self._place(_matrix(o)),
            "Td": lambda o: self._offset(float(o[0]), float(o[1])),
            "TD": self._offset_leading,
            "T*": lambda _: self._offset(0.0, -self._state.lead),
            "re": self._rectangle,
        }

    def run(self, items: Sequence[Any]) -> Iterator[Any]:
        """The instructions as they are to be written."""
        for item in items:
            operator = str(item.operator)
            operands = [] if operator == "INLINE IMAGE" else list(item.operands)
            if operator in _SHOW:
                yield from self._show(operator, operands)
                continue
            if operator in self._operators:
                self._operators[operator](operands)
            elif operator in ("m", "l", "c", "v", "y"):
                pairs = [float(value) for value in operands]
                self._points(list(zip(pairs[::2], pairs[1::2], strict=True)))
            elif operator in _PAINT:
                self._finish_path()
            if operator not in _PLACE:
                yield item

    def _save(self, _: list[Any]) -> None:
        self._stack.append(replace(self._state))

    def _restore(self, _: list[Any]) -> None:
        if self._stack:
            self._state = self._stack.pop()

    def _concat(self, operands: list[Any]) -> None:
        self._state.ctm = _times(_matrix(operands), self._state.ctm)

    def _gstate(self, operands: list[Any]) -> None:
        state = self._resources.get("/ExtGState", Dictionary()).get(str(operands[0]))
        if isinstance(state, Dictionary) and "/Font" in state:
            raise _UnmovableError

    def _font(self, operands: list[Any]) -> None:
        name = str(operands[0])
        if name not in self._fonts:
            font = self._resources.get("/Font", Dictionary()).get(name)
            if not isinstance(font, Dictionary):
                raise _UnmovableError
            self._fonts[name] = CodeWidths(font)
        self._state.font, self._state.size = self._fonts[name], float(operands[1])

    def _place(self, matrix: Matrix) -> None:
        self._text = self._line = matrix

    def _offset(self, x: float, y: float) -> None:
        self._place(_times((1.0, 0.0, 0.0, 1.0, x, y), self._line))

    def _offset_leading(self, operands: list[Any]) -> None:
        self._state.lead = -float(operands[1])
        self._offset(float(operands[0]), float(operands[1]))

    def _rectangle(self, operands: list[Any]) -> None:
        x, y, wide, high = (float(value) for value in operands)
        self._points([(x, y), (x + wide, y), (x, y + high), (x + wide, y + high)])

    def _points(self, points: Sequence[tuple[float, float]]) -> None:
        self._path += [self._own(*_apply(self._state.ctm, x, y)) for x, y in points]

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
        state = self._state
        if operator == '"':
            state.word, state.char = float(operands[0]), float(operands[1])
            yield _say("Tw", operands[0])
            yield _say("Tc", operands[1])
        if operator in ("'", '"'):
            self._offset(0.0, -state.lead)
        parts = operands[-1].as_list() if operator == "TJ" else [operands[-1]]
        run: list[Any] = []
        shift = offset = gap = 0.0
        start = self._text
        meet = self._meeting()
        for part in parts:
            if not isinstance(part, pikepdf.String | str):
                gap += float(part)
                self._advance(-float(part) / 1000 * state.size * state.scale)
                continue
            for code, width, space in self._codes(part):
                wanted, off = meet() if meet else (0.0, 0.0)
                if not run or wanted != shift:
                    yield from _written(run, start, offset, self._frame, state)
                    run, shift, offset, start = [], wanted, off, self._text
                elif gap:
                    run.append(gap)
                gap = 0.0
                if run and isinstance(run[-1], bytes):
                    run[-1] += code
                else:
                    run.append(code)
                extra = state.char + (state.word if space else 0.0)
                self._advance((width * state.size + extra) * state.scale)
        yield from _written(run, start, offset, self._frame, state)

    def _codes(self, string: Any) -> Iterator[tuple[bytes, float, bool]]:
        if self._state.font is None:
            raise _UnmovableError
        return self._state.font.codes(bytes(string))

    def _advance(self, by: float) -> None:
        a, b, c, d, e, f = self._text
        self._text = (a, b, c, d, e + by * a, f + by * b)

    def _meeting(self) -> Callable[[], tuple[float, float]] | None:
        """What to call for every glyph: how far (points) it moves, and the same on the grid.

        None for upright text in rows where nothing moves.
        """
        state = self._state
        whole = _times(self._text, state.ctm)
        _, y = self._own(*_apply(whole, 0.0, state.rise))
        flat = abs(whole[1]) + abs(whole[2]) < 1e-4
        upright = flat and min(whole[0], whole[3], state.size, state.scale) > 0
        lines = [line for line, top, bottom in self._bands if top < y < bottom]
        if upright and not lines:
            return None
        base, _ = self._own(state.ctm[4], state.ctm[5])

        def meet() -> tuple[float, float]:
            x, y = self._own(*_apply(_times(self._text, state.ctm), 0.0, state.rise))
            self._seen.glyphs.append(_Glyph(x, y, upright, base))
            if not self._moving:
                return 0.0, 0.0
            shift = sum(line.shift_at(x) for line in lines)
            return shift, sum(line.place_of(x) - x for line in lines)

        return meet


def _written(
    run: Sequence[Any], start: Matrix, shift: float, frame: Frame, state: _State
) -> Iterator[ContentStreamInstruction]:
    """A run of glyphs at its own place."""
    if not run:
        return
    if shift:
        whole = _times(start, state.ctm)
        x = round(whole[4] + shift / frame.unit, 3)
        start = _times((*whole[:4], x, whole[5]), _inverse(state.ctm))
    yield _say("Tm", *(round(value, 5) for value in start))
    parts = [pikepdf.String(part) if isinstance(part, bytes) else round(part, 3) for part in run]
    yield _say("TJ", pikepdf.Array(parts))


def _say(operator: str, *operands: Any) -> ContentStreamInstruction:
    return ContentStreamInstruction(list(operands), pikepdf.Operator(operator))


def _matrix(operands: Sequence[Object]) -> Matrix:
    a, b, c, d, e, f = (float(value) for value in operands)
    return a, b, c, d, e, f


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    k, l, m, n, o, p = other  # noqa: E741
    return (
        a * k + b * m,
        a * l + b * n,
        c * k + d * m,
        c * l + d * n,
        e * k + f * m + o,
        e * l + f * n + p,
    )


def _inverse(matrix: Matrix) -> Matrix:
    a, b, c, d, e, f = matrix
    size = a * d - b * c
    if abs(size) < 1e-12:
        raise _UnmovableError
    return (
        d / size,
        -b / size,
        -c / size,
        a / size,
        (c * f - d * e) / size,
        (b * e - a * f) / size,
    )


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
