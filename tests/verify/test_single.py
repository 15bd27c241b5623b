"""Audit of files that others made: the classic ways in which a redaction isn't one."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from tests.redact.hostile_pdfs import CASES, Raw, Sheet, body, make_cast, show
from woo_tool.resources import data_path
from woo_tool.verify import verify_single

CAST = make_cast(8)
BAR = "0 g 80 226 150 13 re f\n"


def annotated(kind: str, extra: str = "") -> bytes:
    raw = Raw()
    annot = raw.add(f"<< /Type /Annot /Subtype /{kind} /Rect [80 226 230 239] {extra} >>")
    return Sheet(body(CAST), page=f"/Annots [{annot} 0 R]").close(raw)


DIM = "/ExtGState << /D << /ca 0.9 >> >>"


def image(content: str) -> bytes:
    """The plain page with a picture without letters drawn over it."""
    raw = Raw()
    pixels = bytes((7 * x + 13 * y) % 200 for y in range(64) for x in range(64))
    foto = raw.stream(
        "/Type /XObject /Subtype /Image /Width 64 /Height 64 /ColorSpace /DeviceGray "
        "/BitsPerComponent 8",
        pixels,
    )
    return Sheet(body(CAST) + content, xobjects=f"/Foto {foto} 0 R").close(raw)


def boxes(*widths: int) -> bytes:
    """Lines of text in which black boxes stand, with nothing under them."""
    parts = []
    for place, wide in enumerate(widths):
        y = 240 - 30 * place
        parts.append(show("Gesproken met", 40, y) + f"0 g 116 {y - 2} {wide} 12 re f\n")
        parts.append(show("over het plan", 118 + wide, y))
    return Sheet("".join(parts)).close(Raw())


def scan(*, dim: bool) -> bytes:
    """A picture of a print on which a name was struck out; ``dim``: it shines through."""
    picture = Image.new("L", (1200, 900), 250)
    draw = ImageDraw.Draw(picture)
    font = ImageFont.truetype(str(data_path("rules", "fonts", "LiberationSans-Bold.ttf")), 44)
    draw.text((90, 120), "Verslag van het gesprek", fill=0, font=font)
    draw.rectangle((80, 290, 700, 370), fill=60 if dim else 20)
    if dim:
        draw.text((100, 305), "Johanna Velthorst", fill=15, font=font)
    raw = Raw()
    foto = raw.stream(
        "/Type /XObject /Subtype /Image /Width 1200 /Height 900 /ColorSpace /DeviceGray "
        "/BitsPerComponent 8",
        picture.tobytes(),
    )
    return Sheet("q 400 0 0 300 0 0 cm /Foto Do Q\n", xobjects=f"/Foto {foto} 0 R").close(raw)


FILES = {
    "black_bar": (Sheet(body(CAST) + BAR).close(Raw()), "leak"),
    "dark_grey_bar": (Sheet(body(CAST) + BAR.replace("0 g", "0.2 g")).close(Raw()), "leak"),
    "redact_annotation": (annotated("Redact"), "leak"),
    "loose_square": (annotated("Square"), "question"),
    "dark_highlight": (annotated("Highlight", "/C [0.1 0.1 0.1]"), "leak"),
    "dark_ink": (annotated("Ink", "/C [0 0 0] /InkList [[80 232 230 232]]"), "leak"),
    "black_square": (annotated("Square", "/IC [0 0 0]"), "leak"),
    "yellow_highlight": (annotated("Highlight", "/C [1 1 0]"), "question"),
    "white_box": (Sheet(body(CAST) + BAR.replace("0 g", "1 g")).close(Raw()), "leak"),
    "off_page": (CASES["outside_crop"](CAST), "leak"),
    "attachment": (CASES["attachment"](CAST), "leak"),
    "author": (CASES["metadata"](CAST), "question"),
    "layer": (CASES["hidden_layer"](CAST), "question"),
    "two_revisions": (CASES["earlier_revision"](CAST), "question"),
    "dim_bar": (
        Sheet(body(CAST) + BAR.replace("0 g", "0.12 g /D gs"), resources=DIM).close(Raw()),
        "leak",
    ),
    "white_on_white": (
        Sheet(show("Niets", 40, 200) + "1 g " + show(CAST.gone, 40, 100)).close(Raw()),
        "question",
    ),
    "dark_header": (
        Sheet("0.1 0.1 0.3 rg 30 195 300 20 re f 1 g " + show("Naam en datum", 40, 200)).close(
            Raw()
        ),
        "pass",
    ),
    "coloured_button": (
        Sheet("0.1 0.4 0.8 rg 30 195 90 20 re f 1 g " + show("Verzenden", 40, 200)).close(Raw()),
        "pass",
    ),
    "logo_over_nothing": (image("q 60 0 0 60 300 20 cm /Foto Do Q\n"), "pass"),
    "image_over_text": (image("q 200 0 0 30 70 220 cm /Foto Do Q\n"), "question"),
    "chart": (
        Sheet(
            "0 g 40 20 90 12 re f 40 60 140 12 re f 40 100 60 12 re f " + show("Uren", 40, 200)
        ).close(Raw()),
        "pass",
    ),
    "stamp": (annotated("Stamp"), "question"),
    "free_text": (annotated("FreeText"), "question"),
    "highlight_by_quads": (
        annotated("Highlight", "/C [0 0 0] /QuadPoints [80 239 230 239 80 226 230 226]"),
        "leak",
    ),
    "scan_marked_through": (scan(dim=True), "leak"),
    "scan_marked_black": (scan(dim=False), "question"),
    "clean": (Sheet(show("Niets bijzonders hier", 40, 200)).close(Raw()), "pass"),
    "broken": (b"%PDF-1.7 kapot", "refused"),
}


@pytest.mark.parametrize("name", FILES)
def test_audit(tmp_path: Path, name: str) -> None:
    data, expected = FILES[name]
    path = tmp_path / "van-anderen.pdf"
    path.write_bytes(data)
    report = verify_single(path, None, ())
    assert report.result == expected, [c for c in report.checks if c.result != "pass"]


@pytest.mark.parametrize(
    ("widths", "told"),
    [
        ((30, 52, 81), True),
        ((36, 36, 36), False),
        ((36, 72, 36, 108, 36), False),
        ((36, 36, 36, 41, 58, 77), True),
    ],
)
def test_boxes_as_wide_as_names_are_told_and_no_alarm(
    tmp_path: Path, widths: tuple[int, ...], told: bool
) -> None:
    path = tmp_path / "van-anderen.pdf"
    path.write_bytes(boxes(*widths))
    report = verify_single(path, None, ())
    assert report.result == "pass"
    assert any("breedte" in check.detail for check in report.checks) is told


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
