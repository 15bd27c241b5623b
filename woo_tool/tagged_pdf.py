"""Tags for what reportlab draws: marked content while drawing, the structure tree afterwards.

reportlab doesn't tag. Each flowable here knows its place in the structure (ISO 32000-1, 14.7 and
14.8) and puts what it draws between BDC and EMC; ``tagged_pdf`` then adds the tree with pikepdf,
and says that the file is PDF/UA-1 (ISO 14289-1). The same drawing gives the same bytes. Letters,
inventories and overviews are drawn with it; it knows none of them.
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import LongTable, Paragraph


@dataclass(eq=False)
class Node:
    """An element of the structure: its type, its parts in reading order, and where it is drawn.

    ``parts`` holds nodes and marks; a mark is (index of the page, MCID on that page). ``alt`` is
    the text for who can't see a figure, ``box`` where it stands (points from the page's lower
    left); ``scope`` says what a header cell (TH) heads: its Column or its Row.
    """

    kind: str
    parts: list[Node | tuple[int, int]] = field(default_factory=list)
    alt: str = ""
    box: tuple[float, float, float, float] | None = None
    scope: Literal["Column", "Row"] = "Column"

    def add(self, kind: str) -> Node:
        """A new element below this one, after those that are there."""
        node = Node(kind)
        self.parts.append(node)
        return node

    @property
    def drawn(self) -> bool:
        """True when something of this element is on a page."""
        return any(not isinstance(part, Node) or part.drawn for part in self.parts)


class Tags:
    """The structure of one file, and the numbers of its marked content per page."""

    def __init__(self) -> None:
        self.root = Node("Document")
        self._next: dict[int, int] = defaultdict(int)

    def number(self, canvas: Canvas, node: Node) -> int:
        """A new MCID on the page of ``canvas``, belonging to ``node``."""
        page = canvas.getPageNumber() - 1
        mcid = self._next[page]
        self._next[page] += 1
        node.parts.append((page, mcid))
        return mcid

    @contextmanager
    def mark(self, canvas: Canvas, node: Node) -> Iterator[None]:
        """Marks what is drawn as content of ``node``."""
        canvas._code.append(self.opening(canvas, node))
        yield
        canvas._code.append("EMC")

    def opening(self, canvas: Canvas, node: Node) -> str:
        """The operator that begins marked content."""
        return f"/{node.kind} <</MCID {self.number(canvas, node)}>> BDC"


class TaggedParagraph(Paragraph):  # type: ignore[misc]
    """A paragraph that marks what it draws; its bullet is the label of a list item.

    A cell of a header is content once: on a next page it is page furniture.
    """

    tags: Tags | None = None
    node: Node | None = None
    label: Node | None = None

    def split(self, width: float, height: float) -> list[Any]:
        """The parts stay one element; the label stays with the first."""
        parts: list[Any] = super().split(width, height)
        for place, part in enumerate(parts):
            part.tags, part.node = self.tags, self.node
            part.label = None if place else self.label
        return parts

    def draw(self) -> None:
        canvas, tags, node = self.canv, self.tags, self.node
        if tags is None or node is None:
            super().draw()
        elif node.kind == "TH" and node.scope == "Column" and node.drawn:
            with artifact(canvas):
                super().draw()
        elif self.label is None:
            with tags.mark(canvas, node):
                super().draw()
        else:
            self._draw_item(canvas, tags, node, self.label)

    def _draw_item(self, canvas: Any, tags: Tags, node: Node, label: Node) -> None:
        """reportlab draws the bullet as a text of its own, before the text of the paragraph."""
        start = len(canvas._code)
        super().draw()
        drawn = canvas._code[start:]
        bullet = next(place for place, code in enumerate(drawn) if code.startswith("BT")) + 1
        first = tags.opening(canvas, label)
        second = tags.opening(canvas, node)
        lead = [code for code in drawn[: bullet - 1] if code != "q"]
        canvas._code[start:] = [
            *drawn[: bullet - 1],
            first,
            drawn[bullet - 1],
            "EMC",
            second,
            *_without_end(drawn[bullet:], bool(lead) or "q" in drawn[:bullet]),
        ]


def _without_end(codes: list[str], saved: bool) -> list[str]:
    """Ends the marked content before the state that was saved outside it is restored."""
    place = len(codes) - 1 if saved and codes and codes[-1] == "Q" else len(codes)
    return [*codes[:place], "EMC", *codes[place:]]


class TaggedTable(LongTable):  # type: ignore[misc]
    """A table of which the background and the lines are page furniture."""

    def _drawBkgrnd(self) -> None:  # noqa: N802 (reportlab's name)
        with artifact(self.canv):
            super()._drawBkgrnd()

    def _drawLines(self) -> None:  # noqa: N802 (reportlab's name)
        with artifact(self.canv):
            super()._drawLines()


@contextmanager
def artifact(canvas: Canvas) -> Iterator[None]:
    """Marks what is drawn as page furniture, outside the text (PDF 32000-1, 14.8.2.2)."""
    canvas._code.append("/Artifact BMC")
    yield
    canvas._code.append("EMC")


def numbered(foot: Callable[[Canvas, int, int], None], font: str) -> type[Canvas]:
    """A canvas that draws ``foot(canvas, page, pages)`` on each page once all pages are known; each
    page starts in ``font``, which must be embedded."""

    class Numbered(Canvas):  # type: ignore[misc]
        """Keeps each page until the number of pages is known."""

        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **{**options, "initialFontName": font})
            self._kept: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802 (reportlab's name)
            self._kept.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            for number, page in enumerate(self._kept, start=1):
                self.__dict__.update(page)
                with artifact(self):
                    foot(self, number, len(self._kept))
                super().showPage()
            super().save()

    return Numbered


def tagged_pdf(data: bytes, tags: Tags, *, title: str, language: str) -> bytes:
    """The drawn file with its structure tree, title, language and the claim of PDF/UA-1."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        parents: dict[int, dict[int, Any]] = defaultdict(dict)
        tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        tree.K = Array([_element(pdf, tags.root, tree, _Marked(pdf, parents))])
        tree.ParentTree = pdf.make_indirect(_parent_tree(pdf, parents))
        tree.ParentTreeNextKey = len(pdf.pages)
        for place, page in enumerate(pdf.pages):
            page.obj.StructParents = place
            page.obj.Tabs = Name.S
        pdf.Root.StructTreeRoot = tree
        pdf.Root.MarkInfo = Dictionary(Marked=True)
        pdf.Root.Lang = String(language)
        pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        pdf.Root.Metadata = _metadata(pdf, title, language)
        _clean_unicode(pdf)
        result = io.BytesIO()
        pdf.save(result, deterministic_id=True, min_version="1.7")
    return result.getvalue()


