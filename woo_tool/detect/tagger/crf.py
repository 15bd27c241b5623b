"""The name tagger of `models/nl_woo`: a spaCy component around a linear-chain CRF.

    nlp = spacy.load("models/nl_woo")
    doc = nlp(page_text)
    doc.ents                        # PERSON, LOC, ORG
    doc.ents[0]._.woo_score         # probability, 0..1
    doc.spans["woo_candidates"]     # PERSON spans that recall mode adds, with `_.woo_score` too

Importing this module registers the factories `woo_crf` and `woo_lemma`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pycrfsuite
from spacy.attrs import LEMMA, LOWER
from spacy.language import Language
from spacy.tokens import Doc, Span

from woo_tool.detect.tagger.features import Lists, gap
from woo_tool.detect.tagger.weights import Scorer, Weights

#: Key in `doc.spans` of the candidates of recall mode.
CANDIDATES = "woo_candidates"
#: Name of the CRF's person label as spaCy shows it.
PERSON = "PERSON"

_CHAIN_FILE = "chain.crf"
_LABELS = {"PER": PERSON, "LOC": "LOC", "ORG": "ORG"}
#: Words tagged in one go, at most; longer pages are cut at a line end or sentence end.
_MAX_WORDS = 400

if not Span.has_extension("woo_score"):
    Span.set_extension("woo_score", default=None)


def words_and_gaps(doc: Doc) -> tuple[list[int], list[str], list[str]]:
    """Return the indices, texts and gap classes of the tokens that aren't white space."""
    indices: list[int] = []
    words: list[str] = []
    gaps: list[str] = []
    white = "\n"
    for token in doc:
        text = token.text
        if text.isspace():
            white += text + token.whitespace_
            continue
        indices.append(token.i)
        words.append(text)
        gaps.append(gap(white))
        white = token.whitespace_
    return indices, words, gaps


class Reading(NamedTuple):
    """A name as the tagger reads it: its first token and the one behind its last, its label and
    score, and whether it is an entity or a candidate only."""

    start: int
    end: int
    label: str
    score: float
    chosen: bool


@dataclass(frozen=True, slots=True)
class _Model:
    """A loaded model: its parts as they were saved, and what reads with them (the tagger reads in
    the bytes of the chain, which must live as long; `labels` are as crfsuite wants them)."""

    weights: Weights
    chain: bytes
    lists: Lists
    score: Scorer
    tagger: pycrfsuite.Tagger
    labels: tuple[bytes, ...]

    def read(self, words: Sequence[str], gaps: Sequence[str]) -> None:
        """Set the tagger to these words."""
        sums = self.score(words, gaps).tolist()
        self.tagger.set(
            pycrfsuite.ItemSequence([dict(zip(self.labels, row, strict=True)) for row in sums])
        )


