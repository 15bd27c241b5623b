"""Numbers, addresses and other details with a fixed form: rules/recognizers.yaml."""

from __future__ import annotations

import pytest

from tests.detect.detecting import find, texts
from woo_tool.kinds import Label, PageSource

FOUND = [
    (Label.PHONE_NUMBER, "Bel 06-57110938 of kom langs.", "06-57110938"),
    (Label.PHONE_NUMBER, "T +31 70 3485107", "+31 70 3485107"),
    (Label.PHONE_NUMBER, "T 070 - 348 5107", "070 - 348 5107"),
    (Label.PHONE_NUMBER, "Bereikbaar op (088) 042 6 17 20 tot vijf uur", "(088) 042 6 17 20"),
    (Label.PHONE_NUMBER, "kamer 4B12, toestel 4417.", "4417"),
    (Label.PHONE_NUMBER, "hij belt vanaf +48 601 774 215.", "+48 601 774 215"),
    (Label.EMAIL_ADDRESS, "mail r.de-boer@voorbeeld.example.", "r.de-boer@voorbeeld.example"),
    (Label.ADDRESS, "Zij woont aan de Prins Bernhardlaan 77.", "Prins Bernhardlaan 77"),
    (
        Label.ADDRESS,
        "wonende Laan van Nieuw Zandvliet 230 C te Eik",
        "Laan van Nieuw Zandvliet 230 C",
    ),
    (Label.POSTCODE, "Lindepad 3, 3443 BK Woerden", "3443 BK"),
    (Label.DATE_OF_BIRTH, "geboren op 23 juni 1968 te Assen", "23 juni 1968"),
    (Label.DATE_OF_BIRTH, "Geboortedatum:   8-8-1974", "8-8-1974"),
    (Label.DATE_OF_BIRTH, "geb. 30APR1991 te Eik", "30APR1991"),
    (Label.NL_BSN, "BSN 999923109", "999923109"),
    (Label.NL_BSN, "burgerservicenummer 9999.83.593.", "9999.83.593"),
    (Label.NL_BSN, "bsn 999923108", "999923108"),  # fails the elfproef, but is called one
    (Label.IBAN_CODE, "rekening NL78 INGB 0975 9745 92 t.n.v.", "NL78 INGB 0975 9745 92"),
    (Label.IBAN_CODE, "nl14 asnb 0576 4040 10 ook", "nl14 asnb 0576 4040 10"),
    (Label.IBAN_CODE, "op DE88 1005 0000 0232 1665 15.", "DE88 1005 0000 0232 1665 15"),
    (Label.NL_LICENSE_PLATE, "een Volvo, 4-ZKR-82, stond", "4-ZKR-82"),
    (Label.NL_LICENSE_PLATE, "kenteken 4ZKR82", "4ZKR82"),
    (Label.PERSONNEL_NUMBER, "Zijn personeelsnummer is 20417733.", "20417733"),
    (Label.DOCUMENT_NUMBER, "paspoort EF 4017733", "EF 4017733"),
    (Label.DOCUMENT_NUMBER, "rijbewijs (4419027735)", "4419027735"),
    (Label.CASE_NUMBER, "V-nummer: 276.481.9035", "276.481.9035"),
    (Label.CASE_NUMBER, "proces-verbaal PL0900-2017094417", "PL0900-2017094417"),
    (Label.CASE_NUMBER, "Meldnummer:            MI-2023-0147", "MI-2023-0147"),
    (Label.HANDLE, "Insta @henk_wethouder zegt", "@henk_wethouder"),
    (Label.HANDLE, "Noortje Bleeker (nbleeker) meldt", "nbleeker"),
    (Label.IP_ADDRESS, "ingelogd vanaf 77.168.94.31", "77.168.94.31"),
    (Label.IP_ADDRESS, "vanaf 2a02:a44c:91d0:1::7f om", "2a02:a44c:91d0:1::7f"),
    (Label.SIGNATURE, "stuk geparafeerd door KV.", "KV"),
    (Label.PHONE_NUMBER, "Fax: 070 - 348 5190", "070 - 348 5190"),
    (Label.PHONE_NUMBER, "Doorkiesnummer: 4410", "4410"),
    (Label.PHONE_NUMBER, "receptie ☎ 6024 (pauze)", "6024"),
    (
        Label.PHONE_NUMBER,
        "bel nul zes drie een twee twee acht negen vier vijf vraag naar mij",
        "nul zes drie een twee twee acht negen vier vijf",
    ),
    (Label.PERSONNEL_NUMBER, "U vindt haar in kamer C 12.04 van het gebouw.", "C 12.04"),
    (Label.PERSONNEL_NUMBER, "uw personeelsdossier (nr. 00417726).", "00417726"),
    (Label.PERSONNEL_NUMBER, "pas 88120-4 bij poort zuid", "88120-4"),
    (Label.PERSONNEL_NUMBER, "hoofdagent M. Kuiper (OON-30771) zag", "OON-30771"),
    (Label.DOCUMENT_NUMBER, "laissez-passer (nr LP0093318)", "LP0093318"),
    (Label.DOCUMENT_NUMBER, "visumsticker NLD022418814", "NLD022418814"),
    (Label.DOCUMENT_NUMBER, "Ppt: G2418097", "G2418097"),
    (Label.CASE_NUMBER, "Zorgnummer GZA-448102; arts", "GZA-448102"),
    (Label.CASE_NUMBER, "het dossier (N-2005/77) is dicht", "N-2005/77"),
    (Label.CASE_NUMBER, "bezwaar Z/18/044213 loopt", "Z/18/044213"),
    (Label.CASE_NUMBER, "Cliëntnummer: WMO.19.03377", "WMO.19.03377"),
    (Label.HANDLE, "PolderPiet58: typisch weer", "PolderPiet58"),
    (Label.HANDLE, "noor_iee: ben jij dat", "noor_iee"),
    (Label.HANDLE, "22:41 LOGON OK user=[RVDBRINK] src", "RVDBRINK"),
    (Label.NL_LICENSE_PLATE, "het kenteken T 418 DKB staat", "T 418 DKB"),
    (Label.DATE_OF_BIRTH, "geboren op negen augustus negentienhonderd zevenenveertig", ""),
    (Label.ADDRESS, "wonende te Amsterdam, Waalkade 31-II", "Waalkade 31-II"),
    (Label.ADDRESS, "S. Post, Lange Nieuwstraat 44 bis", "Lange Nieuwstraat 44 bis"),
    (Label.ADDRESS, "hij woont aan de lindenlaan 88 ofzo", "lindenlaan 88"),
    (Label.ADDRESS, "de buurvrouw van 14a belde", "14a"),
    (Label.ADDRESS, "Zij woont op nummer 23 van die straat.", "23"),
    (Label.ADDRESS, "Rua das Flores 17, Lissabon", "Rua das Flores 17"),
    (Label.ADDRESS, "foto gemaakt op 52.070498, 4.300700 om tien uur", "52.070498, 4.300700"),
    (Label.ADDRESS, "GPS: 81456 455321", "81456 455321"),
    # Numbers of one person's file, behind what is said of it.
    (Label.CASE_NUMBER, "Zijn klacht (KLA-2213-19) ligt bij ons.", "KLA-2213-19"),
    (Label.CASE_NUMBER, "Zaaknummer: Z-21/204417", "Z-21/204417"),
    (Label.CASE_NUMBER, "dossiernr. 2017/C-0331 van de heer", "2017/C-0331"),
    (Label.CASE_NUMBER, "pv-nr. 2019-44182", "2019-44182"),
    (Label.CASE_NUMBER, "zie ook TRC-17-0331", "TRC-17-0331"),
    (Label.CASE_NUMBER, "er is een melding uit 2015 (MV-15-4417)", "MV-15-4417"),
    (Label.CASE_NUMBER, "een dossier gemaakt (pz-2018-31).", "pz-2018-31"),
    (Label.CASE_NUMBER, "zij maakt bezwaar\n(reg. BZ-2018-0417)", "BZ-2018-0417"),
    (Label.CASE_NUMBER, "Not.nr. GE.21.L4.003318/2016", "GE.21.L4.003318/2016"),
    (Label.CASE_NUMBER, "de zaak ROT 18/2204 AW", "ROT 18/2204 AW"),
    (Label.CASE_NUMBER, "de visumaanvraag van haar zus (KIN-15-044)", "KIN-15-044"),
    (Label.CASE_NUMBER, "dossier van mw. Tol: TRC-17-0331", "TRC-17-0331"),
    (Label.CASE_NUMBER, "GET /zaak/S-20331/bijlage", "S-20331"),
    (Label.DATE_OF_BIRTH, "GEB 030261 te Goes", "030261"),
    (Label.DATE_OF_BIRTH, "(geb. 3-2-'61)", "3-2-'61"),
    (Label.DATE_OF_BIRTH, "Kees Wildeboer (03-02-1961) verklaart", "03-02-1961"),
    (Label.DATE_OF_BIRTH, "K. Wildeboer °03-02-61", "03-02-61"),
    (Label.DATE_OF_BIRTH, "Geboren: 3 feb '61", "3 feb '61"),
    (
        Label.DATE_OF_BIRTH,
        "geboren te Nieuwe Pekela, provincie Groningen, op 3 februari 1961",
        "3 februari 1961",
    ),
    (
        Label.DATE_OF_BIRTH,
        "geboren op de twaalfde mei negentienhonderd zestig",
        "twaalfde mei negentienhonderd zestig",
    ),
    (Label.ADDRESS, "de bewoner van Molenlaantje 9 klaagt", "Molenlaantje 9"),
    (Label.ADDRESS, "Mevrouw Wildeboer van nummer 31 belde.", "31"),
    (Label.ADDRESS, "WONENDE ZUIDWAL 41-II TE GOES", "ZUIDWAL 41-II"),
    (Label.ADDRESS, "huis: zuidwal 3-b", "zuidwal 3-b"),
    (Label.ADDRESS, "Kerkstr. 12, Goes", "Kerkstr. 12"),
    (Label.ADDRESS, "Huis: Labone Avenue 44, Accra", "Labone Avenue 44"),
    (Label.ADDRESS, "Jl. Kenanga Raya 21", "Jl. Kenanga Raya 21"),
    (Label.ADDRESS, "KG 11 Ave 5, Kigali", "KG 11 Ave 5"),
    (Label.ADDRESS, "hij woont rue lepic 3 te parijs", "rue lepic 3"),
    (Label.POSTCODE, "ze woont nu op 12b (3443 bk woerden)", "3443 bk"),
    (Label.NL_BSN, "burgerservicenr. 999 923 109", "999 923 109"),
    (Label.NL_LICENSE_PLATE, "car with plate 118-CD-42", "118-CD-42"),
    (Label.NL_LICENSE_PLATE, "een witte auto, CD 27-3-11", "CD 27-3-11"),
    (Label.NL_LICENSE_PLATE, "kenteken 1-kbx-441", "1-kbx-441"),
    (Label.NL_LICENSE_PLATE, "de chauffeur gaat rijden (HN-21-407).", "HN-21-407"),
    (Label.HANDLE, "My WeChat is sun_tol", "sun_tol"),
    (Label.HANDLE, "op fb gekeken, bert.vdtol.3, foto's", "bert.vdtol.3"),
    (Label.HANDLE, "inlognaam BTOL01", "BTOL01"),
    (Label.HANDLE, "DigiD-naam: berttol61", "berttol61"),
    (Label.HANDLE, r"op \\server\share\btolman\incident", "btolman"),
    (Label.IP_ADDRESS, "vanaf 2001:db8:4:1::9f om", "2001:db8:4:1::9f"),
    (Label.IP_ADDRESS, "toestel fd12:3456:789a::12 van", "fd12:3456:789a::12"),
    (Label.IP_ADDRESS, "server 203.0.113.9 liet", "203.0.113.9"),
    (Label.PHONE_NUMBER, "Tel.0703485107", "0703485107"),
    (Label.PHONE_NUMBER, "satelliet +870 773 112 445", "+870 773 112 445"),
    (Label.DOCUMENT_NUMBER, "paspoort N X 4 F 1 7 7 3 3 is", "N X 4 F 1 7 7 3 3"),
    (Label.DOCUMENT_NUMBER, "identiteitskaart 591-2204417-31, niet", "591-2204417-31"),
    (Label.DOCUMENT_NUMBER, "KTP 3174012345678901", "3174012345678901"),
    (Label.DOCUMENT_NUMBER, "Paspoort: NX 4F1 773 3 is", "NX 4F1 773 3"),
    (Label.DOCUMENT_NUMBER, "Ghana Card GHA-712204417-3", "GHA-712204417-3"),
    (Label.CASE_NUMBER, "Integriteitsmelding IM-2018-0331", "IM-2018-0331"),
    (Label.DATE_OF_BIRTH, "born on February 3, 1961", "February 3, 1961"),
    (Label.DATE_OF_BIRTH, "born 3rd of February 1961", "3rd of February 1961"),
    (Label.ADDRESS, "'s-Gravelandseweg 41", "'s-Gravelandseweg 41"),
    (Label.ADDRESS, "Burg. Tolstraat 3b", "Burg. Tolstraat 3b"),
    (Label.ADDRESS, "LANGE NIEUWSTRAAT 44", "LANGE NIEUWSTRAAT 44"),
    (Label.ADDRESS, "is verhuisd naar 't Zwet 14 in Eik", "'t Zwet 14"),
    (Label.ADDRESS, "2e Anna van der Tolstraat 33 huis", "2e Anna van der Tolstraat 33 huis"),
    (Label.ADDRESS, "wonende te Oude Haven 33-G", "Oude Haven 33-G"),
    (Label.ADDRESS, "gewoond hebbende Singel 417", "Singel 417"),
    (Label.ADDRESS, "Recreatiepark De Tol, huisje 17", "Recreatiepark De Tol, huisje 17"),
    (Label.ADDRESS, "woonboot Amsteldijk t/o 33", "Amsteldijk t/o 33"),
    (Label.ADDRESS, "Woonadres: Van Tolstraat\n33 te Eik", "Van Tolstraat\n33"),
    (Label.ADDRESS, "Post naar Zonnetol-\nstraat 4, graag", "Zonnetol-\nstraat 4"),
    (Label.ADDRESS, "GPS 52°05'26\"N 5°07'17\"E", "52°05'26\"N 5°07'17\"E"),
    (Label.ADDRESS, "RD x=136712 y=455901", "x=136712 y=455901"),
    (Label.POSTCODE, "33 Acacia Avenue, London N1 7AA", "N1 7AA"),
    (Label.POSTCODE, "Hauptstraße 33, 10115 Berlin", "10115"),
    (Label.POSTCODE, "straat 4, 3581\nAB Utrecht", "3581\nAB"),
    (Label.DATE_OF_BIRTH, "born 3-Mar-1961", "3-Mar-1961"),
    (Label.DATE_OF_BIRTH, "geb.: 12.III.1961", "12.III.1961"),
    (Label.DATE_OF_BIRTH, "gbd 05-11-61 m", "05-11-61"),
    (Label.DATE_OF_BIRTH, "Roos werd op 3 april 1961 geboren in Eik.", "3 april 1961"),
    (Label.DATE_OF_BIRTH, "jarig op 15 augustus", "15 augustus"),
    (Label.DATE_OF_BIRTH, "Geboortejaar 1961, ongehuwd", "1961"),
    (Label.DATE_OF_BIRTH, "echtgenote M. Tol, 22-10-1961, zonder beroep", "22-10-1961"),
    (Label.DATE_OF_BIRTH, "Wildeboer | 999923109 | 01-02-1961", "01-02-1961"),
    (Label.DATE_OF_BIRTH, "Tol, A. | 15-08-1961 | m | Nederlandse", "15-08-1961"),
    (Label.EMAIL_ADDRESS, "jan.tol (at) voorbeeld (punt) nl", "jan.tol (at) voorbeeld (punt) nl"),
    (Label.EMAIL_ADDRESS, "adres jan . tol @ voorbeeld . nl", "jan . tol @ voorbeeld . nl"),
    (Label.IBAN_CODE, "Postbank 4417331 t.n.v. Tol", "4417331"),
    (Label.IBAN_CODE, "creditcard 5412 7512 3456 7893", "5412 7512 3456 7893"),
    (
        Label.IBAN_CODE,
        "naar bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
        "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
    ),
    (Label.NL_LICENSE_PLATE, "KENTEKEN 33tkl9 rood", "33tkl9"),
    (Label.DOCUMENT_NUMBER, "nationaal nummer 8712044412077", "8712044412077"),
    (Label.PERSONNEL_NUMBER, "20441773 Wildeboer, K. schaal 11", "20441773"),
    (Label.IP_ADDRESS, "IP adres 83 . 161 . 33 . 9", "83 . 161 . 33 . 9"),
    (Label.IP_ADDRESS, "MAC-adres 00:1A:2B:33:4D:5E", "00:1A:2B:33:4D:5E"),
    (Label.HANDLE, "zie instagram.com/noortol61", "noortol61"),
    (Label.HANDLE, "https://www.linkedin.com/in/noor-tol-1a2b", "noor-tol-1a2b"),
    (Label.HANDLE, r"DWR\ntol2 logde in", "ntol2"),
    (Label.HANDLE, "uid=ntolman actie=wissen", "ntolman"),
    (Label.HANDLE, "/home/ntolman/verslag.txt", "ntolman"),
    (Label.HANDLE, "schuilnaam: boze_tol", "boze_tol"),
    (Label.HANDLE, "gewijzigd door: TOLMANN op", "TOLMANN"),
    (Label.HANDLE, "Discord: Tolman#4417", "Tolman#4417"),
    (Label.HANDLE, "inlogcode ktol02", "ktol02"),
    (Label.HANDLE, "user ktol downloaded 12 files", "ktol"),
    (Label.HANDLE, "Signalnaam tol.44", "tol.44"),
    (Label.HANDLE, "DigiD ktolman1961", "ktolman1961"),
    (Label.HANDLE, "de account van ktolman02", "ktolman02"),
    (Label.ADDRESS, "Lijsterlaan 33 bis A", "Lijsterlaan 33 bis A"),
    (Label.ADDRESS, "bewoner van Tolsteegweg 188 B-02", "Tolsteegweg 188 B-02"),
    (Label.ADDRESS, "verblijft in de Tolstraat 14 3-hoog", "Tolstraat 14 3-hoog"),
    (Label.ADDRESS, "aan de Tolbuorren 3 in Wirdum.", "Tolbuorren 3"),
    (Label.ADDRESS, "fam. Tol, Lange Voort 21 zwart;", "Lange Voort 21 zwart"),
    (Label.ADDRESS, "tolsterstr 204c, klopt", "tolsterstr 204c"),
    (Label.ADDRESS, "Kon. Tolplein 5 A", "Kon. Tolplein 5 A"),
    (Label.ADDRESS, "privé: Vaart Z.Z. 33", "Vaart Z.Z. 33"),
    (Label.ADDRESS, "straat: Achter de Tol  ", "Achter de Tol"),
    (Label.ADDRESS, "Huisnr: 118", "118"),
    (Label.DATE_OF_BIRTH, "geb. '61", "'61"),
    (Label.DATE_OF_BIRTH, "geboorteplaats/-datum: Eik/30-06-1961", "30-06-1961"),
    (Label.DATE_OF_BIRTH, "Tol, 44 jaar (3-3-1961)", "3-3-1961"),
    (Label.DATE_OF_BIRTH, "M 1961-03-03 NLD", "1961-03-03"),
    (Label.DATE_OF_BIRTH, "A. Tol / v / 03-07-1961 / 4", "03-07-1961"),
    (Label.DATE_OF_BIRTH, "born: Jan 4, 1961", "Jan 4, 1961"),
    (Label.DATE_OF_BIRTH, "de minderjarige (*2011)", "2011"),
    (Label.DATE_OF_BIRTH, "* 2 februari 1938 te Eik", "2 februari 1938"),
    (Label.NL_BSN, "Burger Service Nr 999 923 109", "999 923 109"),
    (Label.NL_BSN, "A. Tol / 999 923 109 / x", "999 923 109"),
    (Label.DOCUMENT_NUMBER, "rijbewijsnr 4077331244", "4077331244"),
    (Label.DOCUMENT_NUMBER, "verblijfstitel I2277331X", "I2277331X"),
    (Label.DOCUMENT_NUMBER, "A-nummer 1077331244", "1077331244"),
    (Label.DOCUMENT_NUMBER, "Tol / NRT2D44K6 / uitbetaald", "NRT2D44K6"),
    (Label.PERSONNEL_NUMBER, "Leidinggevende Wildeboer, K. (00190417)", "00190417"),
    (Label.PHONE_NUMBER, "tel 6044 (Henk)", "6044"),
    (Label.ADDRESS, "Rue du Tol 44 bte 3, Bruxelles", "Rue du Tol 44 bte 3"),
    (Label.ADDRESS, "K. Tol, Molenw. 12 7221 NA", "Molenw. 12"),
    (Label.DATE_OF_BIRTH, "Hij is op 2.2.1944 te Eik geboren.", "2.2.1944"),
    (Label.DATE_OF_BIRTH, "leeftijd 44 (15-8-1974)", "15-8-1974"),
    (Label.DATE_OF_BIRTH, "Mijn zoon is van 12 mei 2009 en", "12 mei 2009"),
    (Label.NL_BSN, "BSN/sofi : 9999-23-109", "9999-23-109"),
    (Label.DOCUMENT_NUMBER, "cédula 1977062100417", "1977062100417"),
    (Label.CASE_NUMBER, "Gehoord, zie PV-G04-07", "PV-G04-07"),
]


