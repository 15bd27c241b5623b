"""Further readers over all of a published file: pypdf, and everything drawn alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from woo_tool.verify.alone import alone
from woo_tool.verify.layers import text_checks
from woo_tool.verify.readers import open_pdfium, pypdf_pages
from woo_tool.verify.report import QUESTION, Check
from woo_tool.verify.terms import Search
from woo_tool.verify.watch import Alive, unwatched


def check_pypdf(
    data: bytes, search: Search, alive: Alive = unwatched, pages: Sequence[int] | None = None
) -> Iterator[Check]:
    """The text of pages (from 0; None: all) by a third reader, in another language than the others.

    It is slow, and where two readers find exactly what was reviewed, in forms and fonts that leave
    nothing to guess, it has nothing to add.
    """
    for place, text in pypdf_pages(data, pages, alive):
        yield from text_checks("text:pypdf", search, text, place + 1)


def check_alone(data: bytes, search: Search, alive: Alive = unwatched) -> Iterator[Check]:
    """Every form, pattern, glyph procedure, mask and appearance on its own, by two readers."""
    drawn = alone(data)
    if drawn is None:
        return
    unseen = False
    for page, (_, text), hidden in zip(
        open_pdfium(drawn.data), pypdf_pages(drawn.data, None, alive), drawn.hidden, strict=True
    ):
        alive("alone")
        said = page.get_textpage().get_text_range()
        for one in (said, text):
            yield from text_checks("alone", search, one, None)
        unseen = unseen or (hidden and any(char.isalpha() for char in said))
    if unseen:
        detail = "in een vulpatroon of tekenprocedure staat tekst die niet is beoordeeld"
        yield Check("alone", QUESTION, detail=detail)
