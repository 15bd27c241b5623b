"""What a voter says of a place: a name stands there, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

#: The rule name of what the model holds possible but didn't choose.
MAYBE = "model:mogelijk"


@dataclass(frozen=True, slots=True)
class Vote:
    """Someone's say that a name stands in a place: a recognizer, a cue, and how sure it is."""

    start: int
    end: int
    score: float
    rule: str
    reason: str
    role: str | None = None


def extent(group: Sequence[Vote]) -> tuple[int, int]:
    """Where the votes of one place begin and end."""
    if len(group) == 1:
        return group[0].start, group[0].end
    return min(vote.start for vote in group), max(vote.end for vote in group)
