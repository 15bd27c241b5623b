"""The published file's own metadata: document information and XMP that say the same."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Dictionary, Name, String

from woo_tool.redact.settings import settings


@dataclass(frozen=True, slots=True)
class OutputInfo:
    """What a published file says about itself. ``author`` is the authority, never a person."""

    title: str
    date: dt.date | None
    language: str = "nl-NL"
    author: str = ""


def write_metadata(pdf: pikepdf.Pdf, info: OutputInfo) -> None:
    """Replaces Info, XMP and language. Dates come from ``info``; the clock plays no part."""
    entries = {"/Title": info.title, "/Author": info.author, "/Producer": settings().producer}
    if info.date is not None:
        stamp = f"D:{info.date:%Y%m%d}000000Z"
        entries |= {"/CreationDate": stamp, "/ModDate": stamp}
    pdf.trailer["/Info"] = pdf.make_indirect(
        Dictionary({key: String(value) for key, value in entries.items() if value})
    )
    stream = pdf.make_stream(_xmp(info).encode())
    stream["/Type"], stream["/Subtype"] = Name.Metadata, Name.XML
    pdf.Root["/Metadata"] = stream
    pdf.Root["/Lang"] = String(info.language)
    pdf.Root["/ViewerPreferences"] = Dictionary(DisplayDocTitle=True)


def _xmp(info: OutputInfo) -> str:
    def lines(tag: str, value: str) -> str:
        return f"<{tag}>{escape(value)}</{tag}>\n" if value else ""

    moment = f"{info.date:%Y-%m-%d}T00:00:00Z" if info.date else ""
    author = f"<rdf:Seq><rdf:li>{escape(info.author)}</rdf:li></rdf:Seq>" if info.author else ""
    title = f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(info.title)}</rdf:li></rdf:Alt>'
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">\n'
        "<dc:format>application/pdf</dc:format>\n"
        f"<dc:title>{title}</dc:title>\n"
        + (f"<dc:creator>{author}</dc:creator>\n" if author else "")
        + "<dc:language><rdf:Bag>"
        + f"<rdf:li>{escape(info.language)}</rdf:li></rdf:Bag></dc:language>\n"
        + lines("pdf:Producer", settings().producer)
        + lines("xmp:CreateDate", moment)
        + lines("xmp:ModifyDate", moment)
        + '</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end="r"?>'
    )
