"""Everything that a decision says on paper, as named files: nothing here touches the disk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from woo_tool.assemble.blocks import Heading, Letter, Listing, Paragraph, line
from woo_tool.assemble.edited import EditedLetter
from woo_tool.assemble.facts import gather
from woo_tool.assemble.hide import people_hider, requester_hider
from woo_tool.assemble.inventory import inventory_pdf, inventory_xlsx, production_report
from woo_tool.assemble.language import count, sentence
from woo_tool.assemble.letter import compose
from woo_tool.assemble.letter_docx import render_docx
from woo_tool.assemble.letter_pdf import render
from woo_tool.assemble.metadata import diwoo, publisher_uri, records
from woo_tool.assemble.platform import bank_files, sitemap_files
from woo_tool.assemble.questions import questions_file
from woo_tool.assemble.reasons import check_reasons
from woo_tool.assemble.texts import Voice, letter_texts
from woo_tool.deadlines import Deadlines
from woo_tool.kinds import Role
from woo_tool.model import DossierState, OpenQuestion
from woo_tool.request import Request


@dataclass(frozen=True, slots=True)
class PackageFile:
    """A file of the package: its path below output/<stamp>/ and its bytes."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Assembly:
    """The files, the letter they come from, and what a person still has to decide."""

    files: tuple[PackageFile, ...]
    open: tuple[OpenQuestion, ...]
    letter: Letter


def assemble(
    request: Request,
    state: DossierState,
    *,
    deadlines: Deadlines,
    extra_annexes: Sequence[str] = (),
    edited: EditedLetter | None = None,
    sizes: Mapping[str, int] | None = None,
) -> Assembly:
    """Letter (twice), inventory, metadata and the internal files; not the redacted documents.

    ``extra_annexes`` are the titles of further annexes, such as an overview. A letter in which the
    law still misses something is a draft: watermarked, headed by what is missing, and under intern/
    instead of where it would be sent or published from.
    ``sizes`` are those of the documents that go out, in bytes by path below te-publiceren/.
    ``edited`` is the letter as it was finished in Word: it takes the place of the composed one.
    Raises RulesError for a broken text block, SafetyError for metadata that breaks the standard.
    """
    letter = edited.letter if edited else compose(request, state, deadlines, tuple(extra_annexes))
    public = requester_hider(request, state).letter(letter)
    asked = open_questions(request, state, deadlines, letter)
    names = _DRAFT if letter.draft else _FINAL
    voice = request.authority.speaks_as
    shown = _without_names(request, state)
    files = [
        PackageFile(names[0], render(_with_missing(public, voice))),
        PackageFile(names[1], render(_with_missing(letter, voice))),
        PackageFile(names[2], edited.docx if edited else render_docx(letter)),
        PackageFile("te-publiceren/inventarislijst.pdf", inventory_pdf(request, shown)),
        PackageFile("te-publiceren/inventarislijst.xlsx", inventory_xlsx(request, shown)),
        PackageFile("intern/productierapport.xlsx", production_report(request, shown)),
        PackageFile("intern/open-vragen.md", questions_file(request, asked, letter.left_out)),
    ]
    subject = _public(request, state, request.request.subject)
    known = [
        record
        for record in records(
            request, shown, public.title, subject if "verzoek.pdf" in (sizes or {}) else ""
        )
        if not (letter.draft and record.kind == "decision")
    ]
    own = {item.path.removeprefix("te-publiceren/"): len(item.data) for item in files}
    for name, data in bank_files(request, known, own | dict(sizes or {})).items():
        files.append(PackageFile(f"intern/publicatiebank/{name}", data))
    for name, data in sitemap_files(request, known).items():
        files.append(PackageFile(f"te-publiceren/{name}", data))
    for record in known:
        name = record.path.rsplit("/", 1)[-1].removesuffix(".pdf")
        files.append(PackageFile(f"te-publiceren/metadata/{name}.xml", diwoo(request, record)))
    return Assembly(tuple(sorted(files, key=lambda file: file.path)), asked, letter)


