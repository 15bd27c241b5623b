"""The letter that comes back from Word: read as hostile input, and checked against the dossier."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import pymupdf
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from tests.assemble.dossiers import document, mixed, redaction, request, state
from tests.assemble.letters import (
    Edit,
    add,
    back,
    change,
    composed,
    edited_docx,
    faults,
    find,
    remove,
    remove_section,
)
from woo_tool.assemble.blocks import Heading, Listing, plain
from woo_tool.assemble.edited import EditedLetter, take_back
from woo_tool.assemble.letter import compose
from woo_tool.assemble.letter_docx import render_docx
from woo_tool.assemble.package import assemble
from woo_tool.deadlines import compute
from woo_tool.kinds import Law


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
