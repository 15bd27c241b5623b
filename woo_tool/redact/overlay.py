"""What is drawn on a page after removal: boxes with their code, a layer of searchable words.

Everything is written as content-stream text, so that the bytes are the same on every run.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import pikepdf
import pymupdf

from woo_tool.model import Box, Word
from woo_tool.redact.settings import Colour, settings
from woo_tool.resources import data_path

LABEL_FONT, WORD_FONT, STATE = "/WooLabel", "/WooWords", "/WooDraft"
# Text running right, down, left, up as the first four numbers of a PDF text matrix.
_TURN = ("1 0 0 1", "0 -1 1 0", "-1 0 0 -1", "0 1 -1 0")
# The same for words that aren't painted: straight up or down pdfium leaves out signs that its own
# font lacks, because to its mind they have no width.
_WORD_TURN = ("1 0 0 1", "0.004 -1 1 0.004", "-1 0 0 -1", "0.004 1 -1 0.004")
_PICTOGRAMS = range(0x1F300, 0x1FB00)  # faces, hands, signs (Unicode, planes of symbols)
_PRIVATE_CODES = 0xE000
_CHARSET = "0123456789. abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Frame:
    """How a page's own space (points, top-left of the crop box) lies in PDF user space."""

    left: float
    top: float
    width: float
    height: float
    unit: float = 1.0
    rotation: int = 0

    def rect(self, box: Box) -> tuple[float, float, float, float]:
        """x, y (bottom left), width and height in user space."""
        left, right = box.x0 / self.unit, box.x1 / self.unit
        top, bottom = box.y0 / self.unit, box.y1 / self.unit
        return self.left + left, self.top - bottom, right - left, bottom - top


@dataclass(frozen=True, slots=True)
class LabelBox:
    """One box to draw: where, with which code, along which writing direction (Word.axis), and
    where in the page's text it comes; ``span`` is the box that it was before its line moved.
    """

    box: Box
    code: str
    axis: int
    start: int = 0
    span: Box | None = None


def draw_boxes(frame: Frame, boxes: Sequence[LabelBox], *, draft: bool) -> str:
    """The content that paints the boxes and prints each code inside its box.

    Labels are marked content with the numbers from 0; the black is no content (an artifact).
    """
    style, look = settings().label, settings().draft
    fill = look.box_color if draft else style.box_color
    ink = look.text_color if draft else style.text_color
    parts = ["/Artifact BMC q", f"{STATE}Box gs" if draft else "", _colour(fill)]
    parts += ["{} {} {} {} re f".format(*map(_n, frame.rect(item.box))) for item in boxes]
    parts += ["Q EMC q", _colour(ink)]
    labels = [_label(frame, item, draft=draft) for item in boxes if item.code]
    parts += [f"/Span <</MCID {place}>> BDC\n{text}\nEMC" for place, text in enumerate(labels)]
    return "\n".join([*filter(None, parts), "Q"])


def draw_watermark(frame: Frame) -> str:
    """CONCEPT from corner to corner, readable however the page is turned."""
    look = settings().draft
    size = min(frame.width, frame.height) / 4
    half = text_width(look.watermark) * size / 2
    angle = {0: (0.7071, 0.7071), 90: (-0.7071, 0.7071), 180: (-0.7071, -0.7071)}
    cos, sin = angle.get(frame.rotation, (0.7071, -0.7071))
    x = frame.left + frame.width / 2 - cos * half + sin * size / 3
    y = frame.top - frame.height / 2 - sin * half - cos * size / 3
    matrix = " ".join(map(_n, (cos, sin, -sin, cos, x, y)))
    text = encode_label(look.watermark)
    return (
        f"q {STATE}Mark gs {_colour(look.watermark_color)}\n"
        f"BT {LABEL_FONT} {_n(size)} Tf {matrix} Tm <{text}> Tj ET Q"
    )


def draw_words(frame: Frame, words: Iterable[Word], number: int) -> str:
    """An invisible layer with these words, so that a page of pixels stays searchable.

    It is marked content with this number.
    """
    lines = [f"/P <</MCID {number}>> BDC q BT 3 Tr"]
    lines += [_word(frame, word) for word in words if word.text.strip()]
    return "\n".join([*lines, "ET Q EMC"])