@pytest.mark.parametrize(("label", "text", "expected"), FOUND)
def test_found(label: Label, text: str, expected: str) -> None:
    assert texts(text, label) == [expected or text.removeprefix("geboren op ")]


NOT_FOUND = [
    (Label.POSTCODE, "In 2020 EN daarna groeide het aantal."),
    (Label.POSTCODE, "Retouradres Postbus 20011 2500 EA Den Haag"),
    (Label.ADDRESS, "Retouradres Postbus 20011"),
    (Label.ADDRESS, "Bezoekadres Turfmarkt 147 in Den Haag"),
    (Label.ADDRESS, "Hij reed over de Kanaalweg naar huis."),
    (Label.DATE_OF_BIRTH, "Op 12 maart 2019 is besloten."),
    (Label.NL_BSN, "Factuur 999923108 is betaald."),
    (Label.IBAN_CODE, "btw-nummer NL004417088B01"),
    (Label.NL_LICENSE_PLATE, "Rapport BI-2017-09 en wet 12-34-56."),
    (Label.CASE_NUMBER, "Onze referentie VCI/2019-311"),
    (Label.CASE_NUMBER, "Kenmerk 2022-0000417755"),
    (Label.PHONE_NUMBER, "Zaaknummer 2023-0000291184, bedrag 18.442,17"),
    (Label.IP_ADDRESS, "server 10.21.4.8, versie 11.2.0.4"),
    (Label.HANDLE, "Het account is geblokkeerd; [redacted]@voorbeeld.nl"),
    (Label.PERSONNEL_NUMBER, "kostenplaatsnummer 40021873"),
    (Label.PERSONNEL_NUMBER, "Vergadering in kamer 4.12 om tien uur."),
    (Label.PERSONNEL_NUMBER, "De Tweede Kamer 2019 stemde."),
    (Label.ADDRESS, "Antwoord 1 Ja. Vraag 2 Nee."),
    (Label.ADDRESS, "De buurvrouw van 45 jaar belde."),
    (Label.ADDRESS, "De snelweg 2 km verderop"),
    (Label.HANDLE, "Bijlage1: het verslag. Vraag2: nee."),
    (Label.CASE_NUMBER, "Het dossier telt 312 bladzijden."),
    (Label.CASE_NUMBER, "Ons kenmerk: BZ-2019-118"),
    (Label.CASE_NUMBER, "ECLI:NL:RBDHA:2019:4417"),
    (Label.CASE_NUMBER, "de melding van 12-03-2019 is behandeld"),
    (Label.CASE_NUMBER, "aangifte 2018-2019 van de belasting"),
    (Label.CASE_NUMBER, "zaak C-362/14 en de klacht over ISO-27001-2013"),
    (Label.CASE_NUMBER, "Melding 2019/3 van het KNMI"),
    (Label.CASE_NUMBER, "Zaaknummer 2023-0000291184"),
    (Label.DATE_OF_BIRTH, "Wet open overheid (12-03-2019)"),
    (Label.DATE_OF_BIRTH, "Naam Datum Status\nverzoek 12-05-84 af"),
    (Label.ADDRESS, "het huis is 120 jaar oud, hij woont sinds 2012 in Goes"),
    (Label.ADDRESS, "het huis van bewaring 2 keer bezocht; thuis om 14 uur"),
    (Label.ADDRESS, "Ambassade van Nederland, Labone Avenue 44"),
    (Label.POSTCODE, "het adres telt 2400 km en 1200 om de hoek"),
    (Label.NL_LICENSE_PLATE, "De Volvo reed 120 km; kenteken van 3 auto's"),
    (Label.HANDLE, "het verslag_def.pdf staat op facebook"),
    (Label.IP_ADDRESS, "om 10:21:33 begonnen"),
    (Label.PHONE_NUMBER, "de tel lijst van 2019 is kwijt"),
    (Label.DATE_OF_BIRTH, "stukken geboren uit de notitie van 2 maart 2017"),
    (Label.DOCUMENT_NUMBER, "paspoort geldig tot 2027"),
    (Label.HANDLE, "de gebruiker wijzigt zijn wachtwoord"),
    (Label.HANDLE, "via instagram benaderd; facebook gebruik onder werktijd"),
    (Label.HANDLE, "account number GB29"),
    (Label.HANDLE, "Volg @Rijksoverheid en linkedin.com/company/rijksoverheid"),
    (Label.HANDLE, "https://github.com/tolorg/tolrepo/issues"),
    (Label.IP_ADDRESS, "hoofdstuk 2.3.1.1 en Oracle 12.1.0.2"),
    (Label.IP_ADDRESS, "de DNS 8.8.8.8"),
    (Label.NL_LICENSE_PLATE, "Zone 30-AB-12 en vlucht Airbus A-320-XL"),
    (Label.NL_LICENSE_PLATE, "Artikelnr. | Prijs | Aantal\n88-12-AB | 44,10 | 2\n"),
    (Label.IBAN_CODE, "betalingskenmerk 5412 7512 3456 7893"),
    (Label.ADDRESS, "4. Huisvesting Turfmarkt 147, toren B"),
    (Label.ADDRESS, "het plan Koningin Tolkade 2e fase"),
    (Label.ADDRESS, "overleg op Zuidertollaan 43, zaal Van Tol"),
    (Label.DATE_OF_BIRTH, "paspoort geldig tot 14-03-2019\nRijbewijs B"),
    (Label.HANDLE, "user guide versie 2; login scherm; de gebruiker kan zich melden"),
    (Label.HANDLE, "gebruiker        bron-IP      pers.nr   actie"),
    (Label.NL_BSN, "RSIN 999923109 van de stichting"),
    (
        Label.DATE_OF_BIRTH,
        "Pers.nr   Naam     Uren   Datum ind.  Afd.\n331204    Tol, J.  120    01-05-2001  PZ",
    ),
    (Label.NL_LICENSE_PLATE, "lokaal HG-00-71 en kleurcode RA-70-16"),
]


