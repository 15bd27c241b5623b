"""Fonts keep what the remaining text shows and nothing else.

A subset font says which letters a text had: a glyph that only removed text used tells of it, and
so do its width, its name, its code in an encoding and its entry in a ToUnicode map.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Collection, Iterable
from functools import partial
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

from woo_tool.redact.font_codes import Key, Used, used_codes
from woo_tool.redact.font_maps import pruned_unicode

_Prune = Callable[[Object, Collection[int]], None]
_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_COMPOSITE = (Name("/Identity-H"), Name("/Identity-V"))
# What a font program that isn't what it says raises here; fontTools has errors of its own.
_BROKEN = (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError)


def prune_fonts(pdf: pikepdf.Pdf, own: Collection[Key] = ()) -> int:
    """Takes out of all fonts what no page shows; gives the number of programs kept whole.

    ``own``: the fonts that the redactor added, which say nothing.

    A program is kept whole when it can't be read, or when not every use of it can be followed:
    the pages would come out differently.
    """
    if not any(_telling(thing, own) for thing in pdf.objects):
        return 0
    fonts = [used for key, used in used_codes(pdf).items() if key not in own]
    programs: dict[Key, list[Used]] = {}
    for used in fonts:
        file = _program(_holder(used.font))
        if file is not None:
            programs.setdefault(file.objgen, []).append(used)
        if not _stays_whole(used):
            _prune_simple(used)
    for prune, part, sharing in _shared(fonts):
        if not any(map(_stays_whole, sharing)):
            prune(part, set().union(*(used.codes for used in sharing)))
    return sum(not _prune_program(group) for group in programs.values())


def _telling(thing: Object, own: Collection[Key]) -> bool:
    """True for a font, or an encoding of one, that says which codes a text has."""
    if not isinstance(thing, Dictionary) or thing.objgen in own:
        return False
    keys = ("/Widths", "/ToUnicode", "/CharProcs", "/Differences", "/W")
    return any(key in thing for key in keys) or isinstance(thing.get("/Encoding"), Dictionary)


def _holder(font: Object) -> Object:
    """The dictionary with the descriptor: of a composite font its descendant."""
    below = font.get("/DescendantFonts")
    return below[0] if isinstance(below, Array) and len(below) else font


def _program(holder: Object) -> Stream | None:
    descriptor = holder.get("/FontDescriptor", Dictionary())
    found = [descriptor.get(key) for key in _FILES if isinstance(descriptor, Dictionary)]
    return next((file for file in found if isinstance(file, Stream)), None)


def _unknown(font: Object) -> bool:
    """True for composite fonts of which the codes don't say what they show."""
    return font.get("/Subtype") == Name.Type0 and font.get("/Encoding") not in _COMPOSITE


def _stays_whole(used: Used) -> bool:
    return used.whole or _unknown(used.font)


def _shared(fonts: Iterable[Used]) -> Iterable[tuple[_Prune, Object, list[Used]]]:
    """The parts that several fonts may have in common, each once, with how it is pruned and the
    fonts that have it: descendants with their widths, tables of glyphs, maps to characters."""
    found: dict[Key, tuple[_Prune, Object, list[Used]]] = {}
    for used in fonts:
        holder = _holder(used.font)
        unicode = partial(_prune_unicode, size=1 + (used.font.get("/Subtype") == Name.Type0))
        parts: tuple[tuple[_Prune, Object | None], ...] = (
            (_prune_holder, holder),
            (_prune_gids, holder.get("/CIDToGIDMap")),
            (unicode, used.font.get("/ToUnicode")),
        )
        for prune, part in parts:
            if not isinstance(part, Dictionary | Stream):
                continue
            # A descendant that stands in the array itself is shared with that array.
            home = part if part.is_indirect else used.font.get("/DescendantFonts", used.font)
            key = home.objgen if home.is_indirect else used.font.objgen
            found.setdefault(key, (prune, part, []))[2].append(used)
    return found.values()


def _prune_holder(holder: Object, codes: Collection[int]) -> None:
    descriptor = holder.get("/FontDescriptor")
    for key in ("/CharSet", "/CIDSet"):
        if isinstance(descriptor, Dictionary) and key in descriptor:
            del descriptor[key]
    for key, size in (("/W", 1), ("/W2", 3)):
        if key in holder:
            holder[key] = _widths_of(holder[key], codes, size)


