"""The judgement of each document and the rows of the inventory (letter.md 6, rules R6 and R11)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

from woo_tool.assemble.texts import fill, letter_texts
from woo_tool.errors import InputError, NeedsPersonError
from woo_tool.grounds import because, document_faults, sort_codes
from woo_tool.kinds import Judgement, Law
from woo_tool.model import Document, InventoryItem, Redaction


def judge(
    document: Document, redactions: Sequence[Redaction]
) -> tuple[Judgement | None, tuple[str, ...]]:
    """The judgement of one document and its grounds; None when it couldn't be read.

    ``redactions`` are those of this document. What a person decided goes before what is computed.
    Raises InputError when that decision contradicts the boxes or lacks what it needs.
    """
    boxed = sort_codes([code for item in redactions for code in item.grounds])
    if document.judgement is not None:
        _check_choice(document, document.judgement, boxed)
        if document.judgement is Judgement.NIET:
            return Judgement.NIET, sort_codes(document.grounds)
        return document.judgement, boxed if document.judgement is Judgement.DEELS else ()
    if document.duplicate_of:
        return Judgement.DUBBEL, ()
    if not document.status.readable:
        return None, ()
    return (Judgement.DEELS, boxed) if boxed else (Judgement.OPENBAAR, ())


def _check_choice(document: Document, choice: Judgement, boxed: Sequence[str]) -> None:
    where = f"documents.csv, document {document.number}"
    needs = {
        Judgement.REEDS: (document.public_url, "public_url: noem de link waar het document staat"),
        Judgement.DUBBEL: (document.duplicate_of, "duplicate_of: noem het andere document"),
        Judgement.DEELS: (boxed, "er is geen gelakte passage; kies Openbaar of lak eerst"),
        Judgement.OPENBAAR: (
            not boxed,
            "er zijn passages gelakt; kies Deels openbaar of wijs de markeringen af",
        ),
    }
    given, advice = needs.get(choice, (True, ""))
    if not given:
        raise InputError(f"'{choice}' past niet bij dit document.", where=where, advice=advice)
    if choice in (Judgement.OPENBAAR, Judgement.DEELS) and not document.status.readable:
        raise InputError(
            f"'{choice}' kan niet: het bestand is niet leesbaar ({document.reason}).",
            where=where,
            advice="Lever een leesbare versie aan, of beoordeel het document als Niet openbaar.",
        )
    missing = _missing_reason(document, choice)
    if missing:
        what = f"bij '{choice}' ontbreekt {missing} {because('R5')}."
        raise NeedsPersonError(what, where=where)


def _missing_reason(document: Document, choice: Judgement) -> str:
    if choice is Judgement.NIET and not document.grounds:
        return "de grond (kolom grounds)"
    if choice in (Judgement.NIET, Judgement.BUITEN) and not document.motivation.strip():
        return "de reden (kolom reason)"
    return ""


def build_items(
    documents: Iterable[Document],
    redactions: Iterable[Redaction],
    law: Law,
    redact_title: Callable[[Document], str],
) -> tuple[InventoryItem, ...]:
    """The rows of the inventory, in document order.

    ``redact_title`` gives the title without what goes. Raises InputError or NeedsPersonError when
    a document's judgement, ground and reason don't fit together or its grounds are not allowed.
    """
    by_document: dict[str, list[Redaction]] = defaultdict(list)
    for redaction in redactions:
        by_document[redaction.document].append(redaction)
    return tuple(
        _item(document, by_document[document.number], law, redact_title)
        for document in sorted(documents, key=lambda item: item.number)
    )


def _item(
    document: Document,
    redactions: Sequence[Redaction],
    law: Law,
    redact_title: Callable[[Document], str],
) -> InventoryItem:
    judgement, grounds = judge(document, redactions)
    if judgement is Judgement.NIET:
        _check_grounds(document, grounds, law)
    boxes: Counter[str] = Counter()
    if judgement is Judgement.DEELS:
        boxes.update(code for item in redactions for code in dict.fromkeys(item.grounds))
    published = judgement is not None and judgement.published
    return InventoryItem(
        document=document,
        title=redact_title(document),
        judgement=judgement,
        grounds=grounds,
        reason=_reason(document, judgement),
        boxes=tuple((code, boxes[code]) for code in sort_codes(tuple(boxes))),
        published=published_name(document) if published else "",
    )


def _check_grounds(document: Document, grounds: Sequence[str], law: Law) -> None:
    found = document_faults(grounds, law, document)
    if found:
        where = f"documents.csv, document {document.number}"
        raise InputError("; ".join(found) + ".", where=where, advice="Kies een andere grond.")


def _reason(document: Document, judgement: Judgement | None) -> str:
    texts = letter_texts().inventory_reasons
    if judgement is None:
        return document.reason or texts["unread"]
    standard = {
        Judgement.DUBBEL: fill(texts["double"], {"number": document.duplicate_of}),
        Judgement.REEDS: fill(texts["already"], {"url": document.public_url}),
    }
    return document.motivation.strip() or standard.get(judgement, "")


def published_name(document: Document) -> str:
    """The file name below te-publiceren/documenten: number and kind, never a title or a name."""
    kind = unicodedata.normalize("NFKD", document.kind).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", kind.lower()).strip("-")
    return f"{document.number}-{slug or 'document'}.pdf"
