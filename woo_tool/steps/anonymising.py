"""The free text of cases as it may be published: detected, resolved, and made less precise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from woo_tool.model import Action, Entity, Label, Mark, OpenQuestion, Page
from woo_tool.overview import TEXT_FIELDS, CaseEntry, Change, Style, generalise, role_name
from woo_tool.people import PersonRule
from woo_tool.request import Request
from woo_tool.resolve import resolve
from woo_tool.steps.labels import text_page
from woo_tool.steps.resolving import Finder

PERSON_RULE, NUMBER_RULE = "persoon", "gegeven"


@dataclass(frozen=True, slots=True)
class Anonymised:
    """The texts by row and field, what changed, and what a person should look at."""

    texts: Mapping[int, Mapping[str, str]]
    changes: tuple[Change, ...]
    open: tuple[OpenQuestion, ...]


@dataclass(frozen=True, slots=True)
class _Text:
    """One text, wherever it occurs: the result is the same for each case that has it."""

    after: str
    rules: tuple[str, ...]
    asks: tuple[str, ...]


def anonymise(
    cases: Sequence[CaseEntry],
    style: Style,
    request: Request,
    people: Sequence[PersonRule],
    find: Finder,
) -> Anonymised:
    """Every free text of the cases without names, numbers and details.

    A text that occurs twice is read once. Suggestions become questions with the row.
    """
    fields = [name for name in TEXT_FIELDS if name in {c.field for c in style.columns}]
    before = {getattr(case, name) for case in cases for name in fields} - {*style.subtypes}
    done = _read(sorted(text for text in before if text), style, request, people, find)
    texts: dict[int, Mapping[str, str]] = {}
    changes, questions = [], []
    for case in cases:
        own = dict.fromkeys(TEXT_FIELDS, "")
        for name in fields:
            text: str = getattr(case, name)
            if not text:
                continue
            if text in style.subtypes:
                own[name] = text
                continue
            result = done[text]
            own[name] = result.after
            if result.rules:
                changes.append(Change(case.row, name, text, result.after, result.rules))
            questions += [
                OpenQuestion("overzicht", None, f"rij {case.row} van het register: {reason}")
                for reason in result.asks
            ]
        texts[case.row] = own
    return Anonymised(texts, tuple(changes), tuple(questions))


def _read(
    texts: Sequence[str],
    style: Style,
    request: Request,
    people: Sequence[PersonRule],
    find: Finder,
) -> dict[str, _Text]:
    keys = {text: f"tekst-{number}" for number, text in enumerate(texts)}
    pages = {key: text_page(key, text.splitlines()) for text, key in keys.items()}
    findings = [finding for page in pages.values() for finding in find((page,))]
    resolved = resolve(
        {key: (page,) for key, page in pages.items()},
        findings,
        request=request,
        people=people,
        document_hashes={key: key for key in pages},
    )
    marks: defaultdict[str, list[Mark]] = defaultdict(list)
    for mark in resolved.marks:
        marks[mark.document].append(mark)
    entities = {entity.id: entity for entity in resolved.entities}
    return {text: _text(pages[key], marks[key], entities, style) for text, key in keys.items()}


def _text(page: Page, marks: Iterable[Mark], entities: Mapping[str, Entity], style: Style) -> _Text:
    marks = list(marks)
    going = [
        mark for mark in marks if not mark.label.is_suggestion and mark.action is not Action.KEEP
    ]
    after, rules = generalise(" ".join(_replaced(page, going, entities).split()), style.units)
    first = sorted({PERSON_RULE if mark.label is Label.PERSON else NUMBER_RULE for mark in going})
    asks = tuple(
        mark.reason
        for mark in marks
        if mark.action is Action.ASK and mark.label in (Label.TRACEABLE, Label.SPECIAL_CATEGORY)
    )
    return _Text(after, (*first, *rules), asks)


def _replaced(page: Page, marks: Iterable[Mark], entities: Mapping[str, Entity]) -> str:
    """The text with a role for every person, and the grounds for everything else that goes."""
    out: list[str] = []
    at = 0
    for mark in sorted(marks, key=lambda mark: (mark.redact_start, -mark.redact_end)):
        if mark.redact_start >= at:
            before = page.text[at : mark.redact_start]
            starts = (
                not "".join(out).strip() if not before.strip() else before.rstrip()[-1] in ".!?"
            )
            name = _instead(mark, entities)
            out += [before, name[:1].upper() + name[1:] if starts else name]
        at = max(at, mark.redact_end)
    return "".join([*out, page.text[at:]])


def _instead(mark: Mark, entities: Mapping[str, Entity]) -> str:
    if mark.label is Label.PERSON:
        entity = entities.get(mark.entity or "")
        name = role_name(entity.role if entity else mark.role)
        if name:
            return name
    return f"[{' '.join(mark.grounds)}]"
