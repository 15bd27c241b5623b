"""Initials that stand for somebody: given to a person (`R.J. Blok (RB)`, and from there `RB: nee`),
behind a word for who signs or checks (`contr. RB`), and beside initials (`RB / KW`)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

import regex

from woo_tool.detect.people.votes import Vote
from woo_tool.detect.schema import Cues, any_of
from woo_tool.detect.text.search import Index, Search

#: The rule name of initials that stand in brackets behind the name somewhere in the text.
DEFINED = "initialen:genoemd"
_SHORT = r"(?:\p{Lu}{2,4}|\p{Lu}?(?:v|d|vd|vdr|dh|t)\p{Lu}{1,2})"
_ALONE = r"(?![\p{L}\p{N}/&-]|\.\p{L})"
#: `Melvin van Gaal (MvG)`, `Melvin van Gaal = MvG`
_BEHIND = regex.compile(rf"[ \n]?\(=?[ ]?({_SHORT})\)|[ ]?=[ ]?({_SHORT}){_ALONE}")
#: `MvG = Melvin van Gaal`, `MvG (Melvin van Gaal)`
_BEFORE = regex.compile(rf"(?<![\p{{L}}\p{{N}}/&.-])({_SHORT})(?:[ ]?[=:][ ]?|[ ]\()$")
_LETTERS = regex.compile(r"\p{L}[\p{L}'’]*")
#: A word in capitals, but not a part of a code (RB/2020) or of another abbreviation.
_CAPITALS = regex.compile(rf"(?<![\p{{L}}\p{{N}}/&.-]){_SHORT}{_ALONE}")
_WHOLE = regex.compile(_SHORT)
#: What parts initials in a list: `RB / KW`, `ED (notitie), NF`, `RA + TKY`.
_NOTE = r"(?:[ ]?\([^()\n]{1,30}\))?(?:[ ]?[,/+][ ]?|[ ]en[ ])"
_NEXT = regex.compile(rf"{_NOTE}(?P<name>{_SHORT})(?![\p{{L}}\p{{N}}&-]|\.\p{{L}})")
_LAST = regex.compile(rf"(?<![\p{{L}}\p{{N}}/&.-])(?P<name>{_SHORT}){_NOTE}$")
_LONGEST_NOTE = 48
_LEAST = 2
FITTING = "initialen"
FITS = "initialen van een naam op deze bladzijde"
_SIGNS = "initialen van wie tekent of nakijkt"
#: Initials where somebody stands: alone in a cell, behind a colon, at both sides of a slash.
_PLACED = regex.compile(
    rf"(?m)(?:^[ >*•-]{{0,4}}|[\t|]|[ ]{{2}}|:[ ]|\p{{Lu}}/)(?P<name>{_SHORT})"
    r"(?=[ ]*(?:$|[\t|;]|[ ]{2}|,[ ]|/\p{Lu}|[ ]\p{Ll}+t[ ]))"
)
_SIGN_WORDS = ("paraaf", "parafen", "par.", "medepara", "voor akkoord")
#: `Paraaf voorzitter: FQ     OR: PS     bureau: HC`
_SIGNING = regex.compile(
    r"(?im)^[ ]*(?P<row>(?:paraaf|parafen|par\.|medepara\p{L}+|voor[ ]akkoord)(?!\p{L})"
    r"[^\n]*:[^\n]*)$"
)
_IN_ROW = regex.compile(rf":[ ]{{0,2}}(?P<name>{_SHORT})(?=[ ]{{2}}|[ ]*$|[ ]*[\t,;|/])")
#: Letters that stand where initials do and are nobody's.
NOBODYS = frozenset(
    {
        "ja", "nee", "ok", "oke", "nvt", "akk", "gez", "sg", "dg", "ig", "hr", "or", "fez", "com",
        "ict", "p&o", "hrm", "mt", "aub", "zoz", "zsm", "vz", "cc", "bcc", "re", "fw", "fwd", "nb",
        "ps", "pm", "tbv", "iov", "ivm", "tav", "pdf", "doc", "xls", "eur", "nl", "eu", "vn", "vs",
        "uk", "usa", "az", "bz", "ez", "ezk", "lnv", "ocw", "szw", "vws", "vrom", "vvd", "cda",
        "cu", "sp", "gl", "gs", "om", "ap", "jz", "b&w", "bw", "po",
    }
)  # fmt: skip


def defined(text: str, people: Iterable[tuple[int, int]]) -> Mapping[str, str]:
    """The initials in brackets behind one of these places with a name, or made equal to it just
    before, and the name."""
    found: dict[str, str] = {}
    for start, end in people:
        for match in (_BEHIND.match(text, end), _BEFORE.search(text[max(0, start - 9) : start])):
            short = next(filter(None, match.groups())) if match is not None else ""
            if short and _letters_of(short.upper(), text[start:end]):
                found.setdefault(short, text[start:end])
    return found


def votes(text: str, short: Mapping[str, str]) -> list[Vote]:
    """A vote for every place where these initials stand as a word."""
    out = []
    for match in _CAPITALS.finditer(text) if short else ():
        name = short.get(match[0])
        if name is not None:
            reason = f"initialen van {name}"
            out.append(Vote(match.start(), match.end(), 0.9, DEFINED, reason))
    return out


def _letters_of(short: str, name: str) -> bool:
    """True when these are letters of the name in its order, with the first and, of two letters,
    the last (three may leave out a second surname)."""
    letters = [word[0].upper() for word in _LETTERS.findall(name)]
    rest = iter(letters)
    ordered = all(letter in rest for letter in short)
    ends = short[0] == letters[0] and (short[-1] == letters[-1] or len(short) > 2)
    return ordered and len(letters) > 1 and ends


def of_name(name: str) -> set[str]:
    """The initials that a full name gives: `Anna de Boer` AB, AdB and ADB; none of one word."""
    first, _, last = name.partition(",")
    words = _LETTERS.findall(f"{last} {first}" if last else name)
    capitals = "".join(word[0] for word in words if word[0].isupper())
    if len(capitals) < _LEAST:
        return set()
    letters = "".join(word[0] for word in words)
    parts = "".join(part[0] for word in words for part in word.split("-") if part[:1].isupper())
    return {capitals, letters, letters.upper(), capitals[0] + capitals[-1], parts}


def fitting(text: str, known: Collection[str]) -> Iterator[Vote]:
    """Votes for ``known`` initials that stand alone in a cell, behind a colon or beside others,
    or before a verb; and for all in a row of those who sign."""
    present = {name for name in known if name in text and name.lower() not in NOBODYS}
    for match in _PLACED.finditer(text) if present else ():
        if match["name"] in present:
            yield Vote(match.start("name"), match.end("name"), 0.6, FITTING, FITS)
    folded = Index.of(text).shape
    for row in _SIGNING.finditer(text) if any(word in folded for word in _SIGN_WORDS) else ():
        for match in _IN_ROW.finditer(text, *row.span("row")):
            if match["name"] in known or match["name"].lower() not in NOBODYS:
                yield Vote(match.start("name"), match.end("name"), 0.7, "layout:paraaf", _SIGNS)


class Signed:
    """Finds initials behind the words of rules/cues.yaml for who signs, checks or reads."""

    def __init__(self, cues: Cues) -> None:
        keys = any_of(key for cue in cues.headers if cue.initials for key in cue.keys)
        words = any_of(cues.signed)
        self._search = Search(
            regex.compile(
                rf"(?i:(?<!\p{{L}})(?:{keys})[ ]?:|(?<!\p{{L}})(?:{words}))[ ]{{0,2}}[\"“(]?"
                rf"(?P<name>{_SHORT})(?![\p{{L}}\p{{N}}&-]|\.\p{{L}})"
            )
        )

    def votes(self, text: str) -> Iterator[Vote]:
        """A vote for each of these initials."""
        for match in self._search.finditer(text):
            if match["name"].lower() not in NOBODYS:
                yield Vote(
                    match.start("name"),
                    match.end("name"),
                    0.7,
                    "layout:paraaf",
                    _SIGNS,
                )


def beside(
    text: str, places: Iterable[tuple[int, int]], known: Callable[[str], bool]
) -> Iterator[Vote]:
    """Votes for initials in one list with somebody's at one of ``places``; not for letters that are
    ``known`` as something else."""
    todo = [place for place in places if _WHOLE.fullmatch(text, *place)]
    seen = {start for start, _ in todo}
    while todo:
        start, end = todo.pop()
        begin = max(0, start - _LONGEST_NOTE)
        last = _LAST.search(text[begin:start])
        following = _NEXT.match(text, end)
        for match, offset in ((last, begin), (following, 0)):
            if match is None or known(match["name"]) or match["name"].lower() in NOBODYS:
                continue
            place = match.start("name") + offset, match.end("name") + offset
            if place[0] not in seen:
                seen.add(place[0])
                todo.append(place)
                yield Vote(*place, 0.6, "initialen:rij", "initialen naast die van een ander")
