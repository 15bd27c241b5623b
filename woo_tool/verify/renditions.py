"""A published text rendition against the text of the original: what went is gone, no more."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from woo_tool.model import Page, Redaction
from woo_tool.verify.layers import asked_once, text_checks
from woo_tool.verify.report import PASS, REFUSED, Check, FileReport, Term
from woo_tool.verify.terms import Search


def verify_rendition(
    path: Path,
    document: str,
    pages: Sequence[Page],
    redactions: Sequence[Redaction],
    terms: Sequence[Term],
) -> FileReport:
    """Checks the published text of one document.

    Of each page every character that stays is there, in order, and each passage that goes is one
    or more labels ``[codes]`` with grounds of its own redactions; nothing else. And no term of
    the dossier that doesn't stay in this document stands in it.
    """
    name = path.name
    try:
        data = path.read_bytes()
        text = data.decode()
    except (OSError, UnicodeDecodeError):
        return FileReport(name, "", (Check("read", REFUSED, detail="niet te lezen"),))
    search = Search(terms, document)
    checks = [*_compare(text, pages, redactions), *text_checks("terms", search, text, None)]
    return FileReport(name, hashlib.sha256(data).hexdigest(), asked_once(checks))


def _compare(text: str, pages: Sequence[Page], redactions: Sequence[Redaction]) -> Iterator[Check]:
    parts = text.split("\f")
    if len(parts) != len(pages):
        yield Check("rendition", REFUSED, detail="het aantal pagina's van de tekst klopt niet")
        return
    for page, part in zip(pages, parts, strict=True):
        same = re.fullmatch(_expected(page, redactions), part)
        detail = "" if same else "de tekst is niet die van het origineel zonder wat weg moest"
        yield Check("rendition", PASS if same else REFUSED, page.number, detail=detail)


def _expected(page: Page, redactions: Sequence[Redaction]) -> str:
    """The pattern that the rendition of a page must match as a whole."""
    gone = _gone(page, redactions)
    pieces = []
    for goes, places in groupby(range(len(page.text)), key=lambda place: bool(gone[place])):
        run = list(places)
        if goes:
            codes = "|".join(sorted({re.escape(code) for place in run for code in gone[place]}))
            pieces.append(rf"(?:\[(?:{codes})(?: (?:{codes}))*\])+")
        else:
            pieces.append(re.escape(page.text[run[0] : run[-1] + 1]))
    return "".join(pieces) + "\n"


def _gone(page: Page, redactions: Sequence[Redaction]) -> list[set[str]]:
    """Of each character of the page the grounds on which it goes: none where it stays."""
    gone: list[set[str]] = [set() for _ in page.text]
    for item in redactions:
        if item.page != page.number:
            continue
        for start, end in _spans(page, item):
            for place in range(start, end):
                gone[place].update(item.grounds)
    return gone


def _spans(page: Page, item: Redaction) -> list[tuple[int, int]]:
    """The characters of a redaction: its own, or those of the words under a box that was drawn."""
    if item.end > item.start:
        return [(item.start, item.end)]
    return [
        (word.start, word.end)
        for word in page.words
        for box in item.boxes
        if min(word.box.x1, box.x1) > max(word.box.x0, box.x0)
        and min(word.box.y1, box.y1) > max(word.box.y0, box.y0)
    ]
