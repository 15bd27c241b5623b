"""The published file: the cleaned pages with boxes, codes and searchable words drawn on them."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name

from woo_tool.model import Box, PageSource
from woo_tool.redact.cores import axis_of, kept_words, painted
from woo_tool.redact.jobs import Job, Made
from woo_tool.redact.lines import plan_lines
from woo_tool.redact.links import Removed, kept_links, links_beside, write_links, write_outline
from woo_tool.redact.metadata import OutputInfo, write_metadata
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
from woo_tool.redact.prepare import Prepared, Survey
from woo_tool.redact.rebuild import Cleaner
from woo_tool.redact.remove import Raster
from woo_tool.redact.settings import settings
from woo_tool.redact.shift import move_lines

Places = Mapping[Box, Box]  # where a box was, and where it stands after its line moved


def rebuild(
    stripped: bytes,
    prepared: Prepared,
    jobs: Sequence[Job],
    made: Sequence[Made],
    info: OutputInfo,
    draft: bool,
) -> tuple[bytes, tuple[tuple[int, str], ...]]:
    """The working copy as one clean revision with the overlays drawn.

    Also (page, mark) of every box that is still as wide as what it covers.
    """
    removed = Removed([item for job in jobs for item in job.redactions])
    with pikepdf.open(io.BytesIO(stripped)) as pdf:
        _bare_catalog(pdf)
        cleaner, fonts = Cleaner(), _Fonts(pdf)
        telling: list[tuple[int, str]] = []
        for page, job, result in zip(pdf.pages, jobs, made, strict=True):
            if result.raster is not None:
                _raster_page(pdf, page, job.survey, result.raster)
            cleaner.clean_page(page)
            places = {} if draft or result.raster else _moved(page, job, result)
            telling += [
                (job.page.number, item.mark)
                for item in job.redactions
                if any(box not in places for box in item.boxes)
            ]
            _overlay(page, job, result, fonts, draft, places)
            _restore_geometry(page, job.survey)
        for page, job in zip(pdf.pages, jobs, strict=True):
            text = " ".join(word.text for word in kept_words(job.page, job.boxes))
            links = kept_links(job.survey.links, job.boxes, text, removed)
            write_links(pdf, page, job.survey.frame, links)
        write_outline(pdf, prepared.outline, removed)
        _write_labels(pdf, prepared.labels)
        write_metadata(pdf, info)
        out = io.BytesIO()
        pdf.remove_unreferenced_resources()
        pdf.save(
            out,
            deterministic_id=True,
            encryption=False,
            force_version="1.7",
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            fix_metadata_version=False,
        )
    return out.getvalue(), tuple(telling)


def _moved(page: pikepdf.Page, job: Job, result: Made) -> Places:
    """Moves what can be moved on a page; the new place of every box in those lines."""
    frame = job.survey.frame
    links = links_beside(job.survey.links, job.boxes)
    plan = plan_lines(job.page, job.redactions, result.ink, [*links, *job.survey.notes])
    places: dict[Box, Box] = {}
    for line in move_lines(page, frame, plan):
        places |= line.moved()
    return places


def _bare_catalog(pdf: pikepdf.Pdf) -> None:
    pages = pdf.Root.Pages
    pdf.trailer["/Root"] = pdf.make_indirect(Dictionary(Type=Name.Catalog, Pages=pages))
    for key in list(pdf.trailer.keys()):
        if key not in ("/Root", "/Size", "/ID"):
            del pdf.trailer[key]


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


def _group(resources: pikepdf.Object, category: str) -> pikepdf.Object:
    if category not in resources:
        resources[category] = Dictionary()
    return resources[category]


def _overlay(
    page: pikepdf.Page, job: Job, result: Made, fonts: _Fonts, draft: bool, places: Places
) -> None:
    frame = job.survey.frame
    parts = []
    boxes = _label_boxes(job, places, whole=draft or result.raster is not None)
    if boxes:
        parts.append(draw_boxes(frame, boxes, draft=draft))
    if result.raster is not None or (job.page.source is PageSource.OCR and not draft):
        rastered = result.raster is not None
        words = result.words if rastered else tuple(kept_words(job.page, job.boxes))
        parts.append(draw_words(frame, [item for item in words if _on_page(item.box, frame)]))
    if draft:
        parts.append(draw_watermark(frame))
    content = "\n".join(parts)
    if not content:
        return
    fonts.add_to(page, content)
    page.contents_add(b"q", prepend=True)
    page.contents_add(b"Q\n" + content.encode("ascii"))
    page.contents_coalesce()


def _label_boxes(job: Job, places: Places, *, whole: bool) -> list[LabelBox]:
    """What to paint: where boxes lie over each other, one label with the codes of all."""
    found: list[LabelBox] = []
    for item in job.redactions:
        drawn = whole or item.end <= item.start
        for box in item.boxes:
            if not _on_page(box, job.survey.frame):
                continue
            shape = painted(job.page, box, drawn=drawn)
            if box in places:
                shape = Box(places[box].x0, shape.y0, places[box].x1, shape.y1)
            place = next((n for n, old in enumerate(found) if _mostly(old.box, shape)), None)
            code = item.code
            if place is not None:
                old = found[place]
                codes = dict.fromkeys([*old.code.split(), *code.split()])
                found[place] = LabelBox(old.box, " ".join(codes), old.axis)
                code = ""
            found.append(LabelBox(shape, code, axis_of(job.page, box)))
    return found


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


def _write_labels(pdf: pikepdf.Pdf, labels: Sequence[tuple[int, str, int]]) -> None:
    if labels in ([], [(0, "/D", 1)]):
        return
    rows = Array()
    for page, style, start in labels:
        entry = Dictionary(St=start)
        if style in ("/D", "/r", "/R", "/a", "/A"):
            entry["/S"] = Name(style)
        rows.append(page)
        rows.append(entry)
    pdf.Root["/PageLabels"] = Dictionary(Nums=rows)


def _on_page(box: Box, frame: Frame) -> bool:
    """True when a reader sees some of the box: text outside the crop box has none to see."""
    wide, high = frame.width * frame.unit, frame.height * frame.unit
    return box.x0 < wide and box.x1 > 0 and box.y0 < high and box.y1 > 0
