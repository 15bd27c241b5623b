"""The files: same bytes, right places, nothing hidden in them, readable by other programs."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import docx
import openpyxl
import pymupdf
import pytest
from lxml import etree

from tests.assemble.dossiers import (
    REASON,
    assembled,
    document,
    files,
    mixed,
    redaction,
    request,
    state,
)
from woo_tool.assemble.blocks import line
from woo_tool.assemble.inventory import file_type, glued, organisation
from woo_tool.assemble.letter_pdf import render
from woo_tool.assemble.metadata import Record, diwoo, publisher_uri
from woo_tool.assemble.package import Assembly
from woo_tool.kinds import Judgement, Law, Status
from woo_tool.model import OpenQuestion


@pytest.fixture(scope="module", params=list(Law))
def made(request: pytest.FixtureRequest) -> Assembly:
    law: Law = request.param
    from tests.assemble import dossiers

    return assembled(dossiers.request(law), mixed(law), "Overzicht 2015")


def text_of(data: bytes) -> str:
    with pymupdf.open(stream=data, filetype="pdf") as pdf:
        return "\n".join(page.get_text() for page in pdf)


def rows_of(data: bytes) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    (sheet,) = book.worksheets
    return list(sheet.iter_rows(values_only=True))


def test_the_files_of_the_contract(made: Assembly) -> None:
    assert list(files(made)) == [
        "aan-verzoeker/besluit.docx",
        "aan-verzoeker/besluit.pdf",
        "intern/open-vragen.md",
        "intern/productierapport.xlsx",
        "intern/publicatiebank/documenten/0001-nota.json",
        "intern/publicatiebank/documenten/0003-e-mail.json",
        "intern/publicatiebank/documenten/0003a-bijlage.json",
        "intern/publicatiebank/documenten/besluit.json",
        "intern/publicatiebank/publicatie.json",
        "te-publiceren/besluit.pdf",
        "te-publiceren/inventarislijst.pdf",
        "te-publiceren/inventarislijst.xlsx",
        "te-publiceren/metadata/0001-nota.xml",
        "te-publiceren/metadata/0003-e-mail.xml",
        "te-publiceren/metadata/0003a-bijlage.xml",
        "te-publiceren/metadata/besluit.xml",
    ]


def test_the_same_dossier_gives_the_same_bytes() -> None:
    once, again = (assembled(request(), mixed(Law.WOO)) for _ in range(2))
    assert files(once) == files(again)


def test_the_requester_is_nowhere_in_what_is_published(made: Assembly) -> None:
    for path, data in files(made).items():
        if path.startswith("te-publiceren/") and path.endswith(".pdf"):
            shown = text_of(data)
            with pymupdf.open(stream=data, filetype="pdf") as pdf:
                shown += str(pdf.metadata) + str(pdf.get_toc())
            assert "Zandhoven" not in shown
            assert "Dorpsweg" not in shown
    assert "Omroep Voorbeeld" in text_of(files(made)["te-publiceren/besluit.pdf"])
    assert "Dorpsweg 12" in text_of(files(made)["aan-verzoeker/besluit.pdf"])


def test_the_box_is_black_with_the_code_in_it() -> None:
    data = files(assembled(request(), mixed(Law.WOO)))["te-publiceren/besluit.pdf"]
    with pymupdf.open(stream=data, filetype="pdf") as pdf:
        page = pdf[0]
        spot = page.search_for("5.1.2.e")[0]
        black = [
            drawing
            for drawing in page.get_drawings()
            if drawing.get("fill") == (0.0, 0.0, 0.0) and drawing["rect"].intersects(spot)
        ]
    assert black


def test_pdf_has_title_language_embedded_fonts_and_bookmarks(made: Assembly) -> None:
    for path, data in files(made).items():
        if not path.endswith(".pdf"):
            continue
        with pymupdf.open(stream=data, filetype="pdf") as pdf:
            assert pdf.metadata["title"]
            assert pdf.xref_get_key(pdf.pdf_catalog(), "Lang")[1] == "nl-NL"
            fonts = {font for page in pdf for font in page.get_fonts()}
            assert fonts
            assert all(font[1] == "ttf" for font in fonts)
    with pymupdf.open(stream=files(made)["aan-verzoeker/besluit.pdf"], filetype="pdf") as pdf:
        assert "Besluit" in [title for _, title, _ in pdf.get_toc()]


def test_no_text_under_the_right_hand_column_and_no_empty_page(made: Assembly) -> None:
    with pymupdf.open(stream=files(made)["aan-verzoeker/besluit.pdf"], filetype="pdf") as pdf:
        for number, page in enumerate(pdf, start=1):
            words = page.get_text("words")
            assert len(words) > 20
            assert all(
                word[0] > 0 and word[2] < page.rect.width and word[3] < page.rect.height
                for word in words
            )
            body = page.get_text("blocks", clip=(434, 300, 595, 780))
            assert body == [] or page.get_text("words")[0][0] < 80
            assert f"Pagina {number} van {len(pdf)}" in page.get_text()


def test_docx_has_real_headings_lists_and_tables(made: Assembly) -> None:
    word = docx.Document(io.BytesIO(files(made)["aan-verzoeker/besluit.docx"]))
    styles = {paragraph.style.name for paragraph in word.paragraphs if paragraph.style}
    assert {"Heading 1", "Heading 2", "List Bullet"} <= styles
    assert [cell.text for cell in word.tables[1].rows[0].cells][:2] == ["Nr.", "Beoordeling"]
    text = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert "Geachte mevrouw Van Zandhoven," in text
    assert word.core_properties.language == "nl-NL"


def test_office_files_have_fixed_dates(made: Assembly) -> None:
    for path, data in files(made).items():
        if path.endswith(("xlsx", "docx")):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                assert {entry.date_time[0] for entry in archive.infolist()} == {1980}


def test_inventory_has_every_document_in_order(made: Assembly) -> None:
    numbers = ["0001", "0002", "0003", "0003a", "0004", "0005", "0006", "0007"]
    rows = rows_of(files(made)["te-publiceren/inventarislijst.xlsx"])
    assert [row[0] for row in rows[1:]] == numbers
    assert rows[1][1] == "2023-03-04"
    assert rows[8][5] == "nog niet beoordeeld"
    shown = text_of(files(made)["te-publiceren/inventarislijst.pdf"])
    assert all(number in shown for number in numbers)


def test_cells_never_become_formulas() -> None:
    titles = ["=1+1", "+31 6", "-x", "@SUM(A1)", "=cmd|' /C calc'!A0", "\x07piep"]
    documents = [document(f"{at:04d}", title=title) for at, title in enumerate(titles, 1)]
    found = files(assembled(request(), state(Law.WOO, documents)))
    for path in ("te-publiceren/inventarislijst.xlsx", "intern/productierapport.xlsx"):
        book = openpyxl.load_workbook(io.BytesIO(found[path]))
        for row in book.worksheets[0].iter_rows(min_row=2):
            assert all(cell.data_type in ("s", "n") for cell in row)
            assert not any(cell.data_type == "f" for cell in row)


def test_production_report_follows_the_template() -> None:
    found = files(assembled(request(), mixed(Law.WOO)))["intern/productierapport.xlsx"]
    rows = rows_of(found)
    assert rows[0] == (
        *("ID", "Matter", "Family", "Email Thread ID", "Document", "File Type", "Datum"),
        *("Beoordeling", "Opgeschort", "Beoordelingsgrond", "Toelichting", "Publieke Link"),
        *("Gerelateerd ID", "Zaaknummer"),
    )
    assert [(row[0], row[7]) for row in rows[1:]] == [
        ("0001", "Deels openbaar"),
        ("0002", "Niet openbaar"),
        ("0003", "Deels openbaar"),
        ("0003a", "Openbaar"),
        ("0004", "Reeds openbaar"),
    ]
    assert rows[1][9] == "5.1.2e;5.1.2i"
    assert rows[1][6] == "2023-03-04"
    assert rows[4][2] == rows[3][2] == 3
    assert rows[5][11] == "https://voorbeeld.example/x"


def test_glued_codes_and_file_types() -> None:
    assert [glued(code) for code in ("5.1.2.e", "10.2.g", "5.2.1", "5.1.5", "5.4a.1")] == [
        *("5.1.2e", "10.2g", "5.2.1", "5.1.5", "5.4a.1"),
    ]
    assert file_type("message/rfc822") == "email"
    assert file_type("image/png") == "image"
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert file_type(word) == "doc"
    assert file_type("application/x-unknown") == ""


def test_metadata_names_no_person_and_meets_the_schema(made: Assembly) -> None:
    space = {"d": "https://standaarden.overheid.nl/diwoo/metadata/"}
    for path, data in files(made).items():
        if path.endswith(".xml"):
            root = etree.fromstring(data)
            assert root.xpath("//d:officieleTitel/text()", namespaces=space)
            assert not root.xpath("//d:naamOpsteller", namespaces=space)


def test_a_known_authority_gets_its_identifier() -> None:
    name = "Ministerie van Buitenlandse Zaken"
    uri = "https://identifier.overheid.nl/tooi/id/ministerie/mnre1013"
    assert publisher_uri(name) == uri
    req = request(authority={"name": name, "decides": "De minister"})
    assert uri.encode() in diwoo(req, Record("x.pdf", "1", "Titel & <meer>", None))


def test_open_questions_are_listed_and_counted() -> None:
    dossier = replace(mixed(Law.WOO), open=(OpenQuestion("0003", 2, "is dit een persoon?"),))
    made = assembled(request(), dossier)
    told = files(made)["intern/open-vragen.md"].decode()
    assert told.count("- [ ]") == len(made.open)
    assert "Document 0003, pagina 2: is dit een persoon?" in told
    assert "Document 0007" in told
    assert "Ministerie van Voorbeeldzaken" in told


def test_a_draft_is_never_where_it_would_be_sent_from() -> None:
    made = assembled(request(decision={}), mixed(Law.WOO))
    found = files(made)
    assert "te-publiceren/besluit.pdf" not in found
    assert not any(path.startswith("aan-verzoeker/") for path in found)
    assert "te-publiceren/metadata/besluit.xml" not in found
    assert "CONCEPT" in text_of(found["intern/concept-besluit.pdf"])
    assert any(item.blocks for item in made.open)


def test_a_letter_with_a_hole_is_a_draft_with_the_list_of_what_is_missing() -> None:
    """Its documents are ready, but the decision isn't: it is neither sent nor published."""
    boxes = [redaction("0001", ("5.1.2.b",), None)]
    made = assembled(request(), state(Law.WOO, [document("0001")], boxes))
    found = files(made)
    assert "te-publiceren/inventarislijst.pdf" in found
    assert not any("besluit" in path for path in found if not path.startswith("intern/"))
    for path in ("intern/concept-besluit.pdf", "intern/concept-besluit-te-publiceren.pdf"):
        shown = text_of(found[path])
        assert "CONCEPT" in shown
        assert "Dit is een concept" in shown
        listed = " ".join(shown[: shown.index("Geachte")].split())
        assert "welk financieel belang het gaat" in listed
        assert "(reasons.5.1.2.b; R5)" in listed
    (blocking,) = (item for item in made.open if item.blocks)
    assert blocking.what.startswith("Het besluit is een concept; vul in: om welk financieel")


