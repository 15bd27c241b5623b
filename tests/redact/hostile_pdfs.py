"""PDFs that hide a name in one place each, written by hand: no PDF library has a part in them.

The builders stand in tests/redact/hostile, by where they hide it; importing this has them all.
"""

from __future__ import annotations

from tests.redact.hostile import (
    image_data,
    keys,
    measures,
    objects,
    pictures,
    setting,
    streams,
    texts,
)
from tests.redact.hostile.pictures import PIXELS, picture, scan_words
from tests.redact.hostile.writer import (
    CASES,
    HEIGHT,
    MEASURED,
    RASTERISED,
    SCANS,
    WIDTH,
    Builder,
    Cast,
    Raw,
    Sheet,
    body,
    make_cast,
    show,
)

__all__ = [
    "CASES",
    "HEIGHT",
    "MEASURED",
    "PIXELS",
    "RASTERISED",
    "SCANS",
    "WIDTH",
    "Builder",
    "Cast",
    "Raw",
    "Sheet",
    "body",
    "image_data",
    "keys",
    "make_cast",
    "measures",
    "objects",
    "picture",
    "pictures",
    "scan_words",
    "setting",
    "show",
    "streams",
    "texts",
]
