"""A pattern read backwards says the same as one that is searched for up to the end."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from woo_tool.detect.schema import any_of
from woo_tool.detect.text.before import ending

_PATTERNS = (
    rf"(?i:{any_of(['de heer', 'heer', 'mr.', 'oud*'])})[ ]+",
    r"(?<!\p{L})(?:de|het)(?:-|\s(?:van\s)?)",
    rf"(?i:{any_of(['mr.', 'ir.'])})(?:[\s,:(]+(?:{any_of(['de', 'heer'])}))*[\s,:(\"']*",
)
_WORDS = st.sampled_from(
    ["de", "De heer", "heer", "mr.", "ir.", "oudste", "het van", "x", "wegheer"]
)
_TEXTS = st.lists(st.tuples(_WORDS, st.sampled_from([" ", "  ", "\n", "-", ", ", " (", ""])))


@pytest.mark.parametrize("pattern", _PATTERNS)
@given(parts=_TEXTS)
def test_the_same_as_searching_up_to_the_end(pattern: str, parts: list[tuple[str, str]]) -> None:
    head = "".join(word + joint for word, joint in parts)
    searched = regex.search(f"(?:{pattern})$", head) is not None
    assert (ending(pattern).match(head) is not None) == searched


def test_what_stands_further_away_doesnt_count() -> None:
    assert ending("heer[ ]").match("de heer ")
    assert not ending("heer[ ]").match("de heer en ")
