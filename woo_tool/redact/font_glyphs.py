"""Which glyphs of a font program the codes of a PDF font show.

Readers differ in how they find the glyph of a code; every way that one may take counts, so that no
glyph goes that some reader needs.
"""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Iterator
from functools import cache
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Stream

from woo_tool.redact.font_codes import Used
from woo_tool.redact.font_programs import prune_cff, prune_sfnt
from woo_tool.redact.font_type1 import prune_type1

_SYMBOL = (0x0000, 0xF000, 0xF100, 0xF200)  # where symbolic fonts keep their codes (9.6.5.4)


def pruned_program(file: Stream, group: Collection[Used]) -> tuple[bytes, tuple[int, ...]]:
    """The program with only the glyphs that these fonts show, and its Length1 and further.

    Raises ValueError and the like when it can't be read.
    """
    data = file.read_bytes()
    composite = [used.font.get("/Subtype") == Name.Type0 for used in group]
    if data[:4] in (b"\0\1\0\0", b"true", b"OTTO", b"ttcf"):
        out = prune_sfnt(data, lambda font: _gids(font, group), by_code=not all(composite))
        return out, (len(out),) if data[:4] != b"OTTO" else ()
    if data[:2] in (b"%!", b"\x80\x01"):
        if data[:1] == b"\x80":
            raise ValueError("a Type 1 font in segments")
        names = {name for used in group for name in _names(used)}
        codes = {code for used in group for code in used.codes}
        built_in = _built_in(data, codes)
        out, one, two = prune_type1(
            data, int(file.Length1), int(file.Length2), lambda name: name in names | built_in
        )
        return out, (one, two, len(out) - one - two)
    return _bare_cff(data, group, composite), ()


def _bare_cff(data: bytes, group: Collection[Used], composite: list[bool]) -> bytes:
    from fontTools.cffLib import CFFFontSet
    from fontTools.ttLib import TTFont

    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(data), TTFont(recalcBBoxes=False))
    top = fonts[0]
    codes = {code for used in group for code in used.codes}
    if hasattr(top, "ROS"):
        if not all(composite):
            raise ValueError("a CID-keyed font in a simple font")
        wanted = {f"cid{code:05d}" for code in codes}
        return prune_cff(data, lambda _, name: name in wanted, compact=True)
    if all(composite):
        return prune_cff(data, lambda gid, _: gid in codes, compact=False)
    names = {name for used in group for name in _names(used)}
    encoding = top.Encoding if isinstance(top.Encoding, list) else _standard()
    names |= {encoding[code] for code in codes if code < 256}
    return prune_cff(data, lambda _, name: name in names, compact=True)


def _gids(font: Any, group: Collection[Used]) -> set[int]:
    """Every glyph of a TrueType font that a reader could take for one of the codes."""
    found = set[int]()
    for used in group:
        if used.font.get("/Subtype") == Name.Type0:
            found |= _cid_gids(used.font.DescendantFonts[0], used.codes)
        else:
            found |= _simple_gids(font, used)
    return found


def _cid_gids(holder: Object, codes: Collection[int]) -> set[int]:
    table = holder.get("/CIDToGIDMap")
    if not isinstance(table, Stream):
        return set(codes)
    data = table.read_bytes()
    return {int.from_bytes(data[2 * code : 2 * code + 2]) for code in codes}


def _simple_gids(font: Any, used: Used) -> set[int]:
    from fontTools.agl import toUnicode

    order = font.getGlyphOrder()
    number = {name: gid for gid, name in enumerate(order)}
    names = set(_names(used))
    values = {base + code for base in _SYMBOL for code in used.codes}
    values |= {ord(text) for name in names if len(text := toUnicode(name)) == 1}
    values |= {code for name in names for code in _mac_codes().get(name, ())}
    found = {number[name] for name in names if name in number}
    for table in font["cmap"].tables if "cmap" in font else []:
        found |= {number[name] for code, name in table.cmap.items() if code in values}
    if "cmap" not in font or not font["cmap"].tables:
        found |= {code for code in used.codes if code < len(order)}
    return found


def _names(used: Used) -> Iterator[str]:
    """Every name that a glyph of these codes may have: by Differences and the base encodings."""
    encoding = used.font.get("/Encoding")
    if isinstance(encoding, Dictionary) and isinstance(encoding.get("/Differences"), Array):
        code = 0
        for item in encoding.Differences.as_list():
            if isinstance(item, Name):
                if code in used.codes:
                    yield str(item)[1:]
                code += 1
            else:
                code = int(item)
    for table in _bases():
        yield from (table[code] for code in used.codes if code < 256)


@cache
def _standard() -> list[str]:
    from fontTools.encodings.StandardEncoding import StandardEncoding

    return list(StandardEncoding)


@cache
def _bases() -> tuple[list[str], ...]:
    """StandardEncoding, MacRomanEncoding and WinAnsiEncoding (ISO 32000-2, annex D)."""
    from fontTools.agl import UV2AGL
    from fontTools.encodings.MacRoman import MacRoman

    windows = []
    for code in range(256):
        text = bytes([code]).decode("cp1252", "replace")
        windows.append(UV2AGL.get(ord(text), "bullet") if code > 31 else ".notdef")
    windows[0xA0], windows[0xAD] = "space", "hyphen"
    return _standard(), list(MacRoman), windows


@cache
def _mac_codes() -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for code, name in enumerate(_bases()[1]):
        found[name] = (*found.get(name, ()), code)
    return found


def _built_in(data: bytes, codes: Collection[int]) -> set[str]:
    """The names in the font's own encoding."""
    head = data[: data.find(b"eexec")]
    pairs = re.findall(rb"dup\s+(\d+)\s*/([^\s/]+)\s+put", head)
    return {name.decode("latin-1") for code, name in pairs if int(code) in codes}
