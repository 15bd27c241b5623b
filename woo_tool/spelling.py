"""How far the letters of one word are from those of another."""

from __future__ import annotations


def distance(one: str, other: str) -> int:
    """Letters to change, add or leave out to make one word the other (Levenshtein, 1966)."""
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        before, row[0] = row[0], at
        for place, own in enumerate(other, 1):
            change = before + (letter != own)
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, change)
    return row[-1]
