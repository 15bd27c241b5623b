"""Proof for one published document: every layer over every page, failing closed."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pikepdf

from woo_tool.model import Box
from woo_tool.verify import pixels
from woo_tool.verify.everything import check_alone, check_pypdf
from woo_tool.verify.holdings import drawn_by_procedure, picture_places, unusual
from woo_tool.verify.images import check_images
from woo_tool.verify.layers import asked_once, reason, text_checks, timed
from woo_tool.verify.moves import Move, find_moves, moved_items, put_back
from woo_tool.verify.objects import check_objects
from woo_tool.verify.ocr import Readings, read_places
from woo_tool.verify.readers import (
    FAULTS,
    Leaves,
    UnreadableError,
    label_chars,
    open_original,
    open_pdfium,
    page_chars,
    poppler_pages,
    poppler_picture,
    revealed,
    without_spoken,
)
from woo_tool.verify.report import (
    LEAK,
    PASS,
    QUESTION,
    REFUSED,
    Check,
    Expectation,
    FileReport,
    Term,
)
from woo_tool.verify.space import Sheet, sheets
from woo_tool.verify.strokes import check_strokes
from woo_tool.verify.structure import check_structure
from woo_tool.verify.terms import Search
from woo_tool.verify.texts import (
    PageCase,
    check_pdfium,
    check_poppler,
    is_as_reviewed,
    kept_bag,
    kept_texts,
    seen,
)
from woo_tool.verify.unseen import check_unseen
from woo_tool.verify.watch import Alive, unwatched

_ICON = 40.0  # points: as large as readers draw an annotation without a size of its own


@dataclass(frozen=True, slots=True)
class _Pair:
    """The published file and its original, opened for the layers."""

    expectation: Expectation
    after: bytes
    sheets: list[Sheet]
    old_sheets: list[Sheet]
    pdfium_before: Leaves
    pdfium_after: Leaves
    cases: list[PageCase]
    annotations: list[list[Box]]
    procedures: list[bool]
    odd: set[int]


def verify_document(
    expectation: Expectation,
    terms: Sequence[Term],
    readings: Readings | None = None,
    alive: Alive = unwatched,
) -> FileReport:
    """Checks that a published PDF is its original less the approved redactions, and no more.

    Every layer can refuse or fail the file alone; what can't be read, decoded or compared is
    a refusal with its reason. ``readings`` holds what OCR read before, and gets what it reads
    now. Raises EnvironmentFaultError when a reader isn't installed.
    """
    name = expectation.published.name
    try:
        after, before = expectation.published.read_bytes(), expectation.original.read_bytes()
    except OSError as fault:
        return FileReport(name, "", (Check("read", REFUSED, detail=f"niet te lezen: {fault}"),))
    search = Search(terms, expectation.number)
    checks = list(timed("structure", lambda: check_structure(after, _codes(expectation)), alive))
    checks += timed("terms", lambda: check_objects(after, search), alive)
    try:
        pair = _open(expectation, before, after, alive)
    except FAULTS as fault:
        checks.append(Check("read", REFUSED, detail=reason(fault)))
        return FileReport(name, hashlib.sha256(after).hexdigest(), tuple(checks))
    checks += timed("text:pdfium", lambda: _pdfium(pair, search), alive)
    checks += timed("text:pdftotext", lambda: _poppler(pair, search), alive)
    if pair.odd:
        run = lambda: check_pypdf(after, search, alive, sorted(pair.odd))  # noqa: E731
        checks += timed("text:pypdf", run, alive)
    checks += timed("alone", lambda: check_alone(after, search, alive), alive)
    known = {} if readings is None else readings
    run = lambda: check_unseen(after, pair.pdfium_after, pair.sheets, search, known, alive)  # noqa: E731
    checks += timed("unseen", run, alive)
    for place in range(len(pair.cases)):
        checks += _page_layers(pair, place, search, known, alive)
    return FileReport(name, hashlib.sha256(after).hexdigest(), asked_once(checks))


def _codes(expectation: Expectation) -> list[frozenset[str]]:
    """The grounds of the boxes that can be seen on each page."""
    return [
        frozenset(
            code
            for item in expectation.redactions
            if item.page == page.number
            and any(seen(box, (page.width, page.height)) for box in item.boxes)
            for code in item.code.split()
        )
        for page in sorted(expectation.pages, key=lambda page: page.number)
    ]


def _open(expectation: Expectation, before: bytes, after: bytes, alive: Alive) -> _Pair:
    with (
        pikepdf.open(io.BytesIO(after)) as new,
        pikepdf.open(io.BytesIO(before)) as old,
    ):
        new_sheets, old_sheets = sheets(new), sheets(old)
        layers = "/OCProperties" in old.Root
        procedures = [drawn_by_procedure(page) for page in new.pages]
        odd = {place for place, page in enumerate(new.pages) if unusual(page)}
        annotations = [
            _annotations(page, sheet) for page, sheet in zip(old.pages, old_sheets, strict=True)
        ]
        drawn = without_spoken(old, before)
    numbers = [page.number for page in expectation.pages]
    if not len(new_sheets) == len(old_sheets) == len(numbers):
        raise UnreadableError("het aantal pagina's is anders dan in het origineel")
    if sorted(numbers) != list(range(1, len(numbers) + 1)):
        raise UnreadableError("de beoordeelde pagina's zijn niet die van het origineel")
    for one, other in zip(new_sheets, old_sheets, strict=True):
        if one.turn != other.turn:
            raise UnreadableError("een pagina is anders gedraaid dan in het origineel")
        if any(abs(a - b) > 0.6 for a, b in zip(one.size, other.size, strict=True)):
            raise UnreadableError("een pagina heeft een andere maat dan in het origineel")
    shown = open_pdfium(revealed(after))
    pdfium_before, pdfium_after = open_original(drawn), Leaves(open_pdfium(after))
    shown_before: list[str] | None = None
    if layers:
        shown_before = poppler_pages(expectation.original, len(numbers))
    cases = []
    for page in sorted(expectation.pages, key=lambda item: item.number):
        alive("read")
        place = page.number - 1
        size = new_sheets[place].size
        own = tuple(item for item in expectation.redactions if item.page == page.number)
        before_chars = page_chars(pdfium_before[place], old_sheets[place])
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
    return _Pair(
        expectation,
        after,
        new_sheets,
        old_sheets,
        pdfium_before,
        pdfium_after,
        cases,
        annotations,
        procedures,
        odd,
    )


def _annotations(page: pikepdf.Page, sheet: Sheet) -> list[Box]:
    """Where the original has annotations: their look may go or become content."""
    found = []
    annots = page.obj.get("/Annots")
    for item in annots.as_list() if isinstance(annots, pikepdf.Array) else []:
        rect = item.get("/Rect") if isinstance(item, pikepdf.Dictionary) else None
        if isinstance(rect, pikepdf.Array) and item.get("/Subtype") != pikepdf.Name.Link:
            x0, y0, x1, y1 = (float(value) for value in rect.as_list())
            wide, high = _drawn_size(item)
            left, right = min(x0, x1), max(x0, x1)
            bottom, top = min(y0, y1), max(y0, y1)
            if min(right - left, top - bottom) < 1:  # readers draw it at its own size, about there
                left, right, bottom, top = left - wide, right + wide, bottom - high, top + high
            found.append(sheet.own(left, bottom, right, top))
    return found


def _drawn_size(annotation: pikepdf.Object) -> tuple[float, float]:
    """Width and height of what an annotation looks like; of a note without a look, of an icon."""
    look = annotation.get("/AP", pikepdf.Dictionary()).get("/N")
    box = look.get("/BBox") if isinstance(look, pikepdf.Stream) else None
    if not isinstance(box, pikepdf.Array) or len(box) != 4:
        return _ICON, _ICON
    x0, y0, x1, y1 = (abs(float(value)) for value in box.as_list())
    return max(x0, x1, _ICON), max(y0, y1, _ICON)


def _pdfium(pair: _Pair, search: Search) -> Iterator[Check]:
    for case in pair.cases:
        yield from check_pdfium(case)
    for place in range(len(pair.pdfium_after)):
        text = pair.pdfium_after.text(place).get_text_range()
        yield from text_checks("terms:pdfium", search, text, place + 1)


def _poppler(pair: _Pair, search: Search) -> Iterator[Check]:
    count = len(pair.cases)
    after = poppler_pages(pair.expectation.published, count)
    alike = [is_as_reviewed(case, new) for case, new in zip(pair.cases, after, strict=True)]
    pair.odd.update(place for place, same in enumerate(alike) if not same)
    # What it reads in the original only matters where a page isn't just what was reviewed.
    before = [""] * count if all(alike) else poppler_pages(pair.expectation.original, count)
    for case, same, old, new in zip(pair.cases, alike, before, after, strict=True):
        number = case.page.number
        yield Check("text:pdftotext", PASS, number) if same else check_poppler(case, old, new)
        yield from text_checks("terms:pdftotext", search, new, number)


def _page_layers(
    pair: _Pair, place: int, search: Search, readings: Readings, alive: Alive
) -> Iterator[Check]:
    """How a page looks; and what can be read in its pictures, where it has any."""
    number = pair.cases[place].page.number
    yield from timed("pixels:page", lambda: _pixels(pair, place), alive, number)
    try:
        pictures = picture_places(
            pair.pdfium_after[place],
            pair.sheets[place],
            pair.cases[place].after,
            procedures=pair.procedures[place],
        )
    except FAULTS as fault:
        yield Check("ocr", REFUSED, number, detail=reason(fault))
        return
    if pictures:
        run = lambda: _ocr(pair, place, pictures, search, readings)  # noqa: E731
        yield from timed("ocr", run, alive, number)


def _ocr(
    pair: _Pair, place: int, pictures: Sequence[Box], search: Search, readings: Readings
) -> Iterator[Check]:
    """What can be read in the pictures of a page: no removed term, but what was reviewed."""
    case, page = pair.cases[place], pair.pdfium_after[place]
    number = case.page.number
    reviewed = " ".join(kept_texts(case.page, case.boxes, case.size))
    for text in read_places(page, pair.sheets[place], pictures, readings):
        if search.leaks_blurred(text, reviewed):
            yield Check("ocr", LEAK, number, detail="in een beeld staat een verwijderd gegeven nog")
        for subject in search.questions(text):
            detail = "een elders gelakte naam staat nog in een beeld"
            yield Check("ocr", QUESTION, number, detail=detail, subject=subject)


def _over_the_edge(case: PageCase) -> Iterator[Box]:
    """Where letters stand of which the page shows a part: those may go or stay."""
    whole, was = Box(0, 0, *case.size), case.before
    yield from (char.box for char in was.which(~was.lying_in(whole) & was.overlapping(whole)))


def _carried(box: Box, move: Move) -> Box:
    """What of a place lay in a line that was moved, as far as it was."""
    zone, shifts = move.zone, [part.shift for part in move.stretches]
    top, bottom = max(box.y0, zone.y0), min(box.y1, zone.y1)
    left, right = min(0.0, *shifts, 0.0), max(0.0, *shifts, 0.0)
    return Box(box.x0 + left, top, box.x1 + right, max(top, bottom))


def _as_others_draw(
    pair: _Pair, place: int, after: pixels.Picture, apart: tuple[Sequence[Box], Sequence[Box]]
) -> bool:
    """True when a page looks as another reader draws the original: where a font isn't in the
    file, or a picture is built in an uncommon way, one reader may draw it otherwise than most.
    """
    case, sheet = pair.cases[place], pair.sheets[place]
    size = after.shape[1], after.shape[0]
    try:
        other = poppler_picture(pair.expectation.original, case.page.number, size, sheet.turn)
    except UnreadableError:
        return False
    look = pixels.moved_picture(other, sheet, case.moves)
    return pixels.resembles([look], after, sheet, *apart)


def _pixels(pair: _Pair, place: int) -> Iterator[Check]:
    case, sheet = pair.cases[place], pair.sheets[place]
    number = case.page.number
    old_page, new_page = pair.pdfium_before[place], pair.pdfium_after[place]
    letters = {char for item in case.redactions for char in item.code}
    moved = moved_items(case.redactions, case.moves)
    areas = [box for item in moved for box in item.boxes]
    labels = label_chars(pair.pdfium_after.text(place), sheet, letters, areas)
    for check in check_images(new_page, sheet, case.redactions):
        yield replace(check, page=number)
    after = pixels.draw(new_page)
    for item in moved:
        result = pixels.check_box(after, sheet, item, labels)
        detail = "" if result == PASS else "het vak is niet egaal donker"
        yield Check("pixels:box", result, number, item.mark, detail=detail)
    before = pixels.draw(old_page)
    ignore = [*pair.annotations[place], *_over_the_edge(case)]
    ignore += [_carried(box, move) for box in ignore for move in case.moves]
    places = pair.old_sheets[place], sheet
    for check in check_strokes(old_page, new_page, places, moved, ignore, after):
        yield replace(check, page=number)
    expected = pixels.moved_picture(before, sheet, case.moves)
    result = pixels.check_rest(expected, after, sheet, areas, ignore)
    if result != PASS:
        # Some notes reach out of their place; those go from a published page.
        bare = [before, pixels.draw(old_page, notes=False)][: 1 + bool(ignore)]
        looks = [
            pixels.moved_picture(picture, sheet, case.moves, one_paper=one)
            for picture in bare
            for one in ((False, True) if case.moves else (False,))
        ]
        gone = [box for item in case.redactions for box in item.boxes]
        drawn_same = pixels.resembles(looks, after, sheet, areas, ignore, gone)
        if drawn_same or _as_others_draw(pair, place, after, (areas, ignore)):
            result = PASS
    detail = "" if result == PASS else "buiten de vakken ziet de pagina er anders uit"
    yield Check("pixels:page", result, number, detail=detail)
