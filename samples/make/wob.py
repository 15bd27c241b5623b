"""The second, small dossier: a decision of 2021 under the Wob."""

from __future__ import annotations

from email.headerregistry import Address
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from make import pdf
from make.marks import Ledger
from make.pdf import Template, Writer, gap

NOTE = """\
VERSLAG VOORONDERZOEK
[[+kenmerk van de brief|DVI/2021/0088]]
Datum: [[+datum|9 februari 2021]]
Opsteller: Younes Benali

1. Melding
Cheryl Pinas heeft op 18 januari 2021 gemeld dat Jorrit Kuiper onder werktijd en met een dienstauto
koeriersritten zou rijden. Zij zag de auto drie keer bij een distributiecentrum.

2. Bevindingen
De rittenregistratie van het voertuig met kenteken [[kuiper:NL_LICENSE_PLATE|ZS-418-X]] vertoont
op zes dagen onverklaarde ritten. De heer Kuiper heeft verklaard dat hij op die dagen zijn vader
naar het ziekenhuis bracht.
Dat hij in zijn vrije tijd [[+woord|kuiper]] is en vaten vervoert, verklaart de ritten niet.

3. Conclusie
Privégebruik is aangetoond, betaald werk niet.
[[?OPINION:benali|Naar mijn mening is een gesprek voldoende.]]
"""

MAIL = """\
Hanneke,

Het verslag over de dienstauto is klaar. Mevrouw Pinas heeft gevraagd of haar naam buiten het
verslag kan blijven. Ik heb haar gezegd dat zij als melder vertrouwelijk is. Jorrit weet niet wie
er gemeld heeft.

Machteld Roerdink wil de uitkomst voor de bestuursraad hebben.

Groet,
Younes
T [[+doorkiesstam|070 - 348]] [[benali:PHONE_NUMBER|5164]]

Van: Vroom, H. (Hanneke) <[[vroom:EMAIL_ADDRESS|h.vroom]][[+domein|@minwr.nl]]>
Verzonden: [[+datum|maandag 8 februari 2021 16:20]]
Aan: Benali, Y. (Younes) <[[benali:EMAIL_ADDRESS|y.benali]][[+domein|@minwr.nl]]>
Onderwerp: [[+onderwerp|Verslag dienstauto]]

Younes, wanneer kan ik het verslag verwachten? Ik spreek Kuiper morgen om 14.00 uur.

Hanneke Vroom
"""


def preliminary_report(path: Path, ledger: Ledger) -> None:
    """A plain text file."""
    path.write_bytes(ledger.plain(NOTE).encode())


def short_mail(path: Path, ledger: Ledger) -> None:
    """An .eml with one quoted message and no attachment."""
    message = EmailMessage()
    for header, who in (("From", "benali"), ("To", "vroom")):
        person = next(item for item in ledger.people if item.id == who)
        local, _, domain = person.email.partition("@")
        name = ledger.plain(next(form for form in person.forms if "(" in form))
        ledger.plain(f"[[{who}:EMAIL_ADDRESS|{local}]][[+domein|@{domain}]]")
        message[header] = (Address(display_name=name, addr_spec=person.email),)
    message["Subject"] = ledger.heading("RE: Verslag dienstauto")
    message["Date"] = "Tue, 09 Feb 2021 11:45:00 +0100"
    message["Message-ID"] = "<20210209114500.0088@minwr.nl>"
    message.set_content(ledger.plain(MAIL), cte="quoted-printable")
    path.write_bytes(message.as_bytes())


def outcome_memo(path: Path, ledger: Ledger) -> None:
    """A memo of one page."""
    write = Writer(ledger, pdf.LARGE, pdf.LARGE_BULLET)

    def draw(canvas: Canvas, _: Any) -> None:
        pdf.wordmark(canvas, ledger, "Directie Veiligheid en Integriteit")
        pdf.foot(canvas, ledger, "DVI/2021/0093", page=1, pages=1)

    story: list[Flowable] = [
        write.h("Afdoening melding privégebruik dienstauto", pdf.H1),
        write.fields(
            [
                ("Aan", "Machteld Roerdink, secretaris-generaal"),
                ("Van", "Hanneke Vroom"),
                (
                    "Opgesteld door",
                    "Y. Benali, T [[+doorkiesstam|070 - 348]] [[benali:PHONE_NUMBER|5164]]",
                ),
                ("Datum", "[[+datum|22 februari 2021]]"),
            ],
            (28 * mm, 120 * mm),
        ),
        gap(8),
        write.h("Voorstel"),
        write.p(
            "Wij stellen voor om de heer J. Kuiper een schriftelijke waarschuwing te geven en de "
            "kosten van zes ritten te verhalen op rekening [[kuiper:IBAN_CODE|NL05 INGB 0999 4177 "
            "02]]. Mevrouw C. Pinas ontvangt een korte terugkoppeling. Minister Gijsbert ter Laak "
            "is niet eerder over deze melding geïnformeerd."
        ),
        write.h("Overwegingen"),
        *write.bullets(
            "Kuiper heeft het gebruik erkend en werkt volledig mee.",
            "De ritten vonden plaats in een periode van zorg voor een familielid.",
            "Een zwaardere maatregel past niet bij eerdere afdoeningen.",
        ),
    ]
    frame = (25 * mm, 22 * mm, A4[0] - 50 * mm, A4[1] - 62 * mm)
    pdf.build(path, "Afdoening melding", [Template("p", (frame,), draw)], story, pages=1)
