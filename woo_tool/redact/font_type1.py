"""Type 1 font programs without the glyphs that nothing shows any more (Adobe Type 1 Font Format).

The program is text with an encrypted part in which each glyph is a string of bytes with a name. It
is changed in place: everything else stays as it was.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Collection, Iterator

_EEXEC, _CHARSTRING = 55665, 4330
_ITEM = re.compile(rb"/([^\s/{}\[\]()<>%]+)\s+(\d+)\s+(RD|-\|)\s")
_SUBR = re.compile(rb"dup\s+(\d+)\s+(\d+)\s+(RD|-\|)\s")
_COUNT = re.compile(rb"(/CharStrings\s+)(\d+)(\s+dict)")
_LENIV = re.compile(rb"/lenIV\s+(\d+)")
_ENDING = re.compile(rb"\s*(?:ND|\|-|noaccess\s+def)\s*")
_SAID = re.compile(
    rb"/(?:version|Notice|Copyright|FullName|FamilyName)\s*\((?:[^()\\]|\\.)*\)"
    rb"\s*(?:readonly)?\s*def"
)
_CLEAR = b"0" * 512 + b"\ncleartomark\n"
_ENCODED = re.compile(rb"dup\s+\d+\s*/([^\s/]+)\s+put")
_COMMENT = re.compile(rb"^%(?!!).*$", re.MULTILINE)
_FIXED_SUBRS = 4  # flex and hint replacement (section 8.3)
_CALLSUBR, _ESCAPE, _SEAC = 10, 12, 6


def prune_type1(
    data: bytes, length1: int, length2: int, keep: Callable[[str], bool]
) -> tuple[bytes, int, int]:
    """The program with only the glyphs whose names ``keep`` wants, and its first two lengths.

    Raises ValueError when the encrypted part can't be read.
    """
    head, body = data[:length1], data[length1 : length1 + length2]
    if re.fullmatch(rb"[0-9A-Fa-f\s]+", body[:64]):
        body = bytes.fromhex(body.decode("ascii").translate({ord(c): None for c in " \t\r\n"}))
    plain = _decrypt(body, _EEXEC)[4:]
    start = plain.find(b"/CharStrings")
    if start < 0:
        raise ValueError("a Type 1 font without glyphs")
    skip = int(hit[1]) if (hit := _LENIV.search(plain)) else 4
    glyphs = {item[0].decode("latin-1"): item for item in _items(plain, start, _ITEM)}
    kept = {name for name in glyphs if name == ".notdef" or keep(name)}
    kept |= _accents(plain, glyphs, kept, skip)
    calls = _calls(plain, [glyphs[name] for name in kept], skip)
    out, place = [], 0
    for number, first, last, body_at in _items(plain, 0, _SUBR):
        if body_at < start and int(number) >= _FIXED_SUBRS and int(number) not in calls:
            empty = _encrypt(b"\0" * skip + b"\x0b", _CHARSTRING)
            words = plain[first:body_at].split()
            out += [plain[place:first], b"dup %s %d %s " % (number, len(empty), words[3]), empty]
            place = last
    for name, (_, first, last, _) in glyphs.items():
        if name not in kept:
            out.append(plain[place:first])
            ending = _ENDING.match(plain, last)
            if ending is None:
                raise ValueError("a glyph of a Type 1 font has no end")
            place = ending.end()
    whole = b"".join([*out, plain[place:]])
    whole = _COUNT.sub(lambda hit: hit[1] + b"%d" % len(kept) + hit[3], whole, count=1)
    names = {name.encode("latin-1") for name in kept}
    head = _SAID.sub(b"", _COMMENT.sub(b"", head))
    head = _ENCODED.sub(lambda hit: hit[0] if hit[1] in names else b"", head)
    crypt = _encrypt(b"\0\0\0\0" + whole, _EEXEC)
    tail = data[length1 + length2 :]
    zeros = tail if re.fullmatch(rb"[0\s]*(?:cleartomark)?\s*", tail) else _CLEAR
    return head + crypt + zeros, len(head), len(crypt)


def _items(
    plain: bytes, start: int, pattern: re.Pattern[bytes]
) -> Iterator[tuple[bytes, int, int, int]]:
    """Name or number, begin, end, and where the encrypted bytes begin, of each item."""
    place = start
    while (hit := pattern.search(plain, place)) is not None:
        last = hit.end() + int(hit[2])
        yield hit[1], hit.start(), last, hit.end()
        place = last


def _codes(plain: bytes, item: tuple[bytes, int, int, int], skip: int) -> list[int | str]:
    """The numbers and operators of one charstring (section 6)."""
    data = _decrypt(plain[item[3] : item[2]], _CHARSTRING)[skip:]
    found: list[int | str] = []
    place = 0
    while place < len(data):
        byte = data[place]
        place += 1
        if byte >= 251 and byte < 255:
            found.append(-(byte - 251) * 256 - data[place] - 108)
            place += 1
        elif byte >= 247 and byte < 251:
            found.append((byte - 247) * 256 + data[place] + 108)
            place += 1
        elif byte == 255:
            found.append(int.from_bytes(data[place : place + 4], signed=True))
            place += 4
        elif byte >= 32:
            found.append(byte - 139)
        elif byte == _ESCAPE:
            found.append(f"12 {data[place]}")
            place += 1
        else:
            found.append(str(byte))
    return found


def _calls(plain: bytes, items: Collection[tuple[bytes, int, int, int]], skip: int) -> set[int]:
    """The subroutines that these glyphs use, and those use in turn."""
    subrs = {int(item[0]): item for item in _items(plain[: plain.find(b"/CharStrings")], 0, _SUBR)}
    found, todo = set[int](), list(items)
    while todo:
        codes = _codes(plain, todo.pop(), skip)
        called = {
            number
            for number, code in itertools.pairwise(codes)
            if isinstance(number, int) and code == str(_CALLSUBR)
        }
        # Hint replacement names its subroutine before a call of othersubr 3 (section 8.1).
        called |= {
            number
            for number, one, three in zip(codes, codes[1:], codes[2:], strict=False)
            if isinstance(number, int) and (one, three) == (1, 3)
        }
        for number in (called & subrs.keys()) - found:
            found.add(number)
            todo.append(subrs[number])
    return found


def _accents(
    plain: bytes,
    glyphs: dict[str, tuple[bytes, int, int, int]],
    kept: set[str],
    skip: int,
) -> set[str]:
    """The glyphs that accented ones are put together from (seac, section 6.4)."""
    from fontTools.encodings.StandardEncoding import StandardEncoding

    found = set[str]()
    for name in kept:
        codes = _codes(plain, glyphs[name], skip)
        for place, code in enumerate(codes):
            if code == f"12 {_SEAC}":
                parts = [c for c in codes[max(place - 2, 0) : place] if isinstance(c, int)]
                found |= {StandardEncoding[part] for part in parts if 0 <= part < 256}
    return found & glyphs.keys()


def _decrypt(data: bytes, key: int) -> bytes:
    out = bytearray()
    for byte in data:
        out.append(byte ^ key >> 8)
        key = (byte + key) * 52845 + 22719 & 0xFFFF
    return bytes(out)


def _encrypt(data: bytes, key: int) -> bytes:
    out = bytearray()
    for byte in data:
        coded = byte ^ key >> 8
        out.append(coded)
        key = (coded + key) * 52845 + 22719 & 0xFFFF
    return bytes(out)
