"""The letter as legal staff finished it in Word, taken back as blocks (``woo decide --letter``).

The composed letter of the same dossier tells which heading belongs to which section and ground;
what the blocks say comes from the edited file alone. The checks are those of ``edited_check``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from woo_tool.assemble.blocks import (
    AnnexStart,
    Block,
    Heading,
    Letter,
    Letterhead,
    Line,
    Lines,
    Listing,
    Paragraph,
    Run,
    RunKind,
    Table,
    line,
    plain,
)
from woo_tool.assemble.docx_parts import open_parts, other_texts, without_author, without_mark
from woo_tool.assemble.docx_reader import DocxBlock, DocxParagraph, DocxTable, read_body
from woo_tool.assemble.texts import letter_texts
from woo_tool.grounds import ground, grounds


@dataclass(frozen=True, slots=True)
class EditedLetter:
    """The letter that was taken back, its DOCX without the author's name, and what stands in its
    headers and footers (checked, not used: the PDF has the house style's own)."""

    letter: Letter
    docx: bytes
    around: tuple[str, ...] = ()


def take_back(data: bytes, composed: Letter, where: str) -> EditedLetter:
    """Reads an edited DOCX. ``composed`` is the letter as the dossier gives it now.

    Raises InputError when the file isn't safe, or holds what can't be taken over.
    """
    parts = open_parts(data, where)
    found = list(read_body(parts, where))
    head = composed.head
    if found and isinstance(top := found[0], DocxTable):
        head, found = _head(top, head), found[1:]
    fields, rest = _fields(found, head)
    letter = replace(
        composed,
        head=replace(head, fields=fields),
        blocks=tuple(_blocks(rest, composed)),
        points=(),
        left_out=(),
    )
    if not letter.draft:
        parts = without_mark(parts, letter_texts().draft)
    return EditedLetter(
        letter, without_author(parts, composed.title), tuple(other_texts(parts, where))
    )


def _head(table: DocxTable, head: Letterhead) -> Letterhead:
    """Addressee and right-hand column, from the table at the top of the letter."""
    cells = [cell for row in table.rows for cell in row]
    if len(cells) != 2:
        return head
    addressee = tuple(_kept(text) for text in cells[0] if plain(text).strip())
    groups: list[list[Line]] = [[]]
    for text in cells[1]:
        if plain(text).strip():
            groups[-1].append(_kept(text))
        elif groups[-1]:
            groups.append([])
    column = tuple(tuple(group) for group in groups if group)
    return replace(head, addressee=addressee, column=column)


def _kept(text: Line) -> Line:
    """A line with its questions as runs of their own."""
    if any(run.kind is RunKind.BOX for run in text):
        return text
    kind = text[0].kind if text and len({run.kind for run in text}) == 1 else RunKind.PLAIN
    return line(plain(text), kind if kind is not RunKind.QUESTION else RunKind.PLAIN)


def _fields(
    found: Sequence[DocxBlock], head: Letterhead
) -> tuple[tuple[tuple[str, Line], ...], list[DocxBlock]]:
    """ "Datum" and "Betreft" with what stands behind their tab, and the blocks below them."""
    labels = [label for label, _ in head.fields]
    fields: list[tuple[str, Line]] = []
    for place, block in enumerate(found):
        text = block.text if isinstance(block, DocxParagraph) else "?"
        label, tab, _ = text.partition("\t")
        if tab and label.strip() in labels and isinstance(block, DocxParagraph):
            fields.append((label.strip(), _after_tab(block.lines[0])))
        elif text:
            return tuple(fields), list(found[place:])
    return tuple(fields), []


def _after_tab(text: Line) -> Line:
    rest: list[Run] = []
    seen = False
    for run in text:
        if seen:
            rest.append(run)
        elif "\t" in run.text:
            seen = True
            tail = run.text.partition("\t")[2]
            rest += [replace(run, text=tail)] if tail else []
    return tuple(rest)


def _blocks(found: Sequence[DocxBlock], composed: Letter) -> list[Block]:
    """The blocks of the letter; neighbouring list items form one list."""
    known = _known_headings(composed)
    law = {plain(item) for item in composed.lines() if item and item[0].kind is RunKind.LAW}
    made: list[Block] = []
    items: list[tuple[str, Line, int]] = []
    for block in found:
        if isinstance(block, DocxParagraph) and block.label:
            items.append((block.label, _as_law(_joined(block.lines), law), block.depth))
            continue
        if items:
            made.append(Listing(tuple(items)))
            items = []
        if isinstance(block, DocxTable):
            made.append(_table(block, composed))
        elif block.text:
            made.append(_block(block, known, law))
    return [*made, Listing(tuple(items))] if items else made


def _known_headings(composed: Letter) -> dict[str, Heading | AnnexStart]:
    return {
        plain(block.text).casefold(): block
        for block in composed.blocks
        if isinstance(block, Heading | AnnexStart)
    }


def _block(block: DocxParagraph, known: dict[str, Heading | AnnexStart], law: set[str]) -> Block:
    if block.level:
        text = _as_law(_joined(block.lines), law)
        mine = known.get(plain(text).strip().casefold())
        if isinstance(mine, AnnexStart) or (mine is None and block.after_section):
            return AnnexStart(text)
        key = mine.key if mine else ""
        code = mine.ground if mine else _cited_ground(plain(text))
        return Heading(text, block.level, ground=code, key=key)
    if len(block.lines) > 1:
        return Lines(tuple(item for item in block.lines if plain(item).strip()))
    return Paragraph(_as_law(block.lines[0], law), block.keep)


def _cited_ground(title: str) -> str:
    """The ground of which a heading names the article, when its text was changed."""
    wanted = title.casefold()
    found = [item.code for item in grounds() if item.citable and item.citation.casefold() in wanted]
    return max(found, key=lambda code: len(ground(code).citation), default="")


def _joined(lines: Sequence[Line]) -> Line:
    joined = list(lines[0])
    for item in lines[1:]:
        joined += [Run(" "), *item]
    return tuple(joined)


def _as_law(text: Line, law: set[str]) -> Line:
    """The wording of a statute that is still as it was."""
    return line(plain(text), RunKind.LAW) if plain(text) in law else text


def _table(block: DocxTable, composed: Letter) -> Table:
    """The table with the key of the composed one that has its header."""
    rows = [tuple(_joined(cell) for cell in row) for row in block.rows]
    header = tuple(plain(cell).strip() for cell in rows[0]) if rows else ()
    for mine in composed.blocks:
        if isinstance(mine, Table) and mine.header == header:
            return Table(mine.key, header, tuple(_wide(rows[1:], len(header))), mine.widths)
    width = max((len(row) for row in rows), default=1)
    header = (*header, *("" for _ in range(width - len(header))))
    return Table("", header, tuple(_wide(rows[1:], width)), (1 / width,) * width)


def _wide(rows: Sequence[tuple[Line, ...]], width: int) -> list[tuple[Line, ...]]:
    """Rows of one width; what stands in cells beyond it comes behind the last cell's text."""
    made = []
    for row in rows:
        cells = [*row[:width], *(() for _ in range(width - len(row)))]
        for extra in row[width:]:
            cells[-1] = (*cells[-1], Run(" "), *extra)
        made.append(tuple(cells))
    return made
