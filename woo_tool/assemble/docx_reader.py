"""The body of a DOCX as paragraphs and tables. What can't be taken over is refused, never lost.

Tracked changes, comments and hidden text are refused: they would go out with the letter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from woo_tool.assemble.blocks import Line, Run, RunKind, line, plain
from woo_tool.assemble.docx_parts import W, parse, refuse


@dataclass(frozen=True, slots=True)
class DocxParagraph:
    """A paragraph: ``level`` of a heading (0: none), ``label`` of a list item ("": none).

    ``lines`` are its lines, as Shift+Enter breaks them. ``after_section``: a new section starts.
    """

    lines: tuple[Line, ...]
    level: int = 0
    label: str = ""
    depth: int = 0
    keep: bool = False
    after_section: bool = False

    @property
    def text(self) -> str:
        """Its text, lines joined by a space."""
        return " ".join(plain(item) for item in self.lines).strip()


@dataclass(frozen=True, slots=True)
class DocxTable:
    """A table: per row, per cell, the lines in it."""

    rows: tuple[tuple[tuple[Line, ...], ...], ...]


DocxBlock = DocxParagraph | DocxTable

_THROUGH = frozenset({"hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml"})
_IGNORED = frozenset(
    {
        *("pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "tblPrEx", "sectPr", "sdtPr"),
        *("sdtEndPr", "bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd"),
        *("lastRenderedPageBreak", "fldChar", "noProof", "smartTagPr", "customXmlPr"),
    }
)
_WHY = {
    **dict.fromkeys(
        ("ins", "del", "moveFrom", "moveTo", "delText", "cellIns", "cellDel"),
        ("wijzigingen die nog niet zijn geaccepteerd", "Accepteer of weiger alle wijzigingen."),
    ),
    **dict.fromkeys(
        ("commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef"),
        ("opmerkingen in de kantlijn", "Verwijder alle opmerkingen."),
    ),
    **dict.fromkeys(
        ("footnoteReference", "endnoteReference"), ("een voetnoot", "Zet die in de tekst.")
    ),
    **dict.fromkeys(
        ("drawing", "pict", "object", "AlternateContent"),
        ("een afbeelding, tekstvak of object", "Verwijder die, of voeg een aparte bijlage toe."),
    ),
}
_OUTSIDE_FIELDS = ("INCLUDE", "LINK ", "DDE", "DATABASE", "IMPORT", "MACROBUTTON")


def read_body(parts: Mapping[str, bytes], where: str) -> tuple[DocxBlock, ...]:
    """The blocks of the body in order. Raises InputError naming what can't be taken over."""
    reader = _Reader(where, _styles(parts, where), _numbering(parts, where))
    body = parse(parts["word/document.xml"], "word/document.xml", where).find(f"{W}body")
    if body is None:
        raise refuse("dit Word-document is leeg.", where)
    return tuple(reader.blocks(body))


def _styles(parts: Mapping[str, bytes], where: str) -> dict[str, str]:
    """Style names by id, in lower case: in Dutch Word the id of "heading 1" is "Kop1"."""
    if "word/styles.xml" not in parts:
        return {}
    names = {}
    for style in parse(parts["word/styles.xml"], "word/styles.xml", where).iter(f"{W}style"):
        name = style.find(f"{W}name")
        if name is not None:
            names[style.get(f"{W}styleId", "")] = name.get(f"{W}val", "").lower()
    return names


def _numbering(parts: Mapping[str, bytes], where: str) -> dict[tuple[str, str], str]:
    """The format ("bullet", "decimal", ...) by number of the list and level."""
    if "word/numbering.xml" not in parts:
        return {}
    root = parse(parts["word/numbering.xml"], "word/numbering.xml", where)
    kinds: dict[tuple[str, str], str] = {}
    for kind in root.iter(f"{W}abstractNum"):
        for level in kind.iter(f"{W}lvl"):
            key = kind.get(f"{W}abstractNumId", ""), level.get(f"{W}ilvl", "0")
            kinds[key] = _value(level, "numFmt")
    found = {}
    for number in root.iter(f"{W}num"):
        mine = _value(number, "abstractNumId")
        for (kind_id, depth), name in kinds.items():
            if kind_id == mine:
                found[number.get(f"{W}numId", ""), depth] = name
    return found


