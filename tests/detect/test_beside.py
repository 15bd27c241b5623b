"""Names that no list holds, beside other names and before verbs of speech."""

from __future__ import annotations

import pytest

from tests.detect.detecting import texts
from woo_tool.kinds import Label

FOUND = [
    ("De heren Smit en Douklavou waren daarbij.", "Douklavou"),
    ("Wij vroegen het aan Douklavou en Frans Smit.", "Douklavou"),
    ("Kaholfre verklaart: ik was daar niet.", "Kaholfre"),
    ("2. Mededelingen\nVourinfre meldt dat de notitie klaar is.", "Vourinfre"),
    ("Volgens Kaholfre was dat onjuist.", "Kaholfre"),
    ("Dat klopt niet, aldus Kaholfre.", "Kaholfre"),
    ("> Kom je morgen?\n> Groeten uit het zuiden\n> Dikno\n", "Dikno"),
    ("Dikno's dossier en Mulka's verklaring zijn compleet.", "Dikno"),
]


@pytest.mark.parametrize(("text", "name"), FOUND)
def test_what_stands_beside_an_unknown_word_shows_a_name(text: str, name: str) -> None:
    assert name in " ".join(texts(text, Label.PERSON))


def test_in_a_column_of_names_all_are_names() -> None:
    days = [("ma", "Frans Smit", "Mulka / Els Vos"), ("di", "Douklavou", "Kaholfre")]
    days += [("wo", "Anna Bos", "Jan Kok"), ("do", "Vergadering", "Utrecht / Dikno")]
    text = "Dag;Ochtend;Middag\n" + "".join(";".join(day) + "\n" for day in days)
    names = ["Frans Smit", "Mulka", "Els Vos", "Douklavou", "Kaholfre", "Anna Bos", "Jan Kok"]
    found = set(texts(text, Label.PERSON))
    assert {*names, "Dikno"} <= found
    assert "Vergadering" not in found


NOBODY = [
    "Het college van Utrecht en Zeewolde vindt dat goed.",
    "De Zorgaanbieder meldt dat elk jaar.",
    "Frans Smit en Rijkswaterstaat tekenden het.",
    "Wethouder Frans Smit en Woningcorporatie vragen het aan.",
    "Daarna belt iemand. Morgen vraagt niemand ernaar.",
    "Volgens Rijkswaterstaat klopt dat, aldus Utrecht.",
    "> Vergadering\n> Bijlage\n",
    "De BMW's voorkant en de CEO's kantoor.",
]


@pytest.mark.parametrize("text", NOBODY)
def test_known_words_stay_what_they_are_beside_names_and_verbs(text: str) -> None:
    assert set(texts(text, Label.PERSON)) <= {"Frans Smit"}


@pytest.mark.parametrize("label", ["Naam leidinggevende", "Naam van de melder", "NAAM KLAGER"])
def test_the_name_of_a_kind_of_person_is_a_field_of_a_form(label: str) -> None:
    assert texts(f"{label}: Misterlo\n", Label.PERSON) == ["Misterlo"]
    assert texts(f"{label}\nMisterlo\n", Label.PERSON) == ["Misterlo"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Aangifte gedaan bij kol. Douklavou.", "Douklavou"),
        ("CIO Kaholfre Misterlo is ingelicht.", "Kaholfre Misterlo"),
        ("Vragen van de leden Schimmelvou (VVD) over de haven.", "Schimmelvou"),
        ("The phone was used by his son Lukas. Will you check?", "Lukas"),
    ],
)
def test_a_rank_or_a_relation_stands_before_a_name(text: str, name: str) -> None:
    assert name in texts(text, Label.PERSON)
