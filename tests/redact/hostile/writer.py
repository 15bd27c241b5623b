"""Writing PDFs by hand, and the corpus that the modules beside this one fill: name to builder."""

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


SCANS: dict[str, Builder] = {}
MEASURED: dict[str, Builder] = {}
"""Cases in which every letter of a name has something of its own beside it."""
RASTERISED: set[str] = set()
"""The cases in which the page becomes an image."""


def raster_case(build: Builder) -> Builder:
    RASTERISED.add(build.__name__)
    return case(build)


def scan_case(build: Builder) -> Builder:
    SCANS[build.__name__] = build
    return build


def raster_scan_case(build: Builder) -> Builder:
    RASTERISED.add(build.__name__)
    return scan_case(build)
