"""Who someone is, by the words right beside the name: a hint, not a decision."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import regex

from woo_tool.detect.people.offices import Offices
from woo_tool.detect.people.titles import REACH, Title
from woo_tool.detect.people.votes import Vote
from woo_tool.detect.schema import Cues, RoleCues, any_of
from woo_tool.detect.text.before import ending
from woo_tool.detect.text.search import Search
from woo_tool.kinds import Role

_WEAK_REACH = 60
#: A row of fewer cells is a field and its value.
_COLUMNS = 3
_LETTERS = regex.compile(r"(?:^|\s)\p{L}+[ ]+$")
_IS = r"(?:[ ](?:is|was|betreft|zijnde))?"


class Roles:
    """The role cues of rules/roles.yaml. A cue counts only when nothing but titles, commas and a
    function's own name stands between it and this name."""

    def __init__(self, cues: Cues, book: RoleCues) -> None:
        titles = any_of(cues.titles)
        functions = [word for cue in book.roles if not cue.public for word in cue.after]
        contradictions = any_of({*functions, *cues.unit_words, *book.not_their_title}) + "(?!-)"
        self._public = [Title(c, book, titles, contradictions) for c in book.roles if c.public]
        lower = [word for cue in book.roles if cue.lower for word in (*cue.before, *cue.after)]
        self._offices = Offices(book, titles, any_of(lower))
        self._before: list[tuple[str, regex.Pattern[str]]] = []
        self._after: list[tuple[str, regex.Pattern[str]]] = []
        filler = rf"(?:[\s,:(]+(?:{titles}))*[\s,:(\"']*"
        owner = r"(?:[ ](?:van|voor)[ ](?:de[ ]|het[ ])?\p{Lu}[\p{L} ]{1,30},)?"
        private = [cue for cue in book.roles if not cue.public]
        words = any_of(word for cue in private for word in cue.before)
        # Most names have none of them in front: one look saves the rest.
        self._words_before = Search(regex.compile(rf"(?i:{words})"), clues=True)
        self._any_before = ending(rf"(?i:{words}{owner}{filler})")
        for cue in private:
            role = str(cue.role)
            if cue.before:
                self._before.append(
                    (role, regex.compile(rf"(?i){any_of(cue.before)}{owner}{filler}$"))
                )
            if cue.after:
                self._after.append((role, _apposed(cue.after)))
        self._any_after = _apposed(word for cue in private for word in cue.after)
        self._cells = {word: str(cue.role) for cue in private for word in cue.before}
        self._protected = [
            (str(cue.role), regex.compile(rf"(?i){any_of(cue.before)}{_IS}[\s,:(\"']*(?:de[ ])?$"))
            for cue in book.roles
            if cue.protected
        ]

    def of(self, text: str, start: int, end: int) -> str | None:
        """The role of the name in ``text[start:end]``, or None when no cue stands beside it."""
        for one in self._public:
            role = one.role_of(text, start, end)
            if role is not None:
                return self._also_protected(one, text, start) or str(role)
        known = self._protected_or_not(text, start, end)
        return known or _text(self._offices.role_of(text, start, end))

    def votes(self, text: str) -> list[Vote]:
        """Votes for the names that an office in the plural, or an act, shows."""
        return list(self._offices.votes(text))

    def _also_protected(self, title: Title, text: str, start: int) -> str | None:
        """The role of "betrokkene, wethouder X": who reports or is accused is protected."""
        head = text[max(0, start - REACH) : start].rsplit("\n\n", 1)[-1]
        before = title.before_title(head)
        if before is None:
            return None
        return next((role for role, pattern in self._protected if pattern.search(before)), None)

    def contradicted(self, role: str | None, text: str, end: int) -> bool:
        """True for a public role when another function, or an owner that is no authority, stands
        behind a name that ends at ``end``: then no header gives it."""
        tail = text[end : end + REACH].split("\n\n", 1)[0]
        return any(one.contradicted(tail) for one in self._public if str(one.role) == role)

    def _protected_or_not(self, text: str, start: int, end: int) -> str | None:
        best: tuple[int, int, str] | None = None
        before: Sequence[tuple[str, regex.Pattern[str]]] = ()
        if self._words_before.may_stand(text, start - _WEAK_REACH, start):
            head = text[max(0, start - _WEAK_REACH) : start].rsplit("\n\n", 1)[-1]
            before = self._before if self._any_before.match(head) else ()
        for rank, (role, pattern) in enumerate(before):
            match = pattern.search(head)
            if match is not None and _same_row(head, match):
                # The cue nearest to the name wins; between equals the longest.
                key = (-match.start(), rank, role)
                best = min(best, key, key=lambda k: (k[0], k[1])) if best else key
        if best is not None:
            return best[2]
        tail = text[end : end + 40].split("\n", 1)[0]
        after = self._after if self._any_after.match(tail) else ()
        behind = next((role for role, pattern in after if pattern.match(tail)), None)
        return behind or self._in_the_row(text, start, end)

    def _in_the_row(self, text: str, start: int, end: int) -> str | None:
        """The role that a cell of its own in the row of a table gives."""
        first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        row = text[first : last if last >= 0 else len(text)].split("\t")
        if len(row) < _COLUMNS:
            return None
        cells = (cell.strip().lower() for cell in row)
        return next((self._cells[cell] for cell in cells if cell in self._cells), None)


def _apposed(words: Iterable[str]) -> regex.Pattern[str]:
    """One of the words in an apposition behind a name."""
    return regex.compile(
        rf"(?i)(?:,[ ]|[ ]?\(|[ ]-[ ])(?:de|het|een|zijn|haar|onze)?[ ]?"
        rf"(?:\p{{Ll}}+[ ])?{any_of(words)}(?!-)"
    )


def _text(role: Role | None) -> str | None:
    return None if role is None else str(role)


def _same_row(head: str, match: regex.Match[str]) -> bool:
    """False for the last cell of the row above (`... getuige` over the next name)."""
    if "\n" not in match[0]:
        return True
    before = head[: match.start()]
    return bool(_LETTERS.search(before)) or not before.rsplit("\n", 1)[-1].strip(" >*")
