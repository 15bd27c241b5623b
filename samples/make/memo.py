"""The decision memo and the letter about the outcome."""

from __future__ import annotations

import math
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable
from reportlab.platypus import Image as PlatypusImage

from make import pdf
from make.marks import Ledger
from make.pdf import Template, Writer, gap, small_lines

DVI = "Directie Veiligheid en Integriteit"
SIGNATURE_SIZE = (46 * mm, 17 * mm)


def decision_memo(path: Path, ledger: Ledger) -> None:
    """A memo to the secretary-general with the usual block of fields."""
    write = Writer(ledger, pdf.LARGE, pdf.LARGE_BULLET)

    def first(canvas: Canvas, _: Any) -> None:
        pdf.wordmark(canvas, ledger, DVI)
        pdf.foot(canvas, ledger, "DVI/2023/0412 | Departementaal vertrouwelijk", page=1, pages=1)

    frame = (25 * mm, 20 * mm, A4[0] - 50 * mm, A4[1] - 56 * mm)
    story: list[Flowable] = [
        write.h("TER BESLISSING", pdf.style("tb", fontName=pdf.BOLD, fontSize=8.5, spaceAfter=2)),
        write.h("Instellen volledig feitenonderzoek", pdf.H1),
        _memo_fields(write),
        gap(8),
        *_memo_body(write),
    ]
    pdf.build(
        path, "Memo instellen feitenonderzoek", [Template("p", (frame,), first)], story, pages=1
    )


def _memo_fields(write: Writer) -> Flowable:
    left = [
        ("Aan", "de secretaris-generaal, Machteld Roerdink"),
        ("Van", "DVI, T. Wiersinga"),
        ("Via", "bureau SG, Arjen van den Berg"),
        ("Kopie", "R. Ramautar (P&O), K. Ofori-Mensah (FEZ)\nA. Wojciechowska (JZ)"),
    ]
    right = [
        ("Opgesteld door", "Gülsüm Karahan"),
        ("T", "[[+doorkiesstam|070 - 348]] [[karahan:PHONE_NUMBER|5107]]"),
        ("E", "[[karahan:EMAIL_ADDRESS|g.karahan]][[+domein|@minwr.nl]]"),
        ("Datum", "[[+datum|12 juni 2023]]"),
        ("Kenmerk", "[[+kenmerk van de brief|DVI/2023/0412]]"),
    ]
    half = 80 * mm
    return pdf.side_by_side(
        write.fields(left, (15 * mm, half - 17 * mm)),
        write.fields(right, (24 * mm, half - 26 * mm)),
        (half, half),
    )


