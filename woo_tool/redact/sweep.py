"""What a page draws with, once more: keys that nothing needs, and names of those that went.

The cleaner knows pages, forms, pictures and fonts by their own lists. Below them lie colour
spaces, functions, shadings and the like, of many kinds and seldom more than numbers: there one list
of all keys that any of them has is enough.
"""

from __future__ import annotations

import re
import zlib
from functools import cache

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream, String

from woo_tool.redact.content import Instruction, instructions
from woo_tool.redact.links import Removed
from woo_tool.redact.pictures import clean_picture
from woo_tool.redact.settings import settings

_CATEGORIES = frozenset(
    {"/Font", "/XObject", "/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/Properties"}
)
_NAMED = frozenset({"/CharProcs", "/Colorants", "/Solidities", "/DotGain"})
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_COMMENT = re.compile(rb"%[^\r\n]*")
_DEEPEST = 60
# Names that mean something to every reader (ISO 32000-1) and say nothing of a person who happens
# to be called so (Page, Link, Form, Lab).
_STANDARD = frozenset(
    re.findall(
        r"/\w+",
        "/Page /Pages /XObject /Image /Form /PS /Font /FontDescriptor /Type0 /Type1 /Type3 "
        "/TrueType /MMType1 /CIDFontType0 /CIDFontType2 /OpenType /Type1C /CIDFontType0C "
        "/Encoding /CMap /ExtGState /Pattern /Shading /Group /Transparency /Mask /Alpha "
        "/Luminosity /Link /Annot /Normal /Compatible /Multiply /Screen /Overlay /Darken "
        "/Lighten /ColorDodge /ColorBurn /HardLight /SoftLight /Difference /Exclusion /Hue "
        "/Saturation /Color /Default /Identity /DeviceGray /DeviceRGB /DeviceCMYK /CalGray "
        "/CalRGB /Lab /ICCBased /Indexed /Separation /DeviceN /All /None /Process /Metadata "
        "/XML /Perceptual /Halftone /Function ",
    )
)


def sweep(pdf: pikepdf.Pdf, removed: Removed) -> None:
    """Cleans everything that the pages draw with, and renames resources with a telling name."""
    sweeper = _Sweeper(removed)
    for page in pdf.pages:
        sweeper.rename(page.obj, page.obj.get("/Resources", Dictionary()))
        for key in ("/Resources", "/Group"):
            if key in page.obj:
                sweeper.visit(page.obj[key], key, 0)


@cache
def _known() -> frozenset[str]:
    keep = settings().keep
    names = keep.form | keep.image | keep.pattern | keep.font | keep.descriptor | keep.gstate
    return frozenset(f"/{name}" for name in names | keep.below | keep.resources)


