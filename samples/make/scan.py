"""The scanned memo: a typed page, rendered, turned a little and specked, without any text."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pymupdf
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from make import pdf
from make.marks import Ledger
from make.pdf import Template, Writer, gap

DPI = 200
DEGREES = 0.45
SPECKS = 500
SEED = 20230517


def scanned_memo(path: Path, ledger: Ledger) -> None:
    """A PDF with one image of a page and no text."""
    source = path.with_suffix(".bron.pdf")
    _memo(source, ledger)
    picture = _render(source)
    source.unlink()
    with pymupdf.open() as out:
        page = out.new_page(width=A4[0], height=A4[1])
        page.insert_image(page.rect, stream=picture)
        out.set_metadata({"producer": "Multifunctional 4", "title": "", "creationDate": ""})
        out.save(path, deflate=True, garbage=3, no_new_id=True)


def _memo(path: Path, ledger: Ledger) -> None:
    write = Writer(ledger)

    def draw(canvas: Canvas, _: Any) -> None:
        pdf.wordmark(canvas, ledger, "Dienst Kribben en Oevers, district Boven-Waal")

    text = pdf.style("scan", fontSize=11, leading=16, spaceAfter=9)
    title = pdf.style("scantitle", fontName=pdf.BOLD, fontSize=15, leading=19, spaceAfter=10)
    story: list[Flowable] = [
        write.h("Interne memo", title),
        write.p("Aan: Gülsüm Karahan, DVI\nVan: Evelien Kok\nDatum: [[+datum|17 mei 2023]]", text),
        write.p("Onderwerp: [[+onderwerp|veiligstellen laptop en stukken]]", text),
        gap(8),
        write.p(
            "Op jouw verzoek heb ik vanochtend de dienstlaptop van Rutger Blok in ontvangst "
            "genomen. Douwe Nauta was daarbij aanwezig. De laptop ligt in de kast op mijn kamer. "
            "De sleutel heb ik aan Bambang Hardjosoemarto gegeven.",
            text,
        ),
        write.p(
            "De heer Blok vroeg waarom dit nodig was. Ik heb gezegd dat ik daar niets over kan "
            "zeggen en dat hij bij DVI terecht kan. Hij is daarna naar huis gegaan.",
            text,
        ),
        write.p(
            "De papieren stukken over het kribonderhoud haalt Mei-Ling Cheung morgen op. Voor "
            "vragen ben ik bereikbaar op [[kok:PHONE_NUMBER|06 - 3907 5514]].",
            text,
        ),
        gap(16),
        write.p("E. Kok", text),
        write.h("teamleider Contractbeheer", text),
    ]
    frame = (25 * mm, 30 * mm, A4[0] - 50 * mm, A4[1] - 75 * mm)
    pdf.build(path, "", [Template("p", (frame,), draw)], story, pages=1)


def _render(source: Path) -> bytes:
    with pymupdf.open(source) as document:
        pixels = document[0].get_pixmap(dpi=DPI, colorspace=pymupdf.csGRAY)
        image = Image.frombytes("L", (pixels.width, pixels.height), pixels.samples)
    turned = np.asarray(image.rotate(DEGREES, Image.Resampling.BICUBIC, fillcolor=255)).copy()
    chance = np.random.default_rng(SEED)
    rows = chance.integers(0, turned.shape[0] - 2, SPECKS)
    columns = chance.integers(0, turned.shape[1] - 2, SPECKS)
    for row, column in zip(rows, columns, strict=True):
        turned[row : row + 2, column : column + 2] = 150
    paper = np.minimum(turned, 246) // 16 * 16
    out = BytesIO()
    Image.fromarray(paper.astype(np.uint8)).save(out, "PNG", dpi=(DPI, DPI))
    return out.getvalue()
