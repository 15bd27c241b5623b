"""The letter as an appeal judge reads it: every weakness is found, and a good letter has none."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from tests.assemble.dossiers import (
    PRIVACY,
    REASON,
    assembled,
    document,
    mixed,
    redaction,
    request,
    state,
)
from woo_tool.assemble.blocks import Heading, Letter, Line, Paragraph, Run, line, plain, question
from woo_tool.assemble.reasons import ReasonFinding, check_reasons, reason_rules
from woo_tool.assemble.sections import amount, amounts
from woo_tool.kinds import Judgement, Law
from woo_tool.model import Document, DossierState


def letter(dossier: DossierState, law: Law = Law.WOO) -> Letter:
    return assembled(request(law), dossier).letter


def found(dossier: DossierState, given: Letter | None = None, law: Law = Law.WOO) -> set[str]:
    return {item.id for item in findings(dossier, given, law)}


def findings(
    dossier: DossierState, given: Letter | None = None, law: Law = Law.WOO
) -> list[ReasonFinding]:
    return check_reasons(request(law), dossier, given or letter(dossier, law))


def without(given: Letter, code: str, *starts: str) -> Letter:
    """The letter without those paragraphs of a ground that begin with one of ``starts``."""
    kept, mine = [], False
    for block in given.blocks:
        mine = block.ground == code if isinstance(block, Heading) else mine
        gone = mine and isinstance(block, Paragraph) and plain(block.text).startswith(starts)
        if not gone:
            kept.append(block)
    return replace(given, blocks=tuple(kept))


def reworded(given: Letter, old: str, new: str) -> Letter:
    def change(text: Line) -> Line:
        return tuple(Run(run.text.replace(old, new), run.kind) for run in text)

    return given.with_lines(change)


@pytest.mark.parametrize("law", Law)
def test_a_complete_letter_has_no_weakness(law: Law) -> None:
    assert findings(mixed(law), law=law) == []


def test_every_finding_names_rule_and_source() -> None:
    for check in reason_rules().checks.values():
        assert check.rule
        assert check.source
        assert check.status in ("VERIFIED", "SINGLE-SOURCE", "FROM MEMORY")
    gone = without(letter(mixed(Law.WOO)), "5.1.2.e", "Daartegenover", "Bij de documenten")
    (item,) = findings(mixed(Law.WOO), gone)
    assert "Regel: " in item.text
    assert "Bron: artikel 10, tweede lid, van de Wob; artikel 5.1, tweede lid" in item.text


def test_a_ground_without_a_weighing() -> None:
    gone = without(letter(mixed(Law.WOO)), "5.1.2.e", "Daartegenover", "Bij de documenten")
    assert found(mixed(Law.WOO), gone) == {"no_weighing"}


def test_a_bare_ground() -> None:
    dossier = state(Law.WOO, [document("0001")], [redaction("0001", ("5.1.2.e",))])
    bare = without(letter(dossier), "5.1.2.e", "Deze gegevens", "Daartegenover")
    assert found(dossier, bare) == {"bare_ground"}


def test_what_is_still_asked_is_not_a_weakness_too() -> None:
    dossier = state(Law.WOO, [document("0001")], [redaction("0001", ("5.1.2.b",), None)])
    assert letter(dossier).questions()
    assert found(dossier) == set()


def refusal(number: str, reason: str, **changes: Any) -> Document:
    values = {"grounds": ("5.1.2.i",), "motivation": reason, **changes}
    return document(number, judgement=Judgement.NIET, **values)


KINDS = ("nota", "e-mail", "verslag")


@pytest.mark.parametrize(
    ("documents", "ids"),
    [
        ([refusal("0001", REASON)], set()),
        (
            [refusal(f"000{n}", REASON, kind=kind) for n, kind in enumerate(KINDS)],
            {"one_reason_for_many"},
        ),
        ([refusal(f"000{n}", REASON) for n in range(3)], set()),
        ([refusal("0001", "dat schaadt het werk van de dienst")], {"whole_without_parts"}),
        ([refusal("0001", "het is een concept")], {"whole_without_parts", "draft_as_draft"}),
        ([refusal("0001", "ontwerp, in geen enkel onderdeel definitief")], {"draft_as_draft"}),
        ([refusal("0001", "concept; elke alinea bevat een opvatting van één ambtenaar")], set()),
    ],
)
def test_refusals_in_whole(documents: list[Document], ids: set[str]) -> None:
    assert found(state(Law.WOO, documents)) == ids


def test_the_last_resort_needs_an_exceptional_case() -> None:
    dossier = state(Law.WOO, [document("0001")], [redaction("0001", ("5.1.5",), None)])
    asked = letter(dossier)
    told = reworded_question(
        asked, "Het belang van de dienst weegt hier zwaarder dan het belang van openbaarheid."
    )
    assert found(dossier, told) == {"last_resort"}
    better = reworded_question(
        asked,
        "Dit is een uitzonderlijk geval: het belang van de dienst weegt zwaarder dan openbaarheid.",
    )
    assert found(dossier, better) == set()


def reworded_question(given: Letter, answer: str) -> Letter:
    def change(text: Line) -> Line:
        asked = question("x")[:10]
        return tuple(Run(answer) if run.text.startswith(asked) else run for run in text)

    return given.with_lines(change)


def test_a_cited_ground_that_no_box_has() -> None:
    cited = "artikel 5.1, tweede lid, aanhef en onder b, van de Woo"
    more = reworded(
        letter(mixed(Law.WOO)), "Daartegenover staat", f"Ook {cited} geldt. Daartegenover"
    )
    (item,) = findings(mixed(Law.WOO), more)
    assert item.id == "cited_not_used"
    assert item.refuses


def test_counts_that_differ_refuse() -> None:
    dossier = mixed(Law.WOO)
    fewer = reworded(letter(dossier), "negen passages", "acht passages")
    assert found(dossier, fewer) == {"passages_differ"}
    more = reworded(letter(dossier), "één document maak ik niet", "twee documenten maak ik niet")
    assert found(dossier, more) == {"counts_differ"}
    assert all(item.refuses for item in findings(dossier, more))


def test_environmental_information_asks_about_emissions() -> None:
    documents = [document("0001", environmental=True)]
    dossier = state(Law.WOO, documents, [redaction("0001", ("5.1.2.e",))])
    (item,) = findings(dossier)
    assert (item.id, item.refuses) == ("emissions", False)
    assert "(R4)" in item.rule


def test_old_information_without_its_reason() -> None:
    documents = [document("0001", date=dt.date(2010, 1, 1))]
    dossier = state(Law.WOO, documents, [redaction("0001", ("5.1.2.e",))])
    full = letter(dossier)
    assert found(dossier, full) == set()
    gone = replace(
        full, blocks=tuple(item for item in full.blocks if getattr(item, "key", "") != "five_years")
    )
    assert found(dossier, gone) == {"five_years_missing"}


def test_the_last_resort_beside_another_ground() -> None:
    """R1 again at the letter, should a refusal have come through another way."""
    dossier = state(Law.WOO, [refusal("0001", REASON, grounds=("5.1.2.e",))])
    (item,) = dossier.items
    both = replace(dossier, items=(replace(item, grounds=("5.1.2.e", "5.1.5")),))
    (found_,) = [weak for weak in findings(both) if weak.id == "last_resort_beside"]
    assert found_.refuses
    assert "Bron: artikel 5.1, vijfde lid, van de Woo" in found_.text


def test_5_1_4_says_when_it_ends() -> None:
    item = refusal(
        "0001",
        f"{REASON}; het belang van de geadresseerde",
        grounds=("5.1.4",),
        release_on=dt.date(2024, 9, 1),
    )
    dossier = state(Law.WOO, [item])
    assert found(dossier) == set()
    vague = reworded(letter(dossier), "1 september 2024", "later")
    assert found(dossier, vague) == {"release_date_missing"}


def test_weak_reasons_are_open_questions() -> None:
    dossier = state(Law.WOO, [refusal("0001", "het is een concept")])
    asked = [item.what for item in assembled(request(), dossier).open]
    assert sum(item.startswith("Motivering: ") for item in asked) == 2


def test_the_writers_own_reason_takes_the_place_of_the_question() -> None:
    boxes = [redaction("0001", ("5.1.2.b",), None)]
    dossier = state(Law.WOO, [document("0001", date=dt.date(2010, 1, 1))], boxes)
    why = "De dienst onderhandelt nog over de prijs; dat belang weegt zwaarder dan openbaarheid nu."
    own: dict[str, Any] = {
        "reasons": {"5.1.2b": why},
        "reasons_five_years": {"5.1.2.b": "De zaak loopt nog."},
    }
    made = assembled(request(**own), dossier).letter
    assert made.questions() == ()
    assert why in made.text()
    assert "De zaak loopt nog." in made.text()
    assert check_reasons(request(**own), dossier, made) == []


@pytest.mark.parametrize(
    ("reasons", "said"),
    [
        ({"10.2.e": "x"}, "R8"),
        ({"5.9": "x"}, "bestaat niet"),
        ({"5.1.2.e": "  "}, "als tekst"),
        ({"5.1.2.e": ["x"]}, "als tekst"),
        ({"5.1.2.e": "x", "5.1.2e": "y"}, "twee keer"),
        ({"5.1.2.e": question("x")}, "nog een vraag"),
    ],
)
def test_a_reason_that_cannot_be(reasons: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        request(reasons=reasons)


def test_a_reason_is_plain_text() -> None:
    markup = "<b>vet</b> & =1+1 {slot} dat weegt zwaarder"
    boxes = [redaction("0001", ("5.1.2.b",), None)]
    dossier = state(Law.WOO, [document("0001")], boxes)
    made = assembled(request(reasons={"5.1.2.b": markup}), dossier)
    assert markup in made.letter.text()


def test_a_board_says_wij() -> None:
    board = {"decides": "Het college van burgemeester en wethouders van Voorbeeld"}
    for law in Law:
        given = request(law, authority=request(law).authority.model_dump() | board)
        text = assembled(given, mixed(law), "Overzicht").letter.text().split("Bijlage 1 –")[0]
        words = {word.strip(".,;:").lower() for word in text.split()}
        assert not words & {"ik", "mij", "mijn"}
        assert "wij" in words
        assert check_reasons(given, mixed(law), assembled(given, mixed(law)).letter) == []
    one = request().authority.model_copy(update={**board, "voice": "ik"})
    assert one.speaks_as == "ik"


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("drie", 3),
        ("Eén", 1),
        ("één", 1),
        ("geen", 0),
        ("1.234", 1234),
        ("13", 13),
        ("de", None),
        ("5.1", None),
    ],
)
def test_numbers_in_words(word: str, value: int | None) -> None:
    assert amount(word) == value


def test_amounts_before_a_noun() -> None:
    assert amounts("Twee documenten en 13 passages in document 0001", "documenten|document") == (2,)
    assert plain(line("x")) == "x"
    assert PRIVACY[Law.WOO] == "5.1.2.e"
