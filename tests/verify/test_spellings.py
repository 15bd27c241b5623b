"""A removed name is known again in whatever spelling it hides."""

from __future__ import annotations

import base64
import unicodedata
from collections.abc import Callable

import pytest

from woo_tool.verify.report import FULL_NAME, IDENTIFIER, Term
from woo_tool.verify.terms import Search

NAME = "Joost Ephraïm Wilstra"
SEARCH = Search(
    [Term(NAME, FULL_NAME), Term("j.wilstra", IDENTIFIER), Term("123456782", IDENTIFIER)]
)
_CYRILLIC = str.maketrans("aeopxcJES", "аеорхсЈЕЅ")
_SMALL = str.maketrans("joestphraimwl", "ᴊᴏᴇꜱᴛᴘʜʀᴀɪᴍᴡʟ")

SPELLINGS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "capitals": str.upper,
    "without accents": lambda text: text.replace("ï", "i"),
    "accents apart": lambda text: unicodedata.normalize("NFD", text),
    "letter-spaced": " ".join,
    "full stops": ".".join,
    "glued": lambda text: text.replace(" ", ""),
    "over lines": lambda text: text.replace(" ", "\n"),
    "soft hyphens": "\u00ad".join,
    "zero-width spaces": "\u200b".join,
    "joiners": "\u2060".join,
    "full width": lambda text: "".join(
        chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text
    ),
    "bold letters of mathematics": lambda text: "".join(
        chr(0x1D41A + ord(c) - 97) if "a" <= c <= "z" else c for c in text
    ),
    "cyrillic look-alikes": lambda text: text.translate(_CYRILLIC),
    "small capitals": lambda text: text.lower().translate(_SMALL),
    "dotless": lambda text: text.replace("i", "ı"),
    "stroke": lambda text: text.replace("l", "ł").replace("o", "ø"),
    "right to left": lambda text: "\u202e" + text[::-1],
    "web address": lambda text: "".join(f"%{byte:02X}" for byte in text.encode()),
    "markup": lambda text: "".join(f"&#{ord(c)};" for c in text),
    "cut by tags": lambda text: text[:4] + "<b>" + text[4:] + "</b>",
    "marked data": lambda text: text[:4] + "<![CDATA[" + text[4:] + "]]>",
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
    "hexadecimal": lambda text: text.encode().hex(),
}


@pytest.mark.parametrize("name", SPELLINGS)
def test_spelling(name: str) -> None:
    assert SEARCH.leaks_wrapped(f"Stuk: {SPELLINGS[name](NAME)} (concept)")
    assert not SEARCH.leaks_wrapped(f"Stuk: {SPELLINGS[name]('Joost Ephraïm Walstra')} (concept)")


@pytest.mark.parametrize("code", ["latin-1", "utf-8", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [NAME, "j.wilstra", "123456782"])
def test_text_among_other_bytes(code: str, text: str) -> None:
    noise = bytes((byte * 151 + 7) % 256 for byte in range(999)) + b"\xff\xee"
    assert SEARCH.leaks_literally(noise + b"\0\0" + text.encode(code) + b"\0\0" + noise)
    assert not SEARCH.leaks_literally(noise * 9)


@pytest.mark.parametrize("lead", [b"", b"\0", b"\xff", b"\0\0", b"\xe9\xe8\xe7", b"(", b"ab\0"])
@pytest.mark.parametrize("code", ["latin-1", "utf-8", "utf-16-le", "utf-16-be"])
def test_text_right_behind_other_bytes(code: str, lead: bytes) -> None:
    told = lead + f" {NAME} ".encode(code)
    assert SEARCH.leaks_literally(told)
    assert SEARCH.leaks_in_part(told)
    assert SEARCH.leaks_in_part(told)  # what is remembered of it says the same
    assert not Search([Term("Joost Walstra", FULL_NAME)]).leaks_in_part(told)
