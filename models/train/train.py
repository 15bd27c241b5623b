"""Train `models/nl_woo`.

    python models/train/train.py --data DIR --out models/nl_woo [--names DIR] [--without LETTERS]
        [--seeds 7 8]

DIR holds `frog_silver_ud_wob.bio`, `openboek_silver.bio`, `laws_neg.bio` and, for --wikiann,
`wikiann_nl_*.bio`. The domain's own text is read from `models/corpus`. `--names` is the folder of
`frogdata`'s `*.ner` lists. A model is trained for each seed, on other names and other damage, and
the weights are averaged. The same input gives the same model.
"""

from __future__ import annotations

import argparse
import logging
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pycrfsuite
import spacy
import wordlists
from augment import Rates, vary
from names import NameLists, NameSource
from spacy.language import Language
from spacy.util import compile_infix_regex
from templates import draw
from texts import Sample, join, read_bio, read_marks

from woo_tool.detect.tagger import crf
from woo_tool.detect.tagger.chain import compiled
from woo_tool.detect.tagger.features import Lists
from woo_tool.detect.tagger.templates import FeatureExtractor

_LOG = logging.getLogger("train")
CORPUS = Path(__file__).parent.parent / "corpus"
_SEEDS = (7, 8)
#: crfsuite: L-BFGS with L1 (small model) and L2, features seen fewer than three times dropped.
_PARAMETERS = {
    "c1": 0.3,
    "c2": 0.05,
    "max_iterations": 90,
    "feature.minfreq": 3,
    "feature.possible_transitions": True,
}
#: Share of the list entries that are hidden while training, so that lists aren't trusted blindly.
_HIDDEN = 0.12
_COMPOUND_HEADS = ("motie", "commissie", "amendement", "zaak", "dossier", "kabinet", "rapport")
#: Share of each silver set that is used.
_SILVER = {"frog_silver_ud_wob": 1.0, "openboek_silver": 0.15, "laws_neg": 1.0}
_WIKIANN = {"wikiann_nl_train": 1.0, "wikiann_nl_val": 1.0}
_TEMPLATE_TEXTS = 5000
_CORPUS_COPIES = 3


def blank() -> Language:
    """Return the Dutch tokeniser, which also splits at a slash, `@` and a dash beside letters, and
    at the hyphen of compounds with a name (`motie-Bos`, `Bos-mails`)."""
    nlp = spacy.blank("nl")
    letter = r"[^\W\d_]"
    extra = [
        rf"(?<={letter})[/@–—+>]",
        rf"[/@–—+](?={letter})",
        rf"(?<={letter}{{2}})[.](?=[A-Z]{letter})",
        r"(?<=[a-z])-(?=[a-z])",
        r"(?<=\S)[;|\\](?=\S)",
        rf"(?<={letter})_(?={letter})",
        *(rf"(?<={head})-(?=[A-Z])" for head in _COMPOUND_HEADS),
    ]
    infixes = compile_infix_regex([*nlp.Defaults.infixes, *extra])
    nlp.tokenizer.infix_finditer = infixes.finditer
    return nlp


def own_corpus(without: str = "") -> list[Sample]:
    """Return the passages written and marked for this tool, less those in files whose first
    letter is in `without`."""
    paths = [path for path in sorted(CORPUS.glob("*.txt")) if path.name[0] not in without]
    return [passage for path in paths for passage in read_marks(path)]


def training_texts(
    corpus: list[Sample], data: Path, source: NameSource, seed: int, *, wikiann: bool
) -> Iterator[Sample]:
    """Yield the texts to train on, varied."""
    rng = random.Random(seed)  # noqa: S311
    for passage in corpus:
        yield passage
        yield vary(passage, source, rng, Rates(swap=0.0, place=0.0, lower=0.2, upper=0.1))
        for _ in range(_CORPUS_COPIES):
            yield vary(passage, source, rng, Rates())
    shares = _SILVER | (_WIKIANN if wikiann else {})
    for name, share in shares.items():
        sentences = read_bio(data / f"{name}.bio")
        for text in _paragraphs(sentences, rng):
            if rng.random() < share:
                yield vary(text, source, rng, Rates(swap=0.5, place=0.1, organisation=0.1))
    for _ in range(_TEMPLATE_TEXTS):
        yield vary(draw(source, rng), source, rng, Rates(swap=0.0, upper=0.1))


def _paragraphs(sentences: list[Sample], rng: random.Random) -> Iterator[Sample]:
    start = 0
    while start < len(sentences):
        stop = start + rng.randint(1, 4)
        yield join(sentences[start:stop], rng.choice((" ", " ", "\n")))
        start = stop


