"""The view of the case overview: every row before and after, and a person's word on each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Any, Literal

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from woo_tool.errors import InputError
from woo_tool.model import Choice
from woo_tool.overview import Trace
from woo_tool.review.backend import CaseSheet, StaleChoice
from woo_tool.review.choices import parse
from woo_tool.review.desk import Desk, limited_body, user_of
from woo_tool.review.views import stale_text
from woo_tool.review.words import LABELS
from woo_tool.rules import Rule
from woo_tool.steps.casework import CaseRow, approval, reopening, verdict


class CaseIn(Rule):
    """What a person says of one row; ``digest`` is the row that was looked at."""

    expected: str
    sheet: int
    ref: str
    digest: str
    action: Literal["approve", "leave_out", "reopen"]


class CaseViews:
    """The endpoints of the case overview."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def cases(self, request: Request) -> Response:
        index = self._desk.index()
        sheets = self._desk.backend.cases()
        data = {
            "head": index.snapshot.head,
            "user": user_of(request).strip().casefold(),
            "eyes": 2 if index.snapshot.four_eyes else 1,
            "sheets": [_sheet_data(sheet) for sheet in sheets],
        }
        return self._desk.html(request, "cases.html", index, data=data)

    async def decide(self, request: Request) -> Response:
        body = await limited_body(request)
        return await run_in_threadpool(self._decide, body, user_of(request))

    def _decide(self, body: bytes, user: str) -> Response:
        sent = parse(body, CaseIn)
        try:
            choices = _choices(sent, self._desk.backend.cases(), user)
            self._desk.backend.record(choices, sent.expected)
        except StaleChoice as fault:
            return JSONResponse({"error": stale_text(fault)}, 409)
        sheets = [_sheet_data(sheet) for sheet in self._desk.backend.cases()]
        return JSONResponse({"head": self._desk.index().snapshot.head, "sheets": sheets})


def _choices(sent: CaseIn, sheets: tuple[CaseSheet, ...], user: str) -> list[Choice]:
    """The choices to log. Raises InputError, and StaleChoice for a row that has changed."""
    rows = sheets[sent.sheet].rows if 0 <= sent.sheet < len(sheets) else ()
    row = next((item for item in rows if item.ref == sent.ref), None)
    if row is None:
        raise InputError("deze zaak staat niet in het overzicht.")
    if row.digest != sent.digest:
        raise StaleChoice(())
    if sent.action == "reopen":
        return [reopening(row, user)]
    if sent.action == "leave_out":
        if not row.asks:
            raise InputError("in deze zaak is niets aangewezen om weg te laten.")
        return [verdict(row, "redact", user)]
    kept = [verdict(row, "keep", user)] if row.asks else []
    return [*kept, approval(row, user)]


def _sheet_data(sheet: CaseSheet) -> dict[str, Any]:
    about: dict[str, list[Trace]] = {}
    for one in sheet.traces:
        for number in one.rows:
            about.setdefault(number, []).append(one)
    return {
        "title": sheet.title,
        "period": sheet.period,
        "rows": [_row_data(row, about.get(row.number, ())) for row in sheet.rows],
        "general": [_trace_data(one) for one in sheet.traces if not one.rows],
    }


def _row_data(row: CaseRow, traces: Iterable[Trace]) -> dict[str, Any]:
    return {
        "ref": row.ref,
        "row": row.source,
        "number": row.number,
        "digest": row.digest,
        "approved": row.approved,
        "names": sorted(row.names),
        "blocked": row.blocked,
        "asks": [
            {"label": LABELS[ask.label], "reason": ask.reason, "words": ask.words}
            for ask in row.asks
        ],
        "traces": [_trace_data(one) for one in traces],
        "cells": [
            {
                "header": cell.header,
                "parts": difference(cell.before, cell.after),
                "changed": cell.before != cell.after,
                "rules": list(cell.rules),
            }
            for cell in row.cells
            if cell.before or cell.after
        ],
    }


def _trace_data(one: Trace) -> dict[str, str]:
    return {"severity": one.severity, "what": one.what, "who": one.who, "mend": one.mend}


def difference(before: str, after: str) -> dict[str, list[tuple[str, bool]]]:
    """Both texts in pieces, each with whether it differs from the other text; joined they are the
    texts themselves."""
    words = re.findall(r"\S+\s*", before), re.findall(r"\S+\s*", after)
    left: list[tuple[str, bool]] = []
    right: list[tuple[str, bool]] = []
    bare = [[word.strip() for word in side] for side in words]
    matcher = SequenceMatcher(None, bare[0], bare[1], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        for side, pieces in ((left, words[0][a:b]), (right, words[1][c:d])):
            if pieces:
                side.append(("".join(pieces), kind != "equal"))
    return {"before": left, "after": right}
