"""Making things from the review page: redact, verify, decide, and drafts, in a worker process.

The steps are those of the command line. They hold the lock of the dossier while they run: the page
can be read, and says that it can't save, until they are done.
"""

from __future__ import annotations

import hashlib
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from woo_tool.errors import InputError, WooError
from woo_tool.model import OpenQuestion
from woo_tool.steps.workers import pool_of
from woo_tool.store import Store

What = Literal["package", "draft", "party"]
Step = Literal["redact", "verify", "decide", "draft", "party"]
STEPS: dict[What, tuple[Step, ...]] = {
    "package": ("redact", "verify", "decide"),
    "draft": ("draft",),
    "party": ("party",),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a step gave: whether it was done, what to say, and where it lies."""

    done: bool
    text: str = ""
    folder: str = ""
    open: tuple[OpenQuestion, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """Something that is being made or was: ``step`` counts those that are finished."""

    what: What
    party: str
    by: str
    step: int = 0
    since: float = 0.0
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Product:
    """A folder with what was made: a package or drafts, and its files by their id."""

    title: str
    folder: Path
    files: dict[str, Path]


def work(root: Path, step: Step, party: str, by: str) -> Outcome:
    """A worker's task: one step, as the command line does it."""
    from woo_tool import pipeline

    try:
        store = Store.open(root)
        match step:
            case "redact":
                made = pipeline.redact(store, workers=None)
                return Outcome(True, f"{len(made)} stukken gelakt.")
            case "verify":
                verified = pipeline.verify(store, workers=None)
                return Outcome(True, f"{len(verified.reports)} stukken gecontroleerd.")
            case "decide":
                decided = pipeline.decide(store)
                text = "Het pakket is klaar."
                if decided.draft:
                    text += " Het besluit zelf is nog een concept: maak nog niets openbaar."
                return Outcome(True, text, str(decided.folder), decided.open)
            case "draft":
                made = pipeline.redact(store, draft=True)
                folder = str(store.path("output", "concept"))
                return Outcome(True, f"Concept van {len(made)} stukken.", folder)
            case "party":
                shared = pipeline.share(store, party, by)
                text = f"Concept voor {party}: {len(shared.files)} stukken."
                return Outcome(True, text, str(shared.folder))
    except WooError as fault:
        return Outcome(False, fault.message[:1].upper() + fault.message[1:])


class Workshop:
    """Makes one thing at a time of one dossier. Safe to use from threads."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lock = threading.Lock()
        self._job: Job | None = None
        self._pool: ProcessPoolExecutor | None = None

    @property
    def job(self) -> Job | None:
        """What is being made, or was made last."""
        return self._job

    def start(self, what: What, party: str, by: str) -> Job:
        """Starts making it. Raises InputError while something else is being made."""
        with self._lock:
            if self._job is not None and self._job.outcome is None:
                raise InputError("er wordt al iets gemaakt; wacht tot dat klaar is.")
            job = self._job = Job(what, party, by, since=time.monotonic())
            thread = threading.Thread(target=self._run, args=(job,), daemon=True)
        thread.start()
        return job

    def _run(self, job: Job) -> None:
        outcome = Outcome(False, "Er is niets gemaakt.")
        for nth, step in enumerate(STEPS[job.what]):
            self._job = replace(job, step=nth)
            outcome = self._step(step, job)
            if not outcome.done:
                break
        done = replace(self._job or job, outcome=outcome)
        self._job = replace(done, step=len(STEPS[job.what])) if outcome.done else done

    def _step(self, step: Step, job: Job) -> Outcome:
        try:
            if self._pool is None:
                self._pool = pool_of(1)
            return self._pool.submit(work, self._root, step, job.party, job.by).result()
        except BrokenProcessPool:
            self._pool = None
            return Outcome(False, "Het werkproces is plotseling gestopt (te weinig geheugen?).")
        except Exception as fault:  # noqa: BLE001 (a fault of our own is said, as cli.main says it)
            return Outcome(False, f"Onverwachte fout in het programma ({type(fault).__name__}).")

    def products(self) -> list[Product]:
        """Everything that was made: packages, newest first, then drafts."""
        output = self._root / "output"
        folders = [
            item for item in output.glob("*") if (item / "intern" / "manifest.json").exists()
        ]
        folders.sort(key=lambda item: item.stat().st_mtime, reverse=True)
        found = [
            _product(f"Pakket {item.name}", item, [p for p in item.rglob("*") if p.is_file()])
            for item in folders
        ]
        concept = output / "concept"
        if any(concept.glob("*.*")):
            found.append(_product("Concepten, om intern te lezen", concept, [*concept.glob("*.*")]))
        for party in sorted(item for item in concept.glob("*") if item.is_dir()):
            found.append(_product(f"Concept voor {party.name}", party, [*party.glob("*.pdf")]))
        return found

    def file(self, name: str) -> Path | None:
        """The file with this id among what was made; a request names no path."""
        return next((p.files[name] for p in self.products() if name in p.files), None)

    def close(self) -> None:
        """Ends the worker."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)


def _product(title: str, folder: Path, files: list[Path]) -> Product:
    by_id = {
        hashlib.sha256(f"{folder.name}/{path.relative_to(folder)}".encode()).hexdigest()[:24]: path
        for path in sorted(files)
    }
    return Product(title, folder, by_id)
