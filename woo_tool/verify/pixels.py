"""The pixel layers: what a box covers, and what changed outside it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from math import ceil, floor

import numpy as np
import numpy.typing as npt
import pypdfium2

from woo_tool.model import Box, Redaction
from woo_tool.verify.chars import Chars
from woo_tool.verify.moves import Move
from woo_tool.verify.report import LEAK, PASS, REFUSED
from woo_tool.verify.space import Sheet

Picture = npt.NDArray[np.uint8]
Grey = npt.NDArray[np.int16]

_SCALE = 1.5  # pixels a point
_BLOCK = 4  # pixels: the side of the squares that are compared outside boxes
_CHANGED = 60  # grey levels that the mean of a square may differ
_NEARBY = range(-2, 3)  # pixels that a reader may draw a thing beside where another does
_SQUARE = 8  # pixels: the side of the squares in which paper is looked at
_RINGING = 3  # pixels around a box in which a JPEG has traces of its edge
_FAINT, _SPECKS = 2, 4  # grey levels, and squares in which something faint was put on it
_DARK = 90
_SAME = 24  # grey levels within which pixels count as one colour
STRAY = 0.03  # part of the pixels under a box that may differ: rounding at the edges, JPEG
_INSET = 0.25  # part of a box's short side that a neighbouring line may reach into
_AROUND = 20  # pixels left and right that tell the colour behind a text
_OVERHANG = 0.6  # part of a box's short side that its letters may reach out of it
_LARGEST = 30_000_000  # pixels: A0 is 18 million


def draw(page: pypdfium2.PdfPage, *, notes: bool = True) -> Picture:
    """The page unrotated, as RGB; a very large one coarser. Raises PdfiumError.

    ``notes``: with its annotations.
    """
    width, height = page.get_size()
    scale = min(_SCALE, (_LARGEST / max(width * height, 1.0)) ** 0.5)
    page.set_rotation(0)
    bitmap = page.render(scale=scale, may_draw_forms=True, draw_annots=notes, rev_byteorder=True)
    return np.array(bitmap.to_numpy()[:, :, :3])


def check_box(picture: Picture, sheet: Sheet, item: Redaction, labels: Chars) -> str:
    """PASS when every box of a redaction is one dark colour, the letters of its code apart."""
    for box in item.boxes:
        area = _visible(box, sheet)
        if area is None:
            continue
        short = min(area.x1 - area.x0, area.y1 - area.y0)
        inner = _grow(area, -short * _INSET)
        rows, columns = _window(inner, sheet, picture)
        part = picture[rows, columns]
        if not part.size:
            continue
        plain = np.ones(part.shape[:2], dtype=bool)
        for label in labels.which(labels.overlapping(area)):
            label_rows, label_columns = _window(_grow(label.box, 1.2), sheet, picture)
            plain[_shift(label_rows, rows), _shift(label_columns, columns)] = False
        rest = part[plain]
        if rest.size and not _one_dark_colour(rest):
            return LEAK
    return PASS


def _one_dark_colour(pixels: Picture) -> bool:
    middle = np.median(pixels, axis=0)
    away = np.abs(pixels.astype(np.int16) - middle).max(axis=1) > _SAME
    return bool(middle.max() <= _DARK and away.mean() <= STRAY)


def moved_picture(
    before: Picture, sheet: Sheet, moves: Sequence[Move], *, one_paper: bool = False
) -> Picture:
    """The original's picture with its lines moved as the text says that they were.

    ``one_paper``: the colour behind a line is taken to be one for all of it.
    """
    if not moves:
        return before
    after = before.copy()
    scale = before.shape[1] / sheet.size[0]
    for move in moves:
        zone = move.zone
        rows, columns = _window(zone, sheet, before)
        first = columns.start
        paper = _paper(before[rows, columns], one=one_paper)
        for part in _touched(move):
            cut = _window(Box(part[0], zone.y0, part[1], zone.y1), sheet, before)[1]
            cut = slice(max(cut.start, first), min(cut.stop, columns.stop))
            after[rows, cut] = paper[:, cut.start - first : cut.stop - first]
        for stretch in move.stretches:
            if stretch.right <= zone.x0 or not stretch.shift:
                continue
            source = _window(
                Box(stretch.left - 1, zone.y0, stretch.right + 1, zone.y1), sheet, before
            )[1]
            source = slice(max(source.start, first), min(source.stop, columns.stop))
            behind = paper[:, source.start - first : source.stop - first]
            ink = before[rows, source].astype(np.int16) - behind
            _add(after[rows], ink, source.start + stretch.shift * scale)
    return after


def _touched(move: Move) -> Iterator[tuple[float, float]]:
    """From where to where a moved line isn't what it was: boxes and text, old place and new."""
    yield from ((box.x0, box.x1) for box in (*move.old, *move.new))
    for part in move.stretches:
        if part.shift and part.right > move.zone.x0:
            yield part.left - 1, part.right + 1
            yield part.left + part.shift - 1, part.right + part.shift + 1


