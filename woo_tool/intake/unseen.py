"""What an Office file holds that its PDF doesn't show: said with the document, never silently."""

from __future__ import annotations

import io
import re
import zipfile

from lxml import etree

_LARGEST = 100_000_000  # bytes of one part
FAULTS = (zipfile.BadZipFile, etree.XMLSyntaxError, OSError, ValueError, RuntimeError, KeyError)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def unseen(data: bytes) -> str:
    """In Dutch what of a DOCX, XLSX or PPTX stays out of the PDF; empty when nothing does.

    Raises one of FAULTS for a file that isn't what it seems.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        found = [
            *_of_sheets(archive, names),
            *_of_text(archive, names),
            *_of_slides(archive, names),
        ]
    if not found:
        return ""
    return f"niet in de PDF te zien: {', '.join(found)}; bekijk het bestand zelf"


def _root(archive: zipfile.ZipFile, name: str) -> etree._Element:
    if archive.getinfo(name).file_size > _LARGEST:
        raise ValueError("a part is too large")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(archive.read(name), parser)


def _count(root: etree._Element, tag: str, **values: tuple[str, ...]) -> int:
    return sum(
        etree.QName(item).localname == tag
        and all(item.get(key) in allowed for key, allowed in values.items())
        for item in root.iter(etree.Element)
    )


_YES = ("1", "true")


def _of_sheets(archive: zipfile.ZipFile, names: list[str]) -> list[str]:
    if "xl/workbook.xml" not in names:
        return []
    book = _root(archive, "xl/workbook.xml")
    hidden = _count(book, "sheet", state=("hidden", "veryHidden"))
    sheets = [
        _root(archive, name) for name in names if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name)
    ]
    lines = sum(_count(s, "row", hidden=_YES) + _count(s, "col", hidden=_YES) for s in sheets)
    notes = any(name.startswith(("xl/comments", "xl/threadedComments")) for name in names)
    found = ["verborgen werkblad"] if hidden == 1 else []
    found += [f"{hidden} verborgen werkbladen"] if hidden > 1 else []
    found += ["verborgen rijen of kolommen"] if lines else []
    return [*found, "opmerkingen bij cellen"] if notes else found


def _of_text(archive: zipfile.ZipFile, names: list[str]) -> list[str]:
    if "word/document.xml" not in names:
        return []
    root = _root(archive, "word/document.xml")
    found = ["verborgen tekst"] if _hidden_text(root) else []
    return [*found, "opmerkingen in de kantlijn"] if "word/comments.xml" in names else found


def _hidden_text(root: etree._Element) -> bool:
    return any(
        run.find(f"{_W}rPr/{_W}vanish") is not None
        and any(str(text).strip() for text in run.itertext(f"{_W}t"))
        for run in root.iter(f"{_W}r")
    )


def _of_slides(archive: zipfile.ZipFile, names: list[str]) -> list[str]:
    slides = [name for name in names if re.fullmatch(r"ppt/slides/[^/]+\.xml", name)]
    hidden = any(_root(archive, name).get("show") == "0" for name in slides)
    notes = any(name.startswith("ppt/notesSlides/") for name in names)
    found = ["verborgen dia's"] if hidden else []
    return [*found, "notities bij dia's"] if notes else found
