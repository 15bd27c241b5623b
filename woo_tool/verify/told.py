"""What a file made by others says beside its pages: about people, programs, earlier versions."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, Stream

from woo_tool.verify.against import CODE
from woo_tool.verify.folding import tokens
from woo_tool.verify.readers import UnreadableError, open_pdfium
from woo_tool.verify.report import LEAK, QUESTION, Check

_BOX = re.compile(rf"gelakt:(?: {CODE.pattern})+")
_AUTHOR = re.compile(rb"creator>\s*<rdf:\w+>\s*<rdf:li[^>]*>\s*\w")
_HISTORY = re.compile(rb"<xmpMM:(?:History|Ingredients|DerivedFrom)\b")
_END = re.compile(rb"%%EOF[\r\n]*")
_DEEPEST = 40
_TELLING = {
    "/PieceInfo": "een programma heeft er eigen gegevens in bewaard",
    "/JS": "het bestand bevat JavaScript",
    "/XFA": "het bestand bevat een XFA-formulier",
    "/Thumb": "het bestand bevat miniaturen van pagina's, misschien van voor het lakken",
}
_AGAIN = "sla het op als nieuw bestand (afdrukken naar PDF)"
_CLEAN = "haal dat weg (documentgegevens of verborgen informatie verwijderen)"


def told(data: bytes, pdf: pikepdf.Pdf, shown: frozenset[str]) -> Iterator[Check]:
    """Findings about the file as a whole. ``shown``: every word that its pages show, folded."""
    if data.count(b"%%EOF") > 1 and b"/Linearized" not in data[:1024]:
        yield _earlier(data, shown)
    if pdf.is_encrypted:
        yield _asked("het bestand is versleuteld; sla het op zonder beveiliging")
    if "/OCProperties" in pdf.Root:
        yield from _layers(pdf)
    if len(pdf.attachments):
        detail = "het bestand heeft bijlagen, die iedereen eruit kan halen; verwijder ze"
        yield Check("structure", LEAK, detail=detail)
    for detail in _about_people(pdf):
        yield _asked(f"{detail}; {_CLEAN}")
    for detail in _inside(pdf, shown):
        yield _asked(f"{detail}; {_AGAIN}")


def _earlier(data: bytes, shown: frozenset[str]) -> Check:
    """An earlier version is a leak where it says what the pages don't say any more."""
    for end in (hit.end() for hit in _END.finditer(data, 0, len(data) - 64)):
        try:
            pages = [page.get_textpage().get_text_range() for page in open_pdfium(data[:end])]
        except (UnreadableError, pypdfium2.PdfiumError):
            continue
        if set(tokens(" ".join(pages))) - shown:
            what = "in een eerdere versie in het bestand staat tekst die nu weg is"
            return Check("structure", LEAK, detail=f"{what}; {_AGAIN}")
    return _asked(f"het bestand bevat een eerdere versie van zichzelf; {_AGAIN}")


def _asked(detail: str) -> Check:
    return Check("structure", QUESTION, detail=detail)


def _layers(pdf: pikepdf.Pdf) -> Iterator[Check]:
    """Layers that are off hide something; layers that are on may be switched off by a reader."""
    state = pdf.Root.OCProperties.get("/D")
    off = state.get("/OFF") if isinstance(state, Dictionary) else None
    hidden = (isinstance(off, Array) and len(off) > 0) or (
        isinstance(state, Dictionary) and state.get("/BaseState") == Name.OFF
    )
    what = "verborgen lagen, die iedereen kan tonen" if hidden else "lagen, die uit kunnen"
    yield _asked(f"het bestand heeft {what}; voeg de lagen samen of verwijder ze")


def _about_people(pdf: pikepdf.Pdf) -> Iterator[str]:
    info = pdf.trailer.get("/Info", Dictionary())
    about = pdf.Root.get("/Metadata")
    said = about.read_bytes() if isinstance(about, Stream) else b""
    if str(info.get("/Author", "")).strip() or _AUTHOR.search(said):
        yield "de documentgegevens noemen een auteur"
    if any(str(info.get(key, "")).strip() for key in ("/Keywords", "/Subject")):
        yield "de documentgegevens hebben trefwoorden of een onderwerp"
    if _HISTORY.search(said):
        yield "de documentgegevens hebben een geschiedenis van bewerkingen"


def _inside(pdf: pikepdf.Pdf, shown: frozenset[str]) -> Iterator[str]:
    things = [part for thing in pdf.objects for part in _dictionaries(thing, 0)]
    for key, detail in _TELLING.items():
        if any(key in thing for thing in things):
            yield detail
    if any(_has_value(thing) for thing in things):
        yield "het bestand heeft formuliervelden met een waarde"
    if any(not _is_shown(str(thing.get("/ActualText", "")), shown) for thing in things):
        yield "achter zichtbare tekst staat vervangende tekst die niet op de pagina's staat"


def _dictionaries(thing: object, depth: int) -> Iterator[pikepdf.Object]:
    """An object and all that it holds, references left out."""
    if depth > _DEEPEST:
        return
    values: list[object] = []
    if isinstance(thing, Dictionary | Stream):
        yield thing
        values = [value for _, value in thing.items()]
    elif isinstance(thing, Array):
        values = list(thing.as_list())
    for value in values:
        if isinstance(value, pikepdf.Object) and not value.is_indirect:
            yield from _dictionaries(value, depth + 1)


def _has_value(thing: pikepdf.Object) -> bool:
    field = "/FT" in thing or "/Parent" in thing or "/T" in thing
    value = thing.get("/V")
    return field and value is not None and value != Name.Off and str(value).strip() != ""


def _is_shown(text: str, shown: frozenset[str]) -> bool:
    """True for a text of which the pages show every word, and for the tag of a box."""
    return bool(_BOX.fullmatch(text)) or all(
        word in shown for word in tokens(text) if len(word) > 1
    )
