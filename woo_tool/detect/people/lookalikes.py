"""What only looks like a name: a street, institution, law, month, prize, ship or company."""

from __future__ import annotations

import regex

from woo_tool.detect.people.names import NameRules
from woo_tool.detect.schema import Cues, any_of
from woo_tool.detect.text.before import ending
from woo_tool.detect.text.writing import alone, capitals_are_rare

#: From here on the model's word counts more than what the word is elsewhere, held out.
_SURE_OF_WORD = 0.9
_LINE_START = regex.compile(r"(?:^|[\n\t|])[ >*#•-]{0,3}$")
_CELL_END = regex.compile(r"[\n\t|;]|  ")
_INITIAL = regex.compile(r"(?<!\p{L})\p{Lu}\.")
_NUMBER_BEFORE = regex.compile(r"(?m)^\d{1,2}(?:\.\d{1,2})*\.?[ ]+$")
_AMPERSAND = regex.compile(r"[ ]?&[ ]?\p{Lu}|[ ]en[ ]Zn")
_AMPERSAND_BEFORE = ending(r"\p{Lu}\p{L}+[ ]?&[ ]")
_STREET_AFTER = regex.compile(
    r"(?:[ ](?:van|de|der|den|het|ten|ter)){1,3}[ ]\p{Lu}\p{L}*"
    r"(?:straat|laan|weg|plein|kade|gracht)"
)
_DATE_LINE = regex.compile(r",[ ]\d{1,2}[ ]\p{Ll}{3,9}[ ](?:19|20)\d\d")
#: "art. 155 Sv", "artikel 14, tweede lid, Gemeentewet".
_ARTICLE_OF_LAW = ending(
    r"(?i:(?<!\p{L})art(?:\.|ikel|t\.)?[ ]?\d+[a-z:.\d]*(?:,[ ]\p{L}+[ ]lid,?)?[ ])"
)
#: "Van DVX" in a header is a unit behind its field name; "De LV-XYZ" has an article.
_PARTICLE_AND_UNIT = regex.compile(
    r"(?i:van|aan|door|via|cc)[ ]\p{Lu}{2,5}|(?i:de|het)[ ]\p{Lu}{2,4}-\p{Lu}{2,4}"
)
#: What a thing that is named after somebody ends in, where no list holds the surname.
_MADE_THING = regex.compile(
    r"(?:prijs|penning|beurs|straat|laan|plein|gracht|kade|singel|stichting|school|museum|ziekenhuis"
    r"|kliniek|gemaal|kazerne|sluis|fonds|lezing)$"
)
_ARTICLE_AND_TITLE = regex.compile(
    r"(?:(?<!\p{L})(?i:de|het|der|van|aan|naar|in|op)[ ]|[,;][ ])"
    r"(?:(?:dr|ir|mr|prof|drs|ing|ds|burg|pastoor|past|ged|jhr)\.?[ ]?)+$",
    regex.IGNORECASE,
)
#: What the name of a unit ends in, where no list holds it as a surname.
_UNIT_NAME = regex.compile(
    r"(?:beheer|beleid|management|nummer|formulier|overzicht|rapportage|procedure|commissie|zaken"
    r"|ministerie|vergadering|overleg|onderzoek|gegevens|melding(?:en)?|vacatures?|loket)$"
)


