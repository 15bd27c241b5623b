"""Text recognition of a page by tesseract, as a program of its own: Dutch and English."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from typing import Any

import pymupdf

from woo_tool.extract.layout import Run, Token, frame
from woo_tool.model import Box

_DPI = 300
_MAX_PIXELS = 36_000_000  # A3 at 300 dpi is 17 million; a larger page is rendered coarser
_TIMEOUT = 180  # seconds of tesseract for one page
_DOUBTFUL = 0.6  # mean confidence below which other orientations are tried
_FEW = 2  # letters: a word of no more can be higher than it is wide
_INK = 40  # grey levels between paper and ink, below which a page counts as blank


@dataclass(frozen=True, slots=True)
class Reading:
    """What was recognised on one page: runs in unrotated page points, mean confidence 0-1."""

    runs: tuple[Run, ...]
    confidence: float

    @property
    def weight(self) -> float:
        """How much was read and how surely; compares orientations. Nothing where most words stand
        on end: tesseract reads such lines, but where which letter stands is then a guess."""
        words = [token for run in self.runs for token in run.tokens]
        on_end = sum(len(token.text) for token in words if _on_end(token))
        letters = sum(len(token.text) for token in words)
        return 0.0 if 2 * on_end > letters else self.confidence * letters


def _on_end(token: Token) -> bool:
    u0, v0, u1, v1 = frame(token.box, token.axis)
    return len(token.text) > _FEW and v1 - v0 > u1 - u0


@cache
def ocr_problem() -> str:
    """Why pages can't be recognised here, in Dutch; empty when they can."""
    program = shutil.which("tesseract")
    if program is None:
        return "tekstherkenning (tesseract) is niet geïnstalleerd; installeer tesseract-ocr-nld"
    if "nld" not in _languages(program):
        return "tesseract kent geen Nederlands; installeer tesseract-ocr-nld"
    return ""


