"""Files that the tests of the intake make for themselves."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from typing import Any

import pymupdf
from PIL import Image, ImageDraw, ImageFont

from woo_tool.extract import extract_pdf
from woo_tool.intake import Part
from woo_tool.resources import data_path

FONT = str(data_path("rules", "fonts", "LiberationSans-Regular.ttf"))
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def pdf_bytes(*pages: str, **save: Any) -> bytes:
    """A PDF with one page for each text."""
    with pymupdf.open() as file:
        for text in pages:
            file.new_page().insert_text((60, 80), text, fontsize=11)
        data: bytes = file.tobytes(**save)
        return data


def image_bytes(
    form: str = "PNG", *, text: str = "Noor", mode: str = "RGB", frames: int = 1, **save: Any
) -> bytes:
    """A picture of 400 x 200 with a word in it."""
    pictures = []
    for number in range(frames):
        picture = Image.new("RGB", (400, 200), "white")
        font = ImageFont.truetype(FONT, 60)
        ImageDraw.Draw(picture).text((20, 60 + number), text, fill="black", font=font)
        if mode == "I;16":
            deep = bytes(value for grey in picture.convert("L").tobytes() for value in (grey, grey))
            pictures.append(Image.frombytes("I;16", picture.size, deep))
        else:
            pictures.append(picture.convert(mode))
    buffer = io.BytesIO()
    more = {"save_all": True, "append_images": pictures[1:]} if frames > 1 else {}
    pictures[0].save(buffer, form, **more, **save)
    return buffer.getvalue()


def mail(
    body: str = "Beste Noor,\n\nTot morgen.\n",
    *,
    attachments: tuple[tuple[str, bytes], ...] = (),
    **headers: str,
) -> EmailMessage:
    """A mail with the usual headers; a keyword replaces one."""
    message = EmailMessage()
    usual = {
        "From": "Sietske Wouda <s.wouda@minvoorbeeld.nl>",
        "To": "Noor Terpstra <n.terpstra@minvoorbeeld.nl>",
        "Subject": "Overleg integriteit",
        "Date": "Fri, 12 Mar 2021 15:05:00 +0100",
    }
    for name, value in {**usual, **headers}.items():
        message[name] = value
    message.set_content(body)
    for name, data in attachments:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message


def docx_bytes(*paragraphs: str, title: str = "", padding: int = 0) -> bytes:
    """A minimal Word file; ``padding`` adds a part of so many zero bytes."""
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{DOCX}.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{word}"><w:body>{body}</w:body></w:document>',
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{package}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title>'
        "</cp:coreProperties>",
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
        if padding:
            archive.writestr("word/media/leeg.bin", bytes(padding))
    return buffer.getvalue()


def text_of(part: Part) -> str:
    """The text of a part's rendition, pages joined by a form feed."""
    assert part.pdf is not None
    return "\f".join(page.text for page in extract_pdf("0001", part.pdf, ocr=False))
