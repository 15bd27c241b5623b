"""PDFs that hide a name in one place each, written by hand: no PDF library has a part in them."""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable
from dataclasses import dataclass

WIDTH, HEIGHT = 420, 300


@dataclass(frozen=True)
class Cast:
    """Who is in a file: ``gone`` is removed, ``stays`` isn't."""

    gone: str
    stays: str

    def twin(self) -> Cast:
        return Cast(self.stays, self.gone)


def make_cast(seed: int) -> Cast:
    """Two names that nobody has, other ones for every seed."""
    dice = random.Random(seed)  # noqa: S311 (names for a test)

    def name() -> str:
        words = []
        for syllables in (3, 4):
            word = "".join(
                dice.choice("bdgklmnprstv") + dice.choice("aeiou") for _ in range(syllables)
            )
            words.append(word.capitalize() + dice.choice("nrst"))
        return " ".join(words)

    return Cast(name(), name())


class Raw:
    """A PDF being written: objects in order, then a cross-reference table."""

    def __init__(self) -> None:
        self.objects: list[bytes] = []

    def add(self, body: str | bytes) -> int:
        self.objects.append(body.encode("latin-1") if isinstance(body, str) else body)
        return len(self.objects)

    def stream(self, entries: str, data: bytes, *, pack: bool = True) -> int:
        if pack:
            data, entries = zlib.compress(data), entries + " /Filter /FlateDecode"
        head = f"<< {entries} /Length {len(data)} >>\nstream\n".encode()
        return self.add(head + data + b"\nendstream")

    def close(self, root: int, trailer: str = "") -> bytes:
        out, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
        for number, body in enumerate(self.objects, 1):
            places.append(len(out))
            out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
        start = len(out)
        out += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n".encode()
        out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
        out += f"trailer << /Size {len(places) + 1} /Root {root} 0 R {trailer} >>\n".encode()
        out += f"startxref\n{start}\n%%EOF\n".encode()
        return bytes(out)


@dataclass
class Sheet:
    """One page in the making, with hooks for whatever a case adds."""

    content: str
    page: str = ""
    resources: str = ""
    xobjects: str = ""
    catalog: str = ""
    trailer: str = ""
    fonts: str = ""
    box: str = f"/MediaBox [0 0 {WIDTH} {HEIGHT}]"

    def close(self, raw: Raw, *, tail: bytes = b"") -> bytes:
        font = raw.add(
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
        )
        content = raw.stream("", self.content.encode("latin-1"))
        page = len(raw.objects) + 1
        raw.add(
            f"<< /Type /Page /Parent {page + 1} 0 R {self.box} /Contents {content} 0 R {self.page} "
            f"/Resources << /Font << /F1 {font} 0 R {self.fonts} >> {self.resources} "
            f"/XObject << {self.xobjects} >> >> >>"
        )
        raw.add(f"<< /Type /Pages /Kids [{page} 0 R] /Count 1 >>")
        catalog = self.catalog.replace("PAGE", f"{page} 0 R")
        root = raw.add(f"<< /Type /Catalog /Pages {page + 1} 0 R {catalog} >>")
        return raw.close(root, self.trailer) + tail


def show(text: str, x: float, y: float, size: float = 11, extra: str = "") -> str:
    return f"BT /F1 {size} Tf {extra} 1 0 0 1 {x} {y} Tm ({text}) Tj ET\n"


def body(cast: Cast) -> str:
    """A page on which both are named, with lines above and below."""
    return (
        show("Verslag van het gesprek op 3 maart.", 40, 250)
        + show(f"Aanwezig: {cast.gone}, directie Bedrijfsvoering.", 40, 230)
        + show(f"Ook was {cast.stays} aanwezig bij dit gesprek.", 40, 210)
        + show("De planning gaat zo niet lukken, zei men.", 40, 190)
    )


Builder = Callable[[Cast], bytes]
CASES: dict[str, Builder] = {}


def case(build: Builder) -> Builder:
    CASES[build.__name__] = build
    return build


@case
def plain(cast: Cast) -> bytes:
    return Sheet(body(cast)).close(Raw())


@case
def tight_leading(cast: Cast) -> bytes:
    lines = [
        "Boven deze regel staat gewone tekst",
        f"met {cast.gone} er midden in",
        "en eronder ook",
    ]
    return Sheet("".join(show(t, 40, 220 - 9 * i) for i, t in enumerate(lines))).close(Raw())


