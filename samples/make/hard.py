"""Files that intake must survive: broken, encrypted, empty, of an unknown kind."""

from __future__ import annotations

import random
from pathlib import Path

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from make import pdf


def hard_files(folder: Path, whole: Path) -> None:
    """Write the files; ``whole`` is a sound PDF from which the broken one is cut."""
    folder.mkdir(parents=True, exist_ok=True)
    content = whole.read_bytes()
    (folder / "01-afgebroken-kopie.pdf").write_bytes(content[:1200])
    _encrypted(folder / "02-met-wachtwoord.pdf")
    (folder / "03-leeg.pdf").write_bytes(b"")
    (folder / "04-meetgegevens.dat").write_bytes(random.Random(4).randbytes(2048))  # noqa: S311
    (folder / "05-lege-notitie.txt").write_bytes(b"\r\n  \r\n")


def _encrypted(path: Path) -> None:
    state = random.getstate()
    random.seed(2)
    lock = StandardEncryption("geheim-2023", "eigenaar-2023", canPrint=0)
    canvas = Canvas(str(path), invariant=1, initialFontName=pdf.SANS, encrypt=lock)
    canvas.setFont(pdf.SANS, 11)
    canvas.drawString(70, 750, "Dit bestand is met een wachtwoord beveiligd.")
    canvas.save()
    random.setstate(state)
