"""Make the samples again: ``python samples/make_samples.py [FOLDER]``.

The same versions of the libraries give the same bytes: dates, identifiers and chance are fixed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from make import cases, hard, interview, leaflets, mail, memo, office, pdf, report, scan, wob
from make import people as cast
from make.marks import Ledger
from make.request_letter import request_letter
from make.truth import write_truth
from make.yaml_files import INTEGRITEIT, PEOPLE, WOB

Maker = Callable[[Path, Ledger], None]

DOSSIER: dict[str, Maker] = {
    "files/01-memo-ter-beslissing.pdf": memo.decision_memo,
    "files/02-brief-uitkomst-onderzoek.pdf": memo.outcome_letter,
    "files/03-onderzoeksrapport.pdf": report.investigation_report,
    "files/04-gespreksverslag R.J. Blok.pdf": interview.interview_report,
    "files/05-nieuwsbrief-recht-door-zee.pdf": leaflets.newsletter,
    "files/06-presentatie-integriteit-2023.pdf": leaflets.slides,
    "files/08-notitie-verbetermaatregelen.docx": office.measures_note,
    "files/09-interne-memo-scan.pdf": scan.scanned_memo,
    "verzoek.pdf": request_letter,
}
MAIL = "files/07-mailwisseling-planning-gesprekken.eml"
SMALL_DOSSIER: dict[str, Maker] = {
    "files/1-verslag-vooronderzoek.txt": wob.preliminary_report,
    "files/2-mail-verslag-dienstauto.eml": wob.short_mail,
    "files/3-memo-afdoening.pdf": wob.outcome_memo,
}


def make_all(root: Path) -> None:
    """Write the three folders below ``root``; files that are there are written over."""
    pdf.register_fonts()
    _integriteit(root / "integriteit")
    _wob(root / "wob-2021")
    hard.hard_files(root / "integriteit-moeilijk", root / "integriteit" / "verzoek.pdf")


def _integriteit(folder: Path) -> None:
    ledgers = _make(folder, DOSSIER, cast.INTEGRITEIT)
    thread, note = Ledger(cast.INTEGRITEIT), Ledger(cast.INTEGRITEIT)
    mail.mail_thread(folder / MAIL, thread, note)
    ledgers[MAIL], ledgers[f"{MAIL}#belnotitie-17-augustus.txt"] = thread, note
    register = ledgers["cases.xlsx"] = Ledger(cast.INTEGRITEIT)
    cases.case_register(folder / "cases.xlsx", folder / "cases.csv", register)
    _write(folder / "request.yaml", INTEGRITEIT)
    _write(folder / "people.yaml", PEOPLE)
    write_truth(folder, cast.INTEGRITEIT, dict(sorted(ledgers.items())))


def _wob(folder: Path) -> None:
    ledgers = _make(folder, SMALL_DOSSIER, cast.WOB)
    _write(folder / "request.yaml", WOB)
    write_truth(folder, cast.WOB, ledgers)


def _make(
    folder: Path, makers: dict[str, Maker], people: tuple[cast.Person, ...]
) -> dict[str, Ledger]:
    (folder / "files").mkdir(parents=True, exist_ok=True)
    ledgers = {}
    for name, maker in makers.items():
        ledgers[name] = Ledger(people)
        maker(folder / name, ledgers[name])
    return ledgers


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    make_all(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent)
