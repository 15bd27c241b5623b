"""The recognizer of people: the model and the layout cues vote, look-alikes are struck."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import regex
from presidio_analyzer import LocalRecognizer, RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts

from woo_tool.detect.engine import Read
from woo_tool.detect.numbers.recognizers import LANGUAGE, result
from woo_tool.detect.people import initials
from woo_tool.detect.people.beside import Neighbours
from woo_tool.detect.people.cues import Layout
from woo_tool.detect.people.lookalikes import LookalikeRules
from woo_tool.detect.people.names import NameRules
from woo_tool.detect.people.roles import Roles
from woo_tool.detect.people.votes import MAYBE, Vote, extent
from woo_tool.detect.people.wholes import WholeNames
from woo_tool.detect.schema import Cues
from woo_tool.detect.tagger.crf import PERSON, Reading
from woo_tool.detect.text.grammar import SENTENCE_STOP
from woo_tool.kinds import Label

#: Initials of fewer letters count only when the model reads them as a person too.
_PARAPH = 3
#: Characters before a name in which its titles and an article stand.
_TITLES = 32
#: Letters of the lists for what is no name: words, organisations, functions.
_WORD = frozenset("COR")
_SURE = frozenset({"layout:titel", "layout:aanhef", "layout:spreker"})


class PersonRecognizer(LocalRecognizer):
    """Names of people, with the voters and the reason in each result.

    What the model holds possible but didn't choose counts from the probabilities in cues.yaml, or
    when a layout cue points to the same place.
    """

    def __init__(self, names: NameRules, layout: Layout, roles: Roles, cues: Cues) -> None:
        self._names = names
        self._lookalikes = LookalikeRules(cues, names)
        self._layout = layout
        self._roles = roles
        self._wholes = WholeNames(names)
        self._neighbours = Neighbours(names, cues.says, cues.spoken_to)
        self._recall = cues.recall_score
        self._recall_listed = cues.recall_score_listed
        super().__init__(
            supported_entities=[str(Label.PERSON)],
            supported_language=LANGUAGE,
            name="personen",
            context=[],
        )

    def load(self) -> None:
        """Nothing to load: the model belongs to the engine."""

    def analyze(
        self,
        text: str,
        entities: list[str],  # noqa: ARG002 (presidio's signature)
        nlp_artifacts: NlpArtifacts | None = None,
    ) -> list[RecognizerResult]:
        """The people in ``text``; ``nlp_artifacts`` is how the engine read it."""
        read = nlp_artifacts.names if isinstance(nlp_artifacts, Read) else []
        layout = [*self._layout.votes(text), *self._roles.votes(text)]
        votes = [*layout, *self._model_votes(text, read, layout)]
        groups = list(_groups(self._fitted(text, votes)))
        people = [whole for group in groups if (whole := self._person_in(text, group))]
        known = _initials(text, people)
        taken = {extent(group)[0] for group in people}
        people += [
            group
            for group in groups
            if extent(group)[0] not in taken
            and _short_for(text[group[0].start : group[0].end], known)
        ]
        people += self._paraphs(text, known, people)
        people = list(self._with_initials(text, people))
        people = self._wholes.of(text, people)
        people += self._beside(text, people)
        people += self._shown(text, read, people)
        return [self._result(text, group) for group in people]

    def _person_in(self, text: str, group: list[Vote]) -> list[Vote]:
        """The votes that make a person, for the name without what looks like a company behind it
        (`Jan Smit van Smit Bouw`); empty when nobody stands there."""
        if self._is_person(text, group):
            return group
        start, end = extent(group)
        named = _OF_A_COMPANY.match(text, start, end)
        if named is None or not self._names.named(named[1]):
            return []
        shorter = [replace(v, end=named.end(1)) for v in group if v.start < named.end(1)]
        return shorter if self._is_person(text, shorter) else []

    def _is_person(self, text: str, group: Sequence[Vote]) -> bool:
        start, end = extent(group)
        if not _SURE.isdisjoint(vote.rule for vote in group):
            before = text[max(0, start - _TITLES) : start]
            return not self._lookalikes.made_for(text[start:end], before)
        score = max((vote.score for vote in group if vote.rule == "model"), default=0.0)
        in_cell = any(vote.rule == "layout:kolom" for vote in group)
        return not self._lookalikes.match(
            text, start, end, score, in_cell=in_cell
        ) and self._names.credible(text, start, end, group)

    def _shown(
        self, text: str, read: Sequence[Reading], people: Sequence[Sequence[Vote]]
    ) -> list[list[Vote]]:
        """Unknown words beside the people that were found, unless the model reads a thing there."""
        things = {
            (one.start, one.end)
            for one in read
            if one.label != PERSON and one.score >= _SURE_OF_THING
        }

        def is_thing(start: int, end: int) -> bool:
            inside = any(first <= start < last for first, last in things)
            return inside or self._lookalikes.match(text, start, end)

        taken = [extent(group) for group in people]
        return [[vote] for vote in self._neighbours.votes(text, taken, is_thing)]

    def _with_initials(self, text: str, people: Sequence[list[Vote]]) -> Iterator[list[Vote]]:
        """The people, and the places with the initials that the text gives one of them."""
        sure = [extent(group) for group in people if self._surely_named(text, group)]
        extra = initials.votes(text, initials.defined(text, sure))
        taken = sorted(((*extent(group), group) for group in people), key=lambda one: one[:2])
        starts = [start for start, _, _ in taken]
        for vote in extra:
            place = bisect_right(starts, vote.start) - 1
            if place >= 0 and taken[place][:2] == (vote.start, vote.end):
                taken[place][2].append(vote)
            elif not (place >= 0 and vote.start < taken[place][1]):
                yield [vote]
        yield from people

    def _surely_named(self, text: str, group: Sequence[Vote]) -> bool:
        start, end = extent(group)
        titled = not _SURE.isdisjoint(vote.rule for vote in group)
        return titled or self._names.named(text[start:end])

    @staticmethod
    def _paraphs(
        text: str, known: set[str], people: Sequence[Sequence[Vote]]
    ) -> Iterator[list[Vote]]:
        """Initials that belong to a full name in this text: of three letters or more anywhere, of
        two where somebody stands or signs."""
        taken = [extent(group) for group in people]
        long = (
            Vote(match.start(), match.end(), 0.6, initials.FITTING, initials.FITS)
            for match in (_CAPITALS.finditer(text) if known else ())
            if match[0] in known and match[0].lower() not in initials.NOBODYS
        )
        for vote in (*long, *initials.fitting(text, known)):
            if not any(a < vote.end and vote.start < b for a, b in taken):
                taken.append((vote.start, vote.end))
                yield [vote]

    def _beside(self, text: str, people: Sequence[Sequence[Vote]]) -> list[list[Vote]]:
        """Initials in one list with somebody's, where nobody was found."""
        taken = [extent(group) for group in people]
        extra = initials.beside(
            text, taken, lambda word: bool(set(self._names.flags(word)) & _WORD)
        )
        return [
            [vote] for vote in extra if not any(a < vote.end and vote.start < b for a, b in taken)
        ]

    def _model_votes(
        self, text: str, read: Sequence[Reading], layout: Sequence[Vote]
    ) -> Iterable[Vote]:
        things = [one for one in read if one.label != PERSON]
        for start, end, label, score, chosen in read:
            if label != PERSON:
                continue
            if chosen:
                yield Vote(start, end, score, "model", "naam volgens het taalmodel")
                continue
            backed = any(v.start < end and start < v.end for v in layout)
            if not backed and any(_is_part(start, end, thing) for thing in things):
                continue
            if score >= self._recall or backed or self._listed(text[start:end], score):
                yield Vote(start, end, score, MAYBE, "mogelijk een naam volgens het taalmodel")

    def _listed(self, text: str, score: float) -> bool:
        words = text.split()
        return (
            score >= self._recall_listed
            and words[0][:1].isupper()
            and not self._names.common(words[-1])
            and self._names.like_name(text)
        )

    def _fitted(self, text: str, votes: Iterable[Vote]) -> list[Vote]:
        fitted = []
        for vote in (part for whole in votes for part in _apart(text, whole)):
            start, end = self._names.fit(text, vote.start, vote.end)
            if start < end and any(char.isalpha() for char in text[start:end]):
                fitted.append(Vote(start, end, vote.score, vote.rule, vote.reason, vote.role))
        return sorted(fitted, key=lambda v: (v.start, v.end, v.rule))

    def _result(self, text: str, group: Sequence[Vote]) -> RecognizerResult:
        start, end = extent(group)
        best = max(group, key=lambda v: (v.rule.startswith("layout"), v.score, v.rule))
        score = 1.0
        for vote in {v.rule: v for v in group}.values():
            score *= 1.0 - min(vote.score, 0.99)
        role = self._roles.of(text, start, end) or self._slot(text, end, group)
        return result(
            self,
            str(Label.PERSON),
            start,
            end,
            round(1.0 - score, 4),
            rules=tuple(sorted({vote.rule for vote in group})),
            reason=best.reason,
            role=role,
        )

    def _slot(self, text: str, end: int, group: Sequence[Vote]) -> str | None:
        """The role that the header above or before the name gives."""
        role = next((vote.role for vote in group if vote.role), None)
        return None if self._roles.contradicted(role, text, end) else role


