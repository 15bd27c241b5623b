"""Who is who over a dossier, and which marks follow: cases as data, and properties."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.resolve.dossiers import brief, found, page, request, run
from woo_tool.errors import SafetyError
from woo_tool.grounds import faults
from woo_tool.kinds import Action, Label, Law, Role
from woo_tool.model import Finding, Page
from woo_tool.people import PersonRule, parse_people, render_people
from woo_tool.request import parse_request
from woo_tool.resolve import resolve

OFFICIAL, HOLDER = Role.OFFICIAL, Role.OFFICE_HOLDER
SIGNS = {"redact": "-", "keep": "+", "ask": "?"}
CASES = yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_marks(case: dict[str, Any]) -> None:
    one = page(case["text"])
    times: Counter[str] = Counter()
    findings = []
    for seen in case["seen"]:
        said, _, nth = seen.partition(" #")
        said, _, rule = said.partition(" @")
        text, _, role = said.partition(" | ")
        findings.append(
            found(
                one,
                text,
                role=Role(role) if role else None,
                rules=(rule or "ner",),
                nth=int(nth) if nth else times[text],
            )
        )
        times[text] += 1
    people = parse_people(yaml.safe_dump({"people": case.get("people", [])}))
    marks = run([one], findings, people).marks
    assert [SIGNS[action] + text for action, text in brief(marks)] == case["marks"]


def test_one_person_over_the_dossier() -> None:
    first = page("Verslag door Rutger Blok", "0001")
    second = page("Gezien: R.J. Blok\nE rutger.blok@minvoorbeeld.nl", "0002")
    result = run(
        [first, second],
        [
            found(first, "Rutger Blok", role=OFFICIAL),
            found(second, "rutger.blok@minvoorbeeld.nl", Label.EMAIL_ADDRESS),
        ],
    )
    assert [entity.name for entity in result.entities] == ["Rutger Blok"]
    assert result.entities[0].forms == ("R.J. Blok",)
    assert result.entities[0].emails == ("rutger.blok@minvoorbeeld.nl",)
    assert {mark.entity for mark in result.marks} == {result.entities[0].id}
    assert result.marks[1].rules == ("dossier",)
    assert result.marks[1].reason.startswith("ook elders: Rutger Blok")


def test_two_people_of_one_surname_stay_two() -> None:
    one = page("Anna Berg, A.B. Berg, Piet Berg en P. Berg, Paul Berg")
    names = ["Anna Berg", "A.B. Berg", "Piet Berg", "P. Berg", "Paul Berg"]
    result = run([one], [found(one, name) for name in names])
    assert [entity.name for entity in result.entities] == ["Anna Berg", "Paul Berg", "Piet Berg"]
    doubtful = next(mark for mark in result.marks if mark.text == "P. Berg")
    assert doubtful.entity is None
    assert "kan Paul Berg of Piet Berg zijn" in doubtful.reason


def test_a_mailbox_of_nobody_makes_no_login_name() -> None:
    one = page("Integriteit. Mail integriteit@minvoorbeeld.nl over integriteit.")
    mailbox = found(
        one, "integriteit@minvoorbeeld.nl", Label.EMAIL_ADDRESS, rules=("functional_mailbox",)
    )
    result = run([one], [found(one, "Integriteit"), mailbox])
    assert brief(result.marks) == [("redact", "Integriteit"), ("keep", "integriteit")]


def test_the_reason_names_who_it_can_be() -> None:
    one = page("minister Anna Berg en Piet Berg; Berg")
    findings = [found(one, "Anna Berg", role=HOLDER), found(one, "Piet Berg", role=OFFICIAL)]
    last = run([one], findings).marks[-1]
    assert (last.action, last.entity) == (Action.REDACT, None)
    assert last.reason == "'Berg' kan Anna Berg of Piet Berg zijn; in twijfel gelakt"


@pytest.mark.parametrize(
    ("role", "law", "grounds"),
    [
        (Role.OFFICIAL, "wob", ("10.2.e",)),
        (Role.OFFICIAL, "woo", ("5.1.2.e",)),
        (Role.REPORTER, "wob", ("10.2.e", "10.2.g")),
        (Role.REPORTER, "woo", ("5.1.2.e", "5.1.2.i")),
        (Role.WITNESS, "woo", ("5.1.2.e", "5.1.2.i")),
        (Role.ACCUSED, "wob", ("10.2.e", "10.2.g")),
        (Role.ACCUSED, "woo", ("5.1.2.e",)),
    ],
)
def test_grounds_follow_role_and_law(role: Role, law: str, grounds: tuple[str, ...]) -> None:
    one = page("Iris Dekker schreef via iris.dekker@minvoorbeeld.nl")
    findings = [
        found(one, "Iris Dekker", role=role),
        found(one, "iris.dekker@minvoorbeeld.nl", Label.EMAIL_ADDRESS),
    ]
    assert [mark.grounds for mark in run([one], findings, law=law).marks] == [grounds, grounds]


def test_an_office_holder_keeps_the_name_and_not_the_address() -> None:
    one = page("Anna Berg, anna.berg@minvoorbeeld.nl, 06 12345678")
    findings = [
        found(one, "Anna Berg", role=HOLDER),
        found(one, "anna.berg@minvoorbeeld.nl", Label.EMAIL_ADDRESS),
        found(one, "06 12345678", Label.PHONE_NUMBER),
    ]
    marks = run([one], findings).marks
    assert brief(marks) == [
        ("keep", "Anna Berg"),
        ("redact", "anna.berg"),
        ("redact", "06 12345678"),
    ]


def test_suggestions_ask_and_stand_beside_what_is_inside_them() -> None:
    one = page("Ik vind dat Rutger Blok te streng was.")
    findings = [found(one, one.text, Label.OPINION), found(one, "Rutger Blok")]
    marks = run([one], findings, law="woo").marks
    assert [(m.label, m.action, m.grounds) for m in marks] == [
        (Label.OPINION, Action.ASK, ("5.2.1",)),
        (Label.PERSON, Action.REDACT, ("5.1.2.e",)),
    ]


def test_a_number_of_the_state_has_its_own_ground() -> None:
    one = page("BSN 999990019")
    finding = found(one, "999990019", Label.NL_BSN)
    assert run([one], [finding]).marks[0].grounds == ("10.1.d",)
    assert run([one], [finding], law="woo").marks[0].grounds == ("5.1.1.e",)


def test_overlap_is_one_mark_with_all_grounds() -> None:
    one = page("melder Iris Dekker 999990019")
    findings = [
        found(one, "Iris Dekker", role=Role.REPORTER),
        found(one, "Dekker 999990019", Label.NL_BSN),
    ]
    marks = run([one], findings, law="woo").marks
    assert brief(marks) == [("redact", "Iris Dekker 999990019")]
    assert marks[0].grounds == ("5.1.1.e", "5.1.2.e", "5.1.2.i")


def test_a_kept_name_inside_something_that_goes_follows_it() -> None:
    one = page("Laan van Anna Berg 12 te Oss")
    findings = [
        found(one, "Anna Berg", role=HOLDER),
        found(one, "Laan van Anna Berg 12", Label.ADDRESS),
    ]
    assert brief(run([one], findings).marks) == [("redact", "Laan van Anna Berg 12")]


def test_a_name_broken_over_a_page() -> None:
    first = page("Ali Karadeniz zei, aldus Karade-\nPagina 1", "0001", 1)
    second = page("Verslag\nniz ging weg", "0001", 2)
    result = run([first, second], [found(first, "Ali Karadeniz")])
    assert brief(result.marks) == [
        ("redact", "Ali Karadeniz"),
        ("redact", "Karade"),
        ("redact", "niz"),
    ]
    assert len({mark.entity for mark in result.marks}) == 1


def test_the_same_file_twice_gives_different_ids() -> None:
    pages = [page("Rutger Blok", "0001"), page("Rutger Blok", "0002")]
    by = {one.document: [one] for one in pages}
    result = resolve(
        by,
        [found(one, "Rutger Blok") for one in pages],
        request=request(),
        people=(),
        document_hashes={"0001": "same", "0002": "same"},
    )
    assert len({mark.id for mark in result.marks}) == 2


def test_boxes_cover_only_the_part_that_goes() -> None:
    one = page("iris@minvoorbeeld.nl")
    mark = run([one], [found(one, "iris@minvoorbeeld.nl", Label.EMAIL_ADDRESS)]).marks[0]
    assert [(box.x0, box.x1) for box in mark.boxes] == [(0, 20)]


def test_a_requester_who_agrees_is_shown() -> None:
    asked = parse_request(
        "{reference: X, authority: {name: M, decides: De M}, "
        "requester: {name: T. Aalders, publish_name: true}, "
        "request: {received: 2023-01-02, subject: s}}"
    )
    one = page("Brief van T. Aalders")
    assert brief(run([one], [], asked=asked).marks) == [("keep", "T. Aalders")]


def test_grounds_of_another_law_are_not_used() -> None:
    one = page("Rutger Blok")
    rule = PersonRule("p1", "Rutger Blok", action=Action.REDACT, grounds=("10.2.g",))
    assert run([one], [found(one, "Rutger Blok")], [rule]).marks[0].grounds == ("10.2.g",)
    assert run([one], [found(one, "Rutger Blok")], [rule], law="woo").marks[0].grounds == (
        "5.1.2.e",
    )


def test_the_last_word_of_people_counts() -> None:
    one = page("Rutger Blok")
    first = PersonRule("p1", "Rutger Blok", action=Action.KEEP, by="A")
    later = PersonRule("p1", "Rutger Blok", action=Action.REDACT, by="B")
    result = run([one], [found(one, "Rutger Blok")], [first, later])
    assert result.marks[0].action == Action.REDACT
    assert result.entities[0].decided_by == "B"


@pytest.mark.parametrize(
    "finding",
    [
        Finding("0009", 1, 0, 3, "Jan", Label.PERSON, 1.0),
        Finding("0001", 2, 0, 3, "Jan", Label.PERSON, 1.0),
        Finding("0001", 1, 0, 3, "Jan", Label.PERSON, 1.0),
        Finding("0001", 1, 90, 93, "Jan", Label.PERSON, 1.0),
        Finding("0001", 1, 2, 2, "", Label.PERSON, 1.0),
    ],
)
def test_a_finding_that_does_not_fit_is_refused(finding: Finding) -> None:
    with pytest.raises(SafetyError, match="past niet op de tekst"):
        run([page("Piet ging")], [finding])


NAMES = ["Anna Berg", "Piet Berg", "P. Berg", "Berg", "Anna", "Rutger Blok", "R.J. Blok",
         "Blok's", "Jan van der Meulen", "van der Meulen", "drs. Iris Dekker-Kok", "Kok", "NB",
         "Berg, A."]  # fmt: skip
FILL = ["en", "sprak", "met", "de", "Hij", "straat", ".", "wet", "iris.dekker@minvoorbeeld.nl",
        "070 - 348 5107", "999990019", "rblok"]  # fmt: skip
OTHERS = {"iris.dekker@minvoorbeeld.nl": Label.EMAIL_ADDRESS, "070 - 348 5107": Label.PHONE_NUMBER,
          "999990019": Label.NL_BSN}  # fmt: skip


@st.composite
def dossiers(draw: st.DrawFn) -> tuple[list[Page], list[Finding]]:
    pages, findings = [], []
    roles = st.sampled_from([None, *Role])
    for number in range(1, draw(st.integers(1, 3)) + 1):
        pieces = draw(st.lists(st.sampled_from(NAMES + FILL), min_size=1, max_size=12))
        one = page(draw(st.sampled_from([" ", "\n"])).join(pieces), "0001", number)
        pages.append(one)
        place = 0
        for piece in pieces:
            start = one.text.index(piece, place)
            place = start + len(piece)
            if piece in NAMES or piece in OTHERS:
                label = OTHERS.get(piece, Label.PERSON)
                score = draw(st.sampled_from([0.4, 0.9]))
                if draw(st.booleans()):
                    findings.append(
                        Finding(
                            one.document,
                            number,
                            start,
                            place,
                            piece,
                            label,
                            score,
                            ("ner",),
                            "",
                            draw(roles),
                        )
                    )
        if draw(st.booleans()):
            findings.append(Finding("0001", number, 0, len(one.text), one.text, Label.OPINION, 0.5))
    return pages, findings


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(dossiers(), st.sampled_from(["wob", "woo"]), st.randoms(use_true_random=False))
def test_properties(
    dossier: tuple[list[Page], list[Finding]], law: str, shuffle: random.Random
) -> None:
    pages, findings = dossier
    result = run(pages, findings, law=law)
    mixed = list(findings)
    shuffle.shuffle(mixed)
    assert run(pages, mixed, law=law) == result
    assert len({mark.id for mark in result.marks}) == len(result.marks)
    reached: dict[int, int] = {}
    for mark in result.marks:
        assert mark.start <= mark.redact_start < mark.redact_end <= mark.end
        assert mark.text == pages[mark.page - 1].text[mark.start : mark.end]
        assert mark.boxes
        assert not faults(mark.grounds, Law(law))
        if not mark.label.is_suggestion:
            assert mark.start >= reached.get(mark.page, 0)
            reached[mark.page] = mark.end
    for finding in findings:
        assert any(
            m.page == finding.page and m.start <= finding.start and finding.end <= m.end
            for m in result.marks
        )


def test_a_large_dossier_is_read_once() -> None:
    """5,000 findings on 500 pages: near-linear look-ups, so this ends."""
    firsts = ["Anna", "Piet", "Rutger", "Iris", "Ali", "Naima", "Tomas", "Elif", "Joris", "Wies"]
    pages, findings = [], []
    for number in range(500):
        surnames = [f"Achter{chr(97 + number % 26)}{chr(97 + k)}el" for k in range(10)]
        lines = [f"{firsts[(number + k) % 10]} {surnames[k]} schreef dit" for k in range(10)]
        one = page("\n".join(lines), f"{number:04d}")
        pages.append(one)
        place = 0
        for line in lines:
            name = " ".join(line.split()[:2])
            start = one.text.index(name, place)
            place = start + len(name)
            findings.append(Finding(one.document, 1, start, place, name, Label.PERSON, 0.9))
    result = run(pages, findings)
    assert len(result.marks) == 5000


def test_people_yaml_round_trips() -> None:
    """What the tool writes, it can read: no login name among the addresses, no open bracket."""
    one = page(
        "Van: Blok, R.J. (Rutger)\nE r.blok@minvoorbeeld.nl, account rjblok\n"
        "mr. Q. Delahaye (QD)\nQD: nee"
    )
    found_here = [
        found(one, "Blok, R.J. (Rutger)"),
        found(one, "r.blok@minvoorbeeld.nl", Label.EMAIL_ADDRESS, rules=("email",)),
        found(one, "rjblok", Label.HANDLE, rules=("handle",)),
        found(one, "Q. Delahaye"),
        found(one, "QD", rules=("initialen:genoemd",)),
    ]
    entities = run([one], found_here).entities
    written = render_people(entities)
    again = parse_people(written)
    assert {rule.name for rule in again} == {entity.name for entity in entities}
    assert [rule.emails for rule in again if "Blok" in rule.name] == [("r.blok@minvoorbeeld.nl",)]
    for rule in again:
        for form in (rule.name, *rule.forms):
            assert form.count("(") == form.count(")")
    after = run([one], found_here, again)
    assert [m.removed_text for m in after.marks] == [
        m.removed_text for m in run([one], found_here).marks
    ]
    assert render_people((), again) == render_people((), parse_people(render_people((), again)))
