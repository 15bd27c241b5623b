"""Marks + decisions -> state. A choice of a person is never lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.making import mark, page
from woo_tool.fold import Folded, fold, fold_more, page_approval, page_open, parse_target
from woo_tool.kinds import Action, Label, MarkState
from woo_tool.model import Box, Decision, Mark

PAGE = page("Aan: Hylke Terpstra\nVan: mw. Sterk\nMinister Van der Mast is akkoord.")
HYLKE = mark(PAGE, "Hylke Terpstra")
STERK = mark(PAGE, "Sterk", action=Action.ASK)
MINISTER = mark(PAGE, "Van der Mast", action=Action.KEEP)
MARKS = (HYLKE, STERK, MINISTER)


def decision(
    seq: int,
    action: str,
    target: str,
    *,
    by: str = "Noor",
    to: str = "",
    grounds: tuple[str, ...] = (),
) -> Decision:
    return Decision(seq, "2024-01-01", by, action, target, "", to, grounds, "", False, "", "")


def folded(*decisions: Decision, marks: tuple[Mark, ...] = MARKS) -> Folded:
    return fold(marks, decisions, {"0001": (PAGE,)})


def state(result: Folded, which: Mark) -> MarkState:
    return next(item.state for item in result.marks if item.mark.id == which.id)


def test_without_decisions_the_policy_speaks() -> None:
    result = folded()
    assert [item.state for item in result.marks] == [
        MarkState.PROPOSED,
        MarkState.ASK,
        MarkState.KEPT,
    ]
    assert page_open(result.marks)


def test_the_last_decision_counts() -> None:
    result = folded(
        decision(1, "approve", HYLKE.target),
        decision(2, "reject", HYLKE.target),
        decision(3, "approve", STERK.target, grounds=("5.1.2.e", "5.1.2.i")),
        decision(4, "approve", MINISTER.target),
    )
    assert state(result, HYLKE) is MarkState.REJECTED
    assert result.marks[1].grounds == ("5.1.2.e", "5.1.2.i")
    assert state(result, MINISTER) is MarkState.APPROVED


def test_reopen_gives_the_proposal_back() -> None:
    result = folded(
        decision(1, "approve", HYLKE.target, grounds=("5.1.1.d",)),
        decision(2, "reopen", HYLKE.target),
    )
    assert state(result, HYLKE) is MarkState.PROPOSED
    assert result.marks[0].grounds == HYLKE.grounds


def test_a_change_of_ground_leaves_the_state() -> None:
    result = folded(decision(1, "ground", HYLKE.target, grounds=("5.1.2.i",)))
    assert (result.marks[0].state, result.marks[0].grounds) == (MarkState.PROPOSED, ("5.1.2.i",))


def test_a_mark_that_shifted_keeps_its_decision() -> None:
    shorter = mark(PAGE, "Terpstra")
    result = folded(decision(1, "reject", HYLKE.target), marks=(shorter, STERK, MINISTER))
    assert state(result, shorter) is MarkState.REJECTED


def test_an_approved_place_that_is_no_longer_found_stays_redacted() -> None:
    result = folded(
        decision(1, "approve", HYLKE.target, grounds=("5.1.2.e",)), marks=(STERK, MINISTER)
    )
    kept = result.marks[0]
    assert (kept.mark.text, kept.state) == ("Hylke Terpstra", MarkState.APPROVED)
    assert kept.mark.boxes == HYLKE.boxes


def test_a_choice_about_a_place_that_is_gone_is_a_question() -> None:
    gone = f"mark:{'0' * 16}@0001/9:3-9"
    assert folded(decision(1, "approve", gone)).conflicts[0].blocks
    assert folded(decision(1, "reject", gone)).conflicts == ()


def test_a_drawn_box_becomes_a_mark() -> None:
    target = "mark:00ff00ff00ff00ff@0001/1:[10,20,30.5,40]"
    result = folded(decision(1, "add", target, to="SIGNATURE", grounds=("5.1.2.e",)))
    drawn = next(item for item in result.marks if item.mark.id == "00ff00ff00ff00ff")
    assert drawn.mark.label is Label.SIGNATURE
    assert drawn.mark.boxes == (Box(10, 20, 30.5, 40),)
    assert drawn.state is MarkState.APPROVED


def test_an_approved_page_opens_again_when_a_mark_changes() -> None:
    decided = [decision(1, "approve", HYLKE.target), decision(2, "approve", STERK.target)]
    approval = page_approval(folded(*decided).marks)
    steps = [
        (decision(3, "approve_page", "page:0001/1", by="Noor ", to=approval), {"noor"}),
        (decision(4, "reject", STERK.target), set()),
        (decision(5, "approve", STERK.target), {"noor"}),
        (decision(6, "reopen_page", "page:0001/1"), set()),
    ]
    for step, names in steps:
        decided.append(step)
        assert folded(*decided).approvals["0001", 1] == names


def test_two_names_are_two_people_and_one_name_is_one() -> None:
    approval = page_approval(folded().marks)
    result = folded(
        decision(1, "approve_page", "page:0001/1", by="Noor", to=approval),
        decision(2, "approve_page", "page:0001/1", by=" NOOR", to=approval),
        decision(3, "approve_page", "page:0001/1", by="Jip", to=approval),
    )
    assert result.approvals["0001", 1] == {"noor", "jip"}


@pytest.mark.parametrize(
    "target",
    [
        "",
        "mark:",
        "page:0001/1",
        "mark:zz@0001/1:0-1",
        "mark:aa@../etc:0-1",
        "mark:aa@0001/1:[1,2]",
    ],
)
def test_what_is_no_mark_has_no_place(target: str) -> None:
    assert parse_target(target) is None


_ACTIONS = st.sampled_from(["approve", "reject", "reopen", "ground", "approve_page"])


@given(
    st.lists(st.tuples(_ACTIONS, st.sampled_from(MARKS)), max_size=12),
    st.permutations(MARKS),
)
def test_folding_is_pure_and_loses_no_mark(
    steps: list[tuple[str, Mark]], order: list[Mark]
) -> None:
    decisions = [decision(at, action, which.target) for at, (action, which) in enumerate(steps)]
    once = folded(*decisions)
    assert once == folded(*decisions, marks=tuple(order))
    assert {item.mark.id for item in once.marks} == {which.id for which in MARKS}


_TARGETS = [
    *(which.target for which in MARKS),
    "page:0001/1",
    "page:0001/2",
    "mark:00ff00ff00ff00ff@0001/1:[10,20,30.5,40]",
    "mark:11ff00ff00ff00ff@0001/2:0-4",
    f"mark:{'1' * 16}@0001/1:5-12",
    f"mark:{STERK.id}@0001/2:0-3",
    "person:p1",
]
_STEPS = st.lists(
    st.tuples(
        st.sampled_from(["approve", "reject", "reopen", "ground", "add", "approve_page"]),
        st.sampled_from(_TARGETS),
        st.sampled_from(["Noor", "Jip"]),
    ),
    max_size=8,
)


@given(_STEPS, _STEPS)
def test_folding_on_gives_what_folding_all_gives(
    first: list[tuple[str, str, str]], then: list[tuple[str, str, str]]
) -> None:
    pages = {"0001": (PAGE, page("Tweede pagina", 2))}
    seen = page_approval(fold(MARKS, (), pages).marks)
    decisions = [
        decision(at, action, target, by=by, to=seen if action == "approve_page" else "PERSON")
        for at, (action, target, by) in enumerate([*first, *then], 1)
    ]
    once = fold(MARKS, decisions, pages)
    known = fold(MARKS, decisions[: len(first)], pages)
    assert fold_more(known, decisions[len(first) :], pages) == once


def test_a_rejection_never_reaches_a_suggestion_around_it() -> None:
    sentence = mark(PAGE, "Van: mw. Sterk", label=Label.OPINION, action=Action.ASK)
    moved = replace(STERK, id="1" * 16)
    result = folded(decision(1, "reject", moved.target), marks=(sentence, STERK))
    assert state(result, sentence) is MarkState.ASK
    assert state(result, STERK) is MarkState.REJECTED