def test_sections_that_were_left_out_are_listed_with_the_reason() -> None:
    told = files(assembled(request(), mixed(Law.WOO)))["intern/open-vragen.md"].decode()
    assert "## Onderdelen die niet in de brief staan\n\n- Zienswijzen: er is geen derde" in told


def test_names_are_taken_out_of_titles_and_reasons() -> None:
    dossier = mixed(Law.WOO)
    named = [
        replace(item, title="Brief aan Sanne de Wit", reason="De Wit") for item in dossier.items
    ]
    found = files(assembled(request(), replace(dossier, items=tuple(named))))
    assert "Wit" not in text_of(found["te-publiceren/inventarislijst.pdf"])
    assert "Wit" not in text_of(found["te-publiceren/besluit.pdf"])
    for path in ("te-publiceren/inventarislijst.xlsx", "intern/productierapport.xlsx"):
        assert "Wit" not in str(rows_of(found[path]))
    assert b"Wit" not in found["te-publiceren/metadata/0001-nota.xml"]


def test_hundreds_of_rows_and_long_titles_split_over_pages() -> None:
    long = "Verslag & <b>bespreking</b> " * 150
    documents = [
        document(f"{at:04d}", title=long if at == 7 else f"Nota {at}") for at in range(1, 201)
    ]
    boxes = [redaction(item.number, ("5.1.2.e",)) for item in documents[::2]]
    found = files(assembled(request(), state(Law.WOO, documents, boxes)))
    with pymupdf.open(stream=found["te-publiceren/inventarislijst.pdf"], filetype="pdf") as pdf:
        assert len(pdf) > 5
        assert all(page.search_for("Onderwerp") for page in pdf)
        shown = "\n".join(page.get_text() for page in pdf)
    assert all(item.number in shown for item in documents)
    assert shown.count("bespreking") == 150
    letter = text_of(found["te-publiceren/besluit.pdf"])
    assert all(item.number in letter for item in documents)


