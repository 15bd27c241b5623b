"""A register proposed from the case files in a dossier."""

from __future__ import annotations

from dataclasses import dataclass

from woo_tool.kinds import Label
from woo_tool.model import Document
from woo_tool.overview import DraftRow, FilePage, Style, draft_row
from woo_tool.steps.view import REQUEST_NUMBER, View


@dataclass(frozen=True, slots=True)
class Proposed:
    """The proposed rows, and the case files in which nothing says what kind of case it is."""

    rows: tuple[DraftRow, ...]
    silent: tuple[str, ...]


def draft_rows(view: View, style: Style) -> Proposed:
    """A row for each case file: the documents that came in one folder or name one case number, or
    else a document with its attachments."""
    rows, silent = [], []
    for name, documents in _case_files(view).items():
        pages = [
            FilePage(item.number, page.number, page.text)
            for item in documents
            for page in view.pages.get(item.number, ())
        ]
        row = draft_row(name, pages, style)
        if row is None:
            silent.append(name)
        else:
            rows.append(row)
    return Proposed(tuple(rows), tuple(silent))


def _case_files(view: View) -> dict[str, list[Document]]:
    """The documents of each case file, by folder, by the one case number in it, or by number."""
    found: dict[str, list[Document]] = {}
    tops = {item.number: item for item in view.documents if not item.parent}
    numbers = _case_numbers(view)
    for item in view.documents:
        if item.number == REQUEST_NUMBER or item.duplicate_of:
            continue
        top = tops[item.parent or item.number]
        folder, slash, _ = top.file.rpartition("/")
        found.setdefault(folder if slash else numbers.get(top.number, top.number), []).append(item)
    return found


def _case_numbers(view: View) -> dict[str, str]:
    """The case number of each document that names exactly one, with its attachments."""
    named: dict[str, set[str]] = {}
    parents = {item.number: item.parent or item.number for item in view.documents}
    for item in view.folded.marks:
        if item.mark.label is Label.CASE_NUMBER:
            named.setdefault(parents[item.mark.document], set()).add(item.mark.text)
    return {number: min(those) for number, those in named.items() if len(those) == 1}
