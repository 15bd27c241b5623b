"""Questions about bare names: the real ones are asked, once, and never written down."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.verify.test_document import make, verify
from woo_tool.kinds import Action, Label, MarkState
from woo_tool.model import DecidedMark, Mark
from woo_tool.steps.verifying import Verified
from woo_tool.verify import Check, Term, make_terms, report_json, verify_document, verify_plain
from woo_tool.verify.layers import asked_once
from woo_tool.verify.terms import Search

KEPT = ("weduwe", "veldkamp"), ("veldkamp", "partners", "bv")
TERMS = (
    Term("velthorst", "part"),
    Term("post", "part"),
    Term("berg", "part"),
    Term("veldkamp", "part", within=KEPT),
)
CASES = {
    "Later sprak Velthorst met hem.": ("velthorst",),
    "later sprak velthorst met hem": ("velthorst",),
    "VELTHORST": ("velthorst",),
    "De Velthorsten": (),
    "per post verstuurd": (),
    "Post wordt niet meer bezorgd.": (),
    "Dat was zo. Post komt later.": (),
    "- Post en pakketten": (),
    "gesproken met Post over de zaak": ("post",),
    "de heer Van den Berg, en Berg weer": ("berg",),
    "een berg werk": (),
    "bij Veldkamp & Partners B.V.": ("veldkamp",),
    "bij Veldkamp & Partners BV": (),
    "de weduwe Veldkamp zei dat": (),
    "Veldkamp zei dat": ("veldkamp",),
    "Velthorst en nog eens Velthorst": ("velthorst",),
}


@pytest.mark.parametrize("text", CASES)
def test_only_what_a_person_can_answer_is_asked(text: str) -> None:
    assert Search(TERMS).questions(text) == CASES[text]


def kept(text: str) -> DecidedMark:
    mark = Mark("k1", "0002", 1, 0, len(text), text, Label.PERSON, Action.KEEP, 0, 0, (), (), "")
    return DecidedMark(mark, MarkState.KEPT, (), "")


def test_a_kept_place_with_more_around_it_is_not_asked_about(tmp_path: Path) -> None:
    expectation, cast = make(tmp_path)
    first = cast.gone.split()[0]
    terms = make_terms(expectation.redactions, [], [kept(f"Stichting {first} Fonds")])
    assert Search(terms).questions(f"de Stichting {first} Fonds") == ()
    assert Search(terms).questions(f"van {first} zelf") == (first.lower(),)


def test_every_layer_sees_it_and_it_is_asked_once(tmp_path: Path) -> None:
    expectation, cast = make(tmp_path)
    surname = cast.stays.split()[1]
    report = verify_document(expectation, [Term(surname.lower(), "part")])
    asked = [check for check in report.checks if check.result == "question"]
    assert [(check.page, check.subject) for check in asked] == [(1, surname.lower())]
    assert report.result == "question"
    assert surname.lower() not in str(report_json([report], "")).lower()
    assert all(surname.lower() not in check.detail.lower() for check in report.checks)


def test_costs_are_kept_when_a_question_is_dropped() -> None:
    one = Check("a", "question", 1, subject="x", cpu_ms=3)
    assert sum(check.cpu_ms for check in asked_once([one, replace(one, layer="b", cpu_ms=4)])) == 7
    assert len(asked_once([one, replace(one, page=2), replace(one, subject="y")])) == 3


def test_plain_files_ask_as_well(tmp_path: Path) -> None:
    path = tmp_path / "lijst.txt"
    path.write_text("Nota van Velthorst", encoding="utf-8")
    assert verify_plain(path, TERMS).result == "question"
    path.write_text("Nota per post", encoding="utf-8")
    assert verify_plain(path, TERMS).result == "pass"


def test_nothing_is_asked_about_a_clean_file(tmp_path: Path) -> None:
    expectation, _ = make(tmp_path)
    assert verify(expectation).result == "pass"


def test_a_leak_names_what_leaked_to_the_people_of_the_dossier_alone(tmp_path: Path) -> None:
    path = tmp_path / "toelichting.txt"
    path.write_text("Het kenteken 58-TKL-9 is nagetrokken.", encoding="utf-8")
    report = verify_plain(path, [Term("58-TKL-9", "identifier")])
    assert report.result == "leak"
    assert "58-TKL-9" in Verified((report,), "").refusals[0]
    assert "58" not in json.dumps(report_json([report], "kop")["files"][0]["checks"])
