"""What was verified is known again in the next process."""

from __future__ import annotations

import os
import subprocess
import sys

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
