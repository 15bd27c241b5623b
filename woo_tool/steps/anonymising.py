"""The free text of cases as it may be published: detected, resolved, and made less precise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from woo_tool.kinds import Action, Label
from woo_tool.model import Entity, Finding, Mark, Page
from woo_tool.overview import TEXT_FIELDS, CaseEntry, Style, generalise, role_name
from woo_tool.people import PersonRule
from woo_tool.request import Request
from woo_tool.resolve import resolve
from woo_tool.steps.labels import text_page

PERSON_RULE, NUMBER_RULE, JUDGED_RULE = "persoon", "gegeven", "aangewezen"

TextFinder = Callable[[Sequence[Page]], Sequence[tuple[Finding, ...]]]
"""The findings in each of many texts, every text by itself."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Something in a text that only a person can judge: what kind, why, and the words."""

    label: Label
    reason: str
    words: str


@dataclass(frozen=True, slots=True)
class CleanText:
    """A text before and after. ``without`` is what is left when the words of ``asks`` go too."""

    before: str
    after: str
    rules: tuple[str, ...]
    asks: tuple[Ask, ...] = ()
    without: str = ""


@dataclass(frozen=True, slots=True)
class Anonymised:
    """Every text of the cases, cleaned once however often it occurs."""

    fields: tuple[str, ...]
    known: Mapping[str, CleanText]

    def texts(self, case: CaseEntry) -> dict[str, CleanText]:
        """The cleaned texts of a case, by field; a field that isn't published is left out."""
        return {name: self.known[getattr(case, name)] for name in self.fields}


def anonymise(
    cases: Iterable[CaseEntry],
    style: Style,
    request: Request,
    people: Sequence[PersonRule],
    find: TextFinder,
) -> Anonymised:
    """Every free text that the form publishes, without names, numbers and details.

    A text that occurs twice is read once. Names of the taxonomy pass as they are.
    """
    fields = tuple(name for name in TEXT_FIELDS if name in {c.field for c in style.columns})
    texts = {getattr(case, name) for case in cases for name in fields}
    fixed = {*style.subtypes, ""}
    known = {text: CleanText(text, text, ()) for text in texts & fixed}
    return Anonymised(fields, known | _read(sorted(texts - fixed), style, request, people, find))


def _read(
    texts: Sequence[str],
    style: Style,
    request: Request,
    people: Sequence[PersonRule],
    find: TextFinder,
) -> dict[str, CleanText]:
    keys = {text: f"tekst-{number}" for number, text in enumerate(texts)}
    pages = {key: text_page(key, text.splitlines()) for text, key in keys.items()}
    findings = [finding for found in find(list(pages.values())) for finding in found]
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
    return {
        text: _clean(text, pages[key], marks[key], entities, style) for text, key in keys.items()
    }


def _clean(
    before: str, page: Page, marks: Sequence[Mark], entities: Mapping[str, Entity], style: Style
) -> CleanText:
    sure = [m for m in marks if not m.label.is_suggestion and m.action is not Action.KEEP]
    asked = [m for m in marks if m.label.is_suggestion and m.action is Action.ASK]
    after, rules = _generalised(page, sure, entities, style)
    kinds = sorted({PERSON_RULE if m.label is Label.PERSON else NUMBER_RULE for m in sure})
    asks = tuple(Ask(mark.label, mark.reason, mark.text) for mark in asked)
    without = _generalised(page, [*sure, *asked], entities, style)[0] if asked else after
    return CleanText(before, after, (*kinds, *rules), asks, without)


def _generalised(
    page: Page, going: Sequence[Mark], entities: Mapping[str, Entity], style: Style
) -> tuple[str, tuple[str, ...]]:
    return generalise(" ".join(_replaced(page, going, entities).split()), style.units)


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
