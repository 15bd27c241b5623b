"""ToUnicode maps with only the codes that are shown (ISO 32000-2, 9.10.3)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

_SECTION = re.compile(rb"begin(bfchar|bfrange)\s(.*?)end\1", re.DOTALL)
_TOKEN = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")
_SPACE = re.compile(rb"begincodespacerange\s(.*?)endcodespacerange", re.DOTALL)
_COMMENT = re.compile(rb"%[^\r\n]*")
_MOST = 100  # entries in one section (Adobe Technical Note 5014)


def pruned_unicode(data: bytes, codes: Collection[int], size: int) -> bytes:
    """A new map with the entries of these codes, each of ``size`` bytes."""
    plain = _COMMENT.sub(b"", data)
    known = {code: text for code, text in _entries(plain) if code in codes}
    spaces = [hit[1].strip() for hit in _SPACE.finditer(plain)]
    ranges = [item for space in spaces for item in re.findall(rb"<[0-9A-Fa-f]+>", space)]
    if not ranges:
        ranges = [b"<" + b"00" * size + b">", b"<" + b"FF" * size + b">"]
    pairs = [b" ".join(pair) for pair in zip(ranges[::2], ranges[1::2], strict=False)]
    lines = [
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        b"/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        b"%d begincodespacerange" % len(pairs),
        *pairs,
        b"endcodespacerange",
    ]
    rows = [b"<%0*X> <%s>" % (2 * size, code, text) for code, text in sorted(known.items())]
    for start in range(0, len(rows), _MOST):
        part = rows[start : start + _MOST]
        lines += [b"%d beginbfchar" % len(part), *part, b"endbfchar"]
    lines += [b"endcmap CMapName currentdict /CMap defineresource pop end end"]
    return b"\n".join(lines)


def _entries(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Every code with the hexadecimal text that it stands for."""
    for section in _SECTION.finditer(data):
        tokens = [
            b"".join(hit[1].split()) if hit[1] is not None else hit[0]
            for hit in _TOKEN.finditer(section[2])
        ]
        yield from _chars(tokens) if section[1] == b"bfchar" else _ranges(tokens)


def _chars(tokens: list[bytes]) -> Iterator[tuple[int, bytes]]:
    for code, text in zip(tokens[::2], tokens[1::2], strict=False):
        yield int(code, 16), text


def _ranges(tokens: list[bytes]) -> Iterator[tuple[int, bytes]]:
    place = 0
    while place + 2 < len(tokens):
        first, last = int(tokens[place], 16), min(int(tokens[place + 1], 16), 0xFFFF)
        text = tokens[place + 2]
        if text == b"[":
            end = tokens.index(b"]", place)
            yield from zip(range(first, last + 1), tokens[place + 3 : end], strict=False)
            place = end + 1
            continue
        for step in range(last - first + 1):
            width = len(text)
            value = int(text, 16) + step if text else 0
            yield first + step, b"%0*X" % (width, value)
        place += 3