def _memo_body(write: Writer) -> list[Flowable]:
    return [
        write.h("Aanleiding"),
        write.p(
            "Op 2 mei 2023 heeft Fatima el Idrissi, contractmedewerker bij de [[+organisatie|"
            "Dienst Kribben en Oevers]] (DKO), bij vertrouwenspersoon Lieke van 't Hof gemeld dat "
            "haar collega Rutger Blok prijsgegevens van een lopende aanbesteding zou hebben "
            "gedeeld met [[+bedrijf|Kribbenbouw Zandhoek B.V.]] De melding is ingeschreven onder "
            "meldingsnummer [[elidrissi:CASE_NUMBER|2023-0147]]. Van 't Hof heeft de melding met "
            "instemming van mevrouw El Idrissi op 8 mei aan DVI overgedragen."
        ),
        write.p(
            "DVI heeft van 15 mei tot en met 7 juni een vooronderzoek gedaan. Sander Post heeft "
            "daarvoor de aanbestedingsstukken bekeken; Mei-Ling Cheung van de afdeling ICT heeft "
            "het mailverkeer van het account [[blok:HANDLE|rjblok]] veiliggesteld."
        ),
        write.h("Kernpunten"),
        *write.bullets(
            "In de week voor de sluiting van de inschrijving zijn vier berichten verzonden naar "
            "een adres van Kribbenbouw Zandhoek B.V. Een bijlage bevat de raming van de directie.",
            "Blok heeft in februari 2023 een weekend verbleven in een hotel waarvan de rekening "
            "volgens de boekhouding van het bedrijf door P. Groothuizen is voldaan.",
            "Teamleider Evelien Kok verklaarde dat zij van het verblijf niet op de hoogte was. "
            "[[+woord|De kok]] van het hotel, die door een collega als getuige is genoemd, is geen "
            "medewerker van het ministerie en wordt niet gehoord.",
            "In 2019 is over de heer Blok eerder een melding ontvangen. Die is niet aangetoond.",
        ),
        write.h("Advies"),
        write.p(
            "[[?OPINION:wiersinga|Ik acht de kans groot dat het onderzoek tot een disciplinaire "
            "straf leidt en raad u aan om nu al rekening te houden met een schorsing.]] "
            "[[?OPINION:wojciechowska|De directie Juridische Zaken vindt een schorsing in dit "
            "stadium te zwaar; ik deel dat standpunt niet.]] De kosten van het onderzoek worden "
            "geraamd op [[+bedrag|€ 18.500]] en komen ten laste van het budget van DVI."
        ),
        write.p(
            "Betrokkene werkt sinds februari 2023 vier dagen in de week en is op woensdag niet "
            "aanwezig. Rishi Ramautar adviseert daarom om het "
            "eerste gesprek kort te houden en een vertrouwd persoon toe te laten."
        ),
        write.h("Gevraagd besluit"),
        write.p(
            "Wij vragen u om in te stemmen met een volledig feitenonderzoek door DVI, uit te "
            "voeren door G. Karahan en S. Post. Minister Corstanje is op 9 juni mondeling op de "
            "hoogte gebracht. Na uw besluit belt Arjen van den Berg met Kwabena Ofori-Mensah over "
            "de dekking."
        ),
    ]


def outcome_letter(path: Path, ledger: Ledger) -> None:
    """A signed letter with the sender's data in a column at the right."""
    write = Writer(ledger)
    width = 108 * mm

    def first(canvas: Canvas, _: Any) -> None:
        pdf.wordmark(canvas, ledger, DVI)
        canvas.setFont(pdf.SANS, 6.5)
        canvas.setFillColor(pdf.GREY)
        back = "Retouradres: Postbus 20188, 2500 ED Den Haag"
        canvas.drawString(25 * mm, A4[1] - 42 * mm, ledger.heading(back))
        canvas.setFillColorRGB(0, 0, 0)
        _letter_column(canvas, ledger)
        pdf.foot(canvas, ledger, DVI, page=1, pages=1)

    frame = (25 * mm, 20 * mm, width, A4[1] - 65 * mm)
    story: list[Flowable] = [
        write.p(
            "Persoonlijk en vertrouwelijk\nDe heer R.J. Blok\n[[blok:ADDRESS|Kwekerijlaan 118]]\n"
            "[[blok:POSTCODE|2724 XB]]  [[+woonplaats|Zoetermeer]]"
        ),
        gap(22),
        write.fields(
            [
                ("Datum", "[[+datum|9 november 2023]]"),
                ("Betreft", "[[+onderwerp|Uitkomst feitenonderzoek en voornemen]]"),
            ],
            (16 * mm, width - 16 * mm),
        ),
        gap(14),
        *_letter_body(write),
        gap(4),
        PlatypusImage(BytesIO(_scribble()), *SIGNATURE_SIZE, hAlign="LEFT"),
        gap(4),
        write.h("de directeur Veiligheid en Integriteit", pdf.BODY),
    ]
    ledger.boxes.append(
        {"label": "SIGNATURE", "who": "wiersinga", "page": 1, "what": "handtekening als afbeelding"}
    )
    pdf.build(
        path, "Brief uitkomst feitenonderzoek", [Template("p", (frame,), first)], story, pages=1
    )


