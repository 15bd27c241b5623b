"""Questions asked of all characters at once have the answer that each has alone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.redact.hostile_pdfs import Raw, Sheet, show
from woo_tool.model import Box
from woo_tool.verify.chars import Chars
from woo_tool.verify.readers import label_chars, page_chars
from woo_tool.verify.space import Sheet as Place
from woo_tool.verify.space import holds, overlaps

_SIDES = st.integers(-20, 120).map(float)
_BOXES = st.builds(
    lambda x, y, wide, high: Box(x, y, x + wide, y + high),
    *(_SIDES, _SIDES, *[st.integers(0, 60).map(float)] * 2),
)


def chars_at(boxes: list[Box]) -> Chars:
    texts = [chr(97 + place % 26) for place in range(len(boxes))]
    return Chars(texts, np.array(boxes, dtype=np.float64).reshape(-1, 4))


@given(
    st.lists(_BOXES, max_size=12), st.lists(_BOXES, max_size=4), st.sampled_from([0.0, 0.2, 5.0])
)
def test_all_at_once_is_each_alone(boxes: list[Box], areas: list[Box], slack: float) -> None:
    chars = chars_at(boxes)
    alone = list(chars)
    assert [char.box for char in alone] == boxes
    assert chars.in_any(areas).tolist() == [
        any(holds(area, *char.middle) for area in areas) for char in alone
    ]
    touched = [any(overlaps(char.box, area, slack) for area in areas) for char in alone]
    assert chars.overlapping_any(areas, slack).tolist() == touched
    assert list(chars.which(np.array(touched, dtype=bool))) == [
        char for char, wanted in zip(alone, touched, strict=True) if wanted
    ]
    for area in areas:
        assert chars.lying_in(area).tolist() == [
            area.x0 <= one.x0 and one.x1 <= area.x1 and area.y0 <= one.y0 and one.y1 <= area.y1
            for one in boxes
        ]


def page_of(content: str) -> tuple[pypdfium2.PdfPage, Place]:
    data = Sheet(content).close(Raw())
    return pypdfium2.PdfDocument(data)[0], Place(0, 0, 400, 300, 1.0)


@pytest.mark.parametrize("text", ["", "Piet de Groot, 12 mei", "x" * 300])
def test_reader_gives_every_letter_its_place(text: str) -> None:
    chars = page_chars(*page_of(show(text, 40, 100)))
    assert "".join(chars.texts) == text.replace(" ", "")
    assert chars.boxes.shape == (len(chars), 4)
    assert (chars.x1 > chars.x0).all()
    assert (np.diff(chars.x0) > 0).all()
    assert all(char.box.y0 < 200 < char.box.y1 for char in chars)


def test_letters_of_a_code_are_found_in_boxes_alone() -> None:
    page, place = page_of(show("5.1.2.e en 5.1.2.e", 40, 100))
    chars = page_chars(page, place)
    first = Box(38, 180, float(chars.x1[6]), 210)
    found = label_chars(page.get_textpage(), place, set("5.1.2.e"), [first])
    assert "".join(found.texts) == "5.1.2.e"
    assert found.lying_in(first).all()
    assert not len(label_chars(page.get_textpage(), place, set("5.1.2.e"), []))


def test_file_without_text_has_no_characters(tmp_path: Path) -> None:
    source = tmp_path / "leeg.pdf"
    source.write_bytes(Sheet("0 0 9 9 re f").close(Raw()))
    page = pypdfium2.PdfDocument(source)[0]
    assert list(page_chars(page, Place(0, 0, 400, 300, 1.0))) == []
