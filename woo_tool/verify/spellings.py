"""How a text may be spelled in a file: as strings of a PDF, among bytes, encoded for the web."""

from __future__ import annotations

import binascii
import html
import re
from collections.abc import Iterator
from urllib.parse import unquote

_STRING = re.compile(rb"\((?:[^()\\]|\\.)*\)", re.DOTALL)
_HEX_STRING = re.compile(rb"<([0-9A-Fa-f\s]{4,})>")
_ARRAY = re.compile(rb"\[((?:[^\[\]()]|\((?:[^()\\]|\\.)*\))*)\]\s*TJ", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.|\n)", re.DOTALL)
_NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b""}


def views(data: bytes) -> Iterator[str]:
    """The bytes as text in the spellings of a PDF: plain, UTF-8, UTF-16, strings, hexadecimal."""
    yield data.decode("latin-1")
    if not data.isascii():
        yield data.decode("utf-8", "ignore")
    if b"\0" in data:
        for shift in (0, 1):
            yield data[shift:].decode("utf-16-be", "ignore")
            yield data[shift:].decode("utf-16-le", "ignore")
    if b"(" in data:
        strings = [_unescape(item) for item in _STRING.findall(data)]
        yield b" ".join(strings).decode("latin-1")
        yield b"".join(strings).decode("latin-1")
        arrays = [b"".join(map(_unescape, _STRING.findall(row))) for row in _ARRAY.findall(data)]
        yield b" ".join(arrays).decode("latin-1")
        wide = [item for item in strings if b"\0" in item or item[:2] == b"\xfe\xff"]
        yield " ".join(item.decode("utf-16-be", "ignore") for item in wide)
    if b"<" in data:
        runs = [bytes.fromhex(_even(item)) for item in _HEX_STRING.findall(data)]
        yield b" ".join(runs).decode("latin-1")
        yield b"".join(runs).decode("latin-1")
        yield " ".join(item.decode("utf-16-be", "ignore") for item in runs)


def _even(digits: bytes) -> str:
    plain = b"".join(digits.split()).decode()
    return plain + "0" * (len(plain) % 2)


def _unescape(string: bytes) -> bytes:
    def one(hit: re.Match[bytes]) -> bytes:
        code = hit[1]
        if code[:1].isdigit():
            return bytes([int(code, 8) & 255]) if code.isdigit() and max(code) < 56 else code
        return _NAMED.get(code, code)

    return _ESCAPE.sub(one, string[1:-1])


_WEB = re.compile(r"%[0-9A-Fa-f]{2}")
_MARKUP = re.compile(r"<!\[CDATA\[|\]\]>|<[^<>]*>")
_BASE64 = re.compile(r"[A-Za-z0-9+/]{8,}={0,2}")
_DIGITS = re.compile(r"[0-9A-Fa-f]{12,}")
_TURNED = "\u202e"  # what follows is shown from right to left


def unwrapped(text: str) -> Iterator[str]:
    """What a text is an encoding of: of a web address, XML, base64 or hexadecimal; or reversed."""
    if _WEB.search(text):
        yield unquote(text, errors="ignore")
    if "&" in text or "<" in text:
        plain = html.unescape(text)
        yield plain
        yield _MARKUP.sub("", plain)
    if _TURNED in text:
        yield text[::-1]
    packed = [_unpacked(item) for item in _BASE64.findall(text)]
    packed += [bytes.fromhex(item) for item in _DIGITS.findall(text) if len(item) % 2 == 0]
    if packed:
        yield b"\n".join(packed).decode("utf-8", "ignore")
        yield b"\n".join(packed).decode("utf-16-be", "ignore")


def _unpacked(item: str) -> bytes:
    body = item.rstrip("=")
    try:
        return binascii.a2b_base64(body + "=" * (-len(body) % 4))
    except binascii.Error:
        return b""


# None of these signs can be two things: without giving back it finds the same, and faster.
_TEXT = re.compile(
    rb"[\x80-\xff]{0,2}+"
    rb"(?:[0-9A-Za-z][\x80-\xff]{0,2}+[\x09\x0a\x0d\x20-\x2f\x3a-\x40_]{0,3}+){6,}+"
)
# The first zero is written out, so that only places with a zero are looked at.
_WIDE = re.compile(rb"\x00[\x09-\xff](?:\x00[\x09-\xff]){5,}")
_WIDE_LITTLE = re.compile(rb"\x00(?:[\x09-\xff]\x00){5,}")


def runs(data: bytes) -> Iterator[str]:
    """The texts that stand among other bytes, in 8 bits or in UTF-16."""
    for item in _TEXT.findall(data):
        yield item.decode("latin-1")
        if not item.isascii():
            yield item.decode("utf-8", "ignore")
    for item in _WIDE.findall(data):
        yield item.decode("utf-16-be", "ignore")
    for hit in _WIDE_LITTLE.finditer(data):  # from the letter that the first zero belongs to
        yield data[hit.start() - 1 if hit.start() else 1 : hit.end()].decode("utf-16-le", "ignore")
