"""Ways in which a redaction fails, made on purpose: each must be stopped by the verifier."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from tests.redact.hostile_pdfs import HEIGHT, WIDTH, Cast, show
from woo_tool.model import Box

Sabotage = Callable[[pikepdf.Pdf, Cast, Box], None]
FAILURES: dict[str, Sabotage] = {}


def failure(spoil: Sabotage) -> Sabotage:
    FAILURES[spoil.__name__] = spoil
    return spoil


def spoil(good: bytes, how: Sabotage, cast: Cast, box: Box) -> bytes:
    """A well redacted file with one fault put into it."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(good)) as pdf:
        how(pdf, cast, box)
        pdf.save(out, static_id=True, fix_metadata_version=False)
    return out.getvalue()


def _under(pdf: pikepdf.Pdf, content: str, *, first: bool = True) -> None:
    """Draws something below what the page has; not ``first``: on top of it."""
    page = pdf.pages[0]
    if "/F1" in content:  # a font that nothing uses is itself refused
        fonts = page.obj.Resources.Font
        fonts["/F9"] = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page.contents_add(content.replace("/F1", "/F9").encode(), prepend=first)


def _over(pdf: pikepdf.Pdf, content: str) -> None:
    _under(pdf, content, first=False)


@failure
def live_text_under_the_box(pdf: pikepdf.Pdf, cast: Cast, box: Box) -> None:
    _under(pdf, show(cast.gone, box.x0, HEIGHT - box.y1 + 4))


@failure
def white_text_elsewhere(pdf: pikepdf.Pdf, cast: Cast, box: Box) -> None:  # noqa: ARG001
    _over(pdf, "1 g " + show(cast.gone, 40, 60))


@failure
def text_moved_off_the_page(pdf: pikepdf.Pdf, cast: Cast, box: Box) -> None:  # noqa: ARG001
    _over(pdf, show(cast.gone, 40, -500))


@failure
def invisible_letters_off_the_page(pdf: pikepdf.Pdf, cast: Cast, box: Box) -> None:  # noqa: ARG001
    _over(pdf, "".join(show(c, 900 + 9 * n, 30, extra="3 Tr") for n, c in enumerate(cast.gone)))


@failure
def part_of_the_name_left(pdf: pikepdf.Pdf, cast: Cast, box: Box) -> None:
    _under(pdf, show(cast.gone.split()[1][:3], box.x0 + 4, HEIGHT - box.y1 + 4))


@failure
def neighbour_lost(pdf: pikepdf.Pdf, cast: Cast, box: Box) -> None:  # noqa: ARG001
    page = pdf.pages[0]
    content = page.Contents.read_bytes()
    assert b"planning" in content
    page.Contents.write(content.replace(b"planning", b"planni"))


@failure
def neighbour_painted_over(pdf: pikepdf.Pdf, cast: Cast, box: Box) -> None:  # noqa: ARG001
    _over(pdf, "1 g 40 185 200 15 re f")


@failure
def box_is_transparent(pdf: pikepdf.Pdf, cast: Cast, box: Box) -> None:  # noqa: ARG001
    page = pdf.pages[0]
    content = page.Contents.read_bytes()
    assert b"0 0 0 rg" in content
    page.Contents.write(content.replace(b"0 0 0 rg", b"0.8 0.8 0.8 rg"))


@failure
def box_lies_beside_the_name(pdf: pikepdf.Pdf, cast: Cast, box: Box) -> None:  # noqa: ARG001
    page = pdf.pages[0]
    content = page.Contents.read_bytes()
    at = content.rindex(b" re f")
    page.Contents.write(content[:at].rsplit(b"\n", 1)[0] + b"\n0 0 9 9 re f" + content[at + 5 :])


@failure
def image_under_the_box(pdf: pikepdf.Pdf, cast: Cast, box: Box) -> None:  # noqa: ARG001
    page = pdf.pages[0]
    image = pdf.make_stream(bytes(range(256)) * 4)
    for key, value in {
        "/Type": Name.XObject,
        "/Subtype": Name.Image,
        "/Width": 32,
        "/Height": 32,
        "/ColorSpace": Name.DeviceGray,
        "/BitsPerComponent": 8,
    }.items():
        image[key] = value
    page.obj.Resources["/XObject"] = Dictionary(Geheim=image)
    wide, high = box.x1 - box.x0 - 4, box.y1 - box.y0 - 4
    left, low = box.x0 + 2, HEIGHT - box.y1 + 2
    page.contents_add(f"q {wide} 0 0 {high} {left} {low} cm /Geheim Do Q".encode(), prepend=True)


