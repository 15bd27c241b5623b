"""Three ways on one table: the CRF, a tok2vec with spaCy's NER, and both voting.

    python models/train/compare.py --neural MODEL [--crf models/nl_woo] [--conll FILE.bio]

A vote: what either reads as a person. Counted: private persons of the development set wholly
covered, its false alarms in 1,000 predictions, PERSON on CoNLL (exact spans), and CPU time as a
multiple of the blank tokeniser.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import neural
import spacy
import train
from spacy.language import Language
from spacy.tokens import Doc
from texts import read_bio_tokens, spaces

from woo_tool.detect.tagger import crf
from woo_tool.detect.tagger.features import Lists

_GOLD = Path(__file__).parents[2] / "benchmarks" / "gold_dev.jsonl"
Spans = set[tuple[int, int]]
Reader = Callable[[Doc], Spans]


def _crf(nlp: Language) -> Reader:
    def read(doc: Doc) -> Spans:
        copy = Doc(nlp.vocab, [t.text for t in doc], [bool(t.whitespace_) for t in doc])
        return {(e.start, e.end) for e in nlp(copy).ents if e.label_ == crf.PERSON}

    return read


def _neural(nlp: Language, lists: Lists) -> Reader:
    def read(doc: Doc) -> Spans:
        copy = Doc(nlp.vocab, [t.text for t in doc], [bool(t.whitespace_) for t in doc])
        return {(e.start, e.end) for e in nlp(neural.marked(copy, lists)).ents if e.label_ == "PER"}

    return read


def _either(one: Reader, other: Reader) -> Reader:
    def read(doc: Doc) -> Spans:
        first = one(doc)
        return first | {s for s in other(doc) if not any(_touch(s, f) for f in first)}

    return read


def _touch(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def on_gold(read: Reader, words: Language) -> str:
    """Private persons wholly covered, and false alarms in 1,000."""
    hits = people = alarms = found = 0
    for line in _GOLD.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = row["text"]
        doc = words.make_doc(text)
        places = [(doc[a].idx, doc[b - 1].idx + len(doc[b - 1])) for a, b in read(doc)]
        inked = {i for start, end in places for i in range(start, end)}
        for span in row["spans"]:
            if span["label"] == "PERSON" and span["public_official"] is False:
                people += 1
                where = range(span["start"], span["end"])
                hits += all(i in inked or text[i].isspace() for i in where)
        right = [(s["start"], s["end"]) for s in [*row["spans"], *row["ignore"]]]
        found += len(places)
        alarms += sum(not any(_touch(place, span) for span in right) for place in places)
    return f"{100 * hits / people:5.1f}% of {people}, {1000 * alarms / found:4.0f} alarms in 1,000"


def on_conll(read: Reader, words: Language, path: Path) -> str:
    """Precision, recall and F of PERSON, exact spans."""
    right = found = wanted = 0
    for tokens, tags in read_bio_tokens(path):
        spans = read(Doc(words.vocab, words=tokens, spaces=spaces(tokens)))
        gold = {(a, b) for a, b, label in crf.bio_runs(tags) if label == "PER"}
        right += len(spans & gold)
        found += len(spans)
        wanted += len(gold)
    p, r = right / max(found, 1), right / max(wanted, 1)
    return f"P {100 * p:.1f} R {100 * r:.1f} F {100 * 2 * p * r / max(p + r, 1e-9):.1f}"


def cost(read: Reader, words: Language) -> float:
    """CPU time over that of the blank tokeniser, which is in it."""
    texts = [json.loads(line)["text"] for line in _GOLD.read_text("utf-8").splitlines()]
    blank = spacy.blank("nl")
    for doc in map(words.make_doc, texts[:5]):
        read(doc)
    start = time.process_time()
    for text in texts:
        read(words.make_doc(text))
    spent = time.process_time() - start
    start = time.process_time()
    for text in texts:
        blank(text)
    return spent / (time.process_time() - start)


def main() -> None:
    parser = argparse.ArgumentParser(description="Compare three ways")
    parser.add_argument("--crf", type=Path, default=Path("models/nl_woo"))
    parser.add_argument("--neural", type=Path, required=True)
    parser.add_argument("--conll", type=Path)
    args = parser.parse_args()
    words, chosen = train.blank(), spacy.load(args.crf)
    tagger = chosen.get_pipe("woo_crf")
    first, second = _crf(chosen), _neural(spacy.load(args.neural), tagger.lists)
    ways = {"CRF + lists": first, "tok2vec + NER": second, "either": _either(first, second)}
    for name, read in ways.items():
        line = f"{name:14} {on_gold(read, words)}; {cost(read, words):.1f}x the tokeniser"
        line += f"; {on_conll(read, words, args.conll)}" if args.conll else ""
        sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
