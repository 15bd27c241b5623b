"""What a name looks like, and where it begins and ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from woo_tool.detect.people.votes import MAYBE, Vote
from woo_tool.detect.schema import Cues, any_of
from woo_tool.detect.tagger.features import Lists
from woo_tool.detect.text.before import ending
from woo_tool.detect.text.grammar import INITIALS, LONG_INITIAL, NAME, SURNAME_FIRST, WORD
from woo_tool.detect.text.writing import (
    alone,
    capitals_are_rare,
    lower_case,
    numbered,
    single_letter,
    trim,
)

_INITIALS_ONLY = regex.compile(r"\p{Lu}{2,4}|(?:\p{Lu}\.[ ]?){1,5}(?:[ ]?\p{Lu}\.)?|\p{Ll}{2,3}")
_NAME_RX = regex.compile(NAME)
_SURNAME_FIRST_RX = regex.compile(SURNAME_FIRST)
_LINE_START = regex.compile(r"(?:^|[\n\t|])[ >*#•-]{0,3}$")
_SENTENCE_START = regex.compile(r"(?:^|[\n\t|.:!?])[ >*#•\"“-]{0,3}$")
_LINE_START_SURE = 0.9
#: From here on the model's word counts more than what the word is elsewhere, held out.
_SURE_OF_WORD = 0.9
_SURE_OF_CAPITALS = 0.95
_INITIAL_SCORE = 0.6
_SURE_OF_NAME = 0.5
#: Words that no list of names, words or organisations holds need less when they stand together.
_SURE_OF_STRANGER, _SURE_OF_STRANGERS = 0.5, 0.3
_LEAST_TAIL = 5  # letters of a common word that may end a compound
_STRANGE = regex.compile(r"\p{Lu}\p{Ll}{2,}")
_LOWER_FIRST_NAME = 0.8
#: A single word that is a place or a common word too needs this much from the model.
_SURE_OF_PLACE = 0.6
_SURE_BEFORE_COLON = 0.8
#: Votes that the text itself gives, such as initials in brackets behind a name.
_TOLD = frozenset({"initialen:genoemd"})
_PLACE_BEFORE = regex.compile(
    r"(?:\b(?i:in|te|naar|uit|bij|vanuit|nabij|gemeente)|\d{4}(?:[ ]?[A-Z]{2})?|,)[ ]$"
)
_DIGITS_BEFORE = regex.compile(r"\d{4}[ ]?\Z")
_PARAPH_BEFORE = regex.compile(
    r"(?i)(?:paraaf|par\.|parafen|initialen|naam|akkoord|gezien|ondertekend|lezer|opsteller|genoteerd"
    r"|handtekening(?:en)?(?:[ ](?:beoordelaar|medewerker|leidinggevende))?)[\s:\"'|]*"
    r"(?-i:\p{Lu}{2,4},[ ]){0,4}$"
)


class NameRules:
    """The lists of rules/cues.yaml and of the model, ready for questions about a place."""

    def __init__(self, cues: Cues, lists: Lists) -> None:
        self._lists = lists
        self._not_names = frozenset(word.lower() for word in cues.not_names)
        keys = (key for cue in cues.headers for key in cue.keys)
        self._labels = frozenset(word.lower() for word in (*cues.form_labels, *keys))
        self._greetings = frozenset(
            word.lower() for word in (*cues.salutations, *cues.closings) if " " not in word
        )
        self._title_before = ending(rf"(?i:{any_of(cues.titles)})[ ]+")
        self._units = frozenset(word.lower() for word in cues.unit_words)
        titles = any_of((*cues.titles, *cues.name_roles))
        self._title = regex.compile(
            rf"(?i)[\s(]*(?:{titles}|plv\.|wnd\.|lid|motie|amendement)[\s,:]+(?:(?:de|het)\s+(?={titles}))?"
        )

    # -- is it a name? ---------------------------------------------------------------------

    def flags(self, word: str) -> str:
        """What the model's lists say of a word (F f first name, S s surname, C common, ...)."""
        return self._lists.look_up(word.strip(".,'’\"()"))

    def like_name(self, text: str) -> bool:
        """True when a word of ``text`` stands in the lists of first names or surnames, or when
        initials stand before it."""
        if _INITIAL.search(text):
            return True
        for word in text.split():
            flags = set(self.flags(word))
            if flags & set("FS") or (flags & set("fs") and not flags & set("CP")):
                return True
        return False

    def no_name(self, word: str) -> bool:
        """True for a word that is never a name, such as betrokkene."""
        return word.lower() in self._not_names

    def common(self, word: str) -> bool:
        """True for a common word, whether or not it is a name as well."""
        return "C" in self.flags(word)

    def stranger(self, word: str) -> bool:
        """True for a word that no list holds as anything but a name, nor its end as a word."""
        if set(self.flags(word)) - set("FfSsi'-"):
            return False
        tails = (word[cut:] for cut in range(3, len(word) - _LEAST_TAIL + 1))
        return self.plausible(word, strong=False) and (
            self.like_name(word) or not any(set(self.flags(tail)) & set("Cck") for tail in tails)
        )

    def _needed(self, name: str) -> float:
        """How sure the model must be of a name that no list holds: less of words that are in no
        list at all, least of two of them."""
        words = name.split()
        if not all(_STRANGE.fullmatch(w) and not self.flags(w) and self.stranger(w) for w in words):
            return _SURE_OF_NAME
        return _SURE_OF_STRANGERS if len(words) > 1 else _SURE_OF_STRANGER

    def plausible(self, text: str, *, strong: bool) -> bool:
        """Can this stand for a person in a place where people stand?

        ``strong``: the place leaves little doubt (a title before it), so unknown and common words
        pass; elsewhere a word that is only common, a unit or an abbreviation isn't a name.
        """
        words = [word.strip(".,;:()'\"’").lower() for word in text.split()]
        words = [word for word in words if word]
        if not words or any(word in self._units for word in words):
            return False
        if not strong and " ".join(words) in self._labels:
            return False
        kept = [word for word in words if word not in self._not_names and len(word) > 1]
        if not kept:
            return False
        if words[0] in self._not_names and len(words[0]) > 2:
            return False
        if strong or self.like_name(text):
            return not (text.isupper() and len(text) <= 5 and "." not in text)
        return not any(self._common(word) for word in text.split())

    def _common(self, word: str) -> bool:
        core = word.strip(".,;:()'\"’")
        if core.isupper() and (len(core) <= 5 or ("-" in core and len(core) <= 8)):
            return True
        return bool(set(self.flags(word)) & set("COPHR"))

    def names_in(self, text: str, start: int, *, surname_first: bool) -> Iterator[tuple[int, int]]:
        """The names that begin at the start of ``text`` (offset ``start``), after its titles."""
        skip = self.skip_titles(text)
        rest = text[skip:]
        match = _SURNAME_FIRST_RX.match(rest) if surname_first else None
        match = match or _NAME_RX.match(rest)
        if match is not None:
            yield start + skip, start + skip + match.end()

    def skip_titles(self, text: str) -> int:
        """How many characters of titles and functions stand before the name."""
        skip = len(text) - len(text.lstrip(' \t(["'))
        while match := self._title.match(text, skip):
            if match.end() == skip:
                break
            skip = match.end()
        return skip

    @staticmethod
    def initials(text: str) -> bool:
        """True when the text is a paraph or a set of initials."""
        return _INITIALS_ONLY.fullmatch(text.strip()) is not None

    # -- where it begins and ends ----------------------------------------------------------

    def fit(self, text: str, start: int, end: int) -> tuple[int, int]:
        """The span of the name as it should be covered: titles and punctuation outside, the rest
        of a word, tussenvoegsels, hyphened parts and a part on the next line inside."""
        stop = _SENTENCE_END.search(text, start, end)
        start, end = self._whole_words(text, start, stop.start() if stop else end)
        end = self._same_name(text, start, end)
        start, end = self._own_words(text, start, end)
        start += self.skip_titles(text[start:end]) if " " in text[start:end] else 0
        start, end = trim(text, *self._stretch(text, start, end))
        return start, end + _is_cut_short(text, start, end)

    def _same_name(self, text: str, start: int, end: int) -> int:
        """Where the name ends: not on the next line when no word of a name stands there."""
        cut = text.find("\n", start, end)
        if cut < 0 or text[cut - 1 : cut] == "-":
            return end
        word = text[cut:end].split()[:1]
        if word and word[0].lower() in self._not_names:
            return cut
        flags = set(self.flags(word[0])) if word else set()
        return end if flags & set("FfSsi") and not flags & set("CRHOT") else cut

    def _own_words(self, text: str, start: int, end: int) -> tuple[int, int]:
        """Without a unit, key or greeting before the name, a function or company behind it."""
        unit = _UNIT_BEFORE.match(text, start, end)
        start = unit.end() if unit else start
        key = _KEY.match(text, start, end)
        start = key.end() if key else start
        words = text[start:end].split(" ")
        greeting = len(words) > 1 and words[0].lower() in self._greetings
        if greeting and _LINE_START.search(text[max(0, start - 4) : start]):
            listed = set(self.flags(words[0])) & set("F") and text[end : end + 1] not in (",", "!")
            start += 0 if listed else len(words[0]) + 1
        if len(words) > 1 and self._is_function(words[0], words[1]):
            start += len(words[0]) + 1
        behind = _UNIT_BEHIND.search(text, start, end)
        end = behind.start() if behind is not None and behind.end() == end else end
        company = _COMPANY.search(text, start, end + 80)
        if (
            company is not None
            and company.start() < end
            and self._stands_alone(text, start, company.start())
        ):
            end = company.start()
        while (last := text.rfind(" ", start, end)) > start:
            word = text[last + 1 : end].strip(".,").lower()
            if word not in self._not_names or set(self.flags(word)) & set("FfSs"):
                break
            end = last
        return start, end

    def _stands_alone(self, text: str, start: int, end: int) -> bool:
        """True for a name that needs no more words: two of them, or one behind a title."""
        return " " in text[start:end] or self.titled(text[:start][-24:])

    @staticmethod
    def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
        while start > 0 and text[start].isalpha() and text[start - 1].isalpha():
            start -= 1
        while end < len(text) and text[end - 1].isalpha() and text[end].isalpha():
            end += 1
        return start, end

    def _stretch(self, text: str, start: int, end: int) -> tuple[int, int]:
        before = text[max(0, start - 24) : start]
        head = _HEAD.search(before) if before[-1:] in {".", " ", "-", "\n"} else None
        if head is not None:
            start -= head.end() - head.start()
        tail = _TAIL.match(text, end) or _LATE_INITIALS.match(text, end)
        if tail is not None:
            end = tail.end()
        broken = _BROKEN.match(text, end - 1 if text[end - 1] == "-" else end)
        return start, broken.end() if broken is not None else end

    def credible(self, text: str, start: int, end: int, votes: Sequence[Vote]) -> bool:
        """Is there enough for a name where no layout cue speaks?

        Not for a word in lower case in a text with capitals, an abbreviation, a common word or a
        place that stands in no list of names, or a doubtful reading of an unknown word.
        """
        name = text[start:end]
        if any(vote.rule.startswith("layout") or vote.rule in _TOLD for vote in votes):
            return True
        best = max(vote.score for vote in votes)
        if not any(char.isupper() for char in name) and any(char.isdigit() for char in name):
            return best >= _SURE_OF_WORD and not single_letter(name)
        if best < _SURE_OF_WORD and _CODE.search(name) is not None:
            return False
        if single_letter(name):
            return name.isupper() and best >= _INITIAL_SCORE and not numbered(text, start)
        listed = self.like_name(name)
        if self._stands_like_a_word(text, start, end, best, listed=listed):
            return False
        if name.islower() and not lower_case(text):
            return self._lower_name(name, best)
        sure = best >= _SURE_OF_CAPITALS and name.isalpha()
        if not sure and self._abbreviation(text, start, name, listed=listed):
            return False
        flags = self.flags(name) if " " not in name else ""
        doubtful = all(vote.rule == MAYBE for vote in votes)
        if doubtful and (set(flags) & set("CP") or text[end : end + 1] == ":"):
            return False
        if self._ordinary(text, start, flags, best):
            return False
        return listed or best >= self._needed(name)

    def _stands_like_a_word(
        self, text: str, start: int, end: int, best: float, *, listed: bool
    ) -> bool:
        """An unknown word before a colon, at the start of a line, or in a text in capitals."""
        name = text[start:end]
        if listed or " " in name or (best >= _SURE_OF_CAPITALS and name.isalpha()):
            return False
        whole = name.istitle() or (name.isupper() and len(name) >= _LEAST_TAIL)
        strange = best >= _SURE_OF_NAME > self._needed(name.title()) if whole else False
        if text[end : end + 1] == ":":
            return not (strange and best >= _SURE_BEFORE_COLON)
        return (
            best < _LINE_START_SURE
            and _LINE_START.search(text[max(0, start - 4) : start]) is not None
        ) or not (strange or capitals_are_rare(text) or alone(text, start, end))

    def _lower_name(self, name: str, best: float) -> bool:
        """A name in lower case in a text that has capitals: no word that isn't a name as well."""
        flags = [set(self.flags(word)) for word in name.split()]
        if len(flags) == 1 and "F" in flags[0] and not flags[0] & set("Cckq"):
            return best >= _LOWER_FIRST_NAME
        words = any(own & set("CckqP") and not own & set("FfSsi") for own in flags)
        ordinary = len(flags) == 1 and bool(flags[0] & set("Cckqef"))
        return best >= (_SURE_OF_CAPITALS if ordinary else _SURE_OF_WORD) and not words

    def _is_function(self, word: str, following: str) -> bool:
        """A kind of place in lower case, or a word that is no name before initials."""
        flags = set(self.flags(word))
        if word.islower():
            return "L" in flags
        word_only = bool(flags & set("CRck")) and not flags & set("FfSsi")
        return word_only and _INITIALS_FIRST.match(following) is not None

    @staticmethod
    def _ordinary(text: str, start: int, flags: str, best: float) -> bool:
        """A common word that is no name, or only a surname and begins a sentence; a place."""
        own, before = set(flags), text[max(0, start - 12) : start]
        if "C" in own and not own & set("FfSs"):
            return True
        if best < _SURE_OF_PLACE and own & set("CckqPp") and text[start].isupper():
            return True
        weak = best < _LINE_START_SURE and not own & set("Ff")
        if "C" in own and weak and _SENTENCE_START.search(before[-4:]):
            return True
        return "P" in own and not own & set("FS") and bool(_PLACE_BEFORE.search(before))

    @staticmethod
    def _abbreviation(text: str, start: int, name: str, *, listed: bool) -> bool:
        first = name.split()[0]
        if len(first) == 2 and first.isupper() and _DIGITS_BEFORE.search(text[:start][-6:]):
            return True  # the letters of a postcode
        if not first.isupper() or "." in first or len(first) < 2 or not capitals_are_rare(text):
            return False
        if len(name) <= 4 and _PARAPH_BEFORE.search(text[max(0, start - 40) : start]):
            return False
        if listed and " " in name:
            return False
        if len(name) == 2 and alone(text, start, start + len(name)):
            return False
        named = any(len(w) > 2 and w.isalpha() and w[1:].islower() for w in name.split()[1:])
        return (len(first) <= 4 or "-" in first) and not named

    def named(self, name: str) -> bool:
        """True for a first name from the lists, or initials, before a surname."""
        return self._has_first_name(name)

    def titled(self, before: str) -> bool:
        """True when the text before a place ends in a title (de heer, mw., dr.)."""
        return self._title_before.match(before) is not None

    def _has_first_name(self, name: str) -> bool:
        words = name.split()
        return len(words) > 1 and bool(set(self.flags(words[0])) & set("Ff") or "." in words[0])


