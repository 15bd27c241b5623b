"""Who may talk to the review page: one browser on this machine, and no other site through it.

A one-time token in the start address is exchanged for a cookie. Host is checked against DNS
rebinding, Sec-Fetch-Site and Origin against cross-site requests, and every answer carries a
policy that allows only the page's own files.
"""

from __future__ import annotations

import hmac
import os
import secrets
import stat
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from threading import Lock
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from woo_tool.errors import InputError

SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}

_NO_ACCESS = (
    "Geen toegang.\n\nOpen de beoordelingspagina met het startadres dat 'woo review' toont. "
    "Dat adres werkt één keer; start 'woo review' opnieuw voor een nieuw adres.\n"
)
_WRONG_HOST = "Geen toegang: deze pagina is alleen op deze computer te bereiken.\n"
_WRONG_SITE = "Geen toegang: dit verzoek komt niet van de beoordelingspagina zelf.\n"


_LONGEST_NAME = 100
_NO_NAME = "Geen toegang: de proxy zegt niet wie u bent.\n"


@dataclass(frozen=True, slots=True)
class Proxy:
    """A reverse proxy that knows who is asking (a team's single sign-on).

    ``host`` is the name that browsers use (https), ``header`` carries the user. Only a connection
    from ``address`` that knows ``secret`` is believed: any program on this machine has the address,
    the proxy alone has the secret. The proxy must remove both headers from what it gets.
    """

    host: str
    secret: str = field(repr=False)
    header: str = "x-forwarded-user"
    address: str = "127.0.0.1"


SECRET_HEADER = "x-woo-proxy-secret"  # noqa: S105 (the name of a header)
_SHORTEST_SECRET = 32


def read_secret(path: Path) -> str:
    """The secret that the proxy shares with this page: the first line of a file that only its
    owner can read. Raises InputError."""
    try:
        with path.open(encoding="ascii") as file:
            mode = os.fstat(file.fileno()).st_mode
            secret = file.readline(4096).strip()
    except (OSError, UnicodeDecodeError) as fault:
        raise InputError("het geheim van de proxy is niet te lezen.", where=str(path)) from fault
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise InputError(
            "het geheim van de proxy is ook voor anderen te lezen.",
            where=str(path),
            advice="Zet de rechten op alleen lezen voor uzelf: chmod 400.",
        )
    if len(secret) < _SHORTEST_SECRET or not secret.isprintable():
        raise InputError(
            f"het geheim van de proxy moet ten minste {_SHORTEST_SECRET} tekens hebben.",
            where=str(path),
            advice="Maak er een met: openssl rand -hex 32",
        )
    return secret


class Guard:
    """ASGI middleware: lets through what comes from the browser that used the start address.

    Behind a proxy: what comes from the proxy's address with a name. Either way the name of who is
    asking is put in ``request.state.user``.
    """

    def __init__(
        self, app: ASGIApp, *, token: str, port: int, user: str, proxy: Proxy | None = None
    ) -> None:
        self._app = app
        self._user = user
        self._proxy = proxy
        self._token = token
        self._token_lock = Lock()
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}", f"[::1]:{port}"}
        # a cookie counts for every port of a host, so the port is in its name
        self._cookie = f"woo_review_{port}"
        self._session = secrets.token_urlsafe(32)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return  # no websockets here

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(SECURITY_HEADERS)
            await send(message)

        headers = Headers(scope=scope)
        answer = self._proxied(scope, headers) if self._proxy else self._answer(scope, headers)
        await (answer or self._app)(scope, receive, send_safely)

    def _answer(self, scope: Scope, headers: Headers) -> Response | None:
        """What the guard says itself; None lets the request through."""
        if not _one_of(headers, "host", self._hosts):
            return PlainTextResponse(_WRONG_HOST, 403)
        known = self._has_session(headers)
        tokens = parse_qs(scope["query_string"].decode("latin-1")).get("token", [])
        if scope["path"] == "/" and scope["method"] == "GET" and tokens:
            return self._start(tokens[0], known)
        if not known:
            return PlainTextResponse(_NO_ACCESS, 403)
        return self._let_in(scope, headers, self._user, "http")

    def _proxied(self, scope: Scope, headers: Headers) -> Response | None:
        """The same behind a proxy: its address and secret, its host name and one printable user."""
        proxy = self._proxy
        client = scope.get("client")
        if proxy is None or client is None or client[0] != proxy.address:
            return PlainTextResponse(_WRONG_HOST, 403)
        given = headers.getlist(SECRET_HEADER)
        if len(given) != 1 or not _same(given[0], proxy.secret):
            return PlainTextResponse(_WRONG_HOST, 403)
        if not _one_of(headers, "host", {proxy.host}):
            return PlainTextResponse(_WRONG_HOST, 403)
        names = headers.getlist(proxy.header)
        try:
            name = names[0].encode("latin-1").decode().strip() if len(names) == 1 else ""
        except UnicodeDecodeError:
            name = ""
        if not name or not name.isprintable() or len(name) > _LONGEST_NAME:
            return PlainTextResponse(_NO_NAME, 403)
        return self._let_in(scope, headers, name, "https")

    def _let_in(self, scope: Scope, headers: Headers, user: str, scheme: str) -> Response | None:
        if scope["method"] not in ("GET", "HEAD") and not _from_own_page(headers, scheme):
            return PlainTextResponse(_WRONG_SITE, 403)
        scope.setdefault("state", {})["user"] = user
        return None

    def _start(self, token: str, known: bool) -> Response:
        """Exchange the start address for a cookie, once."""
        if known:
            return RedirectResponse("/", 303)
        with self._token_lock:
            right = bool(self._token) and _same(token, self._token)
            if right:
                self._token = ""
        if not right:
            return PlainTextResponse(_NO_ACCESS, 403)
        answer = RedirectResponse("/", 303)
        answer.set_cookie(self._cookie, self._session, httponly=True, samesite="strict", path="/")
        return answer

    def _has_session(self, headers: Headers) -> bool:
        for header in headers.getlist("cookie"):
            try:
                morsel = SimpleCookie(header).get(self._cookie)
            except CookieError:
                continue
            if morsel is not None and _same(morsel.value, self._session):
                return True
        return False


def _same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode(), wanted.encode())


def _one_of(headers: Headers, name: str, known: set[str]) -> bool:
    """True when the header is there once, with one of these values."""
    return headers.getlist(name) == [headers.get(name, "")] and headers[name] in known


def _from_own_page(headers: Headers, scheme: str) -> bool:
    """True when the browser says that the request was made by this page.

    A browser without Sec-Fetch-Site must send an Origin; a request with neither is refused.
    """
    site = headers.get("sec-fetch-site")
    origin = headers.get("origin")
    if site is not None and site != "same-origin":
        return False
    if origin is not None:
        return origin == f"{scheme}://{headers['host']}"
    return site is not None
