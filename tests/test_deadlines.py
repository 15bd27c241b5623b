"""Terms: the worked examples of rules/procedure.yaml's source, holidays, and hostile procedures."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woo_tool.deadlines import Deadlines, compute, dutch_date
from woo_tool.kinds import Law
from woo_tool.request import Request
from woo_tool.working_days import is_day_off, last_day

D = dt.date.fromisoformat

KEYS = {
    *("law", "first_term", "extended_term", "final_term", "suspended_days", "in_time"),
    *("days_to_spare", "objection_first", "objection_last", "objection_post_receipt"),
    *("release_earliest", "steps", "warnings"),
}


def request(received: str, **parts: Any) -> Request:
    """A request with the least that the law needs."""
    body: dict[str, Any] = {"received": received, "subject": "integriteit"}
    return Request.model_validate(
        {
            "reference": "VZ-1",
            "authority": {"name": "Ministerie", "decides": "De minister"},
            "request": body,
            **parts,
        }
    )


def extended(on: str, weeks: int, reason: str = "omvang") -> dict[str, Any]:
    return {"extended": {"on": on, "weeks": weeks, "reason": reason}}


def decided(day: str) -> dict[str, str]:
    return {"dated": day, "sent": day}


def warned(result: Deadlines) -> set[str]:
    return {item.id for item in result.warnings}


def step(result: Deadlines, id_: str) -> dt.date:
    return next(item.date for item in result.steps if item.id == id_)


EXAMPLE_A = request(
    "2016-05-09", procedure=extended("2016-06-03", 4), decision=decided("2016-06-29")
)


def test_example_a_wob_decision_of_2016() -> None:
    result = compute(EXAMPLE_A)
    assert result.law is Law.WOB
    assert result.first_term == D("2016-06-06")
    assert result.extended_term == result.final_term == D("2016-07-04")
    assert (result.in_time, result.days_to_spare) == (True, 5)
    assert result.objection_first == D("2016-06-30")
    assert result.objection_last == D("2016-08-10")
    assert result.objection_post_receipt == D("2016-08-17")
    assert result.release_earliest == D("2016-06-29")
    assert warned(result) == {"equated_days_unknown"}


def test_example_a_decision_on_objection() -> None:
    result = compute(EXAMPLE_A)
    assert step(result, "objection_decision") == D("2016-09-21")
    assert step(result, "objection_decision_committee") == D("2016-11-02")
    assert step(result, "objection_decision_extended") == D("2016-11-02")
    assert step(result, "objection_decision_committee_extended") == D("2016-12-14")


def test_example_a_third_party_objects() -> None:
    procedure = extended("2016-06-03", 4) | {"third_parties": [{"name": "X bv", "objects": True}]}
    parts = {"procedure": procedure, "decision": decided("2016-06-29")}
    assert compute(request("2016-05-09", **parts)).release_earliest == D("2016-07-13")


def test_example_a_with_the_date_of_the_page_headers() -> None:
    parts = {"procedure": extended("2016-06-03", 4), "decision": decided("2016-06-27")}
    assert compute(request("2016-05-09", **parts)).objection_last == D("2016-08-08")


def test_example_b_the_same_dates_under_the_woo() -> None:
    result = compute(EXAMPLE_A, Law.WOO)
    assert result.first_term == D("2016-06-06")
    assert result.final_term == D("2016-06-20")
    assert (result.in_time, result.days_to_spare) == (False, -9)
    assert {"extension_too_long", "decision_late"} <= warned(result)


@pytest.mark.parametrize(
    ("received", "raw", "end", "two_weeks_more"),
    [
        ("2024-04-11", "2024-05-09", "2024-05-10", "2024-05-23"),
        ("2025-03-21", "2025-04-18", "2025-04-22", "2025-05-02"),
        ("2025-04-07", "2025-05-05", "2025-05-06", "2025-05-19"),
        ("2025-11-27", "2025-12-25", "2025-12-29", "2026-01-08"),
        ("2017-03-31", "2017-04-28", "2017-05-01", None),
    ],
)
def test_example_c_holidays(received: str, raw: str, end: str, two_weeks_more: str | None) -> None:
    result = compute(request(received, procedure=extended(received, 2)), Law.WOO)
    first = next(item for item in result.steps if item.id == "first_term")
    assert (first.raw, first.date) == (D(raw), D(end))
    if two_weeks_more:
        assert result.extended_term == D(two_weeks_more)


@pytest.mark.parametrize(("law", "days"), [(Law.WOO, 14), (Law.WOB, 13)])
def test_example_d_suspension_for_views(law: Law, days: int) -> None:
    pause = {"basis": "4:8", "notice": "2025-03-10", "end": "2025-03-24"}
    result = compute(request("2025-03-03", procedure={"suspended": [pause]}), law)
    assert result.suspended_days == days
    assert result.first_term == D("2025-03-31")
    assert result.final_term == D("2025-04-14")


def test_suspension_for_completion_leaves_the_last_day_out() -> None:
    pause = {"basis": "4:15", "notice": "2025-03-10", "end": "2025-03-24"}
    result = compute(request("2025-03-03", procedure={"suspended": [pause]}))
    assert result.suspended_days == 13


def test_overlapping_suspensions_count_once() -> None:
    pauses = [
        {"basis": "4:8", "notice": "2025-03-10", "end": "2025-03-20"},
        {"basis": "4:8", "notice": "2025-03-15", "end": "2025-03-24"},
    ]
    result = compute(request("2025-03-03", procedure={"suspended": pauses}))
    assert result.suspended_days == 14
    assert "suspension_overlap" in warned(result)


def test_open_suspension_leaves_the_last_day_unknown() -> None:
    parts = {"procedure": {"suspended": [{"basis": "4:8", "notice": "2025-03-10"}]}}
    result = compute(request("2025-03-03", **parts, decision=decided("2025-05-01")))
    assert (result.final_term, result.in_time, result.days_to_spare) == (None, None, None)
    assert "suspension_open" in warned(result)


def test_a_term_that_is_over_cannot_be_suspended() -> None:
    pause = {"basis": "4:8", "notice": "2025-05-01", "end": "2025-05-20"}
    result = compute(request("2025-03-03", procedure={"suspended": [pause]}))
    assert result.suspended_days == 0
    assert result.final_term == D("2025-03-31")
    assert "suspension_late" in warned(result)


def test_late_extension_has_no_effect() -> None:
    result = compute(request("2025-03-03", procedure=extended("2025-04-01", 2)))
    assert result.extended_term is None
    assert result.final_term == D("2025-03-31")
    assert "extension_late" in warned(result)


def test_extension_on_the_last_day_is_in_time() -> None:
    result = compute(request("2025-03-03", procedure=extended("2025-03-31", 2)))
    assert result.final_term == D("2025-04-14")
    assert "extension_late" not in warned(result)


def test_extension_without_a_reason_is_said() -> None:
    result = compute(request("2025-03-03", procedure=extended("2025-03-20", 2, " ")))
    assert "extension_without_reason" in warned(result)


def test_dated_in_time_but_sent_late() -> None:
    decision = {"dated": "2025-03-31", "sent": "2025-04-02"}
    result = compute(request("2025-03-03", decision=decision))
    assert result.in_time
    assert "sent_late" in warned(result)


def test_what_is_not_known_is_null() -> None:
    told = compute(request("2025-03-03")).to_json()
    unknown = {key for key, value in told.items() if value is None}
    assert set(told) == KEYS
    assert unknown == {
        *("extended_term", "in_time", "days_to_spare", "objection_first", "objection_last"),
        *("objection_post_receipt", "release_earliest"),
    }


def test_dated_but_not_sent_gives_no_objection_term() -> None:
    result = compute(request("2025-03-03", decision={"dated": "2025-03-20"}))
    assert result.objection_last is None
    assert "sent_unknown" in warned(result)


def test_json_is_plain() -> None:
    told = compute(EXAMPLE_A).to_json()
    assert told["law"] == "wob"
    assert told["final_term"] == "2016-07-04"
    assert set(told["steps"][0]) == {"id", "raw", "date", "article"}
    assert set(told["warnings"][0]) == {"id", "article", "text"}


def test_equated_days_are_known_for_2017_to_2019() -> None:
    result = compute(request("2018-04-13", decision={"dated": "2018-05-01"}))
    assert result.first_term == D("2018-05-14")  # Friday 11 May 2018 was equated
    assert "equated_days_unknown" not in warned(result)


@pytest.mark.parametrize(
    ("day", "off"),
    [
        ("2013-04-30", True),
        ("2014-04-30", False),
        ("2014-04-26", True),
        ("2014-04-28", False),
        ("2015-04-27", True),
        ("2012-05-05", True),
        ("2023-05-05", True),
        ("2022-04-15", True),
        ("2022-04-18", True),
        ("2024-05-20", True),
        ("2024-12-24", False),
        ("2018-12-24", True),
        ("2024-10-31", False),
    ],
)
def test_days_off(day: str, off: bool) -> None:
    assert is_day_off(D(day)) is off


def test_a_short_term_holds_two_working_days() -> None:
    """ATW 2: three days from Thursday 24 December 2026 hold no working day."""
    assert last_day(D("2026-12-24"), 3) == D("2026-12-29")


@given(
    trigger=st.dates(dt.date(2000, 1, 1), dt.date(2040, 12, 31)),
    days=st.integers(1, 84),
)
def test_a_term_never_ends_on_a_day_off_nor_early(trigger: dt.date, days: int) -> None:
    end = last_day(trigger, days)
    assert not is_day_off(end)
    assert trigger + dt.timedelta(days) <= end <= trigger + dt.timedelta(days + 6)


@given(
    received=st.dates(dt.date(2017, 1, 1), dt.date(2030, 12, 31)),
    law=st.sampled_from(Law),
    wait=st.integers(0, 60),
    length=st.integers(0, 60),
)
def test_a_suspension_never_shortens(received: dt.date, law: Law, wait: int, length: int) -> None:
    notice = received + dt.timedelta(wait)
    end = notice + dt.timedelta(length)
    pause = {"basis": "4:8", "notice": notice, "end": end}
    result = compute(request(received.isoformat(), procedure={"suspended": [pause]}), law)
    assert result.final_term is not None
    assert result.final_term >= result.first_term
    assert 0 <= result.suspended_days <= length


def test_dates_in_words() -> None:
    assert dutch_date(D("2016-06-29")) == "29 juni 2016"
