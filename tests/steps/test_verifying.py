"""What was verified is known again in the next process."""

from __future__ import annotations

import os
import subprocess
import sys

from woo_tool.steps.verifying import Verified
from woo_tool.verify import Check, FileReport

_SHOW = """
from woo_tool.steps.verifying import terms_text
from woo_tool.verify import Term
documents = frozenset(f"{number:04d}" for number in range(40))
print(terms_text([Term("Noor Terpstra", "full_name", documents, (("van", "noor"),))]))
"""


def test_the_key_of_a_report_is_the_same_in_every_process() -> None:
    said = {
        subprocess.run(
            [sys.executable, "-c", _SHOW],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1
    assert "0039" in said.pop()


def test_a_name_that_stands_in_many_places_is_asked_about_once() -> None:
    def report(number: str, *checks: Check) -> FileReport:
        return FileReport(f"{number}-abc.pdf", "0" * 64, checks)

    def asks(page: int, name: str = "bakker") -> Check:
        detail = "een elders gelakte naam staat hier nog" if name else "het origineel is een beeld"
        return Check("text", "question", page, detail=detail, subject=name)

    many = [report(f"{number:04d}", asks(2)) for number in range(2, 13)]
    verified = Verified(
        (report("0001", asks(3), asks(1, "terpstra"), asks(1, ""), asks(2, "")), *many), ""
    )
    bakker, terpstra, *others = verified.questions
    assert (bakker.number, bakker.page) == ("0001", 3)
    assert bakker.what.startswith(
        "een elders gelakte naam staat hier nog: bakker (en in 0002 p. 2,"
    )
    assert bakker.what.endswith("0009 p. 2 en 3 andere)")
    assert terpstra.what == "een elders gelakte naam staat hier nog: terpstra"
    assert [one.page for one in others] == [1, 2]
