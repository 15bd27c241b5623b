"""Who speaks: senders of messages and labels before what was said, with names in no list."""

from __future__ import annotations

import pytest

from tests.detect.detecting import texts
from woo_tool.kinds import Label

_SAID = ("ben je er al", "ja", "kom zo naar de kamer", "stuur jij de stukken")
_FORMS = [
    "2021-02-09 11:3{n} {name}: {said}",
    "11:3{n} {name}: {said}",
    "{name}  11:3{n}  {said}",
    "{name} [11:3{n}] {said}",
    "09/02/2021, 11:3{n} - {name}: {said}",
    "{name}\n09-02 11:3{n}\n{said}\n",
]


def _chat(form: str, names: tuple[str, str]) -> str:
    return "\n".join(
        form.format(n=place, name=names[place % 2], said=said) for place, said in enumerate(_SAID)
    )


@pytest.mark.parametrize("form", _FORMS)
def test_who_sends_more_than_one_message_is_somebody(form: str) -> None:
    found = texts(_chat(form, ("Banju", "Zelkadou")), Label.PERSON)
    assert found.count("Banju") == found.count("Zelkadou") == 2


def test_a_sender_may_be_written_in_lower_case() -> None:
    found = texts(_chat(_FORMS[0], ("banju", "zelkadou")), Label.PERSON)
    assert found.count("banju") == found.count("zelkadou") == 2


def test_a_label_before_what_was_said_is_a_speaker_when_it_comes_back() -> None:
    said = "Zelkadou: ik weet dat niet.\nBanju: wie dan wel?\n"
    found = texts(said * 2, Label.PERSON)
    assert found.count("Banju") == found.count("Zelkadou") == 2


@pytest.mark.parametrize(
    "text",
    [
        "10:00 Opening: welkom\n10:05 Opening: koffie\n",
        "Aanvang  10:00  welkom\nAanvang  11:00  koffie\n",
        "Status: open\nBijlage: geen\nStatus: gesloten\nBijlage: geen\n",
        "Vergaderplaats\n10:00\nkoffie\nVergaderplaats\n11:00\nthee\n",
    ],
)
def test_what_a_form_or_an_agenda_repeats_is_nobody(text: str) -> None:
    assert texts(text, Label.PERSON) == []
