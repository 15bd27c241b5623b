"""Names of persons that are names of the PDF standard too."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pymupdf
import pytest

from tests.redact.hostile_pdfs import CASES, make_cast
from tests.redact.reading import read_pages, redactions_of
from woo_tool.redact import OutputInfo, redact_pdf


@pytest.mark.parametrize("name", ["Image Page", "Form Lab", "Normal Link"])
def test_a_person_called_as_the_standard_spoils_no_page(tmp_path: Path, name: str) -> None:
    source, target = tmp_path / "in.pdf", tmp_path / "out.pdf"
    picture = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 40, 40))
    picture.set_rect(picture.irect, (200, 30, 30))
    with pymupdf.open() as file:
        leaf = file.new_page()
        leaf.insert_text((60, 80), f"gesproken met {name} over de planning", fontsize=11)
        leaf.insert_image(pymupdf.Rect(60, 200, 160, 300), pixmap=picture)
        file.save(source)
    pages = read_pages(source)
    redact_pdf(source, target, pages, redactions_of(pages, name), OutputInfo("x", None))
    with pikepdf.open(target) as pdf:
        kinds = {str(thing.get("/Subtype")) for thing in pdf.pages[0].Resources.XObject.values()}
    assert kinds <= {"/Image", "/Form"}
    with pymupdf.open(target) as file:
        assert file[0].get_pixmap().pixel(100, 250) == (200, 30, 30)
        assert name.split()[0] not in file[0].get_text()


def test_names_that_tell_are_numbered_in_the_same_order_every_time(tmp_path: Path) -> None:
    """A set of names has another order in another process."""
    cast = make_cast(3)
    source, target = tmp_path / "in.pdf", tmp_path / "out.pdf"
    source.write_bytes(CASES["resource_names"](cast))
    pages = read_pages(source)
    redact_pdf(source, target, pages, redactions_of(pages, cast.gone), OutputInfo("x", None))
    with pikepdf.open(target) as pdf:
        resources = pdf.pages[0].Resources
        groups = (resources.ExtGState, resources.Font)
        new = [sorted(key for key in group.keys() if key[4:].isdigit()) for group in groups]  # noqa: SIM118
    assert new == [["/Woo1"], ["/Woo2"]]
