"""What a platform takes: sitemap and robots.txt of a Woo-index, bodies of a publicatiebank."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from lxml import etree
from pydantic import ValidationError

from tests.assemble.dossiers import assembled, document, files, mixed, request, state
from woo_tool.assemble.package import assemble
from woo_tool.deadlines import compute
from woo_tool.kinds import Law
from woo_tool.request import Request

BASE = "https://www.voorbeeldzaken.example/woo/vz-2016"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
DIWOO = "{https://standaarden.overheid.nl/diwoo/metadata/}"


def published_at(base: str) -> Request:
    authority = request().authority.model_dump() | {"publish_at": base}
    return request(authority=authority)


def schema(name: str) -> dict[str, Any]:
    """A schema of the bank as JSON Schema: nullable is a type, what it sets itself isn't asked."""
    text = (Path(__file__).parent / "publicatiebank.yaml").read_text(encoding="utf-8")
    parts = yaml.safe_load(text)["components"]["schemas"]
    return {"$ref": f"#/components/schemas/{name}", "components": {"schemas": _adapted(parts)}}


def _adapted(part: Any) -> Any:
    if isinstance(part, list):
        return [_adapted(item) for item in part]
    if not isinstance(part, dict):
        return part
    part = dict(part)
    if isinstance(part.get("properties"), dict):
        own = part["properties"]
        part["required"] = [
            name for name in part.get("required", []) if not own[name].get("readOnly")
        ]
        part["additionalProperties"] = True
    if part.pop("nullable", False) and isinstance(part.get("type"), str):
        part["type"] = [part["type"], "null"]
    return {key: _adapted(value) for key, value in part.items()}


def bodies(law: Law = Law.WOO) -> dict[str, Any]:
    made = files(assembled(request(law), mixed(law)))
    head = "intern/publicatiebank/"
    return {
        path.removeprefix(head): json.loads(data)
        for path, data in made.items()
        if path.startswith(head)
    }


@pytest.mark.parametrize("law", Law)
def test_bodies_meet_the_schema_of_the_bank(law: Law) -> None:
    checker = jsonschema.FormatChecker()
    for name, body in bodies(law).items():
        kind = "DocumentCreateShared" if "/" in name else "PublicationWriteConceptPublicationWrite"
        jsonschema.validate(body, schema(kind), format_checker=checker)
        known = _names(kind)
        assert set(body) <= known, set(body) - known


def _names(kind: str) -> set[str]:
    parts = schema(kind)["components"]["schemas"]
    own = parts[kind]
    refs = [item["$ref"].rsplit("/", 1)[-1] for item in own.get("allOf", [])]
    return {
        name for part in [own, *(parts[ref] for ref in refs)] for name in part.get("properties", ())
    }


def test_the_schema_can_refuse() -> None:
    body = bodies()["documenten/besluit.json"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(body | {"officieleTitel": 5}, schema("DocumentCreateShared"))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(
            {key: value for key, value in body.items() if key != "creatiedatum"},
            schema("DocumentCreateShared"),
        )


def test_the_publication_is_a_concept_and_names_no_requester() -> None:
    made = bodies()
    assert made["publicatie.json"]["publicatiestatus"] == "concept"
    assert "Zandhoven" not in json.dumps(made)
    assert made["documenten/besluit.json"]["bestandsomvang"] > 1000


def test_a_document_without_a_date_gets_no_body() -> None:
    made = files(assembled(request(), state(Law.WOO, [document("0001", date=None)])))
    assert "intern/publicatiebank/documenten/besluit.json" in made
    assert "intern/publicatiebank/documenten/0001-nota.json" not in made


def test_the_sitemap_holds_the_metadata_of_each_file() -> None:
    made = files(assembled(published_at(BASE), mixed(Law.WOO)))
    urls = etree.fromstring(made["te-publiceren/sitemap.xml"])
    assert [str(url.findtext(f"{SITEMAP}loc")) for url in urls] == [
        f"{BASE}/besluit.pdf",
        *(
            f"{BASE}/documenten/{name}.pdf"
            for name in ("0001-nota", "0003-e-mail", "0003a-bijlage")
        ),
    ]
    for url in urls:
        assert url.find(f"{DIWOO}Document/{DIWOO}DiWoo/{DIWOO}publisher") is not None
        assert dt.date.fromisoformat(str(url.findtext(f"{SITEMAP}lastmod"))) == dt.date(2024, 4, 16)
    index = etree.fromstring(made["te-publiceren/sitemapindex-diwoo.xml"])
    assert index.findtext(f"{SITEMAP}sitemap/{SITEMAP}loc") == f"{BASE}/sitemap.xml"
    robots = made["te-publiceren/robots.txt"].decode()
    assert robots.startswith("User-agent: *\nDisallow:\n")
    assert f"Sitemap: {BASE}/sitemapindex-diwoo.xml\n" in robots


def test_a_request_that_goes_out_has_metadata_of_its_own() -> None:
    """Woo 3.3, fifth paragraph, onder e; its handling is that it was received."""
    given = request(request=request().request.model_dump() | {"subject": "brief van Zandhoven"})
    dates = compute(given)
    made = assemble(given, mixed(Law.WOO), deadlines=dates, sizes={"verzoek.pdf": 12})
    found = {file.path: file.data for file in made.files}
    told = found["te-publiceren/metadata/verzoek.xml"].decode()
    assert "Verzoek over brief [5.1.2.e]" in told
    assert "c_1cf18f83" in told
    assert "c_dfcee535" in told
    assert "2024-03-07T00:00:00" in told
    body = json.loads(found["intern/publicatiebank/documenten/verzoek.json"])
    assert body["bestandsomvang"] == 12
    assert "datumOndertekend" not in body
    without = assemble(given, mixed(Law.WOO), deadlines=dates)
    assert not any("/verzoek." in file.path for file in without.files)


def test_without_an_address_there_is_no_sitemap() -> None:
    assert not any("sitemap" in path for path in files(assembled(request(), mixed(Law.WOO))))


@pytest.mark.parametrize(
    "base", ["http://x.example", "javascript:1", "https://x y", "https://", "x\ny"]
)
def test_an_address_that_is_none(base: str) -> None:
    with pytest.raises(ValidationError):
        published_at(base)
