"""``woo deadlines`` and ``woo grounds``."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Sequence
from pathlib import Path

from woo_tool.commands.terminal import say
from woo_tool.deadlines import Deadlines, compute, dutch_date
from woo_tool.grounds import Ground, counterparts, ground, normalise
from woo_tool.grounds import grounds as all_grounds
from woo_tool.kinds import Law
from woo_tool.request import read_request


def deadlines(request_file: Path, as_json: bool) -> int:
    """Every term with its article; exit 1 when there is a warning."""
    result = compute(read_request(request_file))
    if as_json:
        say(json.dumps(result.to_json(), ensure_ascii=False, indent=1))
        return 1 if result.warnings else 0
    say(f"Termijnen volgens de {result.law.capitalize()}")
    width = max(len(step.name) for step in result.steps)
    for step in result.steps:
        say(f"  {dutch_date(step.date):<18} {step.name:<{width}}  {step.article}")
    say(_timeliness(result))
    for warning in result.warnings:
        say(f"Let op: {warning.text} ({warning.article})")
    return 1 if result.warnings else 0


def _timeliness(result: Deadlines) -> str:
    """Whether the decision is in time, in one sentence."""
    if result.days_to_spare is None:
        return "Of het besluit op tijd is, is nog niet te zeggen."
    days = abs(result.days_to_spare)
    amount = "één dag" if days == 1 else f"{days} dagen"
    if result.days_to_spare >= 0:
        return f"Het besluit is op tijd ({amount} over)." if days else "Het besluit is op tijd."
    return f"Het besluit is {amount} te laat."


def grounds(codes: Sequence[str], law: str | None) -> int:
    """The grounds asked for, or all that can be cited."""
    if codes:
        found = [ground(normalise(code)) for code in codes]
    else:
        found = [item for item in all_grounds(Law(law) if law else None) if item.citable]
    for item in found:
        say(_paragraph(item))
    return 0


def _elsewhere(item: Ground) -> list[str]:
    """Which ground of the other law protects the same; a question where there are several."""
    other = "Woo" if item.law is Law.WOB else "Wob"
    codes = [found.code for found in counterparts(item.code)]
    if not codes:
        return [f"  In de {other}: geen grond die hierop lijkt"]
    if len(codes) == 1:
        return [f"  In de {other}: {codes[0]}"]
    told = f"In de {other} kiest u zelf: {', '.join(codes)}. {item.mapping_note}".strip()
    return textwrap.wrap(told, 90, initial_indent="  ", subsequent_indent="  ")


def _paragraph(item: Ground) -> str:
    lines = [f"{item.code}  {item.short_label}", f"  {item.citation}"]
    text = f"{item.aanhef} {item.text}" if item.aanhef else item.text
    lines += textwrap.wrap(text, 90, initial_indent="  ", subsequent_indent="  ")
    lines += textwrap.wrap(
        f"Motivering: {item.motivation}", 90, initial_indent="  ", subsequent_indent="  "
    )
    lines += _elsewhere(item)
    if not item.status.startswith("VERIFIED"):
        lines.append(f"  Let op: tekst nog te controleren ({item.status})")
    return "\n".join(lines) + "\n"
