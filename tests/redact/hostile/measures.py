"""A name in letters that have something each: what is left of it may not tell them apart.

The letters are of a fixed pitch; only what is drawn along differs from letter to letter.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.redact.hostile.writer import (
    CASES,
    MEASURED,
    RASTERISED,
    Builder,
    Cast,
    Raw,
    Sheet,
    body,
    show,
)

_PITCH = 6.6
_COURIER = "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>"
_Letter = Callable[[str, float, float], str]  # a letter, where it stands, a measure of its own


def _letters(draw: _Letter) -> Builder:
    def build(cast: Cast) -> bytes:
        return _page(cast, draw, Raw())

    return build


def _page(cast: Cast, draw: _Letter, raw: Raw, xobjects: str = "") -> bytes:
    font = raw.add(_COURIER)
    text = "".join(
        draw(char, round(40 + _PITCH * place, 1), _own(char))
        for place, char in enumerate(f"{cast.gone}, geheel")
    )
    rest = show(f"Ook {cast.stays} was bij dit gesprek.", 40, 130)
    sheet = Sheet(body(cast) + text + rest, xobjects=xobjects, fonts=f"/F2 {font} 0 R")
    return sheet.close(raw)


def _own(char: str) -> float:
    return 3 + ord(char) % 29 / 10


def _shown(char: str, x: float) -> str:
    return f"BT /F2 11 Tf 1 0 0 1 {x} 150 Tm ({char}) Tj ET"


def _in_forms(cast: Cast) -> bytes:
    raw = Raw()
    font = raw.add(_COURIER)
    forms = {
        char: raw.stream(
            f"/Type /XObject /Subtype /Form /BBox [-1 -4 16 12] "
            f"/Resources << /Font << /F2 {font} 0 R >> >>",
            f"BT /F2 11 Tf {_own(char):.1f} 0 Td ({char}) Tj ET".encode(),
        )
        for char in sorted({*f"{cast.gone}, geheel"})
    }
    named = " ".join(f"/L{ord(char)} {number} 0 R" for char, number in forms.items())

    def draw(char: str, x: float, own: float) -> str:
        return f"q 1 0 0 1 {x - own:.1f} 150 cm /L{ord(char)} Do Q\n"

    return _page(cast, draw, raw, xobjects=named)


def _never_painted(char: str, x: float, own: float) -> str:
    return f"{x} 145 m {x + own:.1f} {150 + own:.1f} l {x} 155 l n {_shown(char, x)}\n"


MEASURED |= {
    "letters_in_clips": _letters(
        lambda char, x, own: f"q {x} 146 {own + 4:.1f} 14 re W n {_shown(char, x)} Q\n"
    ),
    "letters_in_forms": _in_forms,
    "letters_on_fields": _letters(
        lambda char, x, own: f"1 g {x} 144 {own + 4:.1f} 16 re f 0 g {_shown(char, x)}\n"
    ),
    "letters_and_paths_never_painted": _letters(_never_painted),
}
CASES |= MEASURED
RASTERISED.add("letters_on_fields")