@case
def kerned(cast: Cast) -> bytes:
    parts = " 18 ".join(f"({char})" for char in cast.gone)
    return Sheet(
        body(cast) + f"BT /F1 11 Tf 1 0 0 1 40 160 Tm [(Van ) {parts} ( aan ons)] TJ ET\n"
    ).close(Raw())


@case
def letter_spaced(cast: Cast) -> bytes:
    return Sheet(body(cast) + show(cast.gone, 40, 160, extra="2.2 Tc")).close(Raw())


@case
def shuffled(cast: Cast) -> bytes:
    order = list(enumerate(cast.gone))
    random.Random(5).shuffle(order)  # noqa: S311
    glyphs = "".join(show(char, 40 + 9 * place, 150, 11) for place, char in order)
    return Sheet(body(cast) + glyphs).close(Raw())


@case
def white_text(cast: Cast) -> bytes:
    return Sheet(body(cast) + "1 g " + show(cast.gone, 40, 160) + "0 g ").close(Raw())


@case
def invisible_text(cast: Cast) -> bytes:
    return Sheet(body(cast) + show(cast.gone, 40, 160, extra="3 Tr")).close(Raw())


@case
def tiny_text(cast: Cast) -> bytes:
    return Sheet(body(cast) + show(cast.gone, 40, 160, size=1)).close(Raw())


@case
def double_strike(cast: Cast) -> bytes:
    twice = show(cast.gone, 40, 160) + show(cast.gone, 40.3, 160)
    return Sheet(body(cast) + twice).close(Raw())


@case
def turned_text(cast: Cast) -> bytes:
    up = f"BT /F1 11 Tf 0 1 -1 0 400 60 Tm ({cast.gone} zelf) Tj ET\n"
    return Sheet(body(cast) + up).close(Raw())


def _rotated(turn: int) -> Builder:
    return lambda cast: Sheet(body(cast), page=f"/Rotate {turn}").close(Raw())


for _turn in (90, 180, 270):
    CASES[f"rotate_{_turn}"] = _rotated(_turn)


@case
def crop_offset(cast: Cast) -> bytes:
    box = f"/MediaBox [-50 -40 {WIDTH + 60} {HEIGHT + 70}] /CropBox [10 20 {WIDTH} {HEIGHT}]"
    return Sheet(body(cast), box=box).close(Raw())


@case
def crop_offset_rotated(cast: Cast) -> bytes:
    box = f"/MediaBox [-50 -40 {WIDTH + 60} {HEIGHT + 70}] /CropBox [10 20 {WIDTH} {HEIGHT}]"
    return Sheet(body(cast), box=box, page="/Rotate 90").close(Raw())


@case
def user_unit(cast: Cast) -> bytes:
    return Sheet(body(cast), page="/UserUnit 2").close(Raw())


@case
def outside_crop(cast: Cast) -> bytes:
    box = f"/MediaBox [0 -200 {WIDTH} {HEIGHT}] /CropBox [0 0 {WIDTH} {HEIGHT}]"
    return Sheet(body(cast) + show(cast.gone, 40, -100), box=box).close(Raw())


@case
def clipped_away(cast: Cast) -> bytes:
    hidden = "q 0 0 10 10 re W n " + show(cast.gone, 40, 120) + "Q\n"
    return Sheet(body(cast) + hidden).close(Raw())


@case
def form_nested(cast: Cast) -> bytes:
    raw = Raw()
    entries = f"/Type /XObject /Subtype /Form /BBox [0 0 {WIDTH} {HEIGHT}]"
    font = raw.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    inner = raw.stream(
        f"{entries} /Resources << /Font << /F1 {font} 0 R >> >>",
        show(f"Voettekst van {cast.gone} hier", 40, 100).encode(),
    )
    outer = raw.stream(f"{entries} /Resources << /XObject << /In {inner} 0 R >> >>", b"/In Do")
    return Sheet(body(cast) + "/Out Do\n", xobjects=f"/Out {outer} 0 R").close(raw)


@case
def form_without_resources(cast: Cast) -> bytes:
    raw = Raw()
    form = raw.stream(
        f"/Type /XObject /Subtype /Form /BBox [0 0 {WIDTH} {HEIGHT}]",
        show(f"Voettekst van {cast.gone} hier", 40, 100).encode(),
    )
    return Sheet(body(cast) + "/Out Do\n", xobjects=f"/Out {form} 0 R").close(raw)


