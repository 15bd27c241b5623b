"""Proposals for known names in places where detection saw nothing, over the whole dossier."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from woo_tool.kinds import Action, Label
from woo_tool.model import Finding, Page
from woo_tool.request import Request
from woo_tool.resolve.build import SURE, mention
from woo_tool.resolve.cast import ELSEWHERE, Cast, finding_proposal
from woo_tool.resolve.doubt import lower_words
from woo_tool.resolve.marks import Place, Proposal
from woo_tool.resolve.spread import Spreader, after_a_stranger, monograms

_MONOGRAM_LENGTH = 5
_DEFINED = "initialen:genoemd"

ByPage = Mapping[tuple[str, int], Sequence[Proposal]]


def elsewhere(
    cast: Cast,
    pages: Mapping[str, Sequence[Page]],
    found: Sequence[Finding],
    request: Request,
    seen: ByPage,
) -> Iterator[Proposal]:
    """Every other form of every confident name. ``seen`` are the proposals for the findings."""
    lower = lower_words(page.text for many in pages.values() for page in many)
    spreader = Spreader(cast.registry, lower)
    staying = _organisations(request)
    initials = _monograms(found)
    defined = {(one.document, one.text) for one in found if _DEFINED in one.rules}
    for document in sorted(pages):
        many = sorted(pages[document], key=lambda page: page.number)
        known = frozenset(text for number, text in initials if number == document)
        sure = frozenset(text for number, text in defined if number == document)
        for page, following in zip(many, [*many[1:], None], strict=True):
            names = [hit.span() for hit in staying.finditer(page.text)]
            spans = (*spreader.spans(page.text), *monograms(page.text, known, sure))
            for start, end in (_beside(page, *span, seen) for span in spans):
                if (
                    start < end
                    and not _inside(start, end, names)
                    and not _covered(page, start, end, seen)
                ):
                    yield from _known_name(cast, page, start, end)
            yield from _misread(cast, spreader, page, names, seen)
            if following is not None:
                yield from _over_the_page(cast, spreader, page, following, seen)


def _known_name(cast: Cast, page: Page, start: int, end: int) -> Iterator[Proposal]:
    text = page.text[start:end]
    one = mention(text)
    if one is None:
        return
    place = Place(page.document, page.number, start, end)
    if one.reading.name.bare and not cast.fits(one):
        yield from _login(cast, place, text)
        return
    found = cast.person(one, place, 1.0, ELSEWHERE)
    if found.action == Action.KEEP and after_a_stranger(page.text, start):
        unknown = cast.person(None, place, 1.0, ELSEWHERE)
        found = replace(
            unknown, reason=f"misschien een ander dan {_name(found)}; in twijfel gelakt"
        )
    yield found


def _misread(
    cast: Cast,
    spreader: Spreader,
    page: Page,
    names: Sequence[tuple[int, int]],
    seen: ByPage,
) -> Iterator[Proposal]:
    """Known surnames with a letter misread; in doubt such a word goes, and is never made public."""
    for start, end, name in spreader.misread(page.text):
        if _inside(start, end, names) or _covered(page, start, end, seen):
            continue
        one = mention(name.capitalize())
        place = Place(page.document, page.number, start, end)
        found = cast.person(one, place, 1.0, ELSEWHERE)
        if found.action != Action.KEEP:
            reason = f"lijkt op {cast.display(cast.fits(one)) if one else name}, met een leesfout"
            yield replace(found, redact_start=start, redact_end=end, reason=reason)


def _name(found: Proposal) -> str:
    return found.reason.removeprefix("ook elders: ").partition(";")[0]


def _login(cast: Cast, place: Place, text: str) -> Iterator[Proposal]:
    """A login name (rjblok) of a known person."""
    owners = cast.registry.owner(text)
    if owners:
        name = Finding(
            place.document, place.page, place.start, place.end, text, Label.HANDLE, 1.0, ELSEWHERE
        )
        found = finding_proposal(name, cast, (0, len(text)))
        yield replace(found, reason=f"ook elders: {cast.display(owners)}; {found.reason}")


def _over_the_page(
    cast: Cast, spreader: Spreader, page: Page, following: Page, seen: ByPage
) -> Iterator[Proposal]:
    """Both parts of a name that is broken with a hyphen over a page end."""
    parts = spreader.broken(page.text, following.text)
    if parts is None:
        return
    (start, end), (first, last) = parts
    one = mention(page.text[start:end] + following.text[first:last])
    for on, begin, stop in ((page, start, end), (following, first, last)):
        if one and not _covered(on, begin, stop, seen):
            place = Place(on.document, on.number, begin, stop)
            whole = cast.person(one, place, 1.0, ELSEWHERE)
            yield replace(whole, redact_start=begin, redact_end=stop)


def _monograms(found: Sequence[Finding]) -> set[tuple[str, str]]:
    return {
        (finding.document, finding.text)
        for finding in found
        if finding.label == Label.PERSON
        and finding.score >= SURE
        and finding.text.isalpha()
        and len(finding.text) <= _MONOGRAM_LENGTH
        and not finding.text[1:].islower()
    }


def _organisations(request: Request) -> re.Pattern[str]:
    """The names of the body that decides and of the requester's organisation: they stay."""
    names = [request.authority.name, request.authority.unit]
    if request.requester:
        names.append(request.requester.organisation)
    patterns = [r"\s+".join(map(re.escape, name.split())) for name in names if name.strip()]
    return re.compile("|".join(rf"\b{name}\b" for name in patterns) or "(?!)", re.IGNORECASE)


def _inside(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(first <= start and end <= last for first, last in spans)


def _beside(page: Page, start: int, end: int, seen: ByPage) -> tuple[int, int]:
    """The span without an address or number that it runs into (the label in `E r.blok@...`)."""
    for one in seen.get((page.document, page.number), ()):
        if one.label == Label.PERSON or one.label.is_suggestion:
            continue
        if start < one.start < end <= one.end:
            end = one.start
            words = [word for word in page.text[start:end].split() if len(word.strip(".")) > 1]
            end = end if words else start
        elif one.start <= start < one.end < end:
            start = one.end
    while start < end and page.text[end - 1].isspace():
        end -= 1
    while start < end and page.text[start].isspace():
        start += 1
    return start, end


def _covered(page: Page, start: int, end: int, seen: ByPage) -> bool:
    """True when a finding that isn't a mere suggestion holds the whole span."""
    there = seen.get((page.document, page.number), ())
    firm = [(one.start, one.end) for one in there if not one.label.is_suggestion]
    return _inside(start, end, firm)
