"""Which codes of which fonts the text of a file still uses, wherever it is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

_OPERATORS = "Tf Tj TJ ' \" gs q Q"
_DEEPEST = 12
Key = tuple[int, int]


@dataclass(slots=True)
class Used:
    """One font and the codes that are shown with it; ``whole`` when not all uses can be told."""

    font: Object
    codes: set[int] = field(default_factory=set)
    whole: bool = False


def used_codes(pdf: pikepdf.Pdf) -> dict[Key, Used]:
    """The fonts of a file by object, with the codes that pages, forms, patterns and glyphs show."""
    walker = _Walker(pdf)
    for page in pdf.pages:
        contents = page.obj.get("/Contents")
        resources = page.obj.get("/Resources", Dictionary())
        if contents is not None:
            walker.read(page, resources)
        walker.inside(resources, resources, 0)
    return walker.fonts


class _Walker:
    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self.fonts: dict[Key, Used] = {}
        self._seen: set[tuple[Key, Key]] = set()

    def inside(self, resources: Object, outer: Object, depth: int) -> None:
        """Reads everything that is drawn from a resource dictionary."""
        for _, font in self._fonts(resources):
            self._font(font)
            if font.get("/Subtype") == Name.Type3 and self._first(font, resources):
                own = font.get("/Resources", outer)
                for _, glyph in font.get("/CharProcs", Dictionary()).items():
                    self._stream(glyph, own, depth)
                if depth < _DEEPEST:
                    self.inside(own, outer, depth + 1)
        for category in ("/XObject", "/Pattern"):
            for _, thing in _group(resources, category):
                self._stream(thing, outer, depth)
        for _, state in _group(resources, "/ExtGState"):
            if "/Font" in state and isinstance(state.Font, Array):
                self._font(state.Font[0]).whole = True
            mask = state.get("/SMask")
            if isinstance(mask, Dictionary):
                self._stream(mask.get("/G"), outer, depth)

    def _stream(self, thing: Object | None, outer: Object, depth: int) -> None:
        if not isinstance(thing, Stream) or thing.get("/Subtype") == Name.Image:
            return
        resources = thing.get("/Resources", outer)
        if depth > _DEEPEST or not self._first(thing, resources):
            return
        self.read(thing, resources)
        self.inside(resources, outer, depth + 1)

    def _first(self, thing: Object, resources: Object) -> bool:
        key = (thing.objgen, resources.objgen)
        new = key not in self._seen or not thing.is_indirect
        self._seen.add(key)
        return new

    def _fonts(self, resources: Object) -> Iterator[tuple[str, Object]]:
        """The fonts of a resource dictionary, each made an object of its own."""
        for name, font in list(_group(resources, "/Font")):
            if not font.is_indirect:
                resources.Font[name] = self._pdf.make_indirect(font)
            yield name, resources.Font[name]

    def _font(self, font: Object) -> Used:
        return self.fonts.setdefault(font.objgen, Used(font))

    def read(self, stream: Stream | pikepdf.Page, resources: Object) -> None:
        """Notes the codes of every string that one content stream shows."""
        fonts = dict(self._fonts(resources))
        current: Used | None = None
        stack: list[Used | None] = []
        for item in pikepdf.parse_content_stream(stream, _OPERATORS):
            operator = str(item.operator)
            operands: list[Any] = list(item.operands)
            if operator == "q":
                stack.append(current)
            elif operator == "Q":
                current = stack.pop() if stack else current
            elif operator == "Tf":
                font = fonts.get(str(operands[0]))
                current = self._font(font) if isinstance(font, Dictionary) else None
            elif operator == "gs":
                state = resources.get("/ExtGState", Dictionary()).get(str(operands[0]))
                if isinstance(state, Dictionary) and isinstance(state.get("/Font"), Array):
                    current = self._font(state.Font[0])
            elif current is not None and operands:
                current.codes.update(_codes(operands[-1], current.font))


def _codes(shown: Any, font: Object) -> Iterator[int]:
    parts = shown.as_list() if isinstance(shown, Array) else [shown]
    size = 2 if font.get("/Subtype") == Name.Type0 else 1
    for part in parts:
        if isinstance(part, pikepdf.String | str | bytes):
            data = bytes(part) if isinstance(part, pikepdf.String | bytes) else part.encode()
            if size == 1:
                yield from data
            else:
                yield from (
                    int.from_bytes(data[place : place + 2]) for place in range(0, len(data), 2)
                )


def _group(resources: Object, category: str) -> Iterator[tuple[str, Object]]:
    group = resources.get(category) if isinstance(resources, Dictionary) else None
    if isinstance(group, Dictionary):
        for name, thing in group.items():
            if isinstance(thing, Dictionary | Stream):
                yield name, thing