@case
def tiling_pattern(cast: Cast) -> bytes:
    raw = Raw()
    font = raw.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    tile = raw.stream(
        "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 400 30] /XStep 400 "
        f"/YStep 300 /Matrix [1 0 0 1 0 225] /Resources << /Font << /F1 {font} 0 R >> >>",
        show(cast.gone, 95, 5).encode(),
    )
    paint = "/Pattern cs /P1 scn 0 225 400 30 re f 0 g\n"
    return Sheet(paint + body(cast), resources=f"/Pattern << /P1 {tile} 0 R >>").close(raw)


@case
def soft_mask(cast: Cast) -> bytes:
    raw = Raw()
    font = raw.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    group = raw.stream(
        f"/Type /XObject /Subtype /Form /BBox [0 0 {WIDTH} {HEIGHT}] "
        "/Group << /S /Transparency /CS /DeviceGray >> "
        f"/Resources << /Font << /F1 {font} 0 R >> >>",
        ("1 g " + show(cast.gone, 92, 230)).encode(),
    )
    state = f"/ExtGState << /G1 << /SMask << /S /Luminosity /G {group} 0 R >> >> >>"
    paint = "q /G1 gs 0.6 g 0 225 400 20 re f Q\n"
    return Sheet(paint + body(cast), resources=state).close(raw)


@case
def type3_font(cast: Cast) -> bytes:
    raw = Raw()
    font = raw.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    glyph = raw.stream("", f"6000 0 d0 BT /F1 1000 Tf ({cast.gone}) Tj ET".encode())
    type3 = (
        f"/T3 << /Type /Font /Subtype /Type3 /FontBBox [0 -200 9000 900] "
        f"/FontMatrix [0.001 0 0 0.001 0 0] /CharProcs << /a {glyph} 0 R >> "
        "/Encoding << /Type /Encoding /Differences [97 /a] >> /FirstChar 97 /LastChar 97 "
        f"/Widths [6000] /Resources << /Font << /F1 {font} 0 R >> >> >>"
    )
    line = "BT /T3 11 Tf 1 0 0 1 92 230 Tm (a) Tj ET\n"
    return Sheet(body(cast) + line, fonts=type3).close(raw)


def _annotated(make: Callable[[Cast], str]) -> Builder:
    def build(cast: Cast) -> bytes:
        raw = Raw()
        annot = raw.add(make(cast))
        return Sheet(body(cast), page=f"/Annots [{annot} 0 R]").close(raw)

    return build


_MAIL = "mailto:{}@minvoorbeeld.nl"
CASES |= {
    "text_note": _annotated(
        lambda c: f"<< /Type /Annot /Subtype /Text /Rect [300 20 320 40] /Contents ({c.gone}) >>"
    ),
    "highlight_note": _annotated(
        lambda c: (
            "<< /Type /Annot /Subtype /Highlight /Rect [40 205 200 222] /QuadPoints "
            f"[40 222 200 222 40 205 200 205] /C [1 1 0] /T ({c.gone}) /Contents ({c.gone}) >>"
        )
    ),
    "mailto_link": _annotated(
        lambda c: (
            "<< /Type /Annot /Subtype /Link /Rect [300 20 400 40] /A << /S /URI /URI "
            f"({_MAIL.format(c.gone.replace(' ', '.').lower())}) >> >>"
        )
    ),
    "web_link": _annotated(
        lambda c: (
            "<< /Type /Annot /Subtype /Link /Rect [300 20 400 40] /A << /S /URI /URI "
            f"(https://voorbeeld.nl/{c.gone.replace(' ', '%20')}) >> >>"
        )
    ),
    "script_action": _annotated(
        lambda c: (
            "<< /Type /Annot /Subtype /Link /Rect [300 20 400 40] /A << /S /JavaScript /JS "
            f"(app.alert\\('{c.gone}'\\)) >> >>"
        )
    ),
}


@case
def free_text(cast: Cast) -> bytes:
    raw = Raw()
    look = raw.stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources << /Font << /F1 << "
        "/Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>",
        show(f"noot {cast.gone} klaar", 2, 5).encode(),
    )
    annot = raw.add(
        "<< /Type /Annot /Subtype /FreeText /Rect [40 100 240 120] /DA (/F1 11 Tf) "
        f"/Contents (noot {cast.gone} klaar) /AP << /N {look} 0 R >> /F 4 >>"
    )
    return Sheet(body(cast), page=f"/Annots [{annot} 0 R]").close(raw)


