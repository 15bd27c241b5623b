"""The data of pictures: what draws them stays, and nothing behind, below or beside it.

A reader draws so many rows of so many dots (ISO 32000-2, 8.9.5); what stands below these, behind
the end of the data or in private parts of a JPEG is seen by nobody and read by whoever looks.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

from woo_tool.redact.jpx import strip_jpx
from woo_tool.redact.links import Removed

_JPEG_PRIVATE = frozenset({0xFE, *range(0xE1, 0xF0)}) - {0xEE, 0xE2}  # keep Adobe and ICC
_JPEG_START, _JPEG_END, _JPEG_SCAN = b"\xff\xd8", b"\xff\xd9", 0xDA
_BARE = frozenset({0x00, 0x01, 0xFF, *range(0xD0, 0xD8)})  # no segment: data, filling, restarts
_CODECS = frozenset({"/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode"})
_COLOURS = {
    "/DeviceGray": 1, "/CalGray": 1, "/Indexed": 1, "/Separation": 1,
    "/DeviceRGB": 3, "/CalRGB": 3, "/Lab": 3, "/DeviceCMYK": 4,
}  # fmt: skip
_DEEPEST = 10  # forms inside forms
_SHORT = {"/I": "/Indexed", "/G": "/DeviceGray", "/RGB": "/DeviceRGB", "/CMYK": "/DeviceCMYK"}


def lift_inline(page: pikepdf.Page) -> None:
    """Makes of each picture inside content one like any other: one way to read and clean them.

    MuPDF would also write one with a palette anew without that palette.
    """
    page.externalize_inline_images()
    _spell_out(page.obj.get("/Resources"), 0)


def _spell_out(resources: Any, depth: int) -> None:
    """Colour spaces of what were inline pictures by their full names; only there are they short."""
    things = resources.get("/XObject") if isinstance(resources, Dictionary) else None
    for _, thing in things.items() if isinstance(things, Dictionary) and depth < _DEEPEST else ():
        if not isinstance(thing, Dictionary | Stream):
            continue
        space: Any = thing.get("/ColorSpace")
        for place, name in enumerate(space.as_list()[:2] if isinstance(space, Array) else []):
            if isinstance(name, Name) and str(name) in _SHORT:
                space[place] = Name(_SHORT[str(name)])
        _spell_out(thing.get("/Resources"), depth + 1)


def clean_picture(image: Stream, removed: Removed) -> None:
    """Rewrites the data of an image without what no reader draws.

    From data that are coded as facsimile, or that can't be decoded, what was removed goes. Raises
    ValueError for a JPEG (2000) whose parts don't fit together.
    """
    filters, parms = _chain(image)
    codec = filters[-1] if filters and filters[-1] in _CODECS else ""
    try:
        data = _decoded(image, filters[:-1] if codec else filters, parms)
    except pikepdf.PdfError:
        _write(image, image.read_raw_bytes(), removed, image.get("/Filter"))
        return
    if codec:
        cut: dict[str, Callable[[bytes], bytes]]
        cut = {"/DCTDecode": strip_jpeg, "/JPXDecode": strip_jpx}
        _write(image, cut.get(codec, bytes)(data), removed, Name(codec), parms[-1])
        return
    clean = data[: _length(image)]
    if clean != data:
        image.write(zlib.compress(clean), filter=Name.FlateDecode)


def _write(
    image: Stream, data: bytes, removed: Removed, kind: Object | None, parms: object = None
) -> None:
    """Gives an image other data, that are coded in the same way, unless they are the same."""
    clean = removed.blank_bytes(data)
    if clean != image.read_raw_bytes():
        image.write(clean, filter=kind)  # type: ignore[arg-type]
        if isinstance(parms, Dictionary):
            image["/DecodeParms"] = parms


def _chain(image: Stream) -> tuple[list[str], list[object]]:
    """The filters of a stream in the order of decoding, each with its parameters."""
    names, parms = image.get("/Filter"), image.get("/DecodeParms")
    if names is None:
        return [], []
    if not isinstance(names, Array):
        return [str(names)], list(parms.as_list()) if isinstance(parms, Array) else [parms]
    given = list(parms.as_list()) if isinstance(parms, Array) else [parms]
    return [str(name) for name in names.as_list()], [*given, *[None] * len(names)]


def _decoded(image: Stream, filters: list[str], parms: list[object]) -> bytes:
    """The data of a stream behind the filters that any stream may have."""
    raw = image.read_raw_bytes()
    if not filters:
        return raw
    with pikepdf.new() as scratch:
        stream = Stream(scratch, raw)
        stream["/Filter"] = Array([Name(name) for name in filters])
        stream["/DecodeParms"] = Array([_plain(item) for item in parms[: len(filters)]])
        return stream.read_bytes()


def _plain(parms: object) -> Dictionary | None:
    """Parameters as they can stand in another file: predictors are described by numbers."""
    if not isinstance(parms, Dictionary):
        return None
    values: dict[str, Any] = dict(parms.items())
    return Dictionary({key: value for key, value in values.items() if isinstance(value, int)})


def _length(image: Stream) -> int | None:
    """The bytes that a reader draws of an image; None where its measures aren't understood."""
    numbers: list[Any] = [image.get("/Width"), image.get("/Height")]
    if "/ImageMask" in image and bool(image["/ImageMask"]):
        numbers += [1, 1]
    else:
        numbers += [image.get("/BitsPerComponent", 8), _colours(image.get("/ColorSpace"))]
    if not all(isinstance(number, int) for number in numbers):
        return None
    wide, high, bits, colours = map(int, numbers)
    return (wide * bits * colours + 7) // 8 * high


def _colours(space: Any) -> int | None:
    """How many numbers make a colour."""
    if not isinstance(space, Array) or not len(space):
        return _COLOURS.get(str(space))
    kind = str(space[0])
    if kind == "/ICCBased":
        number: Any = space[1].get("/N")
        return number if isinstance(number, int) else None
    return len(space[1]) if kind == "/DeviceN" else _COLOURS.get(kind)


def strip_jpeg(raw: bytes) -> bytes:
    """A JPEG without private segments, wherever they stand, and without anything after its end.

    Raises ValueError when a segment is cut off.
    """
    return b"".join(_jpeg_parts(raw)) if raw.startswith(_JPEG_START) else raw


def _jpeg_parts(raw: bytes) -> Iterator[bytes]:
    yield _JPEG_START
    place = 2
    while place + 2 <= len(raw):
        marker = raw[place + 1]
        if raw[place : place + 2] == _JPEG_END:
            break
        if raw[place] != 0xFF or marker in _BARE:  # filling between segments
            place += 1
            continue
        end = place + 2 + int.from_bytes(raw[place + 2 : place + 4])
        if end > len(raw):
            raise ValueError("a segment of a JPEG is cut off")
        private = marker == 0xE0 and raw[place + 4 : place + 9] != b"JFIF\0"
        if marker == _JPEG_SCAN:
            end = _scan_end(raw, end)
        if marker not in _JPEG_PRIVATE and not private:
            yield raw[place:end]
        place = end
    yield _JPEG_END


def _scan_end(raw: bytes, place: int) -> int:
    """Where the coded data of a scan end: at a marker that isn't part of them."""
    while True:
        place = raw.find(b"\xff", place)
        if place < 0 or place + 1 >= len(raw):
            return len(raw)
        if raw[place + 1] not in _BARE:
            return place
        place += 1 if raw[place + 1] == 0xFF else 2
