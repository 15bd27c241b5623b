"""Which texts may stand nowhere in what is published, and how they are recognised."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from woo_tool.kinds import Action, Label, MarkState
from woo_tool.model import DecidedMark, Entity, Redaction
from woo_tool.verify.blurred import Blurred
from woo_tool.verify.folding import TOKEN, plain, squash, tokens
from woo_tool.verify.questions import Phrase, common_words, standing
from woo_tool.verify.report import FULL_NAME, IDENTIFIER, PART, Term
from woo_tool.verify.spellings import runs, unwrapped, views

_PARTICLES = ("de", "het", "van", "der", "den", "ter", "ten")
_ADDRESSING = ("dhr", "mevr", "mw", "heer", "mevrouw", "meneer")
_TITLES = frozenset((*_PARTICLES, *_ADDRESSING, "mr", "dr", "drs", "ir", "ing", "prof"))
_SHORTEST = 6  # characters of an identifier or a full name that is looked for everywhere
_GLUED = 9  # letters of a full name that is looked for inside the names of a PDF
_SHARED = 100_000  # bytes of a part that files may share
_LONGEST_PASSAGE = 60  # characters; a longer passage isn't an identifier


def make_terms(
    redactions: Sequence[Redaction],
    entities: Sequence[Entity],
    decided: Sequence[DecidedMark] = (),
) -> tuple[Term, ...]:
    """What to look for after these redactions.

    Identifiers of six characters or more and full names are leaks anywhere; a bare surname or
    first name is a question, unless it belongs to someone who stays. ``decided`` tells where a
    person kept a place, so that the same text isn't asked about there.
    """
    found: dict[str, str] = {}
    for item in redactions:
        for text, kind in _terms_of(item):
            found.setdefault(text, kind)
    for entity in entities:
        if entity.action is Action.REDACT and any(r.entity == entity.id for r in redactions):
            for form in (entity.name, *entity.forms):
                _add(found, form)
            for address in entity.emails:
                found.setdefault(address, IDENTIFIER)
    stays = {squash(form) for form in _forms_that_stay(entities)}
    kept, phrases = _kept_places(decided), _kept_phrases(decided)
    terms = [
        Term(
            text,
            kind,
            frozenset(kept.get(squash(text), ())),
            phrases.get(text, ()) if kind == PART else (),
        )
        for text, kind in found.items()
        if not (kind in (PART, FULL_NAME) and squash(text) in stays)
    ]
    return tuple(sorted(terms, key=lambda term: (term.kind, term.text)))


def _terms_of(item: Redaction) -> Iterator[tuple[str, str]]:
    text = item.text.strip()
    if item.label in (Label.PERSON, Label.SIGNATURE):
        name: dict[str, str] = {}
        _add(name, text)
        yield from name.items()
    elif not item.label.is_suggestion and len(text) <= _LONGEST_PASSAGE:
        size = len(squash(text))
        if size >= _SHORTEST and not (item.label is Label.PHONE_NUMBER and size < 7):
            yield text, IDENTIFIER


def _add(found: dict[str, str], name: str) -> None:
    """A name as full name, or as part; and the parts of a full name."""
    words = [word for word in tokens(name) if word not in _TITLES]
    if not words:
        return
    if len(words) > 1 and len("".join(words)) >= _SHORTEST:
        found[name] = FULL_NAME
    for word in words:
        if len(word) > 2:
            found.setdefault(word, PART)


def _forms_that_stay(entities: Iterable[Entity]) -> Iterator[str]:
    for entity in entities:
        if entity.action is Action.KEEP:
            yield entity.name
            yield from entity.forms
            for form in (entity.name, *entity.forms):
                yield from form.split()


def _kept_places(decided: Iterable[DecidedMark]) -> dict[str, set[str]]:
    kept: dict[str, set[str]] = {}
    for item in decided:
        if item.state in (MarkState.REJECTED, MarkState.KEPT):
            for text in (item.mark.text, *item.mark.text.split()):
                kept.setdefault(squash(text), set()).add(item.mark.document)
    return kept


def _kept_phrases(decided: Iterable[DecidedMark]) -> dict[str, tuple[Phrase, ...]]:
    """For every word of the texts that stay by decision: those texts, where they are longer."""
    found: dict[str, set[Phrase]] = {}
    for item in decided:
        if item.state in (MarkState.REJECTED, MarkState.KEPT):
            phrase = tuple(tokens(item.mark.text))
            for word in phrase if len(phrase) > 1 else ():
                found.setdefault(word, set()).add(phrase)
    return {word: tuple(sorted(phrases)) for word, phrases in found.items()}


class Folded:
    """A text without case, accents, spaces and punctuation, that remembers where tokens end."""

    def __init__(self, text: str) -> None:
        starts, parts, size = [0], [], 0
        for token in tokens(text):
            parts.append(token)
            size += len(token)
            starts.append(size)
        self.text = "".join(parts)
        self._edges = frozenset(starts)

    def holds(self, term: str) -> bool:
        """True when the squashed ``term`` stands here from token edge to token edge."""
        place = self.text.find(term)
        while place >= 0:
            if place in self._edges and place + len(term) in self._edges:
                return True
            place = self.text.find(term, place + 1)
        return False


class Search:
    """Looks for terms in texts and bytes; made once for a file."""

    def __init__(self, terms: Sequence[Term], number: str = "") -> None:
        self._hard: dict[str, str] = {}
        self._wordy: list[tuple[list[str], str]] = []  # names of which every word is ordinary
        self._soft: dict[str, tuple[Phrase, ...]] = {}
        for term in terms:
            if number and number in term.stays_in:
                continue
            if term.kind == PART:
                self._soft[squash(term.text)] = term.within
            elif term.kind == FULL_NAME and common_words().issuperset(tokens(term.text)):
                self._wordy.append((tokens(term.text), term.text))
            else:
                self._hard.update(dict.fromkeys(_spellings(term), term.text))
        self._hard.pop("", None)
        self._soft = {word: within for word, within in self._soft.items() if word not in self._hard}
        self._blurred = Blurred(set(self._hard))

    def leaks(self, text: str) -> bool:
        """True when an identifier or a full name stands in the text."""
        return bool(self.leak_in(text))

    def leak_in(self, text: str) -> str:
        """The identifier or full name that stands in the text; empty when none does.

        A name of ordinary words alone (Roos Bakker) is one only where it is written as a name.
        """
        found = self._hard_in(text) if self._may_stand_in(squash(text)) else ""
        return found or (self._wordy_in(text) if self._wordy else "")

    def _may_stand_in(self, squashed: str) -> bool:
        """False when no identifier or full name stands in a text that was squashed to this."""
        return any(term in squashed for term in self._hard)

    def _hard_in(self, text: str) -> str:
        folded = Folded(text)
        return next((shown for term, shown in self._hard.items() if folded.holds(term)), "")

    def _wordy_in(self, text: str) -> str:
        written = TOKEN.findall(text)
        words = [plain(token) for token in written]
        for name, shown in self._wordy:
            size = len(name)
            for place in (at for at, word in enumerate(words) if word == name[0]):
                there = slice(place, place + size)
                if words[there] == name and _as_a_name(written[there]):
                    return shown
        return ""

    def leaks_blurred(self, text: str, reviewed: str) -> bool:
        """True when an identifier or a full name can be read in text that OCR recognised, and
        isn't what was reviewed and stays."""
        return self._blurred.stands_in(text, reviewed)

    def questions(self, text: str) -> tuple[str, ...]:
        """The bare names that stand in the text and that a person should look at."""
        return tuple(standing(text, self._soft)) if self._soft else ()

    def leaks_wrapped(self, text: str) -> bool:
        """True when a term stands in the text, or in what it is an encoding of."""
        return self._leaks_in_any(_said_in([text]))

    def _leaks_in_any(self, said: _Said) -> bool:
        if self._may_stand_in(said.squashed) and any(map(self._hard_in, said.texts)):
            return True
        return bool(self._wordy) and any(map(self._wordy_in, said.texts))

    def leaks_in_names(self, names: Iterable[str]) -> bool:
        """True when a name of a PDF (of a font, a glyph, a colour) has a full name anywhere in it:
        programs glue letters to them."""
        told = {squash(name) for name in names if len(name) > _GLUED}
        return any(
            term in name
            for name in told
            for term in self._hard
            if len(term) >= _GLUED and term.isalpha()
        )

    def leaks_in_bytes(self, data: bytes) -> bool:
        """True when a term stands in the bytes in any spelling that PDF knows."""
        return bool(self._hard or self._wordy) and self._leaks_in_any(_said_in(views(data)))

    def leaks_literally(self, data: bytes) -> bool:
        """True when a term stands in a text among the bytes of a picture, a font or a file."""
        return bool(self._hard or self._wordy) and self._leaks_in_any(_said_among(data))

    def leaks_in_part(self, data: bytes) -> bool:
        """The same for a picture or a font, that many files may share: it is read once. Texts in
        one follow each other without anything between them, so a name may be glued to others."""
        if not self._hard and not self._wordy:
            return False
        said = (_said_in_part if len(data) < _SHARED else _said_among)(data)
        glued = (term for term in self._hard if len(term) >= _GLUED and term.isalpha())
        return any(term in said.squashed for term in glued) or self._leaks_in_any(said)


@dataclass(frozen=True, slots=True)
class _Said:
    """What is said somewhere: texts, what they are encodings of, and all of it squashed, line by
    line. Most texts hold no term at all, and one look at that is enough to know."""

    texts: tuple[str, ...]
    squashed: str


def _said_in(texts: Iterable[str]) -> _Said:
    every = tuple(view for text in texts for view in (text, *unwrapped(text)))
    return _Said(every, "\n".join(map(squash, every)))


def _said_among(data: bytes) -> _Said:
    return _said_in(["\n".join(runs(data))])


_said_in_part = lru_cache(maxsize=64)(_said_among)


def _as_a_name(written: Sequence[str]) -> bool:
    return all(word[0].isupper() for word in written if word.lower() not in _PARTICLES)


def _spellings(term: Term) -> Iterator[str]:
    plain = squash(term.text)
    yield plain
    if term.kind == IDENTIFIER and plain.isdigit():
        if plain.startswith("0031"):
            yield "0" + plain[4:]
        if plain.startswith("0") and len(plain) == 10:
            yield "31" + plain[1:]
