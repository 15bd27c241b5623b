"""intern/open-vragen.md: what a person still has to decide, in Dutch, grouped."""

from __future__ import annotations

from collections.abc import Sequence

from woo_tool.assemble.language import count, sentence
from woo_tool.model import OpenQuestion
from woo_tool.request import Request


def questions_file(
    request: Request, open_: Sequence[OpenQuestion], left_out: Sequence[str] = ()
) -> bytes:
    """The list as Markdown: first what holds up the decision, then per document, then the rest;
    last which sections of the letter were left out, and why."""
    lines = [f"# Open vragen bij {request.reference}", ""]
    amount = sentence(count(len(open_), "open vraag", "open vragen"))
    lines += [f"{amount}." if open_ else "Er staat niets open.", ""]
    groups = (
        ("Eerst nodig", [item for item in open_ if item.blocks]),
        ("Per document", [item for item in open_ if item.number and not item.blocks]),
        ("Besluit en procedure", [item for item in open_ if not item.number and not item.blocks]),
    )
    for title, items in groups:
        if items:
            lines += [f"## {title}", "", *(_entry(item) for item in items), ""]
    if left_out:
        lines += ["## Onderdelen die niet in de brief staan", ""]
        lines += [*(f"- {why}" for why in left_out), ""]
    return "\n".join(lines).encode()


def _entry(item: OpenQuestion) -> str:
    place = f"document {item.number}" if item.number else ""
    if item.page is not None:
        place = f"{place}, pagina {item.page}".strip(", ")
    text = " ".join(item.what.split())
    return f"- [ ] {sentence(place)}: {text}" if place else f"- [ ] {text}"