def _word(frame: Frame, word: Word) -> str:
    x, y, width, height = frame.rect(word.box)
    along, across = (height, width) if word.axis % 2 else (width, height)
    size = max(across * 0.8, 0.5)
    rise = across * 0.2
    start = (
        (x, y + rise),
        (x + rise, y + height),
        (x + width, y + height - rise),
        (x + width - rise, y),
    )[word.axis]
    codes = _codes(word.text)
    stretch = 100 * along / (0.5 * size * max(len(codes) // 4, 1))
    place = f"{_WORD_TURN[word.axis]} {_n(start[0])} {_n(start[1])} Tm"
    # In one string: pdfium leaves out a lone sign that its own font lacks (a euro sign).
    return f"{WORD_FONT} {_n(size)} Tf {_n(stretch)} Tz {place} <{codes}0020> Tj"


def _label(frame: Frame, item: LabelBox, *, draft: bool) -> str:
    x, y, width, height = frame.rect(item.box)
    along, across = (height, width) if item.axis % 2 else (width, height)
    lines, size = fit_label(item.code, along, across * 0.6 if draft else across)
    parts = []
    for place, text in enumerate(lines):
        shift = (along - text_width(text) * size) / 2
        slot = across / len(lines)
        rise = slot * (len(lines) - 1 - place) + (slot - size * 0.72) / 2
        if draft:  # on the edge of the box, so that the text under it can be read
            shift, rise = 0.0, across - size * (0.2 + place)
        start = (
            (x + shift, y + rise),
            (x + rise, y + height - shift),
            (x + width - shift, y + height - rise),
            (x + width - rise, y + shift),
        )[item.axis]
        turn = f"{_TURN[item.axis]} {_n(start[0])} {_n(start[1])} Tm"
        parts.append(f"BT {LABEL_FONT} {_n(size)} Tf {turn} <{encode_label(text)}> Tj ET")
    return "\n".join(parts)


def fit_label(code: str, along: float, across: float) -> tuple[tuple[str, ...], float]:
    """The lines and the size (points) with which a code stays inside a box of this size.

    Where one line would become unreadably small, codes are stacked, and the last dot goes
    (5.1.2e); of these the way that allows the largest type is taken.
    """
    style = settings().label
    codes = code.split()
    short = [_glued(part) for part in codes]
    best = ((code,), _largest((code,), along, across))
    if best[1] >= style.readable_size:
        return best
    ways = [tuple(codes), (" ".join(short),), tuple(short)]
    return max([best, *((way, _largest(way, along, across)) for way in ways)], key=lambda w: w[1])


def _largest(lines: tuple[str, ...], along: float, across: float) -> float:
    style = settings().label
    room = max(along - 2 * min(style.margin, along * 0.1), along * 0.5)
    widest = max(text_width(line) for line in lines)
    share = style.height if len(lines) == 1 else 0.9
    return min(style.max_size, across * share / len(lines), room / max(widest, 0.01))


def _glued(code: str) -> str:
    head, dot, tail = code.rpartition(".")
    return head + tail if dot and tail.isalpha() else code


@cache
def _font() -> pymupdf.Font:
    return pymupdf.Font(fontfile=str(data_path("rules", "fonts", settings().label.font)))


@cache
def text_width(text: str) -> float:
    """The width of a label at one point."""
    return float(_font().text_length(text, fontsize=1))


def encode_label(text: str) -> str:
    """A label as the hexadecimal glyph numbers of the label font; unknown characters as '?'."""
    font = _font()
    return "".join(f"{font.has_glyph(ord(c)) or font.has_glyph(ord('?')):04X}" for c in text)


@cache
def _font_bytes() -> bytes:
    """A small PDF that holds the label font with only the characters that a code can have."""
    source = pymupdf.open()
    page = source.new_page()
    path = str(data_path("rules", "fonts", settings().label.font))
    page.insert_text(
        (20, 40),
        _CHARSET + "?" + settings().draft.watermark,
        fontname="L",
        fontfile=path,
        fontsize=4,
    )
    source.subset_fonts()
    return bytes(source.tobytes(garbage=3, deflate=True))


def label_font(target: pikepdf.Pdf) -> pikepdf.Object:
    """The label font as an object of ``target``."""
    with pikepdf.open(io.BytesIO(_font_bytes())) as small:
        return target.copy_foreign(small.pages[0].Resources.Font["/L"])


def _pictograms() -> bytes:
    """What the codes say that stand for letters beyond the first 65,536."""
    rows = []
    for first in range(_PICTOGRAMS[0], _PICTOGRAMS[-1] + 1, 256):
        own = _PRIVATE_CODES + first - _PICTOGRAMS[0]
        rows.append(f"<{own:04X}> <{own + 255:04X}> <{chr(first).encode('utf-16-be').hex()}>")
    return f"{len(rows)} beginbfrange {' '.join(rows)} endbfrange\n".encode()


def _codes(text: str) -> str:
    """A text in the codes of the font of words: UTF-16, but for pictograms, of which readers don't
    put the halves together; they have the place of codes that say nothing."""
    said = "".join(
        chr(ord(char) - _PICTOGRAMS[0] + _PRIVATE_CODES) if ord(char) in _PICTOGRAMS else char
        for char in text
    )
    return said.encode("utf-16-be", "replace").hex().upper()


def word_font(target: pikepdf.Pdf) -> pikepdf.Object:
    """A font without glyphs whose codes are UTF-16: enough for words that are never painted."""
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        b"/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        b"2 beginbfrange <0000> <DFFF> <0000> <E800> <FFFF> <E800> endbfrange\n"
        + _pictograms()
        + b"endcmap CMapName currentdict /CMap defineresource pop end end\n"
    )
    descriptor = pikepdf.Dictionary(
        Type=pikepdf.Name.FontDescriptor,
        FontName=pikepdf.Name.WooWords,
        Flags=4,
        FontBBox=[0, -200, 500, 800],
        ItalicAngle=0,
        Ascent=800,
        Descent=-200,
        CapHeight=800,
        StemV=80,
    )
    system = pikepdf.Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0)
    child = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.CIDFontType2,
        BaseFont=pikepdf.Name.WooWords,
        CIDSystemInfo=system,
        DW=500,
        FontDescriptor=target.make_indirect(descriptor),
        CIDToGIDMap=pikepdf.Name.Identity,
    )
    return target.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type0,
            BaseFont=pikepdf.Name.WooWords,
            Encoding=pikepdf.Name("/Identity-H"),
            DescendantFonts=[target.make_indirect(child)],
            ToUnicode=target.make_stream(cmap),
        )
    )


def _colour(colour: Colour) -> str:
    return " ".join(map(_n, colour)) + " rg"


def _n(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".") or "0"
