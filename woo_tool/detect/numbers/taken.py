"""The findings of one page with the places that they cover, to which others may be added."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from woo_tool.kinds import Label
from woo_tool.model import Finding, Page


class Taken:
    """The findings of one page, and the places that they cover."""

    def __init__(self, page: Page, found: Sequence[Finding]) -> None:
        self.found = dict.fromkeys(found)
        self._page = page
        self._at: dict[int, Finding] = {}
        for one in found:
            if not one.label.is_suggestion:
                self._at.update(dict.fromkeys(range(one.start, one.end), one))

    def again(self, one: Finding, spans: Iterator[tuple[int, int]], rule: str) -> None:
        """Add the finding at each of the places that is still free, as ``rule`` shows."""
        for start, end in spans:
            copy = replace(one, page=self._page.number, rules=(*one.rules, rule))
            self.add(copy, start, end)

    def add(self, one: Finding, start: int, end: int) -> bool:
        """Add the finding here when the place is free but for names inside it."""
        there = {self._at[place] for place in range(start, end) if place in self._at}
        if not all(
            known.label is Label.PERSON and start <= known.start and known.end <= end
            for known in there
        ):
            return False
        for known in there:
            self.found.pop(known, None)
        copy = replace(one, start=start, end=end, text=self._page.text[start:end])
        self.found[copy] = None
        self._at.update(dict.fromkeys(range(start, end), copy))
        return True

    def free(self, start: int, end: int) -> bool:
        """Whether nothing was found at any of these places."""
        return not any(place in self._at for place in range(start, end))
