"""A name in text that is set in ways which programs lose track of."""

from __future__ import annotations

import math
import random

from fontTools.ttLib import TTFont

from tests.redact.hostile.writer import (
    HEIGHT,
    WIDTH,
    Cast,
    Raw,
    Sheet,
    body,
    case,
    raster_case,
    show,
)
from woo_tool.resources import data_path

_FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
_WIDE = {"m": 9.163, "w": 7.942, "i": 2.442, "l": 2.442, "j": 2.442, "t": 3.058, "f": 3.058}


def _line(cast: Cast, text: str) -> str:
    """The page with this line in place of the one that names who goes."""
    return body(cast).replace(
        show(f"Aanwezig: {cast.gone}, directie Bedrijfsvoering.", 40, 230), text
    )


@case
def next_lines(cast: Cast) -> bytes:
    text = (
        f"BT /F1 11 Tf 14 TL 1 0 0 1 40 150 Tm (Aanwezig op die dag:) ' ({cast.gone} en anderen) ' "
        f'2 0.3 (namens {cast.gone}.) " T* (Einde van {cast.stays}.) Tj ET\n'
    )
    return Sheet(body(cast) + "q " + text + " Q\n").close(Raw())


@case
def smaller_behind(cast: Cast) -> bytes:
    text = (
        f"BT /F1 11 Tf 1 0 0 1 40 230 Tm (Aanwezig: {cast.gone}) Tj /F1 6 Tf 5 Ts (1) Tj 0 Ts "
        "/F1 11 Tf ( van de directie.) Tj ET\n"
    )
    return Sheet(_line(cast, text)).close(Raw())


@case
def thick_outlines(cast: Cast) -> bytes:
    """The outlines of the letters reach out of every box that is as high as the font."""
    text = (
        "q BT /F1 24 Tf 1 0 0 1 40 150 Tm (Hier: ) Tj 1 Tr 7 w 1 j "
        f"({cast.gone}) Tj ET Q {show(f'naast {cast.stays}', 40, 110)}"
    )
    return Sheet(body(cast) + text).close(Raw())


@case
def squeezed_alone(cast: Cast) -> bytes:
    text = (
        "BT /F1 11 Tf 1 0 0 1 40 230 Tm (Aanwezig: ) Tj "
        f"60 Tz ({cast.gone}) Tj 100 Tz ( van de directie.) Tj ET\n"
    )
    return Sheet(_line(cast, text)).close(Raw())


@case
def font_of_state(cast: Cast) -> bytes:
    raw = Raw()
    state = f"/ExtGState << /G1 << /Type /ExtGState /Font [{raw.add(_FONT)} 0 R 11] >> >>"
    text = f"BT /G1 gs 1 0 0 1 40 230 Tm (Aanwezig: {cast.gone} van de directie.) Tj ET\n"
    return Sheet(_line(cast, text), resources=state).close(raw)


@case
def no_size(cast: Cast) -> bytes:
    hidden = (
        show(cast.gone, 40, 120, 0)
        + f"BT /F1 11 Tf 0 0 0 0 40 100 Tm ({cast.gone}) Tj ET\n"
        + f"q BT /F1 11 Tf 0 Tz 1 0 0 1 40 80 Tm ({cast.gone}) Tj ET Q\n"
    )
    return Sheet(body(cast) + hidden).close(Raw())


@case
def specks(cast: Cast) -> bytes:
    return Sheet(body(cast) + show(cast.gone, 300, 120, 0.05)).close(Raw())


@case
def out_of_order(cast: Cast) -> bytes:
    glyphs, x = [], 40.0
    for char in f"Aanwezig: {cast.gone} ook.":
        glyphs.append(f"1 0 0 1 {x:.2f} 150 Tm ({char}) Tj\n")
        x += 7.94 if char.isupper() else _WIDE.get(char, 3.06 if char in " .:" else 6.1)
    random.Random(len(cast.gone)).shuffle(glyphs)  # noqa: S311 (an order for a test)
    return Sheet(body(cast) + f"BT /F1 11 Tf {''.join(glyphs)} ET\n").close(Raw())