def _public(request: Request, state: DossierState, text: str) -> str:
    """A text as the public may read it: without people who are redacted, nor the requester."""
    return requester_hider(request, state).text(people_hider(request, state).text(text))


def _without_names(request: Request, state: DossierState) -> DossierState:
    """The state with titles and reasons as the public may see them."""
    people, requester = people_hider(request, state), requester_hider(request, state)
    items = tuple(
        replace(
            item,
            title=requester.text(people.text(item.title)),
            reason=requester.text(people.text(item.reason)),
            document=item.document.with_(
                sender=requester.text(people.text(item.document.sender)),
                recipient=requester.text(people.text(item.document.recipient)),
            ),
        )
        for item in state.items
    )
    return replace(state, items=items)


_FINAL = ("te-publiceren/besluit.pdf", "aan-verzoeker/besluit.pdf", "aan-verzoeker/besluit.docx")
_DRAFT = (
    "intern/concept-besluit-te-publiceren.pdf",
    "intern/concept-besluit.pdf",
    "intern/concept-besluit.docx",
)


def _with_missing(letter: Letter, voice: Voice) -> Letter:
    """A draft with the list of what the law still misses above it; a finished letter as it is."""
    if not letter.draft:
        return letter
    texts = letter_texts(voice).missing
    rows = tuple(("•", line(f"{sentence(what)}."), 0) for what in letter.questions())
    listed = (Listing(rows),) if rows else ()
    top = (Heading(line(texts["heading"])), Paragraph(line(texts["opening"]), keep=True), *listed)
    return replace(letter, blocks=(*top, *letter.blocks))


def open_questions(
    request: Request, state: DossierState, deadlines: Deadlines, letter: Letter
) -> tuple[OpenQuestion, ...]:
    """What is open: in the dossier, in the letter, in the procedure, and in the metadata."""
    found = list(state.open)
    if letter.undated:
        what = "Het besluit heeft nog geen datum (decision.dated); de brief is een concept."
        found.append(OpenQuestion("", None, what, blocks=True))
    found += [
        OpenQuestion("", None, f"Het besluit is een concept; vul in: {what}.", blocks=True)
        for what in letter.questions()
    ]
    known = {item.number for item in state.open}
    found += [
        OpenQuestion(item.document.number, None, f"Nog niet beoordeeld: {item.reason}")
        for item in gather(state).open
        if item.document.number not in known
    ]
    found += [OpenQuestion("", None, f"{sentence(what).rstrip('.')}.") for what in letter.points]
    found += [
        OpenQuestion("", None, f"{item.text} ({item.article})") for item in deadlines.warnings
    ]
    found += [
        OpenQuestion("", None, f"Motivering: {item.text}")
        for item in check_reasons(request, state, letter)
        if not item.refuses
    ]
    found += _checks(request, state)
    return tuple(dict.fromkeys(found))


def _checks(request: Request, state: DossierState) -> list[OpenQuestion]:
    found = []
    if not publisher_uri(request.authority.name):
        what = f"De naam '{request.authority.name}' staat niet in de TOOI-lijsten; de metadata"
        found.append(OpenQuestion("", None, f"{what} noemt de uitgever zonder identificatie."))
    unknown = {
        item.entity for item in state.redactions if item.role is Role.UNKNOWN and item.entity
    }
    if unknown:
        people = count(len(unknown), "persoon", "personen")
        what = f"Van {people} met gelakte gegevens is de rol niet bekend. Geef hun een rol in"
        what += " people.yaml; de motivering wordt dan preciezer."
        found.append(OpenQuestion("", None, what))
    undated = [item.document.number for item in state.items if item.document.date is None]
    if undated:
        numbers = ", ".join(undated)
        found.append(OpenQuestion("", None, f"Documenten zonder datum: {numbers}."))
    return found