def _prune_simple(used: Used) -> None:
    """Leaves the shown codes in what is the font's own: widths, encoding, glyph procedures."""
    font, codes = used.font, used.codes
    if font.get("/Subtype") == Name.Type0:
        return
    if isinstance(font.get("/Widths"), Array):
        first, widths = int(font.get("/FirstChar", 0)), font.Widths.as_list()
        low, high = min(codes, default=0), max(codes, default=0)
        font["/Widths"] = Array(
            [
                widths[code - first] if code in codes and 0 <= code - first < len(widths) else 0
                for code in range(low, high + 1)
            ]
        )
        font["/FirstChar"], font["/LastChar"] = low, high
    encoding = font.get("/Encoding")
    kept: dict[int, Object] = {}
    if isinstance(encoding, Dictionary) and isinstance(encoding.get("/Differences"), Array):
        kept = {code: name for code, name in _differences(encoding) if code in codes}
        own = Dictionary({key: value for key, value in encoding.items() if key != "/Differences"})
        rows: list[Any] = []
        for code, name in sorted(kept.items()):
            if code - 1 not in kept:
                rows.append(code)
            rows.append(name)
        own["/Differences"] = Array(rows)
        font["/Encoding"] = own
    if font.get("/Subtype") == Name.Type3 and isinstance(font.get("/CharProcs"), Dictionary):
        names = {str(name) for name in kept.values()}
        font["/CharProcs"] = Dictionary(
            {name: glyph for name, glyph in font.CharProcs.items() if name in names}
        )


def _differences(encoding: Object) -> Iterable[tuple[int, Object]]:
    code = 0
    for item in encoding.Differences.as_list():
        if isinstance(item, Name):
            yield code, item
            code += 1
        else:
            code = int(item)


def _widths_of(rows: Object, codes: Collection[int], size: int) -> Array:
    """The widths of a composite font for these codes only (ISO 32000-2, 9.7.4.3)."""
    known: dict[int, list[Any]] = {}
    items, place = rows.as_list(), 0
    while place + 1 < len(items):
        first, second = int(items[place]), items[place + 1]
        if isinstance(second, Array):
            values = second.as_list()
            for step in range(len(values) // size):
                known[first + step] = list(values[step * size : (step + 1) * size])
            place += 2
        else:
            for code in range(first, min(int(second), 0xFFFF) + 1):
                known[code] = list(items[place + 2 : place + 2 + size])
            place += 2 + size
    out: list[Any] = []
    for code in sorted(set(codes) & known.keys()):
        if out and code - 1 in codes and code - 1 in known:
            out[-1].extend(known[code])
        else:
            out += [code, list(known[code])]
    return Array([Array(item) if isinstance(item, list) else item for item in out])


def _prune_gids(table: Object, codes: Collection[int]) -> None:
    data = table.read_bytes()
    kept = bytearray(min(len(data), 2 * max(codes, default=0) + 2))
    for code in codes:
        kept[2 * code : 2 * code + 2] = data[2 * code : 2 * code + 2]
    table.write(bytes(kept))


def _prune_unicode(table: Object, codes: Collection[int], size: int) -> None:
    _rewrite(table, pruned_unicode(table.read_bytes(), codes, size))


def _prune_program(group: list[Used]) -> bool:
    """Prunes the program that these fonts share; False when it was kept whole."""
    from fontTools.misc import sstruct
    from fontTools.ttLib import TTLibError

    from woo_tool.redact.font_glyphs import pruned_program

    if any(used.whole or _unknown(used.font) for used in group):
        return False
    file = _program(_holder(group[0].font))
    if file is None:
        return True
    try:
        data, lengths = pruned_program(file, group)
    except (*_BROKEN, TTLibError, sstruct.Error, struct.error):
        return False
    kind = file.get("/Subtype")
    _rewrite(file, data)
    if kind is not None:
        file["/Subtype"] = kind
    for number, length in enumerate(lengths, 1):
        file[f"/Length{number}"] = length
    return True


def _rewrite(stream: Object, data: bytes) -> None:
    """The stream with these bytes and no other keys."""
    for key in list(stream.keys()):
        if key not in ("/Length", "/Filter"):
            del stream[key]
    stream.write(data)
