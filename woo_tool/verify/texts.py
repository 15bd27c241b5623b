"""The text layers: what a page says is what the original said, less the approved spans."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from woo_tool.model import Box, Page, Redaction, Word
from woo_tool.verify.chars import Chars
from woo_tool.verify.moves import Move
from woo_tool.verify.report import LEAK, PASS, REFUSED, Check
from woo_tool.verify.space import Region, in_any, overlaps

Bag = Counter[str]
_PRIVATE = frozenset(map(chr, range(0xE000, 0xF900)))
_SIGNS = frozenset(["So", "Co", "Cn", "Mn"])  # tick boxes, private use, loose accents


@dataclass(frozen=True, slots=True)
class PageCase:
    """One page with what went from it, and how pdfium reads it before and after.

    ``after`` is put back to where it stood in the original; ``moves`` are the lines in which that
    made a difference. ``kept`` counts the characters that were reviewed and stay. ``shown``: for
    an original with layers, its text by a reader that leaves hidden layers out.
    """

    page: Page
    size: tuple[float, float]
    redactions: tuple[Redaction, ...]
    before: Chars
    after: Chars
    kept: Bag
    shown: str | None = None
    moves: tuple[Move, ...] = ()

    @property
    def boxes(self) -> list[Box]:
        return [box for item in self.redactions for box in item.boxes]

    @property
    def drawn(self) -> list[Box]:
        """Boxes that a person drew: a glyph that they only touch goes as well."""
        return [box for item in self.redactions if item.end <= item.start for box in item.boxes]


def check_pdfium(case: PageCase) -> Iterator[Check]:
    """By place: nothing in the boxes but their codes, everything outside them still there."""
    yield from _check_boxes(case)
    yield _check_outside(case)


def _check_boxes(case: PageCase) -> Iterator[Check]:
    inside = case.after.which(case.after.in_any(case.boxes))
    labels = [(box, _bag(item.code)) for item in case.redactions for box in item.boxes]
    for item in case.redactions:
        found, allowed = Bag(), Bag()
        for box in item.boxes:
            found.update(inside.said(inside.in_any([box])))
            for shape, code in labels:
                if overlaps(box, shape):
                    allowed.update(code)
        result, detail = PASS, ""
        if found - allowed:
            result, detail = LEAK, "in het vak staat nog tekst"
        elif not found and any(seen(box, case.size) for box in item.boxes):
            result, detail = REFUSED, "in het vak staat geen grond"
        yield Check("text:pdfium", result, case.page.number, item.mark, detail=detail)


def seen(box: Box, size: tuple[float, float]) -> bool:
    """True when any of a box lies on the visible page."""
    return overlaps(box, Box(0, 0, *size), 1.0)


def _check_outside(case: PageCase) -> Check:
    page = case.page.number
    width, height = case.size
    # A letter over the edge of the page may go or stay; one beyond the edge must go.
    visible, whole = Box(-2, -2, width + 2, height + 2), Box(0, 0, width, height)
    now, was = case.after, case.before
    if not (now.in_any([visible]) | now.overlapping(visible)).all():
        return Check("text:pdfium", LEAK, page, detail="buiten de pagina staat verborgen tekst")
    after, boxed = Bag(now.said(~now.in_any(case.boxes))), was.in_any(case.boxes)
    before = Bag(was.said(~boxed))
    if _unnamed(after) > _unnamed(before):
        what = "er staan tekens die geen lezer kan benoemen en die het origineel niet had"
        return Check("text:pdfium", REFUSED, page, detail=what)
    sure = Bag(was.said(~boxed & was.lying_in(whole) & ~was.overlapping_any(case.drawn, 0.2)))
    words = case.kept
    if case.shown is not None:
        sure = _both(sure, _bag(case.shown) - Bag(was.said(boxed)))
    found = _compare("text:pdfium", page, sure, before, words, after)
    if found.result == REFUSED:  # readers don't agree on letters that are drawn twice
        sure -= Bag(was.said(~boxed & was.twice()))
        found = _compare("text:pdfium", page, sure, before, words, after)
    return found


def _unnamed(bag: Bag) -> int:
    """How many characters a font gives no meaning, or calls a space while they have a shape."""
    return sum(count for text, count in bag.items() if _is_unnamed(text))


def _is_unnamed(char: str) -> bool:
    return char == "\ufffd" or char in _PRIVATE  # readers don't agree on them


def _compare(layer: str, page: int, sure: Bag, before: Bag, words: Bag, after: Bag) -> Check:
    """Two references, the original by this reader and the words that were reviewed.

    Text that neither knows is a leak; text that both have and the result lacks was lost.
    """
    extra = _letters(_both(after - before, after - words))
    lost = _both(sure - after, words - after)
    lost = Bag({char: n for char, n in lost.items() if not _is_unnamed(char)})
    if any(unicodedata.bidirectional(char) in ("R", "AL") for char in words):
        for char in [char for char in lost if unicodedata.mirrored(char)]:
            del lost[char]  # readers don't agree either on which way these stand
    if extra:
        return Check(layer, LEAK, page, detail=f"{extra.total()} tekens die er niet horen")
    if lost:
        what = f"{lost.total()} tekens buiten de vakken zijn verdwenen"
        return Check(layer, REFUSED, page, detail=what)
    return Check(layer, PASS, page)


def is_as_reviewed(case: PageCase, after: str) -> bool:
    """True when a page has exactly the reviewed characters that stay, and the codes."""
    now, wanted = _bag(after), case.kept + _codes(case)
    now.pop(".", None)
    wanted.pop(".", None)
    return now == wanted


def _codes(case: PageCase) -> Bag:
    codes = Bag()
    for item in case.redactions:
        for _ in item.boxes:
            codes += _bag(item.code)
    return codes


def _letters(bag: Bag) -> Bag:
    """Without signs and unmapped characters: of those every reader makes something else."""
    return Bag({char: n for char, n in bag.items() if unicodedata.category(char) not in _SIGNS})


def check_poppler(case: PageCase, before: str, after: str) -> Check:
    """By count: the page's characters are the original's, less those of the spans, plus codes."""
    gone = Bag(case.before.said(case.before.in_any(case.boxes)))
    codes = _codes(case)
    kept = _bag(before) - gone
    words = case.kept.copy()
    # A code may be printed shortened (5.1.2e): its dots are no evidence either way.
    now = _bag(after)
    for bag in (kept, words, codes, now):
        bag.pop(".", None)
    sure = kept - _touched(case)
    lost = _compare("text:pdftotext", case.page.number, sure, now, words, now)
    if lost.result == REFUSED:
        was = case.before
        sure -= Bag(was.said(~was.in_any(case.boxes) & was.twice()))
        lost = _compare("text:pdftotext", case.page.number, sure, now, words, now)
    extra = _compare("text:pdftotext", case.page.number, Bag(), kept, words, now - codes)
    return extra if extra.result != PASS else lost


def _touched(case: PageCase) -> Bag:
    """What may go or stay: letters that a drawn box touches, and letters over the edge."""
    was = case.before
    loose = ~was.lying_in(Box(0, 0, *case.size)) | was.overlapping_any(case.drawn, 0.2)
    return Bag(was.said(~was.in_any(case.boxes) & loose))


def kept_bag(page: Page, redactions: Sequence[Redaction], size: tuple[float, float]) -> Bag:
    """The characters that were reviewed and that stay, counted."""
    boxes = [box for item in redactions for box in item.boxes]
    return _bag(" ".join(kept_texts(page, boxes, size)))


def kept_texts(page: Page, boxes: Sequence[Box], size: tuple[float, float]) -> Iterator[str]:
    """The reviewed words on the visible page, less the characters that lie in a box."""
    width, height = size
    region = Region(boxes)
    for word in page.words:
        x0, y0, x1, y1 = word.box
        if not (0 <= (x0 + x1) / 2 <= width and 0 <= (y0 + y1) / 2 <= height):
            continue
        near = [box for box in region.near(word.box) if overlaps(word.box, box)]
        yield _outside(word, near) if near else word.text


def _outside(word: Word, boxes: Sequence[Box]) -> str:
    box, axis = word.box, word.axis
    edges = word.edges
    if len(edges) != len(word.text) + 1:
        return ""  # aslant, or from right to left: what is left of it can't be told
    across = (box.x0 + box.x1) / 2 if axis % 2 else (box.y0 + box.y1) / 2
    out = []
    gone = False
    for place, (char, one, other) in enumerate(zip(word.text, edges, edges[1:], strict=False)):
        spot = (across, (one + other) / 2) if axis % 2 else ((one + other) / 2, across)
        if not place or one != other:  # letters without a width belong to the glyph before them
            gone = in_any(boxes, *spot)
        out += [] if gone else [char]
    return "".join(out)


def _bag(text: str) -> Bag:
    flat = "".join(text.split())
    if not flat.isascii():
        flat = "".join(unicodedata.normalize("NFKC", flat).split()).replace("\u00ad", "")
    return Bag(flat.replace("\x02", ""))


def _both(one: Bag, other: Bag) -> Bag:
    return one & other
