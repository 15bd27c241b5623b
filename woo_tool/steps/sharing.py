"""A draft for one third party (Awb 4:8): only its own passages, the rest blacked out for real.

The copy leaves the organisation, so every doubt removes. Whatever isn't surely this party's and is
proposed, asked or approved to go is removed by the redactor and proved gone by the verifier; only
then are the party's own passages marked, transparently, over what is left. A page that nobody
approved doesn't go out at all.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pymupdf

from woo_tool.errors import InputError, NeedsPersonError, SafetyError
from woo_tool.files import environment_faults, sha256_of
from woo_tool.kinds import Label
from woo_tool.model import Choice, Document, Entity, Page, Redaction
from woo_tool.progress import Progress
from woo_tool.redact import OutputInfo, redact_pdf
from woo_tool.redact.cores import kept_words
from woo_tool.redact.layout import Layout
from woo_tool.request import ThirdParty
from woo_tool.steps.view import REQUEST_NUMBER, View
from woo_tool.store import Store
from woo_tool.verify import Expectation, FileReport, Term, make_terms, placing, verify_document
from woo_tool.verify import verify_plain as verify_copy

_FEW = 10


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody whose views are asked: name, the persons of the dossier that it is, and the
    documents it was asked about (none named: all of them)."""

    name: str
    people: frozenset[str]
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shared:
    """The copies that were made for a party, and how many passages of its own they show."""

    folder: Path
    files: tuple[Path, ...]
    passages: int


def parties(view: View) -> tuple[Party, ...]:
    """The third parties of request.yaml."""
    return tuple(_of_request(view, one) for one in view.request.procedure.third_parties)


def find_party(view: View, name: str) -> Party:
    """The third party of request.yaml with this name, or a person of the dossier.

    Raises InputError with the names that are known.
    """
    known = parties(view)
    for party in known:
        if _fold(party.name) == _fold(name):
            return party
    people = frozenset(entity.id for entity in view.entities if _is(entity, name))
    if not people:
        names = ", ".join(party.name for party in known) or "geen"
        raise InputError(
            f"'{name}' is geen derde in request.yaml en geen persoon in dit dossier.",
            advice=f"Derden in request.yaml (procedure.third_parties): {names}.",
        )
    return Party(name, people)


def _of_request(view: View, one: ThirdParty) -> Party:
    wanted = (one.name, *one.people)
    people = {e.id for e in view.entities if e.id in one.people or any(_is(e, n) for n in wanted)}
    return Party(one.name, frozenset(people), one.documents)


def _is(entity: Entity, name: str) -> bool:
    return _fold(name) in {_fold(form) for form in (entity.name, *entity.forms)}


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


# --- what is theirs ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Part:
    """What goes to a party of one document: pages (from 1), what is theirs, what is removed."""

    document: Document
    pages: tuple[int, ...]
    own: tuple[Redaction, ...]
    others: tuple[Redaction, ...]


def parts_for(view: View, party: Party) -> tuple[Part, ...]:
    """The pages with passages of this party. Raises InputError when there are none."""
    unknown = sorted({*party.documents} - {item.number for item in view.documents})
    if unknown:
        raise InputError(
            f"stuk {', '.join(unknown)} van derde '{party.name}' staat niet in dit dossier.",
            where="request.yaml, procedure.third_parties",
        )
    found = [
        part
        for document in view.documents
        if document.status.readable
        and (document.number in party.documents or not party.documents)
        and (document.number != REQUEST_NUMBER or document.number in party.documents)
        for part in [_part(view, party, document)]
        if part.pages
    ]
    if not found:
        raise InputError(
            f"er is geen passage gevonden die over '{party.name}' gaat.",
            advice="Noem bij deze derde in request.yaml de stukken (documents) of de personen "
            "(people) waar het om gaat.",
        )
    return tuple(found)


def _part(view: View, party: Party, document: Document) -> Part:
    number = document.number
    redactions = view.redactions(number, draft=True)
    own = tuple(item for item in redactions if _theirs(view, party, item))
    pages = {item.page for item in own}
    names = _names(view, party)
    for page in view.pages[number]:
        text = _fold(page.text)
        if any(_stands(name, text) for name in names):
            pages.add(page.number)
    if not pages and number in party.documents:
        pages = {page.number for page in view.pages[number]}
    return Part(
        document,
        tuple(sorted(pages)),
        tuple(item for item in own if item.page in pages),
        tuple(item for item in redactions if item not in own and item.page in pages),
    )


def _names(view: View, party: Party) -> list[str]:
    """The full names of a party; a surname alone may be somebody else's."""
    found = {_fold(party.name)}
    for entity in view.entities:
        if entity.id in party.people:
            found |= {_fold(form) for form in (entity.name, *entity.forms) if " " in form.strip()}
    return sorted(found)


