"""Agreement between boxes, inventory and letter, read from the letter itself (R1-R11).

The check counts again from the redactions and from the blocks of the letter; it doesn't trust
what the composer counted.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from woo_tool.assemble.blocks import Heading, Letter, Paragraph, Table, plain
from woo_tool.assemble.considerations import DOCUMENT_TABLE
from woo_tool.grounds import because, document_faults, ground
from woo_tool.kinds import Judgement, Law
from woo_tool.model import DossierState, InventoryItem, Redaction


def check_agreement(state: DossierState, letter: Letter) -> tuple[str, ...]:
    """What disagrees, in Dutch; empty when boxes, inventory and letter say the same.

    Any fault means that no package may be made.
    """
    found: list[str] = []
    boxes: dict[str, list[Redaction]] = defaultdict(list)
    for redaction in state.redactions:
        boxes[redaction.document].append(redaction)
    numbers = {item.document.number for item in state.items}
    found += [
        f"document {number} heeft gelakte passages maar staat niet op de inventarislijst"
        for number in sorted(boxes.keys() - numbers)
    ]
    for item in state.items:
        found += _item_faults(item, boxes[item.document.number], state.law)
    found += _motivated(state, letter)
    found += _table_faults(state, letter)
    found += _five_year_faults(state, letter)
    return tuple(dict.fromkeys(found))


def _item_faults(item: InventoryItem, boxes: list[Redaction], law: Law) -> list[str]:
    document = item.document
    name = f"document {document.number}"
    found = _judgement_faults(item, boxes)
    for redaction in boxes if item.judgement is Judgement.DEELS else ():
        found += [
            f"{name}, pagina {redaction.page}: {fault}"
            for fault in document_faults(redaction.grounds, law, document)
        ]
    if item.judgement is Judgement.NIET:
        found += [f"{name}: {fault}" for fault in document_faults(item.grounds, law, document)]
    return found


def _judgement_faults(item: InventoryItem, boxes: list[Redaction]) -> list[str]:
    """Judgement, grounds and number of boxes belong together (letter.md 6)."""
    name = f"document {item.document.number}"
    counted = Counter(code for redaction in boxes for code in dict.fromkeys(redaction.grounds))
    judgement, found = item.judgement, []
    if judgement is Judgement.OPENBAAR and (boxes or item.grounds):
        found.append(f"{name} heet Openbaar, maar heeft een grond of gelakte passages")
    if judgement is Judgement.DEELS:
        if not boxes:
            found.append(f"{name} heet Deels openbaar, maar heeft geen gelakte passage")
        if set(item.grounds) != set(counted):
            found.append(f"{name}: de gronden op de inventarislijst zijn niet die in de vlakken")
        if dict(item.boxes) != dict(counted):
            found.append(f"{name}: het aantal gelakte passages op de inventarislijst klopt niet")
    if judgement is Judgement.NIET and not (item.grounds and item.reason):
        found.append(f"{name} heet Niet openbaar, maar heeft geen grond of geen reden")
    if judgement is Judgement.REEDS and not item.document.public_url:
        found.append(f"{name} heet Reeds openbaar, maar heeft geen link")
    published = judgement is not None and judgement.published
    if published != bool(item.published):
        found.append(f"{name}: de beoordeling en de publicatie spreken elkaar tegen")
    return found


def _used(state: DossierState) -> set[str]:
    """Grounds in the boxes that will be published, and those of whole refusals."""
    partly = {item.document.number for item in state.items if item.judgement is Judgement.DEELS}
    used = {code for item in state.redactions if item.document in partly for code in item.grounds}
    refused = (item for item in state.items if item.judgement is Judgement.NIET)
    return used | {code for item in refused for code in item.grounds}


def _motivated(state: DossierState, letter: Letter) -> list[str]:
    """Each ground that is used has a reason in the letter, and the reverse (R5, R8)."""
    reasons: dict[str, int] = {}
    current = ""
    for block in letter.blocks:
        if isinstance(block, Heading):
            current = block.ground
            if current:
                reasons.setdefault(current, 0)
        elif current and isinstance(block, Paragraph):
            reasons[current] += bool(plain(block.text).strip())
    used = _used(state)
    found = [
        f"grond {code} staat in een vlak, maar niet in het besluit {because('R5')}"
        for code in used - {*reasons}
    ]
    found += [
        f"het besluit motiveert {code}, maar geen vlak heeft die grond {because('R5')}"
        for code in {*reasons} - used
    ]
    found += [
        f"het besluit noemt {code}, maar geeft geen motivering {because('R5')}"
        for code, paragraphs in reasons.items()
        if paragraphs < 2 and code in used
    ]
    found += [
        f"het besluit gebruikt {code} van de {ground(code).law.capitalize()} {because('R8')}"
        for code in reasons
        if ground(code).law is not state.law
    ]
    return sorted(found)


def _table_faults(state: DossierState, letter: Letter) -> list[str]:
    """The per-document table has each document once, with the counts of its boxes."""
    tables = [
        block for block in letter.blocks if isinstance(block, Table) and block.key == DOCUMENT_TABLE
    ]
    rows = [tuple(plain(cell) for cell in row) for block in tables for row in block.rows]
    told = {row[0]: row for row in rows}
    numbers = [item.document.number for item in state.items]
    found = []
    if [row[0] for row in rows] != numbers:
        found.append(
            "de tabel in het besluit noemt niet dezelfde documenten als de inventarislijst"
        )
    for item in state.items:
        row = told.get(item.document.number)
        if row is None:
            continue
        judgement = item.judgement.value if item.judgement else row[1]
        counts = tuple((code, int(amount)) for code, amount in _COUNT.findall(row[3]))
        grounds = tuple(filter(None, row[2].split(", ")))
        if (row[1], grounds, counts) != (judgement, item.grounds, item.boxes):
            found.append(f"document {item.document.number}: besluit en inventarislijst verschillen")
    return found


_COUNT = re.compile(r"([\w.]+):\s(\d+)")


def _five_year_faults(state: DossierState, letter: Letter) -> list[str]:
    """A Wob decision never rests on Woo 5.3 (R8)."""
    keys = {block.key for block in letter.blocks if isinstance(block, Heading)}
    if state.law is Law.WOB and "five_years" in keys:
        what = "een Wob-besluit kent geen motivering op grond van artikel 5.3 van de Woo"
        return [f"{what} {because('R8')}"]
    return []
