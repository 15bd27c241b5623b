"""Mail (.eml): its own text, the messages quoted in it, and its attachments, each a part."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from email import message_from_bytes, policy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message as Mail
from email.utils import parsedate_to_datetime

from woo_tool.intake.html import html_text
from woo_tool.intake.parts import Part, clean, intake_rules, limits, refused, stem
from woo_tool.intake.render import text_pdf, too_long
from woo_tool.intake.sniff import MAIL, TEXT, decode
from woo_tool.intake.thread import Message, split_thread, unquoted
from woo_tool.kinds import Status

ReadChild = Callable[[str, bytes], Part]
AnyMail = Mail

# What the mail package is known to raise on malformed mail.
_FAULTS = (
    MessageError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
    RecursionError,
)


@dataclass(slots=True)
class _Content:
    """What a mail holds: texts to read as its body, and files beside them (name, bytes)."""

    texts: list[str] = field(default_factory=list)
    files: list[tuple[str, bytes]] = field(default_factory=list)


def read_mail(part: Part, read_child: ReadChild) -> Part:
    """The mail with the older messages of its thread and its attachments as children.

    ``read_child`` reads an attachment by name and content. A mail that can't be taken apart is a
    row with the reason.
    """
    try:
        mail = message_from_bytes(part.data, policy=policy.compat32)
        content = _content(mail)
        headers = {name: _header(mail, name) for name in ("from", "to", "cc", "subject", "date")}
    except _FAULTS as fault:
        reason = f"dit bericht is beschadigd of te diep genest ({type(fault).__name__})"
        return refused(part, Status.UNREADABLE, reason)
    body = "\n".join(content.texts)
    if long := too_long(body):
        return refused(part, Status.UNREADABLE, long)
    sent = _sent(headers["date"])
    first, *older = split_thread(body)
    subject = headers["subject"] or stem(part.name)
    files = _named(content.files)
    pdf, missing = text_pdf(first.text(body), tuple(_shown_headers(headers, sent, files)))
    attachments = tuple(_attachment(number, *file, read_child) for number, file in enumerate(files))
    return replace(
        part,
        pdf=pdf,
        reason=missing_reason(missing),
        title=subject,
        date=sent.date() if sent else None,
        kind="e-mail",
        sender=headers["from"],
        recipient=headers["to"],
        children=(*_quoted(older, body, subject), *attachments),
    )


def missing_reason(count: int) -> str:
    """The note for characters that the font lacks; empty when there are none."""
    if count == 1:
        return "één teken kan niet worden getoond en staat er als [U+...]"
    return f"{count} tekens kunnen niet worden getoond en staan er als [U+...]" if count else ""


def _quoted(messages: list[Message], body: str, subject: str) -> Iterator[Part]:
    """The older messages as parts of their own, numbered from 2; names of people stay out."""
    for number, message in enumerate(messages, start=2):
        text = message.text(body)
        when = f"van {message.date:%d-%m-%Y}" if message.date else "zonder datum"
        pdf, missing = text_pdf(unquoted(text))
        yield Part(
            name=f"bericht {number} ({when})",
            media=TEXT,
            suffix=".txt",
            data=text.encode("utf-8", "replace"),
            pdf=pdf,
            reason=missing_reason(missing),
            title=message.subject or subject,
            date=message.date,
            kind="e-mail",
            sender=message.sender,
            recipient=message.recipient,
        )


def _attachment(number: int, name: str, data: bytes, read_child: ReadChild) -> Part:
    if number < limits().mail_parts:
        return read_child(name, data)
    reason = f"dit bericht heeft meer dan {limits().mail_parts} bijlagen; deze is niet gelezen"
    return refused(
        Part(name, "application/octet-stream", ".bin", data, title=stem(name), kind="bijlage"),
        Status.UNREADABLE,
        reason,
    )


def _named(files: list[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """Attachments with a name each: the last part of theirs, or "bijlage 3"."""
    result = []
    for number, (name, data) in enumerate(files, start=1):
        last = clean(name.replace("\\", "/").rsplit("/", 1)[-1])
        result.append((last if last not in ("", ".", "..") else f"bijlage {number}", data))
    return result


def _content(mail: AnyMail) -> _Content:
    kind = mail.get_content_type()
    content = _Content()
    if kind.startswith("message/"):
        content.files.append(_enclosed(mail))
    elif not mail.is_multipart():
        _add_leaf(mail, content)
    else:
        versions = [_content(child) for child in mail.get_payload() if isinstance(child, Mail)]
        for version in versions:
            content.files += version.files
        if kind == "multipart/alternative":
            content.texts = _best([version.texts for version in versions if version.texts])
        else:
            content.texts = [text for version in versions for text in version.texts]
    return content


def _best(versions: list[list[str]]) -> list[str]:
    """Of versions of one text the first, plain one; a later one when the first is a stub."""
    if not versions:
        return []
    first, last = versions[0], versions[-1]
    long, short = sum(map(len, last)), sum(len(text.strip()) for text in first)
    return last if long > 2 * short + 200 else first


def _add_leaf(mail: AnyMail, content: _Content) -> None:
    data = _payload(mail)
    name = _filename(mail)
    kind = mail.get_content_type()
    is_file = bool(name) or mail.get_content_disposition() == "attachment"
    readable = kind in ("text/plain", "text/html") or mail.get_content_maintype() == "multipart"
    if is_file or not readable:
        if data or is_file:
            content.files.append((name, data))
        return
    text = _text(data, mail.get_content_charset())
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    content.texts.append(html_text(text) if kind == "text/html" else text)


def _payload(mail: AnyMail) -> bytes:
    data = mail.get_payload(decode=True)
    return data if isinstance(data, bytes) else str(data or "").encode("utf-8", "replace")


def _text(data: bytes, charset: str | None) -> str:
    """Decoded by its own charset when that fits, else as UTF-8 or Windows-1252."""
    if charset:
        try:
            return data.decode(charset)
        except (LookupError, ValueError):
            pass  # a wrong label: the bytes decide
    return decode(data) or data.decode("latin-1").replace("\x00", "\ufffd")


def _enclosed(mail: AnyMail) -> tuple[str, bytes]:
    """A message in the mail, or a report about delivery, as a file."""
    inner = mail.get_payload()
    parts = [child for child in inner if isinstance(child, Mail)] if isinstance(inner, list) else []
    encoding = str(mail.get("content-transfer-encoding", "")).strip().lower()
    if encoding in ("base64", "quoted-printable") and parts:
        # Not allowed (RFC 2046, 5.2.1) but sent: the message itself is encoded.
        shell = Mail(policy.compat32)
        shell["Content-Transfer-Encoding"] = encoding
        shell.set_payload(parts[0].as_string().lstrip("\n"))
        return _filename(mail), _payload(shell)
    data = b"\n".join(child.as_bytes(policy=policy.compat32) for child in parts or [mail])
    return _filename(mail), data


def _filename(mail: AnyMail) -> str:
    return _decoded(str(mail.get_filename() or ""))


def _header(mail: AnyMail, name: str) -> str:
    """All values of a header, decoded, on one line."""
    return clean("; ".join(_decoded(value) for value in mail.get_all(name, [])))


def _decoded(value: object) -> str:
    """A header value as text; raw bytes in it are read as UTF-8 or Windows-1252."""
    raw = str(value)
    if not raw.isascii():
        raw = decode(raw.encode("utf-8", "surrogateescape")) or raw.encode(
            "utf-8", "replace"
        ).decode("utf-8")
    try:
        return str(make_header(decode_header(raw)))
    except (MessageError, LookupError, ValueError):
        return raw


def _sent(value: str) -> dt.datetime | None:
    try:
        return parsedate_to_datetime(value)
    except (TypeError, ValueError, IndexError):
        return None


def _shown_headers(
    headers: dict[str, str], sent: dt.datetime | None, files: list[tuple[str, bytes]]
) -> Iterator[tuple[str, str]]:
    """The header lines as Dutch mail programs print them."""
    lines = (
        ("Van:", headers["from"]),
        ("Verzonden:", _spoken(sent) if sent else headers["date"]),
        ("Aan:", headers["to"]),
        ("CC:", headers["cc"]),
        ("Onderwerp:", headers["subject"]),
        ("Bijlagen:", "; ".join(name for name, _ in files)),
    )
    return (line for line in lines if line[1])


def _spoken(moment: dt.datetime) -> str:
    names = list(intake_rules().months)[:12]
    return f"{moment.day} {names[moment.month - 1]} {moment.year} {moment:%H:%M}"


__all__ = ["MAIL", "ReadChild", "missing_reason", "read_mail"]
