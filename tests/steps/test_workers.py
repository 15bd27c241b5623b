"""Documents over workers: the same results in the same order, and a clear error."""

from __future__ import annotations

import os
import select
import subprocess
import sys

import pytest

from woo_tool.errors import EnvironmentFaultError
from woo_tool.kinds import Status
from woo_tool.model import Document
from woo_tool.steps.workers import mapper


def documents(count: int, pages: int = 1) -> list[Document]:
    return [
        Document(f"{place:04d}", f"{place}.pdf", "application/pdf", "ab", Status.OK, pages=pages)
        for place in range(count)
    ]


def _process(_: int) -> int:
    return os.getpid()


def _die(_: int) -> None:
    os._exit(9)


@pytest.mark.parametrize(
    ("workers", "count", "pages"), [(1, 50, 9), (None, 3, 2), (4, 1, 500), (2, 0, 0)]
)
def test_little_work_stays_in_this_process(workers: int | None, count: int, pages: int) -> None:
    todo = documents(count, pages)
    with mapper(workers, todo) as run:
        assert list(run(_process, range(count))) == [os.getpid()] * count


def test_results_come_in_the_order_of_the_tasks() -> None:
    with mapper(2, documents(4)) as run:
        assert list(run(abs, [-1, -2, -3, -4])) == [1, 2, 3, 4]
        assert os.getpid() not in set(run(_process, range(4)))


def test_a_worker_that_dies_is_the_environments_fault() -> None:
    with pytest.raises(EnvironmentFaultError, match="werkproces"), mapper(2, documents(2)) as run:
        list(run(_die, range(2)))


_KILLED = """
import os, signal
from woo_tool.steps.workers import pool_of
if __name__ == "__main__":
    pool = pool_of(1)
    print(pool.submit(os.getpid).result(), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_workers_end_when_the_program_is_killed() -> None:
    made = subprocess.Popen(
        [sys.executable, "-c", _KILLED],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert made.stdout is not None
    watched = os.pidfd_open(int(made.stdout.readline()))
    try:
        assert select.select([watched], [], [], 60)[0]
    finally:
        os.close(watched)
        made.stdout.close()
        made.wait()