@case
def form_field(cast: Cast) -> bytes:
    raw = Raw()
    look = raw.stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources << /Font << /F1 << "
        "/Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>",
        f"/Tx BMC {show(cast.gone, 2, 5)} EMC".encode(),
    )
    field = raw.add(
        "<< /Type /Annot /Subtype /Widget /FT /Tx /Rect [40 100 240 120] /F 4 /DA (/F1 11 Tf) "
        f"/T (naam) /TU ({cast.gone}) /V ({cast.gone}) /DV ({cast.gone}) /AP << /N {look} 0 R >> >>"
    )
    return Sheet(
        body(cast),
        page=f"/Annots [{field} 0 R]",
        catalog=f"/AcroForm << /Fields [{field} 0 R] /XFA ({cast.gone}) >>",
    ).close(raw)


@case
def outline_title(cast: Cast) -> bytes:
    raw = Raw()
    outlines = len(raw.objects) + 1
    raw.add(f"<< /Type /Outlines /First {outlines + 1} 0 R /Last {outlines + 1} 0 R /Count 1 >>")
    raw.add(f"<< /Title (Verslag van {cast.gone}) /Parent {outlines} 0 R /Dest (een) >>")
    return Sheet(
        body(cast),
        catalog=f"/Outlines {outlines} 0 R /Names << /Dests << /Names [(een) [PAGE /Fit]] >> >>",
    ).close(raw)


@case
def named_destination(cast: Cast) -> bytes:
    names = f"/Names << /Dests << /Names [({cast.gone}) [PAGE /Fit]] >> >>"
    return Sheet(body(cast), catalog=names).close(Raw())


@case
def page_label(cast: Cast) -> bytes:
    labels = f"/PageLabels << /Nums [0 << /S /D /P ({cast.gone}) >>] >>"
    return Sheet(body(cast), catalog=labels).close(Raw())


@case
def attachment(cast: Cast) -> bytes:
    raw = Raw()
    file = raw.stream("/Type /EmbeddedFile", f"Notitie van {cast.gone}".encode())
    spec = f"<< /Type /Filespec /F ({cast.gone}.txt) /EF << /F {file} 0 R >> >>"
    return Sheet(
        body(cast), catalog=f"/Names << /EmbeddedFiles << /Names [(a) {spec}] >> >> /AF [{spec}]"
    ).close(raw)


@case
def document_script(cast: Cast) -> bytes:
    script = f"<< /S /JavaScript /JS (var x = '{cast.gone}') >>"
    catalog = f"/OpenAction {script} /Names << /JavaScript << /Names [(a) {script}] >> >>"
    return Sheet(body(cast), catalog=catalog, page=f"/AA << /O {script} >>").close(Raw())


@case
def metadata(cast: Cast) -> bytes:
    raw = Raw()
    info = raw.add(
        f"<< /Title ({cast.gone}) /Author ({cast.gone}) /Keywords ({cast.gone}) "
        f"/Eigen ({cast.gone}) >>"
    )
    xmp = raw.stream("/Type /Metadata /Subtype /XML", f"<x>{cast.gone}</x>".encode(), pack=False)
    piece = f"/PieceInfo << /App << /Private ({cast.gone}) >> >> /Metadata {xmp} 0 R"
    return Sheet(
        body(cast), trailer=f"/Info {info} 0 R", catalog=f"/Metadata {xmp} 0 R", page=piece
    ).close(raw)


@case
def actual_text(cast: Cast) -> bytes:
    marked = f"/Span << /ActualText ({cast.gone}) >> BDC {show('een ander woord', 40, 160)} EMC\n"
    return Sheet(body(cast) + marked).close(Raw())


@case
def actual_text_property(cast: Cast) -> bytes:
    wide = cast.gone.encode("utf-16-be").hex()
    marked = f"/Span /MC0 BDC {show('een ander woord', 40, 160)} EMC\n"
    return Sheet(
        body(cast) + marked, resources=f"/Properties << /MC0 << /ActualText <feff{wide}> >> >>"
    ).close(Raw())


