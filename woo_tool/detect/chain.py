"""From a trained CRF to what the name tagger runs on: its weights, and a chain of its labels.

Used by training and by tests. The chain is a crfsuite model with one attribute for each label,
whose value is that label's sum of weights: crfsuite then only finds the best reading and the
probabilities. It is made by training on nothing to speak of and writing the weights over, in the
records of crfsuite's model format (crfsuite 0.12, src/crf1d_model.c).
"""

from __future__ import annotations

import struct
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pycrfsuite

from woo_tool.detect.weights import Weights

_HEADER = struct.Struct("<4s I 4s I 7I")
_CHUNK = struct.Struct("<4s I I")
#: Kind (0: attribute to label, 1: label to label), from, to, weight.
_RECORD = struct.Struct("<I I I d")


def compiled(model: bytes) -> tuple[Weights, bytes]:
    """The weights of a trained CRF (crfsuite's format) and the chain of its labels."""
    tagger = pycrfsuite.Tagger()
    tagger.open_inmemory(model)
    told = tagger.info()
    labels = tuple(sorted(told.labels, key=lambda label: int(told.labels[label])))
    features: dict[str, list[float]] = {}
    for (feature, label), weight in told.state_features.items():
        features.setdefault(feature, [0.0] * len(labels))[labels.index(label)] = weight
    weights = Weights(labels, {name: tuple(numbers) for name, numbers in features.items()})
    return weights, chain(labels, told.transitions)


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
