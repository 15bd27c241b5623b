"""A snapshot arranged for looking things up: the marks of a page, what is open, what comes next."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from woo_tool.fold import page_approval, parse_target
from woo_tool.kinds import MarkState
from woo_tool.model import DecidedMark, Decision, Document, Mark, Page
from woo_tool.pages import page_keys
from woo_tool.review.backend import Snapshot

Place = tuple[str, int]
OPEN = frozenset({MarkState.PROPOSED, MarkState.ASK})
BY_HAND = ("mens",)
"""The rule of a mark that a person made (fold)."""


class PlacedPages(Mapping[Place, Page]):
    """Every page by its place, in the order of the dossier; read when it is asked for."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._pages = snapshot.pages
        order = {document.number: nth for nth, document in enumerate(snapshot.documents)}
        keys = [key for key in page_keys(snapshot.pages) if key[0] in order]
        keys.sort(key=lambda key: order[key[0]])
        self.nth = {place: nth for nth, place in enumerate(keys)}

    def __getitem__(self, place: Place) -> Page:
        if place not in self.nth:
            raise KeyError(place)
        return self._pages[place[0]][place[1] - 1]

    def __contains__(self, place: object) -> bool:
        return place in self.nth

    def __iter__(self) -> Iterator[Place]:
        return iter(self.nth)

    def __len__(self) -> int:
        return len(self.nth)


class Index:
    """Look-ups over one snapshot; built once for each snapshot. Reads no page by itself."""

    def __init__(self, snapshot: Snapshot, earlier: Index | None = None) -> None:
        self.snapshot = snapshot
        self.documents = {document.number: document for document in snapshot.documents}
        if earlier is not None and earlier.same_pages(snapshot):
            self.pages: PlacedPages = earlier.pages
            self.order: tuple[Place, ...] = earlier.order
            self._of_document: dict[str, list[Place]] = earlier._of_document
        else:
            self.pages = PlacedPages(snapshot)
            self.order = tuple(self.pages)
            self._of_document = defaultdict(list)
            for place in self.order:
                self._of_document[place[0]].append(place)
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

    def same_pages(self, snapshot: Snapshot) -> bool:
        """True when another snapshot has these pages in this order."""
        numbers = [document.number for document in snapshot.documents]
        return snapshot.pages is self.snapshot.pages and list(self.documents) == numbers

    @cached_property
    def history(self) -> dict[str, list[Decision]]:
        """Every decision by the id of the mark it is about, oldest first."""
        found: dict[str, list[Decision]] = defaultdict(list)
        for decision in self.snapshot.log:
            if (place := parse_target(decision.target)) is not None:
                found[place.id].append(decision)
        return found

    def by_hand(self, item: DecidedMark) -> bool:
        """True when a person decided on this one mark, not in bulk.

        A decision that was made under another id of the mark counts as made by hand.
        """
        if item.state not in (MarkState.APPROVED, MarkState.REJECTED):
            return False
        told = [one for one in self.history.get(item.mark.id, ()) if one.action in _DECIDES]
        return not told or not told[-1].bulk

    @cached_property
    def marks_by_id(self) -> dict[str, DecidedMark]:
        """Every mark by its id."""
        return {item.mark.id: item for item in self.snapshot.marks}

    def shown(self, place: Place) -> list[DecidedMark]:
        """The marks of a page without those that were split, merged or taken back."""
        marks = self.marks(place)
        made = [item.mark for item in marks if _made(item) and item.state is MarkState.APPROVED]
        return [item for item in marks if not _replaced(item, made)]

    def document(self, number: str) -> Document:
        return self.documents[number]

    def marks(self, place: Place) -> list[DecidedMark]:
        """The marks of a page in reading order; a drawn box stands where its first line stands."""
        marks = self._marks.get(place)
        if not marks:
            return []
        return sorted(marks, key=lambda item: _reading_key(item, self.pages))

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

    def first_approver(self, place: Place) -> str:
        """Who approved a page that waits for a second pair of eyes, as the log writes the name."""
        names = self.snapshot.approved_by.get(place, frozenset())
        if self.approved(place) or not names:
            return ""
        return next((self.names[name] for name in sorted(names) if name in self.names), "")

    @cached_property
    def names(self) -> dict[str, str]:
        """Every name in the log by its case-folded form."""
        return {item.by.strip().casefold(): item.by.strip() for item in self.snapshot.log}

    def seen(self, place: Place) -> str:
        """A fingerprint of the marks of a page and their states: what an approval is about."""
        return page_approval(self.marks(place))

    def reopened(self, place: Place) -> bool:
        return place in self.snapshot.reopened_pages and not self.approved(place)

    def places(self, number: str) -> list[Place]:
        return self._of_document.get(number, [])

    def first_open(self, places: Iterable[Place], user: str) -> Place | None:
        """The first page that this reviewer still has to look at."""
        return next((place for place in places if self._waits(place, user)), None)

    def next_open(self, place: Place, user: str) -> Place | None:
        """The next page to look at, from this one on and then from the start."""
        here = self.pages.nth[place]
        return self.first_open((*self.order[here + 1 :], *self.order[:here]), user)

    def _waits(self, place: Place, user: str) -> bool:
        if self.open_marks(place):
            return True
        return not self.approved(place) and not self.approved_by(place, user)

    def neighbour(self, place: Place, step: int) -> Place | None:
        """The page before (-1) or after (1) this one, over the borders of documents."""
        nth = self.pages.nth[place] + step
        return self.order[nth] if 0 <= nth < len(self.order) else None

    @cached_property
    def done(self) -> int:
        """How many pages of the dossier are approved."""
        return self.pages_approved(self.order)

    def pages_approved(self, places: Iterable[Place]) -> int:
        return sum(self.approved(place) for place in places)


_DECIDES = ("approve", "reject", "add")


def _made(item: DecidedMark) -> bool:
    return item.mark.rules == BY_HAND


def _replaced(item: DecidedMark, made: Iterable[Mark]) -> bool:
    """True for a rejected mark that a person made, or whose every letter others took over."""
    if item.state is not MarkState.REJECTED:
        return False
    if _made(item):
        return True
    taken = {at for other in made for at in range(other.start, other.end)}
    start, text = item.mark.start, item.mark.text
    return bool(text) and all(char.isspace() or at in taken for at, char in enumerate(text, start))


def _reading_key(item: DecidedMark, pages: Mapping[Place, Page]) -> tuple[int, float, float]:
    mark = item.mark
    top = mark.boxes[0].y0 if mark.boxes else 0.0
    left = mark.boxes[0].x0 if mark.boxes else 0.0
    if mark.end > mark.start:
        return mark.start, top, left
    page = pages[mark.document, mark.page]
    below = (word.start for word in page.words if word.box.y1 > top)
    return next(below, len(page.text)), top, left