@case
def structure_tree(cast: Cast) -> bytes:
    tree = (
        "/StructTreeRoot << /Type /StructTreeRoot /K << /Type /StructElem /S /P "
        f"/Alt ({cast.gone}) /E ({cast.gone}) /T ({cast.gone}) /Pg PAGE /K 0 >> >> "
        "/MarkInfo << /Marked true >>"
    )
    content = "/P << /MCID 0 >> BDC\n" + body(cast) + "EMC\n"
    return Sheet(content, catalog=tree, page="/StructParents 0").close(Raw())


@case
def hidden_layer(cast: Cast) -> bytes:
    raw = Raw()
    layer = raw.add(f"<< /Type /OCG /Name ({cast.gone}) >>")
    hidden = f"/OC /L1 BDC {show(cast.gone, 40, 120)} EMC\n"
    return Sheet(
        body(cast) + hidden,
        resources=f"/Properties << /L1 {layer} 0 R >>",
        catalog=f"/OCProperties << /OCGs [{layer} 0 R] /D << /OFF [{layer} 0 R] >> >>",
    ).close(raw)


@case
def visible_layer(cast: Cast) -> bytes:
    raw = Raw()
    layer = raw.add(f"<< /Type /OCG /Name ({cast.gone}) >>")
    shown = f"/OC /L1 BDC {show(f'In de laag: {cast.gone} ook', 40, 120)} EMC\n"
    return Sheet(
        body(cast) + shown,
        resources=f"/Properties << /L1 {layer} 0 R >>",
        catalog=f"/OCProperties << /OCGs [{layer} 0 R] /D << /ON [{layer} 0 R] >> >>",
    ).close(raw)


@case
def earlier_revision(cast: Cast) -> bytes:
    raw = Raw()
    first = Sheet(body(Cast(cast.gone, cast.gone))).close(raw)
    place = len(first)
    content = zlib.compress(body(cast).encode())
    number = next(i for i, item in enumerate(raw.objects, 1) if b"stream" in item)
    update = f"{number} 0 obj\n<< /Filter /FlateDecode /Length {len(content)} >>\nstream\n".encode()
    update += content + b"\nendstream\nendobj\n"
    start = place + len(update)
    previous = int(first.rsplit(b"startxref\n", 1)[1].split()[0])
    tail = (
        f"xref\n{number} 1\n{place:010} 00000 n \ntrailer << /Size {len(raw.objects) + 1} "
        f"/Root {len(raw.objects)} 0 R /Prev {previous} >>\nstartxref\n{start}\n%%EOF\n"
    )
    return first + update + tail.encode()


@case
def trailing_bytes(cast: Cast) -> bytes:
    return Sheet(body(cast)).close(Raw(), tail=f"\n{cast.gone}\n".encode())


@case
def orphan_object(cast: Cast) -> bytes:
    raw = Raw()
    raw.add(f"({cast.gone})")
    raw.stream("", cast.gone.encode())
    return Sheet(body(cast)).close(raw)


@case
def content_comment(cast: Cast) -> bytes:
    return Sheet(f"% {cast.gone}\n" + body(cast)).close(Raw())


@case
def unused_form(cast: Cast) -> bytes:
    raw = Raw()
    form = raw.stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 400 300]", show(cast.gone, 40, 100).encode()
    )
    return Sheet(body(cast), xobjects=f"/Unused {form} 0 R").close(raw)


# Pictures: a page of pixels with the letters of a name as a 5-by-7 pattern of blocks.

_BITS = {
    char: random.Random(ord(char)).getrandbits(35)  # noqa: S311 (a made-up alphabet)
    for char in "abcdefghijklmnopqrstuvwxyz"
}
PIXELS = 3  # pixels a block; the picture is drawn at one pixel a point


def picture(lines: list[tuple[str, int, int]], width: int = WIDTH, height: int = HEIGHT) -> bytes:
    """Grey pixels with words at (x, y from the top), one byte a pixel."""
    grey = bytearray(b"\xff" * width * height)
    for word, x, y in lines:
        for place, char in enumerate(word.lower()):
            bits = _BITS.get(char, 0)
            for spot in range(35):
                if bits >> spot & 1:
                    left, top = x + place * 9 + spot % 5, y + spot // 5
                    grey[top * width + left] = 0
    return bytes(grey)


def scan_words(cast: Cast) -> list[tuple[str, int, int]]:
    """The words of the scanned page: (word, x, y); each letter is nine points wide."""
    gone, stays = cast.gone.split()[1], cast.stays.split()[1]
    return [("Verslag", 40, 50), (gone, 40, 70), (stays, 200, 70), ("Einde", 40, 90)]


