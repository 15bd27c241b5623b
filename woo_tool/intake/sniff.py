"""What a file is, by its content. The name is only a hint where content leaves it open."""

from __future__ import annotations

import codecs
import io
import re
import zipfile

PDF = "application/pdf"
MAIL = "message/rfc822"
TEXT = "text/plain"
HTML = "text/html"
RTF = "application/rtf"
UNKNOWN = "application/octet-stream"
_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."

SUFFIXES = {
    PDF: ".pdf",
    MAIL: ".eml",
    TEXT: ".txt",
    HTML: ".html",
    RTF: ".rtf",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/bmp": ".bmp",
    "image/tiff": ".tif",
    _OOXML + "wordprocessingml.document": ".docx",
    _OOXML + "spreadsheetml.sheet": ".xlsx",
    _OOXML + "presentationml.presentation": ".pptx",
    _ODF + "text": ".odt",
    _ODF + "spreadsheet": ".ods",
    _ODF + "presentation": ".odp",
    "application/msword": ".doc",
    "application/vnd.ms-excel": ".xls",
    "application/vnd.ms-powerpoint": ".ppt",
    "application/vnd.ms-outlook": ".msg",
    "application/x-ole-storage": ".ole",
    "application/zip": ".zip",
    "application/gzip": ".gz",
    "application/x-7z-compressed": ".7z",
    "application/vnd.rar": ".rar",
    UNKNOWN: ".bin",
}
OFFICE = frozenset(
    media
    for media, suffix in SUFFIXES.items()
    if suffix in {".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".doc", ".xls", ".ppt", ".rtf"}
)
ARCHIVES = frozenset(
    {"application/zip", "application/gzip", "application/x-7z-compressed", "application/vnd.rar"}
)

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"{\\rtf", RTF),
    (b"\x1f\x8b", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Names of streams in an OLE file (UTF-16), most telling first.
_STREAMS = (
    ("__properties_version1.0", "application/vnd.ms-outlook"),
    ("WordDocument", "application/msword"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
    ("Workbook", "application/vnd.ms-excel"),
    ("Book", "application/vnd.ms-excel"),
)
_OOXML_FOLDERS = (
    ("word/", _OOXML + "wordprocessingml.document"),
    ("xl/", _OOXML + "spreadsheetml.sheet"),
    ("ppt/", _OOXML + "presentationml.presentation"),
)
_MAIL_HEADERS = re.compile(
    rb"^(from|to|subject|date|received|mime-version|message-id|return-path|content-type|"
    rb"delivered-to|reply-to|x-[a-z-]+):",
    re.IGNORECASE | re.MULTILINE,
)
_HEADER_LINE = re.compile(rb"[!-9;-~]+:|[ \t]|>?From ")


def media_of(data: bytes) -> str:
    """The media type of the content; UNKNOWN when it is none of those the tool knows."""
    head = data[:1024]
    if b"%PDF-" in head:
        return PDF
    for magic, media in _MAGIC:
        if data.startswith(magic):
            return media
    if data.startswith(b"BM") and len(data) > 26 and data[6:10] == b"\0\0\0\0":
        return "image/bmp"
    if data.startswith(_OLE):
        return _ole(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(data)
    return _textual(data)


def _ole(data: bytes) -> str:
    for name, media in _STREAMS:
        if name.encode("utf-16-le") in data:
            return media
    return "application/x-ole-storage"


def _zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                media = archive.read("mimetype").decode("ascii", "replace").strip()
                if media in SUFFIXES:
                    return media
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError):
        names = []
    if "[Content_Types].xml" in names:
        for folder, media in _OOXML_FOLDERS:
            if any(name.startswith(folder) for name in names):
                return media
    return "application/zip"


def _textual(data: bytes) -> str:
    if _is_mail(data):
        return MAIL
    if decode(data) is None:
        return UNKNOWN
    start = data[:2048].lstrip(codecs.BOM_UTF8 + b" \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return HTML
    return TEXT


def _is_mail(data: bytes) -> bool:
    """Two known headers in a block that holds header lines and nothing else."""
    block = re.split(rb"\r?\n\r?\n", data[:65536].lstrip(b"\r\n"), maxsplit=1)[0]
    lines = block.splitlines()
    if not all(_HEADER_LINE.match(line) for line in lines):
        return False
    known = {match.group(1).lower() for match in _MAIL_HEADERS.finditer(block)}
    return len(known) >= 2 and bool(known & {b"from", b"received", b"message-id", b"mime-version"})


def decode(data: bytes) -> str | None:
    """Text of any usual encoding: by its byte order mark, else UTF-8, else Windows-1252. None
    when the bytes are no text, or that of an alphabet or a machine that can't be told: read as
    something else its names would go out unread. The mark itself isn't part of the text."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                break
    controls = len(re.findall(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]", data))
    if b"\0" in data or controls * 10 > len(data):  # a stray one happens in text from old systems
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        if sum(byte > 0x7F for byte in data) > max(_FOREIGN * len(data), _SHORT):
            return None
        # The five bytes that Windows-1252 leaves open are read as their Latin-1 controls.
        return "".join(_CP1252[byte] for byte in data)


_FOREIGN = 0.3  # of the bytes: more of them beyond ASCII than any text in Latin letters has
_SHORT = 4  # such bytes in a text of a few words say nothing
_CP1252 = tuple(
    bytes([byte]).decode("cp1252", "ignore") or bytes([byte]).decode("latin-1")
    for byte in range(256)
)
