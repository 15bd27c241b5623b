"""Tiny dossiers for the tests of resolve: pages from plain text, findings by their words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from woo_tool.kinds import Label, Role
from woo_tool.model import Box, Finding, Mark, Page, Word
from woo_tool.people import PersonRule
from woo_tool.request import Request, parse_request
from woo_tool.resolve import Resolution, resolve

REQUEST = """
reference: VZ-1
authority:
  name: Ministerie van Voorbeeldzaken
  decides: De minister van Voorbeeldzaken
  address: [Postbus 20061, 2500 EB Den Haag]
  objection_to: {body: De minister, address: [Plein 7, 2511 CR Den Haag]}
  phone_trunk: ["070 - 348"]
  domains: [minvoorbeeld.nl]
requester: {name: T. Aalders, organisation: Omroep Aalders}
request: {received: 2016-05-09, subject: integriteit}
decision: {dated: %s}
"""


def request(law: str = "wob") -> Request:
    return parse_request(REQUEST % ("2016-06-29" if law == "wob" else "2023-06-29"))


def page(text: str, document: str = "0001", number: int = 1) -> Page:
    words: list[Word] = []
    start = 0
    for line, content in enumerate(text.split("\n")):
        place = start
        for word in content.split(" "):
            if word:
                left = float(place - start) * 5
                edges = tuple(left + 5 * step for step in range(len(word) + 1))
                box = Box(left, line * 12.0, left + 5 * len(word), line * 12.0 + 10)
                words.append(Word(word, place, box, line, edges))
            place += len(word) + 1
        start += len(content) + 1
    return Page(document, number, text, tuple(words), 595, 842)


def found(
    on: Page,
    text: str,
    label: Label = Label.PERSON,
    role: Role | None = None,
    score: float = 0.9,
    rules: tuple[str, ...] = ("ner",),
    nth: int = 0,
) -> Finding:
    start = -1
    for _ in range(nth + 1):
        start = on.text.index(text, start + 1)
    return Finding(
        on.document, on.number, start, start + len(text), text, label, score, rules, "", role
    )


def run(
    pages: Sequence[Page],
    findings: Sequence[Finding],
    people: Sequence[PersonRule] = (),
    law: str = "wob",
    asked: Request | None = None,
) -> Resolution:
    by_document: dict[str, list[Page]] = {}
    for one in pages:
        by_document.setdefault(one.document, []).append(one)
    hashes: Mapping[str, str] = {number: f"hash-{number}" for number in by_document}
    return resolve(
        by_document, findings, request=asked or request(law), people=people, document_hashes=hashes
    )


def brief(marks: Sequence[Mark]) -> list[tuple[str, str]]:
    """What goes, is kept or asked: (action, the text of the part that would go)."""
    return [(mark.action.value, mark.removed_text) for mark in marks]
