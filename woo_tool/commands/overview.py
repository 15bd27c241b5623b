"""``woo overview``: from a case register to the anonymised overview, and checks of one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import cast

from woo_tool import pipeline
from woo_tool.commands.scan import no_request
from woo_tool.commands.terminal import count, say, say_open
from woo_tool.errors import InputError
from woo_tool.files import write_atomic
from woo_tool.kinds import Law
from woo_tool.overview import (
    Discrepancy,
    Trace,
    check,
    draft_xlsx,
    load_style,
    read_published,
    read_reported,
    trace_published,
    unconfirmed_rows,
    write_template,
)
from woo_tool.steps import casebook, drafting, overviewing
from woo_tool.steps.reading import find_texts
from woo_tool.store import Store

STYLE = "bzk"
_MOST = 25
"""Findings shown on the screen; all of them stand in the statement."""


def overview(
    register: Path | None,
    style_name: str | None,
    from_: object,
    until: object,
    out: Path | None,
    previous: Sequence[Path],
) -> int:
    """Exit 1 when something in a description, a number or a small cell needs a person."""
    if register is None or out is None:
        raise InputError(
            "geef een register en een map op.",
            advice="Bijvoorbeeld: woo overview zaken.xlsx --style bzk --out overzicht",
        )
    style = load_style(style_name or STYLE)
    first, last = _day(from_), _day(until)
    if first and last and last < first:
        raise InputError("--until ligt voor --from.")
    source = overviewing.Register(
        cases=casebook.read_cases(register, style),
        style=style,
        from_=first,
        until=last,
        previous=tuple(casebook.read_cases(path, style) for path in previous),
        printed=read_reported(register, style),
        unconfirmed=unconfirmed_rows(register),
    )
    request = no_request(Law.WOO)
    texts = overviewing.read_texts(source, request, (), find_texts)
    made = overviewing.print_overview(overviewing.draft_overview(source, texts), request)
    for suffix, data in (("pdf", made.pdf), ("xlsx", made.xlsx), ("docx", made.docx)):
        write_atomic(out / f"{made.name}.{suffix}", data)
    for name, data in made.internal_files.items():
        write_atomic(out / "intern" / name, data)
    _say_differences(made.differences)
    _say_traces(made.traces)
    say_open(made.open)
    say(f"Het overzicht staat in {out / made.name}.pdf, .xlsx en .docx")
    if made.listed:
        say("Dit is een concept: rijen goedkeuren kan alleen in een dossier (woo review).")
    say(f"Alleen voor intern gebruik: {out / 'intern'}")
    return 1 if made.open else 0


def template(path: Path, style_name: str | None) -> int:
    """Writes an empty register."""
    if path.exists():
        raise InputError("dit bestand bestaat al.", where=str(path))
    style = load_style(style_name or STYLE)
    write_atomic(path, write_template(style))
    say(f"Een leeg register staat in {path}")
    return 0


def draft(dossier: Path, out: Path | None, style_name: str | None) -> int:
    """Proposes a register from the documents of a dossier; exit 1: every row waits for a person."""
    if out is None or out.suffix.lower() != ".xlsx":
        raise InputError(
            "geef met --out het bestand voor het voorstel op, een .xlsx.",
            advice="Bijvoorbeeld: woo overview --draft zaak-014 --out zaken.xlsx",
        )
    if out.exists():
        raise InputError("dit bestand bestaat al.", where=str(out))
    store = Store.open(dossier)
    proposed = drafting.draft_rows(pipeline.current(store), load_style(style_name or STYLE))
    write_atomic(out, draft_xlsx(proposed.rows, load_style(style_name or STYLE)))
    say(f"{count(len(proposed.rows), 'rij', 'rijen')} voorgesteld in {out}")
    if proposed.silent:
        say(f"Zonder voorstel (hierin is geen zaak gevonden): {', '.join(proposed.silent)}")
    say("Kijk elke rij na (blad vindplaatsen) en zet yes in de kolom confirmed: pas dan telt zij.")
    return 1 if proposed.rows or proposed.silent else 0


def check_file(path: Path, style_name: str | None) -> int:
    """Checks a published overview; exit 1 when something doesn't agree or singles someone out."""
    style = load_style(style_name or STYLE)
    published = read_published(path, style)
    say(f"{path}: {count(len(published.rows), 'zaak', 'zaken')} in de lijst")
    found = [one for facts in published.facts for one in check(facts)]
    traces = trace_published(published.rows, style)
    _say_differences(found)
    _say_traces(traces)
    if all(one.severity == "let op" for one in found):
        say("De getallen die in dit bestand staan, kloppen met elkaar.")
    return 1 if traces or any(one.severity != "let op" for one in found) else 0


def _say_differences(found: Sequence[Discrepancy]) -> None:
    if found:
        say(f"Controle van de getallen: {count(len(found), 'bevinding', 'bevindingen')}")
    for one in found:
        say(f"  - {one.line}")


def _say_traces(found: Sequence[Trace]) -> None:
    if found:
        say(f"Herleidbaarheid: {count(len(found), 'bevinding', 'bevindingen')}")
    for one in found[:_MOST]:
        say(f"  - {one.line}")
    if len(found) > _MOST:
        say(f"  - … en nog {len(found) - _MOST}")


def _day(value: object) -> dt.date | None:
    return None if value is None else cast(dt.datetime, value).date()
