"""The view of the case overview: rows before and after, and choices that say what was seen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.review.fake import EVIL, FakeBackend, get, last, send
from woo_tool.kinds import Label
from woo_tool.overview import Trace
from woo_tool.review.backend import CaseSheet
from woo_tool.review.cases import difference
from woo_tool.steps.anonymising import Ask
from woo_tool.steps.casework import CaseRow, Cell

ROW = CaseRow(
    ref="z1", source=2, number="1",
    cells=(Cell("Beschrijving", f"Jansen {EVIL}", "Een medewerker", ("persoon",)),),
    asks=(), question="", digest="ab12", names=frozenset(), approved=False,
)  # fmt: skip
ASKED = replace(ROW, ref="z2", number="2", question="cd34",
                asks=(Ask(Label.SPECIAL_CATEGORY, "weeg het", "ziek"),))  # fmt: skip


def backend(tmp_path: Path) -> FakeBackend:
    made = FakeBackend(tmp_path)
    found = Trace("tekst", "hoog", ("1",), "'x' is bijzonder", "de betrokkene", "laat weg")
    made.sheets = (CaseSheet("Overzicht", "Zaken van 2023", (ROW, ASKED), (found,)),)
    return made


def choose(made: FakeBackend, **more: object) -> int:
    sent = {"sheet": 0, "ref": "z1", "digest": "ab12", "action": "approve", **more}
    return send(made, "/api/case", sent).status_code


def test_the_page_holds_both_texts_and_runs_none_of_it(tmp_path: Path) -> None:
    text = last(backend(tmp_path), get("/zaken")).text
    assert "Een medewerker" in text
    assert "bijzonder" in text
    assert EVIL not in text


def test_an_approval_says_which_row_was_seen(tmp_path: Path) -> None:
    made = backend(tmp_path)
    assert choose(made) == 200
    (choice,) = made.choices
    assert (choice.action, choice.target, choice.to, choice.bulk) == (
        "approve_case", "case:z1", "approved ab12", False,
    )  # fmt: skip


def test_approving_what_is_asked_about_keeps_it(tmp_path: Path) -> None:
    made = backend(tmp_path)
    assert choose(made, ref="z2") == 200
    assert [(one.action, one.to) for one in made.choices] == [
        ("judge_case", "keep cd34"), ("approve_case", "approved ab12"),
    ]  # fmt: skip


def test_leaving_out_is_looked_at_before_it_is_approved(tmp_path: Path) -> None:
    made = backend(tmp_path)
    assert choose(made, ref="z2", action="leave_out") == 200
    assert [(one.action, one.to) for one in made.choices] == [("judge_case", "redact cd34")]
    assert choose(made, action="leave_out") == 400


def test_a_row_that_changed_since_is_not_approved(tmp_path: Path) -> None:
    made = backend(tmp_path)
    assert choose(made, digest="ffff") == 409
    assert made.choices == []


def test_what_is_not_there_is_refused(tmp_path: Path) -> None:
    made = backend(tmp_path)
    assert [choose(made, ref="z9"), choose(made, sheet=4), choose(made, sheet=-1)] == [400] * 3
    assert choose(made, action="publiceer") == 400
    assert made.choices == []


def test_a_reopened_row_is_logged(tmp_path: Path) -> None:
    made = backend(tmp_path)
    assert choose(made, action="reopen") == 200
    assert [one.action for one in made.choices] == ["reopen_case"]


@given(st.text(alphabet="ab c\n", max_size=30), st.text(alphabet="ab c\n", max_size=30))
def test_the_pieces_are_the_texts(before: str, after: str) -> None:
    pieces = difference(before, after)
    assert "".join(text for text, _ in pieces["before"]) == before.lstrip()
    assert "".join(text for text, _ in pieces["after"]) == after.lstrip()
    if before == after:
        assert not any(changed for side in pieces.values() for _, changed in side)
