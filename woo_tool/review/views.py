"""The page and dossier views and the calls behind them: no path comes from a request."""

from __future__ import annotations

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from woo_tool.errors import InputError
from woo_tool.kinds import MarkState
from woo_tool.review.attention import attention_data, history_data
from woo_tool.review.backend import StaleChoice
from woo_tool.review.choices import build_choices, parse_choices
from woo_tool.review.desk import HERE, Desk, limited_body, place_of, user_of
from woo_tool.review.geometry import to_view
from woo_tool.review.index import Index, Place
from woo_tool.review.present import dossier_data, ground_data, page_data
from woo_tool.review.render import SCALES, PageImages
from woo_tool.review.words import LABELS, LAWS, STATES

_MEDIA = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}


class Views:
    """The endpoints of the page view and the dossier view; drawn pages are kept in memory."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._images = PageImages()
        self._files = _static_files()

    def dossier(self, request: Request) -> Response:
        index = self._desk.index()
        return self._desk.html(
            request,
            "dossier.html",
            index,
            dossier=dossier_data(index, user_of(request)),
            attention=attention_data(index),
            head=index.snapshot.head,
        )

    def page(self, request: Request) -> Response:
        index = self._desk.index()
        place = place_of(request, index)
        data = {
            "page": page_data(index, place, user_of(request)),
            "grounds": ground_data(index.snapshot.law),
            "labels": {label.value: text for label, text in LABELS.items()},
            "law": LAWS[index.snapshot.law],
        }
        return self._desk.html(request, "page.html", index, data=data, page=data["page"])

    def page_json(self, request: Request) -> Response:
        index = self._desk.index()
        return JSONResponse(page_data(index, place_of(request, index), user_of(request)))

    def words_json(self, request: Request) -> Response:
        """Where each word of the page stands, as it is shown, to select text by mouse or keys."""
        index = self._desk.index()
        page = index.pages[place_of(request, index)]
        words = [
            [word.start, word.end, word.line, *(round(v, 1) for v in to_view(word.box, page))]
            for word in page.words
        ]
        return JSONResponse({"words": words, "text": page.text})

    def head_json(self, _: Request) -> Response:
        return JSONResponse({"head": self._desk.backend.head()})

    def history_json(self, request: Request) -> Response:
        return JSONResponse(history_data(self._desk.index(), request.path_params["mark"]))

    def image(self, request: Request) -> Response:
        index = self._desk.index()
        place = place_of(request, index)
        scale = _scale(request)
        image = self._images.png(self._desk.backend.page_pdf(place[0]), place[1], scale)
        ahead = index.neighbour(place, 1)
        task = BackgroundTask(self._draw_ahead, ahead, scale) if ahead else None
        return Response(image, media_type="image/png", background=task)

    def preview(self, request: Request) -> Response:
        """The page as the redactor makes it now; kept as long as its marks stay the same."""
        index = self._desk.index()
        place = place_of(request, index)
        sha = index.document(place[0]).sha256
        boxes = [
            (item.mark.id, item.grounds)
            for item in index.marks(place)
            if item.state is MarkState.APPROVED
        ]
        image = self._images.preview(
            f"{sha}|{place}|{boxes}",
            _scale(request),
            lambda: self._desk.backend.preview(*place),
        )
        return Response(image, media_type="image/png")

    def _draw_ahead(self, place: Place, scale: int) -> None:
        """Draw the next page before it is asked for; a fault shows when that page is opened."""
        try:
            self._images.png(self._desk.backend.page_pdf(place[0]), place[1], scale)
        except InputError:
            return

    def static(self, request: Request) -> Response:
        found = self._files.get(request.path_params["name"])
        if found is None:
            raise HTTPException(404)
        content, media = found
        return Response(content, media_type=media)

    async def choose(self, request: Request) -> Response:
        body = await limited_body(request)
        return await run_in_threadpool(self._choose, body, user_of(request))

    def _choose(self, body: bytes, user: str) -> Response:
        sent = parse_choices(body)
        place = (sent.number, sent.page)
        try:
            choices = build_choices(sent, self._desk.index(), user)
            self._desk.backend.record(choices, sent.expected)
        except StaleChoice as fault:
            content = {"error": stale_text(fault), "page": self._now(place, user)}
            return JSONResponse(content, 409)
        return JSONResponse({"page": self._now(place, user)})

    def _now(self, place: Place, user: str) -> dict[str, object]:
        index: Index = self._desk.index()
        return page_data(index, place, user)


def _scale(request: Request) -> int:
    scale = request.query_params.get("s", "2")
    if scale not in {str(known) for known in SCALES}:
        raise InputError("deze vergroting is er niet.")
    return int(scale)


def stale_text(fault: StaleChoice) -> str:
    """Why a choice was refused, with what another decided in the meantime."""
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
        for path in sorted((HERE / "static").iterdir())
        if path.suffix in _MEDIA
    }
