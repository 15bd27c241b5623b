"""A letter from outside is hostile input: what isn't safe or can't be taken over is refused."""

from __future__ import annotations

import contextlib
import io
import zipfile
from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.shared import RGBColor
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.assemble.letters import (
    back,
    composed,
    edited_docx,
)
from woo_tool.assemble.blocks import plain
from woo_tool.assemble.docx_parts import MOST_BYTES
from woo_tool.assemble.edited import take_back
from woo_tool.errors import InputError


def with_part(
    data: bytes, name: str, content: bytes | str, *, old: str = "", new: str = ""
) -> bytes:
    """The DOCX with a part added or replaced, or with ``old`` replaced by ``new`` in it."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(result, "w") as target:
        for item in source.namelist():
            body = source.read(item)
            if item == name:
                body = body.replace(old.encode(), new.encode()) if old else b""
            if body:
                target.writestr(item, body)
        if not old:
            target.writestr(name, content)
    return result.getvalue()


RELS = "word/_rels/document.xml.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def related(kind: str, target: str, mode: str = ' TargetMode="External"') -> dict[str, str]:
    link = f'<Relationship Id="x1" Type="{OFFICE}/{kind}" Target="{target}"{mode}/></Relationships>'
    return {"name": RELS, "content": "", "old": "</Relationships>", "new": link}


def in_body(xml: str) -> dict[str, str]:
    body = {"name": "word/document.xml", "content": ""}
    return {**body, "old": "<w:sectPr", "new": f"<w:p><w:r>{xml}</w:r></w:p><w:sectPr"}


BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>&b;</w:document>"
)
OUTSIDE = (
    '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>&a;</w:document>"
)


COMMENTS = (
    "<w:comments xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>"
    "<w:comment w:id='1' w:author='Fenna'/></w:comments>"
)


@pytest.mark.parametrize(
    ("attack", "said"),
    [
        ({"name": "word/document.xml", "content": BOMB}, "niet veilig"),
        ({"name": "word/document.xml", "content": OUTSIDE}, "niet veilig"),
        ({"name": "word/header9.xml", "content": OUTSIDE}, "niet veilig"),
        ({"name": "word/document.xml", "content": "<w:document"}, "niet veilig"),
        ({"name": "word/document.xml", "content": OUTSIDE.encode("utf-16")}, "niet veilig"),
        ({"name": "word/vbaProject.bin", "content": b"x"}, "macro"),
        ({"name": "word/embeddings/oleObject1.bin", "content": b"x"}, "ingesloten"),
        ({"name": "word/afchunk.htm", "content": b"x"}, "ingesloten"),
        (related("image", "http://volger.example/x.png"), "van elders"),
        (related("attachedTemplate", "file:///x/normaal.dotm"), "van elders"),
        (related("hyperlink", "file:///etc/passwd"), "van elders"),
        (related("image", "http://volger.example/x.png", ""), "van elders"),
        (related("oleObject", "embeddings/x", ""), "ingesloten"),
        (related("image", "../../../etc/passwd", ""), "buiten zichzelf"),
        (in_body("<w:instrText>INCLUDETEXT x</w:instrText>"), "van elders"),
        (in_body("<w:instrText> ddeauto x</w:instrText>"), "van elders"),
        (in_body("<w:drawing/>"), "afbeelding"),
        (in_body("<w:footnoteReference/>"), "voetnoot"),
        (in_body("<w:commentReference/>"), "opmerkingen"),
        (in_body("<w:rPr><w:vanish/></w:rPr><w:t>x</w:t>"), "verborgen"),
        (in_body("<w:iets/>"), "niet kan mee"),
        (in_body('<w:rPr><w:rPrChange w:author="Fenna"/></w:rPr><w:t>x</w:t>'), "geaccepteerd"),
        ({"name": "word/comments.xml", "content": COMMENTS}, "opmerkingen"),
        (in_body("<w:pict><w:txbxContent/></w:pict>"), "tekstvak"),
        (in_body("</w:r><w:ins><w:r><w:t>x</w:t></w:r></w:ins><w:r>"), "geaccepteerd"),
        (in_body("</w:r><w:del><w:r><w:delText>x</w:delText></w:r></w:del><w:r>"), "geaccepteerd"),
    ],
)
def test_hostile_letters_are_refused(attack: dict[str, Any], said: str) -> None:
    data = with_part(edited_docx(), **attack)
    with pytest.raises(InputError, match=said):
        take_back(data, composed(), "brief.docx")


def test_a_link_that_a_reader_may_click_is_harmless() -> None:
    data = with_part(edited_docx(), **related("hyperlink", "https://www.voorbeeld.example"))
    assert take_back(data, composed(), "x").letter.blocks == composed().blocks


def huge() -> bytes:
    """A small file that unpacks to more than a letter can be."""
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for place in range(6):
            target.writestr(f"word/{place}.xml", b" " * 20_000_000)
    return result.getvalue()


def locked() -> bytes:
    """A zip of which the first member is marked as encrypted."""
    data = bytearray(edited_docx())
    place = data.index(b"PK\x01\x02")
    data[place + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "geen leesbaar Word-bestand"),
        (b"%PDF-1.7", "geen leesbaar Word-bestand"),
        (b"x" * (MOST_BYTES + 1), "te groot"),
        (with_part(edited_docx(), "[Content_Types].xml", b""), "geen Word-document|niet veilig"),
        (locked(), "wachtwoord"),
        (edited_docx()[:-200], "geen leesbaar Word-bestand"),
    ],
    ids=["empty", "pdf", "large", "no types", "locked", "cut"],
)
def test_what_is_no_letter_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        take_back(data, composed(), "brief.docx")


def test_a_zip_bomb_is_refused() -> None:
    with pytest.raises(InputError, match="te groot"):
        take_back(huge(), composed(), "brief.docx")


@settings(max_examples=20, deadline=None)
@given(st.integers(min_value=0), st.binary(min_size=1, max_size=8))
def test_a_damaged_file_is_read_or_refused(place: int, junk: bytes) -> None:
    data = bytearray(edited_docx())
    spot = place % len(data)
    data[spot : spot + len(junk)] = junk
    with contextlib.suppress(InputError):
        assert take_back(bytes(data), composed(), "brief.docx").letter.blocks


def test_white_on_white_is_printed() -> None:
    def edit(document: Any) -> None:
        document.add_paragraph().add_run("wit").font.color.rgb = RGBColor(255, 255, 255)

    assert plain(back(edit=edit).letter.blocks[-1].text) == "wit"  # type: ignore[union-attr]


def test_an_address_that_was_changed_counts() -> None:
    def edit(document: Any) -> None:
        cell = document.tables[0].rows[0].cells[0]
        cell.paragraphs[0].runs[-1].text = "1201 BB Hilversum"

    addressee = back(edit=edit).letter.head.addressee
    assert plain(addressee[-1]) == "1201 BB Hilversum"
    assert replace(back().letter.head, addressee=addressee) == back(edit=edit).letter.head


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("word/people.xml", "people"),
        ("customXml/item1.xml", "customXml"),
        ("docProps/thumbnail.jpeg", "metadata/thumbnail"),
    ],
)
def test_what_word_keeps_beside_the_text_does_not_go_out(name: str, kind: str) -> None:
    """Names of authors, data of a document system, a picture of an older first page."""
    data = with_part(edited_docx(), name, "<x>Fenna Oldersma</x>")
    data = with_part(data, **related(kind, f"/{name}", ""))
    made = take_back(data, composed(), "brief.docx")
    with zipfile.ZipFile(io.BytesIO(made.docx)) as archive:
        assert name not in archive.namelist()
        assert all(b"Oldersma" not in archive.read(item) for item in archive.namelist())
        assert name.encode() not in archive.read(RELS)
    assert docx.Document(io.BytesIO(made.docx)).paragraphs
