"""The command line: Dutch, the contract's exit codes, and no traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

REQUEST = """
reference: MWR-2024-7
authority:
  name: Ministerie van Voorbeeldzaken
  decides: De minister van Voorbeeldzaken
  phone_trunk: ["070 - 348"]
  domains: [minvoorbeeld.nl]
request: {received: 2024-03-04, subject: integriteit}
decision: {dated: 2024-03-28, sent: 2024-03-28}
"""
COMMANDS = (
    "add", "approve", "deadlines", "decide", "demo", "detect", "doctor", "grounds", "log", "new",
    "overview", "redact", "review", "run", "scan", "status", "verify",
)  # fmt: skip


def woo(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Runs the command as a user would, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "woo_tool", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        cwd=cwd,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )


def test_help_is_dutch_and_names_every_command() -> None:
    done = woo("--help")
    assert done.returncode == 0
    assert done.stdout.startswith("Gebruik: woo")
    listed = [line.split()[0] for line in done.stdout.split("Opdrachten:")[1].splitlines() if line]
    assert listed == sorted(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str) -> None:
    done = woo(command, "--help")
    assert done.returncode == 0
    assert "Toon deze hulp." in done.stdout


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys, woo_tool.cli; heavy = {'spacy', 'pymupdf', 'presidio_analyzer', 'pikepdf', "
        "'reportlab', 'pydantic', 'starlette', 'openpyxl', 'docx', 'numpy', 'yaml'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (["nieuw"], "De opdracht 'nieuw' bestaat niet"),
        (["deadlines"], "Dit argument ontbreekt"),
        (["grounds", "--law", "avg"], "Onjuiste waarde voor '--law'"),
        (["grounds", "9.9.z"], "grond '9.9.z' bestaat niet"),
        (["new", "zaak"], "Deze optie ontbreekt"),
        (["new", "zaak", "--request", "niets.yaml"], "niets.yaml"),
        (["status", "geen-dossier"], "dit is geen dossier"),
        (["scan", "niets.pdf"], "bestaat niet"),
        (["verify", "niets.pdf"], "bestaat niet"),
        (["approve", "geen-dossier", "--as", "Jip"], "kies wat u goedkeurt"),
        (["overview"], "geef een register"),
    ],
)
def test_wrong_use_is_exit_2_in_dutch(tmp_path: Path, arguments: list[str], fault: str) -> None:
    done = woo(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert fault in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_deadlines_as_json(tmp_path: Path) -> None:
    path = tmp_path / "request.yaml"
    path.write_text(REQUEST, encoding="utf-8")
    done = woo("deadlines", path, "--json")
    content = json.loads(done.stdout)
    assert content["law"] == "woo"
    assert content["first_term"] == "2024-04-02"
    assert content["in_time"] is True
    assert content["objection_last"] == "2024-05-10"  # 9 May 2024 is Ascension Day


def test_a_ground_is_shown_with_its_wording() -> None:
    done = woo("grounds", "5.1.2e")
    assert done.returncode == 0
    assert "de eerbiediging van de persoonlijke" in done.stdout


def test_doctor_names_every_part() -> None:
    done = woo("doctor")
    for part in ("tesseract", "soffice", "pdftotext", "rules/grounds.yaml", "models/nl_woo"):
        assert part in done.stdout
