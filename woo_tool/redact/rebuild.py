"""Building the published file from the working copy: only what is known to be needed stays.

An allow-list of keys (rules/redact.yaml) for the catalogue, pages and every resource; resources
that a page's content doesn't name go, because another page's redacted form may be among them.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

from woo_tool.redact.jpx import strip_jpx
from woo_tool.redact.settings import settings

_NAME = re.compile(rb"/([^\s<>\[\](){}/%]+)")
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_PLAIN_TAG = re.compile(rb"/\w+\s*<<\s*/MCID\s+\d+\s*>>\s*BDC|/Artifact\s+BMC")
_TAG_OPERATORS = frozenset({"BDC", "BMC", "EMC", "DP", "MP"})
_JPEG_PRIVATE = frozenset({0xFE, *range(0xE1, 0xF0)}) - {0xEE, 0xE2}  # keep Adobe and ICC
_JPEG_START, _JPEG_SCAN = b"\xff\xd8", 0xDA


class Cleaner:
    """Cleans pages of one file; every shared object is cleaned once."""

    def __init__(self) -> None:
        self._seen: set[tuple[int, int]] = set()

    def clean_page(self, page: pikepdf.Page, *, marks: bool) -> None:
        """Leaves in a page only allow-listed keys, used resources and plain content.

        ``marks``: bare marks of content stay, for the tag tree.
        """
        page.contents_coalesce()
        contents = page.obj.get("/Contents")
        resources = page.obj.get("/Resources", Dictionary())
        if isinstance(contents, Stream):
            properties = resources.get("/Properties", Dictionary()) if marks else None
            _clean_content(contents, properties)
        page.obj["/Resources"] = self._resources(resources, _names(page.obj, resources))
        _drop_other_keys(page.obj, settings().keep.page)

    def _resources(self, resources: Object, used: set[str]) -> Object:
        """A new resource dictionary with only what ``used`` names, each thing cleaned."""
        result = Dictionary()
        for category, group in resources.items():
            if category[1:] not in settings().keep.resources or not isinstance(group, Dictionary):
                continue
            kept = Dictionary()
            for name, thing in group.items():
                if name in used:
                    kept[name] = thing
                    self._clean(category[1:], thing)
            if len(kept):
                result[category] = kept
        return result

    def _clean(self, category: str, thing: Object) -> None:
        if not isinstance(thing, Dictionary | Stream):
            return
        if thing.is_indirect:
            if thing.objgen in self._seen:
                return
            self._seen.add(thing.objgen)
        cleaners: dict[str, Callable[[Object], None]] = {
            "XObject": self._xobject,
            "Font": self._font,
            "Pattern": self._pattern,
            "ExtGState": self._gstate,
        }
        if category in cleaners:
            cleaners[category](thing)

    def _xobject(self, thing: Object) -> None:
        if thing.get("/Subtype") == Name.Image:
            _drop_other_keys(thing, settings().keep.image)
            for key in ("/SMask", "/Mask"):
                if isinstance(thing.get(key), Stream):
                    self._clean("XObject", thing[key])
            _strip_jpeg(thing)
        else:
            self._form(thing, settings().keep.form)

    def _form(self, thing: Object, keep: frozenset[str]) -> None:
        _drop_other_keys(thing, keep)
        if not isinstance(thing, Stream):
            return
        _clean_content(thing)
        own = thing.get("/Resources")
        if isinstance(own, Dictionary):
            thing["/Resources"] = self._resources(own, _names(thing, own))

    def _pattern(self, thing: Object) -> None:
        self._form(thing, settings().keep.pattern)

    def _gstate(self, thing: Object) -> None:
        _drop_other_keys(thing, settings().keep.gstate)
        mask = thing.get("/SMask")
        if isinstance(mask, Dictionary):
            _drop_other_keys(mask, frozenset({"Type", "S", "G", "BC", "TR"}))
            if isinstance(mask.get("/G"), Stream):
                self._clean("XObject", mask.G)

    def _font(self, thing: Object) -> None:
        _drop_other_keys(thing, settings().keep.font)
        descriptor = thing.get("/FontDescriptor")
        if isinstance(descriptor, Dictionary):
            _drop_other_keys(descriptor, settings().keep.descriptor)
        below = thing.get("/DescendantFonts")
        for child in below.as_list() if isinstance(below, Array) else []:
            self._font(child)
        glyphs = thing.get("/CharProcs")
        if isinstance(glyphs, Dictionary):
            for _, glyph in glyphs.items():
                if isinstance(glyph, Stream):
                    _clean_content(glyph)


def _drop_other_keys(thing: Object, keep: frozenset[str]) -> None:
    for key in list(thing.keys()):
        if key[1:] not in keep:
            del thing[key]


def _names(holder: Object, resources: Object) -> set[str]:
    """Every name that the content uses, and that forms without resources of their own use."""
    names: set[str] = set()
    todo = [holder.get("/Contents") if "/Contents" in holder else holder]
    forms = resources.get("/XObject", Dictionary())
    done: set[str] = set()
    while todo:
        stream = todo.pop()
        if not isinstance(stream, Stream):
            continue
        found = {_decode_name(item) for item in _NAME.findall(stream.read_bytes())}
        names |= found
        for name in found - done:
            done.add(name)
            form = forms.get(name)
            if isinstance(form, Stream) and form.get("/Subtype") == Name.Form:
                todo += [] if "/Resources" in form else [form]
    return names


def _decode_name(raw: bytes) -> str:
    plain = _HEX.sub(lambda hit: bytes([int(hit[1], 16)]), raw)
    return "/" + plain.decode("utf-8", "surrogateescape")


def _clean_content(stream: Stream, properties: Object | None = None) -> None:
    """Takes comments and marked content with properties (ActualText, Alt, layers) out.

    With ``properties``, those of the page, bare marks stay, without more than their number.
    """
    data = stream.read_bytes()
    tags = sum(data.count(operator) for operator in (b"BDC", b"BMC", b"MP", b"DP"))
    plain = len(_PLAIN_TAG.findall(data)) if properties is not None and tags else 0
    if b"%" not in data and tags == plain:
        return
    kept: list[pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage] = []
    open_tags: list[bool] = []
    for item in instructions(stream):
        operator = str(item.operator)
        if operator not in _TAG_OPERATORS:
            kept.append(item)
            continue
        tag = _tag(item, operator, open_tags, properties)
        if tag is not None:
            kept.append(tag)
    stream.write(pikepdf.unparse_content_stream(kept))


def instructions(
    stream: Stream,
) -> list[pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage]:
    """The instructions of a stream; one that stops halfway is a fault and not a shorter page."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        try:
            return list(pikepdf.parse_content_stream(stream))
        except UserWarning as fault:
            raise ValueError("content stream ends too soon") from fault


