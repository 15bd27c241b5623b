"""What people would write themselves: the requests, and a small list of people."""

_AUTHORITY = """\
authority:
  name: Ministerie van Waterstaat en Ruimte
  decides: De minister van Waterstaat en Ruimte
  mandate: namens deze,
  signs: de directeur Veiligheid en Integriteit
  unit: Directie Veiligheid en Integriteit
  address: [Thorbeckekade 4, 2511 VB Den Haag, Postbus 20188, 2500 ED Den Haag]
  objection_to:
    body: De minister van Waterstaat en Ruimte
    unit: t.a.v. Directie Juridische Zaken
    address: [Postbus 20188, 2500 ED Den Haag]
  phone_trunk: ["070 - 348"]
  domains: [minwr.nl]
  mailboxes: [bmw, rechtdoorzee]
  website: www.minwr.nl
"""

INTEGRITEIT = f"""\
# Verzonnen verzoek aan een verzonnen ministerie; gemaakt door samples/make_samples.py.
reference: WR-2024.0311
law: auto
four_eyes: false
{_AUTHORITY}requester:
  salutation: mevrouw
  name: N. Vlasblom
  organisation: Omroep Maasoever
  address: [Postbus 4410, 3006 AK Rotterdam]
  publish_name: false
request:
  dated: 2024-02-29
  received: 2024-03-04
  subject: integriteitsonderzoek bij de Dienst Kribben en Oevers
  items:
    - id: a
      text: >-
        alle documenten over het integriteitsonderzoek bij de Dienst Kribben en Oevers in 2023,
        en een overzicht van alle meldingen van een vermoedelijke integriteitsschending in dat jaar
      period: [2023-01-01, 2024-03-04]
    - id: b
      text: de verslagen van de Commissie Geschenken en Uitnodigingen over 2023
      period: [2023-01-01, 2023-12-31]
      status: none_found
      reason: >-
        De commissie is in 2021 opgeheven; haar taak is overgegaan naar de leidinggevenden. Over
        2023 zijn er daarom geen verslagen. Navraag bij de voormalige secretaris van de commissie
        heeft dat bevestigd.
  document: verzoek.pdf
procedure:
  acknowledged: 2024-03-06
  extended: {{on: 2024-03-26, weeks: 2, reason: omvang}}
  suspended: []
  contacts:
    - {{on: 2024-03-12, text: telefonisch gesprek over de reikwijdte en de volgorde}}
  third_parties:
    - name: Kribbenbouw Zandhoek B.V.
      asked: 2024-03-13
      answered: 2024-03-20
      objects: false
      view: Het bedrijf heeft laten weten geen bezwaar te hebben tegen openbaarmaking.
  search: >-
    Er is gezocht in het zaaksysteem van de Directie Veiligheid en Integriteit, in de mailboxen
    van de onderzoekers, in het archief van het bureau van de secretaris-generaal en op de gedeelde
    schijf van de Dienst Kribben en Oevers, met de termen kribonderhoud, feitenonderzoek en
    DVI/2023, over de periode van 1 januari 2023 tot en met 4 maart 2024
decision: {{dated: 2024-04-12, sent: 2024-04-12, partial: false}}
extras: []
reasons:
  "5.1.2.i": >-
    Het gaat om het melden van misstanden en het onderzoek daarnaar. De melder en de getuigen
    hebben verklaard in het vertrouwen dat hun naam niet naar buiten komt. Wordt die naam bekend,
    dan zullen collega's minder snel melden en minder vrij verklaren; zonder meldingen is er geen
    onderzoek.
"""

PEOPLE = """\
# Wat een coördinator vooraf al weet; de rest vindt het programma zelf.
people:
  - id: minister
    name: Hedwig Corstanje
    forms: [Corstanje]
    role: office_holder
    action: keep
    reason: bewindspersoon
  - id: sg
    name: Machteld Roerdink
    forms: [Roerdink]
    role: top_official
    action: keep
    reason: secretaris-generaal
  - id: woordvoerder
    name: Bastiaan Ravesloot
    forms: [Ravesloot]
    role: spokesperson
    action: keep
    reason: treedt als woordvoerder in het openbaar op
  - id: naamgever
    name: Ada Lindeboom
    forms: [Lindeboom]
    role: public_figure
    action: keep
    reason: naamgever van een prijs, historisch
  - id: betrokkene
    name: Rutger Blok
    forms: [R.J. Blok, Blok, Rutger]
    emails: [blok@minwr.nl]
    role: accused
    action: redact
    reason: betrokkene in het onderzoek
  - id: melder
    name: Fatima el Idrissi
    forms: [F. el Idrissi, El Idrissi]
    role: reporter
    action: redact
    reason: melder
"""

WOB = f"""\
# Verzonnen verzoek aan een verzonnen ministerie; gemaakt door samples/make_samples.py.
reference: WR-2021.0127
law: auto
{_AUTHORITY}requester:
  salutation: mevrouw
  name: W. Roskam
  address: [Postbus 77, 8000 AB Zwolle]
  publish_name: false
request:
  dated: 2021-05-06
  received: 2021-05-10
  subject: privégebruik van dienstauto's
  items:
    - id: a
      text: alle documenten over meldingen van privégebruik van dienstauto's
      period: [2021-01-01, 2021-05-06]
procedure:
  acknowledged: 2021-05-12
  extended: {{on: 2021-06-01, weeks: 4, reason: zorgvuldige afweging van belangen}}
  contacts: [{{on: 2021-05-19, text: gesprek met verzoekster over de periode}}]
  search: gezocht is in het zaaksysteem en in de mailboxen van de Directie Veiligheid en Integriteit
decision: {{dated: 2021-07-02, sent: 2021-07-02, partial: false}}
"""
