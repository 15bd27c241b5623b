"""The review page as an application, and as a server on loopback."""

from __future__ import annotations

import gc
import secrets
import socket
from contextlib import suppress

import click
import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from woo_tool.errors import EnvironmentFaultError, InputError, WooError
from woo_tool.review.auth import SECURITY_HEADERS, Guard, Proxy
from woo_tool.review.backend import Backend
from woo_tool.review.cases import CaseViews
from woo_tool.review.desk import Desk
from woo_tool.review.dossier_views import DossierViews
from woo_tool.review.finish import Finish
from woo_tool.review.views import Views
from woo_tool.review.workshop import Workshop

HOST = "127.0.0.1"

_TEXTS = {
    404: "Deze pagina is er niet.",
    405: "Dit kan hier niet.",
    413: "Dit verzoek is te groot.",
    500: "Er ging iets mis in het programma. Zie het venster van 'woo review'; ververs de pagina.",
}


def create_app(
    backend: Backend,
    *,
    token: str,
    user: str,
    port: int,
    proxy: Proxy | None = None,
    workshop: Workshop | None = None,
) -> Starlette:
    """The review page over one dossier; ``workshop`` makes the package and drafts of it.

    ``token`` opens it once (``/?token=...``); ``user`` is who makes the choices, as the log will
    say; ``port`` is the port that the browser sees, which the Host header must carry. Behind a
    ``proxy`` neither token nor ``user`` counts: the proxy says who is asking.
    """
    desk = Desk(backend)
    views, over, finish = Views(desk), DossierViews(desk), Finish(desk, workshop)
    cases = CaseViews(desk)
    app = Starlette(
        routes=[
            Route("/", views.dossier),
            Route("/personen", over.people),
            Route("/zaken", cases.cases),
            Route("/zoeken", over.search),
            Route("/steekproef", over.sample),
            Route("/logboek", over.log),
            Route("/afronden", finish.page),
            Route("/gemaakt/{id}", finish.file),
            Route("/stuk/{number}", over.document),
            Route("/d/{number}/{page:int}", views.page),
            Route("/p/{number}/{page:int}.png", views.image),
            Route("/lakbeeld/{number}/{page:int}.png", views.preview),
            Route("/api/head", views.head_json),
            Route("/api/page/{number}/{page:int}", views.page_json),
            Route("/api/words/{number}/{page:int}", views.words_json),
            Route("/api/history/{mark}", views.history_json),
            Route("/api/people", over.people_json),
            Route("/api/person/{id}", over.person),
            Route("/api/elsewhere/{id}", over.elsewhere),
            Route("/api/search", over.search_json),
            Route("/api/finish", finish.state, methods=["GET"]),
            Route("/api/finish", finish.make, methods=["POST"]),
            Route("/api/choices", views.choose, methods=["POST"]),
            Route("/api/person", over.decide_person, methods=["POST"]),
            Route("/api/document", over.decide_document, methods=["POST"]),
            Route("/api/case", cases.decide, methods=["POST"]),
            Route("/api/found", over.mark_found, methods=["POST"]),
            Route("/api/sample", over.take_sample, methods=["POST"]),
            Route("/static/{name}", views.static),
        ],
        middleware=[Middleware(Guard, token=token, port=port, user=user, proxy=proxy)],
        exception_handlers={
            WooError: _refused,
            HTTPException: _http_fault,
            Exception: _internal_fault,
        },
    )
    app.router.redirect_slashes = False  # an address is right or it isn't there
    return app


def serve(
    backend: Backend,
    *,
    port: int | None,
    user: str,
    proxy: Proxy | None = None,
    workshop: Workshop | None = None,
) -> None:
    """Serve the review page on loopback until Ctrl-C, and print its one-time start address.

    ``port`` None takes a free one. Behind a ``proxy`` there is no start address: who comes through
    it is let in under the name it gives. Raises EnvironmentFaultError when the port is taken.
    """
    with listen(port) as listener:
        backend.snapshot()  # read it all before the first page is asked for,
        gc.freeze()  # and don't look through millions of words for garbage again
        number = listener.getsockname()[1]
        token = secrets.token_urlsafe(24)
        app = create_app(
            backend, token=token, user=user, port=number, proxy=proxy, workshop=workshop
        )
        server = uvicorn.Server(server_config(app))
        if proxy:
            click.echo(f"De beoordelingspagina staat klaar achter de proxy: https://{proxy.host}/")
            click.echo(f"De proxy hoort door te verwijzen naar http://{HOST}:{number}/")
        else:
            click.echo(
                "De beoordelingspagina staat klaar. Open dit adres in uw browser (werkt één keer):"
            )
            click.echo(f"\n  http://{HOST}:{number}/?token={token}\n")
        click.echo("Stoppen: Ctrl-C. Elke keuze is opgeslagen zodra de pagina dat zegt.")
        try:
            with suppress(KeyboardInterrupt):
                server.run(sockets=[listener])
        finally:
            if workshop is not None:
                workshop.close()
    click.echo("\nDe beoordelingspagina is gestopt.")


def server_config(app: Starlette) -> uvicorn.Config:
    """How uvicorn runs the app: no websockets, no name of the server, no log of addresses."""
    return uvicorn.Config(
        app,
        loop="asyncio",
        http="h11",
        ws="none",
        lifespan="off",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=2,
    )


def listen(port: int | None) -> socket.socket:
    """A socket on loopback at this port, or at a free one. Raises EnvironmentFaultError."""
    # with the protocol named asyncio sends small answers at once; without it each waits 40 ms
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port or 0))
        listener.listen()
    except (OSError, OverflowError) as fault:
        listener.close()
        raise EnvironmentFaultError(
            f"poort {port} kan niet worden gebruikt.",
            where="woo review",
            advice="Kies een andere met --port, of laat --port weg voor een vrije poort.",
        ) from fault
    return listener


def _wants_json(request: Request) -> bool:
    return request.url.path.startswith("/api/")


def _answer(request: Request, text: str, status: int) -> Response:
    if _wants_json(request):
        return JSONResponse({"error": text}, status)
    return PlainTextResponse(text + "\n", status)


def _refused(request: Request, fault: Exception) -> Response:
    """A fault with a message for the user: bad input is the browser's, the rest the server's."""
    text = fault.message if isinstance(fault, WooError) else _TEXTS[500]
    return _answer(
        request, text[:1].upper() + text[1:], 400 if isinstance(fault, InputError) else 503
    )


def _http_fault(request: Request, fault: Exception) -> Response:
    status = fault.status_code if isinstance(fault, HTTPException) else 500
    return _answer(request, _TEXTS.get(status, "Dit verzoek kan niet."), status)


def _internal_fault(request: Request, _: Exception) -> Response:
    """This answer is made outside the guard, so it brings the safe headers itself."""
    answer = _answer(request, _TEXTS[500], 500)
    answer.headers.update(SECURITY_HEADERS)
    return answer
