"""One file or attachment as a part: its content decides which reader takes it."""

from __future__ import annotations

import stat
from dataclasses import replace
from functools import partial

from woo_tool.intake.describe import date_of, kind_of
from woo_tool.intake.html import html_text
from woo_tool.intake.mail import missing_reason, read_mail
from woo_tool.intake.office import read_office
from woo_tool.intake.paged import PDF_FAULTS, attached_files, read_image, read_pdf
from woo_tool.intake.parts import Part, SourceFile, limits, refused, stem
from woo_tool.intake.render import text_pdf, too_long
from woo_tool.intake.sniff import (
    ARCHIVES,
    HTML,
    MAIL,
    OFFICE,
    PDF,
    SUFFIXES,
    TEXT,
    UNKNOWN,
    decode,
    media_of,
)
from woo_tool.kinds import Status


def read_file(source: SourceFile) -> Part:
    """The file as a part with its children. Whatever is wrong with the content (or with opening
    it) becomes a status with a reason in Dutch; nothing is raised for it."""
    blank = Part(source.name, UNKNOWN, SUFFIXES[UNKNOWN], b"", title=stem(source.name))
    try:
        info = source.path.stat()
        if not stat.S_ISREG(info.st_mode):
            folder = stat.S_ISDIR(info.st_mode)
            what = "deze map kan niet worden gelezen" if folder else "dit is geen gewoon bestand"
            return refused(blank, Status.UNREADABLE, what)
        if info.st_size > limits().file_bytes:
            size = f"{limits().file_bytes // 1_048_576} MB"
            reason = f"dit bestand is groter dan {size}; splits het"
            return refused(blank, Status.UNREADABLE, reason)
        data = source.path.read_bytes()
    except OSError as fault:
        return refused(blank, Status.UNREADABLE, _why_closed(fault))
    return read_bytes(source.name, data)


def _why_closed(fault: OSError) -> str:
    if isinstance(fault, FileNotFoundError):
        return "dit bestand is er niet (meer); het kan een verwijzing zijn naar iets dat weg is"
    if isinstance(fault, PermissionError):
        return "dit bestand mag niet worden gelezen; vraag om leesrechten"
    return f"dit bestand kan niet worden gelezen (fout {fault.errno} van de schijf)"


def read_bytes(name: str, data: bytes, *, depth: int = 0, kind: str = "document") -> Part:
    """Content with a name as a part. ``depth`` counts the mails and PDFs it came in."""
    if not data.strip(b"\0 \t\r\n"):
        part = Part(name, UNKNOWN, SUFFIXES[UNKNOWN], data, title=stem(name), kind=kind)
        return refused(part, Status.EMPTY, "dit bestand is leeg")
    media = media_of(data)
    part = Part(name, media, SUFFIXES[media], data, title=stem(name), kind=kind)
    if depth > limits().mail_depth:
        reason = f"dit zit meer dan {limits().mail_depth} berichten diep en is niet gelezen"
        return refused(part, Status.UNREADABLE, reason)
    return _read(part, depth)


def _read(part: Part, depth: int) -> Part:
    read_child = partial(_read_child, depth=depth + 1)
    if part.media == PDF:
        return _with_attached(read_pdf(part), depth)
    if part.media == MAIL:
        return read_mail(part, read_child)
    if part.media in (TEXT, HTML):
        return _read_text(part)
    if part.media in OFFICE:
        return read_office(part)
    if part.media.startswith("image/"):
        return read_image(part)
    return refused(part, Status.UNSUPPORTED, _unsupported(part.media))


def _read_child(name: str, data: bytes, *, depth: int) -> Part:
    return read_bytes(name, data, depth=depth, kind="bijlage")


def _with_attached(part: Part, depth: int) -> Part:
    """A PDF with the files embedded in it as children: they don't survive redaction."""
    if not part.status.readable:
        return part
    try:
        files = attached_files(part.data)
    except PDF_FAULTS as fault:
        return replace(part, reason=f"de bijlagen in deze PDF zijn niet te lezen ({fault})")
    children = tuple(
        _read_child(name or f"bijlage {number}", data, depth=depth + 1)
        for number, (name, data) in enumerate(files[: limits().mail_parts], start=1)
    )
    if len(files) > len(children):
        return replace(
            part,
            children=children,
            reason=f"van de {len(files)} bijlagen in deze PDF "
            f"zijn alleen de eerste {len(children)} gelezen",
        )
    return replace(part, children=children)


def _read_text(part: Part) -> Part:
    text = decode(part.data) or ""
    if part.media == HTML:
        text = html_text(text)
    if not text.strip():
        return refused(part, Status.EMPTY, "dit bestand bevat geen tekst")
    if long := too_long(text):
        return refused(part, Status.UNREADABLE, long)
    pdf, missing = text_pdf(text)
    return replace(
        part,
        pdf=pdf,
        reason=missing_reason(missing),
        date=date_of(part.name, text),
        kind=kind_of(part.name, text, default=part.kind),
    )


def _unsupported(media: str) -> str:
    if media in ARCHIVES:
        return "dit is een archiefbestand; pak het uit en voeg de bestanden toe"
    if media == "application/vnd.ms-outlook":
        return "een Outlook-bericht (.msg) wordt niet gelezen; bewaar het als .eml"
    return "dit soort bestand wordt niet gelezen; zet het om naar PDF"
