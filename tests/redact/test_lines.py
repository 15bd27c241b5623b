"""Boxes whose width says nothing: what moves, what stays, and that nothing tells the old place."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from tests.redact.hostile_pdfs import Raw, Sheet, show
from tests.redact.reading import read_pages, redactions_of
from woo_tool.model import Redaction
from woo_tool.redact import OutputInfo, RedactResult, redact_pdf
from woo_tool.verify import Expectation, make_terms, verify_document

NAMES = ("Bo Li", "Anneke Hoogeveen", "Willem-Jan van der Brandsma")
INFO = OutputInfo("Document 0001", None)
RAGGED = ("Een langere regel erboven, die nergens mee te maken heeft.", "en kort eronder")


def redact(folder: Path, content: str, name: str, extra: str = "") -> tuple[RedactResult, Path]:
    """Redacts the name in a page with this content; the verifier has to agree with the result."""
    source, target = folder / "in.pdf", folder / "out.pdf"
    source.write_bytes(Sheet(content + extra).close(Raw()))
    pages = read_pages(source)
    redactions: tuple[Redaction, ...] = redactions_of(pages, name)
    assert redactions
    result = redact_pdf(source, target, pages, redactions, INFO)
    expectation = Expectation("0001", target, source, pages, redactions)
    report = verify_document(expectation, make_terms(redactions, []))
    assert report.result == "pass", [c for c in report.checks if c.result != "pass"]
    return result, target


def lines(*texts: str) -> str:
    return "".join(show(text, 40, 220 - 16 * place) for place, text in enumerate(texts))


def unpacked(path: Path) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(path) as pdf:
        del pdf.trailer["/ID"]
        pdf.save(out, qdf=True, static_id=True, fix_metadata_version=False)
    return out.getvalue()


WAYS = {
    "one string": lambda name: show(f"gesproken met {name} over de planning", 40, 188),
    "at the end": lambda name: show(f"gesproken met {name}", 40, 188),
    "at the start": lambda name: show(f"{name} sprak over de planning", 40, 188),
    "twice": lambda name: show(f"{name} en (ook) {name}, ja", 20, 188),
    "column": lambda name: show(name, 40, 188) + show("070 - 1234", 260, 188),
    "two columns": lambda name: show(f"met {name}, en", 20, 188) + show(f"({name})", 240, 188),
    "only word": lambda name: show(name, 40, 188),
    "kerned": lambda name: (
        f"BT /F1 12 Tf 40 188 Td [(gesproken met ) 20 ({name}) -30 ( over de) 15 ( plan)] TJ ET\n"
    ),
    "spaced": lambda name: show(f"met {name} over de planning", 40, 188, extra="1 Tc 2 Tw 90 Tz"),
}


@pytest.mark.parametrize("way", WAYS)
def test_names_of_any_width_leave_the_same_file(tmp_path: Path, way: str) -> None:
    """The strongest form of the promise: not one byte depends on how long the name was."""
    files = []
    for name in NAMES:
        result, target = redact(tmp_path, lines(*RAGGED) + WAYS[way](name), name)
        assert result.telling == ()
        files.append(unpacked(target))
    assert files[0] == files[1] == files[2]


def words_of(path: Path) -> Sequence[tuple[str, float]]:
    with pypdfium2.PdfDocument(path) as document:
        page = document[0].get_textpage()
        return [
            (page.get_text_range(n, 1), page.get_charbox(n, loose=True)[0])
            for n in range(page.count_chars())
        ]


STAYS = {
    "justified": lines("x" * 40, "x" * 40) + show("met {} over", 40, 188),
    "underlined": lines(*RAGGED)
    + show("met {} over de planning", 40, 188)
    + "60 186 m 130 186 l S\n",
    "cell": lines(*RAGGED) + show("{} x", 40, 188) + "115 180 m 115 210 l S\n",
    "clipped": lines(*RAGGED) + "q 60 180 90 20 re W n\n" + show("met {} over", 40, 188) + "Q\n",
    "own matrix": (
        lines(*RAGGED)
        + show("met {}", 40, 188)
        + "q 1 0 0 1 132 188 cm\n"
        + show("over", 0, 0)
        + "Q\n"
    ),
    "beside": lines(*RAGGED) + show("met {} {} over de planning", 40, 188),
}


@pytest.mark.parametrize("why", STAYS)
def test_lines_that_others_lean_on_stay_and_are_reported(tmp_path: Path, why: str) -> None:
    name = "Anneke Hoog"
    content = STAYS[why].replace("{}", name)
    if why == "justified":
        content = justified(name)
    result, target = redact(tmp_path, content, name)
    assert [page for page, _ in result.telling] == [1] * len(result.telling)
    assert result.telling
    before = {round(x, 1) for _, x in words_of(tmp_path / "in.pdf")}
    after = [x for text, x in words_of(target) if text.strip() and text not in "5.1.2.e"]
    assert all(any(abs(x - old) < 0.2 for old in before) for x in after)


def justified(name: str) -> str:
    """Three lines that end at one margin, as a word processor fills them."""
    import pymupdf

    rows = ["Een eerste volle regel", f"een met {name} erin", "en nog een volle regel"]
    widths = [pymupdf.get_text_length(row, "helv", 11) for row in rows]
    most = max(widths)
    spread = [(most - w) / row.count(" ") for row, w in zip(rows, widths, strict=True)]
    return "".join(
        show(row, 40, 220 - 16 * n, extra=f"{space:.4f} Tw")
        for n, (row, space) in enumerate(zip(rows, spread, strict=True))
    )


def test_columns_stay_where_they_are(tmp_path: Path) -> None:
    content = lines(*RAGGED) + show("Anneke Hoog, lid", 40, 188) + show("070", 260, 188)
    result, target = redact(tmp_path, content, "Anneke Hoog")
    assert result.telling == ()
    assert any(text == "7" and abs(x - 266.1) < 0.3 for text, x in words_of(target))


def test_box_in_a_narrow_column_is_as_wide_as_the_column(tmp_path: Path) -> None:
    """What there is room for says nothing of the name."""
    files = []
    for name in ("K", "Bo"):
        content = lines(*RAGGED) + show(f"{name}:", 40, 188) + show("Ja", 78, 188)
        result, target = redact(tmp_path, content, name)
        assert result.telling == ()
        files.append(unpacked(target))
    assert files[0] == files[1]


def test_rows_that_say_the_same_are_not_justified(tmp_path: Path) -> None:
    rows = "".join(show("Bo: ja", 40, 190 - 16 * row) for row in range(4))
    assert redact(tmp_path, lines(*RAGGED) + rows, "Bo")[0].telling == ()


def test_column_against_a_right_margin_stays(tmp_path: Path) -> None:
    rows = show("ander", 250, 156) + show("wie", 259, 140)
    import pymupdf

    place = 250 + pymupdf.get_text_length("ander", "helv", 11)
    for number, text in enumerate(("Bo Li, lid", "ander", "wie")):
        rows += show(text, place - pymupdf.get_text_length(text, "helv", 11), 108 - 16 * number)
    result, _ = redact(tmp_path, lines(*RAGGED) + rows, "Bo Li")
    assert result.telling == ((1, "m0"),)


def test_two_codes_get_two_steps(tmp_path: Path) -> None:
    from woo_tool.redact.lines import label_width

    assert label_width("5.1.2.e", 15) == 36
    assert label_width("5.1.2.e 5.1.2.f", 15) == 72
    assert redact(tmp_path, lines("met Bo Li er"), "Bo Li")[0].telling == ()


def test_line_without_room_for_a_wider_box_stays(tmp_path: Path) -> None:
    text = "x" * 60 + " Bo"
    result, _ = redact(tmp_path, show(text, 10, 188) + show("y", 10, 150), "Bo")
    assert result.telling == ((1, "m0"),)
