"""The decision: letter, inventory, annexes, metadata; checked against every box; a package."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from woo_tool import __version__, deadlines
from woo_tool.assemble.check import check_agreement
from woo_tool.assemble.docx_parts import MOST_BYTES
from woo_tool.assemble.edited import EditedLetter, take_back
from woo_tool.assemble.edited_check import check_edited
from woo_tool.assemble.items import build_items
from woo_tool.assemble.letter import compose
from woo_tool.assemble.package import Assembly, PackageFile, assemble
from woo_tool.assemble.reasons import check_reasons
from woo_tool.deadlines import Deadlines
from woo_tool.errors import InputError, NeedsPersonError, SafetyError
from woo_tool.files import environment_faults, sha256, sha256_of, write_atomic
from woo_tool.kinds import Status
from woo_tool.model import Document, DossierState, OpenQuestion
from woo_tool.steps import renditions
from woo_tool.steps.overviewing import MadeOverview
from woo_tool.steps.redacting import published_documents, redacted_path, telling_boxes
from woo_tool.steps.verifying import Verified, complete_reports, require_verified, terms_of
from woo_tool.steps.view import REQUEST_NUMBER, View
from woo_tool.store import Store
from woo_tool.verify import FileReport, Term, report_json, verify_names, verify_plain


@dataclass(frozen=True, slots=True)
class Decided:
    """A package and what a person should still look at; ``draft``: without the decision itself,
    because the law still misses something in it."""

    folder: Path
    open: tuple[OpenQuestion, ...]
    new: bool
    draft: bool = False


def decide(
    store: Store, view: View, overviews: Sequence[MadeOverview] = (), letter: Path | None = None
) -> Decided:
    """Makes the package, with the letter as it was edited in Word when ``letter`` is given.

    Raises SafetyError when boxes, inventory and letter disagree, or when something that was
    removed stands in what would be published; InputError for an edited letter that isn't safe."""
    verified = require_verified(store, view)
    asked = (item for made in overviews for item in made.open)
    questions = (*view.questions(), *verified.questions, *asked)
    state = dossier_state(view, questions)
    dates = deadlines.compute(view.request)
    annexes = [made.title for made in overviews]
    edited = _edited(letter, view, state, dates, annexes) if letter else None
    documents = _documents(store, view, state)
    sizes = {item.path.removeprefix("te-publiceren/"): len(item.data) for item in documents}
    assembly = assemble(
        view.request, state, deadlines=dates, extra_annexes=annexes, edited=edited, sizes=sizes
    )
    _require_agreement(store, view, state, assembly)
    if assembly.letter.undated:
        raise _only_a_draft(store, assembly)
    outputs = [*assembly.files, *documents, *renditions.text_files(view, state)]
    outputs += [item for made in overviews for item in made.files]
    folder, new = _package(store, view, state, outputs, verified)
    return Decided(folder, assembly.open, new, assembly.letter.draft)


def _require_agreement(store: Store, view: View, state: DossierState, assembly: Assembly) -> None:
    """Raises SafetyError when boxes, inventory and letter don't say the same."""
    faults = list(check_agreement(state, assembly.letter))
    reasons = check_reasons(view.request, state, assembly.letter)
    faults += [item.text for item in reasons if item.refuses]
    if faults:
        raise SafetyError(
            "markeringen, inventarislijst en brief spreken elkaar tegen:\n  " + "\n  ".join(faults),
            where=str(store.root),
        )


def _edited(
    path: Path, view: View, state: DossierState, dates: Deadlines, annexes: Sequence[str]
) -> EditedLetter:
    """The edited letter, once it agrees with the dossier. Raises SafetyError and InputError."""
    composed = compose(view.request, state, dates, tuple(annexes))
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as fault:
        raise InputError(
            f"deze brief kan niet worden gelezen ({fault}).", where=str(path)
        ) from fault
    edited = take_back(data, composed, str(path))
    faults = check_edited(view.request, state, dates, composed, edited)
    if faults:
        raise SafetyError(
            "de bewerkte brief klopt niet met het dossier:\n  " + "\n  ".join(faults[:20]),
            where=str(path),
            advice="Er is geen pakket gemaakt. Verbeter de brief of het dossier.",
        )
    return edited


def _only_a_draft(store: Store, assembly: Assembly) -> NeedsPersonError:
    """Leaves the draft letter in output/concept and says why there is no package."""
    folder = store.path("output", "concept")
    for item in assembly.files:
        if item.path.startswith("intern/"):
            write_atomic(folder / Path(item.path).name, item.data)
    missing = [item.what for item in assembly.open if item.blocks]
    return NeedsPersonError(
        "er is nog geen pakket, alleen een concept van het besluit:\n  " + "\n  ".join(missing),
        where=str(folder),
        advice="Vul request.yaml aan en voer woo decide opnieuw uit.",
    )


def dossier_state(view: View, questions: Iterable[OpenQuestion]) -> DossierState:
    """What assembly may speak about: the documents of the inventory and their redactions."""
    listed = [_listed(view, item) for item in view.documents if item.number != REQUEST_NUMBER]
    out = {item.number for item in published_documents(view)}
    redactions = tuple(
        item
        for document in listed
        if document.number in out
        for item in view.redactions(document.number)
    )
    items = build_items(listed, redactions, view.law, lambda document: document.title)
    return DossierState(view.law, items, redactions, view.entities, tuple(questions))