@failure
def name_in_the_metadata(pdf: pikepdf.Pdf, cast: Cast, box: Box) -> None:  # noqa: ARG001
    pdf.docinfo["/Title"] = String(f"Gesprek met {cast.gone}")


@failure
def unknown_metadata(pdf: pikepdf.Pdf, cast: Cast, box: Box) -> None:  # noqa: ARG001
    pdf.docinfo["/Keywords"] = String("iets")


@failure
def name_in_a_bookmark(pdf: pikepdf.Pdf, cast: Cast, box: Box) -> None:  # noqa: ARG001
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(f"Over {cast.gone.upper()}", 0))


@failure
def attachment_left(pdf: pikepdf.Pdf, cast: Cast, box: Box) -> None:  # noqa: ARG001
    pdf.attachments["notitie.txt"] = b"niets bijzonders"


@failure
def script_left(pdf: pikepdf.Pdf, cast: Cast, box: Box) -> None:  # noqa: ARG001
    pdf.Root["/OpenAction"] = Dictionary(S=Name.JavaScript, JS=String("1"))


@failure
def redact_annotation_only(pdf: pikepdf.Pdf, cast: Cast, box: Box) -> None:  # noqa: ARG001
    annot = Dictionary(Type=Name.Annot, Subtype=Name.Redact, Rect=[40, 200, 200, 220])
    pdf.pages[0].obj["/Annots"] = Array([pdf.make_indirect(annot)])


@failure
def name_in_an_unused_stream(pdf: pikepdf.Pdf, cast: Cast, box: Box) -> None:  # noqa: ARG001
    hexed = cast.gone.encode("utf-16-be").hex().encode()
    form = Stream(pdf, b"BT <" + hexed + b"> Tj ET")
    form["/Type"], form["/Subtype"], form["/BBox"] = Name.XObject, Name.Form, [0, 0, 9, 9]
    pdf.pages[0].obj.Resources["/XObject"] = Dictionary(Oud=form)


def _picture(pdf: pikepdf.Pdf, data: bytes, filters: list[Name]) -> None:
    """A picture that the page could draw, with these data; nothing draws it."""
    image = pdf.make_stream(data)
    image["/Type"], image["/Subtype"] = Name.XObject, Name.Image
    image["/Width"], image["/Height"] = 8, 8
    image["/ColorSpace"], image["/BitsPerComponent"] = Name.DeviceGray, 8
    if filters:
        image["/Filter"] = Array(filters)
    pdf.pages[0].obj.Resources["/XObject"] = Dictionary(Beeld=image)


@failure
def rows_below_a_picture(pdf: pikepdf.Pdf, cast: Cast, box: Box) -> None:  # noqa: ARG001
    _picture(pdf, zlib.compress(b"\x80" * 64 + cast.gone.encode()), [Name.FlateDecode])


@failure
def comment_in_a_packed_jpeg(pdf: pikepdf.Pdf, cast: Cast, box: Box) -> None:  # noqa: ARG001
    note = b"Foto: " + cast.gone.upper().encode("utf-16-be")
    data = b"\xff\xd8\xff\xfe" + (len(note) + 2).to_bytes(2) + note + b"\xff\xd9"
    _picture(pdf, zlib.compress(data), [Name.FlateDecode, Name.DCTDecode])


@failure
def name_behind_a_fax(pdf: pikepdf.Pdf, cast: Cast, box: Box) -> None:  # noqa: ARG001
    _picture(pdf, b"\x80\x00\x10\x01" + cast.gone.encode(), [Name.CCITTFaxDecode])


@failure
def kerned_name_in_an_unused_stream(pdf: pikepdf.Pdf, cast: Cast, box: Box) -> None:  # noqa: ARG001
    parts = " 10 ".join(f"({char})" for char in cast.gone)
    form = Stream(pdf, f"BT [{parts}] TJ ET".encode())
    form["/Type"], form["/Subtype"], form["/BBox"] = Name.XObject, Name.Form, [0, 0, 9, 9]
    pdf.pages[0].obj.Resources["/XObject"] = Dictionary(Oud=form)


@failure
def actual_text_left(pdf: pikepdf.Pdf, cast: Cast, box: Box) -> None:  # noqa: ARG001
    _under(pdf, f"/Span << /ActualText ({cast.gone}) >> BDC EMC\n")


