"""Between the page's own space (points, unrotated) and the page as a reader sees it (rotated)."""

from __future__ import annotations

from woo_tool.model import Box, Page


def view_size(page: Page) -> tuple[float, float]:
    """Width and height in points of the page as it is shown."""
    if page.rotation % 180:
        return page.height, page.width
    return page.width, page.height


def to_view(box: Box, page: Page) -> Box:
    """A box of the page, in points of the page as it is shown."""
    return _turned(box, page.width, page.height, page.rotation)


def from_view(box: Box, page: Page) -> Box:
    """A box of the page as it is shown, in points of the page's own space."""
    width, height = view_size(page)
    return _turned(box, width, height, -page.rotation)


def clipped(box: Box, page: Page) -> Box:
    """The part of ``box`` that lies on the page, corners in order, to a hundredth of a point."""
    left, right = sorted((box.x0, box.x1))
    top, bottom = sorted((box.y0, box.y1))
    return Box(
        round(min(max(left, 0.0), page.width), 2),
        round(min(max(top, 0.0), page.height), 2),
        round(min(max(right, 0.0), page.width), 2),
        round(min(max(bottom, 0.0), page.height), 2),
    )


def _turned(box: Box, width: float, height: float, angle: int) -> Box:
    """``box`` after turning a page of this size clockwise by ``angle`` (a multiple of 90)."""
    x0, y0, x1, y1 = box
    match angle % 360:
        case 90:
            return Box(height - y1, x0, height - y0, x1)
        case 180:
            return Box(width - x1, height - y1, width - x0, height - y0)
        case 270:
            return Box(y0, width - x1, y1, width - x0)
        case _:
            return box