def _listed(view: View, document: Document) -> Document:
    """The document as the inventory may show it; one that is withheld counts as unreadable."""
    public = view.public(document)
    if document.judgement is None and document.status.readable and view.withheld(document.number):
        reason = "een pagina is niet of slecht te lezen; nog niet beoordeeld"
        return public.with_(status=Status.UNREADABLE, reason=reason)
    return public


def _documents(store: Store, view: View, state: DossierState) -> list[PackageFile]:
    paths = _published_paths(state)
    return [
        PackageFile(
            f"te-publiceren/{paths[document.number]}",
            redacted_path(store, view, document).read_bytes(),
        )
        for document in published_documents(view)
    ]


def _published_paths(state: DossierState) -> dict[str, str]:
    """The path of each redacted document below te-publiceren/, by number."""
    paths = {
        item.document.number: f"documenten/{item.published}"
        for item in state.items
        if item.published
    }
    return {**paths, REQUEST_NUMBER: "verzoek.pdf"}


def _package(
    store: Store,
    view: View,
    state: DossierState,
    outputs: Sequence[PackageFile],
    verified: Verified,
) -> tuple[Path, bool]:
    """Writes output/<stamp>/ at once, after checking every file in it; gives (folder, is new)."""
    stamp = _stamp(view, outputs)
    folder = store.path("output", stamp)
    staging = store.path("output", f".{stamp}")
    with environment_faults(store.path("output")):
        shutil.rmtree(staging, ignore_errors=True)
    try:
        for item in outputs:
            write_atomic(staging / item.path, item.data)
        terms = terms_of(view)
        reports = (
            *_check_published(staging, outputs, terms),
            *renditions.check_text_files(staging, view, state, terms),
        )
        _require_clean(reports)
        complete = complete_reports(verified, _published_paths(state), reports)
        internal = {
            "verification.json": report_json(complete.reports, complete.log_head),
            "manifest.json": _inputs(store, view),
        }
        for name, content in internal.items():
            write_atomic(staging / "intern" / name, _json(content))
        published = [item for item in outputs if item.path.startswith("te-publiceren/")]
        manifest = {
            "files": [
                {"file": item.path.removeprefix("te-publiceren/"), "sha256": sha256(item.data)}
                for item in sorted(published, key=lambda item: item.path)
            ]
        }
        write_atomic(staging / "te-publiceren" / "manifest.json", _json(manifest))
        with environment_faults(folder):
            new = not folder.exists()
            if new:
                staging.rename(folder)
            elif _contents(staging / "te-publiceren") != _contents(folder / "te-publiceren"):
                raise SafetyError(
                    "dit pakket is veranderd nadat het werd gemaakt.",
                    where=str(folder / "te-publiceren"),
                    advice="Maak het niet openbaar. Verplaats de map en voer woo decide uit.",
                )
            return folder, new
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _contents(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): sha256_of(path)
        for path in folder.rglob("*")
        if path.is_file()
    }


def _stamp(view: View, outputs: Sequence[PackageFile]) -> str:
    """The same outputs give the same stamp: the date of the decision and a hash."""
    text = "\n".join(
        f"{item.path} {sha256(item.data)}" for item in sorted(outputs, key=lambda item: item.path)
    )
    dated = view.request.decision.dated
    return f"{dated.isoformat() if dated else 'zonder-datum'}-{sha256(text.encode())[:10]}"


_DOCUMENTS = ("te-publiceren/documenten/", f"{renditions.FOLDER}/")


def _check_published(
    staging: Path, outputs: Sequence[PackageFile], terms: Sequence[Term]
) -> tuple[FileReport, ...]:
    """The reports on everything that goes out and isn't a document of the dossier itself."""
    names = [item.path for item in outputs if item.path.startswith("te-publiceren/")]
    reports = [
        verify_plain(staging / name, terms)
        for name in names
        if not name.startswith(_DOCUMENTS) and name != "te-publiceren/verzoek.pdf"
    ]
    return (*reports, FileReport("bestandsnamen", "", verify_names(names, terms)))


def _require_clean(reports: Sequence[FileReport]) -> None:
    """Raises SafetyError when a file that would go out still holds something that had to go."""
    refusals = Verified(tuple(reports), "").refusals
    if refusals:
        raise SafetyError(
            "in wat openbaar zou worden, staat nog iets dat weg moest:\n  "
            + "\n  ".join(refusals[:20]),
            advice="Er is geen pakket gemaakt.",
        )


def _inputs(store: Store, view: View) -> dict[str, Any]:
    return {
        "version": __version__,
        "law": view.law,
        "log": {"seq": len(view.log.decisions), "hash": view.log.head},
        "request": sha256(store.path("request.yaml").read_bytes()),
        "documents": [
            {"number": item.number, "file": item.file, "sha256": item.sha256}
            for item in view.documents
        ],
        "boxes_of_own_width": telling_boxes(store, view),
    }


def _json(content: object) -> bytes:
    return json.dumps(content, indent=1, ensure_ascii=False, sort_keys=True).encode() + b"\n"
