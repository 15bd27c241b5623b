"""Files that are pages already: PDF and pictures."""

from __future__ import annotations

import io
import warnings
from dataclasses import replace
from typing import Any

import pymupdf
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from woo_tool.intake.describe import date_of, kind_of
from woo_tool.intake.parts import Part, limits, refused
from woo_tool.kinds import Status

_A4_LONG = 842.0
_MAX_SIDE = 14400.0  # points: the largest page that PDF readers accept (ISO 32000-1, annex C)
# Segments of a JPEG that say nothing about its pixels: APP1-APP13, APP15 and comments.
_CAMERA = frozenset(bytes([marker]) for marker in (*range(0xE1, 0xEE), 0xEF, 0xFE))
_SMALL_DPI, _LARGE_DPI = 50, 2400

# What MuPDF raises on a damaged file; its own errors are no RuntimeError.
PDF_FAULTS = (RuntimeError, ValueError, IndexError, TypeError, pymupdf.mupdf.FzErrorBase)

pymupdf.TOOLS.mupdf_display_errors(False)
pymupdf.TOOLS.mupdf_display_warnings(False)


def read_pdf(part: Part) -> Part:
    """A PDF as it is: its own rendition. Encrypted, broken and empty ones get the reason."""
    try:
        with pymupdf.open(stream=part.data, filetype="pdf") as file:
            if file.needs_pass:
                reason = "dit PDF-bestand is met een wachtwoord beveiligd"
                return refused(part, Status.ENCRYPTED, reason)
            return _described(part, file)
    except pymupdf.EmptyFileError:
        return refused(part, Status.EMPTY, "dit bestand is leeg")
    except PDF_FAULTS as fault:
        reason = f"dit PDF-bestand is beschadigd en kan niet worden gelezen ({_short(fault)})"
        return refused(part, Status.UNREADABLE, reason)


def _described(part: Part, file: Any) -> Part:
    if file.page_count == 0:
        if file.is_repaired:
            reason = "dit PDF-bestand is beschadigd: er is geen pagina te lezen"
            return refused(part, Status.UNREADABLE, reason)
        return refused(part, Status.EMPTY, "dit PDF-bestand heeft geen pagina's")
    if file.page_count > limits().pages:
        reason = f"dit PDF-bestand heeft meer dan {limits().pages} pagina's; splits het"
        return refused(part, Status.UNREADABLE, reason)
    announced = file.page_count
    first = file[0].get_text("text")
    reason = ""
    if file.is_repaired or file.page_count != announced:
        reason = "dit PDF-bestand was beschadigd; controleer of alle pagina's er zijn"
    return replace(
        part,
        pdf=part.data,
        status=Status.OCR if _is_scan(file) else Status.OK,
        reason=reason,
        date=part.date or date_of(part.name, first),
        kind=kind_of(part.name, first, default=part.kind),
    )


def _is_scan(file: Any) -> bool:
    """True when a page has a picture and no text of its own: it will have to be recognised.

    Opens every page by its number, so that one that is missing shows (iterating would just end).
    """
    scanned = False
    for number in range(file.page_count):
        page = file[number]
        scanned = scanned or (bool(page.get_images()) and not page.get_text("text").strip())
    return scanned


def attached_files(pdf: bytes) -> tuple[tuple[str, bytes], ...]:
    """The files embedded in a PDF (name, content): a portfolio or its attachments."""
    with pymupdf.open(stream=pdf, filetype="pdf") as file:
        result = []
        for place in range(file.embfile_count()):
            info = file.embfile_info(place)
            name = info.get("ufilename") or info.get("filename") or info.get("name") or ""
            result.append((str(name), bytes(file.embfile_get(place))))
        return tuple(result)


