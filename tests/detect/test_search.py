"""A search that looks only where a pattern can begin finds what the pattern finds."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from woo_tool.detect.beginnings import Beginning, beginning, fold
from woo_tool.detect.schema import Recognizers, any_of
from woo_tool.detect.search import Search
from woo_tool.rules import rules


@pytest.mark.parametrize(
    ("pattern", "words", "needs"),
    [
        (r"(?<!\p{L})(?i:zaken?|zaak)[ :]\d+", {"zake", "zaken", "zaak"}, {"zake", "zaak"}),
        (r"p\.?v\.?", {"pv", "pv.", "p.v", "p.v."}, set()),
        (r"[(]?\+31", {"(+31", "+31"}, {"+31"}),
        (r"(?:van|der)?[ ]Berg", {"van berg", "der berg", " berg"}, {" berg"}),
        (r"(?=Aan)\p{Lu}+straat", set(), {"straat"}),
        (r"(?:\p{L}{0,9}|reken)nummer", set(), {"nummer"}),
        (r"\d+@\w+", set(), {"@"}),
        (r"(?:nr|nummer)?\d", set(), set()),
        (r"wegen*s(?!\p{L})", {"wege"}, {"wege"}),
        (r"[a]lle(?P<wie>n|s)\1", {"allen", "alles"}, {"alle"}),
        (r"(?:bewijs)+stuk", {"bewijs"}, {"bewijs"}),
        (r"(?:ab){2}", {"ab"}, set()),
        (r"(?>tel|fax)(?i)[.]", {"tel.", "fax."}, {"tel", "fax"}),
        (r"", set(), set()),
    ],
)  # fmt: skip
def test_what_a_pattern_begins_with_and_needs(
    pattern: str, words: set[str], needs: set[str]
) -> None:
    known = beginning(pattern)

    assert (set(known.words), set(known.needs)) == (words, needs)


@pytest.mark.parametrize(
    ("pattern", "digit", "line_ends", "bare"),
    [
        (r"(?<!\p{L})zaak[ ]?\d+", True, 0, True),
        (r"(?<![\p{L}\p{N}._-])(?:nr|no)\.?", False, 0, True),
        (r"(?<!\p{L}\d)nr[1-9]", True, 0, False),
        (r"(?:(?<!\p{L})nr|(?<![\p{L}-])no)(?:\d|een)", False, 0, True),
        (r"(?:(?<!\p{L}))?nr(?=[ ]?\d)", True, 0, False),
        (r"nr(?!\d)\d?[a\d]", False, 0, False),
        (r"a[^b]{0,3}c", False, 3, False),
        (r"a\n?(?:b\n|[ \n]{2})(?=\s)", False, 4, False),
        (r"a\s+b", False, None, False),
        (r"(?m)^a.b$", False, 0, False),
        (r"^a", False, None, False),
        (r"(?m:^a)b$", False, None, False),
        (r"a(?!\Z)", False, None, False),
        (r"a\W{2}\p{^L}\D", False, 4, False),
    ],
)  # fmt: skip
def test_what_a_match_holds_and_what_stands_before_it(
    pattern: str, digit: bool, line_ends: int | None, bare: bool
) -> None:
    known = beginning(pattern)

    assert (known.digit, known.line_ends, known.bare) == (digit, line_ends, bare)


@pytest.mark.parametrize(
    "pattern",
    [
        r"(?!\A)\Gzaak",
        r"zaak\u0041",
        "zaak[[:alpha:]]",
        "(?x)zaak",
        "(?i)ς",
        "zaak{e<2}",
        "(?s)a.b",
    ],
)
def test_what_is_not_understood_is_searched_everywhere(pattern: str) -> None:
    assert beginning(pattern) == Beginning()


def test_optional_parts_do_not_multiply_without_end() -> None:
    assert beginning("(?:a|b)?(?:c|d)?(?:e|f)?(?:g|h)?(?:i|j)?woord").words == frozenset()
    assert len(beginning("x(?:a|b)?(?:c|d)?(?:e|f)?(?:g|h)?(?:i|j)?woord").words) <= 40


def _patterns() -> list[tuple[str, bool]]:
    loaded = rules("recognizers.yaml", Recognizers)
    found = [(one.regex, one.ignore_case) for rule in loaded.recognizers for one in rule.patterns]
    for rule in loaded.suggestions:
        found += [(text, True) for text in rule.patterns]
        found += [(any_of(rule.cues), True)] if rule.cues else []
    return found


_SEARCHES = [
    Search(regex.compile(text, regex.IGNORECASE if ignore_case else 0))
    for text, ignore_case in _patterns()
]
_PARTS = (
    "zaak", "dossier", "Dossiernr.", "tel.", "TELEFOON", "T:", "06 12345678", "070-3481234", "nr",
    "Dorpsstraat 12", "weg", "2514 AB", "geb.", "12-03-1981", "3 maart 1981", "BSN", "123456782",
    "NL39 SNSB 0486 4356 38", "KX-417-R", "paspoort", "NW1234567", "gebruiker", "login:", "@anna",
    "anna@x.nl", "10.4.1.2", "meldt zich ziek", "wij adviseren", "ſtraat 3", "DOSSİER", "zıek",
    "personeelsnummers", "(", ")", "/", "-", ":", ",", ".", " ", " ", "\n", "\t", "2020-0473",
)  # fmt: skip


@given(st.lists(st.sampled_from(_PARTS), max_size=25), st.sampled_from([str, str.upper, str.title]))
def test_shipped_patterns_find_the_same(parts: list[str], written: Callable[[str], str]) -> None:
    text = written("".join(parts))
    for search in _SEARCHES:
        found = [match.span() for match in search.pattern.finditer(text)]
        assert [match.span() for match in search.finditer(text)] == found, search.pattern
        assert list(search.spans(text, 0, timeout=9)) == found, search.pattern


def test_most_shipped_patterns_are_understood() -> None:
    known = [beginning(text, ignore_case=ignore_case) for text, ignore_case in _patterns()]

    assert sum(one != Beginning() for one in known) > len(known) / 2


@pytest.mark.parametrize("text", ["İstanbul ſtraat", "ẞ ς Å É ı"])
def test_folding_keeps_places(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_a_pattern_that_takes_too_long_says_so() -> None:
    search = Search(regex.compile(r"zaak(?:a|aa|a*)+b"))

    with pytest.raises(TimeoutError):
        list(search.finditer("zaak" + "a" * 60, timeout=0.05))


@pytest.mark.parametrize(
    ("text", "start", "end", "may"),
    [
        ("de DOSSİER van", 0, 14, True),
        ("een zaak", 4, 8, True),
        ("een zaak", 5, 8, False),
        ("een zaak", 0, 4, False),
        ("niets hier", 0, 10, False),
    ],
)
def test_a_part_of_a_text_is_ruled_out_when_no_word_begins_there(
    text: str, start: int, end: int, may: bool
) -> None:
    search = Search(regex.compile(any_of(["zaak", "dossier"]), regex.IGNORECASE))

    assert search.may_stand(text, start, end) is may


def test_nothing_rules_out_a_pattern_that_needs_no_word() -> None:
    assert Search(regex.compile(r"\p{Lu}+")).may_stand("niets", 0, 5)


def test_a_long_list_of_words_is_known_whole() -> None:
    words = {f"{first}{second}woord" for first in "abcdefgh" for second in "abcdefgh"}

    assert beginning("|".join(sorted(words))).words == words
