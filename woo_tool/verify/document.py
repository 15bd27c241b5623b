"""Proof for one published document: every layer over every page, failing closed."""

from __future__ import annotations

import hashlib
import io
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import pikepdf
import pypdfium2

from woo_tool.model import Box
from woo_tool.verify import pixels
from woo_tool.verify.moves import find_moves, moved_items, put_back
from woo_tool.verify.objects import check_objects
from woo_tool.verify.readers import (
    FAULTS,
    UnreadableError,
    label_areas,
    open_pdfium,
    page_chars,
    poppler_pages,
    revealed,
)
from woo_tool.verify.report import (
    PASS,
    QUESTION,
    REFUSED,
    Check,
    Expectation,
    FileReport,
    Term,
)
from woo_tool.verify.space import Sheet, sheets
from woo_tool.verify.structure import check_structure
from woo_tool.verify.terms import Search
from woo_tool.verify.texts import PageCase, check_pdfium, check_poppler, is_as_reviewed, kept_bag

Layer = Callable[[], Iterable[Check]]


@dataclass(frozen=True, slots=True)
class _Pair:
    """The published file and its original, opened for the layers."""

    expectation: Expectation
    after: bytes
    sheets: list[Sheet]
    pdfium_before: pypdfium2.PdfDocument
    pdfium_after: pypdfium2.PdfDocument
    cases: list[PageCase]
    annotations: list[list[Box]]


def verify_document(expectation: Expectation, terms: Sequence[Term]) -> FileReport:
    """Checks that a published PDF is its original less the approved redactions, and no more.

    Every layer can refuse or fail the file alone; what can't be read, decoded or compared is
    a refusal with its reason. Raises EnvironmentFaultError when a reader isn't installed.
    """
    name = expectation.published.name
    try:
        after, before = expectation.published.read_bytes(), expectation.original.read_bytes()
    except OSError as fault:
        return FileReport(name, "", (Check("read", REFUSED, detail=f"niet te lezen: {fault}"),))
    search = Search(terms, expectation.number)
    checks = list(timed("structure", lambda: check_structure(after)))
    checks += timed("terms", lambda: check_objects(after, search))
    try:
        pair = _open(expectation, before, after)
    except FAULTS as fault:
        checks.append(Check("read", REFUSED, detail=_reason(fault)))
        return FileReport(name, hashlib.sha256(after).hexdigest(), tuple(checks))
    checks += timed("text:pdfium", lambda: _pdfium(pair, search))
    checks += timed("text:pdftotext", lambda: _poppler(pair, search))
    for place in range(len(pair.cases)):
        checks += timed("pixels:page", lambda place=place: _pixels(pair, place))  # type: ignore[misc]
    return FileReport(name, hashlib.sha256(after).hexdigest(), asked_once(checks))


def timed(layer: str, run: Layer) -> Iterator[Check]:
    """The checks of a layer with its cost on the first; a fault in it is a refusal."""
    start = time.process_time()
    try:
        found = list(run()) or [Check(layer, PASS)]
    except FAULTS as fault:
        found = [Check(layer, REFUSED, detail=_reason(fault))]
    cost = round((time.process_time() - start) * 1000)
    yield replace(found[0], cpu_ms=cost)
    yield from found[1:]


def _reason(fault: BaseException) -> str:
    if isinstance(fault, UnreadableError):
        return str(fault)
    return f"deze laag kon niet worden gecontroleerd ({type(fault).__name__})"


def _open(expectation: Expectation, before: bytes, after: bytes) -> _Pair:
    with (
        pikepdf.open(io.BytesIO(after)) as new,
        pikepdf.open(io.BytesIO(before)) as old,
    ):
        new_sheets, old_sheets = sheets(new), sheets(old)
        layers = "/OCProperties" in old.Root
        annotations = [
            _annotations(page, sheet) for page, sheet in zip(old.pages, old_sheets, strict=True)
        ]
    numbers = [page.number for page in expectation.pages]
    if not len(new_sheets) == len(old_sheets) == len(numbers):
        raise UnreadableError("het aantal pagina's is anders dan in het origineel")
    if sorted(numbers) != list(range(1, len(numbers) + 1)):
        raise UnreadableError("de beoordeelde pagina's zijn niet die van het origineel")
    for one, other in zip(new_sheets, old_sheets, strict=True):
        if any(abs(a - b) > 0.6 for a, b in zip(one.size, other.size, strict=True)):
            raise UnreadableError("een pagina heeft een andere maat dan in het origineel")
    shown = open_pdfium(revealed(after))
    pdfium_before, pdfium_after = open_pdfium(before), open_pdfium(after)
    shown_before: list[str] | None = None
    if layers:
        shown_before = poppler_pages(expectation.original, len(numbers))
    cases = []
    for page in sorted(expectation.pages, key=lambda item: item.number):
        place = page.number - 1
        size = new_sheets[place].size
        own = tuple(item for item in expectation.redactions if item.page == page.number)
        before_chars = tuple(page_chars(pdfium_before[place], old_sheets[place]))
        after_chars = page_chars(shown[place], new_sheets[place])
        moves = find_moves(before_chars, after_chars, own, size)
        said = shown_before[place] if shown_before else None
        cases.append(
            PageCase(
                page,
                size,
                own,
                before_chars,
                put_back(after_chars, moves),
                kept_bag(page, own, size),
                said,
                moves,
            )
        )
    return _Pair(expectation, after, new_sheets, pdfium_before, pdfium_after, cases, annotations)