@failure
def hidden_layer_left(pdf: pikepdf.Pdf, cast: Cast, box: Box) -> None:  # noqa: ARG001
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("laag")))
    pdf.Root["/OCProperties"] = Dictionary(OCGs=[layer], D=Dictionary(OFF=[layer]))


@failure
def page_missing(pdf: pikepdf.Pdf, cast: Cast, box: Box) -> None:  # noqa: ARG001
    pdf.add_blank_page(page_size=(WIDTH, HEIGHT))


@failure
def other_size(pdf: pikepdf.Pdf, cast: Cast, box: Box) -> None:  # noqa: ARG001
    pdf.pages[0].obj["/MediaBox"] = Array([0, 0, WIDTH + 40, HEIGHT])


def outlines_of(cast: Cast, x: float, y: float) -> str:
    """Something like the shapes of the letters of a name."""
    parts = [f"{x} {y} m"]
    for place, char in enumerate(cast.gone):
        left, up = x + 5 * place, y + 1 + ord(char) % 5
        parts.append(f"{left + 1} {up} l {left + 2} {y} {left + 3} {up} {left + 4} {y + 1} c")
    return " ".join(parts) + " h f\n"


@failure
def white_outlines(pdf: pikepdf.Pdf, cast: Cast, box: Box) -> None:  # noqa: ARG001
    _over(pdf, "1 g " + outlines_of(cast, 40, 60))


@failure
def outlines_under_the_box(pdf: pikepdf.Pdf, cast: Cast, box: Box) -> None:
    _under(pdf, "0 g " + outlines_of(cast, box.x0 + 1, HEIGHT - box.y1 + 3))


@failure
def outlines_at_the_end_of_a_long_path(pdf: pikepdf.Pdf, cast: Cast, box: Box) -> None:
    level = " ".join(
        f"{x} {-9 - 10 * (x % 2)} l {x + 1} {-9 - 10 * (x % 2)} l" for x in range(1500)
    )
    _under(pdf, f"0 g 0 -9 m {level} {outlines_of(cast, box.x0 + 1, HEIGHT - box.y1 + 3)}")


@failure
def outlines_in_forms_in_forms(pdf: pikepdf.Pdf, cast: Cast, box: Box) -> None:
    _in_forms(pdf, cast, box, 12)


@failure
def outlines_in_forms_that_no_layer_reaches(pdf: pikepdf.Pdf, cast: Cast, box: Box) -> None:
    _in_forms(pdf, cast, box, 60)


def _in_forms(pdf: pikepdf.Pdf, cast: Cast, box: Box, depth: int) -> None:
    drawn = "0 g " + outlines_of(cast, box.x0 + 1, HEIGHT - box.y1 + 3)
    form = pdf.make_stream(drawn.encode())
    for _ in range(depth):
        form.update(Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 600, 900])))
        outer = pdf.make_stream(b"/In Do")
        outer.Resources = Dictionary(XObject=Dictionary(In=form))
        form = outer
    form.update(Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 600, 900])))
    pdf.pages[0].obj.Resources["/XObject"] = Dictionary(Deep=form)
    _under(pdf, "/Deep Do")


@failure
def outlines_on_the_box(pdf: pikepdf.Pdf, cast: Cast, box: Box) -> None:
    _over(pdf, "0.05 g " + outlines_of(cast, box.x0 + 1, HEIGHT - box.y1 + 3))


@failure
def outlines_beyond_the_page(pdf: pikepdf.Pdf, cast: Cast, box: Box) -> None:  # noqa: ARG001
    _over(pdf, "0 g " + outlines_of(cast, 40, -90))


@failure
def outlines_in_an_unused_form(pdf: pikepdf.Pdf, cast: Cast, box: Box) -> None:  # noqa: ARG001
    form = Stream(pdf, outlines_of(cast, 4, 4).encode())
    form["/Type"], form["/Subtype"], form["/BBox"] = Name.XObject, Name.Form, [0, 0, 9, 9]
    pdf.pages[0].obj.Resources["/XObject"] = Dictionary(Oud=form)


@failure
def letters_that_say_they_are_spaces(pdf: pikepdf.Pdf, cast: Cast, box: Box) -> None:
    rows = "".join(f"<{ord(char):02x}> <0020>\n" for char in sorted(set(cast.gone)))
    count = len(set(cast.gone))
    lie = f"begincmap 1 begincodespacerange <00> <ff> endcodespacerange {count} beginbfchar\n"
    _under(pdf, show(cast.gone, box.x0 + 2, HEIGHT - box.y1 + 4))
    told = pdf.make_stream((lie + rows + "endbfchar endcmap").encode())
    pdf.pages[0].obj.Resources.Font.F9["/ToUnicode"] = told


