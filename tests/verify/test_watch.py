"""A reader that hangs or breaks down is ended, refused with the reason, and started again."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.redact.hostile_pdfs import CASES, make_cast
from woo_tool.errors import EnvironmentFaultError
from woo_tool.verify import watched_single
from woo_tool.verify.watch import StuckError, Watch

Alive = Callable[[str], None]


@pytest.fixture(scope="module")
def watch() -> Iterator[Watch]:
    with Watch(20.0) as found:
        yield found


def double(number: int, alive: Alive) -> int:
    alive("text")
    return 2 * number


def endless(alive: Alive) -> None:
    alive("pixels:page")
    while True:
        pass


def dies(alive: Alive) -> None:
    alive("alone")
    os._exit(1)


def misses(alive: Alive) -> None:  # noqa: ARG001
    raise EnvironmentFaultError("er ontbreekt iets.", advice="Installeer het.")


def test_gives_what_the_function_gives(watch: Watch) -> None:
    assert [watch.run(double, number) for number in (3, 4)] == [6, 8]


def test_a_fault_for_the_user_comes_back(watch: Watch) -> None:
    with pytest.raises(EnvironmentFaultError) as caught:
        watch.run(misses)
    assert (caught.value.what, caught.value.advice) == ("er ontbreekt iets.", "Installeer het.")


def test_a_process_that_dies_says_at_which_step_and_another_takes_over(watch: Watch) -> None:
    with pytest.raises(StuckError, match="stukgelopen") as caught:
        watch.run(dies)
    assert caught.value.step == "alone"
    assert watch.run(double, 5) == 10


def test_an_endless_step_is_ended() -> None:
    with Watch(0.2) as short, pytest.raises(StuckError, match="nog niet klaar"):
        short.run(endless)


def test_a_file_that_takes_too_long_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "traag.pdf"
    path.write_bytes(CASES["plain"](make_cast(4)))
    with Watch(0.0) as none:
        report = watched_single(path, None, (), none)
    assert report.result == "refused"
    assert report.sha256
    assert "nog niet klaar" in report.checks[0].detail


def test_a_good_file_is_verified_as_without_watch(tmp_path: Path, watch: Watch) -> None:
    path = tmp_path / "gewoon.pdf"
    path.write_bytes(CASES["attachment"](make_cast(4)))
    assert watched_single(path, None, (), watch).result == "leak"
