"""The table of hiding places: leaked, refused, text kept, cost. ``python -m benchmarks.places``.

Each file of the hostile corpus (tests/redact/hostile) and its twin about another person are
redacted and verified as a user would. Searched for the name are the unpacked bytes and the text
by pypdf; kept is the part of the words that had to stay and that pypdf still reads; cost is CPU
time of redacting as a multiple of reading the file with PyMuPDF.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pymupdf
import pypdf

from tests.redact.hostile_pdfs import CASES, SCANS, Builder, make_cast
from tests.redact.reading import read_pages, redactions_of
from tests.redact.test_hostile import INFO, ocr_page, remains
from woo_tool.errors import WooError
from woo_tool.kinds import PageSource
from woo_tool.model import Box, Page, Redaction
from woo_tool.redact import redact_pdf
from woo_tool.verify import Expectation, make_terms, verify_document


@dataclass(frozen=True, slots=True)
class Row:
    """One file: what became of it."""

    place: str
    leaked: bool
    refused: str
    method: str
    kept: float
    cost: float


def measure(name: str, build: Builder, folder: Path, *, twin: bool) -> Row:
    """Redacts one file about one person, or its twin about the other."""
    cast = make_cast(random.SystemRandom().getrandbits(32))
    gone, stays = (cast.stays, cast.gone) if twin else (cast.gone, cast.stays)
    if name in SCANS:
        gone, stays = gone.split()[1], stays.split()[1]
    source, target = folder / "in.pdf", folder / "out.pdf"
    target.unlink(missing_ok=True)
    source.write_bytes(build(cast))
    pages = read_pages(source)
    if pages[0].source is PageSource.NONE:
        pages = (ocr_page(cast, pages[0].rotation),)
    redactions: tuple[Redaction, ...] = redactions_of(pages, gone)
    place = f"{name}{' (tweeling)' if twin else ''}"
    least = cpu_of_reading(source)
    start = time.process_time()
    try:
        result = redact_pdf(source, target, pages, redactions, INFO)
    except WooError as fault:
        return Row(place, leaked=False, refused=fault.what, method="-", kept=0.0, cost=0.0)
    cost = (time.process_time() - start) / least
    report = verify_document(
        Expectation("0001", target, source, pages, redactions), make_terms(redactions, [])
    )
    refused = next((c.layer for c in report.checks if c.result not in ("pass", "question")), "")
    leaked = bool(redactions) and bool(remains(target, gone))
    return Row(place, leaked, refused, result.pages[0], kept(pages, redactions, target), cost)


def cpu_of_reading(source: Path) -> float:
    """CPU seconds of opening a file and reading its words, the mean of a few times."""
    start = time.process_time()
    for _ in range(5):
        with pymupdf.open(source) as document:
            for page in document:
                page.get_text("words")
    return (time.process_time() - start) / 5


def kept(pages: Sequence[Page], redactions: Sequence[Redaction], target: Path) -> float:
    """The part of the words outside the boxes that can still be read."""
    spans = [(item.page, item.start, item.end) for item in redactions]
    boxes = [box for item in redactions for box in item.boxes]
    words = [
        word.text
        for page in pages
        for word in page.words
        if not any(p == page.number and s < word.end and word.start < e for p, s, e in spans)
        and not any(_touch(word.box, box) for box in boxes)
        and 0 <= word.box.x0 < page.width
        and 0 <= word.box.y0 < page.height
    ]
    text = "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(target).pages)
    return sum(word in text for word in words) / len(words) if words else 1.0


def _touch(one: Box, other: Box) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1 and one.y0 < other.y1 and other.y0 < one.y1


def rows(folder: Path) -> Iterator[Row]:
    """Every file and its twin."""
    for name, build in {**CASES, **SCANS}.items():
        for twin in (False, True):
            yield measure(name, build, folder, twin=twin)


def say(line: str) -> None:
    """One line of the table."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def table() -> int:
    """Prints the table; 1 when something leaked."""
    found: list[Row] = []
    say(f"{'place':32} {'leaked':>6} {'refused':>8} {'made':>10} {'kept':>6} {'cost':>6}")
    with tempfile.TemporaryDirectory() as folder:
        for row in rows(Path(folder)):
            found.append(row)
            say(
                f"{row.place:32} {'YES' if row.leaked else '-':>6} {row.refused or '-':>8} "
                f"{row.method:>10} {row.kept:6.0%} {row.cost:5.1f}x"
            )
    count = len(found)
    say(
        f"{count} files: {sum(row.leaked for row in found)} leaked, "
        f"{sum(bool(row.refused) for row in found)} refused, "
        f"{sum(row.method == 'rasterised' for row in found)} became images, "
        f"{sum(row.kept for row in found) / count:.1%} of the text kept"
    )
    return 1 if any(row.leaked for row in found) else 0


if __name__ == "__main__":
    sys.exit(table())
