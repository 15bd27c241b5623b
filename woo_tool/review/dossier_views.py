"""The views over the whole dossier: persons, documents, search, the second look, the log."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import Field
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from woo_tool.errors import InputError
from woo_tool.model import Choice
from woo_tool.review import sample
from woo_tool.review.attention import log_data, moment
from woo_tool.review.backend import StaleChoice
from woo_tool.review.choices import SearchIn, build_found, parse
from woo_tool.review.desk import Desk, limited_body, user_of
from woo_tool.review.documents import DocumentIn, Texts, build_document, document_data
from woo_tool.review.elsewhere import elsewhere_data
from woo_tool.review.index import BY_HAND, Index
from woo_tool.review.persons import PersonIn, build_person, people_data, person_data
from woo_tool.review.present import ground_data, hit_data, page_url, title
from woo_tool.review.search import Searcher
from woo_tool.review.views import stale_text
from woo_tool.review.words import JUDGEMENTS, LABELS, ROLES
from woo_tool.rules import Rule

_HITS = 500
_NEAR = 60
_LOG_LINES = 500


class SampleIn(Rule):
    """A new sample of ``size`` pages, or what one page of it gave."""

    expected: str
    size: Annotated[int, Field(ge=1, le=500)] | None = None
    number: str = ""
    page: int = 0
    missed: Annotated[int, Field(ge=0, le=999)] = 0


class DossierViews:
    """The endpoints over the dossier, with the folded text of its pages kept in memory."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._searcher = Searcher()
        self._texts = Texts()

    # --- persons -----------------------------------------------------------------------

    def people(self, request: Request) -> Response:
        index = self._desk.index()
        data = {
            "people": people_data(index),
            "grounds": ground_data(index.snapshot.law),
            "roles": {role.value: text for role, text in ROLES.items()},
        }
        return self._desk.html(request, "people.html", index, data=data)

    def people_json(self, _: Request) -> Response:
        index = self._desk.index()
        return JSONResponse({"people": people_data(index), "head": index.snapshot.head})

    def person(self, request: Request) -> Response:
        index = self._desk.index()
        entity = index.entities.get(request.path_params["id"])
        if entity is None:
            raise HTTPException(404)
        return JSONResponse(person_data(index, entity))

    def elsewhere(self, request: Request) -> Response:
        index = self._desk.index()
        entity = index.entities.get(request.path_params["id"])
        if entity is None:
            raise HTTPException(404)
        return JSONResponse(elsewhere_data(index, entity, self._searcher))

    async def decide_person(self, request: Request) -> Response:
        body = await limited_body(request)
        return await run_in_threadpool(self._decide_person, body, user_of(request))

    def _decide_person(self, body: bytes, user: str) -> Response:
        sent = parse(body, PersonIn)
        return self._record(sent.expected, lambda index: (build_person(sent, index, user), 0))

    # --- documents ---------------------------------------------------------------------

    def document(self, request: Request) -> Response:
        index = self._desk.index()
        document = index.documents.get(request.path_params["number"])
        if document is None:
            raise HTTPException(404)
        data = document_data(index, document, self._texts)
        return self._desk.html(
            request,
            "document.html",
            index,
            document=data,
            judgements=JUDGEMENTS,
            data={"document": data, "grounds": ground_data(index.snapshot.law)},
        )

    async def decide_document(self, request: Request) -> Response:
        body = await limited_body(request)
        return await run_in_threadpool(self._decide_document, body, user_of(request))

    def _decide_document(self, body: bytes, user: str) -> Response:
        sent = parse(body, DocumentIn)
        return self._record(sent.expected, lambda index: (build_document(sent, index, user), 0))

    # --- search ------------------------------------------------------------------------

    def search(self, request: Request) -> Response:
        index = self._desk.index()
        data = {
            "grounds": ground_data(index.snapshot.law),
            "labels": {label.value: text for label, text in LABELS.items()},
        }
        query = request.query_params.get("q", "")[:200]
        return self._desk.html(request, "search.html", index, data=data, query=query)

    def search_json(self, request: Request) -> Response:
        index = self._desk.index()
        query = request.query_params.get("q", "")[:200]
        near = bool(request.query_params.get("near"))
        if near:
            hits = self._searcher.near(index.pages, query, _NEAR)
            total = len(hits)
        else:
            hits, total = self._searcher.find(index.pages, query, _HITS)
        found = [hit_data(index, hit.place, hit.start, hit.end) for hit in hits]
        return JSONResponse({"head": index.snapshot.head, "total": total, "hits": found})

    async def mark_found(self, request: Request) -> Response:
        body = await limited_body(request)
        return await run_in_threadpool(self._mark_found, body, user_of(request))

    def _mark_found(self, body: bytes, user: str) -> Response:
        sent = parse(body, SearchIn)
        return self._record(sent.expected, lambda index: build_found(sent, index, user))

    # --- second look -------------------------------------------------------------------

    def sample(self, request: Request) -> Response:
        index = self._desk.index()
        drawn = sample.latest(index.snapshot.log)
        values = {
            "unmarked": len(sample.unmarked(index)),
            "sample": _sample_data(index, drawn) if drawn else None,
            "data": {"head": index.snapshot.head},
        }
        return self._desk.html(request, "sample.html", index, **values)

    async def take_sample(self, request: Request) -> Response:
        body = await limited_body(request)
        return await run_in_threadpool(self._take_sample, body, user_of(request))

    def _take_sample(self, body: bytes, user: str) -> Response:
        sent = parse(body, SampleIn)

        def build(index: Index) -> tuple[list[Choice], int]:
            if sent.size is not None:
                if not sample.unmarked(index):
                    raise InputError("er zijn geen pagina's zonder markeringen.")
                return [sample.draw(index, sent.size, user)], 0
            drawn = sample.latest(index.snapshot.log)
            place = (sent.number, sent.page)
            if drawn is None or place not in drawn.pages:
                raise InputError("deze pagina hoort niet bij de steekproef.")
            return [sample.result(drawn, place, sent.missed, user)], 0

        return self._record(sent.expected, build)

    # --- the log -----------------------------------------------------------------------

    def log(self, request: Request) -> Response:
        index = self._desk.index()
        about = request.query_params.get("q", "")[:200]
        everything = bool(request.query_params.get("alles"))
        most = None if everything or about.strip() else _LOG_LINES
        lines = log_data(index, about, most)
        return self._desk.html(
            request,
            "log.html",
            index,
            lines=lines if everything else lines[:_LOG_LINES],
            total=len(lines) if about.strip() else len(index.snapshot.log),
            about=about,
            head=index.snapshot.head,
        )

    def _record(
        self, expected: str, build: Callable[[Index], tuple[list[Choice], int]]
    ) -> Response:
        """Records what ``build`` makes of the dossier as it stands; says how much and what not."""
        before = self._desk.index()
        try:
            choices, left = build(before)
            if choices:
                self._desk.backend.record(choices, expected)
        except StaleChoice as fault:
            return JSONResponse({"error": stale_text(fault)}, 409)
        after = self._desk.index()
        again = before.snapshot.approved_pages - after.snapshot.approved_pages
        return JSONResponse(
            {
                "saved": len(choices),
                "left": left,
                "again": len(again),
                "head": after.snapshot.head,
            }
        )


def _sample_data(index: Index, drawn: sample.Sample) -> dict[str, Any]:
    found = sample.estimate(drawn)
    made = {
        place: sum(item.mark.rules == BY_HAND for item in index.marks(place))
        for place in drawn.pages
        if place in index.pages
    }
    return {
        "by": drawn.by,
        "at": moment(drawn.at),
        "population": drawn.population,
        "size": len(drawn.pages),
        "seen": len(drawn.seen),
        "missed": sum(drawn.seen.values()),
        "wrong": sum(count > 0 for count in drawn.seen.values()),
        "estimate": found,
        "pages": [
            {
                "number": place[0],
                "page": place[1],
                "title": title(index.document(place[0])),
                "url": page_url(place),
                "seen": drawn.seen.get(place),
                "made": made[place],
            }
            for place in drawn.pages
            if place in made
        ],
    }