class _Marked:
    """Where the marked content of each page belongs; the pages are looked up once."""

    def __init__(self, pdf: pikepdf.Pdf, parents: dict[int, dict[int, Any]]) -> None:
        self.parents = parents
        self.pages = [page.obj for page in pdf.pages]


def _element(pdf: pikepdf.Pdf, node: Node, parent: Any, marked: _Marked) -> Any:
    """A structure element with everything below it; what was never drawn is left out."""
    made = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{node.kind}"), P=parent))
    if node.kind == "TH":
        made.A = Dictionary(O=Name.Table, Scope=Name(f"/{node.scope}"))
    if node.alt:
        made.Alt = String(node.alt)
    if node.box:
        made.A = Dictionary(O=Name.Layout, Placement=Name.Block, BBox=Array(node.box))
    kids: list[Any] = []
    for part in node.parts:
        if isinstance(part, Node):
            if part.drawn or (part.kind in ("TD", "TH") and node.drawn):
                kids.append(_element(pdf, part, made, marked))
            continue
        page, mcid = part
        marked.parents[page][mcid] = made
        kids.append(Dictionary(Type=Name.MCR, Pg=marked.pages[page], MCID=mcid))
    made.K = Array(kids)
    return made


def _parent_tree(pdf: pikepdf.Pdf, parents: dict[int, dict[int, Any]]) -> Dictionary:
    """For each page, the element of each MCID (ISO 32000-1, 14.7.4.4)."""
    rows = Array()
    for page in range(len(pdf.pages)):
        mine = parents.get(page, {})
        rows.append(page)
        rows.append(pdf.make_indirect(Array([mine[mcid] for mcid in range(len(mine))])))
    return Dictionary(Nums=rows)


_CODES = re.compile(rb"\d+ beginbfchar\n(.*)endbfchar\n", re.DOTALL)
_MOST_CODES = 100
"""Entries in one section of a CMap (Adobe Technical Note 5014)."""


def _clean_unicode(pdf: pikepdf.Pdf) -> None:
    """Takes codes that are never drawn out of the fonts' Unicode tables: reportlab gives them
    U+0000, which PDF/UA forbids (ISO 14289-1, 7.21.7)."""
    for item in pdf.objects:
        if not isinstance(item, Dictionary) or item.get("/Type") != Name.Font:
            continue
        table = item.get("/ToUnicode")
        if not isinstance(table, pikepdf.Stream):
            continue
        whole = table.read_bytes()
        match = _CODES.search(whole)
        if match is None:
            continue
        rows = [row for row in match[1].splitlines(keepends=True) if b"<0000>" not in row]
        sections = [rows[at : at + _MOST_CODES] for at in range(0, len(rows), _MOST_CODES)]
        told = b"".join(
            b"%d beginbfchar\n%sendbfchar\n" % (len(part), b"".join(part)) for part in sections
        )
        table.write(whole[: match.start()] + told + whole[match.end() :])


_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" \
xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def _metadata(pdf: pikepdf.Pdf, title: str, language: str) -> Any:
    shown = escape("".join(char for char in title if char >= " "))
    stream = pdf.make_stream(_XMP.format(title=shown, language=language).encode())
    stream.Type, stream.Subtype = Name.Metadata, Name.XML
    return stream
