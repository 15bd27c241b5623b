"""A file made by others beside its original: what went, and whether it is really gone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

import numpy as np

from woo_tool.verify import pixels
from woo_tool.verify.folding import tokens
from woo_tool.verify.objects import check_objects
from woo_tool.verify.readers import UnreadableError, open_pdfium, revealed
from woo_tool.verify.report import IDENTIFIER, LEAK, PART, PASS, QUESTION, Check, Term
from woo_tool.verify.terms import Search

_SHORTEST = 6  # characters of a removed passage that is looked for everywhere
_LONGEST = 60  # a longer one is compared by its parts elsewhere
_MOST = 20_000  # words of a page; more is no page that people wrote
_LABEL = 3  # words of what is printed in a box beside a code
CODE = re.compile(r"\d{1,2}\.\d(?:\.\d)?\.?[a-z]?")


def check_against(data: bytes, source: bytes) -> Iterator[Check]:
    """Compares word by word, page by page; then looks for what went in the whole file.

    Raises UnreadableError when the two can't be laid side by side.
    """
    old, new = _pages(source), _pages(revealed(data))
    _require_comparable(old, new)
    for number, (before, after) in enumerate(zip(old, new, strict=True), 1):
        if not _only_labels(before, after):
            detail = "er staat tekst die niet in het origineel staat; kijk of dat klopt"
            yield Check("against", QUESTION, number, detail=detail)
    gone = list(_gone(old, new))
    if not gone and _look_alike(data, source):
        detail = "er is geen tekst of beeld uit het origineel verdwenen; is dit het goede bestand?"
        yield Check("against", QUESTION, detail=detail)
    search = Search([term for words in gone for term in _terms(words)])
    for number, words in enumerate(new, 1):
        text = " ".join(words)
        if search.leaks(text):
            detail = "wat elders is weggehaald, staat hier nog; haal het ook hier weg"
            yield Check("against", LEAK, number, detail=detail)
        for subject in search.questions(text):
            detail = "een woord dat elders is weggehaald, staat hier nog"
            yield Check("against", QUESTION, number, detail=detail, subject=subject)
    leaks = [check for check in check_objects(data, search) if check.result == LEAK]
    yield from leaks or [Check("against", PASS)]


def gone_from(data: bytes, source: bytes) -> list[Term]:
    """What went from the original, as terms to look for. Raises UnreadableError."""
    old, new = _pages(source), _pages(revealed(data))
    _require_comparable(old, new)
    return [term for words in _gone(old, new) for term in _terms(words)]


def _require_comparable(old: Sequence[list[str]], new: Sequence[list[str]]) -> None:
    if len(old) != len(new):
        raise UnreadableError("het aantal pagina's is anders dan in het origineel")
    if any(len(page) > _MOST for page in (*old, *new)):
        raise UnreadableError("een pagina heeft te veel tekst om te vergelijken")


def _pages(data: bytes) -> list[list[str]]:
    return [tokens(page.get_textpage().get_text_range()) for page in open_pdfium(data)]


def _gone(old: Sequence[list[str]], new: Sequence[list[str]]) -> Iterator[list[str]]:
    """The stretches of words that went; what only stands elsewhere on its page didn't."""
    for before, after in zip(old, new, strict=True):
        less = Counter(before) - Counter(after)
        matcher = SequenceMatcher(None, before, after, autojunk=False)
        for kind, first, last, _, _ in matcher.get_opcodes():
            words = before[first:last]
            if kind in ("replace", "delete") and any(less[word] for word in words):
                yield words


def _only_labels(before: list[str], after: list[str]) -> bool:
    """True when all that came is a code of a ground, or a few words that are said again and again
    (gelakt, persoonsgegeven)."""
    more = Counter(after) - Counter(before)
    words = {word for word in more if len(word) > 2}
    return len(words) <= _LABEL and all(more[word] > 1 or word in _SAID for word in words)


_SAID = frozenset(
    (
        *("gelakt", "weggelakt", "geanonimiseerd", "onleesbaar", "persoonsgegeven", "naam"),
        *("persoonsgegevens", "adres", "privacy", "vertrouwelijk", "woo", "wob", "avg", "redacted"),
        *("artikel", "lid", "sub"),
    )
)


def _look_alike(data: bytes, source: bytes) -> bool:
    """True when no page looks any different from the original's."""
    for one, other in zip(open_pdfium(data), open_pdfium(source), strict=True):
        if not np.array_equal(pixels.draw(one), pixels.draw(other)):
            return False
    return True


def _terms(words: list[str]) -> Iterator[Term]:
    whole = " ".join(words)
    squashed = len("".join(words))
    number = whole.isdigit()
    if squashed >= _SHORTEST and len(whole) <= _LONGEST and (len(words) > 1 or number):
        yield Term(whole, IDENTIFIER)
    elif len(words) == 1 and squashed > 3:
        yield Term(whole, PART)
