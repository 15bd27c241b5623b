"""Small pictures and drawn curves on a page: where a signature may stand."""

from __future__ import annotations

import re
from typing import Any

from woo_tool.extract.layout import Run
from woo_tool.model import Box

_CLOSING = re.compile(r"hoogachtend|groet|deze|getekend|tekening|paraaf|akkoord", re.IGNORECASE)
_LARGEST = 0.25  # of the page
_CURVES = 4  # fewer curves aren't handwriting
_MOST_DRAWINGS = 5_000


def small_pictures(page: Any, pictures: list[Box], runs: list[Run]) -> tuple[Box, ...]:
    """Pictures of less than a quarter of the page and, on a page with a closing formula, drawn
    curves. ``page`` is set to no rotation; boxes in points."""
    area = page.rect.width * page.rect.height
    found = [box for box in pictures if _size(box) < _LARGEST * area]
    if any(_CLOSING.search(token.text) for run in runs for token in run.tokens):
        found += _drawn(page, area)
    return tuple(sorted(found))


def _size(box: Box) -> float:
    return (box.x1 - box.x0) * (box.y1 - box.y0)


def _drawn(page: Any, area: float) -> list[Box]:
    found = []
    for drawing in page.get_cdrawings()[:_MOST_DRAWINGS]:
        curves = sum(item[0] == "c" for item in drawing.get("items", ()))
        box = Box(*drawing["rect"])
        if curves >= _CURVES and _size(box) < _LARGEST * area:
            found.append(box)
    return found
