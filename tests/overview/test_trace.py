"""Who could be singled out, by what, and what mends it; and texts that say less."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.overview import registers
from woo_tool.kinds import Law, Role
from woo_tool.overview import (
    Change,
    Overview,
    Trace,
    build_overview,
    changes_xlsx,
    generalise,
    load_style,
    plain_texts,
    role_name,
    statement,
    trace,
)
from woo_tool.overview.style import Unit

BZK = load_style("bzk")


def overview(tmp_path: Path, cases: list[dict[str, Any]], name: str = "bzk") -> Overview:
    style = load_style(name)
    entries = registers.read(tmp_path, cases, style)
    return build_overview(entries, style, plain_texts(entries))


def many(number: int, category: str = "prive", **values: Any) -> list[dict[str, Any]]:
    return [
        registers.case(f"{category}-{at}-{len(values)}", category=category,
                       **{"subtype": "Overig", "description": "Niet aangetoond.", **values})
        for at in range(number)
    ]  # fmt: skip


def kinds(found: Sequence[Trace]) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.kind, one.rows) for one in found]


def test_an_overview_of_large_groups_singles_nobody_out(tmp_path: Path) -> None:
    made = overview(tmp_path, many(4) + many(3, "positie"))
    assert trace(made, BZK) == ()
    said = statement(made, (), (), Law.WOO)
    assert "geen combinatie gevonden die kleiner is dan 3 zaken" in said


def test_a_small_category_is_merged_with_the_smallest_other(tmp_path: Path) -> None:
    made = overview(tmp_path, many(6) + many(3, "positie") + many(1, "financieel"))
    (one,) = trace(made, BZK)
    assert (one.kind, one.rows, one.severity) == ("cel", ("1",), "midden")
    assert "samen met 'Misbruik positie en belangenverstrengeling' (raakt 4 cellen)" in one.mend


def test_a_small_subtype_takes_the_cheapest_way_out(tmp_path: Path) -> None:
    large = many(8) + many(1, subtype="Fraude")
    (one,) = trace(overview(tmp_path, large), BZK)
    # Merging touches nine cells, dropping nine; leaving the row out weighs eight.
    assert "laat de zaak uit de lijst weg" in one.mend
    small = many(3) + many(1, subtype="Fraude")
    (one,) = trace(overview(tmp_path, small), BZK)
    assert one.mend.startswith("voeg het subtype 'Fraude' samen met 'Overig'")


@pytest.mark.parametrize(
    "text",
    [
        "Aangehouden op 3 maart in een zaak.",
        "Schade van € 211.000 vergoed.",
        "De honorair consul deed mee.",
        "Voorval bij een demonstratie.",
        "Onterecht calamiteitenverlof.",
    ],
)
def test_a_rare_detail_in_the_text_is_grave_in_a_single_row(tmp_path: Path, text: str) -> None:
    alone = overview(tmp_path, many(4) + many(1, "positie", description=text))
    assert [one.severity for one in trace(alone, BZK) if one.kind == "tekst"] == ["hoog"]
    among = overview(tmp_path, [*many(4), *many(1, description=text)])
    assert [one.severity for one in trace(among, BZK)] == ["midden"]
    assert "weigeren: 1" in statement(alone, trace(alone, BZK), (), Law.WOO)


def test_a_banded_amount_is_no_detail(tmp_path: Path) -> None:
    made = overview(tmp_path, many(4, description="Bedrag van € 100 tot € 500 vergoed."))
    assert trace(made, BZK) == ()


def test_a_dismissal_that_occurs_once_is_named(tmp_path: Path) -> None:
    made = overview(tmp_path, many(3) + many(1, description="Dienstverband is beëindigd."))
    (one,) = trace(made, BZK)
    assert one.kind == "afdoening"
    assert "'Beëindiging dienstverband' komt 1 keer voor" in one.what


def test_the_table_minus_the_list_gives_a_violation_away(tmp_path: Path) -> None:
    cases = [*many(3), *many(3, "positie", violations="positie:no,prive:no")]
    del cases[-1]["violations"], cases[-2]["violations"]
    (one,) = trace(overview(tmp_path, cases), BZK)
    assert one.kind == "tabel"
    assert "de tabel telt 4, de lijst 3; het verschil van 1" in one.what


def test_two_publications_that_overlap_are_subtracted(tmp_path: Path) -> None:
    before = overview(tmp_path, many(4))
    now = overview(tmp_path, many(5))
    (one,) = trace(now, BZK, previous=[before])
    assert (one.kind, one.severity) == ("jaren", "midden")
    assert "5 in de ene en 4 in de andere telling" in one.what
    assert trace(now, BZK, previous=[now]) == ()


def test_a_case_that_ran_last_year_and_is_alone_now_is_found(tmp_path: Path) -> None:
    style = load_style("bz")
    before = overview(tmp_path, registers.bz(2015, (1,) * 6, running=1), "bz")
    now = overview(tmp_path, registers.bz(2016, (1,)), "bz")
    assert "jaren" in {one.kind for one in trace(now, style, previous=[before])}


def test_free_words_in_the_nature_are_one_finding(tmp_path: Path) -> None:
    cases = registers.bz(2015, (1,) * 6)
    for at, item in enumerate(cases):
        item["nature"] = f"Eigen omschrijving {at}"
    cells = [one for one in trace(overview(tmp_path, cases, "bz"), load_style("bz"))
             if one.kind == "cel"]  # fmt: skip
    assert [len(one.rows) for one in cells] == [6]
    assert "noem de aard naar hoofdcategorie" in cells[0].mend


def test_words_that_stay_readable_in_another_document_are_found(tmp_path: Path) -> None:
    cases = many(3) + many(1, description="Zeilboot geleend van de sluiswachter. Niet aangetoond.")
    made = overview(tmp_path, cases)
    documents = {
        "stuk 0001": "De sluiswachter zei dat zijn zeilboot was geleend.",
        "stuk 0002": "Over de zeilboot staat hier niets naders.",
    }
    (one,) = trace(made, BZK, documents=documents)
    assert (one.kind, one.rows) == ("stukken", ("4",))
    assert "'sluiswachter', 'zeilboot' staan ook leesbaar in stuk 0001" in one.what


@pytest.mark.parametrize(
    ("law", "grounds"), [(Law.WOB, "onder e"), (Law.WOO, "kan alleen zelfstandig")]
)
def test_what_cannot_be_mended_is_proposed_for_refusal(
    tmp_path: Path, law: Law, grounds: str
) -> None:
    made = overview(tmp_path, many(1, description="Zaak bij het OM. Dienstverband beëindigd."))
    said = statement(made, trace(made, BZK), (), law)
    assert grounds in said
    assert "minder dan 3" in said


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("Op 3 maart 2021 gemeld.", "In 2021 gemeld."),
        ("Gemeld op maandag 03-04-2020.", "Gemeld in 2020."),
        ("Schade: € 1.234,56.", "Schade: € 1.000 tot € 5.000."),
        ("Nam 14.000 euro aan.", "Nam € 10.000 tot € 50.000 aan."),
        ("Betaalde 80 euro.", "Betaalde minder dan € 100."),
        ("Kostte € 2.000.000.", "Kostte € 1.000.000 of meer."),
        ("De 45-jarige chauffeur viel op.", "Een medewerker viel op."),
        ("De honorair consul in Parijs.", "Een medewerker van een post in een stad."),
        ("Werkte op de ambassade in Ouagadougou.", "Werkte op een post."),
        ("De directeur en een tolk.", "Een leidinggevende en een medewerker."),
        ("Drie collega's kregen coaching.", "Drie collega's kregen coaching."),
        ("In 13-13-2020 stond iets.", "In 13-13-2020 stond iets."),
        ("Gemeld op 3-4-21 en in maart 2022.", "Gemeld in 2021 en in 2022."),
        ("Schade van € 3 miljoen.", "Schade van € 1.000.000 of meer."),
        ("Nam 1,5 ton euro aan.", "Nam € 100.000 tot € 500.000 aan."),
        ("Schade: € 1.000 tot € 5.000.", "Schade: € 1.000 tot € 5.000."),
        ("Tot € 1.234 betaald.", "Tot € 1.000 tot € 5.000 betaald."),
        ("Woonde in Kampen-Zuid.", "Woonde op een plaats."),
        ("Werkte in Nederland bij Directie Water.", "Werkte in Nederland bij Directie Water."),
        ("De chauffeur, een medewerker, viel op.", "Een medewerker, viel op."),
    ],
)
def test_details_become_general(text: str, after: str) -> None:
    result, rules = generalise(text)
    assert result == after
    assert bool(rules) == (text != after)


def test_a_small_unit_is_named_by_its_parent() -> None:
    units = (Unit(name="Bureau Sluizen", staff=7, parent="Directie Water"),
             Unit(name="Directie Water", staff=400, parent="Ministerie"))  # fmt: skip
    text, rules = generalise("Bij bureau sluizen en Directie Water.", units)
    assert text == "Bij Directie Water en Directie Water."
    assert rules == ("onderdeel",)


def test_persons_have_a_role() -> None:
    assert role_name(Role.REPORTER) == "de melder"
    assert role_name(None) == ""


@given(st.text(max_size=80))
def test_generalising_twice_changes_nothing_more(text: str) -> None:
    once, _ = generalise(text)
    assert generalise(once)[0] == once


def test_before_and_after_stand_in_the_internal_workbook() -> None:
    change = Change("1", 4, "description", "=oud", "nieuw", ("datum",))
    data = changes_xlsx([change], ())
    assert data == changes_xlsx([change], ())
    sheet = openpyxl.load_workbook(io.BytesIO(data))["voor-na"]
    assert [cell.value for cell in sheet[2]][:6] == [
        "1",
        4,
        "description",
        "'=oud",
        "nieuw",
        "datum",
    ]


def test_the_period_before_a_leap_day(tmp_path: Path) -> None:
    style = BZK
    entries = registers.read(tmp_path, many(3, closed="2024-02-01"), style)
    made = build_overview(
        entries, style, plain_texts(entries),
        from_=dt.date(2024, 1, 1), until=dt.date(2024, 2, 29),
    )  # fmt: skip
    assert made.period.year_before().last == dt.date(2023, 2, 28)