@pytest.mark.parametrize(("label", "text"), NOT_FOUND)
def test_left_alone(label: Label, text: str) -> None:
    assert texts(text, label) == []


TAGGED = [
    ("Vragen aan woo@voorbeeld.example", "functional_mailbox"),
    ("Mail secretariaat-dgx@voorbeeld.example", "functional_mailbox"),
    ("Bel het algemene nummer 070-4266426", "general_number"),
    ("Bel 0800 - 123 4567", "general_number"),
    ("T 070-4266426 (algemeen)", "general_number"),
    ("het directiesecretariaat 070-4266426", "general_number"),
]


@pytest.mark.parametrize(("text", "tag"), TAGGED)
def test_what_belongs_to_no_person_says_so(text: str, tag: str) -> None:
    assert any(tag in one.rules for one in find(text))


def test_a_mobile_number_is_somebodys_whatever_stands_before_it() -> None:
    assert all("general_number" not in one.rules for one in find("secretariaat 06-57110938"))


def test_the_mistakes_of_a_scan_made_by_others_show() -> None:
    text = "geboren op 3 0ktober 1961, tel O6-51 33 4l 77"
    assert texts(text, Label.PHONE_NUMBER) == ["O6-51 33 4l 77"]
    assert texts(text, Label.DATE_OF_BIRTH) == ["3 0ktober 1961"]


