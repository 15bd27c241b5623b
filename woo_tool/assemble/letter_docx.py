"""The letter as DOCX, to finish in Word: real headings, lists and tables, and fixed bytes."""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_BREAK, WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from woo_tool.assemble import blocks
from woo_tool.assemble.blocks import Letter, Line, Run, RunKind
from woo_tool.assemble.house import house
from woo_tool.assemble.texts import letter_texts
from woo_tool.office_files import FIXED, fixed_zip

"""Date in the properties of every office file that we write, so that the bytes are the same."""


def render_docx(letter: Letter) -> bytes:
    """The DOCX of the letter. Questions are highlighted; a draft says so in its header."""
    document = docx.Document()
    _properties(document, letter)
    _styles(document)
    _head(document, letter)
    for block in letter.blocks:
        _add(document, block)
    _footer(document, letter)
    buffer = io.BytesIO()
    document.save(buffer)
    return fixed_zip(buffer.getvalue())


def _properties(document: Any, letter: Letter) -> None:
    core = document.core_properties
    # OOXML allows 255 characters in a property.
    core.title, core.author = letter.title[:255], letter.head.wordmark[:255]
    core.language, core.comments, core.last_modified_by = house().language, "", ""
    core.created = core.modified = FIXED
    core.revision = 1


def _styles(document: Any) -> None:
    page = house().page
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(page["left"]), Mm(26)
    section.top_margin, section.bottom_margin = Mm(30), Mm(page["bottom"])
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(house().text["size"])
    normal.paragraph_format.space_after = Pt(6)
    _language(normal)
    for level, size in ((1, 11), (2, 9.5)):
        heading = document.styles[f"Heading {level}"]
        heading.font.name, heading.font.size, heading.font.bold = "Arial", Pt(size), True
        heading.font.color.rgb = RGBColor(0x1A, 0x1A, 0x1A)
        fonts = heading.element.rPr.rFonts
        for key in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{key}"), None)


def _language(style: Any) -> None:
    mark = OxmlElement("w:lang")
    mark.set(qn("w:val"), house().language)
    style.element.get_or_add_rPr().append(mark)


def _head(document: Any, letter: Letter) -> None:
    head = letter.head
    mark = document.sections[0].header.paragraphs[0]
    mark.add_run(head.wordmark).bold = True
    if letter.draft:
        mark.add_run(f"\t{letter_texts().draft}").bold = True
    table = document.add_table(rows=1, cols=2)
    left, right = table.rows[0].cells
    table.autofit = False
    left.width, right.width = Mm(110), Mm(48)
    table.columns[0].width, table.columns[1].width = left.width, right.width
    _cell_lines(left, head.addressee)
    _cell_lines(right, tuple(text for group in head.column for text in (*group, ())))
    document.add_paragraph()
    for label, text in head.fields:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{label}\t").bold = True
        _runs(paragraph, text)


def _cell_lines(cell: Any, lines: tuple[Line, ...]) -> None:
    paragraph = cell.paragraphs[0]
    for place, text in enumerate(lines):
        if place:
            paragraph.add_run().add_break(WD_BREAK.LINE)
        _runs(paragraph, text)


def _add(document: Any, block: blocks.Block) -> None:
    if isinstance(block, blocks.AnnexStart):
        document.add_section(WD_SECTION.NEW_PAGE)
        _runs(document.add_heading(level=1), block.text)
    elif isinstance(block, blocks.Heading):
        _runs(document.add_heading(level=block.level), block.text)
    elif isinstance(block, blocks.Paragraph):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = block.keep
        _runs(paragraph, block.text)
    elif isinstance(block, blocks.Listing):
        _listing(document, block)
    elif isinstance(block, blocks.Table):
        _table(document, block)
    else:
        paragraph = document.add_paragraph()
        for place, text in enumerate(block.lines):
            if place:
                paragraph.add_run().add_break(WD_BREAK.LINE)
            _runs(paragraph, text)


def _listing(document: Any, block: blocks.Listing) -> None:
    """Bullets are a real list; numbers and letters keep their own label with a hanging indent."""
    for label, text, depth in block.items:
        if label in ("•", "–"):
            name = "List Bullet" if label == "•" else "List Bullet 2"
            paragraph = document.add_paragraph(style=name)
            if depth:
                paragraph.paragraph_format.left_indent = Mm(6 + 6 * depth)
        else:
            paragraph = document.add_paragraph(style="List Paragraph")
            paragraph.paragraph_format.left_indent = Mm(6 + 6 * depth)
            paragraph.paragraph_format.first_line_indent = Mm(-6)
            paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(6 + 6 * depth))
            paragraph.add_run(f"{label}\t")
        paragraph.paragraph_format.space_after = Pt(2)
        _runs(paragraph, text)


def _table(document: Any, block: blocks.Table) -> None:
    table = document.add_table(rows=1, cols=len(block.header), style="Table Grid")
    for cell, title in zip(table.rows[0].cells, block.header, strict=True):
        cell.paragraphs[0].add_run(title).bold = True
    table.autofit = False
    for column, share in zip(table.columns, block.widths, strict=True):
        column.width = Mm(158 * share)
    repeat = OxmlElement("w:tblHeader")
    repeat.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)
    for row in block.rows:
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=True):
            _runs(cell.paragraphs[0], text)
    for row in table.rows:
        for cell, share in zip(row.cells, block.widths, strict=True):
            cell.width = Mm(158 * share)
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(house().text["small"])
            cell.paragraphs[0].paragraph_format.space_after = Pt(1)
    document.add_paragraph()


def _runs(paragraph: Any, text: Line) -> None:
    for item in text:
        _run(paragraph, item)


def _run(paragraph: Any, item: Run) -> None:
    if item.kind is RunKind.BOX:
        run = paragraph.add_run(f"\u00a0{item.text}\u00a0")
        run.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
        shade = OxmlElement("w:shd")
        for key, value in (("val", "clear"), ("color", "auto"), ("fill", "000000")):
            shade.set(qn(f"w:{key}"), value)
        run._r.get_or_add_rPr().append(shade)
        return
    run = paragraph.add_run(item.text)
    run.bold = item.kind is RunKind.BOLD or None
    run.italic = item.kind is RunKind.ITALIC or None
    if item.kind is RunKind.QUESTION:
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _footer(document: Any, letter: Letter) -> None:
    """Unit, date and reference, and the page number as fields that Word computes."""
    paragraph = document.sections[0].footer.paragraphs[0]
    parts = [
        " ".join(filter(None, (label, blocks.plain(text)))) for label, text in letter.head.running
    ]
    paragraph.add_run(" | ".join(parts) + "\t")
    words = house().page_number.replace("{pages}", "{page}").split("{page}")
    for word, code in zip(words, ("PAGE", "NUMPAGES", ""), strict=True):
        paragraph.add_run(word)
        if code:
            field = OxmlElement("w:fldSimple")
            field.set(qn("w:instr"), code)
            paragraph._p.append(field)
    for run in paragraph.runs:
        run.font.size = Pt(house().text["small"])
