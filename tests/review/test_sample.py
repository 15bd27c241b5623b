"""A second look at a sample, and what may be concluded from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.review.fake import FakeBackend, get, last, send
from woo_tool.review.sample import Sample, estimate, interval


@pytest.mark.parametrize(
    ("hits", "size", "low", "high"),
    [  # worked values of the exact interval: 0/n has high 1 - 0.025 ** (1/n)
        (0, 50, 0.0, 1 - 0.025 ** (1 / 50)),
        (50, 50, 0.025 ** (1 / 50), 1.0),
        (1, 10, 0.00253, 0.44502),
        (5, 10, 0.18709, 0.81291),
        (2, 50, 0.00488, 0.13714),
    ],
)
def test_the_exact_interval(hits: int, size: int, low: float, high: float) -> None:
    assert interval(hits, size) == pytest.approx((low, high), abs=1e-5)


def test_the_estimate_is_about_the_pages_nobody_looked_at() -> None:
    seen = {("0001", page): 2 if page == 1 else 0 for page in range(1, 11)}
    found = estimate(Sample("aa", 110, tuple(seen), 1, "N", "", seen))
    assert found is not None
    assert (found.rest, found.pages, found.details) == (100, 10, 20)
    assert (found.low, found.high) == (0, 45)


def test_without_a_look_there_is_no_estimate() -> None:
    assert estimate(Sample("aa", 10, (("0001", 1),), 1, "N", "", {})) is None


def test_a_sample_is_drawn_looked_at_and_shown(tmp_path: Path) -> None:
    backend = FakeBackend(tmp_path)
    assert "Op 1 pagina is niets gemarkeerd" in last(backend, get("/steekproef")).text
    assert send(backend, "/api/sample", {"size": 50}).status_code == 200
    text = last(backend, get("/steekproef")).text
    assert "Nog geen pagina bekeken" in text
    look = {"number": "0002", "page": 1, "missed": 2}
    assert send(backend, "/api/sample", look).status_code == 200
    text = last(backend, get("/steekproef")).text
    assert "gemist en hersteld: 2" in text
    wrong = send(backend, "/api/sample", {"number": "0001", "page": 1, "missed": 0})
    assert "hoort niet bij de steekproef" in wrong.json()["error"]
    assert [choice.action for choice in backend.choices] == ["sample", "sampled"]
