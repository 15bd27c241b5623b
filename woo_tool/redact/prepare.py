"""Looking over an original and taking out what would get in the way of removal.

The result is a working copy in memory; the original itself is only read.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Dictionary, Name, Object

from woo_tool.errors import SafetyError
from woo_tool.model import Box
from woo_tool.redact.content import paints
from woo_tool.redact.fields import become_content, drawn_anew
from woo_tool.redact.links import Bookmark, PageLink, page_links, page_notes, read_outline
from woo_tool.redact.overlay import Frame
from woo_tool.redact.pictures import lift_inline
from woo_tool.redact.steady import steady_page
from woo_tool.redact.tags import Tag, read_tags

# What pikepdf raises on content that is built wrong.
_UNREADABLE = (pikepdf.PdfError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Survey:
    """What one page holds: its geometry, and why removal alone wouldn't be safe on it.

    ``always`` lists reasons to make the page an image even when nothing on it is redacted.
    """

    frame: Frame
    risks: tuple[str, ...]
    always: tuple[str, ...]
    links: tuple[PageLink, ...]
    notes: tuple[Box, ...] = ()


@dataclass(slots=True)
class Prepared:
    """A working copy of the original, and what was read from it before it was stripped."""

    data: bytes
    pages: list[Survey] = field(default_factory=list)
    outline: list[Bookmark] = field(default_factory=list)
    labels: list[tuple[int, str, int]] = field(default_factory=list)
    tags: Tag | None = None


def prepare(data: bytes) -> Prepared:
    """A stripped working copy of the PDF ``data`` and a survey of its pages.

    Raises SafetyError when the file can't be opened, is encrypted, or has no pages.
    """
    with _opened(data) as pdf:
        if not len(pdf.pages):
            raise SafetyError("het bestand heeft geen pagina's.")
        hidden = _hidden_layers(pdf)
        order = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        result = Prepared(b"", outline=read_outline(pdf, order), labels=_page_labels(pdf))
        result.tags = read_tags(pdf, order)
        for page in pdf.pages:
            _lend_resources(page)
            result.pages.append(_survey(pdf, page, hidden, order))
        result.data = _stripped(pdf)
    return result


def as_drawn(data: bytes) -> bytes:
    """A stripped working copy of the PDF ``data`` whose pages draw as they did: what becomes an
    image needn't be written in a way that lets text be removed.

    Raises what ``prepare`` raises.
    """
    with _opened(data) as pdf:
        for page in pdf.pages:
            _lend_resources(page)
        return _stripped(pdf)


def _opened(data: bytes) -> pikepdf.Pdf:
    try:
        return pikepdf.open(io.BytesIO(data))
    except pikepdf.PasswordError as fault:
        raise SafetyError(
            "het bestand is versleuteld.", advice="Lever het zonder wachtwoord aan."
        ) from fault
    except (pikepdf.PdfError, ValueError, RuntimeError) as fault:
        raise SafetyError("het bestand is geen leesbare PDF.") from fault


def _stripped(pdf: pikepdf.Pdf) -> bytes:
    """The file with only what pages draw with."""
    anew = drawn_anew(pdf)
    for page in pdf.pages:
        _strip(page, anew)
    _strip_catalog(pdf)
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # fields that their form doesn't name
        pdf.save(out, static_id=True, encryption=False, fix_metadata_version=False)
    return out.getvalue()


def _survey(
    pdf: pikepdf.Pdf,
    page: pikepdf.Page,
    hidden: set[tuple[int, int]],
    order: dict[tuple[int, int], int],
) -> Survey:
    risks, always = set[str](), set[str]()
    if not _lifted(page):
        always.add("beeld tussen de tekst dat niet te lezen is")
    try:
        if not steady_page(pdf, page):
            risks.add("tekst die niet is te volgen")
    except _UNREADABLE:
        always.add("inhoud die niet te lezen is")
    for kind, thing in _walk(page.obj.get("/Resources", Dictionary())):
        risks.update(_risk(kind, thing))
        always.update(_hidden_risk(kind, thing, hidden))
    frame = _frame(page)
    return Survey(
        frame,
        tuple(sorted(risks)),
        tuple(sorted(always)),
        page_links(pdf, page, frame, order),
        page_notes(page, frame),
    )


def _frame(page: pikepdf.Page) -> Frame:
    media = _rect(page.mediabox)
    crop = _rect(page.cropbox)
    left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    if right <= left or top <= bottom:
        left, bottom, right, top = media
    unit = float(page.obj.get("/UserUnit", 1))
    rotation = int(page.rotation) % 360
    return Frame(left, top, right - left, top - bottom, unit if unit > 0 else 1.0, rotation)


def _rect(box: Object) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = (float(value) for value in list(box)[:4])
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _risk(kind: str, thing: Object) -> Iterator[str]:
    """Why text of this resource may be out of MuPDF's reach (measured; see docs)."""
    if kind == "Font" and thing.get("/Subtype") == Name.Type3:
        yield "Type3-lettertype"
    if kind == "Font" and _own_codes(thing):
        yield "lettertype met een eigen codering of schrijfrichting"
    if kind == "Pattern" and isinstance(thing, pikepdf.Stream) and paints(thing):
        yield "tekst of beeld in een vulpatroon"
    if kind == "ExtGState" and isinstance(thing.get("/SMask"), Dictionary):
        group = thing.SMask.get("/G")
        if not isinstance(group, pikepdf.Stream) or paints(group):
            yield "tekst of beeld in een doorzichtigheidsmasker"
    if kind == "XObject" and thing.get("/Subtype") == Name.PS:
        yield "PostScript"


