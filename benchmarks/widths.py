"""Does the width of a box tell the name? ``python benchmarks/widths.py [--lines N]``.

5,000 Dutch names (first name and surname from the lists of models/nl_woo) against boxes in
paragraphs that are set ragged right. For each line the redactor makes the file; what is then seen
between the text before and after the box (or, at the end of a line, the box itself) is compared
with the width of every name. Three readers of the result:

- naive: a box exactly over the name, which is what a plain redaction leaves;
- box: who measures the box: in a line that was moved every name fits that the line has room for;
- breaks: who also knows how lines were broken: the name has to fit in the line as it was, and
  the first word of the next line must not.

Printed are medians of the number of names that fit, over the lines that could be moved.
"""

from __future__ import annotations

import argparse
import gzip
import random
import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pymupdf

from woo_tool.extract import extract_pdf
from woo_tool.geometry import boxes_of
from woo_tool.kinds import Label
from woo_tool.model import Redaction
from woo_tool.redact import OutputInfo, redact_pdf
from woo_tool.resources import data_path

NAMES, SIZE, LEFT, RIGHT = 5_000, 11.0, 72.0, 523.0
FONTS = ("helv", "tiro", "cour")
_EXACT = 0.05  # points within which a width is told from a gap
TEXT = (
    "In het overleg van dinsdag is gesproken over de voortgang van het onderzoek en de planning "
    "voor het komende kwartaal. Volgens {} moet de directie daar nog voor de zomer over besluiten, "
    "omdat anders de eerder gemaakte afspraken niet kunnen worden nagekomen. De notitie is daarna "
    "door {} aangepast en opnieuw aan de leden van de werkgroep gestuurd, met het verzoek om "
    "uiterlijk vrijdag te reageren. Daarop is alleen door {} gereageerd."
)


@dataclass(frozen=True, slots=True)
class Line:
    """One set line: its words, where a name stands in it, and the first word of the next."""

    text: str
    name: str
    following: str


@cache
def names() -> list[str]:
    """5,000 names that are put together by chance, the same on every run."""
    firsts, lasts = [], []
    path = data_path("models", "nl_woo", "woo_crf", "lists.txt.gz")
    with gzip.open(path, "rt", encoding="utf-8") as rows:
        for row in rows:
            word, _, kinds = row.rstrip("\n").partition("\t")
            if word.isascii() and word.isalpha() and len(word) > 2:
                firsts += [word.title()] if kinds.startswith("F") else []
                lasts += [word.title()] if "S" in kinds else []
    dice = random.Random(20_16)  # noqa: S311 (a sample for a benchmark)
    return [f"{dice.choice(firsts)} {dice.choice(lasts)}" for _ in range(NAMES)]


def set_lines(text: str, font: str) -> list[str]:
    """The text broken into lines that fit between the margins."""
    rows = [""]
    for word in text.split(" "):
        longer = f"{rows[-1]} {word}".strip()
        if rows[-1] and width(longer, font) > RIGHT - LEFT:
            rows.append(word)
        else:
            rows[-1] = longer
    return [row.replace("_", " ") for row in rows]


def width(text: str, font: str) -> float:
    """Points, at the size of the text."""
    return float(pymupdf.get_text_length(text.replace("_", " "), font, SIZE))


def page_of(rows: Sequence[str], font: str, target: Path) -> None:
    """A PDF with these lines."""
    with pymupdf.open() as document:
        page = document.new_page()
        for place, row in enumerate(rows):
            page.insert_text((LEFT, 90 + place * 15), row, fontname=font, fontsize=SIZE)
        document.save(target)


@cache
def all_widths(font: str) -> list[float]:
    """The width of each of the names."""
    return [width(name, font) for name in names()]


def measure(chosen: Sequence[str], font: str) -> list[tuple[int, ...]]:
    """For each of the chosen names in a text: moved or not, and how many names fit three ways."""
    rows = set_lines(TEXT.format(*(name.replace(" ", "_") for name in chosen)), font)
    found = []
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "in.pdf"), Path(folder, "out.pdf")
        page_of(rows, font, source)
        pages = extract_pdf("0001", source)
        page = pages[0]
        redactions = []
        for place, name in enumerate(chosen):
            start = page.text.find(name)
            if start < 0:
                continue  # broken over two lines
            end = start + len(name)
            boxes = boxes_of(page, start, end)
            redactions.append(
                Redaction(
                    f"m{place}",
                    "0001",
                    1,
                    start,
                    end,
                    boxes,
                    ("5.1.2.e",),
                    Label.PERSON,
                    None,
                    None,
                    name,
                )
            )
        result = redact_pdf(source, target, pages, redactions, OutputInfo("Meting", None))
    telling = {mark for _, mark in result.telling}
    for item in redactions:
        number = next(n for n, row in enumerate(rows) if item.text in row)
        following = rows[number + 1].split(" ")[0] if number + 1 < len(rows) else ""
        found.append(count(item, Line(rows[number], item.text, following), font, telling))
    return found


def count(item: Redaction, line: Line, font: str, telling: set[str]) -> tuple[int, ...]:
    """Moved or not, and how many names fit: naive, by the box, by the box and the line breaks."""
    own, rest = width(item.text, font), width(line.text, font) - width(item.text, font)
    room = RIGHT - LEFT - rest
    next_word = width(" " + line.following, font) if line.following else 1e9
    widths = all_widths(font)
    naive = sum(abs(value - own) < _EXACT for value in widths)
    if item.mark in telling:
        return 0, naive, naive, naive
    breaks = sum(value <= room + _EXACT < value + next_word + 2 * _EXACT for value in widths)
    return 1, naive, sum(value <= room + _EXACT for value in widths), breaks


def say(line: str) -> None:
    """One line of the table."""
    sys.stdout.write(line + "\n")


def main() -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=40, help="names per font that are redacted")
    options = parser.parse_args()
    everyone = names()
    say(f"{'font':6} {'lines':>6} {'moved':>6} {'naive':>7} {'box':>7} {'breaks':>7}")
    for font in FONTS:
        rows = []
        for place in range(0, options.lines, 3):
            rows += measure(everyone[place * 7 : place * 7 + 3], font)
        moved = [row for row in rows if row[0]]
        middle = [statistics.median(column) for column in list(zip(*moved, strict=True))[1:]]
        say(f"{font:6} {len(rows):6} {len(moved):6} " + " ".join(f"{v:7.0f}" for v in middle))
    return 0


if __name__ == "__main__":
    sys.exit(main())
