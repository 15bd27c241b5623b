"""Text renditions: what the redactor writes, and what the verifier refuses."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.making import page
from woo_tool.errors import SafetyError
from woo_tool.geometry import boxes_of
from woo_tool.kinds import Label, Role
from woo_tool.model import Box, Page, Redaction
from woo_tool.redact.rendition import text_rendition
from woo_tool.verify import FileReport, Term, verify_rendition

TWO = (page("Aan: Jip Terpstra\nvan Noor"), page("Jip belde.", 2))


def going(on: Page, start: int, end: int, *codes: str) -> Redaction:
    boxes = boxes_of(on, start, end) if end > start else ()
    return Redaction(
        "m", on.document, on.number, start, end, boxes, codes, Label.PERSON, Role.OFFICIAL, "p1", ""
    )


def drawn(on: Page, box: Box, *codes: str) -> Redaction:
    return Redaction("m", on.document, on.number, 0, 0, (box,), codes, Label.PERSON, None, None, "")


NAMES = (going(TWO[0], 5, 17, "5.1.2.e"), going(TWO[1], 0, 3, "5.1.2.e", "5.1.2.i"))


def check(
    folder: Path, text: str, redactions: Sequence[Redaction], terms: Sequence[Term] = ()
) -> FileReport:
    path = folder / "0001-notitie.txt"
    path.write_bytes(text.encode())
    return verify_rendition(path, "0001", TWO, redactions, terms)


def test_codes_in_the_place_of_names_page_after_page(tmp_path: Path) -> None:
    text = text_rendition(TWO, NAMES)
    assert text == "Aan: [5.1.2.e]\nvan Noor\n\f[5.1.2.e 5.1.2.i] belde.\n"
    assert check(tmp_path, text, NAMES).result == "pass"


def test_a_drawn_box_takes_every_word_that_it_touches(tmp_path: Path) -> None:
    redactions = (drawn(TWO[0], Box(40, 2, 50, 8), "5.1.2.e"),)
    text = text_rendition(TWO, redactions)
    assert text == "Aan: [5.1.2.e] Terpstra\nvan Noor\n\fJip belde.\n"
    assert check(tmp_path, text, redactions).result == "pass"


@pytest.mark.parametrize(
    "text",
    [
        "Aan: Jip Terpstra\nvan Noor\n\f[5.1.2.e 5.1.2.i] belde.\n",
        "Aan: [5.1.2.e]a\nvan Noor\n\f[5.1.2.e 5.1.2.i] belde.\n",
        "Aan: [5.1.2.e]\nvan Noor\n\f belde.\n",
        "Aan: [5.1.2.e]\nvan Noor\n\f[5.1.2.h] belde.\n",
        "Aan: [5.1.2.e]\nvan Noor\n\f[5.1.2.e] belde.\nJip Terpstra",
        "Aan: [5.1.2.e]\n\f[5.1.2.e 5.1.2.i] belde.\n",
        "Aan: [5.1.2.e]\nvan Noor\n",
        "",
    ],
)
def test_anything_else_is_refused(tmp_path: Path, text: str) -> None:
    assert check(tmp_path, text, NAMES).result == "refused"


def test_what_went_elsewhere_may_not_stand_here(tmp_path: Path) -> None:
    text = text_rendition(TWO, NAMES[1:])
    assert check(tmp_path, text, NAMES[1:]).result == "pass"
    terms = [Term("Jip Terpstra", "full_name")]
    assert check(tmp_path, text, NAMES[1:], terms).result == "leak"
    kept_here = [Term("Jip Terpstra", "full_name", frozenset({"0001"}))]
    assert check(tmp_path, text, NAMES[1:], kept_here).result == "pass"


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "0001.txt"
    path.write_bytes(b"\xff\xfe")
    assert verify_rendition(path, "0001", TWO, NAMES, ()).result == "refused"
    assert verify_rendition(tmp_path / "weg.txt", "0001", TWO, NAMES, ()).result == "refused"


def test_a_passage_without_a_ground_is_refused() -> None:
    with pytest.raises(SafetyError):
        text_rendition(TWO, [going(TWO[0], 5, 17)])


LINES = st.text("ab [5.1]é\u200f", min_size=1, max_size=30).filter(lambda text: text.strip(" "))


@given(LINES, st.data())
def test_what_is_written_is_what_is_verified(
    tmp_path_factory: pytest.TempPathFactory, text: str, data: st.DataObject
) -> None:
    one = page(text)
    place = st.integers(0, len(text))
    spans = [
        (start, end)
        for start, end in data.draw(st.lists(st.tuples(place, place), max_size=3))
        if start < end
    ]
    redactions = [
        Redaction("m", "0001", 1, start, end, (), ("5.1",), Label.PERSON, None, None, "")
        for start, end in spans
    ]
    path = tmp_path_factory.mktemp("tekst") / "0001.txt"
    path.write_bytes(text_rendition([one], redactions).encode())
    assert verify_rendition(path, "0001", [one], redactions, ()).result == "pass"
