"""One page of the published file: cleaned, lines moved, boxes and words drawn, marked for tags."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from woo_tool.kinds import PageSource
from woo_tool.model import Box, Page, Word
from woo_tool.redact.cores import kept_words, painted, upright, words_in
from woo_tool.redact.jobs import Job, Made
from woo_tool.redact.lines import plan_lines
from woo_tool.redact.links import links_beside
from woo_tool.redact.overlay import (
    LABEL_FONT,
    STATE,
    WORD_FONT,
    Frame,
    LabelBox,
    draw_boxes,
    draw_watermark,
    draw_words,
    label_font,
    word_font,
)
from woo_tool.redact.prepare import Survey
from woo_tool.redact.rebuild import Cleaner
from woo_tool.redact.remove import Raster
from woo_tool.redact.settings import settings
from woo_tool.redact.shift import Anchor, Cut, move_lines
from woo_tool.redact.tag_content import PageParts, Piece, mark_page

Places = Mapping[Box, Box]  # where a box was, and where it stands after its line moved


@dataclass(slots=True)
class Sheet:
    """A page as it was made: the words that stay, what its tags need, and the (page, mark) of
    boxes that are as wide as what they cover.
    """

    words: list[Word]
    parts: PageParts = field(default_factory=PageParts)
    codes: list[str] = field(default_factory=list)
    telling: list[tuple[int, str]] = field(default_factory=list)


class SheetMaker:
    """Makes the pages of one file; what pages share is cleaned and made once."""

    def __init__(self, pdf: pikepdf.Pdf, *, draft: bool) -> None:
        self._pdf, self._draft = pdf, draft
        self._cleaner, self._fonts = Cleaner(), _Fonts(pdf)

    def own_fonts(self) -> set[tuple[int, int]]:
        """The objects of the fonts that were added, with those below them."""
        return self._fonts.objects()

    def make(
        self, page: pikepdf.Page, job: Job, result: Made, kinds: Mapping[int, str] | None
    ) -> Sheet:
        """Cleans and completes a page of the working copy.

        ``kinds``: the type of element of each of its marks in the original; None: no tags.
        """
        survey, picture = job.survey, job.page.source is PageSource.OCR
        if result.raster is not None:
            _raster_page(self._pdf, page, survey, result.raster)
            picture = True
        if picture or self._draft:
            kinds = None
        items = self._cleaner.clean_page(page, marks=kinds is not None)
        sheet = Sheet(kept_words(job.layout, job.boxes))
        moves = not (picture or self._draft)
        if moves:
            places = self._text_page(page, items, job, result, kinds, sheet)
        else:
            places = {}
            self._picture_page(page, items, job, result, sheet)
        sheet.telling = [
            (job.page.number, item.mark)
            for item in job.redactions
            if any(box not in places for box in item.boxes)
        ]
        _restore_geometry(page, survey)
        return sheet

    def _text_page(
        self,
        page: pikepdf.Page,
        items: Sequence[Any],
        job: Job,
        result: Made,
        kinds: Mapping[int, str] | None,
        sheet: Sheet,
    ) -> Places:
        """Moves what can be moved, draws the boxes, marks content; the new place of each box."""
        frame = job.survey.frame
        links = links_beside(job.survey.links, job.boxes)
        plan = plan_lines(job.layout, job.redactions, result.ink, [*links, *job.survey.notes])
        boxes = label_boxes(job, whole=False)
        starts = [box.start for box in boxes if box.code]
        anchors, first = _anchors(starts, sheet.words)
        moved, items = move_lines(page, items, frame, plan, anchors)
        places = {old: new for line in moved for old, new in line.moved().items()}
        boxes = [_moved(box, places) for box in boxes]
        sheet.codes = [box.code for box in boxes if box.code]
        sheet.parts, items = mark_page(page, [*first, *items], kinds, len(sheet.codes))
        self._draw(page, items, [draw_boxes(frame, boxes, draft=False)] if boxes else [])
        return places

    def _picture_page(
        self, page: pikepdf.Page, items: Sequence[Any], job: Job, result: Made, sheet: Sheet
    ) -> None:
        """Draws boxes on a page of pixels, with its words, or on a draft."""
        frame, draft = job.survey.frame, self._draft
        parts = []
        boxes = label_boxes(job, whole=draft or result.raster is not None)
        if boxes:
            parts.append(draw_boxes(frame, boxes, draft=draft))
        if draft:
            self._draw(page, items, [*parts, draw_watermark(frame)])
            return
        sheet.codes = [box.code for box in boxes if box.code]
        words = result.words if result.raster is not None else sheet.words
        starts = [box.start for box in boxes if box.code]
        shown = [found for word in words if (found := _readable(word, frame)) is not None]
        paragraph: list[Piece] = []
        number = len(starts)
        for piece, group in _between(shown, starts):
            if group:
                parts.append(draw_words(frame, group, number))
                paragraph.append(number)
                number += 1
            if piece is not None:
                paragraph.append(piece)
        sheet.parts = PageParts(loose=[paragraph] if paragraph else [])
        self._draw(page, items, parts, around="/Artifact BMC")

    def _draw(
        self, page: pikepdf.Page, items: Sequence[Any], parts: Sequence[str], around: str = ""
    ) -> None:
        """Writes the content of the page, with what is drawn on it."""
        content = "\n".join(parts)
        self._fonts.add_to(page, content)
        below = pikepdf.unparse_content_stream(items)
        whole = (
            f"{around} q\n".encode(),
            below,
            f"\nQ {'EMC' if around else ''}\n{content}".encode("ascii"),
        )
        page.obj["/Contents"] = self._pdf.make_stream(b"".join(whole))


def _anchors(starts: Sequence[int], words: Sequence[Word]) -> tuple[list[Anchor], list[Cut]]:
    """For each box the word that it comes behind; and the boxes that come before all words."""
    places = [word.start for word in words]
    anchors, first = [], []
    for number, start in enumerate(starts):
        place = bisect_left(places, start)
        if place:
            anchors.append(Anchor(number, words[place - 1].box))
        else:
            first.append(Cut(number))
    return anchors, first


def _between(words: Sequence[Word], starts: Sequence[int]) -> list[tuple[Cut | None, list[Word]]]:
    """The words up to each box, in reading order; the last group has no box behind it."""
    found: list[tuple[Cut | None, list[Word]]] = []
    left = list(words)
    for number in sorted(range(len(starts)), key=lambda place: starts[place]):
        before = [word for word in left if word.start < starts[number]]
        left = left[len(before) :]
        found.append((Cut(number), before))
    return [*found, (None, left)]


class _Fonts:
    """The two fonts of the overlays and the draft's transparency, made when first needed."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._known: dict[str, pikepdf.Object] = {}

    def add_to(self, page: pikepdf.Page, content: str) -> None:
        """Puts whatever ``content`` uses into the page's resources."""
        makers = {LABEL_FONT: label_font, WORD_FONT: word_font}
        resources = page.obj.Resources
        for name, make in makers.items():
            if name in content:
                if name not in self._known:
                    self._known[name] = make(self._pdf)
                _group(resources, "/Font")[name] = self._known[name]
        look = settings().draft
        for part, opacity in (("Box", look.box_opacity), ("Mark", look.watermark_opacity)):
            if STATE + part in content:
                state = Dictionary(Type=Name.ExtGState, ca=opacity)
                _group(resources, "/ExtGState")[STATE + part] = state

    def objects(self) -> set[tuple[int, int]]:
        """The fonts that were made, and their descendants."""
        fonts = list(self._known.values())
        return {font.objgen for font in fonts} | {font.DescendantFonts[0].objgen for font in fonts}


