"""The tag tree of a published file, written anew around the content that stayed.

The format is in docs/architecture.md; the verifier checks it on its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String

from woo_tool.redact.links import Removed
from woo_tool.redact.settings import settings
from woo_tool.redact.shift import Cut
from woo_tool.redact.tag_content import PageParts, Piece
from woo_tool.redact.tags import LinkMark, Mark, Tag

_CELLS = frozenset({"TD", "TH"})
_PICTURES = frozenset({"Figure", "Formula"})


@dataclass(frozen=True, slots=True)
class TaggedPage:
    """What the tree needs of a page: its marks, the codes of its labels, and its links by the
    object that they were in the original.
    """

    parts: PageParts
    codes: Sequence[str]
    links: Mapping[tuple[int, int], Object]


def mark_kinds(root: Tag | None, count: int) -> list[dict[int, str] | None]:
    """For each page the type of element of each mark; None for a file without tags."""
    if root is None:
        return [None] * count
    pages: list[dict[int, str]] = [{} for _ in range(count)]
    todo = [root]
    while todo:
        tag = todo.pop()
        for part in tag.parts:
            if isinstance(part, Tag):
                todo.append(part)
            elif isinstance(part, Mark) and 0 <= part.page < count:
                pages[part.page].setdefault(part.number, tag.kind)
    return list(pages)


def write_tags(
    pdf: pikepdf.Pdf, root: Tag | None, pages: Sequence[TaggedPage], removed: Removed
) -> None:
    """Adds the tree to the catalog, and the keys by which pages and links find their element."""
    top = _Weaver(pages, removed).whole(root or Tag("Document"))
    writer = _Writer(pdf, pages)
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    tree["/K"] = Array([writer.element(top, tree)])
    tree["/ParentTree"] = pdf.make_indirect(Dictionary(Nums=writer.parents()))
    tree["/ParentTreeNextKey"] = writer.next_key
    pdf.Root["/StructTreeRoot"] = tree
    pdf.Root["/MarkInfo"] = Dictionary(Marked=True)


@dataclass(frozen=True, slots=True, eq=False)
class _Link:
    """A link annotation of the published file, on a page (from 0)."""

    page: int
    annotation: Object


@dataclass(slots=True, eq=False)
class _Element:
    """An element as it will be written."""

    tag: Tag
    kids: list[_Kid]


_Kid = _Element | Mark | _Link


class _Weaver:
    """Puts boxes and new marks where the marks of the original were."""

    def __init__(self, pages: Sequence[TaggedPage], removed: Removed) -> None:
        self._pages, self._removed = pages, removed
        self._links = {
            key: _Link(number, link)
            for number, page in enumerate(pages)
            for key, link in page.links.items()
        }
        self._used: set[tuple[int, int]] = set()

    def whole(self, root: Tag) -> _Element:
        """The document, with what no element held at the place of its page."""
        top = self._woven(root)[0]
        for number, page in enumerate(self._pages):
            rest = [piece for pieces in page.parts.marks.values() for piece in pieces]
            page.parts.marks.clear()
            paragraphs = [*page.parts.loose, *([rest] if rest else [])]
            made: list[_Kid] = [
                _Element(Tag("P"), self._pieces(number, pieces)) for pieces in paragraphs
            ]
            made += [
                _Element(Tag("Link"), [self._links[key]])
                for key in page.links
                if key not in self._used
            ]
            place = next((n for n, kid in enumerate(top.kids) if _page(kid) > number), None)
            place = len(top.kids) if place is None else place
            top.kids[place:place] = made
        return top

    def _woven(self, tag: Tag) -> list[_Element]:
        """An element, and behind it the boxes that nobody would hear inside it."""
        made = _Element(tag, [])
        behind: list[_Element] = []
        for part in tag.parts:
            if isinstance(part, Tag):
                below = self._woven(part)
                kept = below[0].kids or below[0].tag.kind in _CELLS
                made.kids += below if kept else below[1:]
            elif isinstance(part, LinkMark):
                if part.objgen in self._links and part.objgen not in self._used:
                    self._used.add(part.objgen)
                    made.kids.append(self._links[part.objgen])
            elif 0 <= part.page < len(self._pages):
                pieces = self._pages[part.page].parts.marks.pop(part.number, [])
                made.kids += self._pieces(part.page, pieces)
        if tag.kind in _PICTURES:
            behind = [kid for kid in made.kids if isinstance(kid, _Element) and kid.tag.spoken]
            made.kids = [kid for kid in made.kids if kid not in behind]
            if tag.alt and self._removed.in_text(tag.alt):
                tag.alt = ""
        return [made, *behind]

    def _pieces(self, page: int, pieces: Sequence[Piece]) -> list[_Kid]:
        found: list[_Kid] = []
        for piece in pieces:
            if isinstance(piece, Cut):
                spoken = settings().spoken.format(code=self._pages[page].codes[piece.box])
                found.append(_Element(Tag("Span", spoken=spoken), [Mark(page, piece.box)]))
            else:
                found.append(Mark(page, piece))
        return found


def _page(kid: _Kid) -> int:
    """The first page of something in the tree; -1 when it has none."""
    if isinstance(kid, Mark | _Link):
        return kid.page
    return next((page for page in map(_page, kid.kids) if page >= 0), -1)


class _Writer:
    """Makes the objects of the elements and remembers which element each mark belongs to."""

    def __init__(self, pdf: pikepdf.Pdf, pages: Sequence[TaggedPage]) -> None:
        self._pdf = pdf
        self._leaves = [page.obj for page in pdf.pages]
        self._marks: list[dict[int, Object]] = [{} for _ in pages]
        self._links: list[Object] = []

    def element(self, made: _Element, parent: Object) -> Object:
        """The object of an element, with everything below it."""
        tag = made.tag
        out = self._pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{tag.kind}"), P=parent)
        )
        if tag.language:
            out["/Lang"] = String(tag.language)
        if tag.spoken or tag.alt:
            out["/Alt"] = String(tag.spoken or tag.alt)
        if tag.spoken:
            out["/ActualText"] = String(tag.spoken)
        attributes = [
            Dictionary({"/O": Name(owner), **{k: _value(v) for k, v in entries.items()}})
            for owner, entries in tag.attributes.items()
        ]
        if attributes:
            out["/A"] = Array(attributes)
        out["/K"] = Array([self._kid(kid, out) for kid in made.kids])
        return out

    def _kid(self, kid: _Kid, parent: Object) -> Object:
        if isinstance(kid, _Element):
            return self.element(kid, parent)
        if isinstance(kid, Mark):
            self._marks[kid.page][kid.number] = parent
            return Dictionary(Type=Name.MCR, Pg=self._leaves[kid.page], MCID=kid.number)
        kid.annotation["/StructParent"] = len(self._leaves) + len(self._links)
        self._links.append(parent)
        return Dictionary(Type=Name.OBJR, Pg=self._leaves[kid.page], Obj=kid.annotation)

    @property
    def next_key(self) -> int:
        """The first number that no page or link has."""
        return len(self._leaves) + len(self._links)

    def parents(self) -> Array:
        """For each page the element of each mark, for each link its element."""
        rows = Array()
        for place, (leaf, marks) in enumerate(zip(self._leaves, self._marks, strict=True)):
            leaf["/StructParents"], leaf["/Tabs"] = place, Name.S
            most = max(marks, default=-1)
            found = [marks.get(number) for number in range(most + 1)]
            rows.append(place)
            rows.append(self._pdf.make_indirect(Array(found)))
        for place, parent in enumerate(self._links, len(self._leaves)):
            rows.append(place)
            rows.append(parent)
        return rows


def _value(value: str | int) -> Name | int:
    return Name(value) if isinstance(value, str) else value
