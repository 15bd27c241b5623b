"""Human choices on their way to the log: bulk approval, and edits in people.yaml and
documents.csv."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from woo_tool import documents_csv
from woo_tool.errors import InputError, RequestError
from woo_tool.files import environment_faults, sha256, write_atomic
from woo_tool.fold import page_approval, page_open
from woo_tool.grounds import document_faults, faults
from woo_tool.kinds import Judgement, Law, MarkState
from woo_tool.model import Choice, DecidedMark, Decision, Document
from woo_tool.people import STAFF, PersonRule, edited, parse_people, render_people, to_json
from woo_tool.staff import read_staff
from woo_tool.steps.view import View, person_rules
from woo_tool.store import Store

_AFTER = {"approve": MarkState.APPROVED, "reject": MarkState.REJECTED}
Suggestions = Literal["redact", "keep"] | None


def mark_choices(
    view: View, name: str, numbers: Collection[str] | None, suggestions: Suggestions
) -> tuple[Choice, ...]:
    """The bulk choice for every mark that waits: in doubt, redacted. Suggestions only on purpose.

    ``numbers`` limits it to some documents; None means all.
    """
    choices = []
    for item in view.folded.marks:
        if numbers is not None and item.mark.document not in numbers:
            continue
        action = _bulk_action(item, suggestions)
        if action:
            choices.append(
                Choice(
                    by=name,
                    action=action,
                    target=item.mark.target,
                    from_=item.state,
                    to=_AFTER[action],
                    grounds=item.grounds if action == "approve" else (),
                    bulk=True,
                )
            )
    return tuple(choices)


def _bulk_action(item: DecidedMark, suggestions: Suggestions) -> str:
    if item.mark.label.is_suggestion:
        if item.state is not MarkState.ASK or suggestions is None:
            return ""
        return "approve" if suggestions == "redact" else "reject"
    return "approve" if item.state in (MarkState.PROPOSED, MarkState.ASK) else ""


def page_choices(view: View, name: str, numbers: Collection[str] | None) -> tuple[Choice, ...]:
    """Approval of every page without open marks, but not of pages that the tool can't read."""
    who = name.strip().casefold()
    choices = []
    for (number, page_number), marks in view.by_page.items():
        if numbers is not None and number not in numbers:
            continue
        names = view.folded.approvals[number, page_number]
        enough = who in names if view.request.four_eyes else bool(names)
        if enough or (number, page_number) in view.unread or page_open(marks):
            continue
        choices.append(
            Choice(
                by=name,
                action="approve_page",
                target=f"page:{number}/{page_number}",
                from_="open",
                to=page_approval(marks),
                bulk=True,
            )
        )
    return tuple(choices)


def check_name(name: str) -> None:
    """Raises InputError for a name that can't stand in the log."""
    if not name.strip() or not name.isprintable():
        raise InputError(
            "geef een naam op: wie beslist dit?", advice="Gebruik --as NAAM (of --approve-as NAAM)."
        )


def check_numbers(view: View, numbers: Collection[str]) -> None:
    """Raises InputError for a number that isn't in the dossier."""
    known = {document.number for document in view.documents}
    unknown = sorted(set(numbers) - known)
    if unknown:
        raise InputError(f"stuk {', '.join(unknown)} staat niet in dit dossier.")


# --- files that people edit ----------------------------------------------------------------


def read_documents_csv(store: Store) -> tuple[Choice, ...]:
    """Edits in documents.csv since it was written. Raises RequestError."""
    path = store.path("documents.csv")
    if not path.exists():
        return ()
    with environment_faults(path):
        data = path.read_bytes()
    if store.wrote(path.name, data):
        return ()
    documents = documents_csv.apply(store.documents(), store.decisions().decisions)
    choices = documents_csv.edits(data, documents, str(path))
    law = store.request().applicable_law
    for after in documents_csv.after(documents, choices):
        wrong = after.grounds and document_faults(after.grounds, law, after)
        if wrong:
            raise RequestError(f"stuk {after.number}: {wrong[0]}", where=str(path))
    return choices


def document_choice(
    documents: Sequence[Document], number: str, cells: Mapping[str, str], law: Law, name: str
) -> Choice | None:
    """What a person decides about one document, checked as an edit of documents.csv is.

    ``cells`` are columns of documents.csv. None when nothing changes; raises RequestError.
    """
    (document,) = (item for item in documents if item.number == number)
    changed = documents_csv.row(document) | dict(cells)
    out = io.StringIO()
    writer = csv.DictWriter(out, documents_csv.COLUMNS, delimiter=";")
    writer.writeheader()
    writer.writerow({key: documents_csv.as_text_cell(cell) for key, cell in changed.items()})
    found = documents_csv.edits(out.getvalue().encode("utf-8-sig"), documents, f"stuk {number}")
    if not found:
        return None
    choice = replace(found[0], by=name)
    after = documents_csv.apply(documents, [_as_decision(choice)])
    (decided,) = (item for item in after if item.number == number)
    _check_judgement(decided, {item.number for item in documents}, law)
    return choice


