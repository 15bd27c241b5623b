"""A dossier is a folder. This module is the only one that writes in it.

``originals/NNNN.json`` says what intake found; a family (a mail with its parts) counts from the
moment that the sidecar of its first document is there, so a crash never leaves half of one.
``work/`` is a cache and may be deleted at any time.
"""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import shutil
import socket
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from filelock import FileLock, Timeout
from pydantic import TypeAdapter, ValidationError

from woo_tool.errors import (
    DossierBusyError,
    EnvironmentFaultError,
    InputError,
    LogBrokenError,
    SafetyError,
)
from woo_tool.files import TEMPORARY, environment_faults, sha256, sha256_of, write_atomic
from woo_tool.log import LogState, append, read_log
from woo_tool.model import Choice, Document
from woo_tool.request import Request, read_request

T = TypeVar("T")

_FIXED = TypeAdapter(Document)
_OUR_NAMES = frozenset(
    {
        "request.yaml", "documents.csv", "people.yaml", "decisions.jsonl", "originals", "work",
        "output", "personeel.csv", "cases.xlsx", "cases.csv", "cases.yaml", "cases.yml",
        "decisions.jsonl.afgebroken",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document that is about to be stored: its row, its bytes and its PDF (None: no PDF)."""

    document: Document
    suffix: str
    data: bytes
    pdf: bytes | None


@dataclass(frozen=True, slots=True)
class Store:
    """One dossier folder."""

    root: Path
    _lock: FileLock = field(repr=False, compare=False)

    @classmethod
    def open(cls, root: Path) -> Store:
        """An existing dossier. Raises InputError when the folder isn't one."""
        if not (root / "request.yaml").is_file():
            raise InputError(
                "dit is geen dossier (er is geen request.yaml).",
                where=str(root),
                advice="Maak er een met: woo new DOSSIER --request request.yaml",
            )
        return cls(root, FileLock(str(root / ".lock"), thread_local=False))

    @classmethod
    def create(cls, root: Path, request: bytes, attached: Sequence[tuple[str, bytes]]) -> Store:
        """A new dossier with this request.yaml, or the one that is there with the same request.

        ``attached`` are the files that it names (name, content). request.yaml is written first:
        from then on the folder is a dossier, and a call that was cut off can be repeated. Raises
        InputError when the folder holds something else, or a name is one of our own.
        """
        for name, _ in attached:
            if name.startswith(".") or name.casefold() in _OUR_NAMES:
                raise InputError(
                    f"request.yaml: een bestand '{name}' heeft het dossier zelf al.",
                    advice="Geef het bestand een andere naam.",
                )
        target = root / "request.yaml"
        if target.is_file():
            if target.read_bytes() != request:
                raise InputError(
                    "hier staat al een dossier met een ander verzoek.",
                    where=str(target),
                    advice="Kies een andere map, of wijzig request.yaml in het dossier zelf.",
                )
        elif root.is_dir() and any(not item.name.startswith(".") for item in root.iterdir()):
            raise InputError("deze map is niet leeg en is geen dossier.", where=str(root))
        if not target.is_file():
            write_atomic(target, request)
        for name, content in attached:
            if not (root / name).exists():
                write_atomic(root / name, content)
        return cls.open(root)

    # --- who may write -------------------------------------------------------------------

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Holds the dossier for writing. Raises DossierBusyError when another process does."""
        owner = self.root / ".lock-owner"
        with environment_faults(self.root):
            free = self._acquired()
        if not free:
            raise DossierBusyError(
                f"een ander programma schrijft in dit dossier ({_read_owner(owner)}).",
                where=str(self.root),
                advice="Wacht tot het klaar is, of sluit het af, en probeer het opnieuw.",
            )
        try:
            with environment_faults(self.root):
                owner.write_text(_who(), encoding="utf-8")
                self._tidy()
            yield
        finally:
            with contextlib.suppress(OSError):
                owner.unlink(missing_ok=True)
            self._lock.release()

    def _tidy(self) -> None:
        """Removes what writers that were killed left behind; the lock says that none is busy."""
        for pattern in (f"{TEMPORARY}*", f"originals/{TEMPORARY}*"):
            for path in self.root.glob(pattern):
                path.unlink(missing_ok=True)
        for path in self.root.glob("output/.*"):
            shutil.rmtree(path)

    def _acquired(self) -> bool:
        try:
            self._lock.acquire(blocking=False)
        except Timeout:
            return False
        return True

    # --- what people write ---------------------------------------------------------------

    def request(self) -> Request:
        """request.yaml, read again."""
        return read_request(self.root / "request.yaml")

    def path(self, *parts: str) -> Path:
        """A path inside the dossier."""
        return self.root.joinpath(*parts)

    def write_for_people(self, name: str, data: bytes) -> None:
        """Writes a file that people may edit, and remembers what it looked like."""
        path = self.path(name)
        if not path.exists() or path.read_bytes() != data:
            write_atomic(path, data)
        if not self.wrote(name, data):
            write_atomic(self.path("work", "written", f"{name}.sha256"), sha256(data).encode())

    def wrote(self, name: str, data: bytes) -> bool:
        """True when ``data`` is what this tool wrote last: then nobody edited the file, even when
        the dossier has moved on since (a crash between a decision and the new file)."""
        known = self.path("work", "written", f"{name}.sha256")
        return known.exists() and known.read_text(encoding="utf-8") == sha256(data)

    # --- originals -----------------------------------------------------------------------

    def documents(self) -> tuple[Document, ...]:
        """What intake stored, by number. Half a family (after a crash) isn't there."""
        folder = self.path("originals")
        if folder.exists() and not folder.is_dir():
            raise EnvironmentFaultError(
                "hier hoort een map te staan.",
                where=str(folder),
                advice="Zet een reservekopie van het dossier terug.",
            )
        found: dict[str, Document] = {}
        for sidecar in sorted(folder.glob("*.json")):
            document = self._sidecar(sidecar)
            found[document.number] = document
        tops = {number for number, item in found.items() if not item.parent}
        return tuple(
            item
            for _, item in sorted(found.items(), key=lambda pair: number_key(pair[0]))
            if not item.parent or item.parent in tops
        )

    def _sidecar(self, path: Path) -> Document:
        try:
            return _FIXED.validate_json(path.read_bytes())
        except (ValidationError, OSError) as fault:
            raise EnvironmentFaultError(
                "de gegevens van dit stuk kunnen niet worden gelezen.",
                where=str(path),
                advice="Het bestand is beschadigd: zet een reservekopie van de map terug.",
            ) from fault

    def save_family(self, family: Sequence[NewDocument]) -> None:
        """Stores a document with its parts. The first one's sidecar is written last.

        Parts that a crash left of another family with this number are removed first.
        """
        top = family[0].document.number
        if not self.path("originals", f"{top}.json").exists():
            with environment_faults(self.path("originals")):
                for left in self.path("originals").glob(f"{top}*"):
                    left.unlink()
        for item in (*family[1:], family[0]):
            number = item.document.number
            self._save_original(f"{number}{item.suffix}", item.data)
            if item.pdf is not None and item.suffix != ".pdf":
                self._save_original(f"{number}.pdf", item.pdf)
            write_atomic(
                self.path("originals", f"{number}.json"),
                _FIXED.dump_json(item.document, indent=1),
                mode=0o444,
            )

    def _save_original(self, name: str, data: bytes) -> None:
        write_atomic(self.path("originals", name), data, mode=0o444)

    def pdf(self, number: str) -> Path:
        """The PDF of a document (the original, or the rendition beside it)."""
        return self.path("originals", f"{number}.pdf")

    def checked_pdf(self, document: Document) -> Path:
        """The same, after checking that it is still what came in. Raises SafetyError."""
        path = self.pdf(document.number)
        try:
            same = sha256_of(path) == document.pdf_sha256
        except OSError:
            same = False
        if not same:
            raise SafetyError(
                "dit origineel is veranderd of weg, sinds het in het dossier kwam.",
                where=str(path),
                advice="Zet een reservekopie van de map originals terug.",
            )
        return path

    # --- decisions -----------------------------------------------------------------------

    def decisions(self) -> LogState:
        """All decisions, chain and tail checked. Raises LogBrokenError."""
        state = read_log(self.path("decisions.jsonl"))
        self._check_tail(state)
        return state

    def record(self, choices: Sequence[Choice]) -> LogState:
        """Appends choices, on disk before this returns. The caller holds the lock."""
        state = self.decisions()
        if choices:
            with environment_faults(self.root):
                state = append(self.path("decisions.jsonl"), choices)
        head = json.dumps({"seq": len(state.decisions), "hash": state.head}).encode()
        path = self.path("work", "log-head.json")
        if state.decisions and (choices or not path.exists()):
            write_atomic(path, head)
        return state

    def _check_tail(self, state: LogState) -> None:
        heads = [self.path("work", "log-head.json")]
        heads += sorted(self.root.glob("output/*/intern/manifest.json"))
        for path in heads:
            seq, head = _known_head(path)
            if seq == 0 or (seq <= len(state.decisions) and state.decisions[seq - 1].hash == head):
                continue
            raise LogBrokenError(
                f"het logboek mist beslissing {seq}, die er eerder wel in stond.",
                where=str(self.path("decisions.jsonl")),
                advice=f"Vergelijk met {path.name} en zet een reservekopie terug.",
            )

    # --- cache ---------------------------------------------------------------------------

    def cached(self, kind: str, key: str, adapter: TypeAdapter[T]) -> T | None:
        """A cached value, or None when there is none (or it can't be read any more)."""
        path = self.path("work", kind, f"{key}.json")
        try:
            return adapter.validate_json(path.read_bytes())
        except OSError:
            return None
        except ValidationError:
            path.unlink(missing_ok=True)
            return None

    def drop_cached(self, kind: str, key: str) -> None:
        """Forgets a cached value."""
        self.path("work", kind, f"{key}.json").unlink(missing_ok=True)

    def has_cached(self, kind: str, key: str) -> bool:
        """True when there is a cached value; it isn't read."""
        return self.path("work", kind, f"{key}.json").exists()

    def save_cache(self, kind: str, key: str, adapter: TypeAdapter[T], value: T) -> None:
        """Caches a value below work/."""
        write_atomic(self.path("work", kind, f"{key}.json"), adapter.dump_json(value))


def _who() -> str:
    """This process, as another one will name it; a container may have a user without a name."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):
        name = "een onbekende gebruiker"
    return f"proces {os.getpid()} van {name} op {socket.gethostname()}"


def _read_owner(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip() or "onbekend"
    except OSError:
        return "onbekend"


def _known_head(path: Path) -> tuple[int, str]:
    """Number and hash of the last decision that ``path`` knows of; (0, "") when it knows none."""
    try:
        content: Any = json.loads(path.read_bytes())
        if path.name == "manifest.json":
            content = content["log"]
        return int(content["seq"]), str(content["hash"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0, ""


def number_key(number: str) -> tuple[str, int, str]:
    """Sorts 0003, 0003a, 0003z, 0003aa, 0004 in that order."""
    return number[:4], len(number), number
