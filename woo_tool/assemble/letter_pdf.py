"""The letter as PDF: house style of a central government letter (house-style.md).

First page with letterhead and right-hand column, later pages with date and reference in that
column, annexes at full width. What repeats is marked as an artifact, so that it never interrupts
the text. The same letter gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageTemplate,
    Spacer,
    TableStyle,
)

from woo_tool.assemble import blocks
from woo_tool.assemble.blocks import Letter, Line, line
from woo_tool.assemble.house import (
    BOLD,
    FONT,
    MM,
    house,
    markup,
    page_number,
    register_fonts,
    style,
)
from woo_tool.assemble.pdf_blocks import Place, cell_parts, flowables, text_block
from woo_tool.assemble.texts import letter_texts
from woo_tool.resources import data_path
from woo_tool.tagged_pdf import (
    TaggedParagraph,
    TaggedTable,
    Tags,
    artifact,
    numbered,
    tagged_pdf,
)

_WIDTH, _HEIGHT = A4


def render(letter: Letter) -> bytes:
    """The PDF of the letter, tagged, with embedded fonts, title, language and bookmarks."""
    register_fonts()
    buffer, tags = io.BytesIO(), Tags()
    _Document(letter, buffer, tags).build(_story(letter, tags), canvasmaker=numbered(_foot, FONT))
    return tagged_pdf(buffer.getvalue(), tags, title=letter.title, language=house().language)


class _Document(BaseDocTemplate):  # type: ignore[misc]
    """reportlab's page engine with the letter's furniture around the text."""

    def __init__(self, letter: Letter, buffer: io.BytesIO, tags: Tags) -> None:
        self.letter, self.tags = letter, tags
        self.head = tags.root.add("Sect")
        super().__init__(
            buffer,
            pagesize=A4,
            invariant=1,
            title=letter.title,
            author=letter.head.wordmark,
            lang=house().language,
            pageTemplates=self._templates(),
        )

    def _templates(self) -> list[PageTemplate]:
        page, column, annex = house().page, house().column, house().annex
        right = page["right"] + column["width"] + column["gap"]
        first = max(
            house().first["top"],
            house().first["addressee"] + 5 + _window_height(self.letter.head.addressee),
        )
        return [
            self._template("first", page["left"], right, first, _first_page),
            self._template("later", page["left"], right, page["top"], _later_page),
            self._template("annex", annex["left"], annex["right"], annex["top"], _annex_page),
        ]

    def _template(
        self,
        name: str,
        left: float,
        right: float,
        top: float,
        furniture: Callable[[Canvas, _Document], None],
    ) -> PageTemplate:
        bottom = house().page["bottom"]
        frame = Frame(
            left * MM,
            bottom * MM,
            _WIDTH - (left + right) * MM,
            _HEIGHT - (top + bottom) * MM,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )
        return PageTemplate(name, [frame], onPage=furniture)

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 (reportlab's name)
        """A bookmark for each main heading."""
        name = getattr(getattr(flowable, "style", None), "name", "")
        if name in ("h1", "title"):
            key = f"h{self.page}-{self.frame._y:.0f}"
            self.canv.bookmarkPage(key)
            self.canv.addOutlineEntry(flowable.getPlainText(), key, 0)


def _window_height(addressee: tuple[Line, ...]) -> float:
    """Millimetres that the address block takes, at most what leaves room for the letter."""
    made = (TaggedParagraph(markup(text), style("line")) for text in addressee)
    return min(sum(float(item.wrap(_text_width(), _HEIGHT)[1]) for item in made) / MM, 110.0)


def _fitted(canvas: Canvas, text: str, size: float, width: float, font: str = FONT) -> None:
    """Sets the font so small that ``text`` fits in ``width`` points."""
    wide = stringWidth(text, font, size)
    canvas.setFont(font, size * min(1.0, width / wide) if wide else size)


def _first_page(canvas: Canvas, document: _Document) -> None:
    head, setup = document.letter.head, house()
    tags, below = document.tags, document.head
    with artifact(canvas):
        _draft(canvas, document.letter)
    if setup.logo:
        with artifact(canvas):
            _wordmark(canvas, head.wordmark)
    else:
        with tags.mark(canvas, below.add("P")):
            _wordmark(canvas, head.wordmark)
    left, top = setup.page["left"] * MM, setup.first["addressee"] * MM
    width = _text_width()
    with artifact(canvas):  # the sender stands in the column as well
        canvas.setFillColor(setup.colour("quiet"))
        _fitted(canvas, head.return_line, 6.5, width)
        canvas.drawString(left, _HEIGHT - top + 5 * MM, head.return_line)
    y = _HEIGHT - top
    for text in head.addressee:
        y = _draw(canvas, text, "line", left, y, width, (tags, below.add("P")))
    _column(canvas, head.column, _HEIGHT - top + 5 * MM + 6, (tags, below))


def _later_page(canvas: Canvas, document: _Document) -> None:
    """Unit, date and reference in the right-hand column, outside the text."""
    with artifact(canvas):
        _column(canvas, tuple(_running(document.letter)), _HEIGHT - house().page["top"] * MM)
        _draft(canvas, document.letter)


def _annex_page(canvas: Canvas, document: _Document) -> None:
    """The same on one line above the full width."""
    setup = house()
    parts = [" ".join(blocks.plain(text) for text in rows) for rows in _running(document.letter)]
    with artifact(canvas):
        canvas.setFillColor(setup.colour("quiet"))
        told = "   |   ".join(parts)
        _fitted(canvas, told, 7.5, _WIDTH - (setup.annex["left"] + setup.annex["right"]) * MM)
        canvas.drawString(setup.annex["left"] * MM, _HEIGHT - 18 * MM, told)
        _draft(canvas, document.letter)


def _running(letter: Letter) -> Iterator[tuple[Line, ...]]:
    for label, text in letter.head.running:
        title = line(label, blocks.RunKind.BOLD)
        yield (title, text) if text else (title,)


def _wordmark(canvas: Canvas, name: str) -> None:
    """The logo from rules/, or the name of the organisation in its place."""
    setup = house()
    if setup.logo:
        height = setup.logo_height * MM
        path = str(data_path("rules", setup.logo))
        x, y = _WIDTH / 2 - height, _HEIGHT - height - 8 * MM
        canvas.drawImage(path, x, y, 2 * height, height, preserveAspectRatio=True, mask="auto")
        return
    canvas.setFillColor(setup.colour("accent"))
    canvas.rect(_WIDTH / 2 - 4 * MM, _HEIGHT - 16 * MM, 8 * MM, 16 * MM, stroke=0, fill=1)
    _fitted(canvas, name, 11, 150 * MM, BOLD)
    canvas.drawCentredString(_WIDTH / 2, _HEIGHT - 24 * MM, name)


def _foot(canvas: Canvas, page: int, pages: int) -> None:
    canvas.setFillColor(house().colour("quiet"))
    canvas.setFont(FONT, 7.5)
    right = _WIDTH - house().page["right"] * MM
    canvas.drawRightString(right, 12 * MM, page_number(page, pages))


def _draft(canvas: Canvas, letter: Letter) -> None:
    if not letter.draft:
        return
    canvas.saveState()
    canvas.setFillColor(house().colour("rule"), alpha=0.18)
    canvas.setFont(BOLD, 96)
    canvas.translate(_WIDTH / 2, _HEIGHT / 2)
    canvas.rotate(52)
    canvas.drawCentredString(0, -30, letter_texts().draft)
    canvas.restoreState()


def _column(
    canvas: Canvas, rows: tuple[tuple[Line, ...], ...], y: float, place: Place | None = None
) -> None:
    """The right-hand column; without a place in the structure it is page furniture."""
    setup = house()
    width = setup.column["width"] * MM
    x = _WIDTH - setup.page["right"] * MM - width
    for group in rows:
        for text in group:
            mine = (place[0], place[1].add("P")) if place else None
            y = _draw(canvas, text, "small", x, y, width, mine)
        y -= 7


def _draw(
    canvas: Canvas,
    text: Line,
    name: str,
    x: float,
    y: float,
    width: float,
    place: Place | None = None,
) -> float:
    """Draws one paragraph with its top at ``y``; gives the y below it."""
    paragraph = text_block(text, name, place)
    _, height = paragraph.wrap(width, _HEIGHT)
    paragraph.drawOn(canvas, x, y - height)
    return float(y - height)


def _story(letter: Letter, tags: Tags) -> list[Flowable]:
    body = tags.root.add("Sect")
    story: list[Flowable] = [NextPageTemplate("later"), _fields(letter, (tags, body))]
    story.append(Spacer(1, 14))
    for block in letter.blocks:
        story += flowables(block, (tags, body), _text_width())
    return story


def _fields(letter: Letter, place: Place) -> Flowable:
    """ "Datum" and "Betreft" above the salutation: a table to the eye, paragraphs to the ear."""
    tags, body = place
    rows = []
    for label, text in letter.head.fields:
        mine = (tags, body.add("P"))
        parts = [part for part, _ in cell_parts((line(label), text))]
        rows += [
            [text_block(part[0], "quiet", mine), text_block(part[1], "line", mine)]
            for part in parts
        ]
    plain: list[tuple[Any, ...]] = [
        ("FONTNAME", (0, 0), (-1, -1), FONT),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (0, -1), 2),
    ]
    width = _text_width()
    return TaggedTable(rows, [16 * MM, width - 16 * MM], style=TableStyle(plain), hAlign="LEFT")


def _text_width() -> float:
    page, column = house().page, house().column
    return float(_WIDTH - (page["left"] + page["right"] + column["width"] + column["gap"]) * MM)
