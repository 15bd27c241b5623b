"""Pictures: pages of pixels with the letters of a name as a 5-by-7 pattern of blocks."""

from __future__ import annotations

import random

from tests.redact.hostile.writer import (
    HEIGHT,
    WIDTH,
    Cast,
    Raw,
    Sheet,
    raster_scan_case,
    scan_case,
)

_BITS = {
    char: random.Random(ord(char)).getrandbits(35)  # noqa: S311 (a made-up alphabet)
    for char in "abcdefghijklmnopqrstuvwxyz"
}
PIXELS = 3  # pixels a block; the picture is drawn at one pixel a point


def picture(lines: list[tuple[str, int, int]], width: int = WIDTH, height: int = HEIGHT) -> bytes:
    """Grey pixels with words at (x, y from the top), one byte a pixel."""
    grey = bytearray(b"\xff" * width * height)
    for word, x, y in lines:
        for place, char in enumerate(word.lower()):
            bits = _BITS.get(char, 0)
            for spot in range(35):
                if bits >> spot & 1:
                    left, top = x + place * 9 + spot % 5, y + spot // 5
                    grey[top * width + left] = 0
    return bytes(grey)


def scan_words(cast: Cast) -> list[tuple[str, int, int]]:
    """The words of the scanned page: (word, x, y); each letter is nine points wide."""
    gone, stays = cast.gone.split()[1], cast.stays.split()[1]
    return [("Verslag", 40, 50), (gone, 40, 70), (stays, 200, 70), ("Einde", 40, 90)]


def _image(raw: Raw, grey: bytes, extra: str = "") -> int:
    entries = (
        f"/Type /XObject /Subtype /Image /Width {WIDTH} /Height {HEIGHT} "
        f"/ColorSpace /DeviceGray /BitsPerComponent 8 {extra}"
    )
    return raw.stream(entries, grey)


PAINT = f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /Im0 Do Q\n"


def _layer(cast: Cast) -> str:
    return "".join(
        f"BT 3 Tr /F1 10 Tf 1 0 0 1 {x} {HEIGHT - y - 8} Tm ({word}) Tj ET\n"
        for word, x, y in scan_words(cast)
    )


@scan_case
def scan(cast: Cast) -> bytes:
    raw = Raw()
    image = _image(raw, picture(scan_words(cast)))
    return Sheet(PAINT, xobjects=f"/Im0 {image} 0 R").close(raw)


@scan_case
def scan_rotated(cast: Cast) -> bytes:
    raw = Raw()
    image = _image(raw, picture(scan_words(cast)))
    return Sheet(PAINT, xobjects=f"/Im0 {image} 0 R", page="/Rotate 90").close(raw)


@scan_case
def scan_in_form(cast: Cast) -> bytes:
    raw = Raw()
    image = _image(raw, picture(scan_words(cast)))
    form = raw.stream(
        f"/Type /XObject /Subtype /Form /BBox [0 0 {WIDTH} {HEIGHT}] "
        f"/Resources << /XObject << /Im0 {image} 0 R >> >>",
        PAINT.encode(),
    )
    return Sheet("/Fm0 Do\n", xobjects=f"/Fm0 {form} 0 R").close(raw)


@raster_scan_case
def scan_soft_mask(cast: Cast) -> bytes:
    raw = Raw()
    mask = _image(raw, bytes(255 - value for value in picture(scan_words(cast))))
    image = _image(raw, b"\0" * WIDTH * HEIGHT, f"/SMask {mask} 0 R")
    return Sheet(PAINT, xobjects=f"/Im0 {image} 0 R").close(raw)


@raster_scan_case
def scan_stencil(cast: Cast) -> bytes:
    raw = Raw()
    grey, packed = picture(scan_words(cast)), bytearray()
    for row in range(HEIGHT):
        line = grey[row * WIDTH : (row + 1) * WIDTH] + b"\xff" * (-WIDTH % 8)
        for start in range(0, len(line), 8):
            packed.append(sum((line[start + bit] > 127) << (7 - bit) for bit in range(8)))
    image = raw.stream(
        f"/Type /XObject /Subtype /Image /Width {WIDTH} /Height {HEIGHT} /ImageMask true "
        "/BitsPerComponent 1",
        bytes(packed),
    )
    return Sheet("0 g " + PAINT, xobjects=f"/Im0 {image} 0 R").close(raw)


@scan_case
def scan_strips(cast: Cast) -> bytes:
    raw = Raw()
    grey, content, names = picture(scan_words(cast)), "", ""
    for number, top in enumerate(range(0, HEIGHT, 75)):
        rows = grey[top * WIDTH : (top + 75) * WIDTH]
        image = raw.stream(
            f"/Type /XObject /Subtype /Image /Width {WIDTH} /Height 75 "
            "/ColorSpace /DeviceGray /BitsPerComponent 8",
            rows,
        )
        content += f"q {WIDTH} 0 0 75 0 {HEIGHT - top - 75} cm /Im{number} Do Q\n"
        names += f"/Im{number} {image} 0 R "
    return Sheet(content, xobjects=names).close(raw)


@scan_case
def scan_inline(cast: Cast) -> bytes:
    grey = picture(scan_words(cast)).hex()
    content = (
        f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm BI /W {WIDTH} /H {HEIGHT} /CS /G /BPC 8 /F /AHx ID\n"
        f"{grey}>\nEI Q\n"
    )
    return Sheet(content).close(Raw())


@scan_case
def scan_with_text_layer(cast: Cast) -> bytes:
    raw = Raw()
    image = _image(raw, picture(scan_words(cast)))
    return Sheet(PAINT + _layer(cast), xobjects=f"/Im0 {image} 0 R").close(raw)
