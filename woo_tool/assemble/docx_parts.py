"""A DOCX from outside, opened as hostile input: only what is safe to read comes through.

Nothing is fetched and nothing is run: no entities (XXE, billion laughs), no remote parts, no
macros or embedded objects, and sizes are checked before anything is unpacked.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from woo_tool.errors import InputError
from woo_tool.office_files import fixed_zip

MOST_BYTES = 20_000_000
"""Size of the file itself, in bytes."""

_MOST_UNPACKED = 100_000_000
_MOST_MEMBERS = 1_000
_KNOWN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, RuntimeError),
    *(EOFError, OSError, ValueError),
)
_HEAD = "word/document.xml"
_HARMLESS_LINK = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_REFUSED_PART = re.compile(
    r"(?:^|/)(?:vbaProject|vbaData|activeX|embeddings|afchunk|ctrlProps)|\.(?:bin|ole|exe|docm|mht|html?)$",
    re.IGNORECASE,
)
_REFUSED_LINK = re.compile(
    r"/(?:vbaProject|oleObject|package|control|activeXControl\w*|aFChunk|subDocument|frame)$",
    re.IGNORECASE,
)


def refuse(what: str, where: str, advice: str = "") -> InputError:
    """The error of a letter that can't be taken back; says what to do about it."""
    return InputError(what, where=where, advice=advice or "Sla de brief opnieuw op als .docx.")


def open_parts(data: bytes, where: str) -> dict[str, bytes]:
    """The parts of a DOCX by name, after every check. Raises InputError naming what is wrong."""
    if len(data) > MOST_BYTES:
        raise refuse("deze brief is te groot om een brief te zijn.", where)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = _unpacked(archive, where)
    except _BROKEN as fault:
        raise refuse(f"dit is geen leesbaar Word-bestand ({fault}).", where) from fault
    except zipfile.LargeZipFile as fault:
        raise refuse("deze brief is te groot om een brief te zijn.", where) from fault
    if _HEAD not in parts or "[Content_Types].xml" not in parts:
        raise refuse("dit is geen Word-document (.docx).", where)
    _check_kinds(parts, where)
    for name, content in parts.items():
        if name.endswith(".rels"):
            _check_links(name, content, where)
        elif name.endswith(".xml"):
            _check_signed(name, parse(content, name, where), where)
    return parts


def _check_signed(name: str, root: Element, where: str) -> None:
    """Nothing that Word signs with the name of who did it: comments, changes in text or layout."""
    if any(f"{W}author" in element.attrib for element in root.iter()):
        what = "deze brief bevat opmerkingen, of wijzigingen die nog niet zijn geaccepteerd"
        advice = (
            "Accepteer of weiger alle wijzigingen (ook in opmaak) en verwijder alle opmerkingen."
        )
        raise refuse(f"{what} ({name}).", where, advice)


def _unpacked(archive: zipfile.ZipFile, where: str) -> dict[str, bytes]:
    members = [item for item in archive.infolist() if not item.is_dir()]
    names = [item.filename for item in members]
    if len({name.casefold() for name in names}) != len(names) or len(names) > _MOST_MEMBERS:
        raise refuse("dit Word-bestand is vreemd opgebouwd (dubbele of te veel delen).", where)
    if any(item.compress_type not in _KNOWN for item in members):
        raise refuse("dit Word-bestand is vreemd opgebouwd (onbekende compressie).", where)
    if any(item.flag_bits & 1 for item in members):
        raise refuse("deze brief is met een wachtwoord beveiligd.", where, "Haal dat eraf.")
    if sum(item.file_size for item in members) > _MOST_UNPACKED:
        raise refuse("deze brief is uitgepakt te groot om een brief te zijn.", where)
    return {item.filename: _read(archive, item, where) for item in members}


def _read(archive: zipfile.ZipFile, item: zipfile.ZipInfo, where: str) -> bytes:
    """The part, never more of it than its header promised."""
    with archive.open(item) as stream:
        content = stream.read(item.file_size + 1)
    if len(content) > item.file_size:
        raise refuse("dit Word-bestand is vreemd opgebouwd (een deel is te lang).", where)
    return content


