"""The redactor: an original and approved redactions in, one clean published PDF out."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pikepdf
import pymupdf

from woo_tool.errors import EnvironmentFaultError, InputError, SafetyError
from woo_tool.kinds import PageSource
from woo_tool.model import Page, Redaction
from woo_tool.redact.cores import kept_words
from woo_tool.redact.jobs import COPIED, RASTERISED, REDACTED, Job, Made, make_jobs
from woo_tool.redact.metadata import OutputInfo
from woo_tool.redact.output import Published, is_damaged, rebuild
from woo_tool.redact.prepare import Prepared, as_drawn, prepare
from woo_tool.redact.remove import (
    SpoiltError,
    open_copy,
    page_risks,
    rasterise,
    remove,
    remove_outside,
    seen_words,
)

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


@dataclass(frozen=True, slots=True)
class RedactResult:
    """How each page was made: copied, redacted or rasterised; and why pages became images.

    ``reasons`` are (page from 1, reasons in Dutch); ``telling`` are (page, mark) of boxes that are
    as wide as what they cover, because the line they stand in could not be moved; ``whole_fonts``
    counts the fonts that may still hold letters of what went, because they couldn't be read.
    """

    pages: tuple[str, ...]
    reasons: tuple[tuple[int, tuple[str, ...]], ...] = ()
    telling: tuple[tuple[int, str], ...] = ()
    whole_fonts: int = 0


def redact_pdf(
    source: Path,
    target: Path,
    pages: Sequence[Page],
    redactions: Sequence[Redaction],
    info: OutputInfo,
    *,
    draft: bool = False,
    as_images: Collection[int] = (),
) -> RedactResult:
    """Writes ``target``: the original at ``source`` without anything under the boxes.

    Each box is opaque and carries its code; nothing but what a published document needs comes
    along. ``draft``: nothing is removed from the pages; boxes are transparent and every page
    says CONCEPT. ``as_images``: the numbers of pages to make an image of in any case.
    ``source`` is only read, ``target`` appears whole or not at all, and the same input gives the
    same bytes.

    Raises SafetyError when a page can't be redacted safely, InputError when ``source`` can't be
    read, EnvironmentFaultError when ``target`` can't be written.
    """
    try:
        data = source.read_bytes()
    except OSError as fault:
        raise InputError("dit bestand kan niet worden gelezen.", where=source.name) from fault
    try:
        result, out = _redact(data, pages, redactions, info, draft, as_images)
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
    as_images: Collection[int],
) -> tuple[RedactResult, bytes]:
    prepared = prepare(data)
    jobs = make_jobs(prepared, pages, redactions)
    images = dict.fromkeys(as_images, "als tekst kwam de pagina niet door de controle")
    try:
        made, out = _built(data, prepared, jobs, info, draft, {} if draft else images)
        damaged = is_damaged(out.data)
    except _BROKEN:
        damaged = True
    if damaged:  # what can be shown can be published, as an image
        images = dict.fromkeys((page.number for page in pages), "beschadigde inhoud")
        made, out = _built(data, prepared, jobs, info, draft, images)
    reasons = tuple((job.page.number, item.reasons) for job, item in zip(jobs, made, strict=True))
    return RedactResult(
        tuple(item.method for item in made),
        tuple(item for item in reasons if item[1]),
        () if draft else out.telling,
        out.whole_fonts,
    ), out.data


class _Copies:
    """Working copies of one original, each made when it is first needed: for one build, as letters
    are taken from a page that becomes an image."""

    def __init__(self, original: bytes, prepared: bytes) -> None:
        self._original, self._prepared = original, prepared
        self._untouched: pymupdf.Document | None = None
        self._drawn: pymupdf.Document | None = None

    def untouched(self, number: int) -> pymupdf.Page:
        """The page (from 0) of the working copy before anything was removed from it."""
        if self._untouched is None:
            self._untouched = open_copy(self._prepared)
        return self._untouched[number]

    def drawn(self, number: int) -> pymupdf.Page:
        """The page (from 0) as it looks: its content isn't rewritten for removal."""
        if self._drawn is None:
            self._drawn = open_copy(as_drawn(self._original))
        return self._drawn[number]

    def close(self) -> None:
        """Lets go of the copies."""
        for document in (self._untouched, self._drawn):
            if document is not None:
                document.close()


def _built(
    data: bytes,
    prepared: Prepared,
    jobs: Sequence[Job],
    info: OutputInfo,
    draft: bool,
    images: Mapping[int, str],
) -> tuple[list[Made], Published]:
    """The pages as they were made, and the file built of them. ``images``: the numbers of pages
    that become an image in any case, and why."""
    document = open_copy(prepared.data)
    try:
        with contextlib.closing(_Copies(data, prepared.data)) as copies:
            made = [
                _as_image(copies.drawn(place), job, [images[job.page.number]], draft=draft)
                if job.page.number in images
                else _make(document[place], job, draft, copies)
                for place, job in enumerate(jobs)
            ]
        stripped = document.tobytes(garbage=1, no_new_id=True)
    finally:
        document.close()
    return made, rebuild(stripped, prepared, jobs, made, info, draft)


def _make(leaf: pymupdf.Page, job: Job, draft: bool, copies: _Copies) -> Made:
    """Removes what goes from one page of the working copy, or makes an image of the page."""
    frame, boxes = job.survey.frame, job.boxes
    if draft:
        leaf.wrap_contents()
        return Made(COPIED)
    log = leaf.get_bboxlog()
    reasons = list(job.survey.always)
    if boxes:
        reasons += [*job.survey.risks, *page_risks(leaf, job.layout, boxes, frame, log)]
    if reasons:
        return _as_image(copies.drawn(leaf.number), job, reasons)
    whole = partial(copies.untouched, leaf.number)
    try:
        outside, ink = remove_outside(leaf, frame, log)
        reasons = remove(leaf, job.layout, job.targets, frame, ink, whole) if boxes else []
    except SpoiltError:
        reasons = ["beeld dat niet in delen te lakken is"]
    if reasons:
        return _as_image(copies.drawn(leaf.number), job, reasons)
    if not boxes and job.page.source is PageSource.OCR:
        leaf.wrap_contents()
    return Made(REDACTED if boxes or outside else COPIED, ink=ink)


def _as_image(leaf: pymupdf.Page, job: Job, reasons: Sequence[str], *, draft: bool = False) -> Made:
    """A page of pixels with the words that stay; of a draft everything is still there."""
    frame, targets = job.survey.frame, [] if draft else job.targets
    words = kept_words(job.layout, [target.box for target in targets])
    layout = job.layout if job.page.source is PageSource.TEXT else None
    if layout is not None:
        words = seen_words(leaf, words, frame)
    return Made(RASTERISED, rasterise(leaf, layout, targets, frame), tuple(reasons), tuple(words))


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