def test_hostile_text_is_drawn_as_text() -> None:
    body = {
        "received": "2024-03-07",
        "subject": "<b>x</b> & </para> «[NOG IN TE VULLEN: x]» 😀\x00",
    }
    shown = text_of(
        files(assembled(request(request=body), mixed(Law.WOO)))["intern/concept-besluit.pdf"]
    )
    assert "<b>x</b> & </para>" in shown


@pytest.mark.parametrize("length", [14, 80])
def test_a_long_address_does_not_run_into_the_text(length: int) -> None:
    address = [f"Regel {at} van een adres dat lang is" for at in range(1, length + 1)]
    asker = {"name": "A. van Zandhoven", "address": address, "publish_name": True}
    data = files(assembled(request(requester=asker), mixed(Law.WOO)))["aan-verzoeker/besluit.pdf"]
    with pymupdf.open(stream=data, filetype="pdf") as pdf:
        last = pdf[0].search_for("Regel 14")[0]
        assert pdf[0].search_for("Betreft")[0].y0 > last.y1


def test_very_long_facts_are_drawn_whole() -> None:
    """A subject, a name and a unit of pages long don't stop the letter or fall off the page."""
    subject = "het onderwerp dat maar niet ophoudt " * 150
    body = {"received": "2024-03-07", "subject": subject, "items": ["x" * 5000]}
    unit = "Directie " + "Veiligheid en " * 20 + "Integriteit"
    authority = {"name": unit, "decides": "De minister", "unit": unit, "address": [unit]}
    made = assembled(request(request=body, authority=authority), mixed(Law.WOO))
    data = files(made)["te-publiceren/besluit.pdf"]
    with pymupdf.open(stream=data, filetype="pdf") as pdf:
        for page in pdf:
            edges = [word[2] for word in page.get_text("words")]
            assert max(edges) < page.rect.width
        assert text_of(data).count("x") >= 5000


