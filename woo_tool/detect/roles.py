"""Who someone is, by the words right beside the name: a hint, not a decision.

A role that keeps a name readable needs strong evidence, as a wrong one publishes a name: the title
stands directly before the name ("minister Terwinkel"), in a clean apposition ("de SG, Jan Roukema,
tekent") or in a slot of a header ("Aan: de SG, Jan Roukema"). A title that belongs to somebody else
("bureau SG, Jan Roukema"), a new clause ("Jan, de SG vroeg") or a list gives nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from woo_tool.detect.grammar import NAME
from woo_tool.detect.schema import Cues, RoleCue, any_of

_REACH = 120
_WEAK_REACH = 60
_LONGEST_CAPITALS = 3
#: A row of fewer cells is a field and its value.
_COLUMNS = 3
_OWNER = (
    r"(?:[ \n](?:van|voor)[ \n](?:(?:de|het)[ ])?(?:ministerie[ ]van[ ])?\p{Lu}[\p{L}-]*"
    r"(?:(?:,|[ ]en|[ ]van|[ ]voor|[ ]&)?[ \n]\p{Lu}[\p{L}-]*){0,5})?"
)
_ACTING = r"(?:,?[ ](?:a\.i\.|i\.a\.))?"
_ARTICLE = regex.compile(r"(?i)(?:^|[\s(\"“])(?:de|het|onze)[ ]+$")
_IN_A_LIST = regex.compile(r"(?i)[,;/][ ]*(?:de|het)?[ ]*$")
_IN_A_SENTENCE = regex.compile(
    r"(?i)(?:^|\s)(?:de|het|met|aan|door|voor|bij|dat|aldus|zei|volgens|heeft|en|onze)[ ]+$"
)
_SLOT = regex.compile(
    r"(?i)(?:^|[\n\t])[ >*|•]*(?:aan|van|via|cc|c\.c\.|kopie(?:[ ]aan)?|door|opdrachtgever|to|from)"
    r"(?:[ ]?:[ \t]*|\t[ ]*|[ ]+)(?:de|het)[ ]+$"
)
_SLOT_ENDS = regex.compile(r"[ ]*(?:$|[\n\t;])")
_CLAUSE_ENDS = regex.compile(
    r"[ ]*(?:$|[.;:)](?:\s|$)|,\s+(?!en\b|of\b|evenals\b|alsmede\b)\p{Ll}|\n(?!\p{Ll}))"
)
_STANDS_ALONE = regex.compile(r"(?:^|\n)[ >]*(?:(?i:de|het)[ ])?$")
_A_NAME = regex.compile(NAME)
_LETTERS = regex.compile(r"(?:^|\s)\p{L}+[ ]+$")


class _Public:
    """The titles of one role whose holders stay readable, and where they count."""

    def __init__(self, cue: RoleCue, cues: Cues, contradictions: str) -> None:
        self.role = str(cue.role)
        titles = rf"(?:(?i:{any_of(cues.titles)})[ ]+)*"
        title = any_of(cue.before).replace("-", r"-\n?") if cue.before else "(?!)"
        head = rf"(?P<title>(?i:{title})){_ACTING}"
        self._direct = regex.compile(rf"{head}(?P<gap>[ ]+|[ ]?\n[> ]*){titles}$")
        self._comma = regex.compile(rf"{head}{_OWNER},[ ]?[ \n]{titles}$")
        self._bracket = regex.compile(rf"{head}{_OWNER}[ ]\({titles}$")
        self._label = regex.compile(rf"(?:^|\n)[ >*•]*{head}(?:[ ]?:[ \t]*|\t[ ]*){titles}$")
        self._above = regex.compile(rf"{head}{_OWNER},?[ ]*\n[ >]*{titles}$")
        after = any_of(cue.after) if cue.after else "(?!)"
        self._after = regex.compile(
            r"^(?P<open>,[ ]|[ ]?\(|[ ][-–][ ])(?P<article>(?i:de|het|onze)[ ])?"
            r"(?:(?i:plv\.|waarnemend|plaatsvervangend|toenmalige?|voormalige?|huidige?)[ ])?"
            rf"(?P<title>(?i:{after})){_ACTING}(?P<owner>{_OWNER})"
            r"(?P<close>[,;)](?![\p{L}-])|\.(?=\s|$)|[ ]*(?:$|[\n\t])(?!\p{Ll}))"
        )
        self._below = regex.compile(
            rf"^[ ]*\n[ >]*(?i:{after}){_ACTING}{_OWNER}[ ,]*(?:\n(?P<next>[^\n]*)|$)"
        )
        self._other = regex.compile(
            rf"^[ ]?[,(–-][ ]?(?i:(?:de|het|een|zijn|haar|senior)[ ])?(?:\p{{Ll}}+[ ])?"
            rf"(?i:{contradictions})"
        )
        self._other_below = regex.compile(rf"^[ ]*\n[ ]*(?:\p{{L}}+[ ])?(?i:{contradictions})")
        guards = any_of(cues.not_their_title)
        self._guard = regex.compile(
            rf"(?i){guards}(?:\s+(?:van|voor|bij|aan|der)(?:\s+\p{{Ll}}[\p{{L}}.'-]*){{0,3}}"
            r"|(?:\s+(?:de|het|onze|plv\.|wnd\.|plaatsvervangend|waarnemend))*)[\s,:(–-]*$"
        )

    def contradicted(self, tail: str) -> bool:
        """True when another function or a unit stands right behind the name."""
        return self._other.search(tail) is not None

    def holds(self, text: str, start: int, end: int) -> bool:
        """True when the name surely carries one of these titles."""
        name = text[start:end]
        if name.isupper() and len(name.split()) > _LONGEST_CAPITALS:
            return False  # in a text in capitals nothing tells where a name ends
        head = text[max(0, start - _REACH) : start].rsplit("\n\n", 1)[-1]
        tail = text[end : end + _REACH].split("\n\n", 1)[0]
        if self.contradicted(tail):
            return False
        return (
            self._before_it(head, tail)
            or self._behind_it(head, name, tail)
            or (" " in name and self._is_signature(head, tail))
        )

    def _before_it(self, head: str, tail: str) -> bool:
        return (
            self._is_direct(head) or self._is_apposition(head, tail) or self._is_label(head, tail)
        )

    def _free(self, head: str, match: regex.Match[str] | None) -> str | None:
        """What stands before the title, or None when the title is somebody else's."""
        if match is None:
            return None
        before = head[: match.start("title")]
        mine = before[-1:] not in {"-", "/", "&"} and not self._guard.search(before)
        return before if mine else None

    def _is_direct(self, head: str) -> bool:
        match = self._direct.search(head)
        before = self._free(head, match)
        if match is None or before is None:
            return False
        return "\n" not in match["gap"] or bool(_IN_A_SENTENCE.search(before))

    def _is_apposition(self, head: str, tail: str) -> bool:
        before = self._free(head, self._bracket.search(head))
        if before is not None:
            return tail.startswith(")")
        before = self._free(head, self._comma.search(head))
        if before is None:
            return False
        if _SLOT.search(before):
            return bool(_SLOT_ENDS.match(tail))
        if not _ARTICLE.search(before) or _IN_A_LIST.search(before):
            return False
        return bool(_CLAUSE_ENDS.match(tail))

    def _is_label(self, head: str, tail: str) -> bool:
        if self._free(head, self._label.search(head)) is not None:
            return True
        before = self._free(head, self._above.search(head))
        alone = before is not None and _STANDS_ALONE.search(before)
        return bool(alone) and bool(_SLOT_ENDS.match(tail)) and not self._other_below.match(tail)

    def _is_signature(self, head: str, tail: str) -> bool:
        """A line with the name, and below it a line with the title; no list of names."""
        match = self._below.match(tail)
        if match is None or head.rsplit("\n", 1)[-1].strip(" >"):
            return False
        return not _A_NAME.fullmatch((match["next"] or "").strip(" ,"))

    def _behind_it(self, head: str, name: str, tail: str) -> bool:
        match = self._after.match(tail)
        if match is None or self._other.match(tail, match.end() - 1):
            return False
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


