"""The tag tree of an original, as plain data: only what may come along (ISO 32000-1, 14.7, 14.8).

Types are resolved to the standard ones through the role map; attributes are those that say how a
table or list is read. Of the texts only the alternative for a picture is read: ActualText, E, T
and ID may say what a reader doesn't see, and are never looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object

from woo_tool.redact.settings import settings

_MOST = 200_000  # elements; a file with more is broken or hostile
_DEEPEST = 100
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
_ATTRIBUTES: Mapping[str, Mapping[str, frozenset[str] | None]] = {
    "/Table": {
        "/RowSpan": None,
        "/ColSpan": None,
        "/Scope": frozenset({"/Row", "/Column", "/Both"}),
    },
    "/List": {
        "/ListNumbering": frozenset(
            {"/None", "/Disc", "/Circle", "/Square", "/Decimal"}
            | {"/UpperRoman", "/LowerRoman", "/UpperAlpha", "/LowerAlpha"}
        ),
    },
}

Order = Mapping[tuple[int, int], int]


@dataclass(frozen=True, slots=True)
class Mark:
    """Marked content: the page (from 0) and its number there."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class LinkMark:
    """A link annotation of the original, by its object."""

    objgen: tuple[int, int]


@dataclass(slots=True, eq=False)
class Tag:
    """An element: its standard type, its parts in reading order, and what else may be said."""

    kind: str
    parts: list[Tag | Mark | LinkMark] = field(default_factory=list)
    alt: str = ""
    spoken: str = ""
    language: str = ""
    attributes: dict[str, dict[str, str | int]] = field(default_factory=dict)


def read_tags(pdf: pikepdf.Pdf, order: Order) -> Tag | None:
    """The tree of a tagged file below one Document; None for a file without one."""
    root = pdf.Root.get("/StructTreeRoot")
    if not isinstance(root, Dictionary) or "/K" not in root:
        return None
    reader = _Reader(root.get("/RoleMap"), order)
    top = Tag("Document")
    for kid in _kids(root):
        reader.read(kid, top, None, 0)
    if len(top.parts) == 1 and isinstance(top.parts[0], Tag) and top.parts[0].kind == "Document":
        return top.parts[0]
    return top if top.parts else None


class _Reader:
    """Walks a tree that may be broken, endless or hostile."""

    def __init__(self, roles: Object | None, order: Order) -> None:
        self._roles = roles if isinstance(roles, Dictionary) else Dictionary()
        self._order = order
        self._seen: set[tuple[int, int]] = set()
        self._count = 0

    def read(self, item: Any, parent: Tag, page: int | None, depth: int) -> None:
        """Adds one kid and everything below it to ``parent``."""
        self._count += 1
        if self._count > _MOST or depth > _DEEPEST:
            return
        if isinstance(item, int):
            if page is not None:
                parent.parts.append(Mark(page, item))
            return
        if not isinstance(item, Dictionary):
            return
        page = self._page(item, page)
        kind = item.get("/Type")
        if kind == Name.MCR:
            if "/Stm" not in item and page is not None:
                parent.parts.append(Mark(page, int(item.get("/MCID", -1))))
        elif kind == Name.OBJR:
            target = item.get("/Obj")
            if isinstance(target, Dictionary):
                parent.parts.append(LinkMark(target.objgen))
        elif self._first_time(item):
            self._element(item, parent, page, depth)

    def _first_time(self, item: Object) -> bool:
        if not item.is_indirect:
            return True
        new = item.objgen not in self._seen
        self._seen.add(item.objgen)
        return new

    def _page(self, item: Object, page: int | None) -> int | None:
        own = item.get("/Pg")
        return self._order.get(own.objgen) if isinstance(own, Dictionary) else page

    def _element(self, item: Object, parent: Tag, page: int | None, depth: int) -> None:
        made = Tag(self._kind(item.get("/S")))
        if made.kind in ("Figure", "Formula") and isinstance(item.get("/Alt"), pikepdf.String):
            made.alt = str(item.Alt).strip()
        language = str(item.get("/Lang", ""))
        made.language = language if _LANGUAGE.fullmatch(language) else ""
        made.attributes = _attributes(item.get("/A"))
        parent.parts.append(made)
        for kid in _kids(item):
            self.read(kid, made, page, depth + 1)

    def _kind(self, kind: Object | None) -> str:
        """The standard type that a type stands for; one that stands for nothing says nothing."""
        for _ in range(8):
            name = str(kind)[1:] if isinstance(kind, Name) else ""
            if name in settings().tags:
                return name
            kind = self._roles.get(f"/{name}") if name else None
        return "NonStruct"


def _kids(item: Object) -> Iterator[Any]:
    kids = item.get("/K")
    if isinstance(kids, Array):
        yield from kids.as_list()
    elif kids is not None:
        yield kids


def _attributes(found: Object | None) -> dict[str, dict[str, str | int]]:
    kept: dict[str, dict[str, str | int]] = {}
    for item in found.as_list() if isinstance(found, Array) else [found]:
        if not isinstance(item, Dictionary):
            continue
        owner = str(item.get("/O", ""))
        for key, allowed in _ATTRIBUTES.get(owner, {}).items():
            value: Any = item.get(key)
            if allowed is None and isinstance(value, int) and 0 < value < 1_000:
                kept.setdefault(owner, {})[key] = value
            elif allowed and isinstance(value, Name) and str(value) in allowed:
                kept.setdefault(owner, {})[key] = str(value)
    return kept
