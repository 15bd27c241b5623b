"""Bytes of a file that belong to no object, where no reader looks."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable

import pikepdf
import pytest

from tests.redact.hostile_pdfs import CASES, Raw, Sheet, body, make_cast
from woo_tool.verify.gaps import gap_faults, stray_texts
from woo_tool.verify.structure import check_structure

CAST = make_cast(4)
NAME = CAST.gone.encode()
PACKED = zlib.compress(NAME)
PLAIN = Sheet(body(CAST)).close(Raw())


def behind(word: bytes, more: bytes) -> Callable[[bytes], bytes]:
    return lambda data: data.replace(word, word + more, 1)


GAPS: dict[str, Callable[[bytes], bytes]] = {
    "comment under the header": behind(b"%PDF-1.7\n", b"%" + NAME + b"\n"),
    "long second line": lambda data: data.replace(b"%\xe2\xe3\xcf\xd3", b"%\xe2" + b"\xe3" * 40),
    "comment between objects": behind(b"endobj\n", b"%" + NAME + b"\n"),
    "words between objects": behind(b"endobj\n", NAME.hex().encode() + b"\n"),
    "comment in an object": behind(b"<< /Type /Pages", b" %" + NAME + b"\n"),
    "behind a stream": behind(b"\nendstream", b" " + NAME + b" "),
    "in a stream, behind its length": lambda data: data.replace(
        b"\nendstream", b"\n" + PACKED + b"\nendstream", 1
    ),
    "object that the table doesn't know": lambda data: data.replace(
        b"xref\n", b"99 0 obj\n(" + NAME + b")\nendobj\nxref\n", 1
    ),
    "object twice": lambda data: data.replace(b"xref\n", b"1 0 obj\n<< >>\nendobj\nxref\n", 1),
    "comment in the table": behind(b"xref\n", b"%" + NAME + b"\n"),
    "comment behind the trailer": lambda data: data.replace(
        b"startxref", b"%" + NAME + b"\nstartxref", 1
    ),
}


def faults(data: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return list(gap_faults(data, pdf))


@pytest.mark.parametrize("name", GAPS)
def test_bytes_that_belong_to_nothing_are_refused(name: str) -> None:
    bad = GAPS[name](PLAIN)
    assert bad != PLAIN
    assert "refused" in {check.result for check in check_structure(bad)}


@pytest.mark.parametrize("mode", list(pikepdf.ObjectStreamMode))
def test_files_as_programs_write_them_have_no_gaps(mode: pikepdf.ObjectStreamMode) -> None:
    assert faults(PLAIN) == []
    for name in ("bookmarks", "form_nested", "scan_text_layer", "kerned"):
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(CASES.get(name, CASES["plain"])(CAST))) as pdf:
            pdf.save(out, object_stream_mode=mode)
        assert faults(out.getvalue()) == [], name


def test_more_in_an_object_stream_than_it_says() -> None:
    with pikepdf.open(io.BytesIO(PLAIN)) as pdf:
        out = io.BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, static_id=True)
    with pikepdf.open(out) as pdf:
        packed = next(item for item in pdf.objects if _is_packed(item))
        for change in (b" % " + NAME, b" (half"):
            packed.write(packed.read_bytes() + change)
            assert len(list(gap_faults(out.getvalue(), pdf))) == 1


def _is_packed(item: pikepdf.Object) -> bool:
    return isinstance(item, pikepdf.Stream) and item.get("/Type") == "/ObjStm"


@pytest.mark.parametrize(
    ("key", "value", "allowed"),
    [
        ("/Title", pikepdf.String("iets"), True),
        ("/Extra", pikepdf.String("iets"), False),
        ("/Extra", pikepdf.Array([pikepdf.Dictionary(A=pikepdf.String("iets"))]), False),
        ("/Extra", pikepdf.Array([pikepdf.Name.Indexed, pikepdf.Name.DeviceGray, 0, b"i"]), True),
        ("/Extra", pikepdf.Array([pikepdf.Name.Lab, pikepdf.Name.DeviceGray, 0, b"i"]), False),
    ],
)
def test_texts_only_where_readers_look_for_them(
    key: str, value: pikepdf.Object, allowed: bool
) -> None:
    with pikepdf.open(io.BytesIO(PLAIN)) as pdf:
        pdf.Root.Pages[key] = value
        assert (list(stray_texts(pdf)) == []) is allowed