def test_refused_documents_only() -> None:
    refused = document("0001", judgement=Judgement.NIET, grounds=("5.2.1",), motivation=REASON)
    broken = document("0002", status=Status.EMPTY, reason="het bestand is leeg")
    made = assembled(request(), state(Law.WOO, [refused, broken]))
    assert "Er zijn geen documenten die openbaar worden." in made.letter.text()
    assert render(made.letter)
    assert line("a\x00b") == line("ab")


@pytest.mark.parametrize(
    ("who", "shown"),
    [
        ('"[10.2.e]" <[10.2.e]@minwr.nl>', "minwr.nl"),
        (
            "F. Bouzid <f.bouzid@MinWR.nl>, x@minwr.nl, y@gem.voorbeeld.nl",
            "minwr.nl, gem.voorbeeld.nl",
        ),
        ("Directie Integriteit", "Directie Integriteit"),
        ("[5.1.2.e], Directie Integriteit", ""),
        ("iemand@", ""),
        ("", ""),
    ],
)
def test_of_sender_and_recipient_the_organisation(who: str, shown: str) -> None:
    assert organisation(who) == shown


def test_the_inventory_says_who_wrote_to_whom_without_people() -> None:
    mail = document(
        "0001", sender="F. Bouzid <f.bouzid@minwr.nl>", recipient="Directie Integriteit"
    )
    made = files(assembled(request(), state(Law.WOO, [mail])))
    assert rows_of(made["te-publiceren/inventarislijst.xlsx"])[1][4] == (
        "Van: minwr.nl\nAan: Directie Integriteit"
    )
    assert "Bouzid" not in text_of(made["te-publiceren/inventarislijst.pdf"])
