"""The figure: proven violations by type over the years, as vector, readable in black and white."""

from __future__ import annotations

from typing import Any

from reportlab.graphics.shapes import Drawing, Group, Line, PolyLine, Rect, String
from reportlab.lib import colors
from reportlab.pdfbase.pdfmetrics import stringWidth

from woo_tool.overview.data import Figure

_BAR, _GAP, _TOP = 7.0, 7.0, 22.0  # points
_LABEL = 190.0
_SIZE = 8.0
_INK = colors.HexColor("#1b2a41")
LOOKS = (("solid", "#1f4e79"), ("lines", "#c96f1a"), ("open", "#5b8c5a"))
"""Pattern and colour by year modulo three: a year looks the same in the overview of the next."""


def draw(figure: Figure, width: float, font: str) -> Drawing:
    """The drawing; ``width`` in points, ``font`` a registered one."""
    rows = len(figure.labels)
    step = len(figure.years) * _BAR + _GAP
    height = rows * step + _TOP
    drawing = Drawing(width, height)
    most = max((n for values in figure.values for n in values), default=0) or 1
    scale = (width - _LABEL - 30) / most
    _legend(drawing, figure, height, font)
    for place, (label, values) in enumerate(zip(figure.labels, figure.values, strict=True)):
        top = height - _TOP - place * step
        _label(drawing, label, top - step / 2, font)
        for at, (year, number) in enumerate(zip(figure.years, values, strict=True)):
            y = top - (at + 1) * _BAR
            if number:
                drawing.add(_bar(_LABEL, y, number * scale, _BAR - 1, year))
            drawing.add(
                String(
                    _LABEL + number * scale + 4, y + 0.5, str(number),
                    fontName=font, fontSize=6.5, fillColor=_INK,
                )
            )  # fmt: skip
    drawing.add(Line(_LABEL, height - _TOP + 2, _LABEL, 0, strokeColor=_INK, strokeWidth=0.7))
    return drawing


def _legend(drawing: Drawing, figure: Figure, height: float, font: str) -> None:
    x = _LABEL
    for year in figure.years:
        drawing.add(_bar(x, height - 11, 22, 8, year))
        drawing.add(
            String(x + 27, height - 10, str(year), fontName=font, fontSize=_SIZE, fillColor=_INK)
        )
        x += 70


def _label(drawing: Drawing, label: str, middle: float, font: str) -> None:
    """The name of a type, over two lines where it must."""
    words, lines = label.split(), [""]
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and stringWidth(longer, font, _SIZE) > _LABEL - 12:
            lines.append(word)
        else:
            lines[-1] = longer
    y = middle + (len(lines) - 1) * 4.5 - 1
    for line in lines:
        drawing.add(
            String(
                _LABEL - 6, y, line,
                fontName=font, fontSize=_SIZE, textAnchor="end", fillColor=_INK,
            )
        )  # fmt: skip
        y -= 9


def _bar(x: float, y: float, width: float, height: float, year: int) -> Any:
    """A bar with the pattern of its year: filled, hatched, or open with a line."""
    pattern, colour = LOOKS[year % len(LOOKS)]
    ink = colors.HexColor(colour)
    group = Group()
    fill = ink if pattern == "solid" else colors.white
    group.add(
        Rect(x, y, width, height, fillColor=fill, strokeColor=_INK if fill is ink else ink,
             strokeWidth=0.8)
    )  # fmt: skip
    if pattern == "lines":
        at = -height
        while at < width:
            left, right = max(at, 0.0), min(at + height, width)
            points = [x + left, y + left - at, x + right, y + right - at]
            group.add(PolyLine(points, strokeColor=ink, strokeWidth=1.1))
            at += 3.5
    return group
