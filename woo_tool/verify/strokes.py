"""Lines and curves: none that show something in a box, and none that the original hasn't.

Letters may be drawn as outlines. No text reader sees those, and where they are white, covered or
beyond the page no picture shows them.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
import pypdfium2
from pypdfium2 import raw

from woo_tool.model import Box, Redaction
from woo_tool.verify.pixels import Picture, window
from woo_tool.verify.report import LEAK, PASS, REFUSED, Check
from woo_tool.verify.space import DEEPEST, Sheet, holds, overlaps

_CORNERS = 4  # of a rectangle that stands in a box
_RECTANGLE = 6  # segments of one, at most
_INSET = 0.15  # part of a box's short side: its own edges, and lines that touch it
_LETTER = 3  # curved or slanted strokes of the simplest letter
_CURVES, _SIDES = 8, 4  # strokes of a frame with round corners, at most and at least
_TALL = 60.0  # points: higher than this are no letters of a text
_WORD = 24  # such strokes of a word; an arrow or a tick has fewer


def check_strokes(
    before: pypdfium2.PdfPage,
    after: pypdfium2.PdfPage,
    sheets: tuple[Sheet, Sheet],
    items: Sequence[Redaction],
    ignore: Sequence[Box],
    picture: Picture,
) -> Iterator[Check]:
    """One check for each redaction, and one for the page. ``items`` have their boxes where they
    are now; ``ignore``: where annotations of the original may have become content; ``picture``
    is how the page looks."""
    paths = list(_paths(after))
    clips = list(_clips(after, sheets[1])) if items else []
    for item in items:
        inners = [_inner(box) for box in item.boxes]
        shown = sum(_points_in(path, sheets[1], inner) for path in paths for inner in inners)
        shown += sum(holds(inner, x, y) for x, y in clips for inner in inners)
        detail = "onder of op het vak staat nog een tekening" if shown > _CORNERS else ""
        yield Check("strokes", LEAK if detail else PASS, mark=item.mark, detail=detail)
    old = Counter(key for key, _ in _shapes(_paths(before), sheets[0]))
    added = unseen = 0
    for key, box in _shapes(paths, sheets[1]):
        frame = key[0] <= _CURVES and key[3] >= _SIDES
        unseen += key[0] if not frame and _is_unseen(box, picture, sheets[1]) else 0
        if old[key]:
            old[key] -= 1
        elif not any(overlaps(box, one) for one in ignore):
            added += key[0]
    detail = "er is iets getekend dat niet in het origineel staat" if added > _WORD else ""
    if unseen > _WORD and not detail:
        detail = "er is iets getekend dat niemand ziet, misschien letters"
    yield Check("strokes", REFUSED if detail else PASS, detail=detail)


def _is_unseen(box: Box, picture: Picture, sheet: Sheet) -> bool:
    """True where something as large as a letter or a word is drawn and the page has one colour."""
    if box.y1 - box.y0 > _TALL:
        return False
    part = window(picture, sheet, Box(box.x0 - 1, box.y0 - 1, box.x1 + 1, box.y1 + 1))
    return not part.size or int(np.ptp(part)) == 0


def _paths(page: pypdfium2.PdfPage) -> Iterator[pypdfium2.PdfObject]:
    yield from page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=DEEPEST)


def _shapes(
    paths: Sequence[pypdfium2.PdfObject] | Iterator[pypdfium2.PdfObject], sheet: Sheet
) -> Iterator[tuple[tuple[int, int, int, int], Box]]:
    """Of every path that could be a letter: its slanted strokes, its size and its other strokes;
    and where it is."""
    for path in paths:
        slanted = slants(path)
        if slanted >= _LETTER:
            box = bounds(path, sheet)
            others = raw.FPDFPath_CountSegments(path) - slanted
            yield (slanted, round(box.x1 - box.x0), round(box.y1 - box.y0), others), box


def bounds(item: pypdfium2.PdfObject, sheet: Sheet) -> Box:
    """Where an object lies on the page, whatever forms it stands in."""
    left, bottom, right, top = item.get_bounds()
    corners = [(left, bottom), (left, top), (right, bottom), (right, top)]
    for holder in _holders(item):
        matrix = holder.get_matrix()
        corners = [matrix.on_point(x, y) for x, y in corners]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return sheet.own(min(xs), min(ys), max(xs), max(ys))


def _holders(item: pypdfium2.PdfObject) -> Iterator[pypdfium2.PdfObject]:
    holder = item.container
    while holder is not None:
        yield holder
        holder = holder.container


def slants(path: pypdfium2.PdfObject) -> int:
    """How many strokes of a path are curved, or neither level nor upright."""
    found = 0
    last = (0.0, 0.0)
    for kind, x, y in _segments(path):
        if kind == raw.FPDF_SEGMENT_BEZIERTO or (
            kind == raw.FPDF_SEGMENT_LINETO and min(abs(x - last[0]), abs(y - last[1])) > 0.01
        ):
            found += 1
        last = x, y
    return found


def _segments(path: pypdfium2.PdfObject) -> Iterator[tuple[int, float, float]]:
    """Kind and end of the segments of a path, in its own space."""
    for place in range(raw.FPDFPath_CountSegments(path)):
        yield _read(raw.FPDFPath_GetPathSegment(path, place))


def _read(segment: object) -> tuple[int, float, float]:
    x, y = ctypes.c_float(), ctypes.c_float()
    raw.FPDFPathSegment_GetPoint(segment, x, y)
    return raw.FPDFPathSegment_GetType(segment), x.value, y.value


def _clips(page: pypdfium2.PdfPage, sheet: Sheet) -> Iterator[tuple[float, float]]:
    """The points on the page of everything that is drawn inside other shapes than a rectangle:
    a clip of outlines spells a word as well."""
    for item in page.get_objects(max_depth=DEEPEST):
        clip = raw.FPDFPageObj_GetClipPath(item)
        for place in range(raw.FPDFClipPath_CountPaths(clip)):
            count = raw.FPDFClipPath_CountPathSegments(clip, place)
            if count <= _RECTANGLE:
                continue
            matrices = [holder.get_matrix() for holder in _holders(item)]
            segments = (raw.FPDFClipPath_GetPathSegment(clip, place, n) for n in range(count))
            for _, x, y in map(_read, segments):
                for matrix in matrices:
                    x, y = matrix.on_point(x, y)
                spot = sheet.own(x, y, x, y)
                yield spot.x0, spot.y0


def _inner(box: Box) -> Box:
    inset = min(box.x1 - box.x0, box.y1 - box.y0) * _INSET
    return Box(box.x0 + inset, box.y0 + inset, box.x1 - inset, box.y1 - inset)


def _points_in(path: pypdfium2.PdfObject, sheet: Sheet, inner: Box) -> int:
    """How many points of a path lie inside a box."""
    if not overlaps(bounds(path, sheet), inner):
        return 0
    matrices = [path.get_matrix(), *(holder.get_matrix() for holder in _holders(path))]
    found = 0
    for _, x, y in _segments(path):
        for matrix in matrices:
            x, y = matrix.on_point(x, y)
        spot = sheet.own(x, y, x, y)
        found += holds(inner, spot.x0, spot.y0)
    return found
