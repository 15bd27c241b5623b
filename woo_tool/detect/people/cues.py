"""Layout cues: places in a document where people stand, whatever the model thinks.

Header blocks, mail headers, attendance lists, signature blocks, salutations, titles and functions
before a name, table columns, and the speaker of a chat message. What comes out are votes; the place
and the words decide, so that units and organisations there are left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import regex

from woo_tool.detect.layout.tables import Columns, cells, lines
from woo_tool.detect.people import initials, name_lists, speakers
from woo_tool.detect.people.names import NameRules
from woo_tool.detect.people.votes import Vote
from woo_tool.detect.schema import Cues, HeaderCue, any_of
from woo_tool.detect.text.grammar import (
    DOUBLE_SURNAME,
    NAME,
    NICKNAMED,
    SURNAME_FIRST,
    SURNAME_FIRST_INITIALS,
)
from woo_tool.detect.text.parts import fold
from woo_tool.detect.text.search import Search

_SPLIT = regex.compile(
    r"\s*[;/|\t]\s*|\s{2,}|\s+(?:en|and|&|\+|-)\s+|\s*<[^>]*>?\s*|\s*\[[^\]]*\]?\s*"
)
_COMMA = regex.compile(r",\s*")
_SURNAME_COMMA = regex.compile(
    r"^(?:[\p{Ll}'’]+[ ]){0,3}\p{Lu}[\p{L}'’-]+(?:[ ]-[ ]\p{Lu}[\p{L}'’-]+)?,[ ]?\p{Lu}"
)
_RIGHT_INITIALS = regex.compile(r"\s*(?:\p{Lu}\p{Ll}?\.)+")
_DOT_OF_INITIAL = regex.compile(r"(?:^|[\s.])\p{Lu}\.$")
_BRACKETS = regex.compile(r"[()]")
_OPENING = regex.compile(rf"^(?P<name>{NAME}),$")
_WHOLE = regex.compile(
    rf"(?:{SURNAME_FIRST_INITIALS}|{NAME}[ ]\([\"“‘]\p{{Lu}}\p{{L}}+[\"”’]\)|{DOUBLE_SURNAME})"
)
_BIRTH = regex.compile(r"(?<=[\p{L}.)],?\s{1,3})(?:geb\.|geboren[ ](?:te|op|in)(?!\p{L}))")
#: A name right before that, also with the surname first.
_BORN = regex.compile(rf"(?<![\p{{L}}-])(?P<name>{SURNAME_FIRST}|{NAME}),?\s{{1,3}}$")
_NICKNAMED = regex.compile(rf"(?<![\p{{L}}-])(?P<name>{NICKNAMED})")
_MENTION = regex.compile(rf"(?<![\p{{L}}\d._-])@(?P<name>{SURNAME_FIRST})")
#: The first word of a line, behind signs and a number; and that of each sentence inside it.
_LEAD = regex.compile(r"[\s>*|•#\[-]*(?:\d{1,2}[.)]?[ ]+)?([\p{L}\p{N}]+)")
_BEHIND_STOP = regex.compile(r"[.!?>][ ][\s>]*([\p{L}\p{N}]+)")
_REST = regex.compile(r"[,.(\-–:>*\d]")
_NAME = regex.compile(NAME)
_INITIALS_LINE = regex.compile(r"[ >]*(?:\p{Lu}\.[ ]?){1,4}[ ]*")
_SENTENCE = regex.compile(r"(?<=\p{Ll}{3})\.[ ]+(?=\p{Lu})")
#: Lines below a header with nothing behind it, and below a closing, that may hold names.
_BELOW = 4
_BELOW_CLOSING = 6
_LONGEST_NAME = 70


class Layout:
    """Finds the places for people in a text, by rules/cues.yaml."""

    def __init__(self, cues: Cues, names: NameRules) -> None:
        self._names = names
        self._headers = _key_table([*cues.headers, *_named(cues)])
        self._columns = _key_table(cues.columns)
        keys = any_of(self._headers)
        loose = any_of(key for cue in cues.headers if cue.loose for key in cue.keys)
        number = r"(?:\d{1,2}[.)]?[ ]+)?"
        self._header = regex.compile(
            rf"(?i)^[\s>*|•#\[-]*{number}(?P<key>{keys})(?:[ ]\d{{1,2}})?"
            rf"(?:[ ]?\([^)\n]{{1,30}}\))?(?:[ \t]*:[ \t]*|[ ]?\t[ \t]*|[ ]{{2,}}|[ \t]*$)"
        )
        self._loose = regex.compile(rf"(?i)^[\s>*|•-]*(?P<key>{loose})[ ]+(?=\p{{Lu}})")
        titles = any_of(cues.titles)
        strong = any_of(cues.name_roles)
        weak = any_of(cues.weak_name_roles)
        more = rf"(?:[ ](?:{titles}|{strong}))*"
        self._titled = Search(
            regex.compile(rf"(?i:{titles}){more}(?:[ ]+|[ ]*\n[> ]*)(?P<name>{NAME})")
        )
        self._signed = initials.Signed(cues)
        inline = any_of(cues.inline)
        self._inline = Search(
            regex.compile(
                rf"(?i:{inline})[ ]?:?[ ]+(?:[\"“‘'])?(?:(?i:{titles})[ ]+)*(?P<name>{NAME})"
            )
        )
        self._role = Search(
            regex.compile(
                rf"(?i:{strong}),?(?:[ ](?:i\.a\.|a\.i\.))?[ ]+(?P<name>(?=\p{{Lu}}){NAME})"
            )
        )
        self._weak = Search(regex.compile(rf"(?i:{weak}),?[ ]+(?P<name>(?=\p{{Lu}}){NAME})"))
        hello = any_of(cues.salutations)
        self._salutation = regex.compile(
            rf"^[\s>]*(?i:{hello})[ ]+(?:(?i:{titles})[ ]+)*(?P<name>{NAME})(?=[\s,!.:-]|$)"
        )
        bye = any_of(cues.closings)
        self._closing = regex.compile(rf"(?i)(?:^|(?<=[.!?>][ ]))[\s>]*{bye}[ ]*[,.!:]?[ ]*")
        self._opens_header = _first_words(self._headers)
        self._opens_greeting = _first_words(cues.salutations)
        self._opens_closing = _first_words(cues.closings)

    def votes(self, text: str) -> list[Vote]:
        """All votes for names in ``text``, in no order."""
        rows = [row for row in lines(text) if len(row[1]) < 2000]
        found: list[Vote] = []
        for number, (start, line) in enumerate(rows):
            lead = _LEAD.match(line)
            first = fold(lead[1]) if lead is not None else ""
            if first in self._opens_header:
                found += self._header_votes(rows, number)
            if first in self._opens_greeting:
                found += self._greeting_votes(start, line)
            found += self._opening_votes(start, line)
            if first in self._opens_closing or self._may_close(line):
                found += self._closing_votes(rows, number)
        found += speakers.votes(rows, self._names)
        found += name_lists.votes(rows, self._names)
        found += name_lists.column_votes(text, self._names)
        found += self._column_votes(text)
        found += self._title_votes(text)
        found += self._told_votes(text)
        found += self._signed.votes(text)
        return found

    # -- header blocks, mail headers, attendance lists -------------------------------------

    def _header_votes(self, rows: Sequence[tuple[int, str]], number: int) -> Iterator[Vote]:
        start, line = rows[number]
        match = self._header.match(line) or self._loose.match(line)
        if match is None:
            return
        key = " ".join(fold(match["key"]).split())
        cue = self._headers[key]
        reason = f"naam achter '{match['key'].strip()}'"
        if line[match.end() :].strip():
            stop = _SENTENCE.search(line, match.end())
            value = line[match.end() : stop.start() if stop else len(line)]
            yield from self._in_value(value, start + match.end(), cue, reason)
            return
        for place, (below, value) in enumerate(rows[number + 1 : number + 1 + _BELOW]):
            if not value.strip():
                continue
            if self._header.match(value):
                return
            here = cue if place == 0 else cue.model_copy(update={"role": None})
            votes = list(self._in_value(value, below, here, f"naam onder '{match['key'].strip()}'"))
            whole = sum(vote.end - vote.start for vote in votes) * 2 > len(value.strip())
            if not (votes and whole):
                return
            yield from votes

    def _in_value(self, value: str, start: int, cue: HeaderCue, reason: str) -> Iterator[Vote]:
        rule = "layout:kop"
        for piece, begin in _pieces(value):
            yield from self._piece(piece, start + begin, cue, reason, rule)

    def _piece(
        self, piece: str, start: int, cue: HeaderCue, reason: str, rule: str
    ) -> Iterator[Vote]:
        role = str(cue.role) if cue.role else None
        if cue.initials and self._names.initials(piece) and piece.lower() not in initials.NOBODYS:
            yield Vote(start, start + len(piece), 0.7, rule, reason, role)
            return
        surname_first = "," in piece
        for begin, end in self._names.names_in(piece, start, surname_first=surname_first):
            text = piece[begin - start : end - start]
            rest = piece[end - start :].strip()
            if rest and not _REST.match(rest) and not surname_first:
                continue
            strong = self._names.skip_titles(piece) > 1
            if self._names.plausible(text, strong=strong):
                yield Vote(begin, end, 0.85, rule, reason, role)

    # -- salutations and signatures --------------------------------------------------------

    def _greeting_votes(self, start: int, line: str) -> Iterator[Vote]:
        match = self._salutation.match(line)
        if match is not None and self._names.plausible(match["name"], strong=False):
            yield _vote(match, start, 0.85, "layout:aanhef", "naam in een aanhef")

    def _opening_votes(self, start: int, line: str) -> Iterator[Vote]:
        if _INITIALS_LINE.fullmatch(line):
            body = line.strip(" >")
            begin = start + line.index(body)
            yield Vote(
                begin, begin + len(body), 0.6, "layout:slot", "initialen op een regel alleen"
            )
        body = line.strip(" >")
        opening = _OPENING.match(body) if body.endswith(",") else None
        if opening is not None and self._names.like_name(opening["name"]):
            lead = line.index(opening["name"])
            place = "P" in self._names.flags(opening["name"])
            if not place and self._names.plausible(opening["name"], strong=False):
                end = start + lead + len(opening["name"])
                yield Vote(start + lead, end, 0.6, "layout:aanhef", "naam als aanhef")

    def _may_close(self, line: str) -> bool:
        """Whether a sentence inside the line begins as a closing does."""
        return any(fold(word) in self._opens_closing for word in _BEHIND_STOP.findall(line))

    def _closing_votes(self, rows: Sequence[tuple[int, str]], number: int) -> Iterator[Vote]:
        start, line = rows[number]
        closing = self._closing.search(line)
        if closing is None:
            return
        reason = "naam in een ondertekening"
        rest = line[closing.end() :]
        if rest.strip():
            if len(rest) < 60:
                yield from self._signature(rest, start + closing.end(), reason)
            return
        for begin, below in rows[number + 1 : number + 1 + _BELOW_CLOSING]:
            yield from self._signature(below, begin, reason)

    def _signature(self, line: str, start: int, reason: str) -> Iterator[Vote]:
        for piece, begin in _first_pieces(line):
            body = piece.rstrip(" ,")
            if (
                self._names.initials(body)
                and not body.islower()
                and body.lower() not in initials.NOBODYS
            ):
                if body == line.strip(" >,"):
                    yield Vote(start + begin, start + begin + len(body), 0.6, "layout:slot", reason)
                continue
            skip = self._names.skip_titles(body)
            if _NAME.fullmatch(body[skip:]) and self._names.plausible(body[skip:], strong=False):
                first = start + begin + skip
                yield Vote(first, start + begin + len(body), 0.8, "layout:slot", reason)

    # -- the rest --------------------------------------------------------------------------

    def _column_votes(self, text: str) -> Iterator[Vote]:
        for cell in Columns.of(text).cells:
            cue = self._column(cell.header)
            if cue is None:
                continue
            reason = f"naam in de kolom '{cell.header}'"
            for piece, begin in _pieces(text[cell.start : cell.end]):
                yield from self._piece(piece, cell.start + begin, cue, reason, "layout:kolom")

    def _column(self, header: str) -> HeaderCue | None:
        """The cue of a column: `Melder`, `Naam melder`, `Medewerkernaam`, `Naam / functie`."""
        first = _HEADS.split(header.lower(), maxsplit=1)[0]
        whole = " ".join(first.split()).strip(" :*")
        named = _NAME_OF.fullmatch(whole)
        return self._columns.get(whole) or (
            self._columns.get(named[1] or named[2]) if named else None
        )

    def _title_votes(self, text: str) -> Iterator[Vote]:
        kinds = (
            (self._titled, 0.9, "layout:titel", "naam achter een aanspreektitel", True),
            (
                self._inline,
                0.75,
                "layout:zin",
                "naam achter een woord dat een naam aankondigt",
                False,
            ),
            (self._role, 0.85, "layout:functie", "naam achter een functie", False),
            (self._weak, 0.7, "layout:functie", "naam achter een functie", False),
        )
        for pattern, score, rule, reason, strong in kinds:
            for match in pattern.finditer(text):
                name = match["name"]
                if strong and not match[0][0].islower() and name.isupper():
                    continue
                good = self._names.plausible(name, strong=strong)
                if good and pattern is self._weak:
                    good = self._names.like_name(name)
                if good:
                    yield _vote(match, 0, score, rule, reason)

    def _told_votes(self, text: str) -> Iterator[Vote]:
        """Names that the signs around them show: a birth, a mention, a nickname between quotes."""
        kinds = (
            ("@", _MENTION, "naam achter een apenstaart"),
            ('"“', _NICKNAMED, "naam met een bijnaam"),
        )
        told = ((kind, reason) for signs, kind, reason in kinds if any(map(text.count, signs)))
        found = [(0, hit, reason) for kind, reason in told for hit in kind.finditer(text)]
        for birth in _BIRTH.finditer(text) if "geb" in text else ():
            begin = max(0, birth.start() - _LONGEST_NAME)
            name = _BORN.search(text[begin : birth.start()])
            if name is not None:
                found.append((begin, name, "naam voor een geboortedatum of -plaats"))
        for begin, match, reason in found:
            if self._names.plausible(match["name"], strong=False):
                yield _vote(match, begin, 0.8, "layout:zin", reason)


#: Where the first of the words above a column ends.
_HEADS = regex.compile(r"[ ]?[/+&,(][ ]?|[ ]en[ ]")
#: A column of the names of people of one kind.
_NAME_OF = regex.compile(r"naam[ ](?:(?:van[ ])?(?:de|het)[ ])?(.+)|(.+?)[ -]?naam")


def _vote(match: regex.Match[str], start: int, score: float, rule: str, reason: str) -> Vote:
    return Vote(start + match.start("name"), start + match.end("name"), score, rule, reason)


def _first_words(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(lead[1]) for phrase in phrases if (lead := _LEAD.match(phrase)))


def _named(cues: Cues) -> Iterator[HeaderCue]:
    """`Naam leidinggevende`: the name of one of those who stand behind a header or in a column."""
    for cue in (*cues.headers, *cues.columns):
        keys = [key for key in cue.keys if key.isalpha() and "naam" not in key and len(key) > 4]
        names = [f"naam{of} {key}" for key in keys for of in ("", " van de")]
        yield HeaderCue(keys=tuple(names), role=cue.role)


def _key_table(cues: Sequence[HeaderCue]) -> dict[str, HeaderCue]:
    return {key.lower(): cue for cue in cues for key in cue.keys}


def _pieces(value: str) -> Iterator[tuple[str, int]]:
    """The parts of a list of people with their offsets.

    Parted by ; / | tab, 'en' and commas, unless the comma stands between a surname and initials,
    or a surname and a first name in a list that is parted by semicolons.
    """
    whole = value.strip(" ,;")
    if len(whole) < 80 and _WHOLE.fullmatch(whole):
        yield whole, value.index(whole)
        return
    position = 0
    for cut in [*(m.span() for m in _SPLIT.finditer(value)), (len(value), len(value))]:
        part = value[position : cut[0]]
        if _SURNAME_COMMA.match(part.lstrip()) and part.count(",") == 1 and _one_name(part, value):
            yield from _stripped(part, position)
        else:
            begin = 0
            commas = [*(m.span() for m in _COMMA.finditer(part)), (len(part), len(part))]
            for comma in commas:
                yield from _stripped(part[begin : comma[0]], position + begin)
                begin = comma[1]
        position = cut[1]


def _first_pieces(line: str) -> Iterator[tuple[str, int]]:
    """What may be a name in a line of a signature block: the first part of each column."""
    for cell in cells(line, 0):
        yield from islice(
            ((piece, cell.start + at) for piece, at in _pieces(line[cell.start : cell.end])), 1
        )


def _one_name(part: str, value: str) -> bool:
    left, right = part.split(",", 1)
    initials = _RIGHT_INITIALS.match(right)
    single = len([w for w in left.split() if w[0].isupper()]) == 1 and " - " not in left
    return (
        bool(initials)
        or " - " in left
        or (single and (";" in value or "<" in value or "." not in left))
    )


def _stripped(part: str, position: int) -> Iterator[tuple[str, int]]:
    for bracket in _BRACKETS.split(part) if "(" in part and "," not in part else [part]:
        text = (
            bracket.strip(" \t.*>\"'“”-")
            if not bracket.strip().startswith(("'t", "'s"))
            else bracket.strip()
        )
        if text:
            at = part.index(text)
            end = at + len(text) + (part[at + len(text) : at + len(text) + 1] == ".")
            if _DOT_OF_INITIAL.search(part[at:end]):
                text = part[at:end]
            yield text, position + at
