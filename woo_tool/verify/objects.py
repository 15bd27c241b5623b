"""The terms layer: every object of a file, reachable or not, in every spelling."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pikepdf

from woo_tool.verify.packing import below_the_rows
from woo_tool.verify.report import LEAK, PASS, QUESTION, REFUSED, Check
from woo_tool.verify.terms import Search

_BINARY = ("/FontFile", "/FontFile2", "/FontFile3")
_CODED = ("/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode")
_DEEPEST = 60
_HEX = re.compile(r"#([0-9A-Fa-f]{2})")


def check_objects(data: bytes, search: Search) -> Iterator[Check]:
    """Strings, names, streams and the raw bytes of a PDF: no term may stand in any of them."""
    fonts: set[tuple[int, int]] = set()
    leaks, unread = 0, 0
    soft: dict[str, None] = {}
    with pikepdf.open(io.BytesIO(data)) as pdf:
        things = [*pdf.objects, pdf.trailer]
        for thing in things:
            fonts |= _font_files(thing)
        for thing in things:
            texts = list(_texts(thing, 0))
            names = [text for text, is_name in texts if is_name]
            whole = "\n".join(text for text, _ in texts)
            leaks += search.leaks_wrapped(whole) or search.leaks_in_names(names)
            said = "\n".join(text for text, is_name in texts if not is_name)
            soft.update(dict.fromkeys(search.questions(said) if said else ()))
            if isinstance(thing, pikepdf.Stream):
                result = _stream(thing, thing.objgen in fonts, search)
                leaks += result == LEAK
                unread += result == REFUSED
    if search.leaks_in_bytes(data[:200]) or search.leaks_literally(data):
        leaks += 1
    if leaks:
        yield Check("terms", LEAK, detail=f"verwijderde gegevens staan nog in {leaks} object(en)")
    if unread:
        yield Check("terms", REFUSED, detail=f"{unread} stroom/stromen zijn niet te decoderen")
    for subject in soft:
        detail = "een elders gelakte naam staat in de gegevens van het bestand"
        yield Check("terms", QUESTION, detail=detail, subject=subject)
    if not (leaks or unread or soft):
        yield Check("terms", PASS)


def _font_files(thing: pikepdf.Object) -> set[tuple[int, int]]:
    if not isinstance(thing, pikepdf.Dictionary):
        return set()
    return {thing[key].objgen for key in _BINARY if key in thing}


def _stream(stream: pikepdf.Stream, font: bool, search: Search) -> str:
    image = stream.get("/Subtype") == pikepdf.Name.Image
    try:
        raw = stream.read_raw_bytes()
        data = _dots(stream, raw) if image else stream.read_bytes()
    except (pikepdf.PdfError, RuntimeError):
        return REFUSED
    if image or font:
        return LEAK if any(map(search.leaks_in_part, {raw, data})) else PASS
    return LEAK if search.leaks_in_bytes(data) else PASS


def _dots(image: pikepdf.Stream, raw: bytes) -> bytes:
    """What the data of a picture hold beside its pixels; or the coded picture where a reader must
    know its code (a JPEG and the like)."""
    filters = image.get("/Filter")
    names = (
        [str(name) for name in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    )
    if names[-1] not in _CODED:
        return below_the_rows(image)
    if len(names) == 1:
        return raw
    with pikepdf.new() as scratch:
        packed = pikepdf.Stream(scratch, raw)
        packed["/Filter"] = pikepdf.Array([pikepdf.Name(name) for name in names[:-1]])
        return packed.read_bytes()


def _texts(thing: pikepdf.Object, depth: int) -> Iterator[tuple[str, bool]]:
    """Every string, name and key inside one object, and whether it is a name or key."""
    if depth > _DEEPEST:
        return
    if isinstance(thing, pikepdf.String):
        yield str(thing), False
        yield bytes(thing).decode("utf-8", "ignore"), False
    elif isinstance(thing, pikepdf.Name):
        # Not every name is UTF-8: those of fonts may be in a code page.
        name = thing.unparse()[1:].decode("latin-1")
        yield _HEX.sub(lambda hit: chr(int(hit[1], 16)), name), True
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        yield from ((key[1:], True) for key in thing.keys())  # noqa: SIM118
    for value in _inside(thing):
        yield from _texts(value, depth + 1)


def _inside(thing: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """What stands in an object itself; references lead to objects that are seen on their own."""
    values: list[object] = []
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        values = [value for _, value in thing.items()]
    elif isinstance(thing, pikepdf.Array):
        values = list(thing.as_list())
    for value in values:
        if isinstance(value, pikepdf.Object) and not value.is_indirect:
            yield value
