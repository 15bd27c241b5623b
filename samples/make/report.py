"""The investigation report: numbered pages with a running head and foot, and a table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, NextPageTemplate, PageBreak

from make import pdf
from make.marks import Ledger
from make.pdf import Template, Writer, gap

PAGES = 5
WIDTH = A4[0] - 50 * mm


def investigation_report(path: Path, ledger: Ledger) -> None:
    """Five pages; one name is hyphenated at a line end and one runs on over a page."""
    write = Writer(ledger, pdf.LARGE, pdf.LARGE_BULLET)
    templates = [
        Template("first", ((25 * mm, 22 * mm, WIDTH, A4[1] - 62 * mm),), _page(ledger, first=True)),
        Template("next", ((25 * mm, 22 * mm, WIDTH, A4[1] - 50 * mm),), _page(ledger, first=False)),
    ]
    story: list[Flowable] = [
        NextPageTemplate("next"),
        *_summary(write),
        PageBreak(),
        *_approach(write),
        PageBreak(),
        *_findings(write),
        PageBreak(),
        *_answers(write),
        PageBreak(),
        *_conclusion(write),
    ]
    pdf.build(
        path,
        "Rapport feitenonderzoek DKO",
        templates,
        story,
        author="Gülsüm Karahan",
        pages=PAGES,
    )


def _page(ledger: Ledger, *, first: bool) -> pdf.Draw:
    def draw(canvas: Canvas, _: Any) -> None:
        page = canvas.getPageNumber()
        if first:
            pdf.wordmark(canvas, ledger, "Directie Veiligheid en Integriteit")
        else:
            canvas.setFont(pdf.SANS, 7.5)
            canvas.setFillColor(pdf.GREY)
            head = ledger.heading("Rapport feitenonderzoek DKO")
            canvas.drawString(25 * mm, A4[1] - 15 * mm, head)
            right = ledger.heading("Vertrouwelijk | versie 1.0 | 20 oktober 2023")
            canvas.drawRightString(A4[0] - 25 * mm, A4[1] - 15 * mm, right)
            canvas.setFillColorRGB(0, 0, 0)
        pdf.foot(canvas, ledger, "Onderzoekers: G. Karahan en S. Post", page=page, pages=PAGES)

    return draw


def _summary(write: Writer) -> list[Flowable]:
    return [
        write.h(
            "Rapport feitenonderzoek", pdf.style("t", fontSize=22, leading=27, fontName=pdf.BOLD)
        ),
        write.p(
            "Omgang met aanbestedingsgegevens bij de Dienst Kribben en Oevers, district Boven-Waal",
            pdf.style("sub", fontSize=12, leading=16, textColor=pdf.GREY, spaceAfter=18),
        ),
        write.table(
            [
                ("Opdrachtgever", "De secretaris-generaal, Machteld Roerdink"),
                ("Betrokkene", "R.J. Blok, senior contractbeheerder"),
                ("Meldingsnummer", "[[elidrissi:CASE_NUMBER|2023-0147]]"),
                (
                    "Onderzoekers",
                    "Gülsüm Karahan ([[karahan|GK]]) en Sander Post ([[post|SP]]), DVI",
                ),
                ("Meelezer", "Agnieszka Wojciechowska, directie Juridische Zaken"),
                ("Vastgesteld", "[[+datum|20 oktober 2023]]"),
            ],
            (38 * mm, WIDTH - 38 * mm),
            head=False,
        ),
        gap(14),
        write.h("Samenvatting", key="samenvatting"),
        write.p(
            "Op 2 mei 2023 ontving de vertrouwenspersoon een melding over de omgang met "
            "vertrouwelijke gegevens bij de aanbesteding van het kribonderhoud 2023-2026. De "
            "melding betrof Rutger Blok, die als senior contractbeheerder bij de raming betrokken "
            "was. De melder, F. el Idrissi, had op het gezamenlijke werkstation een bericht zien "
            "openstaan dat aan Kribbenbouw Zandhoek B.V. was gericht."
        ),
        write.p(
            "De onderzoekers hebben zeven personen gesproken, het mailverkeer van betrokkene over "
            "de periode van 1 januari tot en met 15 mei 2023 doorzocht en de aanbestedingsstukken "
            "vergeleken met de inschrijvingen. Zij komen tot het volgende oordeel."
        ),
        *write.bullets(
            "Aangetoond: betrokkene heeft op 14 februari 2023 de directieraming aan een "
            "inschrijver gestuurd.",
            "Aangetoond: betrokkene heeft een hotelverblijf aangenomen zonder dat te melden.",
            "Niet aangetoond: betrokkene heeft voor de gegevens geld of goederen gekregen.",
        ),
        write.p(
            "De secretaris-generaal heeft minister Hedwig Corstanje op 23 oktober over deze "
            "uitkomst geïnformeerd. Voor vragen van de pers is Bastiaan Ravesloot, woordvoerder "
            "van het ministerie, aanspreekpunt."
        ),
    ]


def _approach(write: Writer) -> list[Flowable]:
    rows = [
        ("Naam", "Functie", "Datum gesprek", "Rol"),
        ("F. el Idrissi", "contractmedewerker", "[[+datum|19 juni 2023]]", "melder"),
        ("M. Kaya", "planner", "[[+datum|26 juni 2023]]", "getuige"),
        ("D. Nauta", "opzichter", "[[+datum|27 juni 2023]]", "getuige"),
        ("E. Kok", "teamleider", "[[+datum|3 juli 2023]]", "leidinggevende"),
        ("E. Kaya", "forensisch specialist ICT", "[[+datum|10 juli 2023]]", "deskundige"),
        ("P. Groothuizen", "bedrijfsleider", "[[+datum|21 augustus 2023]]", "derde"),
        ("R.J. Blok", "senior contractbeheerder", "[[+datum|28 augustus 2023]]", "betrokkene"),
    ]
    identity = [
        ("Gegeven", "Betrokkene", "Bron"),
        ("Geboortedatum", "[[blok:DATE_OF_BIRTH|14 maart 1978]]", "personeelsdossier"),
        ("BSN", "[[blok:NL_BSN|999918424]]", "personeelsdossier"),
        ("Personeelsnummer", "[[blok:PERSONNEL_NUMBER|00417263]]", "P-registratie"),
        ("Rekeningnummer", "[[blok:IBAN_CODE|NL19 RABO 0999 1234 78]]", "salarisadministratie"),
        ("Kenteken", "[[blok:NL_LICENSE_PLATE|ZX-731-V]]", "parkeerregistratie"),
        ("Account", "[[blok:HANDLE|rjblok]]", "ICT"),
    ]
    return [
        write.h("1  Opdracht en aanpak", key="aanpak"),
        write.p(
            "De secretaris-generaal gaf op 14 juni 2023 opdracht tot een volledig "
            "feitenonderzoek. De onderzoekers hebben gewerkt volgens het "
            "[[+regeling|Onderzoeksprotocol Integriteit 2021]]. Iedere gesprekspartner heeft een "
            "verslag gekregen en kon daarop binnen een week reageren. De gesprekken vonden plaats "
            "in [[+zaal|zaal Ada Lindeboom]] van het kantoor aan de [[+straatnaam|Thorbeckekade "
            "4]] in Den Haag."
        ),
        write.h("1.1  Gesprekken"),
        write.table(rows, (40 * mm, 46 * mm, 40 * mm, WIDTH - 126 * mm)),
        gap(8),
        write.p(
            "Vertrouwenspersoon L. van 't Hof is niet gehoord: haar gesprekken met de melder zijn "
            "vertrouwelijk. De heer Blok liet zich in het gesprek bijstaan door mr. Quinten "
            "Delahaye."
        ),
        write.h("1.2  Gegevens van betrokkene"),
        write.p(
            "Voor de koppeling van systemen zijn de volgende gegevens gebruikt. Zij zijn na afloop "
            "van het onderzoek uit de werkbestanden verwijderd."
        ),
        write.table(identity, (40 * mm, 60 * mm, WIDTH - 100 * mm)),
        gap(8),
        write.h("1.3  Systemen"),
        write.p(
            "Emre Kaya heeft een kopie gemaakt van de mailbox en van de netwerkschijf. Hij stelde "
            "vast dat het account [[blok:HANDLE|rjblok]] op 14 februari 2023 om 21.47 uur was "
            "aangemeld vanaf IP-adres [[blok:IP_ADDRESS|10.44.7.182]], een werkplek op het "
            "districtskantoor. Op dat tijdstip stond alleen het voertuig met kenteken "
            "[[blok:NL_LICENSE_PLATE|ZX-731-V]] op het terrein geregistreerd."
        ),
        write.p(
            "[[+woord|Post die]] op papier binnenkwam, is door de secretaris van de dienst, B. "
            "Hardjosoemarto, aan de onderzoekers gegeven. Het ging om [[+woord|een berg]] "
            "facturen en om twee kaarten zonder afzender."
        ),
    ]


def _findings(write: Writer) -> list[Flowable]:
    return [
        write.h("2  Bevindingen", key="bevindingen"),
        write.h("2.1  De aanbesteding"),
        write.p(
            "De inschrijving op het kribonderhoud sloot op 17 februari 2023. Vier bedrijven "
            "schreven in. De directieraming was bekend bij drie medewerkers: Blok, Nauta en "
            "Meryem Kaya. Kribbenbouw Zandhoek B.V. schreef in met [[?BUSINESS:groothuizen|een "
            "eenheidsprijs van € 41,20 per strekkende meter]], iets onder de raming. Kwabena "
            "Ofori-Mensah van FEZ heeft de bedragen nagerekend en onderschrijft de vergelijking."
        ),
        write.p(
            "De gunning is op 24 maart ingetrokken, nadat [[+instelling|het gerechtshof]] in een "
            "andere zaak over dezelfde leidraad had beslist. Er is dus geen opdracht verstrekt. "
            "In de [[+woord|zomer]] van 2023 is een nieuwe aanbesteding voorbereid, waar "
            "betrokkene niet bij was betrokken."
        ),
        write.h("2.2  Het mailverkeer"),
        write.p(
            "In de mailbox van betrokkene staan vier berichten aan "
            "[[groothuizen:EMAIL_ADDRESS|pb.groothuizen]][[+domein|@kribbenbouwzandhoek.nl]]. Het "
            "derde bericht heeft als bijlage het rekenblad met de raming. De begeleidende tekst "
            'luidt: "Beste Pieter-Bas, hier heb je wat houvast. Rutger." Het bericht is een '
            "kwartier later uit de map met verzonden berichten verwijderd, maar stond nog in de "
            "reservekopie."
        ),
        write.p(
            "De ontvangst is bevestigd door de secretaresse van het bedrijf. Aan de zijde van de "
            "dienst is het bericht op 3 maart bij een controle van de reservekopie gevonden door "
            "de heer [[hardjosoemarto|Hardjosoe-]]\n[[hardjosoemarto|marto]], die het aan de "
            "teamleider heeft voorgelegd. Evelien Kok heeft toen besloten om betrokkene niet aan "
            "te spreken en de gunning af te wachten."
        ),
        write.h("2.3  Het hotelverblijf"),
        write.p(
            "Van 10 tot en met 12 februari 2023 verbleef betrokkene met zijn partner in een hotel "
            "in Valkenburg. De rekening van [[+bedrag|€ 612]] is betaald met een kaart op naam "
            "van P. Groothuizen. Betrokkene heeft het verblijf niet gemeld in het register van "
            "geschenken, hoewel de [[+regeling|Gedragscode Rijk]] dat voorschrijft. "
            "[[?TRACEABLE:blok|Betrokkene was in die maand de enige contractbeheerder van het "
            "district die ouderschapsverlof opnam]], zodat zijn afwezigheid in het rooster goed "
            "te volgen is."
        ),
        write.h("2.4  Verklaringen van getuigen"),
        write.p(
            "Douwe Nauta verklaarde dat hij Blok op 15 februari aan de telefoon hoorde zeggen dat "
            '"het nu goed moest komen". Hij heeft dat destijds niet als opvallend ervaren. Meryem '
            "Kaya zag het rekenblad openstaan op het scherm van betrokkene, maar kon niet zeggen "
            "op welke dag dat was. Beiden hebben verklaard dat de sfeer in het team goed is. De "
            "onderzoekers hebben geen reden om aan de verklaring van [[mkaya|Kaya]] te twijfelen."
        ),
        write.p(
            "Mevrouw El Idrissi bleef bij haar melding. Zij verklaarde dat zij eerst met Van 't "
            "Hof heeft gesproken omdat zij bang was voor gevolgen in het team. "
            "Zij heeft na de melding drie weken verlof opgenomen en is daarna bij een ander "
            "district begonnen. Zij heeft toegelicht waar zij het bericht zag en wie er "
            "verder in de ruimte was. Haar weergave komt overeen met de tijdstippen in de "
            "logbestanden, die zij zelf niet kende. De onderzoekers hebben ook gekeken of iemand "
            "anders het account van betrokkene kon gebruiken. Daarvoor zijn geen aanwijzingen. De "
            "toegangspas, de aanmelding op het netwerk en de parkeerregistratie wijzen alle drie "
            "naar betrokkene."
        ),
        write.p(
            "De juridische beoordeling van de stukken is gedaan door de directie Juridische "
            "Zaken. Het advies is op 2 oktober in een overleg met de onderzoekers besproken. "
            "Daarbij is vastgelegd welke feiten als vaststaand gelden en welke open blijven. Het "
            "advies, ook het deel over de nieuwe leidraad, is in twee weken en op verzoek van de "
            "onderzoekers geschreven door mevrouw [[wojciechowska|Agnieszka]]",
        ),
    ]


def _answers(write: Writer) -> list[Flowable]:
    return [
        write.p(
            "[[wojciechowska|Wojciechowska]], die eerder bij de leidraad betrokken was. Het is "
            "als werkdocument in het dossier opgenomen en maakt geen deel uit van dit rapport."
        ),
        write.h("3  Reactie van betrokkene", key="reactie"),
        write.p(
            "Betrokkene heeft op 28 augustus 2023 een verklaring afgelegd en op 9 oktober "
            "schriftelijk op het concept gereageerd. Zijn gemachtigde heeft daarbij drie punten "
            "naar voren gebracht."
        ),
        *write.bullets(
            "De raming was volgens Blok achterhaald, omdat de hoeveelheden na een inspectie waren "
            "bijgesteld. Uit de stukken blijkt dat de bijstelling van 20 februari dateert, dus "
            "van na de verzending.",
            "Het hotelverblijf was volgens hem een vriendendienst: Rutger en Pieter-Bas kennen "
            "elkaar van de roeivereniging. De onderzoekers hebben dat niet weerlegd, maar ook een "
            "vriendendienst moet worden gemeld.",
            "Mr. Delahaye stelt dat de melding te laat aan zijn cliënt is voorgelegd. Het "
            "protocol geeft daarvoor geen termijn.",
        ),
        write.h("3.1  R.J. Blok over de gang van zaken", key="verklaring"),
        write.p(
            "Betrokkene heeft verklaard dat hij het rekenblad heeft gestuurd omdat de inschrijver "
            "een technische vraag had over de vakindeling. Hij zag niet dat het tabblad met de "
            "raming nog in het bestand zat. Toen hij dat merkte, heeft hij het bericht gewist. "
            "Hij heeft er met niemand over gesproken, ook niet met Kok of met Nauta. Achteraf "
            "noemt hij dat een beoordelingsfout."
        ),
        write.p(
            "De onderzoekers hebben gevraagd waarom het bericht dan de zin over houvast bevat. "
            "Betrokkene antwoordde dat hij daarmee de vakindeling bedoelde. De onderzoekers "
            "vinden die uitleg niet onmogelijk, maar de bijlage had volgens Emre Kaya alleen het "
            "tabblad met de raming als actief blad."
        ),
        write.h("4  Weging", key="weging"),
        write.p(
            "Drie bronnen ondersteunen elkaar: de reservekopie, de verklaring van de melder en de "
            "inschrijving zelf. De verklaringen van Douwe Nauta en Meryem Kaya zijn op zichzelf "
            "te vaag om iets vast te stellen, maar spreken de andere bronnen niet tegen. Voor een "
            "betaling is geen aanwijzing gevonden: op rekening [[blok:IBAN_CODE|NL19 RABO 0999 "
            "1234 78]] is in het tijdvak niets bijgeschreven dat afwijkt."
        ),
        write.p(
            "[[?OPINION:karahan|Wij vinden dat de leidinggevende eerder had moeten ingrijpen en "
            "dat zij haar verantwoordelijkheid heeft ontlopen.]] De feiten daarover staan in "
            "paragraaf 2.2; een oordeel over haar handelen valt buiten de opdracht."
        ),
    ]


def _conclusion(write: Writer) -> list[Flowable]:
    return [
        write.h("5  Conclusie", key="conclusie"),
        write.table(
            [
                ("Vraag", "Antwoord", "Paragraaf"),
                ("Heeft betrokkene de raming gedeeld?", "Ja, aangetoond", "2.2"),
                ("Heeft betrokkene een geschenk aangenomen?", "Ja, aangetoond", "2.3"),
                ("Heeft betrokkene daarvoor geld gekregen?", "Nee, niet aangetoond", "4"),
                ("Had een ander toegang tot het account?", "Nee", "2.4"),
            ],
            (85 * mm, 45 * mm, WIDTH - 130 * mm),
        ),
        gap(10),
        write.p(
            "Het bevoegd gezag beslist over de gevolgen. De onderzoekers geven in overweging om de "
            "toegang tot ramingen te beperken en om leidinggevenden te wijzen op hun plicht om een "
            "vermoeden te melden."
        ),
        write.h("Verzendlijst"),
        *write.bullets(
            "Machteld Roerdink, secretaris-generaal",
            "T. Wiersinga, directeur Veiligheid en Integriteit",
            "R. Ramautar, adviseur Personeel en Organisatie",
            "A. van den Berg, bureau secretaris-generaal",
        ),
        write.h("Verantwoording"),
        write.p(
            "Dit rapport is opgesteld door Gülsüm Karahan en Sander Post. Een kopie ligt in de "
            "kluis van DVI en wordt vijf jaar bewaard. Vragen: [[+functionele "
            "mailbox|integriteit@minwr.nl]] of telefoon [[+doorkiesstam|070 - 348]] "
            "[[post:PHONE_NUMBER|5122]]."
        ),
    ]
