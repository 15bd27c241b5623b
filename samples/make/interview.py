"""The report of an interview, with initials for the speakers."""

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

PAGES = 2
WIDTH = A4[0] - 50 * mm
TALK = (
    (
        "karahan|GK",
        "Fijn dat u er bent. U weet waarom wij u spreken. Kunt u uw functie beschrijven?",
    ),
    (
        "blok|RB",
        "Ik ben sinds 2011 in dienst en doe de contracten voor het onderhoud aan de kribben. Mijn "
        "leidinggevende is Evelien Kok, voorheen was dat Ilse Zomer.",
    ),
    ("post|SP", "Kent u de heer Groothuizen?"),
    (
        "blok|RB",
        "Pieter-Bas? Ja, die ken ik al twintig jaar. Wij roeien op zaterdag. Dat weet iedereen op "
        "het werk, Douwe ook. Ik heb daar nooit geheimzinnig over gedaan.",
    ),
    ("karahan|GK", "Wij leggen u een bericht voor van 14 februari 2023. Herkent u dat?"),
    (
        "blok|RB",
        "Dat heb ik gestuurd. Het ging om de vakindeling, daar had hij een vraag over. Ik wist "
        "niet dat het tabblad met de raming erbij zat.",
    ),
    ("post|SP", "U hebt het bericht daarna gewist. Waarom?"),
    (
        "blok|RB",
        "Omdat ik schrok. Ik had [[+woord|een kok]] in de familie die op die manier zijn baan "
        "kwijtraakte, een bijlage naar de verkeerde. Ik dacht: weg ermee. Dat was dom.",
    ),
    ("karahan|GK", "Hebt u het daarna met iemand besproken? Met mevrouw El Idrissi bijvoorbeeld?"),
    (
        "blok|RB",
        "Nee. Fatima zat die avond tegenover me, dus ze zal het wel gezien hebben. Heeft zij het "
        "gemeld? Daar hoeft u geen antwoord op te geven.",
    ),
    ("karahan|GK", "Wij zeggen niets over wie een melding doet."),
    (
        "delahaye|QD",
        "Ik wil laten vastleggen dat mijn cliënt de naam van de melder niet van u heeft gehoord.",
    ),
    ("post|SP", "Dat noteren wij. Dan het hotel in Valkenburg."),
    (
        "blok|RB",
        "Pieter-Bas had dat weekend geboekt voor zijn zus en die kon niet. Wij zijn in hun plaats "
        "gegaan. Ik had het moeten melden, dat klopt.",
    ),
    (
        "post|SP",
        "Is er ooit geld overgemaakt op uw rekening, of op die van uw partner?",
    ),
    (
        "blok|RB",
        "Nooit. U mag het nakijken, rekening [[blok:IBAN_CODE|NL19RABO0999123478]]. Ook niet "
        "contant.",
    ),
    (
        "karahan|GK",
        "Hoe gaat het nu met u?",
    ),
    (
        "blok|RB",
        "Slecht. Ik denk er dag en nacht aan en op het werk kijkt niemand mij nog aan. Van "
        "Rishi Ramautar mag ik halve dagen werken. Sander, mag ik even "
        "pauze?",
    ),
    ("post|SP", "Natuurlijk. Wij gaan om 11.20 uur verder."),
    (
        "karahan|GK",
        "Wij zijn er weer. Wie hadden er in februari toegang tot de raming?",
    ),
    (
        "blok|RB",
        "Ik, Nauta en Meryem. En Bambang Hardjosoemarto kan bij alles, want die beheert de map. "
        "De andere [[ekaya|Kaya]], van ICT, kan er technisch ook bij.",
    ),
    ("karahan|GK", "De inschrijving lag iets onder de raming. Wat vindt u daarvan?"),
    (
        "blok|RB",
        "Dat is toeval of hij is gewoon goed. Groothuizen rekent al jaren scherp. Ik heb hem de "
        "prijs niet voorgezegd, als u dat bedoelt.",
    ),
    (
        "delahaye|QD",
        "Mijn cliënt heeft geen belang bij dit bedrijf. Hij heeft er geen aandelen in en werkt er "
        "niet bij.",
    ),
    ("post|SP", "Er is in 2019 al eens een melding geweest. Waar ging die over?"),
    (
        "blok|RB",
        "Over een kerstpakket. Dat is toen door Ilse afgehandeld en er was niets aan de hand. Er "
        "ligt vast [[+woord|een berg papier]] over.",
    ),
    ("karahan|GK", "Hebt u het register van geschenken ooit gebruikt?"),
    (
        "blok|RB",
        "Eén keer, voor een boek. Het staat op het intranet achter drie knoppen. Evelien zei "
        "altijd: vraag het mij maar. Dat heb ik dus niet gedaan.",
    ),
    (
        "delahaye|QD",
        "Ik verzoek u de personeelsbeoordelingen van de afgelopen jaren bij uw weging te "
        "betrekken.",
    ),
    (
        "karahan|GK",
        "Die vragen wij op bij Rishi Ramautar. Hebt u zelf nog iets toe te voegen?",
    ),
    (
        "blok|RB",
        "Dat het mij spijt. Ik werk hier graag. Ik hoop dat de minister, mevrouw Corstanje, ook "
        "kijkt naar wat er wel goed ging.",
    ),
    (
        "post|SP",
        "Wij hebben geen vragen meer. U krijgt het verslag binnen een week. Waar sturen wij het "
        "heen?",
    ),
    (
        "blok|RB",
        "Naar huis: [[blok:ADDRESS|Kwekerijlaan 118]], [[blok:POSTCODE|2724 XB]] in Zoetermeer. "
        "Bellen kan op [[blok:PHONE_NUMBER|06-20418857]].",
    ),
)


