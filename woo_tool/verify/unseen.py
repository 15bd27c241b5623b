"""Pictures of which a page shows something else, or nothing: each is read alone.

A picture may lie under another, beyond the page or a clip, be made transparent by its mask, be a
mask itself, or be drawn too small to see. Its pixels are in the file all the same.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt
import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, Stream
from pypdfium2 import raw

from woo_tool.verify import pixels
from woo_tool.verify.images import placed
from woo_tool.verify.layers import text_checks
from woo_tool.verify.ocr import Readings, read_grey
from woo_tool.verify.readers import only_these, open_pdfium
from woo_tool.verify.report import LEAK, Check
from woo_tool.verify.space import DEEPEST, Sheet
from woo_tool.verify.terms import Search
from woo_tool.verify.watch import Alive, unwatched

_CELLS = 40  # squares along each side, at most, in which a picture and its page are compared
_SQUARE = 6.0  # pixels of the page: the least side of such a square
_POINTS = 6  # along each side of a square
_ALIKE = 0.9  # correlation from which a page shows a picture
_PLAIN = 4.0  # grey levels: a picture that differs less has nothing to compare
_SMALL = 4.0  # points: a picture lower or narrower than this isn't seen
_WORD = 160  # pixels of the smallest picture with a word in it
_SIDE = 2400  # pixels of the longer side when it is read
_DPI = 200

Grid = npt.NDArray[np.float64]


def check_unseen(
    data: bytes,
    document: Iterable[pypdfium2.PdfPage],
    sheets: Sequence[Sheet],
    search: Search,
    readings: Readings,
    alive: Alive = unwatched,
) -> Iterator[Check]:
    """Reads every picture of a file that no page plainly shows, and looks for what went."""
    shown: set[bytes] = set()
    for page, sheet in zip(document, sheets, strict=True):
        alive("unseen")
        shown |= set(_shown(page, sheet))
    for grey in _others(data, shown):
        alive("unseen")
        text = read_grey(grey, _DPI, readings)
        if search.leaks_blurred(text, ""):
            detail = "in een beeld dat geen pagina zo laat zien, staat een verwijderd gegeven nog"
            yield Check("unseen", LEAK, detail=detail)
        yield from text_checks("unseen", search, text, None)


def _shown(page: pypdfium2.PdfPage, sheet: Sheet) -> Iterator[bytes]:
    """The hashes of the pictures that this page shows as they are."""
    items = list(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=DEEPEST))
    picture = pixels.draw(page, notes=False) if items else None
    for item in items:
        if picture is not None and _is_shown(item, picture, sheet):
            yield _hash(bytes(item.get_data(decode_simple=False)))


def _hash(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def _is_shown(item: pypdfium2.PdfImage, picture: pixels.Picture, sheet: Sheet) -> bool:
    """True when the page looks like the picture where it is drawn."""
    try:
        own = np.asarray(item.get_bitmap(render=False).to_numpy(), dtype=np.float64)
    except (pypdfium2.PdfiumError, RuntimeError, ValueError):
        return False
    own = own.reshape(own.shape[0], own.shape[1], -1).mean(axis=2)
    if np.ptp(own) < _PLAIN:
        return True
    matrix = placed(item)
    if min(np.hypot(*matrix[0, :2]), np.hypot(*matrix[1, :2])) * sheet.unit < _SMALL:
        return False
    other = _seen(matrix, picture, sheet)
    if other is None:
        return False
    one = _averaged(own, other.shape)
    spread = one.std() * other.std()
    together = ((one - one.mean()) * (other - other.mean())).mean()
    return bool(spread > 0 and abs(together) / spread >= _ALIKE)


def _seen(matrix: Grid, picture: pixels.Picture, sheet: Sheet) -> Grid | None:
    """The page where a picture lies, in squares along the picture's own sides; None when some of
    the picture lies beyond the page."""
    high, wide = picture.shape[:2]
    scale = wide / (sheet.right - sheet.left)
    sides = [np.hypot(*matrix[row, :2]) * scale for row in (1, 0)]
    rows, columns = (int(np.clip(side / _SQUARE, 2, _CELLS)) for side in sides)
    down, across = (
        (np.arange(count * _POINTS) + 0.5) / (count * _POINTS) for count in (rows, columns)
    )
    u, v = np.meshgrid(across, 1 - down)
    x = matrix[0, 0] * u + matrix[1, 0] * v + matrix[2, 0]
    y = matrix[0, 1] * u + matrix[1, 1] * v + matrix[2, 1]
    left = np.floor((x - sheet.left) * scale).astype(int)
    top = np.floor((sheet.top - y) * scale).astype(int)
    if ((left >= 0) & (left < wide) & (top >= 0) & (top < high)).mean() < _ALIKE:
        return None
    grey = picture.mean(axis=2)[np.clip(top, 0, high - 1), np.clip(left, 0, wide - 1)]
    return _means(grey, (rows, columns))


def _averaged(own: Grid, shape: tuple[int, ...]) -> Grid:
    """A picture as the means of that many squares."""
    rows, columns = shape
    points = [max(_POINTS, -(-size // count)) for size, count in zip(own.shape, shape, strict=True)]
    down, across = (
        np.arange(count * many) * size // (count * many)
        for count, many, size in zip((rows, columns), points, own.shape, strict=True)
    )
    wide = own[np.ix_(down, across)]
    return np.asarray(wide.reshape(rows, points[0], columns, points[1]).mean(axis=(1, 3)))


def _means(values: Grid, shape: tuple[int, int]) -> Grid:
    rows, columns = shape
    return np.asarray(values.reshape(rows, _POINTS, columns, _POINTS).mean(axis=(1, 3)))


def _others(data: bytes, shown: set[bytes]) -> Iterator[npt.NDArray[np.uint8]]:
    """The pictures of a file but for those that are shown, each drawn alone."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = [
            _alone(pdf, thing)
            for thing in pdf.objects
            if isinstance(thing, Stream)
            and thing.get("/Subtype") == Name.Image
            and int(thing.Width) * int(thing.Height) >= _WORD
            and _hash(thing.read_raw_bytes()) not in shown
        ]
        if not pages:
            return
        drawn = only_these(pdf, pages)
    for leaf in open_pdfium(drawn):
        bitmap = leaf.render(scale=_SIDE / max(leaf.get_size()), grayscale=True)
        yield np.array(bitmap.to_numpy()).reshape(bitmap.height, bitmap.width)


def _alone(pdf: pikepdf.Pdf, image: Stream) -> Dictionary:
    """A page that shows all pixels of a picture; the copy of the file loses its masks here."""
    wide, high = int(image.Width), int(image.Height)
    keys = ("/SMask", "/Mask", "/SMaskInData", "/Decode")
    for key in keys:
        if key in image:
            del image[key]
    most = max(wide, high)
    size = [max(1000 * wide / most, 4), max(1000 * high / most, 4)]
    return Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, *size]),
        Resources=Dictionary(XObject=Dictionary(Im=image)),
        Contents=pdf.make_stream(f"0 g q {size[0]} 0 0 {size[1]} 0 0 cm /Im Do Q".encode()),
    )
