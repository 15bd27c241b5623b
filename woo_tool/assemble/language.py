"""Correct Dutch for generated sentences: numerals, agreement, lists, citations of grounds."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from woo_tool.deadlines import dutch_date
from woo_tool.grounds import ground

_NUMERALS = (
    *("nul", "één", "twee", "drie", "vier", "vijf", "zes"),
    *("zeven", "acht", "negen", "tien", "elf", "twaalf"),
)
_MANY_DOCUMENTS = 12
_LETTERED = re.compile(r"(.* onder )([a-i])(, van de W[a-z]+)")


def number(count: int) -> str:
    """A count as running text writes it: één to twaalf in words, then in figures (1.234)."""
    return _NUMERALS[count] if 0 <= count <= 12 else f"{count:,}".replace(",", ".")


def count(amount: int, one: str, many: str) -> str:
    """A count with its noun: "één document", "drie documenten", "geen documenten"."""
    if amount == 0:
        return f"geen {many}"
    return f"{number(amount)} {one if amount == 1 else many}"


def listed(words: Sequence[str]) -> str:
    """Words in a row: "a, b en c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} en {words[-1]}"


def documents(numbers: Sequence[str]) -> str:
    """Documents by number: "document 0001", "de documenten 0001, 0002 en 0003a"."""
    if len(numbers) == 1:
        return f"document {numbers[0]}"
    if len(numbers) > _MANY_DOCUMENTS:
        shown = ", ".join(numbers[:_MANY_DOCUMENTS])
        rest = count(len(numbers) - _MANY_DOCUMENTS, "ander document", "andere documenten")
        return f"de documenten {shown} en {rest}"
    return f"de documenten {listed(numbers)}"


def cited(codes: Sequence[str]) -> str:
    """The articles of these grounds as a sentence cites them, letters of one paragraph together.

    "artikel 10, tweede lid, aanhef en onder e en g, van de Wob"
    """
    groups: dict[tuple[str, str], list[str]] = {}
    for code in codes:
        citation = ground(code).citation
        match = _LETTERED.fullmatch(citation)
        key = (match[1], match[3]) if match else (citation, "")
        groups.setdefault(key, []).append(match[2] if match else "")
    return listed([head + listed(letters) + tail for (head, tail), letters in groups.items()])


def sentence(text: str) -> str:
    """The text with a capital at the start; an accented numeral loses its accent there: "Eén"."""
    if text.startswith("één"):
        return "Eén" + text[3:]
    return text[:1].upper() + text[1:]


def period(first: dt.date, last: dt.date) -> str:
    """A period: "1 januari 2015 tot en met 4 mei 2016"."""
    return f"{dutch_date(first)} tot en met {dutch_date(last)}"
