"""Files made to break a reader: each ends, with a result that lets nothing through unread."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.redact.hostile_pdfs import Raw, Sheet, body, make_cast, show
from tests.redact.reading import read_pages, redactions_of
from woo_tool.redact import OutputInfo, redact_pdf
from woo_tool.verify import Expectation, make_terms, verify_document, verify_single

CAST = make_cast(17)


def form_in_itself() -> bytes:
    raw = Raw()
    number = len(raw.objects) + 1
    raw.stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 400 300] "
        f"/Resources << /XObject << /Fm {number} 0 R >> >>",
        b"/Fm Do " + show("rond", 40, 40).encode(),
    )
    return Sheet(body(CAST) + "/Fm Do", xobjects=f"/Fm {number} 0 R").close(raw)


def pages_in_themselves() -> bytes:
    data = Sheet(body(CAST)).close(Raw())
    at = data.index(b"/Kids [") + len(b"/Kids [")
    number = data[at : data.index(b" 0 R", at)]
    return data.replace(b"/Kids [" + number, b"/Kids [" + str(int(number) + 1).encode())


def nested_arrays() -> bytes:
    return Sheet(body(CAST), catalog="/Extra " + "[" * 400 + "]" * 400).close(Raw())


def inflated() -> bytes:
    raw = Raw()
    packed = zlib.compress(b" " * 8_000_000)
    number = raw.add(
        f"<< /Filter /FlateDecode /Length {len(packed)} >>\nstream\n".encode().decode("latin-1")
        + packed.decode("latin-1")
        + "\nendstream"
    )
    return Sheet(body(CAST), catalog=f"/Extra {number} 0 R").close(raw)


def bookmarks_in_a_ring() -> bytes:
    raw = Raw()
    first = len(raw.objects) + 1
    raw.add(f"<< /Title (een) /Next {first + 1} 0 R /Parent {first + 2} 0 R >>")
    raw.add(f"<< /Title (twee) /Next {first} 0 R /Parent {first + 2} 0 R >>")
    raw.add(f"<< /First {first} 0 R /Last {first + 1} 0 R /Count 2 >>")
    return Sheet(body(CAST), catalog=f"/Outlines {first + 2} 0 R").close(raw)


def many_glyph_boxes() -> bytes:
    return Sheet(body(CAST) + "".join("q " for _ in range(20_000)) + show("diep", 40, 40)).close(
        Raw()
    )


BOMBS: tuple[Callable[[], bytes], ...] = (
    form_in_itself,
    pages_in_themselves,
    nested_arrays,
    inflated,
    bookmarks_in_a_ring,
    many_glyph_boxes,
)


@pytest.mark.parametrize("make", BOMBS, ids=lambda make: make.__name__)
def test_bomb_ends_with_a_result(tmp_path: Path, make: Callable[[], bytes]) -> None:
    path = tmp_path / "bom.pdf"
    path.write_bytes(make())
    assert verify_single(path, None, [CAST.gone]).result in ("leak", "refused")


def test_page_of_five_metres_is_verified_all_the_same(tmp_path: Path) -> None:
    source, target = tmp_path / "in.pdf", tmp_path / "out.pdf"
    content = show(f"Verslag met {CAST.gone} erbij", 400, 14_000, 40)
    source.write_bytes(Sheet(content, box="/MediaBox [0 0 14400 14400]").close(Raw()))
    pages = read_pages(source)
    redactions = redactions_of(pages, CAST.gone)
    redact_pdf(source, target, pages, redactions, OutputInfo("Stuk 0001", None))
    report = verify_document(
        Expectation("0001", target, source, pages, redactions), make_terms(redactions, [])
    )
    assert report.result == "pass", [check for check in report.checks if check.result != "pass"]
