"""Resolve: the findings of the whole dossier become persons with a role, and marks with a ground.

A name is one person everywhere: no document is looked at alone. The same pages, findings, request
and rules give the same marks, whatever the order of the findings.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from woo_tool.errors import SafetyError
from woo_tool.grounds import faults, sort_codes
from woo_tool.model import Action, Entity, Finding, Label, Mark, Page, Role
from woo_tool.people import PersonRule, person_id
from woo_tool.request import Request
from woo_tool.resolve.build import Mention, assign, build, mention
from woo_tool.resolve.marks import Proposal, merge, to_mark
from woo_tool.resolve.policy import policy
from woo_tool.resolve.ranges import part_of
from woo_tool.resolve.registry import Person, Registry
from woo_tool.resolve.roles import Verdict, safest, verdict
from woo_tool.resolve.spread import Spreader, after_a_stranger, monograms

__all__ = ["PersonRule", "Resolution", "resolve"]

_ELSEWHERE = ("dossier",)
_SURE = 0.6


@dataclass(frozen=True, slots=True)
class Resolution:
    """The persons of the dossier, by name, and the marks, by document, page and place."""

    entities: tuple[Entity, ...]
    marks: tuple[Mark, ...]


def resolve(
    pages: Mapping[str, Sequence[Page]],
    findings: Iterable[Finding],
    *,
    request: Request,
    people: Sequence[PersonRule],
    document_hashes: Mapping[str, str],
) -> Resolution:
    """Who is who in the dossier, and what is proposed for every place.

    ``pages`` and ``document_hashes`` go by document number. A finding that doesn't fit its page
    is a SafetyError: it can't be redacted, and it is never dropped.
    """
    found = sorted(set(findings), key=_place)
    texts = {(page.document, page.number): page for many in pages.values() for page in many}
    for finding in found:
        _check(finding, texts)
    return _Resolver(pages, found, request, people).run(texts, document_hashes)


def _place(one: Finding) -> tuple[object, ...]:
    return (one.document, one.page, one.start, one.end, one.label, one.score, repr(one))


def _check(finding: Finding, texts: Mapping[tuple[str, int], Page]) -> None:
    page = texts.get((finding.document, finding.page))
    if page is None or page.text[finding.start : finding.end] != finding.text or not finding.text:
        raise SafetyError(
            f"een vondst ({finding.label}, teken {finding.start}-{finding.end}) past niet op de "
            "tekst van de pagina.",
            where=f"document {finding.document}, pagina {finding.page}",
            advice="Verwijder de map work/ van het dossier en voer de detectie opnieuw uit.",
        )


class _Resolver:
    def __init__(
        self,
        pages: Mapping[str, Sequence[Page]],
        found: Sequence[Finding],
        request: Request,
        people: Sequence[PersonRule],
    ) -> None:
        self._pages = pages
        self._found = found
        self._request = request
        self._law = request.applicable_law
        self._registry: Registry = build(found, people, request)
        self._verdicts = [verdict(person, request) for person in self._registry.persons]
        self._staying = _organisations(request)
        self._ids = _ids(self._registry.persons)
        self._forms: defaultdict[int, set[str]] = defaultdict(set)
        self._surnames = frozenset(
            surname
            for person, one in zip(self._registry.persons, self._verdicts, strict=True)
            if one.action != Action.KEEP
            for name in person.names
            for surname in ("".join(name.parts), "".join((*name.prefix, *name.parts)))
            if surname
        )

    def run(self, texts: Mapping[tuple[str, int], Page], hashes: Mapping[str, str]) -> Resolution:
        by_page: defaultdict[tuple[str, int], list[Proposal]] = defaultdict(list)
        for finding in self._found:
            by_page[finding.document, finding.page].append(self._proposal(finding))
        for one in self._elsewhere(by_page):
            by_page[one.document, one.page].append(one)
        marks = []
        used: set[str] = set()
        for key in sorted(by_page):
            page = texts[key]
            for one in merge(by_page[key], self._law):
                marks.append(_unique(one, page, hashes[one.document], used))
        marks.sort(key=lambda m: (m.document, m.page, m.start, m.end, m.label, m.id))
        return Resolution(self._entities(), tuple(marks))

    def _proposal(self, finding: Finding) -> Proposal:
        if finding.label == Label.PERSON:
            return self._person(finding)
        part = part_of(finding, self._request, self._surnames)
        line = policy().labels[finding.label]
        owners = self._registry.owner(finding.text) if line.owner and not part.keep else set()
        entity, role, codes = self._owned(owners, line.grounds(self._law))
        return Proposal(
            document=finding.document,
            page=finding.page,
            start=finding.start,
            end=finding.end,
            label=finding.label,
            action=Action.KEEP if part.keep else line.action,
            redact_start=finding.start + part.start,
            redact_end=finding.start + part.end,
            grounds=codes,
            reason=part.keep or line.reason,
            score=finding.score,
            rules=finding.rules,
            entity=entity,
            role=role,
        )

    def _owned(
        self, owners: set[int], codes: tuple[str, ...]
    ) -> tuple[str | None, Role | None, tuple[str, ...]]:
        """What the owner of an address adds: the grounds of who reports stay with the address."""
        verdicts = [self._verdicts[number] for number in owners]
        both = sort_codes(
            [*codes, *(c for v in verdicts if v.action != Action.KEEP for c in v.grounds)]
        )
        codes = codes if faults(both, self._law) else both
        if len(owners) != 1:
            return None, None, codes
        return self._ids[min(owners)], verdicts[0].role, codes

    def _person(self, finding: Finding) -> Proposal:
        one = mention(finding.text, finding.role, finding.score)
        where = (finding.document, finding.page, finding.start, finding.end)
        return self._named(one, where, finding.score, finding.rules)

    def _named(
        self,
        one: Mention | None,
        where: tuple[str, int, int, int],
        score: float,
        rules: tuple[str, ...],
    ) -> Proposal:
        document, page, start, end = where
        fits = assign(self._registry, one) if one else set()
        number = min(fits) if len(fits) == 1 else None
        if number is not None and one:
            said = self._verdicts[number]
            self._forms[number].add(_clean(one))
        else:
            said = self._doubtful(one, fits)
        return Proposal(
            document=document,
            page=page,
            start=start,
            end=end,
            label=Label.PERSON,
            action=said.action,
            redact_start=start + (one.reading.start if one else 0),
            redact_end=start + one.reading.end if one else end,
            grounds=said.grounds,
            reason=self._reason(said, number, rules),
            score=score,
            rules=rules,
            entity=None if number is None else self._ids[number],
            role=said.role,
        )

    def _doubtful(self, one: Mention | None, fits: set[int]) -> Verdict:
        persons = [(self._registry.persons[n].display, self._verdicts[n]) for n in sorted(fits)]
        return safest(_clean(one) if one else "", persons, one.hint if one else None, self._law)

    def _reason(self, said: Verdict, number: int | None, rules: tuple[str, ...]) -> str:
        if rules != _ELSEWHERE or number is None:
            return said.reason
        return f"ook elders: {self._registry.persons[number].display}; {said.reason}"

    def _elsewhere(
        self, by_page: Mapping[tuple[str, int], Sequence[Proposal]]
    ) -> Iterator[Proposal]:
        """Marks for known names in places where detection saw nothing."""
        spreader = Spreader(self._registry)
        for document in sorted(self._pages):
            many = sorted(self._pages[document], key=lambda page: page.number)
            known = self._monograms(document)
            for page, following in zip(many, [*many[1:], None], strict=True):
                spans = [*spreader.spans(page.text), *monograms(page.text, known)]
                staying = [hit.span() for hit in self._staying.finditer(page.text)]
                for start, end in spans:
                    if any(first <= start and end <= last for first, last in staying):
                        continue
                    yield from self._propagated(page, start, end, by_page)
                if following is not None:
                    yield from self._over_the_page(spreader, page, following, by_page)

    def _monograms(self, document: str) -> frozenset[str]:
        return frozenset(
            f.text
            for f in self._found
            if f.document == document
            and f.label == Label.PERSON
            and f.text.isalpha()
            and f.score >= _SURE
            and len(f.text) <= 5
            and not f.text[1:].islower()
        )

    def _over_the_page(
        self,
        spreader: Spreader,
        page: Page,
        following: Page,
        by_page: Mapping[tuple[str, int], Sequence[Proposal]],
    ) -> Iterator[Proposal]:
        parts = spreader.broken(page.text, following.text)
        if parts is None:
            return
        (start, end), (first, last) = parts
        one = mention(page.text[start:end] + following.text[first:last])
        for where in ((page, start, end), (following, first, last)):
            place = (where[0].document, where[0].number, where[1], where[2])
            if not _covered(where[1], where[2], by_page.get(place[:2], ())) and one:
                whole = self._named(one, place, 1.0, _ELSEWHERE)
                yield _replaced(whole, where[1], where[2])

    def _propagated(
        self,
        page: Page,
        start: int,
        end: int,
        by_page: Mapping[tuple[str, int], Sequence[Proposal]],
    ) -> Iterator[Proposal]:
        if _covered(start, end, by_page.get((page.document, page.number), ())):
            return
        text = page.text[start:end]
        one = mention(text)
        if one is None:
            return
        where = (page.document, page.number, start, end)
        if not assign(self._registry, one):
            owners = self._registry.owner(text)
            if one.reading.name.bare and not owners:
                return
            if one.reading.name.bare:
                yield self._login(where, owners)
                return
        found = self._named(one, where, 1.0, _ELSEWHERE)
        if found.action == Action.KEEP and after_a_stranger(page.text, start):
            unknown = self._doubtful(one, set())
            found = replace(
                found,
                action=unknown.action,
                grounds=unknown.grounds,
                reason=f"misschien een ander dan {found.reason.partition(': ')[2]}",
                entity=None,
                role=unknown.role,
            )
        yield found

    def _login(self, where: tuple[str, int, int, int], owners: set[int]) -> Proposal:
        line = policy().labels[Label.HANDLE]
        document, page, start, end = where
        entity, role, codes = self._owned(owners, line.grounds(self._law))
        names = " of ".join(sorted(self._registry.persons[n].display for n in owners))
        reason = f"ook elders: {names}; {line.reason}"
        return Proposal(
            document, page, start, end, Label.HANDLE, line.action, start, end,
            codes, reason, 1.0, _ELSEWHERE, entity, role,
        )  # fmt: skip

    def _entities(self) -> tuple[Entity, ...]:
        out = [
            self._entity(person)
            for person in self._registry.persons
            if person.rule or self._forms[person.number] or person.emails
        ]
        return tuple(sorted(out, key=lambda entity: (entity.name.lower(), entity.id)))

    def _entity(self, person: Person) -> Entity:
        said = self._verdicts[person.number]
        rule = person.rule
        forms = self._forms[person.number] | set(rule.forms if rule else ())
        return Entity(
            id=self._ids[person.number],
            name=person.display,
            forms=tuple(sorted(forms - {person.display})),
            role=said.role,
            action=said.action,
            grounds=() if said.action == Action.KEEP else said.grounds,
            reason=said.reason,
            emails=tuple(sorted(person.emails)),
            decided_by=said.decided_by,
        )


def _organisations(request: Request) -> re.Pattern[str]:
    """The names of the body that decides and of the requester's organisation: they stay."""
    names = [request.authority.name, request.authority.unit]
    if request.requester:
        names.append(request.requester.organisation)
    found = [re.escape(name).replace(r"\ ", r"\s+") for name in names if name.strip()]
    return re.compile("|".join(rf"\b{name}\b" for name in found) or r"(?!)", re.IGNORECASE)


