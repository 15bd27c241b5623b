"""What other publications say about the same cases."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.overview import registers
from woo_tool.errors import RequestError
from woo_tool.overview import (
    Discrepancy,
    build_overview,
    check_register,
    load_style,
    plain_texts,
    read_register,
    read_reported,
)

BZK = load_style("bzk")


def found(
    tmp_path: Path, others: list[dict[str, Any]], reported: dict[str, Any] | None = None
) -> list[Discrepancy]:
    cases = [
        registers.case("a", category="omgangsvormen", proven="yes", disposals="berisping",
                       violations="omgangsvormen:yes,omgangsvormen:yes,prive:no"),
        registers.case("b", category="omgangsvormen", proven="yes", disposals="corrigerend"),
        registers.case("c"),
        registers.case("d"),
    ]  # fmt: skip
    path = registers.write(tmp_path / "r.yaml", cases, reported)
    data = yaml.safe_load(path.read_text(encoding="utf-8")) | {"other_sources": others}
    path.write_text(yaml.safe_dump(data), encoding="utf-8")
    entries = read_register(path, [item.id for item in BZK.categories], BZK.disposal_ids)
    overview = build_overview(entries, BZK, plain_texts(entries))
    differences = check_register(entries, overview, BZK, read_reported(path, BZK))
    return [one for one in differences if one.code in ("D7", "D8", "D11")]


def test_sources_that_agree_give_nothing(tmp_path: Path) -> None:
    same = {"source": "Krant", "reports": {"omgangsvormen": 2, "total": 4}, "proven_percent": 50,
            "disposals": {"berisping": 1, "other": 1}, "investigations": 4}  # fmt: skip
    assert found(tmp_path, [same]) == []


def test_violations_that_are_called_reports_are_named(tmp_path: Path) -> None:
    (one,) = found(tmp_path, [{"source": "Krant", "reports": {"omgangsvormen": 3}}])
    assert one.code == "D7"
    assert "de bron noemt 3 meldingen, de lijst heeft 2 zaken: Ongewenste omgangsvormen" in one.line
    assert "het getal van de bron is dat van de schendingen" in one.line
    (other,) = found(tmp_path, [{"source": "Krant", "reports": {"omgangsvormen": 9}}])
    assert "ook niet het aantal schendingen" in other.line


def test_other_numbers_of_disposals_are_named_in_one_finding(tmp_path: Path) -> None:
    source = {"source": "Nieuwsbrief", "year": 2021, "disposals": {"berisping": 2, "other": 4}}
    (one,) = found(tmp_path, [source])
    assert one.line.endswith("Schriftelijke berisping: 2 / 1; andere afdoening: 4 / 1")
    assert found(tmp_path, [{**source, "year": 2019}]) == []


def test_shares_of_other_years_are_flagged(tmp_path: Path) -> None:
    then = {"source": "Presentatie", "year": 2014, "proven_percent": 30, "investigations": 26}
    (one,) = found(tmp_path, [then])
    assert one.code == "D11"
    assert "50% aangetoond (4 onderzoeken, 2021)" in one.line
    assert "30% (26 onderzoeken, 2014)" in one.line
    also = {"source": "Nieuwsbrief", "proven_percent": 31}
    assert len(found(tmp_path, [then, also])) == 2  # of each with ours; one percent is rounding


@pytest.mark.parametrize(
    ("others", "fault"),
    [
        ([{"reports": {"total": 3}}], "source"),
        ([{"source": "x", "reports": {"pesten": 3}}], "other_sources.reports: 'pesten'"),
        ([{"source": "x", "disposals": {"boete": 3}}], "other_sources.disposals: 'boete'"),
        ([{"source": "x", "proven_percent": 130}], "proven_percent"),
        ({"source": "x"}, "hier hoort een lijst"),
    ],
)
def test_a_fault_in_a_source_is_named(tmp_path: Path, others: Any, fault: str) -> None:
    with pytest.raises(RequestError) as caught:
        found(tmp_path, others)
    assert fault in caught.value.message
