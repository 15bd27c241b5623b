"""Resolve: the findings of the whole dossier become persons with a role, and marks with a ground.

A name is one person everywhere: no document is looked at alone. The same pages, findings, request
and rules give the same marks, whatever the order of the findings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from woo_tool.errors import SafetyError
from woo_tool.kinds import Label
from woo_tool.model import Entity, Finding, Mark, Page
from woo_tool.people import PersonRule
from woo_tool.request import Request
from woo_tool.resolve.build import mention
from woo_tool.resolve.cast import Cast, finding_proposal
from woo_tool.resolve.doubt import names_only
from woo_tool.resolve.elsewhere import elsewhere
from woo_tool.resolve.marks import Place, Proposal, merge, to_mark
from woo_tool.resolve.ranges import part_of
from woo_tool.resolve.same import same_elsewhere

__all__ = ["PersonRule", "Resolution", "resolve"]


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

    ``pages`` and ``document_hashes`` go by document number; of ``people`` with one id the last
    counts. Marks that keep carry the grounds that would apply if a person redacts them after all.
    Raises SafetyError for a finding that doesn't fit its page: it is never dropped.
    """
    texts = {(page.document, page.number): page for many in pages.values() for page in many}
    found = sorted(set(findings), key=_order)
    for finding in found:
        _check(finding, texts)
    found = names_only(found, texts)
    cast = Cast(found, people, request, texts)
    proposals: defaultdict[tuple[str, int], list[Proposal]] = defaultdict(list)
    surnames = cast.surnames()
    for finding in found:
        proposals[finding.document, finding.page].append(
            _proposal(finding, cast, request, surnames)
        )
    for one in list(elsewhere(cast, pages, found, request, proposals)):
        proposals[one.place.document, one.place.page].append(one)
    for one in list(same_elsewhere(pages, proposals)):
        proposals[one.place.document, one.place.page].append(one)
    return Resolution(cast.entities(), _marks(proposals, texts, document_hashes, cast))


def _order(one: Finding) -> tuple[object, ...]:
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


def _proposal(finding: Finding, cast: Cast, request: Request, surnames: frozenset[str]) -> Proposal:
    if finding.label == Label.PERSON:
        one = mention(finding.text, finding.role, finding.score)
        place = Place(finding.document, finding.page, finding.start, finding.end)
        return cast.person(one, place, finding.score, finding.rules)
    known = finding.label == Label.EMAIL_ADDRESS and bool(cast.logins(finding.text))
    part = part_of(finding, request, surnames, somebodys=known)
    return finding_proposal(finding, cast, (part.start, part.end), part.keep)


def _marks(
    proposals: Mapping[tuple[str, int], Sequence[Proposal]],
    texts: Mapping[tuple[str, int], Page],
    hashes: Mapping[str, str],
    cast: Cast,
) -> tuple[Mark, ...]:
    """The marks; where one file is in the dossier twice, the number tells its marks apart."""
    marks: dict[str, Mark] = {}
    for key in sorted(proposals):
        for one in merge(proposals[key], cast.law):
            mark = to_mark(one, texts[key], hashes[key[0]])
            if mark.id in marks:
                mark = to_mark(one, texts[key], f"{hashes[key[0]]}|{key[0]}")
            marks[mark.id] = mark
    ordered = sorted(marks.values(), key=lambda m: (m.document, m.page, m.start, m.end, m.label))
    return tuple(ordered)
