"""Names in the data of pictures: behind, below, between and as what draws them."""

from __future__ import annotations

import base64
import io
import zlib
from typing import Any

from PIL import Image

from tests.redact.hostile.writer import Cast, Raw, Sheet, body, case

GREY = "/Width 10 /Height 10 /ColorSpace /DeviceGray /BitsPerComponent 8"
ROWS = b"\x80" * 100


def _shown(cast: Cast, keys: str, data: bytes) -> bytes:
    """The usual page with a small picture that has these data."""
    raw = Raw()
    head = f"<< /Type /XObject /Subtype /Image {keys} /Length {len(data)} >>\nstream\n"
    image = raw.add(head.encode() + data + b"\nendstream")
    paint = "q 10 0 0 10 300 20 cm /Im0 Do Q\n"
    return Sheet(body(cast) + paint, xobjects=f"/Im0 {image} 0 R").close(raw)


def _jpeg(**options: Any) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((16, 16), 40).save(out, "JPEG", **options)
    return out.getvalue()


@case
def after_the_data(cast: Cast) -> bytes:
    """Bytes behind the end of the compressed data, inside the stream."""
    return _shown(cast, f"{GREY} /Filter /FlateDecode", zlib.compress(ROWS) + cast.gone.encode())


@case
def rows_below_the_picture(cast: Cast) -> bytes:
    return _shown(cast, GREY, ROWS + cast.gone.encode())


@case
def rows_below_with_predictor(cast: Cast) -> bytes:
    line = cast.gone.encode().ljust(30, b"\x80")
    data = zlib.compress(b"".join(b"\0" + row for row in [b"\x80" * 30] * 10 + [line]))
    keys = (
        "/Width 10 /Height 10 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter [/FlateDecode] "
        "/DecodeParms [<< /Predictor 15 /Colors 3 /Columns 10 /BitsPerComponent 8 >>]"
    )
    return _shown(cast, keys, data)


@case
def rows_below_an_inline_picture(cast: Cast) -> bytes:
    data = ("01" * 16 + cast.gone.encode().hex()).encode()
    content = (
        "q 10 0 0 10 300 20 cm BI /W 4 /H 4 /CS [/I /RGB 1 <ff0000008040>] /BPC 8 /F /AHx ID\n"
        f"{data.decode()}>\nEI Q\n"
    )
    return Sheet(body(cast) + content).close(Raw())


@case
def jpeg_segments(cast: Cast) -> bytes:
    private = _jpeg(comment=cast.gone.encode(), xmp=cast.gone.encode())
    keys = GREY.replace("10", "16") + " /Filter /DCTDecode"
    return _shown(cast, keys, private + cast.gone.encode())


@case
def jpeg_in_letters(cast: Cast) -> bytes:
    data = base64.a85encode(_jpeg(comment=cast.gone.encode())) + b"~>"
    keys = GREY.replace("10", "16") + " /Filter [/ASCII85Decode /DCTDecode]"
    return _shown(cast, keys, data)


@case
def jpeg_behind_a_jpeg(cast: Cast) -> bytes:
    data = _jpeg() + _jpeg(comment=cast.gone.encode())
    return _shown(cast, GREY.replace("10", "16") + " /Filter /DCTDecode", data)


@case
def jpeg_comment_between_scans(cast: Cast) -> bytes:
    plain = _jpeg(progressive=True)
    second = plain.index(b"\xff\xda", plain.index(b"\xff\xda") + 2)
    note = cast.gone.encode()
    data = plain[:second] + b"\xff\xfe" + (len(note) + 2).to_bytes(2) + note + plain[second:]
    return _shown(cast, GREY.replace("10", "16") + " /Filter /DCTDecode", data)


@case
def after_the_fax(cast: Cast) -> bytes:
    end = bytes.fromhex("001001")  # end of the facsimile block: the picture is all white
    keys = (
        "/Width 16 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /CCITTFaxDecode "
        "/DecodeParms << /K -1 /Columns 16 /Rows 1 >>"
    )
    return _shown(cast, keys, b"\x80" + end + cast.gone.encode())
