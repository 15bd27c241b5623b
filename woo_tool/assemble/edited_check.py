"""Does the letter that came back from Word still agree with the dossier?

Boxes, inventory and letter are compared by ``check`` and ``reasons``; here: what may have been
taken out, changed or added in Word. Any fault means that no package may be made.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from woo_tool.assemble.blocks import (
    AnnexStart,
    Heading,
    Letter,
    Line,
    RunKind,
    line,
    plain,
)
from woo_tool.assemble.edited import EditedLetter
from woo_tool.assemble.hide import people_hider
from woo_tool.assemble.sections import Section, sections
from woo_tool.deadlines import Deadlines, dutch_date
from woo_tool.grounds import because, grounds
from woo_tool.model import DossierState
from woo_tool.request import Request


def check_edited(
    request: Request,
    state: DossierState,
    deadlines: Deadlines,
    composed: Letter,
    edited: EditedLetter,
) -> tuple[str, ...]:
    """What disagrees, in Dutch; empty when the edited letter may take the composed one's place."""
    letter = edited.letter
    found = [
        *_sections(composed, letter),
        *_names(request, state, edited),
        *_boxes(edited),
        *_statutes(composed, letter),
        *_facts(request, deadlines, composed, letter),
    ]
    return tuple(dict.fromkeys(found))


def _sections(composed: Letter, letter: Letter) -> Iterator[str]:
    """Each section of the composed letter is there once, in order, with something in it."""
    wanted = [item for item in sections(composed) if _kept(item)]
    titles = [_folded(item) for item in sections(letter)]
    place = 0
    for section in wanted:
        title = _folded(section)
        if title not in titles:
            yield f"de kop '{section.title}' staat niet meer in de brief"
            continue
        if titles.count(title) > 1:
            yield f"de kop '{section.title}' staat er meer dan één keer"
        here = titles.index(title)
        if here < place:
            yield f"de kop '{section.title}' staat niet meer op zijn plaats"
        place = max(place, here)
    for section in sections(letter):
        if section.heading is not None and section.empty and not _has_parts(section, letter):
            yield f"onder de kop '{section.title}' staat niets"


def _kept(section: Section) -> bool:
    """Main headings and annexes; a ground whose heading changed is found by its article."""
    heading = section.heading
    return isinstance(heading, AnnexStart) or (
        isinstance(heading, Heading) and (heading.level == 1 or bool(heading.key))
    )


def _folded(section: Section) -> str:
    return section.title.casefold()


def _has_parts(section: Section, letter: Letter) -> bool:
    """True when headings of a lower level follow at once."""
    blocks = letter.blocks
    level = section.heading.level if isinstance(section.heading, Heading) else 0
    place = next(at for at, block in enumerate(blocks) if block is section.heading)
    after = blocks[place + 1] if place + 1 < len(blocks) else None
    return isinstance(after, Heading) and after.level > level


def _names(request: Request, state: DossierState, edited: EditedLetter) -> Iterator[str]:
    """No name or number that is redacted elsewhere, in the letter or in its headers."""
    hider = people_hider(request, state)
    for text in (*edited.letter.lines(), *(line(item) for item in edited.around)):
        hidden = _boxed(hider.line(_whole(text)))
        if len(hidden) > len(_boxed(text)):
            shown = " ".join(plain(text).split())
            yield f"in de brief staat iets dat in de documenten is gelakt: «{shown[:120]}»"


def _whole(text: Line) -> Line:
    """Neighbouring runs as one, so that a name that is partly bold is found."""
    if any(run.kind in (RunKind.BOX, RunKind.LAW) for run in text):
        return text
    return line("".join(run.text for run in text))


def _boxed(text: Line) -> list[str]:
    return [run.text for run in text if run.kind is RunKind.BOX]


def _boxes(edited: EditedLetter) -> Iterator[str]:
    """Black over text hides nothing: in a box only the code of a ground may stand."""
    codes = {item.code for item in grounds()}
    for text in edited.letter.lines():
        for box in _boxed(text):
            if not box or not set(box.split()) <= codes:
                yield "in de brief is tekst zwart gemaakt; die staat er dan nog: haal haar weg"


def _statutes(composed: Letter, letter: Letter) -> Iterator[str]:
    """The wording of the law as the composed letter gives it (R10)."""
    told = {plain(text) for text in letter.lines()}
    for text in composed.lines():
        if text and text[0].kind is RunKind.LAW and plain(text) not in told:
            yield f"de wettekst is veranderd of weggehaald {because('R10')}: «{plain(text)[:80]}»"


def _facts(
    request: Request, deadlines: Deadlines, composed: Letter, letter: Letter
) -> Iterator[str]:
    """Dates and reference come from request.yaml: change them there, so that all follows."""
    advice = "pas dit aan in request.yaml, niet in de brief"
    told = dict(letter.head.fields)
    for label, text in composed.head.fields[:1]:
        if _squeezed(told.get(label, ())) != _squeezed(text):
            yield f"'{label}' is niet {plain(text)}: {advice}"
    whole = " ".join(letter.text().split())
    facts: Sequence[tuple[str, str]] = (
        ("het kenmerk", request.reference),
        ("de dag van ontvangst van het verzoek", dutch_date(request.request.received)),
        *(
            [("het einde van de bezwaartermijn", dutch_date(deadlines.objection_last))]
            if deadlines.objection_last
            else []
        ),
    )
    for name, value in facts:
        if " ".join(value.split()) not in whole:
            yield f"{name} ({value}) staat niet meer in de brief: {advice}"


def _squeezed(text: Line) -> str:
    return " ".join(plain(text).split())
