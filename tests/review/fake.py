# ruff: noqa: E501 (the tables below read as tables)
"""A dossier in memory for the tests of the review page: real PDFs, a real fold, no disk log."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
import pymupdf
import uvicorn

from woo_tool import documents_csv
from woo_tool.fold import fold, page_approval
from woo_tool.kinds import Action, Label, Law, PageSource, Role, Status
from woo_tool.model import (
    Box,
    Choice,
    Decision,
    Document,
    Entity,
    Mark,
    OpenQuestion,
    Page,
    Word,
    mark_id,
)
from woo_tool.pages import page_keys, sketch
from woo_tool.review.app import create_app, listen, server_config
from woo_tool.review.backend import Backend, CaseSheet, Snapshot, StaleChoice
from woo_tool.steps.resolving import Scan

TOKEN = "test-token"
PORT = 8123
HOST = f"127.0.0.1:{PORT}"
SITE = f"http://{HOST}"
EVIL = "<img src=x onerror=alert(1)>"

PAGE_ONE = (
    "Ministerie van Voorbeeldzaken",
    "Memo",
    "",
    "Aan: de secretaris-generaal, Ilse Brandwijk",
    "Van: Farida Ouladzahra, directie Bedrijfsvoering",
    "Kopie: j.terpstra@minvoorbeeld.nl",
    "Datum: 12 maart 2021",
    "",
    "Op 3 maart 2021 sprak ik met Wessel Hoogkarspel over de verhuizing van de",
    "afdeling naar de tweede verdieping. Hij gaf aan dat de planning niet haalbaar is.",
    "Volgens Farida Ouladzahra is de leverancier te laat met het meubilair.",
    "",
    "Naar mijn mening is het verstandiger om de verhuizing uit te stellen tot na de zomer.",
    "Telefonisch is de heer Hoogkarspel te bereiken op 070 - 348 91 22.",
)
PAGE_TWO = (
    "Vervolg van de memo",
    "",
    "Met Wessel Hoogkarspel is afgesproken dat hij uiterlijk in april een nieuw plan maakt.",
    "Zijn postadres is Lindenhof 12, 2499 ZK Den Haag.",
    "De staatssecretaris is geïnformeerd.",
)
MARKS: tuple[tuple[int, str, Label, Action, tuple[str, ...], str, str | None, Role | None], ...] = (
    (1, "Ilse Brandwijk", Label.PERSON, Action.KEEP, (), "Secretaris-generaal: naam blijft.", "p3", Role.TOP_OFFICIAL),
    (1, "Farida Ouladzahra", Label.PERSON, Action.REDACT, ("5.1.2.e",), "Naam na 'Van:' in de kop.", "p1", Role.OFFICIAL),
    (1, "j.terpstra@minvoorbeeld.nl", Label.EMAIL_ADDRESS, Action.REDACT, ("5.1.2.e",), "E-mailadres van een persoon; het domein blijft.", None, None),
    (1, "Wessel Hoogkarspel", Label.PERSON, Action.REDACT, ("5.1.2.e",), "Voornaam en achternaam.", "p2", Role.OFFICIAL),
    (1, "is het verstandiger om de verhuizing uit te stellen", Label.OPINION, Action.ASK, ("5.2.1",), "Mogelijk een persoonlijke beleidsopvatting.", None, None),
    (1, "91 22", Label.PHONE_NUMBER, Action.REDACT, ("5.1.2.e",), "Doorkiesnummer; het hoofdnummer blijft.", None, None),
    (2, "Wessel Hoogkarspel", Label.PERSON, Action.REDACT, ("5.1.2.e",), "Voornaam en achternaam.", "p2", Role.OFFICIAL),
    (2, "Lindenhof 12, 2499 ZK Den Haag", Label.ADDRESS, Action.REDACT, ("5.1.2.e",), "Adres na 'postadres'.", None, None),
)  # fmt: skip


def make_pdf(path: Path, pages: Sequence[Sequence[str]], rotation: int = 0) -> None:
    """A PDF with these lines on its pages."""
    with pymupdf.open() as document:
        for lines in pages:
            sheet = document.new_page(width=595, height=842)
            for nth, line in enumerate(lines):
                bold = nth == 0
                sheet.insert_text(
                    (72, 90 + 19 * nth),
                    line,
                    fontsize=13 if bold else 11,
                    fontname="hebo" if bold else "helv",
                )
            sheet.set_rotation(rotation)
        document.save(path)


def read_page(path: Path, number: str, nth: int) -> Page:
    """The page with its words, in its own unrotated space."""
    with pymupdf.open(path) as document:
        sheet = document[nth - 1]
        rotation = sheet.rotation
        sheet.set_rotation(0)
        words: list[Word] = []
        text = ""
        line = -1
        for x0, y0, x1, y1, word, block, row, _ in sheet.get_text("words"):
            here = block * 1000 + row
            text += "" if not text else " " if here == line else "\n"
            words.append(Word(word, len(text), Box(x0, y0, x1, y1), here))
            text += word
            line = here
        return Page(number, nth, text, tuple(words), sheet.rect.width, sheet.rect.height, rotation)


def find_mark(page: Page, text: str, label: Label, action: Action, **values: object) -> Mark:
    """A mark over the first place where the page says ``text``."""
    start = page.text.index(text)
    end = start + len(text)
    goes = start + text.index("@") if label is Label.EMAIL_ADDRESS else end
    lines: dict[int, Box] = {}
    for word in page.words:
        if word.start < goes and word.end > start:
            box, known = word.box, lines.get(word.line)
            if label is Label.EMAIL_ADDRESS:
                share = (goes - start) / len(text)
                box = box._replace(x1=box.x0 + (box.x1 - box.x0) * share)
            if known:
                box = Box(known.x0, min(known.y0, box.y0), box.x1, max(known.y1, box.y1))
            lines[word.line] = box
    return Mark(
        id=mark_id("sha", page.number, (start, end), label.value),
        document=page.document,
        page=page.number,
        start=start,
        end=end,
        text=text,
        label=label,
        action=action,
        redact_start=start,
        redact_end=goes,
        boxes=tuple(lines.values()),
        **values,  # type: ignore[arg-type]
    )


@dataclass
class Logged:
    """One line of the log in memory."""

    choice: Choice
    seq: int


class FakeBackend:
    """The protocol over marks and a list of choices."""

    def __init__(
        self, folder: Path, *, rotation: int = 0, extra_title: str = "", four_eyes: bool = False
    ) -> None:
        self.four_eyes = four_eyes
        self.sheets: tuple[CaseSheet, ...] = ()
        self.log: list[Logged] = []
        self._lock = threading.Lock()
        self._paths = {"0001": folder / "een.pdf", "0002": folder / "twee.pdf"}
        make_pdf(self._paths["0001"], [PAGE_ONE, PAGE_TWO], rotation)
        make_pdf(self._paths["0002"], [["Plattegrond", "", "Zie de tekening."]])
        self.pages = {
            "0001": tuple(read_page(self._paths["0001"], "0001", nth) for nth in (1, 2)),
            "0002": (replace(read_page(self._paths["0002"], "0002", 1), source=PageSource.NONE),),
        }
        self.documents = (
            Document("0001", "memo verhuizing.docx", "docx", "a" * 64, Status.OK, title="Memo verhuizing afdeling", kind="memo", pages=2),
            Document("0002", EVIL + ".pdf", "pdf", "b" * 64, Status.OK, kind="bijlage", title=extra_title, pages=1, parent="0001"),
            Document("0003", "kapot.pdf", "pdf", "c" * 64, Status.UNREADABLE, reason="Dit bestand is beschadigd."),
        )  # fmt: skip
        self.entities = (
            Entity("p1", "Farida Ouladzahra", ("Farida Ouladzahra", "F. Ouladzahra"), Role.OFFICIAL, Action.REDACT, ("5.1.2.e",), ""),
            Entity("p2", "Wessel Hoogkarspel", ("Wessel Hoogkarspel", "Hoogkarspel"), Role.OFFICIAL, Action.REDACT, ("5.1.2.e",), ""),
            Entity("p3", "Ilse Brandwijk", ("Ilse Brandwijk",), Role.TOP_OFFICIAL, Action.KEEP, (), "Topambtenaar", decided_by="beleid"),
        )  # fmt: skip
        self.marks = tuple(
            find_mark(self.pages["0001"][page - 1], text, label, action, grounds=grounds, reason=reason, entity=entity, role=role)
            for page, text, label, action, grounds, reason, entity, role in MARKS
        )  # fmt: skip
        self._cache: Snapshot | None = None

    @property
    def choices(self) -> list[Choice]:
        return [line.choice for line in self.log]

    def snapshot(self) -> Snapshot:
        with self._lock:
            if self._cache is None:
                self._cache = self._fold()
            return self._cache

    def head(self) -> str:
        return str(len(self.log))

    def preview(self, number: str, page: int) -> bytes:
        with pymupdf.open(self._paths[number]) as document:
            document.select([page - 1])
            data: bytes = document.tobytes()
            return data

    def record(self, choices: Sequence[Choice], expected: str) -> None:
        with self._lock:
            targets = {_key(choice.target) for choice in choices}
            newer = {
                _key(line.choice.target) for line in self.log if line.seq > int(expected)
            } & targets
            if newer:
                state = self._cache or self._fold()
                raise StaleChoice(tuple(m for m in state.marks if f"mark:{m.mark.id}" in newer))
            for choice in choices:
                if choice.action == "approve_page":
                    choice = replace(choice, to=self._seen(choice.target))
                self.log.append(Logged(choice, len(self.log) + 1))
            self._cache = None

    def _seen(self, target: str) -> str:
        number, _, page = target.removeprefix("page:").partition("/")
        marks = (self._cache or self._fold()).marks
        return page_approval(
            item for item in marks if (item.mark.document, item.mark.page) == (number, int(page))
        )

    def undecided(self) -> tuple[OpenQuestion, ...]:
        return tuple(
            OpenQuestion(number, page, "deze pagina is nog niet goedgekeurd", blocks=True)
            for number, page in page_keys(self.pages)
            if (number, page) not in self.snapshot().approved_pages
        )

    def third_parties(self) -> tuple[str, ...]:
        return ("Aannemer Voorbeeld B.V.",)

    def cases(self) -> tuple[CaseSheet, ...]:
        return self.sheets

    def page_pdf(self, number: str) -> Path:
        return self._paths[number]

    def _fold(self) -> Snapshot:
        log = tuple(_decision(line) for line in self.log)
        folded = fold(self.marks, log, self.pages)
        enough = 2 if self.four_eyes else 1
        approved = frozenset(key for key, names in folded.approvals.items() if len(names) >= enough)
        ever = frozenset(
            (number, int(page))
            for item in log
            if item.action == "approve_page"
            for number, _, page in [item.target.removeprefix("page:").partition("/")]
        )
        return Snapshot(
            reference="VZ-2021.0007",
            law=Law.WOO,
            head=str(len(self.log)),
            documents=documents_csv.apply(self.documents, log),
            pages=self.pages,
            marks=folded.marks,
            approved_pages=approved,
            entities=self.entities,
            reopened_pages=ever - approved,
            approved_by=folded.approvals,
            four_eyes=self.four_eyes,
            log=log,
            scans=tuple(
                Scan(page.document, page.number, page.source, page.confidence)
                for pages in self.pages.values()
                for page in pages
                if page.source is not PageSource.TEXT
            ),
            sketches={number: sketch(pages) for number, pages in self.pages.items()},
        )


def _decision(line: Logged) -> Decision:
    choice = line.choice
    return Decision(
        seq=line.seq, at="2026-01-05T09:00:00.000+00:00", by=choice.by, action=choice.action,
        target=choice.target, from_=choice.from_, to=choice.to, grounds=choice.grounds,
        reason=choice.reason, bulk=choice.bulk, prev="", hash="",
    )  # fmt: skip


def _key(target: str) -> str:
    return target.partition("@")[0]


def ask(
    backend: Backend,
    *requests: httpx.Request,
    jar: httpx.Cookies | None = None,
    user: str = "C. Beoordelaar",
) -> list[httpx.Response]:
    """Send requests to one fresh app over this backend, in order, with a cookie jar."""

    async def run() -> list[httpx.Response]:
        app = create_app(backend, token=TOKEN, user=user, port=PORT)
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url=SITE, cookies=jar) as client:
            answers = []
            for request in requests:
                client.cookies.set_cookie_header(request)
                answers.append(await client.send(request))
            return answers

    return asyncio.run(run())


def start() -> httpx.Request:
    return httpx.Request("GET", f"{SITE}/?token={TOKEN}")


def get(path: str, **headers: str) -> httpx.Request:
    return httpx.Request("GET", SITE + path, headers=headers)


def post(content: bytes, path: str = "/api/choices", **headers: str) -> httpx.Request:
    known = {"content-type": "application/json", "sec-fetch-site": "same-origin", "origin": SITE}
    known |= {name.replace("_", "-"): value for name, value in headers.items()}
    kept = {name: value for name, value in known.items() if value}
    return httpx.Request("POST", SITE + path, content=content, headers=kept)


@contextmanager
def served(backend: Backend, user: str = "C. Beoordelaar") -> Iterator[str]:
    """The start address of a real server on loopback over this backend."""
    with listen(None) as listener:
        port = listener.getsockname()[1]
        app = create_app(backend, token=TOKEN, user=user, port=port)
        server = uvicorn.Server(server_config(app))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        try:  # the socket listens already: a browser that is too early waits in its queue
            yield f"http://127.0.0.1:{port}/?token={TOKEN}"
        finally:
            server.should_exit = True
            thread.join()


def body(*choices: dict[str, Any], expected: str = "0", seen: str = "", page: int = 1) -> bytes:
    """Choices on a page of document 0001, as the page sends them."""
    sent = {"expected": expected, "seen": seen, "number": "0001", "page": page, "choices": choices}
    return json.dumps(sent).encode()


def last(backend: Backend, request: httpx.Request, user: str = "C. Beoordelaar") -> httpx.Response:
    """The answer to this request, after the start address."""
    return ask(backend, start(), request, user=user)[-1]


def send(backend: Backend, path: str, content: dict[str, Any], **values: str) -> httpx.Response:
    """The answer to a JSON call made on the dossier as it stands now."""
    sent = {"expected": backend.head(), **content}
    return last(backend, post(json.dumps(sent).encode(), path), **values)
