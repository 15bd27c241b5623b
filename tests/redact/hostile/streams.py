"""Names inside streams: in what a reader skips, in what comes after the data, in profiles."""

from __future__ import annotations

from tests.redact.hostile.keys import _joined
from tests.redact.hostile.writer import (
    HEIGHT,
    WIDTH,
    Cast,
    Raw,
    Sheet,
    body,
    case,
    raster_case,
    show,
)


@case
def unknown_operator(cast: Cast) -> bytes:
    return Sheet(body(cast) + f"BX ({cast.gone}) vreemd EX\n").close(Raw())


@case
def unused_operands(cast: Cast) -> bytes:
    return Sheet(body(cast) + f"({cast.gone}) q Q\n").close(Raw())


@case
def mark_names(cast: Cast) -> bytes:
    name = _joined(cast)
    marks = f"/{name} BMC EMC /{name} MP /Span << /Lang ({cast.gone}) /T ({cast.gone}) >> BDC EMC\n"
    return Sheet(marks + body(cast)).close(Raw())


@case
def rendering_intent(cast: Cast) -> bytes:
    return Sheet(f"/{_joined(cast)} ri\n" + body(cast)).close(Raw())


@case
def picture_keys(cast: Cast) -> bytes:
    raw = Raw()
    xmp = raw.stream("/Type /Metadata /Subtype /XML", cast.gone.encode())
    other = raw.stream(
        "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray "
        "/BitsPerComponent 8",
        cast.gone.encode(),
    )
    image = raw.stream(
        "/Type /XObject /Subtype /Image /Width 10 /Height 10 /ColorSpace /DeviceGray "
        f"/BitsPerComponent 8 /Name /{_joined(cast)} /ID ({cast.gone}) /Metadata {xmp} 0 R "
        f"/OPI << /2.0 << /F ({cast.gone}) >> >> /Alternates [<< /Image {other} 0 R >>] "
        f"/AF [<< /F ({cast.gone}) >>]",
        b"\x80" * 100,
    )
    paint = "q 10 0 0 10 300 20 cm /Im0 Do Q\n"
    return Sheet(body(cast) + paint, xobjects=f"/Im0 {image} 0 R").close(raw)


@case
def palette(cast: Cast) -> bytes:
    raw = Raw()
    table = (b"\x00\x80\xff" + cast.gone.encode()).ljust(768, b"\0").hex()
    image = raw.stream(
        f"/Type /XObject /Subtype /Image /Width 10 /Height 10 /ColorSpace [/Indexed /DeviceRGB 255 "
        f"<{table}>] /BitsPerComponent 8",
        b"\0" * 100,
    )
    paint = "q 10 0 0 10 300 20 cm /Im0 Do Q\n"
    return Sheet(body(cast) + paint, xobjects=f"/Im0 {image} 0 R").close(raw)


@case
def colour_profile(cast: Cast) -> bytes:
    raw = Raw()
    profile = raw.stream("/N 3 /Alternate /DeviceRGB", b"\0" * 128 + cast.gone.encode())
    spaces = f"/ColorSpace << /C0 [/ICCBased {profile} 0 R] >>"
    line = "/C0 cs 0 0 0 scn " + show("in een eigen kleur", 40, 150) + "0 g\n"
    return Sheet(body(cast) + line, resources=spaces).close(raw)


@case
def function_comment(cast: Cast) -> bytes:
    raw = Raw()
    function = raw.stream(
        "/FunctionType 4 /Domain [0 1] /Range [0 1]", f"{{ % {cast.gone}\n1 exch sub }}".encode()
    )
    spaces = f"/ColorSpace << /C0 [/Separation /Sepia /DeviceGray {function} 0 R] >>"
    line = "/C0 cs 1 scn " + show("in een steunkleur", 40, 150) + "0 g\n"
    return Sheet(body(cast) + line, resources=spaces).close(raw)


@raster_case
def postscript_object(cast: Cast) -> bytes:
    raw = Raw()
    code = raw.stream("/Type /XObject /Subtype /PS", f"({cast.gone}) show".encode())
    return Sheet(body(cast) + "/Ps0 Do\n", xobjects=f"/Ps0 {code} 0 R").close(raw)