def _tag(
    item: Any, operator: str, open_tags: list[bool], properties: Object | None
) -> pikepdf.ContentStreamInstruction | None:
    """What stays of an operator that marks content: its type and number, or nothing."""
    if operator == "EMC":
        return item if open_tags and open_tags.pop() else None
    if operator in ("DP", "MP"):
        return None
    operands = list(item.operands)
    number = _number(operands, properties) if properties is not None else None
    artifact = properties is not None and bool(operands) and operands[0] == Name.Artifact
    open_tags.append(artifact or number is not None)
    if artifact:
        return pikepdf.ContentStreamInstruction([Name.Artifact], pikepdf.Operator("BMC"))
    if number is None:
        return None
    return pikepdf.ContentStreamInstruction(
        [operands[0], Dictionary(MCID=number)], pikepdf.Operator("BDC")
    )


def _number(operands: Sequence[Object], properties: Object | None) -> int | None:
    """The number of marked content, which may stand in the properties of the page."""
    if len(operands) != 2:
        return None
    found = operands[1]
    if isinstance(found, Name) and properties is not None:
        found = properties.get(str(found), Dictionary())
    number: Any = found.get("/MCID") if isinstance(found, Dictionary) else None
    return number if isinstance(number, int) and number >= 0 else None


def _strip_jpeg(image: Object) -> None:
    """Takes EXIF, XMP, comments and thumbnails out of a JPEG (2000); the picture stays as it is."""
    if not isinstance(image, Stream):
        return
    kind = image.get("/Filter")
    if isinstance(kind, Array) and len(kind) == 1:
        kind = kind[0]
    strip = {"/DCTDecode": strip_jpeg, "/JPXDecode": strip_jpx}.get(str(kind))
    if strip is None or not isinstance(kind, Name):
        return
    raw = image.read_raw_bytes()
    clean = strip(raw)
    if clean == raw:
        return
    parms = image.get("/DecodeParms")
    image.write(clean, filter=kind)
    if parms is not None:
        image["/DecodeParms"] = parms


def strip_jpeg(raw: bytes) -> bytes:
    """A JPEG without private segments and without anything after its end."""
    if not raw.startswith(_JPEG_START):
        return raw
    parts, place = [_JPEG_START], 2
    while place + 4 <= len(raw) and raw[place] == 0xFF:
        marker = raw[place + 1]
        size = int.from_bytes(raw[place + 2 : place + 4], "big")
        if marker == _JPEG_SCAN:
            break
        segment = raw[place : place + 2 + size]
        if marker == 0xE0 and segment[4:9] != b"JFIF\0":
            segment = b""
        if marker not in _JPEG_PRIVATE:
            parts.append(segment)
        place += 2 + size
    end = raw.rfind(b"\xff\xd9")
    tail = raw[place : end + 2] if end > place else raw[place:]
    return b"".join([*parts, tail])
