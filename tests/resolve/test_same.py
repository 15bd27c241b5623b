"""What goes as a number or an address in one place goes in every place of the dossier."""

from __future__ import annotations

import pytest

from tests.resolve.dossiers import found, page, run
from woo_tool.kinds import Action, Label, Role

SPREADS = {
    "a birth date in a table": (Label.DATE_OF_BIRTH, "01-07-1978", "| 01-07-1978 | Juridische"),
    "a number with other spaces": (Label.NL_BSN, "9999 83 593", "zie 999983593, bijlage"),
    "an address in capitals": (Label.ADDRESS, "Karmelietenlaan 15", "KARMELIETENLAAN 15, DEN"),
    "an address over two lines": (
        Label.ADDRESS,
        "Karmelietenlaan 15",
        "aan de Karmelietenlaan\n15",
    ),
    "a name that can't be read as one": (Label.PERSON, "Karel's Pier", "lag bij Karel's Pier."),
    "a name in letters apart": (Label.PERSON, "Nalikit Gidoluter", "Na l i k i t   Gi d o luter"),
    "a surname in letters apart": (Label.PERSON, "Nalikit Gidoluter", "betreft G I D O L U T E R"),
    "a document number": (Label.DOCUMENT_NUMBER, "NP4KR82L1", "paspoort NP4KR82L1."),
}


@pytest.mark.parametrize(("label", "text", "elsewhere"), SPREADS.values(), ids=list(SPREADS))
def test_seen_once_it_goes_everywhere(label: Label, text: str, elsewhere: str) -> None:
    first, second = page(f"Gegevens: {text}", "0001"), page(elsewhere, "0002")
    marks = run([first, second], [found(first, text, label)]).marks
    gone = [mark for mark in marks if mark.document == "0002"]
    (one,) = gone
    assert one.action is Action.REDACT
    assert one.label is label
    assert one.grounds == marks[0].grounds
    assert "elders" in one.reason


STAYS = {
    "inside a longer number": (Label.NL_BSN, "999983593", "kenmerk 19999835931"),
    "inside a word": (Label.HANDLE, "pietvos88", "pietvos881"),
    "letters alone": (Label.EMAIL_ADDRESS, "administratie@proton.example", "de administratie"),
    "ordinary words": (Label.PERSON, "Roos Bakker", "een roos, bakker van beroep"),
    "ordinary words in letters apart": (Label.PERSON, "Roos Bakker", "b a k k e r"),
    "too short": (Label.PHONE_NUMBER, "61 02", "blz. 6102"),
    "another number": (Label.NL_BSN, "999983593", "999983594"),
}


@pytest.mark.parametrize(("label", "text", "elsewhere"), STAYS.values(), ids=list(STAYS))
def test_what_only_looks_like_it_stays(label: Label, text: str, elsewhere: str) -> None:
    first, second = page(f"Gegevens: {text}", "0001"), page(elsewhere, "0002")
    marks = run([first, second], [found(first, text, label)]).marks
    assert [mark.document for mark in marks] == ["0001"]


def test_a_place_that_would_stay_goes_too() -> None:
    """The same address as that of an office in one letter and of a home in another."""
    first = page("wonende Karmelietenlaan 15", "0001")
    second = page("bezoekadres Karmelietenlaan 15", "0002")
    office = found(second, "Karmelietenlaan 15", Label.ADDRESS, rules=("office_address",))
    alone = run([second], [office]).marks
    home = found(first, "Karmelietenlaan 15", Label.ADDRESS)
    marks = run([first, second], [home, office]).marks
    assert [mark.action for mark in marks] == [Action.REDACT, Action.REDACT]
    assert [mark.action for mark in alone] == [Action.KEEP]


def test_a_namesake_who_stays_is_left_alone() -> None:
    first, second = page("gesproken met Anna Berg", "0001"), page("minister Anna Berg", "0002")
    holder = found(second, "Anna Berg", role=Role.OFFICE_HOLDER)
    marks = run([second, first], [holder]).marks
    assert [mark.action for mark in marks if mark.document == "0002"] == [Action.KEEP]


def test_a_part_that_goes_does_not_keep_the_rest() -> None:
    first, second = (
        page("Gegevens: Nalikit Gidoluter", "0001"),
        page("Na l i k i t Gi do luter", "0002"),
    )
    findings = [found(first, "Nalikit Gidoluter"), found(second, "Gi do")]
    marks = run([first, second], findings).marks
    assert "Na l i k i t Gi do luter" in [mark.text for mark in marks]
