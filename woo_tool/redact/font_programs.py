"""Font programs without the outlines of glyphs that nothing shows any more.

The glyphs that stay are as they were. What says what a glyph is (its name, its code, its width)
goes with it, and so does whatever a font program can say that no page needs.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Collection
from typing import Any

_TABLES = frozenset(
    {"GlyphOrder", "CFF ", "OS/2", "cmap", "cvt ", "fpgm", "gasp", "glyf", "head", "hhea", "hmtx"}
    | {"loca", "maxp", "post", "prep", "vhea", "vmtx"}
)
_SAID = ("Notice", "Copyright", "FullName", "FamilyName", "version", "PostScript", "BaseFontName")
Keep = Callable[[int, str], bool]


def prune_sfnt(data: bytes, gids_of: Callable[[Any], Collection[int]], *, by_code: bool) -> bytes:
    """A TrueType or OpenType font with only the glyphs that ``gids_of`` (given the font) names.

    Glyphs keep their numbers. ``by_code``: codes are looked up in its character map, which then
    stays for these glyphs; otherwise it goes.
    """
    from fontTools.ttLib import TTFont

    logging.getLogger("fontTools").setLevel(logging.ERROR)
    font = TTFont(io.BytesIO(data), recalcBBoxes=False, recalcTimestamp=False, lazy=False)
    order = list(font.getGlyphOrder())
    keep = {gid for gid in {0, *gids_of(font)} if 0 <= gid < len(order)}
    if "CFF " in font:
        _prune_cff(font["CFF "].cff, lambda gid, _: gid in keep, compact=False)
    else:
        keep = _with_parts(font, order, keep)
    names = [name if gid in keep else f"g.{gid}" for gid, name in enumerate(order)]
    if "glyf" in font:
        _empty(font, order, names, keep)
    _drop_tables(font, by_code=by_code)
    _clean_metrics(font, order, names, keep)
    if by_code and "cmap" in font:
        kept = {order[gid] for gid in keep}
        for sub in font["cmap"].tables:
            sub.cmap = {code: name for code, name in sub.cmap.items() if name in kept}
    font.setGlyphOrder(names)
    out = io.BytesIO()
    font.save(out, reorderTables=None)
    return out.getvalue()


def _drop_tables(font: Any, *, by_code: bool) -> None:
    for table in [*font.keys()]:
        if table not in _TABLES or (table == "cmap" and not by_code):
            del font[table]
    if "OS/2" in font:
        font["OS/2"].usFirstCharIndex, font["OS/2"].usLastCharIndex = 0, 0xFFFF
    if "post" in font:
        post = font["post"]
        if not by_code or post.formatType not in (2.0, 3.0):
            post.formatType = 3.0
        if post.formatType == 2.0:
            post.extraNames, post.mapping = [], {}


def _clean_metrics(font: Any, order: list[str], names: list[str], keep: set[int]) -> None:
    for table in ("hmtx", "vmtx"):
        if table in font:
            metrics = font[table].metrics
            font[table].metrics = {
                new: metrics.get(old, (0, 0)) if gid in keep else (0, 0)
                for gid, (old, new) in enumerate(zip(order, names, strict=True))
            }


def _with_parts(font: Any, order: list[str], keep: set[int]) -> set[int]:
    """The glyphs and those that they are put together from."""
    glyf, number = font["glyf"], {name: gid for gid, name in enumerate(order)}
    todo, found = list(keep), set[int]()
    while todo:
        gid = todo.pop()
        if gid in found or not 0 <= gid < len(order):
            continue
        found.add(gid)
        glyph = glyf[order[gid]]
        if glyph.isComposite():
            glyph.expand(glyf)
            todo += [number[part.glyphName] for part in glyph.components]
    return found


def _empty(font: Any, order: list[str], names: list[str], keep: set[int]) -> None:
    from fontTools.ttLib.tables._g_l_y_f import Glyph

    glyf = font["glyf"]
    glyf.glyphs = {
        new: glyf.glyphs[old] if gid in keep else Glyph()
        for gid, (old, new) in enumerate(zip(order, names, strict=True))
    }
    glyf.glyphOrder = names
    if hasattr(glyf, "_reverseGlyphOrder"):
        glyf._reverseGlyphOrder = {}


def prune_cff(data: bytes, keep: Keep, *, compact: bool) -> bytes:
    """A bare CFF font with only the glyphs (number, name or "cid00012") that ``keep`` wants.

    ``compact``: glyphs are found by name or CID, so that others may take the number of one that
    went; otherwise each keeps its number.
    """
    from fontTools.cffLib import CFFFontSet
    from fontTools.ttLib import TTFont

    fonts, around = CFFFontSet(), TTFont(recalcBBoxes=False)
    fonts.decompile(io.BytesIO(data), around)
    _prune_cff(fonts, keep, compact=compact)
    out = io.BytesIO()
    fonts.compile(out, around)
    return out.getvalue()


def _prune_cff(fonts: Any, keep: Keep, *, compact: bool) -> None:
    fonts.desubroutinize()  # outlines of glyphs that went may stand in subroutines
    fonts.fontNames = ["F"]
    top = fonts[0]
    for key in _SAID:
        top.rawDict.pop(key, None)
        top.__dict__.pop(key, None)
    order = list(top.charset)
    encoding = getattr(top, "Encoding", None)  # read while it fits the glyphs
    kept = [gid for gid, name in enumerate(order) if gid == 0 or keep(gid, name)]
    kept = sorted({*kept, *_accents(top, order, kept)})
    if compact:
        _compact(top, order, kept)
    else:
        _blank(top, order, set(kept))
    names = set(top.charset)
    if isinstance(encoding, list):
        top.Encoding = [name if name in names else ".notdef" for name in encoding]
    for private in _privates(top):
        if hasattr(private, "Subrs"):
            del private.Subrs
        private.rawDict.pop("Subrs", None)
    fonts.GlobalSubrs.items = []


def _privates(top: Any) -> list[Any]:
    if hasattr(top, "FDArray"):
        return [item.Private for item in top.FDArray if hasattr(item, "Private")]
    return [top.Private]


def _compact(top: Any, order: list[str], kept: list[int]) -> None:
    glyphs = top.CharStrings
    if glyphs.charStringsAreIndexed:
        index = glyphs.charStringsIndex
        index.items = [index.items[glyphs.charStrings[order[gid]]] for gid in kept]
        glyphs.charStrings = {order[gid]: place for place, gid in enumerate(kept)}
    else:
        glyphs.charStrings = {order[gid]: glyphs.charStrings[order[gid]] for gid in kept}
    if hasattr(top, "FDSelect"):
        top.FDSelect.format = None
        top.FDSelect.gidArray = [top.FDSelect.gidArray[gid] for gid in kept]
    top.charset = [order[gid] for gid in kept]
    top.numGlyphs = len(kept)


def _blank(top: Any, order: list[str], kept: set[int]) -> None:
    glyphs = top.CharStrings
    named = [
        name if gid in kept or hasattr(top, "ROS") else f"g.{gid}" for gid, name in enumerate(order)
    ]
    for gid, name in enumerate(order):
        if gid not in kept:
            string, _ = glyphs.getItemAndSelector(name)
            string.program, string.bytecode = ["endchar"], None
    strings = glyphs.charStrings
    glyphs.charStrings = {new: strings[old] for old, new in zip(order, named, strict=True)}
    top.charset = named


def _accents(top: Any, order: list[str], kept: list[int]) -> set[int]:
    """The glyphs that accented ones are put together from (Technical Note 5177, appendix C)."""
    from fontTools.encodings.StandardEncoding import StandardEncoding

    found = set[int]()
    for gid in kept:
        program = top.CharStrings[order[gid]].program or []
        if len(program) >= 5 and program[-1] == "endchar":
            for code in program[-3:-1]:
                if isinstance(code, int) and 0 <= code < 256 and StandardEncoding[code] in order:
                    found.add(order.index(StandardEncoding[code]))
    return found
