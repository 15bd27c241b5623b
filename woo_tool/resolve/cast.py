"""The cast of a dossier: every person with a verdict, and the proposal for a place with a name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from woo_tool.grounds import faults, sort_codes
from woo_tool.kinds import Action, Label, Role
from woo_tool.model import Entity, Finding, Page
from woo_tool.people import PersonRule, person_id
from woo_tool.request import Request
from woo_tool.resolve.build import Mention, assign, build, mention
from woo_tool.resolve.marks import Place, Proposal
from woo_tool.resolve.names import atoms
from woo_tool.resolve.policy import policy
from woo_tool.resolve.registry import Person
from woo_tool.resolve.roles import Verdict, safest, verdict
from woo_tool.resolve.standing import Standing

ELSEWHERE = ("dossier",)
"""The rule of a mark for a known name where detection saw nothing."""
_AROUND = 40  # characters on either side that show a name with its office
_SENTENCE = re.compile(r"(?<=\w{3})[.;!?]\s+|\n\n")
_NUMBER = re.compile(r"\d|@")


class Cast:
    """Who is who, and what happens with them; remembers the forms it was asked about."""

    def __init__(
        self,
        found: Sequence[Finding],
        people: Sequence[PersonRule],
        request: Request,
        texts: Mapping[tuple[str, int], Page],
    ) -> None:
        self.registry = build(found, people, request)
        self.law = request.applicable_law
        self._verdicts = [verdict(person, request) for person in self.registry.persons]
        self._ids = _ids(self.registry.persons)
        self._fits: dict[Mention, frozenset[int]] = {}
        self._doubts: dict[Mention | None, Verdict] = {}
        self._forms: defaultdict[int, set[str]] = defaultdict(set)
        self._standing = Standing(found, texts)
        self._texts = texts
        self._evidence: dict[int, str] = {}
        for finding in found:
            self._learn(finding)

    def _learn(self, finding: Finding) -> None:
        if finding.label != Label.PERSON:
            return
        one = mention(finding.text, finding.role, finding.score)
        fits = self.fits(one) if one else frozenset()
        if one and len(fits) == 1:
            place = Place(finding.document, finding.page, finding.start, finding.end)
            self._standing.learn(self.registry.persons[min(fits)], one, place)
            if one.hint in policy().kept_roles:
                self._evidence.setdefault(min(fits), _evidence(self._texts, place))

    def surnames(self) -> frozenset[str]:
        """The surnames, written as one word, of everybody whose name goes."""
        return frozenset(
            surname
            for person, said in zip(self.registry.persons, self._verdicts, strict=True)
            if said.action != Action.KEEP
            for name in person.names
            for surname in ("".join(name.parts), "".join((*name.prefix, *name.parts)))
            if surname
        )

    def logins(self, address: str) -> set[int]:
        """The persons whose name, written as one word, is the part before the @ (s.post)."""
        local = "".join(word.fold for word in atoms(address.partition("@")[0]))
        return self.registry.compact(local)

    def display(self, numbers: Collection[int]) -> str:
        """The names of these persons, as a choice."""
        return " of ".join(sorted(self.registry.persons[number].display for number in numbers))

    def person(
        self, one: Mention | None, place: Place, score: float, rules: tuple[str, ...]
    ) -> Proposal:
        """What happens with a name; what fits several, or nobody, is read the safest way."""
        fits = self.fits(one) if one else frozenset()
        if one and len(fits) == 1:
            number = min(fits)
            said, entity = self._here(number, one, place), self._ids[number]
            self._forms[number].add(one.written)
        else:
            said, entity = self._doubtful(one), None
        known = rules == ELSEWHERE and entity
        reason = f"ook elders: {self.display(fits)}; {said.reason}" if known else said.reason
        return Proposal(
            place=place,
            label=Label.PERSON,
            action=said.action,
            redact_start=place.start + (one.reading.start if one else 0),
            redact_end=place.start + one.reading.end if one else place.end,
            grounds=said.grounds,
            reason=reason,
            score=score,
            rules=rules,
            entity=entity,
            role=said.role,
        )

    def _here(self, number: int, one: Mention, place: Place) -> Verdict:
        """The verdict on a person at one place: a name that stays must surely be theirs."""
        said, person = self._verdicts[number], self.registry.persons[number]
        if said.action != Action.KEEP or person.rule or person.fixed == Role.REQUESTER:
            return said
        doubt = self._standing.doubt(person, one, place)
        return replace(said, role=Role.UNKNOWN, action=Action.ASK, reason=doubt) if doubt else said

    def fits(self, one: Mention) -> frozenset[int]:
        """The persons that a mention can be; the same mention is looked up once."""
        if one not in self._fits:
            self._fits[one] = frozenset(assign(self.registry, one))
        return self._fits[one]

    def _doubtful(self, one: Mention | None) -> Verdict:
        if one not in self._doubts:
            fits = sorted(self.fits(one)) if one else []
            persons = [(self.registry.persons[n].display, self._verdicts[n]) for n in fits]
            written, hint = (one.written, one.hint) if one else ("", None)
            self._doubts[one] = safest(written, persons, hint, self.law)
        return self._doubts[one]

    def owned(
        self, owners: set[int], codes: tuple[str, ...]
    ) -> tuple[str | None, Role | None, tuple[str, ...]]:
        """Entity, role and grounds of an address: those of who reports come with the address."""
        verdicts = [self._verdicts[number] for number in owners]
        theirs = [code for v in verdicts if v.action != Action.KEEP for code in v.grounds]
        both = sort_codes([*codes, *theirs])
        codes = codes if faults(both, self.law) else both
        if len(owners) != 1:
            return None, None, codes
        return self._ids[min(owners)], verdicts[0].role, codes

    def entities(self) -> tuple[Entity, ...]:
        """Everybody who was named by people, or has a place in the dossier, by name."""
        out = [
            self._entity(person)
            for person in self.registry.persons
            if person.rule or self._forms[person.number] or (person.emails and not person.listed)
        ]
        return tuple(sorted(out, key=lambda entity: (entity.name.lower(), entity.id)))

    def _why(self, number: int) -> str:
        """The reason; for who stays by the policy with the place that shows the public role."""
        said, evidence = self._verdicts[number], self._evidence.get(number, "")
        if said.action != Action.KEEP or said.decided_by or not evidence:
            return said.reason
        return f"{said.reason}; {evidence}"

    def _entity(self, person: Person) -> Entity:
        said = self._verdicts[person.number]
        forms = self._forms[person.number] | set(person.rule.forms if person.rule else ())
        return Entity(
            id=self._ids[person.number],
            name=person.display,
            forms=tuple(sorted(forms - {person.display})),
            role=said.role,
            action=said.action,
            grounds=() if said.action == Action.KEEP else said.grounds,
            reason=self._why(person.number),
            emails=tuple(sorted(email for email in person.emails if "@" in email)),
            decided_by=said.decided_by,
        )


def finding_proposal(
    finding: Finding, cast: Cast, part: tuple[int, int], keep: str = ""
) -> Proposal:
    """What happens with an address, a number or a suggestion; ``keep`` is why it stays."""
    line = policy().labels[finding.label]
    owners = cast.registry.owner(finding.text) if line.owner and not keep else set()
    entity, role, codes = cast.owned(owners, line.grounds(cast.law))
    return Proposal(
        place=Place(finding.document, finding.page, finding.start, finding.end),
        label=finding.label,
        action=Action.KEEP if keep else line.action,
        redact_start=finding.start + part[0],
        redact_end=finding.start + part[1],
        grounds=codes,
        reason=keep or line.reason,
        score=finding.score,
        rules=finding.rules,
        entity=entity,
        role=role,
    )


def _evidence(texts: Mapping[tuple[str, int], Page], place: Place) -> str:
    """Where a name stands with its office, and the words there."""
    text = texts[place.document, place.page].text
    before = _SENTENCE.split(text[max(0, place.start - _AROUND) : place.start].lstrip())[-1]
    after = _SENTENCE.split(text[place.end : place.end + _AROUND])[0]
    if place.start > _AROUND:
        before = before.partition(" ")[2] or before
    after = after.rpartition(" ")[0] or after
    words = f"{before}{text[place.start : place.end]}{after}".split()
    shown = " ".join(word for word in words if word.isprintable() and not _NUMBER.search(word))
    return f"zo genoemd in stuk {place.document}, p. {place.page}: “{shown.strip(' ,;(')}”"


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