def _stands(name: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def _theirs(view: View, party: Party, item: Redaction) -> bool:
    """True when a place is surely this party's: its own name, or business data of its own.

    Business data are its own where it stands by name in them and no other party does, or in a
    document that only this party was asked about.
    """
    if item.entity is not None:
        return item.entity in party.people
    if item.label is not Label.BUSINESS:
        return False
    others = [one for one in view.request.procedure.third_parties if one.name != party.name]
    text = _fold(item.text)
    if any(_stands(_fold(one.name), text) for one in others):
        return False
    if _stands(_fold(party.name), text):
        return True
    alone = not any(not one.documents or item.document in one.documents for one in others)
    return item.document in party.documents and alone


def _require_approved(view: View, parts: Iterable[Part]) -> None:
    """Raises NeedsPersonError with the pages that nobody approved as they stand."""
    lines = [
        f"  stuk {part.document.number}, pagina {page}"
        for part in parts
        for page in part.pages
        if not view.approved((part.document.number, page))
    ]
    if lines:
        more = [f"  … en nog {len(lines) - _FEW}"] if len(lines) > _FEW else []
        raise NeedsPersonError(
            "dit concept gaat naar buiten, maar deze pagina's zijn nog niet goedgekeurd:\n"
            + "\n".join([*lines[:_FEW], *more]),
            advice="Beslis voorlopig over deze pagina's en keur ze goed; na de zienswijze kunt u "
            "elke keuze nog wijzigen.",
        )


# --- making it -----------------------------------------------------------------------------


def share(store: Store, view: View, party: Party, by: str, progress: Progress) -> Shared:
    """The copies for one party in output/concept/<party>/, logged. The caller holds the lock.

    Raises NeedsPersonError while a page isn't approved, SafetyError when something of another
    can't be proved gone: then nothing is there.
    """
    parts = parts_for(view, party)
    _require_approved(view, parts)
    terms = _terms(view, party)
    folder = store.path("output", "concept", _slug(party.name))
    temporary = store.path("output", ".derde")
    with environment_faults(temporary):
        shutil.rmtree(temporary, ignore_errors=True)
        temporary.mkdir(parents=True)
    try:
        for part in progress.track(parts, len(parts), "Concept maken"):
            _make(store, view, part, terms, temporary / f"{part.document.number}-concept.pdf")
        files = sorted(temporary.glob("*.pdf"))
        _log(store, party, by, parts, files)
        with environment_faults(folder):
            shutil.rmtree(folder, ignore_errors=True)
            folder.parent.mkdir(parents=True, exist_ok=True)
            temporary.rename(folder)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    made = tuple(folder / file.name for file in files)
    return Shared(folder, made, sum(len(part.own) for part in parts))


def _terms(view: View, party: Party) -> tuple[Term, ...]:
    """What may stand nowhere in the copies: everything of others, of the whole dossier."""
    others = [
        item
        for document in view.documents
        for item in view.redactions(document.number, draft=True)
        if not _theirs(view, party, item)
    ]
    terms = make_terms(others, view.entities, view.folded.marks)
    names = {_fold(part) for name in _names(view, party) for part in (name, *name.split())}
    return tuple(term for term in terms if _fold(term.text) not in names)


def _make(store: Store, view: View, part: Part, terms: Sequence[Term], target: Path) -> None:
    number = part.document.number
    info = OutputInfo(f"Stuk {number}, concept voor een zienswijze", None)
    with tempfile.TemporaryDirectory(prefix="woo-") as folder:
        source, bare = Path(folder, f"{number}-bron.pdf"), Path(folder, f"{number}-kaal.pdf")
        with pymupdf.open(store.checked_pdf(part.document)) as whole:
            whole.select([page - 1 for page in part.pages])
            whole.save(source, garbage=3)
        pages = [
            replace(view.pages[number][page - 1], number=nth)
            for nth, page in enumerate(part.pages, 1)
        ]
        own, others = (_renumbered(items, part.pages) for items in (part.own, part.others))
        redact_pdf(source, bare, pages, others, info)
        expectation = Expectation(number, bare, source, tuple(pages), others)
        _require_gone(verify_document(expectation, terms), part)
        place = placing(expectation)
        shown = [
            replace(item, boxes=tuple(place(item.page, box) for box in item.boxes)) for item in own
        ]
        redact_pdf(bare, target, _bare_pages(pages, others), shown, info, draft=True)
        _require_gone(verify_copy(target, terms), part)


def _renumbered(items: Sequence[Redaction], pages: Sequence[int]) -> tuple[Redaction, ...]:
    nth = {page: place for place, page in enumerate(pages, 1)}
    return tuple(replace(item, page=nth[item.page]) for item in items)


def _bare_pages(pages: Sequence[Page], others: Sequence[Redaction]) -> list[Page]:
    """The pages without the words that were removed: they don't reach the second step at all."""
    found = []
    for page in pages:
        boxes = [box for item in others if item.page == page.number for box in item.boxes]
        words = tuple(kept_words(Layout(page), boxes))
        found.append(replace(page, words=words, text=" ".join(word.text for word in words)))
    return found


def _require_gone(report: FileReport, part: Part) -> None:
    """Raises SafetyError when a check refuses; a bare name that may be another's is no refusal."""
    lines = [
        f"  stuk {part.document.number}"
        + (f", pagina {part.pages[check.page - 1]}" if check.page else "")
        + f": {check.detail or check.layer}"
        for check in report.checks
        if check.result in ("leak", "refused")
    ]
    if lines:
        raise SafetyError(
            "dit concept is niet gemaakt; de controle weigert het:\n" + "\n".join(lines[:_FEW]),
            advice="Open die pagina in de beoordelingspagina en lak wat van een ander is.",
        )


def _log(store: Store, party: Party, by: str, parts: Sequence[Part], files: Sequence[Path]) -> None:
    said = {
        "pages": {part.document.number: list(part.pages) for part in parts},
        "files": {file.name: sha256_of(file) for file in files},
    }
    to = json.dumps(said, sort_keys=True, separators=(",", ":"))
    store.record([Choice(by=by, action="draft", target=f"draft:{party.name}", to=to)])


def _slug(name: str) -> str:
    """The name as a folder: letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", _fold(name)).strip("-")[:60] or "derde"
