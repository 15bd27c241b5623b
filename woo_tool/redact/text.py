"""Redaction of plain text: presidio-anonymizer with an operator that writes the ground."""

from __future__ import annotations

from collections.abc import Sequence

from presidio_anonymizer import AnonymizerEngine
from presidio_anonymizer.entities import OperatorConfig, RecognizerResult
from presidio_anonymizer.operators import Operator, OperatorType

from woo_tool.errors import SafetyError

TextSpan = tuple[int, int, tuple[str, ...]]


class GroundOperator(Operator):
    """Puts the codes of the grounds in the place of the text: ``[5.1.2.e]``."""

    def operate(self, text: str, params: dict[str, str] | None = None) -> str:  # noqa: ARG002
        """The label for one span; what the text was plays no part in it."""
        return f"[{(params or {})['code']}]"

    def validate(self, params: dict[str, str] | None = None) -> None:
        """A span without a ground is refused: a box always says why."""
        if not (params or {}).get("code"):
            raise SafetyError("een weg te lakken passage heeft geen grond.")

    def operator_name(self) -> str:
        return "ground"

    def operator_type(self) -> OperatorType:
        return OperatorType.Anonymize


def redact_text(text: str, spans: Sequence[TextSpan]) -> str:
    """``text`` with every span (start, end, codes; code points) replaced by ``[codes]``.

    Spans that overlap are one passage with the grounds of both. Raises SafetyError for a span
    outside the text or without a ground.
    """
    merged = _merge(text, spans)
    if not merged:
        return text
    engine = AnonymizerEngine()  # type: ignore[no-untyped-call]
    engine.add_anonymizer(GroundOperator)
    # One entity type a passage: each carries its own codes, and presidio then merges nothing.
    results = [
        RecognizerResult(entity_type=f"S{place}", start=start, end=end, score=1.0)
        for place, (start, end, _) in enumerate(merged)
    ]
    operators = {
        f"S{place}": OperatorConfig("ground", {"code": " ".join(codes)})
        for place, (_, _, codes) in enumerate(merged)
    }
    return str(engine.anonymize(text, results, operators).text)


def _merge(text: str, spans: Sequence[TextSpan]) -> list[TextSpan]:
    merged: list[TextSpan] = []
    for start, end, codes in sorted(spans):
        if not 0 <= start < end <= len(text):
            raise SafetyError("een weg te lakken passage valt buiten de tekst.")
        if merged and start < merged[-1][1]:
            first, last, known = merged[-1]
            both = known + tuple(code for code in codes if code not in known)
            merged[-1] = (first, max(last, end), both)
        else:
            merged.append((start, end, tuple(codes)))
    return merged
