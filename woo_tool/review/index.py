"""A snapshot arranged for looking things up: the marks of a page, what is open, what comes next."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property

from woo_tool.fold import page_approval
from woo_tool.model import DecidedMark, Document, MarkState, Page
from woo_tool.review.backend import Snapshot

Place = tuple[str, int]
OPEN = frozenset({MarkState.PROPOSED, MarkState.ASK})


class Index:
    """Look-ups over one snapshot; built once for each snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.documents = {document.number: document for document in snapshot.documents}
        self.pages: dict[Place, Page] = {}
        for number in self.documents:
            for page in snapshot.pages.get(number, ()):
                self.pages[number, page.number] = page
        self.order = tuple(self.pages)
        self._place_in_order = {place: nth for nth, place in enumerate(self.order)}
        self._marks: dict[Place, list[DecidedMark]] = defaultdict(list)
        self._open: Counter[Place] = Counter()
        self._of_entity: dict[str, list[DecidedMark]] = defaultdict(list)
        for decided in snapshot.marks:
            mark = decided.mark
            self._marks[mark.document, mark.page].append(decided)
            if decided.state in OPEN:
                self._open[mark.document, mark.page] += 1
            if mark.entity:
                self._of_entity[mark.entity].append(decided)
        self.entities = {entity.id: entity for entity in snapshot.entities}

    def document(self, number: str) -> Document:
        return self.documents[number]

    def marks(self, place: Place) -> list[DecidedMark]:
        """The marks of a page in reading order; a drawn box stands where its first line stands."""
        page = self.pages[place]
        return sorted(self._marks.get(place, ()), key=lambda item: _reading_key(item, page))

    def counts(self, place: Place) -> Counter[MarkState]:
        return Counter(item.state for item in self._marks.get(place, ()))

    def of_entity(self, entity: str) -> list[DecidedMark]:
        """Every mark of one person, in the order of the snapshot."""
        return self._of_entity.get(entity, [])

    def open_marks(self, place: Place) -> int:
        return self._open[place]

    def approved(self, place: Place) -> bool:
        return place in self.snapshot.approved_pages

    def approved_by(self, place: Place, user: str) -> bool:
        """True when this reviewer approved the page as it stands."""
        return user.strip().casefold() in self.snapshot.approved_by.get(place, ())

    def seen(self, place: Place) -> str:
        """A fingerprint of the marks of a page and their states: what an approval is about."""
        return page_approval(self.marks(place))

    def reopened(self, place: Place) -> bool:
        return place in self.snapshot.reopened_pages and not self.approved(place)

    def places(self, number: str) -> list[Place]:
        return [(number, page.number) for page in self.snapshot.pages.get(number, ())]

    def first_open(self, places: Iterable[Place], user: str) -> Place | None:
        """The first page that this reviewer still has to look at."""
        return next((place for place in places if self._waits(place, user)), None)

    def next_open(self, place: Place, user: str) -> Place | None:
        """The next page to look at, from this one on and then from the start."""
        here = self._place_in_order[place]
        return self.first_open((*self.order[here + 1 :], *self.order[:here]), user)

    def _waits(self, place: Place, user: str) -> bool:
        if self.open_marks(place):
            return True
        return not self.approved(place) and not self.approved_by(place, user)

    def neighbour(self, place: Place, step: int) -> Place | None:
        """The page before (-1) or after (1) this one, over the borders of documents."""
        nth = self._place_in_order[place] + step
        return self.order[nth] if 0 <= nth < len(self.order) else None

    @cached_property
    def done(self) -> int:
        """How many pages of the dossier are approved."""
        return self.pages_approved(self.order)

    def pages_approved(self, places: Iterable[Place]) -> int:
        return sum(self.approved(place) for place in places)


def _reading_key(item: DecidedMark, page: Page) -> tuple[int, float, float]:
    mark = item.mark
    top = mark.boxes[0].y0 if mark.boxes else 0.0
    left = mark.boxes[0].x0 if mark.boxes else 0.0
    if mark.end > mark.start:
        return mark.start, top, left
    below = (word.start for word in page.words if word.box.y1 > top)
    return next(below, len(page.text)), top, left