def interview_report(path: Path, ledger: Ledger) -> None:
    """Two pages: a block of facts, the talk, and who agreed to the text."""
    write = Writer(ledger, pdf.LARGE)

    def first(canvas: Canvas, _: Any) -> None:
        pdf.wordmark(canvas, ledger, "Directie Veiligheid en Integriteit")
        _foot(canvas, ledger, 1)

    def later(canvas: Canvas, _: Any) -> None:
        _foot(canvas, ledger, canvas.getPageNumber())

    story: list[Flowable] = [
        write.h("Gespreksverslag", pdf.H1),
        write.fields(
            [
                (
                    "Gesproken met",
                    "de heer R.J. Blok ([[blok|RB]]), "
                    "bijgestaan door mr. Q. Delahaye ([[delahaye|QD]])",
                ),
                ("Door", "Gülsüm Karahan ([[karahan|GK]]) en Sander Post ([[post|SP]])"),
                ("Datum en tijd", "[[+datum|28 augustus 2023]], 10.00 - 11.45 uur"),
                (
                    "Plaats",
                    "[[+kantooradres|Thorbeckekade 4, Den Haag]], [[+zaal|zaal Ada Lindeboom]]",
                ),
                ("Melding", "meldingsnummer [[elidrissi:CASE_NUMBER|2023-0147]]"),
            ],
            (28 * mm, WIDTH - 28 * mm),
        ),
        gap(8),
        write.p(
            "Dit verslag geeft het gesprek zakelijk weer. Betrokkene is gewezen op zijn recht om "
            "niet te antwoorden en op de vertrouwelijkheid van het onderzoek."
        ),
        gap(4),
        *_talk(write),
        gap(6),
        write.h("Voor akkoord"),
        write.p("R.J. Blok heeft op 6 september 2023 per e-mail ingestemd met dit verslag."),
    ]
    templates = [
        Template("first", ((25 * mm, 22 * mm, WIDTH, A4[1] - 62 * mm),), first),
        Template("next", ((25 * mm, 22 * mm, WIDTH, A4[1] - 44 * mm),), later),
    ]
    story.insert(0, pdf.next_template("next"))
    pdf.build(path, "Gespreksverslag", templates, story, pages=PAGES)


def _talk(write: Writer) -> list[Flowable]:
    look = pdf.style(
        "talk", fontSize=10, bulletFontSize=10, leading=15, leftIndent=10 * mm, spaceAfter=7
    )
    return [write.p(text, look, label=f"[[{who}]]:") for who, text in TALK]


def _foot(canvas: Canvas, ledger: Ledger, page: int) -> None:
    pdf.foot(canvas, ledger, "Gespreksverslag | vertrouwelijk", page=page, pages=PAGES)
