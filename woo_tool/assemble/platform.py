"""For the platform that publishes: Woo-index sitemap and robots.txt, and publicatiebank bodies.

The sitemap needs the address at which the package will stand (authority.publish_at); without it
there is none. The bodies are those of GPP-publicatiebank 2.1.0 (POST /publicaties, /documenten):
a concept, so that a person publishes; the bank itself gives the identifiers that are zero here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from lxml import etree

from woo_tool.assemble.metadata import NAMESPACE, Record, category_uuid, diwoo_element
from woo_tool.request import Request

UNKNOWN = "00000000-0000-0000-0000-000000000000"
"""The identifier that the publicatiebank will give to the publication."""

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap_files(request: Request, records: Sequence[Record]) -> dict[str, bytes]:
    """robots.txt, the sitemap index and the sitemap with the metadata of each published file.

    Empty without authority.publish_at. ``robots.txt`` belongs at the root of the site.
    """
    base = request.authority.publish_at.rstrip("/")
    if not base:
        return {}
    day = (request.decision.sent or request.decision.dated or request.request.received).isoformat()
    index = _root("sitemapindex")
    entry = _add(index, "sitemap")
    _add(entry, "loc", f"{base}/sitemap.xml")
    _add(entry, "lastmod", day)
    urls = _root("urlset")
    for record in records:
        url = _add(urls, "url")
        _add(url, "loc", f"{base}/{quote(record.path)}")
        _add(url, "lastmod", day)
        url.append(diwoo_element(request, record))
    robots = f"User-agent: *\nDisallow:\n\nSitemap: {base}/sitemapindex-diwoo.xml\n"
    return {
        "robots.txt": robots.encode(),
        "sitemapindex-diwoo.xml": _xml(index),
        "sitemap.xml": _xml(urls),
    }


def _root(name: str) -> etree._Element:
    spaces: Any = {None: _SITEMAP, "diwoo": NAMESPACE}  # lxml's types know no default namespace
    return etree.Element(f"{{{_SITEMAP}}}{name}", nsmap=spaces)


def _add(parent: etree._Element, name: str, text: str = "") -> etree._Element:
    element = etree.SubElement(parent, f"{{{_SITEMAP}}}{name}")
    element.text = text or None
    return element


def _xml(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def bank_files(
    request: Request, records: Sequence[Record], sizes: Mapping[str, int]
) -> dict[str, bytes]:
    """The bodies of the publication and of each document; ``sizes`` in bytes by path.

    A document without a date gets no body: the bank asks for the day it was made.
    """
    dated = request.decision.dated
    title = next(
        (record.title for record in records if record.kind == "decision"), request.reference
    )
    marks = [_mark(request, request.reference)]
    files: dict[str, object] = {
        "publicatie.json": {
            "publicatiestatus": "concept",
            "informatieCategorieen": [category_uuid()],
            "publisher": None,
            "officieleTitel": title[:255],
            "omschrijving": request.request.subject,
            "kenmerken": marks,
        }
    }
    for record in records:
        if record.created is None:
            continue
        body: dict[str, object] = {
            "publicatie": UNKNOWN,
            "officieleTitel": (record.title or record.identifier)[:255],
            "creatiedatum": record.created.isoformat(),
            "kenmerken": [_mark(request, record.identifier)],
            "bestandsformaat": "application/pdf",
            "bestandsnaam": record.path.rsplit("/", 1)[-1],
            "aanleveringBestand": "ontvangen",
        }
        if record.path in sizes:
            body["bestandsomvang"] = sizes[record.path]
        if record.kind == "decision" and dated:
            body["datumOndertekend"] = f"{dated.isoformat()}T00:00:00Z"
        name = record.path.rsplit("/", 1)[-1].removesuffix(".pdf")
        files[f"documenten/{name}.json"] = body
    return {name: _json(body) for name, body in files.items()}


def _mark(request: Request, identifier: str) -> dict[str, str]:
    return {"kenmerk": identifier[:40], "bron": request.authority.name[:40]}


def _json(content: object) -> bytes:
    return json.dumps(content, indent=1, ensure_ascii=False, sort_keys=True).encode() + b"\n"