def _value(element: Element | None, path: str) -> str:
    """The value of a property, empty when there is none."""
    if element is None:
        return ""
    found = element.find("/".join(f"{W}{part}" for part in path.split("/")))
    return found.get(f"{W}val", "") if found is not None else ""


def _on(properties: Element | None, name: str) -> bool:
    """True when a toggle property is there and not switched off (ECMA-376, 17.17.4)."""
    mark = properties.find(f"{W}{name}") if properties is not None else None
    return mark is not None and mark.get(f"{W}val", "true") not in ("0", "false", "off", "none")


@dataclass
class _Reader:
    """Reads once, from top to bottom; keeps count of automatic numbers."""

    where: str
    styles: Mapping[str, str]
    numbering: Mapping[tuple[str, str], str]
    counts: Counter[tuple[str, int]] = field(default_factory=Counter)
    new_section: bool = False

    def blocks(self, parent: Element) -> Iterator[DocxBlock]:
        for child in parent:
            name = self._name(child)
            if name == "p":
                yield self._paragraph(child)
            elif name == "tbl":
                yield self._table(child)
            elif name in _THROUGH:
                yield from self.blocks(child)
            elif name not in _IGNORED:
                raise self._refusal(name)

    def _table(self, table: Element) -> DocxTable:
        rows = []
        for row in self._inside(table, "tr"):
            cells = []
            for cell in self._inside(row, "tc"):
                held = tuple(self.blocks(cell))
                if any(isinstance(item, DocxTable) for item in held):
                    raise refuse("deze brief bevat een tabel in een tabel.", self.where)
                cells.append(
                    tuple(
                        text
                        for item in held
                        if isinstance(item, DocxParagraph)
                        for text in item.lines
                    )
                )
            rows.append(tuple(cells))
        return DocxTable(tuple(rows))

    def _inside(self, parent: Element, wanted: str) -> Iterator[Element]:
        for child in parent:
            name = self._name(child)
            if name == wanted:
                yield child
            elif name in _THROUGH:
                yield from self._inside(child, wanted)
            elif name not in _IGNORED:
                raise self._refusal(name)

    def _paragraph(self, paragraph: Element) -> DocxParagraph:
        properties = paragraph.find(f"{W}pPr")
        style = self.styles.get(_value(properties, "pStyle"), "")
        runs = _merged(self._runs(paragraph))
        label, depth = self._label(properties, style)
        if not label and style == "list paragraph":
            label, runs = _typed_label(runs)
        level = int(style[-1]) if style in ("heading 1", "heading 2", "heading 3") else 0
        after, self.new_section = self.new_section, False
        if properties is not None and properties.find(f"{W}sectPr") is not None:
            self.new_section = True
        elif after and not runs:
            self.new_section = True  # the blank paragraph under a table carries it on
        return DocxParagraph(
            tuple(_lines(runs)),
            min(level, 2),
            label,
            depth,
            _on(properties, "keepNext"),
            after,
        )

    def _label(self, properties: Element | None, style: str) -> tuple[str, int]:
        """The label of an item, with its depth; automatic numbers are counted here."""
        indent = properties.find(f"{W}ind") if properties is not None else None
        left = "0" if indent is None else indent.get(f"{W}left", indent.get(f"{W}start", "0"))
        depth = max(0, round(_whole(left) / _STEP) - 1)
        number = _value(properties, "numPr/numId")
        if number and number != "0":
            level = int(_value(properties, "numPr/ilvl") or 0)
            kind = self.numbering.get((number, str(level)), "bullet")
            return self._counted(number, level, kind), level
        if style.startswith("list number"):
            return self._counted(style, 0, "decimal"), 0
        if style.startswith("list bullet"):
            return ("•" if style == "list bullet" else "–"), depth
        return "", depth

    def _counted(self, number: str, level: int, kind: str) -> str:
        """The next label of a list that Word numbers or marks itself."""
        self.counts[number, level] += 1
        for deeper in range(level + 1, 9):
            self.counts.pop((number, deeper), None)
        place = self.counts[number, level]
        if kind == "decimal":
            return f"{place}."
        if kind == "lowerLetter" and place <= 26:
            return f"{chr(ord('a') + place - 1)}."
        return "•" if level == 0 else "–"

    def _runs(self, parent: Element) -> Iterator[Run]:
        for child in parent:
            name = self._name(child)
            if name == "r":
                yield from self._run(child)
            elif name in _THROUGH:
                if _outside(child.get(f"{W}instr", "")):
                    raise refuse("deze brief haalt een onderdeel van elders op.", self.where)
                yield from self._runs(child)
            elif name not in _IGNORED:
                raise self._refusal(name)

    def _run(self, run: Element) -> Iterator[Run]:
        properties = run.find(f"{W}rPr")
        if _on(properties, "vanish") or _on(properties, "webHidden"):
            raise refuse("deze brief bevat verborgen tekst.", self.where, "Maak die zichtbaar.")
        kind = _kind(properties)
        for child in run:
            name = self._name(child)
            if name == "instrText":
                if _outside(child.text or ""):
                    raise refuse("deze brief haalt een onderdeel van elders op.", self.where)
            elif name in ("t", *_CHARACTERS):
                yield Run(_CHARACTERS.get(name, child.text or ""), kind)
            elif name not in _IGNORED:
                raise self._refusal(name)

    def _name(self, element: Element) -> str:
        return str(element.tag).rpartition("}")[2]

    def _refusal(self, name: str) -> Exception:
        what, advice = _WHY.get(
            name, (f"een onderdeel dat niet kan mee ({name})", "Verwijder het.")
        )
        return refuse(f"deze brief bevat {what}.", self.where, advice)