def _letter_column(canvas: Canvas, ledger: Ledger) -> None:
    small_lines(
        canvas,
        ledger,
        A4[0] - 25 * mm - 45 * mm,
        A4[1] - 47 * mm,
        [
            f"*{DVI}",
            "",
            "[[+kantooradres|Thorbeckekade 4]]",
            "[[+kantooradres|2511 VB Den Haag]]",
            "[[+postadres|Postbus 20188]]",
            "[[+postadres|2500 ED Den Haag]]",
            "[[+webadres|www.minwr.nl]]",
            "",
            "*Contactpersoon",
            "G. Karahan",
            "T [[+doorkiesstam|070 - 348]] [[karahan:PHONE_NUMBER|5107]]",
            "M [[karahan:PHONE_NUMBER|06 - 4417 9032]]",
            "[[karahan:EMAIL_ADDRESS|g.karahan]][[+domein|@minwr.nl]]",
            "",
            "*Ons kenmerk",
            "[[+kenmerk van de brief|DVI/2023/0655]]",
            "",
            "*Kopie aan",
            "mr. Q. Delahaye",
            "",
            "*Bijlagen",
            "1",
        ],
    )


def _letter_body(write: Writer) -> list[Flowable]:
    return [
        write.p("Geachte heer Blok,"),
        write.p(
            "Op 20 oktober 2023 hebben de onderzoekers hun rapport vastgesteld. U en uw "
            "gemachtigde, mr. Quinten Delahaye, hebben op het concept gereageerd. Met deze brief "
            "deel ik u de uitkomst mee en het besluit dat ik van plan ben te nemen."
        ),
        write.h("Wat is vastgesteld"),
        write.p(
            "Het onderzoek heeft aangetoond dat u op 14 februari 2023 een bestand met de raming "
            "hebt doorgestuurd aan de heer Groothuizen van Kribbenbouw Zandhoek B.V. Ook is "
            "vastgesteld dat u een hotelverblijf hebt aangenomen en dat niet hebt gemeld bij uw "
            "leidinggevende, mevrouw Kok. Niet aangetoond is dat u daarvoor geld hebt ontvangen "
            "op rekening [[blok:IBAN_CODE|NL19 RABO 0999 1234 78]]."
        ),
        write.h("Voornemen"),
        write.p(
            "Ik ben van plan u een schriftelijke berisping te geven. Daarbij weeg ik mee dat u "
            "twaalf jaar zonder opmerkingen hebt gewerkt en in het gesprek van 28 augustus "
            "openheid hebt gegeven. Deze brief komt in uw personeelsdossier, "
            "personeelsnummer [[blok:PERSONNEL_NUMBER|00417263]]."
        ),
        write.h("Uw zienswijze"),
        write.p(
            "U kunt tot en met 30 november 2023 mondeling of schriftelijk reageren. Voor een "
            "afspraak belt u met Gülsüm Karahan. Hebt u behoefte aan ondersteuning, dan kunt u "
            "terecht bij het bedrijfsmaatschappelijk werk, bereikbaar via "
            "[[+functionele mailbox|bmw@minwr.nl]]."
        ),
        write.p(
            "Hoogachtend,\n[[+ondertekening|De minister van Waterstaat en Ruimte,]]\nnamens deze,"
        ),
    ]


def _scribble() -> bytes:
    """A drawn signature, as PNG: two loops and a stroke that stand for nobody's name."""
    scale = 6
    image = Image.new("L", (460, 170), 255)
    pen = ImageDraw.Draw(image)
    loops = [
        (
            40 + step * 1.02 + 34 * math.sin(step / 17),
            88 - 46 * math.sin(step / 23) * math.cos(step / 61),
        )
        for step in range(0, 340, 2)
    ]
    pen.line(loops, fill=40, width=scale, joint="curve")
    pen.line([(30, 140), (180, 118), (420, 96)], fill=40, width=scale - 2, joint="curve")
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
