"""Redaction of plain text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from woo_tool.errors import SafetyError
from woo_tool.redact.text import redact_text


def test_code_in_the_place_of_the_text() -> None:
    text = "Aan: Anna Voorbeeld, kopie B. Voorbeeld"
    spans = [(5, 19, ("5.1.2.e",)), (27, 39, ("10.2.e", "10.2.g"))]
    assert redact_text(text, spans) == "Aan: [5.1.2.e], kopie [10.2.e 10.2.g]"


def test_overlapping_spans_are_one_passage() -> None:
    assert redact_text("abcdef", [(0, 3, ("a",)), (2, 5, ("b",))]) == "[a b]f"


def test_adjacent_spans_stay_apart() -> None:
    assert redact_text("ab", [(0, 1, ("x",)), (1, 2, ("y",))]) == "[x][y]"


@pytest.mark.parametrize("span", [(0, 9, ("a",)), (2, 2, ("a",)), (-1, 2, ("a",)), (0, 1, ())])
def test_impossible_span_is_refused(span: tuple[int, int, tuple[str, ...]]) -> None:
    with pytest.raises(SafetyError):
        redact_text("abcd", [span])


@settings(deadline=None)
@given(st.text(min_size=1, max_size=40), st.data())
def test_everything_outside_the_span_stays(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert redact_text(text, [(start, end, ("5.1.1",))]) == text[:start] + "[5.1.1]" + text[end:]
