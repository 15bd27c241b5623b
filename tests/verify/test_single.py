"""Audit of files that others made: the classic ways in which a redaction isn't one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.redact.hostile_pdfs import CASES, Raw, Sheet, body, make_cast, show
from woo_tool.verify import verify_single

CAST = make_cast(8)
BAR = "0 g 80 226 150 13 re f\n"


def annotated(kind: str) -> bytes:
    raw = Raw()
    annot = raw.add(f"<< /Type /Annot /Subtype /{kind} /Rect [80 226 230 239] >>")
    return Sheet(body(CAST), page=f"/Annots [{annot} 0 R]").close(raw)


FILES = {
    "black_bar": (Sheet(body(CAST) + BAR).close(Raw()), "leak"),
    "dark_grey_bar": (Sheet(body(CAST) + BAR.replace("0 g", "0.2 g")).close(Raw()), "leak"),
    "redact_annotation": (annotated("Redact"), "leak"),
    "loose_square": (annotated("Square"), "question"),
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
    assert verify_single(path, None, ["iemand anders"]).result == "pass"


def test_against_an_original(tmp_path: Path) -> None:
    path, original = tmp_path / "nieuw.pdf", tmp_path / "oud.pdf"
    original.write_bytes(CASES["plain"](CAST))
    path.write_bytes(original.read_bytes())
    report = verify_single(path, original, ())
    assert report.result == "question"
    assert any("geen tekst" in check.detail for check in report.checks)
