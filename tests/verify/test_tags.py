"""The tags of a published file: what may be in them, and every way in which it isn't that."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from tests.verify.test_document import make, verify

Element = pikepdf.Object


def boxes(pdf: pikepdf.Pdf) -> list[Element]:
    return [
        thing for thing in pdf.objects if isinstance(thing, Dictionary) and "/ActualText" in thing
    ]


def paragraph(pdf: pikepdf.Pdf) -> Element:
    return next(
        thing
        for thing in pdf.objects
        if isinstance(thing, Dictionary) and thing.get("/S") == Name.P and "/P" in thing
    )


def put(key: str, value: object) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        paragraph(pdf)[key] = value

    return change


def box_says_otherwise(pdf: pikepdf.Pdf) -> None:
    box = boxes(pdf)[0]
    box.ActualText = box.Alt = String("gelakt: 5.1.2.i")


def box_says_more(pdf: pikepdf.Pdf) -> None:
    box = boxes(pdf)[0]
    box.ActualText = box.Alt = String("gelakt: de heer 5.1.2.e")


def box_without_tag(pdf: pikepdf.Pdf) -> None:
    for box in boxes(pdf):
        del box["/ActualText"]
        del box["/Alt"]


def box_covers_more(pdf: pikepdf.Pdf) -> None:
    box = boxes(pdf)[0]
    box.K = Array([*box.K.as_list(), *box.K.as_list()])


def number_that_is_not_there(pdf: pikepdf.Pdf) -> None:
    boxes(pdf)[0].K[0].MCID = 999


def other_parent(pdf: pikepdf.Pdf) -> None:
    boxes(pdf)[0].P = pdf.Root.StructTreeRoot


def text_in_the_content(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0]
    data = b"\n".join(part.read_bytes() for part in _parts(page))
    data = data.replace(b"/MCID 0", b"/MCID 0 /Lang (nl)", 1)
    page.obj.Contents = pdf.make_stream(data)


def _parts(page: pikepdf.Page) -> list[pikepdf.Object]:
    contents = page.obj.Contents
    return list(contents.as_list()) if isinstance(contents, Array) else [contents]


def endless(pdf: pikepdf.Pdf) -> None:
    item = paragraph(pdf)
    item.K = Array([*item.K.as_list(), item])


def root_with_more(pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot.RoleMap = Dictionary(Naam=Name.P)


FAULTS: dict[str, Callable[[pikepdf.Pdf], None]] = {
    "title": put("/T", String("iets")),
    "id": put("/ID", String("n1")),
    "expansion": put("/E", String("iets")),
    "actual_text": put("/ActualText", String("iets anders")),
    "alternative_of_text": put("/Alt", String("iets anders")),
    "kind": put("/S", Name("/Geheim")),
    "language": put("/Lang", String("dit is geen taal")),
    "attributes": put("/A", Dictionary(O=Name.Layout, BBox=[0, 0, 1, 1])),
    "attribute_text": put("/A", Dictionary(O=Name.Table, Scope=String("iets"))),
    **{
        change.__name__: change
        for change in (
            box_says_otherwise,
            box_says_more,
            box_without_tag,
            box_covers_more,
            number_that_is_not_there,
            other_parent,
            text_in_the_content,
            endless,
            root_with_more,
        )
    },
}


@pytest.mark.parametrize("name", FAULTS)
def test_other_tags_are_refused(tmp_path: Path, name: str) -> None:
    expectation, _ = make(tmp_path)
    assert verify(expectation).result == "pass"
    out = io.BytesIO()
    with pikepdf.open(expectation.published) as pdf:
        assert boxes(pdf)
        FAULTS[name](pdf)
        pdf.save(out, static_id=True, fix_metadata_version=False)
    expectation.published.write_bytes(out.getvalue())
    refused = {check.layer for check in verify(expectation).checks if check.result == "refused"}
    assert refused == {"structure"}
