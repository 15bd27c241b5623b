"""What the pages show, as plain data: the same data feeds the templates and the scripts."""

from __future__ import annotations

from typing import Any

from woo_tool.grounds import grounds
from woo_tool.kinds import Law, MarkState, PageSource
from woo_tool.model import DecidedMark, Document, Page
from woo_tool.review.geometry import to_view, view_size
from woo_tool.review.index import OPEN, Index, Place
from woo_tool.review.words import LABELS, ROLES, STATES, STATUSES

_CONTEXT = 60  # characters shown before and after a mark
_LOW_CONFIDENCE = 0.8


def page_url(place: Place | None) -> str:
    return f"/d/{place[0]}/{place[1]}" if place else ""


def image_url(place: Place) -> str:
    return f"/p/{place[0]}/{place[1]}.png"


def preview_url(index: Index, place: Place) -> str:
    """The page as the redactor makes it; another address for every other state of its marks."""
    return f"/lakbeeld/{place[0]}/{place[1]}.png?v={index.seen(place)[-12:]}"


def page_data(index: Index, place: Place, user: str) -> dict[str, Any]:
    """Everything that the page view shows of one page."""
    page = index.pages[place]
    width, height = view_size(page)
    document = index.document(place[0])
    places = index.places(place[0])
    ahead = index.neighbour(place, 1)
    return {
        "head": index.snapshot.head,
        "number": place[0],
        "page": place[1],
        "pages": len(places),
        "title": title(document),
        "width": width,
        "height": height,
        "image": image_url(place),
        "preview": preview_url(index, place),
        "text": page.text,
        "source": page.source.value,
        "notice": _notice(page),
        "approved": index.approved(place),
        "fourEyes": index.snapshot.four_eyes,
        "first": index.first_approver(place),
        "waiting": not index.approved(place) and index.approved_by(place, user),
        "reopened": index.reopened(place),
        "seen": index.seen(place),
        "open": index.open_marks(place),
        "marks": [mark_data(item, page, index) for item in index.shown(place)],
        "previous": page_url(index.neighbour(place, -1)),
        "next": page_url(ahead),
        "nextImage": image_url(ahead) if ahead else "",
        "nextOpen": page_url(index.next_open(place, user)),
        "done": index.done,
        "total": len(index.order),
    }


def title(document: Document) -> str:
    return document.title or document.file


def _notice(page: Page) -> str:
    if page.source is PageSource.NONE:
        return "Op deze pagina is geen tekst gelezen: zoek zelf naar wat moet worden gelakt."
    if page.source is PageSource.OCR:
        return (
            f"Gescande pagina, tekst gelezen met {page.confidence:.0%} zekerheid: kijk extra goed."
        )
    return ""


def mark_data(item: DecidedMark, page: Page, index: Index) -> dict[str, Any]:
    """One mark as the page and person views show it; boxes in points of the page as shown."""
    mark = item.mark
    entity = index.entities.get(mark.entity or "")
    drawn = mark.end <= mark.start
    return {
        "id": mark.id,
        "state": item.state.value,
        "stateText": STATES[item.state],
        "open": item.state in OPEN,
        "boxes": [list(to_view(box, page)) for box in mark.boxes],
        "text": "" if drawn else mark.text,
        "goes": "" if drawn else mark.removed_text,
        "before": "" if drawn else _before(page.text, mark.start),
        "after": "" if drawn else _after(page.text, mark.end),
        "drawn": drawn,
        "label": LABELS[mark.label],
        "suggestion": mark.label.is_suggestion,
        "grounds": list(item.grounds),
        "why": mark.reason,
        "reason": item.reason if item.reason != mark.reason else "",
        "by": item.by,
        "bulk": item.state not in OPEN and bool(item.by) and not index.by_hand(item),
        "start": mark.start,
        "end": mark.end,
        "person": entity.name if entity else "",
        "personId": entity.id if entity else "",
        "role": ROLES[mark.role] if mark.role else "",
        "places": len(index.of_entity(mark.entity)) if mark.entity else 0,
    }


def _before(text: str, start: int) -> str:
    """The words that lead up to a mark; an ellipsis where they don't start the page."""
    if start <= _CONTEXT:
        return text[:start]
    part = text[start - _CONTEXT : start]
    whole = part.split(None, 1)
    return "… " + (whole[1] if len(whole) > 1 else part)


