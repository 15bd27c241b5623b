"""The tags of a published file: only what a screen reader needs, and boxes that say their ground.

What may be in it is written down in docs/architecture.md, "Tags in a published PDF"; nothing else
may. Types and attributes are those of ISO 32000-1, 14.8.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

_ROOT = frozenset(["/Type", "/K", "/ParentTree", "/ParentTreeNextKey"])
_ELEMENT = frozenset(["/Type", "/S", "/P", "/K", "/A", "/Lang", "/Alt", "/ActualText"])
_STANDARD = frozenset(
    f"/{name}"
    for name in (
        *("Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI"),
        *("Index", "NonStruct", "Private", "P", "H", "H1", "H2", "H3", "H4", "H5", "H6"),
        *("L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot"),
        *("Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot"),
        *("Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP", "Figure", "Formula", "Form"),
    )
)
_ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "/Table": frozenset(["/O", "/RowSpan", "/ColSpan", "/Scope"]),
    "/List": frozenset(["/O", "/ListNumbering"]),
}
_PICTURES = frozenset(["/Figure", "/Formula"])
_BOX = re.compile(r"gelakt: (?P<codes>[0-9a-z.]+(?: [0-9a-z.]+)*)")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
_MARKED = re.compile(rb"/(\w+)\s*(/\w+|<<(?:[^<>]|<[^<>]*>)*>>)\s*BDC\b")
_NUMBER = re.compile(rb"<<\s*/MCID\s+(\d{1,7})\s*>>")
_BEGINS = re.compile(rb"(?:^|[\s>])(BDC|BMC|DP|MP)(?=[\s/<\[(]|$)")
_PLAIN = re.compile(rb"/Artifact\s+BMC\b")
_STRINGS = re.compile(rb"\((?:[^()\\]|\\.)*\)", re.DOTALL)
_DEEPEST = 150


def tag_faults(pdf: pikepdf.Pdf, codes: Sequence[frozenset[str]] | None) -> Iterator[str]:
    """What is wrong with the tags of a file, in Dutch. ``codes``: the grounds of the boxes on each
    page; None when they aren't known."""
    root = pdf.Root.get("/StructTreeRoot")
    if root is None:
        return
    if not isinstance(root, Dictionary) or not set(root.keys()) <= _ROOT:
        yield "de wortel van de tags draagt onbekende gegevens"
        return
    if dict(pdf.Root.get("/MarkInfo", Dictionary())) != {"/Marked": True}:
        yield "de kenmerken van de tags zijn onbekend"
    try:
        content = [_marked(page) for page in pdf.pages]
    except _BadContentError as fault:
        yield str(fault)
        return
    tree = _Tree(pdf, content)
    yield from tree.faults(root)
    if tree.used != {mark for mark, _ in tree.numbers}:
        yield "niet elk gemerkt deel van een pagina staat precies een keer in de tags"
    if codes is not None:
        yield from _box_faults(tree.boxes, codes)


class _BadContentError(Exception):
    """Marked content that may not be there. The message is Dutch."""


def _marked(page: pikepdf.Page) -> list[int]:
    """The numbers of a page's marked content. Raises _BadContentError for any other property."""
    contents = page.obj.get("/Contents")
    parts = contents.as_list() if isinstance(contents, Array) else [contents]
    data = b"\n".join(part.read_bytes() for part in parts if isinstance(part, Stream))
    if b"BDC" not in data and b"BMC" not in data:
        return []
    data = _STRINGS.sub(b"()", data)
    numbers = []
    for hit in _MARKED.finditer(data):
        number = _NUMBER.fullmatch(hit[2])
        if number is None:
            raise _BadContentError("een gemerkt deel van een pagina draagt onbekende gegevens")
        numbers.append(int(number[1]))
    if len(_BEGINS.findall(data)) != len(numbers) + len(_PLAIN.findall(data)):
        raise _BadContentError("een pagina is anders gemerkt dan mag")
    if len(numbers) != len(set(numbers)):
        raise _BadContentError("een nummer van gemerkte inhoud komt twee keer voor")
    return numbers


