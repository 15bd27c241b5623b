"""Everything else that is published: letter, inventory, metadata, and the names of files."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePath

from woo_tool.verify.layers import asked_once, text_checks
from woo_tool.verify.objects import check_objects
from woo_tool.verify.readers import FAULTS, UnreadableError, open_pdfium
from woo_tool.verify.report import PASS, REFUSED, Check, FileReport, Term
from woo_tool.verify.terms import Search

#: A word between attributes: the digits of two of them (a width, a colour) are no number.
_BETWEEN = "\n[eind]\n"
_LARGEST_PART = 200_000_000  # bytes of one part of a packed file


def verify_names(files: Sequence[str], terms: Sequence[Term]) -> tuple[Check, ...]:
    """The names (and folders) of published files: no term may stand in them."""
    search = Search(terms)
    found = [
        check
        for name in files
        for check in text_checks("names", search, PurePath(name).as_posix(), None)
    ]
    return tuple(found) or (Check("names", PASS),)


def verify_plain(path: Path, terms: Sequence[Term]) -> FileReport:
    """A published file that isn't a redacted document: no removed identifier or name in it.

    Reads PDF, DOCX, XLSX, CSV, XML, JSON, text and Markdown; any other kind is refused.
    """
    try:
        data = path.read_bytes()
    except OSError:
        return FileReport(path.name, "", (Check("read", REFUSED, detail="niet te lezen"),))
    search = Search(terms)
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        checks = [Check("read", REFUSED, detail="dit soort bestand kan niet worden nagekeken")]
    else:
        try:
            checks = list(reader(data, search))
        except FAULTS:
            checks = [Check("read", REFUSED, detail="het bestand is niet te lezen")]
    checks += verify_names([path.name], terms)
    return FileReport(path.name, hashlib.sha256(data).hexdigest(), asked_once(checks))


def _text(data: bytes, search: Search) -> Iterator[Check]:
    yield from text_checks("text", search, data.decode("utf-8-sig"), None)
    yield Check("text", PASS)


def _pdf(data: bytes, search: Search) -> Iterator[Check]:
    yield from check_objects(data, search)
    for place, page in enumerate(open_pdfium(data)):
        text = page.get_textpage().get_text_range()
        yield from text_checks("terms:pdfium", search, text, place + 1)
    yield Check("text", PASS)


def _packed(data: bytes, search: Search) -> Iterator[Check]:
    """Every part of a DOCX or XLSX: as text with the tags out, and as it stands."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for part in package.infolist():
            if part.file_size > _LARGEST_PART:
                raise UnreadableError("een onderdeel van het bestand is te groot")
            content = package.read(part)
            yield from text_checks("names", search, part.filename, None)
            if part.filename.endswith((".xml", ".rels", ".vml")):
                yield from _markup(content, search)
            elif search.leaks_literally(content):
                yield Check("terms", "leak", detail="een onderdeel bevat een verwijderd gegeven")
    yield Check("text", PASS)


def _markup(content: bytes, search: Search) -> Iterator[Check]:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as fault:
        raise UnreadableError("de XML is niet te lezen") from fault
    # Runs of one paragraph are joined: an editor may cut a name into pieces.
    joined: list[str] = []
    apart: list[str] = []
    for node in root.iter():
        if isinstance(node.tag, str) and node.tag.rpartition("}")[2] in ("p", "si", "c", "row"):
            joined.append("\n")
        for piece in (node.text, node.tail):
            if piece and piece.strip():
                joined.append(piece)
                apart.append(piece)
        if isinstance(node.tag, str):
            apart += [str(value) for value in node.attrib.values()]
    yield from text_checks("text", search, "".join(joined), None)
    yield from text_checks("text", search, _BETWEEN.join(apart), None)


def _xml(data: bytes, search: Search) -> Iterator[Check]:
    yield from _markup(data, search)
    yield Check("text", PASS)


_READERS: dict[str, Callable[[bytes, Search], Iterator[Check]]] = {
    ".pdf": _pdf,
    ".docx": _packed,
    ".xlsx": _packed,
    ".xml": _xml,
    ".csv": _text,
    ".json": _text,
    ".txt": _text,
    ".md": _text,
}
