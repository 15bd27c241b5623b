"""Titles of office beside a name: minister, SG, mayor, spokesperson.

A role that keeps a name readable needs strong evidence, as a wrong one publishes a name: the title
stands directly before the name ("minister Terwinkel"), in a clean apposition ("de SG, Jan Roukema,
tekent") or in a slot of a header ("Aan: de SG, Jan Roukema"). A title that belongs to somebody else
("bureau SG, Jan Roukema"), a new clause ("Jan, de SG vroeg"), a list, or an owner that is no
authority ("woordvoerder Jan Roukema van de vakbond") gives nothing.
"""

from __future__ import annotations

from typing import NamedTuple

import regex

from woo_tool.detect.schema import RoleCue, RoleCues, any_of
from woo_tool.detect.text.before import ending
from woo_tool.detect.text.grammar import NAME
from woo_tool.detect.text.search import Search
from woo_tool.kinds import Role

REACH = 120
_LONGEST_CAPITALS = 3
_OWNER = (
    r"(?P<owner>[ \n](?:van|voor)[ \n](?:(?:de|het)[ ])?(?:ministerie[ ]van[ ])?\p{Lu}[\p{L}-]*"
    r"(?:(?:,|[ ]en|[ ]van|[ ]voor|[ ]&)?[ \n]\p{Lu}[\p{L}-]*){0,5})?"
)
_ACTING = r"(?:,?[ ](?:a\.i\.|i\.a\.))?"
#: "De" with a capital begins a sentence; elsewhere it is part of a name (Café De Burgemeester).
_ARTICLE = regex.compile(
    r"(?:(?:^|[\s(\"“])(?:de|het|onze)|(?:^|[.:!?\n][\"“ ]*)(?:De|Het|Onze))[ ]+"
    r"(?:\p{Lu}\p{Ll}+se[ ]+)?$"
)
_IN_A_LIST = regex.compile(r"(?i)[,;/][ ]*(?:de|het)?[ ]*$")
_IN_A_SENTENCE = regex.compile(
    r"(?i)(?:^|\s)(?:de|het|met|aan|door|voor|bij|dat|aldus|zei|volgens|heeft|en|onze)[ ]+$"
)
_SLOT = regex.compile(
    r"(?i)(?:^|[\n\t])[ >*|•]*(?:aan|van|via|cc|c\.c\.|kopie(?:[ ]aan)?|door|opdrachtgever|to|from)"
    r"(?:[ ]?:[ \t]*|\t[ ]*|[ ]+)(?:de|het)[ ]+$"
)
#: An entry of a list of papers: "- minister van Justitie, A. Opheij - 3 april 2018".
_ENTRY = regex.compile(r"(?:^|\n|[ ][-–])[ ]*(?:(?i:de)[ ])?$")
_DATED = regex.compile(r"[ ][-–][ ]\d{1,2}\s[\p{L}]+\s(?:19|20)\d\d")
#: Room for a signature, between the office and the name.
_ROOM = regex.compile(r",[ ]*\n(?:[ >]*\n){1,6}[ >]*$")
_SLOT_ENDS = regex.compile(r"[ ]*(?:$|[\n\t;])")
_LABEL_ENDS = regex.compile(r"[ ]*(?:$|[\n\t;,(.]|en[ ]\p{Lu})")
_CLAUSE_ENDS = regex.compile(
    r"[ ]*(?:$|[.;:)](?:\s|$)|,\s+(?!en\b|of\b|evenals\b|alsmede\b)\p{Ll}|\n(?!\p{Ll}))"
)
_STANDS_ALONE = regex.compile(r"(?:^|\n)[ >]*(?:(?i:de|het)[ ])?$")
_CELLS = regex.compile(r"[ ]*\t[ \t]*|[ ]{2,}")
_A_NAME = regex.compile(NAME)
_OF = r"[ ](?:van|voor|namens|bij|uit)[ ](?:(?:de|het|een|’t|'t|onze|mijn)[ ])?+"
_OF_SOMEONE = regex.compile(rf",?{_OF}")
_FIRM = regex.compile(
    r"[^.;\n]{0,40}?(?<!\p{L})(?:B\.?V\.?|N\.?V\.?|V\.?O\.?F\.?|Ltd|GmbH|Inc)(?!\p{L})"
)


class _Found(NamedTuple):
    """A title that ends the text before a name: right before it, with a comma or bracket between,
    or as a label."""

    direct: regex.Match[str] | None
    comma: regex.Match[str] | None
    bracket: regex.Match[str] | None
    label: regex.Match[str] | None