def _apart(text: str, vote: Vote) -> Iterator[Vote]:
    """Two full names that were read as one, and words with the end of a sentence, an equals sign or
    an empty line between them, each on its own."""
    stop = SENTENCE_STOP.search(text, vote.start, vote.end) or _NO_PART.search(
        text, vote.start, vote.end
    )
    if stop is not None and not vote.rule.startswith("layout"):
        yield from _apart(text, replace(vote, end=stop.start()))
        yield from _apart(text, replace(vote, start=stop.end()))
        return
    two = _TWO_NAMES.fullmatch(text, vote.start, vote.end)
    if two is None:
        yield vote
        return
    yield replace(vote, end=two.end(1))
    yield replace(vote, start=two.start(2))


#: What no name holds.
_NO_PART = regex.compile(r"[ ]?=[ ]?|\n[ ]*\n")
_TWO_NAMES = regex.compile(
    r"(\p{Lu}\p{Ll}+[ ](?:[\p{Ll}'’]+[ ]){0,3}\p{Lu}[\p{L}-]+),[ ]"
    r"((?:\p{Lu}\.)+[ ]?\p{L}[\p{L} '’-]{3,}|\p{Lu}\p{Ll}+[ ]\p{L}[\p{L} '’-]+)"
)
#: How sure the model must be of a thing that stands where a name may.
_SURE_OF_THING = 0.5
_OF_A_COMPANY = regex.compile(
    r"((?:\p{Lu}\p{Ll}+|(?:\p{Lu}\.)+)[ ](?:\p{Ll}+[ ]){0,2}\p{Lu}[\p{L}-]+)"
    r"[ ](?:van|bij|namens)[ ]"
)
_CAPITALS = regex.compile(rf"(?<![\p{{L}}\p{{N}}/-])\p{{Lu}}{{{_PARAPH},}}(?![\p{{L}}\p{{N}}-])")


def _is_part(start: int, end: int, whole: Reading) -> bool:
    return whole.start <= start and end <= whole.end and (whole.start, whole.end) != (start, end)


def _short_for(name: str, known: set[str]) -> bool:
    short = len(name) > 1 and name.isupper() and name.lower() not in initials.NOBODYS
    return short and any(full.startswith(name) for full in known)


def _initials(text: str, people: Sequence[Sequence[Vote]]) -> set[str]:
    """The initials of the full names among ``people``: Pieter-Bas Ouwehand gives PBO."""
    return {short for group in people for short in initials.of_name(text[slice(*extent(group))])}


def _groups(votes: Sequence[Vote]) -> Iterable[list[Vote]]:
    """Votes that overlap, together; the votes come sorted by start."""
    group: list[Vote] = []
    end = -1
    for vote in votes:
        if group and vote.start >= end:
            yield group
            group = []
        group.append(vote)
        end = max(end, vote.end) if len(group) > 1 else vote.end
    if group:
        yield group
