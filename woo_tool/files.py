"""Writing files so that a reader never sees half of one."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from woo_tool.errors import EnvironmentFaultError

_ADVICE = {
    errno.ENOSPC: "De schijf is vol. Maak ruimte en voer de opdracht opnieuw uit.",
    errno.EDQUOT: "De schijfruimte is op. Maak ruimte en voer de opdracht opnieuw uit.",
    errno.EACCES: "Er zijn geen schrijfrechten op deze map.",
    errno.EPERM: "Er zijn geen schrijfrechten op deze map.",
    errno.EROFS: "Deze schijf is alleen-lezen.",
}


@contextlib.contextmanager
def environment_faults(where: Path) -> Iterator[None]:
    """Turns an OSError of the disk into an EnvironmentFaultError in Dutch."""
    try:
        yield
    except OSError as fault:
        path = fault.filename or where
        raise EnvironmentFaultError(
            f"schrijven of lezen is niet gelukt ({fault.strerror or fault}).",
            where=str(path),
            advice=_ADVICE.get(fault.errno or 0, "Controleer de map en de schijf."),
        ) from fault


def write_atomic(path: Path, data: bytes, *, mode: int | None = None) -> None:
    """Writes ``data`` to ``path`` at once: a crash leaves the old file or the new one."""
    with environment_faults(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".deel-")
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            temporary.chmod(0o644 if mode is None else mode)
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise


def sha256(data: bytes) -> str:
    """The sha256 of bytes, in hex."""
    return hashlib.sha256(data).hexdigest()


def sha256_of(path: Path) -> str:
    """The sha256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
