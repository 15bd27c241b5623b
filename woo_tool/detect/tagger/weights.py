"""What the name tagger learnt, ready to be used: the sum of weights per word and label.

crfsuite reads forty strings a word, and looking these up costs more than all the rest. What a word
or the few values of some columns tell is added up once, and kept. What remains for crfsuite is the
chain: a model whose attributes are the labels themselves, to be given the sums.
"""

from __future__ import annotations

import gzip
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from woo_tool.detect.tagger.context import EDGE, KnownWord
from woo_tool.detect.tagger.features import Lists
from woo_tool.detect.tagger.templates import TEMPLATES, Columns, columns, describe

_WEIGHTS_FILE = "weights.txt.gz"
#: Decimals of a weight in the file.
PLACES = 4
#: Sums that are kept, at most; then all are forgotten.
_CACHE_LIMIT = 60_000
_PLACES = len(EDGE.says)
#: Columns that templates share and that take few values together; the rest stand alone.
_SHARED: tuple[tuple[str, ...], ...] = (
    ("gap", "gap+", "mode", "opens", "key"),
    ("gap", "form-", "form", "form+"),
    ("key-", "key", "key+"),
    ("cue", "head", "echo", "form", "key"),
    ("right", "split", "form", "key"),
    ("length", "first", "above", "sign"),
    ("column", "sign", "key"),
)


@dataclass(frozen=True, slots=True)
class Weights:
    """Per feature its weights, one for each of `labels`."""

    labels: tuple[str, ...]
    features: Mapping[str, tuple[float, ...]]

    @classmethod
    def load(cls, folder: Path) -> Weights:
        """Read `weights.txt.gz`: the labels, then `feature TAB weight TAB ...` a line, an empty
        weight is none. Raises OSError when the file is missing, ValueError when a line is damaged.
        """
        with gzip.open(folder / _WEIGHTS_FILE, "rt", encoding="utf-8") as file:
            labels = tuple(file.readline().split())
            features: dict[str, tuple[float, ...]] = {}
            for line in file:
                feature, *numbers = line.rstrip("\n").split("\t")
                if len(numbers) != len(labels):
                    raise ValueError(f"{_WEIGHTS_FILE}: {len(numbers)} weights in line {line!r}")
                features[feature] = tuple(float(number or 0) for number in numbers)
        return cls(labels, features)

    def save(self, folder: Path) -> None:
        """Write `weights.txt.gz` in `folder`, the same bytes for the same weights."""
        lines = [" ".join(self.labels)]
        for feature, numbers in sorted(self.features.items()):
            lines.append("\t".join([feature, *(f"{n:.{PLACES}f}" if n else "" for n in numbers)]))
        data = ("\n".join(lines) + "\n").encode()
        (folder / _WEIGHTS_FILE).write_bytes(gzip.compress(data, 9, mtime=0))


