"""``woo verify``: a dossier, or PDF files made by anyone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from woo_tool import pipeline
from woo_tool.commands.dossier import say_images
from woo_tool.commands.terminal import Bar, count, say, say_open
from woo_tool.errors import InputError
from woo_tool.store import Store
from woo_tool.verify import FileReport, report_json, watched_single


def verify(
    paths: Sequence[Path],
    against: Path | None,
    terms: Path | None,
    as_json: bool,
    workers: int | None = None,
) -> int:
    """Exit 3 for a leak or a refusal, 1 for a question, 0 when all checks pass."""
    for path in paths:
        if not path.exists():
            raise InputError("dit bestaat niet.", where=str(path))
    if len(paths) == 1 and paths[0].is_dir():
        return _dossier(paths[0], as_json, workers)
    if against is not None and len(paths) > 1:
        raise InputError("met --against kan één bestand tegelijk worden gecontroleerd.")
    words = _terms(terms)
    reports = [watched_single(path, against, words) for path in paths]
    if as_json:
        say(json.dumps(report_json(reports, ""), ensure_ascii=False, indent=1))
    else:
        for report in reports:
            _print(report)
    results = {report.result for report in reports}
    return 3 if results & {"leak", "refused"} else 1 if "question" in results else 0


def _dossier(root: Path, as_json: bool, workers: int | None) -> int:
    store = Store.open(root)
    outcome = pipeline.verify(store, Bar(), workers=workers)
    if as_json:
        say(store.path("work", "verification.json").read_text(encoding="utf-8"))
    else:
        files = count(len(outcome.reports), "stuk", "stukken")
        say_images(store, pipeline.current(store))
        say(f"{files} gecontroleerd: wat weg moest, is weg. Verder met: woo decide {root}")
        say_open(outcome.questions)
    return 1 if outcome.questions else 0


def _terms(path: Path | None) -> list[str]:
    if path is None:
        return []
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        raise InputError(f"dit bestand is niet te lezen ({fault}).", where=str(path)) from fault
    return [line.strip() for line in lines if line.strip()]


_WORDS = {"pass": "in orde", "leak": "LEK", "refused": "GEWEIGERD", "question": "vraag"}


def _print(report: FileReport) -> None:
    say(f"{report.file}: {_WORDS[report.result]}")
    for check in report.checks:
        if check.result != "pass" or check.detail:
            word = _WORDS[check.result] if check.result != "pass" else "let op"
            page = f", pagina {check.page}" if check.page else ""
            subject = f" ({check.subject})" if check.subject else ""
            say(f"  {word}{page}: {check.detail or check.layer}{subject}")
