"""The seam of the stage: pages of one document in, findings out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import regex
import spacy
from presidio_analyzer import RecognizerResult
from spacy.language import Language

from woo_tool.detect.engine import Engine
from woo_tool.detect.layout.pieces import Carry, pieces
from woo_tool.detect.layout.tables import shadow
from woo_tool.detect.merge import merged
from woo_tool.detect.numbers.attached import Attached
from woo_tool.detect.numbers.recognizers import RuleRecognizer
from woo_tool.detect.numbers.series import with_series
from woo_tool.detect.people.cues import Layout
from woo_tool.detect.people.names import NameRules
from woo_tool.detect.people.recognizer import PersonRecognizer
from woo_tool.detect.people.roles import Roles
from woo_tool.detect.people.things import Things
from woo_tool.detect.scans.loose import is_loose, tightened
from woo_tool.detect.scans.mend import Mender
from woo_tool.detect.scans.misread import ScanReader
from woo_tool.detect.schema import Cues, Recognizers, RoleCues
from woo_tool.detect.suggestions import Suggestions
from woo_tool.detect.tagger.crf import CrfTagger
from woo_tool.detect.version import detection_version
from woo_tool.errors import EnvironmentFaultError, SafetyError, WooError
from woo_tool.kinds import Label, PageSource, Role
from woo_tool.model import Finding, Page
from woo_tool.resources import data_path
from woo_tool.rules import rules


class Detector:
    """Finds what might have to go in the pages of a document."""

    def __init__(
        self,
        nlp: Language,
        recognizers: Recognizers,
        cues: Cues,
        roles: RoleCues,
        version: str,
    ) -> None:
        tagger = nlp.get_pipe("woo_crf")
        assert isinstance(tagger, CrfTagger)  # noqa: S101 (checked by load)
        self.version = version
        self._nlp = nlp
        self._rules = recognizers
        self._words = tagger.lists.flags
        self._scan_reader = ScanReader(recognizers.recognizers, self._words)
        self._mender = Mender(tagger.lists)
        names = NameRules(cues, tagger.lists)
        self._people = PersonRecognizer(names, Layout(cues, names), Roles(cues, roles), cues)
        self._things = Things(names)
        homes = [rule for rule in recognizers.recognizers if rule.label is Label.ADDRESS]
        offices = [value for rule in homes for value in rule.never]
        self._attached = Attached(recognizers.attached, offices)
        self._suggestions = Suggestions(recognizers.suggestions)

    @classmethod
    def load(cls) -> Detector:
        """Load the shipped model and rules. Raises EnvironmentFaultError when one is missing or
        damaged, RulesError when a rule file has a fault."""
        folder = data_path("models", "nl_woo")
        recognizers = rules("recognizers.yaml", Recognizers)
        cues = rules("cues.yaml", Cues)
        roles = rules("roles.yaml", RoleCues)
        try:
            nlp = spacy.load(folder)
            known = isinstance(nlp.get_pipe("woo_crf"), CrfTagger)
        except (OSError, ValueError, KeyError, EOFError) as fault:
            raise _no_model(folder, fault) from fault
        if not known:
            raise _no_model(folder, "het onderdeel woo_crf ontbreekt")
        return cls(nlp, recognizers, cues, roles, detection_version())

    def find(self, pages: Sequence[Page], *, about_someone: bool = False) -> tuple[Finding, ...]:
        """All findings in the pages of one document, by page, start and end.

        ``about_someone``: every sentence is about a person, named or not (a case register).
        Raises SafetyError when a recognizer fails or runs out of time: what wasn't searched isn't
        clean.
        """
        found: list[Finding] = []
        carry = Carry()
        for page in pages:
            if page.text.strip():
                found += self._page(page, carry, about_someone=about_someone)
        found = self._attached.told(pages, self._things.told(found, pages))
        found = with_series(pages, found)
        return tuple(sorted(found, key=lambda f: (f.page, f.start, f.end, f.label)))

    def _page(self, page: Page, carry: Carry, *, about_someone: bool) -> list[Finding]:
        text = shadow(page)
        try:
            raw = list(self._raw(page, text, carry))
        except WooError as fault:
            raise _at(fault, page) from fault
        except Exception as fault:
            raise SafetyError(
                f"een herkenner faalde ({type(fault).__name__}: {fault}).",
                where=f"document {page.document}, bladzijde {page.number}",
                advice="De bladzijde is niet doorzocht; meld dit met het document erbij.",
            ) from fault
        found = merged(page.text, raw)
        return [*found, *self._suggestions.find(page, text, found, about_someone=about_someone)]

    def _raw(self, page: Page, text: str, carry: Carry) -> Iterator[Finding]:
        """What the recognizers find, with overlaps."""
        if scanned(page):
            yield from self._in_scan(page, text, carry)
            if is_loose(text):
                yield from self._in_loose_scan(page, text)
            return
        for piece in pieces(page, text, carry):
            yield from _findings(page, self._text.analyze(piece.text), piece.own)
        yield from self._wrapped(page, text, self._wrapping)

    def _in_scan(self, page: Page, text: str, carry: Carry) -> Iterator[Finding]:
        """What they find in what a scan probably says, and the numbers in what it says as well."""
        for piece in pieces(page, text, Carry()):
            yield from _findings(page, self._numbers(piece.text), piece.own)
        mended = self._mender.mended(text)
        for piece in pieces(page, mended, carry):
            yield from _findings(page, self._people_only.analyze(piece.text), piece.own)
            reading = self._scan_reader.read(piece.text)
            yield from _findings(page, self._numbers(reading.text), reading.within(piece.own))
        yield from self._wrapped(page, text, self._wrapping_ocr)

    def _in_loose_scan(self, page: Page, text: str) -> Iterator[Finding]:
        """What they find when the signs of the page are read closer."""
        reading = tightened(text, self._words)
        closer = replace(page, text=reading.text, words=())
        for one in self._in_scan(closer, reading.text, Carry()):
            start, end = reading.places[one.start], reading.places[one.end - 1] + 1
            yield replace(one, start=start, end=end, text=page.text[start:end])

    def _numbers(self, text: str) -> Iterator[RecognizerResult]:
        for recognizer in self._ocr:
            yield from recognizer.analyze(text, [])

    def _wrapped(
        self, page: Page, text: str, recognizers: Sequence[RuleRecognizer]
    ) -> Iterator[Finding]:
        """Numbers that a line end breaks: found as if the line went on."""
        offset = 0
        for part in text.split("\n\n"):
            joined = _BROKEN.sub(" ", part)
            if joined != part:
                for recognizer in recognizers:
                    for item in recognizer.analyze(joined, []):
                        if "\n" in part[item.start : item.end]:
                            yield _finding(page, offset + item.start, offset + item.end, item)
            offset += len(part) + 2

    @cached_property
    def _wrapping(self) -> list[RuleRecognizer]:
        return self._made(ocr=False, wraps=True)

    @cached_property
    def _wrapping_ocr(self) -> list[RuleRecognizer]:
        return self._made(ocr=True, wraps=True)

    @cached_property
    def _text(self) -> Engine:
        return Engine(self._nlp, [self._people, *self._made(ocr=False)])

    @cached_property
    def _people_only(self) -> Engine:
        return Engine(self._nlp, [self._people])

    @cached_property
    def _ocr(self) -> list[RuleRecognizer]:
        return self._made(ocr=True)

    def _made(self, *, ocr: bool, wraps: bool = False) -> list[RuleRecognizer]:
        return [
            RuleRecognizer(
                rule,
                self._rules.mailboxes.pattern(),
                self._rules.number_words,
                threshold=self._rules.threshold,
                timeout=self._rules.timeout_seconds,
                ocr=ocr,
            )
            for rule in self._rules.recognizers
            if rule.wraps or not wraps
        ]


#: One line end with a digit close before and behind it; an empty line ends whatever was there.
_BROKEN = regex.compile(r"(?<=\d[^\n]{0,7})(?<=\S)\n(?=\S)(?=[^\n]{0,7}\d)")


#: Digits with letters that OCR takes them for: 1O4, 4l2, O6-51.
_MISREAD = re.compile(
    r"(?<![\w@./-])(?=[\dOlI]*\d)(?=[\dOlI]*[OlI])(?:[\dOlI]{3,}|O\d|\dO|\dl|l\d)(?![\w@]|[./]\w)"
)


def scanned(page: Page) -> bool:
    """Whether the page was read by OCR: here, or by whoever made the file (the mistakes show)."""
    return page.source is PageSource.OCR or _MISREAD.search(page.text) is not None


def _findings(
    page: Page, items: Iterable[RecognizerResult], own: Callable[[int], int]
) -> Iterator[Finding]:
    """Findings in a page; ``own`` says where a place of what was read stands in it."""
    for item in items:
        start, end = own(item.start), own(item.end - 1) + 1
        if start < end:
            yield _finding(page, start, end, item)


def _finding(page: Page, start: int, end: int, item: RecognizerResult) -> Finding:
    told = item.recognition_metadata or {}
    role = told.get("role")
    return Finding(
        page.document,
        page.number,
        start,
        end,
        page.text[start:end],
        Label(item.entity_type),
        float(item.score),
        tuple(told.get("rules", ())),
        str(told.get("reason", "")),
        Role(role) if role else None,
    )


def _at(fault: WooError, page: Page) -> WooError:
    where = f"document {page.document}, bladzijde {page.number} ({fault.where})"
    return type(fault)(fault.what, where=where, advice=fault.advice)


def _no_model(folder: Path, fault: object) -> EnvironmentFaultError:
    return EnvironmentFaultError(
        f"het taalmodel kan niet worden geladen ({fault}).",
        where=str(folder),
        advice="Installeer het programma opnieuw (make demo, of pip install van de wheel).",
    )
