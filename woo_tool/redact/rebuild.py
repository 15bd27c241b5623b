"""Building the published file from the working copy: only what is known to be needed stays.

An allow-list of keys (rules/redact.yaml) for the catalogue, pages and every resource; resources
that a page's content doesn't name go, because another page's redacted form may be among them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

from woo_tool.redact.content import Instruction, clean_content, instructions
from woo_tool.redact.idle import paints, without_idle
from woo_tool.redact.settings import settings


class Cleaner:
    """Cleans pages of one file; every shared object is cleaned once."""

    def __init__(self) -> None:
        self._seen: set[tuple[int, int]] = set()
        self._blank: set[tuple[int, int]] = set()  # forms that paint nothing

    def clean_page(self, page: pikepdf.Page, *, marks: bool) -> list[Instruction]:
        """Leaves in a page only allow-listed keys and used resources; gives its clean content.

        ``marks``: bare marks of content stay, for the tag tree.
        """
        page.contents_coalesce()
        contents = page.obj.get("/Contents")
        resources = page.obj.get("/Resources", Dictionary())
        items: list[Instruction] = []
        if isinstance(contents, Stream):
            properties = resources.get("/Properties", Dictionary()) if marks else None
            items = clean_content(instructions(contents), properties)
        items, page.obj["/Resources"] = self._used(items, resources)
        _drop_other_keys(page.obj, settings().keep.page)
        return items

    def _used(
        self, items: Iterable[Instruction], resources: Object
    ) -> tuple[list[Instruction], Object]:
        """The instructions that matter, and a new resource dictionary with what they name."""
        left = without_idle(items)
        own = self._resources(resources, self._names(left, resources))
        forms = own.get("/XObject", Dictionary())
        blank = {name for name, form in forms.items() if form.objgen in self._blank}
        if blank:
            left = without_idle(left, blank)
            own = self._resources(own, self._names(left, own))
        return left, own

    def _names(self, items: Iterable[Instruction], resources: Object) -> set[str]:
        return _names_in(items) | self._names_of_forms(items, resources)

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

    def _names_of_forms(self, items: Iterable[Instruction], resources: Object) -> set[str]:
        """The names that forms without resources of their own use of these."""
        forms = resources.get("/XObject", Dictionary())
        found, todo = set[str](), _names_in(items)
        while todo:
            form = forms.get(todo.pop())
            if not isinstance(form, Stream) or form.get("/Subtype") != Name.Form:
                continue
            if "/Resources" not in form:
                new = _names_in(instructions(form)) - found
                found |= new
                todo |= new
        return found

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
        else:
            self._form(thing, settings().keep.form)

    def _form(self, thing: Object, keep: frozenset[str]) -> None:
        _drop_other_keys(thing, keep)
        if not isinstance(thing, Stream):
            return
        items = clean_content(instructions(thing))
        if isinstance(thing.get("/Resources"), Dictionary):
            items, thing["/Resources"] = self._used(items, thing.Resources)
        else:
            items = without_idle(items)
        thing.write(pikepdf.unparse_content_stream(items))
        if thing.is_indirect and not paints(items):
            self._blank.add(thing.objgen)

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
                    glyph.write(pikepdf.unparse_content_stream(clean_content(instructions(glyph))))


def _drop_other_keys(thing: Object, keep: frozenset[str]) -> None:
    for key in list(thing.keys()):
        if key[1:] not in keep:
            del thing[key]


def _names_in(items: Iterable[Instruction]) -> set[str]:
    """Every name that is an operand; of inline images those of their dictionary."""
    found = set[str]()
    for item in items:
        if isinstance(item, pikepdf.ContentStreamInlineImage):
            for value in item.iimage.obj.values():
                found |= {str(v) for v in _flat(value) if isinstance(v, Name)}
            continue
        found |= {str(operand) for operand in item.operands if isinstance(operand, Name)}
    return found


def _flat(value: Object) -> Iterable[Object]:
    return value.as_list() if isinstance(value, Array) else [value]
