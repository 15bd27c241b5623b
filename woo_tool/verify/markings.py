"""Annotations that others left on a page: covers that come off, comments, files, telling links."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

import pikepdf
from pikepdf import Array, Dictionary

from woo_tool.model import Box
from woo_tool.verify.chars import Chars
from woo_tool.verify.folding import tokens
from woo_tool.verify.report import LEAK, QUESTION, Check
from woo_tool.verify.space import Sheet

_DARK = 110 / 255
_RUN = 3  # characters
_DRAWN = frozenset(
    f"/{name}"
    for name in (
        *("Highlight", "Ink", "Square", "Circle", "Line", "Polygon", "PolyLine", "Underline"),
        *("StrikeOut", "Squiggly", "Stamp", "FreeText", "Caret", "Watermark"),
    )
)
_FILES = frozenset(["/FileAttachment", "/Sound", "/Movie", "/Screen", "/RichMedia", "/3D"])
_APPLY = "pas het lakken toe en sla het bestand opnieuw op"
_FLATTEN = "verwijder ze, of maak het bestand plat (afdrukken naar PDF)"


def check_markings(
    page: pikepdf.Page, number: int, sheet: Sheet, chars: Chars, words: frozenset[str]
) -> Iterator[Check]:
    """Every kind of finding on a page once. ``words``: what the page shows, folded."""
    found: dict[str, str] = {}
    for item in marks_of(page):
        for result, detail in _findings(item, sheet, chars, words):
            found.setdefault(detail, result)
    for detail, result in found.items():
        yield Check("structure", result, number, detail=detail)


def marks_of(page: pikepdf.Page) -> list[Dictionary]:
    """The annotations of a page, broken ones left out."""
    annots = page.obj.get("/Annots")
    items = list(annots.as_list()) if isinstance(annots, Array) else []
    return [item for item in items if isinstance(item, Dictionary) and "/Subtype" in item]


def _findings(
    item: Dictionary, sheet: Sheet, chars: Chars, words: frozenset[str]
) -> Iterator[tuple[str, str]]:
    kind = str(item.Subtype)
    if kind == "/Redact":
        yield LEAK, f"een lakvoorstel is nooit toegepast; {_APPLY}"
    elif kind in _FILES:
        yield LEAK, f"op de pagina zit een bestand vast dat iedereen kan openen; {_FLATTEN}"
    elif kind in (*_DRAWN, "/Widget") and _is_dark(item) and _covers(item, sheet, chars):
        what = "een donkere markering die er zo af kan, ligt over leesbare tekst"
        yield LEAK, f"{what}; haal de tekst weg in plaats van haar te bedekken"
    elif kind in _DRAWN:
        yield QUESTION, f"een vak, streep of stempel is een losse annotatie; {_FLATTEN}"
    elif kind == "/Text":
        yield QUESTION, f"op de pagina staan opmerkingen; {_FLATTEN}"
    elif kind == "/Link" and _tells(item, words):
        what = "een koppeling draagt een e-mailadres dat niet op de pagina staat"
        yield QUESTION, f"{what}; verwijder de koppeling"
    if kind not in ("/Text", "/Link", "/Popup") and _says(item, words):
        yield QUESTION, f"bij een markering staat tekst die niet op de pagina staat; {_FLATTEN}"


def _is_dark(item: Dictionary) -> bool:
    look = item.get("/MK")
    behind = look.get("/BG") if isinstance(look, Dictionary) else None  # of a form field
    levels = [
        sum(float(part) for part in colour.as_list()) / len(colour)
        for colour in (item.get("/C"), item.get("/IC"), behind)
        if isinstance(colour, Array) and len(colour) in (1, 3)
    ]
    return bool(levels) and min(levels) <= _DARK


def is_cover(item: Dictionary) -> bool:
    """True for a drawn annotation that hides what is beneath it: dark, or filled."""
    return str(item.Subtype) in _DRAWN and (_is_dark(item) or "/IC" in item)


def _covers(item: Dictionary, sheet: Sheet, chars: Chars) -> bool:
    return int(chars.in_any(marked_areas(item, sheet)).sum()) >= _RUN


def marked_areas(item: Dictionary, sheet: Sheet) -> list[Box]:
    """Where an annotation marks: its quadrangles, or else its rectangle."""
    points = item.get("/QuadPoints")
    numbers = [float(value) for value in points.as_list()] if isinstance(points, Array) else []
    found = []
    for place in range(0, len(numbers) - 7, 8):
        xs, ys = numbers[place : place + 8 : 2], numbers[place + 1 : place + 8 : 2]
        found.append(sheet.own(min(xs), min(ys), max(xs), max(ys)))
    rect = item.get("/Rect")
    if not found and isinstance(rect, Array) and len(rect) == 4:
        x0, y0, x1, y1 = (float(value) for value in rect.as_list())
        found.append(sheet.own(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
    return found


def _says(item: Dictionary, words: frozenset[str]) -> bool:
    said = tokens(str(item.get("/Contents", "")))
    return any(word not in words for word in said if len(word) > 1)


def _tells(item: Dictionary, words: frozenset[str]) -> bool:
    action = item.get("/A")
    address = str(action.get("/URI", "")) if isinstance(action, Dictionary) else ""
    if not address.lower().startswith("mailto:"):
        return False
    who = unquote(address[7:]).partition("?")[0].partition("@")[0]
    return any(word not in words for word in tokens(who))
