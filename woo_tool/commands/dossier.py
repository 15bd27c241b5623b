"""The commands that work on a dossier folder."""

from __future__ import annotations

import getpass
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

from woo_tool import pipeline
from woo_tool.commands.terminal import Bar, count, say, say_open
from woo_tool.errors import InputError, NeedsPersonError
from woo_tool.kinds import MarkState, Status
from woo_tool.model import OpenQuestion
from woo_tool.resources import data_path
from woo_tool.steps.assembling import Decided
from woo_tool.steps.deciding import Suggestions
from woo_tool.steps.redacting import outcomes
from woo_tool.steps.view import View
from woo_tool.store import Store


def demo(out: Path) -> int:
    """The main job on the sample dossier."""
    sample = data_path("samples", "integriteit")
    cases = sample / "cases.xlsx"
    return run(
        sample / "request.yaml",
        [sample / "files"],
        out,
        approve_as="Demo",
        people=sample / "people.yaml",
        cases=cases,
    )


def new(root: Path, request_file: Path) -> int:
    """``woo new``."""
    store = pipeline.new(root, request_file)
    request = store.request()
    law = request.applicable_law.capitalize()
    say(f"Dossier {request.reference} staat in {root} ({law}).")
    say(f"Verder met: woo add {root} BESTANDEN")
    return 0


def add(root: Path, paths: Sequence[Path], workers: int | None = None) -> int:
    """``woo add``."""
    added = pipeline.add(Store.open(root), paths, Bar(), workers=workers)
    say(f"{count(len(added.new), 'stuk', 'stukken')} toegevoegd.")
    if added.known:
        say(f"{count(len(added.known), 'bestand was', 'bestanden waren')} er al.")
    if added.left_out:
        say(f"Overgeslagen (systeembestanden): {', '.join(added.left_out)}")
    remarks = [item for item in added.new if item.reason]
    for item in remarks:
        say(f"  {item.number} {item.file}: {item.reason}")
    return 1 if remarks else 0


def detect(root: Path, workers: int | None = None) -> int:
    """``woo detect``."""
    view = pipeline.detect(Store.open(root), workers, Bar())
    say_found(view)
    return 0


def say_found(view: View) -> None:
    """What detection found, in one paragraph."""
    states = Counter(item.state for item in view.folded.marks)
    redact = states[MarkState.PROPOSED] + states[MarkState.APPROVED]
    say(
        f"Gevonden in {count(len(view.pages), 'stuk', 'stukken')}: "
        f"{count(len(view.entities), 'persoon', 'personen')}; "
        f"{count(redact, 'plaats', 'plaatsen')} om te lakken, "
        f"{states[MarkState.KEPT]} die blijven staan, "
        f"{states[MarkState.ASK]} waarover u moet beslissen."
    )


def status(root: Path, as_json: bool) -> int:
    """``woo status``."""
    store = Store.open(root)
    view = pipeline.current(store)
    questions = [*view.undecided(), *pipeline.open_cases(store, view), *view.questions()]
    if as_json:
        say(json.dumps(status_json(view, questions), ensure_ascii=False, indent=1))
        return 1 if questions else 0
    law = view.law.capitalize()
    say(f"{view.request.reference} — {view.request.request.subject} ({law})")
    for row in status_json(view, [])["documents"]:
        marks = row["marks"]
        line = f"  {row['number']:<6} {row['status']:<11} {row['pages']:>3} p."
        line += f"  goedgekeurd {row['pages_approved']}/{row['pages']}"
        line += f"  gelakt {marks['approved']}, open {marks['proposed'] + marks['ask']}"
        say(f"{line}  {row['judgement'] or row['reason'] or '-'}")
    say_open(questions)
    return 1 if questions else 0


def status_json(view: View, questions: Sequence[OpenQuestion]) -> dict[str, Any]:
    """The contract's ``status --json``."""
    return {
        "law": view.law,
        "four_eyes": view.request.four_eyes,
        "documents": [_status_row(view, number) for number in _numbers(view)],
        "open": [{"number": q.number, "page": q.page, "what": q.what} for q in questions],
    }


