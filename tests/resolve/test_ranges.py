"""The part of an address or number that goes."""

from __future__ import annotations

import pytest

from tests.resolve.dossiers import brief, found, page, request, run
from woo_tool.kinds import Label, Role
from woo_tool.model import Finding
from woo_tool.resolve.ranges import part_of

PHONES = [
    ("070 - 348 5107", "5107"),
    ("070-3485107", "5107"),
    ("(070) 348 51 07", "51 07"),
    ("+31 70 348 5107", "5107"),
    ("+31 (0)70 348 5107", "5107"),
    ("0031 70 348 5107", "5107"),
    ("070 348 6000", None),
    ("070 - 348 0000", None),
    ("070 - 348", None),
    ("06 - 1234 5678", "06 - 1234 5678"),
    ("070 - 349 5107", "070 - 349 5107"),
    ("+32 70 348 5107", "+32 70 348 5107"),
    ("14070", None),
    ("0800 1234", None),
    ("1407", None),
    ("348", "348"),
]


@pytest.mark.parametrize(("number", "goes"), PHONES)
def test_phone(number: str, goes: str | None) -> None:
    part = part_of(_finding(number, Label.PHONE_NUMBER), request())
    assert (None if part.keep else number[part.start : part.end]) == goes


EMAILS = [
    ("iris@minvoorbeeld.nl", "iris"),
    ("iris@provider.example", "iris"),
    ("info@dekker.nl", "info@dekker.nl"),
    ("iris\u00adanna@minvoorbeeld.nl", "iris\u00adanna"),
    ("iris@familie-dekker.nl", "iris@familie-dekker.nl"),
    ("iris@dekkeradvies.nl", "iris@dekkeradvies.nl"),
    ("iris@kok.nl", "iris@kok.nl"),
    ("iris@kokosnoot.nl", "iris"),
    ("iris(at)dekker.nl", "iris(at)dekker.nl"),
    ("@minvoorbeeld.nl", "@minvoorbeeld.nl"),
    ("t@omroepaalders.nl", "t"),
]


@pytest.mark.parametrize(("address", "goes"), EMAILS)
def test_email(address: str, goes: str | None) -> None:
    surnames = {"dekker", "kok", "aalders", "minvoorbeeld"}
    part = part_of(_finding(address, Label.EMAIL_ADDRESS), request(), surnames)
    assert (None if part.keep else address[part.start : part.end]) == goes


@pytest.mark.parametrize(
    ("text", "label", "keeps"),
    [
        ("Postbus 20061", Label.ADDRESS, True),
        ("postbus 20061, 2500 EB Den Haag", Label.ADDRESS, True),
        ("2500 EB", Label.POSTCODE, True),
        ("Plein 7", Label.ADDRESS, True),
        ("Plein 71", Label.ADDRESS, False),
        ("Postbus 2006", Label.ADDRESS, False),
        ("2511 ZZ", Label.POSTCODE, False),
        ("7 Plein", Label.ADDRESS, False),
    ],
)
def test_own_address(text: str, label: Label, keeps: bool) -> None:
    assert bool(part_of(_finding(text, label), request()).keep) is keeps


def test_what_detection_calls_functional_stays() -> None:
    finding = _finding("team-west@elders.nl", Label.EMAIL_ADDRESS, ("functional_mailbox",))
    assert part_of(finding, request()).keep == "functioneel postvak, geen persoonsgegeven"
    named = _finding("team@dekker.nl", Label.EMAIL_ADDRESS, ("functional_mailbox",))
    assert not part_of(named, request(), {"dekker"}).keep


def test_the_domain_goes_with_the_person_over_the_dossier() -> None:
    one = page("Iris Dekker: info@dekker.nl. Minister Anna Berg: info@berg.nl")
    findings = [
        found(one, "Iris Dekker"),
        found(one, "Anna Berg", role=Role.OFFICE_HOLDER),
        found(one, "info@dekker.nl", Label.EMAIL_ADDRESS, rules=("functional_mailbox",)),
        found(one, "info@berg.nl", Label.EMAIL_ADDRESS, rules=("functional_mailbox",)),
    ]
    assert brief(run([one], findings).marks) == [
        ("redact", "Iris Dekker"),
        ("redact", "info@dekker.nl"),
        ("keep", "Anna Berg"),
        ("keep", "info"),
    ]


def _finding(text: str, label: Label, rules: tuple[str, ...] = ()) -> Finding:
    return Finding("0001", 1, 0, len(text), text, label, 0.9, rules)


def test_a_mailbox_with_the_name_of_a_person_is_theirs() -> None:
    """s.post@ looks like the mailbox 'post', and is Sander Post's."""
    one = page("Sander Post: s.post@minvoorbeeld.nl en post@minvoorbeeld.nl")
    tagged = ("email", "functional_mailbox")
    findings = [
        found(one, "Sander Post"),
        found(one, "s.post@minvoorbeeld.nl", Label.EMAIL_ADDRESS, rules=tagged),
        found(one, "post@minvoorbeeld.nl", Label.EMAIL_ADDRESS, rules=tagged, nth=1),
    ]
    assert brief(run([one], findings).marks) == [
        ("redact", "Sander Post"),
        ("redact", "s.post"),
        ("keep", "post"),
    ]


def test_the_label_before_an_address_stays() -> None:
    one = page("G. Karahan\nE g.karahan@minvoorbeeld.nl")
    findings = [
        found(one, "G. Karahan"),
        found(one, "g.karahan@minvoorbeeld.nl", Label.EMAIL_ADDRESS, rules=("email",)),
    ]
    assert brief(run([one], findings).marks) == [
        ("redact", "G. Karahan"),
        ("redact", "g.karahan"),
    ]


def test_a_soft_hyphen_in_a_number_is_a_hyphen() -> None:
    part = part_of(_finding("070\u00ad348\u00ad5107", Label.PHONE_NUMBER), request())
    assert "070\u00ad348\u00ad5107"[part.start : part.end] == "5107"