def _group(resources: pikepdf.Object, category: str) -> pikepdf.Object:
    if category not in resources:
        resources[category] = Dictionary()
    return resources[category]


def _moved(label: LabelBox, places: Places) -> LabelBox:
    """The box where its line put it."""
    new = places.get(label.span) if label.span else None
    if new is None:
        return label
    return replace(label, box=Box(new.x0, label.box.y0, new.x1, label.box.y1))


def label_boxes(job: Job, *, whole: bool) -> list[LabelBox]:
    """What to paint: where boxes lie over each other, one label with the codes of all."""
    found: list[LabelBox] = []
    for item in job.redactions:
        drawn = whole or item.end <= item.start
        for box in item.boxes:
            if not _on_page(box, job.survey.frame):
                continue
            shape = _seen(painted(job.layout, box, drawn=drawn), job.survey.frame)
            place = next((n for n, old in enumerate(found) if _mostly(old.box, shape)), None)
            code = item.code
            if place is not None:
                old = found[place]
                codes = dict.fromkeys([*old.code.split(), *code.split()])
                found[place] = LabelBox(old.box, " ".join(codes), old.axis, old.start, old.span)
                code = ""
            inside = words_in(job.layout, box)
            start = min([word.start for word in inside]) if inside else _start(job.page, box)
            axis = inside[0].axis if inside else upright(job.page)
            found.append(LabelBox(shape, code, axis, start, box))
    return found


