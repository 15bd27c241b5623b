"""Hand-made dossiers for the tests of the decision: both laws, every judgement, invented names."""

from __future__ import annotations

import datetime as dt
from typing import Any

from woo_tool.assemble.items import build_items
from woo_tool.assemble.package import Assembly, assemble
from woo_tool.deadlines import compute
from woo_tool.kinds import Action, Judgement, Label, Law, Role, Status
from woo_tool.model import Box, Document, DossierState, Entity, Redaction
from woo_tool.request import Request

PRIVACY = {Law.WOB: "10.2.e", Law.WOO: "5.1.2.e"}
REPORTING = {Law.WOB: "10.2.g", Law.WOO: "5.1.2.i"}
REASON = "elk onderdeel gaat over één persoon; na weglakken blijft geen leesbare tekst over"

WRONG_GROUNDS: tuple[tuple[str, Law, tuple[str, ...], dict[str, Any]], ...] = (
    ("R1", Law.WOO, ("5.1.5", "5.1.2.e"), {}),
    ("R1", Law.WOO, ("5.1.5", "5.1.1.d"), {}),
    ("R2", Law.WOO, ("5.1.5",), {"environmental": True}),
    ("R3", Law.WOO, ("5.1.6",), {}),
    ("R3", Law.WOO, ("5.1.1.c",), {"environmental": True}),
    ("R4", Law.WOO, ("5.1.2.e",), {"environmental": "emissies"}),
    ("R4", Law.WOB, ("10.1.c",), {"environmental": "emissies"}),
    ("R6", Law.WOO, ("5.1.4",), {}),
    ("R8", Law.WOO, ("10.2.e",), {}),
    ("R8", Law.WOB, ("5.1.2.e",), {}),
    ("R9", Law.WOB, ("10.2.g",), {"environmental": True}),
    ("R9", Law.WOB, ("10.2.e",), {"consent": True}),
    ("R11", Law.WOO, ("5.3",), {}),
)
"""Grounds that may not stand in a document that is so: rule, law, codes, what the document is."""

_DATES = {
    Law.WOB: ("2016-05-04", "2016-05-09", "2016-05-10", "2016-06-03", 4, "2016-06-29"),
    Law.WOO: ("2024-03-04", "2024-03-07", "2024-03-08", "2024-03-29", 2, "2024-04-16"),
}


def request(law: Law = Law.WOO, **changes: Any) -> Request:
    """A complete request; ``changes`` replace whole parts."""
    dated, received, acknowledged, extended, weeks, decided = _DATES[law]
    address = ["Postbus 20061", "2500 EB Den Haag"]
    data: dict[str, Any] = {
        "reference": "VZ-2016.0042",
        "authority": {
            "name": "Ministerie van Voorbeeldzaken",
            "decides": "De minister van Voorbeeldzaken",
            "mandate": "namens deze,",
            "signs": "het hoofd van de Directie Integriteit",
            "unit": "Directie Integriteit",
            "address": address,
            "objection_to": {"body": "De minister van Voorbeeldzaken", "address": address},
            "website": "www.voorbeeldzaken.example",
        },
        "requester": {
            "salutation": "mevrouw",
            "name": "A. van Zandhoven",
            "organisation": "Omroep Voorbeeld",
            "address": ["Dorpsweg 12", "1200 AA Hilversum"],
        },
        "request": {
            "dated": dated,
            "received": received,
            "subject": "integriteit",
            "items": [{"text": "alle meldingen", "period": ["2015-01-01", "2016-05-04"]}],
        },
        "procedure": {
            "acknowledged": acknowledged,
            "extended": {"on": extended, "weeks": weeks, "reason": "omvang"},
            "contacts": [{"on": received, "text": "gesprek met mevrouw Van Zandhoven"}],
            "search": "gezocht is in het archief en in de postbus van de directie",
        },
        "decision": {"dated": decided, "sent": decided},
    }
    return Request.model_validate(data | changes)


def document(number: str, **changes: Any) -> Document:
    """A readable note of 2023 (or what ``changes`` say)."""
    values: dict[str, Any] = {
        "file": f"{number}.pdf",
        "media": "application/pdf",
        "sha256": "0" * 64,
        "status": Status.OK,
        "title": f"Nota {number}",
        "date": dt.date(2023, 3, 4),
        "kind": "nota",
        "pages": 2,
    }
    return Document(number=number, **(values | changes))


def redaction(
    number: str,
    grounds: tuple[str, ...],
    role: Role | None = Role.OFFICIAL,
    label: Label = Label.PERSON,
    entity: str | None = "p1",
    start: int = 0,
    text: str = "Jansma",
) -> Redaction:
    """One approved redaction."""
    return Redaction(
        mark=f"{number}-{start}-{label}",
        document=number,
        page=1,
        start=start,
        end=start + len(text),
        boxes=(Box(0, 0, 10, 10),),
        grounds=grounds,
        label=label,
        role=role,
        entity=entity,
        text=text,
    )


def entity(name: str, law: Law, role: Role = Role.REPORTER, *forms: str) -> Entity:
    """A person whose name goes."""
    return Entity(name, name, (name, *forms), role, Action.REDACT, (PRIVACY[law],), "")


def state(
    law: Law,
    documents: list[Document],
    redactions: list[Redaction] | None = None,
    entities: tuple[Entity, ...] = (),
) -> DossierState:
    """A folded dossier with these documents."""
    boxes = redactions or []
    items = build_items(documents, boxes, law, lambda item: item.title)
    return DossierState(law, items, tuple(boxes), entities)


def mixed(law: Law) -> DossierState:
    """Every judgement once, one unreadable file, two grounds."""
    privacy, reporting = PRIVACY[law], REPORTING[law]
    documents = [
        document("0001"),
        document("0002", judgement=Judgement.NIET, grounds=(privacy, reporting), motivation=REASON),
        document("0003", kind="e-mail"),
        document("0003a", parent="0003", kind="bijlage"),
        document("0004", judgement=Judgement.REEDS, public_url="https://voorbeeld.example/x"),
        document("0005", duplicate_of="0003"),
        document("0006", judgement=Judgement.BUITEN, motivation="gaat over een ander onderwerp"),
        document("0007", status=Status.UNREADABLE, reason="het bestand is beschadigd", date=None),
    ]
    boxes = [redaction("0001", (privacy,), start=at, entity=f"p{at % 3}") for at in range(7)]
    boxes += [
        redaction("0001", (privacy, reporting), Role.REPORTER, entity="m1", start=20),
        redaction("0003", (privacy,), None, Label.PHONE_NUMBER, None, 30, "06 12345678"),
    ]
    return state(law, documents, boxes, (entity("Sanne de Wit", law, Role.REPORTER, "De Wit"),))


def assembled(request_: Request, dossier: DossierState, *annexes: str) -> Assembly:
    """The assembly with its deadlines computed."""
    return assemble(request_, dossier, deadlines=compute(request_), extra_annexes=annexes)


def files(assembly: Assembly) -> dict[str, bytes]:
    """The files by their path."""
    return {file.path: file.data for file in assembly.files}
