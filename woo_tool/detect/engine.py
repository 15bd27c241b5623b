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

from woo_tool.detect.recognizers import LANGUAGE


class Engine:
    """Reads a text with the pipeline and asks each recognizer what it finds there."""

    def __init__(self, nlp: Language, recognizers: Sequence[LocalRecognizer]) -> None:
        # Files of a megabyte without a line end exist; the tagger has no need of spaCy's limit.
        nlp.max_length = max(nlp.max_length, 10_000_000)
        # Lemmas are for presidio's own recognizers.
        nlp.select_pipes(enable="woo_crf")
        self._nlp = nlp
        self._recognizers = recognizers

    def analyze(self, text: str) -> list[RecognizerResult]:
        """What the recognizers find, without what a better result of the same kind covers."""
        read = NlpArtifacts(
            entities=[],
            tokens=self._nlp(text),
            tokens_indices=[],
            lemmas=[],
            nlp_engine=None,  # with an engine presidio makes keywords, which nothing uses
            language=LANGUAGE,
        )
        found = [hit for one in self._recognizers for hit in one.analyze(text, [], read)]
        kept: list[RecognizerResult] = EntityRecognizer.remove_duplicates(found)
        return kept