_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_STEP = 340
"""Twentieths of a point in one step of indentation (6 mm)."""


def _whole(text: str) -> int:
    return int(text) if text.lstrip("-").isdigit() else 0


def _outside(instruction: str) -> bool:
    """True for a field that fetches something."""
    return instruction.strip().upper().startswith(_OUTSIDE_FIELDS)


def _kind(properties: Element | None) -> RunKind:
    """Black on which text stands is a box, whoever drew it: its text must then be a ground."""
    shade = properties.find(f"{W}shd") if properties is not None else None
    if shade is not None and shade.get(f"{W}fill", "").lower() == "000000":
        return RunKind.BOX
    if _value(properties, "highlight") == "black":
        return RunKind.BOX
    if _on(properties, "b"):
        return RunKind.BOLD
    return RunKind.ITALIC if _on(properties, "i") else RunKind.PLAIN


def _merged(runs: Iterator[Run]) -> list[Run]:
    """Neighbours of one kind as one run: Word cuts text wherever it was edited."""
    found: list[Run] = []
    for run in runs:
        if found and found[-1].kind is run.kind:
            found[-1] = Run(found[-1].text + run.text, run.kind)
        elif run.text:
            found.append(run)
    whole = "".join(run.text for run in found)
    if "NOG IN TE VULLEN" in whole and not any(run.kind is RunKind.BOX for run in found):
        return [Run(whole)]  # a question that is partly bold is a question all the same
    return found


def _typed_label(runs: list[Run]) -> tuple[str, list[Run]]:
    """The label that stands before the first tab: "a.", "1."."""
    if not runs or "\t" not in runs[0].text:
        return "", runs
    label, _, rest = runs[0].text.partition("\t")
    return label.strip(), [Run(rest, runs[0].kind), *runs[1:]] if rest else runs[1:]


def _lines(runs: list[Run]) -> Iterator[Line]:
    """The runs cut at every line break, questions as runs of their own."""
    current: list[Run] = []
    for run in runs:
        if run.kind is RunKind.BOX:
            current.append(Run(" ".join(run.text.replace("\u00a0", " ").split()), run.kind))
            continue
        for place, piece in enumerate(run.text.split("\n")):
            if place:
                yield tuple(current)
                current = []
            current += line(piece, run.kind)
    yield tuple(current)