def tag(nlp: Language, sample: Sample) -> tuple[list[str], list[str], list[str]]:
    """Return words, gaps and BIO tags of a sample; a word partly in an entity is in it."""
    doc = nlp.make_doc(sample.text)
    indices, words, gaps = crf.words_and_gaps(doc)
    tags = ["O"] * len(words)
    starts = [doc[i].idx for i in indices]
    ends = [start + len(word) for start, word in zip(starts, words, strict=True)]
    n = 0
    for entity in sample.entities:
        while n < len(words) and ends[n] <= entity.start:
            n += 1
        prefix = "B-"
        while n < len(words) and starts[n] < entity.end:
            tags[n] = prefix + entity.label
            prefix = "I-"
            n += 1
    return words, gaps, tags


def hide(lists: Lists, share: float, rng: random.Random) -> Lists:
    """Return the lists without a share of the names that aren't words."""
    kept = {
        w: f
        for w, f in sorted(lists.flags.items())
        if set(f) - set("FfSsPp") or rng.random() > share
    }
    return Lists(kept, lists.vocabulary)


def train(nlp: Language, texts: Iterator[Sample], lists: Lists, seed: int) -> bytes:
    """Train a CRF and return the model's bytes."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(_PARAMETERS)
    rng = random.Random(seed)  # noqa: S311
    extractors = [FeatureExtractor(hide(lists, _HIDDEN, rng)) for _ in range(3)]
    count = 0
    for n, sample in enumerate(texts):
        words, gaps, tags = tag(nlp, sample)
        trainer.append(pycrfsuite.ItemSequence(extractors[n % 3](words, gaps)), tags)
        count += len(words)
    _LOG.info("%d words", count)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.crf"
        trainer.train(str(path))
        return path.read_bytes()


def save(models: Sequence[bytes], lists: Lists, out: Path, *, wikiann: bool) -> None:
    """Save a fresh pipeline of the mean of `models`, whose string table holds nothing of the
    training texts."""
    fresh = blank()
    component = fresh.add_pipe("woo_crf")
    fresh.add_pipe("woo_lemma")
    if not isinstance(component, crf.CrfTagger):
        raise TypeError("woo_crf is another component")
    component.set_model(*compiled(models), lists)
    fresh.meta.update(
        name="woo",
        version="0.1.0",
        description="Dutch names of persons, places and organisations in government documents",
        license="AGPL-3.0-or-later",
        sources=[
            {"name": "own corpus (models/corpus)"},
            {"name": "UD Dutch, labelled by Frog", "license": "CC BY-SA 4.0"},
            {"name": "descriptions of Wob decisions, labelled by Frog"},
            {"name": "OpenBoek", "license": "CC BY 4.0"},
            {"name": "Dutch statutes"},
            {"name": "frogdata name lists", "license": "GPL-3.0-or-later"},
            {"name": "Faker name lists", "license": "MIT"},
            {"name": "GeoNames", "license": "CC BY 4.0"},
            {"name": "simple-icons", "license": "CC0-1.0"},
        ]
        + ([{"name": "WikiANN", "license": "unclear"}] if wikiann else []),
    )
    out.parent.mkdir(parents=True, exist_ok=True)
    fresh.to_disk(out)


def lists_and_names(
    data: Path, names_folder: Path, corpus: list[Sample], seeds: Sequence[int]
) -> tuple[Lists, list[NameSource]]:
    """The word lists that ship with the model, and where each seed's names are drawn from."""
    names = NameLists(names_folder)
    silver = [sample for name in _SILVER for sample in read_bio(data / f"{name}.bio")]
    words, common = wordlists.vocabulary(corpus, silver, names)
    lists = wordlists.build(names, words, common)
    _LOG.info("%d words may be features, %d are listed", len(words), len(lists.flags))
    return lists, [NameSource(names, words, random.Random(seed)) for seed in seeds]  # noqa: S311


def make(
    data: Path, names_folder: Path, out: Path, seeds: Sequence[int], *, without: str, wikiann: bool
) -> None:
    """Train on everything but the corpus files `without` (first letters), once for each seed, and
    save the mean to `out`."""
    corpus = own_corpus(without)
    lists, sources = lists_and_names(data, names_folder, corpus, seeds)
    models = [
        train(blank(), training_texts(corpus, data, source, seed, wikiann=wikiann), lists, seed)
        for seed, source in zip(seeds, sources, strict=True)
    ]
    save(models, lists, out, wikiann=wikiann)


def main() -> None:
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(description="Train models/nl_woo")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--names", type=Path, default=Path("/usr/share/frog/nld"))
    parser.add_argument("--without", default="", help="first letters of corpus files to leave out")
    parser.add_argument("--seeds", type=int, nargs="+", default=_SEEDS)
    parser.add_argument("--wikiann", action="store_true")
    args = parser.parse_args()
    started = time.process_time()
    make(args.data, args.names, args.out, args.seeds, without=args.without, wikiann=args.wikiann)
    _LOG.info("%.0f CPU-seconds", time.process_time() - started)


if __name__ == "__main__":
    main()
