"""From a trained CRF to what the name tagger runs on: its weights, and a chain of its labels.

Used by training and by tests. The chain is a crfsuite model with one attribute for each label,
whose value is that label's sum of weights: crfsuite then only finds the best reading and the
probabilities. It is made by training on nothing to speak of and writing the weights over, in the
records of crfsuite's model format (crfsuite 0.12, src/crf1d_model.c).
"""

from __future__ import annotations

import struct
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import pycrfsuite

from woo_tool.detect.tagger.weights import PLACES, Weights

#: The least weight (log odds) that a mean of several models keeps.
_LEAST = 0.03
_HEADER = struct.Struct("<4s I 4s I 7I")
_CHUNK = struct.Struct("<4s I I")
#: Kind (0: attribute to label, 1: label to label), from, to, weight.
_RECORD = struct.Struct("<I I I d")


def compiled(models: Sequence[bytes]) -> tuple[Weights, bytes]:
    """The mean of the weights of trained CRFs (crfsuite's format), and the chain of their labels.

    A score is a sum of weights, so the mean of the weights gives the mean of the scores. Weights
    are rounded as they are saved; those that the mean makes smaller than `_LEAST` are left out.
    """
    features: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    between: defaultdict[tuple[str, str], float] = defaultdict(float)
    labels: tuple[str, ...] = ()
    for model in models:
        tagger = pycrfsuite.Tagger()
        tagger.open_inmemory(model)
        told = tagger.info()
        labels = labels or tuple(sorted(told.labels, key=lambda label: int(told.labels[label])))
        for (feature, label), weight in told.state_features.items():
            features[feature][label] += round(weight, PLACES) / len(models)
        for pair, weight in told.transitions.items():
            between[pair] += weight / len(models)
    least = _LEAST if len(models) > 1 else 0.0
    rows = {
        feature: tuple(w if abs(w := own.get(label, 0.0)) > least else 0.0 for label in labels)
        for feature, own in features.items()
    }
    return Weights(labels, {name: row for name, row in rows.items() if any(row)}), chain(
        labels, between
    )


def chain(labels: Sequence[str], transitions: Mapping[tuple[str, str], float]) -> bytes:
    """A crfsuite model of these labels in this order, with these weights between them."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    every = {"feature.possible_states": True, "feature.possible_transitions": True}
    trainer.set_params({**every, "max_iterations": 1})
    trainer.append(pycrfsuite.ItemSequence([{label: 1.0} for label in labels]), list(labels))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "chain.crf"
        trainer.train(str(path))
        model = bytearray(path.read_bytes())
    start = _HEADER.unpack_from(model)[7]
    _, _, count = _CHUNK.unpack_from(model, start)
    if count != 2 * len(labels) ** 2:
        raise ValueError(f"crfsuite made {count} records for {len(labels)} labels")
    for n in range(count):
        place = start + _CHUNK.size + n * _RECORD.size
        kind, origin, goal, _ = _RECORD.unpack_from(model, place)
        between = transitions.get((labels[origin], labels[goal]), 0.0)
        weight = between if kind else float(origin == goal)
        _RECORD.pack_into(model, place, kind, origin, goal, weight)
    return bytes(model)
