"""Cache keys that change when the code of a stage does, not only the version of the program."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parent


def fingerprint(paths: Iterable[Path]) -> str:
    """16 hex digits over the names and contents of files."""
    digest = hashlib.sha256()
    for path in paths:
        if path.is_file():
            digest.update(path.name.encode() + b"\0")
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


@cache
def code_fingerprint(*packages: str) -> str:
    """16 hex digits over the code of these packages below woo_tool."""
    return fingerprint(path for name in packages for path in sorted((_PACKAGE / name).glob("*.py")))