class LookalikeRules:
    """The lists of rules/cues.yaml of what isn't a name, ready for questions about a place."""

    def __init__(self, cues: Cues, names: NameRules) -> None:
        self._names = names
        self._not_names = frozenset(word.lower() for word in cues.not_names)
        self._units = frozenset(word.lower() for word in cues.unit_words)
        keys = (key for cue in cues.headers for key in cue.keys)
        self._labels = frozenset(word.lower() for word in (*cues.form_labels, *keys))
        look = cues.lookalikes
        quote = r"[\s'\"“„‘]{1,3}"
        self._before = ending(rf"(?i:{any_of(look.before)}){quote}")
        joined = "|".join(regex.escape(word) for word in look.joined_before)
        #: "de Regeling-Prins", read with its noun.
        self._named_after = regex.compile(rf"(?i)(?:de[ ]|het[ ])?(?:{joined})-\p{{L}}")
        self._joined = ending(rf"(?i:(?<!\p{{L}})(?:{joined})(?:-|\s(?:van\s)?))")
        after = [regex.escape(w, literal_spaces=True) for w in sorted(look.after, key=len)[::-1]]
        self._after = regex.compile(rf"(?i)\s?(?:{'|'.join(after)})(?![\p{{L}}])")
        self._glued = regex.compile(rf"(?i)['’]?-?(?:{'|'.join(look.endings)})")
        self._endings = tuple(look.endings)
        self._words = frozenset((*look.words, *cues.particles))
        self._things = frozenset(look.names)
        self._particles = frozenset(cues.particles)

    def match(
        self, text: str, start: int, end: int, score: float = 0.0, *, in_cell: bool = False
    ) -> bool:
        """True for a street, institution, law, month, prize, ship or company named like one.

        ``score`` is the best that speaks for a name: where the model is sure, a word that is a
        month, a unit or a label elsewhere (Mei, Post) doesn't count against it. ``in_cell``: it
        stands in a cell of a table, and what stands in other cells says nothing of it.
        """
        name = text[start:end]
        words = name.split()
        around = text[max(0, start - 40) : start], text[end : end + 24]
        if in_cell:
            around = _CELL_END.split(around[0])[-1], _CELL_END.split(around[1])[0]
        sure = score >= _SURE_OF_WORD and name[:1].isupper()
        if self._is_known(text, start, end) or self._is_made_thing(words):
            return True
        if not sure and self._is_other_word(text, start, end):
            return True
        if self._before.match(around[0]) or self._joined.match(around[0]):
            return _INITIAL.search(name) is None
        if len(words) == 1 and _ARTICLE_OF_LAW.match(around[0]):
            return True
        if self._after.match(around[1]) or self._glued.match(around[1]):
            return True
        if _STREET_AFTER.match(around[1]) or _DATE_LINE.match(around[1]):
            return not sure
        if len(words) > 1 and (
            self._before.fullmatch(words[0] + " ") or self._after.fullmatch(words[-1])
        ):
            return True
        return not self._names.named(name) and bool(
            _AMPERSAND.match(around[1]) or _AMPERSAND_BEFORE.match(around[0])
        )

    def _is_known(self, text: str, start: int, end: int) -> bool:
        """A thing from the lists, a label of a form, or a unit behind its field name."""
        name = text[start:end]
        if name.lower() in self._things or self._is_heading(text, start, end):
            return True
        if self._named_after.match(name):
            return True
        return _PARTICLE_AND_UNIT.fullmatch(name) is not None and capitals_are_rare(text)

    def made_for(self, name: str, before: str) -> bool:
        """`het Dr. Visgemaal`: with the title of whom it is named after, behind an article."""
        words = name.split()
        if not words or _ARTICLE_AND_TITLE.search(before) is None:
            return False
        return (
            self._ends_like_thing(words[-1]) and _MADE_THING.search(words[-1].lower()) is not None
        )

    def _is_made_thing(self, words: list[str]) -> bool:
        """`Aletta Brinkprijs`: named after somebody, whatever the model thinks of it."""
        ending = _MADE_THING if len(words) > 1 else _UNIT_NAME
        return bool(words) and (
            self._ends_like_thing(words[-1]) and ending.search(words[-1].lower()) is not None
        )

    def _is_heading(self, text: str, start: int, end: int) -> bool:
        """A label of a form before a colon, or on a line of its own and no name from the lists."""
        if text[start:end].lower() not in self._labels:
            return False
        if text[end : end + 12].lstrip(" ").startswith(":"):
            return True
        numbered = _NUMBER_BEFORE.search(text[max(0, start - 8) : start])
        begin = start - len(numbered[0]) if numbered is not None else start
        return alone(text, begin, end) and not set(self._names.flags(text[start:end])) & set("FfSs")

    def _is_other_word(self, text: str, start: int, end: int) -> bool:
        """A month, language or product, a label of a form, a unit, or a word that ends in one."""
        name = text[start:end]
        low, words = name.lower(), name.split()
        if low in self._words and len(words) == 1:
            return True
        kept = [word for word in low.split() if word not in self._particles]
        if len(kept) == 1 and len(words) > 1 and kept[0] in self._not_names:
            return True
        if low in self._labels and _labels_something(text, start, end):
            return True
        return any(self._ends_like_thing(word) for word in words) or self._is_unit(name)

    def _ends_like_thing(self, word: str) -> bool:
        low = word.rstrip(".,").lower()
        if set(self._names.flags(word)) & set("SsFf"):
            return False
        return any(low.endswith(e) and len(low) > len(e) + 2 for e in self._endings)

    def _is_unit(self, name: str) -> bool:
        words = [word.strip(".,()'\"").lower() for word in name.split()]
        if any(word in self._units for word in words):
            return not (len(words) > 1 and self._names.named(name))
        return len(words) == 1 and words[0] in self._not_names


def _labels_something(text: str, start: int, end: int) -> bool:
    """True at the start of a line or cell, and before a colon or the end of a cell."""
    first = _LINE_START.search(text[max(0, start - 4) : start])
    return bool(first) or text[end : end + 1] in (":", "\t", "\n", "")
