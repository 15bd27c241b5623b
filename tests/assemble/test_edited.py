"""The letter that comes back from Word: read as hostile input, and checked against the dossier."""

from __future__ import annotations

import contextlib
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import docx
import pymupdf
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import RGBColor
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.assemble.dossiers import document, mixed, redaction, request, state
from woo_tool.assemble.blocks import Heading, Letter, Listing, plain
from woo_tool.assemble.check import check_agreement
from woo_tool.assemble.docx_parts import MOST_BYTES
from woo_tool.assemble.edited import EditedLetter, take_back
from woo_tool.assemble.edited_check import check_edited
from woo_tool.assemble.letter import compose
from woo_tool.assemble.letter_docx import render_docx
from woo_tool.assemble.package import assemble
from woo_tool.assemble.reasons import check_reasons
from woo_tool.deadlines import compute
from woo_tool.errors import InputError
from woo_tool.model import Law

Edit = Callable[[Any], None]


@cache
def composed(law: Law = Law.WOO) -> Letter:
    return compose(request(law), mixed(law), compute(request(law)), ("Overzicht 2015",))


@cache
def written(law: Law) -> bytes:
    return render_docx(composed(law))


@cache
def edited_docx(law: Law = Law.WOO, edit: Edit | None = None) -> bytes:
    document = docx.Document(io.BytesIO(written(law)))
    if edit:
        edit(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def back(law: Law = Law.WOO, edit: Edit | None = None) -> EditedLetter:
    return take_back(edited_docx(law, edit), composed(law), "brief.docx")


def faults(edit: Edit, law: Law = Law.WOO) -> list[str]:
    """Everything that would stop ``woo decide --letter``."""
    made = back(law, edit)
    found = list(check_edited(request(law), mixed(law), compute(request(law)), composed(law), made))
    found += check_agreement(mixed(law), made.letter)
    reasons = check_reasons(request(law), mixed(law), made.letter)
    return found + [item.text for item in reasons if item.refuses]


def find(document: Any, text: str) -> Any:
    return next(item for item in document.paragraphs if text in item.text)


def change(old: str, new: str) -> Edit:
    def edit(document: Any) -> None:
        paragraph = find(document, old)
        told = paragraph.text.replace(old, new)
        for run in paragraph.runs[1:]:
            run.text = ""
        paragraph.runs[0].text = told

    return edit


def remove(text: str) -> Edit:
    def edit(document: Any) -> None:
        element = find(document, text)._p
        element.getparent().remove(element)

    return edit


def add(text: str) -> Edit:
    return lambda document: document.add_paragraph(text)


def remove_section(title: str) -> Edit:
    """Takes out a heading and what stands under it, until the next heading."""

    def edit(document: Any) -> None:
        inside = False
        for element in list(document.element.body):
            style = element.find(f".//{qn('w:pStyle')}")
            heading = style is not None and "Heading" in style.get(qn("w:val"))
            if heading:
                inside = "".join(part.text for part in element.iter(qn("w:t"))) == title
            if inside and element.tag != qn("w:sectPr"):
                document.element.body.remove(element)

    return edit


@pytest.mark.parametrize("law", Law)
def test_a_letter_that_nobody_changed_comes_back_the_same(law: Law) -> None:
    letter = back(law).letter
    assert letter.head == composed(law).head
    assert letter.blocks == composed(law).blocks
    assert faults(lambda _: None, law) == []


def test_what_the_writer_changed_is_in_every_form_of_the_letter() -> None:
    said = "Op 3 april heb ik u daarover gebeld."
    for law in Law:
        made = back(law, lambda document: find(document, "Ik heb uw verzoek").add_run(f" {said}"))
        package = assemble(request(law), mixed(law), deadlines=compute(request(law)), edited=made)
        files = {file.path: file.data for file in package.files}
        for path in ("te-publiceren/besluit.pdf", "aan-verzoeker/besluit.pdf"):
            with pymupdf.open(stream=files[path], filetype="pdf") as pdf:
                text = " ".join(" ".join(page.get_text() for page in pdf).split())
            assert said in text
            assert ("Zandhoven" in text) == path.startswith("aan-verzoeker/")
        shown = docx.Document(io.BytesIO(files["aan-verzoeker/besluit.docx"]))
        assert any(said in paragraph.text for paragraph in shown.paragraphs)


def test_a_draft_that_was_finished_in_word_is_no_draft_any_more() -> None:
    law, boxes = Law.WOO, [redaction("0001", ("5.1.2.b",), None)]
    dossier = state(law, [document("0001")], boxes)
    draft = compose(request(law), dossier, compute(request(law)))
    document_ = docx.Document(io.BytesIO(render_docx(draft)))
    assert "CONCEPT" in document_.sections[0].header.paragraphs[0].text

    def taken() -> EditedLetter:
        buffer = io.BytesIO()
        document_.save(buffer)
        return take_back(buffer.getvalue(), draft, "brief.docx")

    assert taken().letter.draft
    said = (
        "De dienst onderhandelt nog over de prijs. Dat belang weegt zwaarder dan openbaarheid nu."
    )
    paragraph = find(document_, "NOG IN TE VULLEN")
    for run in paragraph.runs[1:]:
        run.text = ""
    paragraph.runs[0].text = said
    made = taken()
    assert not made.letter.draft
    package = assemble(request(law), dossier, deadlines=compute(request(law)), edited=made)
    files = {file.path: file.data for file in package.files}
    sent = docx.Document(io.BytesIO(files["aan-verzoeker/besluit.docx"]))
    assert "CONCEPT" not in sent.sections[0].header.paragraphs[0].text
    with pymupdf.open(stream=files["te-publiceren/besluit.pdf"], filetype="pdf") as pdf:
        text = "".join(page.get_text() for page in pdf)
    assert "onderhandelt nog over de prijs" in " ".join(text.split())
    assert "CONCEPT" not in text


def test_the_author_does_not_go_out_with_the_letter() -> None:
    def edit(document: Any) -> None:
        document.core_properties.author = "Fenna Oldersma"
        document.core_properties.last_modified_by = "Fenna Oldersma"

    with zipfile.ZipFile(io.BytesIO(back(edit=edit).docx)) as archive:
        assert all(b"Oldersma" not in archive.read(name) for name in archive.namelist())
    assert docx.Document(io.BytesIO(back().docx)).core_properties.title


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


@pytest.mark.parametrize("where", ["header", "footer"])
def test_a_redacted_name_in_a_header_or_in_a_box_of_text_there_is_found(where: str) -> None:
    """Text in a header goes out with the DOCX, whatever it stands in."""

    def edit(document: Any) -> None:
        part = getattr(document.sections[0], where)
        paragraph = part.paragraphs[0]._p
        box = OxmlElement("w:pict")
        content = OxmlElement("w:txbxContent")
        inner = OxmlElement("w:p")
        run = OxmlElement("w:r")
        text = OxmlElement("w:t")
        text.text = "Behandeld door Sanne de Wit"
        run.append(text)
        inner.append(run)
        content.append(inner)
        box.append(content)
        outer = OxmlElement("w:r")
        outer.append(box)
        paragraph.append(outer)

    assert any("gelakt" in fault for fault in faults(edit))


def test_the_same_edited_letter_gives_the_same_bytes() -> None:
    data = edited_docx()
    assert take_back(data, composed(), "x").docx == take_back(data, composed(), "x").docx


def test_text_that_word_cut_into_pieces_is_whole_again() -> None:
    def edit(document: Any) -> None:
        paragraph = document.add_paragraph("«[NOG IN TE ")
        paragraph.add_run("VULLEN: ").bold = True
        paragraph.add_run("de reden]»")

    assert back(edit=edit).letter.questions()[-1] == "de reden"


def test_numbered_and_new_lists_are_lists() -> None:
    def edit(document: Any) -> None:
        document.add_paragraph("eerste", style="List Number")
        document.add_paragraph("tweede", style="List Number")
        document.add_paragraph("punt", style="List Bullet")

    last = back(edit=edit).letter.blocks[-1]
    assert isinstance(last, Listing)
    assert [plain(text) for _, text, _ in last.items][-3:] == ["eerste", "tweede", "punt"]
    assert last.items[-1][0] == "•"


def box_the_table(document: Any) -> None:
    row = document.tables[1].rows[1].cells
    row[3].text = "5.1.2.e: 6"


def blacken(document: Any) -> None:
    run = document.add_paragraph().add_run("geheime tekst")
    shade = OxmlElement("w:shd")
    shade.set(qn("w:fill"), "000000")
    run._r.get_or_add_rPr().append(shade)


def into_header(document: Any) -> None:
    document.sections[0].header.paragraphs[0].add_run(" Sanne de Wit")


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (add("Volgens Sanne de Wit klopt dat."), "gelakt: «Volgens Sanne de Wit"),
        (add("Bel 06 12345678."), "gelakt"),
        (into_header, "gelakt"),
        (blacken, "zwart gemaakt"),
        (remove("Bezwaar"), "de kop 'Bezwaar' staat niet meer in de brief"),
        (remove_section("Besluit"), "de kop 'Besluit'"),
        (remove("Ik heb uw verzoek beoordeeld"), "onder de kop 'Wettelijk kader' staat niets"),
        (change("twee documenten maak", "drie documenten maak"), "Deels openbaar"),
        (change("negen passages", "acht passages"), "5.1.2.e"),
        (box_the_table, "besluit en inventarislijst verschillen"),
        (change("16 april 2024", "17 april 2024"), "'Datum' is niet 16 april 2024"),
        (change("tot en met 28 mei 2024", "tot en met 30 mei 2024"), "einde van de bezwaartermijn"),
        (change("Eenieder kan", "Iedereen kan"), "R10"),
    ],
)
def test_what_no_longer_agrees_is_found(edit: Edit, said: str) -> None:
    assert any(said in fault for fault in faults(edit)), faults(edit)


def test_a_ground_that_was_taken_out_or_put_in_is_found() -> None:
    title = next(
        plain(block.text)
        for block in composed().blocks
        if isinstance(block, Heading) and block.ground == "5.1.2.i"
    )
    assert any("5.1.2.i staat in een vlak" in fault for fault in faults(remove_section(title)))

    def put_in(document: Any) -> None:
        place = find(document, title)
        new = "Artikel 5.1, tweede lid, aanhef en onder b, van de Woo: financiën"
        place.insert_paragraph_before(new, style="Heading 2")
        place.insert_paragraph_before("Hier staat waarom.")

    assert any("5.1.2.b, maar geen vlak" in fault for fault in faults(put_in))


def test_a_changed_heading_of_a_ground_is_found_by_its_article() -> None:
    old = next(
        plain(block.text)
        for block in composed().blocks
        if isinstance(block, Heading) and block.ground == "5.1.2.i"
    )
    new = old.split(":")[0] + ": ongestoord kunnen melden"
    assert faults(change(old, new)) == []


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