def _clean(one: Mention) -> str:
    return " ".join(one.spelling[one.reading.start : one.reading.end].split())


def _covered(start: int, end: int, proposals: Sequence[Proposal]) -> bool:
    """True when a finding that isn't a mere suggestion holds the whole span."""
    return any(
        one.start <= start
        and end <= one.end
        and not one.label.is_suggestion
        and one.rules != _ELSEWHERE
        for one in proposals
    )


def _replaced(one: Proposal, start: int, end: int) -> Proposal:
    return replace(one, start=start, end=end, redact_start=start, redact_end=end)


def _ids(persons: Sequence[Person]) -> list[str]:
    """A stable id a person: that of the rule, else one made from the name."""
    taken = {person.rule.id for person in persons if person.rule}
    out = []
    for person in persons:
        if person.rule:
            out.append(person.rule.id)
            continue
        seed, times = person.display + (person.titled or ""), 1
        while person_id(f"{seed}#{times}" if times > 1 else seed) in taken:
            times += 1
        out.append(person_id(f"{seed}#{times}" if times > 1 else seed))
        taken.add(out[-1])
    return out


def _unique(one: Proposal, page: Page, document_hash: str, used: set[str]) -> Mark:
    """The mark; where the same file is in the dossier twice, the number tells its marks apart."""
    mark = to_mark(one, page, document_hash)
    if mark.id in used:
        mark = to_mark(one, page, f"{document_hash}|{one.document}")
    used.add(mark.id)
    return mark