class _Tree:
    """Walks the tags once; an element that is met twice is a fault, so it ends."""

    def __init__(self, pdf: pikepdf.Pdf, content: Sequence[Sequence[int]]) -> None:
        self._pages = {page.obj.objgen: place for place, page in enumerate(pdf.pages)}
        self._links = [_annotations(page) for page in pdf.pages]
        self._seen: set[tuple[int, int]] = set()
        self.used = {(place, number) for place, row in enumerate(content) for number in row}
        self.numbers: list[tuple[tuple[int, int], str]] = []
        self.boxes: list[list[str]] = [[] for _ in content]

    def faults(self, root: Dictionary) -> Iterator[str]:
        todo: list[tuple[object, Dictionary, int]] = [(kid, root, 0) for kid in _kids(root)]
        if len(todo) != 1:
            yield "de tags hebben niet een document als begin"
        while todo:
            item, parent, depth = todo.pop()
            if not isinstance(item, Dictionary) or depth > _DEEPEST:
                yield "een tag is geen tag"
                return
            kind = item.get("/Type")
            if kind in (Name.MCR, Name.OBJR):
                yield from self._reference_faults(item, parent)
                continue
            if item.objgen in self._seen or not item.is_indirect:
                yield "een tag staat op meer dan een plaats"
                return
            self._seen.add(item.objgen)
            yield from self._element_faults(item, parent)
            todo += [(kid, item, depth + 1) for kid in _kids(item)]
        if len(self.numbers) != len({mark for mark, _ in self.numbers}):
            yield "een deel van een pagina staat in twee tags"

    def _reference_faults(self, item: Dictionary, parent: Dictionary) -> Iterator[str]:
        page = item.get("/Pg")
        place = self._pages.get(page.objgen) if isinstance(page, Dictionary) else None
        if place is None:
            yield "een tag verwijst naar een pagina die er niet is"
        elif item.get("/Type") == Name.MCR:
            mark = place, int(item.get("/MCID", -1))
            if set(item.keys()) != {"/Type", "/Pg", "/MCID"} or mark not in self.used:
                yield "een tag verwijst naar inhoud die er niet is"
            self.numbers.append((mark, str(parent.get("/S", ""))))
            if "/ActualText" in parent:
                self.boxes[place].append(str(parent.ActualText))
        else:
            target = item.get("/Obj")
            known = isinstance(target, Dictionary) and target.objgen in self._links[place]
            if set(item.keys()) != {"/Type", "/Pg", "/Obj"} or not known:
                yield "een tag verwijst naar een koppeling die er niet is"

    def _element_faults(self, item: Dictionary, parent: Dictionary) -> Iterator[str]:
        kind = str(item.get("/S", ""))
        unknown = set(item.keys()) - _ELEMENT
        if unknown:
            yield f"onbekend onderdeel van een tag ({min(unknown)})"
        if kind not in _STANDARD:
            yield "een tag heeft een onbekende soort"
        above = item.get("/P")
        if not isinstance(above, Dictionary) or above.objgen != parent.objgen:
            yield "een tag hangt onder een andere dan hij zegt"
        if "/Lang" in item and not _LANGUAGE.fullmatch(str(item.Lang)):
            yield "een tag heeft een taal die er geen is"
        if not _known_attributes(item.get("/A")):
            yield "een tag heeft onbekende kenmerken"
        yield from _text_faults(item, kind)


def _text_faults(item: Dictionary, kind: str) -> Iterator[str]:
    """Only pictures have an alternative, and only boxes a text that is read in their place."""
    if "/ActualText" in item:
        said = str(item.ActualText)
        kids = _kids(item)
        single = len(kids) == 1 and isinstance(kids[0], Dictionary)
        if kind != "/Span" or not _BOX.fullmatch(said) or str(item.get("/Alt", "")) != said:
            yield "een tag heeft vervangende tekst die niet van een vak is"
        elif not (single and kids[0].get("/Type") == Name.MCR):
            yield "de tag van een vak bevat meer dan dat vak"
    elif "/Alt" in item and kind not in _PICTURES:
        yield "een tag heeft een alternatieve tekst die niet van een beeld is"


def _known_attributes(value: object) -> bool:
    items = list(value.as_list()) if isinstance(value, Array) else [value] if value else []
    for item in items:
        if not isinstance(item, Dictionary):
            return False
        allowed = _ATTRIBUTES.get(str(item.get("/O", "")))
        if allowed is None or not set(item.keys()) <= allowed:
            return False
        if any(isinstance(part, pikepdf.String) for _, part in item.items()):
            return False
    return True


def _box_faults(spoken: Sequence[Sequence[str]], codes: Sequence[frozenset[str]]) -> Iterator[str]:
    """What the boxes say for a screen reader is what is printed in them."""
    for texts, wanted in zip(spoken, codes, strict=True):
        said = Counter(code for text in texts for code in text.split()[1:])
        if set(said) != set(wanted):
            yield "de tags van de vakken noemen andere gronden dan de vakken"
            return


def _annotations(page: pikepdf.Page) -> set[tuple[int, int]]:
    annots = page.obj.get("/Annots")
    return {item.objgen for item in annots.as_list()} if isinstance(annots, Array) else set()


def _kids(item: Dictionary) -> list[pikepdf.Object]:
    kids = item.get("/K")
    if kids is None:
        return []
    return list(kids.as_list()) if isinstance(kids, Array) else [kids]
