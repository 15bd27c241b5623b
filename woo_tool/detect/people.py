"""The recognizer of people: the model and the layout cues vote, look-alikes are struck."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from presidio_analyzer import LocalRecognizer, RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts
from spacy.tokens import Doc

from woo_tool.detect.crf import CANDIDATES
from woo_tool.detect.layout import Layout
from woo_tool.detect.names import NameRules, Vote
from woo_tool.detect.recognizers import LANGUAGE, result
from woo_tool.detect.roles import Roles
from woo_tool.model import Label

_SURE = frozenset({"layout:titel", "layout:aanhef", "layout:spreker"})


class PersonRecognizer(LocalRecognizer):  # type: ignore[misc]
    """Names of people, with the voters and the reason in each result.

    ``recall_score``: what the model holds possible but didn't choose counts from this probability.
    """

    def __init__(self, names: NameRules, layout: Layout, roles: Roles, recall_score: float):
        self._names = names
        self._layout = layout
        self._roles = roles
        self._recall_score = recall_score
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
        """The people in ``text``; ``nlp_artifacts.tokens`` is the text read by models/nl_woo."""
        doc = nlp_artifacts.tokens if nlp_artifacts is not None else None
        layout = self._layout.votes(text)
        votes = [*layout, *self._model_votes(doc, layout)] if doc is not None else layout
        found = []
        for group in _groups(self._fitted(text, votes)):
            found += self._person(text, group)
        return found

    def _model_votes(self, doc: Doc, layout: Sequence[Vote]) -> Iterable[Vote]:
        for span in doc.ents:
            if span.label_ == "PERSON":
                score = 0.85 if span._.woo_score is None else float(span._.woo_score)
                yield Vote(
                    span.start_char, span.end_char, score, "model", "naam volgens het taalmodel"
                )
        for span in doc.spans.get(CANDIDATES, ()):
            score = float(span._.woo_score)
            backed = any(v.start < span.end_char and span.start_char < v.end for v in layout)
            if score >= self._recall_score or backed:
                yield Vote(
                    span.start_char,
                    span.end_char,
                    score,
                    "model:mogelijk",
                    "mogelijk een naam volgens het taalmodel",
                )

    def _fitted(self, text: str, votes: Iterable[Vote]) -> list[Vote]:
        fitted = []
        for vote in votes:
            start, end = self._names.fit(text, vote.start, vote.end)
            if start < end and any(char.isalpha() for char in text[start:end]):
                fitted.append(
                    Vote(start, end, vote.score, vote.rule, vote.reason, vote.role)
                )
        return sorted(fitted, key=lambda v: (v.start, v.end, v.rule))

    def _person(self, text: str, group: Sequence[Vote]) -> list[RecognizerResult]:
        start, end = group[0].start, max(vote.end for vote in group)
        rules = tuple(sorted({vote.rule for vote in group}))
        sure = not _SURE.isdisjoint(rules)
        if not sure and self._names.lookalike(text, start, end):
            return []
        if not sure and not self._names.credible(text, start, end, group):
            return []
        best = max(group, key=lambda v: (v.rule.startswith("layout"), v.score, v.rule))
        score = 1.0
        for vote in {v.rule: v for v in group}.values():
            score *= 1.0 - min(vote.score, 0.99)
        role = self._roles.of(text, start, end) or next((v.role for v in group if v.role), None)
        return [
            result(
                self,
                str(Label.PERSON),
                start,
                end,
                round(1.0 - score, 4),
                rules=rules,
                reason=best.reason,
                role=role,
            )
        ]


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