@raster_case
def aslant(cast: Cast) -> bytes:
    cos, sin = math.cos(0.5), math.sin(0.5)
    where = f"{cos:.4f} {sin:.4f} {-sin:.4f} {cos:.4f} 60 40 Tm"
    return Sheet(body(cast) + f"BT /F1 11 Tf {where} (Kopie voor {cast.gone} hier) Tj ET\n").close(
        Raw()
    )


def _embedded(raw: Raw, text: str, encoding: str, extra: str = "") -> tuple[int, str]:
    """A composite font with the letters of a text, and the text in its codes."""
    path = data_path("rules", "fonts", "LiberationSans-Bold.ttf")
    font = TTFont(str(path))
    glyphs = {char: font.getGlyphID(font.getBestCmap()[ord(char)]) for char in text}
    rows = "\n".join(f"<{gid:04X}> <{ord(char):04X}>" for char, gid in sorted(glyphs.items()))
    names = raw.stream(
        "",
        f"begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange {len(glyphs)} "
        f"beginbfchar\n{rows}\nendbfchar endcmap".encode(),
    )
    file = raw.stream("", path.read_bytes())
    descriptor = raw.add(
        "<< /Type /FontDescriptor /FontName /Proef /Flags 4 /FontBBox [-200 -300 1100 1000] "
        f"/ItalicAngle 0 /Ascent 905 /Descent -212 /CapHeight 700 /StemV 80 /FontFile2 {file} 0 R "
        ">>"
    )
    widths = " ".join(
        f"{gid} [{font['hmtx'][font.getGlyphName(gid)][0] * 1000 / 2048:.0f}]"
        for gid in sorted(set(glyphs.values()))
    )
    below = raw.add(
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Proef /CIDToGIDMap /Identity "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
        f"/FontDescriptor {descriptor} 0 R /W [{widths}] {extra} >>"
    )
    number = raw.add(
        f"<< /Type /Font /Subtype /Type0 /BaseFont /Proef /Encoding /{encoding} "
        f"/DescendantFonts [{below} 0 R] /ToUnicode {names} 0 R >>"
    )
    return number, "".join(f"{glyphs[char]:04X}" for char in text)


@raster_case
def downwards(cast: Cast) -> bytes:
    raw = Raw()
    font, codes = _embedded(raw, f"{cast.gone} was er", "Identity-V")
    text = f"BT /T1 9 Tf 1 0 0 1 390 280 Tm <{codes}> Tj ET\n"
    return Sheet(body(cast) + text, fonts=f"/T1 {font} 0 R").close(raw)


@case
def one_glyph_says_it(cast: Cast) -> bytes:
    raw = Raw()
    said = cast.gone.encode("utf-16-be").hex()
    names = raw.stream(
        "",
        "begincmap 1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar\n"
        f"<A7> <{said}>\nendbfchar endcmap".encode(),
    )
    font = raw.add(_FONT.replace(" >>", f" /ToUnicode {names} 0 R >>"))
    text = "BT /S1 11 Tf 1 0 0 1 200 150 Tm (\xa7) Tj ET\n" + show("Volgens", 40, 150)
    return Sheet(body(cast) + text, fonts=f"/S1 {font} 0 R").close(raw)


@raster_case
def font_from_outside(cast: Cast) -> bytes:
    raw = Raw()
    form = raw.stream(
        f"/Type /XObject /Subtype /Form /BBox [0 0 {WIDTH} {HEIGHT}]",
        f"BT 1 0 0 1 40 150 Tm (Ook {cast.gone} was er.) Tj ET".encode(),
    )
    return Sheet(body(cast) + "/F1 11 Tf /X1 Do\n", xobjects=f"/X1 {form} 0 R").close(raw)


