"""Boxes, inventory and letter agree, and every way in which they can disagree is found."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.assemble.dossiers import (
    PRIVACY,
    WRONG_GROUNDS,
    document,
    mixed,
    redaction,
    request,
    state,
)
from woo_tool.assemble.blocks import Heading, Letter
from woo_tool.assemble.check import check_agreement
from woo_tool.assemble.letter import compose
from woo_tool.deadlines import compute
from woo_tool.grounds import because
from woo_tool.kinds import Judgement, Law
from woo_tool.model import DossierState
from woo_tool.request import Request


def letter(request_: Request, dossier: DossierState, *annexes: str) -> Letter:
    return compose(request_, dossier, compute(request_), annexes)


@pytest.mark.parametrize("law", Law)
def test_boxes_inventory_and_letter_agree(law: Law) -> None:
    dossier = mixed(law)
    assert check_agreement(dossier, letter(request(law), dossier)) == ()


def _without_heading(found: Letter, code: str) -> Letter:
    kept = tuple(b for b in found.blocks if not (isinstance(b, Heading) and b.ground == code))
    return replace(found, blocks=kept)


def test_a_ground_without_a_reason_is_found() -> None:
    dossier = mixed(Law.WOO)
    found = _without_heading(letter(request(), dossier), "5.1.2.i")
    assert any("5.1.2.i" in fault for fault in check_agreement(dossier, found))


def test_a_reason_without_a_box_is_found() -> None:
    dossier = mixed(Law.WOO)
    found = letter(request(), dossier)
    fewer = replace(
        dossier,
        items=tuple(i for i in dossier.items if i.document.number in ("0003", "0003a")),
        redactions=tuple(r for r in dossier.redactions if r.document == "0003"),
    )
    faults = check_agreement(fewer, found)
    assert any("motiveert 5.1.2.i" in fault for fault in faults)
    assert any("tabel" in fault for fault in faults)


def _change(dossier: DossierState, **changes: Any) -> DossierState:
    first, *rest = dossier.items
    return replace(dossier, items=(replace(first, **changes), *rest))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"boxes": (("5.1.2.e", 99), ("5.1.2.i", 1))}, "aantal gelakte passages"),
        ({"grounds": ("5.1.2.e",)}, "gronden op de inventarislijst"),
        ({"judgement": Judgement.OPENBAAR}, "heet Openbaar"),
        ({"published": ""}, "spreken elkaar tegen"),
    ],
)
def test_a_row_that_disagrees_is_found(changes: dict[str, Any], said: str) -> None:
    dossier = mixed(Law.WOO)
    found = letter(request(), dossier)
    assert any(said in fault for fault in check_agreement(_change(dossier, **changes), found))


def test_a_box_with_a_ground_of_the_other_law_is_found() -> None:
    dossier = mixed(Law.WOO)
    wrong = redaction("0003", (PRIVACY[Law.WOB],), start=80)
    dossier = replace(dossier, redactions=(*dossier.redactions, wrong))
    faults = check_agreement(dossier, letter(request(), mixed(Law.WOO)))
    assert any("R8" in fault for fault in faults)


@pytest.mark.parametrize(("rule", "law", "grounds", "changes"), WRONG_GROUNDS)
def test_a_wrong_ground_in_a_box_is_found_again_at_the_letter(
    rule: str, law: Law, grounds: tuple[str, ...], changes: dict[str, Any]
) -> None:
    good = state(law, [document("0001")], [redaction("0001", (PRIVACY[law],))])
    bad = state(law, [document("0001", **changes)], [redaction("0001", grounds)])
    found = check_agreement(bad, letter(request(law), good))
    assert any(because(rule) in fault for fault in found)


def test_a_box_in_a_document_that_is_not_listed_is_found() -> None:
    dossier = mixed(Law.WOO)
    stray = redaction("0099", ("5.1.2.e",))
    dossier = replace(dossier, redactions=(*dossier.redactions, stray))
    faults = check_agreement(dossier, letter(request(), dossier))
    assert any("0099" in fault for fault in faults)
