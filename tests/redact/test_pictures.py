"""The data of pictures: a JPEG keeps what draws it and nothing else."""

from __future__ import annotations

import pytest

from woo_tool.redact.pictures import strip_jpeg


def segment(marker: int, data: bytes) -> bytes:
    return bytes([0xFF, marker]) + (len(data) + 2).to_bytes(2) + data


NOTE = segment(0xFE, b"naam")
KEEP = segment(0xE0, b"JFIF\0" + bytes(9)) + segment(0xDB, bytes(65))
SCAN = segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x12\x34\xff\x00\x56\xff\xd3\x78"
START, END = b"\xff\xd8", b"\xff\xd9"
CLEAN = START + KEEP + SCAN + SCAN + END


@pytest.mark.parametrize(
    "raw",
    [
        START + KEEP + segment(0xE1, b"Exif naam") + NOTE + SCAN + SCAN + END,
        START + segment(0xE0, b"JFXX\0klein plaatje") + KEEP + SCAN + SCAN + END,
        START + KEEP + SCAN + NOTE + SCAN + END,
        START + KEEP + SCAN + SCAN + END + b"naam erachter",
        START + KEEP + SCAN + SCAN + END + START + NOTE + SCAN + END,
        START + KEEP + b"\xff\xff" + SCAN + SCAN + END,
        START + KEEP + SCAN + SCAN,
    ],
)
def test_jpeg_loses_what_does_not_draw_it(raw: bytes) -> None:
    assert strip_jpeg(raw) == CLEAN
    assert strip_jpeg(CLEAN) == CLEAN


def test_jpeg_that_is_cut_off_in_a_segment_is_refused() -> None:
    with pytest.raises(ValueError, match="cut off"):
        strip_jpeg(START + KEEP[:-5])


def test_other_data_stay() -> None:
    assert strip_jpeg(b"iets anders") == b"iets anders"
