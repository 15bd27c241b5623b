"""What needs a person: conflicts, findings that need judgement, who did what, and the log."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import islice
from typing import Any

from woo_tool.kinds import Label, MarkState
from woo_tool.model import DecidedMark, Decision
from woo_tool.review.index import OPEN, Index
from woo_tool.review.present import page_url
from woo_tool.review.search import fold_text
from woo_tool.review.words import DECISIONS, LABELS, STATES

_NOWHERE = ("person", "draft")
_STAYS = frozenset({MarkState.REJECTED, MarkState.KEPT})


def attention_data(index: Index) -> dict[str, Any]:
    """What the overview shows beside the documents."""
    return {
        "conflicts": conflicts(index),
        "asks": _asks(index),
        "reviewers": _reviewers(index.snapshot.log),
    }


def conflicts(index: Index) -> list[dict[str, Any]]:
    """Texts of one kind that go in one place and stay in another, the most frequent first."""
    by_text: dict[tuple[str, Label], list[DecidedMark]] = defaultdict(list)
    for item in index.snapshot.marks:
        if item.mark.text and item.state not in OPEN and not item.mark.label.is_suggestion:
            by_text[" ".join(fold_text(item.mark.text).split()), item.mark.label].append(item)
    found = [
        _conflict(index, items)
        for items in by_text.values()
        if any(item.state is MarkState.APPROVED for item in items)
        and any(_stays(index, item) for item in items)
    ]
    return sorted(found, key=lambda row: (-row["count"], row["text"]))


def _stays(index: Index, item: DecidedMark) -> bool:
    """True where the text stays readable: not where other marks took the place over."""
    if item.state not in _STAYS:
        return False
    return item in index.shown((item.mark.document, item.mark.page))


def _conflict(index: Index, items: Sequence[DecidedMark]) -> dict[str, Any]:
    goes = [item for item in items if item.state is MarkState.APPROVED]
    stays = [item for item in items if _stays(index, item)]
    return {
        "text": " ".join(items[0].mark.text.split()),
        "label": LABELS[items[0].mark.label],
        "count": len(goes) + len(stays),
        "sides": [
            {
                "text": text,
                "count": len(side),
                "places": [
                    {"text": f"{i.mark.document}, p. {i.mark.page}", "url": mark_url(i)}
                    for i in side[:6]
                ],
            }
            for text, side in (("gelakt", goes), ("blijft staan", stays))
        ],
    }


def mark_url(item: DecidedMark) -> str:
    """The address of a mark on its page."""
    return f"{page_url((item.mark.document, item.mark.page))}#{item.mark.id}"


def _asks(index: Index) -> list[dict[str, Any]]:
    """Findings that only a person can judge, by kind."""
    by_label: dict[Label, list[DecidedMark]] = defaultdict(list)
    for item in index.snapshot.marks:
        if item.state is MarkState.ASK:
            by_label[item.mark.label].append(item)
    return [
        {
            "label": LABELS[label],
            "blocks": label is Label.SPECIAL_CATEGORY or not label.is_suggestion,
            "count": len(items),
            "places": [
                {
                    "text": f"{item.mark.document}, p. {item.mark.page}",
                    "what": " ".join(item.mark.text.split())[:80],
                    "url": mark_url(item),
                }
                for item in items[:12]
            ],
        }
        for label, items in sorted(by_label.items())
    ]


def _reviewers(log: Sequence[Decision]) -> list[dict[str, Any]]:
    """Who decided how much: choices by hand, in bulk, and approved pages."""
    rows: dict[str, Counter[str]] = defaultdict(Counter)
    last: dict[str, str] = {}
    for item in log:
        kind = "pages" if item.action == "approve_page" else "bulk" if item.bulk else "hand"
        rows[item.by][kind] += 1
        last[item.by] = item.at
    return [
        {"name": name, **{kind: row[kind] for kind in ("hand", "bulk", "pages")},
         "last": moment(last[name])}
        for name, row in sorted(rows.items(), key=lambda pair: -sum(pair[1].values()))
    ]  # fmt: skip


def log_data(index: Index, about: str = "", most: int | None = None) -> list[dict[str, Any]]:
    """The log, newest first; ``about`` keeps lines that contain it (name, document, action).

    ``most``: no more of the newest lines than this are looked at.
    """
    wanted = fold_text(about.strip())
    rows = [_line(index, item) for item in islice(reversed(index.snapshot.log), most)]
    return [row for row in rows if not wanted or wanted in fold_text(" ".join(_words(row)))]


def _words(row: dict[str, Any]) -> list[str]:
    return [row[name] for name in ("at", "by", "what", "text", "place", "to", "reason")]


def _line(index: Index, item: Decision) -> dict[str, Any]:
    kind, _, rest = item.target.partition(":")
    mark_id_, _, place = rest.partition("@") if kind == "mark" else ("", "", rest)
    known = index.marks_by_id.get(mark_id_)
    where = place.partition(":")[0] if kind == "mark" else place
    if kind == "sample":
        where = place.partition("/")[2]
    number, _, page = where.partition("/")
    entity = index.entities.get(rest) if kind == "person" else None
    about = rest if kind == "draft" else entity.name if entity else ""
    on_page = (number, int(page)) if page.isdecimal() else None
    return {
        "seq": item.seq,
        "at": moment(item.at),
        "by": item.by,
        "what": DECISIONS.get(item.action, item.action),
        "text": about or (known.mark.text or "getekend vlak" if known else ""),
        "place": f"{number}, p. {page}" if on_page else "" if kind in _NOWHERE else number,
        "url": page_url(on_page) if on_page in index.pages else "",
        "from": _STATE_WORDS.get(item.from_, ""),
        "to": f"{item.to} gemist" if item.action == "sampled" else _STATE_WORDS.get(item.to, ""),
        "grounds": " ".join(item.grounds),
        "reason": item.reason,
        "bulk": item.bulk,
    }


_STATE_WORDS = {
    **{state.value: text.lower() for state, text in STATES.items()},
    **{label.value: text.lower() for label, text in LABELS.items()},
    "open": "open",
}


def moment(at: str) -> str:
    """A time of the log (ISO, UTC) as people here read it, in the time of this computer."""
    try:
        return dt.datetime.fromisoformat(at).astimezone().strftime("%d-%m-%Y %H:%M")
    except ValueError:
        return at


def history_data(index: Index, name: str) -> list[dict[str, str]]:
    """What was decided about one mark, oldest first."""
    return [
        {
            "at": moment(item.at),
            "by": item.by,
            "what": DECISIONS.get(item.action, item.action)
            + (" (in bulk)" if item.bulk else "")
            + (f" {' '.join(item.grounds)}" if item.grounds else ""),
            "reason": item.reason,
        }
        for item in index.history.get(name, ())
    ]
