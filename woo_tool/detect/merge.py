"""Order among findings that overlap: one place, one finding."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from woo_tool.kinds import Label
from woo_tool.model import Finding

#: Which kind wins a place, first the most specific: a number with a check beats a looser one, and a
#: name inside an e-mail address or a street belongs to that.
_RANK = (
    Label.EMAIL_ADDRESS,
    Label.IBAN_CODE,
    Label.ADDRESS,
    Label.NL_BSN,
    Label.CASE_NUMBER,
    Label.DOCUMENT_NUMBER,
    Label.PERSONNEL_NUMBER,
    Label.DATE_OF_BIRTH,
    Label.PHONE_NUMBER,
    Label.NL_LICENSE_PLATE,
    Label.POSTCODE,
    Label.IP_ADDRESS,
    Label.HANDLE,
    Label.PERSON,
    Label.SIGNATURE,
)
#: Signs that no name has: a name inside an account belongs to that.
_ACCOUNT = re.compile(r"[_\d]|(?<=.)@")
_NAMES = frozenset({Label.PERSON, Label.HANDLE, Label.SIGNATURE})
#: A remainder shorter than this (characters) isn't a finding any more.
_LEAST = 3
_ORDER = {label: rank for rank, label in enumerate(_RANK)}


def merged(text: str, findings: Sequence[Finding]) -> list[Finding]:
    """The findings of one page without overlaps, by place.

    Findings of one kind that overlap become one that covers both. Between kinds a number or address
    wins from a name (the name in an e-mail address belongs to that), then the higher score (in
    steps of a quarter), the longer and the more specific. What the loser covers outside the winner
    stays as a finding of its own, so that nothing that was seen is lost.
    """
    joined = [one for label in _RANK for one in _joined(text, findings, label)]
    kept: list[Finding] = []
    for cluster in _clusters(joined):
        winners: list[Finding] = []
        for finding in sorted(cluster, key=_strength):
            winners += _remainders(text, finding, winners)
        kept += winners
    return sorted(kept, key=lambda f: (f.start, f.end))


def _clusters(findings: Sequence[Finding]) -> Iterator[list[Finding]]:
    """Findings that hang together by overlap; a page of a megabyte may hold very many."""
    cluster: list[Finding] = []
    end = 0
    for finding in sorted(findings, key=lambda f: (f.start, f.end)):
        if cluster and finding.start >= end:
            yield cluster
            cluster = []
        cluster.append(finding)
        end = max(end, finding.end)
    if cluster:
        yield cluster


def _strength(finding: Finding) -> tuple[bool, int, int, int, int]:
    length = finding.end - finding.start
    account = finding.label is Label.HANDLE and _ACCOUNT.search(finding.text) is not None
    return (
        finding.label in _NAMES and not account,
        -int(finding.score * 4),
        -length,
        _ORDER[finding.label],
        finding.start,
    )


def _joined(text: str, findings: Sequence[Finding], label: Label) -> list[Finding]:
    out: list[Finding] = []
    for item in sorted(
        (f for f in findings if f.label is label), key=lambda f: (f.start, -f.end, -f.score)
    ):
        last = out[-1] if out else None
        if last is None or item.start >= last.end:
            out.append(item)
            continue
        best = max(last, item, key=lambda f: (f.score, f.end - f.start))
        end = max(last.end, item.end)
        out[-1] = replace(
            best,
            start=last.start,
            end=end,
            text=text[last.start : end],
            rules=tuple(dict.fromkeys((*best.rules, *last.rules, *item.rules))),
            role=best.role or last.role or item.role,
        )
    return out


def _remainders(text: str, finding: Finding, kept: Sequence[Finding]) -> list[Finding]:
    """What ``finding`` covers outside the findings that won, where that has a letter or digit."""
    free = [(finding.start, finding.end)]
    for winner in kept:
        free = [
            part
            for start, end in free
            for part in ((start, min(end, winner.start)), (max(start, winner.end), end))
            if part[0] < part[1]
        ]
    if free == [(finding.start, finding.end)]:
        return [finding]
    out = []
    for start, end in free:
        while start < end and not text[start].isalnum():
            start += 1
        while end > start and not text[end - 1].isalnum():
            end -= 1
        if end - start >= _LEAST:
            out.append(replace(finding, start=start, end=end, text=text[start:end]))
    return out
