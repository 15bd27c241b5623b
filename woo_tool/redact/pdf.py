"""The redactor: an original and approved redactions in, one clean published PDF out."""

from __future__ import annotations

import contextlib
import io
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pymupdf
from pikepdf import Array, Dictionary, Name

from woo_tool.errors import EnvironmentFaultError, InputError, SafetyError
from woo_tool.model import Box, Page, PageSource, Redaction, Word
from woo_tool.redact.cores import axis_of, kept_words, painted
from woo_tool.redact.links import Removed, kept_links, write_links, write_outline
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
from woo_tool.redact.prepare import Prepared, Survey, prepare
from woo_tool.redact.rebuild import Cleaner
from woo_tool.redact.remove import (
    Raster,
    Target,
    open_copy,
    page_risks,
    rasterise,
    remove,
    remove_outside,
    seen_words,
)
from woo_tool.redact.settings import settings

# What PyMuPDF and pikepdf raise on a file that is built wrong; every one is a refusal.
_BROKEN = (
    pikepdf.PdfError,
    pymupdf.mupdf.FzErrorBase,
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    RuntimeError,
    TypeError,
    ValueError,
)
COPIED, REDACTED, RASTERISED = "copied", "redacted", "rasterised"


@dataclass(frozen=True, slots=True)
class RedactResult:
    """How each page was made: copied, redacted or rasterised; and why pages became images.

    ``reasons`` are (page from 1, reasons in Dutch).
    """

    pages: tuple[str, ...]
    reasons: tuple[tuple[int, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class _Job:
    """Everything about one page: what it is, what goes, what survey said."""

    page: Page
    survey: Survey
    redactions: tuple[Redaction, ...]

    @property
    def targets(self) -> list[Target]:
        return [
            Target(box, drawn=item.end <= item.start)
            for item in self.redactions
            for box in item.boxes
        ]

    @property
    def boxes(self) -> list[Box]:
        return [target.box for target in self.targets]


@dataclass(frozen=True, slots=True)
class _Made:
    """The outcome for one page: the method; of a rasterised page the pixels, why, and its words."""

    method: str
    raster: Raster | None = None
    reasons: tuple[str, ...] = ()
    words: tuple[Word, ...] = ()


def redact_pdf(
    source: Path,
    target: Path,
    pages: Sequence[Page],
    redactions: Sequence[Redaction],
    info: OutputInfo,
    *,
    draft: bool = False,
) -> RedactResult:
    """Writes ``target``: the original at ``source`` without anything under the boxes.

    Each box is opaque and carries its code; nothing but what a published document needs comes
    along. ``draft``: nothing is removed from the pages; boxes are transparent and every page
    says CONCEPT. ``source`` is only read, ``target`` appears whole or not at all, and the same
    input gives the same bytes.

    Raises SafetyError when a page can't be redacted safely, InputError when ``source`` can't be
    read, EnvironmentFaultError when ``target`` can't be written.
    """
    try:
        data = source.read_bytes()
    except OSError as fault:
        raise InputError("dit bestand kan niet worden gelezen.", where=source.name) from fault
    try:
        result, out = _redact(data, pages, redactions, info, draft)
    except SafetyError as fault:
        raise SafetyError(fault.what, where=fault.where or source.name, advice=fault.advice) from (
            fault.__cause__ or fault
        )
    except _BROKEN as fault:
        raise SafetyError(
            "dit bestand is beschadigd en kan niet veilig worden gelakt.",
            where=source.name,
            advice="Maak er opnieuw een PDF van (afdrukken naar PDF, of scannen).",
        ) from fault
    _write(target, out)
    return result


def _redact(
    data: bytes,
    pages: Sequence[Page],
    redactions: Sequence[Redaction],
    info: OutputInfo,
    draft: bool,
) -> tuple[RedactResult, bytes]:
    prepared = prepare(data)
    jobs = _jobs(prepared, pages, redactions)
    document = open_copy(prepared.data)
    try:
        made = [_make(document[place], job, draft) for place, job in enumerate(jobs)]
        stripped = document.tobytes(garbage=1, no_new_id=True)
    finally:
        document.close()
    out = _rebuild(stripped, prepared, jobs, made, info, draft)
    reasons = tuple((job.page.number, item.reasons) for job, item in zip(jobs, made, strict=True))
    return RedactResult(
        tuple(item.method for item in made), tuple(item for item in reasons if item[1])
    ), out


def _jobs(prepared: Prepared, pages: Sequence[Page], redactions: Sequence[Redaction]) -> list[_Job]:
    """One job a page, after checking that pages, boxes and file belong together."""
    by_number = {page.number: page for page in pages}
    if sorted(by_number) != list(range(1, len(prepared.pages) + 1)):
        raise SafetyError(
            f"het bestand heeft {len(prepared.pages)} pagina's, maar er zijn er {len(pages)} "
            "beoordeeld."
        )
    astray = [item for item in redactions if item.page not in by_number]
    if astray:
        raise SafetyError(f"een te lakken plaats ligt op pagina {astray[0].page}, die er niet is.")
    jobs = []
    for place, survey in enumerate(prepared.pages):
        page = by_number[place + 1]
        own = tuple(item for item in redactions if item.page == page.number)
        _check_page(page, survey, own)
        jobs.append(_Job(page, survey, own))
    return jobs


def _check_page(page: Page, survey: Survey, redactions: Sequence[Redaction]) -> None:
    frame = survey.frame
    real = sorted((frame.width * frame.unit, frame.height * frame.unit))
    read = sorted((page.width, page.height))
    if any(abs(one - other) > 1.5 for one, other in zip(real, read, strict=True)):
        raise SafetyError(
            "de maat is anders dan bij het inlezen; de vakken zouden verkeerd vallen.",
            where=f"pagina {page.number}",
        )
    for item in redactions:
        if not item.boxes or not all(map(_solid, item.boxes)):
            raise SafetyError(
                "een te lakken plaats heeft geen vak op de pagina.", where=f"pagina {page.number}"
            )
        if not item.grounds:
            raise SafetyError("een te lakken plaats heeft geen grond.", where=f"p. {page.number}")


def _solid(box: Box) -> bool:
    return box.x1 - box.x0 > 0.1 and box.y1 - box.y0 > 0.1


def _on_page(box: Box, frame: Frame) -> bool:
    """True when a reader sees some of the box: text outside the crop box has none to see."""
    wide, high = frame.width * frame.unit, frame.height * frame.unit
    return box.x0 < wide and box.x1 > 0 and box.y0 < high and box.y1 > 0


def _make(leaf: pymupdf.Page, job: _Job, draft: bool) -> _Made:
    """Removes what goes from one page of the working copy, or makes an image of the page."""
    frame, boxes = job.survey.frame, job.boxes
    if draft:
        leaf.wrap_contents()
        return _Made(COPIED)
    reasons = list(job.survey.always)
    if boxes:
        reasons += [*job.survey.risks, *page_risks(leaf, boxes, frame)]
    if reasons:
        words = kept_words(job.page, boxes)
        if job.page.source is PageSource.TEXT:
            words = seen_words(leaf, words, frame)
        return _Made(RASTERISED, rasterise(leaf, boxes, frame), tuple(reasons), tuple(words))
    outside = remove_outside(leaf)
    if boxes:
        remove(leaf, job.page, job.targets, frame)
    elif job.page.source is PageSource.OCR:
        leaf.wrap_contents()
    return _Made(REDACTED if boxes or outside else COPIED)


def _rebuild(
    stripped: bytes,
    prepared: Prepared,
    jobs: Sequence[_Job],
    made: Sequence[_Made],
    info: OutputInfo,
    draft: bool,
) -> bytes:
    """The working copy as one clean revision with the overlays drawn."""
    removed = Removed([item for job in jobs for item in job.redactions])
    with pikepdf.open(io.BytesIO(stripped)) as pdf:
        _bare_catalog(pdf)
        cleaner, fonts = Cleaner(), _Fonts(pdf)
        for page, job, result in zip(pdf.pages, jobs, made, strict=True):
            if result.raster is not None:
                _raster_page(pdf, page, job.survey, result.raster)
            cleaner.clean_page(page)
            _overlay(page, job, result, fonts, draft)
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
    return out.getvalue()


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


def _overlay(page: pikepdf.Page, job: _Job, result: _Made, fonts: _Fonts, draft: bool) -> None:
    frame = job.survey.frame
    parts = []
    boxes = _label_boxes(job, whole=draft or result.raster is not None)
    if boxes:
        parts.append(draw_boxes(frame, boxes, draft=draft))
    if result.raster is not None or (job.page.source is PageSource.OCR and not draft):
        scan = result.raster is None
        words = tuple(kept_words(job.page, job.boxes)) if scan else result.words
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


def _label_boxes(job: _Job, *, whole: bool) -> list[LabelBox]:
    """What to paint: where boxes lie over each other, one label with the codes of all."""
    found: list[LabelBox] = []
    for item in job.redactions:
        drawn = whole or item.end <= item.start
        for box in item.boxes:
            if not _on_page(box, job.survey.frame):
                continue
            shape = painted(job.page, box, drawn=drawn)
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


def _write(target: Path, data: bytes) -> None:
    """Writes beside the target and moves it in place, so that no half file is ever there."""
    temporary = None
    try:
        with tempfile.NamedTemporaryFile(
            dir=target.parent, prefix=".lakken-", suffix=".tmp", delete=False
        ) as handle:
            temporary = Path(handle.name)
            handle.write(data)
            handle.flush()
            os.fsync(handle.fileno())
        temporary.chmod(0o644)
        temporary.replace(target)
    except OSError as fault:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink()
        raise EnvironmentFaultError(
            f"het gelakte bestand kan niet worden geschreven ({fault.strerror}).",
            where=target.name,
            advice="Is de schijf vol, of mag u hier niet schrijven?",
        ) from fault
