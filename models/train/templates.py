"""Texts of the usual forms (mail, memo, minutes, tables) with drawn names.

`templates.txt` holds the texts with slots, `fillers.txt` the choices of some slots.
"""

from __future__ import annotations

import random
import re
from pathlib import Path

from names import NameSource
from texts import Builder, Sample

_HERE = Path(__file__).parent
_SLOT = re.compile(r"\{(\w+)\}")
#: Slots that are made of names: a person in one of the usual forms.
_FORMS = {
    "formal": "{initials} {surname}",
    "listed": "{surname}, {initials}",
    "listedfirst": "{surname}, {first}",
    "called": "{initials} ({first}) {surname}",
    "listedcalled": "{surname}, {initials} ({first})",
    "nicknamed": '{first} "{nick}" {surname}',
    "spaced": "{spaced} {surname}",
    "listedlate": "{bare}, {first} van",
    "listeddouble": "{bare} - {second}, {initials} de",
}


def _read_templates() -> list[str]:
    text = (_HERE / "templates.txt").read_text(encoding="utf-8")
    return [part.strip("\n") for part in re.sub(r"^#.*\n", "", text, flags=re.M).split("---")]


def _read_fillers() -> dict[str, list[str]]:
    lines = (_HERE / "fillers.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.partition(": ") for line in lines if line and not line.startswith("#")]
    return {slot: choices.split("|") for slot, _, choices in rows}


_TEMPLATES = _read_templates()
_FILLERS = _read_fillers()


def draw(source: NameSource, rng: random.Random) -> Sample:
    """Return one template with its slots filled."""
    builder = Builder()
    position = 0
    template = rng.choice(_TEMPLATES)
    for slot in _SLOT.finditer(template):
        builder.add(template[position : slot.start()])
        builder.add(*_fill(slot.group(1), source, rng))
        position = slot.end()
    builder.add(template[position:])
    return builder.build()


def _fill(slot: str, source: NameSource, rng: random.Random) -> tuple[str, str]:
    """Return the text of a slot and its label, empty for plain text."""
    if slot in ("first", "surname", "full") or slot in _FORMS:
        return _name(_FORMS.get(slot, f"{{{slot}}}"), source), "PER"
    if slot in ("town", "street"):
        return source.town() if slot == "town" else source.street(), "LOC"
    if slot == "landmark":
        return _name(rng.choice(("{bare}", "{bare}", "{first} {bare}")), source) + rng.choice(
            _FILLERS["kindof"]
        ), "LOC"
    if slot == "body" or (slot == "org" and rng.random() < 0.3):
        return source.organisation(), "ORG"
    if slot in ("org", "company"):
        return _name(rng.choice(_FILLERS[slot]), source), "ORG"
    if slot == "paraaf":
        return "".join(rng.choices("ABCDEGHJKLMPRSTVW", k=rng.choice((2, 2, 3)))), "PER"
    return _plain(slot, source, rng), ""


def _name(form: str, source: NameSource) -> str:
    return form.format(
        first=source.first(),
        nick=source.first(),
        surname=source.surname(),
        bare=source.bare_surname(),
        second=source.bare_surname(),
        full=source.full(),
        initials=source.initials(),
        spaced=source.initials().replace(".", " ").replace("  ", " ").strip(),
    )


def _plain(slot: str, source: NameSource, rng: random.Random) -> str:
    if slot in ("noun", "Noun"):
        word = source.common_word()
        return word.capitalize() if slot == "Noun" else word
    if slot in ("amb", "Amb"):
        word = source.ambiguous()
        return word.capitalize() if slot == "Amb" else word
    if slot == "code":
        return "".join(rng.choices("ABCDEGHIKLMNOPRSTUVWX", k=rng.choice((1, 2, 3, 3, 4))))
    if slot == "num":
        return str(rng.randint(10, 9999))
    if slot == "day":
        return f"{rng.randint(1, 31)} {rng.choice(_FILLERS['month'])} {rng.randint(2010, 2025)}"
    return _name(rng.choice(_FILLERS[slot]), source)
