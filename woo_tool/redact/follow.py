"""Following the text of a content stream: its state, and where every string stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pikepdf
from pikepdf import ContentStreamInstruction, Dictionary, Object

from woo_tool.redact.matrix import ONE, Matrix, matrix, times
from woo_tool.redact.widths import CodeWidths, UnknownFontError

SHOW = frozenset({"Tj", "TJ", "'", '"'})
PLACE = frozenset({"Td", "TD", "Tm", "T*", "TL"})


class UnfollowedError(Exception):
    """Something in the content that can't be followed; its text stays where it is."""


@dataclass(slots=True)
class State:
    """The graphics state as far as text needs it. ``named``: a font was chosen."""

    ctm: Matrix = ONE
    font: CodeWidths | None = None
    named: bool = False
    size: float = 0.0
    char: float = 0.0
    word: float = 0.0
    scale: float = 1.0
    lead: float = 0.0
    rise: float = 0.0


class Follower:
    """Keeps the state of text while the instructions of a stream go by."""

    def __init__(self, resources: Object) -> None:
        self.resources = resources
        self.state, self._stack = State(), list[State]()
        self.text = self.line = ONE
        self._fonts: dict[str, CodeWidths | None] = {}
        self._operators: dict[str, Callable[[list[Any]], None]] = {
            "q": lambda _: self._stack.append(replace(self.state)),
            "Q": self._restore,
            "cm": self._concat,
            "BT": lambda _: self.place(ONE),
            "Tf": self._font,
            "Tc": lambda o: setattr(self.state, "char", float(o[0])),
            "Tw": lambda o: setattr(self.state, "word", float(o[0])),
            "Tz": lambda o: setattr(self.state, "scale", float(o[0]) / 100),
            "TL": lambda o: setattr(self.state, "lead", float(o[0])),
            "Ts": lambda o: setattr(self.state, "rise", float(o[0])),
            "Tm": lambda o: self.place(matrix(o)),
            "Td": lambda o: self._offset(float(o[0]), float(o[1])),
            "TD": self._offset_leading,
            "T*": lambda _: self._offset(0.0, -self.state.lead),
        }

    def follow(self, operator: str, operands: list[Any]) -> None:
        """Notes what an instruction, that isn't one that shows text, does to the state."""
        if operator in self._operators:
            self._operators[operator](operands)

    def before_text(self, operator: str, operands: list[Any]) -> Iterator[ContentStreamInstruction]:
        """What an operator does before it shows its text; the spacings that it sets."""
        if operator == '"':
            self.state.word, self.state.char = float(operands[0]), float(operands[1])
            yield say("Tw", operands[0])
            yield say("Tc", operands[1])
        if operator in ("'", '"'):
            self._offset(0.0, -self.state.lead)

    def place(self, where: Matrix) -> None:
        """Text and line begin here."""
        self.text = self.line = where

    def advance(self, by: float) -> None:
        """The text goes on this much further along the line."""
        a, b, c, d, e, f = self.text
        self.text = (a, b, c, d, e + by * a, f + by * b)

    def codes(self, string: Any) -> Iterator[tuple[bytes, float, bool]]:
        """The codes of a string, with their widths and whether word spacing counts. Raises
        UnfollowedError, UnknownFontError."""
        if self.state.font is None:
            raise UnfollowedError
        return self.state.font.codes(bytes(string))

    def length(self, parts: Sequence[Any]) -> float:
        """How far the strings and gaps of one operator carry, in text space. Raises
        UnfollowedError, UnknownFontError."""
        state, total = self.state, 0.0
        for part in parts:
            if isinstance(part, pikepdf.String | str):
                for _, width, space in self.codes(part):
                    total += width * state.size + state.char + (state.word if space else 0.0)
            else:
                total -= float(part) / 1000 * state.size
        return total * state.scale

    def _restore(self, _: list[Any]) -> None:
        if self._stack:
            self.state = self._stack.pop()

    def _concat(self, operands: list[Any]) -> None:
        self.state.ctm = times(matrix(operands), self.state.ctm)

    def _font(self, operands: list[Any]) -> None:
        self.choose(str(operands[0]), float(operands[1]))

    def choose(self, name: str, size: float) -> None:
        """Text is set in the font with this name from here on."""
        if name not in self._fonts:
            font = self.resources.get("/Font", Dictionary()).get(name)
            self._fonts[name] = _widths(font) if isinstance(font, Dictionary) else None
        self.state.font, self.state.size, self.state.named = self._fonts[name], size, True

    def _offset(self, x: float, y: float) -> None:
        self.place(times((1.0, 0.0, 0.0, 1.0, x, y), self.line))

    def _offset_leading(self, operands: list[Any]) -> None:
        self.state.lead = -float(operands[1])
        self._offset(float(operands[0]), float(operands[1]))


def _widths(font: Object) -> CodeWidths | None:
    try:
        return CodeWidths(font)
    except (UnknownFontError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return None


def say(operator: str, *operands: Any) -> ContentStreamInstruction:
    """One instruction."""
    return ContentStreamInstruction(list(operands), pikepdf.Operator(operator))
