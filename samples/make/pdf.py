"""Layout shared by the PDFs: fonts, styles, frames, tables; the same input gives the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.fonts import addMapping
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageTemplate,
    Paragraph,
    Spacer,
    TableStyle,
)
from reportlab.platypus import Table as PlatypusTable

from make.marks import Ledger

FONTS = Path(__file__).resolve().parents[2] / "rules" / "fonts"
SANS, BOLD = "LiberationSans", "LiberationSans-Bold"
INK = colors.HexColor("#1d3557")
GREY = colors.HexColor("#5c6770")
LINE = colors.HexColor("#b8c1c9")
TINT = colors.HexColor("#eef2f5")
MINISTRY = "Ministerie van Waterstaat en Ruimte"

Draw = Callable[[Canvas, Any], None]


def register_fonts() -> None:
    """Make the shipped Liberation Sans known to reportlab, so that every font is embedded."""
    for name in ("Regular", "Bold", "Italic", "BoldItalic"):
        face = SANS if name == "Regular" else f"{SANS}-{name}"
        pdfmetrics.registerFont(TTFont(face, str(FONTS / f"LiberationSans-{name}.ttf")))
    for bold in (0, 1):
        for italic in (0, 1):
            suffix = ("Bold" if bold else "") + ("Italic" if italic else "")
            addMapping(SANS, bold, italic, f"{SANS}-{suffix}" if suffix else SANS)


def style(name: str = "body", **changes: Any) -> ParagraphStyle:
    """Body text of 9 on 13 points, ragged right, with changes."""
    base = {"fontName": SANS, "bulletFontName": SANS, "fontSize": 9, "leading": 13, "spaceAfter": 6}
    return ParagraphStyle(name, **{**base, **changes})


BODY = style()
H1 = style("h1", fontName=BOLD, fontSize=15, leading=19, textColor=INK, spaceAfter=8)
H2 = style("h2", fontName=BOLD, fontSize=10, leading=13, textColor=INK, spaceBefore=8, spaceAfter=3)
SMALL = style("small", fontSize=7.5, leading=10, spaceAfter=0)
LARGE = style("large", fontSize=10, leading=15, spaceAfter=7)
BULLET = style("bullet", leftIndent=13, bulletIndent=0, spaceAfter=3)
LARGE_BULLET = style("lbullet", fontSize=10, leading=15, leftIndent=14, spaceAfter=4)
CELL = style("cell", fontSize=8, leading=10.5, spaceAfter=0)
LABEL = style("label", fontSize=7.5, leading=10.5, textColor=GREY, spaceAfter=0)
CELL_HEAD = style("cellhead", fontName=BOLD, fontSize=8, leading=10.5, spaceAfter=0)


@dataclass(frozen=True, slots=True)
class Writer:
    """Makes flowables of marked text and notes the marks in the ledger."""

    ledger: Ledger
    body: ParagraphStyle = BODY
    bullet: ParagraphStyle = BULLET
    cell: ParagraphStyle = CELL
    cell_head: ParagraphStyle = CELL_HEAD

    def p(self, text: str, look: ParagraphStyle | None = None, *, label: str = "") -> Flowable:
        """A paragraph; a newline breaks the line; a label stands in the margin before it."""
        bullet = self.ledger.plain(label) or None
        return Paragraph(_xml(self.ledger.plain(text)), look or self.body, bulletText=bullet)

    def h(self, text: str, look: ParagraphStyle = H2, key: str = "") -> Flowable:
        """A heading; with a key it also becomes a bookmark in the outline."""
        plain = self.ledger.heading(text)
        return Heading(plain, look, key) if key else Paragraph(_xml(plain), look)

    def bullets(self, *texts: str, look: ParagraphStyle | None = None) -> list[Flowable]:
        """A list with dashes."""
        return [self.p(text, look or self.bullet, label="\N{EN DASH}") for text in texts]

    def table(
        self, rows: Sequence[Sequence[str]], widths: Sequence[float], *, head: bool = True
    ) -> Flowable:
        """A ruled table; the first row is a heading unless head is False. Widths in points."""
        cells = []
        for place, row in enumerate(rows):
            top = head and place == 0
            make = self.ledger.heading if top else self.ledger.plain
            look = self.cell_head if top else self.cell
            cells.append([Paragraph(_xml(make(text)), look) if text else "" for text in row])
        table = PlatypusTable(cells, colWidths=list(widths), hAlign="LEFT", repeatRows=int(head))
        table.setStyle(TableStyle([*_RULES, *([_HEAD] if head else [])]))
        return table

    def fields(self, rows: Sequence[tuple[str, str]], widths: tuple[float, float]) -> Flowable:
        """Labels and values without rules, as in the head of a memo. Widths in points."""
        cells = [
            [
                Paragraph(_xml(self.ledger.heading(label)), LABEL),
                Paragraph(_xml(self.ledger.plain(value)), self.cell),
            ]
            for label, value in rows
        ]
        table = PlatypusTable(cells, colWidths=widths, hAlign="LEFT")
        table.setStyle(TableStyle(_BARE))
        return table


_RULES: list[Any] = [
    ("FONTNAME", (0, 0), (-1, -1), SANS),
    ("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE),
    ("LINEABOVE", (0, 0), (-1, 0), 0.8, INK),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 4),
    ("RIGHTPADDING", (0, 0), (-1, -1), 4),
    ("TOPPADDING", (0, 0), (-1, -1), 3),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
]
_HEAD = ("BACKGROUND", (0, 0), (-1, 0), TINT)
_BARE: list[Any] = [
    ("FONTNAME", (0, 0), (-1, -1), SANS),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 6),
    ("TOPPADDING", (0, 0), (-1, -1), 1),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
]


class Heading(Paragraph):  # type: ignore[misc]
    """A heading that is also an entry in the outline of the PDF."""

    def __init__(self, text: str, look: ParagraphStyle, key: str) -> None:
        super().__init__(_xml(text), look)
        self.outline = (" ".join(text.split()), key)

    def draw(self) -> None:
        """Draw the heading and set the bookmark."""
        title, key = self.outline
        self.canv.bookmarkPage(key)
        self.canv.addOutlineEntry(title, key, 0, closed=False)
        super().draw()


def _xml(text: str) -> str:
    return escape(text).replace("\n", "<br/>")


def side_by_side(left: Flowable, right: Flowable, widths: tuple[float, float]) -> Flowable:
    """Two blocks beside each other. Widths in points."""
    table = PlatypusTable([[left, right]], colWidths=widths, hAlign="LEFT")
    table.setStyle(TableStyle(_BARE))
    return table


def gap(points: float) -> Flowable:
    """White space."""
    return Spacer(1, points)


def wordmark(canvas: Canvas, ledger: Ledger, unit: str, *, top: float = A4[1] - 18 * mm) -> None:
    """The sender at the head of a first page: the ministry and the unit, without an emblem."""
    canvas.setFillColor(INK)
    canvas.rect(25 * mm, top - 9 * mm, 1.2 * mm, 12.5 * mm, stroke=0, fill=1)
    canvas.setFont(BOLD, 10.5)
    canvas.drawString(29 * mm, top - 1.5 * mm, ledger.heading(MINISTRY))
    canvas.setFillColor(GREY)
    canvas.setFont(SANS, 8.5)
    canvas.drawString(29 * mm, top - 6.5 * mm, ledger.heading(unit))
    canvas.setFillColor(colors.black)


def small_lines(
    canvas: Canvas, ledger: Ledger, x: float, y: float, lines: Sequence[str], size: float = 7.5
) -> float:
    """Lines of small type from (x, y) down; * makes a line bold. Returns the next y."""
    for line in lines:
        bold = line.startswith("*")
        canvas.setFont(BOLD if bold else SANS, size)
        text = ledger.heading(line[1:]) if bold else ledger.plain(line)
        canvas.drawString(x, y, text)
        y -= size + 2.8
    return y


def foot(canvas: Canvas, ledger: Ledger, text: str, *, page: int, pages: int) -> None:
    """The foot of a page: a line of text, and the page number."""
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.4)
    canvas.line(25 * mm, 17 * mm, A4[0] - 25 * mm, 17 * mm)
    canvas.setFont(SANS, 7.5)
    canvas.setFillColor(GREY)
    canvas.drawString(25 * mm, 12.5 * mm, ledger.plain(text))
    canvas.drawRightString(A4[0] - 25 * mm, 12.5 * mm, f"Pagina {page} van {pages}")
    canvas.setFillColor(colors.black)


@dataclass(frozen=True, slots=True)
class Template:
    """One kind of page: its frames (x, y, width, height in points) and what is drawn under them."""

    name: str
    frames: tuple[tuple[float, float, float, float], ...]
    draw: Draw
    size: tuple[float, float] = A4


def build(
    path: Path,
    title: str,
    templates: Sequence[Template],
    story: list[Flowable],
    *,
    author: str = MINISTRY,
    pages: int,
) -> None:
    """Write a PDF. Raises ValueError when it has other than the given number of pages."""
    document = BaseDocTemplate(
        str(path),
        pagesize=templates[0].size,
        invariant=1,
        initialFontName=SANS,
        title=title,
        author=author,
        subject="",
        creator="Tekstverwerker",
        pageTemplates=[
            PageTemplate(
                id=item.name,
                pagesize=item.size,
                onPage=item.draw,
                frames=[
                    Frame(*box, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
                    for box in item.frames
                ],
            )
            for item in templates
        ],
    )
    document.build(story)
    if document.page != pages:
        raise ValueError(f"{path.name}: {document.page} pages, not {pages}")


def next_template(name: str) -> Flowable:
    """From the next page on, use the template of this name."""
    return NextPageTemplate(name)
