"""presidio's recognizers around the spaCy pipeline of models/nl_woo.

presidio's own AnalyzerEngine goes through all results once for every recognizer, for context words
that ours weigh themselves (columns of tables included), and in no fixed order. Here they are asked
one after the other, and nothing uses a network.
"""

from __future__ import annotations

from collections.abc import Sequence

from presidio_analyzer import EntityRecognizer, LocalRecognizer, RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts
from spacy.language import Language
from spacy.tokens import Doc

from woo_tool.detect.numbers.recognizers import LANGUAGE
from woo_tool.detect.tagger.crf import CrfTagger, Reading


class Read(NlpArtifacts):
    """A text as it was read: the names that the tagger sees, by their places in the text."""

    def __init__(self, doc: Doc, names: Sequence[Reading]) -> None:
        super().__init__(
            entities=[],
            tokens=doc,
            tokens_indices=[],
            lemmas=[],
            nlp_engine=None,  # with an engine presidio makes keywords, which nothing uses
            language=LANGUAGE,
        )
        self.names = [
            Reading(doc[start].idx, doc[end - 1].idx + len(doc[end - 1]), label, score, chosen)
            for start, end, label, score, chosen in names
        ]


class Engine:
    """Reads a text with the pipeline and asks each recognizer what it finds there."""

    def __init__(self, nlp: Language, recognizers: Sequence[LocalRecognizer]) -> None:
        # Files of a megabyte without a line end exist; the tagger has no need of spaCy's limit.
        nlp.max_length = max(nlp.max_length, 10_000_000)
        tagger = nlp.get_pipe("woo_crf")
        assert isinstance(tagger, CrfTagger)  # noqa: S101 (checked when it was loaded)
        self._nlp, self._tagger = nlp, tagger
        self._recognizers = recognizers

    def analyze(self, text: str) -> list[RecognizerResult]:
        """What the recognizers find, without what a better result of the same kind covers."""
        doc = self._nlp.make_doc(text)
        read = Read(doc, self._tagger.read(doc))
        found = [hit for one in self._recognizers for hit in one.analyze(text, [], read)]
        kept: list[RecognizerResult] = EntityRecognizer.remove_duplicates(found)
        return kept
