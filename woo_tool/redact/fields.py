"""Which annotations and form fields of a page become content of it: those that a reader sees."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Object

from woo_tool.redact.content import paints
from woo_tool.redact.settings import settings

_DEEPEST = 12  # fields in fields
_WRITTEN = (Name.Tx, Name.Ch)  # fields that show what somebody wrote or chose
_COMBO = 1 << 17  # a field whose choices only show when it is opened (ISO 32000-2, table 233)
_UNSEEN = frozenset({"Popup", "Link"})
_HIDDEN_FLAGS = 1 << 1 | 1 << 5  # annotation flags Hidden and NoView (ISO 32000-2, table 167)


def drawn_anew(pdf: pikepdf.Pdf) -> bool:
    """True when the file asks a reader to draw its form fields itself (ISO 32000-2, table 224)."""
    form = pdf.Root.get("/AcroForm")
    return isinstance(form, Dictionary) and bool(form.get("/NeedAppearances", False))


def become_content(annotations: Sequence[Object], *, anew: bool) -> list[Object]:
    """The annotations of a page that become content.

    ``anew``: a reader draws fields from their values, so the look that they have goes.
    """
    if anew:
        for item in annotations:
            written = isinstance(item, Dictionary) and _inherited(item, "/FT") in _WRITTEN
            if written and "/AP" in item:
                del item["/AP"]
    return [item for item in annotations if _becomes_content(item)]


def _becomes_content(item: Object) -> bool:
    if not isinstance(item, Dictionary) or int(item.get("/F", 0)) & _HIDDEN_FLAGS:
        return False
    kind = str(item.get("/Subtype", ""))[1:]
    if "/AP" not in item:
        # A reader makes one, from what it says.
        return kind == "FreeText" or (kind == "Widget" and _has_value(item))
    return kind in settings().flatten or (kind not in _UNSEEN and _says_something(item))


def _inherited(field: Object, key: str) -> Object | None:
    for _ in range(_DEEPEST):
        if key in field:
            return field[key]
        field = field.get("/Parent", Dictionary())
        if not isinstance(field, Dictionary):
            break
    return None


def _has_value(field: Object) -> bool:
    """True for a field, or the part of one, in which somebody wrote or chose something, or that
    shows what there is to choose from."""
    kind, value = _inherited(field, "/FT"), _inherited(field, "/V")
    if kind not in _WRITTEN:
        return False
    flags: Any = _inherited(field, "/Ff") or 0
    if kind == Name.Ch and not int(flags) & _COMBO and _inherited(field, "/Opt") is not None:
        return True
    return isinstance(value, pikepdf.String) and bool(str(value))


def _says_something(item: Object) -> bool:
    """True when the normal appearance of an annotation shows text: it is read on the page."""
    shown = item.AP.get("/N")
    if isinstance(shown, Dictionary) and not isinstance(shown, pikepdf.Stream):
        shown = shown.get(str(item.get("/AS", "/Off")))
    return isinstance(shown, pikepdf.Stream) and paints(shown)
