"""A spreadsheet laid out so that nothing of a cell is cut off when it becomes a PDF.

What a narrow column hides isn't on the page: nobody would review it, and half a name beside half
a number reads as something else. So columns get the width of what is in them, long texts wrap,
rows take the height they need, and a sheet is as wide as one page.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_WIDEST, _NARROWEST = 45.0, 12.0  # characters; what is longer wraps, and a date or amount fits
_AIR = 3.0  # characters: room beside the text
_LARGEST = 100_000_000  # bytes of one part
_BEFORE_COLUMNS = ("sheetPr", "dimension", "sheetViews", "sheetFormatPr")
_AFTER_SETUP = (
    *("headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches"),
    *("ignoredErrors", "smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF"),
    *("picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst"),
)
FAULTS = (zipfile.BadZipFile, etree.XMLSyntaxError, OSError, ValueError, RuntimeError, KeyError)


def spread_out(data: bytes) -> bytes:
    """The XLSX with columns, rows and pages that show every cell whole.

    Raises one of FAULTS for a file that isn't what it seems.
    """
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        texts = _shared(old)
        for name in old.namelist():
            content = old.read(name)
            if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name):
                content = _laid_out(content, texts)
            elif name == "xl/styles.xml":
                content = _wrapping(content)
            new.writestr(zipfile.ZipInfo(posixpath.normpath(name)), content)
    return out.getvalue()


def _parsed(content: bytes) -> etree._Element:
    if len(content) > _LARGEST:
        raise ValueError("a part is too large")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(content, parser)


def _shared(archive: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    root = _parsed(archive.read("xl/sharedStrings.xml"))
    return [_text(item) for item in root.iter(f"{_MAIN}si")]


def _text(item: etree._Element) -> str:
    return "".join(str(text) for text in item.itertext(f"{_MAIN}t"))


def _laid_out(content: bytes, texts: list[str]) -> bytes:
    root = _parsed(content)
    if root.tag != f"{_MAIN}worksheet":
        return content
    widths: dict[int, float] = {}
    for column, text in _cells(root, texts):
        longest = max((len(line) for line in text.splitlines()), default=0)
        wanted = min(max(longest + _AIR, _NARROWEST), _WIDEST)
        widths[column] = max(widths.get(column, 0.0), wanted)
    for row in root.iter(f"{_MAIN}row"):
        row.attrib.pop("ht", "")
        row.attrib.pop("customHeight", "")
    _set_columns(root, widths)
    _set_page(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _cells(root: etree._Element, texts: list[str]) -> Iterator[tuple[int, str]]:
    """The column (from 1) and the text of each cell that isn't merged with others."""
    merged = {str(item.get("ref", "")).partition(":")[0] for item in root.iter(f"{_MAIN}mergeCell")}
    for cell in root.iter(f"{_MAIN}c"):
        place = str(cell.get("r", ""))
        letters = re.match(r"[A-Z]{1,3}", place)
        if letters is None or place in merged:
            continue
        value = cell.findtext(f"{_MAIN}v") or _text(cell)
        if cell.get("t") == "s" and value.isdigit() and int(value) < len(texts):
            value = texts[int(value)]
        yield _number(letters[0]), value


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _set_columns(root: etree._Element, widths: dict[int, float]) -> None:
    """One ``col`` for each column that holds something; the others keep theirs."""
    kept = []
    for old in list(root.iter(f"{_MAIN}col")):
        first, last = int(old.get("min", "0")), int(old.get("max", "0"))
        had = float(old.get("width", "0") or 0)
        inside = [column for column in widths if first <= column <= last]
        for column in inside:
            widths[column] = max(widths[column], min(had, 2 * _WIDEST))
        hidden = old.get("hidden") in ("1", "true")
        kept += [(column, hidden) for column in inside if hidden]
    for old in root.findall(f"{_MAIN}cols"):
        root.remove(old)
    if not widths:
        return
    columns = etree.Element(f"{_MAIN}cols")
    hidden_ones = {column for column, _ in kept}
    for column in sorted(widths):
        number, width = str(column), f"{widths[column]:.1f}"
        item = etree.SubElement(columns, f"{_MAIN}col", min=number, max=number, width=width)
        item.set("customWidth", "1")
        if column in hidden_ones:
            item.set("hidden", "1")
    _insert(root, columns, _BEFORE_COLUMNS)


def _set_page(root: etree._Element) -> None:
    """Landscape, and as many columns on a page as there are."""
    properties = root.find(f"{_MAIN}sheetPr")
    if properties is None:
        properties = etree.Element(f"{_MAIN}sheetPr")
        root.insert(0, properties)
    for old in properties.findall(f"{_MAIN}pageSetUpPr"):
        properties.remove(old)
    etree.SubElement(properties, f"{_MAIN}pageSetUpPr", fitToPage="1")
    for old in root.findall(f"{_MAIN}pageSetup"):
        root.remove(old)
    setup = etree.Element(f"{_MAIN}pageSetup", paperSize="9", orientation="landscape")
    setup.set("fitToWidth", "1")
    setup.set("fitToHeight", "0")
    later = {f"{_MAIN}{name}" for name in _AFTER_SETUP}
    place = next((at for at, child in enumerate(root) if child.tag in later), len(root))
    root.insert(place, setup)


def _insert(root: etree._Element, new: etree._Element, before: tuple[str, ...]) -> None:
    known = {f"{_MAIN}{name}" for name in before}
    place = next((at for at, child in enumerate(root) if child.tag not in known), len(root))
    root.insert(place, new)


def _wrapping(content: bytes) -> bytes:
    """Styles in which every cell wraps its text."""
    root = _parsed(content)
    for style in root.findall(f"{_MAIN}cellXfs/{_MAIN}xf"):
        style.set("applyAlignment", "1")
        alignment = style.find(f"{_MAIN}alignment")
        if alignment is None:
            alignment = etree.Element(f"{_MAIN}alignment")
            style.insert(0, alignment)
        alignment.set("wrapText", "1")
        alignment.attrib.pop("shrinkToFit", "")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
