"""Audit of files that others made: the classic ways in which a redaction isn't one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.redact.hostile_pdfs import CASES, Raw, Sheet, body, make_cast, show
from woo_tool.verify import verify_single

CAST = make_cast(8)
BAR = "0 g 80 226 150 13 re f\n"


def annotated(kind: str, extra: str = "") -> bytes:
    raw = Raw()
    annot = raw.add(f"<< /Type /Annot /Subtype /{kind} /Rect [80 226 230 239] {extra} >>")
    return Sheet(body(CAST), page=f"/Annots [{annot} 0 R]").close(raw)


FILES = {
    "black_bar": (Sheet(body(CAST) + BAR).close(Raw()), "leak"),
    "dark_grey_bar": (Sheet(body(CAST) + BAR.replace("0 g", "0.2 g")).close(Raw()), "leak"),
    "redact_annotation": (annotated("Redact"), "leak"),
    "loose_square": (annotated("Square"), "question"),
    "dark_highlight": (annotated("Highlight", "/C [0.1 0.1 0.1]"), "leak"),
    "dark_ink": (annotated("Ink", "/C [0 0 0] /InkList [[80 232 230 232]]"), "leak"),
    "black_square": (annotated("Square", "/IC [0 0 0]"), "leak"),
    "yellow_highlight": (annotated("Highlight", "/C [1 1 0]"), "question"),
    "white_box": (Sheet(body(CAST) + BAR.replace("0 g", "1 g")).close(Raw()), "question"),
    "off_page": (CASES["outside_crop"](CAST), "leak"),
    "attachment": (CASES["attachment"](CAST), "leak"),
    "author": (CASES["metadata"](CAST), "question"),
    "layer": (CASES["hidden_layer"](CAST), "question"),
    "two_revisions": (CASES["earlier_revision"](CAST), "question"),
    "clean": (Sheet(show("Niets bijzonders hier", 40, 200)).close(Raw()), "pass"),
    "broken": (b"%PDF-1.7 kapot", "refused"),
}


@pytest.mark.parametrize("name", FILES)
def test_audit(tmp_path: Path, name: str) -> None:
    data, expected = FILES[name]
    path = tmp_path / "van-anderen.pdf"
    path.write_bytes(data)
    assert verify_single(path, None, ()).result == expected


def test_terms_are_looked_for(tmp_path: Path) -> None:
    path = tmp_path / "van-anderen.pdf"
    path.write_bytes(CASES["white_text"](CAST))
    assert verify_single(path, None, [CAST.gone]).result == "leak"
    assert verify_single(path, None, ["iemand anders"]).result == "question"


def test_against_an_original(tmp_path: Path) -> None:
    path, original = tmp_path / "nieuw.pdf", tmp_path / "oud.pdf"
    original.write_bytes(CASES["plain"](CAST))
    path.write_bytes(original.read_bytes())
    report = verify_single(path, original, ())
    assert report.result == "question"
    assert any("geen tekst" in check.detail for check in report.checks)


def audit(folder: Path, before: bytes, after: bytes) -> list[tuple[str, int | None, str]]:
    path, original = folder / "nieuw.pdf", folder / "oud.pdf"
    original.write_bytes(before)
    path.write_bytes(after)
    checks = verify_single(path, original, ()).checks
    for check in checks:
        assert not any(word.lower() in check.detail.lower() for word in CAST.gone.split())
    return [(c.result, c.page, c.subject) for c in checks if c.layer in ("against", "terms")]


def lines(*texts: str) -> bytes:
    content = "".join(show(text, 40, 240 - 20 * n) for n, text in enumerate(texts))
    return Sheet(content).close(Raw())


def test_word_by_word_against_the_original(tmp_path: Path) -> None:
    first, last = CAST.gone.split()
    before = lines(f"Gesproken met {CAST.gone} hier", f"Volgens {CAST.gone} klopt het")
    good = lines("Gesproken met 5.1.2.e hier", "Volgens 5.1.2.e klopt het")
    assert {result for result, _, _ in audit(tmp_path, before, good)} == {"pass"}
    half = lines("Gesproken met 5.1.2.e hier", f"Volgens {CAST.gone} klopt het")
    assert ("leak", 1, "") in audit(tmp_path, before, half)
    other = lines("Gesproken met 5.1.2.e hier", "Volgens een geheel ander iemand klopt het")
    assert ("question", 1, "") in audit(tmp_path, before, other)
    one = lines(f"Gesproken met {last} hier", f"Volgens {last} klopt het")
    still = lines("Gesproken met 5.1.2.e hier", f"Volgens {last} klopt het")
    assert ("question", 1, last.lower()) in audit(tmp_path, one, still)
    assert first