class Title:
    """The titles of one role whose holders stay readable, and where they count."""

    def __init__(self, cue: RoleCue, book: RoleCues, titles: str, contradictions: str) -> None:
        self.role = cue.role
        titles = rf"(?:(?i:{titles})[ ]+)*"
        title = any_of(cue.before).replace("-", r"-\n?") if cue.before else "(?!)"
        head = rf"(?P<title>(?i:{title})){_ACTING}"
        direct = rf"{head}(?P<gap>[ ]+|[ ]?\n[> ]*){titles}"
        self._direct, self._ends = regex.compile(f"{direct}$"), ending(direct)
        owner = _OWNER
        if cue.role is Role.SPOKESPERSON:  # of an authority that has no name of its own
            theirs = rf"[ ](?:van|namens)[ ](?:(?:de|het)[ ])?(?i:{any_of(book.public_owners)})"
            owner = rf"(?:(?P<owner>{theirs}(?:[ ]van[ ]\p{{Lu}}[\p{{L}}-]*)?)|{_OWNER})"
        self._comma = regex.compile(rf"{head}{owner},[ ]?[ \n]{titles}$")
        self._bracket = regex.compile(rf"{head}{_OWNER}[ ]\({titles}$")
        self._label = regex.compile(rf"(?:^|\n)[ >*•]*{head}(?:[ ]?:[ \t]*|\t[ ]*){titles}$")
        self._above = regex.compile(rf"{head}{_OWNER}{_ACTING},?[ ]*\n[ >]*{titles}$")
        after = any_of(cue.after) if cue.after else "(?!)"
        self._in_front = Search(regex.compile(rf"(?i:{title})"), clues=True)
        self._behind = Search(regex.compile(rf"(?i:{after})"), clues=True)
        self._after = regex.compile(
            r"(?P<open>,[ ]|[ ]?\(|[ ][-–][ ])(?P<article>(?i:de|het|onze)[ ])?"
            r"(?P<former>(?i:voormalige?|gewezen|oud-|ex-)[ ]?)?"
            r"(?:(?i:plv\.|waarnemend|plaatsvervangend|toenmalige?|huidige?)[ ])?"
            rf"(?P<title>(?i:{after})){_ACTING}{owner}"
            r"(?P<close>[,;)](?![\p{L}-])|\.(?=\s|$)|[ ]*(?:$|[\n\t])(?!\p{Ll}))"
        )
        self._below = regex.compile(
            rf"[ ]*\n[ >]*(?i:{after}){_ACTING}{_OWNER}[ ,]*(?:\n(?P<next>[^\n]*)|$)"
        )
        self._other = regex.compile(
            rf"[ ]?[,(–-][ ]?(?i:(?:de|het|een|zijn|haar|senior)[ ])?(?:\p{{Ll}}+[ ])?"
            rf"(?i:{contradictions})"
        )
        self._other_below = regex.compile(rf"[ ]*\n[ ]*(?:\p{{L}}+[ ])?(?i:{contradictions})")
        self._guard = regex.compile(
            rf"(?i){any_of(book.not_their_title)}(?:\s+(?:van|voor|bij|aan|der)"
            r"(?:\s+\p{Ll}[\p{L}.'-]*){0,3}"
            r"|(?:\s+(?:de|het|onze|plv\.|wnd\.|plaatsvervangend|waarnemend))*)[\s,:(–-]*$"
        )
        self._former = regex.compile(rf"(?i){any_of(book.former)}[ -]+$")
        self._party = regex.compile(rf"(?i){any_of(book.members.parties)}-$")
        self._private = regex.compile(
            rf"(?i),?{_OF}(?:\p{{L}}+[ ]){{0,2}}{any_of(book.private_owners)}"
        )
        self._authority = regex.compile(rf"(?i){any_of(book.public_owners)}")
        self._cell = regex.compile(rf"(?i:de|het)[ ](?i:{title}){_ACTING}{_OWNER},?")
        self._of_others = regex.compile(
            rf"(?:,?{_OF}|[ ]\()(?!(?i:{any_of(book.public_owners)}))\p{{L}}"
        )

    def contradicted(self, tail: str) -> bool:
        """True when another function, a unit or an owner that is no authority stands right behind
        the name."""
        return self._other.match(tail) is not None or self._is_private(tail)

    def role_of(self, text: str, start: int, end: int) -> Role | None:
        """The role when the name surely carries one of these titles; a public figure when the
        office is over."""
        name = text[start:end]
        if name.isupper() and len(name.split()) > _LONGEST_CAPITALS:
            return None  # in a text in capitals nothing tells where a name ends
        if "," in name:
            return None  # "burgemeester Wouda, Els Opheij" may be two people
        in_front = self._in_front.may_stand(text, start - REACH, start)
        behind = self._behind.may_stand(text, end, end + REACH)
        if not (in_front or behind):
            return None
        head = _ROOM.sub(",\n", text[max(0, start - REACH) : start]).rsplit("\n\n", 1)[-1]
        tail = text[end : end + REACH].split("\n\n", 1)[0]
        if self.contradicted(tail):
            return None
        if in_front:
            found = self._in(head)
            if self._is_former(head, found):
                return Role.PUBLIC_FIGURE
            if self._before_it(head, tail, found) or self._is_column(text, start, end):
                return self.role
        if not behind:
            return None
        if " " in name and self._is_signature(head, tail):
            return self.role
        return self._behind_it(head, name, tail)

    def before_title(self, head: str) -> str | None:
        """What stands before the title that ends ``head``, or None."""
        match = next(filter(None, self._in(head)), None)
        return None if match is None else head[: match.start("title")]

    def _in(self, head: str) -> _Found:
        """Each way in which a title can end ``head``."""
        return _Found(
            self._direct.search(head) if self._ends.match(head) else None,
            self._comma.search(head),
            self._bracket.search(head),
            self._label.search(head) if ":" in head or "\t" in head else None,
        )

    def _is_private(self, owner: str) -> bool:
        """True when what stands behind a name or title tells that it speaks for no authority."""
        if self._private.match(owner):
            return True
        of = _OF_SOMEONE.match(owner)
        if of is not None and _FIRM.match(owner, of.end()):
            return True
        return self.role is Role.SPOKESPERSON and self._of_others.match(owner) is not None

    def _is_former(self, head: str, found: _Found) -> bool:
        match = next(filter(None, found), None)
        return match is not None and bool(self._former.search(head[: match.start("title")]))

    def _before_it(self, head: str, tail: str, found: _Found) -> bool:
        return (
            self._is_direct(head, found.direct)
            or self._is_apposition(head, tail, found)
            or self._is_label(head, tail, found.label)
        )

    def _free(self, head: str, match: regex.Match[str] | None) -> str | None:
        """What stands before the title, or None when the title is somebody else's."""
        if match is None or self._is_private(match.groupdict().get("owner") or ""):
            return None
        before = head[: match.start("title")]
        if self._party.search(before):
            before = before[:-1]
        mine = before[-1:] not in {"-", "/", "&"} and not self._guard.search(before)
        return before if mine else None

    def _is_direct(self, head: str, match: regex.Match[str] | None) -> bool:
        before = self._free(head, match)
        if match is None or before is None:
            return False
        return "\n" not in match["gap"] or bool(_IN_A_SENTENCE.search(before))

    def _is_apposition(self, head: str, tail: str, found: _Found) -> bool:
        before = self._free(head, found.bracket)
        if before is not None:
            return tail.startswith(")")
        before = self._free(head, found.comma)
        if before is None:
            return False
        if _SLOT.search(before):
            return bool(_SLOT_ENDS.match(tail))
        if _ENTRY.search(before) and _DATED.match(tail):
            return True
        if not _ARTICLE.search(before) or _IN_A_LIST.search(before):
            return False
        return bool(_CLAUSE_ENDS.match(tail))

    def _is_label(self, head: str, tail: str, match: regex.Match[str] | None) -> bool:
        if self._free(head, match) is not None:
            return bool(_LABEL_ENDS.match(tail))
        before = self._free(head, self._above.search(head)) if "\n" in head else None
        alone = before is not None and _STANDS_ALONE.search(before)
        return bool(alone) and bool(_SLOT_ENDS.match(tail)) and not self._other_below.match(tail)

    def _is_signature(self, head: str, tail: str) -> bool:
        """A line with the name, and below it a line with the title; no list of names."""
        match = self._below.match(tail)
        if match is None or head.rsplit("\n", 1)[-1].strip(" >"):
            return False
        if self._is_private(match["owner"] or ""):
            return False
        following = (match["next"] or "").strip(" ,")
        return not _A_NAME.fullmatch(following) or bool(self._authority.match(following))

    def _is_column(self, text: str, start: int, end: int) -> bool:
        """Two who sign beside each other: the title stands in the same column of the row above."""
        first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        row = _CELLS.split(text[first : last if last >= 0 else len(text)].strip())
        if len(row) < 2:
            return False
        above = [
            line for line in text[max(0, first - 4 * REACH) : first].split("\n") if line.strip()
        ]
        if not above:
            return False
        titles = _CELLS.split(above[-1].strip())
        place = len(_CELLS.split(text[first:start].lstrip())) - 1
        return len(titles) == len(row) and self._cell.fullmatch(titles[place]) is not None

    def _behind_it(self, head: str, name: str, tail: str) -> Role | None:
        match = self._after.match(tail)
        if match is None:
            return None
        if self._is_private(match["owner"] or "") or not self._stands_behind(head, name, match):
            return None
        return Role.PUBLIC_FIGURE if match["former"] else self.role

    @staticmethod
    def _stands_behind(head: str, name: str, match: regex.Match[str]) -> bool:
        short = match["title"].isupper() or len(match["title"]) <= _LONGEST_CAPITALS
        if not match["open"].startswith(","):
            return not short  # "(SG)" and "- SG" are units in a list of recipients
        if " " not in name and match["article"]:
            return False  # "Jan, de SG." speaks to Jan
        line = head.rsplit("\n", 1)[-1]
        if match["article"] or match["owner"]:
            return True
        return not match["close"].startswith(",") and not (
            "," in line or (short and (":" in line or "\t" in line))
        )