def _languages(program: str) -> frozenset[str]:
    try:
        listed = subprocess.run(
            [program, "--list-langs"], capture_output=True, timeout=30, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return frozenset()
    return frozenset((listed.stdout + listed.stderr).decode("utf-8", "replace").split())


def is_blank(page: Any) -> bool:
    """True when the page, as it is shown, holds no ink at all."""
    pixels = page.get_pixmap(dpi=50, colorspace=pymupdf.csGRAY, alpha=False)
    samples = pixels.samples
    return not samples or max(samples) - min(samples) < _INK


def read_page(page: Any) -> Reading | None:
    """Recognise a page as it is shown; None when tesseract is missing or failed on it.

    A page that reads badly is tried in the three other orientations as well. Leaves the page's
    rotation as it was.
    """
    if ocr_problem():
        return None
    rotation = page.rotation
    try:
        best = _read(page)
        if best is None or (best.confidence >= _DOUBTFUL and best.weight > 0):
            return best
        for turn in (180, 90, 270):
            page.set_rotation((rotation + turn) % 360)
            other = _read(page)
            if other is not None and other.weight > 1.2 * best.weight:
                best = other
        return best
    finally:
        page.set_rotation(rotation)


def _read(page: Any) -> Reading | None:
    area = max(page.rect.width * page.rect.height, 1.0)
    zoom = min(_DPI / 72, (_MAX_PIXELS / area) ** 0.5)
    pixels = page.get_pixmap(matrix=pymupdf.Matrix(zoom, zoom), colorspace=pymupdf.csGRAY)
    table = _tesseract(pixels.tobytes("pgm"), max(round(zoom * 72), 70))
    if table is None:
        return None
    back = pymupdf.Matrix(1 / zoom, 1 / zoom) * page.derotation_matrix
    return _reading(table, back)


def _tesseract(image: bytes, dpi: int) -> str | None:
    program = shutil.which("tesseract") or "tesseract"
    languages = "nld+eng" if "eng" in _languages_cached(program) else "nld"
    command = [program, "stdin", "stdout", "-l", languages, "--psm", "3", "--dpi", str(dpi), "tsv"]
    # One thread: the same words each time, and no fight over the cores between workers.
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1", "LC_ALL": "C"}
    try:
        done = subprocess.run(
            command,
            input=image,
            capture_output=True,
            timeout=_TIMEOUT,
            env=environment,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None


_languages_cached = cache(_languages)


def _reading(table: str, back: Any) -> Reading:
    """The words of tesseract's TSV (level 5: word) by line, mapped to unrotated points."""
    lines: dict[tuple[str, ...], list[Token]] = {}
    total = weight = 0.0
    axis = _turned(back)
    for row in table.splitlines()[1:]:
        cells = row.split("\t", 11)
        if len(cells) < 12 or cells[0] != "5":
            continue
        text, certainty = _letters(cells[11]), float(cells[10]) / 100
        left, top, width, height = (float(cell) for cell in cells[6:10])
        if not text or _is_noise(text, certainty, width, height):
            continue
        rect = (pymupdf.Rect(left, top, left + width, top + height) * back).normalize()
        box = Box(rect.x0, rect.y0, rect.x1, rect.y1)
        lines.setdefault(tuple(cells[1:5]), []).append(
            Token(text, box, _spread(text, box, axis), axis)
        )
        total += max(certainty, 0.0) * len(text)
        weight += len(text)
    runs = tuple(run for tokens in lines.values() for run in _runs(tokens))
    return Reading(runs, round(total / weight, 4) if weight else 0.0)


def _letters(cell: str) -> str:
    """A recognised word without the rules and table lines that were taken for a part of it."""
    text = "".join(cell.split())
    bare = text.strip("_|")
    return bare if any(char.isalnum() for char in bare) else text


def _is_noise(text: str, certainty: float, width: float, height: float) -> bool:
    """Specks and rules; anything with a letter or digit stays, however unsure it is."""
    if width < 2 or height < 2:
        return True
    return not any(char.isalnum() for char in text) and certainty < 0.5


def _turned(back: Any) -> int:
    """The axis, in unrotated space, of text that runs right in the picture."""
    for axis, on_axis in enumerate((back.a > 0, back.b > 0, back.a < 0, back.b < 0)):
        if on_axis and (abs(back.a) > abs(back.b)) == (axis % 2 == 0):
            return axis
    return 0


def _spread(text: str, box: Box, axis: int) -> tuple[float, ...]:
    """Edges of the letters inside the word's box, in proportion to their usual widths."""
    widths = [max(width, 0.2) for width in _helvetica().char_lengths(text, fontsize=1)]
    u0, _, u1, _ = frame(box, axis)
    sign = -1.0 if axis in (2, 3) else 1.0
    edges = [u0]
    for width in widths:
        edges.append(edges[-1] + width * (u1 - u0) / sum(widths))
    edges[-1] = u1
    return tuple(sign * edge for edge in edges)


@cache
def _helvetica() -> Any:
    return pymupdf.Font("helv")


def _runs(tokens: list[Token]) -> list[Run]:
    """A recognised line as runs, cut where the gap is as wide as three letters."""
    frames = [frame(token.box, token.axis) for token in tokens]
    heights = sorted(v1 - v0 for _, v0, _, v1 in frames)
    bottoms = sorted(v1 for _, _, _, v1 in frames)
    size, base = heights[len(heights) // 2], bottoms[len(bottoms) // 2]
    groups: list[list[int]] = [[0]]
    for place in range(1, len(tokens)):
        if frames[place][0] - frames[place - 1][2] > 2 * size:
            groups.append([])
        groups[-1].append(place)
    return [
        Run(
            tuple(tokens[place] for place in group),
            min(frames[place][0] for place in group),
            max(frames[place][2] for place in group),
            base,
            max(size, 1.0),
        )
        for group in groups
    ]