@case
def postscript_form(cast: Cast) -> bytes:
    raw = Raw()
    code = raw.stream("", f"({cast.gone}) show".encode())
    form = raw.stream(
        f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Subtype2 /PS /PS {code} 0 R "
        f"/PieceInfo << /App << /Private ({cast.gone}) >> >> /LastModified (x) /Ref << /F "
        f"({cast.gone}) >>",
        f"% {cast.gone}\n".encode(),
    )
    return Sheet(body(cast) + "/Fm0 Do\n", xobjects=f"/Fm0 {form} 0 R").close(raw)


@case
def inline_picture_keys(cast: Cast) -> bytes:
    content = (
        "q 10 0 0 10 300 20 cm BI /W 4 /H 4 /CS /G /BPC 8 /F /AHx "
        f"/Naam ({cast.gone}) ID\n{'80' * 16}>\nEI Q\n"
    )
    return Sheet(body(cast) + content).close(Raw())


@case
def thumbnail(cast: Cast) -> bytes:
    raw = Raw()
    image = raw.stream(
        "/Width 10 /Height 10 /ColorSpace /DeviceGray /BitsPerComponent 8",
        cast.gone.encode().ljust(100, b"\x80"),
    )
    return Sheet(body(cast), page=f"/Thumb {image} 0 R").close(raw)


@raster_case
def layer_by_membership(cast: Cast) -> bytes:
    raw = Raw()
    layer = raw.add(
        f"<< /Type /OCG /Name (laag) /Usage << /CreatorInfo << /Creator ({cast.gone}) >> >> >>"
    )
    member = raw.add(f"<< /Type /OCMD /OCGs [{layer} 0 R] /P /AllOff >>")
    hidden = f"/OC /L1 BDC {show(cast.gone, 40, 120)} EMC\n"
    return Sheet(
        body(cast) + hidden,
        resources=f"/Properties << /L1 {member} 0 R >>",
        catalog=f"/OCProperties << /OCGs [{layer} 0 R] /D << /ON [{layer} 0 R] >> >>",
    ).close(raw)


@case
def clip_text(cast: Cast) -> bytes:
    """Text as a window on a grey plane."""
    shown = show(cast.gone, 40, 150, extra="7 Tr")
    return Sheet(body(cast) + f"q {shown} 0.3 g 0 140 {WIDTH} 30 re f Q\n").close(Raw())


@case
def upside_down(cast: Cast) -> bytes:
    line = f"BT /F1 -11 Tf -1 0 0 -1 200 150 Tm ({cast.gone}) Tj ET\n"
    return Sheet(body(cast) + line).close(Raw())


@case
def squeezed(cast: Cast) -> bytes:
    return Sheet(body(cast) + show(cast.gone, 40, 150, extra="10 Tz")).close(Raw())


@case
def under_a_plane(cast: Cast) -> bytes:
    return Sheet(body(cast) + show(cast.gone, 40, 150) + f"1 g 30 140 {WIDTH} 30 re f 0 g\n").close(
        Raw()
    )


@case
def far_away(cast: Cast) -> bytes:
    return Sheet(body(cast) + show(cast.gone, 40, -HEIGHT * 20)).close(Raw())


@case
def property_in_form(cast: Cast) -> bytes:
    raw = Raw()
    form = raw.stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 400 300] /Resources << /Properties << /P0 << "
        f"/ActualText ({cast.gone}) >> >> >>",
        f"/Span /P0 BDC 0 0 5 5 re f EMC /Span << /Alt ({cast.gone}) >> BDC EMC".encode(),
    )
    return Sheet(body(cast) + "/Fm0 Do\n", xobjects=f"/Fm0 {form} 0 R").close(raw)


@case
def packed_objects(cast: Cast) -> bytes:
    """An object stream with an object that nothing refers to, and words between its objects."""
    raw = Raw()
    first = f"({cast.gone}) "
    raw.stream("/Type /ObjStm /N 1 /First 8", f"90 0    {first} {cast.gone}".encode())
    return Sheet(body(cast)).close(raw)


@case
def inherited_resources(cast: Cast) -> bytes:
    """Fonts that the page has from the tree of pages above it; a name among them."""
    data = Sheet(body(cast)).close(Raw())
    start, end = data.index(b"/Resources"), data.index(b">> >>\nendobj")
    own = data[start : end + 2]
    tree = b"/Count 1 " + own + b" /Naam (" + cast.gone.encode() + b") >>"
    return data.replace(own, b" " * len(own)).replace(b"/Count 1 >>", tree)