def _own_codes(font: Object) -> bool:
    """True for fonts of which MuPDF counts codes or gaps wrongly when it writes them anew."""
    encoding = font.get("/Encoding")
    if font.get("/Subtype") != Name.Type0:
        return False
    return not isinstance(encoding, Name) or str(encoding).endswith("V")


def _hidden_risk(kind: str, thing: Object, hidden: set[tuple[int, int]]) -> Iterator[str]:
    layer = thing if kind == "Properties" else thing.get("/OC")
    if not isinstance(layer, Dictionary):
        return
    if layer.get("/Type") == Name.OCMD or layer.objgen in hidden:
        yield "verborgen laag"


def _hidden_layers(pdf: pikepdf.Pdf) -> set[tuple[int, int]]:
    """Object numbers of the layers that a reader doesn't see when the file is opened."""
    layers = pdf.Root.get("/OCProperties")
    if not isinstance(layers, Dictionary):
        return set()
    default = layers.get("/D", Dictionary())
    everything, off, on = (
        {item.objgen for item in group.as_list() if isinstance(item, Dictionary)}
        for group in (
            layers.get("/OCGs", pikepdf.Array()),
            default.get("/OFF", pikepdf.Array()),
            default.get("/ON", pikepdf.Array()),
        )
    )
    if default.get("/BaseState", Name.ON) != Name.ON:
        off |= everything - on
    return off


def _walk(resources: Object) -> Iterator[tuple[str, Object]]:
    """Every resource reachable from a resource dictionary, with the category it stands in."""
    seen: set[tuple[int, int]] = set()
    todo = [resources]
    while todo:
        holder = todo.pop()
        if not isinstance(holder, Dictionary):
            continue
        for category, group in holder.items():
            if not isinstance(group, Dictionary):
                continue
            for _, thing in group.items():
                if not isinstance(thing, Dictionary | pikepdf.Stream):
                    continue
                if thing.is_indirect:
                    if thing.objgen in seen:
                        continue
                    seen.add(thing.objgen)
                yield category[1:], thing
                todo.extend(_inner(thing))


def _inner(thing: Object) -> Iterator[Object]:
    if "/Resources" in thing:
        yield thing.Resources
    mask = thing.get("/SMask")
    if isinstance(mask, Dictionary) and isinstance(mask.get("/G"), pikepdf.Stream):
        yield Dictionary(XObject=Dictionary(G=mask.G))
    # The glyph procedures of a Type3 font draw with the font's own resources: covered above.


def _strip(page: pikepdf.Page, anew: bool) -> None:
    """Page keys that change how a box falls, and annotations that don't become content.

    ``anew``: a reader draws fields from their values, whatever look they have.
    """
    for key in ("/UserUnit", "/Thumb", "/PieceInfo", "/AA", "/StructParents", "/B", "/Metadata"):
        if key in page.obj:
            del page.obj[key]
    page.obj["/MediaBox"] = page.mediabox
    page.obj["/CropBox"] = page.cropbox
    page.obj["/Rotate"] = 0
    if "/Resources" not in page.obj:
        page.obj["/Resources"] = Dictionary()
    annots = page.obj.get("/Annots")
    if isinstance(annots, pikepdf.Array):
        keep = become_content(list(annots.as_list()), anew=anew)
        for item in keep:
            for key in ("/Popup", "/AA", "/A", "/Parent_", "/RichMediaContent"):
                if key in item:
                    del item[key]
        page.obj["/Annots"] = pikepdf.Array(keep)
    elif annots is not None:
        del page.obj["/Annots"]


def _lifted(page: pikepdf.Page) -> bool:
    """False when the pictures inside its content can't be read, and so can't be cleaned."""
    try:
        lift_inline(page)
    except _UNREADABLE:
        return False
    return True


def _lend_resources(page: pikepdf.Page) -> None:
    """Forms without resources draw with those of the page; MuPDF forgets these."""
    resources = page.obj.get("/Resources", Dictionary())
    for kind, thing in _walk(resources):
        form = kind == "XObject" and thing.get("/Subtype") == Name.Form
        if form and isinstance(thing, pikepdf.Stream) and "/Resources" not in thing:
            thing["/Resources"] = resources


def _strip_catalog(pdf: pikepdf.Pdf) -> None:
    wanted = {"/Type", "/Pages", "/AcroForm", "/OCProperties"}
    for key in list(pdf.Root.keys()):
        if key not in wanted:
            del pdf.Root[key]
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, Dictionary):
        for key in ("/XFA", "/NeedAppearances", "/CO"):
            if key in form:
                del form[key]
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]


def _page_labels(pdf: pikepdf.Pdf) -> list[tuple[int, str, int]]:
    """Page labels as (page, style, first number); prefixes are free text and don't come along."""
    tree = pdf.Root.get("/PageLabels")
    if not isinstance(tree, Dictionary):
        return []
    try:
        rows = [(int(key), value) for key, value in pikepdf.NumberTree(tree).items()]
        return [
            (key, str(value.get("/S", "")), int(value.get("/St", 1)))
            for key, value in rows
            if isinstance(value, Dictionary)
        ]
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError):
        return []
