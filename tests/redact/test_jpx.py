"""JPEG 2000: what says something about people goes, the picture stays byte for byte."""

from __future__ import annotations

import pytest

from woo_tool.redact.jpx import strip_jpx


def box(kind: bytes, body: bytes) -> bytes:
    return (len(body) + 8).to_bytes(4) + kind + body


def segment(marker: int, body: bytes) -> bytes:
    return marker.to_bytes(2) + (len(body) + 2).to_bytes(2) + body


SIZE, TILE = segment(0xFF51, bytes(38)), b"\xff\x90" + bytes(20) + b"\xff\x93\xff\x64naam\xff\xd9"
STREAM = b"\xff\x4f" + SIZE + TILE
NOTED = b"\xff\x4f" + SIZE + segment(0xFF64, b"\0\1Jan Voorbeeldsma") + TILE
FRONT = box(b"jP  ", b"\r\n\x87\n") + box(b"ftyp", b"jp2 ") + box(b"jp2h", bytes(30))


def test_code_stream_loses_its_comments_only() -> None:
    assert strip_jpx(NOTED) == STREAM
    assert strip_jpx(STREAM) == STREAM


def test_file_keeps_what_draws_the_picture() -> None:
    private = box(b"xml ", b"<naam/>") + box(b"uuid", bytes(16) + b"naam")
    raw = FRONT + private + box(b"jp2c", NOTED) + box(b"uinf", b"naam")
    assert strip_jpx(raw) == FRONT + box(b"jp2c", STREAM)


def test_last_box_may_run_to_the_end() -> None:
    raw = FRONT + bytes(4) + b"jp2c" + NOTED
    assert strip_jpx(raw) == FRONT + box(b"jp2c", STREAM)


def test_large_box_has_a_long_size() -> None:
    large = (1).to_bytes(4) + b"uuid" + (20).to_bytes(8) + b"naam"
    assert strip_jpx(FRONT + large) == FRONT


@pytest.mark.parametrize("raw", [FRONT + b"\0\0\0\4uuid", FRONT + b"\0\0\1\0uuidkort"])
def test_boxes_that_do_not_fit_are_refused(raw: bytes) -> None:
    with pytest.raises(ValueError, match="box"):
        strip_jpx(raw)


def test_other_data_stays() -> None:
    assert strip_jpx(b"iets anders") == b"iets anders"
