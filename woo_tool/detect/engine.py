"""presidio's analyzer around the spaCy pipeline of models/nl_woo, with our recognizers alone.

presidio's SpacyNlpEngine downloads a model that it misses, its e-mail recognizer fetches a list
of domains, and its context words go through lemmas: all three are replaced, and nothing here uses
a network.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from presidio_analyzer import (
    AnalyzerEngine,
    EntityRecognizer,
    RecognizerRegistry,
    RecognizerResult,
)
from presidio_analyzer.context_aware_enhancers import ContextAwareEnhancer
from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine
from spacy.language import Language
from spacy.tokens import Doc

from woo_tool.detect.recognizers import LANGUAGE


class PipelineEngine(NlpEngine):
    """presidio's view of a loaded spaCy pipeline."""

    def __init__(self, nlp: Language) -> None:
        # Files of a megabyte without a line end exist; the tagger has no need of spaCy's limit.
        nlp.max_length = max(nlp.max_length, 10_000_000)
        self._nlp = nlp

    def load(self) -> None:
        """The pipeline is loaded before this object is made."""

    def is_loaded(self) -> bool:
        """Always true."""
        return True

    def process_text(self, text: str, language: str) -> NlpArtifacts:
        """Run the pipeline on one text."""
        return self._artifacts(self._nlp(text), language)

    def process_batch(
        self,
        texts: Iterable[str],
        language: str,
        batch_size: int = 1,
        n_process: int = 1,
        **_: Any,
    ) -> Iterator[tuple[str, NlpArtifacts]]:
        """Run the pipeline on many texts, in order."""
        for doc in self._nlp.pipe(texts, batch_size=batch_size, n_process=n_process):
            yield doc.text, self._artifacts(doc, language)

    @staticmethod
    def _artifacts(doc: Doc, language: str) -> NlpArtifacts:
        # Without an engine presidio makes no keywords: nothing here uses them, and they are slow.
        return NlpArtifacts(
            entities=[],
            tokens=doc,
            tokens_indices=[],
            lemmas=[],
            nlp_engine=None,
            language=language,
        )

    def is_stopword(self, word: str, language: str) -> bool:  # noqa: ARG002
        """True when the pipeline holds the word for a stop word."""
        return bool(self._nlp.vocab[word].is_stop)

    def is_punct(self, word: str, language: str) -> bool:  # noqa: ARG002
        """True when the word is punctuation."""
        return bool(self._nlp.vocab[word].is_punct)

    def get_supported_entities(self) -> list[str]:
        """No entity comes from the engine itself: the recognizer of people reads the doc."""
        return []

    def get_supported_languages(self) -> list[str]:
        """One language; see ``LANGUAGE``."""
        return [LANGUAGE]


class NoEnhancer(ContextAwareEnhancer):
    """Leaves scores alone: our recognizers weigh their own context, columns of tables included."""

    def __init__(self) -> None:
        super().__init__(0.0, 0.0, 0, 0)

    def enhance_using_context(
        self,
        text: str,  # noqa: ARG002
        raw_results: list[RecognizerResult],
        nlp_artifacts: NlpArtifacts,  # noqa: ARG002
        recognizers: list[EntityRecognizer],  # noqa: ARG002
        context: list[str] | None = None,  # noqa: ARG002
    ) -> list[RecognizerResult]:
        """Return the results as they are."""
        return raw_results


def analyzer(engine: NlpEngine, recognizers: Iterable[EntityRecognizer]) -> AnalyzerEngine:
    """An analyzer with these recognizers and no others."""
    registry = RecognizerRegistry(recognizers=list(recognizers), supported_languages=[LANGUAGE])
    return AnalyzerEngine(
        registry=registry,
        nlp_engine=engine,
        supported_languages=[LANGUAGE],
        context_aware_enhancer=NoEnhancer(),
    )
