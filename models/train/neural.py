"""The other way that was tried: a tok2vec, pretrained on raw Dutch text, with spaCy's NER on it.

    python models/train/neural.py --data DIR --out MODEL --weights FILE [--pretrain N] [--minutes N]
    python models/train/compare.py --neural MODEL --conll FILE.bio

The words carry the same list letters as the CRF's (as their tag), and the training texts are the
same. Budgets are CPU-minutes. What comes out is compared, not shipped.
"""

from __future__ import annotations

import argparse
import logging
import random
import time
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import spacy
import train
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.training.pretrain import pretrain
from spacy.util import minibatch, registry
from texts import Sample
from thinc.api import Config, fix_random_seed

from woo_tool.detect.tagger.features import Lists

_LOG = logging.getLogger("neural")
_SEED = 7
_RAW = ("laws.tok.txt", "ud.tok.txt", "wob.tok.txt")
_CONFIG = """
[nlp]
lang = "nl"
pipeline = ["tok2vec", "ner"]

[components]

[components.tok2vec]
factory = "tok2vec"
[components.tok2vec.model]
@architectures = "spacy.Tok2Vec.v2"
[components.tok2vec.model.embed]
@architectures = "spacy.MultiHashEmbed.v2"
width = 96
attrs = ["NORM", "PREFIX", "SUFFIX", "SHAPE", "TAG"]
rows = [5000, 1000, 2500, 1000, 1000]
include_static_vectors = false
[components.tok2vec.model.encode]
@architectures = "spacy.MaxoutWindowEncoder.v2"
width = 96
depth = 4
window_size = 1
maxout_pieces = 3

[components.ner]
factory = "ner"
[components.ner.model]
@architectures = "spacy.TransitionBasedParser.v2"
state_type = "ner"
extra_state_tokens = false
hidden_width = 64
maxout_pieces = 2
use_upper = true
nO = null
[components.ner.model.tok2vec]
@architectures = "spacy.Tok2VecListener.v1"
width = 96

[training]
seed = 7

[corpora]

[corpora.pretrain]
@readers = "woo.RawText.v1"

[pretraining]
max_epochs = 1000
dropout = 0.1
component = "tok2vec"
layer = ""
corpus = "corpora.pretrain"
n_save_every = null
n_save_epoch = 1000
[pretraining.objective]
@architectures = "spacy.PretrainCharacters.v1"
maxout_pieces = 3
hidden_size = 200
n_characters = 4
[pretraining.batcher]
@batchers = "spacy.batch_by_words.v1"
size = 2000
discard_oversize = false
tolerance = 0.2
[pretraining.optimizer]
@optimizers = "Adam.v1"
learn_rate = 0.002
"""


def marked(doc: Doc, lists: Lists) -> Doc:
    """The doc with the list letters of each word as its tag."""
    for token in doc:
        token.tag_ = lists.look_up(token.text)
    return doc


def raw_texts(data: Path, corpus: list[Sample]) -> list[str]:
    """The sentences of the raw text, and our own passages."""
    lines = chain.from_iterable((data / n).read_text("utf-8").splitlines() for n in _RAW)
    return [line for line in lines if line.strip()] + [sample.text for sample in corpus]


def pretrained(texts: list[str], lists: Lists, folder: Path, minutes: float) -> Path:
    """Pretrain a tok2vec on raw text for so many CPU-minutes; the file with its weights."""
    words = train.blank()
    stop = time.process_time() + 60 * minutes
    rounds = 0

    def read(nlp: Language) -> Iterator[Doc]:
        nonlocal rounds
        rounds += 1
        for text in random.Random(rounds).sample(texts, len(texts)):  # noqa: S311
            if time.process_time() > stop:
                raise KeyboardInterrupt
            doc = words.make_doc(text)
            copy = Doc(nlp.vocab, [t.text for t in doc], [bool(t.whitespace_) for t in doc])
            yield marked(copy, lists)

    registry.readers("woo.RawText.v1", func=lambda: read)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        pretrain(_config(), folder)
    except KeyboardInterrupt:
        _LOG.info("pretrained for %d rounds", rounds)
    return folder / "model-last.bin"


def examples(nlp: Language, samples: Iterator[Sample], lists: Lists) -> list[Example]:
    """The training texts as spaCy wants them."""
    words = train.blank()
    out = []
    for sample in samples:
        doc = words.make_doc(sample.text)
        parts = [t.text for t in doc], [bool(t.whitespace_) for t in doc]
        gold, plain = Doc(nlp.vocab, *parts), marked(Doc(nlp.vocab, *parts), lists)
        spans = [
            gold.char_span(e.start, e.end, label=e.label, alignment_mode="expand")
            for e in sample.entities
        ]
        gold.set_ents(spacy.util.filter_spans([s for s in spans if s is not None]))
        out.append(Example(plain, gold))
    return out


def fitted(
    texts: Iterator[Sample], lists: Lists, weights: Path | None, minutes: float, out: Path
) -> None:
    """Train the pipeline for so many CPU-minutes and save it, with averaged weights, to ``out``."""
    fix_random_seed(_SEED)
    rng = random.Random(_SEED)  # noqa: S311
    nlp = spacy.util.load_model_from_config(_config(), auto_fill=True)
    data = examples(nlp, texts, lists)
    optimizer = nlp.initialize(lambda: data[:3000])
    if weights is not None:
        nlp.get_pipe("tok2vec").model.from_bytes(weights.read_bytes())
    stop, rounds = time.process_time() + 60 * minutes, 0
    while time.process_time() < stop:
        rounds += 1
        rng.shuffle(data)
        for batch in minibatch(data, size=24):
            nlp.update(batch, sgd=optimizer, drop=0.15)
            if time.process_time() > stop:
                break
    _LOG.info("%d texts, %d rounds", len(data), rounds)
    with nlp.use_params(optimizer.averages):
        nlp.to_disk(out)


def _config() -> Config:
    return Config(spacy.blank("nl").config).merge(spacy.util.load_config_from_str(_CONFIG))


def main() -> None:
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(description="Train a tok2vec with spaCy's NER")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--names", type=Path, default=Path("/usr/share/frog/nld"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--weights", type=Path, help="pretrained weights; made when not there")
    parser.add_argument("--pretrain", type=float, default=15.0, help="CPU-minutes")
    parser.add_argument("--minutes", type=float, default=20.0, help="CPU-minutes of training")
    parser.add_argument("--wikiann", action="store_true")
    args = parser.parse_args()
    corpus = train.own_corpus()
    lists, sources = train.lists_and_names(args.data, args.names, corpus, [_SEED])
    if args.weights and not args.weights.exists():
        made = pretrained(raw_texts(args.data, corpus), lists, args.weights.parent, args.pretrain)
        made.rename(args.weights)
    if args.minutes:
        texts = train.training_texts(corpus, args.data, sources[0], _SEED, wikiann=args.wikiann)
        fitted(texts, lists, args.weights, args.minutes, args.out)


if __name__ == "__main__":
    main()
