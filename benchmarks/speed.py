"""Cost of detection as ratios of CPU time, all from one run: ``python -m benchmarks``.

The unit is spaCy's blank Dutch tokeniser on the same passages, so that the figures don't depend on
the machine. Every contender reads every passage ``_ROUNDS`` times in turn; the least round counts,
as whatever else the machine does only adds.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import spacy
from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine
from spacy.language import Language

from benchmarks import quality
from woo_tool.detect import Detector
from woo_tool.detect.numbers.recognizers import LANGUAGE
from woo_tool.resources import data_path

_ROUNDS = 3

Reader = Callable[[str], object]


def contenders(detector: Detector) -> dict[str, Reader]:
    """What reads a passage, by name. The first is the unit."""
    model = spacy.load(data_path("models", "nl_woo"))
    naive = _naive(model)
    row: dict[str, Any] = {"id": "0001", "kind": ""}
    return {
        "tokeniser (spaCy blank nl)": spacy.blank("nl"),
        "model alone (the floor)": model,
        "detection, all of it": lambda text: detector.find(
            [quality.as_page({**row, "text": text})]
        ),
        "presidio, naive": lambda text: naive.analyze(text, language=LANGUAGE),
    }


class _NaiveEngine(NlpEngine):
    """The pipeline with all that presidio's own context enhancer asks for."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp

    def load(self) -> None:
        """The pipeline is loaded before this object is made."""

    def is_loaded(self) -> bool:
        return True

    def process_batch(
        self, texts: Iterable[str], language: str, **_: Any
    ) -> Iterator[tuple[str, NlpArtifacts]]:
        for text in texts:
            yield text, self.process_text(text, language)

    def is_stopword(self, word: str, language: str) -> bool:  # noqa: ARG002 (presidio's signature)
        return bool(self._nlp.vocab[word].is_stop)

    def is_punct(self, word: str, language: str) -> bool:  # noqa: ARG002 (presidio's signature)
        return bool(self._nlp.vocab[word].is_punct)

    def get_supported_entities(self) -> list[str]:
        """None: the pipeline's own entities aren't part of the comparison."""
        return []

    def get_supported_languages(self) -> list[str]:
        return [LANGUAGE]

    def process_text(self, text: str, language: str) -> NlpArtifacts:
        doc = self._nlp(text)
        return NlpArtifacts(
            entities=list(doc.ents),
            tokens=doc,
            tokens_indices=[token.idx for token in doc],
            lemmas=[token.lower_ for token in doc],
            nlp_engine=self,
            language=language,
        )


def _naive(model: Language) -> AnalyzerEngine:
    """presidio as it comes, with its default recognizers and context words, on the same model."""
    registry = RecognizerRegistry(supported_languages=[LANGUAGE])
    registry.load_predefined_recognizers(languages=[LANGUAGE])
    registry.remove_recognizer("EmailRecognizer")  # it fetches a list from the network
    return AnalyzerEngine(
        registry=registry, nlp_engine=_NaiveEngine(model), supported_languages=[LANGUAGE]
    )


def measure(texts: Sequence[str], readers: Mapping[str, Reader]) -> dict[str, float | None]:
    """CPU seconds of this process for all texts, the least of the rounds."""
    least: dict[str, float | None] = dict.fromkeys(readers)
    for _ in range(_ROUNDS):
        for name, reader in readers.items():
            start = time.process_time()
            for text in texts:
                reader(text)
            spent = time.process_time() - start
            before = least[name]
            least[name] = spent if before is None else min(before, spent)
    return least


def report(spent: Mapping[str, float | None]) -> list[str]:
    """The lines to print: ratios to the first contender, and to the model alone."""
    names = list(spent)
    unit, floor = spent[names[0]] or 1.0, spent[names[1]] or 1.0
    lines = [f"{'CPU time':28} {'x tokeniser':>12} {'x model':>9}"]
    for name, seconds in spent.items():
        if seconds is None:
            lines.append(f"{name:28} {'niet geïnstalleerd':>22}")
        else:
            lines.append(f"{name:28} {seconds / unit:12.1f} {seconds / floor:9.2f}")
    return lines
