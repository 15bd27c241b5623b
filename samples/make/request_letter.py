"""The request itself, as the requester sent it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from make import pdf
from make.marks import Ledger
from make.pdf import Template, Writer, gap


def request_letter(path: Path, ledger: Ledger) -> None:
    """One page with the sender's own address, telephone number and e-mail address."""
    write = Writer(ledger)

    def draw(canvas: Canvas, _: Any) -> None:
        canvas.setFont(pdf.BOLD, 13)
        canvas.drawString(
            25 * mm, A4[1] - 24 * mm, ledger.plain("[[+organisatie|Omroep Maasoever]]")
        )
        canvas.setStrokeColor(pdf.LINE)
        canvas.line(25 * mm, A4[1] - 27 * mm, A4[0] - 25 * mm, A4[1] - 27 * mm)

    text = pdf.style("r", fontSize=10, leading=14.5, spaceAfter=8)
    story: list[Flowable] = [
        write.p(
            "Noor Vlasblom, redactie onderzoek\n[[vlasblom:ADDRESS|Rietsingel 41]]\n"
            "[[vlasblom:POSTCODE|3066 PT]] Rotterdam\n[[vlasblom:PHONE_NUMBER|06-53120846]]\n"
            "[[vlasblom:EMAIL_ADDRESS|noor.vlasblom]][[+domein|@omroepmaasoever.nl]]",
            text,
        ),
        gap(10),
        write.p(
            "Aan de minister van Waterstaat en Ruimte\n[[+postadres|Postbus 20188]]\n"
            "[[+postadres|2500 ED Den Haag]]",
            text,
        ),
        gap(10),
        write.p("Rotterdam, [[+datum|29 februari 2024]]", text),
        write.p("Onderwerp: [[+onderwerp|verzoek op grond van de Wet open overheid]]", text),
        gap(6),
        write.p("Geachte mevrouw Corstanje,", text),
        write.p(
            "Op grond van artikel 4.1 van de [[+wet|Wet open overheid]] vraag ik u om "
            "openbaarmaking van:",
            text,
        ),
        *write.bullets(
            "alle documenten over het integriteitsonderzoek bij de Dienst Kribben en Oevers in "
            "2023, en een overzicht van alle meldingen van een vermoedelijke "
            "integriteitsschending in dat jaar;",
            "de verslagen van de Commissie Geschenken en Uitnodigingen over 2023.",
            look=pdf.style("rb", fontSize=10, leading=14.5, leftIndent=12, spaceAfter=4),
        ),
        gap(4),
        write.p(
            "Ik ontvang de stukken graag digitaal. U kunt mij bellen als iets onduidelijk is.", text
        ),
        write.p("Met vriendelijke groet,", text),
        gap(10),
        write.p("Noor Vlasblom", text),
    ]
    frame = (25 * mm, 25 * mm, A4[0] - 50 * mm, A4[1] - 60 * mm)
    pdf.build(path, "Verzoek", [Template("p", (frame,), draw)], story, author="", pages=1)
