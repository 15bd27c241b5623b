"""The structure layer: one clean revision with nothing in it that could hide something."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

import pikepdf
from pikepdf import Dictionary, Name, Stream

from woo_tool.verify.gaps import gap_faults, stray_texts
from woo_tool.verify.packing import packing_faults
from woo_tool.verify.report import REFUSED, Check
from woo_tool.verify.space import DEEPEST
from woo_tool.verify.tags import tag_faults
from woo_tool.verify.unused import unused_faults

_CATALOG = frozenset(
    [
        "/Type",
        "/Pages",
        "/Metadata",
        "/Lang",
        "/ViewerPreferences",
        "/Outlines",
        "/PageLabels",
        "/StructTreeRoot",
        "/MarkInfo",
    ]
)
_GEOMETRY = ("/MediaBox", "/Rotate", "/UserUnit")
_PAGE = frozenset(_GEOMETRY).union(
    ["/Type", "/Parent", "/Contents", "/Resources", "/Group", "/Annots", "/StructParents", "/Tabs"]
)
_LINK = frozenset(["/Type", "/Subtype", "/Rect", "/Border", "/Dest", "/A", "/StructParent"])
_INFO = frozenset(["/Title", "/Author", "/Producer", "/CreationDate", "/ModDate"])
_HIDING = {
    "/PieceInfo": "privégegevens van een programma",
    "/ActualText": "vervangende tekst",
    "/Alt": "alternatieve tekst",
    "/JS": "JavaScript",
    "/EmbeddedFiles": "bijlagen",
    "/EF": "bijlagen",
    "/OCGs": "lagen",
    "/OC": "lagen",
    "/XFA": "een XFA-formulier",
    "/Thumb": "een miniatuur",
    "/AA": "acties",
}


def check_structure(data: bytes, codes: Sequence[frozenset[str]] | None = None) -> Iterator[Check]:
    """Yields a refusal for everything that a published file may not have. ``codes``: the grounds
    of the boxes on each page, which the tags must name."""
    for fault in _faults(data, codes):
        yield Check("structure", REFUSED, detail=fault)


def _faults(data: bytes, codes: Sequence[frozenset[str]] | None) -> Iterator[str]:
    if data.count(b"%%EOF") != 1 or data.count(b"startxref") != 1:
        yield "het bestand heeft meer dan één versie"
    if data.rstrip()[-5:] != b"%%EOF" or len(data) - len(data.rstrip()) > 2:
        yield "er staan gegevens na het einde van het bestand"
    if not data.startswith(b"%PDF-"):
        yield "er staan gegevens voor het begin van het bestand"
    with pikepdf.open(io.BytesIO(data)) as pdf:
        if pdf.is_encrypted:
            yield "het bestand is versleuteld"
        yield from _catalog_faults(pdf)
        for page in pdf.pages:
            yield from _page_faults(page)
        yield from _object_faults(pdf)
        yield from gap_faults(data, pdf)
        yield from stray_texts(pdf)
        yield from packing_faults(pdf)
        yield from unused_faults(pdf)
        yield from _depth_faults(pdf)
        yield from tag_faults(pdf, codes)
        if pdf.get_warnings() or pdf.check_pdf_syntax():
            yield "het bestand heeft fouten in de opbouw"


def _depth_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Forms in forms, deeper than any layer looks."""
    level = {form.objgen: form for page in pdf.pages for form in _forms(page.obj)}
    for _ in range(DEEPEST):
        level = {inner.objgen: inner for form in level.values() for inner in _forms(form)}
        if not level:
            return
    yield "er staan vormen in vormen, dieper dan na te gaan is"


def _forms(holder: Dictionary | Stream) -> Iterator[Stream]:
    resources = holder.get("/Resources")
    group = resources.get("/XObject") if isinstance(resources, Dictionary) else None
    for _, thing in group.items() if isinstance(group, Dictionary) else ():
        if isinstance(thing, Stream) and thing.get("/Subtype") == Name.Form:
            yield thing


def _catalog_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    for key in pdf.Root.keys():  # noqa: SIM118 (a pikepdf object, not a dict)
        if key not in _CATALOG:
            yield f"onbekend onderdeel in de catalogus ({key})"
    info = pdf.trailer.get("/Info", Dictionary())
    for key in info.keys():  # noqa: SIM118
        if key not in _INFO:
            yield f"onbekend documentgegeven ({key})"


def _page_faults(page: pikepdf.Page) -> Iterator[str]:
    for key in page.obj.keys():  # noqa: SIM118
        if key not in _PAGE:
            yield f"onbekend onderdeel van een pagina ({key})"
    annots = page.obj.get("/Annots")
    for item in annots.as_list() if isinstance(annots, pikepdf.Array) else []:
        if item.get("/Subtype") != Name.Link:
            yield "er staat een annotatie op een pagina"
        elif not set(item.keys()) <= _LINK:
            yield "een koppeling draagt onbekende gegevens"
        elif "/A" in item and item.A.get("/S") not in (Name.URI, Name.GoTo):
            yield "een koppeling doet iets anders dan verwijzen"


def _object_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    reached = _reachable(pdf)
    for thing in pdf.objects:
        if not isinstance(thing, Dictionary | Stream):
            continue
        if thing.get("/Type") in (Name.XRef, Name.ObjStm):
            continue
        if thing.objgen not in reached:
            yield "er zijn objecten waar niets naar verwijst"
            return
        if thing.get("/Type") == Name.StructElem:
            continue  # tag_faults looks at these
        for key, what in _HIDING.items():
            if key in thing:
                yield f"het bestand bevat {what}"
                return


def _reachable(pdf: pikepdf.Pdf) -> set[tuple[int, int]]:
    seen: set[tuple[int, int]] = set()
    todo: list[object] = [pdf.trailer]
    while todo:
        thing = todo.pop()
        if not isinstance(thing, pikepdf.Object):
            continue
        if thing.is_indirect:
            if thing.objgen in seen:
                continue
            seen.add(thing.objgen)
        if isinstance(thing, Dictionary | Stream):
            todo += [value for _, value in thing.items()]
        elif isinstance(thing, pikepdf.Array):
            todo += thing.as_list()
    return seen
