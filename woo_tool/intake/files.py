"""Which files were added: folders walked in order, every file named once, nothing passed over."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from woo_tool.errors import InputError
from woo_tool.intake.parts import SourceFile

_SYSTEM_NAMES = frozenset({".ds_store", "thumbs.db", "desktop.ini", "ehthumbs.db", ".localized"})
_SYSTEM_FOLDERS = frozenset({"__macosx", ".git", ".trashes", ".spotlight-v100", "$recycle.bin"})


def collect(paths: Sequence[Path]) -> tuple[SourceFile, ...]:
    """The files to take in, folders walked in sorted order; see ``left_out`` for the rest.

    A file that is named twice (itself and through its folder) counts once. A folder that can't be
    opened, a broken link and a device are in the result: reading them gives the reason.
    Raises InputError for a path that doesn't exist, a link that leads out of the added folder, and
    two different files that would have the same name.
    """
    found: dict[str, SourceFile] = {}
    seen: set[Path] = set()
    for source in _walk(paths):
        if _is_system(source):
            continue
        real = _real(source.path)
        if real in seen:
            continue
        seen.add(real)
        other = found.setdefault(source.name, source)
        if other is not source:
            raise InputError(
                f"twee bestanden hebben dezelfde naam '{source.name}': "
                f"{other.path} en {source.path}",
                advice="Geef een van beide een andere naam, of voeg de map toe waar ze in staan.",
            )
    return tuple(found.values())


def left_out(paths: Sequence[Path]) -> tuple[SourceFile, ...]:
    """The files below ``paths`` that ``collect`` passes over: those of the operating system and
    lock files of Office (.DS_Store, Thumbs.db, ~$...). To be listed, so that nothing is silent."""
    return tuple(source for source in _walk(paths) if _is_system(source))


def _real(path: Path) -> Path:
    """Where a path leads; a link that leads to itself leads nowhere (Path.resolve raises there)."""
    return Path(os.path.realpath(path))


def _is_system(source: SourceFile) -> bool:
    *folders, last = source.name.casefold().split("/")
    return (
        last in _SYSTEM_NAMES
        or last.startswith(("~$", "._", ".~lock."))
        or any(folder in _SYSTEM_FOLDERS for folder in folders)
    )


def _walk(paths: Sequence[Path]) -> Iterator[SourceFile]:
    for path in paths:
        if not os.path.lexists(path):
            raise InputError(
                "dit bestand of deze map bestaat niet.",
                where=_shown(str(path)),
                advice="Controleer de naam en de map.",
            )
        if path.is_dir():
            yield from _folder(path, _real(path))
        else:
            yield SourceFile(path, _shown(path.name))


def _folder(root: Path, real_root: Path) -> Iterator[SourceFile]:
    closed: list[Path] = []
    for place, folders, files in os.walk(root, onerror=lambda e: closed.append(Path(e.filename))):
        folders.sort()
        links = [name for name in folders if (Path(place) / name).is_symlink()]
        for name in sorted([*files, *links]):
            path = Path(place) / name
            real = _real(path)
            if not real.is_relative_to(real_root):
                raise InputError(
                    "dit is een verwijzing naar een plek buiten de map die is toegevoegd.",
                    where=_shown(str(path)),
                    advice="Vervang de verwijzing door het bestand zelf.",
                )
            if name not in links:  # a linked folder inside the root is walked where it stands
                yield SourceFile(path, _shown(path.relative_to(root).as_posix()))
    for path in sorted(closed):
        yield SourceFile(path, _shown(path.relative_to(root).as_posix()))


def _shown(name: str) -> str:
    """A name that can be printed and stored: composed accents, U+FFFD for control characters and
    for bytes that aren't UTF-8."""
    text = os.fsencode(name).decode("utf-8", "replace")
    visible = (
        char if unicodedata.category(char) not in ("Cc", "Cf", "Zl", "Zp") else "\ufffd"
        for char in unicodedata.normalize("NFC", text)
    )
    return "".join(visible)
