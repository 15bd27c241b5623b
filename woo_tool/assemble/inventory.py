"""The inventory: the rows of the documents as PDF and XLSX, and the platform's productierapport."""

from __future__ import annotations

import io
import re

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Spacer

from woo_tool.assemble.blocks import line
from woo_tool.assemble.house import (
    FONT,
    MM,
    house,
    page_number,
    register_fonts,
)
from woo_tool.assemble.language import count
from woo_tool.assemble.pdf_blocks import table, text_block
from woo_tool.assemble.sheets import iso, workbook
from woo_tool.deadlines import dutch_date
from woo_tool.kinds import Judgement
from woo_tool.model import Document, DossierState, InventoryItem
from woo_tool.request import Request
from woo_tool.tagged_pdf import Tags, numbered, tagged_pdf

_PDF_SHARES = (0.05, 0.09, 0.08, 0.2, 0.17, 0.09, 0.08, 0.09, 0.15)
_XLSX_WIDTHS = (9, 12, 14, 48, 36, 18, 18, 22, 44, 9, 10, 12, 36)
_REPORT_HEADER = (
    *("ID", "Matter", "Family", "Email Thread ID", "Document", "File Type", "Datum"),
    *("Beoordeling", "Opgeschort", "Beoordelingsgrond", "Toelichting", "Publieke Link"),
    *("Gerelateerd ID", "Zaaknummer"),
)
_REPORT_WIDTHS = (9, 16, 9, 16, 48, 12, 12, 18, 11, 20, 44, 36, 14, 18)


def _cells(item: InventoryItem) -> list[str]:
    """What both formats show of a document; of sender and recipient the organisation."""
    document, words = item.document, house()
    return [
        document.number,
        dutch_date(document.date) if document.date else words.no_date,
        document.kind,
        item.title,
        _correspondents(document),
        item.judgement.value if item.judgement else words.no_judgement,
        ", ".join(item.grounds),
        ", ".join(f"{code}:\u00a0{amount}" for code, amount in item.boxes),
        item.reason[:1].upper() + item.reason[1:],
    ]


def _correspondents(document: Document) -> str:
    """Which organisation wrote to which."""
    words = house()
    parts = ((words.sender, document.sender), (words.recipient, document.recipient))
    told = [(label, organisation(who)) for label, who in parts]
    return "\n".join(f"{label}: {who}" for label, who in told if who)


_DOMAIN = re.compile(r"@([\w-]+(?:\.[\w-]+)+)")
_BOX = re.compile(r"\[[^\[\]]*\]")


def organisation(who: str) -> str:
    """The organisation or unit of a sender or recipients, never a person.

    Of e-mail addresses only the domains (those stay public: ECLI:NL:RBROT:2024:2304); of another
    text nothing when a part of it goes.
    """
    domains = tuple(dict.fromkeys(domain.lower() for domain in _DOMAIN.findall(who)))
    if domains:
        return ", ".join(domains)
    return "" if _BOX.search(who) or "@" in who else " ".join(who.split())


def inventory_pdf(request: Request, state: DossierState) -> bytes:
    """The inventory on landscape A4; the header repeats on each page."""
    register_fonts()
    setup, buffer = house(), io.BytesIO()
    name = f"{setup.inventory_title} {request.reference}"
    width, height = landscape(A4)
    margin = 15 * MM
    frame = Frame(margin, 18 * MM, width - 2 * margin, height - 34 * MM, 0, 0, 0, 0)
    document = BaseDocTemplate(
        buffer,
        pagesize=(width, height),
        pageTemplates=[PageTemplate("inventory", [frame])],
        invariant=1,
        title=name,
        author=request.authority.name,
        lang=setup.language,
    )

    def foot(canvas: Canvas, page: int, pages: int) -> None:
        canvas.setFillColor(setup.colour("quiet"))
        canvas.setFont(FONT, 7.5)
        canvas.drawRightString(width - margin, 10 * MM, page_number(page, pages))
        canvas.drawString(margin, 10 * MM, f"{request.authority.name} | {request.reference}")

    tags = Tags()
    body = tags.root
    rows = tuple(tuple(line(cell) for cell in _cells(item)) for item in state.items)
    amount = count(len(state.items), "document", "documenten")
    subject = line(f"{request.request.subject} ({amount})")
    story = [
        text_block(line(name), "title", (tags, body.add("H1"))),
        text_block(subject, "body", (tags, body.add("P"))),
        Spacer(1, 4),
        table(
            tuple(setup.inventory_columns.values()),
            rows,
            _PDF_SHARES,
            width - 2 * margin,
            (tags, body),
        ),
    ]
    document.build(story, canvasmaker=numbered(foot, FONT))
    return tagged_pdf(buffer.getvalue(), tags, title=name, language=setup.language)


def inventory_xlsx(request: Request, state: DossierState) -> bytes:
    """The inventory as a sheet: ISO dates, and family, pages, duplicate and link besides."""
    header = [*house().inventory_columns.values(), *house().inventory_extra_columns.values()]
    rows = []
    for item in state.items:
        cells, document = _cells(item), item.document
        cells[1] = iso(document.date)
        cells += [document.parent, "", document.duplicate_of, document.public_url]
        rows.append([*cells[:10], document.pages or None, *cells[11:]])
    return workbook(
        f"{house().inventory_title} {request.reference}",
        header,
        rows,
        _XLSX_WIDTHS,
        sheet=house().inventory_title,
    )


def production_report(request: Request, state: DossierState) -> bytes:
    """productierapport.xlsx of the national platform (minvws): ISO dates and glued codes.

    Documents that are double, out of scope, or not yet judged have no value there and are left
    out: its importer would silently read them as "Niet openbaar".
    """
    exported = [
        item
        for item in state.items
        if item.judgement not in (None, Judgement.DUBBEL, Judgement.BUITEN)
    ]
    rows = [_report_row(request, item) for item in exported]
    return workbook("Productierapport", _REPORT_HEADER, rows, _REPORT_WIDTHS, sheet="Sheet1")


def _report_row(request: Request, item: InventoryItem) -> list[str | int | None]:
    document = item.document
    family = re.match(r"\d+", document.parent or document.number)
    objected = any(
        party.objects and (not party.documents or document.number in party.documents)
        for party in request.procedure.third_parties
    )
    assert item.judgement is not None  # noqa: S101 (filtered by the caller)
    return [
        document.number,
        request.reference,
        int(family[0]) if family else None,
        None,
        item.title,
        file_type(document.media),
        iso(document.date),
        item.judgement.value,
        "Ja" if objected and item.judgement.published else None,
        ";".join(glued(code) for code in item.grounds),
        item.reason,
        document.public_url if item.judgement is Judgement.REEDS else None,
        document.parent or None,
        request.reference,
    ]


def glued(code: str) -> str:
    """A code as the platform wants it: 5.1.2.e gives 5.1.2e, 5.2.1 stays."""
    return re.sub(r"\.([a-z])$", r"\1", code)


_FILE_TYPES = {
    "application/pdf": "pdf",
    "message/rfc822": "email",
    "text/plain": "note",
    "text/html": "html",
    "application/vnd.ms-excel": "spreadsheet",
    "application/vnd.ms-powerpoint": "presentation",
    "application/msword": "doc",
}


def file_type(media: str) -> str:
    """The platform's word for a media type; empty when it has none."""
    if media in _FILE_TYPES:
        return _FILE_TYPES[media]
    parts = {"wordprocessing": "doc", "spreadsheet": "spreadsheet", "presentation": "presentation"}
    found = [word for part, word in parts.items() if part in media]
    return found[0] if found else ("image" if media.startswith("image/") else "")