class Scorer:
    """Adds up the weights of each word's features; keeps the sums, so one serves many pages."""

    def __init__(self, weights: Weights, lists: Lists) -> None:
        self._weights, self._lists = weights, lists
        self._known: dict[str, KnownWord] = {}
        self._number: dict[str, int] = {}
        self._said = np.zeros((256, _PLACES, len(weights.labels)))
        self._sums = np.zeros((1024, len(weights.labels)))
        self._nothing = [0.0] * len(weights.labels)
        self._used = 0
        self._groups = [_Group(weights, parts) for parts in _SHARED]
        self._single = [
            (parts, self._table(name)) for name, parts in TEMPLATES if _group_of(parts) is None
        ]
        self._fixed = self._used
        self._forget()

    def _table(self, name: str) -> dict[tuple[str, ...], int]:
        """The rows of a template that stands alone, by its values."""
        rows: dict[tuple[str, ...], int] = {}
        for feature, numbers in self._weights.features.items():
            own, _, values = feature.partition("=")
            if own == name:
                rows[tuple(values.split("|"))] = self._keep(numbers)
        return rows

    def __call__(self, words: Sequence[str], gaps: Sequence[str]) -> NDArray[np.float64]:
        """The sums of a page's words: a row a word, a column a label.

        `gaps[i]` is the gap class before word i (see `features.gap`); both have one length.
        """
        if len(self._number) + sum(len(group.rows) for group in self._groups) > _CACHE_LIMIT:
            self._forget()
        for word in words:
            if word not in self._number:
                self._learn(word, describe(word, self._lists))
        numbers = [0, 0, *[self._number[word] for word in words], 0, 0]
        said = self._said[numbers]
        total: NDArray[np.float64] = said[2:-2, 0] + said[:-4, 1] + said[1:-3, 2]
        total += said[3:-1, 3] + said[4:, 4]
        told = columns([self._known[word] for word in words], words, gaps, self._lists)
        rows = [row for group in self._groups for row in self._rows(group, told)]
        for parts, table in self._single:
            rows += map(table.get, zip(*[told[part] for part in parts], strict=True), repeat(0))
        shape = len(self._groups) + len(self._single), len(words)
        total += self._sums[np.array(rows, dtype=np.intp).reshape(shape)].sum(axis=0)
        return total

    def _rows(self, group: _Group, told: Columns) -> list[int]:
        """Per word the row of what a group of templates says of it."""
        values = [told[part] for part in group.parts]
        try:
            # A plain map over zip makes no tuple that lives: half the time of a comprehension.
            return list(map(group.rows.__getitem__, zip(*values, strict=True)))
        except KeyError:
            for value in set(zip(*values, strict=True)) - group.rows.keys():
                group.rows[value] = self._keep(group.weights(value))
            return self._rows(group, told)

    def _keep(self, numbers: Sequence[float] | None) -> int:
        """The row of these weights; 0 for none."""
        if numbers is None:
            return 0
        self._used += 1
        if self._used == len(self._sums):
            self._sums = np.concatenate([self._sums, np.zeros_like(self._sums)])
        self._sums[self._used] = numbers
        return self._used

    def _forget(self) -> None:
        self._known.clear()
        self._number.clear()
        for group in self._groups:
            group.rows.clear()
        self._used = self._fixed
        # The edge of a page is number 0; no word is empty.
        self._learn("", EDGE)

    def _learn(self, word: str, known: KnownWord) -> None:
        number = len(self._number)
        if number == len(self._said):
            self._said = np.concatenate([self._said, np.zeros_like(self._said)])
        self._known[word], self._number[word] = known, number
        learnt = self._weights.features
        self._said[number] = [
            _added([w for f in features if (w := learnt.get(f)) is not None]) or self._nothing
            for features in known.says
        ]


class _Group:
    """Templates over the same few columns: what they say together is kept by the values of these.

    `rows` has the row of the sum, in the scorer's table, of the values met so far.
    """

    def __init__(self, weights: Weights, parts: tuple[str, ...]) -> None:
        self.parts = parts
        self.rows: dict[tuple[str | None, ...], int] = {}
        self._features = weights.features
        self._templates = [
            (name, [parts.index(part) for part in own])
            for name, own in TEMPLATES
            if _group_of(own) is parts
        ]

    def weights(self, values: tuple[str | None, ...]) -> Sequence[float] | None:
        """The sum of the weights of the group's features at a word with these values."""
        found = []
        for name, places in self._templates:
            own = [values[place] for place in places]
            if own[0] is not None:
                weights = self._features.get(f"{name}={'|'.join(map(str, own))}")
                if weights is not None:
                    found.append(weights)
        return _added(found) or None


def _added(rows: Sequence[Sequence[float]]) -> list[float]:
    """The sum of rows, column by column; empty for none. A few short rows are no work for numpy."""
    return [sum(column) for column in zip(*rows, strict=True)]


def _group_of(parts: tuple[str, ...]) -> tuple[str, ...] | None:
    """The first group of shared columns that holds these, if any."""
    return next((group for group in _SHARED if set(parts) <= set(group)), None)
