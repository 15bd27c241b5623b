"""A second look at pages that differ: drawn a little beside is the same, lost or added never is."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from woo_tool.model import Box
from woo_tool.verify.pixels import check_rest, resembles
from woo_tool.verify.report import PASS
from woo_tool.verify.space import Sheet

Picture = npt.NDArray[np.uint8]
SHEET = Sheet(0, 0, 200, 100, 1.0)  # 1.5 pixels a point
THINGS = [(40, 30, 60, 36), (100, 30, 106, 60), (150, 80, 250, 82), (200, 100, 216, 116)]


def page(things: list[tuple[int, int, int, int]], x: int = 0, y: int = 0) -> Picture:
    picture = np.full((150, 300, 3), 255, dtype=np.uint8)
    for left, top, right, bottom in things:
        picture[top + y : bottom + y, left + x : right + x] = 0
    return picture


@pytest.mark.parametrize(("x", "y"), [(2, 0), (0, -2), (2, 2), (-1, 2)])
def test_a_page_that_stands_a_little_beside_is_the_same(x: int, y: int) -> None:
    assert resembles([page(THINGS)], page(THINGS, x, y), SHEET, [], [])


@pytest.mark.parametrize("gone", THINGS)
def test_what_is_lost_or_added_is_seen(gone: tuple[int, int, int, int]) -> None:
    whole, less = page(THINGS), page([thing for thing in THINGS if thing != gone])
    for before, after in ((whole, less), (less, whole)):
        assert check_rest(before, after, SHEET, [], []) != PASS
        assert not resembles([before], after, SHEET, [], [])


def test_a_page_that_stands_far_beside_is_another() -> None:
    assert not resembles([page(THINGS)], page(THINGS, 7, 0), SHEET, [], [])


def test_each_place_may_be_as_in_one_of_the_pictures() -> None:
    with_note, bare, other = page(THINGS), page(THINGS[1:]), page(THINGS[2:])
    assert resembles([with_note, bare], bare, SHEET, [], [])
    assert not resembles([with_note, bare], other, SHEET, [], [])


def test_boxes_and_notes_are_left_out() -> None:
    left, top, right, bottom = (value / 1.5 for value in THINGS[0])
    box = Box(left, top, right, bottom)
    assert resembles([page(THINGS)], page(THINGS[1:]), SHEET, [box], [])
    assert resembles([page(THINGS)], page(THINGS[1:]), SHEET, [], [box])


def noisy(first: int, other: int) -> Picture:
    """Two fields of colour that meet where squares meet, and what a JPEG makes of the edge."""
    picture = np.full((160, 320, 3), first, dtype=np.uint8)
    picture[:, 160:] = other
    return picture


def test_the_edge_of_a_field_of_colour_is_not_bare_paper() -> None:
    before, after = noisy(255, 160), noisy(255, 160)
    after[::2, 160:168] += 6
    assert check_rest(before, after, SHEET, [], []) == PASS
    paper, faint = noisy(255, 255), noisy(255, 255)
    faint[::2, 160:168] -= 6
    assert check_rest(paper, faint, SHEET, [], []) != PASS


def test_letters_that_went_may_have_reached_out_of_their_box() -> None:
    gone = Box(40, 36, 70, 60)
    swash, beyond = [(70, 40, 90, 46)], [(70, 20, 90, 26)]
    assert resembles([page(THINGS + swash)], page(THINGS), SHEET, [gone], [], [gone])
    assert not resembles([page(THINGS)], page(THINGS + swash), SHEET, [gone], [], [gone])
    assert not resembles([page(THINGS + beyond)], page(THINGS), SHEET, [gone], [], [gone])


def test_what_a_jpeg_makes_of_the_edge_of_a_box_is_nothing_faint() -> None:
    box = Box(30, 30, 90, 50)  # rows 45 to 75, columns 45 to 135
    before, after = page([]), page([(45, 45, 135, 75)])
    after[38:82:2, 38:142] = np.minimum(after[38:82:2, 38:142], 250)
    assert check_rest(before, after, SHEET, [box], []) == PASS
    after[90:130:2, 40:140] = 250
    assert check_rest(before, after, SHEET, [box], []) != PASS
