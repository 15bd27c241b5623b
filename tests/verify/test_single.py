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


PLAIN = show("Verslag van het gesprek", 40, 200)


def layered(*, off: bool) -> bytes:
    """The plain page with a layer that is on, or off."""
    raw = Raw()
    layer = raw.add("<< /Type /OCG /Name (tekst) >>")
    state = f"/OFF [{layer} 0 R]" if off else f"/ON [{layer} 0 R]"
    content = f"/OC /L0 BDC {PLAIN} EMC"
    return Sheet(
        content,
        resources=f"/Properties << /L0 {layer} 0 R >>",
        catalog=f"/OCProperties << /OCGs [{layer} 0 R] /D << {state} >> >>",
    ).close(raw)


def twice(content: bytes = b"") -> bytes:
    """A file with a later version: of its content, or else of nothing."""
    first = Sheet(PLAIN).close(Raw())
    start = first.rindex(b"startxref")
    table = first.rindex(b"xref", 0, start)
    trailer = first[first.rindex(b"trailer") : start].replace(b">>", b"/Prev %d >>" % table)
    rows = b"2 1\n%010d 00000 n \n" % len(first) if content else b"0 0\n"
    place = len(first) + len(content)
    return first + content + b"xref\n" + rows + trailer + b"startxref\n%d\n%%%%EOF\n" % place


def link(address: str) -> bytes:
    raw = Raw()
    annot = raw.add(
        "<< /Type /Annot /Subtype /Link /Rect [40 195 90 215] /Border [0 0 0] "
        f"/A << /S /URI /URI ({address}) >> >>"
    )
    return Sheet(PLAIN, page=f"/Annots [{annot} 0 R]").close(raw)


def spoken(text: str) -> bytes:
    """A tagged page on which a screen reader says something else than what stands there."""
    raw = Raw()
    element = raw.add(f"<< /Type /StructElem /S /Span /ActualText ({text}) >>")
    return Sheet(PLAIN, catalog=f"/StructTreeRoot << /K {element} 0 R >>").close(raw)


def with_history() -> Raw:
    raw = Raw()
    raw.stream(
        "/Type /Metadata /Subtype /XML", b"<x:xmpmeta><xmpMM:History/></x:xmpmeta>", pack=False
    )
    return raw


def white_in_a_line() -> bytes:
    """A name that somebody gave the colour of the paper."""
    content = show("Gesproken met", 40, 200) + "1 g " + show(CAST.gone, 116, 200)
    return Sheet(content + "0 g " + show("over het plan", 260, 200)).close(Raw())


def scan(*, dim: bool, over: str = "", mark: str = "") -> bytes:
    """A picture of a print on which a name was struck out; ``dim``: it shines through.

    ``over``: what is drawn over the picture; ``mark``: an annotation over its heading."""
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
    annot = raw.add(f"<< /Type /Annot {mark} /Rect [20 225 220 265] >>") if mark else 0
    return Sheet(
        "q 400 0 0 300 0 0 cm /Foto Do Q\n" + over,
        xobjects=f"/Foto {foto} 0 R",
        page=f"/Annots [{annot} 0 R]" if mark else "",
    ).close(raw)


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
    "hidden_layer": (CASES["hidden_layer"](CAST), "leak"),
    "shown_layer": (layered(off=False), "question"),
    "two_revisions": (CASES["earlier_revision"](CAST), "question"),
    "same_again": (twice(), "question"),
    "more_before": (twice(b"2 0 obj << /Length 0 >> stream\n\nendstream endobj\n"), "leak"),
    "script": (
        Sheet(PLAIN, catalog="/OpenAction << /S /JavaScript /JS (1) >>").close(Raw()),
        "question",
    ),
    "field": (annotated("Widget", "/FT /Tx /T (naam) /V (Jansen)"), "question"),
    "empty_field": (annotated("Widget", "/FT /Tx /T (naam) /V ()"), "pass"),
    "dark_field": (annotated("Widget", "/FT /Tx /T (naam) /MK << /BG [0 0 0] >>"), "leak"),
    "comment": (annotated("Text", "/Contents (vraag het de heer Jansen)"), "question"),
    "comment_on_a_mark": (annotated("Highlight", "/C [1 1 0] /Contents (Jansen?)"), "question"),
    "file_on_the_page": (annotated("FileAttachment"), "leak"),
    "telling_link": (link("mailto:h.jansen@voorbeeld.nl"), "question"),
    "link_to_what_it_says": (link("mailto:verslag@voorbeeld.nl?subject=x"), "pass"),
    "web_link": (link("https://voorbeeld.nl/jansen"), "pass"),
    "dark_circle": (annotated("Circle", "/IC [0 0 0]"), "leak"),
    "dark_polygon": (annotated("Polygon", "/IC [0 0 0]"), "leak"),
    "spoken_ligature": (spoken("gesprek"), "pass"),
    "spoken_name": (spoken("Hendrik Jansen"), "question"),
    "box_over_a_scan": (scan(dim=False, over="0 g 20 225 200 40 re f\n"), "leak"),
    "white_box_over_a_scan": (scan(dim=False, over="1 g 20 225 200 40 re f\n"), "leak"),
    "box_over_the_paper_of_a_scan": (scan(dim=False, over="0 g 20 20 90 20 re f\n"), "question"),
    "mark_over_a_scan": (scan(dim=False, mark="/Subtype /Square /IC [0 0 0]"), "leak"),
    "history": (Sheet(PLAIN, catalog="/Metadata 1 0 R").close(with_history()), "question"),
    "white_words_in_a_line": (white_in_a_line(), "leak"),
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


@pytest.mark.parametrize("name", [name for name, (_, result) in FILES.items() if result != "pass"])
def test_every_finding_says_what_to_do(tmp_path: Path, name: str) -> None:
    path = tmp_path / "van-anderen.pdf"
    path.write_bytes(FILES[name][0])
    found = [check for check in verify_single(path, None, ()).checks if check.result != "pass"]
    for check in found:
        assert ";" in check.detail or check.result == "refused" or check.layer == "alone"


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
