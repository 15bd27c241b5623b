"""Which detection this is: a hash of everything that it depends on. Loads nothing heavy."""

from __future__ import annotations

from functools import cache

from woo_tool.fingerprint import code_fingerprint, fingerprint
from woo_tool.resources import data_path

_RULE_FILES = (
    "common_words.txt",
    "recognizers.yaml",
    "cues.yaml",
    "signatures.yaml",
    "things.yaml",
    "organisations.txt",
    "roles.yaml",
)


@cache
def detection_version() -> str:
    """Changes when the model, a rule or the code of detection changes (32 hex digits)."""
    files = [*sorted(data_path("models", "nl_woo").rglob("*"))]
    files += [data_path("rules", name) for name in _RULE_FILES]
    return fingerprint(files) + code_fingerprint("detect")