def test_a_street_stands_below_its_header() -> None:
    table = "Naam | Straat | Huisnr\nTol | Kerkhof | 12\nWit | Molenweg | 3a\n"
    assert texts(table, Label.ADDRESS) == ["Kerkhof", "12", "Molenweg", "3a"]


SCANNED = [
    (Label.PHONE_NUMBER, "te1. O7O 348 51O7", "O7O 348 51O7"),
    (Label.DATE_OF_BIRTH, "geboren O3-ll-1941 te Eik", "O3-ll-1941"),
    (Label.NL_BSN, "bsn 9999231O9", "9999231O9"),
    (Label.IBAN_CODE, "rekening NL78 INGB 0975 9745 9Z", "NL78 INGB 0975 9745 9Z"),
    (Label.PHONE_NUMBER, "H. Nijmeijer, tst. 2I7", "2I7"),
    (Label.PHONE_NUMBER, "bevestigt dit (O7O-35l 84 4O).", "O7O-35l 84 4O"),
    (Label.ADDRESS, "woont thans Van Beethovenlaan l9 te Goes", "Van Beethovenlaan l9"),
    (Label.IBAN_CODE, "rek. NL78 INGB O975 9745 9z", "NL78 INGB O975 9745 9z"),
    (Label.NL_LICENSE_PLATE, "Kenteken GX - 4B2 - J", "GX - 4B2 - J"),
    (Label.POSTCODE, "Tolstraat l2 1234 A8", "1234 A8"),
    (Label.EMAIL_ADDRESS, "mail r.b1ok @ voorbee1d . nl", "r.b1ok @ voorbee1d . nl"),
]