def _seen(box: Box, frame: Frame) -> Box:
    """The part of a box that a reader sees: a code in the middle of the rest would be hidden."""
    wide, high = frame.width * frame.unit, frame.height * frame.unit
    return Box(max(box.x0, 0), max(box.y0, 0), min(box.x1, wide), min(box.y1, high))


def _readable(word: Word, frame: Frame) -> Word | None:
    """A word as it is written under a picture: on the page, and without what has no meaning."""
    wide, high = frame.width * frame.unit, frame.height * frame.unit
    middle = (word.box.x0 + word.box.x1) / 2, (word.box.y0 + word.box.y1) / 2
    text = "".join(
        char for char in word.text if char != "\ufffd" and not "\ue000" <= char <= "\uf8ff"
    )
    if not text or not (0 <= middle[0] <= wide and 0 <= middle[1] <= high):
        return None
    return replace(word, text=text, box=_seen(word.box, frame), edges=())


def _start(page: Page, box: Box) -> int:
    """Where a drawn box comes in the text: behind the words above it and to its left."""
    middle = (box.y0 + box.y1) / 2
    before = [
        word.end
        for word in page.words
        if word.box.y1 < middle or (word.box.y0 < middle and word.box.x1 < box.x0 + 1)
    ]
    return max(before, default=0)


def _mostly(one: Box, other: Box) -> bool:
    """True when the boxes share more than half of the smaller one."""
    wide = min(one.x1, other.x1) - max(one.x0, other.x0)
    high = min(one.y1, other.y1) - max(one.y0, other.y0)
    small = min((box.x1 - box.x0) * (box.y1 - box.y0) for box in (one, other))
    return wide > 0 and high > 0 and wide * high > small / 2


def _raster_page(pdf: pikepdf.Pdf, page: pikepdf.Page, survey: Survey, raster: Raster) -> None:
    image = pdf.make_stream(raster.data)
    image["/Type"], image["/Subtype"] = Name.XObject, Name.Image
    image["/Width"], image["/Height"] = raster.width, raster.height
    image["/ColorSpace"], image["/BitsPerComponent"] = Name.DeviceRGB, 8
    image["/Filter"] = Name.DCTDecode
    frame = survey.frame
    content = (
        f"q {frame.width:.3f} 0 0 {frame.height:.3f} {frame.left:.3f} "
        f"{frame.top - frame.height:.3f} cm /WooPage Do Q"
    )
    page.obj["/Contents"] = pdf.make_stream(content.encode())
    page.obj["/Resources"] = Dictionary(XObject=Dictionary(WooPage=image))
    if "/Group" in page.obj:
        del page.obj["/Group"]


def _restore_geometry(page: pikepdf.Page, survey: Survey) -> None:
    """Rotation and user unit back; the page is what a reader sees of it and no more."""
    frame = survey.frame
    box = Array([frame.left, frame.top - frame.height, frame.left + frame.width, frame.top])
    page.obj["/MediaBox"] = box
    if "/CropBox" in page.obj:
        del page.obj["/CropBox"]
    page.obj["/Rotate"] = frame.rotation
    if frame.unit != 1:
        page.obj["/UserUnit"] = frame.unit
    if "/Annots" in page.obj:
        del page.obj["/Annots"]


def _on_page(box: Box, frame: Frame) -> bool:
    """True when a reader sees some of the box: text outside the crop box has none to see."""
    wide, high = frame.width * frame.unit, frame.height * frame.unit
    return box.x0 < wide and box.x1 > 0 and box.y0 < high and box.y1 > 0
