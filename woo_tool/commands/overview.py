"""``woo overview``: from a case register to the anonymised overview."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import cast

from woo_tool.commands.scan import no_request
from woo_tool.commands.terminal import say, say_open
from woo_tool.errors import InputError
from woo_tool.files import write_atomic
from woo_tool.model import Law
from woo_tool.overview import load_style, write_template
from woo_tool.steps import overviewing
from woo_tool.steps.reading import find


def overview(
    register: Path | None,
    style_name: str | None,
    from_: object,
    until: object,
    out: Path | None,
    template: Path | None,
) -> int:
    """Exit 1 when something in a description needs a person."""
    style = load_style(style_name or overviewing.STYLE)
    if template is not None:
        if template.exists():
            raise InputError("dit bestand bestaat al.", where=str(template))
        ids = [item.id for item in style.categories]
        write_atomic(template, write_template(ids, style.disposal_ids))
        say(f"Een leeg register staat in {template}")
        return 0
    if register is None or out is None:
        raise InputError(
            "geef een register en een map op.",
            advice="Bijvoorbeeld: woo overview zaken.xlsx --style bzk --out overzicht",
        )
    first, last = _day(from_), _day(until)
    if first and last and last < first:
        raise InputError("--until ligt voor --from.")
    cases = overviewing.read_cases(register, style)
    made = overviewing.make_overview(
        cases, style, no_request(Law.WOO), (), find, from_=first, until=last
    )
    write_atomic(out / f"{made.name}.pdf", made.pdf)
    write_atomic(out / f"{made.name}.xlsx", made.xlsx)
    say_open(made.open)
    say(f"Het overzicht staat in {out / made.name}.pdf en .xlsx")
    return 1 if made.open else 0


def _day(value: object) -> dt.date | None:
    return None if value is None else cast(dt.datetime, value).date()
