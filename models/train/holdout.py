"""Measure what a model makes of corpus files that it wasn't trained on.

    python models/train/train.py --data DIR --out /tmp/without_b --without b
    python models/train/holdout.py /tmp/without_b --files b [--show]

A person counts as found when every character of the name is covered; a prediction that touches no
person and no marked number is a false alarm. Shown with candidates too (recall mode).
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import spacy
from spacy.language import Language

_CORPUS = Path(__file__).parent.parent / "corpus"
_MARK = re.compile(r"\[\[([A-Z]+):(.*?)\]\]", re.S)
_INNOCENT = frozenset({"LOC", "ORG", "HN"})

Marked = tuple[int, int, str]


def passages(path: Path) -> Iterator[tuple[str, list[Marked]]]:
    """Return the text and the marks, all labels, of each passage of a corpus file."""
    for part in re.split(r"^=== .*\n", path.read_text(encoding="utf-8"), flags=re.M)[1:]:
        text, position, marks = "", 0, []
        for mark in _MARK.finditer(part):
            text += part[position : mark.start()]
            marks.append((len(text), len(text) + len(mark.group(2)), mark.group(1)))
            text += mark.group(2)
            position = mark.end()
        yield text + part[position:], marks


def interval(hits: int, count: int) -> tuple[float, float]:
    """Return the 95% Wilson interval of a share."""
    if not count:
        return 0.0, 1.0
    z, share = 1.96, hits / count
    middle = share + z * z / (2 * count)
    spread = z * ((share * (1 - share) + z * z / (4 * count)) / count) ** 0.5
    scale = 1 + z * z / count
    return (middle - spread) / scale, (middle + spread) / scale


def score(nlp: Language, path: Path, *, candidates: bool, show: bool) -> str:
    """Return a line of figures for one corpus file."""
    people = covered = found = wrong = 0
    for text, marks in passages(path):
        doc = nlp(text)
        spans = [e for e in doc.ents if e.label_ == "PERSON"]
        spans += doc.spans["woo_candidates"] if candidates else []
        places = [(span.start_char, span.end_char) for span in spans]
        inked = {i for start, end in places for i in range(start, end)}
        for start, end, label in marks:
            if label == "P":
                people += 1
                whole = all(i in inked or text[i].isspace() for i in range(start, end))
                covered += whole
                if show and not whole:
                    sys.stdout.write(f"MISS  {_context(text, start, end)}\n")
        right = [(start, end) for start, end, label in marks if label not in _INNOCENT]
        for start, end in places:
            found += 1
            if not any(start < last and first < end for first, last in right):
                wrong += 1
                if show:
                    sys.stdout.write(f"ALARM {_context(text, start, end)}\n")
    low, high = interval(covered, people)
    low_wrong, high_wrong = interval(wrong, found)
    return (
        f"{path.stem:22s} {100 * covered / people:5.1f}% [{100 * low:.1f}-{100 * high:.1f}] of "
        f"{people}; {1000 * wrong / found:4.0f} [{1000 * low_wrong:.0f}-{1000 * high_wrong:.0f}] "
        f"false alarms in 1,000"
    )


def _context(text: str, start: int, end: int) -> str:
    before, after = text[max(0, start - 30) : start], text[end : end + 25]
    return f"{before}[{text[start:end]}]{after}".replace("\n", "/")


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure a model on corpus files")
    parser.add_argument("model", type=Path)
    parser.add_argument("--files", required=True, help="first letters of the corpus files")
    parser.add_argument("--show", action="store_true", help="list misses and false alarms")
    args = parser.parse_args()
    nlp = spacy.load(args.model)
    for path in sorted(_CORPUS.glob("*.txt")):
        if path.name[0] in args.files:
            for candidates in (False, True):
                figures = score(nlp, path, candidates=candidates, show=args.show and not candidates)
                mode = "with candidates" if candidates else "entities"
                sys.stdout.write(f"{figures} ({mode})\n")


if __name__ == "__main__":
    main()
