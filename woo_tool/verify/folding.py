"""The form in which texts are compared: without case, accents, spaces and punctuation."""

from __future__ import annotations

import re
import unicodedata

TOKEN = re.compile(r"[^\W\d_]+|\d+")


def plain(text: str) -> str:
    """Text without case and accents."""
    if text.isascii():
        return text.lower()
    spread = unicodedata.normalize("NFKD", text)
    return "".join(c for c in spread if not unicodedata.combining(c) and c != "\u00ad").casefold()


def tokens(text: str) -> list[str]:
    """The words and numbers of a text, folded."""
    return TOKEN.findall(plain(text))


def squash(text: str) -> str:
    """All tokens without anything between them."""
    return "".join(tokens(text))
