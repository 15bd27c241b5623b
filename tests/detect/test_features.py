"""The features of the name tagger: closed sets, layout, cues, look-ups."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from woo_tool.detect.tagger.features import Lists, fold, gap, shape
from woo_tool.detect.tagger.templates import FeatureExtractor

LISTS = Lists(
    {
        "jan": "F",
        "bos": "Sc",
        "yildirim": "S",
        "vries": "S",
        "bakker": "Sc",
        "de": "Ci",
        "van": "CHi",
        "heer": "CT",
        "beste": "CG",
        "aan": "CH",
        "olga": "f",
        "boersma": "S",
        "hotel": "CL",
        "advocaten": "cO",
        "naam": "CH",
    },
    frozenset(
        ["de", "heer", "van", "aan", "beste", "brief", "bos", "bakker", "naam", "functie", "hotel"],
    ),
)


def features(text: str) -> list[list[str]]:
    """Features of words split at spaces; ` / ` stands for a line end, ` // ` for an empty line."""
    words: list[str] = []
    gaps: list[str] = []
    before = "b"
    for word in text.split(" "):
        if word in ("/", "//"):
            before = "n" if word == "/" else "b"
            continue
        words.append(word)
        gaps.append(before)
        before = "s"
    return FeatureExtractor(LISTS)(words, gaps)


@pytest.mark.parametrize(
    ("white", "expected"),
    [("", "g"), (" ", "s"), ("  ", "t"), ("\t", "t"), ("\n", "n"), (" \n ", "n"), ("\n\n", "b")],
)
def test_gap(white: str, expected: str) -> None:
    assert gap(white) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Jan", "Xx"),
        ("J.P.", "X.X."),
        ("Vries-Bakker", "Xx-Xx"),
        ("06-123", "d-d"),
        ("McDonald", "XxXx"),
        ("§", "-"),
    ],
)
def test_shape(word: str, expected: str) -> None:
    assert shape(word) == expected


def test_shape_is_cut() -> None:
    assert len(shape("aBcDeFgHiJkL")) == 8


def test_fold_drops_accents() -> None:
    assert fold("Yıldırım") == "yildirim"
    assert fold("ÇELİK") == "celik"


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("JAN", "F"),
        ("jan", "F"),
        ("Yıldırım", "S"),
        ("Jans", "f'"),
        ("Olga's", "f'"),
        ("Vries-Bakker", "Ss-"),
        ("B0s", "Scd"),
        ("Xyzzy", ""),
        ("Boersrna", "Sd"),
    ],
)
def test_look_up(word: str, expected: str) -> None:
    assert LISTS.look_up(word) == expected


def test_compound_of_known_words() -> None:
    assert LISTS.look_up("briefbakker") == "x"


def test_compound_that_ends_in_a_kind_of_thing() -> None:
    assert LISTS.look_up("Xyzhotel") == "y"
    assert LISTS.tail("xyzhotel") == "hotel"
    assert "t=hotel" in features("het Xyzhotel")[1]
    assert LISTS.look_up("Xyhotel") == LISTS.tail("xyhotel") == ""


def test_lists_survive_saving(tmp_path: Path) -> None:
    LISTS.save(tmp_path)
    first = (tmp_path / "lists.txt.gz").read_bytes()
    loaded = Lists.load(tmp_path)
    loaded.save(tmp_path)
    assert (dict(loaded.flags), loaded.vocabulary) == (LISTS.flags, LISTS.vocabulary)
    assert (tmp_path / "lists.txt.gz").read_bytes() == first


def test_unknown_words_leave_no_trace() -> None:
    surname = "Quistnietbekend"
    found = {feature for item in features(f"de heer {surname} van {surname}") for feature in item}
    assert not [feature for feature in found if "quist" in feature.lower()]
    assert not [feature for feature in found if "bekend" in feature.lower()]


def test_title_reaches_over_initials_and_tussenvoegsels() -> None:
    assert "cue=T" in features("de heer J. van Xyz")[-1]
    assert "cue=T" not in features("de heer zegt Xyz")[-1]


def test_greeting_reaches_over_a_line_end() -> None:
    assert "cue=G" in features("beste // Xyz")[-1]
    assert not [f for f in features("heer // Xyz")[-1] if f.startswith("cue=")]


def test_header_word_marks_its_line() -> None:
    found = features("Aan : Xyz Abc / Def")
    assert "head=H" in found[3]
    assert "head=H" not in found[4]


def test_case_of_the_line() -> None:
    assert any(f.startswith("m=u|") for f in features("HEER BOS KOMT / de heer Bos")[1])
    assert any(f.startswith("m=l|") for f in features("heer bos komt / de heer Bos")[1])
    assert any(f.startswith("m=m|") for f in features("heer bos komt / de heer Bos")[5])


def test_echo_of_a_named_person() -> None:
    assert "echo=A" in features("heer Bos kwam / Bos zweeg")[3]
    assert "echo=l" in features("het bos is / Bos zweeg")[3]


def test_capital_elsewhere_inside_a_sentence() -> None:
    assert "echo=M" in features("Xyz zweeg / brief van Xyz kwam")[0]
    assert not [f for f in features("Xyz zweeg / Xyz kwam")[0] if f.startswith("echo=")]


def test_thing_that_is_named_after_a_person() -> None:
    assert "cue=L" in features("hotel Olga Xyz")[2]


def test_company_word_reaches_left_over_capitals() -> None:
    found = features("heer Jan belt De Vries & Bakker Advocaten / Advocaten")
    assert [any(f.startswith("rc=O") for f in word) for word in found] == [
        *(False, False, False),
        *(True, True, True, True),
        *(False, False),
    ]


@pytest.mark.parametrize("bar", ["|", ";"])
def test_head_of_a_column(bar: str) -> None:
    found = features(f"1 {bar} Naam {bar} Functie / 2 {bar} Xyz {bar} Abc")
    assert "col=top|Xx" in found[2]
    assert "col=naam|Xx" in found[7]
    assert "col=functie|Xx" in found[9]


def test_columns_end_at_an_empty_line() -> None:
    found = features("Naam | Functie // Xyz | Abc")
    assert "col=top|Xx" in found[3]


def test_a_line_without_cells_has_no_column() -> None:
    assert not [f for f in features("heer Xyz / de Abc")[3] if f.startswith("col=")]


def test_first_word_of_a_short_line_and_of_the_line_above() -> None:
    found = features("Naam : Olga / Xyz / de heer de heer de heer")
    assert "lf=naam|Xx" in found[2]
    assert "la=naam|Xx" in found[3]
    assert not [f for f in found[4] if f.startswith(("lf=", "la="))]


def test_a_name_split_by_a_scan() -> None:
    left, right = features("Boers ma")
    assert "jn=>S" in left
    assert "jn=<S" in right
    assert not [f for f in features("Boers / ma")[0] if f.startswith("jn=")]


def test_no_words() -> None:
    assert FeatureExtractor(LISTS)([], []) == []


def test_damaged_lists_are_reported(tmp_path: Path) -> None:
    Lists({}, frozenset()).save(tmp_path)
    assert Lists.load(tmp_path).flags == {}
    (tmp_path / "lists.txt.gz").write_bytes(gzip.compress(b"jan\n"))
    with pytest.raises(ValueError, match="no flags"):
        Lists.load(tmp_path)
