"""What pages, forms and fonts hold ready to draw with and never use; unknown keys of images."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

_NAME = re.compile(rb"/([^\x00\t\n\x0c\r ()<>\[\]{}/%]+)")
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_GROUPS = ("/XObject", "/Font", "/Pattern", "/ExtGState", "/ColorSpace", "/Shading", "/Properties")
_IMAGE = frozenset(
    f"/{name}"
    for name in (
        *("Type", "Subtype", "Width", "Height", "ColorSpace", "BitsPerComponent", "Decode"),
        *("DecodeParms", "Filter", "Length", "ImageMask", "Mask", "SMask", "SMaskInData"),
        *("Interpolate", "Intent", "Matte"),
    )
)


def unused_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    """What a file has and doesn't draw with, in Dutch; at most one fault."""
    lent = _names(_without_resources(pdf))
    for resources, contents in _holders(pdf):
        used = _names(contents) | lent
        for group in _GROUPS:
            things = resources.get(group)
            if isinstance(things, Dictionary) and not {key[1:] for key in things.keys()} <= used:  # noqa: SIM118
                yield "er is iets om mee te tekenen dat op geen pagina wordt gebruikt"
                return
    for thing in pdf.objects:
        if isinstance(thing, Stream) and thing.get("/Subtype") == Name.Image:
            if _is_blanked(thing):
                yield "een beeld is onzichtbaar gemaakt"
                return
            unknown = set(thing.keys()) - _IMAGE
            if unknown:
                yield f"een beeld draagt onbekende gegevens ({min(unknown)})"
                return


def _is_blanked(image: Stream) -> bool:
    """True for a picture of which every pixel is shown in the same colour."""
    values = image.get("/Decode")
    pairs = [float(value) for value in values.as_list()] if isinstance(values, Array) else []
    return bool(pairs) and all(a == b for a, b in zip(pairs[::2], pairs[1::2], strict=False))


def _holders(pdf: pikepdf.Pdf) -> Iterator[tuple[Dictionary, list[bytes]]]:
    """Resources, and the contents that draw with them."""
    for page in pdf.pages:
        resources = page.obj.get("/Resources")
        if isinstance(resources, Dictionary):
            yield resources, _contents(page.obj.get("/Contents"))
    for thing in pdf.objects:
        resources = thing.get("/Resources") if isinstance(thing, Dictionary | Stream) else None
        if not isinstance(resources, Dictionary):
            continue
        if isinstance(thing, Stream):
            yield resources, [thing.read_bytes()]
        elif isinstance(thing.get("/CharProcs"), Dictionary):
            glyphs = [glyph for _, glyph in thing.CharProcs.items()]
            yield resources, [glyph.read_bytes() for glyph in glyphs if isinstance(glyph, Stream)]


def _without_resources(pdf: pikepdf.Pdf) -> list[bytes]:
    """The contents that draw with what the page has that shows them."""
    glyphs = {
        glyph.objgen
        for thing in pdf.objects
        if isinstance(thing, Dictionary) and isinstance(thing.get("/CharProcs"), Dictionary)
        for _, glyph in thing.CharProcs.items()
    }
    return [
        thing.read_bytes()
        for thing in pdf.objects
        if isinstance(thing, Stream)
        and "/Resources" not in thing
        and (thing.get("/Subtype") == Name.Form or thing.objgen in glyphs)
    ]


def _contents(contents: object) -> list[bytes]:
    parts = contents.as_list() if isinstance(contents, Array) else [contents]
    return [part.read_bytes() for part in parts if isinstance(part, Stream)]


def _names(contents: list[bytes]) -> set[str]:
    found = {name for data in contents for name in _NAME.findall(data)}
    return {
        _HEX.sub(lambda hit: bytes([int(hit[1], 16)]), name).decode("latin-1") for name in found
    }