class _Sweeper:
    def __init__(self, removed: Removed) -> None:
        self._removed = removed
        self._seen: set[tuple[int, int]] = set()
        self._new: dict[str, str] = {}

    def visit(self, thing: Object, key: str, depth: int) -> None:
        """Cleans one thing, that stands under ``key``, and everything below it."""
        if not isinstance(thing, Dictionary | Stream | Array) or depth > _DEEPEST:
            return
        if thing.is_indirect:
            if thing.objgen in self._seen:
                return
            self._seen.add(thing.objgen)
        if isinstance(thing, Array):
            for place, value in enumerate(thing.as_list()):
                glyph = key == "/Differences" and isinstance(value, Name) and _is_glyph(value)
                clean = None if glyph else self._clean(value)
                if clean is not None:
                    thing[place] = clean
                self.visit(value, key, depth + 1)
        else:
            self._dictionary(thing, key, depth)

    def _dictionary(self, thing: Object, key: str, depth: int) -> None:
        named = key in _NAMED or (key in _CATEGORIES and not isinstance(thing, Stream))
        named = named and "/Type" not in thing
        for name in sorted(thing.keys()):  # a set: its order differs from run to run
            if not named and name not in _known():
                del thing[name]
                continue
            value = thing[name]
            glyph = key == "/CharProcs" and _is_glyph(name)
            if key in _NAMED and not glyph and self._removed.in_name(name[1:]):
                thing[self._other(name)] = value
                del thing[name]
                name = self._other(name)
            clean = self._clean(value)
            if clean is not None:
                thing[name] = clean
            self.visit(value, name, depth + 1)
        if isinstance(thing, Stream):
            self._stream(thing)

    def _clean(self, value: Object) -> Object | None:
        """What takes the place of a name or string that says too much; None: it may stay."""
        if isinstance(value, String):
            data = bytes(value)
            clean = self._removed.blank_bytes(data)
            if self._removed.in_text(str(value)) and clean == data:
                return String("")
            return String(clean) if clean != data else None
        if not isinstance(value, Name):
            return None
        for said in _readings(value):
            told = self._removed.in_name(said[1:]) or (
                not said.isascii() and self._removed.in_text(said[1:])
            )
            if told and said not in _STANDARD:
                return Name(self._other(said))
        return None

    def _other(self, name: str) -> str:
        """The name that takes the place of one that says too much: the same wherever it stands."""
        return self._new.setdefault(name, f"/Woo{len(self._new) + 1}")

    def _stream(self, stream: Stream) -> None:
        """Bytes behind compressed data go, and what was removed goes from what isn't content."""
        kind = stream.get("/Subtype")
        if stream.get("/Filter") == Name.FlateDecode:
            reader = zlib.decompressobj()
            try:
                plain = reader.decompress(stream.read_raw_bytes())
            except zlib.error:
                plain = b""
            if plain and reader.unused_data:
                parms = stream.get("/DecodeParms")
                stream.write(zlib.compress(plain), filter=Name.FlateDecode)
                if parms is not None:
                    stream["/DecodeParms"] = parms
        if kind == Name.Image:
            clean_picture(stream, self._removed)
        if kind == Name.Image or "/Length1" in stream or "/BBox" in stream:
            return
        if stream.get("/FunctionType") == 4:
            stream.write(_COMMENT.sub(b"", stream.read_bytes()))
        elif "/N" in stream or "/FunctionType" in stream:
            data = stream.read_bytes()
            clean = self._removed.blank_bytes(data)
            if clean != data:
                stream.write(clean)

    def rename(self, holder: Object, resources: Object) -> None:
        """Gives resources with a telling name another, also where the content uses it."""
        names: dict[str, str] = {}
        for category in sorted(_CATEGORIES):
            group = resources.get(category, Dictionary())
            for name in sorted(group.keys()) if isinstance(group, Dictionary) else []:
                thing = group[name]
                if self._removed.in_name(name[1:]):
                    new = names.setdefault(name, self._other(name))
                    group[new] = thing
                    del group[name]
                self._below(thing, resources)
        if names:
            self._rename_in(holder, resources, names)

    def _below(self, thing: Object, outer: Object) -> None:
        """The same in a form or pattern, whose content uses resources of its own."""
        if isinstance(thing, Stream) and thing.objgen not in self._seen:
            own = thing.get("/Resources")
            if isinstance(own, Dictionary) and own.objgen != outer.objgen:
                self.rename(thing, own)

    def _rename_in(self, holder: Object, resources: Object, names: dict[str, str]) -> None:
        streams = [holder.get("/Contents", holder)]
        forms = resources.get("/XObject", Dictionary())
        streams += [form for form in dict(forms.items()).values() if "/Resources" not in form]
        for stream in streams:
            if not isinstance(stream, Stream) or stream.get("/Subtype") == Name.Image:
                continue
            items = [_renamed(item, names) for item in instructions(stream)]
            stream.write(pikepdf.unparse_content_stream(items))


def _is_glyph(name: Name | str) -> bool:
    """True for the usual name of a character (one, bar, thorn): it means no more than that."""
    from fontTools.agl import AGL2UV

    return any(said[1:] in AGL2UV for said in _readings(name))


def _readings(name: Name | str) -> tuple[str, ...]:
    """A name as text; one that isn't UTF-8 (fonts of other scripts) in the code pages it may be."""
    if isinstance(name, str):
        return (name,)
    try:
        return (str(name),)
    except UnicodeDecodeError:
        data = _HEX.sub(lambda hit: bytes([int(hit[1], 16)]), name.unparse())
        return data.decode("latin-1"), data.decode("gb18030", "replace")


def _renamed(item: Instruction, names: dict[str, str]) -> Instruction:
    if isinstance(item, pikepdf.ContentStreamInlineImage):
        return item
    operands = [
        Name(names[str(part)]) if isinstance(part, Name) and str(part) in names else part
        for part in item.operands
    ]
    return pikepdf.ContentStreamInstruction(operands, item.operator)
