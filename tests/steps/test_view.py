"""What is undecided, and what a page that can't be read means for its document."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.making import page
from woo_tool.fold import Folded, fold, page_approval
from woo_tool.kinds import Judgement, Law, PageSource, Status
from woo_tool.log import LogState
from woo_tool.model import Decision, Document, Page
from woo_tool.request import parse_request
from woo_tool.steps.labels import Labels, label_key
from woo_tool.steps.resolving import Resolved, unread_picture
from woo_tool.steps.view import Base, View

REQUEST = parse_request(
    "reference: T-1\n"
    "authority: {name: Ministerie van Voorbeeld, decides: De minister}\n"
    "request: {received: 2024-03-04, subject: proef}\n"
)
TEXT = page("De vergadering is gesloten.")
SCAN = replace(page(""), source=PageSource.OCR, images=True, confidence=0.0)
NO_OCR = replace(TEXT, images=True, confidence=0.0)
FAINT = replace(TEXT, source=PageSource.OCR, images=True, confidence=0.4)
BADLY = replace(TEXT, images=True, confidence=0.4)


def approval(by: str = "Noor") -> Decision:
    return Decision(
        1, "", by, "approve_page", "page:0001/1", "", page_approval(()), (), "", False, "", ""
    )


def view(on: Page, *decisions: Decision, judgement: Judgement | None = None) -> View:
    document = Document("0001", "a.pdf", "application/pdf", "00", Status.OK, judgement=judgement)
    pages = {"0001": (on,)}
    folded: Folded = fold((), decisions, pages)
    unread = (("0001", 1),) if unread_picture(on) else ()
    labels = {label_key("0001"): Labels("a", "", "")}
    resolved = Resolved((), (), labels, {"0001": 1}, unread=unread)
    base = Base(REQUEST, (document,), (), pages, resolved)
    return View(base, Law.WOO, folded, LogState(decisions))


@pytest.mark.parametrize("on", [SCAN, NO_OCR, FAINT])
def test_a_document_with_a_page_that_nobody_read_stays_out(on: Page) -> None:
    found = view(on)
    assert found.withheld("0001")
    assert found.judgement("0001") == (None, ())
    assert [question.blocks for question in found.questions()] == [False]


@pytest.mark.parametrize("on", [SCAN, NO_OCR, FAINT])
def test_a_person_who_looked_lets_it_go_out(on: Page) -> None:
    found = view(on, approval())
    assert not found.withheld("0001")
    assert found.judgement("0001")[0] is Judgement.OPENBAAR
    assert found.undecided() == ()


@pytest.mark.parametrize("on", [SCAN, NO_OCR, FAINT])
def test_a_judgement_on_the_document_is_no_look_at_the_page(on: Page) -> None:
    found = view(on, judgement=Judgement.OPENBAAR)
    assert [question.blocks for question in found.undecided()] == [True]
    assert view(on, approval(), judgement=Judgement.OPENBAAR).undecided() == ()


def test_a_picture_beside_text_that_is_read_badly_is_asked_about_and_goes_on() -> None:
    found = view(BADLY, approval())
    assert not found.withheld("0001")
    assert len(found.questions()) == 1
