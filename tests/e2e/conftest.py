"""Small dossiers for the end-to-end tests, and the command run as a user would."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from woo_tool import pipeline
from woo_tool.files import sha256_of

ROOT = str(Path(__file__).resolve().parents[2])

REQUEST = """\
reference: WR-2024.0031
authority:
  name: Ministerie van Waterstaat en Ruimte
  decides: De minister van Waterstaat en Ruimte
  mandate: namens deze,
  signs: de directeur Veiligheid en Integriteit
  unit: Directie Veiligheid en Integriteit
  address: [Thorbeckekade 4, 2511 VB Den Haag]
  objection_to:
    body: De minister van Waterstaat en Ruimte
    address: [Postbus 20188, 2500 ED Den Haag]
  phone_trunk: ["070 - 348"]
  domains: [minwr.nl]
  website: www.minwr.nl
requester: {salutation: mevrouw, name: W. Roskam, address: [Postbus 77, 8000 AB Zwolle]}
request:
  dated: 2024-03-01
  received: 2024-03-04
  subject: dienstauto's
  items: [{id: a, text: alle documenten over dienstauto's, period: [2023-01-01, 2024-03-01]}]
procedure: {acknowledged: 2024-03-05, search: in het zaaksysteem}
decision: {dated: 2024-03-28, sent: 2024-03-28}
"""

MEMO = """\
Memo

Datum: 12 januari 2024

De heer J. Terpstra heeft op 12 januari een dienstauto gebruikt. Zijn telefoonnummer is
06-12345678. De melding is behandeld door mevrouw Fatima Bouzid (f.bouzid@minwr.nl).
"""

MAIL = """\
From: Fatima Bouzid <f.bouzid@minwr.nl>
To: Karel Hoogland <k.hoogland@minwr.nl>
Subject: planning
Date: Mon, 15 Jan 2024 10:00:00 +0100
Message-ID: <1@minwr.nl>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

Beste Karel,

Het gesprek is op dinsdag om tien uur in vergaderzaal twee.

Met vriendelijke groet,
Fatima Bouzid
"""

PEOPLE = """\
people:
  - {id: p1, name: J. Terpstra, forms: [Terpstra], role: accused, action: redact}
"""


def write(path: Path, text: str) -> Path:
    """A text file, with its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def woo(
    *arguments: str | Path, limit: int | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Runs the command in a process of its own; a traceback is always a fault.

    ``limit`` is the largest file in bytes that the process may write.
    """
    done = subprocess.run(
        [sys.executable, "-m", "woo_tool", *map(str, arguments)],
        capture_output=True,
        text=True,
        errors="replace",
        timeout=300,
        check=False,
        preexec_fn=None if limit is None else partial(_limit, limit),
        cwd=environment.get("PYTHONPATH", ROOT),
        env={**os.environ, "PYTHONPATH": ROOT, "LC_ALL": "C.UTF-8", **environment},
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done


def _limit(size: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def tree(root: Path) -> dict[str, str]:
    """Every file of a dossier that counts, with its hash: without the cache and the lock."""
    return {
        name: sha256_of(path)
        for path in sorted(root.rglob("*"))
        if path.is_file()
        and not (name := path.relative_to(root).as_posix()).startswith(("work/", ".lock"))
    }


def published(root: Path) -> dict[str, str]:
    """The files of the only package in a dossier: stamp and path, with their hash."""
    return {
        name: digest
        for name, digest in tree(root).items()
        if name.startswith("output/") and "/te-publiceren/" in name
    }


@pytest.fixture
def request_file(tmp_path: Path) -> Path:
    """A request.yaml under the Woo."""
    return write(tmp_path / "verzoek" / "request.yaml", REQUEST)


@pytest.fixture
def pile(tmp_path: Path) -> Path:
    """A folder with a memo and a mail."""
    write(tmp_path / "stapel" / "memo.txt", MEMO)
    write(tmp_path / "stapel" / "mail" / "planning.eml", MAIL)
    return tmp_path / "stapel"


Run = Callable[..., pipeline.RunResult]


@pytest.fixture
def run(request_file: Path, pile: Path, tmp_path: Path) -> Run:
    """``woo run`` in this process, on the small dossier in ``tmp_path / "zaak"``."""

    def call(**options: object) -> pipeline.RunResult:
        given = {"approve_as": "Jip Terpstra", **options}
        return pipeline.run(request_file, [pile], tmp_path / "zaak", **given)  # type: ignore[arg-type]

    return call


def edit(path: Path, old: str, new: str) -> None:
    """Changes the first ``old`` in a file, as a person would."""
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode())
