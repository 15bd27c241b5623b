"""A search that looks only where a pattern can begin finds what the pattern finds."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from woo_tool.detect.schema import Recognizers, any_of
from woo_tool.detect.text.beginnings import Beginning, beginning
from woo_tool.detect.text.parts import fold
from woo_tool.detect.text.search import Index, Phrases, Search, words_to_find
from woo_tool.rules import rules

_CODES = {"000.a", "000.0", "000-a", "000-0"}


@pytest.mark.parametrize(
    ("pattern", "words", "needs"),
    [
        (r"(?<!\p{L})(?i:te|tel)\d+", {"te0", "tel0"}, [{"te0", "tel0"}]),
        (r"p\.?v\.?", {"pv", "pv.", "p.v", "p.v."}, []),
        (r"[(]?\+31", {"(+00", "+00"}, [{"+00"}]),
        (r"(?:van|der)?[ ]Berg", {"van berg", "der berg", " berg"}, [{" berg"}]),
        (r"(?=Aan)\p{Lu}+straat", set(), [{"straat"}]),
        (r"\p{Lu}(?=[ ]woont)", set(), [{" woont"}]),
        (r"\p{Lu}(?![ ]woont)", set(), []),
        (r"(?:\p{L}{0,9}|reken)nummer", set(), [{"nummer"}]),
        (r"(?:\p{L}+(?:laan|weg)|\p{L}hof)[ ]\d", set(), [{"laan 0", "weg 0", "hof 0"}]),
        (r"\d+@\w+", {"0"}, [{"@"}]),
        (r"[1-9]\d{2}[.-][A\d]", _CODES, [_CODES]),
        (r"(?:nr|nummer)?\d", {"nr0", "nummer0", "0"}, []),
        (r"wegen*s(?!\p{L})", {"wege"}, [{"wege"}]),
        (r"[a]lle(?P<wie>n|s)\1", {"allen", "alles"}, [{"allen", "alles"}]),
        (r"(?:bewijs)+stuk", {"bewijs"}, [{"bewijsstuk"}, {"bewijs"}]),
        (r"(?:ab){2}", {"abab"}, [{"abab"}]),
        (r"(?>tel|fax)(?i)[.]", {"tel.", "fax."}, [{"tel.", "fax."}]),
        (r"(?:lijst|(?!\A)\G)\p{Lu}", set(), [{"lijst"}]),
        (r"zaak.*beroep", {"zaak"}, [{"beroep"}, {"zaak"}]),
        (r"", set(), []),
    ],
)  # fmt: skip
def test_what_a_pattern_begins_with_and_needs(
    pattern: str, words: set[str], needs: list[set[str]]
) -> None:
    known = beginning(pattern)

    assert (set(known.words), [set(one) for one in known.needs]) == (words, needs)


@pytest.mark.parametrize(
    ("pattern", "digits", "line_ends", "bare"),
    [
        (r"(?<!\p{L})zaak[ ]?\d+", 1, 0, True),
        (r"\d{2}(?:-\d{3}|\d)(?=[ ]?\d)", 3, 0, False),
        (r"\p{Lu}(?=\d{4}|[A-Z]\d{3})", 3, 0, False),
        (r"(?<![\p{L}\p{N}._-])(?:nr|no)\.?", 0, 0, True),
        (r"(?<!\p{L}\d)nr[1-9]", 1, 0, False),
        (r"(?:(?<!\p{L})nr|(?<![\p{L}-])no)(?:\d|een)", 0, 0, True),
        (r"(?:(?<!\p{L}))?nr(?=[ ]?\d)", 1, 0, False),
        (r"(?!(?<!\p{L})nr)zaak", 0, 0, False),
        (r"nr(?!\d)\d?[a\d]", 0, 0, False),
        (r"a[^b]{0,3}c", 0, 3, False),
        (r"a\n?(?:b\n|[ \n]{2})(?=\s)", 0, 4, False),
        (r"a\s+b", 0, None, False),
        (r"(?m)^a.b$", 0, 0, False),
        (r"^a(?!\Z)", 0, 0, False),
        (r"(?!\A)\Ga", 0, None, False),
        (r"a\W{2}\p{^L}\D", 0, 4, False),
    ],
)  # fmt: skip
def test_what_a_match_holds_and_what_stands_before_it(
    pattern: str, digits: int, line_ends: int | None, bare: bool
) -> None:
    known = beginning(pattern)

    assert (known.digits, known.line_ends, known.bare) == (digits, line_ends, bare)


@pytest.mark.parametrize(
    "pattern",
    [
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
    choices = "".join(
        f"(?:{first}|{second})?" for first, second in zip("acegik", "bdfhjl", strict=True)
    )
    known = beginning(f"x{choices}woord")

    assert len(known.words) <= 600
    assert known.needs == (frozenset({"woord"}),)


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
_PHRASES = [
    Phrases(rule.cues) for rule in rules("recognizers.yaml", Recognizers).suggestions if rule.cues
]
_PARTS = (
    "zaak", "dossier", "Dossiernr.", "tel.", "TELEFOON", "T:", "06 12345678", "070-3481234", "nr",
    "Dorpsstraat 12", "weg", "2514 AB", "geb.", "12-03-1981", "3 maart 1981", "BSN", "123456782",
    "NL39 SNSB 0486 4356 38", "KX-417-R", "paspoort", "NW1234567", "gebruiker", "login:", "@anna",
    "anna@x.nl", "10.4.1.2", "meldt zich ziek", "wij adviseren", "ſtraat 3", "DOSSİER", "zıek",
    "in my", "view", "niet overtuigd", "van", "mijn zorg is", "advies luidt om", "heeft onze",
    "steun", "personeelsnummers", "Kerkweg\n14", "3512", "bewoner van nr. 4", "lijst", "ABC 12",
    "1980-01-02",
    "(", ")", "/", "-", ":", ",", ".", " ", " ", "\n", "\t", "2020-0473",
)  # fmt: skip


@settings(deadline=None)  # patterns are compiled on the way
@given(st.lists(st.sampled_from(_PARTS), max_size=25), st.sampled_from([str, str.upper, str.title]))
def test_shipped_patterns_find_the_same(parts: list[str], written: Callable[[str], str]) -> None:
    text = written("".join(parts))
    for search in _SEARCHES:
        found = [match.span() for match in search.pattern.finditer(text)]
        assert [match.span() for match in search.finditer(text)] == found, search.pattern
        index = Index.of(text)
        lines = search.lines(index)
        spans = list(search.spans(index, lines, 0, timeout=9)) if lines else []
        assert spans == found, search.pattern


@settings(deadline=None)  # patterns are compiled on the way
@given(st.lists(st.sampled_from(_PARTS), max_size=25))
def test_shipped_phrases_are_found_around_their_longest_words(parts: list[str]) -> None:
    text = "".join(parts)
    for phrases in _PHRASES:
        found = [match.span() for match in phrases.pattern.finditer(text)]
        assert [match.span() for match in phrases.finditer(text)] == found, phrases.pattern


def test_most_shipped_patterns_are_understood() -> None:
    known = [beginning(text, ignore_case=ignore_case) for text, ignore_case in _patterns()]

    assert sum(one != Beginning() for one in known) > len(known) / 2


@pytest.mark.parametrize("text", ["İstanbul ſtraat", "ẞ ς Å É ı"])
def test_folding_keeps_places(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_a_pattern_that_takes_too_long_says_so() -> None:
    search = Search(regex.compile(r"zaak(?:a|aa|a*)+b"))
    index = Index("zaak" + "a" * 60)

    with pytest.raises(TimeoutError):
        list(search.spans(index, search.lines(index), 0, timeout=0.05))


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        (r"(?:^|\n)zaak[ ]\d", "x\nzaak 1\nx\nzaak 2\nx", ["\nzaak 1", "\nzaak 2"]),
        (r"\Azaak[ ]\d", "x\nzaak 1\nx", []),
        (r"\Azaak[ ]\d", "zaak 1\nx", ["zaak 1"]),
        (r"zaak[ ]\d$", "x\nzaak 1\nx\nx", []),
        (r"zaak[ ]\d$", "x\nzaak 1\n", ["zaak 1"]),
        (r"zaak[ ]\d\Z", "x\nzaak 1\n", []),
        (r"\p{Lu}\d(?![\s\S])", "x\nA1\nx", []),
        (r"\p{Lu}\d\n{2}", "A1\nx\nA2", []),
    ],
)
def test_lines_that_are_left_out_make_no_ends(pattern: str, text: str, found: list[str]) -> None:
    search, index = Search(regex.compile(pattern)), Index(text)
    lines = search.lines(index)
    spans = search.spans(index, lines, 0, timeout=9) if lines else ()

    assert [text[start:end] for start, end in spans] == found


@pytest.mark.parametrize(
    ("text", "start", "end", "may"),
    [
        ("de DOSSİER van", 0, 14, True),
        ("een zaak", 4, 8, True),
        ("een zaak", 5, 8, False),
        ("een zaak", 0, 4, False),
        ("zijn eigen-\nzin", 0, 17, True),
        ("zijn eigen-\nzin", 7, 17, False),
        ("niets hier", 0, 10, False),
    ],
)
def test_a_part_of_a_text_is_ruled_out_when_no_word_begins_there(
    text: str, start: int, end: int, may: bool
) -> None:
    assert Phrases(["zaak", "dossier", "de eigen-zin"]).may_stand(text, start, end) is may


@pytest.mark.parametrize("sign", ["\x00", "\ud800", "\U0001f3e0", "٣", "İ", "\u2028"])
def test_any_sign_may_stand_in_a_text(sign: str) -> None:
    text = f"{sign}zaak {sign}12{sign}"
    index = Index(text)

    assert len(index.shape) == len(text)
    assert index.places(words_to_find(["zaak"])) == [1]


def test_a_long_list_of_words_is_known_whole() -> None:
    words = {f"{first}{second}woord" for first in "abcdefgh" for second in "abcdefgh"}

    assert beginning("|".join(sorted(words))).needs == (frozenset(words),)
