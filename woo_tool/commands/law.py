"""``woo deadlines`` and ``woo grounds``."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Sequence
from pathlib import Path

from woo_tool.commands.terminal import say
from woo_tool.deadlines import compute
from woo_tool.grounds import Ground, ground, normalise
from woo_tool.grounds import grounds as all_grounds
from woo_tool.model import Law
from woo_tool.request import read_request


def deadlines(request_file: Path, as_json: bool) -> int:
    """Every term with its article; exit 1 when there is a warning."""
    result = compute(read_request(request_file))
    content = result.to_json()
    if as_json:
        say(json.dumps(content, ensure_ascii=False, indent=1))
        return 1 if result.warnings else 0
    say(f"Termijnen volgens de {str(content['law']).capitalize()}")
    for step in content["steps"]:
        say(f"  {step['date'] or '-':<12} {step['id']:<32} {step['article']}")
    for warning in content["warnings"]:
        say(f"Let op: {warning['text']} ({warning['article']})")
    return 1 if result.warnings else 0


def grounds(codes: Sequence[str], law: str | None) -> int:
    """The grounds asked for, or all that can be cited."""
    if codes:
        found = [ground(normalise(code)) for code in codes]
    else:
        found = [item for item in all_grounds(Law(law) if law else None) if item.citable]
    for item in found:
        say(_paragraph(item))
    return 0


def _paragraph(item: Ground) -> str:
    lines = [f"{item.code}  {item.short_label}", f"  {item.citation}"]
    text = f"{item.aanhef} {item.text}" if item.aanhef else item.text
    lines += textwrap.wrap(text, 90, initial_indent="  ", subsequent_indent="  ")
    lines += textwrap.wrap(
        f"Motivering: {item.motivation}", 90, initial_indent="  ", subsequent_indent="  "
    )
    if not item.status.startswith("VERIFIED"):
        lines.append(f"  Let op: tekst nog te controleren ({item.status})")
    return "\n".join(lines) + "\n"
