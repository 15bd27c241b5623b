"""Bookmarks and links: what of them may stay in a published file.

Both are read from the original into plain data, cleaned of what was removed, and written anew.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

import pikepdf
from pikepdf import Array, Dictionary, Name, Object

from woo_tool.kinds import Label
from woo_tool.model import Box, Redaction
from woo_tool.redact.overlay import Frame
from woo_tool.redact.settings import settings

Order = Mapping[tuple[int, int], int]
_MOST = 5_000  # bookmarks; a file with more is broken or hostile
_DEEPEST = 32
_SHORTEST_BYTES = 5  # letters: shorter ones stand in any bytes by chance


@dataclass(frozen=True, slots=True)
class Bookmark:
    """One bookmark: depth from 0, title, page (from 0) or None."""

    depth: int
    title: str
    page: int | None


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link on a page: where, to which page (from 0) or address it goes, and which object in
    the original says so.
    """

    box: Box
    page: int | None
    uri: str
    objgen: tuple[int, int] = (0, 0)


class Removed:
    """What was removed, to be recognised in bookmarks and addresses: whole, or a name's parts."""

    def __init__(self, redactions: Sequence[Redaction]) -> None:
        codes: dict[str, str] = {}
        for item in redactions:
            for words in self._spellings(item):
                if words:
                    codes.setdefault(words, item.code)
        self._codes = codes
        longest_first = sorted(codes, key=lambda words: (-len(words), words))
        body = "|".join(r"[\W_]*".join(map(re.escape, key.split())) for key in longest_first)
        self._pattern = re.compile(rf"(?<![^\W_])(?:{body})(?![^\W_])") if codes else None

    @staticmethod
    def _spellings(item: Redaction) -> Iterator[str]:
        words = _fold(item.text).split()
        yield " ".join(words) if len("".join(words)) > 2 else ""
        if item.label in (Label.PERSON, Label.SIGNATURE):
            particles = settings().name_particles
            yield from (word for word in words if len(word) > 2 and word not in particles)

    def blank(self, text: str) -> str:
        """``text`` with everything that was removed replaced by its code; all of it, where a name
        is broken into pieces.
        """
        if self._pattern is None or not self._pattern.search(_fold(text)):
            return "[...]" if self.in_text(text) else text
        folded, origin = _fold_map(text)
        parts, last = [], 0
        for hit in self._pattern.finditer(folded):
            start, end = origin[hit.start()], origin[hit.end() - 1] + 1
            code = self._codes.get(" ".join(re.split(r"[\W_]+", hit[0])), "")
            parts += [text[last:start], f"[{code}]" if code else "[...]"]
            last = end
        blanked = "".join([*parts, text[last:]])
        return "[...]" if self.in_text(blanked) else blanked

    def in_name(self, name: str) -> bool:
        """True when something that was removed stands in a name of a font, resource or colour;
        words that such names are made of don't count.
        """
        if self._pattern is None:
            return False
        words = re.findall(r"[A-Z]?[a-z]+|[A-Z]+|\d+", name)
        rest = [word for word in words if word.casefold() not in settings().font_words]
        return bool(rest) and (self.in_text(" ".join(rest)) or self.in_text("".join(rest)))

    def blank_bytes(self, data: bytes) -> bytes:
        """``data`` with zeros where something that was removed stands, in one or two bytes a
        letter.
        """
        small, out = data.lower(), bytearray(data)
        for key in self._codes:
            if len(key) < _SHORTEST_BYTES:
                continue
            for text in {key, key.replace(" ", ""), key.title()}:
                for way in ("utf-8", "utf-16-be", "utf-16-le"):
                    wanted = text.encode(way).lower()
                    place = small.find(wanted)
                    while place >= 0:
                        out[place : place + len(wanted)] = bytes(len(wanted))
                        place = small.find(wanted, place + len(wanted))
        return bytes(out)

    def in_text(self, text: str) -> bool:
        """True when something that was removed stands in ``text``, as such or run together."""
        if self._pattern is None:
            return False
        folded = _fold(text)
        if self._pattern.search(folded):
            return True
        squashed = re.sub(r"[\W_]", "", folded)
        return any(len(key) > 5 and key.replace(" ", "") in squashed for key in self._codes)


def _fold(text: str) -> str:
    return _fold_map(text)[0]


def _fold_map(text: str) -> tuple[str, list[int]]:
    """Text without case and accents, one character for one where it can be, and its origin."""
    out: list[str] = []
    origin: list[int] = []
    for place, char in enumerate(text):
        for part in unicodedata.normalize("NFKD", char).casefold():
            if not unicodedata.combining(part) and part != "\u00ad":
                out.append(part)
                origin.append(place)
    return "".join(out), origin


def read_outline(pdf: pikepdf.Pdf, order: Order) -> list[Bookmark]:
    """The bookmarks, flat, in reading order. A broken or endless tree ends where it breaks."""
    root = pdf.Root.get("/Outlines")
    found: list[Bookmark] = []
    seen: set[tuple[int, int]] = set()
    todo: list[tuple[Any, int]] = [(root.get("/First"), 0)] if isinstance(root, Dictionary) else []
    while todo and len(found) < _MOST:
        item, depth = todo.pop()
        if not isinstance(item, Dictionary) or item.objgen in seen or depth > _DEEPEST:
            continue
        seen.add(item.objgen)
        found.append(Bookmark(depth, str(item.get("/Title", "")), _target(pdf, item, order)))
        todo += [(item.get("/Next"), depth), (item.get("/First"), depth + 1)]
    return found


