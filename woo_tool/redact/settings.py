"""How a redacted file looks and what may come along from an original (rules/redact.yaml)."""

from __future__ import annotations

from pydantic import Field

from woo_tool.rules import Rule, rules

Colour = tuple[float, float, float]


class LabelStyle(Rule):
    """The box and the code in it; sizes in points, ``height`` as a part of the box.

    ``step``: boxes in lines that can move are the smallest multiple of it that holds the code.
    """

    box_color: Colour
    text_color: Colour
    font: str
    max_size: float = Field(gt=0)
    readable_size: float = Field(gt=0)
    height: float = Field(gt=0, le=1)
    margin: float = Field(ge=0)
    step: float = Field(gt=0)


class DraftStyle(Rule):
    """The transparent boxes and the watermark of a draft."""

    watermark: str
    watermark_color: Colour
    watermark_opacity: float
    box_color: Colour
    box_opacity: float
    text_color: Colour


class RasterStyle(Rule):
    """How a page that is only safe as an image is drawn."""

    dpi: int = Field(ge=100, le=600)
    quality: int = Field(ge=50, le=100)


class KeepLists(Rule):
    """The keys that stay in each kind of PDF dictionary."""

    page: frozenset[str]
    resources: frozenset[str]
    form: frozenset[str]
    image: frozenset[str]
    pattern: frozenset[str]
    font: frozenset[str]
    descriptor: frozenset[str]
    below: frozenset[str]
    gstate: frozenset[str]


class RedactSettings(Rule):
    """The whole of rules/redact.yaml."""

    label: LabelStyle
    draft: DraftStyle
    raster: RasterStyle
    producer: str
    spoken: str
    tags: frozenset[str]
    font_words: frozenset[str]
    link_schemes: frozenset[str]
    name_particles: frozenset[str]
    flatten: frozenset[str]
    keep: KeepLists


def settings() -> RedactSettings:
    """The settings, read once. Raises RulesError when the file has a fault."""
    loaded: RedactSettings = rules("redact.yaml", RedactSettings)
    return loaded
