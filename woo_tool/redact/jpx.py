"""JPEG 2000 files inside a PDF: only what draws the picture stays (ISO/IEC 15444-1, annex I)."""

from __future__ import annotations

from collections.abc import Iterator

_KEEP = frozenset({b"jP  ", b"ftyp", b"jp2h", b"jp2c"})
_START = b"\x00\x00\x00\x0cjP  "
_CODESTREAM, _TILE, _COMMENT = b"\xff\x4f", 0xFF90, 0xFF64


def strip_jpx(raw: bytes) -> bytes:
    """A JPEG 2000 file without XMP, UUID, XML and comment parts; anything else as it was.

    Raises ValueError when its boxes don't fit together: what can't be read can't be cleaned.
    """
    if raw.startswith(_CODESTREAM):
        return _strip_codestream(raw)
    if not raw.startswith(_START):
        return raw
    return b"".join(_box(kind, body) for kind, body in _boxes(raw) if kind in _KEEP)


def _boxes(raw: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = 0
    while place < len(raw):
        size, head = int.from_bytes(raw[place : place + 4]), 8
        if size == 1:
            size, head = int.from_bytes(raw[place + 8 : place + 16]), 16
        if size == 0:
            size = len(raw) - place
        if size < head or place + size > len(raw):
            raise ValueError("a box of a JPEG 2000 file is cut off")
        yield raw[place + 4 : place + 8], raw[place + head : place + size]
        place += size


def _box(kind: bytes, body: bytes) -> bytes:
    data = _strip_codestream(body) if kind == b"jp2c" else body
    return (len(data) + 8).to_bytes(4) + kind + data


def _strip_codestream(data: bytes) -> bytes:
    """The code stream without comment segments in its main header."""
    parts, place = [data[:2]], 2
    while place + 4 <= len(data):
        marker = int.from_bytes(data[place : place + 2])
        if marker == _TILE or marker < 0xFF00:
            break
        size = int.from_bytes(data[place + 2 : place + 4]) + 2
        if marker != _COMMENT:
            parts.append(data[place : place + size])
        place += size
    return b"".join([*parts, data[place:]])
