"""The .docx note, and packing of Office files with fixed dates."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from pathlib import Path
from typing import Any

import docx
from docx.shared import Cm, Pt

from make.marks import Ledger

ZIP_DATE = (2024, 1, 30, 9, 0, 0)
STAMP = dt.datetime(2024, 1, 30, 9, 0, 0)  # noqa: DTZ001 (Office files hold a naive time)
ROWS = (
    ("Maatregel", "Trekker", "Gereed"),
    ("Ramingen in afgeschermd dossier", "B. Hardjosoemarto", "[[+datum|1 maart 2024]]"),
    ("Register van geschenken op intranet", "Sander Post", "[[+datum|15 maart 2024]]"),
    ("Training leidinggevenden", "R. Ramautar", "[[+datum|30 april 2024]]"),
    ("Controle op oude toegangsrechten", "Mei-Ling Cheung", "[[+datum|1 april 2024]]"),
    ("Evaluatie leidraad aanbesteden", "A. Wojciechowska", "[[+datum|1 juni 2024]]"),
)


def measures_note(path: Path, ledger: Ledger) -> None:
    """A note with a heading, a table, and a header and footer."""
    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Liberation Sans", Pt(10)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.header.paragraphs[0].text = ledger.heading("Ministerie van Waterstaat en Ruimte | DVI")
    section.footer.paragraphs[0].text = ledger.plain(
        "Notitie verbetermaatregelen | opsteller: S. Post"
    )
    _write_body(document, ledger)
    core = document.core_properties
    core.author, core.last_modified_by, core.title = "Post, S. (Sander)", "Post, S. (Sander)", ""
    core.created = core.modified = STAMP
    core.comments = ""
    document.save(str(path))
    repack(path)


def _write_body(document: Any, ledger: Ledger) -> None:
    _heading(document, ledger, "Notitie verbetermaatregelen DKO", 16)
    document.add_paragraph(
        ledger.plain("Aan: T. Wiersinga\nVan: Sander Post\nDatum: [[+datum|30 januari 2024]]")
    )
    _heading(document, ledger, "Aanleiding", 12)
    document.add_paragraph(
        ledger.plain(
            "Op 20 oktober 2023 is het feitenonderzoek bij de [[+organisatie|Dienst Kribben en "
            "Oevers]] afgerond. De secretaris-generaal, Machteld Roerdink, heeft gevraagd om "
            "maatregelen die herhaling voorkomen. Deze notitie is besproken met Evelien Kok en "
            "Kwabena Ofori-Mensah."
        )
    )
    _heading(document, ledger, "Maatregelen", 12)
    table = document.add_table(rows=0, cols=3)
    table.style = "Table Grid"
    for place, row in enumerate(ROWS):
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=True):
            cell.text = ledger.heading(text) if place == 0 else ledger.plain(text)
            cell.paragraphs[0].runs[0].bold = place == 0
            cell.paragraphs[0].paragraph_format.space_after = Pt(2)
    _heading(document, ledger, "Toelichting", 12)
    document.add_paragraph(
        ledger.plain(
            "Van den Berg heeft namens het bureau SG laten weten dat de maatregelen in de "
            "planning passen. Mevrouw Cheung verwijdert in maart de toegang van medewerkers die "
            "van functie zijn veranderd. Het account [[blok:HANDLE|rjblok]] is op 1 december 2023 "
            "beperkt tot de eigen contracten."
        )
    )
    document.add_paragraph(
        ledger.plain(
            "[[?OPINION:post|Ik stel voor om de evaluatie van de leidraad pas na de reorganisatie "
            "te doen, omdat JZ er nu niet aan toekomt.]] Hardjosoemarto houdt de voortgang bij in "
            "het overzicht op de gedeelde schijf."
        )
    )


def _heading(document: Any, ledger: Ledger, text: str, size: int) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(12)
    paragraph.paragraph_format.space_after = Pt(3)
    run = paragraph.add_run(ledger.heading(text))
    run.bold, run.font.size = True, Pt(size)


def repack(path: Path) -> None:
    """Rewrite an Office file with fixed dates, in the order of its names."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    first = [name for name in ("[Content_Types].xml", "_rels/.rels") if name in parts]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in [*first, *sorted(parts.keys() - set(first))]:
            content = _fixed(parts[name]) if name == "docProps/core.xml" else parts[name]
            archive.writestr(_entry(name), content)


def _fixed(core: bytes) -> bytes:
    stamp = STAMP.isoformat().encode() + b"Z"
    return re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>" + stamp, core)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, ZIP_DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0
    return entry