def _annotations(page: pikepdf.Page, sheet: Sheet) -> list[Box]:
    """Where the original has annotations: their look may go or become content."""
    found = []
    annots = page.obj.get("/Annots")
    for item in annots.as_list() if isinstance(annots, pikepdf.Array) else []:
        rect = item.get("/Rect") if isinstance(item, pikepdf.Dictionary) else None
        if isinstance(rect, pikepdf.Array) and item.get("/Subtype") != pikepdf.Name.Link:
            x0, y0, x1, y1 = (float(value) for value in rect.as_list())
            found.append(sheet.own(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
    return found


def _pdfium(pair: _Pair, search: Search) -> Iterator[Check]:
    for case in pair.cases:
        yield from check_pdfium(case)
    for place, page in enumerate(pair.pdfium_after):
        text = page.get_textpage().get_text_range()
        yield from text_checks("terms:pdfium", search, text, place + 1)


def _poppler(pair: _Pair, search: Search) -> Iterator[Check]:
    count = len(pair.cases)
    after = poppler_pages(pair.expectation.published, count)
    alike = [is_as_reviewed(case, new) for case, new in zip(pair.cases, after, strict=True)]
    # What it reads in the original only matters where a page isn't just what was reviewed.
    before = [""] * count if all(alike) else poppler_pages(pair.expectation.original, count)
    for case, same, old, new in zip(pair.cases, alike, before, after, strict=True):
        number = case.page.number
        yield Check("text:pdftotext", PASS, number) if same else check_poppler(case, old, new)
        yield from text_checks("terms:pdftotext", search, new, number)


def text_checks(layer: str, search: Search, text: str, page: int | None) -> Iterator[Check]:
    """A leak or a question where a text of the published file holds a removed term."""
    if search.leaks(text):
        yield Check(layer, "leak", page, detail="een elders verwijderd gegeven staat hier nog")
        return
    for subject in search.questions(text):
        detail = "een elders gelakte naam staat hier nog"
        yield Check(layer, QUESTION, page, detail=detail, subject=subject)


def asked_once(checks: Iterable[Check]) -> tuple[Check, ...]:
    """The checks with one question for each name and page, however many layers saw it."""
    found: list[Check] = []
    known: set[tuple[str, int | None]] = set()
    for check in checks:
        if check.subject and (check.subject, check.page) in known:
            found += [Check(check.layer, PASS, cpu_ms=check.cpu_ms)] if check.cpu_ms else []
            continue
        known.add((check.subject, check.page))
        found.append(check)
    return tuple(found)


def _pixels(pair: _Pair, place: int) -> Iterator[Check]:
    case, sheet = pair.cases[place], pair.sheets[place]
    number = case.page.number
    old_page, new_page = pair.pdfium_before[place], pair.pdfium_after[place]
    letters = {char for item in case.redactions for char in item.code}
    labels = label_areas(new_page, sheet, letters) if case.redactions else []
    for check in pixels.check_images(new_page, sheet, case.redactions):
        yield replace(check, page=number)
    after = pixels.draw(new_page)
    for item in moved_items(case.redactions, case.moves):
        result = pixels.check_box(after, sheet, item, labels)
        detail = "" if result == PASS else "het vak is niet egaal donker"
        yield Check("pixels:box", result, number, item.mark, detail=detail)
    before = pixels.draw(old_page)
    ignore = pair.annotations[place]
    before = pixels.moved_picture(before, sheet, case.moves)
    boxes = [box for item in moved_items(case.redactions, case.moves) for box in item.boxes]
    result = pixels.check_rest(before, after, sheet, boxes, ignore)
    detail = "" if result == PASS else "buiten de vakken ziet de pagina er anders uit"
    yield Check("pixels:page", result, number, detail=detail)
