"""The sums of weights are those of the feature strings, and the chain is the CRF's own."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pycrfsuite
import pytest
from hypothesis import given
from hypothesis import strategies as st

from woo_tool.detect.tagger.chain import chain, compiled
from woo_tool.detect.tagger.features import Lists
from woo_tool.detect.tagger.templates import FeatureExtractor
from woo_tool.detect.tagger.weights import Scorer, Weights

LISTS = Lists(
    {"jan": "F", "bos": "Sc", "boersma": "S", "de": "Ci", "heer": "CT", "aan": "CH", "naam": "CH"},
    frozenset({"de", "heer", "aan", "naam", "bos"}),
)
LABELS = ("O", "B-PER", "I-PER")
WORDS = (
    "Jan",
    "BOS",
    "bos",
    "J.",
    "de",
    "heer",
    "Aan",
    ":",
    "|",
    "Naam",
    "Xyz",
    "Boers",
    "ma",
    "1",
)


def weighted(features: set[str]) -> Weights:
    """A model that gives every feature weights of its own, and knows but two in three."""
    known = [f for n, f in enumerate(sorted(features)) if n % 3]
    return Weights(LABELS, {f: (n / 7, -n / 3, n % 5 - 2.0) for n, f in enumerate(known)})


@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from("gstnb")), max_size=30))
def test_sums_are_those_of_the_strings(page: list[tuple[str, str]]) -> None:
    words, gaps = [word for word, _ in page], [gap for _, gap in page]
    strings = FeatureExtractor(LISTS)(words, gaps)
    weights = weighted({feature for item in strings for feature in item})
    nothing = (0.0,) * len(LABELS)
    wanted = [np.sum([weights.features.get(f, nothing) for f in item], axis=0) for item in strings]
    score = Scorer(weights, LISTS)
    for _ in range(2):  # the second time from what is kept
        found = score(words, gaps)
        assert found.shape == (len(words), len(LABELS))
        assert np.allclose(found, np.array(wanted).reshape(found.shape))


def test_many_words_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("woo_tool.detect.tagger.weights._CACHE_LIMIT", 3)
    weights = weighted({"w=de", "w=heer", "k=F", "-1w=heer", "s=Xx", "1"})
    words, gaps = ["de", "heer", "Jan", "Bos", "zegt"], ["b", "s", "s", "s", "s"]
    kept, fresh = Scorer(weights, LISTS), Scorer(weights, LISTS)
    for word in WORDS:
        kept([word], ["b"])
    assert np.allclose(kept(words, gaps), fresh(words, gaps))


def test_chain_reads_as_the_whole_model(tmp_path: Path) -> None:
    taught = [("de heer Bos zegt niets", "O O B-PER O O"), ("Jan Bos kwam", "B-PER I-PER O")]
    extract = FeatureExtractor(LISTS)
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    for text, tags in taught:
        words = text.split()
        features = extract(words, ["b"] + ["s"] * (len(words) - 1))
        trainer.append(pycrfsuite.ItemSequence(features), tags.split())
    trainer.train(str(tmp_path / "model"))
    model = (tmp_path / "model").read_bytes()
    weights, links = compiled([model])
    whole, parts = pycrfsuite.Tagger(), pycrfsuite.Tagger()
    whole.open_inmemory(model)
    parts.open_inmemory(links)
    words, gaps = ["de", "heer", "Jan", "zegt", "Bos"], ["b", "s", "s", "n", "s"]
    whole.set(pycrfsuite.ItemSequence(extract(words, gaps)))
    sums = Scorer(weights, LISTS)(words, gaps).tolist()
    items = [dict(zip(weights.labels, row, strict=True)) for row in sums]
    parts.set(pycrfsuite.ItemSequence(items))
    assert parts.tag() == whole.tag()
    for place in range(len(words)):
        for label in weights.labels:
            wanted = whole.marginal(label, place)
            assert parts.marginal(label, place) == pytest.approx(wanted, abs=1e-4)


def test_chain_is_the_same_each_time() -> None:
    weights = {("O", "B-PER"): 1.25, ("B-PER", "I-PER"): -0.5}
    model = chain(LABELS, weights)
    assert chain(LABELS, weights) == model
    tagger = pycrfsuite.Tagger()
    tagger.open_inmemory(model)
    told = tagger.info().transitions
    assert {pair: weight for pair, weight in told.items() if weight} == weights


def test_weights_survive_saving(tmp_path: Path) -> None:
    weights = Weights(LABELS, {"w=de": (0.5, 0.0, -1.25), "kk=|S": (0.0, 3.0, 0.0)})
    weights.save(tmp_path)
    assert Weights.load(tmp_path) == weights
    (tmp_path / "weights.txt.gz").write_bytes(gzip.compress(b"O B-PER\nw=de\t1\n"))
    with pytest.raises(ValueError, match="1 weights"):
        Weights.load(tmp_path)