def read_image(part: Part) -> Part:
    """A picture as PDF, one page for each frame of a TIFF, at the size its dpi gives. The pages
    have no text yet (status ocr)."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the size is checked here, before anything is decoded
            return _rendered(part)
    except Image.DecompressionBombError:
        return refused(part, Status.UNREADABLE, _too_large())
    except (UnidentifiedImageError, OSError, SyntaxError, *PDF_FAULTS) as fault:
        reason = f"deze afbeelding is beschadigd en kan niet worden gelezen ({_short(fault)})"
        return refused(part, Status.UNREADABLE, reason)


def _rendered(part: Part) -> Part:
    with Image.open(io.BytesIO(part.data)) as image, pymupdf.open() as file:
        frames = getattr(image, "n_frames", 1)
        several = part.media == "image/tiff"
        if several and frames > limits().pages:
            reason = f"deze afbeelding heeft meer dan {limits().pages} pagina's; splits haar"
            return refused(part, Status.UNREADABLE, reason)
        for frame in ImageSequence.Iterator(image):
            if frame.width * frame.height > limits().image_pixels:
                return refused(part, Status.UNREADABLE, _too_large())
            _add_page(file, frame, part.data)
            if not several:
                break
        reason = "" if several or frames == 1 else "alleen het eerste beeld van deze animatie"
        pdf = file.tobytes(garbage=3, deflate=True, no_new_id=True)
        return replace(
            part,
            pdf=pdf,
            status=Status.OCR,
            reason=reason,
            date=part.date or date_of(part.name, ""),
        )


def _too_large() -> str:
    return (
        f"deze afbeelding heeft meer dan {limits().image_pixels // 1_000_000} miljoen beeldpunten"
    )


def _add_page(file: Any, frame: Image.Image, data: bytes) -> None:
    """One frame as a page. A plain JPEG goes in as it is; everything else without transparency,
    because what stands in a soft mask can't be redacted."""
    frame.load()  # a picture that is cut off must not pass for a whole one
    width, height = _page_size(frame)
    turned = frame.getexif().get(0x0112, 1) != 1
    plain = frame.format == "JPEG" and frame.mode in ("RGB", "L")
    if plain and not turned:
        stream = _bare_jpeg(data)
    else:
        buffer = io.BytesIO()
        upright = _flat(ImageOps.exif_transpose(frame))
        if turned and (upright.width > upright.height) != (width > height):
            width, height = height, width
        upright.save(buffer, "PNG")
        stream = buffer.getvalue()
    page = file.new_page(width=width, height=height)
    page.insert_image(page.rect, stream=stream)


def _bare_jpeg(data: bytes) -> bytes:
    """A JPEG without what a camera adds (place, time, owner, thumbnail): its application and
    comment segments, but those that tell how to show the colours (JFIF, Adobe)."""
    kept = [data[:2]]
    place = 2
    while data[place : place + 1] == b"\xff" and (marker := data[place + 1 : place + 2]) != b"\xda":
        if marker == b"\xff":  # a fill byte
            place += 1
            continue
        end = place + 2 + int.from_bytes(data[place + 2 : place + 4])
        if marker not in _CAMERA:
            kept.append(data[place:end])
        place = end
    scan = data.rfind(b"\xff\xd9") + 2
    return b"".join([*kept, data[place : scan if scan > place else None]])


def _flat(frame: Image.Image) -> Image.Image:
    """The frame on white paper, in grey or RGB."""
    if frame.mode in ("1", "L", "RGB"):
        return frame
    if frame.mode.startswith("I;16") or frame.mode in ("I", "F"):
        wide = frame.convert("F")
        return wide.point(lambda value: value / 257).convert("L")
    if "A" in frame.getbands() or "transparency" in frame.info:
        layered = frame.convert("RGBA")
        paper = Image.new("RGBA", layered.size, "white")
        return Image.alpha_composite(paper, layered).convert("RGB")
    return frame.convert("RGB")


def _page_size(frame: Image.Image) -> tuple[float, float]:
    """Points, by the dpi of the picture; without a believable dpi it fills an A4."""
    try:
        across, down = (float(value) for value in frame.info["dpi"])
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        across = down = 0.0
    if _SMALL_DPI <= across <= _LARGE_DPI and _SMALL_DPI <= down <= _LARGE_DPI:
        width, height = frame.width * 72 / across, frame.height * 72 / down
        if max(width, height) <= _MAX_SIDE:
            return max(width, 3.0), max(height, 3.0)
    zoom = _A4_LONG / max(frame.width, frame.height)
    return max(frame.width * zoom, 3.0), max(frame.height * zoom, 3.0)


def _short(fault: BaseException) -> str:
    return " ".join(str(fault).split())[:120] or type(fault).__name__
