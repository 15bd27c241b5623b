"""The form in which texts are compared: without case, accents, spaces and punctuation."""

from __future__ import annotations

import re
import unicodedata

TOKEN = re.compile(r"[^\W\d_]+|\d+")
# Letters that Unicode doesn't take apart, and letters of other scripts that look like ours.
_ALIKE = str.maketrans(
    {
        **dict(zip("łŁøØđĐıħŧ", "lloodDiht", strict=True)),
        **dict(
            zip(
                "аеорсухіјѕһԁӏвкмнтАЕОРСУХІЈЅВКМНТ",
                "aeopcyxijshdlbkmhtAEOPCYXIJSBKMHT",
                strict=True,
            )
        ),
        **dict(zip("αεικνορτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "aeikvoptuxABEZHIKMNOPTYX", strict=True)),
        **dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz", strict=True)),
        "æ": "ae",
        "Æ": "ae",
        "œ": "oe",
        "Œ": "oe",
    }
)


_UNSEEN = frozenset({"Mn", "Mc", "Me", "Cf"})  # accents; soft hyphens, joiners, directions


def plain(text: str) -> str:
    """Text without case and accents."""
    if text.isascii():
        return text.lower()
    spread = unicodedata.normalize("NFKD", text)
    shown = "".join(c for c in spread if unicodedata.category(c) not in _UNSEEN)
    return shown.translate(_ALIKE).casefold()


def tokens(text: str) -> list[str]:
    """The words and numbers of a text, folded."""
    return TOKEN.findall(plain(text))


def squash(text: str) -> str:
    """All tokens without anything between them."""
    return "".join(tokens(text))
