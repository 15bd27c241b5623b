"""The e-mail thread with two quoted messages and one attachment."""

from __future__ import annotations

from email.headerregistry import Address
from email.message import EmailMessage
from pathlib import Path

from make.marks import Ledger

BODY = """\
Beste Agnieszka,

Dank. De afspraak met de gemachtigde staat nu op 28 augustus om 10.00 uur, \
[[+zaal|zaal Ada Lindeboom]]. \
Douwe Nauta en Meryem Kaya hebben hun verslag al goedgekeurd; [[mkaya|Kaya]] had een kleine \
aanvulling. \
Van Emre heb ik de logbestanden binnen.

Nog iets anders: Noor Vlasblom van [[+organisatie|Omroep Maasoever]] belde het algemene nummer \
met vragen over DKO. \
Ik heb haar doorverwezen naar Bastiaan Ravesloot. Zij wist geen naam. Mijn belnotitie zit erbij.

Met vriendelijke groet,

Gülsüm Karahan
Coördinerend onderzoeker
[[+organisatie|Directie Veiligheid en Integriteit]]
T [[+doorkiesstam|070 - 348]] [[karahan:PHONE_NUMBER|5107]]
M [[karahan:PHONE_NUMBER|06 - 4417 9032]]
[[karahan:EMAIL_ADDRESS|g.karahan]][[+domein|@minwr.nl]]

-----Oorspronkelijk bericht-----
Van: Wojciechowska, A. (Agnieszka) <[[wojciechowska:EMAIL_ADDRESS|a.wojciechowska]]\
[[+domein|@minwr.nl]]>
Verzonden: [[+datum|woensdag 16 augustus 2023 17:03]]
Aan: Karahan, G. (Gülsüm) <[[karahan:EMAIL_ADDRESS|g.karahan]][[+domein|@minwr.nl]]>
CC: Post, S. (Sander) <[[post:EMAIL_ADDRESS|s.post]][[+domein|@minwr.nl]]>; Ramautar, R. (Rishi) \
<[[ramautar:EMAIL_ADDRESS|rishi.ramautar]][[+domein|@minwr.nl]]>
Onderwerp: [[+onderwerp|RE: Planning gesprekken feitenonderzoek]]

Dag Gülsüm,

Mr. Delahaye belde mij rechtstreeks. Hij wil dat zijn cliënt vooraf de stukken ziet. Dat hoeft \
volgens het \
protocol niet, maar een kopie van het bericht van 14 februari lijkt mij redelijk. \
[[?OPINION:wojciechowska|Ik vind onze zaak op het punt van het geschenk niet sterk.]] \
Zijn nummer is [[delahaye:PHONE_NUMBER|06 21 83 40 95]].

Rishi, wil jij met Blok afspreken wie er na afloop voor hem is?

Groet, Agnieszka

-----Oorspronkelijk bericht-----
Van: Karahan, G. (Gülsüm) <[[karahan:EMAIL_ADDRESS|g.karahan]][[+domein|@minwr.nl]]>
Verzonden: [[+datum|dinsdag 15 augustus 2023 09:12]]
Aan: Wojciechowska, A. (Agnieszka) <[[wojciechowska:EMAIL_ADDRESS|a.wojciechowska]]\
[[+domein|@minwr.nl]]>
CC: Post, S. (Sander) <[[post:EMAIL_ADDRESS|s.post]][[+domein|@minwr.nl]]>; Berg, A. van den \
(Arjen) \
<[[vandenberg:EMAIL_ADDRESS|arjen.vandenberg]][[+domein|@minwr.nl]]>
Onderwerp: [[+onderwerp|Planning gesprekken feitenonderzoek]]

Beste Agnieszka,

Voor het gesprek met Rutger Blok zoek ik een datum in de laatste week van augustus. Sander en \
ik kunnen op 28 en \
29 augustus. Zijn gemachtigde is mr. Quinten Delahaye; hij is bereikbaar via \
[[delahaye:EMAIL_ADDRESS|q.delahaye]][[+domein|@kadeadvocatuur.nl]].

Arjen, de SG vroeg naar de planning. Wil jij Machteld Roerdink laten weten dat wij op schema \
liggen? Pieter-Bas \
Groothuizen komt op 21 augustus langs.

Groet,
Gülsüm
"""

NOTE = """\
Belnotitie

Datum: [[+datum|17 augustus 2023]], 09.40 uur
Gesproken met: mevrouw N. Vlasblom, [[+organisatie|Omroep Maasoever]]
Telefoon: [[vlasblom:PHONE_NUMBER|06-53120846]]
E-mail: [[vlasblom:EMAIL_ADDRESS|noor.vlasblom]][[+domein|@omroepmaasoever.nl]]
Genoteerd door: Sander Post

Mevrouw Vlasblom vraagt of er bij de dienst een onderzoek loopt naar een aanbesteding. Ik heb \
gezegd dat wij \
daar geen mededelingen over doen en dat zij de heer Ravesloot kan bellen.
Zij overweegt een verzoek op grond van de [[+wet|Wet open overheid]].
"""

PEOPLE = (
    ("From", "Karahan, G. (Gülsüm)", "g.karahan@minwr.nl"),
    ("To", "Wojciechowska, A. (Agnieszka)", "a.wojciechowska@minwr.nl"),
    ("Cc", "Post, S. (Sander)", "s.post@minwr.nl"),
)


def mail_thread(path: Path, ledger: Ledger, note: Ledger) -> None:
    """An .eml with plain text and an attachment, whose own truth goes into ``note``."""
    message = EmailMessage()
    for header, name, address in PEOPLE:
        message[header] = (Address(display_name=ledger.plain(name), addr_spec=address),)
        local, _, domain = address.partition("@")
        owner = next(person.id for person in ledger.people if person.email == address)
        ledger.plain(f"[[{owner}:EMAIL_ADDRESS|{local}]][[+domein|@{domain}]]")
    message["Subject"] = ledger.heading("RE: Planning gesprekken feitenonderzoek")
    message["Date"] = "Thu, 17 Aug 2023 10:26:00 +0200"
    message["Message-ID"] = "<20230817102600.4417@minwr.nl>"
    message.set_content(ledger.plain(BODY), cte="quoted-printable")
    message.add_attachment(
        note.plain(NOTE), cte="quoted-printable", filename="belnotitie-17-augustus.txt"
    )
    message.set_boundary("=_minwr_0001")
    path.write_bytes(message.as_bytes())
