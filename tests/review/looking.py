"""What the tests in a browser share: a dossier partly decided, and an ear for faults."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.review.fake import FakeBackend
from woo_tool.model import Choice


def listen_for_faults(window: Page) -> list[str]:
    """A list that fills with every fault in a script or in the policy."""
    faults: list[str] = []
    window.on("pageerror", lambda fault: faults.append(str(fault)))
    window.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
    return faults


def decide_some(backend: FakeBackend) -> None:
    """A dossier in which something of everything was decided."""
    for mark, action in zip(backend.marks[1:5], ("approve", "reject", "approve", ""), strict=True):
        if action:
            backend.record([Choice("D. Ander", action, mark.target)], backend.head())
