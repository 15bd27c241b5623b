"""Verification of what was redacted, and proof that it still fits the dossier."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from woo_tool.errors import SafetyError
from woo_tool.files import sha256_of, write_atomic
from woo_tool.fingerprint import code_fingerprint
from woo_tool.model import OpenQuestion
from woo_tool.progress import Progress, Silent
from woo_tool.steps.redacting import (
    Outcome,
    is_redacted,
    outcomes,
    published_documents,
    redact_as_images,
    redacted_path,
)
from woo_tool.steps.view import View
from woo_tool.steps.workers import mapper
from woo_tool.store import Store
from woo_tool.verify import (
    Check,
    Expectation,
    FileReport,
    Term,
    make_terms,
    report_json,
    watched_document,
)

#: Further places of one name that a question lists.
_SHOWN_PLACES = 8
#: Layers that look at how a file is built, whatever its pages say.
_BUILT = frozenset({"structure", "terms", "alone", "unseen"})


@dataclass(frozen=True, slots=True)
class Verified:
    """The outcome of verification: reports per file, and the log's head at that moment."""

    reports: tuple[FileReport, ...]
    log_head: str

    @property
    def refusals(self) -> tuple[str, ...]:
        """One Dutch line for each check that refuses publication: which file and page, and what
        still stands there. For people of the dossier, never published."""
        lines = (
            f"{_shown(report.file)}"
            + (f", pagina {check.page}" if check.page else "")
            + f": {_asked(check)}"
            for report in self.reports
            for check in report.checks
            if check.result in ("leak", "refused")
        )
        return tuple(dict.fromkeys(lines))

    @property
    def questions(self) -> tuple[OpenQuestion, ...]:
        """What the verifier wants a person to look at: once for each name, at its first place."""
        asked: dict[str, list[tuple[str, Check]]] = {}
        for report in self.reports:
            for check in report.checks:
                if check.result == "question":
                    place = f"{report.file} {len(asked)}"  # what is about no name stands alone
                    same = asked.setdefault(_asked(check) if check.subject else place, [])
                    same.append((_number(report.file), check))
        return tuple(_question(places) for places in asked.values())


def _question(places: Sequence[tuple[str, Check]]) -> OpenQuestion:
    (number, check), *others = places
    what = _asked(check)
    if others:
        shown = [number + (f" p. {one.page}" if one.page else "") for number, one in others]
        rest = len(shown) - _SHOWN_PLACES
        more = f" en {rest} andere" if rest > 0 else ""
        what = f"{what} (en in {', '.join(shown[:_SHOWN_PLACES])}{more})"
    return OpenQuestion(number, check.page, what)


def _number(file: str) -> str:
    """The number of the document in a redacted file's name; other files keep their name."""
    number = file.partition("-")[0]
    return number if number[:4].isdigit() else file


def _shown(file: str) -> str:
    number = _number(file)
    return file if number == file else f"stuk {number}"


def _asked(check: Check) -> str:
    """What a check found, with the name it is about: for people of the dossier, never published."""
    what = check.detail or check.layer
    return f"{what}: {check.subject}" if check.subject else what


def terms_of(view: View) -> tuple[Term, ...]:
    """What must not stand anywhere in what is published."""
    redactions = [
        item for document in published_documents(view) for item in view.redactions(document.number)
    ]
    return make_terms(redactions, view.entities, view.folded.marks)


def verify_all(
    store: Store, view: View, progress: Progress, *, workers: int | None = 1
) -> Verified:
    """Verifies every redacted PDF and keeps the outcome. A page of which the text or the look
    isn't what it should be becomes an image, and is verified as such; so do all pages of a file
    that isn't built as it should be. Raises SafetyError on a refusal."""
    for document in published_documents(view):
        if not is_redacted(store, view, document):
            raise SafetyError(
                f"stuk {document.number} is nog niet gelakt zoals nu is besloten.",
                where=str(store.root),
                advice=f"Voer eerst uit: woo redact {store.root}",
            )
    reports = _reports(store, view, progress, workers)
    counts = {item.number: len(view.pages[item.number]) for item in published_documents(view)}
    for unfit in (_unfit_as_text, _unfit_as_built):
        if pages := unfit(reports, outcomes(store, view), counts):
            redact_as_images(store, view, pages, progress, workers)
            reports = _reports(store, view, progress, workers)
    outcome = Verified(reports, view.log.head)
    _save_verification(store, outcome)
    if outcome.refusals:
        raise SafetyError(
            "de controle weigert dit pakket:\n  " + "\n  ".join(outcome.refusals[:20]),
            where=str(store.root),
            advice="Er is niets klaargezet voor publicatie. Staat er nog iets dat elders is "
            "gelakt: lak het ook daar, of laat het daar bewust staan (woo review), en voer "
            "woo redact en woo verify opnieuw uit. Alle controles: work/verification.json.",
        )
    return outcome


def _unfit_as_text(
    reports: Sequence[FileReport], made: Mapping[str, Outcome], _: Mapping[str, int]
) -> dict[str, set[int]]:
    """The pages, by number of the document, that may pass as an image: those where text or look
    aren't as they should be."""
    found: dict[str, set[int]] = {}
    for report in reports:
        number = _number(report.file)
        for check in report.checks:
            kind = check.layer.partition(":")[0]
            wrong = check.result in ("leak", "refused") and kind in ("text", "pixels", "strokes")
            if wrong and check.page and check.page not in made[number].images:
                found.setdefault(number, set()).add(check.page)
    return found