class CrfTagger:
    """Sets `doc.ents` and, in recall mode, `doc.spans["woo_candidates"]`.

    `entity_threshold` (0..1): a candidate whose score reaches it is an entity, in place of the
    entities that it touches; 1.0 keeps to the best reading.
    `recall_threshold` (0..1): words whose probability of being in a person's name reaches it, but
    that the best reading leaves out, become candidates. 1.0 switches recall mode off.
    A span's `_.woo_score` is the lowest probability of its words to be in a name of that label.
    """

    def __init__(self, recall_threshold: float = 0.15, entity_threshold: float = 0.3) -> None:
        for name, value in (
            ("recall_threshold", recall_threshold),
            ("entity_threshold", entity_threshold),
        ):
            if not 0.0 < value <= 1.0:
                raise ValueError(f"{name} must be in (0, 1], not {value}")
        self.recall_threshold = recall_threshold
        self.entity_threshold = entity_threshold
        self._model: _Model | None = None

    def set_model(self, weights: Weights, chain: bytes, lists: Lists) -> None:
        """Take the weights and the chain of a trained CRF (see `woo_tool.detect.tagger.chain`) and
        the word lists that it was trained with."""
        tagger = pycrfsuite.Tagger()
        tagger.open_inmemory(chain)
        labels = tuple(label.encode() for label in weights.labels)
        self._model = _Model(weights, chain, lists, Scorer(weights, lists), tagger, labels)

    @property
    def lists(self) -> Lists:
        """The word lists of the loaded model. Raises RuntimeError when none is loaded."""
        return self._loaded.lists

    @property
    def weights(self) -> Weights:
        """What the loaded model learnt. Raises RuntimeError when none is loaded."""
        return self._loaded.weights

    @property
    def _loaded(self) -> _Model:
        if self._model is None:
            raise RuntimeError("woo_crf: no model loaded")
        return self._model

    def __call__(self, doc: Doc) -> Doc:
        """Tag `doc` in place and return it. Raises RuntimeError when no model is loaded."""
        entities: list[Span] = []
        candidates: list[Span] = []
        for one in self.read(doc):
            span = Span(doc, one.start, one.end, label=one.label)
            span._.woo_score = one.score
            (entities if one.chosen else candidates).append(span)
        doc.set_ents(entities)
        doc.spans[CANDIDATES] = candidates
        return doc

    def read(self, doc: Doc) -> list[Reading]:
        """The entities and candidates in `doc`, which stays as it is: making spaCy's spans of them
        takes longer than finding them. Raises RuntimeError when no model is loaded."""
        model = self._loaded
        indices, words, gaps = words_and_gaps(doc)
        found: list[Reading] = []
        extra: list[Reading] = []
        for start, stop in _pieces(words, gaps):
            model.read(words[start:stop], gaps[start:stop])
            # A bar parts the cells of a table: no name goes over it.
            tags = [
                "O" if word == "|" else tag
                for word, tag in zip(words[start:stop], model.tagger.tag(), strict=True)
            ]
            place = indices[start:stop]
            found += self._entities(place, tags)
            if self.recall_threshold < 1.0:
                extra += self._candidates(place, words[start:stop], tags)
        sure = [one for one in extra if one.chosen]
        return [*(one for one in found if not _touches(one, sure)), *extra]

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:  # noqa: ARG002
        """Tag a stream of docs one by one."""
        for doc in stream:
            yield self(doc)

    def _probability(self, label: str, position: int) -> float:
        begin, inside = self._marginals(label, position)
        return min(1.0, begin + inside)

    def _marginals(self, label: str, position: int) -> tuple[float, float]:
        """The probabilities that a name of this label begins at a word, and that it goes on."""
        tagger = self._loaded.tagger
        return tagger.marginal(f"B-{label}", position), tagger.marginal(f"I-{label}", position)

    def _entities(self, place: Sequence[int], tags: Sequence[str]) -> Iterator[Reading]:
        for start, stop, label in bio_runs(tags):
            score = min(self._probability(label, i) for i in range(start, stop))
            yield Reading(place[start], place[stop - 1] + 1, _LABELS[label], score, chosen=True)

    def _candidates(
        self, place: Sequence[int], words: Sequence[str], tags: Sequence[str]
    ) -> Iterator[Reading]:
        """Runs of words likely enough to be a person's name, where a word is outside the best
        reading's persons; a run may include such a person and so widen it."""
        least = self.recall_threshold
        nobody = self._loaded.tagger.marginal
        scores = [
            0.0
            # Most words stand outside all names, and can't reach the threshold.
            if (tag == "O" and not _may_be_name(word)) or 1.0 - nobody("O", n) < least
            else self._probability("PER", n)
            for n, (word, tag) in enumerate(zip(words, tags, strict=True))
        ]
        start = 0
        while start < len(scores):
            stop = start
            while stop < len(scores) and scores[stop] >= least:
                if stop > start and self._starts_name(stop):
                    break
                stop += 1
            if any(not tags[i].endswith("PER") for i in range(start, stop)):
                score = min(scores[start:stop])
                chosen = score >= self.entity_threshold
                yield Reading(place[start], place[stop - 1] + 1, PERSON, score, chosen)
            start = max(stop, start + 1)

    def _starts_name(self, position: int) -> bool:
        begin, inside = self._marginals("PER", position)
        return begin > inside

    def to_disk(self, path: str | Path, *, exclude: Sequence[str] = ()) -> None:  # noqa: ARG002
        """Write the model and the lists to the folder `path`; the same model gives the same
        bytes."""
        folder, model = Path(path), self._loaded
        folder.mkdir(parents=True, exist_ok=True)
        model.weights.save(folder)
        (folder / _CHAIN_FILE).write_bytes(model.chain)
        model.lists.save(folder)

    def from_disk(self, path: str | Path, *, exclude: Sequence[str] = ()) -> CrfTagger:  # noqa: ARG002
        """Read what `to_disk` wrote. Raises OSError when a file is missing or damaged."""
        folder = Path(path)
        chain = (folder / _CHAIN_FILE).read_bytes()
        self.set_model(Weights.load(folder), chain, Lists.load(folder))
        return self


def _touches(one: Reading, others: Iterable[Reading]) -> bool:
    return any(one.start < other.end and other.start < one.end for other in others)


def _may_be_name(word: str) -> bool:
    return word.isalpha() or (len(word) > 1 and any(map(str.isalpha, word)))


def _pieces(words: Sequence[str], gaps: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Cut a page in pieces of at most `_MAX_WORDS` words, preferably at an empty line."""
    start = 0
    while start < len(words):
        stop = min(start + _MAX_WORDS, len(words))
        if stop < len(words):
            stop = _best_cut(words, gaps, start, stop)
        yield start, stop
        start = stop


def _best_cut(words: Sequence[str], gaps: Sequence[str], start: int, stop: int) -> int:
    half = range(stop, start + _MAX_WORDS // 2, -1)
    for wanted in ("b", "n"):
        for i in half:
            if gaps[i] == wanted:
                return i
    return next((i for i in half if words[i - 1] in {".", "!", "?", ";"}), stop)


def bio_runs(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Return the (start, stop, label) of the BIO runs; an I without a B opens a run too."""
    start, label = 0, ""
    for i, tag in enumerate([*tags, "O"]):
        if label and tag != f"I-{label}":
            yield start, i, label
            label = ""
        if tag != "O" and not label:
            start, label = i, tag[2:]


@Language.factory(
    "woo_crf",
    assigns=["doc.ents", "doc.spans", "span._.woo_score"],
    default_config={"recall_threshold": 0.15, "entity_threshold": 0.3},
)
def create(
    nlp: Language,  # noqa: ARG001
    name: str,  # noqa: ARG001
    recall_threshold: float,
    entity_threshold: float,
) -> CrfTagger:
    """Factory `woo_crf`; see `CrfTagger` for the settings."""
    return CrfTagger(recall_threshold, entity_threshold)


class Lemma:
    """Sets `lemma_` to the word in lower case: presidio's context words are compared with lemmas
    and without them do nothing."""

    def __call__(self, doc: Doc) -> Doc:
        """Set the lemmas of `doc` in place and return it."""
        lower: Any = doc.to_array(LOWER)
        return doc.from_array([LEMMA], lower.reshape(-1, 1))


@Language.factory("woo_lemma", assigns=["token.lemma"])
def create_lemma(nlp: Language, name: str) -> Lemma:  # noqa: ARG001
    """Factory `woo_lemma`; see `Lemma`."""
    return Lemma()
