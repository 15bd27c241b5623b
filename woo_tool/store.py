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
import socket
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from filelock import FileLock, Timeout
from pydantic import TypeAdapter, ValidationError

from woo_tool.errors import DossierBusyError, EnvironmentFaultError, InputError, LogBrokenError
from woo_tool.files import environment_faults, write_atomic
from woo_tool.log import LogState, append, read_log
from woo_tool.model import Choice, Document
from woo_tool.request import Request, read_request

T = TypeVar("T")

_FIXED = TypeAdapter(Document)


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
    def create(cls, root: Path, request: bytes, attached: tuple[str, bytes] | None) -> Store:
        """A new dossier with this request.yaml, or the one that is there with the same request.

        ``attached`` is the file of the request itself (name, content). Raises InputError when
        the folder holds something else.
        """
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
        with environment_faults(root):
            root.mkdir(parents=True, exist_ok=True)
            (root / "originals").mkdir(exist_ok=True)
        if attached:
            name, content = attached
            if not (root / name).exists():
                write_atomic(root / name, content)
        if not target.is_file():
            write_atomic(target, request)
        return cls.open(root)

    # --- who may write -------------------------------------------------------------------

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Holds the dossier for writing. Raises DossierBusyError when another process does."""
        owner = self.root / ".lock-owner"
        with environment_faults(self.root):
            free = self._acquired()
        if not free:
            who = owner.read_text(encoding="utf-8") if owner.exists() else "onbekend"
            raise DossierBusyError(
                f"een ander programma schrijft in dit dossier ({who}).",
                where=str(self.root),
                advice="Wacht tot het klaar is, of sluit het af, en probeer het opnieuw.",
            )
        try:
            who = f"proces {os.getpid()} van {getpass.getuser()} op {socket.gethostname()}"
            with environment_faults(self.root):
                owner.write_text(who, encoding="utf-8")
            yield
        finally:
            owner.unlink(missing_ok=True)
            self._lock.release()

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

    # --- originals -----------------------------------------------------------------------

    def documents(self) -> tuple[Document, ...]:
        """What intake stored, by number. Half a family (after a crash) isn't there."""
        found: dict[str, Document] = {}
        for sidecar in sorted(self.path("originals").glob("*.json")):
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
        """Stores a document with its parts. The first one's sidecar is written last."""
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

    # --- decisions -----------------------------------------------------------------------

    def decisions(self) -> LogState:
        """All decisions, chain and tail checked. Raises LogBrokenError."""
        state = read_log(self.path("decisions.jsonl"))
        self._check_tail(state)
        return state

    def record(self, choices: Sequence[Choice]) -> LogState:
        """Appends choices, on disk before this returns. The caller holds the lock."""
        if not choices:
            return self.decisions()
        self._check_tail(read_log(self.path("decisions.jsonl")))
        with environment_faults(self.root):
            state = append(self.path("decisions.jsonl"), choices)
        head = {"seq": len(state.decisions), "hash": state.head}
        write_atomic(self.path("work", "log-head.json"), json.dumps(head).encode())
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

    def has_cached(self, kind: str, key: str) -> bool:
        """True when there is a cached value; it isn't read."""
        return self.path("work", kind, f"{key}.json").exists()

    def save_cache(self, kind: str, key: str, adapter: TypeAdapter[T], value: T) -> None:
        """Caches a value below work/."""
        write_atomic(self.path("work", kind, f"{key}.json"), adapter.dump_json(value))


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
