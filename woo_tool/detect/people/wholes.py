"""A name as a whole: what stands beside the part of it that was found.

A name that no list holds is often read by half (`Klafre` of `Klafre Doubantre`), and a name with
the surname first in two (`Jonker`, `Arie`). What is joined here is one person for the reader.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from woo_tool.detect.people.names import NameRules
from woo_tool.detect.people.told import PARTICLES
from woo_tool.detect.people.votes import Vote, extent
from woo_tool.detect.text.grammar import INITIALS
from woo_tool.detect.text.writing import capitals_are_rare

_LONGEST = 40  # characters before a place in which a word stands
_WORD = r"\p{Lu}\p{Ll}{2,}(?:-\p{Lu}\p{Ll}{2,})?"
_SHOUTED = r"\p{Lu}{3,}(?:-\p{Lu}{3,})?"
_ONE = regex.compile(rf"{_WORD}|{_SHOUTED}")
#: Words between a first name and a surname that stand nowhere else.
_LINK = (
    r"(?:(?:van|in|op|aan|uit)[ ])?(?:['’]t|d['’]n)|van[ ]de[nr]|v(?:an)?der|van[ ]t[e']|te[rn]|"
    r"v/d|v\.?[ ]?d\.?"
)
_LINKED = regex.compile(rf"[ ](?:{_LINK})[ ]{_WORD}(?![\p{{L}}\d])")
_LINK_ALONE = regex.compile(rf"[ ](?:{_LINK})[ ]")
_RIGHT = regex.compile(rf"[ ](?P<word>{_WORD}|{_SHOUTED})(?![\p{{L}}\d&]|['’]\p{{L}})")
_LEFT = regex.compile(rf"(?<![\p{{L}}\d'’.&-])(?P<word>{_WORD}|{_SHOUTED})[ ]$")
_MIDDLE = regex.compile(r"[ ]\p{Lu}\p{Ll}+[ ]")

_SURNAME = regex.compile(
    r"(?:\p{L}[\p{L}'’./]*[ ]){0,3}\p{Lu}[\p{L}\d'’-]+(?:[ ]-[ ]\p{Lu}[\p{L}'’-]+)?"
)
_GIVEN = regex.compile(
    rf"(?:{INITIALS}|\p{{Lu}}[\p{{L}}'’-]+)(?:[ ](?:{INITIALS}|\p{{Lu}}[\p{{L}}'’-]+)){{0,3}}"
)
_COMMA = regex.compile(r",[ \n]{1,2}")
_CELL_START = regex.compile(r"(?:^|[\n\t|;]|[ ]{2}|\d[ ]?|[.)])[ >*•-]{0,3}$")
_LISTED_BEFORE = regex.compile(r"(?:\p{L}[),.]*[,&]|(?<!\p{L})(?:en|of|and|or))[ \n]$")
_RECORD_END = regex.compile(
    r"[ ]?(?:$|[\n\t|;)\]/<]|[ ]|[.,:](?!\p{L})|-[ ]|\d|[(\[])|[ ](?:geb|wonende|te|uit)\b"
)
_JOINED = regex.compile(r"[ ](?:en|of|and|or|&|\+)[ ]")
_CALLED = regex.compile(r"[ ]\([\"“'‘]?$")

Group = list[Vote]


class WholeNames:
    """Widens what was found to whole names, by the model's lists."""

    def __init__(self, names: NameRules) -> None:
        self._names = names

    def of(self, text: str, people: Sequence[Group]) -> list[Group]:
        """The same people in order, with the rest of their names, and two parts of one as one."""
        groups = sorted(people, key=extent)
        bounds = [0, *(extent(group)[0] for group in groups), len(text)]
        last = 0
        wide = []
        for group, following in zip(groups, bounds[2:], strict=True):
            wide.append(self._widened(text, group, last, following))
            last = extent(wide[-1])[1]
        return list(self._joined(text, wide))

    def _widened(self, text: str, group: Group, low: int, high: int) -> Group:
        start, end = extent(group)
        if _ONE.fullmatch(text, start, end) is None:
            return group
        right = _LINKED.match(text, end, high)
        if right is None:
            right = _RIGHT.match(text, end, high)
            right = (
                right if right is not None and self._fits(text, right["word"], start, end) else None
            )
        left = None if right is not None else _LEFT.search(text, max(low, start - _LONGEST), start)
        if left is not None and not self._given(text, left["word"], start, end):
            left = None
        return _moved(
            group, left.start() if left is not None else start, right.end() if right else end
        )

    def _fits(self, text: str, word: str, start: int, end: int) -> bool:
        """True for a word behind a first name that no list holds as anything but a name."""
        own = self._flags(text[start:end])
        return self._alike(text, word, start, end) and "C" not in own and self._names.stranger(word)

    def _given(self, text: str, word: str, start: int, end: int) -> bool:
        """True for a word that can be the first name before a surname."""
        if not self._alike(text, word, start, end):
            return False
        flags = self._flags(word)
        return bool(flags & set("F") and not flags & set("HRTGO")) or (
            not flags
            and self._names.stranger(word)
            and not self._flags(text[start:end]) & set("Ff")
        )

    @staticmethod
    def _alike(text: str, word: str, start: int, end: int) -> bool:
        """Both in capitals, in a text in capitals, or neither."""
        shouted = text[start:end].isupper()
        return word.isupper() == shouted and not (shouted and capitals_are_rare(text))

    def _flags(self, word: str) -> set[str]:
        return set(self._names.flags(word))

    # -- two parts of one name -------------------------------------------------------------

    def _joined(self, text: str, groups: Sequence[Group]) -> Iterator[Group]:
        kept: list[Group] = []
        for place, group in enumerate(groups):
            following = extent(groups[place + 1])[0] if place + 1 < len(groups) else len(text)
            if kept and self._are_one(text, kept[-1], group, following):
                kept[-1] = _moved(kept[-1], extent(kept[-1])[0], self._end(text, group))
            else:
                kept.append(group)
        yield from kept

    def _end(self, text: str, group: Group) -> int:
        end = extent(group)[1]
        return (
            end + 1
            if text[end : end + 1] == ")" and "(" not in text[slice(*extent(group))]
            else end
        )

    def _are_one(self, text: str, one: Group, other: Group, following: int) -> bool:
        (start, end), (begin, stop) = extent(one), extent(other)
        if begin - end > len(" Middlename-Long ") or begin < end:
            return begin < end
        between = text[end:begin]
        name = text[start:end]
        if _LINK_ALONE.fullmatch(between):
            return " " not in name
        if _MIDDLE.fullmatch(between):
            return between.strip().lower() not in ("en", "of") and " " not in name
        if _CALLED.fullmatch(between):
            return "," in name and text[stop : stop + 1] == ")"
        if not _COMMA.fullmatch(between) or any(vote.rule == "layout:aanhef" for vote in one):
            return False
        return self._reversed(text, (start, end), (begin, stop), following)

    def _reversed(
        self, text: str, surname: tuple[int, int], given: tuple[int, int], following: int
    ) -> bool:
        """True for `Jonker, Arie` in a cell or at the end of a part of a sentence."""
        before = text[max(0, surname[0] - _LONGEST) : surname[0]]
        if _LISTED_BEFORE.search(before) or not _SURNAME.fullmatch(text, *surname):
            return False
        words = text[slice(*surname)].split()
        core = " ".join(word for word in words if word.lower() not in PARTICLES)
        if self._names.named(core) or not self._are_given(text[slice(*given)]):
            return False
        last = self._flags(words[-1])
        if "F" in last and not ("S" in last and _CELL_START.search(before)):
            return False
        if _JOINED.match(text, given[1]) or _RECORD_END.match(text, given[1]) is None:
            return False
        return not _COMMA.fullmatch(text[given[1] : following])

    def _are_given(self, text: str) -> bool:
        if _GIVEN.fullmatch(text) is None:
            return False
        return all("." in word or self._flags(word) & set("Ff") for word in text.split())


def _moved(group: Group, start: int, end: int) -> Group:
    if (start, end) == extent(group):
        return group
    return [replace(vote, start=start, end=end) for vote in group]
