"""Text that hides in the content of a page and in what it draws."""

from __future__ import annotations

import random

from tests.redact.hostile.writer import (
    CASES,
    HEIGHT,
    WIDTH,
    Builder,
    Cast,
    Raw,
    Sheet,
    body,
    case,
    raster_case,
    show,
)


@case
def plain(cast: Cast) -> bytes:
    return Sheet(body(cast)).close(Raw())


@case
def tight_leading(cast: Cast) -> bytes:
    lines = [
        "Boven deze regel staat gewone tekst",
        f"met {cast.gone} er midden in",
        "en eronder ook",
    ]
    return Sheet("".join(show(t, 40, 220 - 9 * i) for i, t in enumerate(lines))).close(Raw())


@case
def kerned(cast: Cast) -> bytes:
    parts = " 18 ".join(f"({char})" for char in cast.gone)
    return Sheet(
        body(cast) + f"BT /F1 11 Tf 1 0 0 1 40 160 Tm [(Van ) {parts} ( aan ons)] TJ ET\n"
    ).close(Raw())


@case
def letter_spaced(cast: Cast) -> bytes:
    return Sheet(body(cast) + show(cast.gone, 40, 160, extra="2.2 Tc")).close(Raw())


@case
def shuffled(cast: Cast) -> bytes:
    order = list(enumerate(cast.gone))
    random.Random(5).shuffle(order)  # noqa: S311
    glyphs = "".join(show(char, 40 + 9 * place, 150, 11) for place, char in order)
    return Sheet(body(cast) + glyphs).close(Raw())


@case
def white_text(cast: Cast) -> bytes:
    return Sheet(body(cast) + "1 g " + show(cast.gone, 40, 160) + "0 g ").close(Raw())


@case
def invisible_text(cast: Cast) -> bytes:
    return Sheet(body(cast) + show(cast.gone, 40, 160, extra="3 Tr")).close(Raw())


@case
def tiny_text(cast: Cast) -> bytes:
    return Sheet(body(cast) + show(cast.gone, 40, 160, size=1)).close(Raw())


@case
def double_strike(cast: Cast) -> bytes:
    twice = show(cast.gone, 40, 160) + show(cast.gone, 40.3, 160)
    return Sheet(body(cast) + twice).close(Raw())


@case
def turned_text(cast: Cast) -> bytes:
    up = f"BT /F1 11 Tf 0 1 -1 0 400 60 Tm ({cast.gone} zelf) Tj ET\n"
    return Sheet(body(cast) + up).close(Raw())


def _rotated(turn: int) -> Builder:
    return lambda cast: Sheet(body(cast), page=f"/Rotate {turn}").close(Raw())


for _turn in (90, 180, 270):
    CASES[f"rotate_{_turn}"] = _rotated(_turn)


@case
def crop_offset(cast: Cast) -> bytes:
    box = f"/MediaBox [-50 -40 {WIDTH + 60} {HEIGHT + 70}] /CropBox [10 20 {WIDTH} {HEIGHT}]"
    return Sheet(body(cast), box=box).close(Raw())


@case
def crop_offset_rotated(cast: Cast) -> bytes:
    box = f"/MediaBox [-50 -40 {WIDTH + 60} {HEIGHT + 70}] /CropBox [10 20 {WIDTH} {HEIGHT}]"
    return Sheet(body(cast), box=box, page="/Rotate 90").close(Raw())


@case
def user_unit(cast: Cast) -> bytes:
    return Sheet(body(cast), page="/UserUnit 2").close(Raw())


@case
def outside_crop(cast: Cast) -> bytes:
    box = f"/MediaBox [0 -200 {WIDTH} {HEIGHT}] /CropBox [0 0 {WIDTH} {HEIGHT}]"
    return Sheet(body(cast) + show(cast.gone, 40, -100), box=box).close(Raw())


@case
def clipped_away(cast: Cast) -> bytes:
    hidden = "q 0 0 10 10 re W n " + show(cast.gone, 40, 120) + "Q\n"
    return Sheet(body(cast) + hidden).close(Raw())


@case
def form_nested(cast: Cast) -> bytes:
    raw = Raw()
    entries = f"/Type /XObject /Subtype /Form /BBox [0 0 {WIDTH} {HEIGHT}]"
    font = raw.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    inner = raw.stream(
        f"{entries} /Resources << /Font << /F1 {font} 0 R >> >>",
        show(f"Voettekst van {cast.gone} hier", 40, 100).encode(),
    )
    outer = raw.stream(f"{entries} /Resources << /XObject << /In {inner} 0 R >> >>", b"/In Do")
    return Sheet(body(cast) + "/Out Do\n", xobjects=f"/Out {outer} 0 R").close(raw)


@case
def form_without_resources(cast: Cast) -> bytes:
    raw = Raw()
    form = raw.stream(
        f"/Type /XObject /Subtype /Form /BBox [0 0 {WIDTH} {HEIGHT}]",
        show(f"Voettekst van {cast.gone} hier", 40, 100).encode(),
    )
    return Sheet(body(cast) + "/Out Do\n", xobjects=f"/Out {form} 0 R").close(raw)


@raster_case
def tiling_pattern(cast: Cast) -> bytes:
    raw = Raw()
    font = raw.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    tile = raw.stream(
        "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 400 30] /XStep 400 "
        f"/YStep 300 /Matrix [1 0 0 1 0 225] /Resources << /Font << /F1 {font} 0 R >> >>",
        show(cast.gone, 95, 5).encode(),
    )
    paint = "/Pattern cs /P1 scn 0 225 400 30 re f 0 g\n"
    return Sheet(paint + body(cast), resources=f"/Pattern << /P1 {tile} 0 R >>").close(raw)


@raster_case
def soft_mask(cast: Cast) -> bytes:
    raw = Raw()
    font = raw.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    group = raw.stream(
        f"/Type /XObject /Subtype /Form /BBox [0 0 {WIDTH} {HEIGHT}] "
        "/Group << /S /Transparency /CS /DeviceGray >> "
        f"/Resources << /Font << /F1 {font} 0 R >> >>",
        ("1 g " + show(cast.gone, 92, 230)).encode(),
    )
    state = f"/ExtGState << /G1 << /SMask << /S /Luminosity /G {group} 0 R >> >> >>"
    paint = "q /G1 gs 0.6 g 0 225 400 20 re f Q\n"
    return Sheet(paint + body(cast), resources=state).close(raw)


@raster_case
def type3_font(cast: Cast) -> bytes:
    raw = Raw()
    font = raw.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    glyph = raw.stream("", f"6000 0 d0 BT /F1 1000 Tf ({cast.gone}) Tj ET".encode())
    type3 = (
        f"/T3 << /Type /Font /Subtype /Type3 /FontBBox [0 -200 9000 900] "
        f"/FontMatrix [0.001 0 0 0.001 0 0] /CharProcs << /a {glyph} 0 R >> "
        "/Encoding << /Type /Encoding /Differences [97 /a] >> /FirstChar 97 /LastChar 97 "
        f"/Widths [6000] /Resources << /Font << /F1 {font} 0 R >> >> >>"
    )
    line = "BT /T3 11 Tf 1 0 0 1 92 230 Tm (a) Tj ET\n"
    return Sheet(body(cast) + line, fonts=type3).close(raw)
