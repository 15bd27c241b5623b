"""Sentences for a person to judge: caught where they are plain, and no more than that."""

from __future__ import annotations

import pytest

from tests.detect.detecting import texts
from woo_tool.kinds import Label

SPECIAL = [
    "Mevrouw Terborg is onder behandeling wegens een depressie.",
    "Zij is sinds maart onder behandeling voor een eetstoornis.",
    "Hij heeft zich op maandag ziek gemeld met spanningsklachten.",
    "Jan Roukema meldde zich vorige week ziek.",
    "Betrokkene slikt medicijnen tegen somberheid.",
    "De heer Roukema zit met een burn-out thuis.",
    "Haar huisarts heeft haar doorverwezen naar een psycholoog.",
    "Roos Kuipersma is in april opgenomen geweest in een kliniek.",
    "Hij vertelde dat hij verslaafd is geraakt aan gokken.",
    "Sinds de diagnose die in mei is gesteld werkt Jan Roukema halve dagen.",
    "Jan Roukema is moslim en bidt in de pauze.",
    "Zij draagt sinds een jaar een hoofddoek.",
    "Hij is streng gereformeerd opgevoed.",
    "Hanneke Zandstra heeft verteld dat zij lesbisch is.",
    "Ik ben gepest om mijn geaardheid.",
    "Jan Roukema is lid van de FNV.",
    "Betrokkene is kaderlid en vakbondslid.",
    "Hij is van Surinaamse afkomst.",
    "Collega's maken grappen over zijn Marokkaanse achtergrond, zegt Hugo ter Braaken.",
    "Jan Roukema is in 2011 veroordeeld voor diefstal.",
    "Hij wordt door de politie als verdachte gehoord.",
    "Betrokkene wordt verdacht van verduistering.",
    "Hanneke Zandstra is op verdenking van fraude aangehouden.",
    "Er is aangifte gedaan tegen Jan Roukema.",
    "Hanneke Zandstra is zes maanden in verwachting.",
    "Jan Roukema zit voor D66 in de raad en is lid van D66.",
    "Er is een dna-profiel van Jan Roukema gemaakt.",
    "Mr Roukema was diagnosed with cancer.",
    "Betrokkene is voor tachtig procent afgekeurd.",
    "Hanneke Zandstra loopt sinds maart op krukken.",
    "Zij vraagt asiel omdat zij christen is.",
    "Jan Roukema is lid van een strenge kerk.",
    "Jan Roukema reed met een promille van 1,8 naar huis.",
    "Hanneke Zandstra is getrouwd met een vrouw.",
    "Jan Roukema heeft griep.",
]

POLICY = [
    "Er is sprake van een integriteitsschending.",
    "Het ministerie heeft aangifte gedaan.",
    "Het ziekteverzuimbeleid wordt dit jaar herzien.",
    "De zwaarste sanctie is strafontslag.",
    "Voor de verdachte van een strafbaar feit gelden de regels van het wetboek.",
    "Wie zich ziek meldt, belt voor negen uur met de leidinggevende.",
    "Indien hij langdurig ziek is, volgt een gesprek met de bedrijfsarts.",
    "Medewerkers kunnen zich ziek melden bij hun teamleider.",
    "De behandeling van het bezwaar is aangehouden.",
    "De staat is veroordeeld in de proceskosten.",
    "Het verzuim door burn-out daalde met twee procent.",
    "Iedere ambtenaar die verdacht wordt van een misdrijf, meldt dat.",
    "De aanvraag is nog in behandeling bij Jan Roukema.",
    "Er zijn elf meldingen gedaan, waarvan drie over ongewenste omgangsvormen.",
    "De leidraad geldt ook voor zwangerschapsverlof.",
    "Jan Roukema heeft het onderzoek afgerond.",
    "De onderzoekers spraken met de klager en met drie getuigen.",
    "Zij hebben het proces verbeterd.",
    "Vanwege corona vergadert Jan Roukema digitaal.",
    "Jan Roukema leidde de operatie in de haven; een opname is bewaard.",
    "De officier van justitie, mr. Roukema, sprak de pers toe.",
]

