"""Runs deduce over passages, in an environment of its own: ``PYTHON deduce_run.py < passages``.

Standard library and deduce only. In: a JSON list of texts. Out: the persons that it finds in each
as [start, end], and the least CPU seconds of three rounds, the loading of its lists left out.
"""

from __future__ import annotations

import contextlib
import json
import sys
import time

_PERSONS = ("persoon", "patient")


def main() -> None:
    texts = json.load(sys.stdin)
    with contextlib.redirect_stdout(sys.stderr):  # the first time it says that it builds its lists
        from deduce import Deduce  # type: ignore[import-not-found, unused-ignore]

        reader = Deduce()
    least, spans = 0.0, []
    for number in range(3):
        start = time.process_time()
        found = [reader.deidentify(text).annotations for text in texts]
        spent = time.process_time() - start
        least = spent if not number else min(least, spent)
        spans = [
            sorted([int(one.start_char), int(one.end_char)] for one in many if one.tag in _PERSONS)
            for many in found
        ]
    json.dump({"seconds": least, "persons": spans}, sys.stdout)


if __name__ == "__main__":
    main()
