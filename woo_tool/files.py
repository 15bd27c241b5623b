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

TEMPORARY = ".deel-"
"""How the name of a file that is being written begins."""

_ADVICE = {
    errno.ENOSPC: "De schijf is vol. Maak ruimte en voer de opdracht opnieuw uit.",
    errno.EDQUOT: "De schijfruimte is op. Maak ruimte en voer de opdracht opnieuw uit.",
    errno.EFBIG: "Het bestand wordt groter dan dit systeem toestaat. Vraag de beheerder om ruimte.",
    errno.EACCES: "Er zijn geen schrijfrechten op deze map.",
    errno.EPERM: "Er zijn geen schrijfrechten op deze map.",
    errno.EROFS: "Deze schijf is alleen-lezen.",
    errno.EEXIST: "Er staat een bestand waar een map hoort te staan, of andersom.",
    errno.ENOTDIR: "Er staat een bestand waar een map hoort te staan.",
    errno.EISDIR: "Er staat een map waar een bestand hoort te staan.",
    errno.ENOENT: "Deze map of dit bestand is er niet.",
    errno.EIO: "De schijf geeft een fout. Controleer de schijf.",
    errno.ENAMETOOLONG: "De naam van dit bestand of deze map is te lang.",
}


def disk_fault(fault: OSError, where: Path | str = "") -> EnvironmentFaultError:
    """An OSError as a message in Dutch; ``where`` is used when the error names no file."""
    number = fault.errno or 0
    what = f"fout {number}" if number in _ADVICE else fault.strerror or str(fault)
    return EnvironmentFaultError(
        f"schrijven of lezen is niet gelukt ({what}).",
        where=os.fsdecode(fault.filename)
        if isinstance(fault.filename, str | bytes)
        else str(where),
        advice=_ADVICE.get(number, "Controleer de map en de schijf."),
    )


@contextlib.contextmanager
def environment_faults(where: Path) -> Iterator[None]:
    """Turns an OSError of the disk into an EnvironmentFaultError in Dutch."""
    try:
        yield
    except OSError as fault:
        raise disk_fault(fault, where) from fault


def write_atomic(path: Path, data: bytes, *, mode: int | None = None) -> None:
    """Writes ``data`` to ``path`` at once: a crash leaves the old file or the new one."""
    with environment_faults(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=TEMPORARY)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            temporary.chmod(0o644 if mode is None else mode)
            temporary.replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise


def sha256(data: bytes) -> str:
    """The sha256 of bytes, in hex."""
    return hashlib.sha256(data).hexdigest()


def sha256_of(path: Path) -> str:
    """The sha256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
