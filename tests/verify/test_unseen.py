"""Pictures that no page shows as they are: their pixels are in the file all the same."""

from __future__ import annotations

import io

import numpy as np
import pikepdf
import pytest

from tests.redact.hostile_pdfs import Raw, Sheet, make_cast, show
from tests.verify.test_ocr import picture
from woo_tool.model import Box
from woo_tool.verify.pixels import check_rest
from woo_tool.verify.readers import open_pdfium
from woo_tool.verify.report import FULL_NAME, LEAK, Term
from woo_tool.verify.space import Sheet as Space
from woo_tool.verify.space import sheets
from woo_tool.verify.terms import Search
from woo_tool.verify.unseen import check_unseen

CAST = make_cast(12)
SEARCH = Search([Term(CAST.gone, FULL_NAME)])
KEYS = "/Type /XObject /Subtype /Image /Width 900 /Height 90 /BitsPerComponent 8 "
GREY = KEYS + "/ColorSpace /DeviceGray"
DRAWN = "q 300 0 0 30 50 20 cm /Foto Do Q\n"
HIDDEN = {
    "under white": DRAWN + "1 g 40 10 330 60 re f\n",
    "beyond the page": "q 300 0 0 30 50 -200 cm /Foto Do Q\n",
    "clipped away": f"q 0 0 1 1 re W n {DRAWN} Q\n",
    "too small to see": "q 3 0 0 1 50 20 cm /Foto Do Q\n",
    "not drawn": "",
}


def checks(data: bytes) -> list[str]:
    """The results on a file, with the pictures that were read in it."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        places = sheets(pdf)
    return [check.result for check in check_unseen(data, open_pdfium(data), places, SEARCH, {})]


def page(content: str, *, mask: bool = False) -> bytes:
    raw = Raw()
    pixels = picture(CAST.gone)
    if mask:
        own = raw.stream(GREY, pixels)
        foto = raw.stream(f"{GREY} /SMask {own} 0 R", b"\xff" * len(pixels))
    else:
        foto = raw.stream(GREY, pixels)
    text = show("Verslag van het gesprek", 40, 200)
    return Sheet(text + content, xobjects=f"/Foto {foto} 0 R").close(raw)


@pytest.mark.parametrize("name", HIDDEN)
def test_a_picture_that_is_not_seen_is_read(name: str) -> None:
    assert LEAK in checks(page(HIDDEN[name]))


def test_a_mask_is_read() -> None:
    assert LEAK in checks(page(DRAWN, mask=True))


@pytest.mark.parametrize("turn", ["300 0 0 30 50 20", "0 250 -25 0 200 30", "-300 0 0 -30 350 60"])
def test_a_picture_that_is_seen_is_left_to_the_reader_of_pages(turn: str) -> None:
    assert checks(page(f"q {turn} cm /Foto Do Q\n")) == []


SPACE = Space(0, 0, 200, 100, 1)
PAPER = np.full((150, 300, 3), 250, dtype=np.uint8)


def with_ink(grey: int, *, wide: int = 60) -> np.ndarray:
    """Paper on which something of this grey was written."""
    drawn = PAPER.copy()
    drawn[60:90:3, 100 : 100 + wide] = grey
    return drawn


@pytest.mark.parametrize(("grey", "wide"), [(0, 60), (200, 60), (240, 60), (246, 40)])
def test_faint_ink_on_blank_paper_is_a_change(grey: int, wide: int) -> None:
    after = with_ink(grey, wide=wide)
    assert check_rest(PAPER, after, SPACE, [], []) == "refused"
    assert check_rest(PAPER, after, SPACE, [Box(60, 35, 115, 65)], []) == "pass"


def test_a_speck_or_another_shade_of_paper_is_no_change() -> None:
    speck = PAPER.copy()
    speck[66:70, 104:108] = 240
    assert check_rest(PAPER, speck, SPACE, [], []) == "pass"
    assert check_rest(PAPER, PAPER - 3, SPACE, [], []) == "pass"
    noisy = PAPER - np.indices(PAPER.shape).sum(axis=0).astype(np.uint8) % 2
    assert check_rest(noisy, with_ink(246), SPACE, [], []) == "pass"