@pytest.mark.parametrize(("label", "text", "expected"), SCANNED)
def test_a_scan_may_confuse_letters_and_digits(label: Label, text: str, expected: str) -> None:
    assert texts(text, label, source=PageSource.OCR) == [expected]


def test_a_number_below_its_header_is_known_by_the_column() -> None:
    table = (
        "Pers.nr   | Naam            | Geb.datum  | Schaal\n"
        "30118264  | Aa, K. van der  | 02-11-1971 | 11\n"
    )
    found = {(one.label, one.text) for one in find(table)}
    assert (Label.PERSONNEL_NUMBER, "30118264") in found
    assert (Label.DATE_OF_BIRTH, "02-11-1971") in found
    assert (Label.PERSON, "Aa, K. van der") in found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("gestort op rekening NL91 ABNA\n0417 1643 00.", "NL91 ABNA\n0417 1643 00"),
        ("bereikbaar op 06-\n24781903, dank", "06-\n24781903"),
        ("bel 070 -\n3485107 of mail", "070 -\n3485107"),
    ],
)
def test_a_number_broken_by_a_line_end_is_one_number(text: str, value: str) -> None:
    assert value in [finding.text for finding in find(text)]


def test_an_empty_line_ends_a_number() -> None:
    assert "070\n\n3485107" not in [finding.text for finding in find("kamer 070\n\n3485107")]


