"""The seam: pages in, findings out, on ordinary and on hostile text."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.detect.detecting import detector, find, laid_out, page, texts
from woo_tool.detect import detector as module
from woo_tool.detect.detector import Detector
from woo_tool.detect.layout import pieces as cutting
from woo_tool.detect.layout.pieces import Carry, pieces
from woo_tool.detect.schema import RecognizerRule, Recognizers
from woo_tool.errors import EnvironmentFaultError, SafetyError
from woo_tool.kinds import Label, Role
from woo_tool.resources import data_path
from woo_tool.rules import load_rules

MEMO = """Aan: SG, mevrouw Wilhelmina Terborg
Opgesteld door
Hanneke Zandstra
T 070 - 348 5512
E hanneke.zandstra@voorbeeld.example

De heer Öztürk (geboren 3 mei 1971) meldde zich op 12 maart 2019.
"""


def test_a_memo_gives_people_and_their_details() -> None:
    found = {(one.label, one.text) for one in find(MEMO)}
    assert {
        (Label.PERSON, "Wilhelmina Terborg"),
        (Label.PERSON, "Hanneke Zandstra"),
        (Label.PERSON, "Öztürk"),
        (Label.PHONE_NUMBER, "070 - 348 5512"),
        (Label.EMAIL_ADDRESS, "hanneke.zandstra@voorbeeld.example"),
        (Label.DATE_OF_BIRTH, "3 mei 1971"),
    } <= found
    assert not any("2019" in text for _, text in found)


def test_findings_come_in_order_and_say_why() -> None:
    found = detector().find([page(MEMO), page(MEMO, number=2)])
    places = [(one.page, one.start, one.end) for one in found]
    assert places == sorted(places)
    assert {one.page for one in found} == {1, 2}
    assert all(one.rules and one.reason and 0 < one.score <= 1 for one in found)
    author = next(one for one in found if one.text == "Hanneke Zandstra")
    assert author.reason == "naam onder 'Opgesteld door'"
    assert author.role is Role.OFFICIAL


def test_two_runs_give_the_same() -> None:
    assert find(MEMO) == find(MEMO)


def test_a_name_broken_over_two_lines_is_one_finding() -> None:
    assert "Karade-\nniz" in "".join(
        texts("Dat zei mevrouw Ö. Karade-\nniz gisteren.", Label.PERSON)
    )


def test_a_column_on_paper_counts_as_a_column() -> None:
    rows = [
        [("nr", 50.0), ("actie", 90.0), ("wie", 400.0)],
        [
            ("1", 50.0),
            ("bellen", 90.0),
            ("met", 125.0),
            ("leverancier", 145.0),
            ("Zoutberg", 400.0),
        ],
        [("2", 50.0), ("brief", 90.0), ("schrijven", 120.0), ("Quispelaar", 400.0)],
    ]
    found = detector().find([laid_out(rows)])
    assert {one.text for one in found} >= {"Zoutberg", "Quispelaar"}


HOSTILE = {
    "empty": "",
    "white": " \n\t \n",
    "controls": "De heer\x00 Jan\x07 Zandstra\x1b belde\x0c mevrouw\u2028 Kok.",
    "right to left": "\u202eJan de Vries\u202c en \u05d3\u05d5\u05d3, 06-12345678",
    "emoji": "Beste Jan\U0001f600 de Vries\U0001f44d\U0001f3fd, bel 06-12345678 \U0001f642",
    "combining": "De heer Jose\u0301 Nu\u0301n\u0303ez belde.",
    "astral": "\U00010400\U00010401 de heer Zandstra \U0001f1f3\U0001f1f1",
    "one long word": "x" * 60_000,
    "one long line": "De heer Jan Zandstra belde 06-12345678. " * 700,
    "lone surrogate": "De heer \ud800 Zandstra",
    "brackets": "(" * 3_000 + "Jan" + ")" * 3_000,
    "crlf": "Van: Jan Zandstra\r\nAan: Piet de Boer\r\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_keeps_its_offsets(name: str) -> None:
    text = HOSTILE[name]
    for one in find(text):
        assert one.text == text[one.start : one.end]
        assert one.text


def test_people_are_found_in_a_line_without_end() -> None:
    text = HOSTILE["one long line"]
    found = [one for one in find(text) if one.label is Label.PHONE_NUMBER]
    assert len(found) == 700


PARTS = (
    """de heer|Jan|van der|Zandstra|,|-|(|)|06-12345678|Aan:|A.B.|'t|@x.nl|a@x.nl|1234 AB|é|<|;"""
)


@given(
    st.lists(
        st.sampled_from([*PARTS.split("|"), "|", "  ", "\n", "\t", "\u200e"]) | st.text(max_size=5),
        max_size=30,
    )
)
@settings(max_examples=120, deadline=None)
def test_offsets_always_fit_the_page(parts: list[str]) -> None:
    text = " ".join(parts)
    last: dict[bool, int] = {}
    for one in find(text):
        assert one.text == text[one.start : one.end]
        assert 0 <= one.start < one.end <= len(text)
        if not one.label.is_suggestion:  # findings never overlap; a suggestion spans its sentence
            assert one.start >= last.get(True, 0)
            last[True] = one.end


@given(st.text(alphabet="ab \n", max_size=200), st.integers(20, 60))
def test_pieces_cover_a_text(text: str, size: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cutting, "_PIECE", size)
        patch.setattr(cutting, "_OVERLAP", 5)
        read = list(pieces(page(text), text, Carry()))
    parts = [(one.start, one.start + len(one.text)) for one in read]
    assert parts[0][0] == 0
    assert parts[-1][1] == len(text)
    assert all(right[0] <= left[1] for left, right in pairwise(parts))


def test_a_recognizer_that_fails_is_an_error() -> None:
    broken = Detector.load()

    def fail(*_: object, **__: object) -> list[object]:
        raise ZeroDivisionError("kapot")

    broken._people.analyze = fail  # type: ignore[method-assign, assignment]
    with pytest.raises(SafetyError, match="faalde"):
        broken.find([page("De heer Zandstra belde.")])


def test_a_pattern_out_of_time_is_an_error(tmp_path: Path) -> None:
    slow = tmp_path / "recognizers.yaml"
    text = data_path("rules", "recognizers.yaml").read_text(encoding="utf-8")
    slow.write_text(text.replace("timeout_seconds: 10", "timeout_seconds: 0.01"), encoding="utf-8")
    rules = load_rules(slow, Recognizers)
    pattern = replace_pattern(rules.recognizers[0], r"(?:a+)+(?:a+)+[!%]")
    one = rules.model_copy(update={"recognizers": (pattern,)})
    made = Detector.load()
    made._rules = one
    with pytest.raises(SafetyError, match="niet op tijd"):
        made.find([page("a" * 5_000 + "? a!")])


def replace_pattern(rule: RecognizerRule, regex: str) -> RecognizerRule:
    patterns = (rule.patterns[0].model_copy(update={"regex": regex, "score": 0.9}),)
    return rule.model_copy(update={"patterns": patterns, "validator": ""})


def test_a_missing_model_is_a_fault_of_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "data_path", lambda *_: tmp_path)
    with pytest.raises(EnvironmentFaultError, match="taalmodel"):
        Detector.load()


def test_the_version_is_stable() -> None:
    assert Detector.load().version == detector().version
    assert replace(page("x"), number=2).number == 2
