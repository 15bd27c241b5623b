"""The review page of a large dossier against that of a small one: ``python -m benchmarks.review``.

Two dossiers are made in a temporary folder (``--pages``, by default 5,000 and 40), with the caches
that ``woo detect`` leaves. Everything is measured in one run on both, in this process and over
loopback; the ratio is what counts. Times are wall-clock milliseconds, the least of a few rounds
where a step can be repeated.
"""

from __future__ import annotations

import argparse
import secrets
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import httpx
import uvicorn

from benchmarks.review_dossier import EVERYWHERE, make_dossier
from woo_tool import pipeline
from woo_tool.kinds import MarkState
from woo_tool.review.app import create_app, listen, server_config
from woo_tool.review.dossier import DossierBackend
from woo_tool.store import Store

_SMALL, _LARGE, _ROUNDS = 40, 5_000, 5
_LIMIT = 50.0  # milliseconds of server time from cache (the page's own promise)

T = TypeVar("T")


class Measure:
    """One dossier, its server, and the milliseconds of every step by name."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.spent: dict[str, float] = {}

    def timed(self, name: str, run: Callable[[], T], rounds: int = 1) -> T:
        """The outcome of a step; its least time is kept."""
        for _ in range(rounds):
            start = time.perf_counter()
            outcome = run()
            spent = (time.perf_counter() - start) * 1000
            self.spent[name] = min(self.spent.get(name, spent), spent)
        return outcome

    def run(self) -> None:
        """Opens the dossier and works in it, as a reviewer would."""
        store = Store.open(self.root)
        view = self.timed("open: read the dossier", lambda: pipeline.synced(store))
        backend = DossierBackend(store, view)
        with _served(backend) as (site, token):
            headers = {"origin": site, "sec-fetch-site": "same-origin"}
            with httpx.Client(base_url=site, headers=headers, trust_env=False) as client:
                client.get(f"/?token={token}")
                self._look(client)
                self._decide(client, backend)

    def _look(self, client: httpx.Client) -> None:
        def get(address: str) -> Callable[[], httpx.Response]:
            return lambda: client.get(address).raise_for_status()

        self.timed("open: the first page", get("/d/0001/1"))
        self.timed("image, drawn", get("/p/0001/3.png"))
        self.timed("the dossier", get("/"))
        self.timed("persons", get("/personen"))
        self.timed("page data", get("/api/page/0001/3"), _ROUNDS)
        self.timed("image, from cache", get("/p/0001/3.png"), _ROUNDS)
        self.timed("image of the next page, drawn ahead", get("/p/0001/4.png"))

    def _decide(self, client: httpx.Client, backend: DossierBackend) -> None:
        page = client.get("/api/page/0001/5").json()
        for nth in range(_ROUNDS):
            body = _choice(page, nth)
            answer = self.timed(
                "a choice on a mark",
                lambda body=body: client.post("/api/choices", json=body).raise_for_status(),  # type: ignore[misc]
            )
            page = answer.json()["page"]
        (entity,) = (one for one in backend.snapshot().entities if one.name == EVERYWHERE)
        person = client.get(f"/api/person/{entity.id}").json()
        seen = [mark["id"] for mark in person["marks"]]
        content = {"kind": "decide", "expected": person["head"], "id": entity.id, "seen": seen}
        self.timed(
            f"a choice on a person, {len(seen)} places",
            lambda: client.post("/api/person", json={**content, "action": "redact"}),
        ).raise_for_status()


@contextmanager
def _served(backend: DossierBackend) -> Iterator[tuple[str, str]]:
    """A server on loopback, as ``woo review`` runs it: its address and token."""
    with listen(None) as listener:
        port = listener.getsockname()[1]
        token = secrets.token_urlsafe(16)
        app = create_app(backend, token=token, user="C. Beoordelaar", port=port)
        server = uvicorn.Server(server_config(app))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{port}", token
        finally:
            server.should_exit = True
            thread.join()


def _choice(page: dict[str, Any], nth: int) -> dict[str, Any]:
    mark = next(one for one in page["marks"] if one["state"] == MarkState.PROPOSED)
    return {
        "expected": page["head"], "number": page["number"], "page": page["page"],
        "choices": [{"action": "reject", "mark": mark["id"], "reason": f"keuze {nth}"}],
    }  # fmt: skip


def report(small: Measure, large: Measure, pages: tuple[int, int]) -> list[str]:
    """The lines to print: milliseconds of both, the ratio, and what is over the page's limit."""
    lines = [f"{'milliseconds':42}{pages[0]:>8} p.{pages[1]:>9} p.{'ratio':>8}"]
    for name, little in small.spent.items():
        much = large.spent[name]
        lines.append(f"{name:42}{little:>10.1f}{much:>12.1f}{much / little:>8.1f}")
    slow = [name for name in ("page data", "image, from cache") if large.spent[name] > _LIMIT]
    lines.append(
        f"from cache within {_LIMIT:.0f} ms: {'no: ' + ', '.join(slow) if slow else 'yes'}"
    )
    return lines


def main() -> None:
    """Make both dossiers, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.review", description=__doc__)
    parser.add_argument("--pages", type=int, default=_LARGE, help="pages of the large dossier")
    pages = (_SMALL, parser.parse_args().pages)
    with tempfile.TemporaryDirectory(prefix="woo-meting-") as folder:
        measures = []
        for count in pages:
            store = make_dossier(Path(folder, str(count)), count)
            pipeline.synced(store)  # who is who is worked out once, when the dossier is searched
            measures.append(Measure(store.root))
        for measure in measures:
            measure.run()
    sys.stdout.write("\n".join(report(*measures, pages)) + "\n")


if __name__ == "__main__":
    main()