def _paper(line: Picture, *, one: bool) -> npt.NDArray[np.int16]:
    """The colour behind each column of a line of text: the most common one around it, or the
    most common ``one`` of the line."""
    if not line.shape[0]:
        return np.zeros((1, line.shape[1], 3), dtype=np.int16)
    few = line[::2]  # every other row tells as much
    whole = np.median(few[:, ::3].reshape(-1, 3), axis=0).astype(np.int16)
    columns = np.median(few, axis=0).astype(np.int16)
    far = np.abs(columns - whole).max(axis=1) > _SAME
    if not one and far.mean() > STRAY:  # not one paper for all of the line: cells, a coloured bar
        wide = np.pad(columns, ((_AROUND, _AROUND), (0, 0)), mode="edge")
        around = np.lib.stride_tricks.sliding_window_view(wide, 2 * _AROUND + 1, axis=0)
        return np.asarray(np.median(around, axis=2).astype(np.int16)[None])
    return np.broadcast_to(whole, (1, line.shape[1], 3))


def _add(target: Picture, ink: npt.NDArray[np.int16], left: float) -> None:
    """Adds ink at a place between pixels: each goes to its two neighbours in proportion."""
    first, part = floor(left), left - floor(left)
    mixed = np.zeros((ink.shape[0], ink.shape[1] + 1, 3))
    mixed[:, :-1] = ink * (1 - part)
    mixed[:, 1:] += ink * part
    low, high = max(first, 0), min(first + mixed.shape[1], target.shape[1])
    if high > low:
        mixed = target[:, low:high] + mixed[:, low - first : high - first]
        target[:, low:high] = mixed.clip(0, 255, out=mixed)


def check_rest(
    before: Picture, after: Picture, sheet: Sheet, boxes: Sequence[Box], ignore: Sequence[Box]
) -> str:
    """PASS when nothing outside the boxes looks different from the original."""
    if before.shape != after.shape:
        return REFUSED
    unlike = (before != after).any(axis=(1, 2))
    apart = _apart_from((*boxes, *ignore), sheet, before)
    if _on_paper(before, after, unlike, apart):
        return REFUSED
    for rows in _stretches(unlike):
        difference = _grey(np.subtract(before[rows], after[rows], dtype=np.int16))
        for inside, columns in apart:
            difference[_shift(inside, rows), columns] = 0
        # Only where single pixels differ that much there can be a square that does.
        marked = np.abs(difference) > 3 * _CHANGED
        high, wide = (_extent(np.asarray(marked.any(axis=axis))) for axis in (1, 0))
        part = difference[high, wide]
        if part.size and np.abs(_blocks(part)).max(initial=0) > 3 * _CHANGED:
            return REFUSED
    return PASS


