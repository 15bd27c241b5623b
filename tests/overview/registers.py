"""Registers for tests: invented cases built from published counts, in our own words.

Sources of the counts: annual report on integrity of BZK over 2021 (its table 1, table of disposals
and number of cases by type), annexes to a Wob decision of BZ of 2016 (persons a row), press about
the half-year report of The Hague over the first half of 2021.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import yaml

from woo_tool.overview import CaseEntry, Style, read_register

# By main category: cases in the list, and the disposal of each proven case.
BZK_2021: dict[str, tuple[int, tuple[str, ...]]] = {
    "financieel": (2, ("berisping",)),
    "positie": (2, ()),
    "informatie": (2, ("corrigerend",)),
    "communicatie": (9, ("berisping", *["corrigerend"] * 6)),
    "omgangsvormen": (
        13,
        ("berisping", "einde_dienstverband", "einde_dienstverband", "verplaatsing",
         *["corrigerend"] * 7),
    ),
    "bedrijfsmiddelen": (5, ("corrigerend",) * 4),
    "prive": (3, ("corrigerend", "einde_tijdelijk", "einde_dienstverband")),
}  # fmt: skip
SAYS = {
    "berisping": "schriftelijke berisping",
    "einde_dienstverband": "dienstverband beëindigd",
    "verplaatsing": "overgeplaatst",
    "corrigerend": "corrigerend gesprek",
    "einde_tijdelijk": "inhuur beëindigd",
    "": "niet aangetoond",
}
BZK_2021_REPORTED: dict[str, Any] = {
    "source": "Jaarverslag",
    "counts": "persons",
    "rows": 36,
    "police": 1,
    "received": {2021: 36, 2020: 38, 2019: 40},
    "suspected": {
        "financieel": 1, "positie": 2, "informatie": 3, "communicatie": 9, "bevoegdheden": 0,
        "geweld": 0, "omgangsvormen": 23, "bedrijfsmiddelen": 6, "prive": 3, "misstand": 0,
        "total": 47,
    },
    "proven": {
        "financieel": 1, "positie": 0, "informatie": 2, "communicatie": 8, "bevoegdheden": 0,
        "geweld": 0, "omgangsvormen": 18, "bedrijfsmiddelen": 5, "prive": 3, "misstand": 0,
        "total": 37,
    },
    "disposals": {
        "berisping": 3, "financieel": 0, "verplaatsing": 1, "einde_dienstverband": 3,
        "corrigerend": 19, "einde_tijdelijk": 1, "vertrek": 0, "geen": 0, "total": 27,
    },
    "subtotals": {"Subtotaal disciplinair": 7, "Subtotaal niet-disciplinair": 20},
}  # fmt: skip


def case(ref: str, **values: Any) -> dict[str, Any]:
    """A closed, unproven case of 2021, but for what is given."""
    day = dt.date(2021, 6, 1).isoformat()
    return {"ref": ref, "received": day, "closed": day, "category": "prive", "proven": "no",
            **values}  # fmt: skip


def bzk_2021() -> list[dict[str, Any]]:
    """36 cases; one of them has two persons, one was received the year before."""
    cases = []
    for category, (number, disposals) in BZK_2021.items():
        for at in range(number):
            disposal = disposals[at] if at < len(disposals) else ""
            ref = f"{category}-{at}"
            two = ref == "omgangsvormen-4"
            cases.append(
                case(
                    ref,
                    received="2020-12-01" if ref == "prive-0" else "2021-02-01",
                    category=category,
                    subtype="Overig" if category == "positie" else "Overig, namelijk",
                    proven="yes" if disposal else "no",
                    disposals=f"{disposal}*{1 + two}" if disposal else "",
                    persons=1 + two,
                    police="yes" if ref == "financieel-1" else "no",
                    description=f"Voorval. Uitkomst: {SAYS[disposal]}.",
                )
            )
    return cases


def bz(year: int, persons: tuple[int, ...], running: int = 0) -> list[dict[str, Any]]:
    """A row for each number of persons; the last ones still run."""
    cases = []
    for at, number in enumerate(persons):
        runs = at >= len(persons) - running
        cases.append(
            case(
                f"{year}-{at}",
                received=f"{year}-02-01",
                closed="" if runs else f"{year}-04-01",
                persons=number,
                proven="pending" if runs else "yes" if at == 0 else "no",
                disposals="einde_dienstverband" if at == 0 else "",
                nature=f"Soort voorval {at % 3}",
                investigation="Onderzoek intern",
                enforcement="Lopend" if runs else "Strafontslag" if at == 0 else "Niet vastgesteld",
                description="Onjuiste opgave van kosten" if at < 2 else "",
            )
        )
    return cases


def gemeente() -> list[dict[str, Any]]:
    """58 reports in a half-year, 4 investigations from the year before, 64 reports then."""
    groups: tuple[tuple[int, dict[str, Any]], ...] = (
        (26, {"track": "no_suspicion"}),
        (19, {"track": "line", "proven": "other"}),
        (2, {"track": "preliminary"}),
        (2, {"track": "preliminary", "proven": "pending", "closed": ""}),
        (3, {"track": "full", "proven": "yes", "disposals": "corrigerend"}),
        (1, {"track": "full"}),
        (5, {"track": "full", "proven": "pending", "closed": ""}),
        (2, {"track": "full", "proven": "yes", "disposals": "corrigerend",
             "received": "2020-09-01"}),
        (1, {"track": "full", "proven": "yes", "received": "2020-09-01", "persons": 2,
             "disposals": "corrigerend,einde_dienstverband"}),
        (1, {"track": "full", "proven": "yes", "received": "2020-09-01", "disposals": "geen"}),
        (64, {"track": "line", "received": "2020-03-01", "closed": "2020-04-01"}),
    )  # fmt: skip
    return [
        case(f"{group}-{at}", **values)
        for group, (number, values) in enumerate(groups)
        for at in range(number)
    ]


def write(path: Path, cases: list[dict[str, Any]], reported: dict[str, Any] | None = None) -> Path:
    """The register as YAML."""
    data: dict[str, Any] = {"cases": cases}
    if reported:
        data["reported"] = reported
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


def read(path: Path, cases: list[dict[str, Any]], style: Style) -> tuple[CaseEntry, ...]:
    """The cases as the tool reads them."""
    ids = [item.id for item in style.categories]
    return read_register(write(path / "r.yaml", cases), ids, style.disposal_ids)
