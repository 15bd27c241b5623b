"""PDFs with an embedded font of each kind, written by hand around font programs of fontTools."""

from __future__ import annotations

import io
import string
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.misc.psCharStrings import T2CharString
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from tests.redact.hostile_pdfs import HEIGHT, WIDTH, Cast, Raw
from woo_tool.resources import data_path

SIZE = 11
LETTERS = string.ascii_letters + string.digits + " .,:-@()"
Builder = Callable[[str, str], bytes]
FONTS: dict[str, Builder] = {}


def letters_of(*texts: str) -> str:
    return "".join(sorted({char for text in texts for char in text}))


def truetype(letters: str) -> TTFont:
    """A subset of the label font with these letters, and their numbers."""
    font = TTFont(str(data_path("rules", "fonts", "LiberationSans-Bold.ttf")))
    options = Options()
    options.set(glyph_names=True, legacy_cmap=True, notdef_outline=True, name_IDs=["*"])
    subsetter = Subsetter(options)
    subsetter.populate(text=letters)
    subsetter.subset(font)
    return font


def saved(font: Any) -> bytes:
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def compact(letters: str) -> TTFont:
    """The same letters as a font with CFF outlines."""
    source = truetype(letters)
    glyphs, order, cmap = source.getGlyphSet(), source.getGlyphOrder(), source.getBestCmap()
    strings: dict[str, T2CharString] = {}
    for name in order:
        pen = T2CharStringPen(glyphs[name].width, glyphs)
        glyphs[name].draw(pen)
        strings[name] = pen.getCharString()
    made = FontBuilder(source["head"].unitsPerEm, isTTF=False)
    made.setupGlyphOrder(order)
    made.setupCharacterMap(cmap)
    made.setupCFF("Proef", {"FullName": "Proef"}, strings, {})
    made.setupHorizontalMetrics({name: source["hmtx"][name] for name in order})
    made.setupHorizontalHeader(ascent=1800, descent=-400)
    made.setupOS2()
    made.setupPost()
    return made.font


def font_case(build: Builder) -> Builder:
    FONTS[build.__name__] = build
    return build


def document(raw: Raw, font: int, lines: list[str], *, wide: Callable[[str], str] | None) -> bytes:
    shown = "".join(
        f"BT /F1 {SIZE} Tf 1 0 0 1 40 {240 - 20 * n} Tm "
        + (f"<{wide(line)}>" if wide else f"({line})")
        + " Tj ET\n"
        for n, line in enumerate(lines)
    )
    content = raw.stream("", shown.encode("latin-1"))
    page = len(raw.objects) + 1
    raw.add(
        f"<< /Type /Page /Parent {page + 1} 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] "
        f"/Contents {content} 0 R /Resources << /Font << /F1 {font} 0 R >> >> >>"
    )
    raw.add(f"<< /Type /Pages /Kids [{page} 0 R] /Count 1 >>")
    return raw.close(raw.add(f"<< /Type /Catalog /Pages {page + 1} 0 R >>"))


def descriptor(raw: Raw, key: str, file: int, extra: str = "") -> int:
    return raw.add(
        "<< /Type /FontDescriptor /FontName /ABCDEF+Proef /Flags 32 /FontBBox [-500 -400 2000 1200]"
        " /ItalicAngle 0 /Ascent 900 /Descent -300 /CapHeight 700 /StemV 80 "
        f"{key} {file} 0 R {extra} >>"
    )


def lines_of(gone: str, stays: str) -> list[str]:
    return ["een regel tekst", f"met {gone} samen", f"en {stays} ook"]


def simple_widths(font: TTFont, letters: str) -> str:
    cmap, scale = font.getBestCmap(), 1000 / font["head"].unitsPerEm
    row = [
        f"{font['hmtx'][cmap[code]][0] * scale:.1f}" if chr(code) in letters else "0"
        for code in range(32, 127)
    ]
    return f"/FirstChar 32 /LastChar 126 /Widths [{' '.join(row)}]"