def _numbers(view: View) -> list[str]:
    return [item.number for item in view.documents]


def _status_row(view: View, number: str) -> dict[str, Any]:
    document = view.document(number)
    pages = view.pages.get(number, ())
    states = Counter(item.state for page in pages for item in view.by_page[number, page.number])
    judgement, codes = view.judgement(number)
    return {
        "number": number,
        "file": document.file,
        "parent": document.parent or None,
        "status": document.status,
        "reason": document.reason,
        "pages": document.pages,
        "pages_approved": sum(view.approved((number, page.number)) for page in pages),
        "marks": {
            state: states[state]
            for state in (
                MarkState.PROPOSED,
                MarkState.APPROVED,
                MarkState.REJECTED,
                MarkState.ASK,
            )
        },
        "judgement": judgement,
        "grounds": list(codes),
    }


def review(
    root: Path,
    port: int | None,
    user: str | None,
    proxy_host: str | None = None,
    user_header: str = "x-forwarded-user",
    secret: Path | None = None,
) -> int:
    """``woo review``; behind a proxy, ``secret`` is the file with what only the proxy knows."""
    from woo_tool.review import serve
    from woo_tool.review.auth import Proxy, read_secret
    from woo_tool.review.dossier import DossierBackend
    from woo_tool.review.workshop import Workshop

    store = Store.open(root)
    if bool(proxy_host) is not bool(secret):
        raise InputError(
            "--behind-proxy en --proxy-secret horen bij elkaar.",
            advice="Zonder geheim kan elk programma op deze computer zich als de proxy voordoen.",
        )
    proxy = Proxy(proxy_host, read_secret(secret), user_header) if proxy_host and secret else None
    serve(
        DossierBackend(store, _searched(store)),
        port=port,
        user=user or getpass.getuser(),
        proxy=proxy,
        workshop=Workshop(root),
    )
    return 0


def _searched(store: Store) -> View:
    """The dossier as it stands; when it hasn't been searched yet, that is done first."""
    try:
        return pipeline.synced(store)
    except NeedsPersonError:
        say("Dit dossier is nog niet doorzocht; dat gebeurt nu eerst.")
        return pipeline.detect(store, 1, Bar())


def approve(
    root: Path, name: str, documents: str | None, everything: bool, suggestions: str | None
) -> int:
    """``woo approve``."""
    if everything == bool(documents):
        raise InputError("kies wat u goedkeurt.", advice="Gebruik --all, of --documents 0001,0002.")
    numbers = [part.strip() for part in documents.split(",")] if documents else None
    store = Store.open(root)
    made = pipeline.approve(store, name, numbers, cast(Suggestions, suggestions))
    say(f"{count(made, 'beslissing', 'beslissingen')} vastgelegd op naam van {name}.")
    view = pipeline.current(store)
    questions = [*view.undecided(), *pipeline.open_cases(store, view), *view.questions()]
    say_open(questions)
    return 1 if questions else 0


def redact(
    root: Path,
    draft: bool,
    workers: int | None = None,
    third_party: str | None = None,
    by: str | None = None,
) -> int:
    """``woo redact``; ``third_party`` asks for the draft that goes to that party."""
    store = Store.open(root)
    if third_party is not None or by is not None:
        if not draft or third_party is None:
            raise InputError("--third-party hoort bij --draft, en --as bij --third-party.")
        return _share(store, third_party, by or getpass.getuser())
    paths = pipeline.redact(store, Bar(), draft=draft, workers=workers)
    if draft:
        folder = store.path("output", "concept")
        say(f"Concept van {count(len(paths), 'stuk', 'stukken')} in {folder}")
    else:
        say(f"{count(len(paths), 'stuk', 'stukken')} gelakt. Verder met: woo verify {root}")
        say_made(store, pipeline.current(store))
    return 0


