"""What a stream carries beside its data: bytes behind its end, notes in a picture, more rows."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

_BLANK = b"\x00\t\n\x0c\r "
_COMPONENTS = {
    **dict.fromkeys(["/DeviceGray", "/G", "/CalGray", "/Indexed", "/I", "/Separation"], 1),
    **dict.fromkeys(["/DeviceRGB", "/RGB", "/CalRGB", "/Lab"], 3),
    **dict.fromkeys(["/DeviceCMYK", "/CMYK"], 4),
}
_SPARE = 8  # bytes that a sloppy program writes behind the pixels
_JFIF, _ADOBE, _PROFILE = b"JFIF\0", b"Adobe", b"ICC_PROFILE\0"
_BOXES = frozenset([b"jP  ", b"ftyp", b"jp2h", b"jp2c"])


def packing_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    """What the streams of a file carry that nobody sees, in Dutch; at most one fault."""
    for thing in pdf.objects:
        if isinstance(thing, Stream):
            for fault in _faults(thing):
                yield fault
                return


def _faults(stream: Stream) -> Iterator[str]:
    filters = _filters(stream)
    raw = stream.read_raw_bytes()
    if filters[:1] == ["/FlateDecode"]:
        raw, rest = _inflated(raw)
        if rest.strip(_BLANK):
            yield "achter de gegevens van een stroom staan er nog meer"
        filters = filters[1:]
    elif filters[:1] in (["/ASCII85Decode"], ["/ASCIIHexDecode"]):
        if raw.partition(b">")[2].strip(_BLANK):
            yield "achter de gegevens van een stroom staan er nog meer"
        return
    if filters == ["/DCTDecode"]:
        yield from _jpeg_faults(raw)
    elif filters == ["/JPXDecode"]:
        yield from _jpx_faults(raw)
    elif not filters and stream.get("/Subtype") == Name.Image and _components(stream):
        yield from _row_faults(stream)


def _filters(stream: Stream) -> list[str]:
    found = stream.get("/Filter")
    if found is None:
        return []
    return [str(item) for item in found.as_list()] if isinstance(found, Array) else [str(found)]


def _inflated(raw: bytes) -> tuple[bytes, bytes]:
    """The data of a deflated stream, and what stands behind it; of a broken one what there is."""
    unpack = zlib.decompressobj()
    try:
        return unpack.decompress(raw), unpack.unused_data
    except zlib.error:
        return b"", b""


def _jpeg_faults(data: bytes) -> Iterator[str]:
    """A JPEG (ITU-T T.81, annex B): its tables and scans, and no notes."""
    place = 2
    while data[place : place + 1] == b"\xff":
        kind = data[place + 1]
        if kind == 0xFF:  # fill
            place += 1
            continue
        if kind == 0xD9:
            if data[place + 2 :].strip(_BLANK):
                yield "achter een beeld staan gegevens"
            return
        size = int.from_bytes(data[place + 2 : place + 4], "big")
        body = data[place + 4 : place + 2 + size]
        known = {0xE0: _JFIF, 0xEE: _ADOBE, 0xE2: _PROFILE}.get(kind)
        if kind == 0xFE or (0xE0 <= kind <= 0xEF and not (known and body.startswith(known))):
            yield "een beeld draagt opmerkingen of gegevens van een camera"
            return
        place += 2 + size
        if kind == 0xDA:
            place = _scan_end(data, place)
    yield "een beeld eindigt niet waar het hoort"


def _scan_end(data: bytes, place: int) -> int:
    """The place of the marker behind coded data: in it a marker is stuffed, or a restart."""
    while True:
        place = data.find(b"\xff", place)
        if place < 0 or place + 1 >= len(data):
            return len(data)
        if data[place + 1] != 0 and not 0xD0 <= data[place + 1] <= 0xD7:
            return place
        place += 2


def _jpx_faults(data: bytes) -> Iterator[str]:
    """A JPEG 2000 file (ISO 15444-1, annex I): its header and its code, no boxes with notes."""
    if data.startswith(b"\xff\x4f"):
        return
    place = 0
    while place + 8 <= len(data):
        size, kind = int.from_bytes(data[place : place + 4], "big"), data[place + 4 : place + 8]
        if size == 1:
            size = int.from_bytes(data[place + 8 : place + 16], "big")
        if kind not in _BOXES:
            yield "een beeld draagt opmerkingen of gegevens van een camera"
            return
        place = len(data) if size < 8 else place + size
    if data[place:].strip(_BLANK):
        yield "achter een beeld staan gegevens"


def _row_faults(stream: Stream) -> Iterator[str]:
    """Pixels below the last row that is shown."""
    rest = below_the_rows(stream)
    if len(rest) > _SPARE and len(set(rest)) > 1:
        yield "een beeld heeft meer beeldpunten dan het laat zien"


def below_the_rows(image: Stream) -> bytes:
    """What the data of a picture that isn't coded as one hold behind its last row; all of them
    where its rows can't be told."""
    data, parts = image.read_bytes(), _components(image)
    if parts is None:
        return data
    bits = 1 if image.get("/ImageMask", False) else int(image.get("/BitsPerComponent", 8))
    return data[(int(image.Width) * parts * bits + 7) // 8 * int(image.Height) :]


def _components(stream: Stream) -> int | None:
    """Numbers for a pixel; None where that can't be told."""
    if stream.get("/ImageMask", False):
        return 1
    space = stream.get("/ColorSpace")
    if isinstance(space, Array) and len(space) > 1:
        if space[0] == Name.ICCBased and isinstance(space[1], Stream | Dictionary):
            return int(space[1].get("/N", 0)) or None
        if space[0] == Name.DeviceN:
            return len(space[1])
        space = space[0]
    return _COMPONENTS.get(str(space))
