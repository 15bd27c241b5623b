"""Every kind of file becomes a part: with a PDF to work on, or with the reason why not."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import struct
import zlib
from pathlib import Path
from unicodedata import normalize

import pymupdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.intake.intake_files import DOCX, docx_bytes, image_bytes, mail, pdf_bytes, text_of
from woo_tool.extract import extract_pdf
from woo_tool.intake import SourceFile, office_program, read_bytes, read_file
from woo_tool.intake.parts import limits
from woo_tool.kinds import Status

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def _encrypted_pdf() -> bytes:
    return pdf_bytes("geheim", encryption=5, user_pw="x", owner_pw="y")


BAD: dict[str, tuple[bytes, Status, str]] = {
    "zero bytes": (b"", Status.EMPTY, "leeg"),
    "only white space": (b" \r\n\t\n", Status.EMPTY, "leeg"),
    "html without text": (b"<html><script>x</script></html>", Status.EMPTY, "geen tekst"),
    "pdf with a password": (_encrypted_pdf(), Status.ENCRYPTED, "wachtwoord"),
    "pdf that is cut off": (pdf_bytes("tekst")[:300], Status.UNREADABLE, "beschadigd"),
    "pdf that is only a head": (b"%PDF-1.7\n", Status.UNREADABLE, "beschadigd"),
    "image that is cut off": (image_bytes()[:200], Status.UNREADABLE, "beschadigd"),
    "photo that is cut off": (image_bytes("JPEG")[:1500], Status.UNREADABLE, "beschadigd"),
    "jpeg that is only a head": (b"\xff\xd8\xff\xe0\0\0", Status.UNREADABLE, "beschadigd"),
    "zip bomb docx": (docx_bytes("x", padding=300_000_000), Status.UNREADABLE, "verdacht groot"),
    "broken docx": (docx_bytes("x")[:-30], Status.UNSUPPORTED, "archief"),
    "zip": (b"PK\x05\x06" + bytes(18), Status.UNSUPPORTED, "archief"),
    "gzip": (b"\x1f\x8b\x08\x00rest", Status.UNSUPPORTED, "archief"),
    "outlook": (OLE + "__properties_version1.0".encode("utf-16-le"), Status.UNSUPPORTED, ".eml"),
    "encrypted word": (
        OLE + "EncryptedPackage WordDocument".encode("utf-16-le"),
        Status.ENCRYPTED,
        "wachtwoord",
    ),
    "text of another machine": (
        "Verklaring van Wexiber Oltramuk".encode("cp500"),
        Status.UNSUPPORTED,
        "wordt niet gelezen",
    ),
    "text in another alphabet": (
        "Заявление Векси Олтрамук".encode("cp1251"),
        Status.UNSUPPORTED,
        "wordt niet gelezen",
    ),
    "program": (b"MZ\x90\x00\x03\x00", Status.UNSUPPORTED, "wordt niet gelezen"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_read_is_a_row_with_the_reason(case: str) -> None:
    data, status, reason = BAD[case]
    part = read_bytes("stukken/bestand.pdf", data)
    assert (part.status, part.pdf, part.data) == (status, None, data)
    assert reason in part.reason
    assert part.title == "bestand"


@given(
    st.binary(max_size=400),
    st.sampled_from(
        [
            b"",
            b"%PDF-1.4\n",
            b"PK\x03\x04",
            b"BM",
            b"II*\0",
            b"\x89PNG\r\n\x1a\n",
            b"From: a@b.nl\nSubject: x\n",
            b"{\\rtf",
            b"<html>",
            b"GIF89a",
        ]
    ),
)
def test_no_content_is_too_bad_to_read(tail: bytes, head: bytes) -> None:
    if head in (b"{\\rtf",):
        return  # LibreOffice takes anything, one second each
    part = read_bytes("x", head + tail)
    assert part.data == head + tail
    assert (part.pdf is not None) == part.status.readable
    assert part.status.readable or part.reason


def test_a_pdf_is_its_own_rendition() -> None:
    data = pdf_bytes("Gespreksverslag\n\nDatum: 3 februari 2021", "blad twee")
    part = read_bytes("map/stuk.pdf", data)
    assert part.pdf == data
    assert (part.media, part.suffix, part.status) == ("application/pdf", ".pdf", Status.OK)
    assert (part.kind, part.date) == ("gespreksverslag", dt.date(2021, 2, 3))


def test_a_pdf_with_only_an_owner_password_opens() -> None:
    part = read_bytes("stuk.pdf", pdf_bytes("tekst", encryption=5, user_pw="", owner_pw="y"))
    assert part.status is Status.OK
    assert text_of(part) == "tekst"


@pytest.mark.parametrize(
    "data",
    [
        pdf_bytes("een", "twee").replace(b"/Count 2", b"/Count 3"),
        pdf_bytes("een", "twee").replace(b"startxref", b"startxxxx"),
    ],
)
def test_a_pdf_that_had_to_be_repaired_says_so(data: bytes) -> None:
    part = read_bytes("stuk.pdf", data)
    assert part.status is Status.OK
    assert "beschadigd" in part.reason


def test_files_inside_a_pdf_are_children() -> None:
    with pymupdf.open(stream=pdf_bytes("voorblad"), filetype="pdf") as file:
        file.embfile_add("bijlage", b"Beste Noor", filename="brief.txt")
        file.embfile_add("kapot", b"\0\1", filename="x.bin")
        data: bytes = file.tobytes()
    part = read_bytes("bundel.pdf", data)
    assert [(child.name, child.status) for child in part.children] == [
        ("brief.txt", Status.OK),
        ("x.bin", Status.UNSUPPORTED),
    ]


TEXT = "Geachte heer Özdemir,\n\n\tkosten: € 100 – café\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.encode("cp1252"),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.replace("\n", "\r\n").encode(),
    ],
)
def test_text_of_any_encoding_is_readable(data: bytes) -> None:
    part = read_bytes("brief.txt", data)
    assert (part.media, part.status, part.kind) == ("text/plain", Status.OK, "brief")
    assert text_of(part).split() == TEXT.split()
    assert len(text_of(part).splitlines()) == 2


printable = st.text(
    st.one_of(
        st.characters(codec="cp1252", exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn"]),
        st.sampled_from("\n\tłőşЖ中\U0001f600\u0301\x07"),
    ),
    max_size=300,
)


@given(printable)
def test_no_character_of_a_text_vanishes(text: str) -> None:
    part = read_bytes("x.txt", ("begin " + text + " einde").encode())
    found = normalize("NFC", text_of(part)).replace("\u00ad", "-")
    for char in normalize("NFC", text):
        if not char.isspace() and char != "\u00ad":
            assert char in found or f"[U+{ord(char):04X}]" in found


def test_characters_without_a_glyph_are_written_out_and_counted() -> None:
    part = read_bytes("x.txt", "Beste 中\U0001f600".encode())
    assert text_of(part) == "Beste [U+4E2D][U+1F600]"
    assert part.status is Status.OK
    assert part.reason.startswith("2 tekens")


def test_long_lines_wrap_and_long_words_are_cut_without_loss() -> None:
    text = "woord " * 80 + "x" * 300
    part = read_bytes("x.txt", text.encode())
    lines = text_of(part).splitlines()
    assert len(lines) > 6
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert part.pdf is not None
    for page in extract_pdf("0001", part.pdf):
        assert all(word.box.x0 > 0 and word.box.x1 < page.width for word in page.words)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "BMP", "TIFF"])
def test_pictures_become_a_page_at_their_size(form: str) -> None:
    part = read_bytes("scan_2020-05-04.pdf", image_bytes(form, dpi=(100, 100)))
    assert (part.status, part.date) == (Status.OCR, dt.date(2020, 5, 4))
    assert part.media.startswith("image/")
    assert part.pdf is not None
    (page,) = extract_pdf("0001", part.pdf, ocr=False)
    if form != "GIF":  # has no dpi: fills the length of an A4
        assert (page.width, page.height) == pytest.approx((288, 144), abs=1)
    assert page.images


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "I;16"])
def test_pictures_of_any_mode_stay_dark_on_light(mode: str) -> None:
    part = read_bytes("x.png", image_bytes("PNG", mode=mode))
    with pymupdf.open(stream=part.pdf) as file:
        pixels = file[0].get_pixmap(colorspace=pymupdf.csGRAY)
        assert not any(image[1] for image in file[0].get_images()), "a soft mask stays behind"
    assert pixels.pixel(2, 2) == (255,)
    assert min(pixels.samples) < 60


def test_a_photo_loses_what_the_camera_adds_and_nothing_else() -> None:
    exif = Image.Exif()
    exif[0x013B] = "Noor Terpstra"  # artist
    data = image_bytes("JPEG", exif=exif, comment=b"Noor Terpstra")
    part = read_bytes("foto.jpg", data + b"Noor Terpstra")
    assert part.data.count(b"Noor Terpstra") == 3
    with pymupdf.open(stream=part.pdf) as file:
        inside = file.extract_image(file[0].get_images()[0][0])["image"]
    assert b"Noor Terpstra" not in inside
    with Image.open(io.BytesIO(inside)) as shown, Image.open(io.BytesIO(data)) as whole:
        assert shown.tobytes() == whole.tobytes()


def test_a_photo_on_its_side_is_set_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    part = read_bytes("foto.jpg", image_bytes("JPEG", exif=exif, dpi=(100, 100)))
    assert part.pdf is not None
    (page,) = extract_pdf("0001", part.pdf, ocr=False)
    assert (page.width, page.height) == pytest.approx((144, 288), abs=1)


def test_every_page_of_a_tiff_and_the_first_picture_of_an_animation() -> None:
    tiff = read_bytes("fax.tif", image_bytes("TIFF", frames=3))
    gif = read_bytes("logo.gif", image_bytes("GIF", frames=3))
    assert tiff.pdf is not None
    assert gif.pdf is not None
    assert len(extract_pdf("0001", tiff.pdf, ocr=False)) == 3
    assert len(extract_pdf("0001", gif.pdf, ocr=False)) == 1
    assert "animatie" in gif.reason


def test_a_picture_of_enormous_size_is_not_decoded() -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", 60000, 60000, 1, 0, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(9)))
    part = read_bytes("bom.png", data + chunk(b"IEND", b""))
    assert part.status is Status.UNREADABLE
    assert "beeldpunten" in part.reason


@pytest.mark.parametrize(
    "data", [TEXT.encode(), mail(TEXT).as_bytes(), image_bytes("TIFF", frames=2)]
)
def test_the_same_file_gives_the_same_bytes(data: bytes) -> None:
    assert read_bytes("x", data) == read_bytes("x", data)


def test_word_becomes_pdf_with_the_same_bytes_each_time() -> None:
    assert office_program() is not None, "LibreOffice ontbreekt: installeer libreoffice-writer"
    data = docx_bytes("Memo", "Datum: 3 april 2020", "Beste Noor", title="Voortgang &amp; besluit")
    part, again = read_bytes("stuk", data), read_bytes("stuk", data)
    assert part == again
    assert (part.media, part.suffix, part.status) == (DOCX, ".docx", Status.OK)
    assert (part.title, part.kind, part.date) == (
        "Voortgang & besluit",
        "memo",
        dt.date(2020, 4, 3),
    )
    assert text_of(part).split() == ["Memo", "Datum:", "3", "april", "2020", "Beste", "Noor"]


def test_without_libreoffice_a_word_file_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    part = read_bytes("stuk.docx", docx_bytes("Memo"))
    assert part.status is Status.UNREADABLE
    assert "installeer libreoffice" in part.reason


@pytest.mark.parametrize(
    "text", [b"a" * (limits().text_characters + 1), b"a" + b"\n" * 999_999, b"a" + b"\f" * 9_999]
)
def test_a_text_that_is_too_long_is_a_row(text: bytes) -> None:
    for data in (text, b"From: a@minvoorbeeld.nl\nSubject: x\n\n" + text):
        part = read_bytes("x.txt", data)
        assert part.status is Status.UNREADABLE
        assert "splits" in part.reason


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "groot.pdf"
    with path.open("wb") as file:
        file.truncate(limits().file_bytes + 1)
    part = read_file(SourceFile(path, "groot.pdf"))
    assert part.status is Status.UNREADABLE
    assert part.data == b""