def resembles(
    befores: Sequence[Picture],
    after: Picture,
    sheet: Sheet,
    boxes: Sequence[Box],
    ignore: Sequence[Box],
    gone: Sequence[Box] = (),
) -> bool:
    """A second look at a page that differs: True when every place of it looks as in one of
    ``befores``, at most two pixels beside it.

    Readers draw what they make up themselves (fonts that a file lacks, turned scans) a little
    beside each other. What was lost or added stands beside nothing: a square is four times that.
    Letters that went may have reached out of their boxes, where ``gone`` has these as they were
    (swashes, thick outlines): what is lighter there than it was is no change.
    """
    if any(before.shape != after.shape for before in befores):
        return False
    apart = _apart_from((*boxes, *ignore), sheet, after)
    unlike = [(before != after).any(axis=(1, 2)) for before in befores]
    if all(
        _on_paper(before, after, rows, apart) for before, rows in zip(befores, unlike, strict=True)
    ):
        return False
    greys, grey = [_grey(before) for before in befores], _grey(after)
    free = np.ones(grey.shape, dtype=np.bool_)
    for rows, columns in apart:
        free[rows, columns] = False
    for box in gone:
        reach = _OVERHANG * min(box.x1 - box.x0, box.y1 - box.y0)
        around = _window(_grow(box, reach), sheet, after)
        free[around] &= grey[around] <= greys[0][around]
    left = free.copy()
    for one in greys:
        left = np.logical_and(left, _apart(one, grey, free) > 3 * _CHANGED)
    rows, columns = (_extent(np.asarray(left.any(axis=axis))) for axis in (1, 0))
    left, grey, free = left[rows, columns], grey[rows, columns], free[rows, columns]
    for one, (y, x) in itertools.product(greys, itertools.product(_NEARBY, repeat=2)):
        if not left.any():
            break
        beside = np.asarray(np.roll(one, (y, x), axis=(0, 1)))[rows, columns]
        left = np.logical_and(left, _apart(beside, grey, free) > 3 * _CHANGED // 2)
    return not left.any()


def _apart(one: Grey, other: Grey, free: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
    """How much the squares around each pixel differ, where they are to be compared."""
    return np.abs(_blocks(np.where(free, one - other, 0)))


def _apart_from(boxes: Sequence[Box], sheet: Sheet, picture: Picture) -> list[tuple[slice, slice]]:
    """The pixels that may differ: boxes, and what their edges are drawn with."""
    return [_window(_grow(box, 2.0), sheet, picture) for box in boxes]


def _on_paper(
    before: Picture,
    after: Picture,
    unlike: npt.NDArray[np.bool_],
    apart: Sequence[tuple[slice, slice]],
) -> bool:
    """True when something stands, however faint, where the original has nothing around at all.

    ``unlike``: the rows of pixels that differ; nothing can have been put elsewhere.
    """
    rows, columns = (size // _SQUARE for size in before.shape[:2])
    here = np.unique(np.flatnonzero(unlike[: rows * _SQUARE]) // _SQUARE)
    if rows < 3 or columns < 3 or not here.size:
        return False
    near = np.unique(np.clip([here - 1, here, here + 1], 0, rows - 1))
    most, least = (np.full((rows + 2, columns + 2), end, dtype=np.uint8) for end in (255, 0))
    most[near + 1, 1:-1], least[near + 1, 1:-1] = _ends(before, near)
    marked = _around(np.maximum, most) == _around(np.minimum, least)
    high, low = _ends(after, here)
    marked[here] &= high - low > _FAINT
    marked[~np.isin(np.arange(rows), here)] = False
    for inside, across in apart:
        marked[_squares(_wider(inside)), _squares(_wider(across))] = False
    return bool(marked.sum() >= _SPECKS)


def _ends(picture: Picture, rows: npt.NDArray[np.intp]) -> tuple[Picture, Picture]:
    """The lightest and the darkest grey level of each square in these rows of squares."""
    high, wide = (size // _SQUARE * _SQUARE for size in picture.shape[:2])
    green = picture[:high, :wide, 1]  # it tells most of the light
    lines = green.reshape(-1, _SQUARE, wide)[rows]
    ends = (lines.max(axis=1), lines.min(axis=1))
    most, least = (end.reshape(len(rows), -1, _SQUARE) for end in ends)
    return most.max(axis=2), least.min(axis=2)


def _around(choose: np.ufunc, squares: Picture) -> Picture:
    """The most, or the least, of every square and its eight neighbours; the edge falls off."""
    beside = choose(choose(squares[:, :-2], squares[:, 1:-1]), squares[:, 2:])
    return np.asarray(choose(choose(beside[:-2], beside[1:-1]), beside[2:]))


def _wider(pixels: slice) -> slice:
    return slice(max(pixels.start - _RINGING, 0), pixels.stop + _RINGING)


def _squares(pixels: slice) -> slice:
    return slice(pixels.start // _SQUARE, -(-pixels.stop // _SQUARE))


def _stretches(unlike: npt.NDArray[np.bool_]) -> Iterator[slice]:
    """The rows that differ, in stretches with room for a square between them."""
    places = np.flatnonzero(unlike)
    if not places.size:
        return
    room = 4 * _BLOCK
    for group in np.split(places, np.flatnonzero(np.diff(places) > room) + 1):
        yield slice(max(int(group[0]) - room // 2, 0), int(group[-1]) + room // 2 + 1)


def _grey(picture: Picture | npt.NDArray[np.int16]) -> npt.NDArray[np.int16]:
    """Three times the grey level of every pixel."""
    red, green, blue = (picture[:, :, part].astype(np.int16, copy=False) for part in range(3))
    return np.asarray(red + green + blue)


def _extent(marked: npt.NDArray[np.bool_]) -> slice:
    """From the first to the last mark, with room for a square around each."""
    places = np.flatnonzero(marked)
    if not places.size:
        return slice(0, 0)
    return slice(max(int(places[0]) - 2 * _BLOCK, 0), int(places[-1]) + 2 * _BLOCK + 1)


def _blocks(grey: npt.NDArray[np.int16]) -> npt.NDArray[np.float64]:
    """The mean around every pixel, so that a shift of half a pixel isn't a change."""
    sums = np.pad(grey.astype(np.int64), _BLOCK).cumsum(axis=0).cumsum(axis=1)
    size = 2 * _BLOCK
    window = sums[size:, size:] - sums[:-size, size:] - sums[size:, :-size] + sums[:-size, :-size]
    return np.asarray(window / size**2)


def window(picture: Picture, sheet: Sheet, box: Box) -> Picture:
    """The part of a picture that a box covers."""
    rows, columns = _window(box, sheet, picture)
    return picture[rows, columns]


def _visible(box: Box, sheet: Sheet) -> Box | None:
    width, height = sheet.size
    cut = Box(max(box.x0, 0), max(box.y0, 0), min(box.x1, width), min(box.y1, height))
    return cut if cut.x1 > cut.x0 and cut.y1 > cut.y0 else None


def _grow(box: Box, by: float) -> Box:
    return Box(box.x0 - by, box.y0 - by, box.x1 + by, box.y1 + by)


def _window(box: Box, sheet: Sheet, picture: Picture) -> tuple[slice, slice]:
    """The rows and columns of a picture that a box covers."""
    high, wide = picture.shape[:2]
    scale = wide / sheet.size[0]

    def cut(low: float, upper: float, most: int) -> slice:
        first = min(max(floor(low * scale), 0), most)
        return slice(first, min(max(ceil(upper * scale), first), most))

    return cut(box.y0, box.y1, high), cut(box.x0, box.x1, wide)


def _shift(inner: slice, outer: slice) -> slice:
    start = max(inner.start - outer.start, 0)
    return slice(start, max(inner.stop - outer.start, start))
