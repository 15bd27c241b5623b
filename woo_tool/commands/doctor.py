"""``woo doctor``: what is installed, what is missing, what then won't work, and how to get it."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass

from woo_tool.commands.terminal import say
from woo_tool.errors import WooError
from woo_tool.resources import data_path


@dataclass(frozen=True, slots=True)
class _Program:
    names: tuple[str, ...]
    what_for: str
    get: str


_PROGRAMS = (
    _Program(("tesseract",), "scans en foto's lezen", "apt install tesseract-ocr"),
    _Program(
        ("soffice", "libreoffice"), "Office-bestanden lezen", "apt install libreoffice-writer"
    ),
    _Program(("pdftotext",), "gelakte PDF's controleren", "apt install poppler-utils"),
)
_PARTS = (("rules", "grounds.yaml"), ("models", "nl_woo", "meta.json"), ("samples",))


def doctor() -> int:
    """Exit 4 when something is missing that the tool can't do without, 1 for the rest."""
    missing = [item for item in _PROGRAMS if not any(map(shutil.which, item.names))]
    for item in _PROGRAMS:
        say(_line(item.names[0], item not in missing, f"{item.what_for}; {item.get}"))
    dutch = _has_dutch()
    say(_line("tesseract-nld", dutch, "Nederlandse scans lezen; apt install tesseract-ocr-nld"))
    broken = [parts for parts in _PARTS if not _present(parts)]
    for parts in _PARTS:
        say(_line("/".join(parts), parts not in broken, "installeer het programma opnieuw"))
    if broken or any(item.names[0] == "pdftotext" for item in missing):
        return 4
    return 1 if missing or not dutch else 0


def _line(name: str, there: bool, otherwise: str) -> str:
    return f"  in orde    {name}" if there else f"  ONTBREEKT  {name} — nodig voor: {otherwise}"


def _has_dutch() -> bool:
    program = shutil.which("tesseract")
    if program is None:
        return False
    done = subprocess.run(
        [program, "--list-langs"], capture_output=True, text=True, timeout=30, check=False
    )
    return "nld" in done.stdout.split()


def _present(parts: tuple[str, ...]) -> bool:
    try:
        data_path(*parts)
    except WooError:
        return False
    return True
