"""Which detection this is: a hash of everything that it depends on. Loads nothing heavy."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from woo_tool.resources import data_path

_RULE_FILES = ("recognizers.yaml", "cues.yaml")


@cache
def detection_version() -> str:
    """Changes when the model, a rule or the code of detection changes (16 hex digits)."""
    files = [*sorted(data_path("models", "nl_woo").rglob("*"))]
    files += [data_path("rules", name) for name in _RULE_FILES]
    files += sorted(Path(__file__).parent.glob("*.py"))
    digest = hashlib.sha256()
    for path in files:
        if path.is_file():
            digest.update(path.name.encode() + b"\0")
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
