"""What is meant for many readers: the newsletter and the slides."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, FrameBreak, PageBreak

from make import pdf
from make.marks import Ledger
from make.pdf import Template, Writer, gap

SLIDE = (254 * mm, 142.875 * mm)


def newsletter(path: Path, ledger: Ledger) -> None:
    """One page in two columns, where most names stay."""
    write = Writer(ledger, pdf.style("n", fontSize=10, leading=14, spaceAfter=7))

    def draw(canvas: Canvas, _: Any) -> None:
        canvas.setFillColor(pdf.INK)
        canvas.rect(0, A4[1] - 40 * mm, A4[0], 40 * mm, stroke=0, fill=1)
        canvas.setFillColor(colors.white)
        canvas.setFont(pdf.BOLD, 26)
        canvas.drawString(20 * mm, A4[1] - 23 * mm, ledger.heading("Recht door zee"))
        canvas.setFont(pdf.SANS, 9)
        line = "Nieuwsbrief over integriteit | Ministerie van Waterstaat en Ruimte | december 2023"
        canvas.drawString(20 * mm, A4[1] - 31 * mm, ledger.heading(line))
        canvas.setFillColor(colors.black)

    column = (A4[0] - 40 * mm - 8 * mm) / 2
    height = A4[1] - 65 * mm
    frames = (
        (20 * mm, 18 * mm, column, height),
        (20 * mm + column + 8 * mm, 18 * mm, column, height),
    )
    story: list[Flowable] = [
        write.h("Minister: melden moet veilig zijn", pdf.H2),
        write.p(
            "Bij de opening van de Week van de Integriteit sprak minister Hedwig Corstanje met "
            "zo'n honderd medewerkers in het atrium aan de [[+straatnaam|Thorbeckekade 4]]. \"Wie "
            'iets ziet en het zegt, helpt ons allemaal", zei Corstanje. Secretaris-generaal '
            "Machteld Roerdink vertelde hoe zij zelf als jonge ambtenaar een melding deed en daar "
            "lang spijt van had, totdat haar chef haar bedankte."
        ),
        write.p(
            "Roerdink kondigde aan dat het aantal vertrouwenspersonen in 2024 van acht naar "
            "twaalf gaat. Volgens woordvoerder Bastiaan Ravesloot verschijnt de jaarrapportage in "
            "het voorjaar."
        ),
        write.h("Ada Lindeboom-prijs voor team Oevers", pdf.H2),
        write.p(
            "De [[+prijs|Ada Lindeboom-prijs]] voor het beste dilemmagesprek gaat dit jaar naar "
            "team Oevers. De prijs is genoemd naar de ingenieur die in de jaren vijftig als eerste "
            "vrouw een sluiscomplex ontwierp. Ilse Zomer nam de prijs in ontvangst. Haar "
            "collega Priya Jagessar bedacht de werkvorm: iedereen schrijft een dilemma op een "
            "kaartje en het team kiest er een."
        ),
        write.p(
            '"Eerst was het stil", zegt Zomer. "Daarna wilde niemand meer naar huis." In de '
            "[[+woord|zomer]] van 2024 organiseert het team een tweede ronde, samen met het "
            "[[+instelling|Van Heutink Instituut]]."
        ),
        write.h("Uit de praktijk: de kerstdoos", pdf.H2),
        write.p(
            "Een leverancier stuurt een doos wijn naar je huisadres. Mag dat? Nee. Geschenken op "
            "je huisadres neem je nooit aan, ook niet als ze minder dan vijftig euro waard zijn. "
            "Stuur ze terug, of meld het bij je leidinggevende. [[+woord|De post]] terugsturen "
            "kan via de servicebalie."
        ),
        FrameBreak(),
        write.h("Nieuwe vertrouwenspersonen", pdf.H2),
        write.p(
            "Vanaf januari kun je op alle locaties terecht: in Den Haag aan de "
            "[[+straatnaam|Thorbeckekade]], in Arnhem aan het [[+straatnaam|Burgemeester "
            "Hooftplein]] en in Zwolle aan de [[+straatnaam|Johan van Oldenbarneveltlaan]]. Je "
            "vindt hun namen op het intranet."
        ),
        write.p(
            "Lieke van 't Hof, een van de acht, stopt na elf jaar. \"Ik heb vooral geleerd om "
            'mijn mond te houden", lacht zij. Haar opvolger begint op 1 februari.'
        ),
        write.h("Uitgelezen", pdf.H2),
        write.p(
            "Het boek Tegen de stroom beschrijft hoe dijkgraven in de zeventiende eeuw met giften "
            "omgingen. Dat ging niet altijd goed. De bibliotheek aan de [[+straatnaam|Anna "
            "Paulownastraat]] heeft zes exemplaren."
        ),
        write.h("Cijfers in het kort", pdf.H2),
        write.table(
            [
                ("Meldingen", "2022", "2023"),
                ("Ontvangen", "11", "14"),
                ("Aangetoond", "6", "8"),
                ("Lopend", "1", "2"),
            ],
            (column - 90, 45, 45),
        ),
        gap(8),
        write.h("Agenda", pdf.H2),
        *write.bullets(
            "16 januari: inloopspreekuur, [[+zaal|zaal Ada Lindeboom]]",
            "8 februari: lezing over gunnen, [[+instelling|Van Heutink Instituut]]",
            "14 maart: dilemmalunch, atrium Den Haag",
            look=pdf.LARGE_BULLET,
        ),
        write.h("Van de redactie", pdf.H2),
        write.p(
            "Heb je zelf een dilemma waar collega's van kunnen leren? Stuur het op. Wij "
            "publiceren het zonder naam en zonder afdeling, en nooit voordat je het hebt gelezen. "
            "In het volgende nummer: mag je de korting van een leverancier ook thuis gebruiken?"
        ),
        write.h("Colofon", pdf.H2),
        write.p(
            "Recht door zee is een uitgave van de Directie Veiligheid en Integriteit. Reacties: "
            "[[+functionele mailbox|rechtdoorzee@minwr.nl]]. Telefoon: [[+algemeen nummer|070 - "
            "348 5000]].",
            pdf.SMALL,
        ),
    ]
    pdf.build(path, "Recht door zee", [Template("p", frames, draw)], story, pages=1)


def slides(path: Path, ledger: Ledger) -> None:
    """Four landscape slides with the figures of the year."""
    big = pdf.style("sc", fontSize=13, leading=18, spaceAfter=0)
    write = Writer(
        ledger,
        cell=big,
        cell_head=pdf.style("sch", fontName=pdf.BOLD, fontSize=13, leading=18, spaceAfter=0),
    )
    title = pdf.style(
        "st", fontName=pdf.BOLD, fontSize=22, leading=27, textColor=pdf.INK, spaceAfter=14
    )
    text = pdf.style("sx", fontSize=14, leading=20, spaceAfter=8)
    bullet = pdf.style("sb", fontSize=14, leading=20, leftIndent=18, bulletIndent=2, spaceAfter=6)
    bullet.bulletFontSize = 14

    def draw(canvas: Canvas, _: Any) -> None:
        canvas.setFillColor(pdf.INK)
        canvas.rect(0, 0, 6 * mm, SLIDE[1], stroke=0, fill=1)
        canvas.setFillColor(pdf.GREY)
        canvas.setFont(pdf.SANS, 9)
        line = "Ministerie van Waterstaat en Ruimte | Integriteit 2023 | 18 januari 2024"
        canvas.drawString(20 * mm, 8 * mm, ledger.heading(line))
        canvas.drawRightString(SLIDE[0] - 14 * mm, 8 * mm, str(canvas.getPageNumber()))
        canvas.setFillColor(colors.black)

    story: list[Flowable] = [
        gap(60),
        write.h(
            "Integriteit in 2023",
            pdf.style("s0", fontName=pdf.BOLD, fontSize=34, leading=42, textColor=pdf.INK),
        ),
        write.p("Presentatie voor de bestuursraad\n18 januari 2024", text),
        write.p("Tjalling Wiersinga, Gülsüm Karahan", text),
        PageBreak(),
        write.h("Meldingen en uitkomsten", title),
        write.table(
            [
                ("", "2021", "2022", "2023"),
                ("Ontvangen", "13", "11", "14"),
                ("Aangetoond", "7", "6", "8"),
                ("Niet aangetoond", "5", "4", "3"),
                ("Lopend of anders", "1", "1", "3"),
            ],
            (80 * mm, 35 * mm, 35 * mm, 35 * mm),
        ),
        gap(12),
        *write.bullets(
            "Vooral meer meldingen over omgangsvormen",
            "Een zaak bij de Dienst Kribben en Oevers",
            look=bullet,
        ),
        PageBreak(),
        write.h("Wat leren wij van de zaak bij DKO?", title),
        *write.bullets(
            "Raming alleen nog in het afgeschermde dossier",
            "Register van geschenken actief onder de aandacht",
            "Melder goed opgevangen door Van 't Hof: voortzetten",
            "[[?OPINION:ramautar|P&O vindt de sanctie voor betrokkene te licht]]",
            "Vraag van de SG: kan Evelien Kok vertellen wat zij nodig had?",
            look=bullet,
        ),
        PageBreak(),
        write.h("Vervolg", title),
        *write.bullets(
            "Jaarrapportage naar minister Corstanje: 1 maart 2024",
            "Publicatie door woordvoerder Ravesloot: april 2024",
            "Training leidinggevenden: Rishi Ramautar en Sander Post",
            "Vragen? [[+functionele mailbox|integriteit@minwr.nl]] of "
            "[[karahan:EMAIL_ADDRESS|g.karahan]][[+domein|@minwr.nl]]",
            look=bullet,
        ),
    ]
    frame = (20 * mm, 16 * mm, SLIDE[0] - 34 * mm, SLIDE[1] - 30 * mm)
    pdf.build(path, "Integriteit in 2023", [Template("p", (frame,), draw, SLIDE)], story, pages=4)