def _check_kinds(parts: Mapping[str, bytes], where: str) -> None:
    types = parts["[Content_Types].xml"].decode("utf-8", "replace")
    if "macroEnabled" in types or any("vba" in name.lower() for name in parts):
        advice = "Sla de brief op als .docx, zonder macro's."
        raise refuse("deze brief bevat macro's.", where, advice)
    for name in parts:
        if _REFUSED_PART.search(name):
            advice = "Verwijder ingesloten objecten uit de brief."
            raise refuse(f"deze brief bevat een ingesloten onderdeel ({name}).", where, advice)


def _check_links(name: str, content: bytes, where: str) -> None:
    """No part from elsewhere; a link that a reader may click is harmless."""
    for link in parse(content, name, where):
        kind, target = link.get("Type", ""), link.get("Target", "")
        if _REFUSED_LINK.search(kind):
            raise refuse("deze brief bevat een ingesloten onderdeel.", where)
        outside = link.get("TargetMode", "").lower() == "external" or "://" in target
        if not outside:
            folder = posixpath.dirname(posixpath.dirname(name))
            if posixpath.normpath(posixpath.join(folder, target)).startswith(".."):
                raise refuse("dit Word-bestand verwijst buiten zichzelf.", where)
        elif not (kind.endswith("/hyperlink") and _HARMLESS_LINK.match(target)):
            advice = "Verwijder gekoppelde afbeeldingen, sjablonen en bestanden uit de brief."
            raise refuse("deze brief haalt een onderdeel van elders op.", where, advice)


def parse(content: bytes, name: str, where: str) -> Element:
    """The XML of a part; a document type or an entity in it is refused."""
    try:
        root: Element = ElementTree.fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as fault:
        what = f"een deel van dit Word-bestand is niet veilig te lezen ({name})."
        raise refuse(what, where) from fault
    return root


_EMPTY_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title>'
    "</cp:coreProperties>"
)
_EMPTY_APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)
_EMPTY_CUSTOM = _EMPTY_APP.replace("extended-properties", "custom-properties")


def without_author(parts: Mapping[str, bytes], title: str) -> bytes:
    """The DOCX again, without who wrote it and when: the properties hold only ``title``, and the
    parts that Word keeps beside the text (people, a picture of the first page, data of a document
    system) are gone. Fixed dates in the zip, so that the same letter gives the same bytes.
    """
    shown = title.replace("&", "&amp;").replace("<", "&lt;")
    blank = {
        "docProps/core.xml": _EMPTY_CORE.format(title=shown),
        "docProps/app.xml": _EMPTY_APP,
        "docProps/custom.xml": _EMPTY_CUSTOM,
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            if _BESIDE.search(name):
                continue
            body = blank[name].encode() if name in blank else content
            archive.writestr(name, _unlinked(name, body))
    return fixed_zip(buffer.getvalue())


_BESIDE = re.compile(r"^(?:word/people\d*\.xml|customXml/.*|docProps/thumbnail\..*)$")
_LINK_BESIDE = re.compile(
    rb"<Relationship\b[^>]*?/(?:people|customXml|thumbnail)\"[^>]*?(?:/>|></Relationship>)"
)
_TYPE_BESIDE = re.compile(
    rb"<Override\b[^>]*?PartName=\"/(?:word/people|customXml/)[^>]*?(?:/>|></Override>)"
)


def _unlinked(name: str, content: bytes) -> bytes:
    """A list of links or kinds without those parts."""
    if name.endswith(".rels"):
        return _LINK_BESIDE.sub(b"", content)
    return _TYPE_BESIDE.sub(b"", content) if name == "[Content_Types].xml" else content


def without_mark(parts: Mapping[str, bytes], mark: str) -> dict[str, bytes]:
    """The parts with ``mark`` (CONCEPT) taken out of the headers, where the tool wrote it."""
    pattern = re.compile(rb"(<w:t(?: [^>]*)?>\s*)" + re.escape(mark.encode()) + rb"(\s*</w:t>)")
    return {
        name: pattern.sub(rb"\1\2", content) if _HEADER.search(name) else content
        for name, content in parts.items()
    }


_HEADER = re.compile(r"^word/header\d*\.xml$")


def other_texts(parts: Mapping[str, bytes], where: str) -> Iterator[str]:
    """Each paragraph outside the body of the letter: headers and footers."""
    for name, content in parts.items():
        if name.startswith("word/") and name.endswith(".xml") and name != _HEAD:
            for paragraph in parse(content, name, where).iter(f"{W}p"):
                yield "".join(item.text or "" for item in paragraph.iter(f"{W}t"))


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""Namespace of WordprocessingML (ECMA-376), as ElementTree writes it."""