def _is_cut_short(text: str, start: int, end: int) -> bool:
    """True where the full stop behind a name isn't that of the sentence: `Tj.`, `Schuurm. komt`."""
    word = _LAST_WORD.search(text, start, end) if text[end : end + 1] == "." else None
    if word is None:
        return False
    initial = word.start() > start if len(word[0]) == 1 else _LONG_INITIAL.fullmatch(word[0])
    return bool(initial) or _GOES_ON.match(text, end) is not None


_HEAD = regex.compile(rf"(?<![\p{{L}}\d.])(?:{INITIALS}[ ]?|(?:\p{{Lu}}[ ]){{1,5}})$")
_TAIL = regex.compile(
    rf"(?:[-–]{WORD})+"
    rf"|[ ][-–][ ](?:van[ ]de[nr]?|van|de|der|den|ter|ten|el)[ ]{WORD}"
    r"(?=[ ]{2}|\s*[\n,;|)(]|$)"
)
#: Initials behind a surname in a list: "Ottermans M. 30-07-69".
_LATE_INITIALS = regex.compile(r"[ ](?:\p{Lu}\.){1,5}(?=[ ]{1,4}\d|[ ]{2}|[ ]*[\n,;|)(]|[ ]*$)")
#: A word that goes on in digits, which OCR doesn't make of two letters in a row.
_CODE = regex.compile(r"\p{L}\d{2}|\d{2}\p{L}")
_INITIALS_FIRST = regex.compile(r"(?:\p{Lu}\.){1,5}$")
_BROKEN = regex.compile(r"-[ ]?\n[ ]?[>|]?[ ]?\p{L}[\p{Ll}'’-]*(?=[\s.,;:)\]]|$)")
_LAST_WORD = regex.compile(r"(?<!\p{L})\p{Lu}\p{L}{0,7}$")
_LONG_INITIAL = regex.compile(LONG_INITIAL)
_GOES_ON = regex.compile(r"\.(?:[ ]\p{Ll}|[:,;)])")
_SENTENCE_END = regex.compile(r"\p{Ll}{2}\K\.\s*\n|\n\s*\n")
_INITIAL = regex.compile(r"(?<!\p{L})\p{Lu}\.")
_UNIT_BEFORE = regex.compile(
    r"\p{Lu}[\p{Lu}&/-]{1,7}(?:[ ](?:i\.?a\.?|a\.?i\.?))?,\s+(?=\p{Lu}\p{L}*[. ])"
)
#: "OK user=[" in the line of a log.
_KEY = regex.compile(r"(?:\p{Lu}{2,4}[ ])?\p{Ll}{2,12}=[\[\"']?(?=\p{L})")
_UNIT_BEHIND = regex.compile(r"(?<=\p{Ll})[ ][-–][ ]\p{Lu}{2,6}(?:[/-]\p{Lu}+)*$")
_COMPANY = regex.compile(
    r"[ ](?:van|bij|namens)[ ](?:\p{Lu}[\p{L}&.'-]*[ \n]+){1,4}"
    r"(?:[BN]\.?V\.?|V\.?O\.?F\.?|GmbH|Ltd|Holding|Groep)(?!\p{L})"
)