@font_case
def truetype_simple(gone: str, stays: str) -> bytes:
    raw, lines = Raw(), lines_of(gone, stays)
    letters = letters_of(*lines)
    font = truetype(letters)
    data = saved(font)
    file = raw.stream(f"/Length1 {len(data)}", data)
    font_object = raw.add(
        f"<< /Type /Font /Subtype /TrueType /BaseFont /ABCDEF+Proef {simple_widths(font, letters)} "
        f"/Encoding /WinAnsiEncoding /FontDescriptor {descriptor(raw, '/FontFile2', file)} 0 R >>"
    )
    return document(raw, font_object, lines, wide=None)


def _unicode_map(number: dict[str, int]) -> bytes:
    pairs = "".join(f"<{gid:04X}> <{ord(char):04X}>\n" for char, gid in sorted(number.items()))
    return (
        f"begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange {len(number)} "
        f"beginbfchar\n{pairs}endbfchar endcmap"
    ).encode()


def _descendant(
    raw: Raw,
    font: TTFont,
    number: dict[str, int],
    kind: str,
    key: str,
    file: int,
    table: str = "/Identity",
) -> int:
    order, scale = font.getGlyphOrder(), 1000 / font["head"].unitsPerEm
    widths = " ".join(
        f"{gid} [{font['hmtx'][order[gid]][0] * scale:.1f}]" for gid in sorted(number.values())
    )
    return raw.add(
        f"<< /Type /Font /Subtype /{kind} /BaseFont /ABCDEF+Proef "
        "/CIDSystemInfo << /Registry (Adobe) "
        f"/Ordering (Identity) /Supplement 0 >> /DW 0 /W [{widths}] /CIDToGIDMap {table} "
        f"/FontDescriptor {descriptor(raw, key, file)} 0 R >>"
    )


def _composite(raw: Raw, font: TTFont, lines: list[str], kind: str, key: str, file: int) -> bytes:
    cmap, order = font.getBestCmap(), font.getGlyphOrder()
    number = {char: order.index(cmap[ord(char)]) for char in letters_of(*lines)}
    unicode = raw.stream("", _unicode_map(number))
    below = _descendant(raw, font, number, kind, key, file)
    top = raw.add(
        "<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Proef /Encoding /Identity-H "
        f"/DescendantFonts [{below} 0 R] /ToUnicode {unicode} 0 R >>"
    )
    return document(
        raw, top, lines, wide=lambda text: "".join(f"{number[char]:04X}" for char in text)
    )


@font_case
def truetype_composite(gone: str, stays: str) -> bytes:
    raw, lines = Raw(), lines_of(gone, stays)
    font = truetype(letters_of(*lines))
    data = saved(font)
    file = raw.stream(f"/Length1 {len(data)}", data)
    return _composite(raw, font, lines, "CIDFontType2", "/FontFile2", file)


def shared_descendant(gone: str, stays: str) -> bytes:
    """Two fonts with one descendant, one map and one table of glyphs, each for a line of text."""
    raw = Raw()
    font = truetype(letters_of(gone, stays, " "))
    cmap, order = font.getBestCmap(), font.getGlyphOrder()
    number = {char: order.index(cmap[ord(char)]) for char in letters_of(gone, stays, " ")}
    data = saved(font)
    file = raw.stream(f"/Length1 {len(data)}", data)
    table = raw.stream("", b"".join(n.to_bytes(2, "big") for n in range(len(order))))
    unicode = raw.stream("", _unicode_map(number))
    below = _descendant(raw, font, number, "CIDFontType2", "/FontFile2", file, f"{table} 0 R")
    tops = [
        raw.add(
            f"<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Proef /Encoding /Identity-H "
            f"/DescendantFonts [{below} 0 R] /ToUnicode {unicode} 0 R /Number {n} >>"
        )
        for n in range(2)
    ]
    content = raw.stream(
        "",
        "".join(
            f"BT /F{n} {SIZE} Tf 1 0 0 1 40 {240 - 20 * n} Tm "
            f"<{''.join(f'{number[char]:04X}' for char in line)}> Tj ET\n"
            for n, line in enumerate((f"{stays} {gone}", "DEq"))
        ).encode(),
    )
    page = len(raw.objects) + 1
    raw.add(
        f"<< /Type /Page /Parent {page + 1} 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents "
        f"{content} 0 R /Resources << /Font << /F0 {tops[0]} 0 R /F1 {tops[1]} 0 R >> >> >>"
    )
    raw.add(f"<< /Type /Pages /Kids [{page} 0 R] /Count 1 >>")
    return raw.close(raw.add(f"<< /Type /Catalog /Pages {page + 1} 0 R >>"))


