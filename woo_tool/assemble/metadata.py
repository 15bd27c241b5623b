"""DiWoo metadata (0.9.8) for each published file, checked against the standard's own schema.

The name of an author is never given (personal data). Grounds and judgement have no element of
their own in the standard; they stand in the inventory.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache

from lxml import etree

from woo_tool.errors import SafetyError
from woo_tool.model import DossierState
from woo_tool.request import Request
from woo_tool.resources import data_path
from woo_tool.rules import Rule, rules

NAMESPACE = "https://standaarden.overheid.nl/diwoo/metadata/"
_XS = "{http://www.w3.org/2001/XMLSchema}"
_DITA = "{http://dita.oasis-open.org/architecture/2005/}"


class _Term(Rule):
    uri: str
    label: str
    uuid: str = ""


class _MetadataRules(Rule):
    meta: dict[str, str]
    category: _Term
    language: _Term
    format: _Term
    kinds: dict[str, _Term]
    request_title: str
    handling: _Term
    request_handling: _Term
    publisher_lists: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """What the metadata of one file says."""

    path: str
    identifier: str
    title: str
    created: dt.date | None
    kind: str = ""


@cache
def _rules() -> _MetadataRules:
    file: _MetadataRules = rules("metadata.yaml", _MetadataRules)
    return file


@cache
def _schema() -> etree.XMLSchema:
    """The standard's schema; its one import from the network is replaced by the shipped stub."""
    path = data_path("rules", "schemas", "diwoo", "diwoo-metadata.xsd")
    parser = etree.XMLParser(no_network=True, resolve_entities=False)
    root = etree.parse(str(path), parser).getroot()
    for part in root.iterfind(f"{_XS}import"):
        if "MDTO" in str(part.get("schemaLocation")):
            part.set("schemaLocation", "MDTO-stub.xsd")
    return etree.XMLSchema(root)


@cache
def _organisations() -> dict[str, str]:
    """Every organisation of the TOOI lists: its name in lower case, and its URI."""
    path = data_path("rules", "schemas", "diwoo", "diwoo-metadata-lijsten.xsd")
    tree = etree.parse(str(path), etree.XMLParser(no_network=True, resolve_entities=False))
    found: dict[str, str] = {}
    for name in _rules().publisher_lists:
        for entry in tree.iterfind(f"{_XS}simpleType[@name='{name}']//{_XS}enumeration"):
            label = entry.findtext(f".//{_DITA}p") or ""
            found.setdefault(" ".join(label.split()).casefold(), str(entry.get("value")))
    return found


def publisher_uri(name: str) -> str:
    """The TOOI identifier of an organisation, empty when the lists don't have that name."""
    return _organisations().get(" ".join(name.split()).casefold(), "")


def records(
    request: Request, state: DossierState, decision_title: str, subject: str = ""
) -> tuple[Record, ...]:
    """The published files: the decision, the request when that goes out (then with its ``subject``
    as the public may read it; Woo 3.3, fifth paragraph), then each published document."""
    decision = Record(
        "besluit.pdf", request.reference, decision_title, request.decision.dated, "decision"
    )
    asked = Record(
        "verzoek.pdf",
        f"{request.reference}-verzoek",
        _rules().request_title.format(subject=subject),
        request.request.dated or request.request.received,
        "request",
    )
    documents = (
        Record(
            f"documenten/{item.published}",
            f"{request.reference}-{item.document.number}",
            item.title,
            item.document.date,
        )
        for item in state.items
        if item.published
    )
    return (decision, *([asked] if subject else []), *documents)


def category_uuid() -> str:
    """The publicatiebank's own identifier of our information category (its value list)."""
    return _rules().category.uuid


def diwoo(request: Request, record: Record) -> bytes:
    """The XML of one file. Raises SafetyError when it doesn't meet the standard's schema."""
    root = diwoo_element(request, record)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def diwoo_element(request: Request, record: Record) -> etree._Element:
    """The same as an element, for a sitemap. Raises SafetyError as ``diwoo`` does."""
    known = _rules()
    root = etree.Element(f"{{{NAMESPACE}}}Document", nsmap={"diwoo": NAMESPACE})
    body = _add(root, "DiWoo")
    _add(_add(body, "identifiers"), "identifier", record.identifier)
    publisher = publisher_uri(request.authority.name)
    _add(body, "publisher", request.authority.name, publisher)
    _add(_add(body, "titelcollectie"), "officieleTitel", record.title or record.identifier)
    classes = _add(body, "classificatiecollectie")
    _term(_add(classes, "informatiecategorieen"), "informatiecategorie", known.category)
    if record.kind:
        _term(_add(classes, "documentsoorten"), "documentsoort", known.kinds[record.kind])
    if record.created:
        _add(body, "creatiedatum", record.created.isoformat())
    _term(body, "language", known.language)
    _term(body, "format", known.format)
    handling = _add(_add(body, "documenthandelingen"), "documenthandeling")
    asked = record.kind == "request"
    _term(handling, "soortHandeling", known.request_handling if asked else known.handling)
    received = request.request.received
    day = received if asked else request.decision.dated or received
    _add(handling, "atTime", f"{day.isoformat()}T00:00:00")
    if not _schema().validate(root):
        fault = str(_schema().error_log)
        raise SafetyError("de metadata voldoet niet aan DiWoo.", where=record.path, advice=fault)
    return root


def _add(parent: etree._Element, name: str, text: str = "", uri: str = "") -> etree._Element:
    element = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
    if text:
        element.text = "".join(char for char in text if char >= " " or char in "\t\n")
    if uri:
        element.set("resource", uri)
    return element


def _term(parent: etree._Element, name: str, term: _Term) -> None:
    _add(parent, name, term.label, term.uri)
