"""Measure a model: CoNLL-2002 (exact spans), a marked development set, and speed.

python models/train/evaluate.py MODEL [--conll FILE.bio] [--gold gold.jsonl --write pred.jsonl]
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from texts import read_bio_tokens, spaces

from woo_tool.detect.tagger import crf

_LABELS = {"PER": "PERSON", "LOC": "LOC", "ORG": "ORG"}


def say(line: str) -> None:
    """Write a line to standard output."""
    sys.stdout.write(line + "\n")


def measure_conll(nlp: Language, path: Path) -> dict[str, tuple[float, float, float]]:
    """Return precision, recall and F (0..1) per label over exact spans."""
    counts = {label: [0, 0, 0] for label in _LABELS.values()}
    for tokens, tags in read_bio_tokens(path):
        doc = nlp(Doc(nlp.vocab, words=tokens, spaces=spaces(tokens)))
        spans = {(e.start, e.end, e.label_) for e in doc.ents}
        gold = {
            (start, stop, _LABELS[label])
            for start, stop, label in crf.bio_runs(tags)
            if label in _LABELS
        }
        for label, count in counts.items():
            count[0] += sum(s[2] == label for s in spans & gold)
            count[1] += sum(s[2] == label for s in spans)
            count[2] += sum(s[2] == label for s in gold)
    return {
        label: (right / max(found, 1), right / max(wanted, 1), 2 * right / max(found + wanted, 1))
        for label, (right, found, wanted) in counts.items()
    }


def predict(nlp: Language, gold: Path, out: Path, *, recall: bool) -> None:
    """Write the PERSON spans of the texts in `gold` (JSON lines with id and text) to `out`."""
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line]
    with out.open("w", encoding="utf-8") as file:
        for row in rows:
            doc = nlp(row["text"])
            spans = [e for e in doc.ents if e.label_ == "PERSON"]
            if recall:
                spans += doc.spans["woo_candidates"]
            found = [{"start": s.start_char, "end": s.end_char, "label": "PERSON"} for s in spans]
            file.write(json.dumps({"id": row["id"], "spans": found}) + "\n")


def speed(nlp: Language, texts: list[str]) -> tuple[float, float]:
    """Return words per CPU-second of the pipeline and of the blank tokeniser."""
    blank = spacy.blank("nl")
    rates: list[float] = []
    for pipeline in (nlp, blank):
        list(pipeline.pipe(texts[:5]))
        started = time.process_time()
        words = sum(len(doc) for doc in pipeline.pipe(texts))
        rates.append(words / (time.process_time() - started))
    return rates[0], rates[1]


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure a model")
    parser.add_argument("model", type=Path)
    parser.add_argument("--conll", type=Path)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--write", type=Path)
    parser.add_argument("--recall", action="store_true")
    args = parser.parse_args()
    nlp = spacy.load(args.model)
    if args.conll:
        for label, (precision, recall, f1) in measure_conll(nlp, args.conll).items():
            say(f"{label:7s} P {precision:.3f} R {recall:.3f} F {f1:.3f}")
    if args.gold:
        texts = [json.loads(s)["text"] for s in args.gold.read_text("utf-8").splitlines()]
        rate, base = speed(nlp, texts * 3)
        say(f"{rate:.0f} words per CPU-second, {base / rate:.1f}x the blank tokeniser")
        if args.write:
            predict(nlp, args.gold, args.write, recall=args.recall)


if __name__ == "__main__":
    main()
