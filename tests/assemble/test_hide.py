"""What a letter hides: people whose names go, and in public the requester."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.assemble.dossiers import (
    entity,
    mixed,
    request,
)
from woo_tool.assemble.blocks import Letter
from woo_tool.assemble.hide import Hider, requester_hider, surname
from woo_tool.assemble.letter import compose
from woo_tool.deadlines import compute
from woo_tool.kinds import Law, Role
from woo_tool.model import DossierState
from woo_tool.request import Request


def letter(request_: Request, dossier: DossierState, *annexes: str) -> Letter:
    return compose(request_, dossier, compute(request_), annexes)


def test_people_who_are_redacted_are_boxes_for_the_requester_too() -> None:
    contacts = [{"on": "2024-03-08", "text": "overleg met DE WIT en met de wit gekalkte muur"}]
    found = letter(request(procedure={"contacts": contacts}), mixed(Law.WOO))
    assert "overleg met [5.1.2.e] en met" in found.text()
    assert "Sanne" not in found.text()


def test_law_text_is_never_boxed() -> None:
    people = (entity("Anna Kroon", Law.WOO, Role.WITNESS, "Kroon"),)
    dossier = replace(mixed(Law.WOO), entities=people)
    assert "de eenheid van de Kroon" in letter(request(), dossier).text()


def test_the_public_letter_hides_the_requester_but_not_the_organisation() -> None:
    req, dossier = request(), mixed(Law.WOO)
    full = letter(req, dossier)
    public = requester_hider(req, dossier).letter(full)
    assert "Geachte mevrouw Van Zandhoven," in full.text()
    text = public.text()
    for part in ("Zandhoven", "Dorpsweg", "Hilversum"):
        assert part not in text
    assert "Omroep Voorbeeld" in text
    assert "Ministerie van Voorbeeldzaken" in public.head.wordmark
    assert "[5.1.2.e]" in text


def test_publish_name_leaves_the_letter_as_it_is() -> None:
    shown = {"name": "A. van Zandhoven", "salutation": "mevrouw", "publish_name": True}
    req, dossier = request(requester=shown), mixed(Law.WOO)
    full = letter(req, dossier)
    assert requester_hider(req, dossier).letter(full) == full
    assert "onleesbaar gemaakt" not in full.text()


@pytest.mark.parametrize(
    ("name", "last"),
    [
        ("A. Voorbeeld", "Voorbeeld"),
        ("A.B. van den Berg", "van den Berg"),
        ("Anna van den Berg", "van den Berg"),
        ("Voorbeeld", "Voorbeeld"),
        ("Th. Jansma-de Wit", "Jansma-de Wit"),
    ],
)
def test_surnames(name: str, last: str) -> None:
    assert surname(name) == last


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("Strauß", "een brief van Strauß."),
        ("Strauß", "een brief van STRAUSS."),
        ("José", "een brief van Jose\u0301."),
        ("Jose\u0301", "een brief van José."),
        ("A. de Wit", "een brief van A.\u00a0de  Wit."),
        ("Van der Meer-Jansma", "een brief van VAN DER MEER-JANSMA."),
        ("De Wit", "een brief van (De Wit)."),
    ],
)
def test_hidden_in_every_spelling(term: str, text: str) -> None:
    assert re.sub(r"[().]*$", "", Hider([(term, "X")], []).text(text)).endswith("[X]")


_NAMES = st.text("abcdefghijklmnopqrstuvwxyzéëöüßñçø", min_size=4, max_size=12)


@given(st.text(max_size=60), _NAMES, st.sampled_from([str.lower, str.title, str.upper]))
def test_a_hidden_term_never_stays_as_a_word(
    text: str, term: str, spelled: Callable[[str], str]
) -> None:
    found = Hider([(term, "10.2.e")], []).text(f"{text} {spelled(term)} einde")
    words = {word.casefold() for word in re.findall(r"\w+", found)}
    assert term.casefold() not in words


def test_a_word_of_our_own_is_never_taken_for_a_name() -> None:
    people = (entity("Bijlagen", Law.WOO), entity("Besluit", Law.WOO))
    found = letter(request(), replace(mixed(Law.WOO), entities=people))
    assert "Bijlagen" in found.text()
    assert "Besluit op uw Woo-verzoek" in found.title
