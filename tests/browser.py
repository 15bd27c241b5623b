"""Debian's Chromium, for the tests in a real browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running browser, closed afterwards."""
    found = next(filter(None, map(shutil.which, _NAMES)))
    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=found, args=_ARGS)
        yield browser
        browser.close()
