"""Titles, senders and recipients pass the same detection as pages."""

from __future__ import annotations

import pytest

from tests.making import mark
from woo_tool.kinds import Action, Status
from woo_tool.model import Document
from woo_tool.steps.labels import clean, clean_labels, label_key, label_page, text_page


def document(title: str, sender: str = "", recipient: str = "") -> Document:
    return Document(
        "0001", "a.eml", "x", "00", Status.OK, title=title, sender=sender, recipient=recipient
    )


def test_a_name_in_a_title_becomes_its_ground() -> None:
    page = label_page(document("Gesprek met Hylke Terpstra over kribben"))
    going = mark(page, "Hylke Terpstra", grounds=("5.1.2.e", "5.1.2.i"))
    labels = clean_labels({page.document: page}, [going])[label_key("0001")]
    assert labels.title == "Gesprek met [5.1.2.e 5.1.2.i] over kribben"


def test_a_name_that_stays_stays() -> None:
    page = label_page(document("Brief aan minister Van der Mast"))
    assert "Van der Mast" in clean(page, [mark(page, "Van der Mast", action=Action.KEEP)])


def test_sender_and_recipient_are_lines_of_their_own() -> None:
    page = label_page(document("Re: vraag", "Kribbenbouw B.V.", "A. Sterk"))
    labels = clean_labels({page.document: page}, [mark(page, "A. Sterk")])[page.document]
    assert (labels.title, labels.sender, labels.recipient) == (
        "Re: vraag",
        "Kribbenbouw B.V.",
        "[5.1.2.e]",
    )


@pytest.mark.parametrize("lines", [[], [""], ["a  b", "", "c"], ["x\u00a0y z"]])
def test_every_character_but_white_space_belongs_to_one_word(lines: list[str]) -> None:
    page = text_page("k", lines)
    for word in page.words:
        assert page.text[word.start : word.end] == word.text
    assert sum(len(word.text) for word in page.words) == sum(
        not char.isspace() for char in page.text
    )
