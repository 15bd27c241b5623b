"""The pages and the calls behind them. Nothing here reads a path from a request."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

import jinja2
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from woo_tool.errors import InputError
from woo_tool.model import MarkState
from woo_tool.review.backend import Backend, StaleChoice
from woo_tool.review.choices import build_choices, parse_choices
from woo_tool.review.index import Index, Place
from woo_tool.review.present import dossier_data, ground_data, page_data, people_data
from woo_tool.review.render import SCALES, PageImages
from woo_tool.review.words import LABELS, LAWS, STATES

_HERE = Path(__file__).parent
_MAX_BODY = 256 * 1024
_MEDIA = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}


class Views:
    """The endpoints over one backend, with the last index and the drawn pages kept in memory."""

    def __init__(self, backend: Backend, user: str) -> None:
        self._backend = backend
        self._user = user
        self._images = PageImages()
        self._index: Index | None = None
        self._index_lock = Lock()
        self._files = _static_files()

    @cached_property
    def _templates(self) -> jinja2.Environment:
        return jinja2.Environment(
            loader=jinja2.FileSystemLoader(_HERE / "templates"),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def index(self) -> Index:
        snapshot = self._backend.snapshot()
        with self._index_lock:
            if self._index is None or self._index.snapshot is not snapshot:
                self._index = Index(snapshot)
            return self._index

    def dossier(self, _: Request) -> Response:
        index = self.index()
        return self._html("dossier.html", index, dossier=dossier_data(index, self._user))

    def people(self, _: Request) -> Response:
        index = self.index()
        return self._html("people.html", index, people=people_data(index))

    def page(self, request: Request) -> Response:
        index = self.index()
        place = _place(request, index)
        data = {
            "page": page_data(index, place, self._user),
            "grounds": ground_data(index.snapshot.law),
            "labels": {label.value: text for label, text in LABELS.items()},
            "law": LAWS[index.snapshot.law],
        }
        return self._html("page.html", index, data=data, page=data["page"])

    def page_json(self, request: Request) -> Response:
        index = self.index()
        return JSONResponse(page_data(index, _place(request, index), self._user))

    def image(self, request: Request) -> Response:
        index = self.index()
        place = _place(request, index)
        scale = request.query_params.get("s", "2")
        if scale not in {str(known) for known in SCALES}:
            raise InputError("deze vergroting is er niet.")
        image = self._images.png(self._backend.page_pdf(place[0]), place[1], int(scale))
        ahead = index.neighbour(place, 1)
        task = BackgroundTask(self._draw_ahead, ahead, int(scale)) if ahead else None
        return Response(image, media_type="image/png", background=task)

    def _draw_ahead(self, place: Place, scale: int) -> None:
        """Draw the next page before it is asked for; a fault shows when that page is opened."""
        try:
            self._images.png(self._backend.page_pdf(place[0]), place[1], scale)
        except InputError:
            return

    def static(self, request: Request) -> Response:
        found = self._files.get(request.path_params["name"])
        if found is None:
            raise HTTPException(404)
        content, media = found
        return Response(content, media_type=media)

    async def choose(self, request: Request) -> Response:
        body = await _limited_body(request)
        return await run_in_threadpool(self._choose, body)

    def _choose(self, body: bytes) -> Response:
        sent = parse_choices(body)
        place = (sent.number, sent.page)
        try:
            choices = build_choices(sent, self.index(), self._user)
            self._backend.record(choices, sent.expected)
        except StaleChoice as fault:
            content = {
                "error": _stale_text(fault),
                "page": page_data(self.index(), place, self._user),
            }
            return JSONResponse(content, 409)
        return JSONResponse({"page": page_data(self.index(), place, self._user)})

    def _html(self, name: str, index: Index, **values: Any) -> Response:
        snapshot = index.snapshot
        content = self._templates.get_template(name).render(
            reference=snapshot.reference,
            law=LAWS[snapshot.law],
            user=self._user,
            states={state.value: STATES[state] for state in MarkState},
            **values,
        )
        return HTMLResponse(content)


def _place(request: Request, index: Index) -> Place:
    """The page that the address names, if the dossier has it."""
    place = (request.path_params["number"], request.path_params["page"])
    if place not in index.pages:
        raise HTTPException(404)
    return place


def _stale_text(fault: StaleChoice) -> str:
    lines = [
        f"{item.mark.text or 'getekend vlak'}: {STATES[item.state].lower()}"
        + (f" door {item.by}" if item.by else "")
        for item in fault.newer[:3]
    ]
    return (
        f"{fault.what.capitalize()} Nu: {'; '.join(lines)}." if lines else fault.what.capitalize()
    )


def _static_files() -> dict[str, tuple[bytes, str]]:
    """Every script and style sheet by name, read once: a request never names a path."""
    return {
        path.name: (path.read_bytes(), _MEDIA[path.suffix])
        for path in sorted((_HERE / "static").iterdir())
        if path.suffix in _MEDIA
    }


async def _limited_body(request: Request) -> bytes:
    """The body of a JSON request. Raises InputError, HTTPException 413 when it is too large."""
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media != "application/json":
        raise InputError("hier hoort JSON.")
    parts = bytearray()
    async for part in request.stream():
        parts += part
        if len(parts) > _MAX_BODY:
            raise HTTPException(413)
    return bytes(parts)