def page_links(
    pdf: pikepdf.Pdf, page: pikepdf.Page, frame: Frame, order: Order
) -> tuple[PageLink, ...]:
    """The links of a page, with boxes in the page's own space."""
    found = []
    for item, box in _annotations(page, frame):
        if item.get("/Subtype") != Name.Link:
            continue
        action = item.get("/A", Dictionary())
        uri = str(action.get("/URI", "")) if isinstance(action, Dictionary) else ""
        found.append(PageLink(box, _target(pdf, item, order), uri, item.objgen))
    return tuple(found)


def page_notes(page: pikepdf.Page, frame: Frame) -> tuple[Box, ...]:
    """Where a page has annotations other than links: notes, highlights, fields."""
    return tuple(
        box for item, box in _annotations(page, frame) if item.get("/Subtype") != Name.Link
    )


def _annotations(page: pikepdf.Page, frame: Frame) -> Iterator[tuple[Object, Box]]:
    """The annotations of a page that have a place, with their boxes in the page's own space."""
    annots = page.obj.get("/Annots")
    for item in annots.as_list() if isinstance(annots, Array) else []:
        rect = item.get("/Rect") if isinstance(item, Dictionary) else None
        if not isinstance(rect, Array) or len(rect) != 4:
            continue
        x0, y0, x1, y1 = (float(value) for value in rect.as_list())
        unit = frame.unit
        yield (
            item,
            Box(
                (min(x0, x1) - frame.left) * unit,
                (frame.top - max(y0, y1)) * unit,
                (max(x0, x1) - frame.left) * unit,
                (frame.top - min(y0, y1)) * unit,
            ),
        )


def _target(pdf: pikepdf.Pdf, item: Object, order: Order) -> int | None:
    """The page that a bookmark or link goes to, named destinations resolved."""
    place = item.get("/Dest")
    action = item.get("/A")
    if place is None and isinstance(action, Dictionary) and action.get("/S") == Name.GoTo:
        place = action.get("/D")
    if isinstance(place, Name | pikepdf.String):
        place = _named(pdf, place)
    if isinstance(place, Dictionary):
        place = place.get("/D")
    if isinstance(place, Array) and len(place) and isinstance(place[0], Dictionary):
        return order.get(place[0].objgen)
    return None


def _named(pdf: pikepdf.Pdf, name: Object) -> Object | None:
    old = pdf.Root.get("/Dests")
    if isinstance(name, Name):
        return old.get(str(name)) if isinstance(old, Dictionary) else None
    tree = pdf.Root.get("/Names", Dictionary()).get("/Dests")
    if not isinstance(tree, Dictionary):
        return None
    try:
        return pikepdf.NameTree(tree).get(str(name))
    except (pikepdf.PdfError, ValueError, RuntimeError):
        return None


def write_outline(pdf: pikepdf.Pdf, marks: Sequence[Bookmark], removed: Removed) -> None:
    """The bookmarks as a new tree, each title without what was removed."""
    clean = [item for item in marks if item.title.strip() and item.page is not None]
    if not clean:
        return
    with pdf.open_outline() as outline:
        stack: list[tuple[int, list[pikepdf.OutlineItem]]] = [(-1, outline.root)]
        for item in clean:
            while stack[-1][0] >= item.depth:
                stack.pop()
            new = pikepdf.OutlineItem(removed.blank(item.title), item.page)
            stack[-1][1].append(new)
            stack.append((item.depth, new.children))


def kept_links(
    links: Sequence[PageLink], boxes: Sequence[Box], text: str, removed: Removed
) -> list[PageLink]:
    """The links that may stay: nothing of what went in them, and not under a box.

    An address that a reader doesn't see was never reviewed: a web address stays without query
    when it holds nothing that went; a mail address only when it stands on the page.
    """
    kept = []
    for link in links:
        if any(_overlap(link.box, box) for box in boxes):
            continue
        if link.page is not None or (link.uri and _may_stay(link.uri, text, removed)):
            kept.append(link)
    return kept


def links_beside(links: Sequence[PageLink], boxes: Sequence[Box]) -> list[Box]:
    """Where the links are that no box touches: only those can stay."""
    return [link.box for link in links if not any(_overlap(link.box, box) for box in boxes)]


def _may_stay(uri: str, text: str, removed: Removed) -> bool:
    plain = unquote(uri)
    if removed.in_text(plain):
        return False
    parts = urlsplit(uri)
    if parts.scheme == "mailto":
        return bool(parts.path) and unquote(parts.path).casefold() in text.casefold()
    if parts.scheme not in settings().link_schemes or "@" in plain:
        return False
    return not (parts.query or parts.fragment) or uri in text


def _overlap(one: Box, other: Box) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1 and one.y0 < other.y1 and other.y0 < one.y1


def write_links(
    pdf: pikepdf.Pdf, page: pikepdf.Page, frame: Frame, links: Sequence[PageLink]
) -> dict[tuple[int, int], Object]:
    """The links as new annotations with nothing but place and target, by their old objects."""
    annots: dict[tuple[int, int], Object] = {}
    for link in links:
        x, y, width, height = frame.rect(link.box)
        entry = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=[round(value, 3) for value in (x, y, x + width, y + height)],
            Border=[0, 0, 0],
        )
        if link.page is not None and link.page < len(pdf.pages):
            entry["/Dest"] = Array([pdf.pages[link.page].obj, Name.Fit])
        else:
            entry["/A"] = Dictionary(S=Name.URI, URI=pikepdf.String(link.uri))
        key = link.objgen if link.objgen[0] else (0, -len(annots) - 1)
        annots[key] = pdf.make_indirect(entry)
    if annots:
        page.obj["/Annots"] = Array(list(annots.values()))
    return annots
