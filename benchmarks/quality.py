"""Quality of detection on the open development set: ``python benchmarks/quality.py [-v]``.

Reads gold_dev.jsonl (our own text, invented people), runs the shipped detector on it and prints
recall by label and by public role, false alarms and look-alikes hit, each with a 95 % Wilson
interval. The set is for tuning and error analysis: its figures say nothing about unseen text.

A span counts as found when every character of it that isn't white space is covered by a finding of
any label: a box is a box. Functional mailboxes and general numbers that detection itself marks as
belonging to no person don't count as findings. Suggestions are left out.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from woo_tool.detect import Detector
from woo_tool.kinds import PageSource
from woo_tool.model import Finding, Page

GOLD = Path(__file__).parent / "gold_dev.jsonl"
#: Kinds of passage that stand for a scan.
SCANS = frozenset({"ocr_scan"})
#: What detection says that a finding is when it belongs to no person.
IMPERSONAL = frozenset({"functional_mailbox", "general_number"})


def wilson(hits: int, total: int, z: float = 1.96) -> tuple[float, float]:
    """The Wilson score interval of a share (E. B. Wilson, 1927); (0, 1) when there is nothing."""
    if total == 0:
        return 0.0, 1.0
    share = hits / total
    middle = share + z * z / (2 * total)
    spread = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    scale = 1 + z * z / total
    return (middle - spread) / scale, (middle + spread) / scale


@dataclass
class Score:
    """What a run gave, by name of the row: spans found and all spans; and the alarms."""

    rows: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    predictions: int = 0
    alarms: list[str] = field(default_factory=list)
    lookalikes: int = 0
    lookalikes_hit: int = 0
    misses: list[str] = field(default_factory=list)

    def count(self, row: str, found: bool) -> None:
        """Add one span to a row."""
        self.rows[row][0] += found
        self.rows[row][1] += 1


def as_page(row: Mapping[str, Any]) -> Page:
    """A passage as a page of plain text."""
    source = PageSource.OCR if row["kind"] in SCANS else PageSource.TEXT
    return Page(row["id"], 1, row["text"], (), 595.0, 842.0, source=source)


def add(score: Score, row: Mapping[str, Any], findings: Iterable[Finding]) -> None:
    """Compare the findings of a passage with its marks."""
    text: str = row["text"]
    places = [
        (one.start, one.end, str(one.label))
        for one in findings
        if not one.label.is_suggestion and IMPERSONAL.isdisjoint(one.rules)
    ]
    covered = {place for start, end, _ in places for place in range(start, end)}
    for span in row["spans"]:
        found = _covered(text, span, covered)
        score.count(span["label"], found)
        score.count("ALL", found)
        if span["label"] == "PERSON":
            kind = {True: "official in public", False: "goes", None: "differs"}
            score.count(f"PERSON, {kind[span['public_official']]}", found)
        if not found:
            score.misses.append(f"{row['id']} {span['label']}: {_around(text, span)}")
    right = [*row["spans"], *row["ignore"]]
    score.predictions += len(places)
    for start, end, label in places:
        if not any(start < mark["end"] and mark["start"] < end for mark in right):
            place = {"start": start, "end": end}
            score.alarms.append(f"{row['id']} {label}: {_around(text, place)}")
    for trap in row["hard_negatives"]:
        score.lookalikes += 1
        score.lookalikes_hit += any(trap["start"] < e and s < trap["end"] for s, e, _ in places)


def _covered(text: str, span: Mapping[str, Any], covered: set[int]) -> bool:
    places = range(span["start"], span["end"])
    return all(place in covered or text[place].isspace() for place in places)


def _around(text: str, span: Mapping[str, Any]) -> str:
    start, end = span["start"], span["end"]
    return f"{text[max(0, start - 30) : start]}[{text[start:end]}]{text[end : end + 20]}".replace(
        "\n", "/"
    )


def report(score: Score) -> list[str]:
    """The lines to print."""
    lines = [f"{'found':28} {'n':>5} {'share':>7}  95 % interval"]
    lines += [_line(name, *score.rows[name]) for name in sorted(score.rows)]
    alarms = len(score.alarms)
    low, high = wilson(alarms, score.predictions)
    per = 1000 * alarms / score.predictions if score.predictions else 0.0
    lines.append(
        f"false alarms in 1,000 findings: {per:.0f} ({1000 * low:.0f}-{1000 * high:.0f}), "
        f"{alarms} of {score.predictions}"
    )
    low, high = wilson(score.lookalikes_hit, score.lookalikes)
    lines.append(
        f"look-alikes hit: {score.lookalikes_hit} of {score.lookalikes} "
        f"({100 * low:.1f}-{100 * high:.1f} %)"
    )
    return lines


def _line(name: str, hits: int, total: int) -> str:
    low, high = wilson(hits, total)
    share = hits / total
    return f"{name:28} {total:5} {100 * share:6.1f}%  {100 * low:.1f}-{100 * high:.1f}%"


def run(rows: Iterable[Mapping[str, Any]], detector: Detector) -> Score:
    """Detect and score every passage."""
    score = Score()
    for row in rows:
        add(score, row, detector.find([as_page(row)]))
    return score


def read(path: Path = GOLD) -> list[dict[str, Any]]:
    """The passages of the development set."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures; with -v the misses and false alarms too."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("-v", "--verbose", action="store_true", help="list misses and false alarms")
    options = parser.parse_args(arguments)
    score = run(read(), Detector.load())
    lines = report(score)
    if options.verbose:
        lines += ["", "MISSES", *score.misses, "", "FALSE ALARMS", *score.alarms]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
