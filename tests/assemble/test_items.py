"""Judgements and rows of the inventory."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest

from tests.assemble.dossiers import REASON, WRONG_GROUNDS, document, redaction, state
from woo_tool.assemble.items import build_items, judge, published_name
from woo_tool.errors import InputError, NeedsPersonError, WooError
from woo_tool.grounds import because
from woo_tool.kinds import Judgement, Law, Status

E = ("5.1.2.e",)


def test_without_boxes_a_document_is_public() -> None:
    assert judge(document("0001"), []) == (Judgement.OPENBAAR, ())


def test_boxes_make_it_partly_public_with_their_grounds_in_statute_order() -> None:
    boxes = [redaction("0001", ("5.1.2.i", "5.1.2.e")), redaction("0001", ("5.1.1.d",), start=9)]
    assert judge(document("0001"), boxes) == (
        Judgement.DEELS,
        ("5.1.1.d", "5.1.2.e", "5.1.2.i"),
    )


def test_unreadable_is_not_judged_and_says_why() -> None:
    broken = document("0001", status=Status.ENCRYPTED, reason="het bestand is versleuteld")
    (item,) = state(Law.WOO, [broken]).items
    assert (item.judgement, item.published, item.reason) == (None, "", "het bestand is versleuteld")


def test_duplicate_is_not_published() -> None:
    dossier = state(Law.WOO, [document("0001"), document("0002", duplicate_of="0001")])
    assert [item.judgement for item in dossier.items] == [Judgement.OPENBAAR, Judgement.DUBBEL]
    assert dossier.items[1].published == ""
    assert "0001" in dossier.items[1].reason


@pytest.mark.parametrize(
    ("changes", "boxed", "error"),
    [
        ({"judgement": Judgement.OPENBAAR}, True, InputError),
        ({"judgement": Judgement.DEELS}, False, InputError),
        ({"judgement": Judgement.REEDS}, False, InputError),
        ({"judgement": Judgement.DUBBEL}, False, InputError),
        ({"judgement": Judgement.OPENBAAR, "status": Status.EMPTY}, False, InputError),
        ({"judgement": Judgement.NIET, "motivation": REASON}, False, NeedsPersonError),
        ({"judgement": Judgement.NIET, "grounds": E}, False, NeedsPersonError),
        ({"judgement": Judgement.BUITEN}, False, NeedsPersonError),
    ],
)
def test_a_choice_that_does_not_fit(
    changes: dict[str, Any], boxed: bool, error: type[WooError]
) -> None:
    boxes = [redaction("0001", E)] if boxed else []
    with pytest.raises(error, match="0001"):
        judge(document("0001", **changes), boxes)


@pytest.mark.parametrize(("rule", "law", "grounds", "changes"), WRONG_GROUNDS)
def test_a_refusal_on_a_wrong_ground(
    rule: str, law: Law, grounds: tuple[str, ...], changes: dict[str, Any]
) -> None:
    refused = document(
        "0001", judgement=Judgement.NIET, grounds=grounds, motivation=REASON, **changes
    )
    with pytest.raises(InputError, match=re.escape(because(rule))):
        build_items([refused], [], law, lambda item: item.title)


def test_temporary_refusal_with_a_date_is_allowed() -> None:
    later = dt.date(2024, 6, 1)
    refused = document(
        "0001", judgement=Judgement.NIET, grounds=("5.1.4",), motivation=REASON, release_on=later
    )
    assert state(Law.WOO, [refused]).items[0].grounds == ("5.1.4",)


def test_rows_are_in_document_order_with_boxes_counted_per_ground() -> None:
    documents = [document("0002"), document("0001a", parent="0001"), document("0001")]
    boxes = [redaction("0001", ("5.1.2.e", "5.1.2.i")), redaction("0001", E, start=9)]
    items = state(Law.WOO, documents, boxes).items
    assert [item.document.number for item in items] == ["0001", "0001a", "0002"]
    assert items[0].boxes == (("5.1.2.e", 2), ("5.1.2.i", 1))


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("nota", "0001-nota.pdf"),
        ("E-mail", "0001-e-mail.pdf"),
        ("café/../x", "0001-cafe-x.pdf"),
        ("", "0001-document.pdf"),
        ("备忘录", "0001-document.pdf"),
    ],
)
def test_published_names_are_number_and_kind(kind: str, name: str) -> None:
    assert published_name(document("0001", kind=kind, title="Brief van J. Jansma")) == name


def test_titles_come_from_the_redactor() -> None:
    (item,) = build_items([document("0001")], [], Law.WOO, lambda _: "Brief van [5.1.2.e]")
    assert item.title == "Brief van [5.1.2.e]"
