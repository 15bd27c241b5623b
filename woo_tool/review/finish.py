"""The last view: what is still open, making the package, and drafts for those who are asked."""

from __future__ import annotations

import time
from typing import Any, Literal
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from woo_tool.errors import InputError
from woo_tool.model import OpenQuestion
from woo_tool.review.choices import parse
from woo_tool.review.desk import Desk, limited_body, user_of
from woo_tool.review.index import Index
from woo_tool.review.present import page_url
from woo_tool.review.workshop import STEPS, Job, Product, Workshop
from woo_tool.rules import Rule

_FEW = 30
_STEP_TEXTS = {
    "redact": "Lakken",
    "verify": "Controleren met een tweede programma",
    "decide": "Besluit, inventarislijst en pakket",
    "draft": "Concept maken",
    "party": "Concept maken en controleren",
}


class MakeIn(Rule):
    """What to make: the package, a draft of everything, or the draft for one third party."""

    what: Literal["package", "draft", "party"]
    party: str = ""


class Finish:
    """The endpoints around making things."""

    def __init__(self, desk: Desk, workshop: Workshop | None) -> None:
        self._desk = desk
        self._workshop = workshop

    def page(self, request: Request) -> Response:
        index = self._desk.index()
        undecided = self._desk.backend.undecided()
        values = {
            "undecided": [_question(index, item) for item in undecided[:_FEW]],
            "more": max(len(undecided) - _FEW, 0),
            "count": len(undecided),
            "parties": self._desk.backend.third_parties(),
            "people": sorted({entity.name for entity in index.snapshot.entities}),
            "ready": self._workshop is not None,
            "data": {"job": self._job_data(index)},
            "products": [_shown(item) for item in self._workshop.products()]
            if self._workshop
            else [],
        }
        return self._desk.html(request, "finish.html", index, **values)

    def state(self, _: Request) -> Response:
        return JSONResponse({"job": self._job_data(self._desk.index())})

    def _job_data(self, index: Index) -> dict[str, Any] | None:
        job = self._workshop.job if self._workshop else None
        return _job(index, job) if job else None

    async def make(self, request: Request) -> Response:
        body = await limited_body(request)
        return await run_in_threadpool(self._make, body, user_of(request))

    def _make(self, body: bytes, user: str) -> Response:
        sent = parse(body, MakeIn)
        if self._workshop is None:
            raise InputError("hier kan niets worden gemaakt.")
        if (sent.what == "party") is not bool(sent.party.strip()):
            raise InputError("kies voor wie het concept is.")
        job = self._workshop.start(sent.what, sent.party.strip(), user)
        return JSONResponse({"job": _job(self._desk.index(), job)})

    def file(self, request: Request) -> Response:
        path = self._workshop.file(request.path_params["id"]) if self._workshop else None
        if path is None:
            raise HTTPException(404)
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(path.name)}"}
        return Response(path.read_bytes(), media_type="application/octet-stream", headers=headers)


def _job(index: Index, job: Job) -> dict[str, Any]:
    outcome = job.outcome
    return {
        "what": job.what,
        "by": job.by,
        "seconds": round(time.monotonic() - job.since),
        "step": job.step,
        "steps": [_STEP_TEXTS[step] for step in STEPS[job.what]],
        "busy": outcome is None,
        "done": outcome is not None and outcome.done,
        "text": outcome.text if outcome else "",
        "folder": outcome.folder if outcome else "",
        "open": [_question(index, item) for item in outcome.open] if outcome else [],
    }


def _question(index: Index, item: OpenQuestion) -> dict[str, str]:
    number = item.number or ""
    place = (number, item.page or 0)
    if place in index.pages:
        return {"what": item.what, "text": f"{number}, p. {item.page}", "url": page_url(place)}
    url = f"/stuk/{number}" if number in index.documents else ""
    return {"what": item.what, "text": number, "url": url}


def _shown(product: Product) -> dict[str, Any]:
    return {
        "title": product.title,
        "folder": str(product.folder),
        "files": [
            {"id": name, "name": path.relative_to(product.folder).as_posix()}
            for name, path in product.files.items()
        ],
    }
