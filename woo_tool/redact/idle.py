"""Content that paints nothing, which goes.

Where glyphs went, the clips that were set for them stay behind, the places at which forms with a
letter each were drawn, and paths that no operator paints: their measures spell a name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from woo_tool.redact.content import Instruction

_PATH = frozenset({"m", "l", "c", "v", "y", "h", "re"})
_CLIP = frozenset({"W", "W*"})
_PAINT = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do"})
_SHOW = frozenset({"Tj", "TJ", "'", '"', "INLINE IMAGE"})
_MARK = frozenset({"BDC", "BMC", "EMC", "d0", "d1"})
_NEEDED = _PAINT | _SHOW | _MARK


def without_idle(items: Iterable[Instruction], blank: Collection[str] = ()) -> list[Instruction]:
    """The instructions that something on the page depends on.

    Without groups (``q`` to ``Q``) that paint nothing, what stands behind the last painting in a
    group, and paths that are neither painted nor clipped with. ``blank``: names of forms that
    paint nothing, as operands have them.
    """
    left = _Left()
    for item in items:
        operator = str(item.operator)
        if operator == "Do" and str(item.operands[0]) in blank:
            continue
        left.take(item, operator)
    return left.finished()


def paints(items: Iterable[Instruction]) -> bool:
    """True when any of these shows something, or may."""
    return any(str(item.operator) in _PAINT or str(item.operator) in _SHOW for item in items)


class _Left:
    """What is kept so far; ``_needed`` is how much of it has to stay."""

    def __init__(self) -> None:
        self._kept: list[Instruction] = []
        self._needed = 0
        self._groups: list[int] = []
        self._path: int | None = None
        self._clips = False
        self._text = 0

    def take(self, item: Instruction, operator: str) -> None:
        """The next instruction."""
        if operator in _PATH or operator in _CLIP:
            self._go_on(operator)
        elif (operator == "n" and self._end_path()) or (operator == "Q" and self._end_group()):
            return
        elif operator == "q":
            self._groups.append(len(self._kept))
        elif operator == "BT":
            self._text = len(self._kept)
        self._kept.append(item)
        shown = operator == "ET" and self._text < self._needed
        if shown or operator in _NEEDED or operator == "Q":
            self._needed, self._path = len(self._kept), None

    def finished(self) -> list[Instruction]:
        """Everything that stays."""
        if not self._groups:
            del self._kept[self._needed :]
        return self._kept

    def _go_on(self, operator: str) -> None:
        """Notes where a path starts, and whether it clips."""
        if self._path is None:
            self._path, self._clips = len(self._kept), False
        self._clips = self._clips or operator in _CLIP

    def _end_path(self) -> bool:
        """Takes back a path that nothing is done with; True when it was one."""
        start, self._path = self._path, None
        if start is not None and self._clips:
            return False
        del self._kept[len(self._kept) if start is None else start :]
        return True

    def _end_group(self) -> bool:
        """Takes back what a group did in vain; True when that is all of it."""
        if not self._groups:
            return False
        start = self._groups.pop()
        self._path = None
        if self._needed <= start:
            del self._kept[start:]
            return True
        del self._kept[self._needed :]
        return False