EXPORTS = [
    "volgnr;naam;geb;bsn;iban\n1;Kok, A.;1961-02-28;999923109;onbekend\n",
    "naam,voornaam,geb,bsn,postcode\nwit,johanna,1961-02-28,999923109,2525 AB\n",
]


@pytest.mark.parametrize("text", EXPORTS)
def test_an_export_has_columns_too(text: str) -> None:
    found = {(one.label, one.text) for one in find(text)}
    assert {(Label.DATE_OF_BIRTH, "1961-02-28"), (Label.NL_BSN, "999923109")} <= found


def test_extensions_stand_below_their_header() -> None:
    table = (
        "Naam        Functie     Toestel\n"
        "Ait, S.     jurist      4417\n"
        "Bos, T.     chef        4432\n"
    )
    assert texts(table, Label.PHONE_NUMBER) == ["4417", "4432"]


def test_extensions_in_a_list_on_one_line() -> None:
    assert texts("tel lijst: noor 6012, bas 6044, rest volgt", Label.PHONE_NUMBER) == [
        "6012",
        "6044",
    ]


@pytest.mark.parametrize(
    ("label", "text", "values"),
    [
        (Label.CASE_NUMBER, "de meldingen M2019-40331 en M2019-40772.", "M2019-40331 M2019-40772"),
        (Label.DOCUMENT_NUMBER, "passport A07733441, hers A12204417 -", "A07733441 A12204417"),
        (Label.PERSONNEL_NUMBER, "persnrs 417733 en 417734", "417733 417734"),
        (Label.HANDLE, "Twitter: @berttol, noor_tol.", "@berttol noor_tol"),
    ],
)
def test_every_number_of_a_list(label: Label, text: str, values: str) -> None:
    assert texts(text, label) == values.split()


def test_a_header_whose_columns_ran_together_speaks_for_its_rows() -> None:
    table = (
        "Plaatsnr. Naam Voorl. Geb. Rang Persnr In dienst Opm.\n"
        "001 Wildeboer K. 03-02-61 AMB 00331904 1984 CdP\n"
        "002 Tol B. 11-07-69 PCP 10447120 1996\n"
        "Lokaal\n"
        "L01 Noor chauffeur 1999\n"
    )
    assert texts(table, Label.DATE_OF_BIRTH) == ["03-02-61", "11-07-69"]
    assert texts(table, Label.PERSONNEL_NUMBER) == ["00331904", "10447120"]


def test_a_sentence_is_no_header() -> None:
    text = "de datum en naam van het team zijn bekend\n3 mensen op 12-05-84 gezien"
    assert texts(text, Label.DATE_OF_BIRTH) == []


def test_a_case_stands_below_its_header() -> None:
    table = "Naam      Melding       Datum\nTol, B.   IM-2018-0331   3-4-2018\n"
    assert texts(table, Label.CASE_NUMBER) == ["IM-2018-0331"]