@failure
def white_letters_without_a_meaning(pdf: pikepdf.Pdf, cast: Cast, box: Box) -> None:  # noqa: ARG001
    rows = "".join(
        f"<{ord(char):02x}> <{0xE000 + place:04x}>\n"
        for place, char in enumerate(sorted(set(cast.gone)))
    )
    lie = "begincmap 1 begincodespacerange <00> <ff> endcodespacerange "
    _over(pdf, "1 g " + show(cast.gone, 40, 60))
    told = f"{lie}{len(set(cast.gone))} beginbfchar\n{rows}endbfchar endcmap"
    pdf.pages[0].obj.Resources.Font.F9["/ToUnicode"] = pdf.make_stream(told.encode())


@failure
def picture_made_white(pdf: pikepdf.Pdf, cast: Cast, box: Box) -> None:  # noqa: ARG001
    _photo(pdf, bytes(range(64)) * 64, Decode=Array([1, 1]))


@failure
def encoded_text_in_a_private_key(pdf: pikepdf.Pdf, cast: Cast, box: Box) -> None:  # noqa: ARG001
    pdf.pages[0].obj.Resources["/Extra"] = String(cast.gone[::-1])


@failure
def name_among_the_names_of_a_font(pdf: pikepdf.Pdf, cast: Cast, box: Box) -> None:  # noqa: ARG001
    font = next(thing for thing in pdf.objects if "/FontFile2" in _keys(thing))
    kept = font.FontFile2.read_bytes()
    font.FontFile2.write(kept + f"Inc.{cast.gone}Regular".encode("utf-16-be"))


def _keys(thing: object) -> set[str]:
    return set(thing.keys()) if isinstance(thing, Dictionary) else set()


@failure
def page_turned(pdf: pikepdf.Pdf, cast: Cast, box: Box) -> None:  # noqa: ARG001
    pdf.pages[0].obj["/Rotate"] = 180


def _photo(pdf: pikepdf.Pdf, data: bytes, size: int = 64, **more: object) -> None:
    image = Stream(pdf, data)
    keys = {"Type": Name.XObject, "Subtype": Name.Image, "Width": size, "Height": size}
    keys |= {"ColorSpace": Name.DeviceGray, "BitsPerComponent": 8, **more}
    for key, value in keys.items():
        image[f"/{key}"] = value
    pdf.pages[0].obj.Resources["/XObject"] = Dictionary(Foto=pdf.make_indirect(image))
    _over(pdf, "q 20 0 0 20 300 20 cm /Foto Do Q")


def _jpeg(**notes: object) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("L", (64, 64), 255).save(out, "JPEG", **notes)
    return out.getvalue()


@failure
def name_in_the_comment_of_a_photo(pdf: pikepdf.Pdf, cast: Cast, box: Box) -> None:  # noqa: ARG001
    _photo(pdf, _jpeg(comment=cast.gone.encode()), Filter=Name.DCTDecode)


@failure
def camera_data_in_a_photo(pdf: pikepdf.Pdf, cast: Cast, box: Box) -> None:  # noqa: ARG001
    _photo(pdf, _jpeg(exif=b"Exif\0\0" + cast.gone[::-1].encode()), Filter=Name.DCTDecode)


@failure
def photo_behind_a_photo(pdf: pikepdf.Pdf, cast: Cast, box: Box) -> None:  # noqa: ARG001
    _photo(pdf, _jpeg() * 2, Filter=Name.DCTDecode)


@failure
def pixels_below_the_last_row(pdf: pikepdf.Pdf, cast: Cast, box: Box) -> None:  # noqa: ARG001
    _photo(pdf, b"\xff" * 64 * 64 + bytes(range(99)))


@failure
def other_version_of_a_photo(pdf: pikepdf.Pdf, cast: Cast, box: Box) -> None:  # noqa: ARG001
    _photo(pdf, b"\xff" * 64 * 64, Alternates=Array([Dictionary(DefaultForPrinting=True)]))


@failure
def data_behind_packed_data(pdf: pikepdf.Pdf, cast: Cast, box: Box) -> None:  # noqa: ARG001
    data = zlib.compress(b"\xff" * 64 * 64) + zlib.compress(cast.gone[::-1].encode())
    _photo(pdf, data, Filter=Name.FlateDecode)
