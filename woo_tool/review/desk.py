"""What every view shares: the dossier as it stands, who is asking, and how an answer is made."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

import jinja2
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from woo_tool.errors import InputError
from woo_tool.kinds import MarkState
from woo_tool.review.backend import Backend
from woo_tool.review.index import Index, Place
from woo_tool.review.words import LAWS, STATES

HERE = Path(__file__).parent
_MAX_BODY = 256 * 1024


class Desk:
    """One backend with the last index of it, and the templates."""

    def __init__(self, backend: Backend) -> None:
        self.backend = backend
        self._index: Index | None = None
        self._lock = Lock()

    @cached_property
    def _templates(self) -> jinja2.Environment:
        return jinja2.Environment(
            loader=jinja2.FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def index(self) -> Index:
        """The dossier arranged for looking up; the same object while nothing changes."""
        snapshot = self.backend.snapshot()
        with self._lock:
            if self._index is None or self._index.snapshot is not snapshot:
                self._index = Index(snapshot, self._index)
            return self._index

    def html(self, request: Request, name: str, index: Index, **values: Any) -> Response:
        """A page from a template; every text in it is escaped."""
        snapshot = index.snapshot
        content = self._templates.get_template(name).render(
            reference=snapshot.reference,
            law=LAWS[snapshot.law],
            user=user_of(request),
            has_cases=snapshot.has_cases,
            states={state.value: STATES[state] for state in MarkState},
            **values,
        )
        return HTMLResponse(content)


def user_of(request: Request) -> str:
    """Who is asking, as the guard established it."""
    name: str = request.state.user
    return name


def place_of(request: Request, index: Index) -> Place:
    """The page that the address names, if the dossier has it. Raises HTTPException 404."""
    place = (request.path_params["number"], request.path_params["page"])
    if place not in index.pages:
        raise HTTPException(404)
    return place


async def limited_body(request: Request) -> bytes:
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