@font_case
def compact_simple(gone: str, stays: str) -> bytes:
    raw, lines = Raw(), lines_of(gone, stays)
    letters = letters_of(*lines)
    font = compact(letters)
    file = raw.stream("/Subtype /Type1C", font.getTableData("CFF "))
    names = "".join(f"/{name} " for _, name in sorted(font.getBestCmap().items()))
    described = descriptor(raw, "/FontFile3", file, f"/CharSet ({names})")
    font_object = raw.add(
        f"<< /Type /Font /Subtype /Type1 /BaseFont /ABCDEF+Proef {simple_widths(font, letters)} "
        f"/Encoding /WinAnsiEncoding /FontDescriptor {described} 0 R >>"
    )
    return document(raw, font_object, lines, wide=None)


@font_case
def compact_composite(gone: str, stays: str) -> bytes:
    raw, lines = Raw(), lines_of(gone, stays)
    font = compact(letters_of(*lines))
    file = raw.stream("/Subtype /CIDFontType0C", font.getTableData("CFF "))
    return _composite(raw, font, lines, "CIDFontType0", "/FontFile3", file)


@font_case
def opentype_composite(gone: str, stays: str) -> bytes:
    raw, lines = Raw(), lines_of(gone, stays)
    font = compact(letters_of(*lines))
    file = raw.stream("/Subtype /OpenType", saved(font))
    return _composite(raw, font, lines, "CIDFontType0", "/FontFile3", file)


@font_case
def type3(gone: str, stays: str) -> bytes:
    """Every letter a bar of its own height: enough to be seen, and to tell letters apart."""
    raw, lines = Raw(), lines_of(gone, stays)
    letters = letters_of(*lines)
    procs = ""
    for place, char in enumerate(letters):
        glyph = raw.stream("", f"600 0 0 0 500 900 d1 0 0 400 {100 + 10 * place} re f".encode())
        procs += f"/c{ord(char)} {glyph} 0 R "
    differences = " ".join(f"{ord(char)} /c{ord(char)}" for char in letters)
    pairs = "".join(f"<{ord(char):02X}> <{ord(char):04X}>\n" for char in letters)
    unicode = raw.stream(
        "",
        f"begincmap 1 begincodespacerange <00> <FF> endcodespacerange {len(letters)} beginbfchar\n"
        f"{pairs}endbfchar endcmap".encode(),
    )
    font = raw.add(
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 600 900] /FontMatrix [0.001 0 0 0.001 0 0] "
        f"/CharProcs << {procs} >> /Encoding << /Type /Encoding /Differences [{differences}] >> "
        f"/FirstChar 32 /LastChar 126 /Widths [{'600 ' * 95}] /ToUnicode {unicode} 0 R "
        "/Resources << >> >>"
    )
    return document(raw, font, lines, wide=None)


def write(folder: Path, build: Builder, cast: Cast) -> Path:
    source = folder / "in.pdf"
    source.write_bytes(build(cast.gone, cast.stays))
    return source