def _after(text: str, end: int) -> str:
    """The words that follow a mark; an ellipsis where they don't end the page."""
    if end + _CONTEXT >= len(text):
        return text[end:]
    part = text[end : end + _CONTEXT]
    whole = part.rsplit(None, 1)
    return (whole[0] if len(whole) > 1 else part) + " …"


def hit_data(index: Index, place: Place, start: int, end: int) -> dict[str, Any]:
    """One hit of a search, with its context and what is decided there."""
    text = index.pages[place].text
    over = [m for m in index.shown(place) if m.mark.start < end and start < m.mark.end]
    best = max(over, key=lambda item: item.state is MarkState.APPROVED, default=None)
    return {
        "number": place[0],
        "page": place[1],
        "start": start,
        "end": end,
        "place": f"{place[0]}, p. {place[1]}",
        "url": page_url(place) + (f"#{best.mark.id}" if best else f"#t{start}-{end}"),
        "before": _before(text, start),
        "text": text[start:end],
        "after": _after(text, end),
        "state": best.state.value if best else "",
        "stateText": STATES[best.state] if best else "niet gemarkeerd",
        "by": best.by if best else "",
        "byHand": best is not None and index.by_hand(best),
    }


def ground_data(law: Law) -> list[dict[str, Any]]:
    """The grounds that a box may carry under this law, with wording and motivation duty."""
    return [
        {
            "code": item.code,
            "label": item.short_label,
            "citation": item.citation,
            "text": " … ".join(part for part in (item.aanhef, item.text) if part),
            "duty": item.motivation,
            "balancing": item.balancing_required,
            "fiveYears": item.five_year_rule,
            "temporary": item.kind == "temporary",
        }
        for item in grounds(law)
        if item.citable
    ]


def dossier_data(index: Index, user: str) -> dict[str, Any]:
    """The rows and totals of the dossier view."""
    rows = [_document_row(index, document, user) for document in index.snapshot.documents]
    states = [item.state for item in index.snapshot.marks]
    waiting = [place for place in index.order if index.first_approver(place)]
    return {
        "rows": rows,
        "proposed": states.count(MarkState.PROPOSED),
        "asked": states.count(MarkState.ASK),
        "redacted": states.count(MarkState.APPROVED),
        "done": sum(row["done"] for row in rows),
        "total": len(index.order),
        "resume": page_url(index.first_open(index.order, user)),
        "notices": _notices(index),
        "four_eyes": index.snapshot.four_eyes,
        "second": sum(not index.approved_by(place, user) for place in waiting),
        "waiting": len(waiting),
    }


def _document_row(index: Index, document: Document, user: str) -> dict[str, Any]:
    places = index.places(document.number)
    counts = dict.fromkeys(MarkState, 0)
    for place in places:
        for state, count in index.counts(place).items():
            counts[state] += count
    done = index.pages_approved(places)
    opening = index.first_open(places, user) or (places[0] if places else None)
    return {
        "number": document.number,
        "child": bool(document.parent),
        "title": title(document),
        "file": document.file,
        "kind": document.kind,
        "date": document.date.strftime("%d-%m-%Y") if document.date else "",
        "pages": len(places),
        "done": done,
        "complete": bool(places) and done == len(places) and not counts[MarkState.ASK],
        "url": page_url(opening),
        "status": STATUSES[document.status],
        "reason": document.reason,
        "judgement": document.judgement.value if document.judgement else "",
        "duplicate_of": document.duplicate_of,
        "reopened": sum(index.reopened(place) for place in places),
        "proposed": counts[MarkState.PROPOSED],
        "asked": counts[MarkState.ASK],
        "redacted": counts[MarkState.APPROVED],
        "stays": counts[MarkState.REJECTED] + counts[MarkState.KEPT],
    }


def _notices(index: Index) -> list[dict[str, str]]:
    """Pages that need a closer look: without text, or badly read."""
    found = []
    for scan in index.snapshot.scans:
        place = (scan.document, scan.page)
        what = ""
        if scan.source is PageSource.NONE:
            what = "geen tekst gelezen"
        elif scan.confidence < _LOW_CONFIDENCE:
            what = f"slecht leesbaar ({scan.confidence:.0%} zekerheid)"
        if what and place in index.pages:
            found.append(
                {"place": f"{place[0]}, pagina {place[1]}", "what": what, "url": page_url(place)}
            )
    return found
