"""The case register of 2023, in the columns of the contract, as XLSX and as CSV."""

# ruff: noqa: E501 (one case a line)

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font

from make.marks import Ledger
from make.office import STAMP, repack

COLUMNS = (
    "ref", "received", "closed", "persons", "unit", "category", "subtype", "violations",
    "investigation", "proven", "disposals", "police", "description", "nature", "enforcement",
    "track", "track_done", "documents",
)  # fmt: skip
ROWS = """
1|2023-01-16|2023-03-02|1|Directie Bedrijfsvoering|financieel|Fraude|financieel:yes|Feitenonderzoek|yes|berisping*1|no|Medewerker heeft reiskosten opgegeven voor dagen waarop thuis werd gewerkt. Het bedrag is terugbetaald.|Onjuiste declaraties|Vastgesteld; schriftelijke berisping|full|yes
2|2023-02-06|2023-04-11|1|Rijkswerf|financieel|Diefstal/verduistering|financieel:no|Feitenonderzoek|no|geen*1|yes|Vermoeden van diefstal van gereedschap uit een loods. Aangifte gedaan. Onderzoek heeft dit niet aangetoond.|Diefstal|Niet aangetoond|full|yes
3|2023-02-20|2023-03-15|1|Directie Communicatie|communicatie|Ongepaste meningsuitingen|communicatie:yes|In de lijn behandeld|yes|corrigerend*1|no|Ongepaste opmerking over een collega in een groepsapp. Afgedaan met een corrigerend gesprek.|Ongepaste uitlating|Vastgesteld; gesprek|line|yes
4|2023-03-13|2023-05-26|1|Dienst Kribben en Oevers|omgangsvormen|Verbale en/of non-verbale agressie en geweld, pesten|omgangsvormen:yes|Feitenonderzoek|yes|corrigerend*1|no|Leidinggevende heeft een medewerker herhaaldelijk toegeschreeuwd. Coaching opgelegd.|Verbale agressie|Vastgesteld; coaching|full|yes
5|2023-04-03|2023-04-28|1|Directie Water|bedrijfsmiddelen|Niet toegestaan privégebruik van bedrijfsmiddelen/voorzieningen|bedrijfsmiddelen:yes|In de lijn behandeld|yes|corrigerend*1|no|Dienstauto gebruikt voor een verhuizing. De kosten zijn vergoed.|Privégebruik dienstauto|Vastgesteld; waarschuwing|line|yes
6|2023-05-02|2023-12-01|1|Dienst Kribben en Oevers|positie|Overig|positie:yes,informatie:yes|Volledig feitenonderzoek intern|yes|berisping*1|no|Medewerker heeft een raming gedeeld met een inschrijver en een hotelverblijf niet gemeld.|Belangenverstrengeling|Vastgesteld; schriftelijke berisping|full|yes
7|2023-05-22|2023-07-14|1|Directie Ruimte|omgangsvormen|Seksuele intimidatie|omgangsvormen:no|Feitenonderzoek|no|geen*1|no|Melding over opmerkingen tijdens een dienstreis. Onderzoek heeft dit niet aangetoond.|Seksuele intimidatie|Niet aangetoond|full|yes
8|2023-06-12|2023-08-30|2|Rijkswerf|omgangsvormen|Fysieke agressie en geweld|omgangsvormen:yes|Feitenonderzoek|yes|berisping*1,verplaatsing*1|no|Twee medewerkers zijn met elkaar op de vuist gegaan. D. Nauta heeft hen uit elkaar gehaald.|Vechtpartij|Vastgesteld; berisping en verplaatsing|full|yes
9|2023-07-03|2023-07-20|1|Directie Bedrijfsvoering|informatie|Lekken van informatie- niet opzettelijk, wel verwijtbaar|informatie:yes|Onderzoek intern|yes|corrigerend*1|no|Tas met vertrouwelijke stukken in de trein laten liggen.|Verlies van stukken|Vastgesteld; waarschuwing|preliminary|yes
10|2023-08-21|2023-10-02|1|Directie Water|positie|Overig|positie:no|Vooronderzoek|no|geen*1|no|Anonieme melding over een nevenfunctie bij een waterschap. De functie bleek te zijn gemeld.|Nevenwerkzaamheden|Niet aangetoond|preliminary|yes
11|2023-09-18|2023-11-06|1|Dienst Kribben en Oevers|bedrijfsmiddelen|Niet volgen van de procedures|bedrijfsmiddelen:yes|Onderzoek intern|yes|einde_tijdelijk*1|no|Ingehuurde kracht gebruikte het wachtwoord van een ander. De inhuur is beëindigd.|Overtreding interne regels|Vastgesteld; inhuur beëindigd|full|yes
12|2023-10-09||1|Directie Ruimte|omgangsvormen|Overig, namelijk|omgangsvormen|Feitenonderzoek|pending||no|Melding over uitsluiting in een team. Het onderzoek loopt nog.|Uitsluiting|Lopend|full|no
13|2023-11-13||1|Rijkswerf|prive|Alcohol- en/of drugsgerelateerde strafbare feiten|prive|Vooronderzoek|pending||yes|Medewerker is buiten diensttijd aangehouden. De uitkomst van de strafzaak wordt afgewacht.|Aanhouding in privétijd|Lopend|preliminary|no
14|2023-12-04|2023-12-18|1|Directie Communicatie|communicatie|Ongepaste meningsuitingen|communicatie|Overgedragen aan andere instantie|other|geen*1|no|Bericht op sociale media door iemand die niet bij het ministerie werkt. Overgedragen.|Ongepaste uitlating|Overgedragen|no_suspicion|yes
"""
WHOLE = {"ref", "persons"}
DATES = {"received", "closed"}


def case_register(xlsx: Path, table: Path, ledger: Ledger) -> None:
    """Fourteen cases; the description of number 8 holds a name that goes."""
    rows = [
        [ledger.plain(cell) for cell in [*line.split("|"), ""]]
        for line in ROWS.strip().splitlines()
    ]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows([COLUMNS, *rows])
    table.write_bytes(b"\xef\xbb\xbf" + out.getvalue().encode())
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Register 2023"
    sheet.append(COLUMNS)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row in rows:
        sheet.append([_value(key, text) for key, text in zip(COLUMNS, row, strict=True)])
    sheet.freeze_panes = "A2"
    for column, width in {"B": 12, "C": 12, "E": 26, "F": 18, "G": 36, "M": 70}.items():
        sheet.column_dimensions[column].width = width
    book.properties.creator = "DVI"
    book.properties.created = STAMP
    book.save(xlsx)
    repack(xlsx)


def _value(key: str, text: str) -> str | int | dt.date | None:
    if not text:
        return None
    if key in WHOLE:
        return int(text)
    return dt.date.fromisoformat(text) if key in DATES else text
