"""A public person's name stays where it surely is theirs; a namesake elsewhere is a question.

Whole small dossiers, through the shipped detector: one text a document.
"""

from __future__ import annotations

import pytest

from tests.detect.detecting import detector
from tests.resolve.dossiers import page, run
from woo_tool.kinds import Action, Label
from woo_tool.people import PersonRule

MINISTER = "Minister Karin Vinkesteijn tekende de brief."
MAYOR = "Burgemeester Hedda Kwantes opende de zitting."

#: Texts of the documents, and in the last of them the name (in brackets) and what happens.
STAYS = [
    (MINISTER + " [Vinkesteijn] had haast.",),
    (MINISTER + " De brief is van [Vinkesteijns] hand.",),
    (MINISTER + " app: [vinkesteijn] komt zo",),
    (MINISTER, "[Karin Vinkesteijn] was erbij."),
    (MINISTER, "Minister [Vinkesteijn] was erbij."),
    (MAYOR, "Van: [Kwantes, Hedda]\nAan: Roelvink, Piet\nOnderwerp: x\n"),
    ("De SG, mr. F.H. Haverkate, tekent.", "[F.H. Haverkate] was afwezig."),
    (
        MINISTER,
        "Aan de minister van Voorbeeldzaken\n\nGeachte mevrouw [Vinkesteijn],\n\nIk vraag u.",
    ),
]
ASKS = [
    (MINISTER, "Mevrouw [Vinkesteijn] klaagt over het geluid."),
    (MINISTER, "De heer [Vinkesteijn] heeft bezwaar gemaakt tegen de vergunning."),
    (MINISTER + " De familie [Vinkesteijn] woont daar al jaren.",),
    (MINISTER, "[Karin] van Personeel belde."),
    (MINISTER + " Ook [Karin] van Personeel was er.",),
    (MINISTER, "Klacht van [Karin Vinkesteijn], Kerkstraat 4, 1234 AB Plas."),
    (
        "De heer Tolsma is wethouder. Wethouder Tolsma sprak.",
        "Brief van de heer [Tolsma] over lawaai.",
    ),
    ("Wethouder Jan Tolsma sprak.", "Ook [J. Tolsma] diende een klacht in."),
    ("De minister, de heer Vinkesteijn, kwam. Mevrouw [Vinkesteijn] bleef thuis.",),
    (MINISTER, "Geachte heer [Vinkesteijn],\n\nDe minister dankt u."),
]


def _action(texts: tuple[str, ...], people: tuple[PersonRule, ...] = ()) -> set[Action]:
    """What happens to the name in brackets in the last text."""
    start = texts[-1].index("[")
    end = texts[-1].index("]") - 1
    plain = [text.replace("[", "").replace("]", "") for text in texts]
    pages = [page(text, f"{number:04d}") for number, text in enumerate(plain, 1)]
    findings = [found for one in pages for found in detector().find([one])]
    marks = run(pages, findings, people, "woo").marks
    return {
        mark.action
        for mark in marks
        if mark.document == pages[-1].document
        and mark.label is Label.PERSON
        and mark.start < end
        and start < mark.end
    }


@pytest.mark.parametrize("texts", STAYS)
def test_the_name_of_who_is_public_stays(texts: tuple[str, ...]) -> None:
    assert _action(texts) == {Action.KEEP}


@pytest.mark.parametrize("texts", ASKS)
def test_a_namesake_is_a_question(texts: tuple[str, ...]) -> None:
    assert Action.KEEP not in _action(texts)


def test_an_attachment_belongs_to_its_mail() -> None:
    mail, note = page(MINISTER, "0003"), page("Vinkesteijn belde terug.", "0003a")
    findings = [found for one in (mail, note) for found in detector().find([one])]
    assert {mark.action for mark in run([mail, note], findings).marks} == {Action.KEEP}


def test_what_a_person_decided_holds_everywhere() -> None:
    rule = PersonRule(id="p1", name="Karin Vinkesteijn", action=Action.KEEP)
    assert _action(ASKS[0], (rule,)) == {Action.KEEP}


def test_a_former_office_is_a_question() -> None:
    assert _action(("Oud-wethouder [Jan Tolsma] woont hiernaast.",)) == {Action.ASK}
    both = ("Oud-wethouder Jan Tolsma. Wethouder Jan Tolsma.", "[Jan Tolsma] sprak.")
    assert _action(both) == {Action.KEEP}


def test_who_stays_shows_where_that_is_seen() -> None:
    one = page("Nr. 12345. Dat zei minister Karin Vinkesteijn, 06-12345678, gisteren.")
    (person,) = run([one], detector().find([one]), law="woo").entities
    assert person.reason.endswith("stuk 0001, p. 1: “Dat zei minister Karin Vinkesteijn”")
    decided = PersonRule(
        id="p1", name="Karin Vinkesteijn", action=Action.KEEP, reason="zelf bekend"
    )
    (person,) = run([one], detector().find([one]), (decided,), "woo").entities
    assert person.reason == "zelf bekend"