def _as_decision(choice: Choice) -> Decision:
    return Decision(
        seq=0, at="", by=choice.by, action=choice.action, target=choice.target, from_=choice.from_,
        to=choice.to, grounds=choice.grounds, reason=choice.reason, bulk=False, prev="", hash="",
    )  # fmt: skip


def _check_judgement(document: Document, numbers: Collection[str], law: Law) -> None:
    """What a judgement needs (contract, documents.csv). Raises RequestError."""
    if document.grounds:
        wrong = document_faults(document.grounds, law, document)
        if wrong:
            raise RequestError("; ".join(wrong) + ".", where=f"stuk {document.number}")
    given = {
        "een grond": bool(document.grounds),
        "een reden": bool(document.motivation.strip()),
        "de vindplaats (een link)": document.public_url.startswith(("https://", "http://")),
        "het nummer van het andere stuk": document.duplicate_of in {*numbers} - {document.number},
    }
    for need in _NEEDS.get(document.judgement, ()):
        if not given[need]:
            raise RequestError(f"bij '{document.judgement}' hoort {need}.")
    if document.judgement is not Judgement.NIET and document.judgement and document.grounds:
        raise RequestError(f"bij '{document.judgement}' staat de grond niet bij het stuk zelf.")
    if document.judgement and document.judgement.published and not document.status.readable:
        raise RequestError(f"'{document.judgement}' kan niet: dit bestand is niet te lezen.")


_NEEDS: Mapping[Judgement | None, tuple[str, ...]] = {
    Judgement.NIET: ("een grond", "een reden"),
    Judgement.BUITEN: ("een reden",),
    Judgement.REEDS: ("de vindplaats (een link)",),
    Judgement.DUBBEL: ("het nummer van het andere stuk",),
}


def write_documents_csv(store: Store) -> None:
    """Writes documents.csv from the state of the dossier."""
    documents = documents_csv.apply(store.documents(), store.decisions().decisions)
    store.write_for_people("documents.csv", documents_csv.render(documents))


def read_people(store: Store, given: Path | None = None) -> tuple[Choice, ...]:
    """What people wrote or changed in people.yaml, as choices. Raises RequestError.

    ``given`` is a file from outside (``--people``) that is read instead of the dossier's own.
    What it said before isn't said again: a later edit in the dossier stands.
    """
    path = given or store.path("people.yaml")
    if not path.exists():
        if given:
            raise RequestError("dit bestand bestaat niet.", where=str(path))
        return ()
    if given is None and store.wrote(path.name, path.read_bytes()):
        return ()
    law = store.request().applicable_law
    log = store.decisions()
    known = {rule.id: rule for rule in person_rules(log)}
    choices = [
        _person_choice(rule)
        for rule in read_people_file(path, law)
        if not _same_rule(rule, known.get(rule.id))
    ]
    said = {(item.target, item.to, item.grounds, item.reason) for item in log.decisions if given}
    return tuple(
        item for item in choices if (item.target, item.to, item.grounds, item.reason) not in said
    )


def read_people_file(path: Path, law: Law) -> tuple[PersonRule, ...]:
    """The persons in a people.yaml that a person wrote or changed, or those of a staff list (a
    ``.csv``). Raises RequestError.

    What the tool wrote itself isn't checked against the law: it is proposed anew when that changes.
    """
    if path.suffix.lower() == ".csv":
        return read_staff(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise RequestError(f"dit bestand is niet te lezen ({fault}).", where=str(path)) from fault
    rules = edited(parse_people(text, str(path)))
    for rule in rules:
        wrong = faults(rule.grounds, law) if rule.grounds else ()
        if wrong:
            raise RequestError(f"{rule.name}: {wrong[0]}", where=str(path))
    return rules


def use_staff(store: Store, path: Path) -> None:
    """Puts a staff list into the dossier. Raises RequestError when it can't be read."""
    read_staff(path)
    store.write_for_people(STAFF, path.read_bytes())


def _same_rule(rule: PersonRule, known: PersonRule | None) -> bool:
    return known is not None and (to_json(rule), rule.grounds, rule.reason) == (
        to_json(known),
        known.grounds,
        known.reason,
    )


def _person_choice(rule: PersonRule) -> Choice:
    return Choice(
        by="people.yaml",
        action="person",
        target=f"person:{rule.id}",
        to=to_json(rule),
        grounds=rule.grounds,
        reason=rule.reason,
    )


def write_people(store: Store, view: View) -> None:
    """Writes people.yaml: who people named, and who the tool found.

    Nothing is rendered (YAML is slow) where the file still is what was written for this very state.
    """
    rules = person_rules(view.log)
    of = sha256(f"{view.base.key}|{rules!r}".encode())
    path, said = store.path("people.yaml"), store.path("work", "written", "people.yaml.of")
    same = bool(view.base.key) and _holds(said, of) and path.exists()
    if same and store.wrote(path.name, path.read_bytes()):
        return
    store.write_for_people(path.name, render_people(view.entities, rules).encode())
    write_atomic(said, of.encode())


def _holds(path: Path, text: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == text
