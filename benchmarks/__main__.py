"""Quality and speed of detection on the open development set: ``python -m benchmarks [-v]``.

Prints two tables of quality, of detection alone and of detection with resolve (which finds a known
name in every other place of the passage), both with 95 % Wilson intervals, and the cost in ratios.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks import quality, speed
from woo_tool.detect import Detector
from woo_tool.kinds import Action, Label
from woo_tool.model import Box, Finding, Mark, Page, Word
from woo_tool.request import Request, parse_request
from woo_tool.resolve import resolve

_REQUEST = """
reference: B-1
authority:
  name: Bestuursorgaan
  decides: Het bestuursorgaan
  address: [Postbus 1, 1000 AA Plaats]
  objection_to: {body: Het bestuursorgaan, address: [Postbus 1, 1000 AA Plaats]}
request: {received: 2023-01-01, subject: meting}
decision: {dated: 2023-02-01}
"""


def resolved(rows: Iterable[Mapping[str, Any]], detector: Detector) -> tuple[quality.Score, int]:
    """The score of detection and resolve, each passage a dossier of its own; and how many names
    that go were kept for a public role."""
    score, kept = quality.Score(), 0
    request = parse_request(_REQUEST)
    for row in rows:
        page = _with_words(quality.as_page(row))
        marks = _marks(page, detector, request)
        quality.add(score, row, [_finding(mark) for mark in marks])
        kept += sum(_wrongly_kept(mark, row) for mark in marks)
    return score, kept


def _marks(page: Page, detector: Detector, request: Request) -> tuple[Mark, ...]:
    return resolve(
        {page.document: (page,)},
        detector.find([page]),
        request=request,
        people=(),
        document_hashes={page.document: page.document},
    ).marks


def _with_words(page: Page) -> Page:
    """The page with a place for each word, as a mark needs a box."""
    words = tuple(
        Word(hit[0], hit.start(), Box(hit.start(), 0.0, hit.end(), 10.0), 0)
        for hit in re.finditer(r"\S+", page.text)
    )
    return replace(page, words=words)


def _finding(mark: Mark) -> Finding:
    """A mark as a finding; an address or number that stays counts as nobody's."""
    nobodys = mark.action is Action.KEEP and mark.label is not Label.PERSON
    rules = ("functional_mailbox",) if nobodys else ()
    return Finding(
        mark.document, mark.page, mark.start, mark.end, mark.text, mark.label, mark.score, rules
    )


def _wrongly_kept(mark: Mark, row: Mapping[str, Any]) -> bool:
    return mark.action is Action.KEEP and any(
        span["start"] < mark.end and mark.start < span["end"] and span["public_official"] is False
        for span in row["spans"]
    )


def run_deduce(texts: Sequence[str], python: str) -> dict[str, Any]:
    """What deduce finds and costs, in its own environment (see deduce_run.py)."""
    script = Path(__file__).with_name("deduce_run.py")
    done = subprocess.run(
        [python, str(script)], input=json.dumps(texts), capture_output=True, text=True, check=True
    )
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def _person(row: Mapping[str, Any], start: int, end: int) -> Finding:
    return Finding(row["id"], 1, start, end, row["text"][start:end], Label.PERSON, 1.0)


def main() -> None:
    """Print the figures; with -v the misses and false alarms too."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("-v", "--verbose", action="store_true", help="list misses and false alarms")
    parser.add_argument("--deduce", metavar="PYTHON", help="a Python that has deduce installed")
    options = parser.parse_args()
    verbose = options.verbose
    rows, detector = quality.read(), Detector.load()
    alone = quality.run(rows, detector)
    both, kept = resolved(rows, detector)
    lines = []
    for title, score in (("DETECTION", alone), ("DETECTION AND RESOLVE", both)):
        lines += [title, *quality.report(score), ""]
        if verbose:
            lines += ["misses", *score.misses, "", "false alarms", *score.alarms, ""]
    lines += [f"names that go, kept readable for a public role: {kept}", "", "SPEED"]
    texts = [row["text"] for row in rows]
    spent = speed.measure(texts, speed.contenders(detector))
    theirs = run_deduce(texts, options.deduce) if options.deduce else None
    spent["deduce"] = theirs["seconds"] if theirs else None
    lines += speed.report(spent)
    if theirs:
        score = quality.Score()
        for row, spans in zip(rows, theirs["persons"], strict=True):
            quality.add(score, row, [_person(row, *span) for span in spans])
        lines += ["", "DEDUCE, PERSONS", *quality.report(score)]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
