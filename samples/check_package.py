"""Compare the text of a published file with the ground truth of its original.

Used by the tests of the whole chain; also by hand:
``python samples/check_package.py DOSSIER FILE TEXT...``; a thread
that was published as several messages is given as several texts.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml


def squeeze(text: str) -> str:
    """Every run of white space becomes one space: names may stand over two lines."""
    return " ".join(text.split())


def _alone(text: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(text)}(?!\w)")


def leaks(published: str, truth: Mapping[str, Any]) -> list[str]:
    """What should be gone and isn't. A string that stays may hold a word that goes ("Post die")."""
    goes = {item["text"]: _alone(item["text"]) for item in truth["goes"]}
    text = squeeze(published)
    for kept in shields(truth):
        text = _alone(kept).sub(" \N{SECTION SIGN} ", text)
    return sorted(name for name, pattern in goes.items() if pattern.search(text))


def shields(truth: Mapping[str, Any]) -> list[str]:
    """The strings that stay although a word in them goes elsewhere; the longest first."""
    goes = [_alone(item["text"]) for item in truth["goes"]]
    kept = {item["text"] for item in truth["stays"]}
    held = {text for text in kept if any(pattern.search(text) for pattern in goes)}
    return sorted(held, key=lambda text: (-len(text), text))


def lost(published: str, truth: Mapping[str, Any]) -> list[str]:
    """What should be readable and isn't."""
    text = squeeze(published)
    return sorted(item["text"] for item in truth["stays"] if item["text"] not in text)


def main(arguments: Sequence[str]) -> int:
    """Exit 0 when nothing leaks and nothing is lost, 3 otherwise."""
    dossier, name, *published = arguments
    everything = yaml.safe_load((Path(dossier) / "truth.yaml").read_text(encoding="utf-8"))
    text = "\n".join(Path(path).read_text(encoding="utf-8") for path in published)
    truth = everything["files"][name]
    for what, found in (("lek", leaks(text, truth)), ("kwijt", lost(text, truth))):
        for item in found:
            sys.stdout.write(f"{what}: {item}\n")
    return 3 if leaks(text, truth) or lost(text, truth) else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
