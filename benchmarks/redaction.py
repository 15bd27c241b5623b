"""What safety costs, and what it holds: ``python -m benchmarks.redaction [--pages N]``.

CPU time of redacting and verifying a plain text page with ten boxes, as a multiple of the least
that one could do with PyMuPDF: open, read the words, ten labelled redactions, save. Both are run
by turns in one process; the figure is the ratio of the sums. Target: 8. Then the table of hiding
places (benchmarks/places.py).
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pymupdf

from benchmarks import places
from woo_tool.extract import extract_pdf
from woo_tool.geometry import boxes_of
from woo_tool.kinds import Label
from woo_tool.model import Page, Redaction
from woo_tool.redact import OutputInfo, redact_pdf
from woo_tool.verify import Expectation, make_terms, verify_document

TARGET = 8.0
_TEXT = (
    "In het overleg is gesproken over de voortgang van het onderzoek en over de planning voor het "
    "komende kwartaal, waarbij de directie heeft gevraagd om een notitie."
)
_WORDS = tuple(word for word in _TEXT.split(" ") if word)
_NAMES = [
    f"{first} {last}"
    for first in ("Anneke", "Bram")
    for last in ("Velthorst", "Zandstrook", "Kruimelaar", "Ossenwaard", "Pijlsteen")
]


def cpu() -> float:
    """CPU seconds of this process and of the programs that it waited for."""
    own, others = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def make_page(target: Path) -> None:
    """An A4 page of running text in which ten names stand."""
    with pymupdf.open() as document:
        page = document.new_page(width=595, height=842)
        for row in range(45):
            start = row * 7
            words = [_WORDS[(start + place) % len(_WORDS)] for place in range(9)]
            if row % 4 == 1 and row // 4 < len(_NAMES):
                words[3:3] = [_NAMES[row // 4]]
            page.insert_text((72, 80 + row * 15.5), " ".join(words), fontsize=10)
        document.save(target)


def redactions_in(page: Page) -> tuple[Redaction, ...]:
    """One redaction for each name."""
    found = []
    for place, name in enumerate(_NAMES):
        start = page.text.index(name)
        end = start + len(name)
        found.append(
            Redaction(
                f"m{place}",
                "0001",
                1,
                start,
                end,
                boxes_of(page, start, end),
                ("5.1.2.e",),
                Label.PERSON,
                None,
                None,
                name,
            )
        )
    return tuple(found)


def least(source: Path, target: Path, redactions: tuple[Redaction, ...]) -> None:
    """What PyMuPDF needs for the same boxes, without a care for anything else."""
    with pymupdf.open(source) as document:
        page = document[0]
        page.get_text("words")
        for item in redactions:
            for box in item.boxes:
                page.add_redact_annot(
                    pymupdf.Rect(*box),
                    text=item.code,
                    fill=(0, 0, 0),
                    text_color=(1, 1, 1),
                    fontsize=7,
                )
        page.apply_redactions()
        document.save(target, garbage=3, deflate=True)


def timed(work: Callable[[], object]) -> float:
    """CPU seconds of one piece of work."""
    start = cpu()
    work()
    return cpu() - start


def main() -> int:
    """Prints the ratio and its parts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=20, help="times that the page is done")
    count = parser.parse_args().pages
    with tempfile.TemporaryDirectory() as folder:
        source, target, plain = (Path(folder, name) for name in ("in.pdf", "out.pdf", "plain.pdf"))
        make_page(source)
        pages = extract_pdf("0001", source)
        redactions = redactions_in(pages[0])
        expectation = Expectation("0001", target, source, pages, redactions)
        terms = make_terms(redactions, [])
        steps: dict[str, Callable[[], object]] = {
            "plain": lambda: least(source, plain, redactions),
            "redact": lambda: redact_pdf(source, target, pages, redactions, OutputInfo("x", None)),
            "verify": lambda: verify_document(expectation, terms),
        }
        total = dict.fromkeys(steps, 0.0)
        for work in steps.values():  # fonts, settings and libraries are loaded once
            work()
        for _ in range(count):
            for name, work in steps.items():
                total[name] += timed(work)
        result = verify_document(expectation, terms).result
    ratio = (total["redact"] + total["verify"]) / total["plain"]
    lines = [
        f"{name:7} {seconds / count * 1000:7.1f} ms  {seconds / total['plain']:5.1f} x"
        for name, seconds in total.items()
    ]
    lines.append(f"redact + verify: {ratio:.1f} x (target {TARGET:g}); verification: {result}")
    sys.stdout.write("\n".join(lines) + "\n\n")
    return places.table() or (0 if result == "pass" else 1)


if __name__ == "__main__":
    sys.exit(main())
