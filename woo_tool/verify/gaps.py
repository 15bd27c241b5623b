"""Bytes that belong to no object: a file is its header, its objects, their table and nothing else.

Readers jump over what stands between objects, behind the data of a stream, and in objects that the
table doesn't know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pikepdf
from pikepdf import Dictionary, Name, Stream

_HEADER = re.compile(rb"%PDF-\d\.\d\s*(?:%[\x80-\xff\s]{1,16}(?=\n|\r))?")
_BLANK = re.compile(rb"[\x00\t\n\x0c\r ]*")
_START = re.compile(rb"(\d{1,10})[ \t\r\n]+(\d{1,5})[ \t\r\n]+obj\b")
_STREAM = re.compile(rb"stream(?:\r\n|\n|\r)")
_END = re.compile(rb"[\x00\t\n\x0c\r ]*endstream[\x00\t\n\x0c\r ]*")
_TABLE = re.compile(rb"xref\s+(?:\d+ \d+\s+|\d{10} \d{5} [nf]\s+)*trailer\b")
_FOOT = re.compile(rb"startxref\s+\d+\s+%%EOF\s*")
# What an object is written with, but for strings in brackets; a comment isn't among it.
_TOKENS = re.compile(
    rb"(?:[\x00\t\n\x0c\r ]++|<<|>>|[\[\]]|<[0-9A-Fa-f\s]*+>"
    rb"|/[^\x00\t\n\x0c\r ()<>\[\]{}/%]*+|[+-]?[0-9.]++(?:[eE][+-]?\d++)?|true|false|null|R\b)++"
)


def gap_faults(data: bytes, pdf: pikepdf.Pdf) -> Iterator[str]:
    """What is wrong with the bytes of a file with one revision, in Dutch; at most one thing."""
    # An object that is null comes as None.
    things = {thing.objgen: thing for thing in pdf.objects if isinstance(thing, pikepdf.Object)}
    lengths = {
        key: int(thing.get("/Length", 0)) for key, thing in things.items() if _is_stream(thing)
    }
    try:
        met = _walk(data, lengths)
        for thing in things.values():
            if _is_stream(thing) and thing.get("/Type") == Name.ObjStm:
                met += _packed(thing.read_bytes(), int(thing.N), int(thing.First))
    except _GapError as fault:
        yield str(fault)
        return
    if len(met) != len(set(met)) or not set(met) <= things.keys():
        yield "er staan objecten in het bestand die de inhoudsopgave niet kent"


class _GapError(Exception):
    """A byte that belongs to nothing. The message is Dutch."""


def _is_stream(thing: pikepdf.Object) -> bool:
    return isinstance(thing, Stream)


def _packed(data: bytes, count: int, first: int) -> list[tuple[int, int]]:
    """The numbers of the objects in an object stream. Raises _GapError."""
    head = data[:first].split()
    if len(head) != 2 * count or not all(map(bytes.isdigit, head)):
        raise _GapError("een stroom met objecten heeft meer in zich dan hij zegt")
    _value(data + b" endobj", first, {b"endobj"})
    return [(int(number), 0) for number in head[::2]]


def _walk(data: bytes, lengths: dict[tuple[int, int], int]) -> list[tuple[int, int]]:
    """The numbers of all objects in the bytes, in order. Raises _GapError."""
    met: list[tuple[int, int]] = []
    head = _HEADER.match(data)
    place = head.end() if head else 0
    while True:
        place = _skip(data, place)
        start = _START.match(data, place)
        if start is None:
            break
        key = int(start[1]), int(start[2])
        if not data.startswith(b"null", _skip(data, start.end())):
            met.append(key)
        place = _object(data, start.end(), lengths.get(key))
    table = _TABLE.match(data, place)
    if table:
        place = _skip(data, _value(data, table.end(), {b"startxref"}))
    if not _FOOT.fullmatch(data, place):
        raise _GapError("tussen de onderdelen van het bestand staan gegevens die er niet horen")
    return met


def _skip(data: bytes, place: int) -> int:
    blank = _BLANK.match(data, place)
    return blank.end() if blank else place


def _object(data: bytes, place: int, length: int | None) -> int:
    """Where the object that begins here ends."""
    place = _value(data, place, {b"endobj", b"stream"})
    stream = _STREAM.match(data, place)
    if stream:
        end = _END.match(data, stream.end() + length) if length is not None else None
        if end is None:
            raise _GapError("een stroom is langer dan hij zegt")
        place = end.end()
    if not data.startswith(b"endobj", place):
        raise _GapError("een object in het bestand eindigt niet waar het hoort")
    return place + len(b"endobj")


def _value(data: bytes, place: int, until: set[bytes]) -> int:
    """The place of the first of these words behind a value."""
    while True:
        for word in until:
            if data.startswith(word, place):
                return place
        if data.startswith(b"(", place):
            place = _string(data, place)
            continue
        tokens = _TOKENS.match(data, place)
        if tokens is None:
            raise _GapError("in een object van het bestand staan gegevens die er niet horen")
        place = tokens.end()


def _string(data: bytes, place: int) -> int:
    depth = 0
    while place < len(data):
        byte = data[place]
        if byte == 0x5C:  # the next one is escaped
            place += 1
        elif byte == 0x28:
            depth += 1
        elif byte == 0x29:
            depth -= 1
            if not depth:
                return place + 1
        place += 1
    raise _GapError("een tekst in het bestand heeft geen einde")


_TEXTS = frozenset(
    f"/{name}"
    for name in (
        *("Title", "Author", "Producer", "CreationDate", "ModDate", "Alt", "ActualText"),
        *("Lang", "URI", "Registry", "Ordering", "ID", "FontFamily", "Panose", "CharSet"),
    )
)


def stray_texts(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Where a text stands that a published file has no use for (at most one such place)."""
    for thing in pdf.objects:
        for key in _texts(thing, "", 0):
            yield f"er staat tekst op een plaats die niet is toegestaan ({key or 'los'})"
            return


def _texts(thing: pikepdf.Object, key: str, depth: int) -> Iterator[str]:
    if depth > 60:
        return
    if isinstance(thing, pikepdf.String):
        if key not in _TEXTS:
            yield key
    elif isinstance(thing, Dictionary | Stream):
        for name, value in thing.items():
            if not value.is_indirect if isinstance(value, pikepdf.Object) else False:
                yield from _texts(value, name, depth + 1)
    elif isinstance(thing, pikepdf.Array):
        palette = len(thing) == 4 and thing[0] in (Name.Indexed, Name("/I"))
        for value in list(thing.as_list())[: 3 if palette else None]:
            if isinstance(value, pikepdf.Object) and not value.is_indirect:
                yield from _texts(value, key, depth + 1)