def _share(store: Store, third_party: str, by: str) -> int:
    shared = pipeline.share(store, third_party, by, Bar())
    passages = count(shared.passages, "passage", "passages")
    say(f"Concept van {count(len(shared.files), 'stuk', 'stukken')} met {passages} van de derde:")
    for path in shared.files:
        say(f"  {path}")
    say("Lees het na voor u het verstuurt: wat het programma niet vond, staat er nog.")
    return 0


def say_made(store: Store, view: View) -> None:
    """What redaction couldn't do as one would like: widths, pages as images, fonts."""
    made = outcomes(store, view)
    own = sum(item.own_width for item in made.values())
    if own:
        boxes = sum(len(view.redactions(number)) for number in made)
        say(
            f"Van {own} van de {boxes} vakken is de breedte niet gelijkgemaakt (uitgevulde regel, "
            "scan of te weinig ruimte): die kan iets zeggen over wat er stond."
        )
    say_images(store, view)
    for number, item in made.items():
        if item.whole_fonts:
            say(
                f"Stuk {number}: een lettertype in het bestand was niet op te schonen. Wie het "
                "onderzoekt, kan zien welke letters er in het origineel stonden, niet waar."
            )


def say_images(store: Store, view: View) -> None:
    """Which pages are an image: they can be searched and read out, but not copied as they look."""
    for number, item in outcomes(store, view).items():
        if item.images:
            pages = ", ".join(map(str, item.images))
            say(f"Stuk {number}: als beeld, met doorzoekbare tekst: pagina {pages}.")


def decide(root: Path, letter: Path | None = None) -> int:
    """``woo decide``; ``letter`` is the letter as it was finished in Word."""
    store = Store.open(root)
    decided = pipeline.decide(store, letter)
    return say_package(decided)


def say_package(decided: Decided) -> int:
    """Where the package lies and what is open; gives the exit code."""
    say_open(decided.open)
    verb = "Het pakket staat in" if decided.new else "Het pakket stond er al, ongewijzigd:"
    say(f"{verb} {decided.folder}")
    if decided.draft:
        say(
            "Het besluit zelf is nog een concept: intern/concept-besluit.docx. Maak niets openbaar."
        )
        say("Vul request.yaml aan, of geef de afgemaakte brief terug met woo decide --letter.")
    return 1 if decided.open else 0


def run(
    request_file: Path,
    paths: Sequence[Path],
    root: Path,
    *,
    approve_as: str,
    suggestions: str | None = None,
    people: Path | None = None,
    cases: Path | None = None,
    workers: int | None = None,
) -> int:
    """``woo run``."""
    result = pipeline.run(
        request_file,
        paths,
        root,
        approve_as=approve_as,
        suggestions=cast(Suggestions, suggestions),
        people=people,
        cases=cases,
        workers=workers,
        progress=Bar(),
    )
    say_found(result.view)
    _say_documents(result.view)
    say_made(result.store, result.view)
    return say_package(result.decided)


def _say_documents(view: View) -> None:
    judgements = Counter(
        str(view.judgement(number)[0] or "nog niet beoordeeld") for number in _numbers(view)
    )
    say("Stukken: " + ", ".join(f"{n} {name.lower()}" for name, n in sorted(judgements.items())))
    bad = [item for item in view.documents if item.status not in (Status.OK, Status.OCR)]
    for item in bad:
        say(f"  {item.number} {item.file}: {item.reason}")


def show_log(root: Path, check: bool) -> int:
    """``woo log``."""
    state = Store.open(root).decisions()
    if state.torn:
        say("Let op: de laatste regel is half geschreven (afgebroken); die telt niet mee.")
    if check:
        say(f"Het logboek klopt: {count(len(state.decisions), 'beslissing', 'beslissingen')}.")
        say(f"Kop: {state.head}")
        return 0
    for item in state.decisions:
        bulk = " (in één keer)" if item.bulk else ""
        codes = f" [{', '.join(item.grounds)}]" if item.grounds else ""
        reason = f" — {item.reason}" if item.reason else ""
        say(f"{item.seq:>5} {item.at} {item.by}: {item.action} {item.target}{codes}{bulk}{reason}")
    return 0
