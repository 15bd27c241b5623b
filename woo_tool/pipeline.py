"""The order of the stages, and nothing else.

files -> add (intake, extract) -> detect -> resolve + fold (the view) -> approve -> redact ->
verify -> decide (assemble, package). Every function may be repeated: a step that was done already
is cheap and changes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from woo_tool.detect.version import detection_version
from woo_tool.errors import NeedsPersonError, RequestError
from woo_tool.model import OpenQuestion
from woo_tool.progress import Progress, Silent
from woo_tool.request import Request, parse_request, read_request
from woo_tool.steps import (
    assembling,
    casebook,
    deciding,
    overviewing,
    reading,
    redacting,
    sharing,
    verifying,
)
from woo_tool.steps.deciding import Suggestions
from woo_tool.steps.view import View, load_view
from woo_tool.store import Store

SILENT = Silent()


@dataclass(frozen=True, slots=True)
class RunResult:
    """What ``woo run`` leaves: the dossier, the package, and what is still open."""

    store: Store
    view: View
    decided: assembling.Decided


def new(root: Path, request_file: Path) -> Store:
    """A dossier folder for this request. Raises RequestError, InputError."""
    try:
        content = request_file.read_bytes()
    except OSError as fault:
        raise RequestError(
            f"dit bestand kan niet worden gelezen ({fault.strerror}).", where=str(request_file)
        ) from fault
    request = parse_request(_utf8(content, request_file), str(request_file))
    store = Store.create(root, content, _attached(request_file, request))
    with store.lock():
        sync(store)
        deciding.write_documents_csv(store)
    return store


def _check_inputs(
    request_file: Path,
    paths: Sequence[Path],
    name: str,
    people: Path | None,
    cases: Path | None,
) -> None:
    """Reads everything that a person wrote before anything is written. Raises InputError."""
    request = read_request(request_file)
    deciding.check_name(name)
    reading.sources(paths)
    if people is not None:
        deciding.read_people_file(people, request.applicable_law)
    if cases is not None:
        casebook.read_registers(cases, request, request_file.parent)


def _utf8(content: bytes, path: Path) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise RequestError("dit bestand is geen UTF-8.", where=str(path)) from fault


def _attached(request_file: Path, request: Request) -> list[tuple[str, bytes]]:
    """The files that request.yaml names: they go with it. Raises RequestError."""
    named = [("request.document", request.request.document)]
    named += [("overview", name) for choice in request.overview for name in choice.files]
    where = str(request_file)
    attached: dict[str, bytes] = {}
    for key, name in named:
        path = request_file.parent / name
        if not name:
            continue
        if not path.is_file():
            raise RequestError(f"{key}: het bestand '{name}' bestaat niet.", where=where)
        content = path.read_bytes()
        if attached.setdefault(path.name, content) != content:
            raise RequestError(f"{key}: er zijn twee bestanden '{path.name}'.", where=where)
    return list(attached.items())


def sync(store: Store) -> None:
    """Takes in the request itself, and reads edits in documents.csv and people.yaml back as
    decisions. The caller holds the lock."""
    reading.add_request(store)
    store.record([*deciding.read_documents_csv(store), *deciding.read_people(store)])


def add(
    store: Store,
    paths: Sequence[Path],
    progress: Progress = SILENT,
    *,
    workers: int | None = 1,
) -> reading.Added:
    """Takes files in and reads their text."""
    with store.lock():
        sync(store)
        added = reading.add(store, paths, progress)
        reading.extract_all(store, workers, progress)
        deciding.write_documents_csv(store)
    return added


def detect(store: Store, workers: int | None = 1, progress: Progress = SILENT) -> View:
    """Searches every document and writes people.yaml with who was found."""
    with store.lock():
        sync(store)
        reading.extract_all(store, workers, progress)
        reading.detect_all(store, workers, progress)
        try:
            view = current(store)
        except NeedsPersonError:  # a part of the cache was damaged; it has been removed
            reading.extract_all(store, workers, progress)
            reading.detect_all(store, workers, progress)
            view = current(store)
        deciding.write_people(store, view)
        deciding.write_documents_csv(store)
    return view


def current(store: Store, known: View | None = None) -> View:
    """The dossier as it stands; ``known`` is an earlier view of it, to save work.

    Raises NeedsPersonError when detection hasn't run yet.
    """
    return load_view(
        store,
        extractor=reading.extractor_version(),
        detector=detection_version(),
        find=reading.find,
        known=known,
    )


def synced(store: Store) -> View:
    """The dossier as it stands, after reading back what people edited. Holds the lock itself."""
    with store.lock():
        return _synced(store)


def _synced(store: Store) -> View:
    """The same, for a caller that holds the lock, so that nobody decides in between."""
    sync(store)
    view = current(store)
    deciding.write_people(store, view)
    deciding.write_documents_csv(store)
    return view


def use_people(store: Store, people: Path) -> None:
    """Logs what a people.yaml from outside the dossier says; a staff list (``.csv``) goes into the
    dossier as it is."""
    with store.lock():
        if people.suffix.lower() == ".csv":
            deciding.use_staff(store, people)
            return
        store.record(deciding.read_people(store, people))


def approve(
    store: Store,
    name: str,
    numbers: Collection[str] | None = None,
    suggestions: Suggestions = None,
) -> int:
    """Decides in bulk what the page would ask one by one; gives the number of choices."""
    deciding.check_name(name)
    with store.lock():
        view = _synced(store)
        if numbers is not None:
            deciding.check_numbers(view, numbers)
        marks = deciding.mark_choices(view, name, numbers, suggestions)
        store.record(marks)
        view = current(store, view) if marks else view
        pages = deciding.page_choices(view, name, numbers)
        store.record(pages)
        cases = _approve_cases(store, view, name, suggestions) if numbers is None else 0
    return len(marks) + len(pages) + cases


def _approve_cases(store: Store, view: View, name: str, suggestions: Suggestions) -> int:
    """The rows of the case overview: what their texts ask first, then each row as it then is."""
    drafts = casebook.drafts(store, view, reading.find_texts)
    verdicts = casebook.verdict_choices(drafts, name, suggestions)
    store.record(verdicts)
    if verdicts:
        drafts = casebook.drafts(store, current(store, view), reading.find_texts)
    approvals = casebook.approval_choices(drafts, name, four_eyes=view.request.four_eyes)
    store.record(approvals)
    return len(verdicts) + len(approvals)


def open_cases(store: Store, view: View) -> tuple[OpenQuestion, ...]:
    """The rows of the case overview that wait for a person."""
    return overviewing.undecided_rows(casebook.drafts(store, view, reading.find_texts))


def redact(
    store: Store,
    progress: Progress = SILENT,
    *,
    draft: bool = False,
    workers: int | None = 1,
) -> tuple[Path, ...]:
    """Redacted PDFs of all documents that go out, or a draft to look at."""
    with store.lock():
        view = _synced(store)
        if draft:
            return redacting.write_draft(store, view, progress)
        redacting.require_decided(view)
        return redacting.redact_all(store, view, progress, workers=workers)


def share(store: Store, name: str, by: str, progress: Progress = SILENT) -> sharing.Shared:
    """A draft for the third party with this name: its own passages, all else really gone."""
    deciding.check_name(by)
    with store.lock():
        view = _synced(store)
        return sharing.share(store, view, sharing.find_party(view, name), by, progress)


def verify(
    store: Store, progress: Progress = SILENT, *, workers: int | None = 1
) -> verifying.Verified:
    """Proof that what was removed is gone. Raises SafetyError."""
    with store.lock():
        view = _synced(store)
        redacting.require_decided(view)
        return verifying.verify_all(store, view, progress, workers=workers)


def decide(store: Store, letter: Path | None = None) -> assembling.Decided:
    """The package, with the edited ``letter`` if there is one. Raises SafetyError without a
    verification of this very state."""
    with store.lock():
        view = _synced(store)
        redacting.require_decided(view)
        drafts = casebook.drafts(store, view, reading.find_texts)
        overviewing.require_approved(drafts)
        return assembling.decide(store, view, casebook.print_all(view, drafts), letter)


def run(
    request_file: Path,
    paths: Sequence[Path],
    root: Path,
    *,
    approve_as: str,
    suggestions: Suggestions = None,
    people: Path | None = None,
    cases: Path | None = None,
    workers: int | None = 1,
    progress: Progress = SILENT,
) -> RunResult:
    """All of it: from a request and a pile of files to a package."""
    _check_inputs(request_file, paths, approve_as, people, cases)
    store = new(root, request_file)
    if cases is not None:
        with store.lock():
            casebook.use_cases(store, cases)
    if people is not None:
        use_people(store, people)
    add(store, paths, progress, workers=workers)
    detect(store, workers, progress)
    approve(store, approve_as, None, suggestions)
    redact(store, progress, workers=workers)
    verify(store, progress, workers=workers)
    decided = decide(store)
    return RunResult(store, current(store), decided)
