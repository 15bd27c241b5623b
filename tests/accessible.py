"""What a PDF of ours must have for who can't see it (ISO 14289-1), read with pikepdf alone.

Not a conformance checker: the essentials that a change of ours could break.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf

_INSIDE = {
    "Table": {"TR", "THead", "TBody", "Caption"},
    "TR": {"TH", "TD"},
    "L": {"LI", "Caption"},
    "LI": {"Lbl", "LBody"},
}
"""Which elements an element may hold (ISO 32000-1, 14.8.4.3)."""

_DRAWS = frozenset(
    ("Tj", "TJ", "'", '"', "f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "Do", "sh")
)


def faults(data: bytes) -> list[str]:
    """What is wrong with the file, empty when nothing is."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [*_catalog(pdf), *_pages(pdf), *_tree(pdf), *_fonts(pdf)]


def kinds(data: bytes) -> list[str]:
    """The types of the elements, in reading order."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [_kind(item) for item in _elements(pdf.Root.StructTreeRoot.K[0])]


def _catalog(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    if not root.get("/MarkInfo", pikepdf.Dictionary()).get("/Marked"):
        yield "not marked as tagged"
    if str(root.get("/Lang", "")) != "nl-NL":
        yield "language is not nl-NL"
    if not root.get("/ViewerPreferences", pikepdf.Dictionary()).get("/DisplayDocTitle"):
        yield "the title is not what a reader shows"
    with pdf.open_metadata() as meta:
        if not meta.get("dc:title"):
            yield "no title"
        if meta.get("pdfuaid:part") != "1":
            yield "no claim of PDF/UA-1"


def _pages(pdf: pikepdf.Pdf) -> Iterator[str]:
    tree = pdf.Root.StructTreeRoot.ParentTree.Nums
    for place, page in enumerate(pdf.pages):
        if page.obj.get("/Tabs") != "/S":
            yield f"page {place + 1}: tab order is not that of the structure"
        numbers = list(_marked(page))
        if None in numbers:
            yield f"page {place + 1}: something is drawn outside content and furniture"
        known = [number for number in numbers if number is not None]
        if known != list(range(len(tree[2 * place + 1]))):
            yield f"page {place + 1}: content that no element holds, or the reverse"


def _marked(page: pikepdf.Page) -> Iterator[int | None]:
    """The MCIDs of a page; None for what is drawn outside marked content, or in twice."""
    depth = 0
    for item in pikepdf.parse_content_stream(page):
        name, operands = str(item.operator), item.operands
        if name in ("BMC", "BDC"):
            depth += 1
            if depth > 1:
                yield None
            elif name == "BDC" and "/MCID" in operands[1]:
                yield int(operands[1].MCID)
        elif name == "EMC":
            depth -= 1
        elif name in _DRAWS and depth != 1:
            yield None
    if depth:
        yield None


def _tree(pdf: pikepdf.Pdf) -> Iterator[str]:
    level = 0
    for item in _elements(pdf.Root.StructTreeRoot.K[0]):
        kind = _kind(item)
        allowed = _INSIDE.get(kind)
        if allowed and not {_kind(kid) for kid in _kids(item)} <= allowed:
            yield f"a {kind} holds what it may not"
        if kind == "TH" and "/Scope" not in item.get("/A", {}):
            yield "a header cell that doesn't say what it heads"
        if kind == "Figure" and not str(item.get("/Alt", "")).strip():
            yield "a figure without a text"
        if kind[:1] == "H" and kind[1:].isdigit():
            if int(kind[1:]) > level + 1:
                yield f"{kind} after a heading of level {level}"
            level = int(kind[1:])
    if not level:
        yield "no heading"


def _elements(item: Any) -> Iterator[Any]:
    yield item
    for kid in _kids(item):
        yield from _elements(kid)


def _kids(item: Any) -> list[Any]:
    held = item.get("/K", [])
    found = list(held) if isinstance(held, pikepdf.Array) else [held]
    return [kid for kid in found if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def _kind(item: Any) -> str:
    return str(item.S).removeprefix("/")


def _fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    for item in pdf.objects:
        if not isinstance(item, pikepdf.Dictionary) or item.get("/Type") != "/FontDescriptor":
            continue
        if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(item.keys()):
            yield f"font {item.get('/FontName')} is not embedded"
