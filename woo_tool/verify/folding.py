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


_PARTING = bytes(code for code in range(128) if not chr(code).isalnum())
_UNSEEN = frozenset({"Mn", "Mc", "Me", "Cf"})  # accents; soft hyphens, joiners, directions


class _Folds(dict[int, str]):
    """What every character is without case and accents, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        spread = unicodedata.normalize("NFKD", chr(code))
        shown = "".join(c for c in spread if unicodedata.category(c) not in _UNSEEN)
        self[code] = shown.translate(_ALIKE).casefold()
        return self[code]


_FOLDS = _Folds()


class _Squashed(dict[int, str]):
    """What of every character is left among tokens: letters and digits without case and accents."""

    def __missing__(self, code: int) -> str:
        self[code] = "".join(tokens(chr(code)))
        return self[code]


_SQUASHED = _Squashed()


def plain(text: str) -> str:
    """Text without case and accents."""
    return text.lower() if text.isascii() else text.translate(_FOLDS)


def tokens(text: str) -> list[str]:
    """The words and numbers of a text, folded."""
    return TOKEN.findall(plain(text))


def squash(text: str) -> str:
    """All tokens without anything between them."""
    if text.isascii():  # the same, for the many texts in which no accent stands
        return text.lower().encode("ascii").translate(None, _PARTING).decode("ascii")
    return text.translate(_SQUASHED)