OPINION = [
    "Ik adviseer u om niet in te stemmen met het verzoek.",
    "Wij adviseren u de zaak te laten rusten.",
    "Ik raad u aan om eerst met de bond te praten.",
    "Gelet op het vorige raden wij de minister af om te tekenen.",
    "Wij vinden dat de termijn te kort is.",
    "Mijns inziens is een waarschuwing genoeg.",
    "P&O vindt ontslag te zwaar.",
    "FEZ acht de dekking onvoldoende.",
    "De directie Voorlichting stelt voor om te wachten.",
    "Die kans acht ik klein.",
    "Ik deel die opvatting niet.",
    "Wij delen dat standpunt niet.",
    "Daarom stel ik voor de brief aan te houden.",
    "Ik zou het college willen voorstellen om te schikken.",
    "Ik ben van mening dat het zo niet kan.",
    "Ik zie geen aanleiding voor een tweede ronde.",
    "Ik vind de toon van het stuk te scherp.",
    "Naar ons gevoel is het plan te duur.",
    "Advies: niet tekenen.",
    "Wij hebben grote twijfels bij die variant.",
    "Het lijkt mij beter om te wachten.",
    "Die optie heeft wat DGTol betreft weinig kans.",
    "FEZ kan zich niet vinden in de dekking.",
    "My view is that we should wait.",
    "De minister zou hier beter niet op ingaan.",
    "Mijn zorg is dat de Kamer dit afwijst.",
    "Eerlijk gezegd geloof ik niet in dit plan.",
    "Ik zou die passage schrappen.",
    "De eenheid blijft bij haar standpunt over de tunnel.",
]

FACT = [
    "De commissie adviseert het bezwaar gegrond te verklaren.",
    "De rechtbank acht dat bewezen.",
    "Ik vind u morgen in de kantine.",
    "Het overleg vindt plaats op 3 mei.",
    "De directie Voorlichting vindt u op de derde verdieping.",
    "De onderzoekers stelden vast dat de deur open stond.",
    "Hij stelde zich voor aan de collega's.",
    "Het voorstel is op 3 mei besproken.",
    "Ik deel de kamer met drie collega's.",
    "Wij hebben het advies ontvangen.",
    "U kunt het stuk vinden op het intranet.",
    "De Afdeling advisering adviseert het voorstel niet in te dienen.",
    "Wij vinden het fijn dat u meedoet.",
    "Ik vind de bijlage niet.",
]

TRACEABLE = [
    "Zij was de enige planner met een deeltijdcontract die toen werkte.",
    "Hij is als enige projectleider met een dienstauto te herkennen.",
    "De enige vrouwelijke bode van het gebouw is de meldster.",
    "De plaatsvervangend archivaris van de vestiging Tolwijk is in mei 2017 ontslagen.",
    "Een chauffeur van de ambassade in Tirana verloor in juli 2018 zijn rijbewijs.",
    "Slechts één medewerker van het team spreekt die taal.",
    "De financieel medewerker van de post in Tolstad is in 2013 ontslagen.",
    "Een van hen is op 4 mei 2016 geschorst.",
    "De consul-generaal in Tolstad kreeg in 2012 een berisping.",
]
NOT_TRACEABLE = [
    "De directeur van de dienst stuurt u in mei 2017 een brief.",
    "Een chauffeur van de ambassade verloor zijn sleutels.",
    "Het hoofd van de afdeling is in mei 2017 benoemd na het ontslag van zijn voorganger.",
    "Dit is de enige manier die werkt.",
    "Het enige document dat ontbreekt, is de bijlage.",
]


@pytest.mark.parametrize("text", SPECIAL)
def test_special_categories(text: str) -> None:
    assert texts(text, Label.SPECIAL_CATEGORY) == [text]


@pytest.mark.parametrize("text", POLICY)
def test_policy_is_no_special_category(text: str) -> None:
    assert texts(text, Label.SPECIAL_CATEGORY) == []


@pytest.mark.parametrize("text", OPINION)
def test_opinions(text: str) -> None:
    assert texts(text, Label.OPINION) == [text]


