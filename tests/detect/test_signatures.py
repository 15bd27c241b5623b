"""Signatures that are no text are found by where they stand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.making import page
from woo_tool.detect.signatures import find_signatures
from woo_tool.kinds import Label, PageSource
from woo_tool.model import Box, Page

LETTER = page("Geachte heer,\nDank voor uw brief.\nHoogachtend,\nde directeur")
SCRIBBLE = Box(10, 60, 120, 100)


def with_picture(text: str, picture: Box) -> Page:
    return replace(page(text), pictures=(picture,))


@pytest.mark.parametrize(
    "closing",
    ["Hoogachtend,", "Met vriendelijke groet,", "De minister, namens deze,", "w.g.", "Paraaf:"],
)
def test_a_small_picture_beside_a_closing_formula_is_a_signature(closing: str) -> None:
    (finding,) = find_signatures([with_picture(f"Beste collega,\n{closing}", SCRIBBLE)])
    assert (finding.label, finding.box) == (Label.SIGNATURE, SCRIBBLE)
    assert (finding.start, finding.end, finding.text) == (0, 0, "")


@pytest.mark.parametrize(
    ("text", "picture"),
    [
        ("Hoogachtend,", Box(10, 700, 120, 740)),
        ("Hoogachtend,", Box(0, 0, 500, 40)),
        ("Hoogachtend,", Box(10, 20, 12, 22)),
        ("De groeten zijn overgebracht.", SCRIBBLE),
        ("Een logo staat bovenaan.", Box(10, 10, 80, 60)),
        ("", SCRIBBLE),
    ],
)
def test_other_pictures_stay(text: str, picture: Box) -> None:
    assert find_signatures([with_picture(text, picture)]) == ()


def test_on_a_scan_the_empty_place_under_the_formula_goes() -> None:
    text = "Met vriendelijke groet,\n\n\n\nde teamleider"
    (finding,) = find_signatures([replace(page(text), source=PageSource.OCR)])
    assert finding.box is not None
    assert 10 <= finding.box.y0 < finding.box.y1 <= 48
    assert find_signatures([replace(LETTER, source=PageSource.OCR)]) == ()
    assert find_signatures([page(text)]) == ()


def _turn(box: Box, axis: int, width: float, height: float) -> Box:
    """A place of the upright page on the same page lying on its side or head."""
    for _ in range(axis):
        box, width, height = Box(height - box.y1, box.x0, height - box.y0, box.x1), height, width
    return box


@pytest.mark.parametrize("axis", [1, 2, 3])
def test_a_scan_on_its_side_has_the_place_where_the_upright_one_has_it(axis: int) -> None:
    upright = replace(page("Met vriendelijke groet,\n\n\n\nde teamleider"), source=PageSource.OCR)
    (expected,) = find_signatures([upright])
    assert expected.box is not None
    size = (upright.width, upright.height)
    words = tuple(
        replace(word, box=_turn(word.box, axis, *size), axis=axis) for word in upright.words
    )
    width, height = (upright.height, upright.width) if axis % 2 else size
    (finding,) = find_signatures([replace(upright, words=words, width=width, height=height)])
    turned = _turn(expected.box, axis, *size)
    assert finding.box is not None
    assert turned.x0 - 11 <= finding.box.x0 <= finding.box.x1 <= turned.x1 + 11
    assert turned.y0 - 11 <= finding.box.y0 <= finding.box.y1 <= turned.y1 + 11
    assert 0 <= finding.box.x0 < finding.box.x1 <= width
    assert 0 <= finding.box.y0 < finding.box.y1 <= height


def test_a_place_that_would_lie_off_the_page_is_none() -> None:
    low = replace(page("Hoogachtend,"), source=PageSource.OCR, height=11.0)
    assert find_signatures([low]) == ()