@case
def spoken_line(cast: Cast) -> bytes:
    text = (
        f"/P << /ActualText (Aanwezig: {cast.gone} van de directie.) >> BDC /Span << /E "
        f"({cast.gone}) >> BDC {show(f'Aanwezig: {cast.gone} van de directie.', 40, 230)} EMC EMC\n"
    )
    return Sheet(_line(cast, text)).close(Raw())


@case
def beyond_the_page(cast: Cast) -> bytes:
    far = show(cast.gone, WIDTH + 60, 230) + show(cast.gone, -5000, 230)
    return Sheet(body(cast) + far + show(cast.gone, 40, -60)).close(Raw())


@case
def over_the_edge(cast: Cast) -> bytes:
    text = show(f"Aanwezig: {cast.gone} van de directie en nog meer mensen daar", 130, 230)
    return Sheet(_line(cast, text)).close(Raw())


def _look(raw: Raw, text: str) -> int:
    font = raw.add(_FONT)
    return raw.stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 200 20] "
        f"/Resources << /Font << /F1 {font} 0 R >> >>",
        show(text, 3, 5, 9).encode(),
    )


@case
def note_with_text(cast: Cast) -> bytes:
    raw = Raw()
    note = raw.add(
        f"<< /Type /Annot /Subtype /Text /Rect [40 140 240 160] /Contents ({cast.gone}) /F 4 "
        f"/AP << /N {_look(raw, f'Notitie van {cast.gone} hier')} 0 R >> >>"
    )
    return Sheet(body(cast), page=f"/Annots [{note} 0 R]").close(raw)


@case
def note_without_size(cast: Cast) -> bytes:
    raw = Raw()
    look = raw.stream("/Type /XObject /Subtype /Form /BBox [0 0 20 20]", b"0 0 18 18 re f")
    note = raw.add(
        f"<< /Type /Annot /Subtype /Text /Rect [290 238 290 238] /Contents ({cast.gone}) /F 28 "
        f"/AP << /N {look} 0 R >> >>"
    )
    return Sheet(body(cast), page=f"/Annots [{note} 0 R]").close(raw)


@case
def field_without_look(cast: Cast) -> bytes:
    raw = Raw()
    field = raw.add(
        f"<< /Type /Annot /Subtype /Widget /FT /Tx /T (veld) /V ({cast.gone} in het veld) /F 4 "
        "/Rect [40 140 300 160] /DA (/Helv 9 Tf 0 g) >>"
    )
    helv = raw.add(_FONT)
    form = (
        f"/AcroForm << /Fields [{field} 0 R] /NeedAppearances true /DA (/Helv 9 Tf 0 g) "
        f"/DR << /Font << /Helv {helv} 0 R >> >> >>"
    )
    return Sheet(body(cast), page=f"/Annots [{field} 0 R]", catalog=form).close(raw)


@case
def leaning(cast: Cast) -> bytes:
    text = show(f"Ook {cast.gone} was er.", 40, 150)
    return Sheet(body(cast) + f"q 1 0 0.35 1 -50 0 cm {text} Q\n").close(Raw())


def _said(cast: Cast, sign: str) -> bytes:
    """A line in which this sign stands behind every letter of the name."""
    raw = Raw()
    names = raw.stream(
        "",
        "begincmap 1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar\n"
        f"<A7> <{sign}>\nendbfchar endcmap".encode(),
    )
    font = raw.add(_FONT.replace(" >>", f" /ToUnicode {names} 0 R >>"))
    text = "\xa7".join(cast.gone)
    line = f"BT /S1 11 Tf 1 0 0 1 40 150 Tm (Ook {text} was er.) Tj ET\n"
    return Sheet(body(cast) + line, fonts=f"/S1 {font} 0 R").close(raw)


@case
def unseen_signs_between(cast: Cast) -> bytes:
    return _said(cast, "200B")


@case
def soft_hyphens_between(cast: Cast) -> bytes:
    return _said(cast, "00AD")
