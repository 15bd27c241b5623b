"""A dossier of any size for ``benchmarks.review``: text, findings and PDFs without detection."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pymupdf

from woo_tool import pipeline
from woo_tool.detect.version import detection_version
from woo_tool.files import sha256
from woo_tool.kinds import Label, Role, Status
from woo_tool.model import Box, Document, Finding, Page, Word
from woo_tool.steps import reading
from woo_tool.steps.resolving import FINDINGS, PAGES, findings_key, pages_key
from woo_tool.store import NewDocument, Store

PAGES_OF_A_DOCUMENT = 50
EVERYWHERE = "Wessel Hoogkarspel"
"""Stands on the first 38 pages, whatever the size of the dossier."""
_EVERYWHERE_PLACES = 38
_LINES, _HEIGHT, _LEFT, _TOP, _ADVANCE = 38, 18.0, 60.0, 70.0, 5.4
_REQUEST = """
reference: M-2024.0001
authority: {name: Ministerie van Voorbeeldzaken, decides: De minister van Voorbeeldzaken}
request: {dated: 2024-01-04, received: 2024-01-05, subject: een meting}
decision: {dated: 2024-02-01}
"""
_FIRST = [
    "Anna",
    "Bram",
    "Carla",
    "Dirk",
    "Elise",
    "Frank",
    "Greet",
    "Hugo",
    "Iris",
    "Joost",
    "Katja",
    "Leo",
    "Mira",
    "Nico",
    "Olga",
]
_LAST = [
    "Aalders",
    "Brinkhof",
    "Coster",
    "Dekkinga",
    "Elzinga",
    "Folkerts",
    "Gerbrands",
    "Hazelhof",
    "Idema",
]
_WORDS = [
    "de",
    "dienst",
    "heeft",
    "in",
    "overleg",
    "met",
    "de",
    "afdeling",
    "vastgesteld",
    "dat",
    "het",
    "onderhoud",
    "aan",
    "de",
    "kribben",
    "later",
    "begint",
    "dan",
    "gepland",
    "en",
    "dat",
    "de",
    "kosten",
    "daarvan",
    "binnen",
    "de",
    "begroting",
    "van",
    "het",
    "jaar",
    "blijven",
]


def make_dossier(folder: Path, pages: int) -> Store:
    """A dossier with this many pages, read and searched as far as the review page can tell."""
    folder.mkdir(parents=True)
    request = folder / "request.yaml"
    request.write_text(_REQUEST, encoding="utf-8")
    store = pipeline.new(folder / "zaak", request)
    left = pages
    for nth in itertools.count(1):
        _add(store, f"{nth:04}", min(left, PAGES_OF_A_DOCUMENT))
        left -= PAGES_OF_A_DOCUMENT
        if left <= 0:
            return store
    return store


def _add(store: Store, number: str, count: int) -> None:
    names = [_names(int(number), nth) for nth in range(1, count + 1)]
    lines = [list(_lines(its)) for its in names]
    data = _pdf(number, lines)
    digest = sha256(data)
    document = Document(
        number, f"{number}.pdf", "pdf", digest, Status.OK,
        title=f"Verslag {number}", kind="verslag", pages=count, pdf_sha256=digest,
    )  # fmt: skip
    pages = tuple(_page(number, nth, its) for nth, its in enumerate(lines, 1))
    found = tuple(
        finding
        for page, its in zip(pages, names, strict=True)
        for name in its
        for finding in _found(page, name)
    )
    extractor = reading.extractor_version()
    store.save_family([NewDocument(document, ".pdf", data, data)])
    store.save_cache("pages", pages_key(document, extractor), PAGES, pages)
    key = findings_key(document, extractor, detection_version())
    store.save_cache("findings", key, FINDINGS, found)


def _names(number: int, page: int) -> list[str]:
    """Eight names on a page: some stand in the whole dossier, most in one document."""
    first, last = len(_FIRST), len(_LAST)
    own = [(number * 7 + page // 6 + nth * 3) for nth in range(7)]
    names = [f"{_FIRST[k % first]} {_LAST[k % last]}{_ending(number)}" for k in own]
    here = number == 1 and page <= _EVERYWHERE_PLACES
    return [EVERYWHERE if here else f"{_FIRST[page % first]} Vanderlaan", *dict.fromkeys(names)]


def _ending(number: int) -> str:
    """A syllable or two that makes the surnames of one document its own."""
    parts = ("burg", "stra", "ma", "veld", "horst", "kamp", "ing", "dijk", "beek", "hout")
    return parts[number // 10 % 10] + parts[number % 10]


def _lines(names: list[str]) -> Iterator[str]:
    for nth in range(_LINES):
        start = nth * 5 % len(_WORDS)
        words = [*_WORDS[start:], *_WORDS][:12]
        if nth % 4 == 0 and nth // 4 < len(names):
            words[4:6] = ["en", names[nth // 4]]
        yield " ".join(words)


def _page(number: str, nth: int, lines: list[str]) -> Page:
    words: list[Word] = []
    at = 0
    for row, line in enumerate(lines):
        top = _TOP + row * _HEIGHT
        for word in line.split(" "):
            left = _LEFT + (at - sum(len(other) + 1 for other in lines[:row])) * _ADVANCE
            box = Box(left, top - 9, left + len(word) * _ADVANCE, top + 3)
            words.append(Word(word, at, box, row))
            at += len(word) + 1
    return Page(number, nth, "\n".join(lines), tuple(words), 595.0, 842.0)


def _found(page: Page, name: str) -> Iterator[Finding]:
    start = page.text.find(name)
    if start >= 0:
        yield Finding(
            page.document, page.number, start, start + len(name), name, Label.PERSON, 0.95,
            ("model",), reason="Voornaam en achternaam.", role=Role.OFFICIAL,
        )  # fmt: skip


def _pdf(number: str, pages: list[list[str]]) -> bytes:
    with pymupdf.open() as document:
        for lines in pages:
            sheet = document.new_page(width=595, height=842)
            writer = pymupdf.TextWriter(sheet.rect)
            font = pymupdf.Font("cour")
            for row, line in enumerate(lines):
                writer.append((_LEFT, _TOP + row * _HEIGHT), line, font=font, fontsize=9)
            writer.write_text(sheet)
        document.set_metadata({"title": number})
        data: bytes = document.tobytes(garbage=3, deflate=True)
        return data
