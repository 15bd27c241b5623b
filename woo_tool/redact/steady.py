"""Text that MuPDF would lose track of, written so that it can't, before anything is removed.

When MuPDF removes glyphs it writes the content anew, with faults (measured, 1.28): every ``Tm``
becomes a ``TD``, which changes the leading that ``T*``, ``'`` and ``"`` use; the gap of what went
is counted in the size, stretch or rise of the text behind it; a font that is set by a graphics
state gets a name that isn't there. Where a stream has any of these, every string gets a place of
its own. Text without any size goes: nobody sees it, and no box finds it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Object, Stream

from woo_tool.redact.content import Instruction, instructions
from woo_tool.redact.follow import PLACE, SHOW, Follower, UnfollowedError, say
from woo_tool.redact.matrix import times
from woo_tool.redact.widths import UnknownFontError

_NONE = rb"[-+]?0*\.?0+"
_ODD = re.compile(
    rb"T\*|[)>\]]\s*['\"]"  # next lines
    rb"|T[jJ]\b(?:(?!T[dDm*]|ET)[^(\[<])*?\bT[fzs]\b(?:(?!T[dDm*]|ET)[^(\[<])*[(\[<]"
    rb"|\s" + _NONE + rb"\s+T[fz]\b"  # no size
    rb"|\b" + rb"\s+".join([_NONE] * 4) + rb"\s+\S+\s+\S+\s+(?:Tm|cm)\b"
)
_DEEPEST = 12
_FLAT = 1e-9  # a matrix with a smaller determinant shows nothing


def steady_page(pdf: pikepdf.Pdf, page: pikepdf.Page) -> bool:
    """Rewrites the text of a page and of its forms where that is needed.

    False when text that needs it couldn't be followed: removal isn't safe there.
    """
    page.contents_coalesce()
    contents, resources = page.obj.get("/Contents"), page.obj.get("/Resources", Dictionary())
    safe = True
    if isinstance(contents, Stream):
        found = _steady(contents, resources)
        if found:
            page.obj["/Contents"] = pdf.make_stream(found)
        safe = found != b""
    return _forms(resources, resources, set(), 0) and safe


def _forms(resources: Object, outer: Object, seen: set[tuple[int, int]], depth: int) -> bool:
    """The same for everything that is drawn from a resource dictionary."""
    safe = True
    group = resources.get("/XObject", Dictionary())
    for _, form in group.items() if isinstance(group, Dictionary) else ():
        if not isinstance(form, Stream) or form.get("/Subtype") != Name.Form:
            continue
        if form.objgen in seen or depth > _DEEPEST:
            continue
        seen.add(form.objgen)
        own = form.get("/Resources", outer)
        found = _steady(form, own)
        if found:
            form.write(found)
        safe = _forms(own, outer, seen, depth + 1) and found != b"" and safe
    return safe


def _steady(stream: Stream, resources: Object) -> bytes | None:
    """The content anew; None when it may stay as it is, nothing when it can't be followed."""
    states = resources.get("/ExtGState", Dictionary())
    fonts = any("/Font" in state for state in _dictionaries(states))
    if not (fonts or _ODD.search(stream.read_bytes())):
        return None
    try:
        return pikepdf.unparse_content_stream(list(_Steady(resources).run(instructions(stream))))
    except (UnfollowedError, UnknownFontError):
        return b""


def _dictionaries(group: Object) -> Iterator[Object]:
    if isinstance(group, Dictionary):
        yield from (value for _, value in group.items() if isinstance(value, Dictionary))


class _Steady(Follower):
    """Writes every string at its own place."""

    def __init__(self, resources: Object) -> None:
        super().__init__(resources)
        self._lost = False  # what the last string left as the place isn't known

    def run(self, items: list[Instruction]) -> Iterator[Any]:
        """The instructions as they are to be written."""
        for item in items:
            operator = str(item.operator)
            operands: list[Any] = [] if operator == "INLINE IMAGE" else list(item.operands)
            if operator in SHOW:
                yield from self._show(operator, operands)
                continue
            self.follow(operator, operands)
            if operator in PLACE or operator == "BT":
                self._lost = self._lost and operator == "TL"
            if operator not in PLACE:
                yield item
            if operator == "gs":
                yield from self._font_of_state(str(operands[0]))

    def _show(self, operator: str, operands: list[Any]) -> Iterator[ContentStreamInstruction]:
        if operator in ("'", '"'):
            self._lost = False
        if self._lost:
            raise UnfollowedError
        yield from self.before_text(operator, operands)
        state, start = self.state, self.text
        parts = operands[-1].as_list() if operator == "TJ" else [operands[-1]]
        try:
            self.advance(self.length(parts))
        except (UnfollowedError, UnknownFontError):
            self._lost = True
        a, b, c, d, _, _ = times(start, state.ctm)
        if abs(a * d - b * c) < _FLAT or not state.scale or (state.named and not state.size):
            return
        yield say("Tm", *(round(value, 5) for value in start))
        yield say("TJ", Array(parts))

    def _font_of_state(self, name: str) -> Iterator[ContentStreamInstruction]:
        """A font that a graphics state sets, chosen by its own name."""
        state = self.resources.get("/ExtGState", Dictionary()).get(name)
        chosen = state.get("/Font") if isinstance(state, Dictionary) else None
        if state is None or not isinstance(chosen, Array) or len(chosen) != 2:
            return
        if "/Font" not in self.resources:
            self.resources["/Font"] = Dictionary()
        own = f"/WooOf{name[1:]}"
        self.resources.Font[own] = chosen[0]
        self.choose(own, float(chosen[1]))
        yield say("Tf", Name(own), chosen[1])
        del state["/Font"]