def _image(raw: Raw, grey: bytes, extra: str = "") -> int:
    entries = (
        f"/Type /XObject /Subtype /Image /Width {WIDTH} /Height {HEIGHT} "
        f"/ColorSpace /DeviceGray /BitsPerComponent 8 {extra}"
    )
    return raw.stream(entries, grey)


PAINT = f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /Im0 Do Q\n"
SCANS: dict[str, Builder] = {}


def scan_case(build: Builder) -> Builder:
    SCANS[build.__name__] = build
    return build


def _layer(cast: Cast) -> str:
    return "".join(
        f"BT 3 Tr /F1 10 Tf 1 0 0 1 {x} {HEIGHT - y - 8} Tm ({word}) Tj ET\n"
        for word, x, y in scan_words(cast)
    )


@scan_case
def scan(cast: Cast) -> bytes:
    raw = Raw()
    image = _image(raw, picture(scan_words(cast)))
    return Sheet(PAINT, xobjects=f"/Im0 {image} 0 R").close(raw)


@scan_case
def scan_rotated(cast: Cast) -> bytes:
    raw = Raw()
    image = _image(raw, picture(scan_words(cast)))
    return Sheet(PAINT, xobjects=f"/Im0 {image} 0 R", page="/Rotate 90").close(raw)


@scan_case
def scan_in_form(cast: Cast) -> bytes:
    raw = Raw()
    image = _image(raw, picture(scan_words(cast)))
    form = raw.stream(
        f"/Type /XObject /Subtype /Form /BBox [0 0 {WIDTH} {HEIGHT}] "
        f"/Resources << /XObject << /Im0 {image} 0 R >> >>",
        PAINT.encode(),
    )
    return Sheet("/Fm0 Do\n", xobjects=f"/Fm0 {form} 0 R").close(raw)


@scan_case
def scan_soft_mask(cast: Cast) -> bytes:
    raw = Raw()
    mask = _image(raw, bytes(255 - value for value in picture(scan_words(cast))))
    image = _image(raw, b"\0" * WIDTH * HEIGHT, f"/SMask {mask} 0 R")
    return Sheet(PAINT, xobjects=f"/Im0 {image} 0 R").close(raw)


@scan_case
def scan_stencil(cast: Cast) -> bytes:
    raw = Raw()
    grey, packed = picture(scan_words(cast)), bytearray()
    for row in range(HEIGHT):
        line = grey[row * WIDTH : (row + 1) * WIDTH] + b"\xff" * (-WIDTH % 8)
        for start in range(0, len(line), 8):
            packed.append(sum((line[start + bit] > 127) << (7 - bit) for bit in range(8)))
    image = raw.stream(
        f"/Type /XObject /Subtype /Image /Width {WIDTH} /Height {HEIGHT} /ImageMask true "
        "/BitsPerComponent 1",
        bytes(packed),
    )
    return Sheet("0 g " + PAINT, xobjects=f"/Im0 {image} 0 R").close(raw)


@scan_case
def scan_strips(cast: Cast) -> bytes:
    raw = Raw()
    grey, content, names = picture(scan_words(cast)), "", ""
    for number, top in enumerate(range(0, HEIGHT, 75)):
        rows = grey[top * WIDTH : (top + 75) * WIDTH]
        image = raw.stream(
            f"/Type /XObject /Subtype /Image /Width {WIDTH} /Height 75 "
            "/ColorSpace /DeviceGray /BitsPerComponent 8",
            rows,
        )
        content += f"q {WIDTH} 0 0 75 0 {HEIGHT - top - 75} cm /Im{number} Do Q\n"
        names += f"/Im{number} {image} 0 R "
    return Sheet(content, xobjects=names).close(raw)


@scan_case
def scan_inline(cast: Cast) -> bytes:
    grey = picture(scan_words(cast)).hex()
    content = (
        f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm BI /W {WIDTH} /H {HEIGHT} /CS /G /BPC 8 /F /AHx ID\n"
        f"{grey}>\nEI Q\n"
    )
    return Sheet(content).close(Raw())


@scan_case
def scan_with_text_layer(cast: Cast) -> bytes:
    raw = Raw()
    image = _image(raw, picture(scan_words(cast)))
    return Sheet(PAINT + _layer(cast), xobjects=f"/Im0 {image} 0 R").close(raw)
