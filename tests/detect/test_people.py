"""People: the model, the layout cues, look-alikes, roles."""

from __future__ import annotations

import pytest

from tests.detect.detecting import find, texts
from woo_tool.kinds import Label, Role

FOUND = [
    ("Van: Hoekema, Femke - BSG <f@x.example>\nAan: Zijlstra, P.C.M. (Peter)\n", "Hoekema, Femke"),
    ("Van: X\nAan: Zijlstra, P.C.M. (Peter); Bao, Wing Yan\n", "Zijlstra, P.C.M. (Peter)"),
    ("Aanwezig: Anja Smids (vz), Rob van Essen, J. Nguyen\n", "Rob van Essen"),
    ("Behandeld door: mw. mr. G. Kloosterhof\n", "G. Kloosterhof"),
    ("Met vriendelijke groet,\n\nTjitske Hiemsma\nSenior adviseur\n", "Tjitske Hiemsma"),
    ("Beste Ewoud,\n\nZie onder.\n", "Ewoud"),
    ("Ik sprak met de heer Zwartkruis over de nota.", "Zwartkruis"),
    ("Mevrouw 't Hart heeft bezwaar gemaakt.", "'t Hart"),
    ("Minister Terwinkel is ingelicht.", "Terwinkel"),
    ("[09:02] soraya wielinga\nmorgen allemaal\n", "soraya wielinga"),
    ("[12-03-21 21:04:52] Aysel Koçak: ja helaas\n", "Aysel Koçak"),
    ("Dear Ms. Hoogervliet,\n\nMy name is Grace Odhiamba and I worked here.\n", "Grace Odhiamba"),
    ("De rekening staat t.n.v. C E Sterrenberg.", "C E Sterrenberg"),
    ("Verdachte 1:  Biesterman, Wubbe-Jan, geb. 22-03-1964", "Biesterman, Wubbe-Jan"),
    (
        "voor mij: VAN DE LOOVER, Godelieve Anna\ngeboren te Lokeren",
        "VAN DE LOOVER, Godelieve Anna",
    ),
    ("@Ruiler, Rosanne wil hierover overleggen.", "Ruiler, Rosanne"),
    ('Ook Nkemdirim "Nem" Adeyinka (trainee) was er.', 'Nkemdirim "Nem" Adeyinka'),
    ("NAAM            : DE HOOGT - LATUPERA\n", "DE HOOGT - LATUPERA"),
    ("   Heleen Brandering - de Gifte | Xgrafia\n", "Heleen Brandering - de Gifte"),
    ("001 Van Dorsten-Vossen B.E. 09-05-61 AMB\n", "Van Dorsten-Vossen B.E."),
    ("[12-02-2022 21:07:50] ~Sjonnietje: daar ben ik\n", "Sjonnietje"),
    ("akkoord    WK      NH\n", "NH"),
    ("Paraaf opsteller: LB    HR: -\n", "LB"),
    ("Hoogachtend,\n\n[minuut: GZ / WB; model 3.2]\n", "WB"),
    ("mutatie door  P. Wiersinga  / contr. PW  / scan\n", "PW"),
    ("Het formulier lag bij FZ. gezien: KR 17/1\n", "KR"),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_found(text: str, expected: str) -> None:
    assert expected in texts(text, Label.PERSON)


NOT_PEOPLE = [
    "Artikel 5.1, tweede lid, van de Woo is van toepassing.",
    "Hij werd aangehouden op grond van art. 67a Sv en art. 27 Sr.",
    "Volgens hem mist de Regeling-Prinsen toepassing.",
    "De implementatie bij de LV-XGT wijkt af. De LV-XGT geeft de stand door.",
    "Vandaag is in het paleis de Aletta Brinkersprijs uitgereikt.",
    "De uitspraak van de rechtbank Amsterdam is vernietigd.",
    "Hij reed in een grijze Seat Leon met een zwart dak.",
    "Het besluit berust op de Wet-Mulder.",
    "Wij vergaderen in zaal Thorbecke.",
    "De zitting is op 3 mei 2016 aan de Karel Doormanstraat.",
    "Aan: Directie Juridische Zaken\nVan: HDPO\nCC: DG, SG\n",
    "Hij werd opgenomen in het Sint Antonius Ziekenhuis.",
    "Geachte heer, mevrouw,\n",
    "Hoogachtend,\n\nhet hoofd van de Directie Veiligheid, Crisisbeheersing en Integriteit\n",
    "De gemalen heten het Dr. Visgemaal en het Ir. Roodbaardgemaal.",
    "De straten zijn de Dr. Roodbaardkade en de Burg. Vinkenplein.",
]


@pytest.mark.parametrize("text", NOT_PEOPLE)
def test_look_alikes_are_left_alone(text: str) -> None:
    assert texts(text, Label.PERSON) == []


ROLES = [
    ("Dat zei minister Hedda Terwinkel gisteren.", "Hedda Terwinkel", Role.OFFICE_HOLDER),
    ("De wethouder, de heer Jan Roukema, was er.", "Jan Roukema", Role.OFFICE_HOLDER),
    (
        "De secretaris-generaal, Lambert Quaedflieg, tekent.",
        "Lambert Quaedflieg",
        Role.TOP_OFFICIAL,
    ),
    ("Zie de mail van woordvoerder Carola Leeuwens.", "Carola Leeuwens", Role.SPOKESPERSON),
    ("Melder: Hugo ter Braaken\n", "Hugo ter Braaken", Role.REPORTER),
    ("Betrokkene, de heer Dirk Brinkhofs, zweeg.", "Dirk Brinkhofs", Role.ACCUSED),
    ("Opgesteld door: Roos Kuipersma\n", "Roos Kuipersma", Role.OFFICIAL),
    ("Gisteren belde Roos Kuipersma.", "Roos Kuipersma", None),
]


@pytest.mark.parametrize(("text", "name", "role"), ROLES)
def test_the_role_comes_from_the_words_beside_the_name(
    text: str, name: str, role: Role | None
) -> None:
    found = {one.text: one.role for one in find(text) if one.label is Label.PERSON}
    assert found[name] is role


def test_the_role_of_one_is_not_the_role_of_the_next() -> None:
    text = "Minister Hedda Terwinkel sprak met de medewerker en met Jan Roukema."
    roles = {one.text: one.role for one in find(text)}
    assert roles["Hedda Terwinkel"] is Role.OFFICE_HOLDER
    assert roles["Jan Roukema"] is None


def test_a_name_in_an_address_belongs_to_the_address() -> None:
    found = find("E roos.kuipersma@voorbeeld.example")
    assert [one.label for one in found] == [Label.EMAIL_ADDRESS]


SUGGESTIONS = [
    (Label.SPECIAL_CATEGORY, "De heer Jan Roukema is sinds mei ziek thuis. Dat is al."),
    (Label.OPINION, "Ik adviseer u het verzoek af te wijzen. De termijn loopt."),
    (Label.BUSINESS, "De bijlage is bedrijfsvertrouwelijk. De rest niet."),
    (Label.TRACEABLE, "Zij is de enige vrouw in het team van zes. Verder niets."),
]


@pytest.mark.parametrize(("label", "text"), SUGGESTIONS)
def test_a_suggestion_is_the_whole_sentence(label: Label, text: str) -> None:
    assert texts(text, label) == [text[: text.index(".") + 1]]


def test_health_without_a_person_is_no_suggestion() -> None:
    assert texts("Het verzuim door wie ziek thuis is, daalde.", Label.SPECIAL_CATEGORY) == []


def test_the_long_s_of_old_print_is_an_s() -> None:
    assert texts("Afgeſtemd met: Anneke Zandstra\n", Label.PERSON) == ["Anneke Zandstra"]
