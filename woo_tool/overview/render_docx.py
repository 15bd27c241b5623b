"""The overview as DOCX, to finish in Word: headings and tables that are real ones."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from reportlab.graphics import renderPDF, renderSVG
from reportlab.graphics.shapes import Drawing

from woo_tool.office_files import FIXED, fixed_zip
from woo_tool.overview.data import CountTable, Figure, Overview
from woo_tool.overview.figure import draw
from woo_tool.overview.render_pdf import REGULAR, column_totals, register_fonts
from woo_tool.overview.style import Style

_WIDTH = 515.0  # points, of the figure
_DPI = 200
_TEXT_WIDTH = 493.0
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML can't hold."""
_DOCTYPE = re.compile(r"<!DOCTYPE[^>]*>\s*|<title>\.\.\.</title>\s*|<desc>\.\.\.</desc>\s*")


def overview_docx(overview: Overview, style: Style, *, organisation: str = "") -> bytes:
    """The DOCX; the same overview gives the same bytes."""
    document = docx.Document()
    _page(document, overview, organisation)
    document.add_heading(overview.title, 0)
    if organisation:
        document.add_paragraph(organisation)
    document.add_paragraph(overview.period_text)
    for section in style.sections:
        _section(document, section, overview, style)
    document.core_properties.created = document.core_properties.modified = FIXED
    out = io.BytesIO()
    document.save(out)
    return fixed_zip(out.getvalue())


def _page(document: Any, overview: Overview, organisation: str) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(18)
    page.top_margin = page.bottom_margin = Mm(18)
    for name in ("Normal", "Title", "Heading 1"):
        style = document.styles[name]
        style.font.name = "Arial"
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for key in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{key}"), None)
    document.styles["Normal"].font.size = Pt(9)
    document.styles["Title"].font.size = Pt(18)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "nl-NL")
    document.styles["Normal"].element.get_or_add_rPr().append(language)
    core = document.core_properties
    core.title, core.author, core.comments = overview.title[:255], organisation[:255], ""
    core.language = "nl-NL"


def _section(document: Any, section: str, overview: Overview, style: Style) -> None:
    if section == "list":
        document.add_heading(style.text("list"), 1)
        header = [column.header for column in style.columns]
        rows = [[row.cell(column) for column in style.columns] for row in overview.rows]
        total = column_totals(overview, style)
        bold = {len(rows)} if total else set()
        widths = [column.width for column in style.columns]
        _table(document, header, rows + ([total] if total else []), widths, bold)
    elif section == "figure":
        if overview.figure is not None:
            _figure(document, overview.figure, style)
    elif section in ("notes", "comparison"):
        lines: Sequence[str] = getattr(overview, section)
        if lines:
            document.add_heading(style.text(section), 1)
            for line in lines:
                document.add_paragraph(line)
    else:
        _counts(document, overview.table(section))


def _counts(document: Any, table: CountTable) -> None:
    document.add_heading(table.title, 1)
    blank = [""] * (len(table.header) - 1)
    rows = [
        ["\u2003" * line.indent + line.label, *([str(n) for n in line.numbers] or blank)]
        for line in table.lines
    ]
    bold = {at for at, line in enumerate(table.lines) if line.total or line.heading}
    _table(document, table.header, rows, [340.0, *[72.0] * (len(table.header) - 1)], bold)


def _figure(document: Any, figure: Figure, style: Style) -> None:
    """The drawing as a vector with, for what shows none, the same as pixels; the figure in words as
    its alternative text, and its numbers below."""
    document.add_heading(figure.title, 1)
    paragraph = document.add_paragraph()
    register_fonts()
    drawing = draw(figure, _WIDTH, REGULAR)
    picture = paragraph.add_run().add_picture(io.BytesIO(_pixels(drawing)), width=Mm(174))
    _add_vector(document, picture, drawing)
    properties = picture._inline.docPr
    properties.set("descr", figure.summary)
    properties.set("title", figure.title)
    document.add_paragraph(figure.summary)
    header = [style.text("figure_type"), *map(str, figure.years)]
    rows = [
        [label, *map(str, values)]
        for label, values in zip(figure.labels, figure.values, strict=True)
    ]
    _table(document, header, rows, [340.0, *[60.0] * len(figure.years)], set())


def _add_vector(document: Any, picture: Any, drawing: Drawing) -> None:
    """Puts the drawing beside the picture as SVG, which Word and LibreOffice then show
    (MS-ODRAWXML 2.3.3, svgBlip)."""
    drawn = renderSVG.drawToString(drawing).replace(REGULAR, "Liberation Sans, Arial, sans-serif")
    drawn = _DOCTYPE.sub("", drawn)  # it names an address
    name = PackURI("/word/media/figuur.svg")
    part = Part(name, "image/svg+xml", drawn.encode(), document.part.package)
    blip = picture._inline.find(f".//{qn('a:blip')}")
    blip.append(
        parse_xml(
            f'<a:extLst {nsdecls("a", "r")}><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}">'
            '<asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" '
            f'r:embed="{document.part.relate_to(part, RT.IMAGE)}"/></a:ext></a:extLst>'
        )
    )


def _pixels(drawing: Drawing) -> bytes:
    import pymupdf

    raw = renderPDF.drawToString(drawing, autoSize=1)
    with pymupdf.open(stream=raw, filetype="pdf") as document:
        picture: bytes = document[0].get_pixmap(dpi=_DPI).tobytes("png")
    return picture


def _table(
    document: Any,
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    bold: set[int],
) -> None:
    """A table with a header that repeats on each page. Its rows are written as XML: python-docx
    walks the whole table for each cell."""
    table = document.add_table(rows=0, cols=len(header), style="Table Grid")
    scale = min(1.0, _TEXT_WIDTH / sum(widths))
    sizes = [round(width * scale * 20) for width in widths]  # twentieths of a point
    for column, size in zip(table._tbl.tblGrid.gridCol_lst, sizes, strict=True):
        column.set(qn("w:w"), str(size))
    for number, line in enumerate([header, *rows]):
        strong = number == 0 or number - 1 in bold
        table._tbl.append(_row(line, sizes, strong=strong, header=number == 0))


def _row(line: Sequence[str], sizes: Sequence[int], *, strong: bool, header: bool) -> Any:
    look = "<w:rPr><w:b/></w:rPr>" if strong else ""
    repeat = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if header else ""
    cells = []
    for place, (text, size) in enumerate(zip(line, sizes, strict=True)):
        right = '<w:pPr><w:jc w:val="right"/></w:pPr>' if place and text.isdigit() else ""
        cells.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{size}" w:type="dxa"/></w:tcPr><w:p>{right}<w:r>{look}'
            f'<w:t xml:space="preserve">{escape(_CONTROL.sub("", text))}</w:t></w:r></w:p></w:tc>'
        )
    return parse_xml(f"<w:tr {nsdecls('w')}>{repeat}{''.join(cells)}</w:tr>")
