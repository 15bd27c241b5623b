"""A second look at a sample of pages without marks, and what it says about the others.

The sample is drawn once, seeded by the head of the log, and logged; so is what each page gave.
"""

from __future__ import annotations

import json
import math
import random
from dataclasses import dataclass
from typing import Any

from woo_tool.model import Choice, Decision
from woo_tool.review.index import Index, Place

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample as it was drawn: ``seed`` names it, ``size`` pages out of ``population``.

    ``seen`` gives, for each page that somebody looked at, how many details were missed there.
    """

    seed: str
    population: int
    pages: tuple[Place, ...]
    seq: int
    by: str
    at: str
    seen: dict[Place, int]


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a sample says about the pages that nobody looked at a second time.

    ``pages``, ``low`` and ``high``: pages with at least one missed detail, with the interval.
    ``details``: missed details, at the rate of the sample.
    """

    rest: int
    pages: float
    low: int
    high: int
    details: float


def unmarked(index: Index) -> list[Place]:
    """Every page on which nothing is marked: what a sample is drawn from."""
    return [place for place in index.order if not index.marks(place)]


def draw(index: Index, size: int, user: str) -> Choice:
    """A new sample of at most ``size`` pages, the same for the same log."""
    population = unmarked(index)
    seed = index.snapshot.head[:16]
    pages = random.Random(seed).sample(population, min(size, len(population)))  # noqa: S311
    to = {"pages": [list(place) for place in sorted(pages)], "population": len(population)}
    return Choice(by=user, action="sample", target=f"sample:{seed}", to=json.dumps(to))


def result(sample: Sample, place: Place, missed: int, user: str) -> Choice:
    """What one page of the sample gave: the number of details that were missed there."""
    target = f"sample:{sample.seed}/{place[0]}/{place[1]}"
    return Choice(by=user, action="sampled", target=target, to=str(missed))


def latest(log: tuple[Decision, ...]) -> Sample | None:
    """The sample that was drawn last, with what was found in it so far."""
    drawn = next((item for item in reversed(log) if item.action == "sample"), None)
    if drawn is None:
        return None
    content: dict[str, Any] = json.loads(drawn.to)
    seed = drawn.target.removeprefix("sample:")
    seen: dict[Place, int] = {}
    for item in log[drawn.seq :]:
        if item.action == "sampled" and item.target.startswith(f"sample:{seed}/"):
            _, number, page = item.target.split("/")
            seen[number, int(page)] = int(item.to)
    pages = tuple((str(number), int(page)) for number, page in content["pages"])
    return Sample(seed, content["population"], pages, drawn.seq, drawn.by, drawn.at, seen)


def estimate(sample: Sample) -> Estimate | None:
    """What is still missed on the pages without marks that nobody looked at a second time.

    The interval is exact for the share of pages with a missed detail (Clopper and Pearson,
    Biometrika 26, 1934, 95%); it holds for a random sample and, not using that the dossier is
    finite, is rather too wide than too narrow. The number of details is the rate of the sample
    times the rest. None before a page was looked at.
    """
    looked = len(sample.seen)
    if not looked:
        return None
    rest = sample.population - looked
    wrong = sum(missed > 0 for missed in sample.seen.values())
    low, high = interval(wrong, looked)
    return Estimate(
        rest=rest,
        pages=wrong / looked * rest,
        low=math.floor(low * rest),
        high=math.ceil(high * rest),
        details=sum(sample.seen.values()) / looked * rest,
    )


def interval(hits: int, size: int, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """The exact interval of a share: ``hits`` of ``size`` (Clopper and Pearson 1934)."""
    tail = (1 - confidence) / 2
    low = 0.0 if hits == 0 else _solve(lambda p: 1 - _at_most(hits - 1, size, p) - tail)
    high = 1.0 if hits == size else _solve(lambda p: tail - _at_most(hits, size, p))
    return low, high


def _at_most(hits: int, size: int, share: float) -> float:
    """The chance of ``hits`` or fewer of ``size`` at this share (0 < share < 1)."""
    log_p, log_q = math.log(share), math.log1p(-share)
    ways = math.lgamma(size + 1)
    return math.fsum(
        math.exp(
            ways - math.lgamma(k + 1) - math.lgamma(size - k + 1) + k * log_p + (size - k) * log_q
        )
        for k in range(hits + 1)
    )


def _solve(rising: Any) -> float:
    """Where a rising function of a share crosses zero."""
    low, high = 1e-12, 1 - 1e-12
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < 0 else (low, middle)
    return (low + high) / 2
