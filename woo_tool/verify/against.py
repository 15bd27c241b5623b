"""A file made by others beside its original: what went, and whether it is really gone."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from woo_tool.verify.folding import tokens
from woo_tool.verify.objects import check_objects
from woo_tool.verify.readers import UnreadableError, open_pdfium, revealed
from woo_tool.verify.report import IDENTIFIER, LEAK, PART, PASS, QUESTION, Check, Term
from woo_tool.verify.terms import Search

_SHORTEST = 6  # characters of a removed passage that is looked for everywhere
_LONGEST = 60  # a longer one is compared by its parts elsewhere
_MOST = 20_000  # words of a page; more is no page that people wrote


def check_against(data: bytes, source: bytes) -> Iterator[Check]:
    """Compares word by word, page by page; then looks for what went in the whole file.

    Raises UnreadableError when the two can't be laid side by side.
    """
    old, new = _pages(source), _pages(revealed(data))
    if len(old) != len(new):
        raise UnreadableError("het aantal pagina's is anders dan in het origineel")
    gone: list[list[str]] = []
    for number, (before, after) in enumerate(zip(old, new, strict=True), 1):
        if max(len(before), len(after)) > _MOST:
            raise UnreadableError("een pagina heeft te veel tekst om te vergelijken")
        lost, added = _difference(before, after)
        gone += lost
        if sum(map(len, added)) and not _only_codes(added):
            detail = "er staat tekst die niet in het origineel staat"
            yield Check("against", QUESTION, number, detail=detail)
    if not gone:
        yield Check("against", QUESTION, detail="er is geen tekst uit het origineel verdwenen")
    search = Search([term for words in gone for term in _terms(words)])
    for number, words in enumerate(new, 1):
        text = " ".join(words)
        if search.leaks(text):
            detail = "wat elders is weggehaald, staat hier nog"
            yield Check("against", LEAK, number, detail=detail)
        for subject in search.questions(text):
            detail = "een woord dat elders is weggehaald, staat hier nog"
            yield Check("against", QUESTION, number, detail=detail, subject=subject)
    leaks = [check for check in check_objects(data, search) if check.result == LEAK]
    yield from leaks or [Check("against", PASS)]


def _pages(data: bytes) -> list[list[str]]:
    return [tokens(page.get_textpage().get_text_range()) for page in open_pdfium(data)]


def _difference(before: list[str], after: list[str]) -> tuple[list[list[str]], list[list[str]]]:
    """The stretches of words that went, and those that came."""
    lost, added = [], []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            lost += [before[a:b]] if b > a else []
            added += [after[c:d]] if d > c else []
    return lost, added


def _only_codes(added: list[list[str]]) -> bool:
    """True when all that came are codes of grounds (5.1.2.e), cut into tokens."""
    return all(len(word) <= 2 for words in added for word in words)


def _terms(words: list[str]) -> Iterator[Term]:
    whole = " ".join(words)
    squashed = len("".join(words))
    number = whole.isdigit()
    if squashed >= _SHORTEST and len(whole) <= _LONGEST and (len(words) > 1 or number):
        yield Term(whole, IDENTIFIER)
    elif len(words) == 1 and squashed > 3:
        yield Term(whole, PART)