@pytest.mark.parametrize("text", FACT)
def test_facts_are_no_opinions(text: str) -> None:
    assert texts(text, Label.OPINION) == []


@pytest.mark.parametrize("text", TRACEABLE)
def test_traceable(text: str) -> None:
    assert texts(text, Label.TRACEABLE) == [text]


@pytest.mark.parametrize("text", NOT_TRACEABLE)
def test_not_traceable(text: str) -> None:
    assert texts(text, Label.TRACEABLE) == []


BUSINESS = [
    "Het bedrijf rekent een uurtarief van € 95 exclusief btw.",
    "Wij bieden u een tarief van € 95,50 per uur, exclusief btw.",
    "Onze marge op dit contract bedraagt 7 procent.",
    "Dit stuk hebben wij u onder geheimhouding toegestuurd.",
    "De offerte bevat een opbouw van de kosten per functie.",
    "Wij leveren voor € 3,10 per stuk.",
]
NO_BUSINESS = [
    "De opdracht is gegund voor € 1.200.000, het laagste bedrag.",
    "Het tarief van de bus is verhoogd.",
]


@pytest.mark.parametrize("text", BUSINESS)
def test_prices_and_secrets_of_a_company(text: str) -> None:
    assert texts(text, Label.BUSINESS) == [text]


@pytest.mark.parametrize("text", NO_BUSINESS)
def test_what_a_company_was_paid_is_no_secret(text: str) -> None:
    assert texts(text, Label.BUSINESS) == []


def test_a_heading_is_no_part_of_the_sentence() -> None:
    long = (
        "De directie heeft de afgelopen weken met alle betrokken partijen gesproken over het plan."
    )
    text = f"{long}\nVoorstel\nWij stellen voor om te wachten.\n{long}"
    assert texts(text, Label.OPINION) == ["Wij stellen voor om te wachten."]


@pytest.mark.parametrize(
    "text",
    [
        "Betrokkene is lid van de vakbond FNV.",
        "De betreffende medewerker is onder behandeling bij een psychiater.",
    ],
)
def test_membership_and_treatment_of_one_person_are_special(text: str) -> None:
    assert texts(text, Label.SPECIAL_CATEGORY) == [text]


def test_a_paragraph_of_an_article_is_no_member() -> None:
    text = "Op grond van het tweede lid wordt hij geacht arbeidsongeschikt te zijn."
    assert texts(text, Label.SPECIAL_CATEGORY) == []


STATE_SECURITY = [
    "Dit stuk is Stg. Geheim en bevat de naam van een menselijke bron.",
    "De AIVD beschikt over een bron binnen die groep.",
    "Het beveiligingsplan van de residentie is herzien.",
    "Wij hoorden via een bron in Tolstad dat het schip vertrekt.",
    "De kwetsbaarheden in de firewall zijn nog niet verholpen.",
    "De poort gaat open met de code in bijlage 2.",
]
INSPECTION = [
    "Onder de bagatelgrens van 500 euro treden wij niet op.",
    "De inspecteurs controleren de winkels onaangekondigd.",
    "Het risicomodel kiest wie wordt bezocht.",
    "Controleurs bezoeken elk bedrijf eens in de vier jaar.",
    "Afwijkingen onder de vijf procent worden niet opgevolgd.",
    "Het observatieteam postte op drie ochtenden bij het pand.",
]
NEITHER = [
    "De veiligheid op de werkplek is besproken.",
    "De AIVD is een dienst van het ministerie.",
    "De inspectie bezoekt elk jaar honderd scholen.",
]


@pytest.mark.parametrize("text", STATE_SECURITY)
def test_the_security_of_the_state(text: str) -> None:
    assert texts(text, Label.STATE_SECURITY) == [text]


@pytest.mark.parametrize("text", INSPECTION)
def test_how_inspectors_work(text: str) -> None:
    assert texts(text, Label.INSPECTION) == [text]


@pytest.mark.parametrize("text", NEITHER)
def test_what_merely_speaks_of_security_or_inspection(text: str) -> None:
    assert texts(text, Label.STATE_SECURITY) == texts(text, Label.INSPECTION) == []
