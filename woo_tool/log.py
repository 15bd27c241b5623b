"""The log of decisions: append-only JSON lines, each closed by a hash over the one before it.

``hash`` is the sha256 of the record's sorted compact UTF-8 JSON without ``hash``; the first
``prev`` is 64 zeros. A line that a crash cut in half is set aside beside the log and reported.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from woo_tool.errors import LogBrokenError
from woo_tool.model import Choice, Decision

START = "0" * 64
_KEYS = frozenset(
    {
        "seq", "at", "by", "action", "target", "from", "to",
        "grounds", "reason", "bulk", "prev", "hash",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LogState:
    """What the log holds: the decisions, and the bytes of a half line at its end (if any)."""

    decisions: tuple[Decision, ...]
    torn: bytes = b""

    @property
    def head(self) -> str:
        """The hash of the last decision, or 64 zeros."""
        return self.decisions[-1].hash if self.decisions else START


def record_hash(record: dict[str, Any]) -> str:
    """The hash that closes a record (contract, decisions.jsonl)."""
    content = {key: value for key, value in record.items() if key != "hash"}
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _decision(line: bytes, number: int, prev: str, where: str) -> Decision:
    def broken(what: str) -> LogBrokenError:
        return LogBrokenError(
            f"regel {number}: {what}",
            where=where,
            advice="Het logboek is veranderd. Zet een reservekopie terug; maak niets openbaar.",
        )

    try:
        record = json.loads(line)
    except ValueError:
        raise broken("dit is geen geldige regel") from None
    if not isinstance(record, dict) or set(record) != _KEYS:
        raise broken("er ontbreken velden of er zijn er te veel")
    if record["prev"] != prev or record["seq"] != number:
        raise broken("deze regel sluit niet aan op de vorige")
    if record["hash"] != record_hash(record):
        raise broken("de inhoud past niet bij het controlegetal")
    fields = {key: value for key, value in record.items() if key not in ("from", "grounds")}
    return Decision(**fields, from_=record["from"], grounds=tuple(record["grounds"]))


def read_log(path: Path) -> LogState:
    """All decisions, with the chain checked. Raises LogBrokenError at the first fault.

    A last line without its newline is accepted when it is whole, else it is returned as torn.
    """
    data = path.read_bytes() if path.exists() else b""
    start, known = _read_before.get(path, (b"", ()))
    if not data.startswith(start):
        start, known = b"", ()
    *lines, tail = data[len(start) :].split(b"\n")
    decisions = list(known)
    prev = decisions[-1].hash if decisions else START
    for line in lines:
        decisions.append(_decision(line, len(decisions) + 1, prev, str(path)))
        prev = decisions[-1].hash
    whole = tuple(decisions)
    _read_before[path] = (data[: len(data) - len(tail)], whole)
    if not tail:
        return LogState(whole)
    try:
        last = _decision(tail, len(decisions) + 1, prev, str(path))
    except LogBrokenError:
        return LogState(whole, tail)
    return LogState((*whole, last))


_read_before: dict[Path, tuple[bytes, tuple[Decision, ...]]] = {}
"""What this process read and checked before, by log: a log only grows, so the rest is new."""


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")


def append(path: Path, choices: Sequence[Choice], *, now: Callable[[], str] = _now) -> LogState:
    """Writes choices to the log, flushed to disk before returning; gives the new state."""
    state = read_log(path)
    set_aside(path, state)
    decisions = list(state.decisions)
    lines = []
    for choice in choices:
        record = _record(choice, len(decisions) + 1, decisions[-1].hash if decisions else START)
        record["at"] = now()
        record["hash"] = record_hash(record)
        line = json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        lines.append(line)
        fields = {key: value for key, value in record.items() if key not in ("from", "grounds")}
        decisions.append(Decision(**fields, from_=choice.from_, grounds=choice.grounds))
    _write("".join(line + "\n" for line in lines).encode(), path)
    return LogState(tuple(decisions))


def _write(data: bytes, path: Path) -> None:
    """Appends all of ``data``, on disk, or (on a full disk) nothing. Raises OSError."""
    with path.open("ab", buffering=0) as file:
        size = os.fstat(file.fileno()).st_size
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[file.write(rest) :]
            os.fsync(file.fileno())
        except OSError:
            with contextlib.suppress(OSError):
                os.ftruncate(file.fileno(), size)
            raise


def _record(choice: Choice, seq: int, prev: str) -> dict[str, Any]:
    return {
        "seq": seq, "by": choice.by, "action": choice.action, "target": choice.target,
        "from": choice.from_, "to": choice.to, "grounds": list(choice.grounds),
        "reason": choice.reason, "bulk": choice.bulk, "prev": prev,
    }  # fmt: skip


def set_aside(path: Path, state: LogState) -> None:
    """Moves a half line to ``<log>.afgebroken`` and ends the log after its last whole line."""
    if not path.exists():
        return
    data = path.read_bytes()
    if state.torn:
        with path.with_name(path.name + ".afgebroken").open("ab") as aside:
            aside.write(state.torn + b"\n")
            os.fsync(aside.fileno())
        os.truncate(path, len(data) - len(state.torn))
    elif data and not data.endswith(b"\n"):
        with path.open("ab") as file:
            file.write(b"\n")
            os.fsync(file.fileno())
