"""Forms, patterns, glyph procedures, masks and appearances, each drawn alone on a page of its own.

On the page that uses them they may be clipped, tiled, switched off, covered or not used at all.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from woo_tool.verify.readers import HUGE, UnreadableError, only_these

_SHOWS_TEXT = re.compile(rb"(?:^|[\s\])>])(?:Tj|TJ|'|\")(?=[\s\[(</]|$)")
_MOST = 5_000  # things of a file; more is a bomb


@dataclass(frozen=True, slots=True)
class Alone:
    """A file with one page for each thing; ``hidden`` tells of which no page shows the text."""

    data: bytes
    hidden: tuple[bool, ...]


def alone(data: bytes) -> Alone | None:
    """Everything in a PDF that shows text without being a page's own content; None without it.

    Raises UnreadableError for a file with more such things than a document has, and what pikepdf
    raises for a broken one.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        things = list(_things(pdf))
        if not things:
            return None
        if len(things) > _MOST:
            raise UnreadableError("het bestand heeft te veel onderdelen om na te gaan")
        fonts = _fonts(pdf)
        pages = [_page(pdf, stream, resources, fonts) for stream, resources, _ in things]
        return Alone(only_these(pdf, pages), tuple(hidden for _, _, hidden in things))


def _things(pdf: pikepdf.Pdf) -> Iterator[tuple[Stream, object, bool]]:
    """Each content stream that isn't a page's, its resources, and whether text in it is unseen."""
    for thing in pdf.objects:
        if isinstance(thing, Stream):
            pattern = thing.get("/PatternType") == 1
            if (pattern or thing.get("/Subtype") == Name.Form) and _shows_text(thing):
                yield thing, thing.get("/Resources"), pattern
        elif isinstance(thing, Dictionary) and isinstance(thing.get("/CharProcs"), Dictionary):
            for _, glyph in thing.CharProcs.items():
                if isinstance(glyph, Stream) and _shows_text(glyph):
                    yield glyph, thing.get("/Resources"), True


def _shows_text(stream: Stream) -> bool:
    try:
        return _SHOWS_TEXT.search(stream.read_bytes()) is not None
    except (pikepdf.PdfError, RuntimeError) as fault:
        raise UnreadableError("een onderdeel van het bestand is niet te decoderen") from fault


def _fonts(pdf: pikepdf.Pdf) -> Dictionary:
    """The fonts of all pages: a form without resources of its own uses those of its page."""
    found = Dictionary()
    for page in pdf.pages:
        resources = page.obj.get("/Resources")
        fonts = resources.get("/Font") if isinstance(resources, Dictionary) else None
        for key, font in fonts.items() if isinstance(fonts, Dictionary) else ():
            if key not in found:
                found[key] = font
    return found


def _page(pdf: pikepdf.Pdf, stream: Stream, resources: object, fonts: Dictionary) -> Dictionary:
    if not isinstance(resources, Dictionary):
        resources = Dictionary(Font=fonts)
    return Dictionary(
        Type=Name.Page,
        MediaBox=Array([-HUGE, -HUGE, HUGE, HUGE]),
        Resources=resources,
        Contents=pdf.make_stream(stream.read_bytes()),
    )
