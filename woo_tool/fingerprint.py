"""Cache keys that change when the code of a stage does, not only the version of the program."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable, Iterator
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
def code_fingerprint(name: str) -> str:
    """16 hex digits over the code of a module or package below woo_tool (`detect`,
    `steps.resolving`) and of all that it imports from woo_tool, in turn."""
    return fingerprint(sorted(sources(f"{_PACKAGE.name}.{name}")))


def sources(name: str, root: Path = _PACKAGE.parent) -> set[Path]:
    """The files of a module, or of all modules of a package, and what they import below ``root``
    from the same top package, in turn."""
    top = name.split(".")[0]
    found: set[Path] = set()
    left = [*_files(name, root), *sorted(_folder(name, root).rglob("*.py"))]
    while left:
        path = left.pop()
        if path not in found:
            found.add(path)
            left += (
                file
                for module in _imports(path)
                if module.split(".")[0] == top
                for file in _files(module, root)
            )
    return found


def _folder(module: str, root: Path) -> Path:
    return root.joinpath(*module.split("."))


def _files(module: str, root: Path) -> list[Path]:
    """What importing this name runs, if it is a module: its file, or that of the package."""
    folder = _folder(module, root)
    return [path for path in (folder.with_suffix(".py"), folder / "__init__.py") if path.is_file()]


def _imports(path: Path) -> Iterator[str]:
    """The names of the modules that a file imports, anywhere in it; what is imported from a module
    may be a module itself."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