class Roles:
    """The role cues of rules/cues.yaml. A cue counts only when nothing but titles, commas and a
    function's own name stands between it and this name."""

    def __init__(self, cues: Cues) -> None:
        functions = [word for cue in cues.roles if not cue.public for word in cue.after]
        contradictions = any_of({*functions, *cues.unit_words, *cues.not_their_title}) + "(?!-)"
        self._public = [_Public(c, cues, contradictions) for c in cues.roles if c.public]
        # Most names have no title beside them: one look for any saves the rest.
        self._any_public = _any(cues, public=True)
        self._any_before = _any(cues, public=False)
        titles = any_of(cues.titles)
        self._before: list[tuple[str, regex.Pattern[str]]] = []
        self._after: list[tuple[str, regex.Pattern[str]]] = []
        for cue in (cue for cue in cues.roles if not cue.public):
            role = str(cue.role)
            if cue.before:
                filler = rf"(?:[\s,:(]+(?:{titles}))*[\s,:(\"']*"
                owner = r"(?:[ ](?:van|voor)[ ](?:de[ ]|het[ ])?\p{Lu}[\p{L} ]{1,30},)?"
                self._before.append(
                    (role, regex.compile(rf"(?i){any_of(cue.before)}{owner}{filler}$"))
                )
            if cue.after:
                self._after.append(
                    (
                        role,
                        regex.compile(
                            rf"(?i)^(?:,[ ]|[ ]?\(|[ ]-[ ])(?:de|het|een|zijn|haar|onze)?[ ]?"
                            rf"(?:\p{{Ll}}+[ ])?{any_of(cue.after)}(?!-)"
                        ),
                    )
                )
        self._cells = {
            word: str(cue.role) for cue in cues.roles if not cue.public for word in cue.before
        }
        self.public = frozenset(one.role for one in self._public)

    def of(self, text: str, start: int, end: int) -> str | None:
        """The role of the name in ``text[start:end]``, or None when no cue stands beside it."""
        around = text[max(0, start - _REACH) : end + _REACH]
        if self._any_public.search(around):
            for one in self._public:
                if one.holds(text, start, end):
                    return one.role
        return self._protected_or_not(text, start, end)

    def contradicted(self, text: str, end: int) -> bool:
        """True when another function stands behind a name that ends at ``end``: then no header
        makes it public."""
        tail = text[end : end + _REACH].split("\n\n", 1)[0]
        return any(one.contradicted(tail) for one in self._public)

    def _protected_or_not(self, text: str, start: int, end: int) -> str | None:
        head = text[max(0, start - _WEAK_REACH) : start].rsplit("\n\n", 1)[-1]
        best: tuple[int, int, str] | None = None
        before: Sequence[tuple[str, regex.Pattern[str]]] = ()
        if self._any_before.search(head):
            before = self._before
        for rank, (role, pattern) in enumerate(before):
            match = pattern.search(head)
            if match is not None and _same_row(head, match):
                # The cue nearest to the name wins; between equals the longest.
                key = (-match.start(), rank, role)
                best = min(best, key, key=lambda k: (k[0], k[1])) if best else key
        if best is not None:
            return best[2]
        tail = text[end : end + 40].split("\n", 1)[0]
        behind = next((role for role, pattern in self._after if pattern.search(tail)), None)
        return behind or self._in_the_row(text, start, end)

    def _in_the_row(self, text: str, start: int, end: int) -> str | None:
        """The role that a cell of its own in the row of a table gives."""
        first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        row = text[first : last if last >= 0 else len(text)].lower().split("\t")
        if len(row) < _COLUMNS:
            return None
        return next(
            (self._cells[cell.strip()] for cell in row if cell.strip() in self._cells), None
        )


def _any(cues: Cues, *, public: bool) -> regex.Pattern[str]:
    words = [word for cue in cues.roles if cue.public == public for word in cue.before]
    words += [word for cue in cues.roles if public and cue.public for word in cue.after]
    return regex.compile("(?i)" + any_of(words).replace("-", r"-\n?"))


def _same_row(head: str, match: regex.Match[str]) -> bool:
    """False for the last cell of the row above (`... getuige` over the next name)."""
    if "\n" not in match[0]:
        return True
    before = head[: match.start()]
    return bool(_LETTERS.search(before)) or not before.rsplit("\n", 1)[-1].strip(" >*")
