"""request.yaml: faults name the file, the key and what is wrong; the law follows the date."""

from __future__ import annotations

import pytest
import yaml

from woo_tool.errors import RequestError
from woo_tool.kinds import Law
from woo_tool.request import parse_request

BASE = """
reference: MVV-2024-12
authority: {name: Ministerie van Voorbeeldzaken, decides: De minister van Voorbeeldzaken}
request:
  dated: 2024-03-01
  received: 2024-03-04
  subject: integriteit
  items: ["alle memo's", {text: het rapport, period: [2023-01-01, 2023-12-31]}]
procedure:
  acknowledged: 2024-03-06
decision: {dated: 2024-03-28, sent: 2024-03-28}
"""


def test_items_may_be_plain_text_and_get_letters() -> None:
    items = parse_request(BASE).request.items
    assert [(item.id, item.text) for item in items] == [("a", "alle memo's"), ("b", "het rapport")]


@pytest.mark.parametrize(
    ("dated", "law"),
    [("2022-04-30", Law.WOB), ("2022-05-01", Law.WOO), ("2024-03-28", Law.WOO)],
)
def test_the_law_follows_the_date_of_the_decision(dated: str, law: Law) -> None:
    text = BASE.replace("2024-03-28", dated).replace("2024-03-0", "2022-03-0")
    assert parse_request(text).applicable_law is law


def test_without_a_date_the_decision_is_still_to_come() -> None:
    assert parse_request(BASE.replace("decision:", "#")).applicable_law is Law.WOO


@pytest.mark.parametrize(
    ("old", "new", "key", "fault"),
    [
        ("reference: MVV-2024-12", "", "reference", "ontbreekt"),
        ("subject:", "onderwerp:", "request.onderwerp", "niet bekend"),
        ("2024-03-04", "4 maart", "request.received", "datum"),
        ("2024-03-04", "9999-12-20", "request.received", "datum"),
        ("2024-03-04", "20240304", "request.received", "datum"),
        ("2024-03-04", "2024-02-30", "request.received", "datum"),
        ("dated: 2024-03-01", "dated: 2024-03-05", "request.received", "ligt voor request.dated"),
        ("acknowledged: 2024-03-06", "acknowledged: 2024-01-01", "acknowledged", "ligt voor"),
        ("dated: 2024-03-28", "dated: 2024-03-29", "decision.sent", "ligt voor decision.dated"),
        ("[2023-01-01, 2023-12-31]", "[2023-12-31, 2023-01-01]", "period", "einddatum"),
        ("authority:", "law: wob\nauthority:", "law", "laat law op auto staan"),
        ("authority:", "law: avg\nauthority:", "law", "niet toegestaan"),
        ("authority:", "four_eyes: misschien\nauthority:", "four_eyes", "true of false"),
        ("subject: integriteit", "subject: [a, b]", "request.subject", "tekst"),
        ("procedure:", "procedure:\n  acknowledged: 2024-03-06", "acknowledged", "twee keer"),
        ("reference:", "reference: [\nx:", "regel", "YAML"),
    ],
)
def test_a_fault_names_the_key(old: str, new: str, key: str, fault: str) -> None:
    assert old in BASE
    with pytest.raises(RequestError) as caught:
        parse_request(BASE.replace(old, new, 1), "zaak/request.yaml")
    assert caught.value.exit_code == 2
    for part in ("zaak/request.yaml", key, fault):
        assert part in caught.value.message


@pytest.mark.parametrize(
    ("steps", "late", "early", "rule"),
    [
        ("extended: {on: 2024-03-01, weeks: 2}", "extended.on", "request.received", "4.4, tweede"),
        ("extended: {on: 2024-04-01, weeks: 2}", "decision.dated", "procedure.extended.on", "4.4"),
        (
            "suspended: [{basis: '4:15', notice: 2024-03-05, end: 2024-03-06},"
            " {basis: '4:15', notice: 2024-03-09, end: 2024-03-08}]",
            *("suspended.1.end", "procedure.suspended.1.notice", "artikel 4:15 van de Awb"),
        ),
        (
            "suspended: [{basis: '4:15', notice: 2024-03-01}]",
            *("suspended.0.notice", "request.received", "artikel 4:15 van de Awb"),
        ),
        (
            "third_parties: [{name: X, asked: 2024-03-09, answered: 2024-03-08}]",
            *("third_parties.0.answered", "third_parties.0.asked", "artikel 4:8 van de Awb"),
        ),
        (
            "third_parties: [{name: X, asked: 2024-04-09}]",
            *("decision.dated", "third_parties.0.asked", "artikel 4:8 van de Awb"),
        ),
    ],
)
def test_a_date_before_another_names_both_fields_and_the_rule(
    steps: str, late: str, early: str, rule: str
) -> None:
    body = {
        "reference": "X",
        "authority": {"name": "Ministerie", "decides": "De minister"},
        "request": {"received": "2024-03-04", "subject": "x"},
        "decision": {"dated": "2024-03-28"},
    }
    text = f"{yaml.safe_dump(body)}procedure:\n  {steps}\n"
    with pytest.raises(RequestError) as caught:
        parse_request(text)
    assert f"{late}: " in caught.value.message
    assert f"ligt voor {early}" in caught.value.message.replace("procedure.third", "third")
    assert rule in caught.value.message


@pytest.mark.parametrize("text", ["", "[]", "1", "a: &x [*x]", "x" * 100_000, "\x00", "!!python/x"])
def test_what_is_no_request_is_refused(text: str) -> None:
    with pytest.raises(RequestError):
        parse_request(text)
