"""Boxes of a span: exact along the line, whole across it, one a line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woo_tool.geometry import boxes_of
from woo_tool.model import Box, Page, Word


def _word(text: str, start: int, line: int, u: float, axis: int, *, edges: bool = True) -> Word:
    """A word whose letters are 6 points wide, on a line 12 points high."""
    v, end = 20.0 * line, u + 6 * len(text)
    places = [u + 6 * place for place in range(len(text) + 1)]
    boxes = {
        0: Box(u, v, end, v + 12),
        1: Box(v, u, v + 12, end),
        2: Box(-end, v, -u, v + 12),
        3: Box(v, -end, v + 12, -u),
    }
    sign = -1 if axis > 1 else 1
    return Word(
        text, start, boxes[axis], line, tuple(sign * p for p in places) if edges else (), axis
    )


def _page(lines: list[list[str]], axis: int = 0, *, edges: bool = True) -> Page:
    words: list[Word] = []
    offset = 0
    for number, line in enumerate(lines):
        u = 10.0
        for text in line:
            words.append(_word(text, offset, number, u, axis, edges=edges))
            offset += len(text) + 1
            u += 6 * (len(text) + 1)
    text = "\n".join(" ".join(line) for line in lines)
    return Page("0001", 1, text, tuple(words), 595, 842)


LINES = [["Aan", "mevrouw", "Bakker"], ["te", "Delft"]]


@pytest.mark.parametrize(
    ("axis", "box"),
    [
        (0, Box(34, 0, 118, 12)),
        (1, Box(0, 34, 12, 118)),
        (2, Box(-118, 0, -34, 12)),
        (3, Box(0, -118, 12, -34)),
    ],
)
def test_two_words_on_one_line_share_a_box_with_the_space(axis: int, box: Box) -> None:
    page = _page(LINES, axis)
    start = page.text.index("mevrouw")
    assert boxes_of(page, start, start + len("mevrouw Bakker")) == (box,)


def test_part_of_a_word_is_boxed_by_its_letters() -> None:
    page = _page(LINES)
    start = page.text.index("kker")
    assert boxes_of(page, start, start + 2) == (Box(94, 0, 106, 12),)


def test_a_word_without_edges_is_boxed_as_a_whole() -> None:
    page = _page(LINES, edges=False)
    start = page.text.index("kker")
    assert boxes_of(page, start, start + 2) == (page.words[2].box,)


def test_a_span_over_two_lines_is_two_boxes() -> None:
    page = _page(LINES)
    start = page.text.index("Bakker")
    assert boxes_of(page, start, start + len("Bakker\nte")) == (
        Box(82, 0, 118, 12),
        Box(10, 20, 22, 32),
    )


@pytest.mark.parametrize(("start", "end"), [(3, 4), (5, 5), (-1, 2), (0, 999), (6, 2)])
def test_a_span_without_words_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=r"span|word"):
        boxes_of(_page(LINES), start, end)


pages = st.builds(
    _page,
    st.lists(st.lists(st.text("abcé", min_size=1, max_size=6), min_size=1, max_size=5), min_size=1),
    st.integers(0, 3),
    edges=st.booleans(),
)


def _boxes(page: Page, start: int, end: int) -> dict[int, Box]:
    """The boxes by line; empty for a span of white space."""
    touched = [word for word in page.words if word.start < end and word.end > start]
    if not touched:
        return {}
    return dict(
        zip(dict.fromkeys(w.line for w in touched), boxes_of(page, start, end), strict=True)
    )


def _hull(boxes: list[Box]) -> Box:
    return Box(
        min(b.x0 for b in boxes),
        min(b.y0 for b in boxes),
        max(b.x1 for b in boxes),
        max(b.y1 for b in boxes),
    )


@given(pages, st.data())
def test_adjacent_spans_cover_what_the_joint_span_covers(page: Page, data: st.DataObject) -> None:
    size = len(page.text)
    start = data.draw(st.integers(0, size - 1))
    end = data.draw(st.integers(start + 1, size))
    middle = data.draw(st.integers(start, end))
    left = _boxes(page, start, middle) if middle > start else {}
    right = _boxes(page, middle, end) if end > middle else {}
    joint = _boxes(page, start, end)
    assert joint == {
        line: _hull([side[line] for side in (left, right) if line in side]) for line in joint
    }


@given(pages, st.data())
def test_a_larger_span_has_larger_boxes_inside_its_lines(page: Page, data: st.DataObject) -> None:
    size = len(page.text)
    start = data.draw(st.integers(0, size - 1))
    end = data.draw(st.integers(start + 1, size))
    outer_start = data.draw(st.integers(0, start))
    outer_end = data.draw(st.integers(end, size))
    outer = _boxes(page, outer_start, outer_end)
    for line, box in _boxes(page, start, end).items():
        whole = _hull([word.box for word in page.words if word.line == line])
        assert _hull([box, outer[line]]) == outer[line]
        assert _hull([box, whole]) == whole