def _unfit_as_built(
    reports: Sequence[FileReport], made: Mapping[str, Outcome], counts: Mapping[str, int]
) -> dict[str, set[int]]:
    """All pages of the documents of which something in the file itself isn't as it should be: of
    pages that are images nothing of the original's objects is left."""
    found: dict[str, set[int]] = {}
    for report in reports:
        number = _number(report.file)
        for check in report.checks:
            wrong = check.result in ("leak", "refused") and check.layer in _BUILT
            if wrong and check.page is None:
                found[number] = set(range(1, counts[number] + 1)) - set(made[number].images)
    return {number: pages for number, pages in found.items() if pages}


_REPORT: TypeAdapter[FileReport] = TypeAdapter(FileReport)


def _reports(
    store: Store, view: View, progress: Progress, workers: int | None
) -> tuple[FileReport, ...]:
    """The report on each redacted PDF as it is now; what was checked before comes from the
    cache."""
    documents = published_documents(view)
    terms = terms_of(view)
    paths = {item.number: redacted_path(store, view, item) for item in documents}
    keys = {number: _report_key(path, terms) for number, path in paths.items()}
    known = {number: store.cached("verified", key, _REPORT) for number, key in keys.items()}
    todo = [item for item in documents if known[item.number] is None]
    expected = [
        Expectation(
            number=item.number,
            published=paths[item.number],
            original=store.checked_pdf(item),
            pages=view.pages[item.number],
            redactions=view.redactions(item.number),
        )
        for item in todo
    ]
    with mapper(workers, todo) as run:
        done = zip(todo, run(partial(watched_document, terms=terms), expected), strict=True)
        for document, report in progress.track(done, len(todo), "Controleren"):
            known[document.number] = report
            if report.result not in ("leak", "refused"):  # that may be the environment's doing
                store.save_cache("verified", keys[document.number], _REPORT, report)
    return tuple(report for report in known.values() if report is not None)


def _report_key(path: Path, terms: Sequence[Term]) -> str:
    """The key of a report in the cache: the file's bytes and name, the terms, the verifier."""
    text = f"{sha256_of(path)}|{terms_text(terms)}|{code_fingerprint('verify')}|{path.name}"
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def terms_text(terms: Sequence[Term]) -> str:
    """The terms as one text, the same in every process (the order of a set isn't)."""
    return json.dumps([[t.text, t.kind, sorted(t.stays_in), t.within] for t in terms])


def _proof(outcome: Verified) -> dict[str, Any]:
    """What verification.json says of this outcome."""
    content = report_json(outcome.reports, outcome.log_head)
    if not outcome.reports:  # nothing goes out itself: all refused, already public or none found
        content["result"] = "pass"
    return content


def _save_verification(store: Store, outcome: Verified) -> None:
    data = json.dumps(_proof(outcome), indent=1, ensure_ascii=False, sort_keys=True).encode()
    write_atomic(store.path("work", "verification.json"), data)


def _findings(proof: Mapping[str, Any]) -> object:
    """A proof without what it cost: the same state gives the same findings."""
    return {
        **proof,
        "files": [
            {**item, "checks": [{**check, "cpu_ms": 0} for check in item["checks"]]}
            for item in proof["files"]
        ],
    }


def complete_reports(
    verified: Verified, published: Mapping[str, str], more: Sequence[FileReport]
) -> Verified:
    """The outcome for a whole package: ``published`` gives the published path of each redacted
    document by number; ``more`` are the reports on the other files."""
    named = [replace(item, file=published[_number(item.file)]) for item in verified.reports]
    return Verified((*named, *more), verified.log_head)


def require_verified(store: Store, view: View) -> Verified:
    """The verification of this very state. Raises SafetyError when there is none that fits."""
    path = store.path("work", "verification.json")

    def refuse(what: str) -> SafetyError:
        return SafetyError(
            what, where=str(path), advice=f"Voer (opnieuw) uit: woo verify {store.root}"
        )

    try:
        content: dict[str, Any] = json.loads(path.read_bytes())
        files = {item["file"]: item["sha256"] for item in content["files"]}
        head, result = content["log_head"], content["result"]
        said = _findings(content)
    except FileNotFoundError:
        raise refuse("de gelakte stukken zijn nog niet gecontroleerd.") from None
    except (ValueError, LookupError, TypeError, AttributeError):
        raise refuse("de uitslag van de controle is niet te lezen.") from None
    if head != view.log.head:
        raise refuse("er is na de controle nog iets besloten.")
    if result != "pass":
        raise refuse("de controle heeft dit pakket geweigerd.")
    for document in published_documents(view):
        target = redacted_path(store, view, document)
        if not is_redacted(store, view, document) or files.get(target.name) != sha256_of(target):
            raise refuse(f"stuk {document.number} is na de controle veranderd.")
    outcome = Verified(_reports(store, view, Silent(), 1), head)
    if outcome.refusals or said != _findings(_proof(outcome)):
        raise refuse("de uitslag van de controle is niet die van deze stukken.")
    return outcome
